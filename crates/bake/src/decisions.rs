//! The decision tables: inputs, rows and outcomes, complete and without overlap.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::calculators::{self, Calculator};
use super::documents::{self, Document};
use super::facts::{self, Fact};
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    input: Vec<Input>,
    outcome: Vec<Outcome>,
    row: Vec<Spanned<RowEntry>>,
    #[serde(default)]
    note: Vec<Spanned<NoteEntry>>,
    calculator: Option<Spanned<calculators::Entry>>,
}

/// One thing that the decision depends on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    key: String,
    label: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    options: Vec<(String, String)>,
    #[serde(default)]
    yes_no: bool,
    #[serde(default)]
    derived: bool,
}

/// One way in which the decision can end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    id: String,
    label: String,
    #[serde(default)]
    tone: Tone,
}

/// What a decision means for the person.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tone {
    Good,
    Bad,
    Open,
    #[default]
    Plain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowEntry {
    #[serde(default, rename = "if")]
    conditions: BTreeMap<String, Vec<String>>,
    then: String,
    why: String,
    document: String,
    clause: String,
    page: Option<u16>,
}

/// A note to add: to known answers, to a decision, or always.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteEntry {
    fact: String,
    #[serde(default, rename = "if")]
    conditions: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    then: Vec<String>,
}

/// A table that covers each combination of answers exactly once.
pub(super) struct Table {
    id: String,
    title: String,
    inputs: Vec<Input>,
    rows: Vec<Row>,
    notes: Vec<Note>,
    calculator: Option<Calculator>,
}

/// A note whose references have been checked.
struct Note {
    constant: String,
    conditions: Vec<(String, Vec<String>)>,
    then: Vec<String>,
}

struct Row {
    /// For each input the answers that the row covers, a bit each.
    masks: Vec<u32>,
    then: String,
    label: String,
    tone: Tone,
    why: String,
    citation: String,
}

impl Input {
    /// The answers, with their words.
    fn answers(&self) -> Vec<(String, String)> {
        if self.yes_no {
            [("true", "是"), ("false", "否")]
                .map(|(id, label)| (id.to_owned(), label.to_owned()))
                .to_vec()
        } else {
            self.options.clone()
        }
    }

    fn all(&self) -> u32 {
        u32::MAX >> (32 - self.answers().len())
    }
}

/// Reads and checks one table; its id is its file's name.
pub(super) fn read(
    source: &Source,
    documents: &[Document],
    facts: &[Fact],
) -> Result<Table, Problem> {
    let file: File = source.toml()?;
    for input in &file.input {
        if !(2..=32).contains(&input.answers().len()) || (input.yes_no && !input.options.is_empty())
        {
            return Err(source.problem(1, format!("{} needs 2 to 32 answers", input.key)));
        }
    }
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for entry in file.row {
        let at = source.line_of(&entry.span());
        rows.push(read_row(
            source,
            at,
            documents,
            (&file.input, &file.outcome),
            entry.into_inner(),
        )?);
        lines.push(at);
    }
    if let Some(unused) = file
        .outcome
        .iter()
        .find(|outcome| rows.iter().all(|row| row.then != outcome.id))
    {
        return Err(source.problem(1, format!("no row ends in {:?}", unused.id)));
    }
    let mut notes = Vec::new();
    for entry in file.note {
        let at = source.line_of(&entry.span());
        let known = (file.input.as_slice(), file.outcome.as_slice());
        notes.push(read_note(source, at, facts, known, entry.into_inner())?);
    }
    let decisions: Vec<&str> = file.outcome.iter().map(|it| it.id.as_str()).collect();
    let calculator = match file.calculator {
        Some(entry) => {
            let at = source.line_of(&entry.span());
            let entry = entry.into_inner();
            Some(calculators::check(source, at, entry, facts, &decisions)?)
        }
        None => None,
    };
    let table = Table {
        id: source.stem(),
        title: file.title,
        inputs: file.input,
        rows,
        notes,
        calculator,
    };
    table.covers(source, &lines)?;
    Ok(table)
}

fn read_row(
    source: &Source,
    at: usize,
    documents: &[Document],
    (inputs, outcomes): (&[Input], &[Outcome]),
    entry: RowEntry,
) -> Result<Row, Problem> {
    let document = documents::find(documents, &entry.document, source, at)?;
    let citation = documents::cite(document, &entry.clause, entry.page, source, at)?;
    let (label, tone) = outcomes
        .iter()
        .find(|outcome| outcome.id == entry.then)
        .map(|outcome| (outcome.label.clone(), outcome.tone))
        .ok_or_else(|| source.problem(at, format!("unknown outcome {:?}", entry.then)))?;
    if let Some(stray) = entry
        .conditions
        .keys()
        .find(|key| inputs.iter().all(|input| input.key != **key))
    {
        return Err(source.problem(at, format!("unknown input {stray:?}")));
    }
    let mut masks = Vec::new();
    for input in inputs {
        let Some(wanted) = entry.conditions.get(&input.key) else {
            masks.push(input.all());
            continue;
        };
        let answers = input.answers();
        let mut mask = 0;
        for id in wanted {
            let bit = answers
                .iter()
                .position(|(answer, _)| answer == id)
                .ok_or_else(|| source.problem(at, format!("{} has no answer {id:?}", input.key)))?;
            mask |= 1_u32 << bit;
        }
        masks.push(mask);
    }
    Ok(Row {
        masks,
        then: entry.then,
        label,
        tone,
        why: entry.why,
        citation,
    })
}

/// Checks that the note, its answers and its decisions exist.
fn read_note(
    source: &Source,
    at: usize,
    facts: &[Fact],
    (inputs, outcomes): (&[Input], &[Outcome]),
    entry: NoteEntry,
) -> Result<Note, Problem> {
    let constant = facts::constant(facts, &entry.fact, facts::Sort::Note)
        .ok_or_else(|| source.problem(at, format!("no note {:?}", entry.fact)))?;
    for (key, ids) in &entry.conditions {
        let input = inputs
            .iter()
            .find(|input| input.key == *key)
            .ok_or_else(|| source.problem(at, format!("unknown input {key:?}")))?;
        let answers = input.answers();
        if let Some(id) = ids.iter().find(|id| answers.iter().all(|it| it.0 != **id)) {
            return Err(source.problem(at, format!("{key} has no answer {id:?}")));
        }
    }
    if let Some(id) = entry
        .then
        .iter()
        .find(|id| outcomes.iter().all(|outcome| outcome.id != **id))
    {
        return Err(source.problem(at, format!("unknown outcome {id:?}")));
    }
    Ok(Note {
        constant,
        conditions: entry.conditions.into_iter().collect(),
        then: entry.then,
    })
}

impl Table {
    /// Holds that each combination of answers is covered by exactly one row, and each row covers one.
    fn covers(&self, source: &Source, lines: &[usize]) -> Result<(), Problem> {
        let sizes: Vec<usize> = self
            .inputs
            .iter()
            .map(|input| input.answers().len())
            .collect();
        let mut used = vec![false; self.rows.len()];
        let mut picks = vec![0; sizes.len()];
        loop {
            let covering: Vec<usize> = (0..self.rows.len())
                .filter(|row| {
                    let masks = &self.rows[*row].masks;
                    masks
                        .iter()
                        .zip(&picks)
                        .all(|(mask, pick)| mask >> pick & 1 == 1)
                })
                .collect();
            match covering.as_slice() {
                [row] => used[*row] = true,
                [] => {
                    let what = format!("no row covers {}", self.words(&picks));
                    return Err(source.problem(1, what));
                }
                [one, other, ..] => {
                    let what = format!(
                        "this row and the one at line {} both cover {}",
                        lines[*one],
                        self.words(&picks)
                    );
                    return Err(source.problem(lines[*other], what));
                }
            }
            // The next combination, the last input fastest.
            let Some(place) = (0..sizes.len()).rfind(|at| picks[*at] + 1 < sizes[*at]) else {
                break;
            };
            picks[place] += 1;
            picks[place + 1..].fill(0);
        }
        match used.iter().position(|used| !used) {
            Some(row) => Err(source.problem(lines[row], "this row covers nothing")),
            None => Ok(()),
        }
    }

    /// A combination of answers in words.
    fn words(&self, picks: &[usize]) -> String {
        let words: Vec<String> = self
            .inputs
            .iter()
            .zip(picks)
            .map(|(input, pick)| format!("{}={}", input.key, input.answers()[*pick].0))
            .collect();
        words.join(", ")
    }

    /// The table's name in Rust.
    fn constant(&self) -> String {
        self.id.replace('-', "_").to_uppercase()
    }
}

/// Writes a static a table, and a question for each input that is asked.
pub(super) fn write(tables: &[Table], out: &mut String) {
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
    line(
        out,
        format_args!(
            "    pub static ALL: [&Table; {}] = [{}];",
            all.len(),
            all.join(", ")
        ),
    );
    line(out, format_args!("}}"));
}

fn write_table(table: &Table, out: &mut String) {
    let constant = table.constant();
    for input in &table.inputs {
        let Input {
            key, label, hint, ..
        } = input;
        let name = format!("{constant}_{}", key.to_uppercase());
        let choices: Vec<String> = input
            .answers()
            .iter()
            .map(|(id, label)| format!("Choice::new({id:?}, {label:?})"))
            .collect();
        line(
            out,
            format_args!(
                "    static {name}_ANSWERS: [Choice; {}] = [{}];",
                choices.len(),
                choices.join(", ")
            ),
        );
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
            "    pub static {constant}: Table = Table {{ id: {:?}, title: {:?}, inputs: &[{}], rows: &[",
            table.id,
            table.title,
            inputs.join(", ")
        ),
    );
    for row in &table.rows {
        let Row {
            masks,
            then,
            label,
            tone,
            why,
            citation,
        } = row;
        line(
            out,
            format_args!(
                "        Row {{ masks: &{masks:?}, then: {then:?}, label: {label:?}, tone: Tone::{tone:?}, why: {why:?}, citation: {citation} }},"
            ),
        );
    }
    let notes: Vec<String> = table
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
    line(
        out,
        format_args!("    ], notes: &[{}] }};", notes.join(", ")),
    );
}

/// Writes the entry of the register of each table that has one.
pub(super) fn write_calculators(tables: &[Table], out: &mut String) {
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
