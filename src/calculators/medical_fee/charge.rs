//! Amounts and numbers of units of which only bounds may be known.

use crate::citation::Citation;
use crate::money::Fen;
use crate::outcome::{Figure, Text, Unit, yuan};

/// What is known of a charge: at least so much, and at most so much if there is an end to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) least: Fen,
    pub(super) most: Option<Fen>,
}

/// What is known of a number of units: both bounds, equal where it is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Units {
    pub(super) least: i64,
    pub(super) most: i64,
}

impl Charge {
    /// Nothing is known of it.
    pub(super) const UNKNOWN: Self = Self {
        least: Fen::ZERO,
        most: None,
    };

    /// It is known.
    pub(super) const fn exact(amount: Fen) -> Self {
        Self {
            least: amount,
            most: Some(amount),
        }
    }

    /// The same, without an upper end.
    pub(super) const fn open(self) -> Self {
        Self {
            least: self.least,
            most: None,
        }
    }

    /// The amount, where it is exact.
    pub(super) fn amount(self) -> Option<Fen> {
        self.most.filter(|most| *most == self.least)
    }

    /// The sum; `None` when it does not fit.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let most = match (self.most, other.most) {
            (Some(a), Some(b)) => Some(a.checked_add(b)?),
            _ => None,
        };
        Some(Self {
            least: self.least.checked_add(other.least)?,
            most,
        })
    }

    /// So many times as much; `None` when it does not fit.
    pub(super) fn times(self, units: Units) -> Option<Self> {
        let most = match self.most {
            Some(most) => Some(most.checked_times(units.most)?),
            None => None,
        };
        Some(Self {
            least: self.least.checked_times(units.least)?,
            most,
        })
    }

    /// What is known, in words.
    pub(super) fn text(self) -> String {
        match (self.least, self.most) {
            (least, Some(most)) if least == most => yuan(least),
            (least, Some(most)) => format!("{least} 至 {}", yuan(most)),
            (Fen::ZERO, None) => "未知".to_owned(),
            (least, None) => format!("至少 {}", yuan(least)),
        }
    }

    /// What is known, as a column of a table prints it.
    pub(super) fn in_column(self) -> String {
        match (self.least.in_column(), self.most.map(Fen::in_column)) {
            (least, Some(most)) if least == most => least,
            (least, Some(most)) => format!("{least} 至 {most}"),
            (_, None) if self.least == Fen::ZERO => "未知".to_owned(),
            (least, None) => format!("至少 {least}"),
        }
    }

    /// The charge as a figure.
    pub(super) fn figure(
        self,
        key: impl Into<Text>,
        label: impl Into<Text>,
        citation: Citation,
    ) -> Figure {
        match self.amount() {
            Some(amount) => Figure::money(key, label, amount, citation),
            None => Figure::unknown(key, label, Unit::Fen, self.text(), citation),
        }
    }
}

impl Units {
    /// So many.
    pub(super) const fn exact(count: i64) -> Self {
        Self {
            least: count,
            most: count,
        }
    }

    /// So many times as many; `None` when it does not fit.
    pub(super) fn times(self, factor: Self) -> Option<Self> {
        Some(Self {
            least: self.least.checked_mul(factor.least)?,
            most: self.most.checked_mul(factor.most)?,
        })
    }

    /// Both together.
    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
        }
    }

    /// The number, in words.
    pub(super) fn text(self) -> String {
        let Self { least, most } = self;
        match most.saturating_sub(least) {
            0 => least.to_string(),
            1 => format!("{least} 或 {most}"),
            _ => format!("{least} 至 {most}"),
        }
    }
}
