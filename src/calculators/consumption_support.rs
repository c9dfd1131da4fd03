//! Which measures of the consumption notice concern a topic, and who leads them (促消费措施).
//!
//! 泸市府办发〔2024〕1号: twenty measures. In a list of bodies those before the comma lead; where each acts
//! within its own duties nobody does. Subsidies and vouchers are named without an amount; some targets
//! are counted.

use crate::date::Date;
use crate::form::{Checked, Field, Form};
use crate::gazette::decisions::{self, CONSUMER_LOAN};
use crate::gazette::measures::{self, COUNTED_TOPICS, CountedTarget, Measure, TARGETS, TOPICS};
use crate::gazette::{Dated, Note, facts};
use crate::outcome::{Figure, Finding, NoticeKind, Outcome, Tone, Verdict, decimal};

use super::shared::{
    add_link, add_note, add_open_finding, ask_for, decide, may_compare, may_compute,
};
use super::{Audience, Calculator, Context, Situation, find};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "consumption-support",
    title: "促消费措施",
    question: "促消费的措施里，哪些与我有关，归谁管，还有什么没定？",
    audience: Audience::Resident,
    situations: &[
        (Situation::Shopping, 1),
        (Situation::Vehicle, 2),
        (Situation::Child, 1),
        (Situation::Targets, 2),
    ],
    period: Some(|day| facts::CONSUMPTION_MEASURES.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

/// The topic of consumer loans.
const LOANS: &str = "finance";

const FORM: Form = Form {
    fields: &[
        Field::choice("topic", "关于什么", TOPICS),
        decisions::CONSUMER_LOAN_OFFLINE.when("topic", &[LOANS]),
        decisions::CONSUMER_LOAN_PURPOSE.when("topic", &[LOANS]),
        Field::choice("target", "对照哪个目标", TARGETS)
            .hint("不对照就不填。")
            .when("topic", COUNTED_TOPICS),
        Field::measure("value", "实际做到多少")
            .range(0, 100_000_000)
            .unit("按目标的单位")
            .when_asked(),
    ],
};

/// What the notice leaves open about a measure, or prints oddly.
const OPEN: &[(&str, &Dated<Note>)] = &[
    ("car", facts::CONSUMPTION_CAR),
    ("appliances", facts::CONSUMPTION_APPLIANCES),
    ("dining", facts::CONSUMPTION_DINING),
    ("tourism", facts::CONSUMPTION_TOURISM),
    ("sport", facts::CONSUMPTION_SPORT),
    ("green", facts::CONSUMPTION_GREEN),
    (LOANS, facts::CONSUMPTION_LOANS),
    ("car", facts::CONSUMPTION_BODY_NAME),
    ("green", facts::CONSUMPTION_BODY_NAME),
];

/// The calculators of single measures.
const LINKS: &[(&str, &str)] = &[
    ("car", "fleet-purchase"),
    ("charging", "charging-places"),
    ("housing", "home-purchase-subsidy"),
    ("housing", "talent-housing"),
    ("care", "childcare-places"),
];

/// The measures of a topic, and what can be said of its loans and targets.
///
/// # Source
///
/// 泸市府办发〔2024〕1号 一(一) to 八(二十).
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::CONSUMPTION_MEASURES.at(context.as_of).0;
    let name = "促消费的措施";
    if !may_compute(&mut outcome, name, rule.period, rule.citation, context) {
        return outcome;
    }
    add_note(&mut outcome, facts::CONSUMPTION_NO_CLAIM);
    let topic = checked.id("topic");
    let concerned: Vec<&Measure> = topic.into_iter().flat_map(measures::of).collect();
    let heading = ("measures", "有关的措施");
    match concerned.first() {
        Some(first) => outcome.add_finding(
            heading.0,
            heading.1,
            Some("found"),
            format!(
                "{} 条，{}单凭这份通知不能领取",
                concerned.len(),
                but_for(topic, context.as_of)
            ),
            first.citation,
        ),
        None => add_open_finding(&mut outcome, heading.0, heading.1, rule.citation),
    }
    for measure in &concerned {
        outcome.findings.push(what(measure));
        if measure.participating.is_empty() {
            add_note(&mut outcome, facts::CONSUMPTION_ALONE);
        }
    }
    if topic == Some(LOANS) {
        let heading = ("loan", "这笔贷款");
        let row = decide(&mut outcome, &FORM, &CONSUMER_LOAN, heading, &|key| {
            checked.word(key)
        });
        if let Some(row) = row {
            lead(&mut outcome, heading.1, row.label);
        }
    }
    for target in measures::targets() {
        if Some(target.topic) == topic {
            outcome.add_figure(Figure::worded(
                target.id,
                target.label,
                target.hundredths,
                target.text,
                target.citation,
            ));
        }
        if Some(target.id) != checked.id("target") {
            continue;
        }
        if Some(target.topic) == topic {
            compare(&mut outcome, target, checked.hundredths("value"), context);
        } else {
            let text = format!("“{}”不是这个主题的目标，没有用到。", target.label);
            outcome.add_notice(NoticeKind::Information, text, target.citation);
        }
    }
    let concerns = |id: &str| concerned.iter().any(|measure| measure.id == id);
    for (_, note) in OPEN.iter().filter(|(of, _)| concerns(of)) {
        add_note(&mut outcome, note);
    }
    for (_, name) in LINKS.iter().filter(|(of, _)| Some(*of) == topic) {
        if let Some(calculator) = find(name) {
            add_link(&mut outcome, name, calculator.question, Vec::new());
        }
    }
    add_note(&mut outcome, facts::CONSUMPTION_LEADERS);
    add_note(&mut outcome, facts::CONSUMPTION_YEARS);
    add_note(&mut outcome, facts::CONSUMPTION_END);
    if topic.is_none() {
        ask_for(&mut outcome, &FORM, "topic", rule.citation);
        return outcome;
    }
    outcome.concluded(Verdict::Informative)
}

/// What can be claimed by the notice alone, if anything can.
fn but_for(topic: Option<&str>, day: Date) -> String {
    if topic != Some("housing") {
        return "办法另定，".to_owned();
    }
    let window = facts::HOME_PURCHASE_WINDOW.at(day).0.period;
    format!("除了{window}的购房补助，")
}

/// What a measure is, and who carries it out.
fn what(measure: &Measure) -> Finding {
    let Measure {
        gist,
        leading,
        participating,
        ..
    } = measure;
    let (id, text) = match (leading.is_empty(), participating.is_empty()) {
        (true, _) => (
            "by_duty",
            format!("{gist}。各按职责，没有牵头：{participating}"),
        ),
        (false, true) => ("led", format!("{gist}。牵头：{leading}")),
        (false, false) => (
            "led",
            format!("{gist}。牵头：{leading}；参加：{participating}"),
        ),
    };
    Finding {
        key: measure.id,
        label: measure.name,
        id: Some(id),
        text: text.into(),
        tone: Tone::Plain,
        citation: measure.citation,
    }
}

/// Says first what was asked in particular, before how many measures there are.
fn lead(outcome: &mut Outcome, label: &str, text: &str) {
    if let Some(first) = outcome.findings.first_mut() {
        first.text = format!("{label}：{text}；{}", first.text).into();
    }
}

/// Sets what was done against a target, also after its last day.
fn compare(outcome: &mut Outcome, target: &CountedTarget, value: Option<i64>, context: Context) {
    let (period, citation) = (target.period, target.citation);
    if !may_compare(outcome, "这个目标", period, citation, context) {
        return;
    }
    let Some(value) = value else {
        ask_for(outcome, &FORM, "value", target.citation);
        return;
    };
    let (id, text) = match (value >= target.hundredths, target.aim) {
        (true, _) => ("met", "达到"),
        (false, true) => ("not_attained", "还没有做到"),
        (false, false) => ("not_met", "还没有达到"),
    };
    if id == "not_attained" {
        add_note(outcome, facts::CONSUMPTION_AIM);
    }
    let unit = target.text.rsplit(|it: char| it.is_ascii_digit()).next();
    let done = format!("{}{}", decimal(value), unit.unwrap_or_default());
    lead(outcome, target.label, text);
    outcome.add_step(
        target.label,
        format!("实际 {done}，目标“{}”", target.text),
        text,
        target.citation,
    );
    outcome.add_finding("progress", target.label, Some(id), text, target.citation);
}
