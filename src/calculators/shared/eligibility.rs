//! Judging a claim by its conditions (申领条件): each is a step of the proof, each that fails a reason.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::Form;
use crate::outcome::{Outcome, Reason, Text};
use crate::period::{Period, Standing};

use super::ask_for;

/// A condition of a claim.
pub(in crate::calculators) struct Condition {
    /// The key of the answer on which it fails.
    pub(in crate::calculators) field: &'static str,
    /// The key of the question to ask while it is not known whether it is met.
    pub(in crate::calculators) open_question: &'static str,
    /// The condition in a few Chinese words.
    pub(in crate::calculators) label: &'static str,
    /// Whether it is met.
    pub(in crate::calculators) finding: Finding,
    /// The clause that sets it.
    pub(in crate::calculators) citation: Citation,
}

/// Whether a condition is met.
pub(in crate::calculators) enum Finding {
    /// It is met; what the answer was.
    Met(String),
    /// It is not.
    Failed {
        /// What the answer was.
        answer: String,
        /// Why this fails, and by how much.
        why: Text,
        /// What other answer would meet it, if one could.
        turned_by: Option<Text>,
    },
    /// The answer is missing.
    Unknown,
}

/// What the conditions of a claim come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::calculators) enum Eligibility {
    /// All are met.
    Met,
    /// None fails, but an answer is missing.
    Open,
    /// At least one fails.
    Refused,
}

impl Finding {
    /// Whether `day`, on which `act` was done, lies in the period, both ends included. Where it lies after the
    /// period and before the `next` one, both are named.
    pub(in crate::calculators) fn within(
        act: &str,
        period: Period,
        next: Option<Period>,
        day: Date,
    ) -> Self {
        let signed = day.in_words();
        let why = match period.standing(day) {
            Standing::InForce => {
                return Self::Met(format!("{signed}，在{period}之内（含首尾两天）"));
            }
            Standing::NotYet => format!("{act}{}", early("第一天", period, day)),
            Standing::Ended => {
                let last = period.until.unwrap_or(period.from);
                let (days, last) = (last.days_until(day), last.in_words());
                let next = next.map(|next| format!("，{}", early(NEXT, next, day)));
                let next = next.unwrap_or_default();
                format!("{act}比最后一天（{last}）晚 {days} 天{next}")
            }
        };
        Self::Failed {
            answer: format!("{signed}，不在{period}之内"),
            why: why.into(),
            turned_by: None,
        }
    }
}

const NEXT: &str = "下一期的第一天";

/// How long before the first day of a period a day lies.
fn early(name: &str, period: Period, day: Date) -> String {
    let (first, days) = (period.from.in_words(), day.days_until(period.from));
    format!("比{name}（{first}）早 {days} 天")
}

impl Condition {
    /// The condition that a yes-or-no question is answered with yes; `why` says what a no means.
    pub(in crate::calculators) fn yes(
        field: &'static str,
        label: &'static str,
        answer: Option<bool>,
        why: &'static str,
        citation: Citation,
    ) -> Self {
        let finding = match answer {
            None => Finding::Unknown,
            Some(true) => Finding::Met("是".into()),
            Some(false) => Finding::Failed {
                answer: "否".into(),
                why: why.into(),
                turned_by: Some(label.into()),
            },
        };
        Self {
            field,
            open_question: field,
            label,
            finding,
            citation,
        }
    }
}

/// Adds a step for each condition that is known, a question for each that is not, and a reason for each
/// that fails. The one answer that would turn a refusal is named only where a single condition fails
/// and none is open.
pub(in crate::calculators) fn judge(
    outcome: &mut Outcome,
    form: &Form,
    conditions: &[Condition],
) -> Eligibility {
    for condition in conditions {
        show(outcome, form, condition);
    }
    let is_met = |condition: &&Condition| matches!(condition.finding, Finding::Met(_));
    let others = conditions.iter().filter(|it| !is_met(it)).count();
    for condition in conditions {
        if let Finding::Failed { why, turned_by, .. } = &condition.finding {
            outcome.reasons.push(Reason {
                field: condition.field,
                text: why.clone(),
                turned_by: turned_by.clone().filter(|_| others == 1),
                citation: condition.citation,
            });
        }
    }
    if !outcome.reasons.is_empty() {
        Eligibility::Refused
    } else if others > 0 {
        Eligibility::Open
    } else {
        Eligibility::Met
    }
}

fn show(outcome: &mut Outcome, form: &Form, condition: &Condition) {
    let (answer, result) = match &condition.finding {
        Finding::Met(answer) => (answer, "符合"),
        Finding::Failed { answer, .. } => (answer, "不符合"),
        Finding::Unknown => {
            return ask_for(outcome, form, condition.open_question, condition.citation);
        }
    };
    outcome.add_step(condition.label, answer.clone(), result, condition.citation);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_between_two_periods_is_told_both_ends() {
        let day = |text| Date::parse(text).unwrap();
        let period = |from, until| Period {
            from: day(from),
            until: Some(day(until)),
        };
        let first = period("2024-01-01", "2024-02-29");
        let next = Some(period("2024-04-01", "2024-06-30"));
        let why = |signed| match Finding::within("签约", first, next, day(signed)) {
            Finding::Failed { why, .. } => why.to_string(),
            Finding::Met(_) | Finding::Unknown => String::new(),
        };
        assert_eq!(
            why("2024-03-12"),
            "签约比最后一天（2024年2月29日）晚 12 天，比下一期的第一天（2024年4月1日）早 20 天"
        );
        assert_eq!(why("2023-12-31"), "签约比第一天（2024年1月1日）早 1 天");
        assert_eq!(why("2024-02-29"), "");
    }
}
