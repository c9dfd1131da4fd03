//! The facts: single figures and rules that the calculators compute with.

use serde::Deserialize;
use toml::Spanned;

use super::day::{self, Day};
use super::documents::{self, Document};
use super::figure::{self, Bound, Firmness};
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: Spanned<String>,
    kind: Kind,
    value: Option<Spanned<String>>,
    unit: Option<String>,
    document: String,
    clause: String,
    page: Option<u16>,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    printed: Option<String>,
    /// What it is about, in our own words; this and the four below are for people who look for it, and are not baked.
    subject: Option<String>,
    bound: Option<Bound>,
    firmness: Option<Firmness>,
    /// The year, the day or the span for which it is said.
    horizon: Option<String>,
    /// Where or for whom, where that is not the whole city.
    scope: Option<String>,
    /// Whether it takes the place of the value before, although that one has not ended.
    #[serde(default)]
    replaces: bool,
    /// Why no value stands between the one before and this one.
    gap: Option<String>,
    notice: Option<String>,
    text: Option<String>,
}

/// The kinds of notices that a note may be, and their names in Rust.
const NOTICES: [(&str, &str); 7] = [
    ("information", "Information"),
    ("amount_not_in_gazette", "AmountNotInGazette"),
    ("misprint_in_source", "MisprintInSource"),
    ("reading_applied", "ReadingApplied"),
    ("end_not_stated", "EndNotStated"),
    ("assumption", "Assumption"),
    ("calendar_not_published", "CalendarNotPublished"),
];

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Money,
    Rate,
    Count,
    Measure,
    Text,
    Period,
    Day,
    Clause,
    Note,
}

/// A fact whose source has been checked.
#[derive(Clone)]
pub(super) struct Fact {
    key: String,
    kind: Kind,
    value: String,
    doc: String,
    citation: String,
    /// The day from which on this is the entry; later than its first day where only its end is new.
    since: Day,
    from: Day,
    until: Option<Day>,
    /// Whether its last day is its document's.
    ends_with_document: bool,
    document: String,
    replaces: bool,
    gap: bool,
    issue: usize,
    place: (String, usize),
}

/// The sorts of facts to which other data refers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Clause,
    Note,
}

/// The constant of a fact of this sort in the baked source; nothing where there is none.
pub(super) fn constant(facts: &[Fact], key: &str, sort: Sort) -> Option<String> {
    let kind = match sort {
        Sort::Clause => Kind::Clause,
        Sort::Note => Kind::Note,
    };
    facts
        .iter()
        .any(|fact| fact.key == key && fact.kind == kind)
        .then(|| format!("facts::{}", key.to_uppercase()))
}

/// Reads and checks a file of facts after others.
pub(super) fn read(
    source: &Source,
    issue: usize,
    documents: &[Document],
    facts: &mut Vec<Fact>,
) -> Result<(), Problem> {
    let file: File = source.toml()?;
    for entry in file.fact {
        let at = source.line_of(&entry.key.span());
        let fact = check(source, issue, documents, entry)?;
        let earlier = facts.iter().rfind(|other| other.key == fact.key);
        if let Some(earlier) = earlier {
            let document = documents::find(documents, &earlier.document, source, at)?;
            follows(source, at, (earlier, document), &fact)?;
        }
        facts.push(fact);
    }
    Ok(())
}

/// The facts with one more entry for each new last day that a later document gives to one of theirs.
pub(super) fn in_time(facts: &[Fact], documents: &[Document]) -> Vec<Fact> {
    let mut all = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        let next = facts.iter().skip(at + 1).find(|it| it.key == fact.key);
        let document = documents.iter().find(|it| it.id == fact.document);
        all.push(fact.clone());
        for change in document.into_iter().flat_map(|it| &it.changes) {
            let superseded = next.is_some_and(|next| next.since <= change.since);
            let ends_later = fact.until.is_none_or(|until| until >= change.since);
            let concerned = fact.ends_with_document || (change.repeal && ends_later);
            if concerned && !superseded && fact.from < change.since {
                all.push(Fact {
                    since: change.since,
                    until: Some(change.until),
                    ..fact.clone()
                });
            }
        }
    }
    all
}

fn check(
    source: &Source,
    issue: usize,
    documents: &[Document],
    entry: Entry,
) -> Result<Fact, Problem> {
    let at = source.line_of(&entry.key.span());
    let document = documents::find(documents, &entry.document, source, at)?;
    let citation = documents::cite(document, &entry.clause, entry.page, source, at)?;
    let day =
        |text: &Spanned<String>| Day::read(source, source.line_of(&text.span()), text.get_ref());
    let until = entry.until.as_ref().map(day).transpose()?;
    let ends_with_document = entry.from.is_none() && until.is_none();
    // A fact with its own first day has its own last day, stated or not.
    let (from, until) = match &entry.from {
        Some(from) => (day(from)?, until),
        None => (document.first_day(), until.or(document.until)),
    };
    if until.is_some_and(|until| until < from) {
        return Err(source.problem(at, "the period ends before it begins"));
    }
    if (entry.kind == Kind::Note) != (entry.notice.is_some() && entry.text.is_some()) {
        return Err(source.problem(at, "a note, and nothing else, has `notice` and `text`"));
    }
    let value = match (entry.kind, &entry.value) {
        (Kind::Note, None) => entry
            .notice
            .as_deref()
            .zip(entry.text.as_deref())
            .and_then(|(notice, text)| note(notice, text))
            .ok_or_else(|| source.problem(at, "unknown kind of notice"))?,
        (Kind::Note, Some(_)) => return Err(source.problem(at, "a note has no value")),
        (Kind::Clause, None) => "()".to_owned(),
        (Kind::Clause, Some(_)) => return Err(source.problem(at, "a clause has no value")),
        (_, None) => return Err(source.problem(at, "the value is missing")),
        (kind, Some(value)) => {
            let at = source.line_of(&value.span());
            let value = value.get_ref();
            let Some(printed) = entry.printed.as_ref().filter(|_| entry.unit.is_some()) else {
                return Err(source.problem(at, "a figure needs its unit and `printed`"));
            };
            let rust = rust_value(kind, value).ok_or_else(|| {
                source.problem(at, format!("{value:?} is not a figure of this kind"))
            })?;
            if !is_printed(kind, value, printed) {
                return Err(source.problem(at, format!("{value:?} is not what {printed:?} says")));
            }
            rust
        }
    };
    described(&entry).map_err(|what| source.problem(at, what))?;
    let printed = entry
        .printed
        .map_or(String::new(), |printed| format!("：{printed}"));
    Ok(Fact {
        key: entry.key.into_inner(),
        kind: entry.kind,
        value,
        doc: format!("{} {}{printed}", document.number, entry.clause),
        citation,
        since: from,
        from,
        until,
        ends_with_document,
        document: entry.document,
        replaces: entry.replaces,
        gap: entry.gap.is_some(),
        issue,
        place: (source.file.clone(), at),
    })
}

/// What is said about an entry besides its value: a figure and a dated rule say what they are about.
fn described(entry: &Entry) -> Result<(), String> {
    let beside = [&entry.horizon, &entry.scope];
    let more = beside.iter().any(|it| it.is_some()) || entry.bound.is_some();
    let more = more || entry.firmness.is_some();
    let figure = !matches!(entry.kind, Kind::Clause | Kind::Note);
    match entry.subject.as_deref() {
        Some("") => Err("the subject is empty".to_owned()),
        Some(_) if entry.kind == Kind::Note => Err("a note has no subject".to_owned()),
        Some(_) if entry.printed.is_none() => Err("a subject needs `printed`".to_owned()),
        None if figure => Err("a figure needs its `subject`".to_owned()),
        None if more => Err("what is said about an entry needs its `subject`".to_owned()),
        _ => match entry.horizon.as_deref() {
            Some(text) if !figure::is_horizon(text) => Err(format!(
                "{text:?} is no horizon (2025, 2024-02-29, 2021/2025)"
            )),
            _ => Ok(()),
        },
    }
}

/// Whether the value is what is printed.
fn is_printed(kind: Kind, value: &str, printed: &str) -> bool {
    match (kind, value.split_once('/')) {
        (Kind::Text, _) => figure::prints_runs(printed, value),
        (Kind::Period, Some((from, until))) => figure::prints_days(printed, from, until),
        (Kind::Day, _) => figure::prints_days(printed, value, value),
        _ => figure::prints(printed, value),
    }
}

/// Two entries of one key follow each other without overlap or gap, unless a later issue says that its entry
/// replaces the one before, or the entry says why there is a gap.
fn follows(
    source: &Source,
    at: usize,
    (earlier, document): (&Fact, &Document),
    later: &Fact,
) -> Result<(), Problem> {
    let (key, (file, line)) = (&later.key, &earlier.place);
    let refuse = |what: &str| Err(source.problem(at, format!("{key}{what} {file}:{line}")));
    if earlier.kind != later.kind {
        return refuse(" changes its kind, which is another at");
    }
    let known = if earlier.ends_with_document {
        document.until_on(later.from)
    } else {
        let repealed = document.repealed();
        repealed.into_iter().chain(earlier.until).min()
    };
    match known {
        _ if later.from <= earlier.from => refuse(": this period overlaps the one before, at"),
        Some(until) if until.next() == later.from => Ok(()),
        Some(until) if until < later.from && later.gap => Ok(()),
        Some(until) if until < later.from => refuse(": a gap before this period, after the one at"),
        _ if later.replaces && later.issue > earlier.issue => Ok(()),
        _ => refuse(": this period overlaps the one before, at"),
    }
}

fn rust_value(kind: Kind, text: &str) -> Option<String> {
    match kind {
        Kind::Money => hundredths(text).map(|fen| format!("Fen::new({fen})")),
        Kind::Rate => hundredths(text).map(|points| format!("BasisPoints::new({points})")),
        Kind::Measure => hundredths(text).map(|hundredths| hundredths.to_string()),
        Kind::Text => Some(format!("{text:?}")),
        Kind::Count => text.parse::<u32>().ok().map(|count| count.to_string()),
        Kind::Period => {
            let (from, until) = text.split_once('/')?;
            let (from, until) = (Day::parse(from)?, Day::parse(until)?);
            (from <= until).then(|| day::period(from, Some(until)))
        }
        Kind::Day => Day::parse(text).map(Day::rust),
        Kind::Clause | Kind::Note => None,
    }
}

/// A sentence for people as a Rust expression; nothing for an unknown kind of notice.
pub(super) fn note(notice: &str, text: &str) -> Option<String> {
    let (_, kind) = NOTICES.iter().find(|(id, _)| *id == notice)?;
    Some(format!(
        "Note {{ kind: NoticeKind::{kind}, text: {text:?} }}"
    ))
}

/// A decimal with at most two places, in hundredths.
pub(super) fn hundredths(text: &str) -> Option<i64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || !plain(whole)
        || !plain(places)
        || places.len() > 2
        || text.ends_with('.')
    {
        return None;
    }
    format!("{whole}{places:0<2}").parse().ok()
}

/// Writes one constant a key.
pub(super) fn write(facts: &[Fact], out: &mut String) {
    line(out, format_args!("/// The facts, one constant a key."));
    line(out, format_args!("pub mod facts {{"));
    line(out, format_args!("    use super::*;"));
    for (index, fact) in facts.iter().enumerate() {
        let same = |other: &&Fact| other.key == fact.key;
        if facts.iter().take(index).any(|other| same(&other)) {
            continue;
        }
        let kind = match fact.kind {
            Kind::Money => "Fen",
            Kind::Rate => "BasisPoints",
            Kind::Count => "u32",
            Kind::Measure => "i64",
            Kind::Text => "&'static str",
            Kind::Period => "Period",
            Kind::Day => "Date",
            Kind::Clause => "()",
            Kind::Note => "Note",
        };
        let later = facts.iter().filter(same).skip(1);
        let dated = |fact: &Fact| format!("({}, {})", fact.since.rust(), entry(fact));
        let later: Vec<String> = later.map(dated).collect();
        line(out, format_args!("    #[doc = {:?}]", fact.doc));
        line(
            out,
            format_args!(
                "    pub const {}: &Dated<{kind}> = &Dated {{ first: {}, later: &[{}] }};",
                fact.key.to_uppercase(),
                entry(fact),
                later.join(", ")
            ),
        );
    }
    line(out, format_args!("}}"));
}

fn entry(fact: &Fact) -> String {
    let period = day::period(fact.from, fact.until);
    format!(
        "Fact {{ period: {period}, value: {}, citation: {} }}",
        fact.value, fact.citation
    )
}
