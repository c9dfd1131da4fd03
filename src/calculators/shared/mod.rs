//! What several calculators share.

mod answering;
mod deadline;
mod decide;
mod eligibility;
mod errors;
mod in_force;
mod items;
mod minimum_requirement;

pub(super) use answering::{
    USUAL_PRICE, add_link, add_note, add_note_citing, add_notes_of, add_open_finding, add_phone,
    ask_for, ask_labelled, doubt_price,
};
pub(super) use deadline::{Counting, deadline};
pub(super) use decide::{add_table_notes, decide};
pub(super) use eligibility::{Condition, Eligibility, Finding, judge};
pub(super) use errors::{NONE_OF_THESE, check_none_alone, too_large};
pub(super) use in_force::{add_period_notice, may_compare, may_compute};
pub(super) use items::ITEMS;
pub(super) use minimum_requirement::{MinimumRequirement, rounded_up};
