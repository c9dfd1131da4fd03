//! What a calculator is, and finding and asking one by its name.

use serde::Serialize;

use crate::date::Date;
use crate::form::{Answer, Checked, ErrorCode, Field, Form, InputError, Kind, When};
use crate::outcome::{NoticeKind, Outcome, Verdict};
use crate::period::Period;

use super::{ALL, Situation};

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
    /// The situations of the interview to which it belongs, with its place among their calculators.
    pub(super) situations: &'static [(Situation, u8)],
    /// The days on which what it answers from is in force, as of a day; nothing where it covers several rules.
    pub period: Option<fn(Date) -> Period>,
    /// What it asks.
    pub form: Form,
    pub(super) calculate: fn(&Checked, Context) -> Result<Outcome, InputError>,
}

/// Whose question a calculator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::Audience;
    ///
    /// assert_eq!(Audience::ALL.map(Audience::title).len(), 3);
    /// assert_eq!(Audience::Government.title(), "政府部门");
    /// ```
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Resident => "个人和家庭",
            Self::Organisation => "医院、企业和单位",
            Self::Government => "政府部门",
        }
    }
}

/// How many characters of an unknown name its error repeats at most.
const MAX_NAME_SHOWN: usize = 40;

/// From where a calculator looks at the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// The day of looking. The core holds no clock: whoever calls says which day it is.
    pub as_of: Date,
    /// Whether to compute with a rule that is not in force on `as_of`, marked as such.
    pub historical: bool,
}

impl Context {
    /// Looking on this day, only at the rules that are in force on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::Context;
    /// use luzhou_gazette::date::Date;
    ///
    /// let today = Context::on(Date::parse("2024-06-01").unwrap());
    /// assert!(!today.historical);
    /// let past_rules_too = Context { historical: true, ..today };
    /// assert_eq!(past_rules_too.as_of, today.as_of);
    /// ```
    #[must_use]
    pub const fn on(as_of: Date) -> Self {
        Self {
            as_of,
            historical: false,
        }
    }
}

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
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::find;
///
/// assert_eq!(find("medical-fee").unwrap().name, "medical-fee");
/// assert!(find("tax").is_none());
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static Calculator> {
    all().iter().find(|calculator| calculator.name == name)
}

/// Whether a calculator has this name, for the build to refuse data that names none.
pub(crate) const fn is_named(name: &str) -> bool {
    let mut rest = ALL;
    while let [first, others @ ..] = rest {
        if same(first.name.as_bytes(), name.as_bytes()) {
            return true;
        }
        rest = others;
    }
    false
}

/// Whether two texts are the same, for what the build asks.
pub(super) const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, after_one @ ..], [b, after_other @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (after_one, after_other);
    }
    one.is_empty() && other.is_empty()
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
/// assert_eq!(outcome.figure("subsidy").unwrap().text, "13,000 元");
/// ```
pub fn calculate(
    name: &str,
    answers: &[(String, Answer)],
    context: Context,
) -> Result<Outcome, Vec<InputError>> {
    let calculator = find(name).ok_or_else(|| {
        let names: Vec<&str> = all().iter().map(|calculator| calculator.name).collect();
        // A name comes from outside: an error repeats it, but not at any length.
        let shown: String = name.chars().take(MAX_NAME_SHOWN).collect();
        let message = format!("没有名为“{shown}”的计算器，可用的是：{}", names.join("、"));
        Vec::from([InputError::new(ErrorCode::UnknownCalculator, "", message)])
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, find};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let calculator = find("blood-donation-quota").unwrap();
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let checked = calculator.form.check(&answers).unwrap();
    /// let context = Context::on(Date::parse("2024-02-29").unwrap());
    /// let outcome = calculator.calculate(&checked, context).unwrap();
    /// assert_eq!(outcome.figure("plan").unwrap().value, Some(2738));
    /// ```
    pub fn calculate(
        &self,
        answers: &Checked,
        context: Context,
    ) -> Result<Outcome, Vec<InputError>> {
        let mut outcome = (self.calculate)(answers, context).map_err(|error| Vec::from([error]))?;
        self.add_unused_notice(&mut outcome, answers, context);
        // What is asked, in the order of the form.
        let asked = self.form.fields.iter().map(|field| field.key);
        outcome.asks = asked.filter(|key| outcome.asks.contains(key)).collect();
        outcome.summary = outcome.in_short();
        Ok(outcome)
    }

    /// Says which answers are not used, since others leave their questions out, and which make no
    /// difference: those of the questions on demand without which the outcome is the same.
    fn add_unused_notice(&self, outcome: &mut Outcome, answers: &Checked, context: Context) {
        let mut indifferent = Vec::new();
        let mut used = answers.clone();
        // Where the rule is not in force on that day no question matters, and a notice says so already.
        // While a question is open the others may still matter, once it is answered.
        let open = outcome.verdict == Verdict::Undetermined
            && (outcome.standing_words().is_some() || !outcome.asks.is_empty());
        let on_demand = |field: &&Field| {
            let asked = matches!(field.when, Some(When::Asked)) && answers.has(field.key);
            asked && !open
        };
        for field in self.form.fields.iter().filter(on_demand) {
            let without = used.without(field.key);
            if (self.calculate)(&without, context).is_ok_and(|it| it == *outcome) {
                indifferent.push(format!("“{}”", field.label));
                used = without;
            }
        }
        let notice = outcome.notices.first().map(|it| it.citation);
        let citation = outcome.headline().map(|it| it.citation).or(notice);
        let Some(citation) = citation else {
            return;
        };
        if !answers.unused().is_empty() {
            let text = format!("没有用到：{}。", answers.unused().join("、"));
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
        if !indifferent.is_empty() {
            let text = format!("{}的回答不影响这里的结果。", indifferent.concat());
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
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
                assert!(has_range(field), "{}", field.key);
            }
        }
    }

    /// Whether a number is asked within limits, in the rows too.
    fn has_range(field: &Field) -> bool {
        match field.kind {
            Kind::Whole { max, .. } | Kind::Measure { max, .. } => max < i64::MAX,
            Kind::Money { max, .. } => max.get() < i64::MAX,
            Kind::Rows { fields, .. } => fields.iter().all(has_range),
            _ => true,
        }
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_names() {
        let context = Context::on(Date::parse("2024-06-01").unwrap());
        let errors = calculate("tax", &[], context).unwrap_err();
        assert_eq!(errors[0].code, ErrorCode::UnknownCalculator);
        assert!(errors[0].message.contains("relocation-subsidy"));
        let long = calculate(&"税".repeat(1_000_000), &[], context).unwrap_err();
        assert!(long[0].message.len() < 2_000);
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
