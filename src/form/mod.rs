//! What a calculator asks, and the check of its answers.

mod answers;
mod check;
mod error;
mod field;
mod model;
mod numerals;

pub use answers::{Answer, Answers, Checked};
pub use error::{ErrorCode, InputError};
pub use model::{Choice, Field, Form, Found, Kind, Prefill, Renamed, When};
pub use numerals::half_width;
