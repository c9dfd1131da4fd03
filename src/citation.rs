//! Where in the gazette a figure is printed.

use std::fmt;
use std::num::NonZeroU16;

use serde::Serialize;

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
pub struct Citation {
    // A reference: a citation is copied wherever a figure or a sentence is made.
    #[ts(type = "Place")]
    place: &'static Place,
}

/// What a citation names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Place {
    /// The document's number (文号).
    pub(crate) document: &'static str,
    /// The clause or the table row.
    pub(crate) clause: &'static str,
    /// The printed page; nothing for what is not of the gazette, such as the calendar of public
    /// holidays. A page is never zero, so that nothing takes no bytes of its own.
    #[ts(type = "number | null")]
    pub(crate) page: Option<NonZeroU16>,
}

impl Citation {
    /// A citation of a place from the baked data.
    pub(crate) const fn of(place: &'static Place) -> Self {
        Self { place }
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
    /// let citation = prices::item("111100002").unwrap().citation();
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
        write!(f, "{} {}", self.document(), self.clause())?;
        match self.page() {
            Some(page) => write!(f, "，第 {page} 页"),
            None => Ok(()),
        }
    }
}
