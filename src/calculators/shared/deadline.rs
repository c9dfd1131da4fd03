//! Answering with a last day that is counted in working days (工作日).

use crate::citation::Citation;
use crate::date::Date;
use crate::gazette::calendar::{self, Deadline, Skipped, workdays_after, workdays_before};
use crate::outcome::{Event, Figure, NoticeKind, Outcome, Unit};
use crate::period::Period;

/// How a count begins, and what the gazette leaves open about it.
struct Convention {
    /// Between the first day and the number.
    words: &'static str,
    reading: &'static str,
    /// Which of two bounds is safe to act by.
    safe: &'static str,
}

/// The gazette does not say which day is the first; 民法典 第二百零一条 does.
const AFTER: Convention = Convention {
    words: "之后（首日不计）第",
    reading: "公报没有写从哪天数起：这里按首日不计、次日为第 1 天（民法典 第二百零一条）。",
    safe: "最早",
};

/// The gazette does not say whether the days before an event are clear days.
const BEFORE: Convention = Convention {
    words: "之前（当天不计）倒数第",
    reading: "公报没有写“提前”怎么数：这里当天不计、往前倒数。若要求中间隔满，还要再早一个工作日。",
    safe: "最早",
};

/// The same from its other end: what was done on the first day was done so many working days ahead.
const NOT_BEFORE: Convention = Convention {
    words: "起（当天是工作日的算第 1 个）第",
    safe: "最晚",
    ..BEFORE
};

/// From where working days are counted.
#[derive(Clone, Copy)]
pub(in crate::calculators) enum Counting {
    /// Forward from the day on which something happened: the answer is the last day for what follows.
    After(Date),
    /// Back from an event: the answer is the last day for what must be done ahead of it.
    Before(Date),
    /// Forward from what was done ahead: the answer is the first day for the event, the first that, counted
    /// back, is not earlier than what was done.
    NotBefore(Date),
}

/// Answers with the day to which so many working days lead: the figure, how it came about, and the day for
/// a calendar; nothing but two bounds where no calendar is published.
///
/// `key` and `label` name the figure and the day; `rule` is the clause that sets the time.
///
/// # Source
///
/// The days off are those of the notices in `data/calendar/`.
pub(in crate::calculators) fn deadline(
    outcome: &mut Outcome,
    name: (&'static str, &'static str),
    counting: Counting,
    count: u16,
    rule: Citation,
) -> Option<Date> {
    let (convention, days, deadline) = match counting {
        Counting::After(start) => {
            let deadline = workdays_after(start, count);
            (&AFTER, (start, start, count), deadline)
        }
        Counting::Before(event) => {
            let deadline = workdays_before(event, count);
            (&BEFORE, (event, event, count), deadline)
        }
        Counting::NotBefore(start) => {
            let (day_before, count) = (start.plus_days(-1)?, count.checked_add(1)?);
            let deadline = workdays_after(day_before, count);
            (&NOT_BEFORE, (start, day_before, count), deadline)
        }
    };
    answer(outcome, name, convention, days, deadline, rule)
}

fn answer(
    outcome: &mut Outcome,
    (key, label): (&'static str, &'static str),
    convention: &Convention,
    (shown, start, count): (Date, Date, u16),
    deadline: Option<Deadline>,
    rule: Citation,
) -> Option<Date> {
    let is_there = outcome
        .notices
        .iter()
        .any(|notice| notice.text == convention.reading);
    if !is_there {
        outcome.add_notice(NoticeKind::ReadingApplied, convention.reading, rule);
    }
    let (shown, words) = (shown.in_words(), convention.words);
    let expression = format!("{shown}{words} {count} 个工作日");
    let text = match deadline {
        Some(Deadline::On { day, skipped }) => {
            outcome.add_figure(Figure::date(key, label, day, rule));
            outcome.add_step(label, expression, day.in_words(), rule);
            explain(outcome, (start, day), &skipped);
            outcome.events.push(Event {
                key,
                title: label.into(),
                from: day,
                until: day,
                citation: rule,
            });
            return Some(day);
        }
        Some(Deadline::Between { earliest, latest }) => {
            let notice = calendar::nearest_notice(latest.year());
            let between = Period {
                from: earliest,
                until: Some(latest),
            };
            let (earliest, latest) = (earliest.in_words(), latest.in_words());
            let text = format!(
                "{label}要数到没有收录放假安排的日子：最早{earliest}，最晚{latest}，按{}的那天最稳妥。\
                 两头分别按这些日子除{}外全部上班、周末和一个最长的假期全部休息来数。",
                convention.safe,
                calendar::day_by_law()
            );
            outcome.add_notice(NoticeKind::CalendarNotPublished, text, notice);
            format!("{between}之间")
        }
        None => "超出能计算的日期".to_owned(),
    };
    outcome.add_step(label, expression, text.clone(), rule);
    let figure = Figure::unknown(key, label, Unit::Date, text, rule);
    outcome.add_figure(figure);
    None
}

/// Says, for each year, which days the count went over and on which weekend days it did not.
fn explain(outcome: &mut Outcome, (start, day): (Date, Date), skipped: &[Skipped]) {
    let (first, last) = if start < day {
        (start.plus_days(1), Some(day))
    } else {
        (Some(day), start.plus_days(-1))
    };
    let (Some(first), Some(last)) = (first, last) else {
        return;
    };
    for year in first.year()..=last.year() {
        let mut days: Vec<Skipped> = skipped.to_vec();
        days.retain(|it| it.day.year() == year);
        // Of a year without a notice only the day by law is known.
        if days.is_empty() && calendar::notice(year).is_none() {
            continue;
        }
        // They come in the order of counting, which may go back.
        if start > day {
            days.reverse();
        }
        let mut parts = runs(&days);
        let made_up = std::iter::successors(Some(first), |day| day.plus_days(1))
            .take_while(|day| *day <= last)
            .filter(|day| day.year() == year && day.weekday() > 5)
            .filter(|day| calendar::is_workday(*day) == Some(true));
        parts.extend(made_up.map(|day| format!("{}调休上班，计入", day.in_words())));
        if parts.is_empty() {
            parts.push("没有".to_owned());
        }
        let result = format!("跳过 {} 天", days.len());
        outcome.add_step(
            "其中的休息日",
            parts.join("、"),
            result,
            calendar::source(year),
        );
    }
}

/// Days off that follow each other for one reason, in one.
fn runs(days: &[Skipped]) -> Vec<String> {
    days.chunk_by(|one, next| one.why == next.why && one.day.plus_days(1) == Some(next.day))
        .filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            let days = if first.day == last.day {
                first.day.in_words()
            } else {
                let (from, until) = (first.day, Some(last.day));
                Period { from, until }.to_string()
            };
            Some(format!("{days}（{}）", first.why))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazette::facts::RELOCATION_CITY;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn outcome() -> (Outcome, Citation) {
        let rule = RELOCATION_CITY.at(date("2024-06-01")).0.citation;
        (Outcome::new("test", date("2024-06-01")), rule)
    }

    fn steps(outcome: &Outcome) -> Vec<(&str, &str)> {
        let steps = outcome.steps.iter();
        steps
            .map(|step| (step.expression.as_ref(), step.result.as_ref()))
            .collect()
    }

    #[test]
    fn a_last_day_is_a_figure_an_event_and_two_steps() {
        let (mut outcome, rule) = outcome();
        let day = deadline(
            &mut outcome,
            ("report_by", "报告的最后一天"),
            Counting::After(date("2024-02-08")),
            2,
            rule,
        );
        assert_eq!(day, Some(date("2024-02-18")));
        assert_eq!(outcome.figure("report_by").unwrap().text, "2024-02-18");
        assert_eq!(outcome.events[0].from, date("2024-02-18"));
        assert_eq!(
            steps(&outcome),
            [
                ("2024年2月8日之后（首日不计）第 2 个工作日", "2024年2月18日"),
                (
                    "2024年2月10日至2月17日（春节）、2024年2月18日调休上班，计入",
                    "跳过 8 天"
                )
            ]
        );
        assert_eq!(Some(outcome.steps[1].citation), calendar::notice(2024));
    }

    #[test]
    fn each_year_of_the_count_cites_its_notice() {
        let (mut outcome, rule) = outcome();
        deadline(
            &mut outcome,
            ("by", "最晚"),
            Counting::Before(date("2025-01-02")),
            2,
            rule,
        );
        assert_eq!(
            steps(&outcome),
            [
                (
                    "2025年1月2日之前（当天不计）倒数第 2 个工作日",
                    "2024年12月30日"
                ),
                ("没有", "跳过 0 天"),
                ("2025年1月1日（元旦）", "跳过 1 天")
            ]
        );
        assert_eq!(Some(outcome.steps[1].citation), calendar::notice(2024));
        assert_eq!(Some(outcome.steps[2].citation), calendar::notice(2025));
    }

    #[test]
    fn beyond_the_calendar_two_days_bound_the_answer() {
        let (mut outcome, rule) = outcome();
        let day = deadline(
            &mut outcome,
            ("by", "最晚"),
            Counting::After(date("2026-12-30")),
            3,
            rule,
        );
        assert_eq!(day, None);
        let figure = outcome.figure("by").unwrap();
        assert_eq!(
            (figure.value, figure.text.as_str()),
            (None, "2027年1月3日至1月12日之间")
        );
        let notice = outcome
            .notices
            .iter()
            .find(|notice| notice.kind == NoticeKind::CalendarNotPublished)
            .unwrap();
        assert!(notice.text.contains("2027年1月3日") && notice.text.contains("2027年1月12日"));
        assert_eq!(Some(notice.citation), calendar::notice(2026));
        assert!(outcome.events.is_empty());
    }

    #[test]
    fn what_must_be_done_ahead_allows_the_first_working_day_that_counts_back_to_it() {
        // From a Sunday over the National Day and its made-up days, and two weeks of plain days.
        for days in 0..45 {
            let done = date("2024-09-15").plus_days(days).unwrap();
            let first = {
                let (mut outcome, rule) = outcome();
                deadline(
                    &mut outcome,
                    ("from", "最早"),
                    Counting::NotBefore(done),
                    3,
                    rule,
                )
                .unwrap()
            };
            let fits = |day: Date| {
                let (mut outcome, rule) = outcome();
                calendar::is_workday(day) == Some(true)
                    && deadline(&mut outcome, ("by", "最晚"), Counting::Before(day), 3, rule)
                        >= Some(done)
            };
            let mut earlier = (0..20).filter_map(|back| first.plus_days(-1 - back));
            assert!(fits(first), "{done} {first}");
            assert!(!earlier.any(fits), "{done} {first}");
        }
    }

    #[test]
    fn the_safe_bound_of_a_first_day_is_the_later_one() {
        let (mut outcome, rule) = outcome();
        deadline(
            &mut outcome,
            ("from", "最早"),
            Counting::NotBefore(date("2026-12-30")),
            3,
            rule,
        );
        assert!(outcome.notices[0].text.contains("当天不计"));
        let bounds = &outcome.notices.last().unwrap().text;
        assert!(bounds.contains("按最晚的那天最稳妥"), "{bounds}");
    }

    #[test]
    fn the_reading_is_said_once() {
        let (mut outcome, rule) = outcome();
        let other = calendar::notice(2024).unwrap();
        deadline(
            &mut outcome,
            ("one", "一"),
            Counting::After(date("2024-03-15")),
            3,
            rule,
        );
        deadline(
            &mut outcome,
            ("two", "二"),
            Counting::After(date("2024-03-15")),
            3,
            other,
        );
        assert_eq!(outcome.notices.len(), 1);
        assert_eq!(outcome.notices[0].kind, NoticeKind::ReadingApplied);
    }

    #[test]
    fn beyond_the_last_day_nothing_is_known() {
        let (mut outcome, rule) = outcome();
        assert_eq!(
            deadline(
                &mut outcome,
                ("by", "最晚"),
                Counting::After(Date::MAX),
                3,
                rule
            ),
            None
        );
        assert_eq!(outcome.figure("by").unwrap().value, None);
    }
}
