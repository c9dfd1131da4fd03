//! What is wrong with an answer.

use std::fmt;

use serde::Serialize;

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct InputError {
    /// The sort of error.
    pub code: ErrorCode,
    /// The key of the answer; in rows `lines[0].code`, counted from 0; empty when no answer is at fault.
    pub field: String,
    /// A Chinese sentence that says what is wrong and what is right.
    pub message: String,
}

impl InputError {
    /// An error in the answer with this key.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::form::{ErrorCode, InputError};
    ///
    /// let error = InputError::new(ErrorCode::Missing, "lines[0].code", "请填写项目编码");
    /// assert_eq!(error.code.name(), "missing");
    /// ```
    #[must_use]
    pub fn new(code: ErrorCode, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            field: field.into(),
            message: message.into(),
        }
    }
}

/// The sorts of errors. Their names are stable; a later version may add some.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::form::ErrorCode;
///
/// let names = ErrorCode::ALL.map(ErrorCode::name).join("\n");
/// assert_eq!(names, "\
/// unknown_calculator
/// unknown_field
/// missing
/// wrong_type
/// unknown_choice
/// unknown_code
/// name_not_code
/// ambiguous_name
/// not_whole
/// not_a_number
/// too_many_decimals
/// below_minimum
/// above_maximum
/// date_out_of_range
/// too_many_rows
/// contradicts
/// too_large");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No calculator has this name.
    UnknownCalculator,
    /// The form has no question with this key.
    UnknownField,
    /// A row lacks the answer without which it says nothing.
    Missing,
    /// Another sort of value is expected, such as a list.
    WrongType,
    /// Not one of the ids that can be chosen.
    UnknownChoice,
    /// The gazette's table has no entry with this code.
    UnknownCode,
    /// A part of one entry's name; the message gives its code.
    NameNotCode,
    /// A name, or a part of one, that several entries share; the message gives their codes.
    AmbiguousName,
    /// Not a whole number without a sign.
    NotWhole,
    /// Not a decimal number without a sign.
    NotANumber,
    /// More than two decimals.
    TooManyDecimals,
    /// Below the least number that is allowed.
    BelowMinimum,
    /// Above the greatest number that is allowed.
    AboveMaximum,
    /// No day of the calendar from 1900 to 2999.
    DateOutOfRange,
    /// More rows than the form takes.
    TooManyRows,
    /// Two answers that cannot both be true.
    Contradicts,
    /// The amounts are too large to add up exactly.
    TooLarge,
}

impl ErrorCode {
    /// Every sort of error.
    pub const ALL: [Self; 17] = [
        Self::UnknownCalculator,
        Self::UnknownField,
        Self::Missing,
        Self::WrongType,
        Self::UnknownChoice,
        Self::UnknownCode,
        Self::NameNotCode,
        Self::AmbiguousName,
        Self::NotWhole,
        Self::NotANumber,
        Self::TooManyDecimals,
        Self::BelowMinimum,
        Self::AboveMaximum,
        Self::DateOutOfRange,
        Self::TooManyRows,
        Self::Contradicts,
        Self::TooLarge,
    ];

    /// The stable name, in snake case, as JavaScript sees it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::form::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::BelowMinimum.name(), "below_minimum");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownCalculator => "unknown_calculator",
            Self::UnknownField => "unknown_field",
            Self::Missing => "missing",
            Self::WrongType => "wrong_type",
            Self::UnknownChoice => "unknown_choice",
            Self::UnknownCode => "unknown_code",
            Self::NameNotCode => "name_not_code",
            Self::AmbiguousName => "ambiguous_name",
            Self::NotWhole => "not_whole",
            Self::NotANumber => "not_a_number",
            Self::TooManyDecimals => "too_many_decimals",
            Self::BelowMinimum => "below_minimum",
            Self::AboveMaximum => "above_maximum",
            Self::DateOutOfRange => "date_out_of_range",
            Self::TooManyRows => "too_many_rows",
            Self::Contradicts => "contradicts",
            Self::TooLarge => "too_large",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_written_by_its_name() {
        for code in ErrorCode::ALL {
            let written = serde_json::to_value(code).unwrap();
            assert_eq!(written, code.name());
        }
    }
}
