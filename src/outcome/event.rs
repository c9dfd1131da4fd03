//! Days worth keeping in a calendar.

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;

use super::Text;

/// A day, or a run of days, worth keeping in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
// `Event` is the browser's own type.
#[ts(rename = "CalendarEvent")]
pub struct Event {
    /// A stable name, unique in the outcome.
    pub key: &'static str,
    /// What the day is.
    #[ts(type = "string")]
    pub title: Text,
    /// The first day.
    #[ts(type = "string")]
    pub from: Date,
    /// The last day, inclusive; the same as the first for a single day.
    #[ts(type = "string")]
    pub until: Date,
    /// Where the gazette says so.
    pub citation: Citation,
}
