//! The rules that single rows of the annexes print.

use crate::citation::Citation;
use crate::date::Date;
use crate::money::{BasisPoints, Fen};

use super::Item;

/// A rule by which an item's charge departs from price times quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemRule {
    /// The codes whose own rows print it.
    pub codes: &'static [&'static str],
    /// The children of the first of these rows for which its remark holds too, as a reading.
    pub heirs: &'static [&'static str],
    /// The first days of the notices of the first and the last rows for which it holds, where it does not hold
    /// for every row of its codes.
    pub(in crate::gazette) since: Option<Date>,
    pub(in crate::gazette) until: Option<Date>,
    /// What the rule does.
    pub kind: RuleKind,
    /// The first row that prints it.
    pub citation: Citation,
}

impl ItemRule {
    /// The row that prints the rule for this item: its own, or its parent's.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let item = listed("330100003").unwrap();
    /// assert!(item.rules().all(|rule| rule.citation_for(item) == item.citation()));
    /// ```
    #[must_use]
    pub fn citation_for(&self, item: &'static Item) -> Citation {
        if self.codes.contains(&item.code()) {
            item.citation()
        } else {
            self.citation
        }
    }

    /// The id of the choice that it offers, `None` where it holds without being chosen.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let choices: Vec<_> = listed("311000026").unwrap().rules().filter_map(|it| it.choice()).collect();
    /// assert_eq!(choices, ["ballistic"]);
    /// ```
    #[must_use]
    pub const fn choice(&self) -> Option<&'static str> {
        match self.kind {
            RuleKind::Surcharge { id, .. } | RuleKind::HourlySurcharge { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Whether it adds the price of the row with this code.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let flap = listed("330604029").unwrap();
    /// assert!(flap.rules().any(|rule| rule.adds_row("330604029-1")));
    /// assert!(!flap.rules().any(|rule| rule.adds_row("330604031-1")));
    /// ```
    #[must_use]
    pub fn adds_row(&self, code: &str) -> bool {
        let RuleKind::Surcharge { amount, .. } = self.kind else {
            return false;
        };
        matches!(amount, Surcharge::OfRow(row) if row == code)
    }

    /// Whether it and the other are choices of one group, of which a service has only one.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let rules: Vec<_> = listed("330604029").unwrap().rules().filter(|it| it.choice().is_some()).collect();
    /// assert_eq!(rules.len(), 3);
    /// assert!(rules[0].alternative_to(rules[2]));
    /// ```
    #[must_use]
    pub fn alternative_to(&self, other: &Self) -> bool {
        let group = |rule: &Self| match rule.kind {
            RuleKind::Surcharge { group, .. } => group,
            _ => "",
        };
        !group(self).is_empty() && group(self) == group(other)
    }

    /// Whether it holds for the row with this code in a notice that begins on this day.
    pub(super) fn holds_for(&self, code: &str, from: Date) -> bool {
        (self.codes.contains(&code) || self.heirs.contains(&code))
            && self.since.is_none_or(|since| from >= since)
            && self.until.is_none_or(|until| from <= until)
    }
}

/// What a rule of an item does. Measures and field strengths are in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// One unit of the price is `per` of what is measured.
    Measure {
        /// The question that measures.
        asks: &'static str,
        /// The measure of one unit.
        per: i64,
        /// Above this measure a surcharge without a printed amount is due.
        open_beyond: Option<i64>,
    },
    /// The price is for one side.
    Sides,
    /// Units beyond so many for one part of the body are not charged.
    PartCap {
        /// The most units charged a part.
        units: u16,
    },
    /// Units beyond so many a day are not charged.
    DailyCap {
        /// The most units charged a day.
        units: u16,
    },
    /// A share on top for patients up to an age, the last year of it included.
    AgeSurcharge {
        /// The last age in completed years.
        last_age: u16,
        /// The share on top.
        rate: BasisPoints,
    },
    /// The row is for field strengths in a band, in hundredths of a tesla.
    FieldStrength(Band),
    /// The row is for physicians of certain grades.
    Grade {
        /// Their ids.
        grades: &'static [&'static str],
    },
    /// One price up to so many hours; beyond them an hourly amount that is not printed.
    Hours {
        /// The hours that the price includes.
        included: u16,
        /// Below how many hours another row's price applies, and that row's code.
        half: Option<(u16, &'static str)>,
    },
    /// A choice that adds to the charge.
    Surcharge {
        /// The choice.
        id: &'static str,
        /// The choice in Chinese.
        label: &'static str,
        /// What it adds.
        amount: Surcharge,
        /// Whether it adds once a day instead of once a unit.
        once: bool,
        /// The choices of one group add only once together; empty for none.
        group: &'static str,
    },
    /// A choice that adds by the hour, up to a cap.
    HourlySurcharge {
        /// The choice.
        id: &'static str,
        /// The choice in Chinese.
        label: &'static str,
        /// What it adds within the included hours.
        amount: Fen,
        /// The included hours.
        included: u16,
        /// What each further hour adds.
        each_hour: Fen,
        /// The most that it adds.
        cap: Fen,
        /// What else the row says of it.
        note: &'static str,
    },
    /// The row is itself an addition to another item's price.
    Addition {
        /// How the codes of the other items begin; the code before the hyphen, if absent.
        to: Option<&'static str>,
        /// How the codes begin of those among them to which it is not added.
        except: Option<&'static str>,
    },
    /// The row is a service of its own beside the others of its code.
    Apart,
}

/// What a surcharge adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surcharge {
    /// This amount, for every tier.
    Fixed(Fen),
    /// The price of the row with this code.
    OfRow(&'static str),
    /// An amount that the gazette does not print.
    NotPrinted,
}

/// A band of hundredths; each end is absent, inclusive or exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Above this.
    pub above: Option<i64>,
    /// From this on.
    pub from: Option<i64>,
    /// Up to this.
    pub to: Option<i64>,
    /// Below this.
    pub below: Option<i64>,
}

impl Band {
    /// Whether the number lies in the band.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::Band;
    ///
    /// let middle = Band { above: None, from: Some(50), to: Some(100), below: None };
    /// assert!(middle.has(50) && middle.has(100) && !middle.has(49) && !middle.has(101));
    /// ```
    #[must_use]
    pub fn has(&self, number: i64) -> bool {
        self.above.is_none_or(|end| number > end)
            && self.from.is_none_or(|end| number >= end)
            && self.to.is_none_or(|end| number <= end)
            && self.below.is_none_or(|end| number < end)
    }
}
