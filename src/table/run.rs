//! A check under way: a table is understood when it is taken up, and judged in slices.

use crate::date::Date;
use crate::gazette::prices;
use crate::money::Fen;

use super::above::Above;
use super::bill::{Bill, see_merged};
use super::explain::explains;
use super::index::{Index, item};
use super::judge::{Entry, Judge};
use super::records::Table;
use super::rivals::{Prices, doubt_repeated};
use super::role::Choices;
use super::row::{Notes, Row};
use super::summary::Summary;
use super::understanding::{Plan, Understanding, understand};
use super::verdict::{Kind, Verdict};

/// A table being checked.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::prices::Tier;
/// use luzhou_gazette::table::{Check, Choices, Verdict};
///
/// let choices = Choices {
///     tier: Some(Tier::ThreeA),
///     ..Choices::default()
/// };
/// let text = "某医院价目表\n项目编码,单价\n210102015,67.00\n330405017,\"1,070.00\"\n";
/// let mut check = Check::new(text.to_owned(), &choices, Date::parse("2024-06-01").unwrap());
/// assert!(check.understanding().doubts.is_empty());
/// while check.advance(100) {}
/// let verdicts: Vec<(u32, Verdict)> = check.rows().map(|it| (it.row, it.verdict)).collect();
/// assert_eq!(
///     verdicts,
///     [(1, Verdict::Title), (2, Verdict::Head), (3, Verdict::Equal), (4, Verdict::Above)]
/// );
/// let row = check.row(3).unwrap();
/// assert_eq!(row.prices[0].difference().unwrap().to_string(), "5");
/// assert_eq!(row.citation.unwrap().to_string(), "泸市医保发〔2023〕39号 附件 调增第 65 项，第 58 页");
/// assert_eq!(check.summary().rows, 4);
/// ```
pub struct Check {
    table: Table,
    index: Index,
    today: Date,
    understanding: Understanding,
    plan: Plan,
    above: Above,
    bill: Bill,
    prices: Prices,
    entries: Vec<Entry>,
    blank: u32,
    phase: Phase,
}

/// What is done at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Rows are read.
    Rows,
    /// The lines that belong to refunds are gathered, from this one on.
    Gather(usize),
    /// Refunds and caps are settled.
    Settle,
    /// All is done.
    Done,
}

impl Check {
    /// Understands a text; it is judged by [`Check::advance`]. `today` is the day for tables without days.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::table::{Check, Choices};
    ///
    /// let today = Date::parse("2024-06-01").unwrap();
    /// let check = Check::new("项目编码,单价\n210102015,67\n".to_owned(), &Choices::default(), today);
    /// // Whose prices they are is not written, so it must be asked.
    /// assert!(check.is_open());
    /// ```
    #[must_use]
    pub fn new(text: String, choices: &Choices, today: Date) -> Self {
        let index = Index::new();
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Self::of(text, choices, today, index)
    }

    fn of(text: String, choices: &Choices, today: Date, index: Index) -> Self {
        let (understanding, plan) = understand(&text, choices, today, &index);
        let table = Table::new(text, plan.sample.separator, plan.sample.width);
        Self {
            table,
            index,
            today,
            understanding,
            above: Above::new(plan.footer),
            plan,
            bill: Bill::default(),
            prices: Prices::default(),
            entries: Vec::new(),
            blank: 0,
            phase: Phase::Rows,
        }
    }

    /// The same text from the beginning, with other choices.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices, Kind};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// let choices = Choices { kind: Some(Kind::Bill), ..choices };
    /// assert_eq!(check.again(&choices).kind(), Kind::Bill);
    /// ```
    #[must_use]
    pub fn again(self, choices: &Choices) -> Self {
        Self::of(self.table.into_text(), choices, self.today, self.index)
    }

    /// How the table was understood.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert!(!check.understanding().refusal.is_empty());
    /// ```
    #[must_use]
    pub const fn understanding(&self) -> &Understanding {
        &self.understanding
    }

    /// What the table is.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices, Kind}};
    /// let choices = Choices { kind: Some(Kind::Bill), ..Choices::default() };
    /// assert_eq!(Check::new(String::new(), &choices, Date::MAX).kind(), Kind::Bill);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.plan.kind
    }

    /// The day for rows that do not say theirs.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert_eq!(check.day(), Date::MAX);
    /// ```
    #[must_use]
    pub const fn day(&self) -> Date {
        self.plan.day
    }

    /// Whether something must be asked, or nothing can be done; then no row is judged.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert!(check.is_open());
    /// ```
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.understanding.refusal.is_empty() || !self.understanding.doubts.is_empty()
    }

    /// Judges so many rows more; false when there are none left, or something must be asked first.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let mut check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert!(!check.advance(1));
    /// ```
    pub fn advance(&mut self, rows: u32) -> bool {
        if self.is_open() {
            return false;
        }
        for _ in 0..rows {
            match self.phase {
                Phase::Rows => self.read_row(),
                Phase::Gather(place) => {
                    self.phase = match self.entries.get(place) {
                        Some(entry) => {
                            self.bill.gather(entry, place);
                            Phase::Gather(place.saturating_add(1))
                        }
                        None => Phase::Settle,
                    };
                }
                Phase::Settle => {
                    if !self.bill.settle(&mut self.entries, &self.index) {
                        self.phase = self.end();
                    }
                }
                Phase::Done => return false,
            }
        }
        true
    }

    /// Lets rows speak against each other once all are judged.
    fn end(&mut self) -> Phase {
        match self.plan.kind {
            Kind::Bill => doubt_repeated(&mut self.entries),
            Kind::List => self.prices.settle(&mut self.entries),
        }
        Phase::Done
    }

    fn read_row(&mut self) {
        let Some(record) = self.table.next() else {
            self.phase = if self.bill.is_settled() {
                self.end()
            } else {
                Phase::Gather(0)
            };
            return;
        };
        let judge = Judge {
            plan: &self.plan,
            index: &self.index,
        };
        let mut entry = judge.read(record, &mut self.above);
        if entry.verdict == Verdict::Blank {
            self.blank = self.blank.saturating_add(1);
            return;
        }
        if self.plan.kind == Kind::Bill {
            see_merged(self.entries.last_mut(), &mut entry);
            self.bill.see(&mut entry, self.entries.len(), &self.index);
        } else if let Some(item) = entry.item.and_then(item) {
            if let (Some(tier), Some(price)) = (entry.tier, entry.amount) {
                self.prices.see(&entry, tier, price);
            }
            for it in judge.priced(record, item, &mut Notes::default()) {
                if let (Some(tier), Some(price)) = (it.tier(), it.amount) {
                    self.prices.see(&entry, tier, price);
                }
            }
        }
        self.entries.push(entry);
    }

    /// How many bytes of the text are read, and how many there are.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert_eq!(check.progress(), (0, 0));
    /// ```
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.table.progress()
    }

    /// How many rows there are that are not blank.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert_eq!(check.len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no row that is not blank.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert!(check.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What the row at this place is; counted from 0 without blank ones, `None` past the last.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices, Verdict};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// assert_eq!(check.verdict(0), Some(Verdict::Head));
    /// assert_eq!(check.verdict(2), None);
    /// ```
    #[must_use]
    pub fn verdict(&self, place: usize) -> Option<Verdict> {
        self.entries.get(place).map(|it| it.verdict)
    }

    /// Whether a person should look at how the row was read: by a name, or with another name.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::Check};
    /// assert!(!Check::new(String::new(), &Default::default(), Date::MIN).is_to_check(0));
    /// ```
    #[must_use]
    pub fn is_to_check(&self, place: usize) -> bool {
        matches!(self.entries.get(place), Some(it) if it.notes.ask_for_a_look())
    }

    /// The row at this place, read again from the text; counted from 0 without blank ones, `None` past the last.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// assert_eq!(check.row(1).unwrap().code, "210102015");
    /// ```
    #[must_use]
    pub fn row(&self, place: usize) -> Option<Row> {
        let entry = self.entries.get(place)?;
        let judge = Judge {
            plan: &self.plan,
            index: &self.index,
        };
        let start = usize::try_from(entry.start).ok()?;
        Some(
            self.table
                .again(start, entry.row, |record| judge.row(entry, record)),
        )
    }

    /// All rows that are not blank, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use luzhou_gazette::{date::Date, table::{Check, Choices}};
    /// let check = Check::new(String::new(), &Choices::default(), Date::MAX);
    /// assert_eq!(check.rows().count(), check.len());
    /// ```
    pub fn rows(&self) -> impl Iterator<Item = Row> {
        (0..self.len()).filter_map(|place| self.row(place))
    }

    /// What came out so far.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// assert_eq!(check.summary().above.to_string(), "3");
    /// ```
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = Summary {
            rows: self.blank,
            counts: [0; Verdict::ALL.len()],
            above: Fen::ZERO,
            below: Fen::ZERO,
            explained: 0,
            to_check: 0,
            days: None,
        };
        let wide = !self.plan.columns.prices.is_empty();
        if let Some(blank) = summary.counts.last_mut() {
            *blank = self.blank;
        }
        // Whether a row of the notice explains, once that is known.
        let mut explained: Vec<Option<bool>> = vec![None; prices::items().len()];
        for (place, entry) in self.entries.iter().enumerate() {
            summary.rows = summary.rows.saturating_add(1);
            let of = Verdict::ALL.iter().position(|it| *it == entry.verdict);
            if let Some(count) = of.and_then(|it| summary.counts.get_mut(it)) {
                *count = count.saturating_add(1);
            }
            let mut may_be_right = false;
            if entry.may_be_explained(self.plan.kind)
                && let Some(row) = entry.item
                && let Some(known) = explained.get_mut(usize::from(row))
                && *known.get_or_insert_with(|| item(row).is_some_and(explains))
            {
                may_be_right = true;
                summary.explained = summary.explained.saturating_add(1);
            }
            summary.add(entry, may_be_right);
            if wide && matches!(entry.verdict, Verdict::Above | Verdict::Below) {
                for price in self.row(place).into_iter().flat_map(|it| it.prices) {
                    summary.add_difference(price.verdict, price.amount, price.printed);
                }
            }
        }
        summary
    }
}
