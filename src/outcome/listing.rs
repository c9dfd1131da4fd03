//! Rows of amounts under common heads: a bill as a receipt, a plan by districts.

use serde::Serialize;

use crate::citation::Citation;

use super::Text;

/// Rows of amounts under common heads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Listing {
    /// What a row is, then what each of its cells is.
    #[ts(type = "string[]")]
    pub heads: Vec<Text>,
    /// The rows in their order.
    pub rows: Vec<Entry>,
    /// What the rows add up to.
    pub total: Option<Entry>,
    /// Whether the rows tell all of the figures and steps, so that a screen shows the rows in their place.
    pub complete: bool,
}

/// A row of amounts.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::{Context, calculate};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Answer;
///
/// let day = Context::on(Date::parse("2024-06-01").unwrap());
/// let outcome = calculate("blood-donation-quota", &[], day).unwrap();
/// let naxi = &outcome.listings[0].rows[2];
/// assert_eq!((&*naxi.label, &*naxi.cells[0]), ("纳溪区", "2,738"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Entry {
    /// What it is.
    #[ts(type = "string")]
    pub label: Text,
    /// What tells it from others, such as a code; may be empty.
    #[ts(type = "string")]
    pub detail: Text,
    /// The numbers as a table prints them, one for each head after the first.
    #[ts(type = "string[]")]
    pub cells: Vec<Text>,
    /// How the last number came about where it is not the product of the others, and what to know of it.
    #[ts(type = "string[]")]
    pub notes: Vec<Text>,
    /// Whether this is the row that the person asked about.
    pub asked: bool,
    /// Where the numbers are printed.
    pub citation: Citation,
}
