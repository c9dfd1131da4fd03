//! Periods of validity.

use std::fmt;

use crate::date::Date;

/// Days from `from` to `until`, both included; without `until` the end is not stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day, if one is stated.
    pub until: Option<Date>,
}

/// Whether a day lies before, in or after a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Before the first day.
    NotYet,
    /// On the first day, the last day, or between them.
    InForce,
    /// After the last day.
    Ended,
}

impl Period {
    /// Whether the period has not begun on the day, covers it, or has ended. Both ends are included; without a
    /// stated end it never ends.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::period::{Period, Standing};
    ///
    /// let day = |text| Date::parse(text).unwrap();
    /// let window = Period { from: day("2024-01-01"), until: Some(day("2024-02-29")) };
    /// assert_eq!(window.standing(day("2023-12-31")), Standing::NotYet);
    /// assert_eq!(window.standing(day("2024-02-29")), Standing::InForce);
    /// assert_eq!(window.standing(day("2024-03-01")), Standing::Ended);
    /// let open = Period { until: None, ..window };
    /// assert_eq!(open.standing(Date::MAX), Standing::InForce);
    /// ```
    #[must_use]
    pub fn standing(&self, day: Date) -> Standing {
        if day < self.from {
            Standing::NotYet
        } else if self.until.is_some_and(|until| day > until) {
            Standing::Ended
        } else {
            Standing::InForce
        }
    }
}

impl fmt::Display for Period {
    /// As a sentence says it: `2024年2月18日至2029年2月17日`, the year once where it is the same,
    /// or `2024年2月18日起` where the end is not stated.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.from.in_words();
        let Some(until) = self.until else {
            return write!(f, "{from}起");
        };
        let words = until.in_words();
        let same_year = format!("{}年", self.from.year());
        let until = words.strip_prefix(&same_year).unwrap_or(&words);
        write!(f, "{from}至{until}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_period_includes_both_ends() {
        let period = Period {
            from: date("2024-02-18"),
            until: Some(date("2029-02-17")),
        };
        assert_eq!(period.standing(date("2024-02-17")), Standing::NotYet);
        assert_eq!(period.standing(date("2024-02-18")), Standing::InForce);
        assert_eq!(period.standing(date("2029-02-17")), Standing::InForce);
        assert_eq!(period.standing(date("2029-02-18")), Standing::Ended);
    }
}
