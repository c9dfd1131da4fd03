//! The measures (措施) of the consumption notice, who carries them out, and their counted targets.

use crate::citation::Citation;
use crate::form::Choice;
use crate::period::Period;

use super::baked;

/// A measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its id, which is also its topic's.
    pub id: &'static str,
    /// What it is about, in our own words.
    pub name: &'static str,
    /// What it is to do, in our own words.
    pub gist: &'static str,
    /// Other topics that it concerns.
    pub also: &'static [&'static str],
    /// The bodies that lead, as printed; empty where each acts within its own duties.
    pub leading: &'static str,
    /// The bodies that take part, as printed.
    pub participating: &'static str,
    /// The measure's clause.
    pub citation: Citation,
}

/// A counted target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedTarget {
    /// Its id, for example `rental_homes`.
    pub id: &'static str,
    /// The topic that it belongs to.
    pub topic: &'static str,
    /// What is counted.
    pub label: &'static str,
    /// The number, in hundredths of the unit that `text` names.
    pub hundredths: i64,
    /// By when and how many, as a person reads it.
    pub text: &'static str,
    /// Whether it is only aspired to (力争).
    pub aim: bool,
    /// From the notice's first day to the last day of the target, where one is set.
    pub period: Period,
    /// The measure's clause.
    pub citation: Citation,
}

/// The topics, one a measure.
pub static TOPICS: &[Choice] = &baked::TOPICS;

/// The targets to choose from.
pub static TARGETS: &[Choice] = &baked::TARGET_CHOICES;

/// The topics that have a counted target.
pub static COUNTED_TOPICS: &[&str] = &baked::COUNTED_TOPICS;

/// The measures that concern a topic: its own, then the others in printed order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::measures;
///
/// let [own, loans, ..] = measures::of("housing").collect::<Vec<_>>()[..] else { panic!() };
/// assert_eq!((own.id, own.leading), ("housing", "市住房城乡建设局"));
/// assert_eq!(loans.id, "finance");
/// ```
pub fn of(topic: &str) -> impl Iterator<Item = &'static Measure> {
    let own = baked::MEASURES.iter().filter(move |it| it.id == topic);
    let others = baked::MEASURES.iter();
    own.chain(others.filter(move |it| it.also.contains(&topic)))
}

/// The counted targets, in printed order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::measures;
///
/// assert!(measures::targets().iter().any(|target| target.id == "rental_homes"));
/// ```
#[must_use]
pub fn targets() -> &'static [CountedTarget] {
    &baked::COUNTED_TARGETS
}
