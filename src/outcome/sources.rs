//! The sources of an answer, each once, numbered in the order in which they are met.

use crate::citation::Citation;

/// The sources that have been met so far.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::{Context, calculate};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Answer;
/// use luzhou_gazette::outcome::Sources;
///
/// let day = Context::on(Date::parse("2024-06-01").unwrap());
/// let answers = [("district".to_string(), Answer::from("naxi"))];
/// let outcome = calculate("blood-donation-quota", &answers, day).unwrap();
/// let mut sources = Sources::default();
/// for figure in &outcome.figures {
///     sources.number(figure.citation);
/// }
/// assert!(sources.list().len() < outcome.figures.len());
/// assert_eq!(sources.number(outcome.figures[0].citation), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Citation>);

impl Sources {
    /// The number of a source, from 1; the next one for a source that is met for the first time.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Sources;
    ///
    /// let [one, other] = [0, 1].map(|at| documents::all()[at].signature);
    /// let mut sources = Sources::default();
    /// assert_eq!([one, other, one].map(|it| sources.number(it)), [1, 2, 1]);
    /// ```
    pub fn number(&mut self, citation: Citation) -> usize {
        let known = self.0.iter().position(|met| *met == citation);
        let at = known.unwrap_or_else(|| {
            self.0.push(citation);
            self.0.len().saturating_sub(1)
        });
        at.saturating_add(1)
    }

    /// The sources in the order of their numbers.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Sources;
    ///
    /// let source = documents::all()[0].signature;
    /// let mut sources = Sources::default();
    /// sources.number(source);
    /// assert_eq!(sources.list(), [source]);
    /// ```
    #[must_use]
    pub fn list(&self) -> &[Citation] {
        &self.0
    }
}
