//! What the city and a district put into a year's budget for relocation (避险搬迁预算).
//!
//! 泸市府办规〔2024〕1号 三(一), 四: at the beginning of each year the fixed standard of the city and the
//! district's own standard, not below a minimum, for every household that the year's plan moves.

use crate::form::{Checked, Field, Form, InputError};
use crate::gazette::{Fact, facts};
use crate::money::Fen;
use crate::outcome::{Figure, Outcome, Unit, Verdict};

use super::relocation_subsidy::{
    DISTRICT_STANDARD, MAX_HOUSEHOLDS, add_plan_notice, check_standard, times,
};
use super::shared::{add_note, ask_for, may_compute, too_large};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "relocation-budget",
    title: "避险搬迁年度预算",
    question: "今年计划搬迁这么多户，市和区县预算各要列多少？",
    audience: Audience::Government,
    situations: &[(Situation::Relocation, 1)],
    period: Some(|day| facts::RELOCATION_BUDGET.at(day).0.period),
    form: FORM,
    calculate,
};

const FORM: Form = Form {
    fields: &[
        Field::whole("households", "年度计划搬迁户数")
            .range(1, MAX_HOUSEHOLDS)
            .unit("户"),
        DISTRICT_STANDARD,
    ],
};

/// The budget lines of a year.
///
/// # Errors
///
/// `below_minimum` for a standard below the minimum of the day; `too_large` when a sum does not fit; the form's limits keep it from that.
///
/// # Source
///
/// 泸市府办规〔2024〕1号 三(一), 四; funds and publicity: 五(二), 五(四).
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::RELOCATION_BUDGET.at(context.as_of).0;
    let validity = facts::RELOCATION_VALIDITY.at(context.as_of).0.citation;
    if !may_compute(&mut outcome, "这项规定", rule.period, validity, context) {
        return Ok(outcome);
    }
    for note in [
        facts::RELOCATION_BUDGET_START,
        facts::RELOCATION_BUDGET_SUPERIOR,
        facts::RELOCATION_ACCOUNT,
        facts::RELOCATION_LIST,
        facts::RELOCATION_CITY_CHANGE,
    ] {
        add_note(&mut outcome, note);
    }
    let Some(households) = checked.whole("households") else {
        ask_for(&mut outcome, &FORM, "households", rule.citation);
        let figure = Figure::unknown("city", "市级预算", Unit::Fen, "还不知道户数", rule.citation);
        outcome.add_figure(figure);
        return Ok(outcome);
    };
    let own = checked.money(DISTRICT_STANDARD.key);
    check_standard(own, context)?;
    lines(&mut outcome, households, own).ok_or_else(|| too_large("households"))?;
    if own.is_none() {
        add_note(&mut outcome, facts::RELOCATION_OWN_STANDARD);
    }
    add_plan_notice(&mut outcome, households);
    Ok(outcome.concluded(Verdict::Informative))
}

/// Adds the lines of the city and the district, and their sum; `None` when one does not fit.
fn lines(outcome: &mut Outcome, households: i64, own: Option<Fen>) -> Option<()> {
    let city = facts::RELOCATION_CITY.at(outcome.as_of).0;
    let least = facts::RELOCATION_DISTRICT_MINIMUM.at(outcome.as_of).0;
    let district = Fact {
        value: own.unwrap_or(least.value),
        ..*least
    };
    let [district_line, total_line] = match own {
        Some(_) => [("district", "区县预算"), ("total", "市和区县合计")],
        None => [
            ("district_minimum", "区县预算（至少）"),
            ("minimum_total", "市和区县合计（至少）"),
        ],
    };
    let mut total = Fen::ZERO;
    let mut parts = Vec::new();
    for ((key, label), standard) in [(("city", "市级预算"), city), (district_line, &district)] {
        let amount = standard.value.checked_times(households)?;
        total = total.checked_add(amount)?;
        let figure = Figure::money(key, label, amount, standard.citation);
        let expression = times(standard.value, households);
        outcome.add_step(label, expression, figure.text.clone(), standard.citation);
        outcome.add_figure(figure);
        parts.push(amount.to_string());
    }
    let citation = facts::RELOCATION_BUDGET.at(outcome.as_of).0.citation;
    let (key, label) = total_line;
    let figure = Figure::money(key, label, total, citation);
    outcome.add_step(label, parts.join(" + "), figure.text.clone(), citation);
    outcome.add_figure(figure);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn years_add_up(first in 1..1000_i64, second in 1..1000_i64) {
            let total = |households: i64| {
                let outcome = ask(CALCULATOR.name, &[("households", &households.to_string())]);
                outcome.figure("minimum_total").unwrap().value.unwrap()
            };
            prop_assert_eq!(total(first) + total(second), total(first + second));
        }
    }
}
