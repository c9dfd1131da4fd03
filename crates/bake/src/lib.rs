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
mod facts;
mod measures;
mod prices;
mod roads;
mod rules;
mod targets;
mod words;

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

/// The calendar of public holidays: no part of the issue, it stands beside it.
const CALENDAR: &str = "../calendar/holidays.toml";

/// What people say and where it leads: of no issue either.
const WORDS: &str = "../words/synonyms.toml";

/// The files of one issue of the gazette, and the calendar by which its days are counted.
pub struct Issue {
    files: Vec<Source>,
}

impl Issue {
    /// The files that an issue must have.
    const FILES: &[&str] = &[
        "documents.toml",
        "prices.csv",
        "item-rules.toml",
        "anomalies.csv",
        "blood-districts.csv",
        "blood-slots.csv",
        "blood-units.csv",
        "carbon-targets.csv",
        "measures.csv",
        "measure-targets.csv",
        "roads.csv",
        CALENDAR,
        WORDS,
    ];

    /// The folders of which every file is read.
    const FOLDERS: [&'static str; 2] = ["facts", "decisions"];

    /// Reads the files of a folder.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut names: Vec<String> = Self::FILES.iter().map(ToString::to_string).collect();
        for folder_name in Self::FOLDERS {
            names.extend(
                listed(&folder.join(folder_name))
                    .into_iter()
                    .map(|file| format!("{folder_name}/{file}")),
            );
        }
        let files = names.into_iter().map(|file| {
            std::fs::read_to_string(folder.join(&file))
                .map(|text| Source::new(file.clone(), text))
                .map_err(|error| Problem {
                    file,
                    line: 0,
                    what: error.to_string(),
                })
        });
        Ok(Self {
            files: files.collect::<Result<_>>()?,
        })
    }

    /// The issue with another text in place of this file.
    #[must_use]
    pub fn with(mut self, file: &str, text: &str) -> Self {
        self.files.retain(|source| source.file != file);
        self.files.push(Source::new(file, text));
        self
    }

    fn file(&self, name: &str) -> Result<&Source> {
        let missing = || Problem {
            file: name.to_owned(),
            line: 0,
            what: "the file is missing".to_owned(),
        };
        self.files
            .iter()
            .find(|source| source.file == name)
            .ok_or_else(missing)
    }

    /// The files of a folder, by name.
    fn folder(&self, name: &str) -> Vec<&Source> {
        let inside = |source: &&Source| {
            let rest = source.file.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let mut files: Vec<&Source> = self.files.iter().filter(inside).collect();
        files.sort_by(|one, other| one.file.cmp(&other.file));
        files
    }
}

/// The names of the files in a folder; none where there is no such folder.
fn listed(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "toml"))
        .collect()
}

/// The issue as Rust source.
pub struct Baked {
    /// The tables, to be included by `src/gazette/`.
    pub gazette: String,
    /// The entries of the register that need no Rust of their own, to be included by `src/calculators/`.
    pub calculators: String,
    /// What people say, to be included by `src/search/`.
    pub words: String,
}

/// The first line of what is baked.
const HEAD: &str = "// Made from data/ by crates/bake; do not edit.\n";

/// Reads the issue and writes it as Rust source.
///
/// # Errors
///
/// Names the file, the line, and what is wrong there.
pub fn bake(issue: &Issue) -> Result<Baked> {
    let documents = documents::read(issue.file("documents.toml")?)?;
    let mut facts = Vec::new();
    for source in issue.folder("facts") {
        facts::read(source, &documents, &mut facts)?;
    }
    let decisions = issue
        .folder("decisions")
        .into_iter()
        .map(|source| decisions::read(source, &documents, &facts))
        .collect::<Result<Vec<_>>>()?;
    let items = prices::read(issue.file("prices.csv")?, &documents)?;
    let rules = rules::read(issue.file("item-rules.toml")?, &items)?;
    let anomalies = anomalies::read(issue.file("anomalies.csv")?, &documents, &items)?;
    let districts = blood::read_districts(issue.file("blood-districts.csv")?, &documents)?;
    let slots = blood::read_slots(issue.file("blood-slots.csv")?, &documents)?;
    let targets = targets::read(issue.file("carbon-targets.csv")?, &documents)?;
    let measures = measures::read(issue.file("measures.csv")?, &documents)?;
    let counted = issue.file("measure-targets.csv")?;
    let counted = measures::read_targets(counted, &documents, &measures)?;
    let roads = roads::read(issue.file("roads.csv")?, &documents)?;
    let calendar = calendar::read(issue.file(CALENDAR)?)?;
    let units = blood::read_units(issue.file("blood-units.csv")?, &slots)?;
    let said = words::read(issue.file(WORDS)?, &documents, &items)?;
    let names: Vec<&str> = districts.iter().map(blood::Quota::name).collect();
    let mut words = HEAD.to_owned();
    words::write(&said, &documents, &items, &names, &mut words);
    let mut calculators = HEAD.to_owned();
    decisions::write_calculators(&decisions, &mut calculators);
    let mut out = HEAD.to_owned();
    documents::write(&documents, &mut out);
    facts::write(&facts, &mut out);
    decisions::write(&decisions, &mut out);
    prices::write(&items, &mut out);
    rules::write(&rules, &mut out);
    anomalies::write(&anomalies, &mut out);
    blood::write_districts(&districts, &mut out);
    blood::write_slots(&slots, &mut out);
    blood::write_units(&units, &mut out);
    targets::write(&targets, &mut out);
    measures::write(&measures, &counted, &mut out);
    roads::write(&roads, &mut out);
    calendar::write(&calendar, &mut out);
    Ok(Baked {
        gazette: out,
        calculators,
        words,
    })
}

/// Appends a line of Rust.
fn line(out: &mut String, text: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
    out.push('\n');
}
