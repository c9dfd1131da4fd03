//! Nursery places for children under three (托位): how many a population needs by 2025.
//!
//! 泸市府办发〔2024〕1号 五(十三): so many places for a thousand people are to be guaranteed, a few more are
//! striven for. To miss what is striven for is no failure.

use crate::form::{Checked, Field, Form, InputError};
use crate::gazette::{Dated, facts};
use crate::outcome::{Figure, Outcome, Unit, Verdict, decimal};

use super::shared::{
    MinimumRequirement, add_note, add_open_finding, ask_for, may_compare, rounded_up, too_large,
};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "childcare-places",
    title: "托位数目标",
    question: "这么多人口，要有多少个婴幼儿托位？",
    audience: Audience::Government,
    situations: &[(Situation::Targets, 3)],
    period: Some(|day| facts::CONSUMPTION_MEASURES.at(day).0.period),
    form: FORM,
    calculate,
};

const FORM: Form = Form {
    fields: &[
        Field::whole("population", "人口")
            .range(1, 100_000_000)
            .unit("人")
            .hint("全市、区县或一个片区的总人口。"),
        Field::whole("places", "3 岁以下婴幼儿的托位")
            .range(0, 100_000_000)
            .unit("个")
            .hint("已有的或计划的；空着就只算要多少。"),
    ],
};

/// The places for a thousand people are in hundredths.
const HUNDREDTHS_OF_A_THOUSAND: i64 = 100_000;

/// The places that are guaranteed and those that are striven for.
///
/// # Errors
///
/// `too_large` when a number does not fit; the form's limits keep it from that.
///
/// # Source
///
/// 泸市府办发〔2024〕1号 五(十三).
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::CHILDCARE_GUARANTEED.at(context.as_of).0;
    if !may_compare(
        &mut outcome,
        "托位目标",
        rule.period,
        rule.citation,
        context,
    ) {
        return Ok(outcome);
    }
    add_note(&mut outcome, facts::CHILDCARE_WORDING);
    add_note(&mut outcome, facts::CHILDCARE_POPULATION);
    add_note(&mut outcome, facts::CHILDCARE_CITYWIDE);
    let guaranteed = MinimumRequirement {
        finding: ("guarantee", "确保的托位"),
        asked: "确保的托位",
        missing: ("missing", "离确保的还差"),
        word: "托位至少要有",
        enough: ("met", "托位不低于全市要确保的数"),
        too_few: ("not_met", "托位低于全市要确保的数"),
        citation: rule.citation,
    };
    let striven = MinimumRequirement {
        finding: ("striving", "力争的托位"),
        asked: "力争的托位",
        missing: ("missing_striven", "离力争的还差"),
        word: "托位力争达到",
        enough: ("attained", "托位不低于全市力争的数"),
        too_few: ("not_attained", "托位低于全市力争的数（不算违反）"),
        citation: facts::CHILDCARE_STRIVEN.at(context.as_of).0.citation,
    };
    let Some(population) = checked.whole("population") else {
        ask_for(&mut outcome, &FORM, "population", rule.citation);
        let (key, label) = guaranteed.finding;
        add_open_finding(&mut outcome, key, label, rule.citation);
        return Ok(outcome);
    };
    let targets = [
        ("guaranteed", facts::CHILDCARE_GUARANTEED, guaranteed),
        ("striven", facts::CHILDCARE_STRIVEN, striven),
    ];
    for (key, each, minimum) in targets {
        let needed = needed(&mut outcome, population, (key, each, &minimum))
            .ok_or_else(|| too_large("population"))?;
        minimum.compare(&mut outcome, needed, checked.whole("places"), Unit::Count);
    }
    Ok(outcome.concluded(Verdict::Informative))
}

/// The places that a population needs, rounded up: there is no part of a place.
fn needed(
    outcome: &mut Outcome,
    population: i64,
    (key, each, least): (&'static str, &Dated<i64>, &MinimumRequirement),
) -> Option<i64> {
    let rule = each.at(outcome.as_of).0;
    let hundredths = population.checked_mul(rule.value)?;
    let needed = rounded_up(hundredths, HUNDREDTHS_OF_A_THOUSAND)?;
    let label = least.finding.1;
    let figure = Figure::known(key, label, needed, Unit::Count, rule.citation);
    let each = decimal(rule.value);
    let expression = format!(
        "{} ÷ 1,000 × {each}，有零头进一",
        Unit::People.text(population)
    );
    outcome.add_step(label, expression, figure.text.clone(), rule.citation);
    outcome.add_figure(figure);
    Some(needed)
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_needed_covers_the_rate_and_one_fewer_does_not(population in 1..100_000_000_i64) {
            let outcome = ask(CALCULATOR.name, &[("population", &population.to_string())]);
            let value = |key| outcome.figure(key).unwrap().value.unwrap();
            for (key, rate) in [("guaranteed", 45), ("striven", 50)] {
                prop_assert!(value(key) * 10_000 >= population * rate);
                prop_assert!((value(key) - 1) * 10_000 < population * rate);
            }
            prop_assert!(value("striven") >= value("guaranteed"));
        }
    }
}
