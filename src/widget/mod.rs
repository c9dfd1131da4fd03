//! The user interface in Rust: renders any form and any outcome into a shadow root; in the module for the
//! table check, the check instead.

mod choices;
mod dom;
mod event;

#[cfg(feature = "check")]
mod check;

#[cfg(not(feature = "check"))]
mod calculator;
#[cfg(not(feature = "check"))]
mod combobox;
#[cfg(not(feature = "check"))]
mod field;
#[cfg(not(feature = "check"))]
mod result;
#[cfg(not(feature = "check"))]
mod rows;
#[cfg(not(feature = "check"))]
mod view;
