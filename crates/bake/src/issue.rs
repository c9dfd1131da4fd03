//! The issues of the gazette: a folder each, with its name in `issue.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::day::Day;
use super::{HEAD, Problem, Result, Source, line};

/// The files of every issue, and the calendar by which days are counted.
pub struct Data {
    issues: Vec<Vec<Source>>,
    pub(crate) calendar: Source,
    pub(crate) words: Source,
    pub(crate) examples: Source,
}

/// The file that names an issue.
const NAME: &str = "issue.toml";

/// The folders of an issue of which every file is read.
const FOLDERS: [&str; 2] = ["facts", "decisions"];

/// The tables that an issue may have.
const TABLES: [&str; 13] = [
    "documents.toml",
    "masthead.toml",
    "left-out.toml",
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
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    year: u16,
    number: u16,
    total: u16,
    date: String,
}

/// An issue whose name has been read.
pub(crate) struct Issue<'d> {
    /// Its place among the baked issues, from 1.
    pub(crate) number: usize,
    entry: Entry,
    month: Day,
    files: &'d [Source],
}

impl Data {
    /// Reads the folder of each issue, and what belongs to none: from the folder `data` the calendar, what people say, and what they try.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read.
    pub fn read(folders: &[PathBuf], data: &Path) -> Result<Self> {
        let beside = |name: &str| file(&data.join(name), name);
        Ok(Self {
            issues: folders
                .iter()
                .map(|folder| files(folder))
                .collect::<Result<_>>()?,
            calendar: beside("calendar/holidays.toml")?,
            words: beside("words/synonyms.toml")?,
            examples: beside("words/examples.csv")?,
        })
    }

    /// The text of every file of every issue.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.issues.iter().flatten().map(|file| file.text.as_str())
    }

    /// The data with another text in place of this file, such as `2024-01/prices.csv`; a new file joins its issue.
    #[must_use]
    pub fn with(mut self, file: &str, text: &str) -> Self {
        let source = Source::new(file, text);
        if self.calendar.file == file {
            self.calendar = source;
            return self;
        }
        if self.words.file == file {
            self.words = source;
            return self;
        }
        let folder = |file: &str| file.split('/').next().map(str::to_owned);
        let same = |issue: &&mut Vec<Source>| {
            issue
                .iter()
                .any(|other| folder(&other.file) == folder(file))
        };
        match self.issues.iter_mut().find(same) {
            Some(issue) => {
                issue.retain(|other| other.file != file);
                issue.push(source);
            }
            None => self.issues.push(vec![source]),
        }
        self
    }

    /// The issues, the first first.
    pub(crate) fn in_order(&self) -> Result<Vec<Issue<'_>>> {
        let mut issues = Vec::new();
        for files in &self.issues {
            issues.push(Issue::of(files)?);
        }
        let order = |issue: &Issue| (issue.entry.year, issue.entry.number);
        issues.sort_by_key(order);
        for pair in issues.windows(2) {
            if let [one, other] = pair
                && order(one) == order(other)
            {
                let what = format!("the same issue as {}", one.head().place(1));
                return Err(other.head().problem(1, what));
            }
        }
        for (at, issue) in issues.iter_mut().enumerate() {
            issue.number = at + 1;
        }
        Ok(issues)
    }
}

impl<'d> Issue<'d> {
    fn of(files: &'d [Source]) -> Result<Self> {
        let named = files.iter().find(|source| source.file.ends_with(NAME));
        let missing = || Problem {
            file: files.first().map_or(NAME, |it| it.file.as_str()).to_owned(),
            line: 0,
            what: format!("its issue has no {NAME}"),
        };
        let head = named.ok_or_else(missing)?;
        let read = |name: &str| {
            let folder = name.split_once('/').map_or("", |(folder, _)| folder);
            name == NAME || TABLES.contains(&name) || FOLDERS.contains(&folder)
        };
        if let Some(other) = files.iter().find(|source| !read(inside(source))) {
            return Err(other.problem(1, "no table of this name is read"));
        }
        let entry: Entry = head.toml()?;
        let month = Day::read(head, 1, &format!("{}-01", entry.date))?;
        Ok(Self {
            number: 0,
            entry,
            month,
            files,
        })
    }

    fn head(&self) -> &Source {
        let named = self.files.iter().find(|source| source.file.ends_with(NAME));
        named.unwrap_or(&self.files[0])
    }

    /// The file of this name, if the issue has it.
    pub(crate) fn file(&self, name: &str) -> Option<&'d Source> {
        self.files.iter().find(|source| inside(source) == name)
    }

    /// The files of a folder, by name.
    pub(crate) fn folder(&self, name: &str) -> Vec<&'d Source> {
        let of_folder = |source: &&Source| {
            let rest = inside(source).strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let mut files: Vec<&Source> = self.files.iter().filter(of_folder).collect();
        files.sort_by(|one, other| one.file.cmp(&other.file));
        files
    }
}

/// A file's name inside its issue.
fn inside(source: &Source) -> &str {
    source.file.split_once('/').map_or("", |(_, name)| name)
}

/// The folders of the issues in `data`: those with an `issue.toml`.
#[must_use]
pub fn folders(data: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|folder| folder.join(NAME).is_file())
        .collect();
    folders.sort();
    folders
}

/// Every table of an issue's folder.
fn files(folder: &Path) -> Result<Vec<Source>> {
    let issue = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut files = vec![file(&folder.join(NAME), &format!("{issue}/{NAME}"))?];
    for inner in [""].iter().chain(&FOLDERS) {
        let place = folder.join(inner);
        let entries = fs::read_dir(&place).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != NAME && is_table(name))
            .collect();
        names.sort();
        for name in names {
            let within = if inner.is_empty() {
                name.clone()
            } else {
                format!("{inner}/{name}")
            };
            files.push(file(&place.join(&name), &format!("{issue}/{within}"))?);
        }
    }
    Ok(files)
}

fn is_table(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending == "toml" || ending == "csv")
}

fn file(path: &Path, name: &str) -> Result<Source> {
    let text = fs::read_to_string(path).map_err(|error| Problem {
        file: name.to_owned(),
        line: 0,
        what: error.to_string(),
    })?;
    Ok(Source::new(name, text))
}

/// The issues as Rust source: each with its name, and with those of all issues up to it.
pub(crate) fn write(issues: &[Issue]) -> String {
    let mut out = HEAD.to_owned();
    let count = issues.len();
    line(
        &mut out,
        format_args!("pub(crate) static ISSUES: [Issue; {count}] = ["),
    );
    let mut together = String::new();
    for Issue {
        number: at,
        entry,
        month,
        ..
    } in issues
    {
        let Entry {
            year,
            number,
            total,
            ..
        } = entry;
        let title = format!("{year}年第{number}期（总第{total}期）");
        let joint = if together.is_empty() {
            "泸州市人民政府公报 "
        } else {
            "、"
        };
        together = format!("{together}{joint}{title}");
        line(
            &mut out,
            format_args!(
                "    Issue {{ id: \"{year}-{number:02}\", name: \"{year}年第{number}期\", title: \"泸州市人民政府公报 {title}\", \
                 month: {}, contents: Place::new({together:?}, \"目录\", 0, {at}) }},",
                month.rust()
            ),
        );
    }
    line(&mut out, format_args!("];"));
    line(
        &mut out,
        format_args!("/// The name of the gazette and its issues."),
    );
    line(
        &mut out,
        format_args!("pub const TITLE: &str = {together:?};"),
    );
    let latest = issues.last().map(|it| (it.entry.year, it.entry.number));
    let (year, number) = latest.unwrap_or_default();
    line(
        &mut out,
        format_args!(
            "/// The last issue whose rules are computed, and the version of the program that does it."
        ),
    );
    line(
        &mut out,
        format_args!(
            "pub const VERSION: &str = concat!(\"{year}-{number:02} / \", env!(\"CARGO_PKG_VERSION\"));"
        ),
    );
    out
}
