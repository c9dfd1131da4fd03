//! Decision tables (决策表): which row of a table fits, with answers that may be partly unknown.
//!
//! The build has checked that each combination of answers is covered by exactly one row.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::Choice;
use crate::gazette::{Dated, Note};
use crate::outcome::Tone;

pub use super::baked::decisions::*;

/// A decision as a table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The table's name, for example `open-fire`.
    pub id: &'static str,
    /// What is decided.
    pub title: &'static str,
    /// What the decision depends on, in the order in which it is asked.
    pub inputs: &'static [Input],
    pub(super) first: Version,
    /// From which day on, and what.
    pub(super) later: &'static [(Date, Version)],
}

/// What a table says from a day on.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// The rows.
    pub rows: &'static [Row],
    /// Notes for people, in the order in which they are added.
    pub notes: &'static [TableNote],
}

/// A note that belongs to some answers, to some decisions, or to every decision of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableNote {
    /// The note.
    pub note: &'static Dated<Note>,
    /// Inputs and the answers of which one must be known to be given; any, if empty.
    pub conditions: &'static [(&'static str, &'static [&'static str])],
    /// The ids of the decisions to which it belongs; any, and none too, if empty.
    pub then: &'static [&'static str],
}

/// One thing that a decision depends on.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// The key of the question, or a name where it is worked out.
    pub key: &'static str,
    /// The question in a few words.
    pub label: &'static str,
    /// The possible answers, at most 32.
    pub answers: &'static [Choice],
}

/// One row of a decision table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// For each input the answers that the row covers, a bit each.
    pub masks: &'static [u32],
    /// The id of the decision.
    pub then: &'static str,
    /// The decision in a few words.
    pub label: &'static str,
    /// What the decision means for the person.
    pub tone: Tone,
    /// Why, in our own words.
    pub why: &'static str,
    /// The clause that decides.
    pub citation: Citation,
}

/// What a table gives for answers that may be partly unknown.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The rows that may fit, never none.
    pub rows: Vec<&'static Row>,
    /// The inputs that can still change the decision, in order; none when it is determined.
    pub open: Vec<&'static str>,
}

impl Table {
    /// What the table says on a day: what held last before it, or else at first.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// assert_eq!(FLEET_PURCHASE.on(day).rows[0].then, "all_new_energy");
    /// ```
    #[must_use]
    pub fn on(&'static self, day: Date) -> &'static Version {
        let begun = self.later.iter().rfind(|(since, _)| *since <= day);
        begun.map_or(&self.first, |(_, version)| version)
    }

    /// Everything that the table says through time: the first version, and each later one with its first day.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// // No later issue has changed it.
    /// assert_eq!(FLEET_PURCHASE.versions().map(|(since, _)| since).collect::<Vec<_>>(), [None]);
    /// ```
    pub fn versions(&'static self) -> impl Iterator<Item = (Option<Date>, &'static Version)> {
        let later = self
            .later
            .iter()
            .map(|(since, version)| (Some(*since), version));
        std::iter::once((None, &self.first)).chain(later)
    }

    /// Reads the table as it is on the day, with the answers that are known.
    ///
    /// An input is open when two rows with different decisions differ in it alone.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// let answer = |key: &str| (key == "vehicle").then_some("public");
    /// let reading = FLEET_PURCHASE.read(day, &answer);
    /// assert_eq!(reading.open, ["suitable_model"]);
    /// ```
    #[must_use]
    pub fn read(
        &'static self,
        day: Date,
        answer: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Reading {
        let known: Vec<u32> = self
            .inputs
            .iter()
            .map(|input| input.mask(answer(input.key)))
            .collect();
        let meets = |row: &Row, other: &[u32], but: Option<usize>| {
            let mut masks = row.masks.iter().zip(other).zip(&known).enumerate();
            masks.all(|(at, ((one, other), known))| but == Some(at) || one & other & known != 0)
        };
        let rows: Vec<&'static Row> = self
            .on(day)
            .rows
            .iter()
            .filter(|row| meets(row, row.masks, None))
            .collect();
        let turns = |at: usize| {
            rows.iter().any(|one| {
                rows.iter()
                    .any(|other| one.then != other.then && meets(one, other.masks, Some(at)))
            })
        };
        let inputs = self.inputs.iter().enumerate();
        let open = inputs
            .filter(|(at, _)| turns(*at))
            .map(|(_, input)| input.key)
            .collect();
        Reading { rows, open }
    }
}

impl TableNote {
    /// Whether it is added to the answers that are known and to the decision, if there is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// let answer = |key: &str| (key == "vehicle").then_some("private");
    /// let row = FLEET_PURCHASE.read(day, &answer).decided();
    /// let added = FLEET_PURCHASE.on(day).notes.iter().filter(|note| note.applies(&answer, row));
    /// assert_eq!(added.count(), 1);
    /// ```
    #[must_use]
    pub fn applies(
        &self,
        answer: &dyn Fn(&str) -> Option<&'static str>,
        decided: Option<&Row>,
    ) -> bool {
        let is_given =
            |(key, ids): &(&str, &[&str])| answer(key).is_some_and(|id| ids.contains(&id));
        let is_decided = |row: &Row| self.then.contains(&row.then);
        self.conditions.iter().all(is_given)
            && (self.then.is_empty() || decided.is_some_and(is_decided))
    }
}

impl Input {
    /// The bit of an answer, or all of them while it is not known.
    fn mask(&self, answer: Option<&str>) -> u32 {
        let position = answer.and_then(|id| self.answers.iter().position(|choice| choice.id == id));
        match position.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => 1_u32.wrapping_shl(at),
            None => u32::MAX,
        }
    }

    /// The words of an answer; nothing where it is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let vehicle = &FLEET_PURCHASE.inputs[0];
    /// assert_eq!(vehicle.words("private"), Some("私人自用乘用车"));
    /// assert_eq!(vehicle.words("tank"), None);
    /// ```
    #[must_use]
    pub fn words(&self, answer: &str) -> Option<&'static str> {
        self.answers
            .iter()
            .find(|choice| choice.id == answer)
            .map(|choice| choice.label)
    }
}

impl Row {
    /// For each input of its table the answers that the row covers, in words; empty where it covers all.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// let conditions = FLEET_PURCHASE.on(day).rows[0].conditions(&FLEET_PURCHASE);
    /// assert_eq!(conditions.len(), FLEET_PURCHASE.inputs.len());
    /// assert_eq!(conditions[1], "");
    /// ```
    #[must_use]
    pub fn conditions(&self, table: &Table) -> Vec<String> {
        let words = |(input, mask): (&Input, &u32)| {
            let answers = input.answers.iter().enumerate();
            let covered: Vec<&str> = answers
                .filter(|(at, _)| {
                    mask.checked_shr(u32::try_from(*at).unwrap_or(u32::MAX))
                        .is_some_and(|bits| bits & 1 == 1)
                })
                .map(|(_, answer)| answer.label)
                .collect();
            if covered.len() == input.answers.len() {
                String::new()
            } else {
                covered.join("；")
            }
        };
        table.inputs.iter().zip(self.masks).map(words).collect()
    }
}

impl Reading {
    /// The row that decides; nothing while the decision is open.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::decisions::FLEET_PURCHASE;
    ///
    /// let day = Date::parse("2024-06-01").unwrap();
    /// let answer = |key: &str| (key == "vehicle").then_some("private");
    /// let reading = FLEET_PURCHASE.read(day, &answer);
    /// assert_eq!(reading.decided().unwrap().then, "encouraged");
    /// ```
    #[must_use]
    pub fn decided(&self) -> Option<&'static Row> {
        self.rows.first().copied().filter(|_| self.open.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::Place;

    const CITATION: Citation = Citation::of(&Place::new("试〔2024〕1号", "一", 1, 1));
    const YES_NO: &[Choice] = &[Choice::new("true", "是"), Choice::new("false", "否")];
    const WHO: &[Choice] = &[
        Choice::new("bus", "公交"),
        Choice::new("post", "邮政"),
        Choice::new("private", "私人"),
    ];
    const fn row(masks: &'static [u32], then: &'static str) -> Row {
        Row {
            masks,
            then,
            label: then,
            tone: Tone::Plain,
            why: "",
            citation: CITATION,
        }
    }
    static TABLE: Table = Table {
        id: "t",
        title: "",
        inputs: &[
            Input {
                key: "who",
                label: "",
                answers: WHO,
            },
            Input {
                key: "fits",
                label: "",
                answers: YES_NO,
            },
        ],
        first: Version {
            rows: &[
                row(&[1, 3], "all"),
                row(&[2, 1], "all"),
                row(&[2, 2], "free"),
                row(&[4, 3], "free"),
            ],
            notes: &[],
        },
        later: &[(
            Date::baked(2026, 6, 1),
            Version {
                rows: &[row(&[7, 3], "free")],
                notes: &[],
            },
        )],
    };

    fn reading(who: Option<&'static str>, fits: Option<&'static str>) -> Reading {
        let day = Date::parse("2026-05-31").unwrap();
        TABLE.read(day, &|key| if key == "who" { who } else { fits })
    }

    #[test]
    fn other_rows_decide_from_their_day_on() {
        let decided = |day| {
            let reading = TABLE.read(Date::parse(day).unwrap(), &|key| {
                (key == "who").then_some("bus")
            });
            reading.decided().unwrap().then
        };
        assert_eq!(decided("2024-01-01"), "all");
        assert_eq!(decided("2026-05-31"), "all");
        assert_eq!(decided("2026-06-01"), "free");
        assert_eq!(TABLE.versions().count(), 2);
    }

    #[test]
    fn a_row_decides_once_nothing_open_can_change_it() {
        assert_eq!(reading(Some("bus"), None).decided().unwrap().then, "all");
        assert_eq!(
            reading(Some("private"), None).decided().unwrap().then,
            "free"
        );
        assert_eq!(
            reading(Some("post"), Some("false")).decided().unwrap().then,
            "free"
        );
    }

    #[test]
    fn only_what_can_change_the_decision_is_open() {
        assert_eq!(reading(None, None).open, ["who", "fits"]);
        assert_eq!(reading(Some("post"), None).open, ["fits"]);
        assert_eq!(reading(None, Some("true")).open, ["who"]);
        assert!(reading(Some("bus"), None).open.is_empty());
        assert!(reading(Some("post"), None).decided().is_none());
    }
}
