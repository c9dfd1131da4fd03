//! How a figure came about, and why a claim is refused.

use serde::Serialize;

use crate::citation::Citation;

use super::Text;

/// One step of the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Step {
    /// What the step finds.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub label: Text,
    /// The expression with its numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub expression: Text,
    /// What came out.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub result: Text,
    /// The rule that the step applies.
    pub citation: Citation,
}

/// Why a claim is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    /// The key of the answer on which the condition failed.
    pub field: &'static str,
    /// Which condition failed, and by how much.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub text: Text,
    /// The one changed answer that would turn the verdict, if there is one.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub turned_by: Option<Text>,
    /// The clause that sets the condition.
    pub citation: Citation,
}
