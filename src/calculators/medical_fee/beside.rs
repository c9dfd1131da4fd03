//! What the other lines of the same day mean for a line, so that a case costs the same however it is
//! written: units already counted, and how a surcharge's own row meets the lines to which it is added.

use crate::gazette::prices::{ItemRule, Price, Tier};

use super::charge::Units;
use super::line::Line;

/// What the other lines of the same day mean for a line.
#[derive(Default)]
pub(super) struct Beside {
    /// Units of the same item in the lines before.
    pub(super) earlier: i64,
    /// The surcharges due once a day that a line before has added.
    pub(super) added_once: Vec<&'static str>,
    /// The surcharges that stand on the bill with rows of their own.
    pub(super) with_rows: Vec<&'static str>,
    /// For a surcharge's own row: to what it is added.
    pub(super) added: Option<Added>,
}

/// How a surcharge's own row meets the lines to which it is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// There is no such line on that day.
    Alone,
    /// Its share is counted in the line at this place, by the patient's age.
    ByAge(usize),
    /// There are such lines.
    To {
        /// The place of the first of them.
        line: usize,
        /// The units that come on top of what those lines have chosen.
        on_top: i64,
        /// The units for which no such line is left.
        beyond: i64,
    },
}

impl Beside {
    /// What the others mean for this line.
    pub(super) fn of(line: &Line, lines: &[Line]) -> Self {
        let mut beside = Self::default();
        for other in lines.iter().filter(|other| other.day == line.day) {
            let before = other.index < line.index;
            if before && other.item.code() == line.item.code() {
                beside.earlier = beside.earlier.saturating_add(other.quantity());
            }
            if before && other.item.family() == line.item.family() {
                beside.added_once.extend(other.chosen_once());
            }
            let own_row = |rule: &&ItemRule| rule.adds_row(other.item.code());
            let with_row = line
                .item
                .rules()
                .filter(own_row)
                .filter_map(ItemRule::choice);
            beside.with_rows.extend(with_row);
        }
        beside.added = line.item.is_addition().then(|| Added::of(line, lines));
        beside
    }
}

impl Added {
    fn of(line: &Line, lines: &[Line]) -> Self {
        let Some(rows) = Rows::with(line, lines) else {
            return Self::Alone;
        };
        if matches!(line.item.price(Tier::ThreeA), Price::Rate(_)) {
            return Self::ByAge(rows.line);
        }
        let share = rows
            .shares()
            .into_iter()
            .find(|share| share.index == line.index);
        share.map_or(Self::Alone, |share| Self::To {
            line: rows.line,
            on_top: share.on_top,
            beyond: share.beyond,
        })
    }
}

/// The rows of one surcharge on a day, or of the kinds of which a service has only one, and what is
/// known of the lines to which they are added.
pub(super) struct Rows<'l, 'a> {
    written: Vec<&'l Line<'a>>,
    /// The place of the first line to which they are added.
    line: usize,
    /// How many services those lines tell of.
    services: Units,
    /// For how many of them the surcharge is chosen.
    chosen: Units,
}

/// What one of the rows adds.
struct Share {
    index: usize,
    /// Its units for which there is a service.
    fitting: i64,
    /// Those of them that are not chosen already.
    on_top: i64,
    /// Its units for which there is no service.
    beyond: i64,
}

impl<'l, 'a> Rows<'l, 'a> {
    /// The rows with which this one belongs together; nothing where there is no line to add them to.
    pub(super) fn with(line: &Line, lines: &'l [Line<'a>]) -> Option<Self> {
        let of_day = || lines.iter().filter(|other| other.day == line.day);
        let mains = || of_day().filter(|other| line.item.adds_to(other.item));
        let first = mains().next()?;
        let mut kinds = first.item.rules().collect::<Vec<_>>();
        let own = kinds
            .iter()
            .find(|rule| rule.adds_row(line.item.code()))
            .copied();
        kinds.retain(|rule| own.is_some_and(|own| own == *rule || own.alternative_to(rule)));
        let belongs = |other: &&Line| {
            let code = other.item.code();
            code == line.item.code() || kinds.iter().any(|rule| rule.adds_row(code))
        };
        let chose = |main: &&Line| {
            let mut chosen = kinds.iter().filter_map(|rule| rule.choice());
            chosen.any(|choice| main.row.ids("surcharges").contains(&choice))
        };
        Some(Self {
            written: of_day().filter(belongs).collect(),
            line: first.index,
            services: services(mains()),
            chosen: services(mains().filter(chose)),
        })
    }

    /// The place of the first of the rows.
    pub(super) fn first(&self) -> Option<usize> {
        self.written.first().map(|row| row.index)
    }

    /// What each row adds, in order: every kind at most once a service, and so all kinds together.
    fn shares(&self) -> Vec<Share> {
        let mut shares = Vec::new();
        let mut counted: Vec<(&str, i64)> = Vec::new();
        for row in &self.written {
            let quantity = row.quantity();
            let of_code = counted.iter().filter(|(code, _)| *code == row.item.code());
            let own = of_code
                .map(|(_, units)| *units)
                .fold(0, i64::saturating_add);
            let fitting = quantity.min(self.services.most.saturating_sub(own));
            let before = counted
                .iter()
                .map(|(_, units)| *units)
                .fold(0, i64::saturating_add);
            let after = before.saturating_add(fitting);
            shares.push(Share {
                index: row.index,
                fitting,
                on_top: self
                    .most_on_top(after)
                    .saturating_sub(self.most_on_top(before)),
                beyond: quantity.saturating_sub(fitting),
            });
            counted.push((row.item.code(), fitting));
        }
        shares
    }

    /// The most that so many units of the rows can add to what is chosen.
    fn most_on_top(&self, rows: i64) -> i64 {
        let left = self.services.most.saturating_sub(self.chosen.least);
        rows.min(left).max(0)
    }

    /// How many of the units on top may be the very ones that are chosen.
    pub(super) fn doubtful(&self) -> i64 {
        let sum = |units: fn(&Share) -> i64| {
            let shares = self.shares();
            shares.iter().map(units).fold(0, i64::saturating_add)
        };
        let certain = sum(|share| share.fitting).saturating_sub(self.chosen.most);
        let on_top = sum(|share| share.on_top);
        on_top.saturating_sub(certain.max(0)).max(0)
    }
}

/// How many services the lines charge; those whose length is open may all be one.
fn services<'l, 'a: 'l>(lines: impl Iterator<Item = &'l Line<'a>>) -> Units {
    let (mut sum, mut open) = (Units::exact(0), Units::exact(0));
    for line in lines {
        if line.length_open() {
            open = Units {
                least: 1,
                most: open.plus(line.sessions()).most,
            };
        } else {
            sum = sum.plus(line.sessions());
        }
    }
    sum.plus(open)
}
