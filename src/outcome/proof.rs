//! How a figure came about, and why a claim is refused.

use serde::Serialize;

use crate::citation::Citation;

use super::Text;

/// One step of the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Step {
    /// What the step finds.
    #[ts(type = "string")]
    pub label: Text,
    /// The expression with its numbers.
    #[ts(type = "string")]
    pub expression: Text,
    /// What came out.
    #[ts(type = "string")]
    pub result: Text,
    /// The rule that the step applies.
    pub citation: Citation,
}

/// Why a claim is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Reason {
    /// The key of the answer on which the condition failed.
    pub field: &'static str,
    /// Which condition failed, and by how much.
    #[ts(type = "string")]
    pub text: Text,
    /// The one changed answer that would turn the verdict, if there is one.
    #[ts(type = "string | null")]
    pub turned_by: Option<Text>,
    /// The clause that sets the condition.
    pub citation: Citation,
}
