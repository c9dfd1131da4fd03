//! What both browser crates build their screens with: elements, events, things to tick, and the one clock.

#![allow(
    clippy::must_use_candidate,
    reason = "an element that is built and not used is a question of taste, not a fault"
)]

mod choices;
mod clock;
mod element;
mod event;
mod numbers;
mod panic;

pub use choices::{day, iso_day, ticks};
pub use clock::today;
pub use element::{El, append, el, flag, refill, replace, set, set_text, svg};
pub use event::dispatch;
pub use panic::report_panics;
