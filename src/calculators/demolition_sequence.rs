//! Which steps come before a forced demolition, and the days of its notice (强制拆除的顺序).
//!
//! 泸市府规〔2024〕2号 第十三条: a completed illegal structure may be demolished by force only step by step;
//! the last step is a notice on site three working days ahead. The first step that is missing is named.

use crate::date::Date;
use crate::form::{Checked, ErrorCode, Field, Form, InputError};
use crate::gazette::calendar::{Deadline, is_workday, workdays_before};
use crate::gazette::decisions::{self, DEMOLITION_SEQUENCE};
use crate::gazette::facts;
use crate::outcome::{Outcome, Verdict};

use super::illegal_construction_deadlines::{governs, settled};
use super::shared::{Counting, add_link, add_note, add_table_notes, deadline, decide};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "demolition-sequence",
    title: "强制拆除的顺序",
    question: "强制拆除之前必须走完哪些步骤，公告和拆除最早、最晚是哪天？",
    audience: Audience::Government,
    situations: &[(Situation::Demolition, 2)],
    period: Some(|day| facts::CONSTRUCTION_VALIDITY.at(day).0.period),
    form: FORM,
    calculate,
};

/// The decision, and what it is called.
const SEQUENCE: (&str, &str) = ("sequence", "能不能强制拆除");

const ANNOUNCED: &str = "announced";
const NOTICE_DATE: &str = "notice_date";
const DEMOLITION_DATE: &str = "demolition_date";

const FORM: Form = Form {
    fields: &[
        decisions::DEMOLITION_SEQUENCE_STATE,
        decisions::DEMOLITION_SEQUENCE_PERIOD_MISSED,
        decisions::DEMOLITION_SEQUENCE_URGED,
        decisions::DEMOLITION_SEQUENCE_STILL_STANDING,
        decisions::DEMOLITION_SEQUENCE_VALID_REASON,
        decisions::DEMOLITION_SEQUENCE_DECIDED,
        decisions::DEMOLITION_SEQUENCE_REPORTED,
        decisions::DEMOLITION_SEQUENCE_ORDERED,
        decisions::DEMOLITION_SEQUENCE_ANNOUNCED,
        Field::date(NOTICE_DATE, "现场公告的日期").hint("填了就算最早哪天可以拆除。"),
        Field::date(DEMOLITION_DATE, "拆除的日期").hint("计划的或实际的；填了就算最晚哪天公告。"),
    ],
};

/// The first step that is missing, or none, and the days of notice and demolition.
///
/// # Errors
///
/// `contradicts` when the notice is said to be in time and its day is not.
///
/// # Source
///
/// 泸市府规〔2024〕2号 第十三条; period: 第二十九条.
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let (notice, demolition) = (checked.date(NOTICE_DATE), checked.date(DEMOLITION_DATE));
    let event = (DEMOLITION_DATE, demolition.or(notice));
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(event.1);
    if !governs(&mut outcome, &FORM, SEQUENCE, event, context) {
        return Ok(outcome);
    }
    let ahead = facts::DEMOLITION_NOTICE_DAYS.at(outcome.day).0;
    let days = u16::try_from(ahead.value).unwrap_or(u16::MAX);
    let in_time = notice
        .zip(demolition)
        .and_then(|(notice, demolition)| in_time(notice, demolition, days));
    if in_time == Some(false) && checked.yes(ANNOUNCED) == Some(true) {
        return Err(InputError::new(
            ErrorCode::Contradicts,
            ANNOUNCED,
            "按填的两个日期，公告没有提前够；请改日期，或改成没有提前公告",
        ));
    }
    let words = |yes: bool| if yes { "true" } else { "false" };
    let dated = in_time.map(words);
    let day = demolition.map_or("none", kind_of);
    let row = decide(
        &mut outcome,
        &FORM,
        &DEMOLITION_SEQUENCE,
        SEQUENCE,
        &|key| match key {
            "day" => Some(day),
            ANNOUNCED => checked.word(key).or(dated),
            _ => checked.word(key),
        },
    );
    if checked.id("state") == Some("in_progress") {
        if event.1.is_some() {
            add_note(&mut outcome, facts::DEMOLITION_DATES_UNUSED);
        }
        add_link(
            &mut outcome,
            "illegal-construction-deadlines",
            "正在建的可以采取哪些措施",
            Vec::from([
                ("situation", "measures".into()),
                ("state", "in_progress".into()),
            ]),
        );
        return Ok(outcome.concluded(Verdict::Informative));
    }
    if let Some(day) = notice {
        let name = ("earliest_demolition", "按公告算的最早拆除日");
        deadline(
            &mut outcome,
            name,
            Counting::NotBefore(day),
            days,
            ahead.citation,
        );
    }
    if let Some(day) = demolition {
        let name = ("latest_notice", "最晚公告日");
        deadline(
            &mut outcome,
            name,
            Counting::Before(day),
            days,
            ahead.citation,
        );
    }
    if in_time == Some(true) && checked.yes(ANNOUNCED) == Some(false) {
        add_note(&mut outcome, facts::DEMOLITION_NOT_AS_DATED);
    }
    if event.1.is_some() {
        add_note(&mut outcome, facts::DEMOLITION_WORKDAY);
    }
    add_table_notes(&mut outcome, &DEMOLITION_SEQUENCE, row, &|key| {
        checked.word(key)
    });
    add_note(&mut outcome, facts::DEMOLITION_SILENT);
    add_note(&mut outcome, facts::DEMOLITION_CONTENT);
    add_link(
        &mut outcome,
        "illegal-construction-deadlines",
        "停水电气、限制登记、抄送",
        Vec::new(),
    );
    Ok(match row {
        // With both days given the sequence is what was asked; a bound that stays open turns nothing.
        Some(_) => {
            if notice.is_some() && demolition.is_some() {
                outcome.figures.retain(|it| it.value.is_some());
            }
            settled(outcome)
        }
        None => outcome,
    })
}

/// Which sort of day it is. A weekend is one even where no calendar is published: it may be made up, but
/// nobody has said so yet.
fn kind_of(demolition: Date) -> &'static str {
    match is_workday(demolition) {
        Some(true) => "working",
        Some(false) => "off",
        None if demolition.weekday() > 5 => "off",
        None => "unpublished",
    }
}

/// Whether a notice is early enough; nothing where the calendar leaves it open.
fn in_time(notice: Date, demolition: Date, days: u16) -> Option<bool> {
    match workdays_before(demolition, days)? {
        Deadline::On { day, .. } => Some(notice <= day),
        Deadline::Between { earliest, .. } if notice <= earliest => Some(true),
        Deadline::Between { latest, .. } if notice > latest => Some(false),
        Deadline::Between { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    const DONE: [(&str, &str); 8] = [
        ("state", "completed"),
        ("period_missed", "true"),
        ("urged", "true"),
        ("still_standing", "true"),
        ("valid_reason", "false"),
        ("decided", "true"),
        ("reported", "true"),
        ("ordered", "true"),
    ];

    proptest! {
        #[test]
        fn a_demolition_on_its_earliest_day_is_lawful_and_one_the_day_before_a_working_day_is_not(days in 0..1_000_i32) {
            let day = |days| Date::parse("2024-02-10").unwrap().plus_days(days).unwrap();
            let notice = day(days).to_string();
            let first = {
                let figure = ask(CALCULATOR.name, &[("notice_date", &notice)]).figures[0].clone();
                Date::parse(&figure.text).unwrap()
            };
            let sequence = |demolition: Date| {
                let demolition = demolition.to_string();
                let dates = [("notice_date", notice.as_str()), ("demolition_date", &demolition)];
                ask(CALCULATOR.name, &[DONE.as_slice(), &dates].concat()).findings[0].id
            };
            prop_assert_eq!(sequence(first), Some("lawful"));
            prop_assert!(matches!(sequence(first.plus_days(7).unwrap()), Some("lawful" | "day_off")));
            prop_assert_eq!(sequence(day(days)), Some("notice"));
            prop_assert_eq!(sequence(day(days + 2)), Some("notice"));
        }
    }
}
