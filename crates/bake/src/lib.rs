//! Reads `data/` and writes it as Rust statics; refuses, with file and line, what does not hold together.
//!
//! The core's build script runs it and includes what it writes. Each table of the data has a file here: how its rows
//! are read, what they must hold to, and how they stand in Rust.

use std::fmt::{self, Write as _};
use std::ops::Range;
use std::path::Path;

mod anomalies;
mod blood;
mod calculators;
mod calendar;
mod day;
mod decisions;
mod documents;
mod examples;
mod facts;
mod figure;
mod issue;
mod masthead;
mod measures;
mod prices;
mod roads;
mod rules;
mod targets;
mod words;

pub use issue::{Data, folders};

/// What is wrong with the data, and where.
#[derive(Debug)]
pub struct Problem {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// What reading gives, or what is wrong.
pub type Result<T> = std::result::Result<T, Problem>;

/// A data file and its text.
pub(crate) struct Source {
    file: String,
    text: String,
}

impl Source {
    /// The text of a file.
    pub(crate) fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            text: text.into(),
        }
    }

    /// A line as a person finds it: `2024-01/prices.csv:3`.
    fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.file)
    }

    fn problem(&self, line: usize, what: impl Into<String>) -> Problem {
        Problem {
            file: self.file.clone(),
            line,
            what: what.into(),
        }
    }

    /// The file's name without its folder and its ending.
    fn stem(&self) -> String {
        let stem = Path::new(&self.file).file_stem();
        stem.map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
    }

    fn line_of(&self, span: &Range<usize>) -> usize {
        self.text
            .get(..span.start)
            .map_or(1, |before| before.matches('\n').count() + 1)
    }

    fn toml<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        toml::from_str(&self.text).map_err(|error| {
            let line = error.span().map_or(1, |span| self.line_of(&span));
            self.problem(line, error.message())
        })
    }

    fn csv<T: serde::de::DeserializeOwned>(&self) -> Result<Vec<(usize, T)>> {
        let mut reader = csv::Reader::from_reader(self.text.as_bytes());
        let headers = reader
            .headers()
            .map_err(|error| self.problem(1, error.to_string()))?
            .clone();
        let mut rows = Vec::new();
        for record in reader.records() {
            let line = |at: Option<&csv::Position>| {
                at.and_then(|at| usize::try_from(at.line()).ok())
                    .unwrap_or(1)
            };
            let record =
                record.map_err(|error| self.problem(line(error.position()), error.to_string()))?;
            let line = line(record.position());
            let row = record
                .deserialize(Some(&headers))
                .map_err(|error| self.problem(line, error.to_string()))?;
            rows.push((line, row));
        }
        Ok(rows)
    }
}

/// The data as Rust source.
pub struct Baked {
    /// The issues, to be included by `src/citation.rs`.
    pub issues: String,
    /// The tables, to be included by `src/gazette/`.
    pub gazette: String,
    /// The entries of the register that need no Rust of their own, to be included by `src/calculators/`.
    pub calculators: String,
    /// What people say, to be included by `src/search/`.
    pub words: String,
    /// Cases to try, to be included by `src/calculators/`.
    pub examples: String,
    /// How the characters sound that stand in the issues and not in the module's table of sounds: what a page tells the search
    /// besides.
    pub sounds: String,
}

/// The first line of what is baked.
const HEAD: &str = "// Made from data/ by crates/bake; do not edit.\n";

/// Reads every issue and writes all as Rust source. Every table of an issue may be missing.
///
/// # Errors
///
/// Names the file, the line, and what is wrong there.
pub fn bake(data: &Data) -> Result<Baked> {
    let issues = data.in_order()?;
    let mut documents = Vec::new();
    for issue in &issues {
        documents::read(issue, &mut documents)?;
    }
    let mut facts = Vec::new();
    for issue in &issues {
        for source in issue.folder("facts") {
            facts::read(source, issue.number, &documents, &mut facts)?;
        }
    }
    let facts = facts::in_time(&facts, &documents);
    let decisions = decisions::read(&issues, &documents, &facts)?;
    let items = prices::read(&issues, &documents)?;
    let rules = rules::read(&issues, &items)?;
    let (mut anomalies, mut quotas, mut slots, mut units) =
        <(Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
    let (mut targets, mut measures, mut counted, mut roads) =
        <(Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
    for issue in &issues {
        let read = |name: &str| issue.file(name);
        if let Some(source) = read("masthead.toml") {
            masthead::check(source)?;
        }
        if let Some(source) = read("anomalies.csv") {
            anomalies::read(source, issue.number, &documents, &items, &mut anomalies)?;
        }
        if let Some(source) = read("blood-districts.csv") {
            blood::read_districts(source, &documents, &mut quotas)?;
        }
        if let Some(source) = read("blood-slots.csv") {
            let own = blood::read_slots(source, &documents)?;
            if let Some(source) = read("blood-units.csv") {
                blood::read_units(source, &own, &mut units)?;
            }
            slots.extend(own);
        }
        if let Some(source) = read("carbon-targets.csv") {
            targets::read(source, &documents, &mut targets)?;
        }
        if let Some(source) = read("measures.csv") {
            measures::read(source, &documents, &mut measures)?;
        }
        if let Some(source) = read("measure-targets.csv") {
            measures::read_targets(source, &documents, &measures, &mut counted)?;
        }
        if let Some(source) = read("roads.csv") {
            roads::read(source, &documents, &mut roads)?;
        }
    }
    let calendar = calendar::read(&data.calendar)?;
    let listed = items.iter().filter(|item| item.successor.is_none());
    let listed: Vec<prices::Item> = listed.cloned().collect();
    let said = words::read(&data.words, &documents, &listed)?;
    let mut words = HEAD.to_owned();
    let names: Vec<&str> = quotas.iter().map(blood::Quota::name).collect();
    words::write(&said, &documents, &listed, &names, &mut words);
    let texts = data.texts();
    let sounds = words::further_sounds(&said, &documents, &listed, &names, texts);
    let mut calculators = HEAD.to_owned();
    decisions::write_calculators(&decisions, &mut calculators);
    let mut tried = HEAD.to_owned();
    examples::write(&data.examples, &mut tried)?;
    let mut out = HEAD.to_owned();
    documents::write(&documents, &mut out);
    facts::write(&facts, &mut out);
    decisions::write(&decisions, &mut out);
    prices::write(&items, &mut out);
    rules::write(&rules, &mut out);
    anomalies::write(&anomalies, &mut out);
    blood::write_districts(&quotas, &mut out);
    blood::write_slots(&slots, &mut out);
    blood::write_units(&units, &mut out);
    targets::write(&targets, &mut out);
    measures::write(&measures, &counted, &mut out);
    roads::write(&roads, &mut out);
    calendar::write(&calendar, &mut out);
    Ok(Baked {
        issues: issue::write(&issues),
        gazette: out,
        calculators,
        words,
        examples: tried,
        sounds,
    })
}

/// What a build script does: bakes every issue in the folder `data`, and those in the folders `more`, into
/// the folder that Cargo names; or refuses them.
pub fn build(data: &Path, more: &[&Path]) {
    println!("cargo::rerun-if-changed={}", data.display());
    for folder in more {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    let mut folders = issue::folders(data);
    folders.extend(more.iter().map(|folder| folder.to_path_buf()));
    let read = Data::read(&folders, data);
    let baked = match read.and_then(|data| bake(&data)) {
        Ok(baked) => baked,
        Err(problem) => {
            println!("cargo::error={problem}");
            return;
        }
    };
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    for (file, source) in [
        ("issues.rs", baked.issues),
        ("gazette.rs", baked.gazette),
        ("calculators.rs", baked.calculators),
        ("words.rs", baked.words),
        ("examples.rs", baked.examples),
    ] {
        if let Err(error) = std::fs::write(Path::new(&out).join(file), source) {
            println!("cargo::error={error}");
        }
    }
}

/// Appends a static list: `head` is how it is seen and its name, `of` the type of an entry.
fn list(out: &mut String, head: &str, of: &str, entries: &[String]) {
    let (count, entries) = (entries.len(), entries.join(", "));
    line(out, format_args!("{head}: [{of}; {count}] = [{entries}];"));
}

/// A choice of a form, as Rust.
fn choice(id: &str, label: &str) -> String {
    format!("Choice::new({id:?}, {label:?})")
}

/// Appends a line of Rust.
fn line(out: &mut String, text: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
    out.push('\n');
}
