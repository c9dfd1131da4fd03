//! Answering with a decision table (决策表).

use crate::form::Form;
use crate::gazette::decisions::{Row, Table};
use crate::outcome::{Finding, Outcome};

use super::needs;

/// Decides by the table with the answers that are known: adds the finding, how it came about, and the
/// questions that can still change it. Gives the row that decides, if one does.
///
/// `key` and `label` name the finding; `answer` gives the known answer to an input of the table.
pub(super) fn decide(
    outcome: &mut Outcome,
    form: &Form,
    table: &'static Table,
    (key, label): (&'static str, &'static str),
    answer: &dyn Fn(&str) -> Option<&'static str>,
) -> Option<&'static Row> {
    let reading = table.read(answer);
    let decided = reading.decided();
    let first = reading.rows.first()?;
    let text = match decided {
        Some(row) => row.label.to_owned(),
        None => still_possible(&reading.rows),
    };
    outcome.findings.push(Finding {
        key,
        label,
        id: decided.map(|row| row.then),
        text: text.into(),
        citation: first.citation,
    });
    if decided.is_some() {
        let known: Vec<&str> = table
            .inputs
            .iter()
            .filter_map(|input| input.words(answer(input.key)?))
            .collect();
        // Several rows may lead to the same decision while something that no longer matters is open.
        for row in &reading.rows {
            outcome.step(row.why, known.join("，"), row.label, row.citation);
        }
    }
    // What is worked out is no question; whoever works it out asks for what it takes.
    for open in reading.open {
        if form.fields.iter().any(|field| field.key == open) {
            needs(outcome, form, open, first.citation);
        }
    }
    decided
}

/// The decisions that are still possible, each once.
fn still_possible(rows: &[&'static Row]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for row in rows {
        if !labels.contains(&row.label) {
            labels.push(row.label);
        }
    }
    format!("还可能是：{}", labels.join("；"))
}
