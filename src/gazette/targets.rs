//! The targets of the carbon plan (碳达峰目标): an indicator, a year, a number, and how firm it is.

use crate::citation::Citation;
use crate::form::Choice;
use crate::period::Period;

use super::baked;
use super::provision::Note;

/// The indicators, to choose from, with their units.
pub const INDICATORS: &[Choice] = &baked::INDICATORS;

/// The years for which there are targets, to choose from.
pub const YEARS: &[Choice] = &baked::YEARS;

/// A target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The indicator's id, for example `coal`.
    pub indicator: &'static str,
    /// The indicator's name.
    pub name: &'static str,
    /// What the number counts; empty for a mere number.
    pub unit: &'static str,
    /// The year by whose end it is to be reached; empty where none is set.
    pub year: &'static str,
    /// The number in hundredths; nothing where the gazette prints none.
    pub number: Option<i64>,
    /// On which side of the number it is reached.
    pub bound: Bound,
    /// How firm it is.
    pub firmness: Firmness,
    /// From the plan's first day to the end of the year.
    pub period: Period,
    /// A note on it, where one is needed.
    pub note: Option<Note>,
    /// Where it is printed.
    pub citation: Citation,
}

/// On which side of its number a target is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At the number or above it.
    AtLeast,
    /// At the number or below it.
    AtMost,
    /// Only above it (超过).
    MoreThan,
}

/// How firm a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    /// To be reached.
    Firm,
    /// About so much (左右), without a tolerance.
    About,
    /// Striven for (力争).
    Striven,
}

/// The targets of an indicator, in printed order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::targets;
///
/// let years: Vec<&str> = targets::of("coal").map(|target| target.year).collect();
/// assert!(years.contains(&"2025"));
/// assert_eq!(targets::of("gold").count(), 0);
/// ```
pub fn of(indicator: &str) -> impl Iterator<Item = &'static Target> {
    baked::TARGETS
        .iter()
        .filter(move |target| target.indicator == indicator)
}

impl Target {
    /// Whether a value in hundredths reaches the number; nothing where none is printed.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::targets;
    ///
    /// let coal = targets::of("coal").next().unwrap();
    /// assert_eq!([62_000, 62_001].map(|value| coal.reached(value)), [Some(true), Some(false)]);
    /// let recycled = targets::of("recycled").next().unwrap();
    /// assert_eq!([10_000, 10_001].map(|value| recycled.reached(value)), [Some(false), Some(true)]);
    /// ```
    #[must_use]
    pub fn reached(&self, value: i64) -> Option<bool> {
        self.number.map(|number| match self.bound {
            Bound::AtLeast => value >= number,
            Bound::AtMost => value <= number,
            Bound::MoreThan => value > number,
        })
    }
}
