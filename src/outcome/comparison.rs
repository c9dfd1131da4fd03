//! Numbers set side by side.

use serde::Serialize;

use crate::citation::Citation;

use super::{Text, Unit};

/// Numbers of one unit set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Comparison {
    /// What is compared.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub title: Text,
    /// What the numbers count.
    pub unit: Unit,
    /// One number a row.
    pub rows: Vec<Compared>,
    /// Where the numbers are printed.
    pub citation: Citation,
}

/// One of several numbers set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Compared {
    /// What the number belongs to.
    pub label: &'static str,
    /// The number, or nothing where the gazette prints none.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub value: Option<i64>,
    /// The number as a person reads it.
    pub text: String,
    /// Whether this is the row that the person asked about.
    pub asked: bool,
}
