//! Civil dates.

use std::fmt;
use std::num::NonZeroU32;

use serde::{Serialize, Serializer};

/// A day of the Gregorian calendar, from 1900-01-01 to 2999-12-31.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
///
/// let last = Date::parse("2024-02-29").unwrap();
/// assert_eq!(last.days_until(Date::parse("2024-03-12").unwrap()), 12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // One word, the year above five bits for the month and the day each: it is handed on in a register, and
    // so is an optional day, where three fields would go through memory.
    packed: NonZeroU32,
}

impl Date {
    /// The first day that the type holds.
    pub const MIN: Self = Self::baked(1900, 1, 1);
    /// The last day that the type holds.
    pub const MAX: Self = Self::baked(2999, 12, 31);

    /// The day with these numbers, or `None` where the calendar has no such day.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::new(2024, 2, 29), Date::parse("2024-02-29"));
    /// assert_eq!(Date::new(2023, 2, 29), None);
    /// assert_eq!(Date::new(3000, 1, 1), None);
    /// ```
    #[must_use]
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year < Self::MIN.year() || year > Self::MAX.year() || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self::baked(year, month, day))
    }

    /// A day from the baked data; `build.rs` has checked that it exists.
    pub(crate) const fn baked(year: u16, month: u8, day: u8) -> Self {
        let packed = (year as u32) << 10 | (month as u32) << 5 | day as u32;
        Self {
            packed: match NonZeroU32::new(packed) {
                Some(packed) => packed,
                None => NonZeroU32::MIN,
            },
        }
    }

    /// The month, from 1 to 12.
    const fn month(self) -> u8 {
        (self.packed.get() >> 5 & 31) as u8
    }

    /// The day of the month.
    const fn day(self) -> u8 {
        (self.packed.get() & 31) as u8
    }

    /// Reads `2024-01-15`: four, two and two digits with hyphens; `None` for anything else.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert!(Date::parse("2024-01-15").is_some());
    /// assert_eq!(Date::parse("2024-1-15"), None);
    /// assert_eq!(Date::parse("2023-02-29"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Reads a day as people type it, in half-width characters: `20240115`, `2024年1月5日`, `2024/1/5`.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::as_written("2024年1月5日"), Date::parse("2024-01-05"));
    /// assert_eq!(Date::as_written("20240105"), Date::parse("2024-01-05"));
    /// assert_eq!(Date::as_written("1/5"), None);
    /// ```
    #[must_use]
    pub fn as_written(text: &str) -> Option<Self> {
        let compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
        let cut = |from, to| text.get(from..to).unwrap_or_default();
        let parts: Vec<&str> = if compact {
            vec![cut(0, 4), cut(4, 6), cut(6, 8)]
        } else {
            let marks = ['-', '—', '–', '/', '.', '、', '年', '月', '日', '号', ' '];
            text.split(marks).filter(|part| !part.is_empty()).collect()
        };
        match parts.as_slice() {
            [year, month, day] => Self::parse(&format!("{year}-{month:0>2}-{day:0>2}")),
            _ => None,
        }
    }

    /// Days from this day to the other: negative when the other is earlier.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// let day = Date::parse("2024-02-28").unwrap();
    /// let other = Date::parse("2024-03-01").unwrap();
    /// assert_eq!(day.days_until(other), 2);
    /// assert_eq!(other.days_until(day), -2);
    /// assert_eq!(day.days_until(day), 0);
    /// ```
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.number()).saturating_sub(i64::from(self.number()))
    }

    /// The same day so many years later; 29 February falls on 28 February in a common year.
    ///
    /// A term of years whose last month has no such day ends with that month (民法典 第二百零二条);
    /// the gazette itself is silent. `None` beyond [`Date::MAX`].
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// let leap_day = Date::parse("2020-02-29").unwrap();
    /// assert_eq!(leap_day.plus_years(5), Date::parse("2025-02-28"));
    /// assert_eq!(leap_day.plus_years(4), Date::parse("2024-02-29"));
    /// ```
    #[must_use]
    pub fn plus_years(self, years: u16) -> Option<Self> {
        let year = self.year().checked_add(years)?;
        let day = self.day().min(days_in_month(year, self.month()));
        Self::new(year, self.month(), day)
    }

    /// Completed years of life on `day` of someone born on this day; `None` before birth.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// let born = Date::parse("2017-05-20").unwrap();
    /// assert_eq!(born.age_on(Date::parse("2024-05-19").unwrap()), Some(6));
    /// assert_eq!(born.age_on(Date::parse("2024-05-20").unwrap()), Some(7));
    /// assert_eq!(born.age_on(Date::parse("2017-05-19").unwrap()), None);
    /// ```
    #[must_use]
    pub fn age_on(self, day: Self) -> Option<u16> {
        let years = day.year().checked_sub(self.year())?;
        let birthday = self.plus_years(years)?;
        if day >= birthday {
            Some(years)
        } else {
            years.checked_sub(1)
        }
    }

    /// The day as the number 20240115.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::parse("2024-01-15").unwrap().digits(), 20_240_115);
    /// ```
    #[must_use]
    pub fn digits(self) -> i64 {
        let digits = u32::from(self.year())
            .wrapping_mul(10_000)
            .wrapping_add(u32::from(self.month()).wrapping_mul(100))
            .wrapping_add(u32::from(self.day()));
        i64::from(digits)
    }

    /// The year, from 1900 to 2999.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::parse("2024-01-15").unwrap().year(), 2024);
    /// ```
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a year has at most 16 bits"
    )]
    pub const fn year(self) -> u16 {
        (self.packed.get() >> 10) as u16
    }

    /// The day so many days later, or earlier for a negative number; `None` beyond the type's ends.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// let day = Date::parse("2024-02-28").unwrap();
    /// assert_eq!(day.plus_days(2), Date::parse("2024-03-01"));
    /// assert_eq!(day.plus_days(-59), Date::parse("2023-12-31"));
    /// assert_eq!(Date::MAX.plus_days(1), None);
    /// ```
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let number = self.number().checked_add(days)?;
        (Self::MIN.number()..=Self::MAX.number())
            .contains(&number)
            .then(|| Self::of_number(number))
    }

    /// The same day so many months earlier; the last day of the month where it has no such day.
    ///
    /// `None` before [`Date::MIN`].
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// let day = Date::parse("2026-02-01").unwrap();
    /// assert_eq!(day.minus_months(6), Date::parse("2025-08-01"));
    /// ```
    #[must_use]
    pub fn minus_months(self, months: u16) -> Option<Self> {
        let all = self
            .year()
            .checked_mul(12)?
            .checked_add(self.month().into())?;
        let all = all.checked_sub(1)?.checked_sub(months)?;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12));
        let month = u8::try_from(month).ok()?.checked_add(1)?;
        let day = self.day().min(days_in_month(year, month));
        Self::new(year, month, day)
    }

    /// The day of the week, 1 for Monday to 7 for Sunday.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::parse("2024-02-18").unwrap().weekday(), 7);
    /// ```
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 0000-03-01 was a Wednesday.
        let days = self.number().wrapping_add(2).rem_euclid(7);
        u8::try_from(days).unwrap_or(0).wrapping_add(1)
    }

    /// The day of the week, 周一 to 周日.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::parse("2024-02-18").unwrap().weekday_name(), "周日");
    /// ```
    #[must_use]
    pub fn weekday_name(self) -> &'static str {
        match self.weekday() {
            1 => "周一",
            2 => "周二",
            3 => "周三",
            4 => "周四",
            5 => "周五",
            6 => "周六",
            _ => "周日",
        }
    }

    /// The day with this [`number`](Self::number), which lies between the type's ends.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a number of the type's range keeps every term below 1.2 million"
    )]
    fn of_number(number: i32) -> Self {
        let era = number.div_euclid(146_097);
        let of_era = number.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let late = month < 10;
        let year = 400 * era + year + i32::from(!late);
        let month = if late { month + 3 } else { month - 9 };
        let small = |number: i32| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(year).unwrap_or(Self::MIN.year());
        Self::baked(year, small(month), small(day))
    }

    /// Days since 0000-03-01, by the count that starts each year in March.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "a year below 3000 keeps every term below 1.2 million"
    )]
    const fn number(self) -> i32 {
        let late = self.month() > 2;
        let year = self.year() as i32 - if late { 0 } else { 1 };
        let month = self.month() as i32 + if late { -3 } else { 9 };
        let leap_days = year / 4 - year / 100 + year / 400;
        365 * year + leap_days + (153 * month + 2) / 5 + self.day() as i32 - 1
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

impl Date {
    /// The day as a sentence says it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    ///
    /// assert_eq!(Date::new(2024, 2, 9).unwrap().in_words(), "2024年2月9日");
    /// ```
    #[must_use]
    pub fn in_words(self) -> String {
        let (year, month, day) = (self.year(), self.month(), self.day());
        format!("{year}年{month}月{day}日")
    }
}

impl fmt::Display for Date {
    /// `2024-01-15`, as tables, attributes and programs hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl Serialize for Date {
    /// As the text `2024-01-15`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, Unit, civil};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn each_day_of_a_week_has_its_name() {
        let names = (18..25).map(|day| date(&format!("2024-03-{day}")).weekday_name());
        assert_eq!(names.collect::<String>(), "周一周二周三周四周五周六周日");
    }

    fn oracle(date: Date) -> civil::Date {
        date.to_string().parse().unwrap()
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (1900..3000_u16, 1..=12_u8, 1..=31_u8)
            .prop_filter_map("no such day", |(year, month, day)| {
                Date::new(year, month, day)
            })
    }

    #[test]
    fn only_the_iso_form_is_read() {
        for text in [
            "2024-1-15",
            "2024/01/15",
            "20240115",
            "2024-01-15 ",
            "2024-02-30",
            "2023-02-29",
            "1899-12-31",
            "2024-01-15-1",
            "二〇二四",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_of_age_begins_on_the_birthday() {
        let born = date("2017-05-20");
        assert_eq!(born.age_on(date("2024-05-19")), Some(6));
        assert_eq!(born.age_on(date("2024-05-20")), Some(7));
        assert_eq!(born.age_on(date("2017-05-20")), Some(0));
        assert_eq!(born.age_on(date("2017-05-19")), None);
        assert_eq!(born.age_on(date("2016-12-31")), None);
    }

    proptest! {
        #[test]
        fn the_calendar_agrees_with_jiff(a in any_date(), b in any_date()) {
            let days = oracle(a).until((Unit::Day, oracle(b))).unwrap().get_days();
            prop_assert_eq!(a.days_until(b), i64::from(days));
            prop_assert_eq!(a < b, oracle(a) < oracle(b));
        }

        #[test]
        fn days_months_and_weekdays_agree_with_jiff(a in any_date(), days in -500_000..500_000_i32, months in 0..600_u16) {
            prop_assert_eq!(i64::from(oracle(a).weekday().to_monday_one_offset()), i64::from(a.weekday()));
            if let Some(later) = a.plus_days(days) {
                prop_assert_eq!(oracle(later), oracle(a).checked_add(days.days()).unwrap());
                prop_assert_eq!(a.days_until(later), i64::from(days));
            }
            if let Some(earlier) = a.minus_months(months) {
                prop_assert_eq!(oracle(earlier), oracle(a).checked_sub(i32::from(months).months()).unwrap());
            }
        }

        #[test]
        fn years_later_agree_with_jiff(a in any_date(), years in 0..100_u16) {
            let text = |d: civil::Date| d.to_string();
            if let Some(later) = a.plus_years(years) {
                prop_assert_eq!(later.to_string(), text(oracle(a).checked_add(i32::from(years).years()).unwrap()));
            }
        }
    }
}
