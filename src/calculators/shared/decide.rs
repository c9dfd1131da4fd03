//! Answering with a decision table (决策表).

use crate::form::Form;
use crate::gazette::decisions::{Row, Table};
use crate::outcome::Outcome;

use super::{add_note, ask_for};

/// So many decisions that are still possible are named.
const MOST_NAMED: usize = 4;

/// Decides by the table with the answers that are known: adds the finding, how it came about, and the
/// questions that can still change it. Gives the row that decides, if one does.
///
/// `key` and `label` name the finding; `answer` gives the known answer to an input of the table.
pub(in crate::calculators) fn decide(
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
    outcome.add_finding(
        key,
        label,
        decided.map(|row| row.then),
        text,
        first.citation,
    );
    if let Some(row) = decided {
        outcome.set_tone(row.tone);
    }
    if decided.is_some() {
        // Several rows may lead to the same decision while something that no longer matters is open.
        for row in &reading.rows {
            let known = conditions(table, row, answer);
            outcome.add_step(row.why, known, row.label, row.citation);
        }
    }
    // What is worked out is no question; whoever works it out asks for what it takes.
    for open in reading.open {
        if form.fields.iter().any(|field| field.key == open) {
            ask_for(outcome, form, open, first.citation);
        }
    }
    decided
}

/// Adds the table's notes that belong to the known answers and to the decision, if there is one.
pub(in crate::calculators) fn add_table_notes(
    outcome: &mut Outcome,
    table: &Table,
    decided: Option<&Row>,
    answer: &dyn Fn(&str) -> Option<&'static str>,
) {
    for note in table.notes {
        if note.applies(answer, decided) {
            add_note(outcome, note.note);
        }
    }
}

/// The known answers on which the row rests; a yes or no with its question.
fn conditions(table: &Table, row: &Row, answer: &dyn Fn(&str) -> Option<&'static str>) -> String {
    let mut known = String::new();
    for (input, mask) in table.inputs.iter().zip(row.masks) {
        let all = usize::try_from(mask.count_ones()) == Ok(input.answers.len());
        let Some(words) = answer(input.key)
            .and_then(|id| input.words(id))
            .filter(|_| !all)
        else {
            continue;
        };
        if !known.is_empty() {
            known.push('；');
        }
        if ["是", "否"].contains(&words) {
            known.push_str(input.label);
            known.push('：');
        }
        known.push_str(words);
    }
    if known.is_empty() {
        known.push_str("不论其他情况");
    }
    known
}

/// The decisions that are still possible, each once; their number where there are many.
fn still_possible(rows: &[&'static Row]) -> String {
    let mut labels: Vec<&str> = Vec::new();
    for row in rows {
        if !labels.contains(&row.label) {
            labels.push(row.label);
        }
    }
    if labels.len() > MOST_NAMED {
        return format!("还不能确定，有 {} 种可能", labels.len());
    }
    format!("还可能是“{}”", labels.join("”“"))
}
