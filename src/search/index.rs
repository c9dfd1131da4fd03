//! All that can be found, with the texts by which it is found; made when it is first looked for.

use crate::calculators::{self, Calculator};
use crate::form::{Choice, Kind};
use crate::gazette::districts::DISTRICTS;
use crate::gazette::prices::all_listed;

use super::baked::WORDS;
use super::plain::{Pair, pairs, plain, signs};
use super::sound::{Sounds, Spoken};
use super::{Entry, all_documents, short};

/// The cells of a line before its names.
const CELLS: usize = 5;

/// A text by which something is found.
pub(super) struct Text {
    pub(super) plain: String,
    pub(super) spoken: Spoken,
}

/// Something that can be found, and its names, the first of which is its own.
pub(super) struct Row {
    pub(super) entry: Entry,
    pub(super) names: Vec<Text>,
    /// What it also speaks of, looked through last; of what a page has besides each text between two of `|`.
    pub(super) question: String,
    /// Which characters the question has.
    pub(super) signs: u64,
    /// What it tells, by neighbours; only of what a page has besides.
    pub(super) pairs: Vec<Pair>,
}

/// Words that people say for the same, and the places of the rows to which they lead.
pub(super) struct Group {
    pub(super) words: Vec<Text>,
    pub(super) rows: Vec<usize>,
    /// Whether the notices do not list it; then the rows are what may be meant instead.
    pub(super) unpriced: bool,
}

/// All that can be found.
pub(super) struct Index {
    pub(super) sounds: Sounds,
    pub(super) rows: Vec<Row>,
    pub(super) groups: Vec<Group>,
}

impl Index {
    /// The items alone. Apart from [`Index::all`], so that what needs no more does not carry every calculator.
    pub(super) fn of_items() -> Self {
        let mut index = Self::empty();
        index.add_items();
        index
    }

    /// Everything.
    pub(super) fn of_all() -> Self {
        let mut index = Self::empty();
        for calculator in calculators::all() {
            let entry = Entry::Calculator(calculator, "");
            index.add(entry, &[calculator.title], calculator.question);
        }
        let first_document = index.rows.len();
        for (document, choice) in all_documents() {
            let names = [short(choice), document.number, &undated(document.number)];
            index.add(Entry::Document(document, choice), &names, "");
        }
        for district in DISTRICTS {
            let short = district.label.trim_end_matches(['区', '县']);
            for (calculator, key) in asking(district) {
                let entry = Entry::District(district, calculator, key);
                index.add(entry, &[district.label, short], "");
            }
        }
        index.add_items();
        for (at, line) in WORDS.lines().enumerate() {
            for target in targets(line) {
                let row = index.place(target, first_document);
                if let (Some(row), Some(group)) = (row, index.groups.get_mut(at)) {
                    group.rows.push(row);
                }
            }
        }
        index
    }

    /// Everything, and what a page has besides: the lines of [`super::Corpus::with`].
    pub(super) fn of_all_and(more: &'static str) -> Self {
        let mut index = Self::of_all();
        let mut lines = more.lines();
        index.sounds.read(lines.next().unwrap_or(more));
        for line in lines {
            let names = line.split('\t').skip(CELLS);
            let first = names.clone().next().unwrap_or_default();
            index.add(Entry::More(line), &[first], "");
            if let Some(row) = index.rows.last_mut() {
                for name in names {
                    row.question.push('|');
                    row.question.push_str(&plain(name));
                }
                row.question.push('|');
                row.signs = signs(&row.question);
                row.pairs = pairs(&row.question);
            }
        }
        index
    }

    fn empty() -> Self {
        Self {
            sounds: Sounds::new(),
            rows: Vec::new(),
            groups: Vec::new(),
        }
    }

    fn add(&mut self, entry: Entry, names: &[&str], question: &str) {
        let names = names.iter().map(|name| self.text(name)).collect();
        let question = plain(question);
        self.rows.push(Row {
            entry,
            names,
            signs: signs(&question),
            question,
            pairs: Vec::new(),
        });
    }

    fn text(&self, text: &str) -> Text {
        let plain = plain(text);
        let spoken = self.sounds.spoken(&plain);
        Text { plain, spoken }
    }

    /// Adds the items, and the groups of words with the items to which they lead.
    fn add_items(&mut self) {
        let first = self.rows.len();
        for item in all_listed() {
            self.add(Entry::Item(item), &[item.name()], "");
        }
        for line in WORDS.lines() {
            let say = line.split('\t').next().unwrap_or(line);
            let unpriced = say.starts_with('!');
            let words = say.trim_start_matches('!').split(' ');
            let words = words.map(|word| self.text(word)).collect();
            let mut rows = Vec::new();
            for target in targets(line) {
                let (begin, end) = target.split_once('-').unwrap_or((target, target));
                if let (Ok(begin), Ok(end)) = (begin.parse::<usize>(), end.parse::<usize>()) {
                    rows.extend((begin..=end).map(|place| first.saturating_add(place)));
                }
            }
            self.groups.push(Group {
                words,
                rows,
                unpriced,
            });
        }
    }

    /// The row of a target that is no item: `#2` for a document, or a calculator, whose answers make a row of their own.
    fn place(&mut self, target: &'static str, first_document: usize) -> Option<usize> {
        if let Some(document) = target.strip_prefix('#') {
            return first_document.checked_add(document.parse().ok()?);
        }
        let (name, answers) = target.split_once('?').unwrap_or((target, ""));
        let mut calculators = calculators::all().iter();
        let place = calculators.position(|calculator| calculator.name == name)?;
        if answers.is_empty() {
            return Some(place);
        }
        let calculator = calculators::all().get(place)?;
        self.add(Entry::Calculator(calculator, answers), &[], "");
        self.rows.len().checked_sub(1)
    }
}

/// Where the words of a line lead.
fn targets(line: &'static str) -> impl Iterator<Item = &'static str> {
    let targets = line.split('\t').nth(1).unwrap_or_default();
    targets.split(' ')
}

/// The calculators that ask for a district from the start, each with its question.
fn asking(district: &Choice) -> impl Iterator<Item = (&'static Calculator, &'static str)> {
    let id = district.id;
    calculators::all().iter().filter_map(move |calculator| {
        let mut fields = calculator.form.fields.iter();
        let asks = fields.find(|field| {
            field.when.is_none() && matches!(field.kind, Kind::Choice { options } if options.iter().any(|it| it.id == id))
        });
        asks.map(|field| (calculator, field.key))
    })
}

/// A document's number without its year, as it is often said.
fn undated(number: &str) -> String {
    let (before, rest) = number.split_once('〔').unwrap_or((number, ""));
    let after = rest.split_once('〕').map_or("", |(_, after)| after);
    [before, after].concat()
}
