//! What is wrong with an answer.

use serde::Serialize;

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct InputError {
    /// A stable name for the sort of error.
    pub code: &'static str,
    /// The key of the answer; in rows `lines[0].code`, counted from 0; empty when no answer is at fault.
    pub field: String,
    /// A Chinese sentence that says what is wrong and what is right.
    pub message: String,
}

impl InputError {
    /// An error in the answer with this key.
    #[must_use]
    pub fn new(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            field: field.into(),
            message: message.into(),
        }
    }
}
