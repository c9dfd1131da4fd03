//! The newly named roads of 江阳区分水岭镇 (道路命名).
//!
//! 泸市府函〔2024〕20号 附件1: where each road runs, its length and width, and why it is called so.

use crate::form::{Checked, Field, Form};
use crate::gazette::facts;
use crate::gazette::roads::{self, ROADS, Road};
use crate::outcome::{Figure, Finding, Outcome, Tone, Unit, Verdict};

use super::shared::{add_note, add_open_finding, ask_for, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "road-names",
    title: "道路命名",
    question: "分水岭镇新命名的路从哪里到哪里，多长，为什么叫这个名字？",
    audience: Audience::Resident,
    situations: &[(Situation::Road, 1)],
    period: Some(|day| facts::ROADS_NAMED.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[Field::choice("road", "哪条路", ROADS)],
};

/// What the table prints of a road, and the length of all.
///
/// # Source
///
/// 泸市府函〔2024〕20号 附件1.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let rule = facts::ROADS_NAMED.at(context.as_of).0;
    let name = "这些路名";
    if !may_compute(&mut outcome, name, rule.period, rule.citation, context) {
        return outcome;
    }
    let chosen = checked.id("road");
    let road = roads::all().iter().find(|road| Some(road.id) == chosen);
    if let Some(road) = road {
        show(&mut outcome, road);
    } else {
        add_open_finding(&mut outcome, "road", "路名", rule.citation);
        ask_for(&mut outcome, &FORM, "road", rule.citation);
    }
    let of_list = |road: &&Road| road.citation.document() == rule.citation.document();
    add_up(
        &mut outcome,
        &roads::all().iter().filter(of_list).collect::<Vec<_>>(),
    );
    add_note(&mut outcome, facts::ROADS_TOTAL);
    add_note(&mut outcome, facts::ROADS_SILENT);
    add_note(&mut outcome, facts::ROADS_END);
    outcome.concluded(match road {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    })
}

/// Adds what is printed of a road.
fn show(outcome: &mut Outcome, road: &Road) {
    let findings = [
        ("road", "路名", road.name),
        ("from", "起点：相交的路", road.from),
        ("via", "经过", road.via),
        ("to", "终点：相交的路", road.to),
        ("direction", "走向", road.direction),
        ("reason", "为什么叫这个名字", road.reason),
    ];
    let printed = findings.into_iter().filter(|(_, _, text)| !text.is_empty());
    outcome
        .findings
        .extend(printed.map(|(key, label, text)| Finding {
            key,
            label,
            id: Some(road.id),
            text: text.into(),
            tone: Tone::Plain,
            citation: road.citation,
        }));
    let metres = |key: &'static str, label: &'static str, metres: u32| {
        Figure::known(key, label, metres.into(), Unit::Metres, road.citation)
    };
    outcome.figures.extend([
        metres("length", "长度", road.length),
        metres("width", "宽度", road.width),
    ]);
}

/// Adds the length of all roads of the list in force, and how it comes about.
fn add_up(outcome: &mut Outcome, roads: &[&Road]) {
    let lengths = || roads.iter().map(|road| i64::from(road.length));
    let Some(citation) = roads.first().map(|road| road.citation) else {
        return;
    };
    let total = lengths().fold(0, i64::saturating_add);
    let parts: Vec<String> = lengths().map(|length| length.to_string()).collect();
    let sum = Figure::known("total_length", "几条路合计", total, Unit::Metres, citation);
    outcome.add_step(
        sum.label.clone(),
        parts.join(" + "),
        sum.text.clone(),
        citation,
    );
    outcome.add_figure(sum);
}
