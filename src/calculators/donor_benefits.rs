//! What the notice gives those who have given blood, and their relatives (献血者待遇).
//!
//! 泸市府办函〔2024〕4号 二(二): three days of leave and an allowance of unstated amount, three fees
//! waived, blood fees reduced at discharge, and priority. How many person-times a donation counts for:
//! 附件1备注.

use crate::form::{Checked, Field, Form};
use crate::gazette::decisions::{self, DONOR_BENEFITS};
use crate::gazette::facts;
use crate::outcome::{Figure, Outcome, Unit, Verdict};
use crate::period::Standing;

use super::shared::{add_note, add_phone, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "donor-benefits",
    title: "献血者待遇",
    question: "我或家人献了血，有哪些待遇，算几人次？",
    audience: Audience::Resident,
    situations: &[(Situation::Donor, 1)],
    period: Some(|day| facts::DONOR_BENEFITS.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        decisions::DONOR_BENEFITS_FOR_WHOM.always().prefill("donor"),
        decisions::DONOR_BENEFITS_EMERGENCY,
        Field::whole("ml", "献了多少毫升")
            .range(1, 1_000_000)
            .unit("毫升")
            .hint("想知道算几人次时填。"),
    ],
};

/// The decision that a benefit is not given.
const NOT_NAMED: &str = "not_named";

/// The decision that a benefit is one of the three free ones, and that blood fees are reduced: of both the
/// notice says only that they are being pushed forward.
const FREE: &str = "free";
const REDUCED: &str = "reduced";

/// Each benefit as a decision of the table `donor-benefits`, and the donation in person-times.
///
/// # Source
///
/// 泸市府办函〔2024〕4号 二(二), 附件1备注.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::DONOR_BENEFITS.at(context.as_of).0;
    let title = format!("{} 年度的献血通知", rule.period.from.year());
    if !may_compute(&mut outcome, &title, rule.period, rule.citation, context) {
        return outcome;
    }
    let benefits = DONOR_BENEFITS
        .inputs
        .first()
        .map_or(&[][..], |it| it.answers);
    let (mut given, mut pushed) = (Vec::new(), Vec::new());
    for benefit in benefits {
        let heading = (benefit.id, benefit.label);
        let row = decide(&mut outcome, &FORM, &DONOR_BENEFITS, heading, &|key| {
            if key == "benefit" {
                Some(benefit.id)
            } else {
                checked.word(key)
            }
        });
        match row.map(|row| row.then) {
            None | Some(NOT_NAMED) => {}
            Some(FREE) if pushed.contains(&THREE_FREE) => {}
            Some(FREE) => pushed.push(THREE_FREE),
            Some(REDUCED) => pushed.push(benefit.label),
            Some(_) => given.push(benefit.label),
        }
    }
    let who = checked.id("for_whom");
    lead(&mut outcome, who, &given, &pushed);
    if who == Some("donor") {
        let leave = facts::DONOR_LEAVE.at(context.as_of).0;
        let days = i64::from(leave.value);
        outcome.add_figure(Figure::known(
            "leave_days",
            "休假",
            days,
            Unit::Days,
            leave.citation,
        ));
    }
    if let Some(ml) = checked.whole("ml") {
        person_times(&mut outcome, ml);
    }
    match who {
        Some("other") => {}
        Some("relative") => add_note(&mut outcome, facts::DONOR_SILENT_RELATIVE),
        _ => {
            add_note(&mut outcome, facts::DONOR_LEAVE_BY);
            add_note(&mut outcome, facts::DONOR_SILENT);
        }
    }
    add_note(&mut outcome, facts::DONOR_END);
    if who != Some("other") {
        let promoted = if who == Some("relative") {
            facts::DONOR_PROMOTED_RELATIVE
        } else {
            facts::DONOR_PROMOTED
        };
        add_note(&mut outcome, promoted);
        add_note(&mut outcome, facts::DONOR_PRIORITY);
        add_phone(&mut outcome);
    }
    outcome.concluded(match who {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    })
}

/// What the three free ones are called together.
const THREE_FREE: &str = "“三免”";

/// Puts first what the person has, and what is only being pushed forward; of a year that has passed, that it
/// is that year's notice.
fn lead(outcome: &mut Outcome, who: Option<&str>, given: &[&str], pushed: &[&str]) {
    let year = facts::UNIT_SLOTS.at(outcome.as_of).0.period;
    let rule = facts::DONOR_BENEFITS.at(outcome.as_of).0.citation;
    let pushed_any = !pushed.is_empty();
    let [has, pushed] = [
        given.join("、"),
        format!("还在推动落实的有{}", pushed.join("、")),
    ];
    let (id, text) = match (who, given, pushed_any) {
        (None, ..) => (None, "还不能确定".to_owned()),
        (_, [], false) => (Some(NOT_NAMED), "通知没有写".to_owned()),
        (_, [], true) => (Some("given"), pushed),
        (_, _, false) => (Some("given"), has),
        (_, _, true) => (Some("given"), format!("{has}；{pushed}")),
    };
    let text = match id {
        _ if year.standing(outcome.as_of) != Standing::Ended => text,
        Some(NOT_NAMED) => format!("{} 年度的{text}", year.from.year()),
        _ => format!("{} 年度的通知：{text}", year.from.year()),
    };
    outcome.add_finding("benefits", "有哪些待遇", id, text, rule);
    outcome.findings.rotate_right(1);
}

/// A donation in person-times; a part of one is not provided for.
fn person_times(outcome: &mut Outcome, ml: i64) {
    let each = facts::BLOOD_ML_PER_DONATION.at(outcome.as_of).0;
    let size = i64::from(each.value);
    match ml.checked_rem(size).zip(ml.checked_div(size)) {
        Some((0, times)) => {
            let label = "合多少人次";
            let result = Unit::PersonTimes.text(times);
            outcome.add_step(label, format!("{ml} ÷ {size}"), result, each.citation);
            outcome.add_figure(Figure::known(
                "person_times",
                label,
                times,
                Unit::PersonTimes,
                each.citation,
            ));
        }
        _ => add_note(outcome, facts::DONOR_PART),
    }
}
