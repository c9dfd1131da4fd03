//! What came out of a check, row by row.

use crate::date::Date;
use crate::money::Fen;

use super::judge::Entry;
use super::verdict::Verdict;

/// What came out, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// All rows of the table; the counts add up to it.
    pub rows: u32,
    /// How many rows are what.
    pub counts: [u32; Verdict::ALL.len()],
    /// By how much prices or charges are above the notice's, all together; without the lines whose row prints what could
    /// explain it.
    pub above: Fen,
    /// By how much they are below, all together.
    pub below: Fen,
    /// How many lines above the base price have a row that prints what could explain it.
    pub explained: u32,
    /// How many rows were read in a way that the person should look at: by name, with another name, or beside a row of
    /// the same family.
    pub to_check: u32,
    /// The first and the last day that rows were compared on.
    pub days: Option<(Date, Date)>,
}

impl Summary {
    /// How many rows are this, 0 where none is.
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
    /// assert_eq!(check.summary().count(Verdict::Above), 1);
    /// ```
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> u32 {
        let place = Verdict::ALL.iter().position(|it| *it == verdict);
        let count = place.and_then(|it| self.counts.get(it));
        count.copied().unwrap_or(0)
    }

    /// How many rows are items, judged or not.
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
    /// assert_eq!((check.summary().items(), check.summary().rows), (1, 2));
    /// ```
    #[must_use]
    pub fn items(&self) -> u32 {
        let items = Verdict::ALL.into_iter().filter(|it| it.is_item());
        items.map(|it| self.count(it)).fold(0, u32::saturating_add)
    }
}

impl Summary {
    /// Takes over a row; of a charge that may be right the difference is no sum.
    pub(super) fn add(&mut self, entry: &Entry, may_be_right: bool) {
        if !may_be_right {
            self.add_difference(entry.verdict, entry.amount, entry.printed);
        }
        let to_check = entry.notes.ask_for_a_look();
        self.to_check = self.to_check.saturating_add(u32::from(to_check));
        if let Some(day) = entry.day {
            let (first, last) = self.days.unwrap_or((day, day));
            self.days = Some((first.min(day), last.max(day)));
        }
    }

    pub(super) fn add_difference(
        &mut self,
        verdict: Verdict,
        amount: Option<Fen>,
        printed: Option<Fen>,
    ) {
        let (Some(amount), Some(printed)) = (amount, printed) else {
            return;
        };
        let difference = amount.get().saturating_sub(printed.get()).saturating_abs();
        let sum = match verdict {
            Verdict::Above => &mut self.above,
            Verdict::Below => &mut self.below,
            _ => return,
        };
        *sum = Fen::new(sum.get().saturating_add(difference));
    }
}
