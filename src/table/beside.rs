//! What stands beside the columns that are read, and may say that a row means something else.

use super::columns::Columns;
use super::day::{Days, days, named};
use super::heads;
use super::records::Record;
use super::role::Choices;
use super::sample::Sample;

/// Columns without a role that may say more of a row, by their places.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Other days of the charge: where it began or ended, or was entered.
    days: Vec<usize>,
    /// Whether the day for rows without one is chosen by a person or a program.
    day_is_fixed: bool,
}

impl Beside {
    pub(super) fn of(sample: &Sample, columns: &Columns, choices: &Choices) -> Self {
        let mut beside = Self {
            day_is_fixed: choices.day.is_some(),
            ..Self::default()
        };
        let day = columns.day.and_then(|it| sample.columns.get(it));
        let happened = day.is_some_and(|it| it.word.contains("发生"));
        for (place, facts) in sample.columns.iter().enumerate() {
            let has = |words: &[&str]| words.iter().any(|it| facts.word.contains(it));
            if columns.role(place).is_some() {
                continue;
            }
            let ends = has(&["开始", "起始", "结束", "终止", "截止", "停止"]);
            if ends || heads::day(&facts.word) > 1 && !happened {
                beside.days.push(place);
            }
        }
        beside
    }

    /// The days of a row together with those that its other columns name.
    pub(super) fn widened(&self, record: Record, own: Days) -> Days {
        let others = self
            .days
            .iter()
            .filter_map(|it| days(&record.cell(*it)).ok());
        others.fold(own, joined)
    }

    /// The days of all lines so far that are no items, where rows have none of their own: they may be meant.
    pub(super) fn see(&self, record: Record, said: &mut Option<Days>) {
        if self.day_is_fixed {
            return;
        }
        for cell in record.cells() {
            if let Some(days) = named(&cell).filter(|_| !cell.contains("出生")) {
                *said = Some(said.map_or(days, |it| joined(it, days)));
            }
        }
    }
}

/// From the first of two spans' days to their last.
pub(super) fn joined(one: Days, other: Days) -> Days {
    Days {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
        serial: one.serial,
    }
}
