//! Where in the gazette a figure is printed.

use std::fmt;
use std::num::{NonZeroU8, NonZeroU16};

use serde::{Serialize, Serializer};

use crate::date::Date;

/// A place in the gazette: a clause of a document or a row of one of its tables.
///
/// Citations come only from `data/`, where `build.rs` has checked that the document has the clause;
/// there is no public constructor. What carries a figure takes a citation, so a figure without its
/// source cannot be made.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::facts;
///
/// let day = Date::parse("2024-06-01").unwrap();
/// let source = facts::RELOCATION_CITY.at(day).0.citation;
/// assert_eq!(source.to_string(), "泸市府办规〔2024〕1号 三(一)，第 30 页");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(transparent)]
#[ts(type = "Place")]
pub struct Citation {
    // A reference: a citation is copied wherever a figure or a sentence is made.
    place: &'static Place,
}

/// What a citation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Place {
    /// The document's number (文号).
    #[serde(serialize_with = "fixed")]
    pub(crate) document: &'static str,
    /// The clause or the table row.
    #[serde(serialize_with = "fixed")]
    pub(crate) clause: &'static str,
    /// The printed page; nothing for what is not of the gazette, such as the calendar of public
    /// holidays. A page is never zero, so that nothing takes no bytes of its own.
    #[ts(type = "number | null")]
    pub(crate) page: Option<NonZeroU16>,
    /// The issue whose page it is, such as `2024-01`; nothing for what is not of the gazette.
    #[ts(type = "string | null")]
    issue: IssueNumber,
}

/// A fixed text goes out as the name of a variant: answers say the same few dozen again and again, and
/// serde-wasm-bindgen copies such a name to JavaScript once, another text each time.
pub(crate) fn fixed<S: Serializer>(text: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit_variant("", 0, text)
}

/// The place of an issue among the baked ones, from 1; nothing for what is not of the gazette. A byte, where a
/// reference would be four for each place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct IssueNumber(Option<NonZeroU8>);

/// An issue of the gazette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its year and its number in it: `2024-01`.
    pub id: &'static str,
    /// The same in words: `2024年第1期`.
    pub name: &'static str,
    /// The name of the gazette and the issue.
    pub title: &'static str,
    /// The first day of the month that it bears.
    pub month: Date,
    /// Its table of contents, together with those of the issues before.
    pub(crate) contents: Place,
}

mod baked {
    use super::{Issue, Place};
    use crate::date::Date;

    include!(concat!(env!("OUT_DIR"), "/issues.rs"));
}

pub(crate) use baked::ISSUES;
pub use baked::{TITLE, VERSION};

impl IssueNumber {
    fn issue(self) -> Option<&'static Issue> {
        ISSUES.get(usize::from(self.0?.get()).saturating_sub(1))
    }
}

impl Serialize for IssueNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.issue() {
            Some(issue) => fixed(&issue.id, serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl Place {
    /// A place on a page of an issue, which is counted from 1; 0 for what is no page or not of the gazette.
    pub(crate) const fn new(
        document: &'static str,
        clause: &'static str,
        page: u16,
        issue: u8,
    ) -> Self {
        Self {
            document,
            clause,
            page: NonZeroU16::new(page),
            issue: IssueNumber(NonZeroU8::new(issue)),
        }
    }
}

impl Citation {
    /// A citation of a place from the baked data.
    pub(crate) const fn of(place: &'static Place) -> Self {
        Self { place }
    }

    /// The tables of contents of the issues that are out in the month of a day.
    pub(crate) fn contents(day: Date) -> Self {
        let [first, ..] = &ISSUES;
        let out = ISSUES.iter().rfind(|issue| issue.month <= day);
        Self::of(&out.unwrap_or(first).contents)
    }

    /// The issue of the gazette; nothing for what is not of the gazette.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    ///
    /// let issue = documents::all()[0].signature.issue().unwrap();
    /// assert_eq!((issue.id, issue.name), ("2024-01", "2024年第1期"));
    /// ```
    #[must_use]
    pub fn issue(&self) -> Option<&'static Issue> {
        self.place.issue.issue()
    }

    /// The clause and the page, with the issue where there are several: `三(一)，第 30 页`.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    ///
    /// assert_eq!(documents::all()[0].signature.clause_and_page(), "落款，第 5 页");
    /// ```
    #[must_use]
    pub fn clause_and_page(&self) -> String {
        let issue = self.issue().filter(|_| ISSUES.len() > 1);
        let issue = issue.map_or("", |issue| issue.name);
        match self.page() {
            Some(page) => format!("{}，{issue}第 {page} 页", self.clause()),
            None => self.clause().to_owned(),
        }
    }

    /// The document's number (文号), for example `泸市府办规〔2024〕1号`.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    ///
    /// let citation = documents::all()[0].signature;
    /// assert_eq!(citation.document(), "泸市府规〔2024〕1号");
    /// ```
    #[must_use]
    pub const fn document(&self) -> &'static str {
        self.place.document
    }

    /// The clause, `三(一)`, or the table row, `附件 调减第 16 项`.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let citation = prices::listed("111100002").unwrap().citation();
    /// assert_eq!(citation.clause(), "附件 调增第 1 项");
    /// ```
    #[must_use]
    pub const fn clause(&self) -> &'static str {
        self.place.clause
    }

    /// The printed page on which the clause begins or the row is printed; nothing for what is not of
    /// the gazette.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    ///
    /// assert_eq!(documents::details("办规1").unwrap().outline[0].citation.page(), Some(29));
    /// ```
    #[must_use]
    pub const fn page(&self) -> Option<u16> {
        match self.place.page {
            Some(page) => Some(page.get()),
            None => None,
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.document(), self.clause_and_page())
    }
}
