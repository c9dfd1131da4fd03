//! When a unit of the city gives blood in 2024, how many people it organises, and where (单位献血安排).
//!
//! 泸市府办函〔2024〕4号 附件2 and the note under it: the table's slots by kind of unit, 30 % of the staff
//! of the city's departments, collection on site from 30 people on, and a move of the date asked for
//! ten days before.

use crate::date::Date;
use crate::form::{Checked, ErrorCode, Field, Form, InputError};
use crate::gazette::blood::{self, Slot, UNITS};
use crate::gazette::facts;
use crate::outcome::{Event, Figure, NoticeKind, Outcome, Unit, Verdict};
use crate::period::Standing;

use super::shared::{add_link, add_note, add_period_notice, add_phone, ask_for, too_large};
use super::{Audience, Calculator, Context, Situation, donor_benefits};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "unit-donation-plan",
    title: "单位献血安排",
    question: "我们单位哪几个月献血、组织多少人，能不能上门采血？",
    audience: Audience::Organisation,
    situations: &[(Situation::Staff, 1)],
    period: Some(|day| facts::UNIT_SLOTS.at(day).0.period),
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers {
    unit: Option<&'static str>,
    city_department: Option<bool>,
    staff: Option<i64>,
    organised: Option<i64>,
    original_date: Option<Date>,
    new_date: Option<Date>,
}

/// More people than any unit of the city has.
const MAX_PEOPLE: i64 = 1_000_000;

const FORM: Form = Form {
    fields: &[
        Field::choice("unit_type", "单位的类别", UNITS),
        Field::yes_no("city_department", "是市级部门或其下属单位吗")
            .hint("按员工比例组织，只写了市级部门和下属单位。"),
        Field::whole("staff", "员工总数")
            .range(1, MAX_PEOPLE)
            .unit("人")
            .hint("连下属单位一起算。")
            .when_asked(),
        Field::whole("organised", "打算组织几人献血")
            .range(1, MAX_PEOPLE)
            .unit("人"),
        Field::date("original_date", "原定哪天献血").hint("要改期时填。"),
        Field::date("new_date", "想改到哪天").hint("要改期时填。"),
    ],
};

impl Answers {
    fn read(checked: &Checked) -> Self {
        Self {
            unit: checked.id("unit_type"),
            city_department: checked.yes("city_department"),
            staff: checked.whole("staff"),
            organised: checked.whole("organised"),
            original_date: checked.date("original_date"),
            new_date: checked.date("new_date"),
        }
    }

    /// Refuses answers that contradict each other.
    fn contradiction(&self) -> Option<InputError> {
        let error = |key, message| Some(InputError::new(ErrorCode::Contradicts, key, message));
        // Only of departments the staff is asked.
        let staff = self.staff.filter(|_| self.city_department != Some(false));
        if self
            .organised
            .zip(staff)
            .is_some_and(|(some, all)| some > all)
        {
            return error("organised", "组织献血的人数不能超过员工总数");
        }
        if self.new_date.is_some() && self.new_date == self.original_date {
            return error("new_date", "新的日期和原定日期是同一天");
        }
        None
    }
}

/// The slots of a unit, its quota, where its people give blood, and until when a move is asked for.
///
/// # Errors
///
/// `contradicts` when more people are organised than there are, or the date is moved to itself.
///
/// # Source
///
/// 泸市府办函〔2024〕4号 附件2, 附件2备注.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    if let Some(error) = answers.contradiction() {
        return Err(error);
    }
    // The day of giving blood decides whose plan it is; an open one is looked for today.
    let event = answers.original_date.or(answers.new_date);
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(event);
    let plan = facts::UNIT_SLOTS.at(outcome.day).0;
    // The year is part of the question, as in the plan by district: outside it the answer stays, marked.
    let title = format!("{} 年度的献血安排", plan.period.from.year());
    add_period_notice(
        &mut outcome,
        &title,
        plan.period,
        context.as_of,
        plan.citation,
    );
    let slots = show_slots(&mut outcome, answers.unit);
    quota(&mut outcome, answers).ok_or_else(|| too_large("staff"))?;
    collection(&mut outcome, answers.organised);
    ask_by(&mut outcome, answers, &slots);
    add_phone(&mut outcome);
    add_link(
        &mut outcome,
        donor_benefits::CALCULATOR.name,
        "职工献血有哪些待遇",
        Vec::new(),
    );
    Ok(outcome.concluded(match answers.unit {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    }))
}

/// The slots that the table gives to the kind of unit.
fn show_slots(outcome: &mut Outcome, unit: Option<&'static str>) -> Vec<&'static Slot> {
    let citation = facts::UNIT_SLOTS.at(outcome.day).0.citation;
    let id = unit.and_then(|unit| blood::slots_of(unit, outcome.day));
    let slots: Vec<&Slot> = id.map_or(Vec::new(), |ids| {
        let wanted = |slot: &&Slot| ids.split('+').any(|id| id == slot.id);
        blood::slots(outcome.day).filter(wanted).collect()
    });
    let year = facts::UNIT_SLOTS.at(outcome.day).0.period;
    let this_year = year.standing(outcome.as_of) == Standing::InForce;
    let days = slots.iter().map(|slot| {
        let over = this_year && slot.period.standing(outcome.as_of) == Standing::Ended;
        format!("{}{}", slot.period, if over { "（已经过去）" } else { "" })
    });
    let days: Vec<String> = days.collect();
    let text = if slots.is_empty() {
        "还不知道单位的类别".to_owned()
    } else {
        days.join("；")
    };
    outcome.add_finding("slots", "献血时间", id, text, citation);
    for slot in &slots {
        let until = slot.period.until.unwrap_or(slot.period.from);
        outcome.add_step(
            "献血时间",
            slot.units,
            slot.period.to_string(),
            slot.citation,
        );
        outcome.events.push(Event {
            key: slot.id,
            title: "单位献血".into(),
            from: slot.period.from,
            until,
            citation: slot.citation,
        });
    }
    if slots.len() > 1 {
        add_note(outcome, facts::UNIT_TWICE);
    }
    match unit {
        None => ask_for(outcome, &FORM, "unit_type", citation),
        Some("gov_departments" | "four_bodies") => add_note(outcome, facts::UNIT_RELATED),
        Some(_) => {}
    }
    slots
}

/// The people to organise: a share of the staff, which only departments of the city are given.
fn quota(outcome: &mut Outcome, answers: &Answers) -> Option<()> {
    let share = facts::UNIT_SHARE.at(outcome.day).0;
    if answers.city_department == Some(false) {
        add_note(outcome, facts::UNIT_NOT_NAMED);
        return Some(());
    }
    if answers.city_department.is_none() {
        ask_for(outcome, &FORM, "city_department", share.citation);
    }
    let Some(staff) = answers.staff else {
        ask_for(outcome, &FORM, "staff", share.citation);
        return Some(());
    };
    if answers.city_department.is_some() {
        let people = share.value.of_count_rounded_up(staff)?;
        let label = "要组织的人数（至少）";
        outcome.add_step(
            label,
            format!("{staff} 人 × {}", share.value),
            Unit::People.text(people),
            share.citation,
        );
        outcome.add_figure(Figure::known(
            "quota",
            label,
            people,
            Unit::People,
            share.citation,
        ));
        if let Some(organised) = answers.organised.filter(|organised| *organised < people) {
            let (share, missing) = (
                share.value,
                Unit::People.text(people.checked_sub(organised)?),
            );
            let text = format!("按员工的 {share} 要组织 {people} 人，填的人数还差 {missing}。");
            let citation = facts::UNIT_SHARE.at(outcome.day).0.citation;
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
        add_note(outcome, facts::UNIT_ROUND_UP);
    }
    Some(())
}

/// Where the people give blood: from so many on the collectors may be asked to come.
fn collection(outcome: &mut Outcome, organised: Option<i64>) {
    let least = facts::UNIT_ON_SITE.at(outcome.day).0;
    let citation = least.citation;
    let threshold = i64::from(least.value);
    outcome.add_figure(Figure::known(
        "on_site_from",
        "可以上门采血的人数（起）",
        threshold,
        Unit::People,
        citation,
    ));
    let Some(organised) = organised else {
        ask_for(outcome, &FORM, "organised", citation);
        return;
    };
    let (id, text) = if organised >= threshold {
        ("on_site", "可以联系市献血办上门采血")
    } else {
        ("fixed_point", "在规定的时间自行到就近的固定献血点")
    };
    let label = "怎样采血";
    outcome.add_finding("collection", label, Some(id), text, citation);
    outcome.add_step(
        label,
        format!("{organised} 人，门槛 {threshold} 人"),
        text,
        citation,
    );
    add_note(outcome, facts::UNIT_ORGANISED);
    if organised == threshold {
        add_note(outcome, facts::UNIT_EXACTLY);
    }
}

/// The last day to ask for another date, counted from the earlier of the two.
fn ask_by(outcome: &mut Outcome, answers: &Answers, slots: &[&Slot]) {
    let before = facts::UNIT_MOVE_DAYS.at(outcome.day).0;
    let citation = before.citation;
    let Some(original) = answers.original_date else {
        if answers.new_date.is_some() {
            ask_for(outcome, &FORM, "original_date", citation);
        }
        return;
    };
    // Without a new date the original one decides; an earlier new date would bring the last day forward.
    if answers.new_date.is_none() {
        ask_for(outcome, &FORM, "new_date", citation);
    }
    let earlier = answers.new_date.map_or(original, |new| original.min(new));
    let days = i32::try_from(before.value).unwrap_or(i32::MAX);
    if let Some(day) = earlier.plus_days(days.saturating_neg()) {
        let label = "最晚哪天联系改期";
        outcome.add_step(
            label,
            format!("{}前 {days} 天", earlier.in_words()),
            day.in_words(),
            citation,
        );
        outcome.add_figure(Figure::date("ask_by", label, day, citation));
        outcome.events.push(Event {
            key: "ask_by",
            title: label.into(),
            from: day,
            until: day,
            citation,
        });
        add_note(outcome, facts::UNIT_MOVE_EARLIER);
        if day < outcome.as_of {
            let text = format!("最晚的那天（{}）已经过去。", day.in_words());
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
    }
    let outside = |day: Date| {
        let mut slots = slots.iter();
        slots.all(|slot| slot.period.standing(day) != Standing::InForce)
    };
    let days = [Some(original), answers.new_date];
    for day in days.into_iter().flatten().filter(|day| outside(*day)) {
        if !slots.is_empty() {
            let text = format!("{}不在安排表给这类单位的时段里。", day.in_words());
            let table = facts::UNIT_SLOTS.at(outcome.day).0.citation;
            outcome.add_notice(NoticeKind::Information, text, table);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quota_is_the_least_number_that_reaches_the_share(staff in 1..1_000_000_i64) {
            let outcome = ask(CALCULATOR.name, &[
                ("unit_type", "court"), ("city_department", "true"), ("staff", &staff.to_string()),
            ]);
            let quota = outcome.figure("quota").unwrap().value.unwrap();
            prop_assert!(quota * 10 >= staff * 3 && (quota - 1) * 10 < staff * 3);
        }
    }
}
