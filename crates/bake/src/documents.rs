//! The documents of the issue and the outline of each.

use serde::Deserialize;
use toml::Spanned;

use super::day::{self, Day};
use super::issue::Issue;
use super::{Problem, Source, choice, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    document: Vec<Entry>,
    #[serde(default)]
    change: Vec<Spanned<ChangeEntry>>,
}

/// What a document does to an earlier one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEntry {
    /// The number of the earlier document.
    document: String,
    /// The document that says so, and where.
    by: String,
    clause: String,
    page: Option<u16>,
    /// The day from which it is so; the first day of the document that says so, if absent.
    from: Option<String>,
    /// The new last day; absent for a repeal, after which no day is left.
    until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    name: String,
    short: String,
    /// What it is about, for the site's list; not baked.
    gist: Option<String>,
    number: String,
    title: String,
    issuer: String,
    issued: Spanned<String>,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    validity_clause: Option<Spanned<String>>,
    #[serde(default)]
    repeals: Vec<String>,
    #[serde(default)]
    prices: Follow,
    page: u16,
    last_page: u16,
    #[serde(default)]
    annexes: Vec<String>,
    #[serde(default)]
    clause: Vec<ClauseEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseEntry {
    id: Spanned<String>,
    page: u16,
    gist: String,
}

/// How the prices of a document follow those of earlier ones for the same codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Follow {
    /// On the day after the last day of the earlier ones.
    #[default]
    NextDay,
    /// From its first day on in their place.
    Replace,
    /// After days on which no price was set.
    AfterGap,
}

/// A last day that a later document gives to this one.
pub(super) struct Change {
    /// From which day on it is so.
    pub(super) since: Day,
    pub(super) until: Day,
    /// Whether it ends earlier than it says itself.
    pub(super) repeal: bool,
    citation: String,
}

/// A document (文件) whose outline has been checked.
pub(super) struct Document {
    pub(super) id: String,
    /// Where it stands in the data.
    place: String,
    /// The issue that prints it, from 1.
    issue: usize,
    pub(super) prices: Follow,
    /// What later documents do to it, in order.
    pub(super) changes: Vec<Change>,
    pub(super) name: String,
    pub(super) short: String,
    /// The number (文号) in the form in which it is cited.
    pub(super) number: String,
    title: String,
    issuer: String,
    issued: Day,
    from: Option<Day>,
    pub(super) until: Option<Day>,
    validity_clause: Option<String>,
    repeals: Vec<String>,
    pub(super) page: u16,
    pub(super) last_page: u16,
    annexes: Vec<String>,
    clauses: Vec<Clause>,
}

struct Clause {
    id: String,
    page: u16,
    gist: String,
}

impl Document {
    /// The first day of the document: as stated, or else its day of issue.
    pub(super) fn first_day(&self) -> Day {
        self.from.unwrap_or(self.issued)
    }

    /// Its last day as it is known on a day.
    pub(super) fn until_on(&self, day: Day) -> Option<Day> {
        let known = self.changes.iter().rfind(|change| change.since <= day);
        known.map_or(self.until, |change| Some(change.until))
    }

    /// Its last day when a later one repeals it.
    pub(super) fn repealed(&self) -> Option<Day> {
        let repeals = self.changes.iter().filter(|change| change.repeal);
        repeals.map(|change| change.until).min()
    }

    /// The page on which a clause begins.
    pub(super) fn clause_page(&self, id: &str) -> Option<u16> {
        self.clauses
            .iter()
            .find(|clause| clause.id == id)
            .map(|clause| clause.page)
    }

    /// What a clause says, in our own words; empty for an unknown one.
    pub(super) fn clause_gist(&self, id: &str) -> &str {
        let clause = self.clauses.iter().find(|clause| clause.id == id);
        clause.map_or("", |clause| &clause.gist)
    }
}

/// The document with this id, or a problem at the line that names it.
pub(super) fn find<'d>(
    documents: &'d [Document],
    id: &str,
    source: &Source,
    line: usize,
) -> Result<&'d Document, Problem> {
    documents
        .iter()
        .find(|document| document.id == id)
        .ok_or_else(|| source.problem(line, format!("unknown document {id:?}")))
}

/// The citation of a clause as a Rust expression, or a problem at the line that names it.
pub(super) fn cite(
    document: &Document,
    clause: &str,
    page: Option<u16>,
    source: &Source,
    line: usize,
) -> Result<String, Problem> {
    let begins = document.clause_page(clause).ok_or_else(|| {
        source.problem(
            line,
            format!("the outline of {} has no clause {clause:?}", document.id),
        )
    })?;
    let page = page.unwrap_or(begins);
    if page < begins || page > document.last_page {
        return Err(source.problem(
            line,
            format!("{} {clause} cannot stand on page {page}", document.id),
        ));
    }
    Ok(format!("Citation::of(&{})", place(document, clause, page)))
}

/// What a citation names as a Rust expression.
pub(super) fn place(document: &Document, clause: &str, page: u16) -> String {
    let Document { number, issue, .. } = document;
    format!("Place::new({number:?}, {clause:?}, {page}, {issue})")
}

/// Reads and checks an issue's `documents.toml` after those of earlier issues.
pub(super) fn read(issue: &Issue, documents: &mut Vec<Document>) -> Result<(), Problem> {
    let Some(source) = issue.file("documents.toml") else {
        return Ok(());
    };
    let file: File = source.toml()?;
    for entry in file.document {
        let at = source.line_of(&entry.id.span());
        let document = check(source, issue.number, entry)?;
        let same = |other: &&Document| {
            other.id == document.id
                || other.number == document.number
                || other.name == document.name
        };
        if let Some(other) = documents.iter().find(same) {
            let what = format!(
                "document {:?} stands twice, also at {}",
                document.id, other.place
            );
            return Err(source.problem(at, what));
        }
        documents.push(document);
    }
    for entry in file.change {
        let at = source.line_of(&entry.span());
        change(source, at, entry.get_ref(), documents)?;
    }
    let repealed = |document: &Document| {
        let named = |by: &&Document| by.repeals.contains(&document.number);
        let by = documents.iter().find(named)?;
        document.repealed().is_none().then(|| by.id.clone())
    };
    match documents.iter().find_map(|it| Some((it, repealed(it)?))) {
        Some((document, by)) => {
            let what = format!(
                "{by} repeals {} ({}): a [[change]] must say by which clause",
                document.number, document.place
            );
            Err(source.problem(1, what))
        }
        None => Ok(()),
    }
}

/// Gives an earlier document the last day that a later one says.
fn change(
    source: &Source,
    at: usize,
    entry: &ChangeEntry,
    documents: &mut [Document],
) -> Result<(), Problem> {
    let by = find(documents, &entry.by, source, at)?;
    let citation = cite(by, &entry.clause, entry.page, source, at)?;
    let (issue, first_day) = (by.issue, by.first_day());
    let day = |text: &String| Day::read(source, at, text);
    let since = entry
        .from
        .as_ref()
        .map(day)
        .transpose()?
        .unwrap_or(first_day);
    let until = entry.until.as_ref().map(day).transpose()?;
    let number = entry.document.replace('[', "〔").replace(']', "〕");
    let earlier = documents.iter_mut().find(|it| it.number == number);
    let unknown = || source.problem(at, format!("no document {number:?}"));
    let earlier = earlier.ok_or_else(unknown)?;
    let refuse = |what: &str| {
        let what = format!("{number} at {} {what}", earlier.place);
        Err(source.problem(at, what))
    };
    if earlier.issue >= issue {
        return refuse("is no earlier one");
    }
    let known = earlier.until_on(since);
    if since <= earlier.first_day() || known.is_some_and(|known| known.next() < since) {
        return refuse("is not in force on the day before");
    }
    if earlier
        .changes
        .last()
        .is_some_and(|last| last.since >= since)
    {
        return refuse("is changed before");
    }
    let repeal = until.is_none();
    let until = until.unwrap_or_else(|| since.previous());
    if !repeal && until < since {
        return refuse("would end before the day of the change");
    }
    earlier.changes.push(Change {
        since,
        until,
        repeal,
        citation,
    });
    Ok(())
}

fn check(source: &Source, issue: usize, entry: Entry) -> Result<Document, Problem> {
    let at = source.line_of(&entry.id.span());
    let day =
        |text: &Spanned<String>| Day::read(source, source.line_of(&text.span()), text.get_ref());
    if entry.gist.as_deref() == Some("") {
        return Err(source.problem(at, format!("{} is about nothing", entry.id.get_ref())));
    }
    let clauses = outline(source, entry.page, entry.last_page, entry.clause)?;
    let document = Document {
        id: entry.id.into_inner(),
        place: source.place(at),
        issue,
        prices: entry.prices,
        changes: Vec::new(),
        name: entry.name,
        short: entry.short,
        number: entry.number.replace('[', "〔").replace(']', "〕"),
        title: entry.title,
        issuer: entry.issuer,
        issued: day(&entry.issued)?,
        from: entry.from.as_ref().map(day).transpose()?,
        until: entry.until.as_ref().map(day).transpose()?,
        validity_clause: entry.validity_clause.map(Spanned::into_inner),
        repeals: entry.repeals,
        page: entry.page,
        last_page: entry.last_page,
        annexes: entry.annexes,
        clauses,
    };
    if document
        .until
        .is_some_and(|until| until < document.first_day())
    {
        return Err(source.problem(at, format!("{} ends before it begins", document.id)));
    }
    cite(&document, SIGNATURE, None, source, at)?;
    match &document.validity_clause {
        Some(clause) => cite(&document, clause, None, source, at).map(|_| ())?,
        None if document.from.is_some() || document.until.is_some() => {
            return Err(source.problem(
                at,
                format!("{} has a period without validity_clause", document.id),
            ));
        }
        None => {}
    }
    Ok(document)
}

fn outline(
    source: &Source,
    first: u16,
    last: u16,
    entries: Vec<ClauseEntry>,
) -> Result<Vec<Clause>, Problem> {
    let mut clauses: Vec<Clause> = Vec::new();
    for entry in entries {
        let at = source.line_of(&entry.id.span());
        let clause = Clause {
            id: entry.id.into_inner(),
            page: entry.page,
            gist: entry.gist,
        };
        if clauses.iter().any(|other| other.id == clause.id) {
            return Err(source.problem(at, format!("clause {:?} stands twice", clause.id)));
        }
        if clause.page < first || clause.page > last {
            return Err(source.problem(at, format!("page {} is outside the document", clause.page)));
        }
        clauses.push(clause);
    }
    Ok(clauses)
}

/// The clause with the issuer and the day of issue.
const SIGNATURE: &str = "落款";

/// Writes the documents to choose from, and the statics `DOCUMENTS` and `DETAILS`, one beside the other so that a program that needs
/// only the first does not carry the second.
pub(super) fn write(documents: &[Document], out: &mut String) {
    let mut each = |name: &str, of: &str, write: fn(&Document, &mut String)| {
        let count = documents.len();
        line(
            out,
            format_args!("pub(super) static {name}: [{of}; {count}] = ["),
        );
        for document in documents {
            write(document, out);
        }
        line(out, format_args!("];"));
    };
    each("DOCUMENTS", "Document", write_document);
    each("DETAILS", "Details", write_details);
    each("DOCUMENT_CHOICES", "Choice", write_choice);
}

fn write_choice(document: &Document, out: &mut String) {
    let label = format!("{} {}", document.number, document.short);
    let choice = choice(&document.name, &label);
    line(out, format_args!("    {choice},"));
}

fn write_document(document: &Document, out: &mut String) {
    let Document {
        id,
        number,
        repeals,
        ..
    } = document;
    let cited = |clause: &str| {
        let page = document.clause_page(clause).unwrap_or(document.page);
        format!("Citation::of(&{})", place(document, clause, page))
    };
    let changes = document.changes.iter().map(|change| {
        let Change {
            since,
            until,
            repeal,
            citation,
        } = change;
        let (since, until) = (since.rust(), until.rust());
        format!(
            "Change {{ since: {since}, until: {until}, repeal: {repeal}, citation: {citation} }}"
        )
    });
    let changes = changes.collect::<Vec<_>>().join(", ");
    let validity = document
        .validity_clause
        .as_ref()
        .map_or("None".to_owned(), |clause| {
            format!("Some({})", cited(clause))
        });
    let signature = cited(SIGNATURE);
    let period = day::period(document.first_day(), document.until);
    line(
        out,
        format_args!(
            "    Document {{ id: {id:?}, number: {number:?}, stated: {period}, changes: &[{changes}], \
             validity: {validity}, signature: {signature}, repeals: &{repeals:?} }},"
        ),
    );
}

fn write_details(document: &Document, out: &mut String) {
    let Document {
        title,
        issuer,
        annexes,
        page,
        last_page,
        ..
    } = document;
    let issued = document.issued.rust();
    line(
        out,
        format_args!(
            "    Details {{ title: {title:?}, issuer: {issuer:?}, issued: {issued}, \
             pages: ({page}, {last_page}), annexes: &{annexes:?}, outline: &["
        ),
    );
    for Clause { id, page, gist } in &document.clauses {
        let citation = format!("Citation::of(&{})", place(document, id, *page));
        line(
            out,
            format_args!("        Clause {{ citation: {citation}, gist: {gist:?} }},"),
        );
    }
    line(out, format_args!("    ] }},"));
}
