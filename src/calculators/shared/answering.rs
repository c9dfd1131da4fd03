//! Adding to an outcome what most calculators add: open questions, notes of the gazette's data, links.

use crate::calculators::find;
use crate::citation::Citation;
use crate::form::Form;
use crate::gazette::{Dated, Note, facts};
use crate::money::Fen;
use crate::outcome::{Link, NoticeKind, Outcome, Text, decimal, yuan};
use crate::text::contains;

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
            let said = notice.text.trim_end_matches('。');
            let and = if label.starts_with('“') { "" } else { "、" };
            notice.text = format!("{said}{and}{label}。").into();
        }
        None => {
            let text = format!("{OPEN_QUESTIONS}{label}。");
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
    }
}

/// What the total price of a home usually is at least.
pub(in crate::calculators) const USUAL_PRICE: Fen = Fen::new(1_000_000);

/// What it usually is at most.
const MOST_USUAL_PRICE: Fen = Fen::new(10_000_000_000);

/// Asks whether a price is meant, where hardly a home has it: people write the 85 of 85万.
pub(in crate::calculators) fn doubt_price(outcome: &mut Outcome, price: Fen, citation: Citation) {
    let doubt = if price < USUAL_PRICE {
        format!(
            "少得不寻常；如果单位是万元，请写 {}万元",
            decimal(price.get())
        )
    } else if price > MOST_USUAL_PRICE {
        "多得不寻常；请核对单位是不是元".to_owned()
    } else {
        return;
    };
    let text = format!("总价按填的 {}计算，{doubt}。", yuan(price));
    outcome.add_notice(NoticeKind::Assumption, text, citation);
}

/// Adds a note of the gazette's data as it stands on the day that decides, with its own citation.
#[inline(never)]
pub(in crate::calculators) fn add_note(outcome: &mut Outcome, note: &Dated<Note>) {
    let fact = note.at(outcome.day).0;
    outcome.add_notice(fact.value.kind, fact.value.text, fact.citation);
}

/// Says whom to call about giving blood.
pub(in crate::calculators) fn add_phone(outcome: &mut Outcome) {
    let phone = facts::BLOOD_OFFICE_PHONE.at(outcome.as_of).0;
    let text = format!("市献血办电话：{}。", phone.value);
    outcome.add_notice(NoticeKind::Information, text, phone.citation);
}

/// Adds a note of the gazette's data where another clause gives rise to it.
pub(in crate::calculators) fn add_note_citing(
    outcome: &mut Outcome,
    note: &Dated<Note>,
    citation: Citation,
) {
    let note = note.at(outcome.day).0.value;
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
