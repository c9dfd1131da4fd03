//! What the calculators' own tests share.

use crate::date::Date;
use crate::form::Answer;
use crate::outcome::Outcome;

use super::{Context, calculate};

/// Answers with texts, on 2024-06-01 unless `as_of` is among them.
pub(super) fn ask(name: &str, answers: &[(&str, &str)]) -> Outcome {
    let day = answers
        .iter()
        .find(|(key, _)| *key == "as_of")
        .map_or("2024-06-01", |(_, day)| day);
    let answers: Vec<(String, Answer)> = answers
        .iter()
        .filter(|(key, _)| *key != "as_of")
        .map(|(key, text)| ((*key).to_string(), Answer::from(*text)))
        .collect();
    calculate(name, &answers, Context::on(Date::parse(day).unwrap())).unwrap()
}
