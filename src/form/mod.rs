//! What a calculator asks, and the check of its answers.

mod answers;
mod check;
mod entry;
mod error;
mod field;
mod keep;
mod model;
mod numerals;

pub use answers::{Answer, Answers, Checked};
pub use entry::{Entry, EntryTable, Found};
pub use error::{ErrorCode, InputError};
pub use model::{Choice, Field, Form, Kind, Prefill, Renamed, When};
pub use numerals::half_width;
