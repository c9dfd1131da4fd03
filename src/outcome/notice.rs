//! What a person should know about an answer.

use serde::Serialize;

use crate::citation::Citation;

use super::Text;

/// Something that the person should know about the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Notice {
    /// What sort of notice it is.
    pub kind: NoticeKind,
    /// The notice, in a sentence.
    #[ts(type = "string")]
    pub text: Text,
    /// The clause or row that gives rise to it.
    pub citation: Citation,
}

/// The sorts of notices, in the order in which a person should read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// What to do at once, with the telephone number.
    Emergency,
    /// The rule is not in force yet.
    NotYetInForce,
    /// The rule is no longer in force.
    NoLongerInForce,
    /// The gazette names an amount without printing it, or leaves it to other rules.
    AmountNotInGazette,
    /// What is printed looks wrong; it is kept as printed.
    MisprintInSource,
    /// The text can be read in more than one way; this says which reading applies.
    ReadingApplied,
    /// The gazette states no last day.
    EndNotStated,
    /// The answer takes something for granted.
    Assumption,
    /// The official calendar of working days does not reach so far.
    CalendarNotPublished,
    /// Anything else worth knowing.
    Information,
}
