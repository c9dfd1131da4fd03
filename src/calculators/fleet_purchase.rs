//! What a buyer may choose for a new vehicle or vessel (新增或更新车船).
//!
//! 泸市府发[2024]2号 二(五)2: buses and taxis must be new-energy vehicles; the public sector buys, in
//! principle, battery or fuel-cell vehicles where a suitable model exists; private buyers are only
//! encouraged.

use crate::form::{Checked, Form};
use crate::gazette::decisions::{self, FLEET_PURCHASE};
use crate::gazette::facts;
use crate::outcome::{Outcome, Verdict};

use super::shared::{add_note, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "fleet-purchase",
    title: "车船购置要求",
    question: "单位或个人新买、更新车船，对动力有什么要求？",
    audience: Audience::Organisation,
    situations: &[(Situation::Vehicle, 1), (Situation::Fleet, 1)],
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        decisions::FLEET_PURCHASE_VEHICLE,
        decisions::FLEET_PURCHASE_SUITABLE_MODEL,
    ],
};

/// The decision of the table `fleet-purchase`.
///
/// # Source
///
/// 泸市府发[2024]2号 二(五)2.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::FLEET_PURCHASE.at(context.as_of).0;
    if !may_compute(
        &mut outcome,
        "碳达峰实施方案",
        rule.period,
        rule.citation,
        context,
    ) {
        return outcome;
    }
    let row = decide(
        &mut outcome,
        &FORM,
        &FLEET_PURCHASE,
        ("purchase", "购置要求"),
        &|key| checked.word(key),
    );
    add_note(&mut outcome, facts::CARBON_PLAN_END);
    let Some(row) = row else {
        return outcome;
    };
    match row.then {
        "all_new_energy" => add_note(&mut outcome, facts::FLEET_HYBRID),
        "electric_or_fuel_cell" => {
            add_note(&mut outcome, facts::FLEET_HYBRID);
            add_note(&mut outcome, facts::FLEET_IN_PRINCIPLE);
        }
        "electric_or_lng" => add_note(&mut outcome, facts::FLEET_IN_PRINCIPLE),
        _ => {}
    }
    outcome.concluded(Verdict::Informative)
}
