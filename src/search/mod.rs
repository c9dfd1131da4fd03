//! Finding what the gazette has by what people type: calculators, documents, districts and price items, by name or part of
//! it, by code or number, by an everyday word, by pinyin or its initials.
//!
//! The order is plain: what is typed is the name or code itself; an everyday word for it; its beginning; a part of it; an
//! amount that a row prints; its sound, whole before beginning, in full before initials. Where that finds nothing: the parts
//! between spaces, all of which must fit; then what is left without `费`, `多少钱` and the like around it; then the longest
//! known words inside; then pinyin with one letter wrong.
//!
//! A page may have more to be found ([`Corpus`]): every figure and clause. That stands behind who answers a question in these
//! words, first what says exactly what was typed, then what mentions it, last what tells most of it.
//!
//! Letters never match within a word: `ct` is a word of its own or none.

use std::sync::LazyLock;

use serde::Serialize;
use ts_rs::TS;

use crate::calculators::Calculator;
use crate::date::Date;
use crate::form::{self, Choice, EntryTable};
use crate::gazette::documents::{self, Document};
use crate::gazette::prices::Item;
use crate::period::Period;

mod index;
mod plain;
mod rank;
mod sound;

use index::Index;

mod baked {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

static ALL: LazyLock<Index> = LazyLock::new(Index::of_all);

static ITEMS: LazyLock<Index> = LazyLock::new(Index::of_items);

/// What is said where people ask for the price of something that the notices do not list.
pub const UNPRICED: &str = "公报这次没有列这类项目。";

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Search {
    /// What is to be said before the hits; empty where the hits are what was looked for. Where it is not, they are near
    /// things that may be meant instead.
    pub note: &'static str,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// How many more there are.
    pub more: usize,
}

/// Something that was found, and the link to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// What it is called.
    pub title: &'static str,
    /// The question that a calculator answers, the number of a document, the calculator for a district, the code and the
    /// unit of an item.
    pub detail: String,
    /// The calculator that answers, with the answers that are known: `#name?key=value`.
    pub link: String,
    /// The first day on which it is in force, if it stands on one rule.
    #[ts(type = "string | null")]
    pub from: Option<Date>,
    /// The last day on which it is in force, if one is stated.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A calculator.
    Calculator,
    /// A document: the link tells whether it is in force.
    Document,
    /// A district, with a calculator that asks for one.
    District,
    /// A price item.
    Item,
    /// What a page has besides; the detail says what it is.
    Told,
}

/// What can be found.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// A calculator, with the answers that a word gives.
    Calculator(&'static Calculator, &'static str),
    Document(&'static Document, &'static Choice),
    /// A district and a calculator, with the question to which it is the answer.
    District(&'static Choice, &'static Calculator, &'static str),
    Item(&'static Item),
    /// A line of what a page has besides.
    More(&'static str),
}

/// What a query finds, at most `limit` hits.
///
/// Capitals and full-width letters and digits count as their plain forms. An empty query finds nothing.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::search::{UNPRICED, find};
///
/// let first = |query| find(query, 5).hits.into_iter().next().unwrap();
/// assert_eq!(first("买房").link, "#home-purchase-subsidy");
/// assert_eq!(first("hecigongzhen").title, first("核磁").title);
/// assert_eq!(first("纳溪献血").link, "#blood-donation-quota?district=naxi");
/// assert_eq!(first("泸市府规[2024]1号").link, "#policy-validity?document=forest_fire");
/// assert_eq!(find("洗牙", 5).note, UNPRICED);
/// assert!(find("洗牙", 5).hits.is_empty());
/// ```
#[must_use]
pub fn find(query: &str, limit: usize) -> Search {
    ALL.search(query, limit)
}

/// Everything that [`find`] finds, and what a page has besides: statements, clauses, roads, what is odd about a price.
pub struct Corpus(Index);

impl Corpus {
    /// With these entries. The first line tells how characters sound that the calculators' own texts do not have: each syllable,
    /// and behind it the characters. Then a line an entry, its cells parted by tabs: title, detail, link, first and last day as
    /// `2024-01-15` or empty, and all texts by which it is found, of which the first is found by its sound too. An entry that
    /// lacks cells is found by none.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::search::{Corpus, HitKind};
    ///
    /// let line = "森林覆盖率：46.4%\t一(三)\tcarbon_peak.html#a\t\t\t森林覆盖率\t46.4%\t到2025年";
    /// let corpus = Corpus::with(&*format!("lin林\n{line}").leak());
    /// let first = corpus.find("46.4", 5).hits.remove(0);
    /// assert_eq!((first.kind, first.title), (HitKind::Told, "森林覆盖率：46.4%"));
    /// // The everyday word of a calculator comes first.
    /// assert_eq!(corpus.find("森林覆盖率", 5).hits[0].link, "#carbon-targets");
    /// ```
    #[must_use]
    pub fn with(entries: &'static str) -> Self {
        Self(Index::of_all_and(entries))
    }

    /// What a query finds, at most `limit` hits, as [`find`] does: what is known by its everyday words before what only
    /// tells of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::search::{Corpus, find};
    ///
    /// assert_eq!(Corpus::with("").find("买房", 5), find("买房", 5));
    /// ```
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Search {
        self.0.search(query, limit)
    }
}

/// The items that a query finds, best first, at most `limit`; of what the notices do not list, the items that may be
/// meant instead.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::search::items_for;
///
/// let codes = |query| items_for(query, 5).iter().map(|item| item.code()).collect::<Vec<_>>();
/// assert_eq!(codes("牙龈切除术")[..2], ["330604031", "330604035"]);
/// assert_eq!(codes("zyxx"), ["410000015", "410000015-1"]);
/// assert_eq!(codes("21010"), ["210102015"]);
/// assert_eq!(codes("无痛分娩"), ["330100003"]);
/// assert!(codes("CT").is_empty());
/// ```
#[must_use]
pub fn items_for(query: &str, limit: usize) -> Vec<&'static Item> {
    let (_, found, _) = ITEMS.find(query, limit);
    let items = found.into_iter().filter_map(|entry| match entry {
        Entry::Item(item) => Some(item),
        _ => None,
    });
    items.collect()
}

/// What a screen offers while somebody types what is to be one of a table's entries: a sentence to be said before, mostly
/// empty, and the entries, best first, at most `limit`.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::find;
/// use luzhou_gazette::form::Kind;
/// use luzhou_gazette::search::{UNPRICED, offers};
///
/// let form = find("policy-validity").unwrap().form;
/// let tables = form.fields.iter().find_map(|field| match field.kind {
///     Kind::Entry { table } => Some(table),
///     _ => None,
/// });
/// let table = tables.unwrap();
/// assert_eq!(offers(table, "拔牙后出血", 3).0, "");
/// let (note, entries) = offers(table, "拔牙", 1);
/// assert_eq!((note, entries[0].code), (UNPRICED, "310510007-1"));
/// ```
#[must_use]
pub fn offers(table: &EntryTable, query: &str, limit: usize) -> (&'static str, Vec<form::Entry>) {
    // The items are the one table so far from which entries are chosen.
    let (unpriced, found, _) = ITEMS.find(query, limit);
    let entries = found.into_iter().filter_map(|entry| match entry {
        // A surcharge that the items ask for themselves is offered to whoever types its very code.
        Entry::Item(item) if !item.is_asked_elsewhere() || item.code() == query => {
            (table.entry)(item.code())
        }
        _ => None,
    });
    (note(unpriced), entries.collect())
}

const fn note(unpriced: bool) -> &'static str {
    if unpriced { UNPRICED } else { "" }
}

impl Index {
    fn search(&self, query: &str, limit: usize) -> Search {
        let (unpriced, found, more) = self.find(query, limit);
        Search {
            note: note(unpriced),
            hits: found.into_iter().map(Entry::hit).collect(),
            more,
        }
    }
}

impl Entry {
    fn hit(self) -> Hit {
        let mut period = None;
        let (kind, title, detail, link) = match self {
            Self::Calculator(calculator, "") => {
                period = calculator.period;
                let detail = calculator.question.to_owned();
                let link = format!("#{}", calculator.name);
                (HitKind::Calculator, calculator.title, detail, link)
            }
            Self::Calculator(calculator, answers) => {
                period = calculator.period;
                let detail = calculator.question.to_owned();
                let link = format!("#{}?{answers}", calculator.name);
                (HitKind::Calculator, calculator.title, detail, link)
            }
            Self::Document(document, choice) => {
                let link = format!("#policy-validity?document={}", choice.id);
                let hit = (short(choice), document.number.to_owned());
                (HitKind::Document, hit.0, hit.1, link)
            }
            Self::District(district, calculator, key) => {
                period = calculator.period;
                let link = format!("#{}?{key}={}", calculator.name, district.id);
                let detail = calculator.title.to_owned();
                (HitKind::District, district.label, detail, link)
            }
            Self::Item(item) => {
                let code = item.code();
                let detail = match item.unit() {
                    "" => code.to_owned(),
                    unit => format!("{code} · {unit}"),
                };
                // The rows of the form as JSON, as a link carries them.
                let link = format!("#medical-fee?lines=%5B%7B%22code%22%3A%22{code}%22%7D%5D");
                (HitKind::Item, item.name(), detail, link)
            }
            Self::More(line) => return told(line),
        };
        let period = match self {
            Self::Document(document, _) => Some(document.period_on(Date::MAX)),
            Self::Item(item) => Some(item.document.period_on(Date::MAX)),
            _ => period.map(|period| period(Date::MAX)),
        };
        let Period { from, until } = period.unwrap_or(Period {
            from: Date::MIN,
            until: None,
        });
        Hit {
            kind,
            title,
            detail,
            link,
            from: period.is_some().then_some(from),
            until,
        }
    }
}

/// The hit of a line of what a page has besides.
fn told(line: &'static str) -> Hit {
    let mut cells = line.split('\t');
    let mut cell = || cells.next().unwrap_or_default();
    Hit {
        kind: HitKind::Told,
        title: cell(),
        detail: cell().to_owned(),
        link: cell().to_owned(),
        from: Date::parse(cell()),
        until: Date::parse(cell()),
    }
}

/// A document's title in brief: its choice is called by its number and this.
fn short(choice: &'static Choice) -> &'static str {
    choice
        .label
        .split_once(' ')
        .map_or(choice.label, |(_, short)| short)
}

/// The documents, each with its choice.
fn all_documents() -> impl Iterator<Item = (&'static Document, &'static Choice)> {
    documents::all().iter().zip(documents::CHOICES)
}
