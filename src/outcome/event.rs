//! Days worth keeping in a calendar.

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;

use super::Text;

/// A day, or a run of days, worth keeping in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Event {
    /// A stable name, unique in the outcome.
    pub key: &'static str,
    /// What the day is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub title: Text,
    /// The first day.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub from: Date,
    /// The last day, inclusive; the same as the first for a single day.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub until: Date,
    /// Where the gazette says so.
    pub citation: Citation,
}
