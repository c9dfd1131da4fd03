//! The gazette's issue 2024-01 as typed, read-only tables.
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

pub use baked::facts;
pub use provision::{Dated, Fact, Note};

/// The name of the gazette and its issue.
pub const TITLE: &str = "泸州市人民政府公报 2024年第1期（总第59期）";

/// The issue whose rules are computed, and the version of the program that does it.
pub const VERSION: &str = concat!("2024-01 / ", env!("CARGO_PKG_VERSION"));

mod baked {
    #![allow(
        clippy::unreadable_literal,
        clippy::wildcard_imports,
        reason = "generated"
    )]

    use std::num::NonZeroU16;

    use crate::citation::{Citation, Place};
    use crate::date::Date;
    use crate::form::{Choice, Field};
    use crate::gazette::blood::{Quota, Slot};
    use crate::gazette::calendar::{Break, ByLaw};
    use crate::gazette::decisions::{Input, Row, Table, TableNote};
    use crate::gazette::documents::{Clause, Details, Document};
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
