//! Answering with a decision table (决策表).

use crate::form::Form;
use crate::gazette::decisions::{Row, Table};
use crate::outcome::{Outcome, Tone};

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
    let reading = table.read(outcome.day, answer);
    let decided = reading.decided();
    // Several rows may lead to the same decision while something that no longer matters is open: its
    // reasons are those of the rows that rest on most of what is known.
    let mut rows = reading.rows;
    let support = |row: &Row| known(table, row, answer).count();
    if decided.is_some() {
        let most = rows.iter().map(|row| support(row)).max();
        rows.retain(|row| Some(support(row)) == most);
        rows.dedup_by_key(|row| (row.why, row.citation));
    }
    let first = rows.first()?;
    let text = match decided {
        Some(row) => row.label.to_owned(),
        None => still_possible(&rows),
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
    } else if all_bad(&rows) {
        outcome.set_tone(Tone::Bad);
    }
    if decided.is_some() {
        for row in &rows {
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
    table: &'static Table,
    decided: Option<&Row>,
    answer: &dyn Fn(&str) -> Option<&'static str>,
) {
    for note in table.on(outcome.day).notes {
        if note.applies(answer, decided) {
            add_note(outcome, note.note);
        }
    }
}

/// The known answers on which the row rests; a yes or no with its question.
fn conditions(
    table: &'static Table,
    row: &Row,
    answer: &dyn Fn(&str) -> Option<&'static str>,
) -> String {
    let mut text = String::new();
    for (label, words) in known(table, row, answer) {
        if !text.is_empty() {
            text.push('；');
        }
        if ["是", "否"].contains(&words) {
            text.push_str(label);
            text.push('：');
        }
        text.push_str(words);
    }
    text
}

/// The known answers on which the row rests, each with its question.
fn known(
    table: &'static Table,
    row: &Row,
    answer: &dyn Fn(&str) -> Option<&'static str>,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let inputs = table.inputs.iter().zip(row.masks);
    inputs.filter_map(|(input, mask)| {
        let all = usize::try_from(mask.count_ones()) == Ok(input.answers.len());
        let words = answer(input.key).and_then(|id| input.words(id));
        Some((input.label, words.filter(|_| !all)?))
    })
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
    let labels = labels.join("”“");
    if all_bad(rows) {
        return format!("不管怎样都是“{labels}”之一");
    }
    format!("还可能是“{labels}”")
}

/// Whether every decision that is still possible is bad for the person: then that much is settled.
fn all_bad(rows: &[&'static Row]) -> bool {
    rows.iter().all(|row| row.tone == Tone::Bad)
}
