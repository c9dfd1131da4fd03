//! The decision tables: inputs, rows and outcomes, complete and without overlap.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::calculators::{self, Calculator};
use super::day::Day;
use super::documents::{self, Document};
use super::facts::{self, Fact};
use super::issue::Issue;
use super::{Problem, Source};

mod statics;
mod timeline;

pub(super) use statics::{write, write_calculators};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Option<String>,
    #[serde(default)]
    input: Vec<Input>,
    #[serde(default)]
    outcome: Vec<Outcome>,
    #[serde(default)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
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
    /// Its first day, in a later issue: that of its document, if absent.
    from: Option<String>,
    /// Its last day, where it is stated.
    until: Option<String>,
    /// Whether it takes the place of earlier issues' rows for what it covers.
    #[serde(default)]
    replaces: bool,
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
    /// Its first day, in a later issue.
    from: Option<String>,
}

/// A table that covers each combination of answers exactly once, on every day.
pub(super) struct Table {
    id: String,
    title: String,
    inputs: Vec<Input>,
    outcomes: Vec<Outcome>,
    rows: Vec<Row>,
    notes: Vec<Note>,
    calculator: Option<Calculator>,
    /// Where the table begins in the data.
    place: (String, usize),
    /// From each of these days on other rows or notes hold.
    versions: Vec<Version>,
}

/// The rows and notes from a day on.
struct Version {
    /// Nothing for the first.
    since: Option<Day>,
    rows: Vec<Row>,
    notes: Vec<Note>,
}

/// A note whose references have been checked.
#[derive(Clone, PartialEq)]
struct Note {
    /// Its first day, in a later issue.
    from: Option<Day>,
    constant: String,
    conditions: Vec<(String, Vec<String>)>,
    then: Vec<String>,
}

#[derive(Clone, PartialEq)]
struct Row {
    /// Where it stands in the data.
    place: (String, usize),
    /// The issue that prints it, from 1.
    issue: usize,
    /// Its first day, in a later issue.
    from: Option<Day>,
    until: Option<Day>,
    replaces: bool,
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

/// Reads and checks the tables of every issue. A table's id is its file's name; a file of the same name in a later
/// issue adds rows, notes and outcomes to it.
pub(super) fn read(
    issues: &[Issue],
    documents: &[Document],
    facts: &[Fact],
) -> Result<Vec<Table>, Problem> {
    let mut tables: Vec<Table> = Vec::new();
    for issue in issues {
        for source in issue.folder("decisions") {
            let file: File = source.toml()?;
            let id = source.stem();
            let known = tables.iter_mut().find(|table| table.id == id);
            let table = match (known, file.title.clone()) {
                (None, None) => return Err(source.problem(1, "the title is missing")),
                (None, Some(title)) => {
                    tables.push(Table {
                        id,
                        title,
                        inputs: Vec::new(),
                        outcomes: Vec::new(),
                        rows: Vec::new(),
                        notes: Vec::new(),
                        calculator: None,
                        place: (source.file.clone(), 1),
                        versions: Vec::new(),
                    });
                    tables.last_mut()
                }
                (Some(table), None) if file.input.is_empty() && file.calculator.is_none() => {
                    Some(table)
                }
                (Some(table), _) => {
                    let (file, line) = &table.place;
                    let what = format!(
                        "only rows, notes and outcomes can be added to the table at {file}:{line}"
                    );
                    return Err(source.problem(1, what));
                }
            };
            if let Some(table) = table {
                table.add(source, issue.number, documents, facts, file)?;
            }
        }
    }
    for table in &mut tables {
        table.versions = timeline::versions(table)?;
    }
    Ok(tables)
}

impl Table {
    /// Adds what a file says.
    fn add(
        &mut self,
        source: &Source,
        issue: usize,
        documents: &[Document],
        facts: &[Fact],
        file: File,
    ) -> Result<(), Problem> {
        for input in &file.input {
            let answers = input.answers().len();
            if !(2..=32).contains(&answers) || (input.yes_no && !input.options.is_empty()) {
                return Err(source.problem(1, format!("{} needs 2 to 32 answers", input.key)));
            }
        }
        let first = self.inputs.is_empty();
        self.inputs.extend(file.input);
        let outcomes = self.outcomes.len();
        self.outcomes.extend(file.outcome);
        for entry in file.row {
            let at = source.line_of(&entry.span());
            let mut row = read_row(source, at, documents, self, entry.into_inner())?;
            row.issue = issue;
            row.from = row.from.filter(|_| !first);
            self.rows.push(row);
        }
        let added = self.outcomes.iter().skip(outcomes);
        let used = |outcome: &Outcome| self.rows.iter().any(|row| row.then == outcome.id);
        if let Some(unused) = added.clone().find(|outcome| !used(outcome)) {
            return Err(source.problem(1, format!("no row ends in {:?}", unused.id)));
        }
        let begins = self.rows.iter().filter(|row| row.issue == issue);
        let begins = begins.filter_map(|row| row.from).min();
        for entry in file.note {
            let at = source.line_of(&entry.span());
            let mut note = read_note(source, at, facts, self, entry.into_inner())?;
            note.from = note.from.or(begins);
            self.notes.push(note);
        }
        let decisions: Vec<&str> = self.outcomes.iter().map(|it| it.id.as_str()).collect();
        if let Some(entry) = file.calculator {
            let at = source.line_of(&entry.span());
            let has_answer = |key: &str, id: &str| {
                let mut inputs = self.inputs.iter().filter(|input| input.key == key);
                inputs.any(|input| input.answers().iter().any(|it| it.0 == id))
            };
            let entry = entry.into_inner();
            let entry = calculators::check(source, at, entry, facts, &decisions, has_answer)?;
            self.calculator = Some(entry);
        }
        Ok(())
    }
}

fn read_row(
    source: &Source,
    at: usize,
    documents: &[Document],
    table: &Table,
    entry: RowEntry,
) -> Result<Row, Problem> {
    let inputs = &table.inputs;
    let document = documents::find(documents, &entry.document, source, at)?;
    let citation = documents::cite(document, &entry.clause, entry.page, source, at)?;
    let day = |text: &String| Day::read(source, at, text);
    let from = entry.from.as_ref().map(day).transpose()?;
    let until = entry.until.as_ref().map(day).transpose()?;
    let (label, tone) = table
        .outcomes
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
        place: (source.file.clone(), at),
        issue: 0,
        from: from.or(Some(document.first_day())),
        until: until.into_iter().chain(document.repealed()).min(),
        replaces: entry.replaces,
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
    table: &Table,
    entry: NoteEntry,
) -> Result<Note, Problem> {
    let (inputs, outcomes) = (&table.inputs, &table.outcomes);
    let day = |text: &String| Day::read(source, at, text);
    let from = entry.from.as_ref().map(day).transpose()?;
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
        from,
        constant,
        conditions: entry.conditions.into_iter().collect(),
        then: entry.then,
    })
}
