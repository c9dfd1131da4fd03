//! Answers at random for the runs in WebAssembly: `target/generated.jsonl` has the same each time, with what they bring
//! natively, as `target/cases.jsonl` has the case tables.

use std::fs;
use std::path::Path;

use luzhou_gazette::calculators::{self, calculate};
use luzhou_gazette::form::{Answer, Answers, InputError};
use luzhou_gazette::outcome::Outcome;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::answers::{any_answer, any_context, any_key, likely_answers};

/// How many of each calculator.
const EACH: usize = 60;

/// One line; the result stands last.
#[derive(Serialize)]
struct Record<'a> {
    calculator: &'a str,
    name: String,
    answers: Map<String, Value>,
    options: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<InputError>,
}

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
            let answers = passable([answers, strange.into_iter().collect()].concat());
            let (outcome, error) = match calculate(calculator.name, &answers, context) {
                Ok(outcome) => (Some(outcome), None),
                Err(errors) => (None, errors.into_iter().next()),
            };
            let record = Record {
                calculator: calculator.name,
                name: format!("at random {number}"),
                answers: object(&answers),
                options: json!({ "as_of": context.as_of.to_string(), "historical": context.historical }),
                outcome,
                error,
            };
            lines.push_str(&serde_json::to_string(&record).unwrap());
            lines.push('\n');
        }
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    fs::create_dir_all(&target).unwrap();
    fs::write(target.join("generated.jsonl"), lines).unwrap();
}

/// The answers that mean the same as an object of JavaScript: there a key stands once, one of digits goes to the front,
/// and an empty text is no answer. In order, as `serde_json` writes them: it decides which error is the first.
fn passable(answers: Answers) -> Answers {
    let mut kept = Answers::new();
    for (key, answer) in answers {
        let number = key.bytes().all(|it| it.is_ascii_digit());
        if !number && !kept.iter().any(|(it, _)| *it == key) {
            kept.extend(stated(answer).map(|answer| (key, answer)));
        }
    }
    kept.sort_by(|(one, _), (other, _)| one.cmp(other));
    kept
}

fn stated(answer: Answer) -> Option<Answer> {
    match answer {
        Answer::Text(text) => (!text.is_empty()).then_some(Answer::Text(text)),
        Answer::List(list) => Some(Answer::List(list.into_iter().filter_map(stated).collect())),
        Answer::Row(row) => Some(Answer::Row(passable(row))),
        flag @ Answer::Flag(_) => Some(flag),
    }
}

fn object(answers: &Answers) -> Map<String, Value> {
    let pairs = answers.iter();
    pairs
        .map(|(key, answer)| (key.clone(), value(answer)))
        .collect()
}

fn value(answer: &Answer) -> Value {
    match answer {
        Answer::Flag(flag) => (*flag).into(),
        Answer::Text(text) => text.as_str().into(),
        Answer::List(list) => list.iter().map(value).collect(),
        Answer::Row(row) => object(row).into(),
    }
}
