//! The rules of the Luzhou government gazette (泸州市人民政府公报), issue 2024-01, as calculators:
//! exact, explained step by step, cited, and running offline in the browser.
//!
//! The modules, from the ground up; each depends only on those listed before it:
//!
//! * [`money`], [`date`], [`period`]: whole fen, civil dates, periods of validity;
//! * [`citation`]: where in the gazette a figure is printed;
//! * [`outcome`], [`form`]: what a calculator answers and what it asks;
//! * [`gazette`]: the tables, baked from `data/`;
//! * [`calculators`]: one file a calculator;
//! * [`search`]: finding calculators, documents, districts and items by what people type;
//! * [`ics`]: the days of an outcome as a calendar file and as text;
//! * [`info`]: what programs see of calculators and items;
//! * [`table`]: whole tables of prices, set against the gazette's;
//!
//! What speaks to a browser stands in crates of its own, `crates/browser` and `crates/browser-table`.
//!
//! # Examples
//!
//! ```
//! use luzhou_gazette::calculators::{Context, calculate};
//! use luzhou_gazette::date::Date;
//! use luzhou_gazette::form::Answer;
//!
//! let as_of = Context::on(Date::parse("2024-02-29").unwrap());
//! let answers = [("district".to_string(), Answer::from("naxi"))];
//! let outcome = calculate("blood-donation-quota", &answers, as_of).unwrap();
//! assert_eq!(outcome.figure("plan").unwrap().value, Some(2738));
//! ```

#![forbid(unsafe_code)]
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::todo,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::use_debug
)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used,
        clippy::use_debug
    )
)]

pub mod calculators;
mod capitals;
pub mod citation;
pub mod date;
pub mod form;
pub mod gazette;
mod grouped;
pub mod ics;
pub mod info;
pub mod money;
pub mod outcome;
pub mod period;
pub mod search;
pub mod table;
mod text;
