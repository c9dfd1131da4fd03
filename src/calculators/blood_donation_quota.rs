//! Quotas for giving blood by district in 2024 (区县团体预约献血指导计划).
//!
//! 泸市府办函〔2024〕4号 附件1: planned donations, emergency donations and the blood used in 2023. The
//! printed total of the blood used differs from the sum of the rows; both are shown. The plan's column
//! is headed “monthly”; it is read as the whole year. The city's targets (一) go with the whole city.

use crate::date::Date;
use crate::form::{Checked, Field, Form, InputError};
use crate::gazette::blood::{self, Quota};
use crate::gazette::districts::{self, CITY, DISTRICTS_AND_CITY};
use crate::gazette::{Dated, Note, documents, facts};
use crate::grouped::grouped;
use crate::money::BasisPoints;
use crate::outcome::{Entry, Figure, Listing, NoticeKind, Outcome, Text, Unit, Verdict};

use super::shared::{add_note, add_notes_of, add_period_notice, ask_for, too_large};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "blood-donation-quota",
    title: "无偿献血招募计划",
    question: "各区县要招募多少人次献血，合多少毫升？",
    audience: Audience::Government,
    situations: &[(Situation::Blood, 1)],
    period: Some(|day| facts::BLOOD_PLAN.at(day).0.period),
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers {
    district: Option<&'static str>,
}

const FORM: Form = Form {
    fields: &[Field::choice("district", "区县", DISTRICTS_AND_CITY).prefill(CITY)],
};

/// A column of the district table.
type Column = fn(&Quota) -> u32;

/// The numbers of one district or of the whole city.
struct Numbers {
    name: &'static str,
    plan: i64,
    emergency: i64,
    used: i64,
}

impl Answers {
    fn read(checked: &Checked) -> Self {
        Self {
            district: checked.id("district"),
        }
    }
}

impl Numbers {
    fn of(district: &str, day: Date) -> Option<Self> {
        let name = districts::name(district)?;
        let wanted = |quota: &&Quota| district == CITY || quota.district == district;
        let sum = |column: Column| {
            blood::quotas(day)
                .filter(wanted)
                .map(column)
                .map(i64::from)
                .sum()
        };
        Some(Self {
            name,
            plan: sum(|quota| quota.plan),
            emergency: sum(|quota| quota.emergency),
            used: sum(|quota| quota.used_2023),
        })
    }
}

/// The quotas of the year, in person-times of 200 ml, for a district or the whole city.
///
/// # Errors
///
/// None with the table as printed; `too_large` could only come from other data.
///
/// # Source
///
/// 泸市府办函〔2024〕4号 附件1, 附件1备注.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let plan_rule = facts::BLOOD_PLAN.at(context.as_of).0;
    add_period_notice(
        &mut outcome,
        &format!("{} 年度的团体预约计划", plan_year(context)),
        plan_rule.period,
        context.as_of,
        plan_rule.citation,
    );
    let Some(numbers) = answers
        .district
        .and_then(|district| Numbers::of(district, context.as_of))
    else {
        ask_for(&mut outcome, &FORM, "district", plan_rule.citation);
        without_figures(&mut outcome, context);
        add_sum_notices(&mut outcome, context);
        list(&mut outcome, None, context);
        return Ok(outcome.concluded(Verdict::Undetermined));
    };
    let whole_city = answers.district == Some(CITY);
    count(&mut outcome, &numbers, whole_city, context).ok_or_else(|| too_large("district"))?;
    add_sum_notices(&mut outcome, context);
    add_anomaly_notices(&mut outcome, answers.district, context);
    list(&mut outcome, answers.district, context);
    Ok(outcome.concluded(Verdict::Informative))
}

/// The year for which the table plans.
fn plan_year(context: Context) -> u16 {
    facts::BLOOD_PLAN.at(context.as_of).0.period.from.year()
}

/// The names of the columns that the table prints: the plan, the emergency plan, and the use of the year
/// before.
fn column_names(context: Context) -> [String; 3] {
    let (plan, used) = (
        plan_year(context),
        facts::BLOOD_USED_YEAR.at(context.as_of).0,
    );
    [
        format!("{plan} 年团体预约指导计划"),
        format!("{plan} 年应急招募"),
        format!("{} 年用血量", used.value),
    ]
}

/// Adds the figures and how they came about; `None` when one does not fit.
fn count(
    outcome: &mut Outcome,
    numbers: &Numbers,
    whole_city: bool,
    context: Context,
) -> Option<()> {
    let [plan_name, emergency_name, used_name] = column_names(context);
    let table = facts::BLOOD_PLAN.at(context.as_of).0.citation;
    let Numbers {
        plan,
        emergency,
        used,
        ..
    } = *numbers;
    read_table(outcome, numbers, whole_city, context);
    let plan_ml = in_ml(
        outcome,
        "团体预约计划合毫升",
        plan,
        Unit::PersonTimes,
        facts::BLOOD_ML_PER_DONATION,
    )?;
    in_ml(
        outcome,
        "用血合毫升",
        used,
        Unit::BloodUnits,
        facts::BLOOD_ML_PER_UNIT,
    )?;
    let city_plan = Numbers::of(CITY, outcome.day)?.plan;
    let share = BasisPoints::of(plan, city_plan)?;
    outcome.add_step(
        "占各区县计划之和",
        format!("{} ÷ {}", grouped(plan), grouped(city_plan)),
        share.to_string(),
        table,
    );

    let each = facts::BLOOD_ML_PER_DONATION.at(outcome.day).0.citation;
    outcome.figures.extend([
        Figure::known("plan", plan_name, plan, Unit::PersonTimes, table),
        Figure::known(
            "emergency",
            emergency_name,
            emergency,
            Unit::PersonTimes,
            table,
        ),
        Figure::known(
            "used_2023",
            used_name.clone(),
            used,
            Unit::BloodUnits,
            table,
        ),
        Figure::known("plan_ml", "团体预约计划合毫升", plan_ml, Unit::Ml, each),
        Figure::known(
            "share_of_city",
            "占各区县计划之和",
            i64::from(share.get()),
            Unit::BasisPoints,
            table,
        ),
    ]);
    if whole_city {
        let printed = i64::from(blood::printed_total(outcome.day)?.used_2023);
        let label = format!("{used_name}（印出的合计）");
        outcome.add_figure(Figure::known(
            "used_2023_printed",
            label,
            printed,
            Unit::BloodUnits,
            table,
        ));
        city_targets(outcome);
    }
    Some(())
}

/// What the notice sets for the whole city, of which the table allots only a part.
fn city_targets(outcome: &mut Outcome) {
    let counts = [
        (
            "city_target",
            "全市目标",
            facts::BLOOD_CITY_TARGET,
            Unit::PersonTimes,
        ),
        (
            "city_target_ml",
            "全市目标（毫升）",
            facts::BLOOD_CITY_ML,
            Unit::Ml,
        ),
    ];
    for (key, label, fact, unit) in counts {
        let fact = fact.at(outcome.day).0;
        let value = i64::from(fact.value);
        outcome.add_figure(Figure::known(key, label, value, unit, fact.citation));
    }
    let shares = [
        (
            "voluntary_share",
            "临床用血来自无偿献血",
            facts::BLOOD_VOLUNTARY,
        ),
        (
            "fixed_donor_share",
            "固定献血者比例（不低于）",
            facts::BLOOD_FIXED_DONORS,
        ),
    ];
    for (key, label, fact) in shares {
        let fact = fact.at(outcome.day).0;
        let value = i64::from(fact.value.get());
        outcome.add_figure(Figure::known(
            key,
            label,
            value,
            Unit::BasisPoints,
            fact.citation,
        ));
    }
    let rate = facts::BLOOD_PER_THOUSAND.at(outcome.day).0;
    outcome.add_notice(
        NoticeKind::AmountNotInGazette,
        format!(
            "千人口献血率要达到 {}；按多少人口算，公报没有写。",
            rate.value
        ),
        rate.citation,
    );
}

/// The figures while it is not known whose they are.
fn without_figures(outcome: &mut Outcome, context: Context) {
    let [plan, emergency, used] = column_names(context).map(Text::from);
    let table = facts::BLOOD_PLAN.at(context.as_of).0.citation;
    let keys = [
        ("plan", plan, Unit::PersonTimes),
        ("emergency", emergency, Unit::PersonTimes),
        ("used_2023", used, Unit::BloodUnits),
        ("plan_ml", "团体预约计划合毫升".into(), Unit::Ml),
        (
            "share_of_city",
            "占各区县计划之和".into(),
            Unit::BasisPoints,
        ),
    ];
    let unknown =
        |(key, label, unit)| Figure::unknown(key, label, unit, "还不知道是哪个区县", table);
    outcome.figures.extend(keys.map(unknown));
}

/// Steps for the columns of the table: the cells of the whole city, or one cell.
fn read_table(outcome: &mut Outcome, numbers: &Numbers, whole_city: bool, context: Context) {
    let table = facts::BLOOD_PLAN.at(context.as_of).0.citation;
    let [plan, emergency, used] = column_names(context);
    let from = |column: Column| {
        if whole_city {
            let cells: Vec<String> = blood::quotas(context.as_of)
                .map(|quota| grouped(i64::from(column(quota))))
                .collect();
            cells.join(" + ")
        } else {
            format!("表中“{}”一行", numbers.name)
        }
    };
    let columns: [(String, Column, i64, Unit); 3] = [
        (plan, |quota| quota.plan, numbers.plan, Unit::PersonTimes),
        (
            emergency,
            |quota| quota.emergency,
            numbers.emergency,
            Unit::PersonTimes,
        ),
        (
            used,
            |quota| quota.used_2023,
            numbers.used,
            Unit::BloodUnits,
        ),
    ];
    for (label, column, value, unit) in columns {
        outcome.add_step(label, from(column), unit.text(value), table);
    }
}

/// A number of donations or units in millilitres.
fn in_ml(
    outcome: &mut Outcome,
    label: &'static str,
    count: i64,
    unit: Unit,
    each: &Dated<u32>,
) -> Option<i64> {
    let each = each.at(outcome.day).0;
    let ml = count.checked_mul(i64::from(each.value))?;
    let expression = format!("{} × {} 毫升", unit.text(count), each.value);
    outcome.add_step(label, expression, Unit::Ml.text(ml), each.citation);
    Some(ml)
}

/// What looks wrong in a district's cells.
const DISTRICT_NOTES: &[(&str, &Dated<Note>)] = &[("xuyong", facts::BLOOD_XUYONG_EMERGENCY)];

/// Says what belongs beside the sum of the use, which stands in every answer's table: that another one is
/// printed, and which hospitals are left out of two districts and so of the sum.
fn add_sum_notices(outcome: &mut Outcome, context: Context) {
    if let Some(total) = blood::printed_total(outcome.day) {
        let sum = blood::quotas(outcome.day).map(|quota| quota.used_2023);
        let sum: u32 = sum.sum();
        outcome.add_notice(
            NoticeKind::MisprintInSource,
            format!(
                "用血量合计印作 {}，七个区县相加是 {}，相差 {}；看不出哪一格有误，两个数都列出。",
                grouped(i64::from(total.used_2023)),
                grouped(i64::from(sum)),
                sum.abs_diff(total.used_2023),
            ),
            facts::BLOOD_PLAN.at(context.as_of).0.citation,
        );
    }
    add_note(outcome, facts::BLOOD_JIANGYANG_HOSPITALS);
    add_note(outcome, facts::BLOOD_LONGMATAN_HOSPITALS);
}

/// Adds notices on what looks wrong in the table and how it is read.
fn add_anomaly_notices(outcome: &mut Outcome, district: Option<&str>, context: Context) {
    let table = facts::BLOOD_PLAN.at(context.as_of).0.citation;
    let Some(total) = blood::printed_total(outcome.day) else {
        return;
    };
    let target = facts::BLOOD_CITY_TARGET.at(context.as_of).0.value;
    let twelvefold = i64::from(total.plan).saturating_mul(12);
    outcome.add_notice(
        NoticeKind::ReadingApplied,
        format!(
            "这一栏的表头是“每月招募计划”。若真是每月，全市一年就是 12 × {} = {}，\
             远超全市目标 {}；所以按 {} 年全年的数理解，公报没有分到各月。",
            grouped(i64::from(total.plan)),
            Unit::PersonTimes.text(twelvefold),
            Unit::PersonTimes.text(i64::from(target)),
            plan_year(context)
        ),
        table,
    );
    add_note(outcome, facts::BLOOD_GUIDANCE);
    add_notes_of(outcome, district.unwrap_or_default(), DISTRICT_NOTES);
    let document = documents::numbered(table.document());
    if document.is_some_and(|document| document.period_on(outcome.day).until.is_none()) {
        outcome.add_notice(
            NoticeKind::EndNotStated,
            format!(
                "通知没有写施行和失效的日期；计划写明是 {} 年度的。",
                plan_year(context)
            ),
            table,
        );
    }
}

/// The sum of the use as it is printed, beside ours.
fn printed_sum(day: Date) -> Vec<Text> {
    let total = blood::printed_total(day);
    let words = |used: u32| format!("用血量的合计印作 {}", grouped(i64::from(used))).into();
    total.into_iter().map(|it| words(it.used_2023)).collect()
}

/// The three columns of the table by district, with their sums.
fn list(outcome: &mut Outcome, asked: Option<&str>, context: Context) {
    let day = context.as_of;
    let citation = facts::BLOOD_PLAN.at(day).0.citation;
    let row = |numbers: Numbers, asked| {
        let cells = [numbers.plan, numbers.emergency, numbers.used];
        Entry {
            label: numbers.name.into(),
            detail: "".into(),
            cells: cells.map(|number| grouped(number).into()).into(),
            notes: Vec::new(),
            asked,
            citation,
        }
    };
    let rows = blood::quotas(day).filter_map(|quota| {
        Some(row(
            Numbers::of(quota.district, day)?,
            asked == Some(quota.district),
        ))
    });
    let [plan, emergency, used] = column_names(context);
    outcome.listings.push(Listing {
        heads: vec![
            "区县".into(),
            format!("{plan}（人次）").into(),
            format!("{emergency}（人次）").into(),
            format!("{used}（单位）").into(),
        ],
        rows: rows.collect(),
        total: Numbers::of(CITY, day).map(|city| Entry {
            notes: printed_sum(day),
            ..row(city, asked == Some(CITY))
        }),
        complete: false,
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;

    #[test]
    fn the_districts_add_up_to_the_city() {
        let value = |district: &str, key: &str| {
            ask(CALCULATOR.name, &[("district", district)])
                .figure(key)
                .unwrap()
                .value
                .unwrap()
        };
        let day = Date::parse("2024-06-01").unwrap();
        for key in ["plan", "emergency", "used_2023", "plan_ml"] {
            let sum: i64 = blood::quotas(day)
                .map(|quota| value(quota.district, key))
                .sum();
            assert_eq!(sum, value(CITY, key), "{key}");
        }
        assert_eq!(value(CITY, "used_2023_printed"), 48378);
        assert_eq!(value(CITY, "share_of_city"), 10_000);
    }
}
