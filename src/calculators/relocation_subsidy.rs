//! Subsidy for households that leave a geological hazard area (地质灾害避险搬迁补助).
//!
//! 泸市府办规〔2024〕1号 三(一): the city pays a fixed sum a household; the district sets its own standard,
//! not below a minimum; both come on top of a central and provincial standard that the gazette does
//! not print. The gazette states the city's own clause as in force from 2024-02-18 for five years.

use crate::form::{Checked, Choice, Field, Form, InputError};
use crate::gazette::districts::DISTRICTS;
use crate::gazette::facts;
use crate::money::Fen;
use crate::outcome::{Figure, NoticeKind, Outcome, Unit, Verdict, yuan};

use super::shared::{add_link, add_note, add_notes_of, ask_for, may_compute, too_large};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "relocation-subsidy",
    title: "地质灾害避险搬迁补助",
    question: "我家要从地质灾害隐患点搬走，能拿多少补助？",
    audience: Audience::Resident,
    situations: &[(Situation::Hazard, 2)],
    period: Some(|day| facts::RELOCATION_SUBSIDY.at(day).0.period),
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers {
    district: Option<&'static str>,
    resettlement: Option<&'static str>,
    households: Option<i64>,
    district_standard: Option<Fen>,
    superior_standard: Option<Fen>,
}

const MAX_PER_HOUSEHOLD: Fen = Fen::new(1_000_000_000);

/// The most households that can be asked about.
pub(super) const MAX_HOUSEHOLDS: i64 = 1_000_000;

/// What stands behind a sum: whether the household is one that is relocated is not asked here.
const IF_RELOCATED: &str = "，要先是搬迁对象";

/// The unit of a standard.
const EACH: &str = "元/户";

/// The question for the district's own standard.
pub(super) const DISTRICT_STANDARD: Field = Field::money("district_standard", "区县补助标准")
    .range(
        facts::RELOCATION_DISTRICT_MINIMUM.lowest().get(),
        MAX_PER_HOUSEHOLD.get(),
    )
    .unit(EACH)
    .hint("向区县自然资源和规划部门问；不知道可以空着，按最低标准算已知部分。");

const FORM: Form = Form {
    fields: &[
        Field::choice("district", "所在区县", DISTRICTS)
            .hint("不影响算法，只用来说明是谁定的标准；补助里有一份由区县出，标准由区县自己定。"),
        Field::choice(
            "resettlement",
            "安置方式",
            &[
                Choice::new("centralized", "集中安置（搬进安置区、中心村、集镇等）"),
                Choice::new("monetized", "货币化安置（在城镇、园区买房或租房）"),
                Choice::new("dispersed", "分散安置（自己建房等）"),
                Choice::new("other", "其他安置（投靠亲友、福利机构等）"),
            ],
        )
        .hint("金额都一样；选了会说明建房、用地这些各不相同的事。"),
        Field::whole("households", "户数")
            .range(1, MAX_HOUSEHOLDS)
            .unit("户")
            .hint("只算自己家就填 1。")
            .prefill("1"),
        DISTRICT_STANDARD,
        Field::money("superior_standard", "中央和省级补助标准")
            .range(0, MAX_PER_HOUSEHOLD.get())
            .unit(EACH)
            .hint("公报没有写这个数；不知道就空着。"),
    ],
};

impl Answers {
    fn read(checked: &Checked) -> Self {
        Self {
            district: checked.id("district"),
            resettlement: checked.id("resettlement"),
            households: checked.whole("households"),
            district_standard: checked.money("district_standard"),
            superior_standard: checked.money("superior_standard"),
        }
    }
}

/// The subsidy of `households` households, in fen.
///
/// # Errors
///
/// `below_minimum` for a district's standard below the minimum of the day; `too_large` when the sum does not fit; the form's limits keep it from that.
///
/// # Source
///
/// 泸市府办规〔2024〕1号 三(一); period: 六.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::RELOCATION_SUBSIDY.at(context.as_of).0;
    let validity = facts::RELOCATION_VALIDITY.at(context.as_of).0.citation;
    if !may_compute(&mut outcome, "这项补助规定", rule.period, validity, context) {
        without_amounts(&mut outcome, "没有计算", "没有计算");
        return Ok(outcome.concluded(Verdict::Undetermined));
    }
    check_standard(answers.district_standard, context)?;
    let Some(households) = answers.households else {
        ask_for(&mut outcome, &FORM, "households", rule.citation);
        let each = each_household(answers, context).ok_or_else(|| too_large("households"))?;
        without_amounts(&mut outcome, &each, "还不知道户数");
        if let Some(sum) = outcome.figures.first_mut() {
            sum.text.push_str(IF_RELOCATED);
        }
        return Ok(outcome.concluded(Verdict::Undetermined));
    };
    let verdict = add_up(&mut outcome, answers, households, context)
        .ok_or_else(|| too_large("households"))?;
    add_condition_notices(&mut outcome, answers, households, context);
    Ok(outcome.concluded(verdict))
}

/// Refuses a district's standard below the minimum of the day: the form knows only the least of all periods.
pub(super) fn check_standard(standard: Option<Fen>, context: Context) -> Result<(), InputError> {
    let least = facts::RELOCATION_DISTRICT_MINIMUM.at(context.as_of).0.value;
    if standard.is_none_or(|standard| standard >= least) {
        return Ok(());
    }
    Err(DISTRICT_STANDARD.below(least, EACH, DISTRICT_STANDARD.key))
}

/// Adds the three parts up; `None` when a sum does not fit.
fn add_up(
    outcome: &mut Outcome,
    answers: &Answers,
    households: i64,
    context: Context,
) -> Option<Verdict> {
    let city_rule = facts::RELOCATION_CITY.at(context.as_of).0;
    let least_rule = facts::RELOCATION_DISTRICT_MINIMUM.at(context.as_of).0;
    let rule = facts::RELOCATION_SUBSIDY.at(context.as_of).0.citation;
    let times = |standard: Fen| times(standard, households);

    let city = city_rule.value.checked_times(households)?;
    outcome.add_step(
        "市级补助",
        times(city_rule.value),
        yuan(city),
        city_rule.citation,
    );

    let district_each = answers.district_standard.unwrap_or(least_rule.value);
    let district = district_each.checked_times(households)?;
    let (label, result) = match answers.district_standard {
        Some(_) => ("区县补助", yuan(district)),
        None => ("区县补助（按最低标准）", at_least(district)),
    };
    outcome.add_step(label, times(district_each), result, least_rule.citation);

    let superior = if let Some(standard) = answers.superior_standard {
        let superior = standard.checked_times(households)?;
        outcome.add_step("中央和省级补助", times(standard), yuan(superior), rule);
        Some(superior)
    } else {
        outcome.add_step("中央和省级补助", "公报没有写金额", "未知", rule);
        None
    };

    let known = city
        .checked_add(district)?
        .checked_add(superior.unwrap_or(Fen::ZERO))?;
    let parts = match superior {
        Some(superior) => format!("{city} + {district} + {superior}"),
        None => format!("{city} + {district}"),
    };
    let determined = answers.district_standard.is_some() && superior.is_some();
    let sum = if determined {
        "合计"
    } else {
        "已知部分合计（至少）"
    };
    outcome.add_step(sum, parts, yuan(known), rule);

    let money = |key, label, amount: Option<Fen>, otherwise, citation| match amount {
        Some(amount) => Figure::money(key, label, amount, citation),
        None => Figure::unknown(key, label, Unit::Fen, otherwise, citation),
    };
    let total = determined.then_some(known);
    let own_district = answers.district_standard.map(|_| district);
    let each = if households == 1 { "每户" } else { "" };
    let least = format!("{each}{}", at_least(known));
    let mut sum = money("total", "补助合计", total, least, rule);
    // It is often read alone: the sum is no claim.
    sum.text.push_str(IF_RELOCATED);
    outcome.figures.extend([
        sum,
        Figure::money("known_minimum", "已知部分（至少）", known, rule),
        Figure::money("city", "市级补助", city, city_rule.citation),
        money(
            "district",
            "区县补助",
            own_district,
            at_least(district),
            least_rule.citation,
        ),
        money(
            "superior",
            "中央和省级补助",
            superior,
            "公报没有写".into(),
            rule,
        ),
    ]);
    Some(if determined {
        // Whether the household is one that is relocated was not asked: the amount is no claim.
        Verdict::Informative
    } else {
        Verdict::Undetermined
    })
}

/// Says on what the answer rests and what the text leaves open.
fn add_condition_notices(
    outcome: &mut Outcome,
    answers: &Answers,
    households: i64,
    context: Context,
) {
    let at = context.as_of;
    let rule = facts::RELOCATION_SUBSIDY.at(at).0.citation;
    if answers.superior_standard.is_none() {
        outcome.add_notice(
            NoticeKind::AmountNotInGazette,
            "中央和省级补助的标准不在公报里，补助总额要加上它才完整。",
            rule,
        );
    }
    if answers.district_standard.is_none() {
        let least = facts::RELOCATION_DISTRICT_MINIMUM.at(at).0;
        let whose = answers
            .district
            .and_then(crate::gazette::districts::name)
            .unwrap_or("各区县");
        outcome.add_notice(
            NoticeKind::AmountNotInGazette,
            format!(
                "{whose}自己定的标准不在公报里，只知道不低于 {} 元/户。",
                least.value
            ),
            least.citation,
        );
    }
    outcome.add_notice(
        NoticeKind::Assumption,
        "只算自愿搬迁、列入区县年度方案的住户；谁该列入，看“避险搬迁对象”。",
        facts::RELOCATION_WHO.at(at).0.citation,
    );
    outcome.add_notice(
        NoticeKind::Assumption,
        "永久搬离危险区的，可以视为完成搬迁；拆旧房、复垦宅基地由乡镇（街道）负责落实。",
        rule,
    );
    add_notes_of(
        outcome,
        answers.resettlement.unwrap_or_default(),
        &[
            ("monetized", facts::RELOCATION_MONETIZED),
            ("other", facts::RELOCATION_OTHER),
        ],
    );
    add_plan_notice(outcome, households);
    add_note(outcome, facts::RELOCATION_RIGHTS);
    add_note(outcome, facts::RELOCATION_FEES);
    add_link(
        outcome,
        "relocation-household",
        "先看是不是搬迁对象。",
        Vec::new(),
    );
    if let Some("centralized" | "dispersed") = answers.resettlement {
        add_note(outcome, facts::RELOCATION_GROUND);
        add_note(outcome, facts::RELOCATION_SITE);
        add_note(outcome, facts::RELOCATION_FLOOR_AREA);
    }
    add_note(outcome, facts::RELOCATION_SECURITY);
    outcome.add_notice(
        NoticeKind::Information,
        "条文没有写何时发放、怎样申请，也没有写是否按人口或面积区分。",
        rule,
    );
}

/// Says where more households are meant than the city plans to move.
pub(super) fn add_plan_notice(outcome: &mut Outcome, households: i64) {
    let planned = facts::RELOCATION_PLANNED_HOUSEHOLDS.at(outcome.as_of).0;
    if households > i64::from(planned.value) {
        outcome.add_notice(
            NoticeKind::Information,
            format!(
                "全市 {}规划搬迁 {}，这里填的户数更多。",
                facts::RELOCATION_PLAN_YEARS.at(outcome.as_of).0.value,
                Unit::Households.text(i64::from(planned.value))
            ),
            planned.citation,
        );
    }
}

/// A standard for each of so many households, as a step prints it.
pub(super) fn times(standard: Fen, households: i64) -> String {
    format!("{standard} 元/户 × {}", Unit::Households.text(households))
}

/// The figures without an amount: what is known of the sum, and of its parts.
fn without_amounts(outcome: &mut Outcome, sum: &str, part: &str) {
    let rule = facts::RELOCATION_SUBSIDY.at(outcome.as_of).0.citation;
    let keys = [
        ("total", "补助合计", sum),
        ("known_minimum", "已知部分（至少）", sum),
        ("city", "市级补助", part),
        ("district", "区县补助", part),
        ("superior", "中央和省级补助", part),
    ];
    let unknown = |(key, label, why)| Figure::unknown(key, label, Unit::Fen, why, rule);
    outcome.figures.extend(keys.map(unknown));
}

/// What is known for one household while their number is not.
fn each_household(answers: &Answers, context: Context) -> Option<String> {
    let city = facts::RELOCATION_CITY.at(context.as_of).0.value;
    let least = facts::RELOCATION_DISTRICT_MINIMUM.at(context.as_of).0.value;
    let known = city
        .checked_add(answers.district_standard.unwrap_or(least))?
        .checked_add(answers.superior_standard.unwrap_or(Fen::ZERO))?;
    Some(format!("每户{}", at_least(known)))
}

fn at_least(amount: Fen) -> String {
    format!("至少 {}", yuan(amount))
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    fn figure(outcome: &Outcome, key: &str) -> Option<i64> {
        outcome.figure(key).unwrap().value
    }

    #[test]
    fn outside_the_period_there_is_no_amount() {
        for day in ["2024-02-17", "2029-02-18"] {
            let outcome = ask(CALCULATOR.name, &[("as_of", day), ("households", "1")]);
            assert_eq!(outcome.verdict, Verdict::Undetermined);
            assert!(
                outcome.figures.iter().all(|figure| figure.value.is_none()),
                "{day}"
            );
        }
        for day in ["2024-02-18", "2029-02-17"] {
            let outcome = ask(CALCULATOR.name, &[("as_of", day), ("households", "1")]);
            assert_eq!(figure(&outcome, "known_minimum"), Some(2_700_000), "{day}");
        }
    }

    proptest! {
        #[test]
        fn more_households_or_a_higher_standard_never_bring_less(
            households in 1..1000_i64, standard in 1_200_000..5_000_000_i64, superior in 0..5_000_000_i64,
        ) {
            let total = |households: i64, standard: i64| {
                let outcome = ask(CALCULATOR.name, &[
                    ("households", &households.to_string()),
                    ("district_standard", &Fen::new(standard).to_string()),
                    ("superior_standard", &Fen::new(superior).to_string()),
                ]);
                assert_eq!(outcome.verdict, Verdict::Informative);
                figure(&outcome, "total").unwrap()
            };
            let once = total(households, standard);
            prop_assert_eq!(once, households * (1_500_000 + standard + superior));
            prop_assert!(total(households + 1, standard) > once);
            prop_assert!(total(households, standard + 1) > once);
        }
    }
}
