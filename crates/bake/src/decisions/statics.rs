//! The decision tables as Rust: a static a table, a question for each input, the entries of the register.

use crate::{calculators, choice, day::Day, line, list};

use super::{Input, Row, Table, Version};

impl Table {
    /// The table's name in Rust.
    fn constant(&self) -> String {
        self.id.replace('-', "_").to_uppercase()
    }
}

/// Writes a static a table, and a question for each input that is asked.
pub(crate) fn write(tables: &[Table], out: &mut String) {
    line(
        out,
        format_args!("/// The decision tables, and their questions."),
    );
    line(out, format_args!("pub(in crate::gazette) mod decisions {{"));
    line(out, format_args!("    use super::*;"));
    for table in tables {
        write_table(table, out);
    }
    let all: Vec<String> = tables
        .iter()
        .map(|table| format!("&{}", table.constant()))
        .collect();
    line(out, format_args!("    /// Every table."));
    list(out, "    pub static ALL", "&Table", &all);
    line(out, format_args!("}}"));
}

fn write_table(table: &Table, out: &mut String) {
    let constant = table.constant();
    for input in &table.inputs {
        let Input {
            key, label, hint, ..
        } = input;
        let name = format!("{constant}_{}", key.to_uppercase());
        let answers = input.answers();
        let choices: Vec<String> = answers
            .iter()
            .map(|(id, label)| choice(id, label))
            .collect();
        let head = format!("    static {name}_ANSWERS");
        list(out, &head, "Choice", &choices);
        if input.derived {
            continue;
        }
        let question = if input.yes_no {
            format!("Field::yes_no({key:?}, {label:?})")
        } else {
            format!("Field::choice({key:?}, {label:?}, &{name}_ANSWERS)")
        };
        line(out, format_args!("    #[doc = {label:?}]"));
        line(
            out,
            format_args!("    pub const {name}: Field = {question}.hint({hint:?}).when_asked();"),
        );
    }
    let inputs: Vec<String> = table
        .inputs
        .iter()
        .map(|input| {
            let name = format!("{constant}_{}", input.key.to_uppercase());
            format!(
                "Input {{ key: {:?}, label: {:?}, answers: &{name}_ANSWERS }}",
                input.key, input.label
            )
        })
        .collect();
    line(out, format_args!("    #[doc = {:?}]", table.title));
    line(
        out,
        format_args!(
            "    pub static {constant}: Table = Table {{ id: {:?}, title: {:?}, inputs: &[{}],",
            table.id,
            table.title,
            inputs.join(", ")
        ),
    );
    for (at, version) in table.versions.iter().enumerate() {
        let head = match (at, version.since) {
            (0, _) => "first: ".to_owned(),
            (1, Some(day)) => format!("later: &[({}, ", day.rust()),
            (_, day) => format!("({}, ", day.map_or(String::new(), Day::rust)),
        };
        let end = match at {
            0 => ",",
            _ if at + 1 == table.versions.len() => ")],",
            _ => "),",
        };
        line(out, format_args!("    {head}Version {{ rows: &["));
        write_version(version, out);
        line(out, format_args!("    }}{end}"));
    }
    let none = if table.versions.len() > 1 {
        ""
    } else {
        "later: &[] "
    };
    line(out, format_args!("    {none}}};"));
}

fn write_version(version: &Version, out: &mut String) {
    for row in &version.rows {
        let Row {
            masks,
            then,
            label,
            tone,
            why,
            citation,
            ..
        } = row;
        line(
            out,
            format_args!(
                "        Row {{ masks: &{masks:?}, then: {then:?}, label: {label:?}, tone: Tone::{tone:?}, why: {why:?}, citation: {citation} }},"
            ),
        );
    }
    let notes: Vec<String> = version
        .notes
        .iter()
        .map(|note| {
            let conditions: Vec<String> = note
                .conditions
                .iter()
                .map(|(key, ids)| format!("({key:?}, &{ids:?})"))
                .collect();
            format!(
                "TableNote {{ note: {}, conditions: &[{}], then: &{:?} }}",
                note.constant,
                conditions.join(", "),
                note.then
            )
        })
        .collect();
    line(out, format_args!("    ], notes: &[{}]", notes.join(", ")));
}

/// Writes the entry of the register of each table that has one.
pub(crate) fn write_calculators(tables: &[Table], out: &mut String) {
    for table in tables {
        let Some(calculator) = &table.calculator else {
            continue;
        };
        let constant = table.constant();
        let asked = table.inputs.iter().filter(|input| !input.derived);
        let questions: Vec<String> = asked
            .map(|input| format!("decisions::{constant}_{}", input.key.to_uppercase()))
            .collect();
        calculators::write(calculator, (&table.id, &constant), &questions, out);
    }
}
