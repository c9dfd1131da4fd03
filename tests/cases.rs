//! The case tables of `tests/cases/`, run natively; and written, with what came out, to
//! `target/cases.jsonl`, against which the tests in JavaScript hold the built module.

use std::fs;
use std::path::Path;

use luzhou_gazette::calculators::{self, Context};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::InputError;
use luzhou_gazette::outcome::Outcome;
use serde::Serialize;
use serde_json::{Map, Value};

mod common;
#[path = "cases/table.rs"]
mod table;

use table::{Case, Expected, Said, What};

/// The calculators and the figure that each answers with first.
const HEADLINES: [(&str, &str); 4] = [
    ("relocation-subsidy", "total"),
    ("home-purchase-subsidy", "subsidy"),
    ("medical-fee", "total"),
    ("blood-donation-quota", "plan"),
];

#[test]
fn relocation_subsidy() {
    run("relocation-subsidy");
}

#[test]
fn home_purchase_subsidy() {
    run("home-purchase-subsidy");
}

#[test]
fn medical_fee() {
    run("medical-fee");
}

#[test]
fn blood_donation_quota() {
    run("blood-donation-quota");
}

#[test]
fn every_calculator_has_a_table_and_there_are_many_cases() {
    let names: Vec<&str> = calculators::all().iter().map(|c| c.name).collect();
    assert_eq!(names, HEADLINES.map(|(name, _)| name));
    let counts = names.iter().map(|name| cases(name).len());
    assert!(counts.clone().all(|count| count > 0));
    let all: usize = counts.sum();
    assert!(all >= 100, "只有 {all} 个案例");
}

/// One line of `target/cases.jsonl`; the result stands last.
#[derive(Serialize)]
struct Record<'a> {
    calculator: &'a str,
    name: &'a str,
    answers: &'a Map<String, Value>,
    options: &'a Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<InputError>,
}

#[test]
fn the_runs_in_wasm_are_given_every_case() {
    let mut lines = String::new();
    for (calculator, _) in HEADLINES {
        for case in cases(calculator) {
            let (outcome, error) = match calculate(calculator, &case) {
                Ok(outcome) => (Some(outcome), None),
                Err(error) => (None, Some(error)),
            };
            let record = Record {
                calculator,
                name: &case.name,
                answers: &case.answers,
                options: &case.options,
                outcome,
                error,
            };
            lines.push_str(&serde_json::to_string(&record).unwrap());
            lines.push('\n');
        }
    }
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    fs::create_dir_all(&target).unwrap();
    fs::write(target.join("cases.jsonl"), lines).unwrap();
}

fn cases(calculator: &str) -> Vec<Case> {
    let file = format!("tests/cases/{calculator}.md");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    table::read(&fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}")))
}

/// Runs a table and names every case that fails.
fn run(calculator: &str) {
    let failures: Vec<String> = cases(calculator)
        .iter()
        .flat_map(|case| {
            failures(calculator, case).into_iter().map(|failure| {
                let Case { name, line, .. } = case;
                format!("tests/cases/{calculator}.md:{line}“{name}”：{failure}")
            })
        })
        .collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

/// The result, and of several errors the first, as in JavaScript.
fn calculate(calculator: &str, case: &Case) -> Result<Outcome, InputError> {
    let context = Context {
        as_of: Date::parse(case.options["as_of"].as_str().unwrap()).unwrap(),
        historical: case.options.get("historical") == Some(&Value::Bool(true)),
    };
    let answers = table::core_answers(&case.answers);
    calculators::calculate(calculator, &answers, context).map_err(|errors| errors[0].clone())
}

/// What is wrong with a case.
fn failures(calculator: &str, case: &Case) -> Vec<String> {
    match (calculate(calculator, case), &case.expected) {
        (Err(error), Expected::Error { code, field }) => wrong_error(&error, code, field),
        (Err(error), Expected::Outcome { .. }) => {
            let InputError {
                code,
                field,
                message,
            } = error;
            vec![format!("没有结果，而是错误 {code} @ {field}（{message}）")]
        }
        (Ok(outcome), Expected::Error { code, field }) => {
            let verdict = name_of(&outcome.verdict);
            vec![format!("应是错误 {code} @ {field}，却得到 {verdict}")]
        }
        (
            Ok(outcome),
            Expected::Outcome {
                verdict,
                figures,
                said,
                citations,
            },
        ) => {
            let mut failures = common::uncited(&outcome);
            failures.extend(wrong_verdict(calculator, &outcome, verdict));
            failures.extend(wrong_figures(&outcome, figures));
            failures.extend(wrong_sentences(&outcome, said));
            failures.extend(missing_citations(&outcome, citations));
            failures
        }
    }
}

fn wrong_error(error: &InputError, code: &str, field: &str) -> Vec<String> {
    let right = error.code == code && error.field == field && !error.message.is_empty();
    let got = format!("{} @ {}（{}）", error.code, error.field, error.message);
    (!right)
        .then(|| format!("应是错误 {code} @ {field}，却是 {got}"))
        .into_iter()
        .collect()
}

/// The verdict, and that the headline stands first where there are figures.
fn wrong_verdict(calculator: &str, outcome: &Outcome, verdict: &str) -> Vec<String> {
    let mut failures = Vec::new();
    let got = name_of(&outcome.verdict);
    if got != verdict {
        failures.push(format!("结论应是 {verdict}，却是 {got}"));
    }
    let headline = HEADLINES.iter().find(|(name, _)| *name == calculator);
    if let Some(first) = outcome.figures.first()
        && headline.is_none_or(|(_, key)| *key != first.key)
    {
        failures.push(format!("第一个数字不应是 {}", first.key));
    }
    failures
}

fn wrong_figures(outcome: &Outcome, figures: &[(String, Option<i64>)]) -> Vec<String> {
    let text = |value: Option<i64>| value.map_or("null".to_owned(), |value| value.to_string());
    figures
        .iter()
        .filter_map(|(key, value)| match outcome.figure(key) {
            None => Some(format!("没有数字 {key}")),
            Some(figure) if figure.value != *value => {
                let (expected, got) = (text(*value), text(figure.value));
                Some(format!("{key} 应是 {expected}，却是 {got}"))
            }
            Some(_) => None,
        })
        .collect()
}

fn wrong_sentences(outcome: &Outcome, said: &[Said]) -> Vec<String> {
    said.iter()
        .filter_map(|expected| {
            let Said {
                wanted,
                what,
                words,
            } = expected;
            let (stands, what) = match what {
                What::Notice(kind) => (is_noticed(outcome, kind, words), kind.clone()),
                What::Reason(field) => {
                    (is_reasoned(outcome, field, words), format!("理由 {field}"))
                }
            };
            let must = if *wanted { "应有" } else { "不应有" };
            (stands != *wanted).then(|| format!("{must} {what}“{words}”"))
        })
        .collect()
}

fn is_noticed(outcome: &Outcome, kind: &str, words: &str) -> bool {
    outcome
        .notices
        .iter()
        .any(|notice| name_of(&notice.kind) == kind && notice.text.contains(words))
}

fn is_reasoned(outcome: &Outcome, field: &str, words: &str) -> bool {
    outcome
        .reasons
        .iter()
        .any(|reason| reason.field == field && reason.text.contains(words))
}

fn missing_citations(outcome: &Outcome, wanted: &[String]) -> Vec<String> {
    let cited: Vec<String> = common::citations(outcome)
        .iter()
        .map(|(_, citation)| format!("{} {}", citation.document(), citation.clause()))
        .collect();
    wanted
        .iter()
        .filter(|citation| !cited.contains(citation))
        .map(|citation| format!("没有引到 {citation}"))
        .collect()
}

/// The stable name of a verdict or a kind, as JavaScript sees it.
fn name_of(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value.as_str().unwrap().to_owned()
}
