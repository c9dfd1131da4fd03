//! Checking a whole table of prices against the gazette's: a hospital's price list, or a bill.
//!
//! The text of a table is read in slices ([`Check::advance`]), so that a page can show how far it is and
//! stop. Every row with something in it is marked ([`Mark`]): nothing is lost, and what cannot be read is
//! said, with the reason. Which price stands is decided by the tables of [`crate::gazette::prices`]; a
//! line of a bill is charged by the medical calculator, so that its caps hold here too.
//!
//! * `records`: the records of a CSV text, their rows, the character between the cells;
//! * `layout`: which column holds what;
//! * `cell`: codes, amounts, quantities, days and tiers as spreadsheets write them;
//! * `price_list`, `bill`: what is marked at a row;
//! * `explain`: what a row of the notice prints that can explain a higher charge;
//! * `report`: the marks as a CSV text to take away.

mod bill;
mod cell;
mod explain;
mod layout;
mod mark;
mod price_list;
mod records;
mod report;
mod run;

pub use layout::{Columns, Layout};
pub use mark::{Fault, Mark, Mode, Part, Status};
pub use report::{HEAD as REPORT_HEAD, safe_cell, write as write_report};
pub use run::{Check, Settings, Unready};
