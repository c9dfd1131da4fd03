//! Places to charge electric vehicles (充电设施): how many there must be, and whether there are enough.
//!
//! 泸市府办发〔2024〕1号 一(三): a least ratio to the vehicles for public and special places and for those
//! of residential communities, a largest radius in the core of the city, all three until 2025; and in new
//! residential communities a pile, or the preparation for one, at every fixed parking space.

use crate::citation::Citation;
use crate::form::{Checked, Choice, ErrorCode, Field, Form, InputError};
use crate::gazette::{Dated, facts};
use crate::grouped::grouped;
use crate::outcome::{Figure, Outcome, Unit, Verdict, decimal};

use super::shared::{
    MinimumRequirement, add_note, add_open_finding, ask_for, may_compare, may_compute, rounded_up,
    too_large,
};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "charging-places",
    title: "充电设施配建",
    question: "充电设施要配多少，现在够不够？",
    audience: Audience::Government,
    situations: &[(Situation::Property, 2), (Situation::Targets, 4)],
    period: Some(|day| facts::CHARGING_NEW_SPACES.at(day).0.period),
    form: FORM,
    calculate,
};

const MAX_COUNT: i64 = 100_000_000;

const RATIOS: &[&str] = &["public", "residential"];

const FORM: Form = Form {
    fields: &[
        Field::choice(
            "scope",
            "问哪一项",
            &[
                Choice::new("public", "公用、专用充电设施与电动汽车之比"),
                Choice::new("residential", "居住社区充电设施与私人电动汽车之比"),
                Choice::new("core", "城市核心区公共充电的服务半径"),
                Choice::new("new_community", "新建居住社区的固定车位"),
            ],
        ),
        Field::whole("vehicles", "电动汽车")
            .range(1, MAX_COUNT)
            .unit("辆")
            .hint("居住社区只算私人电动汽车。")
            .when("scope", RATIOS),
        Field::whole("chargers", "充电设施")
            .range(0, MAX_COUNT)
            .unit("个")
            .hint("已有的或计划的；空着就只算最少要多少。")
            .when("scope", RATIOS),
        Field::measure("radius", "服务半径")
            .range(1, 100_000)
            .unit("公里")
            .when("scope", &["core"]),
        Field::whole("fixed_spaces", "固定车位")
            .range(1, MAX_COUNT)
            .unit("个")
            .when("scope", &["new_community"]),
        Field::whole("equipped_spaces", "其中有桩或预留了安装条件的")
            .range(0, MAX_COUNT)
            .unit("个")
            .when("scope", &["new_community"]),
    ],
};

/// The key and the label of what the calculator decides.
const RESULT: (&str, &str) = ("result", "是否达到");

/// The words for enough and too few: a requirement for each new community …
const OF_EACH: (&str, &str) = ("达到", "没有达到");

/// … and a ratio of the whole city, with which a single place is only compared.
const OF_THE_CITY: (&str, &str) = ("不低于全市的比例", "低于全市的比例");

/// Compares with the ratio, the radius or the whole of the spaces.
///
/// # Errors
///
/// `contradicts` when more spaces are equipped than there are.
///
/// # Source
///
/// 泸市府办发〔2024〕1号 一(三).
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let known = match checked.id("scope") {
        Some("public") => ratio(
            &mut outcome,
            facts::CHARGING_PUBLIC_VEHICLES,
            checked,
            context,
        )?,
        Some("residential") => ratio(
            &mut outcome,
            facts::CHARGING_RESIDENTIAL_VEHICLES,
            checked,
            context,
        )?,
        Some("core") => radius(&mut outcome, checked, context),
        Some(_) => new_community(&mut outcome, checked, context)?,
        None => {
            let rule = facts::CHARGING_NEW_SPACES.at(context.as_of).0;
            if may_compute(&mut outcome, RULE, rule.period, rule.citation, context) {
                ask_for(&mut outcome, &FORM, "scope", rule.citation);
                add_open_finding(&mut outcome, RESULT.0, RESULT.1, rule.citation);
            }
            false
        }
    };
    Ok(outcome.concluded(if known {
        Verdict::Informative
    } else {
        Verdict::Undetermined
    }))
}

const RULE: &str = "充电设施的目标";

/// Public and special places, or those of residential communities: one to so many vehicles.
fn ratio(
    outcome: &mut Outcome,
    vehicles_each: &Dated<u32>,
    checked: &Checked,
    context: Context,
) -> Result<bool, InputError> {
    let rule = vehicles_each.at(context.as_of).0;
    if !may_compare(outcome, RULE, rule.period, rule.citation, context) {
        return Ok(false);
    }
    add_note(outcome, facts::CHARGING_CITYWIDE);
    add_note(outcome, facts::CHARGING_FACILITY);
    let Some(vehicles) = checked.whole("vehicles") else {
        ask_for(outcome, &FORM, "vehicles", rule.citation);
        add_open_finding(outcome, RESULT.0, RESULT.1, rule.citation);
        return Ok(false);
    };
    let needed =
        rounded_up(vehicles, i64::from(rule.value)).ok_or_else(|| too_large("vehicles"))?;
    at_least(
        outcome,
        needed,
        format!("{} 辆 ÷ {}，有余数进一", grouped(vehicles), rule.value),
        checked.whole("chargers"),
        OF_THE_CITY,
        rule.citation,
    );
    Ok(true)
}

/// The service radius of public charging in the core of the city.
fn radius(outcome: &mut Outcome, checked: &Checked, context: Context) -> bool {
    let rule = facts::CHARGING_RADIUS.at(context.as_of).0;
    if !may_compare(outcome, RULE, rule.period, rule.citation, context) {
        return false;
    }
    add_note(outcome, facts::CHARGING_CORE);
    let most = format!("不大于 {} 公里", decimal(rule.value));
    let (id, text) = match checked.hundredths("radius") {
        None => {
            ask_for(outcome, &FORM, "radius", rule.citation);
            (None, format!("应{most}"))
        }
        Some(radius) => {
            let (id, text) = if radius <= rule.value {
                ("met", "达到".to_owned())
            } else {
                let over = decimal(radius.saturating_sub(rule.value));
                ("not_met", format!("没有达到，超出 {over} 公里"))
            };
            let expression = format!("{} 公里，应{most}", decimal(radius));
            outcome.add_step(RESULT.1, expression, text.clone(), rule.citation);
            (Some(id), text)
        }
    };
    outcome.add_finding(RESULT.0, RESULT.1, id, text, rule.citation);
    id.is_some()
}

/// Every fixed space of a new residential community.
fn new_community(
    outcome: &mut Outcome,
    checked: &Checked,
    context: Context,
) -> Result<bool, InputError> {
    let rule = facts::CHARGING_NEW_SPACES.at(context.as_of).0;
    let (spaces, equipped) = (
        checked.whole("fixed_spaces"),
        checked.whole("equipped_spaces"),
    );
    if equipped > spaces && spaces.is_some() {
        return Err(InputError::new(
            ErrorCode::Contradicts,
            "equipped_spaces",
            "有桩或预留条件的车位不能多于固定车位",
        ));
    }
    if !may_compute(outcome, RULE, rule.period, rule.citation, context) {
        return Ok(false);
    }
    add_note(outcome, facts::CONSUMPTION_END);
    add_note(outcome, facts::CHARGING_NEW_ONLY);
    let Some(spaces) = spaces else {
        ask_for(outcome, &FORM, "fixed_spaces", rule.citation);
        add_open_finding(outcome, RESULT.0, RESULT.1, rule.citation);
        return Ok(false);
    };
    let expression = format!("{} 个固定车位的全部", grouped(spaces));
    at_least(
        outcome,
        spaces,
        expression,
        equipped,
        OF_EACH,
        rule.citation,
    );
    Ok(true)
}

/// Says how many there must be at least, and compares with those that there are.
fn at_least(
    outcome: &mut Outcome,
    needed: i64,
    expression: String,
    have: Option<i64>,
    (enough, too_few): (&'static str, &'static str),
    citation: Citation,
) {
    let figure = Figure::known("needed", "至少要有", needed, Unit::Count, citation);
    outcome.add_step(
        figure.label.clone(),
        expression,
        figure.text.clone(),
        citation,
    );
    outcome.add_figure(figure);
    let minimum = MinimumRequirement {
        finding: RESULT,
        asked: "要多少",
        missing: ("missing", "还差"),
        word: "至少",
        enough: ("met", enough),
        too_few: ("not_met", too_few),
        citation,
    };
    minimum.compare(outcome, needed, have, Unit::Count);
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_least_that_is_needed_is_enough_and_one_fewer_is_not(vehicles in 1..MAX_COUNT, public: bool) {
            let scope = if public { "public" } else { "residential" };
            let result = |chargers: Option<i64>| {
                let chargers = chargers.map(|it| it.to_string()).unwrap_or_default();
                let vehicles = vehicles.to_string();
                let mut answers = vec![("scope", scope), ("vehicles", vehicles.as_str())];
                if !chargers.is_empty() {
                    answers.push(("chargers", chargers.as_str()));
                }
                ask(CALCULATOR.name, &answers)
            };
            let needed = result(None).figure("needed").unwrap().value.unwrap();
            prop_assert_eq!(result(Some(needed)).finding("result").unwrap().id, Some("met"));
            prop_assert_eq!(result(Some(needed - 1)).finding("result").unwrap().id, Some("not_met"));
            prop_assert_eq!(result(Some(needed - 1)).figure("missing").unwrap().value, Some(1));
        }
    }
}
