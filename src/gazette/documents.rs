//! The documents (文件) of the issue.

use crate::citation::Citation;
use crate::date::{Date, Period};

use super::baked;

/// A document of the gazette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// The short name in the data, for example `办规1`.
    pub id: &'static str,
    /// The number (文号), with square brackets throughout.
    pub number: &'static str,
    /// The title as printed.
    pub title: &'static str,
    /// The body that issued it.
    pub issuer: &'static str,
    /// The day of issue.
    pub issued: Date,
    /// The days on which it stands. Where it states no first day this is the day of issue, and
    /// `until` is absent where it states no last day.
    pub period: Period,
    /// The clause that states the period, if one does.
    pub validity: Option<Citation>,
    /// The numbers of the documents that it repeals.
    pub repeals: &'static [&'static str],
    /// The first and the last printed page.
    pub pages: (u16, u16),
    /// The titles of its annexes.
    pub annexes: &'static [&'static str],
}

/// A clause of a document's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where it stands.
    pub citation: Citation,
    /// What it rules, in our own words.
    pub gist: &'static str,
}

/// Every document, in the order of the table of contents.
#[must_use]
pub fn all() -> &'static [Document] {
    &baked::DOCUMENTS
}

/// The outline of the document with this short name; empty for an unknown one.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::documents;
///
/// assert!(documents::outline("办规1").iter().any(|clause| clause.citation.clause() == "三(一)"));
/// ```
#[must_use]
pub fn outline(id: &str) -> &'static [Clause] {
    let position = all().iter().position(|document| document.id == id);
    position
        .and_then(|position| baked::OUTLINES.get(position))
        .map_or(&[], |outline| outline)
}
