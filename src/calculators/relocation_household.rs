//! Whether a household is one that is relocated (避险搬迁对象).
//!
//! 泸市府办规[2024]1号 一: households at points and in zones that a survey and experts find hard or
//! uneconomic to treat, with their consent, by the district's plan of the year; newly found ones are added.

use crate::form::{Checked, Form};
use crate::gazette::decisions::{self, RELOCATION_HOUSEHOLD};
use crate::gazette::facts;
use crate::outcome::{Outcome, Verdict};

use super::shared::{add_link, add_note, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "relocation-household",
    title: "避险搬迁对象",
    question: "我家算不算地质灾害避险搬迁的对象？",
    audience: Audience::Resident,
    situations: &[(Situation::Hazard, 1)],
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        decisions::RELOCATION_HOUSEHOLD_SITE,
        decisions::RELOCATION_HOUSEHOLD_CONSENT,
        decisions::RELOCATION_HOUSEHOLD_IN_PLAN,
        decisions::RELOCATION_HOUSEHOLD_NEWLY_FOUND,
    ],
};

/// The decision of the table `relocation-household`.
///
/// # Source
///
/// 泸市府办规[2024]1号 一; rights: 三(四); period: 六.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::RELOCATION_WHO.at(context.as_of).0;
    let validity = facts::RELOCATION_VALIDITY.at(context.as_of).0.citation;
    if !may_compute(&mut outcome, "这项规定", rule.period, validity, context) {
        return outcome;
    }
    let row = decide(
        &mut outcome,
        &FORM,
        &RELOCATION_HOUSEHOLD,
        ("household", "是不是搬迁对象"),
        &|key| checked.word(key),
    );
    add_note(&mut outcome, facts::RELOCATION_CRITERIA);
    let Some(row) = row else {
        return outcome;
    };
    if ["relocated", "added_promptly", "in_turn"].contains(&row.then) {
        add_note(&mut outcome, facts::RELOCATION_RIGHTS);
        let answers = vec![("households", "1".to_owned())];
        add_link(
            &mut outcome,
            "relocation-subsidy",
            "搬迁能补多少。",
            answers,
        );
    }
    outcome.concluded(Verdict::Informative)
}
