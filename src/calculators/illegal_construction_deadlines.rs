//! Who must do what by when about illegal construction (违法建设).
//!
//! 泸市府规〔2024〕2号: what follows when it is found, reported, notified or established, for each of those
//! who may be concerned. Each situation has a decision table; four decisions set a number of working
//! days. The day of the event decides whether the rules apply, whatever the day of looking.

use crate::date::Date;
use crate::form::{Checked, Choice, Field, Form};
use crate::gazette::decisions::{self, Row, Table};
use crate::gazette::{Dated, Fact, facts};
use crate::outcome::{Figure, Outcome, Unit, Verdict};

use super::shared::{
    Counting, add_link, add_note, add_open_finding, add_period_notice, add_table_notes, ask_for,
    deadline, decide, may_compute,
};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "illegal-construction-deadlines",
    title: "违法建设：谁该在哪天前做什么",
    question: "发现、接到举报或收到告知之后，谁该在哪天之前做什么？",
    audience: Audience::Organisation,
    situations: &[
        (Situation::Building, 1),
        (Situation::Property, 1),
        (Situation::Demolition, 1),
    ],
    period: Some(|day| facts::CONSTRUCTION_VALIDITY.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const EVENT_DATE: &str = "event_date";

/// The first decision, and what it is called.
const DUTY: (&str, &str) = ("duty", "该做什么");

const FORM: Form = Form {
    fields: &[
        Field::choice(
            "situation",
            "遇到了什么情况",
            &[
                Choice::new("report", "发现违法建设，或接到投诉举报"),
                Choice::new("measures", "要处置正在建的"),
                Choice::new("copy_letter", "认定之后抄送给谁"),
                Choice::new("handler", "该由哪个部门查处"),
                Choice::new("utility", "水、电、气企业接到告知"),
                Choice::new("registry", "不动产登记机构接到函告"),
                Choice::new("tasks", "巡查、备案、交付、装修、会商、查询"),
                Choice::new("liability", "责任追究"),
            ],
        ),
        Field::date(EVENT_DATE, "是哪一天")
            .hint("发现、接到举报、收到告知或函告的那一天；居民填举报的那天。")
            .prefill_as_of(),
        decisions::CONSTRUCTION_REPORT_FINDER,
        decisions::CONSTRUCTION_REPORT_STATE,
        decisions::CONSTRUCTION_COPY_LETTER_ESTABLISHED,
        decisions::CONSTRUCTION_COPY_LETTER_PARTY,
        decisions::CONSTRUCTION_MEASURES_MEASURE,
        decisions::CONSTRUCTION_MEASURES_REFUSES,
        decisions::CONSTRUCTION_REGISTRY_LETTER,
        decisions::CONSTRUCTION_UTILITY_WRITTEN,
        decisions::CONSTRUCTION_UTILITY_CONNECTED,
        decisions::CONSTRUCTION_UTILITY_NORMAL_LIFE,
        decisions::CONSTRUCTION_HANDLER_CONTROL_ZONE,
        decisions::CONSTRUCTION_HANDLER_FOREST_LAND,
        decisions::CONSTRUCTION_TASKS_TASK,
        decisions::CONSTRUCTION_TASKS_ATTACHED,
        decisions::CONSTRUCTION_TASKS_PAPERS,
        decisions::CONSTRUCTION_LIABILITY_CONDUCT,
        decisions::CONSTRUCTION_LIABILITY_PENALTY,
    ],
};

/// The table that decides in a situation.
fn table(situation: &str) -> Option<&'static Table> {
    Some(match situation {
        "report" => &decisions::CONSTRUCTION_REPORT,
        "measures" => &decisions::CONSTRUCTION_MEASURES,
        "copy_letter" => &decisions::CONSTRUCTION_COPY_LETTER,
        "handler" => &decisions::CONSTRUCTION_HANDLER,
        "utility" => &decisions::CONSTRUCTION_UTILITY,
        "registry" => &decisions::CONSTRUCTION_REGISTRY,
        "tasks" => &decisions::CONSTRUCTION_TASKS,
        "liability" => &decisions::CONSTRUCTION_LIABILITY,
        _ => return None,
    })
}

/// The working days that a decision gives, and what their last day is called.
fn time(decision: &str) -> Option<(&'static Dated<u32>, &'static str)> {
    Some(match decision {
        "report" => (facts::CONSTRUCTION_REPORT_DAYS, "最晚报告日"),
        "check" | "complain_check" => (facts::CONSTRUCTION_CHECK_DAYS, "最晚现场核实日"),
        "restrict" => (facts::CONSTRUCTION_REGISTRY_DAYS, "最晚限制登记日"),
        "stop" | "stop_part" => (facts::CONSTRUCTION_UTILITY_DAYS, "最晚停止服务日"),
        _ => return None,
    })
}

/// The duty, and its last day where the rules count days.
///
/// # Source
///
/// 泸市府规〔2024〕2号 第五条, 第七条至第十二条, 第十六条至第二十八条; period: 第二十九条.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let event = (EVENT_DATE, checked.date(EVENT_DATE));
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(event.1);
    if !governs(&mut outcome, &FORM, DUTY, event, context) {
        return outcome;
    }
    let Some(table) = checked.id("situation").and_then(table) else {
        let rule = facts::CONSTRUCTION_VALIDITY.at(outcome.day).0.citation;
        add_open_finding(&mut outcome, DUTY.0, DUTY.1, rule);
        ask_for(&mut outcome, &FORM, "situation", rule);
        return outcome;
    };
    let answer = |key: &str| checked.word(key);
    let Some(row) = decide(&mut outcome, &FORM, table, DUTY, &answer) else {
        // What is still open need not matter to the day.
        let possible = table.read(outcome.day, &answer).rows;
        let label = |row: &Row| time(row.then).map(|(_, label)| label);
        if let Some((first, rest)) = possible.split_first()
            && rest.iter().all(|row| label(row) == label(first))
        {
            count(&mut outcome, checked, first, "还不能算");
        }
        return outcome;
    };
    count(&mut outcome, checked, row, row.label);
    add_table_notes(&mut outcome, table, Some(row), &answer);
    if checked.id("state") == Some("completed") {
        add_link(
            &mut outcome,
            "demolition-sequence",
            "逾期不自行拆除的，强制拆除要走哪些步骤",
            Vec::from([("state", "completed".into())]),
        );
    }
    settled(outcome)
}

/// Whether the rules on illegal construction hold on the day of the event, which decides where it is
/// known; whether they are in force on the day of looking is then only a notice.
///
/// `key` and `label` name what stays undecided where they do not hold; `date` is the event's question.
pub(super) fn governs(
    outcome: &mut Outcome,
    form: &Form,
    (key, label): (&'static str, &'static str),
    (date, event): (&'static str, Option<Date>),
    context: Context,
) -> bool {
    const NAME: &str = "违法建设治理的实施办法";
    let &Fact {
        period, citation, ..
    } = facts::CONSTRUCTION_VALIDITY.at(outcome.day).0;
    let as_of = outcome.day;
    let then = Context { as_of, ..context };
    if may_compute(outcome, NAME, period, citation, then) {
        add_period_notice(outcome, NAME, period, context.as_of, citation);
        return true;
    }
    outcome.add_finding(key, label, None, "这一天不由这份办法管", citation);
    if event.is_none() {
        ask_for(outcome, form, date, citation);
    }
    add_note(outcome, facts::CONSTRUCTION_THREE_YEARS);
    false
}

/// The answer to what has been decided: undetermined while one of its days is open.
pub(super) fn settled(outcome: Outcome) -> Outcome {
    if outcome.figures.iter().all(|it| it.value.is_some()) {
        outcome.concluded(Verdict::Informative)
    } else {
        outcome
    }
}

/// Answers with the last day, if the decision sets one; `without_day` stands for it while the event's day is
/// not known.
fn count(outcome: &mut Outcome, checked: &Checked, row: &Row, without_day: &'static str) {
    let Some((days, label)) = time(row.then) else {
        return;
    };
    let rule = days.at(outcome.day).0;
    let name = ("deadline", label);
    let days = u16::try_from(rule.value).unwrap_or(u16::MAX);
    if let Some(day) = checked.date(EVENT_DATE) {
        deadline(outcome, name, Counting::After(day), days, rule.citation);
    } else {
        ask_for(outcome, &FORM, EVENT_DATE, rule.citation);
        let figure = Figure::unknown(name.0, label, Unit::Date, without_day, rule.citation);
        outcome.add_figure(figure);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use crate::form::Kind;
    use proptest::prelude::*;

    #[test]
    fn every_situation_has_a_table_whose_questions_are_asked_alike() {
        let Kind::Choice { options } = FORM.fields[0].kind else {
            panic!();
        };
        for option in options {
            for input in table(option.id).unwrap().inputs {
                let mut fields = FORM.fields.iter().filter(|it| it.key == input.key);
                let field = fields.next().unwrap();
                assert_eq!(field.label, input.label);
                if let Kind::Choice { options } = field.kind {
                    let ids = |all: &[Choice]| all.iter().map(|it| it.id).collect::<Vec<_>>();
                    assert_eq!(ids(options), ids(input.answers));
                }
                assert!(fields.next().is_none(), "{}", input.key);
            }
        }
    }

    #[test]
    fn a_duty_names_the_days_that_are_counted() {
        let Kind::Choice { options } = FORM.fields[0].kind else {
            panic!();
        };
        let day = Date::parse("2024-06-01").unwrap();
        let tables = options.iter().filter_map(|option| table(option.id));
        for row in tables.flat_map(|table| table.on(day).rows) {
            let days = row.label.contains("个工作日内");
            let counted = time(row.then).map(|(days, _)| days.at(day).0);
            assert_eq!(counted.is_some(), days, "{}", row.label);
            if let Some(fact) = counted {
                let words = format!("{} 个工作日内", fact.value);
                assert!(row.label.contains(&words), "{}", row.label);
                assert_eq!(fact.citation, row.citation);
            }
        }
    }

    proptest! {
        #[test]
        fn who_finds_it_later_need_not_report_earlier(first in 0..1_000_i32, later in 0..30_i32) {
            let report = |days: i32| {
                let day = Date::parse("2024-02-10").unwrap().plus_days(days).unwrap();
                let answers = [
                    ("situation", "report"), ("finder", "property"), ("state", "completed"),
                    ("event_date", &day.to_string()),
                ];
                let deadline = ask(CALCULATOR.name, &answers).figures[0].value.unwrap();
                assert!(deadline > day.digits());
                deadline
            };
            prop_assert!(report(first) <= report(first + later));
        }
    }
}
