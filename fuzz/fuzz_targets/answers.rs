//! Arbitrary texts as a link to a case.

#![no_main]

#[path = "../answers.rs"]
mod answers;
#[path = "../../tests/common/mod.rs"]
#[allow(dead_code, reason = "shared with the tests of whole calculators")]
mod common;
#[path = "../../tests/laws/proof.rs"]
mod proof;

libfuzzer_sys::fuzz_target!(|link: &str| drop(answers::answers(link)));
