//! What several calculators share.

mod answering;
mod deadline;
mod decide;
mod enough;
mod errors;
mod in_force;

pub(super) use answering::{link, needs, open, say, say_with};
pub(super) use deadline::{deadline, deadline_before, not_before};
pub(super) use decide::decide;
pub(super) use enough::{Least, rounded_up};
pub(super) use errors::{NO_GROUP, none_stands_alone, too_large};
pub(super) use in_force::{say_standing, stands, target_stands};
