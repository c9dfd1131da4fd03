//! Reads `data/` and writes it as Rust statics; refuses, with file and line, what does not hold together.
//!
//! `build.rs` runs it; `tests/bake.rs` includes it again to show each refusal.

use std::fmt::{self, Write as _};
use std::ops::Range;
use std::path::Path;

mod anomalies;
mod blood;
mod day;
mod documents;
mod facts;
mod prices;
mod rules;

/// What is wrong with the data, and where.
#[derive(Debug)]
pub(crate) struct Problem {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

type Result<T> = std::result::Result<T, Problem>;

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

/// The files of one issue of the gazette.
pub(crate) struct Issue {
    pub(crate) documents: Source,
    pub(crate) facts: Source,
    pub(crate) prices: Source,
    pub(crate) item_rules: Source,
    pub(crate) anomalies: Source,
    pub(crate) districts: Source,
    pub(crate) slots: Source,
}

impl Issue {
    /// The names of the files, in the order of the fields.
    pub(crate) const FILES: [&'static str; 7] = [
        "documents.toml",
        "facts.toml",
        "prices.csv",
        "item-rules.toml",
        "anomalies.csv",
        "blood-districts.csv",
        "blood-slots.csv",
    ];

    /// Reads the files of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            let file = path.display().to_string();
            std::fs::read_to_string(&path)
                .map(|text| Source::new(file.clone(), text))
                .map_err(|error| Problem {
                    file,
                    line: 0,
                    what: error.to_string(),
                })
        };
        let [
            documents,
            facts,
            prices,
            item_rules,
            anomalies,
            districts,
            slots,
        ] = Self::FILES;
        Ok(Self {
            documents: read(documents)?,
            facts: read(facts)?,
            prices: read(prices)?,
            item_rules: read(item_rules)?,
            anomalies: read(anomalies)?,
            districts: read(districts)?,
            slots: read(slots)?,
        })
    }
}

/// The issue as Rust source, to be included by `src/gazette/`.
pub(crate) fn bake(issue: &Issue) -> Result<String> {
    let documents = documents::read(&issue.documents)?;
    let facts = facts::read(&issue.facts, &documents)?;
    let items = prices::read(&issue.prices, &documents)?;
    let rules = rules::read(&issue.item_rules, &items)?;
    let anomalies = anomalies::read(&issue.anomalies, &documents, &items)?;
    let districts = blood::read_districts(&issue.districts, &documents)?;
    let slots = blood::read_slots(&issue.slots, &documents)?;
    let mut out = String::from("// Made by build.rs from data/; do not edit.\n");
    documents::write(&documents, &mut out);
    facts::write(&facts, &mut out);
    prices::write(&items, &mut out);
    rules::write(&rules, &mut out);
    anomalies::write(&anomalies, &mut out);
    blood::write_districts(&districts, &mut out);
    blood::write_slots(&slots, &mut out);
    Ok(out)
}

/// Appends a line of Rust.
fn line(out: &mut String, text: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(text);
    out.push('\n');
}
