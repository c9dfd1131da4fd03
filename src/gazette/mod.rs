//! The gazette's issues as typed, read-only tables, asked with the day that decides.
//!
//! Everything here is baked from `data/`; `build.rs` refuses data that does not hold together.

pub mod blood;
pub mod calendar;
pub mod decisions;
pub mod districts;
pub mod documents;
pub mod measures;
pub mod prices;
mod provision;
pub mod roads;
pub mod targets;

use crate::citation::ISSUES;

pub use baked::facts;
pub use provision::{Dated, Fact, Note};

pub use crate::citation::{Issue, TITLE, VERSION};

/// The issues of the gazette, the first first.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette;
///
/// assert_eq!(gazette::issues()[0].title, gazette::TITLE);
/// ```
#[must_use]
pub fn issues() -> &'static [Issue] {
    &ISSUES
}

mod baked {
    #![allow(
        clippy::unreadable_literal,
        clippy::wildcard_imports,
        unused_imports,
        reason = "generated; some kinds of entries only some data have"
    )]

    use crate::citation::{Citation, Place};
    use crate::date::Date;
    use crate::form::{Choice, Field};
    use crate::gazette::blood::{Quota, Slot};
    use crate::gazette::calendar::{Break, ByLaw};
    use crate::gazette::decisions::{Input, Row, Table, TableNote, Version};
    use crate::gazette::documents::{Change, Clause, Details, Document};
    use crate::gazette::measures::{CountedTarget, Measure};
    use crate::gazette::prices::{Anomaly, Band, Cells, Item, ItemRule, RuleKind, Surcharge};
    use crate::gazette::provision::{Dated, Fact, Note};
    use crate::gazette::roads::Road;
    use crate::gazette::targets::{Bound, Firmness, Target};
    use crate::money::{BasisPoints, Fen};
    use crate::outcome::{NoticeKind, Tone};
    use crate::period::Period;

    include!(concat!(env!("OUT_DIR"), "/gazette.rs"));
}
