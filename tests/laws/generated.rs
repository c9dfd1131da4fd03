//! Answers at random for the runs in WebAssembly: `target/generated.jsonl` has the same each time, with what they bring
//! natively, as `target/cases.jsonl` has the case tables.

use luzhou_gazette::calculators;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::answers::{any_answer, any_context, any_key, likely_answers};
use crate::record::{leave, line};

/// How many of each calculator.
const EACH: usize = 60;

#[test]
fn the_runs_in_wasm_are_given_answers_at_random() {
    let mut runner = TestRunner::deterministic();
    let mut lines = String::new();
    for calculator in calculators::all() {
        let strange = prop::option::weighted(0.2, (any_key(), any_answer()));
        let given = (
            likely_answers(calculator.form.fields),
            strange,
            any_context(),
        );
        for number in 0..EACH {
            let (answers, strange, context) = given.new_tree(&mut runner).unwrap().current();
            let answers = [answers, strange.into_iter().collect()].concat();
            let name = format!("at random {number}");
            lines.push_str(&line(calculator.name, name, answers, context));
        }
    }
    leave("generated.jsonl", &lines);
}
