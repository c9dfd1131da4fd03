//! The documents of the issue and the outline of each.

use serde::Deserialize;
use toml::Spanned;

use super::day::{self, Day};
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    name: String,
    short: String,
    number: String,
    title: String,
    issuer: String,
    issued: Spanned<String>,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    validity_clause: Option<Spanned<String>>,
    #[serde(default)]
    repeals: Vec<String>,
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

/// A document (文件) whose outline has been checked.
pub(super) struct Document {
    pub(super) id: String,
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
    Ok(citation(&document.number, clause, page))
}

/// A citation as a Rust expression.
pub(super) fn citation(number: &str, clause: &str, page: u16) -> String {
    format!("Citation::of(&{})", place(number, clause, page))
}

/// What a citation names as a Rust expression.
pub(super) fn place(number: &str, clause: &str, page: u16) -> String {
    format!("Place {{ document: {number:?}, clause: {clause:?}, page: NonZeroU16::new({page}) }}")
}

/// Reads and checks `documents.toml`.
pub(super) fn read(source: &Source) -> Result<Vec<Document>, Problem> {
    let file: File = source.toml()?;
    let mut documents: Vec<Document> = Vec::new();
    for entry in file.document {
        let at = source.line_of(&entry.id.span());
        let document = check(source, entry)?;
        if documents.iter().any(|other| other.id == document.id) {
            return Err(source.problem(at, format!("document {:?} stands twice", document.id)));
        }
        documents.push(document);
    }
    Ok(documents)
}

fn check(source: &Source, entry: Entry) -> Result<Document, Problem> {
    let at = source.line_of(&entry.id.span());
    let day =
        |text: &Spanned<String>| Day::read(source, source.line_of(&text.span()), text.get_ref());
    let clauses = outline(source, entry.page, entry.last_page, entry.clause)?;
    let document = Document {
        id: entry.id.into_inner(),
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
    line(
        out,
        format_args!(
            "pub(super) static DOCUMENTS: [Document; {}] = [",
            documents.len()
        ),
    );
    for document in documents {
        write_document(document, out);
    }
    line(out, format_args!("];"));
    line(
        out,
        format_args!(
            "pub(super) static DETAILS: [Details; {}] = [",
            documents.len()
        ),
    );
    for document in documents {
        write_details(document, out);
    }
    line(out, format_args!("];"));
    line(
        out,
        format_args!(
            "pub(super) static DOCUMENT_CHOICES: [Choice; {}] = [",
            documents.len()
        ),
    );
    for document in documents {
        let Document {
            name,
            number,
            short,
            ..
        } = document;
        let label = format!("{number} {short}");
        line(out, format_args!("    Choice::new({name:?}, {label:?}),"));
    }
    line(out, format_args!("];"));
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
        citation(number, clause, page)
    };
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
            "    Document {{ id: {id:?}, number: {number:?}, period: {period}, validity: {validity}, \
             signature: {signature}, repeals: &{repeals:?} }},"
        ),
    );
}

fn write_details(document: &Document, out: &mut String) {
    let Document {
        number,
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
        let citation = citation(number, id, *page);
        line(
            out,
            format_args!("        Clause {{ citation: {citation}, gist: {gist:?} }},"),
        );
    }
    line(out, format_args!("    ] }},"));
}
