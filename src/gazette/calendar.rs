//! Working days (工作日): weekdays that are no public holiday, and the weekend days on which work is
//! made up.
//!
//! The calendar is not the gazette's: the General Office of the State Council sets it year by year
//! (`data/calendar/`). Beyond the bundled years only New Year's Day is known to be off, by law, and a count
//! gives two days that bound the answer.

use crate::citation::Citation;
use crate::date::Date;

use super::baked;

/// A run of public holidays.
pub(super) struct Break {
    pub(super) name: &'static str,
    pub(super) from: Date,
    pub(super) until: Date,
}

/// A day that is off by law in every year.
pub(super) struct ByLaw {
    pub(super) name: &'static str,
    pub(super) month: u8,
    pub(super) day: u8,
    pub(super) citation: Citation,
}

/// Where a count of working days ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// On one day.
    On {
        /// The day.
        day: Date,
        /// The days off that the count went over, in the order of counting.
        skipped: Vec<Skipped>,
    },
    /// The count touches a day of a year without a calendar, and not only New Year's Day, which is off by
    /// law: it ends on one of these days or between them.
    Between {
        /// Counting forward: as if every such day were a working day. Counting back: the other way round.
        earliest: Date,
        /// Counting forward: as if of such days the weekends were off, no day were made up, and the
        /// longest public holiday of the bundled years fell into the count, again for each 30 working
        /// days. Counting back: the other way round.
        latest: Date,
    },
}

/// A day that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub day: Date,
    /// 周六, 周日, or the name of the public holiday.
    pub why: &'static str,
}

/// What a day is by the calendar.
enum Kind {
    Workday,
    Off(&'static str),
    Unpublished,
}

/// For so many working days one longest public holiday is taken into account where no calendar is
/// published. From 2008 to 2026 no count of up to 40 working days lost more weekdays than that.
const WORKDAYS_A_BREAK: u32 = 30;

/// The `count`-th working day after `start`, which is day 0 (首日不计); `None` beyond [`Date::MAX`].
///
/// # Examples
///
/// A Friday and three working days:
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::calendar::{Deadline, workdays_after};
///
/// let day = |text| Date::parse(text).unwrap();
/// let Some(Deadline::On { day: last, skipped }) = workdays_after(day("2024-03-15"), 3) else {
///     panic!();
/// };
/// assert_eq!(last, day("2024-03-20"));
/// assert_eq!(skipped.iter().map(|it| it.why).collect::<Vec<_>>(), ["周六", "周日"]);
/// ```
///
/// Beyond the calendar:
///
/// ```
/// # use luzhou_gazette::date::Date;
/// # use luzhou_gazette::gazette::calendar::{Deadline, workdays_after};
/// # let day = |text| Date::parse(text).unwrap();
/// let bounds = Deadline::Between { earliest: day("2027-01-03"), latest: day("2027-01-12") };
/// assert_eq!(workdays_after(day("2026-12-30"), 3), Some(bounds));
/// ```
#[must_use]
pub fn workdays_after(start: Date, count: u16) -> Option<Deadline> {
    deadline(start, count, 1)
}

/// The `count`-th working day before `event`, which is day 0 (倒数); `None` before [`Date::MIN`].
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::calendar::{Deadline, workdays_before};
///
/// let day = |text| Date::parse(text).unwrap();
/// let last = Deadline::On { day: day("2024-03-12"), skipped: Vec::new() };
/// assert_eq!(workdays_before(day("2024-03-15"), 3), Some(last));
/// ```
#[must_use]
pub fn workdays_before(event: Date, count: u16) -> Option<Deadline> {
    deadline(event, count, -1)
}

/// Whether the day is a working day; `None` where no calendar is bundled and the law does not say it.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::calendar::is_workday;
///
/// let day = |text| Date::parse(text).unwrap();
/// assert_eq!(is_workday(day("2024-02-18")), Some(true)); // a Sunday that is made up
/// assert_eq!(is_workday(day("2024-02-10")), Some(false));
/// assert_eq!(is_workday(day("2027-01-01")), Some(false)); // by law
/// assert_eq!(is_workday(day("2027-01-04")), None);
/// ```
#[must_use]
pub fn is_workday(day: Date) -> Option<bool> {
    match kind(day) {
        Kind::Workday => Some(true),
        Kind::Off(_) => Some(false),
        Kind::Unpublished => None,
    }
}

/// The notice that sets the calendar of a year; `None` where no calendar is bundled.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::calendar::notice;
///
/// assert_eq!(notice(2024).unwrap().to_string(), "国办发明电〔2023〕7号 一至七");
/// assert_eq!(notice(2027), None);
/// ```
#[must_use]
pub fn notice(year: u16) -> Option<Citation> {
    let index = year.checked_sub(baked::FIRST_YEAR)?;
    baked::NOTICES.get(usize::from(index)).copied()
}

/// What the day is called that is off by law in every year.
pub(crate) fn day_by_law() -> &'static str {
    baked::BY_LAW.name
}

/// The citation for why days of a year are off: its notice, or the law.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::calendar::{notice, source};
///
/// assert_eq!(Some(source(2024)), notice(2024));
/// assert_eq!(source(2030).to_string(), "全国年节及纪念日放假办法 第二条(一)");
/// ```
#[must_use]
pub fn source(year: u16) -> Citation {
    notice(year).unwrap_or(baked::BY_LAW.citation)
}

/// The notice of the year nearest to this one.
pub(crate) fn nearest_notice(year: u16) -> Citation {
    let [first, .., last] = &baked::NOTICES;
    let nearest = if year < baked::FIRST_YEAR {
        first
    } else {
        last
    };
    notice(year).unwrap_or(*nearest)
}

/// Counts in steps of one day.
fn deadline(start: Date, count: u16, step: i32) -> Option<Deadline> {
    let mut skipped = Vec::new();
    let mut published = true;
    let near = walk(start, count, step, |day| match kind(day) {
        Kind::Workday => true,
        Kind::Off(why) => {
            skipped.push(Skipped { day, why });
            false
        }
        Kind::Unpublished => {
            published = false;
            true
        }
    })?;
    if published {
        return Some(Deadline::On { day: near, skipped });
    }
    let breaks = u32::from(count)
        .div_euclid(WORKDAYS_A_BREAK)
        .saturating_add(1);
    let mut off = breaks.saturating_mul(baked::MAX_WEEKDAYS_OFF);
    let far = walk(start, count, step, |day| match kind(day) {
        Kind::Workday => true,
        Kind::Off(_) => {
            // The day by law is one of those that the longest holiday takes.
            if notice(day.year()).is_none() && day.weekday() < 6 {
                off = off.saturating_sub(1);
            }
            false
        }
        Kind::Unpublished if day.weekday() > 5 => false,
        Kind::Unpublished => {
            let counts = off == 0;
            off = off.saturating_sub(1);
            counts
        }
    })?;
    Some(Deadline::Between {
        earliest: near.min(far),
        latest: near.max(far),
    })
}

/// The `count`-th day that counts.
fn walk(start: Date, count: u16, step: i32, mut counts: impl FnMut(Date) -> bool) -> Option<Date> {
    let mut day = start;
    let mut left = count;
    while left > 0 {
        day = day.plus_days(step)?;
        if counts(day) {
            left = left.saturating_sub(1);
        }
    }
    Some(day)
}

fn kind(day: Date) -> Kind {
    if notice(day.year()).is_none() {
        let law = &baked::BY_LAW;
        return if Date::new(day.year(), law.month, law.day) == Some(day) {
            Kind::Off(law.name)
        } else {
            Kind::Unpublished
        };
    }
    let after = baked::BREAKS.partition_point(|it| it.until < day);
    match (baked::BREAKS.get(after), day.weekday()) {
        (Some(it), _) if it.from <= day => Kind::Off(it.name),
        (_, 6 | 7) if baked::MAKE_UP_DAYS.binary_search(&day).is_ok() => Kind::Workday,
        (_, 6 | 7) => Kind::Off(day.weekday_name()),
        _ => Kind::Workday,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[track_caller]
    fn on(deadline: Option<Deadline>) -> (String, Vec<String>) {
        match deadline {
            Some(Deadline::On { day, skipped }) => (
                day.to_string(),
                skipped
                    .iter()
                    .map(|it| format!("{} {}", it.day, it.why))
                    .collect(),
            ),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn after(start: &str, count: u16) -> String {
        on(workdays_after(date(start), count)).0
    }

    #[track_caller]
    fn before(event: &str, count: u16) -> String {
        on(workdays_before(date(event), count)).0
    }

    #[track_caller]
    fn between(deadline: Option<Deadline>) -> (String, String) {
        match deadline {
            Some(Deadline::Between { earliest, latest }) => {
                (earliest.to_string(), latest.to_string())
            }
            other => panic!("{other:?}"),
        }
    }

    fn bounds(deadline: Option<Deadline>) -> (Date, Date) {
        match deadline.unwrap() {
            Deadline::On { day, .. } => (day, day),
            Deadline::Between { earliest, latest } => (earliest, latest),
        }
    }

    #[test]
    fn each_year_has_the_days_that_public_sources_agree_on() {
        for (year, off, made_up) in [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)] {
            let days = |it: &Break| it.from.days_until(it.until) + 1;
            let breaks = baked::BREAKS.iter().filter(|it| it.from.year() == year);
            assert_eq!(breaks.map(days).sum::<i64>(), off, "{year}");
            let made = baked::MAKE_UP_DAYS.iter().filter(|it| it.year() == year);
            assert_eq!(made.count(), made_up, "{year}");
        }
    }

    #[test]
    fn a_year_has_its_weekdays_less_those_off_and_the_days_made_up() {
        for (year, workdays) in [
            (2024, 262 - 19 + 8),
            (2025, 261 - 18 + 5),
            (2026, 261 - 19 + 6),
        ] {
            let days = (0..366).filter_map(|n| Date::new(year, 1, 1)?.plus_days(n));
            let of_year = days.filter(|day| day.year() == year);
            let working = of_year.filter(|day| is_workday(*day).unwrap());
            assert_eq!(working.count(), workdays, "{year}");
        }
    }

    #[test]
    fn the_first_day_does_not_count() {
        assert_eq!(after("2024-03-15", 3), "2024-03-20"); // Friday, Wednesday
        assert_eq!(after("2024-03-18", 3), "2024-03-21"); // Monday, Thursday
        assert_eq!(after("2024-03-16", 1), "2024-03-18"); // a Saturday is day 0 as well
        assert_eq!(after("2024-03-15", 0), "2024-03-15");
    }

    #[test]
    fn a_sunday_that_is_made_up_counts() {
        // Friday 2 February; Sunday 4 February and Sunday 18 February are made up.
        assert_eq!(after("2024-02-02", 1), "2024-02-04");
        assert_eq!(after("2024-02-02", 3), "2024-02-06");
        // New Year's Eve, 9 February, is a working day; the next is Sunday 18 February.
        let (day, skipped) = on(workdays_after(date("2024-02-08"), 2));
        assert_eq!(day, "2024-02-18");
        assert_eq!(skipped.len(), 8);
        assert_eq!(skipped[0], "2024-02-10 春节");
        assert_eq!(after("2024-02-09", 2), "2024-02-19");
    }

    #[test]
    fn a_count_goes_over_the_national_day() {
        assert_eq!(after("2024-09-30", 1), "2024-10-08");
        assert_eq!(after("2024-09-30", 5), "2024-10-12"); // a Saturday that is made up
        assert_eq!(after("2025-09-26", 1), "2025-09-28");
        assert_eq!(after("2025-09-30", 3), "2025-10-11");
        assert_eq!(after("2026-09-18", 1), "2026-09-20"); // made up before another holiday
        let (_, skipped) = on(workdays_after(date("2025-09-30"), 1));
        assert_eq!(skipped[7], "2025-10-08 国庆节、中秋节");
    }

    #[test]
    fn a_count_back_goes_over_days_that_are_made_up() {
        assert_eq!(before("2024-03-15", 3), "2024-03-12");
        assert_eq!(before("2024-05-13", 1), "2024-05-11"); // a Saturday that is made up
        assert_eq!(before("2024-05-13", 3), "2024-05-09");
        assert_eq!(before("2024-10-08", 3), "2024-09-27"); // 30 and Sunday 29 September count
        assert_eq!(before("2024-02-18", 2), "2024-02-08");
        let (_, skipped) = on(workdays_before(date("2024-03-18"), 1));
        assert_eq!(skipped, ["2024-03-17 周日", "2024-03-16 周六"]);
    }

    #[test]
    fn the_calendar_ends_with_its_last_day() {
        assert_eq!(after("2026-12-30", 1), "2026-12-31");
        assert_eq!(is_workday(date("2026-12-31")), Some(true));
        assert_eq!(is_workday(date("2027-01-02")), None);
        // 1 January is off by law. 2 January at the earliest; 4 to 8 January off too at the latest.
        assert_eq!(
            between(workdays_after(date("2026-12-31"), 1)),
            ("2027-01-02".into(), "2027-01-11".into())
        );
        assert_eq!(
            between(workdays_after(date("2026-12-25"), 5)),
            ("2027-01-02".into(), "2027-01-11".into())
        );
        // What is not counted needs no calendar, and neither does what the law says.
        assert_eq!(before("2027-01-01", 1), "2026-12-31");
        assert_eq!(before("2027-01-02", 1), "2026-12-31");
        assert_eq!(after("2027-06-01", 0), "2027-06-01");
    }

    #[test]
    fn the_calendar_begins_with_its_first_day() {
        assert_eq!(after("2023-12-31", 1), "2024-01-02");
        assert_eq!(is_workday(date("2023-12-31")), None);
        // Sunday 31 December at the latest; Thursday 21 December at the earliest.
        assert_eq!(
            between(workdays_before(date("2024-01-02"), 1)),
            ("2023-12-21".into(), "2023-12-31".into())
        );
        // From 29 December: Saturday and Sunday count at the earliest.
        assert_eq!(
            between(workdays_after(date("2023-12-29"), 3)),
            ("2024-01-02".into(), "2024-01-04".into())
        );
    }

    #[test]
    fn beyond_the_last_day_there_is_none() {
        assert_eq!(workdays_after(Date::MAX, 1), None);
        assert_eq!(workdays_before(Date::MIN, 1), None);
        assert_eq!(workdays_after(date("2999-12-20"), 9), None);
    }

    #[test]
    fn a_year_without_a_calendar_is_cited_by_the_nearest_notice() {
        assert_eq!(Some(nearest_notice(2020)), notice(2024));
        assert_eq!(Some(nearest_notice(2025)), notice(2025));
        assert_eq!(Some(nearest_notice(2030)), notice(2026));
    }

    fn any_day() -> impl Strategy<Value = Date> {
        (-400..1_500_i32).prop_map(|days| date("2024-01-01").plus_days(days).unwrap())
    }

    fn bundled_day() -> impl Strategy<Value = Date> {
        (90..900_i32).prop_map(|days| date("2024-01-01").plus_days(days).unwrap())
    }

    proptest! {
        #[test]
        fn a_deadline_is_a_working_day_with_so_many_up_to_it(start in bundled_day(), count in 1..60_u16) {
            let (day, latest) = bounds(workdays_after(start, count));
            prop_assert_eq!(day, latest);
            prop_assert_eq!(is_workday(day), Some(true));
            let span = i32::try_from(start.days_until(day)).unwrap();
            let counted = (1..=span).filter(|n| is_workday(start.plus_days(*n).unwrap()).unwrap());
            prop_assert_eq!(counted.count(), usize::from(count));
        }

        #[test]
        fn counting_back_undoes_counting_forward(start in bundled_day(), count in 1..60_u16) {
            prop_assume!(is_workday(start) == Some(true));
            let (day, _) = bounds(workdays_after(start, count));
            prop_assert_eq!(bounds(workdays_before(day, count)), (start, start));
            let (day, _) = bounds(workdays_before(start, count));
            prop_assert_eq!(bounds(workdays_after(day, count)), (start, start));
        }

        #[test]
        fn a_later_start_or_a_longer_count_never_ends_earlier(start in any_day(), days in 0..40_i32, count in 0..80_u16, more in 0..40_u16) {
            let (earliest, latest) = bounds(workdays_after(start, count));
            prop_assert!(start <= earliest && earliest <= latest);
            let longer = bounds(workdays_after(start, count + more));
            prop_assert!(earliest <= longer.0 && latest <= longer.1);
            let later = bounds(workdays_after(start.plus_days(days).unwrap(), count));
            prop_assert!(earliest <= later.0);
            let back = bounds(workdays_before(start, count));
            let longer = bounds(workdays_before(start, count + more));
            prop_assert!(longer.0 <= back.0 && longer.1 <= back.1 && back.1 <= start);
        }

        /// What the bounds take for granted of a year without a calendar holds in every bundled year.
        #[test]
        fn the_bounds_would_hold_in_the_bundled_years(start in bundled_day(), count in 1..60_u16) {
            let off = (u32::from(count) / WORKDAYS_A_BREAK + 1) * baked::MAX_WEEKDAYS_OFF;
            let weekdays = u32::from(count) + off;
            let plain = |step| walk(start, u16::try_from(weekdays).unwrap(), step, |day| day.weekday() < 6).unwrap();
            prop_assert!(bounds(workdays_after(start, count)).0 <= plain(1));
            prop_assert!(bounds(workdays_before(start, count)).0 >= plain(-1));
        }

        #[test]
        fn any_count_is_answered_or_leaves_the_calendar(days in -800_000..800_000_i32, count in 0..3_000_u16) {
            if let Some(start) = date("2024-01-01").plus_days(days) {
                let _ = (workdays_after(start, count), workdays_before(start, count));
            }
        }
    }
}
