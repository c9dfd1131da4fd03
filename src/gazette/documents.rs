//! The documents (文件) of the issue.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::Choice;
use crate::period::Period;

use super::baked;

/// A document of the gazette: what every citation and every price needs of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// The short name in the data, for example `办规1`.
    pub id: &'static str,
    /// The number (文号), with square brackets throughout.
    pub number: &'static str,
    /// The days on which it is in force by its own words. Where it states no first day this is the day of
    /// issue, and `until` is absent where it states no last day.
    pub(super) stated: Period,
    /// The last days that later documents give to it.
    pub(super) changes: &'static [Change],
    /// The clause that states the period, if one does.
    pub validity: Option<Citation>,
    /// The clause with its issuer and its day of issue.
    pub signature: Citation,
    /// The numbers of the documents that it repeals.
    pub repeals: &'static [&'static str],
}

/// A last day that a later document gives to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day from which on it is so.
    pub(super) since: Date,
    pub(super) until: Date,
    pub(super) repeal: bool,
    /// The clause that says so.
    pub(super) citation: Citation,
}

impl Document {
    /// The days on which it is in force, as they are known on a day: by its own words, or by those of a later
    /// document that repeals or prolongs it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// let rules = documents::chosen("openness").unwrap();
    /// assert_eq!(rules.period_on(day).from.to_string(), "2024-02-18");
    /// ```
    #[must_use]
    pub fn period_on(&self, day: Date) -> Period {
        match self.changes.iter().rfind(|change| change.since <= day) {
            Some(change) => Period {
                until: Some(change.until),
                ..self.stated
            },
            None => self.stated,
        }
    }

    /// The clause that ends it with this last day, where a later document repeals it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    ///
    /// // No later document of the data repeals one.
    /// assert!(documents::all().iter().all(|it| it.repealed_by(Date::MAX).is_none()));
    /// ```
    #[must_use]
    pub fn repealed_by(&self, last_day: Date) -> Option<Citation> {
        let ends = |change: &&Change| change.repeal && change.until == last_day;
        self.changes.iter().find(ends).map(|change| change.citation)
    }
}

/// What else is known of a document. Kept apart so that a program without use for it does not
/// carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Details {
    /// The title as printed.
    pub title: &'static str,
    /// The body that issued it.
    pub issuer: &'static str,
    /// The day of issue.
    pub issued: Date,
    /// The first and the last printed page.
    pub pages: (u16, u16),
    /// The titles of its annexes.
    pub annexes: &'static [&'static str],
    /// Its clauses.
    pub outline: &'static [Clause],
}

/// A clause of a document's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where it is printed.
    pub citation: Citation,
    /// What it rules, in our own words.
    pub gist: &'static str,
}

/// Every document, in the order of the table of contents.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::documents;
///
/// assert_eq!(documents::all().len(), 11);
/// assert_eq!(documents::all()[0].number, "泸市府规〔2024〕1号");
/// ```
#[must_use]
pub fn all() -> &'static [Document] {
    &baked::DOCUMENTS
}

/// The document with this number (文号).
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::documents::numbered;
///
/// assert_eq!(numbered("泸市府规〔2024〕1号"), luzhou_gazette::gazette::documents::all().first());
/// assert_eq!(numbered("1"), None);
/// ```
#[must_use]
pub fn numbered(number: &str) -> Option<&'static Document> {
    all().iter().find(|document| document.number == number)
}

/// Every document to choose from, in the same order.
pub const CHOICES: &[Choice] = &baked::DOCUMENT_CHOICES;

/// The document that was chosen by this id.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::documents;
///
/// assert_eq!(documents::chosen("rule_of_law").unwrap().number, "泸市府函〔2024〕12号");
/// assert!(documents::chosen("tax").is_none());
/// ```
#[must_use]
pub fn chosen(id: &str) -> Option<&'static Document> {
    let position = CHOICES.iter().position(|choice| choice.id == id)?;
    all().get(position)
}

/// What else is known of the document with this short name.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::documents;
///
/// let details = documents::details("办规1").unwrap();
/// assert_eq!(details.pages, (29, 31));
/// assert!(details.outline.iter().any(|clause| clause.citation.clause() == "三(一)"));
/// ```
#[must_use]
pub fn details(id: &str) -> Option<&'static Details> {
    let position = all().iter().position(|document| document.id == id)?;
    baked::DETAILS.get(position)
}
