//! Arbitrary texts as an amount.

#![no_main]

#[path = "../texts.rs"]
#[allow(dead_code, reason = "each target runs one of the bodies")]
mod texts;

libfuzzer_sys::fuzz_target!(|text: &str| texts::money(text));
