//! Answers with what they bring natively, a line each, for the runs in WebAssembly.

use std::fs;
use std::path::Path;

use luzhou_gazette::calculators::{Context, calculate};
use luzhou_gazette::form::{Answer, Answers, InputError};
use luzhou_gazette::outcome::Outcome;
use serde::Serialize;
use serde_json::{Map, Value, json};

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

/// The line of a case, with its end.
pub(crate) fn line(calculator: &str, name: String, answers: Answers, context: Context) -> String {
    let answers = passable(answers);
    let (outcome, error) = match calculate(calculator, &answers, context) {
        Ok(outcome) => (Some(outcome), None),
        Err(errors) => (None, errors.into_iter().next()),
    };
    let record = Record {
        calculator,
        name,
        answers: object(&answers),
        options: json!({ "as_of": context.as_of.to_string(), "historical": context.historical }),
        outcome,
        error,
    };
    let line = serde_json::to_string(&record).unwrap();
    format!("{line}\n")
}

/// Leaves the lines where the runs in WebAssembly look for them.
pub(crate) fn leave(name: &str, lines: &str) {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    fs::create_dir_all(&target).unwrap();
    fs::write(target.join(name), lines).unwrap();
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
