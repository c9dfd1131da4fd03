//! The calculators that only read a decision table: their entries of the register, from the table's file.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::facts::{self, Fact};
use super::{Problem, Source, line};

/// The section `[calculator]` of a table's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    title: String,
    question: String,
    audience: Audience,
    /// The situations of the interview, each with the calculator's place in it.
    situations: Vec<(String, u8)>,
    /// The key and the label of the decision.
    finding: (String, String),
    /// What the rule is called where it is not in force.
    rule: String,
    /// The clause in whose period it is in force.
    in_force: String,
    #[serde(default)]
    link: Vec<Link>,
    #[serde(default)]
    contradiction: Vec<Contradiction>,
}

/// Answers that cannot all be so: that is told, and nothing is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contradiction {
    answers: BTreeMap<String, String>,
    /// The question beside which it is told.
    at: String,
    text: String,
}

/// The way to another calculator after some decisions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    calculator: String,
    text: String,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    then: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Audience {
    Resident,
    Organisation,
    Government,
}

/// An entry whose references have been checked.
pub(super) struct Calculator {
    entry: Entry,
    in_force: String,
}

/// Checks an entry that begins on the line `at`; `decisions` are the ids of the table's decisions, and
/// `has_answer` tells whether a question of it has an answer.
pub(super) fn check(
    source: &Source,
    at: usize,
    entry: Entry,
    facts: &[Fact],
    decisions: &[&str],
    has_answer: impl Fn(&str, &str) -> bool,
) -> Result<Calculator, Problem> {
    let in_force = facts::constant(facts, &entry.in_force, facts::Sort::Clause)
        .ok_or_else(|| source.problem(at, format!("no clause {:?}", entry.in_force)))?;
    let mut wanted = entry.link.iter().flat_map(|link| &link.then);
    if let Some(stray) = wanted.find(|id| !decisions.contains(&id.as_str())) {
        return Err(source.problem(at, format!("unknown outcome {stray:?}")));
    }
    for Contradiction {
        answers, at: key, ..
    } in &entry.contradiction
    {
        if let Some((key, id)) = answers.iter().find(|(key, id)| !has_answer(key, id)) {
            return Err(source.problem(at, format!("{key} has no answer {id:?}")));
        }
        if !answers.contains_key(key) {
            return Err(source.problem(at, format!("{key} is not among what contradicts it")));
        }
    }
    Ok(Calculator { entry, in_force })
}

/// Writes an entry of the register and how it is answered. `table` is the table's name in the baked
/// source, `questions` are the names of its questions.
pub(super) fn write(
    calculator: &Calculator,
    (name, table): (&str, &str),
    questions: &[String],
    out: &mut String,
) {
    let Entry {
        title,
        question,
        audience,
        situations,
        finding: (key, label),
        rule,
        link,
        contradiction,
        ..
    } = &calculator.entry;
    let situations: Vec<String> = situations
        .iter()
        .map(|(id, place)| format!("(Situation::{}, {place})", variant(id)))
        .collect();
    let links: Vec<String> = link.iter().map(write_link).collect();
    let contradictions: Vec<String> = contradiction.iter().map(write_contradiction).collect();
    line(out, format_args!("#[doc = {title:?}]"));
    line(
        out,
        format_args!("pub(in crate::calculators) const {table}: Calculator = Calculator {{"),
    );
    line(
        out,
        format_args!(
            "    name: {name:?}, title: {title:?}, question: {question:?}, audience: Audience::{audience:?},"
        ),
    );
    line(
        out,
        format_args!("    situations: &[{}],", situations.join(", ")),
    );
    line(
        out,
        format_args!(
            "    period: Some(|day| {}.at(day).0.period),",
            calculator.in_force
        ),
    );
    line(
        out,
        format_args!("    form: Form {{ fields: &[{}] }},", questions.join(", ")),
    );
    line(
        out,
        format_args!(
            "    calculate: |checked, context| calculate(&{table}, &Rule {{ table: &decisions::{table}, \
             finding: ({key:?}, {label:?}), name: {rule:?}, in_force: {}, links: &[{}], \
             contradictions: &[{}] }}, checked, context),",
            calculator.in_force,
            links.join(", "),
            contradictions.join(", ")
        ),
    );
    line(out, format_args!("}};"));
}

fn write_link(link: &Link) -> String {
    let Link {
        calculator,
        text,
        answers,
        then,
    } = link;
    let answers: Vec<_> = answers.iter().collect();
    format!(
        "RuleLink {{ calculator: {calculator:?}, text: {text:?}, answers: &{answers:?}, then: &{then:?} }}"
    )
}

fn write_contradiction(contradiction: &Contradiction) -> String {
    let Contradiction { answers, at, text } = contradiction;
    let answers: Vec<_> = answers.iter().collect();
    format!("Contradiction {{ answers: &{answers:?}, at: {at:?}, text: {text:?} }}")
}

/// The name of an enum's variant for an id in snake case.
fn variant(id: &str) -> String {
    let words = id.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + rest
    });
    words.collect()
}
