//! An issue that comes later does not change an answer of 2024 by a letter: every case of `tests/cases/` whose days
//! all lie before 2025 is answered alike with the invented issues and without.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use luzhou_gazette::form::Answer;
use luzhou_gazette_next::form::Answer as NextAnswer;
use serde_json::Value;

#[path = "../../cases/table.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "shared with the tests of the core"
)]
mod table;

/// The same answer for the other build.
fn next(answer: &Answer) -> NextAnswer {
    match answer {
        Answer::Text(text) => NextAnswer::Text(text.clone()),
        Answer::Flag(flag) => NextAnswer::Flag(*flag),
        Answer::List(list) => NextAnswer::List(list.iter().map(next).collect()),
        Answer::Row(row) => NextAnswer::Row(next_all(row)),
    }
}

fn next_all(answers: &[(String, Answer)]) -> Vec<(String, NextAnswer)> {
    let pairs = answers.iter();
    pairs
        .map(|(key, answer)| (key.clone(), next(answer)))
        .collect()
}

/// What a case gives, as JSON: without later issues, and with them.
fn both(name: &str, case: &table::Case) -> [Value; 2] {
    let as_of = case.options["as_of"].as_str().unwrap();
    let historical = case.options.get("historical") == Some(&Value::Bool(true));
    let answers = table::core_answers(&case.answers);
    let with_later = next_all(&answers);
    let now = {
        use luzhou_gazette::{calculators, date::Date};
        let as_of = Date::parse(as_of).unwrap();
        let context = calculators::Context { as_of, historical };
        json(calculators::calculate(name, &answers, context))
    };
    let then = {
        use luzhou_gazette_next::{calculators, date::Date};
        let as_of = Date::parse(as_of).unwrap();
        let context = calculators::Context { as_of, historical };
        json(calculators::calculate(name, &with_later, context))
    };
    [now, then]
}

fn json<T: serde::Serialize, E: serde::Serialize>(result: Result<T, Vec<E>>) -> Value {
    match result {
        Ok(outcome) => serde_json::to_value(outcome).unwrap(),
        // The message lists the choices, of which there are more.
        Err(errors) => {
            let mut errors = serde_json::to_value(errors).unwrap();
            for error in errors.as_array_mut().unwrap() {
                error.as_object_mut().unwrap().remove("message");
            }
            errors
        }
    }
}

/// Where two answers first part.
fn first_difference(one: &Value, other: &Value) -> String {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other);
            let pair = pairs.find(|(one, other)| one != other);
            pair.map_or(String::new(), |(one, other)| first_difference(one, other))
        }
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            let key = one.keys().find(|key| one[*key] != other[*key]).unwrap();
            format!("{key}.{}", first_difference(&one[key], &other[key]))
        }
        _ => format!("\n{one:#}\n{other:#}"),
    }
}

/// Whether a day from 2025 on stands in the case.
fn looks_later(case: &table::Case) -> bool {
    let text = format!("{:?}{:?}", case.answers, case.options);
    let years = text.as_bytes().windows(5).filter(|it| it[4] == b'-');
    let year = |it: &[u8]| std::str::from_utf8(&it[..4]).ok()?.parse::<u32>().ok();
    years.filter_map(year).any(|year| year >= 2025)
}

#[test]
fn the_answers_of_2024_stay_to_the_letter() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases");
    let mut counts = BTreeMap::new();
    let mut differing = Vec::new();
    for calculator in luzhou_gazette::calculators::all() {
        let name = calculator.name;
        let text = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap();
        let cases = table::read(&text);
        for case in cases.iter().filter(|case| !looks_later(case)) {
            let [now, then] = both(name, case);
            if now != then {
                differing.push(format!(
                    "{name} {}: {}",
                    case.name,
                    first_difference(&now, &then)
                ));
            }
            *counts.entry(name).or_insert(0) += 1;
        }
    }
    let count: u32 = counts.values().sum();
    println!("{count} cases answered alike");
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
    assert!(
        count >= 900 && counts.len() == luzhou_gazette::calculators::all().len(),
        "{counts:?}"
    );
}
