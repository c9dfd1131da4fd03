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
#[path = "cases/sentences.rs"]
mod sentences;
#[path = "cases/snapshots.rs"]
mod snapshots;
#[path = "cases/table.rs"]
mod table;

use table::{Case, Expected, Said, What};

#[test]
fn every_case_of_every_calculator_holds() {
    let failures: Vec<String> = names().flat_map(run).collect();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn every_calculator_has_a_table_and_there_are_many_cases() {
    let counts: Vec<usize> = names().map(|name| cases(name).len()).collect();
    assert!(counts.iter().all(|count| *count > 0));
    let all: usize = counts.iter().sum();
    assert!(all >= 900, "只有 {all} 个案例");
}

/// Holds that each rule of `rules.md` is named by a case that cites its clause.
#[test]
fn every_rule_of_the_inventory_has_a_case() {
    let text = text("rules.md");
    let rules: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| R")?.split_once(" | "))
        .filter_map(|(rule, rest)| Some((rule, rest.split_once(" | ")?.0)))
        .collect();
    assert!(rules.len() >= 80, "只有 {} 条", rules.len());
    let cases: Vec<Case> = names().flat_map(cases).collect();
    let missing: Vec<String> = rules
        .iter()
        .filter(|(rule, clause)| {
            !cases
                .iter()
                .any(|case| covers(case, rule, &table::spelled(clause)))
        })
        .map(|(rule, clause)| format!("R{rule} {clause}"))
        .collect();
    assert!(missing.is_empty(), "没有案例的规则：{}", missing.join("；"));
}

/// Whether the case names the rule in its name and expects its clause.
fn covers(case: &Case, rule: &str, clause: &str) -> bool {
    let named = case.name.contains(&format!("R{rule}"));
    named
        && match &case.expected {
            Expected::Error { .. } => false,
            Expected::Outcome { citations, .. } => citations.iter().any(|cited| cited == clause),
        }
}

/// The names of the calculators.
fn names() -> impl Iterator<Item = &'static str> {
    calculators::all().iter().map(|calculator| calculator.name)
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
    for calculator in names() {
        for case in cases(calculator) {
            let (outcome, error) = match calculate(calculator, &case) {
                Ok(outcome) => (Some(outcome), None),
                // Of several errors the first, as in JavaScript.
                Err(errors) => (None, errors.into_iter().next()),
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
    table::read(&text(&format!("{calculator}.md")))
}

fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    fs::read_to_string(path.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Runs a table and names every case that fails.
fn run(calculator: &str) -> Vec<String> {
    let headline = table::headline(&text(&format!("{calculator}.md")));
    cases(calculator)
        .iter()
        .flat_map(|case| {
            failures(calculator, &headline, case)
                .into_iter()
                .map(|failure| {
                    let Case { name, line, .. } = case;
                    format!("tests/cases/{calculator}.md:{line}“{name}”：{failure}")
                })
        })
        .collect()
}

/// What the calculator answers to a case.
fn calculate(calculator: &str, case: &Case) -> Result<Outcome, Vec<InputError>> {
    let context = Context {
        as_of: Date::parse(case.options["as_of"].as_str().unwrap()).unwrap(),
        historical: case.options.get("historical") == Some(&Value::Bool(true)),
    };
    let answers = table::core_answers(&case.answers);
    calculators::calculate(calculator, &answers, context)
}

/// What is wrong with a case.
fn failures(calculator: &str, headline: &str, case: &Case) -> Vec<String> {
    match (calculate(calculator, case), &case.expected) {
        (Err(errors), Expected::Error { code, field }) => wrong_error(&errors[0], code, field),
        (Err(errors), Expected::Outcome { .. }) => {
            let InputError {
                code,
                field,
                message,
            } = &errors[0];
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
            failures.extend(wrong_verdict(headline, &outcome, verdict));
            failures.extend(wrong_figures(&outcome, figures));
            failures.extend(wrong_sentences(&outcome, said));
            failures.extend(missing_citations(&outcome, citations));
            failures
        }
    }
}

fn wrong_error(error: &InputError, code: &str, field: &str) -> Vec<String> {
    let right = error.code.name() == code && error.field == field && !error.message.is_empty();
    let got = format!("{} @ {}（{}）", error.code, error.field, error.message);
    (!right)
        .then(|| format!("应是错误 {code} @ {field}，却是 {got}"))
        .into_iter()
        .collect()
}

/// The verdict, and that the headline stands first where there are figures.
fn wrong_verdict(headline: &str, outcome: &Outcome, verdict: &str) -> Vec<String> {
    let mut failures = Vec::new();
    let got = name_of(&outcome.verdict);
    if got != verdict {
        failures.push(format!("结论应是 {verdict}，却是 {got}"));
    }
    let finding = outcome.findings.first().map(|finding| finding.key);
    let figure = outcome.figures.first().map(|figure| figure.key.as_ref());
    if let Some(first) = finding.or(figure)
        && first != headline
    {
        failures.push(format!("首要的不应是 {first}"));
    }
    failures
}

/// A figure is compared by its number, a finding by its id, an event by its days.
fn wrong_figures(outcome: &Outcome, figures: &[(String, String)]) -> Vec<String> {
    let told = |key: &str| {
        let figure = outcome
            .figure(key)
            .map(|figure| figure.value.map(|value| value.to_string()));
        let finding = outcome
            .finding(key)
            .map(|finding| finding.id.map(str::to_owned));
        let event = outcome.events.iter().find(|event| event.key == key);
        let event = event.map(|event| Some(format!("{}/{}", event.from, event.until)));
        figure.or(finding).or(event)
    };
    figures
        .iter()
        .filter_map(|(key, value)| {
            let Some(got) = told(key) else {
                return Some(format!("没有数字或决定 {key}"));
            };
            let got = got.unwrap_or("null".to_owned());
            (got != *value).then(|| format!("{key} 应是 {value}，却是 {got}"))
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
