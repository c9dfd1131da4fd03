//! What a calculator answers: a verdict, figures, and the proof of both.

use serde::Serialize;

use crate::citation::{Citation, fixed};
use crate::date::Date;

mod comparison;
mod event;
mod figure;
mod finding;
mod link;
mod listing;
mod notice;
mod plain;
mod proof;
mod short;
mod sources;
mod text;

pub use comparison::{Compared, Comparison};
pub use event::Event;
pub use figure::{Figure, Unit, decimal, yuan};
pub use finding::Finding;
pub use link::Link;
pub use listing::{Entry, Listing};
pub use notice::{Notice, NoticeKind};
pub use proof::{Reason, Step};
pub use short::{Headline, Tone};
pub use sources::Sources;
pub use text::Text;

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
/// assert_eq!(outcome.figure("known_minimum").unwrap().text, "27,000 元");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Outcome {
    /// The calculator's name.
    #[serde(serialize_with = "fixed")]
    #[ts(type = "CalculatorName")]
    pub calculator: &'static str,
    /// The day from which the answer looks at the rules.
    #[ts(type = "string")]
    pub as_of: Date,
    /// The day whose rules decide: that of the event, or else the day of looking.
    #[serde(skip)]
    #[ts(skip)]
    pub day: Date,
    /// Whether the rule stands otherwise on the day of looking than on the event's day, of which a notice tells.
    #[serde(skip)]
    #[ts(skip)]
    pub stands_otherwise: bool,
    /// Whether a rule of the answer stands where another does not, of which a notice tells.
    #[serde(skip)]
    #[ts(skip)]
    pub stands_in_part: bool,
    /// The answer in one word.
    pub verdict: Verdict,
    /// The answer in one line; a rule that is not in force is said first.
    pub summary: String,
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
    /// Rows of amounts: a bill as a receipt, a plan by districts.
    pub listings: Vec<Listing>,
    /// What was decided that is no number, the headline first.
    pub findings: Vec<Finding>,
    /// Days worth keeping in a calendar, in the order in which they come.
    pub events: Vec<Event>,
    /// Other calculators that go on from here.
    pub links: Vec<Link>,
    /// The keys of the questions whose answers can still change this outcome, in the order of the form.
    #[ts(type = "string[]")]
    pub asks: Vec<&'static str>,
    /// The questions in rows that are meant by a key in `asks`, in the order of the rows.
    #[serde(skip)]
    #[ts(skip)]
    pub row_asks: Vec<RowAsk>,
}

/// An open question in a row of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAsk {
    /// Where its answer stands, as errors name it: `lines[0].parts`.
    pub path: String,
    /// The question, with the row that asks it.
    pub label: String,
}

impl RowAsk {
    /// Whether the row belongs to the question with this key.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::outcome::RowAsk;
    ///
    /// let ask = RowAsk { path: "lines[0].parts".into(), label: "第 1 行：拍了几个部位".into() };
    /// assert!(ask.is_of("lines") && !ask.is_of("line"));
    /// ```
    #[must_use]
    pub fn is_of(&self, key: &str) -> bool {
        let row = self.path.strip_prefix(key);
        row.is_some_and(|row| row.starts_with('['))
    }
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All conditions of the claim are met.
    Granted,
    /// A condition of the claim is not met.
    Denied,
    /// No claim is at stake and every figure is determined.
    Informative,
    /// An answer or an amount is missing.
    Undetermined,
}

impl Outcome {
    /// An answer without content: undetermined, nothing found.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::outcome::{Outcome, Verdict};
    ///
    /// let outcome = Outcome::new("relocation-subsidy", Date::parse("2024-06-01").unwrap());
    /// assert_eq!(outcome.verdict, Verdict::Undetermined);
    /// ```
    // Never inlined, and so below: two dozen calculators begin with these seventeen fields.
    #[inline(never)]
    #[must_use]
    pub fn new(calculator: &'static str, as_of: Date) -> Self {
        Self {
            calculator,
            as_of,
            day: as_of,
            stands_otherwise: false,
            stands_in_part: false,
            verdict: Verdict::Undetermined,
            summary: String::new(),
            figures: Vec::new(),
            steps: Vec::new(),
            reasons: Vec::new(),
            notices: Vec::new(),
            comparisons: Vec::new(),
            listings: Vec::new(),
            findings: Vec::new(),
            events: Vec::new(),
            links: Vec::new(),
            asks: Vec::new(),
            row_asks: Vec::new(),
        }
    }

    /// The answer by the rules of the day of an event, where it is known.
    #[must_use]
    pub(crate) fn decided_by(mut self, event: Option<Date>) -> Self {
        self.day = event.unwrap_or(self.as_of);
        self
    }

    /// The figure with this key.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, context).unwrap();
    /// assert_eq!(outcome.figure("plan").unwrap().value, Some(2738));
    /// assert!(outcome.figure("subsidy").is_none());
    /// ```
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.key == key)
    }

    /// The finding with this key.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("vehicle".to_string(), Answer::from("bus_taxi"))];
    /// let outcome = calculate("fleet-purchase", &answers, context).unwrap();
    /// assert!(outcome.finding("purchase").is_some());
    /// assert!(outcome.finding("subsidy").is_none());
    /// ```
    #[must_use]
    pub fn finding(&self, key: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.key == key)
    }

    /// Adds a step to the proof.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Outcome;
    ///
    /// let citation = documents::all()[0].signature;
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.add_step("市级补助", "15000 元 × 2 户", "30000 元", citation);
    /// assert_eq!(outcome.steps[0].label, "市级补助");
    /// ```
    // Never inlined, here and below: a fixed text is passed on as two words, and becomes a `Text` only once.
    #[inline(never)]
    pub fn add_step(
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
    /// not added twice.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::{NoticeKind, Outcome};
    ///
    /// let citation = documents::all()[0].signature;
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.add_notice(NoticeKind::Information, "可以问主管部门。", citation);
    /// outcome.add_notice(NoticeKind::NotYetInForce, "还没有施行。", citation);
    /// outcome.add_notice(NoticeKind::NotYetInForce, "还没有施行。", citation);
    /// assert_eq!(outcome.notices.len(), 2);
    /// assert_eq!(outcome.notices[0].kind, NoticeKind::NotYetInForce);
    /// ```
    #[inline(never)]
    pub fn add_notice(&mut self, kind: NoticeKind, text: impl Into<Text>, citation: Citation) {
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::{Figure, Outcome, Unit};
    ///
    /// let citation = documents::all()[0].signature;
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.add_figure(Figure::known("days", "还剩", 12, Unit::Days, citation));
    /// assert!(outcome.figure("days").is_some());
    /// ```
    #[inline(never)]
    pub fn add_figure(&mut self, figure: Figure) {
        self.figures.push(figure);
    }

    /// Adds a decision: its key and label, its id, and its words.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Outcome;
    ///
    /// let citation = documents::all()[0].signature;
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.add_finding("permission", "能不能做", Some("allowed"), "可以", citation);
    /// assert_eq!(outcome.finding("permission").unwrap().id, Some("allowed"));
    /// ```
    #[inline(never)]
    pub fn add_finding(
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
            tone: Tone::Plain,
            citation,
        });
    }

    /// Sets what the decision that was added last means for the person; without a decision it does nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::{Outcome, Tone};
    ///
    /// let citation = documents::all()[0].signature;
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.add_finding("permission", "能不能做", Some("banned"), "禁止", citation);
    /// outcome.set_tone(Tone::Bad);
    /// assert_eq!(outcome.finding("permission").unwrap().tone, Tone::Bad);
    /// ```
    pub fn set_tone(&mut self, tone: Tone) {
        if let Some(finding) = self.findings.last_mut() {
            finding.tone = tone;
        }
    }

    /// The answer with the given verdict. Nothing that is still open turns a refusal.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::outcome::{Outcome, Verdict};
    ///
    /// let mut outcome = Outcome::new("example", Date::parse("2024-06-01").unwrap());
    /// outcome.asks.push("price");
    /// let refused = outcome.concluded(Verdict::Denied);
    /// assert!(refused.asks.is_empty());
    /// ```
    #[must_use]
    pub fn concluded(mut self, verdict: Verdict) -> Self {
        self.verdict = verdict;
        if verdict == Verdict::Denied {
            self.asks.clear();
            self.row_asks.clear();
        }
        self
    }
}
