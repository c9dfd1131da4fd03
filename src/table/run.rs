//! A check under way: reads rows in slices and keeps what is marked.

use csv::StringRecord;

use crate::date::Date;
use crate::gazette::prices::{self, Item, Tier};
use crate::period::Standing;

use super::bill::Bill;
use super::cell::{code, day, is_blank, quantity, tier};
use super::layout::{Columns, Layout};
use super::mark::{Fault, Mark, Mode, Part, Status};
use super::price_list;
use super::records::Table;

/// What a check needs to know besides the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the table is.
    pub mode: Mode,
    /// The hospital's tier, for rows that do not say theirs.
    pub tier: Option<Tier>,
    /// The day whose prices stand, for rows that do not say theirs.
    pub day: Date,
    /// What each column holds, where someone has said so; found by itself otherwise.
    pub columns: Option<Columns>,
}

/// What must be said before the table can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unready {
    /// There is nothing in the text.
    Empty,
    /// It is not certain which column holds the codes.
    Code,
    /// It is not certain which column holds the prices or charges.
    Amount,
    /// It is not certain which column of a bill holds the quantities.
    Quantity,
}

/// A table being checked.
///
/// Every row of the text is a head ([`Layout::head_row`]), blank, or marked at least once; a price list
/// with a column for each tier is marked once for each price.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::{Check, Mode, Settings, Status};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::prices::Tier;
///
/// let settings = Settings {
///     mode: Mode::List,
///     tier: Some(Tier::ThreeA),
///     day: Date::parse("2024-06-01").unwrap(),
///     columns: None,
/// };
/// let text = "某医院价目表\n项目编码,单价\n210102015,67.00\n330405017,\"1,070.00\"\n";
/// let mut check = Check::new(text.to_owned(), settings);
/// while check.advance(100) {}
/// let found: Vec<(u32, Status)> = check.marks().iter().map(|it| (it.row, it.status)).collect();
/// assert_eq!(found, [(3, Status::Equal), (4, Status::Above)]);
/// assert_eq!(check.marks()[1].difference().unwrap().to_string(), "5");
/// assert_eq!(check.marks()[1].citation().unwrap().to_string(), "泸市医保发〔2023〕39号 附件 调增第 65 项，第 58 页");
/// ```
pub struct Check {
    settings: Settings,
    layout: Layout,
    table: Table,
    index: Index,
    bill: Bill,
    marks: Vec<Mark>,
    counts: [u32; Status::ALL.len()],
    explained: u32,
    rows: u32,
    blank: u32,
    heads: u32,
}

impl Check {
    /// A check of this text, which begins with [`Check::advance`].
    #[must_use]
    pub fn new(text: String, settings: Settings) -> Self {
        let index = Index::new();
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let mut layout = Layout::detect(&text, settings.mode, |code| index.find(code).is_some());
        if let Some(columns) = &settings.columns {
            layout.columns = columns.clone();
        }
        Self {
            settings,
            table: Table::new(text, layout.delimiter),
            layout,
            index,
            bill: Bill::default(),
            marks: Vec::new(),
            counts: [0; Status::ALL.len()],
            explained: 0,
            rows: 0,
            blank: 0,
            heads: 0,
        }
    }

    /// The same text from the beginning, with other settings.
    #[must_use]
    pub fn again(self, settings: Settings) -> Self {
        Self::new(self.table.into_text(), settings)
    }

    /// How the table is laid out.
    #[must_use]
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What must be said first, if anything; the check does not advance before.
    #[must_use]
    pub fn unready(&self) -> Option<Unready> {
        let columns = &self.layout.columns;
        if self.layout.heads.is_empty() {
            Some(Unready::Empty)
        } else if columns.code.is_none() {
            Some(Unready::Code)
        } else if columns.amount.is_none() && columns.tiers.is_empty() {
            Some(Unready::Amount)
        } else if columns.quantity.is_none() && self.settings.mode == Mode::Bill {
            Some(Unready::Quantity)
        } else {
            None
        }
    }

    /// Checks so many rows more; false when there are none left.
    pub fn advance(&mut self, rows: u32) -> bool {
        if self.unready().is_some() {
            return false;
        }
        for _ in 0..rows {
            let Some((row, record)) = self.table.next() else {
                return false;
            };
            if record.iter().all(is_blank) {
                self.blank = self.blank.saturating_add(1);
                continue;
            }
            if row <= self.layout.head_row {
                self.heads = self.heads.saturating_add(1);
                continue;
            }
            self.rows = self.rows.saturating_add(1);
            let reading = Reading {
                settings: &self.settings,
                columns: &self.layout.columns,
                index: &self.index,
                record,
            };
            for mark in reading.marks(row, &mut self.bill) {
                let place = Status::ALL.iter().position(|it| *it == mark.status);
                if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
                    *count = count.saturating_add(1);
                }
                let explained = u32::from(mark.may_be_explained());
                self.explained = self.explained.saturating_add(explained);
                self.marks.push(mark);
            }
        }
        true
    }

    /// How many bytes of the text are read, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.table.progress()
    }

    /// What is marked so far, in the order of the rows.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// How many marks there are of each status.
    pub fn counts(&self) -> impl Iterator<Item = (Status, u32)> {
        Status::ALL.into_iter().zip(self.counts)
    }

    /// How many lines above the base price have a row that prints what could explain it.
    #[must_use]
    pub const fn explained(&self) -> u32 {
        self.explained
    }

    /// How many rows are marked, how many are blank, and how many are titles and heads. Empty lines are
    /// no rows, though they count in a row's number.
    #[must_use]
    pub const fn rows(&self) -> (u32, u32, u32) {
        (self.rows, self.blank, self.heads)
    }
}

/// The items by code, found in a few steps instead of two hundred.
struct Index(Vec<(&'static str, &'static Item)>);

impl Index {
    fn new() -> Self {
        let mut items: Vec<_> = prices::items().iter().map(|it| (it.code(), it)).collect();
        items.sort_unstable_by_key(|(code, _)| *code);
        Self(items)
    }

    fn find(&self, code: &str) -> Option<&'static Item> {
        let place = self.0.binary_search_by_key(&code, |(code, _)| *code).ok()?;
        self.0.get(place).map(|(_, item)| *item)
    }
}

/// One row being read.
struct Reading<'a> {
    settings: &'a Settings,
    columns: &'a Columns,
    index: &'a Index,
    record: &'a StringRecord,
}

impl Reading<'_> {
    fn cell(&self, column: Option<usize>) -> &str {
        column
            .and_then(|column| self.record.get(column))
            .unwrap_or_default()
    }

    /// What is marked at the row: at least one thing.
    fn marks(&self, row: u32, bill: &mut Bill) -> Vec<Mark> {
        let (written_code, amount) = (self.cell(self.columns.code), self.cell(self.columns.amount));
        let found = code(written_code);
        let item = found.as_ref().ok().and_then(|code| self.index.find(code));
        let mut mark = Mark {
            row,
            status: Status::NotInNotice,
            fault: None,
            code: found.as_deref().unwrap_or(written_code.trim()).to_owned(),
            name: match item {
                Some(_) => String::new(),
                None => self.cell(self.columns.name).trim().to_owned(),
            },
            item,
            tier: None,
            day: self.settings.day,
            quantity: 1,
            written: amount.trim().to_owned(),
            amount: None,
            printed: None,
            mode: self.settings.mode,
        };
        let item = match (item, found) {
            (Some(item), _) => item,
            (None, Ok(_)) => return vec![mark],
            (None, Err(fault)) => return vec![mark.unreadable(Part::Code, fault)],
        };
        let written_day = self.cell(self.columns.day);
        if !is_blank(written_day) {
            match day(written_day) {
                Ok(day) => mark.day = day,
                Err(fault) => return vec![mark.unreadable(Part::Day, fault)],
            }
        }
        if item.document.period.standing(mark.day) != Standing::InForce {
            return vec![mark.with(Status::NotInForce)];
        }
        if !self.columns.tiers.is_empty() {
            let cells = self.columns.tiers.iter();
            let cells = cells.map(|(tier, column)| (*tier, self.cell(Some(*column))));
            return price_list::marks_of_tiers(&mark, item, cells);
        }
        let tier = match self.tier() {
            Ok(tier) => tier,
            Err(fault) => return vec![mark.unreadable(Part::Tier, fault)],
        };
        mark.tier = Some(tier);
        vec![match self.settings.mode {
            Mode::List => price_list::mark(mark, item, tier, amount),
            Mode::Bill => match quantity(self.cell(self.columns.quantity)) {
                Ok(quantity) => bill.mark(Mark { quantity, ..mark }, item, tier, amount),
                Err(fault) => mark.unreadable(Part::Quantity, fault),
            },
        }]
    }

    /// The tier that the row says, or else the hospital's.
    fn tier(&self) -> Result<Tier, Fault> {
        let cell = self.cell(self.columns.tier);
        if is_blank(cell) {
            return self.settings.tier.ok_or(Fault::Missing);
        }
        tier(cell).ok_or(Fault::NotATier)
    }
}

impl Mark {
    /// With this status.
    pub(super) fn with(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// Unreadable for this reason.
    pub(super) fn unreadable(self, part: Part, fault: Fault) -> Self {
        Self {
            fault: Some((part, fault)),
            ..self.with(Status::Unreadable)
        }
    }

    /// Compared with the notice's amount.
    pub(super) fn compared(self, printed: crate::money::Fen) -> Self {
        let status = match self.amount.map(|amount| amount.cmp(&printed)) {
            Some(std::cmp::Ordering::Greater) => Status::Above,
            Some(std::cmp::Ordering::Less) => Status::Below,
            _ => Status::Equal,
        };
        Self {
            printed: Some(printed),
            ..self.with(status)
        }
    }
}
