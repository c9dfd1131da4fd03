//! Numbers set side by side.

use serde::Serialize;

use crate::citation::{Citation, fixed};

use super::{Text, Unit};

/// Numbers of one unit set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Comparison {
    /// What is compared.
    #[ts(type = "string")]
    pub title: Text,
    /// What the numbers count.
    pub unit: Unit,
    /// One number a row.
    pub rows: Vec<Compared>,
    /// Where the numbers are printed.
    pub citation: Citation,
}

/// One of several numbers set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Compared {
    /// What the number belongs to.
    #[serde(serialize_with = "fixed")]
    pub label: &'static str,
    /// The number, or nothing where the gazette prints none.
    #[ts(type = "number | null")]
    pub value: Option<i64>,
    /// The number as a person reads it.
    pub text: String,
    /// Whether this is the row that the person asked about.
    pub asked: bool,
}
