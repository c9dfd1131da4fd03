//! Whole answers as text that a person can read. Every form, and every case whose name is bold in
//! `tests/cases/`, stands in `tests/snapshots/`, one file a calculator: what changes for people shows
//! as a diff. `npm run snapshots` writes the files anew.

use std::fmt::Write;

use luzhou_gazette::calculators::{self, Calculator, Context};
use luzhou_gazette::citation::Citation;
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Checked, Choice, Field, InputError, Kind};
use luzhou_gazette::ics;
use luzhou_gazette::outcome::Outcome;

use super::table::Case;
use super::{calculate, cases, name_of};

#[test]
fn every_text_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for calculator in calculators::all() {
            insta::assert_snapshot!(calculator.name, shown(calculator));
        }
        insta::assert_snapshot!("unknown", unknown());
        insta::assert_snapshot!("taken-along", taken_along());
    });
}

/// The form of a calculator and its answers to the cases whose names are bold.
pub(crate) fn shown(calculator: &Calculator) -> String {
    let (name, title, question) = (calculator.name, calculator.title, calculator.question);
    let audience = calculator.audience.title();
    let mut text = format!("{title} {name}\n{question}\n{audience}\n");
    for field in calculator.form.fields {
        show_field(&mut text, field, "");
    }
    for case in cases(name).iter().filter(|case| case.whole) {
        show_case(&mut text, name, case);
    }
    text
}

/// What is said to a name that no calculator has.
pub(crate) fn unknown() -> String {
    let context = Context::on(Date::parse("2024-06-01").unwrap());
    let errors = calculators::calculate("unknown", &[], context).unwrap_err();
    let mut text = String::new();
    for error in &errors {
        show_error(&mut text, error);
    }
    text
}

/// What people take along from an answer: its text to paste, its days, and its calendar file.
pub(crate) fn taken_along() -> String {
    let calculator = calculators::find("unit-donation-plan").unwrap();
    let cases = cases(calculator.name);
    let answers = cases
        .iter()
        .flat_map(|case| calculate(calculator.name, case));
    let outcome = answers
        .max_by_key(|it| (ics::to_come(it).count(), it.events.len()))
        .unwrap();
    let text = outcome.plain_text(calculator.title);
    let file = ics::calendar_file(&outcome, &Checked::default());
    let days = ics::plain_text(&outcome);
    let file = file.replace("\r\n ", "").replace("\r\n", "\n");
    format!("{text}\n\n\n{days}\n\n{file}")
}

fn show_case(text: &mut String, calculator: &str, case: &Case) {
    let json = |values| serde_json::to_string(values).unwrap();
    let (options, answers) = (json(&case.options), json(&case.answers));
    writeln!(text, "\n\n━━ {}\n{options}\n{answers}", case.name).unwrap();
    match calculate(calculator, case) {
        Ok(outcome) => show_outcome(text, &outcome),
        Err(errors) => errors.iter().for_each(|error| show_error(text, error)),
    }
}

fn show_field(text: &mut String, field: &Field, indent: &str) {
    let Field {
        key,
        label,
        hint,
        kind,
        when,
        prefill,
        renamed,
        rare,
    } = field;
    writeln!(text, "\n{indent}question {key}\n{indent}  {label}").unwrap();
    if !hint.is_empty() {
        writeln!(text, "{indent}  hint: {hint}").unwrap();
    }
    if let Some(when) = when {
        writeln!(text, "{indent}  when: {when:?}").unwrap();
    }
    if let Some(prefill) = prefill {
        writeln!(text, "{indent}  prefill: {prefill:?}").unwrap();
    }
    if *rare {
        writeln!(text, "{indent}  rare").unwrap();
    }
    if let Some(renamed) = renamed {
        writeln!(text, "{indent}  renamed: {renamed:?}").unwrap();
    }
    match kind {
        Kind::Choice { options } | Kind::Choices { options } => {
            if let Kind::Choices { .. } = kind {
                writeln!(text, "{indent}  one or more of").unwrap();
            }
            for Choice { id, label, .. } in *options {
                writeln!(text, "{indent}  - {id}: {label}").unwrap();
            }
        }
        Kind::Whole { min, max, unit } => {
            writeln!(text, "{indent}  {min} to {max} {unit}, whole").unwrap();
        }
        Kind::Money { min, max, unit, .. } => {
            writeln!(text, "{indent}  {min} to {max} {unit}").unwrap();
        }
        Kind::Measure { min, max, unit } => {
            writeln!(text, "{indent}  {min} to {max} hundredths of {unit}").unwrap();
        }
        Kind::Date => writeln!(text, "{indent}  a date").unwrap(),
        Kind::YesNo => writeln!(text, "{indent}  yes or no").unwrap(),
        Kind::Entry { .. } => writeln!(text, "{indent}  an item's code").unwrap(),
        Kind::Rows {
            fields,
            max,
            row,
            count: _,
        } => {
            writeln!(text, "{indent}  at most {max} rows, each: {row}").unwrap();
            for field in *fields {
                show_field(text, field, &format!("{indent}    "));
            }
        }
    }
}

fn show_error(text: &mut String, error: &InputError) {
    let InputError {
        code,
        field,
        message,
    } = error;
    writeln!(text, "error {code} @ {field}\n  {message}").unwrap();
}

// Taken apart field by field: a new one does not compile until it is shown.
fn show_outcome(text: &mut String, outcome: &Outcome) {
    let Outcome {
        calculator: _,
        as_of: _,
        day: _,
        verdict,
        summary,
        figures,
        steps,
        reasons,
        notices,
        comparisons,
        listings,
        findings,
        events,
        links,
        asks,
        row_asks,
        stands_otherwise: _,
        stands_in_part: _,
    } = outcome;
    let (verdict, glance) = (name_of(verdict), outcome.at_a_glance());
    writeln!(
        text,
        "verdict: {verdict}\nsummary: {summary}\nat a glance: {glance}"
    )
    .unwrap();
    if !asks.is_empty() {
        writeln!(text, "asks: {}", asks.join(", ")).unwrap();
    }
    for it in row_asks {
        writeln!(text, "asks {}: {}", it.path, it.label).unwrap();
    }
    for it in findings {
        let (id, tone) = (it.id.unwrap_or("open"), name_of(&it.tone));
        let title = format!("finding {} = {id} ({tone})", it.key);
        show(text, &title, &[it.label, &it.text], Some(it.citation));
    }
    for it in figures {
        let value = it.value.map_or("unknown".to_owned(), |it| it.to_string());
        let title = format!("figure {} = {value} {}", it.key, name_of(&it.unit));
        show(text, &title, &[&it.label, &it.text], Some(it.citation));
    }
    for it in reasons {
        let turned_by = it.turned_by.as_deref().unwrap_or("(nothing turns it)");
        let title = format!("reason {}", it.field);
        show(text, &title, &[&it.text, turned_by], Some(it.citation));
    }
    for it in notices {
        let title = format!("notice {}", name_of(&it.kind));
        show(text, &title, &[&it.text], Some(it.citation));
    }
    for it in steps {
        let lines = [&*it.label, &*it.expression, &*it.result];
        show(text, "step", &lines, Some(it.citation));
    }
    for it in events {
        let title = format!("event {} {} to {}", it.key, it.from, it.until);
        show(text, &title, &[&it.title], Some(it.citation));
    }
    for it in comparisons {
        let title = format!("comparison in {}", name_of(&it.unit));
        let rows = it.rows.iter().map(|row| {
            let value = row.value.map_or("none".to_owned(), |it| it.to_string());
            let asked = if row.asked { " (asked)" } else { "" };
            format!("{}: {} = {value}{asked}", row.label, row.text)
        });
        let rows: Vec<String> = rows.collect();
        let mut lines = vec![&*it.title];
        lines.extend(rows.iter().map(String::as_str));
        show(text, &title, &lines, Some(it.citation));
    }
    for it in listings {
        let complete = if it.complete { " (complete)" } else { "" };
        writeln!(text, "listing of {}{complete}", it.heads.join(" | ")).unwrap();
        for row in it.rows.iter().chain(&it.total) {
            let asked = if row.asked { " (asked)" } else { "" };
            let cells = row.cells.join(" | ");
            let line = format!("{} | {} | {cells}{asked}", row.label, row.detail);
            let notes = row.notes.iter().map(|it| &**it);
            let lines: Vec<&str> = [&*line].into_iter().chain(notes).collect();
            show(text, "row", &lines, Some(row.citation));
        }
    }
    for it in links {
        let title = format!("link {}", it.calculator);
        let answers = it
            .answers
            .iter()
            .map(|(key, answer)| format!("{key}: {answer}"));
        let answers = answers.collect::<Vec<_>>().join(", ");
        show(text, &title, &[it.title, &it.text, &answers], None);
    }
}

fn show(text: &mut String, title: &str, lines: &[&str], citation: Option<Citation>) {
    writeln!(text, "{title}").unwrap();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        writeln!(text, "  {line}").unwrap();
    }
    if let Some(citation) = citation {
        writeln!(text, "  → {citation}").unwrap();
    }
}
