//! What was decided that is no number.

use serde::Serialize;

use crate::citation::{Citation, fixed};

use super::{Text, Tone};

/// Something decided that is no number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Finding {
    /// A stable name of what was to be decided.
    #[serde(serialize_with = "fixed")]
    pub key: &'static str,
    /// What was to be decided, in Chinese.
    #[serde(serialize_with = "fixed")]
    pub label: &'static str,
    /// The stable id of the decision; nothing while it is open.
    #[ts(type = "string | null")]
    pub id: Option<&'static str>,
    /// The decision as a person reads it.
    #[ts(type = "string")]
    pub text: Text,
    /// What the decision means for the person.
    pub tone: Tone,
    /// Where the gazette says so.
    pub citation: Citation,
}
