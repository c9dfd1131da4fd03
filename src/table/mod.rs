//! Checking a whole table of prices against the gazette's: a hospital's price list, or a bill.
//!
//! A table is understood first ([`Understanding`]) and judged second. Where two readings are possible
//! nothing is judged before someone has chosen ([`Doubt`]). The rows are then judged in slices
//! ([`Check::advance`]), so that a page can show how far it is and stop. Every row of the text is exactly one
//! [`Verdict`]; what is not understood with certainty is unreadable, with the reason, and never accused.
//! Which price stands is decided by the tables of [`crate::gazette::prices`]; a line of a bill is charged by
//! the medical calculator, so that its caps hold here too.
//!
//! From the ground up:
//!
//! * `foreign`: files that are no tables, and encodings;
//! * `text`, `number`, `day`, `tier`, `unit`, `measure`, `code`: cells as spreadsheets and systems write them;
//! * `records`: the rows of a text and what stands between their cells;
//! * `heads`, `wording`, `lines`: the words over columns, those that make another amount, and of lines that are no items;
//! * `sample`, `columns`, `money`, `doubts`, `remarks`, `understanding`: what the table is and which column is for what;
//! * `judge`, `excuse`, `above`, `age`, `place`, `other_heads`, `find`, `beside`, `against`, `amounts`, `bill`, `rivals`: what a row is, alone and beside the others;
//! * `charged`, `contrary`, `counted`, `alone`: what says that a row is no charge, or goes against its quantity or item;
//! * `run`, `summary`: the whole table, in slices, and what came out;
//! * `row`, `explain`, `report`: a row for people and programs, and all rows to take away.

mod above;
mod against;
mod age;
mod alone;
mod amounts;
mod beside;
mod bill;
mod caution;
mod charged;
mod code;
mod columns;
mod contrary;
mod counted;
mod day;
mod doubts;
mod excuse;
mod explain;
mod fault;
mod find;
mod foreign;
mod heads;
mod index;
mod judge;
mod lines;
mod measure;
mod money;
mod number;
mod other_heads;
mod place;
mod records;
mod remarks;
mod report;
mod rivals;
mod role;
mod row;
mod run;
mod sample;
mod service;
mod summary;
mod text;
mod tier;
mod understanding;
mod unit;
mod verdict;
mod wording;

pub use foreign::{Encoding, Foreign, Sniffer, foreign};
pub use report::{
    HEADS as REPORT_HEADS, cells as report_cells, head as report_head, safe_cell,
    write as write_report,
};
pub use role::{Choices, Role};
pub use row::{Priced, Row};
pub use run::Check;
pub use summary::Summary;
pub use understanding::{Column, Doubt, Fixed, Reading, Understanding};
pub use verdict::{Kind, Verdict};
