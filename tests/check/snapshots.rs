//! How every file of `files/` is understood, and what its rows are told, as text that a person can read: what the check says
//! otherwise than before shows as a diff. `npm run snapshots` writes `tests/snapshots/table-check.snap` anew.

use std::collections::BTreeSet;
use std::fmt::Write;

use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{Check, Doubt, Fixed, Row, Understanding};

use super::{Line, checked, letter, lines};

/// So many rows of a file are shown; each only where no row before it was told the same.
const ROWS: usize = 12;

#[test]
fn every_text_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut text = String::new();
    for line in lines() {
        show(&mut text, &line);
    }
    settings.bind(|| insta::assert_snapshot!("table-check", text));
}

/// A file, how it is understood, and what its rows are told.
fn show(text: &mut String, line: &Line) {
    let _ = writeln!(text, "\n# {} {}", line.name, line.words);
    match checked(line) {
        Ok(check) => {
            show_understanding(text, check.understanding());
            show_rows(text, &check);
        }
        Err(foreign) => {
            let _ = writeln!(text, "{}", foreign.id());
        }
    }
}

fn show_understanding(text: &mut String, understood: &Understanding) {
    if !understood.refusal.is_empty() {
        let _ = writeln!(text, "不能核对：{}", understood.refusal);
    }
    let fixed = |it: &Fixed| format!("{}（{}）", it.value, it.why);
    let (kind, tier, day) = (&understood.kind, &understood.tier, &understood.day);
    let _ = writeln!(text, "{} {} {}", fixed(kind), fixed(tier), fixed(day));
    for column in understood.columns.iter().filter(|it| !it.role.is_empty()) {
        let (place, head, role, why) = (column.place + 1, &column.head, column.role, &column.why);
        let _ = writeln!(text, "{place}「{head}」{role}：{why}");
    }
    for remark in &understood.remarks {
        let _ = writeln!(text, "注意：{remark}");
    }
    for Doubt {
        question, readings, ..
    } in &understood.doubts
    {
        let labels: Vec<&str> = readings.iter().map(|it| it.label.as_str()).collect();
        let _ = writeln!(text, "{question} {}", labels.join(" / "));
    }
}

fn show_rows(text: &mut String, check: &Check) {
    let mut seen = BTreeSet::new();
    for row in check.rows().filter(|row| row.verdict.is_item()) {
        let told = told(&row);
        if seen.len() < ROWS && seen.insert(told.clone()) {
            let _ = writeln!(text, "{} {told}", row.row);
        }
    }
}

/// What a row is told, without its number.
fn told(row: &Row) -> String {
    let mut parts = vec![format!("{} {}", letter(row.verdict), row.code)];
    for price in &row.prices {
        let (tier, written) = (price.tier, &price.written);
        let printed = price.printed.map_or("-".to_owned(), Fen::plain);
        parts.push(format!(
            "{} {tier} {written} 公报 {printed}",
            letter(price.verdict)
        ));
    }
    parts.extend(row.reading.iter().cloned());
    parts.extend([row.reason.clone(), row.near.to_owned()]);
    parts.extend(row.citation.map(|it| it.to_string()));
    if row.explained {
        parts.push("可能有原因".to_owned());
    }
    parts.retain(|it| !it.is_empty());
    parts.join(" | ")
}
