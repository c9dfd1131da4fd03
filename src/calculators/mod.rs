//! The register of calculators (计算器). A new one is one file here and one line in [`all`].

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Answer, Checked, Form, InputError, Kind, When};
use crate::gazette::{Dated, Note};
use crate::outcome::{Link, NoticeKind, Outcome, Text};
use crate::period::{Period, Standing};
use crate::search::contains;

mod blood_donation_quota;
mod carbon_targets;
mod charging_places;
mod childcare_places;
mod consumption_support;
mod deadline;
mod decide;
mod demolition_sequence;
mod document_openness;
mod donor_benefits;
mod enough;
mod fleet_purchase;
mod forest_fire_season;
mod home_purchase_subsidy;
mod illegal_construction_deadlines;
mod medical_fee;
mod policy_validity;
mod project_gate;
mod relocation_budget;
mod relocation_household;
mod relocation_subsidy;
mod road_names;
mod talent_housing;
mod unit_donation_plan;
mod what_applies_to_me;

/// A calculator: what it asks and how it answers.
#[derive(Clone, Copy, Debug)]
pub struct Calculator {
    /// The stable name, in kebab case.
    pub name: &'static str,
    /// The Chinese name.
    pub title: &'static str,
    /// The question that a person comes with.
    pub question: &'static str,
    /// Whose question it is, for lists.
    pub audience: Audience,
    /// What it asks.
    pub form: Form,
    calculate: fn(&Checked, Context) -> Result<Outcome, InputError>,
}

/// Whose question a calculator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A person or a household.
    Resident,
    /// A hospital, a company, a property manager, or another unit.
    Organisation,
    /// A department of the city, a district or a township.
    Government,
}

impl Audience {
    /// Every audience, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Resident, Self::Organisation, Self::Government];

    /// The Chinese name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Resident => "个人和家庭",
            Self::Organisation => "医院、企业和单位",
            Self::Government => "政府部门",
        }
    }
}

/// From where a calculator looks at the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The day of looking. The core holds no clock: whoever calls says which day it is.
    pub as_of: Date,
    /// Whether to compute with a rule that does not stand on `as_of`, marked as such.
    pub historical: bool,
}

impl Context {
    /// Looking on this day at the rules that stand on it.
    #[must_use]
    pub const fn on(as_of: Date) -> Self {
        Self {
            as_of,
            historical: false,
        }
    }
}

pub(crate) use medical_fee::least_charge;

static ALL: &[Calculator] = &[
    what_applies_to_me::CALCULATOR,
    relocation_subsidy::CALCULATOR,
    relocation_household::CALCULATOR,
    home_purchase_subsidy::CALCULATOR,
    talent_housing::CALCULATOR,
    medical_fee::CALCULATOR,
    donor_benefits::CALCULATOR,
    unit_donation_plan::CALCULATOR,
    blood_donation_quota::CALCULATOR,
    fleet_purchase::CALCULATOR,
    illegal_construction_deadlines::CALCULATOR,
    demolition_sequence::CALCULATOR,
    forest_fire_season::CALCULATOR,
    consumption_support::CALCULATOR,
    road_names::CALCULATOR,
    relocation_budget::CALCULATOR,
    charging_places::CALCULATOR,
    childcare_places::CALCULATOR,
    policy_validity::CALCULATOR,
    carbon_targets::CALCULATOR,
    project_gate::CALCULATOR,
    document_openness::CALCULATOR,
];

/// Every calculator, in the order in which they are offered.
///
/// # Examples
///
/// ```
/// let names: Vec<_> = luzhou_gazette::calculators::all().iter().map(|c| c.name).collect();
/// assert!(names.contains(&"medical-fee"));
/// ```
#[must_use]
pub fn all() -> &'static [Calculator] {
    ALL
}

/// The calculator with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Calculator> {
    all().iter().find(|calculator| calculator.name == name)
}

/// The keys of the questions that a row of some calculator asks only of certain entries, this one
/// among them.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::asked_of;
///
/// assert_eq!(asked_of("330100003"), ["hours", "surcharges"]);
/// assert!(asked_of("111100002").contains(&"grade"));
/// ```
#[must_use]
pub fn asked_of(code: &str) -> Vec<&'static str> {
    let fields = all().iter().flat_map(|calculator| calculator.form.fields);
    let rows = fields.filter_map(|field| match field.kind {
        Kind::Rows { fields, .. } => Some(fields),
        _ => None,
    });
    let asked = rows.flatten().filter(
        |field| matches!(field.when, Some(When::Is { any_of, .. }) if any_of.contains(&code)),
    );
    asked.map(|field| field.key).collect()
}

/// Answers with the calculator of this name.
///
/// # Errors
///
/// `unknown_calculator` for a name that is not in the register; otherwise one error for each answer
/// that is not allowed, never an empty list.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::{Context, calculate};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Answer;
/// use luzhou_gazette::outcome::Verdict;
///
/// let answers = [
///     ("contract_date".to_string(), Answer::from("2024-02-29")),
///     ("price".to_string(), Answer::from("650000")),
///     ("group".to_string(), Answer::from("veteran")),
///     ("central_urban_area".to_string(), Answer::Flag(true)),
///     ("newly_built".to_string(), Answer::Flag(true)),
///     ("home_order".to_string(), Answer::from("first")),
/// ];
/// let context = Context::on(Date::parse("2024-02-29").unwrap());
/// let outcome = calculate("home-purchase-subsidy", &answers, context).unwrap();
/// assert_eq!(outcome.verdict, Verdict::Granted);
/// assert_eq!(outcome.figure("subsidy").unwrap().text, "13000.00 元");
/// ```
pub fn calculate(
    name: &str,
    answers: &[(String, Answer)],
    context: Context,
) -> Result<Outcome, Vec<InputError>> {
    let calculator = find(name).ok_or_else(|| {
        let names: Vec<&str> = all().iter().map(|calculator| calculator.name).collect();
        let message = format!("没有名为“{name}”的计算器，可用的是：{}", names.join("、"));
        Vec::from([InputError::new("unknown_calculator", "", message)])
    })?;
    let checked = calculator.form.check(answers)?;
    calculator.calculate(&checked, context)
}

impl Calculator {
    /// Answers with answers that the form has checked.
    ///
    /// # Errors
    ///
    /// One error for answers that contradict each other or whose amounts are too large to add up.
    pub fn calculate(
        &self,
        answers: &Checked,
        context: Context,
    ) -> Result<Outcome, Vec<InputError>> {
        let mut outcome = (self.calculate)(answers, context).map_err(|error| Vec::from([error]))?;
        // What is asked, in the order of the form.
        let asked = self.form.fields.iter().map(|field| field.key);
        outcome.asks = asked.filter(|key| outcome.asks.contains(key)).collect();
        Ok(outcome)
    }
}

/// What the notice of the open questions begins with.
const OPEN_QUESTIONS: &str = "还需要回答：";

/// Says which question is still open, all in one notice.
#[inline(never)]
fn needs(outcome: &mut Outcome, form: &Form, key: &'static str, citation: Citation) {
    if !outcome.asks.contains(&key) {
        outcome.asks.push(key);
    }
    let label = form
        .fields
        .iter()
        .find(|field| field.key == key)
        .map_or(key, |field| field.label);
    let label = format!("“{label}”");
    let said = outcome
        .notices
        .iter_mut()
        .find(|notice| notice.text.starts_with(OPEN_QUESTIONS));
    match said {
        Some(notice) if contains(&notice.text, &label) => {}
        Some(notice) => {
            let text = notice.text.to_mut();
            text.truncate(text.trim_end_matches('。').len());
            text.push_str(&label);
            text.push('。');
        }
        None => {
            let text = format!("{OPEN_QUESTIONS}{label}。");
            outcome.notice(NoticeKind::Information, text, citation);
        }
    }
}

/// Says a sentence of the gazette's data.
#[inline(never)]
fn say(outcome: &mut Outcome, note: &Dated<Note>) {
    let fact = note.at(outcome.as_of).0;
    outcome.notice(fact.value.kind, fact.value.text, fact.citation);
}

/// Says a sentence of the gazette's data where another clause gives rise to it.
fn say_with(outcome: &mut Outcome, note: &Dated<Note>, citation: Citation) {
    let note = note.at(outcome.as_of).0.value;
    outcome.notice(note.kind, note.text, citation);
}

/// Adds a decision that is open until questions are answered.
fn open(outcome: &mut Outcome, key: &'static str, label: &'static str, citation: Citation) {
    outcome.finds(key, label, None, "还要回答几个问题", citation);
}

/// Leads on to the calculator of this name with answers that are known; nothing where there is none.
fn link(
    outcome: &mut Outcome,
    calculator: &str,
    text: impl Into<Text>,
    answers: Vec<(&'static str, String)>,
) {
    if let Some(calculator) = find(calculator) {
        outcome.links.push(Link {
            calculator: calculator.name,
            title: calculator.title,
            text: text.into(),
            answers,
        });
    }
}

/// Says, where it is so, that `day` lies before or after the period of a rule.
fn say_standing(outcome: &mut Outcome, rule: &str, period: Period, day: Date, citation: Citation) {
    let (kind, word) = match period.standing(day) {
        Standing::InForce => return,
        Standing::NotYet => (NoticeKind::NotYetInForce, "还没有开始施行"),
        Standing::Ended => (NoticeKind::NoLongerInForce, "已经结束"),
    };
    outcome.notice(
        kind,
        format!("{rule}在 {day} {word}：期限是 {period}。"),
        citation,
    );
}

/// Whether to compute with a rule: where it does not stand on the day of looking it is said, and only a
/// look back computes all the same.
fn stands(
    outcome: &mut Outcome,
    rule: &str,
    period: Period,
    citation: Citation,
    context: Context,
) -> bool {
    say_standing(outcome, rule, period, context.as_of, citation);
    if period.standing(context.as_of) == Standing::InForce {
        return true;
    }
    if context.historical {
        outcome.notice(
            NoticeKind::Assumption,
            "以下按该规定施行期间的内容计算，只供查考。",
            citation,
        );
    }
    context.historical
}

/// Whether to compare with a target: once its last day has passed that is said, and compared all the same.
fn target_stands(
    outcome: &mut Outcome,
    rule: &str,
    period: Period,
    citation: Citation,
    context: Context,
) -> bool {
    if period.until.is_some() {
        outcome.notice(
            NoticeKind::ReadingApplied,
            "“到某年”的目标，按到那年年底理解。",
            citation,
        );
    }
    if period.standing(context.as_of) == Standing::Ended {
        say_standing(outcome, rule, period, context.as_of, citation);
        return true;
    }
    stands(outcome, rule, period, citation, context)
}

/// The choice of “none of these”.
const NO_GROUP: &str = "none";

/// Holds that “none of these” is chosen alone.
fn none_stands_alone(chosen: &[&str], field: &str) -> Result<(), InputError> {
    if chosen.len() > 1 && chosen.contains(&NO_GROUP) {
        let message = "选了“以上都不是”，就不能再选其他类别";
        return Err(InputError::new("contradicts", field, message));
    }
    Ok(())
}

/// The error for amounts that do not fit.
fn too_large(field: &str) -> InputError {
    InputError::new("too_large", field, "数字太大，合计超出了能准确计算的范围")
}

/// What the calculators' own tests share.
#[cfg(test)]
mod testing {
    use super::*;

    /// Answers with texts, on 2024-06-01 unless `as_of` is among them.
    pub(super) fn ask(name: &str, answers: &[(&str, &str)]) -> Outcome {
        let day = answers
            .iter()
            .find(|(key, _)| *key == "as_of")
            .map_or("2024-06-01", |(_, day)| day);
        let answers: Vec<(String, Answer)> = answers
            .iter()
            .filter(|(key, _)| *key != "as_of")
            .map(|(key, text)| ((*key).to_string(), Answer::from(*text)))
            .collect();
        calculate(name, &answers, Context::on(Date::parse(day).unwrap())).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keys_are_stable_identifiers() {
        for calculator in all() {
            assert!(
                calculator
                    .name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-')
            );
            for field in calculator.form.fields {
                assert!(
                    field
                        .key
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b == b'_'),
                    "{}",
                    field.key
                );
                assert!(!field.label.is_empty());
            }
        }
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_names() {
        let context = Context::on(Date::parse("2024-06-01").unwrap());
        let errors = calculate("tax", &[], context).unwrap_err();
        assert_eq!(errors[0].code, "unknown_calculator");
        assert!(errors[0].message.contains("relocation-subsidy"));
    }

    #[test]
    fn nothing_known_is_an_answer_too() {
        let context = Context::on(Date::parse("2024-06-01").unwrap());
        for calculator in all() {
            let outcome = calculate(calculator.name, &[], context).unwrap();
            assert!(
                outcome.figures.iter().all(|figure| figure.value != Some(0)),
                "{}",
                calculator.name
            );
        }
    }
}
