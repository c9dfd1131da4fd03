//! A day as the data writes it.

use super::{Problem, Source};

/// A calendar day.
#[expect(clippy::struct_field_names, reason = "a day has a day of the month")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// Reads `2024-02-29`.
    pub(super) fn read(source: &Source, line: usize, text: &str) -> Result<Self, Problem> {
        Self::parse(text)
            .ok_or_else(|| source.problem(line, format!("{text:?} is no day (2024-02-29)")))
    }

    /// The day of `2024-02-29`, or `None` where there is no such day.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        if !plain || text.len() != 10 {
            return None;
        }
        let numbers: Vec<u16> = text
            .split('-')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let &[year, month, day] = numbers.as_slice() else {
            return None;
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let day = Self { year, month, day };
        let exists = (1900..3000).contains(&year)
            && (1..=12).contains(&month)
            && (1..=last(year, month)).contains(&day.day);
        exists.then_some(day)
    }

    /// The following day.
    pub(super) fn next(self) -> Self {
        let Self { year, month, day } = self;
        if day < last(year, month) {
            Self {
                day: day + 1,
                ..self
            }
        } else if month < 12 {
            Self {
                month: month + 1,
                day: 1,
                ..self
            }
        } else {
            Self {
                year: year + 1,
                month: 1,
                day: 1,
            }
        }
    }

    /// The year.
    pub(super) fn year(self) -> u16 {
        self.year
    }

    /// The day of the week, 1 for Monday to 7 for Sunday (Sakamoto's method).
    pub(super) fn weekday(self) -> u16 {
        const SHIFTS: [u16; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = self.year - u16::from(self.month < 3);
        let shift = SHIFTS[usize::from(self.month) - 1];
        let days = year + year / 4 - year / 100 + year / 400 + shift + u16::from(self.day);
        (days + 6) % 7 + 1
    }

    /// The day before.
    pub(super) fn previous(self) -> Self {
        let Self { year, month, day } = self;
        if day > 1 {
            Self {
                day: day - 1,
                ..self
            }
        } else if month > 1 {
            let month = month - 1;
            Self {
                year,
                month,
                day: last(year, month),
            }
        } else {
            Self {
                year: year - 1,
                month: 12,
                day: 31,
            }
        }
    }

    /// The day as `2024-02-29`.
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The day as a Rust expression.
    pub(super) fn rust(self) -> String {
        format!("Date::baked({}, {}, {})", self.year, self.month, self.day)
    }
}

/// A period as a Rust expression.
pub(super) fn period(from: Day, until: Option<Day>) -> String {
    let until = until.map_or("None".to_owned(), |day| format!("Some({})", day.rust()));
    format!("Period {{ from: {}, until: {until} }}", from.rust())
}

fn last(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}
