//! What the carbon plan asks of a project, a building, a hub and a district's plan (项目准入与绿色建筑).
//!
//! 泸市府发[2024]2号 二(三)5, 二(四)2, 二(五)3, 二(十)2: the gate for projects with high energy use, high
//! emissions or a low level, the standard of new buildings and hubs, and who approves a district's plan.

use crate::form::{Checked, Form};
use crate::gazette::decisions::{self, PROJECT_GATE};
use crate::gazette::facts;
use crate::outcome::{Outcome, Verdict};

use super::shared::{add_note, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "project-gate",
    title: "项目准入与绿色建筑",
    question: "要上的项目、要建的房子，碳达峰方案有什么要求？",
    audience: Audience::Organisation,
    situations: &[(Situation::Project, 1)],
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        decisions::PROJECT_GATE_SUBJECT,
        decisions::PROJECT_GATE_SECTOR,
        decisions::PROJECT_GATE_IN_PARK,
        decisions::PROJECT_GATE_CAPACITY,
        decisions::PROJECT_GATE_STATE,
        decisions::PROJECT_GATE_APPROVED,
    ],
};

/// The decision of the table `project-gate`.
///
/// # Source
///
/// 泸市府发[2024]2号 二(三)5, 二(四)2, 二(五)3, 二(十)2; also 二(二)1, 四(四), 五(三).
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let plan = facts::CARBON_PLAN.at(context.as_of).0;
    if !may_compute(
        &mut outcome,
        "碳达峰实施方案",
        plan.period,
        plan.citation,
        context,
    ) {
        return outcome;
    }
    let row = decide(
        &mut outcome,
        &FORM,
        &PROJECT_GATE,
        ("requirement", "要求"),
        &|key| checked.word(key),
    );
    add_note(&mut outcome, facts::CARBON_PLAN_END);
    match checked.word("subject") {
        Some("new_project") => {
            add_note(&mut outcome, facts::GATE_ENERGY);
            add_note(&mut outcome, facts::GATE_SECTORS);
        }
        Some("building") => add_note(&mut outcome, facts::GATE_BUILDINGS),
        Some("district_plan") => add_note(&mut outcome, facts::GATE_YEARLY),
        _ => {}
    }
    let Some(row) = row else {
        return outcome;
    };
    if ["stop_and_rectify", "no_further"].contains(&row.then) {
        add_note(&mut outcome, facts::GATE_FINANCE);
    }
    outcome.concluded(Verdict::Informative)
}
