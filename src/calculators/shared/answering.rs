//! Adding to an outcome what most calculators add: open questions, notes of the gazette's data, links.

use crate::calculators::find;
use crate::citation::Citation;
use crate::form::Form;
use crate::gazette::{Dated, Note};
use crate::outcome::{Link, NoticeKind, Outcome, Text};
use crate::search::contains;

/// What the notice of the open questions begins with.
const OPEN_QUESTIONS: &str = "还需要回答：";

/// Adds the question to those that are open, and its label to the one notice that names them all.
#[inline(never)]
pub(in crate::calculators) fn ask_for(
    outcome: &mut Outcome,
    form: &Form,
    key: &'static str,
    citation: Citation,
) {
    let label = form
        .fields
        .iter()
        .find(|field| field.key == key)
        .map_or(key, |field| field.label);
    ask_labelled(outcome, key, &format!("“{label}”"), citation);
}

/// Adds the question to those that are open, and to the one notice that names them all this label: of a
/// question in one of several rows.
pub(in crate::calculators) fn ask_labelled(
    outcome: &mut Outcome,
    key: &'static str,
    label: &str,
    citation: Citation,
) {
    if !outcome.asks.contains(&key) {
        outcome.asks.push(key);
    }
    let notice = outcome
        .notices
        .iter_mut()
        .find(|notice| notice.text.starts_with(OPEN_QUESTIONS));
    match notice {
        Some(notice) if contains(&notice.text, label) => {}
        Some(notice) => {
            let text = notice.text.to_mut();
            text.truncate(text.trim_end_matches('。').len());
            if !label.starts_with('“') {
                text.push('、');
            }
            text.push_str(label);
            text.push('。');
        }
        None => {
            let text = format!("{OPEN_QUESTIONS}{label}。");
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
    }
}

/// Adds a note of the gazette's data, with its own citation.
#[inline(never)]
pub(in crate::calculators) fn add_note(outcome: &mut Outcome, note: &Dated<Note>) {
    let fact = note.at(outcome.as_of).0;
    outcome.add_notice(fact.value.kind, fact.value.text, fact.citation);
}

/// Adds a note of the gazette's data where another clause gives rise to it.
pub(in crate::calculators) fn add_note_citing(
    outcome: &mut Outcome,
    note: &Dated<Note>,
    citation: Citation,
) {
    let note = note.at(outcome.as_of).0.value;
    outcome.add_notice(note.kind, note.text, citation);
}

/// Adds the notes of one answer, out of a list of answers and their notes.
pub(in crate::calculators) fn add_notes_of(
    outcome: &mut Outcome,
    answer: &str,
    notes: &[(&str, &Dated<Note>)],
) {
    for (_, note) in notes.iter().filter(|(id, _)| *id == answer) {
        add_note(outcome, note);
    }
}

/// Adds a decision that is open until questions are answered.
pub(in crate::calculators) fn add_open_finding(
    outcome: &mut Outcome,
    key: &'static str,
    label: &'static str,
    citation: Citation,
) {
    outcome.add_finding(key, label, None, "还不能确定", citation);
}

/// Adds the way to the calculator of this name, with answers that are known; nothing where there is no
/// such calculator.
pub(in crate::calculators) fn add_link(
    outcome: &mut Outcome,
    calculator: &str,
    text: impl Into<Text>,
    answers: Vec<(&'static str, String)>,
) {
    if let Some(calculator) = find(calculator) {
        outcome.links.push(Link {
            calculator: calculator.name,
            title: calculator.title,
            text: text.into(),
            answers,
        });
    }
}
