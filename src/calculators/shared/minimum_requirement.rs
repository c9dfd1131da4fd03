//! Comparing what there is with a minimum that is required.

use crate::citation::Citation;
use crate::outcome::{Figure, Outcome, Tone, Unit};

/// A required minimum, and the words for the comparison with it.
pub(in crate::calculators) struct MinimumRequirement {
    /// The key and the label of the finding.
    pub(in crate::calculators) finding: (&'static str, &'static str),
    /// The label of the finding while nothing is compared.
    pub(in crate::calculators) asked: &'static str,
    /// The key and the label of what is missing.
    pub(in crate::calculators) missing: (&'static str, &'static str),
    /// The word before the number while nothing is compared with it.
    pub(in crate::calculators) word: &'static str,
    /// The id and the words for enough.
    pub(in crate::calculators) enough: (&'static str, &'static str),
    /// The id and the words for too few.
    pub(in crate::calculators) too_few: (&'static str, &'static str),
    /// The clause that requires the minimum.
    pub(in crate::calculators) citation: Citation,
}

/// The id of the finding while nothing is compared: its words are how many are needed.
const NEEDED: &str = "needed";

impl MinimumRequirement {
    /// Adds the finding, and what is missing.
    pub(in crate::calculators) fn compare(
        &self,
        outcome: &mut Outcome,
        needed: i64,
        have: Option<i64>,
        unit: Unit,
    ) {
        let citation = self.citation;
        let (key, label) = self.finding;
        let label = if have.is_some() { label } else { self.asked };
        let (id, text) = match have {
            None => (NEEDED, format!("{} {}", self.word, unit.text(needed))),
            Some(have) if have >= needed => (self.enough.0, self.enough.1.into()),
            Some(have) => {
                let missing = needed.saturating_sub(have);
                let (key, label) = self.missing;
                let figure = Figure::known(key, label, missing, unit, citation);
                let text = format!("{}，差 {}", self.too_few.1, figure.text);
                outcome.add_figure(figure);
                (self.too_few.0, text)
            }
        };
        if let Some(have) = have {
            let expression = format!("有 {}，要 {}", unit.text(have), unit.text(needed));
            outcome.add_step(label, expression, text.clone(), citation);
        }
        let enough = id == self.enough.0;
        outcome.add_finding(key, label, Some(id), text, citation);
        outcome.set_tone(if enough { Tone::Good } else { Tone::Open });
    }
}

/// The quotient, rounded up: there is no part of a place. `None` where it does not fit.
pub(in crate::calculators) fn rounded_up(dividend: i64, divisor: i64) -> Option<i64> {
    dividend
        .checked_add(divisor.checked_sub(1)?)?
        .checked_div(divisor)
}
