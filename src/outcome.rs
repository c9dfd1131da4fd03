//! What a calculator answers: a verdict, figures, and the proof of both.

use std::borrow::Cow;

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;
use crate::money::Fen;

/// A text that is either fixed or made for one answer.
pub type Text = Cow<'static, str>;

/// The answer of a calculator, with its proof.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::{Context, calculate};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Answer;
/// use luzhou_gazette::outcome::Verdict;
///
/// let today = Context::on(Date::parse("2024-06-01").unwrap());
/// let answers = [("households".to_string(), Answer::from("1"))];
/// let outcome = calculate("relocation-subsidy", &answers, today).unwrap();
/// assert_eq!(outcome.verdict, Verdict::Undetermined);
/// assert_eq!(outcome.figure("known_minimum").unwrap().text, "27000.00 元");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Outcome {
    /// The calculator's name.
    pub calculator: &'static str,
    /// The day from which the answer looks at the rules.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub as_of: Date,
    /// The answer in one word.
    pub verdict: Verdict,
    /// Named numbers, the headline first.
    pub figures: Vec<Figure>,
    /// How each figure came about, in order.
    pub steps: Vec<Step>,
    /// Why a claim is refused; empty for every other verdict.
    pub reasons: Vec<Reason>,
    /// What the person should know, the most important first.
    pub notices: Vec<Notice>,
    /// Numbers to set side by side, as a table or a chart.
    pub comparisons: Vec<Comparison>,
    /// What was decided that is no number, the headline first.
    pub findings: Vec<Finding>,
    /// Days worth keeping in a calendar, in the order in which they come.
    pub events: Vec<Event>,
    /// Other calculators that go on from here.
    pub links: Vec<Link>,
    /// The keys of the questions whose answers can still change this outcome, in the order of the form.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
    pub asks: Vec<&'static str>,
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The claim stands.
    Granted,
    /// The claim does not stand.
    Denied,
    /// No claim is at stake and every figure is determined.
    Informative,
    /// An answer or an amount is missing.
    Undetermined,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money, in whole fen; printed as yuan.
    Fen,
    /// Millilitres.
    Ml,
    /// Hundredths of a percent.
    BasisPoints,
    /// Donations of 200 ml each (人次).
    PersonTimes,
    /// Units of blood used, 200 ml of whole blood each (单位).
    BloodUnits,
    /// Households (户).
    Households,
    /// People (人).
    People,
    /// Things that are counted (个).
    Count,
    /// Calendar days.
    Days,
    /// Working days (工作日).
    Workdays,
    /// Metres.
    Metres,
    /// A day, written as the number 20240115; printed as 2024-01-15.
    Date,
    /// Hundredths of a unit that the figure's text names.
    Hundredths,
}

/// A named number with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Figure {
    /// A stable name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub key: Text,
    /// The Chinese name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub label: Text,
    /// The number in `unit`, or nothing while it is unknown.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub value: Option<i64>,
    /// What the number counts.
    pub unit: Unit,
    /// The number as a person reads it, with its unit.
    pub text: String,
    /// Where the gazette says so.
    pub citation: Citation,
}

/// One step of the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Step {
    /// What the step finds.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub label: Text,
    /// The expression with its numbers.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub expression: Text,
    /// What came out.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub result: Text,
    /// The rule that the step applies.
    pub citation: Citation,
}

/// Why a claim is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    /// The key of the answer on which the condition failed.
    pub field: &'static str,
    /// Which condition failed, and by how much.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub text: Text,
    /// The one changed answer that would turn the verdict, if there is one.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub turned_by: Option<Text>,
    /// The clause that sets the condition.
    pub citation: Citation,
}

/// Something that the person should know about the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Notice {
    /// What sort of notice it is.
    pub kind: NoticeKind,
    /// The notice, in a sentence.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub text: Text,
    /// The clause or row that gives rise to it.
    pub citation: Citation,
}

/// The sorts of notices, in the order in which a person should read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The rule does not stand yet.
    NotYetInForce,
    /// The rule no longer stands.
    NoLongerInForce,
    /// The gazette names an amount without printing it, or leaves it to other rules.
    AmountNotInGazette,
    /// What is printed is odd; it is kept as printed.
    MisprintInSource,
    /// The text can be read in more than one way; this says which reading applies.
    ReadingApplied,
    /// The gazette states no last day.
    EndNotStated,
    /// The answer takes something for granted.
    Assumption,
    /// The official calendar of working days does not reach so far.
    CalendarNotPublished,
    /// Anything else worth knowing.
    Information,
}

/// Numbers of one unit set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Comparison {
    /// What is compared.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub title: Text,
    /// What the numbers count.
    pub unit: Unit,
    /// One number a row.
    pub rows: Vec<Compared>,
    /// Where the numbers stand.
    pub citation: Citation,
}

/// One of several numbers set side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Compared {
    /// What the number belongs to.
    pub label: &'static str,
    /// The number, or nothing where the gazette prints none.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub value: Option<i64>,
    /// The number as a person reads it.
    pub text: String,
    /// Whether this is the row that the person asked about.
    pub asked: bool,
}

/// Something decided that is no number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Finding {
    /// A stable name of what was to be decided.
    pub key: &'static str,
    /// What was to be decided, in Chinese.
    pub label: &'static str,
    /// The stable id of the decision; nothing while it is open.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub id: Option<&'static str>,
    /// The decision as a person reads it.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub text: Text,
    /// Where the gazette says so.
    pub citation: Citation,
}

/// A day, or a run of days, worth keeping in a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Event {
    /// A stable name, unique in the outcome.
    pub key: &'static str,
    /// What the day is.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub title: Text,
    /// The first day.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub from: Date,
    /// The last day, inclusive; the same as the first for a single day.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub until: Date,
    /// Where the gazette says so.
    pub citation: Citation,
}

/// Another calculator, with the answers that are already known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Link {
    /// The calculator's name.
    pub calculator: &'static str,
    /// The calculator's Chinese name.
    pub title: &'static str,
    /// Why one would go on there.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub text: Text,
    /// Its answers that are known here, as the element's attributes write them.
    #[serde(serialize_with = "as_object")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "{ [key: string]: string }"))]
    pub answers: Vec<(&'static str, String)>,
}

fn as_object<S: serde::Serializer>(
    answers: &[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(key, answer)| (key, answer)))
}

impl Outcome {
    /// An answer that says nothing yet.
    #[must_use]
    pub fn new(calculator: &'static str, as_of: Date) -> Self {
        Self {
            calculator,
            as_of,
            verdict: Verdict::Undetermined,
            figures: Vec::new(),
            steps: Vec::new(),
            reasons: Vec::new(),
            notices: Vec::new(),
            comparisons: Vec::new(),
            findings: Vec::new(),
            events: Vec::new(),
            links: Vec::new(),
            asks: Vec::new(),
        }
    }

    /// The figure with this key.
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// The finding with this key.
    #[must_use]
    pub fn finding(&self, key: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.key == key)
    }

    /// Adds a step to the proof.
    // Never inlined, here and below: a fixed text is passed on as two words, and becomes a `Text` only once.
    #[inline(never)]
    pub fn step(
        &mut self,
        label: impl Into<Text>,
        expression: impl Into<Text>,
        result: impl Into<Text>,
        citation: Citation,
    ) {
        self.push_step(label.into(), expression.into(), result.into(), citation);
    }

    // What is generic above is only the conversion; one copy of the rest serves all callers.
    #[inline(never)]
    fn push_step(&mut self, label: Text, expression: Text, result: Text, citation: Citation) {
        self.steps.push(Step {
            label,
            expression,
            result,
            citation,
        });
    }

    /// Adds a notice behind those that come before it in reading order, once: the same sentence is
    /// not said twice.
    #[inline(never)]
    pub fn notice(&mut self, kind: NoticeKind, text: impl Into<Text>, citation: Citation) {
        self.push_notice(kind, text.into(), citation);
    }

    #[inline(never)]
    fn push_notice(&mut self, kind: NoticeKind, text: Text, citation: Citation) {
        let notice = Notice {
            kind,
            text,
            citation,
        };
        if !self.notices.contains(&notice) {
            let at = self.notices.partition_point(|earlier| earlier.kind <= kind);
            self.notices.insert(at, notice);
        }
    }

    /// Adds a figure.
    #[inline(never)]
    pub fn add(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Adds a decision: its key and label, its id, and its words.
    #[inline(never)]
    pub fn finds(
        &mut self,
        key: &'static str,
        label: &'static str,
        id: Option<&'static str>,
        text: impl Into<Text>,
        citation: Citation,
    ) {
        self.findings.push(Finding {
            key,
            label,
            id,
            text: text.into(),
            citation,
        });
    }

    /// The answer with the given verdict. Nothing that is still open turns a refusal.
    #[must_use]
    pub fn concluded(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        if verdict == Verdict::Denied {
            self.asks.clear();
        }
        self
    }
}

impl Figure {
    /// A known number.
    #[must_use]
    #[inline(never)]
    pub fn known(
        key: impl Into<Text>,
        label: impl Into<Text>,
        value: i64,
        unit: Unit,
        citation: Citation,
    ) -> Self {
        let text = unit.text(value);
        Self::new(key.into(), label.into(), Some(value), unit, text, citation)
    }

    #[inline(never)]
    fn new(
        key: Text,
        label: Text,
        value: Option<i64>,
        unit: Unit,
        text: String,
        citation: Citation,
    ) -> Self {
        Self {
            key,
            label,
            value,
            unit,
            text,
            citation,
        }
    }

    /// A known amount of money.
    #[must_use]
    #[inline(never)]
    pub fn money(
        key: impl Into<Text>,
        label: impl Into<Text>,
        amount: Fen,
        citation: Citation,
    ) -> Self {
        Self::known(key, label, amount.get(), Unit::Fen, citation)
    }

    /// A known day.
    #[must_use]
    #[inline(never)]
    pub fn date(
        key: impl Into<Text>,
        label: impl Into<Text>,
        day: Date,
        citation: Citation,
    ) -> Self {
        let (value, text) = (Some(day.digits()), day.to_string());
        Self::new(key.into(), label.into(), value, Unit::Date, text, citation)
    }

    /// A known number whose unit only its text names.
    #[must_use]
    #[inline(never)]
    pub fn worded(
        key: impl Into<Text>,
        label: impl Into<Text>,
        hundredths: i64,
        text: impl Into<String>,
        citation: Citation,
    ) -> Self {
        let (value, text) = (Some(hundredths), text.into());
        Self::new(
            key.into(),
            label.into(),
            value,
            Unit::Hundredths,
            text,
            citation,
        )
    }

    /// A number that is not known; `text` says what is known of it.
    #[must_use]
    #[inline(never)]
    pub fn unknown(
        key: impl Into<Text>,
        label: impl Into<Text>,
        unit: Unit,
        text: impl Into<String>,
        citation: Citation,
    ) -> Self {
        Self::new(key.into(), label.into(), None, unit, text.into(), citation)
    }
}

impl Unit {
    /// The number as a person reads it, with its unit.
    #[must_use]
    pub fn text(self, value: i64) -> String {
        let suffix = match self {
            Self::Fen => return yuan(Fen::new(value)),
            Self::BasisPoints => {
                return u32::try_from(value)
                    .map(|points| crate::money::BasisPoints::new(points).to_string())
                    .unwrap_or_default();
            }
            Self::Ml => "毫升",
            Self::PersonTimes => "人次",
            Self::BloodUnits => "单位",
            Self::Households => "户",
            Self::People => "人",
            Self::Count => "个",
            Self::Days => "天",
            Self::Workdays => "个工作日",
            Self::Metres => "米",
            Self::Date | Self::Hundredths => return value.to_string(),
        };
        format!("{value} {suffix}")
    }
}

/// Hundredths as a person reads them, without superfluous zeros.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::outcome::decimal;
///
/// assert_eq!([250, 62_000, 0, 5].map(decimal), ["2.5", "620", "0", "0.05"]);
/// ```
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let text = Fen::new(hundredths).to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An amount as a person reads it: `27000.00 元`.
#[must_use]
pub fn yuan(amount: Fen) -> String {
    format!("{amount} 元")
}
