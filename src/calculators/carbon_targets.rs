//! How far a figure is from a target of the carbon plan, and how firm that target is (碳达峰目标).
//!
//! 泸市府发〔2024〕2号 一(三), 二(一)–(八): what is to be reached is met or not; a number with 左右 has no
//! tolerance and is only reached or not; to miss what is striven for (力争) is no failure.

use crate::citation::Citation;
use crate::form::{Checked, Field, Form};
use crate::gazette::facts;
use crate::gazette::targets::{self, Bound, Firmness, INDICATORS, Target, YEARS};
use crate::outcome::{Figure, Finding, Outcome, Unit, Verdict, decimal};

use super::shared::{add_note_citing, add_open_finding, ask_for, may_compare, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "carbon-targets",
    title: "碳达峰目标对照",
    question: "这个数离碳达峰方案的目标还有多远，目标有多硬？",
    audience: Audience::Government,
    situations: &[(Situation::Targets, 1)],
    period: Some(|day| facts::CARBON_PLAN.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        Field::choice("indicator", "指标", INDICATORS),
        Field::choice("year", "哪一年的目标", YEARS).when_asked(),
        Field::measure("value", "现在或预计的数")
            .range(0, 10_000_000_000)
            .unit("")
            .hint("按指标后面括号里的单位；下降和增长都填正数，下降 14.5% 填 14.5，没有增长填 0。")
            .when_asked(),
    ],
};

/// The findings for what is printed first, and for the same target in another place.
const RESULTS: [&str; 2] = ["result", "restated"];

/// Compares a value with the targets of its indicator and year.
///
/// # Source
///
/// 泸市府发〔2024〕2号 一(三), 二(一)–(八).
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let all: Vec<&Target> = checked
        .id("indicator")
        .map_or(Vec::new(), |indicator| targets::of(indicator).collect());
    let one_year = all
        .split_first()
        .filter(|(first, rest)| rest.iter().all(|target| target.year == first.year))
        .map(|(first, _)| first.year);
    let year = checked.id("year").or(one_year);
    let meant: Vec<&Target> = all
        .iter()
        .filter(|target| target.year.is_empty() || Some(target.year) == year)
        .copied()
        .collect();
    let value = checked.hundredths("value");
    let Some(first) = meant.first() else {
        let plan = facts::CARBON_PLAN.at(context.as_of).0;
        if may_compute(&mut outcome, PLAN, plan.period, plan.citation, context) {
            without_target(&mut outcome, &all, year, plan.citation);
            if year.is_none() && value.is_none() {
                ask_for(&mut outcome, &FORM, "value", plan.citation);
            }
        }
        return outcome;
    };
    if !may_compare(&mut outcome, PLAN, first.period, first.citation, context) {
        return outcome;
    }
    for (key, target) in RESULTS.into_iter().zip(meant) {
        compare(&mut outcome, key, target, value);
    }
    match outcome.findings.first() {
        Some(Finding { id: Some(_), .. }) => outcome.concluded(Verdict::Informative),
        _ => outcome,
    }
}

/// Asks which target is meant, or says that the plan has none for the year.
fn without_target(outcome: &mut Outcome, all: &[&Target], year: Option<&str>, plan: Citation) {
    let Some(first) = all.first() else {
        ask_for(outcome, &FORM, "indicator", plan);
        return add_open_finding(outcome, RESULTS[0], "与目标比", plan);
    };
    let there: Vec<String> = all
        .iter()
        .map(|target| format!("{} 年{}", target.year, words(target)))
        .collect();
    let mut text = there.join("；");
    match year {
        Some(year) => {
            text = format!("方案没有写 {year} 年的数，只写了 {text}");
            add_target_note(outcome, first);
        }
        None => ask_for(outcome, &FORM, "year", first.citation),
    }
    undecided(outcome, first, RESULTS[0], text);
}

const PLAN: &str = "碳达峰方案的目标";

fn add_target_note(outcome: &mut Outcome, target: &Target) {
    if let Some(note) = target.note {
        outcome.add_notice(note.kind, note.text, target.citation);
    }
}

fn undecided(outcome: &mut Outcome, target: &Target, key: &'static str, text: String) {
    outcome.add_finding(key, target.name, None, text, target.citation);
}

/// Adds the finding, and for the first of them the target and how far the value is from it.
fn compare(outcome: &mut Outcome, key: &'static str, target: &Target, value: Option<i64>) {
    let citation = target.citation;
    add_target_note(outcome, target);
    let words = words(target);
    let is_first = outcome.findings.is_empty();
    let Some(number) = target.number else {
        let figure = Figure::unknown("target", "目标", Unit::Hundredths, words.clone(), citation);
        outcome.add_figure(figure);
        return undecided(outcome, target, key, words);
    };
    match target.firmness {
        Firmness::Firm => {}
        Firmness::About => add_note_citing(outcome, facts::CARBON_ABOUT, citation),
        Firmness::Striven => add_note_citing(outcome, facts::CARBON_STRIVEN, citation),
    }
    if is_first {
        let figure = Figure::worded("target", "目标", number, words.clone(), citation);
        outcome.add_figure(figure);
    }
    let Some((value, reached)) = value.zip(value.and_then(|value| target.reached(value))) else {
        ask_for(outcome, &FORM, "value", citation);
        return undecided(outcome, target, key, format!("目标：{words}"));
    };
    // Less than the target's number is below zero.
    let gap = value.saturating_sub(number);
    let size = difference(gap.saturating_abs(), target);
    let apart = match gap {
        0 => "正好相等".to_owned(),
        ..0 => format!("少 {size}"),
        _ => format!("多 {size}"),
    };
    let (id, verdict) = judged(target.firmness, reached);
    let expression = format!("{}，目标：{words}", amount(value, target));
    outcome.add_step(
        target.name,
        expression,
        format!("{verdict}，{apart}"),
        citation,
    );
    if is_first {
        let figure = Figure::worded("gap", "与目标的数相比", gap, apart, citation);
        outcome.add_figure(figure);
    }
    outcome.add_finding(
        key,
        target.name,
        Some(id),
        format!("{verdict}（目标：{words}）"),
        citation,
    );
}

/// The id and the words of a comparison: only a firm target is met or not.
const fn judged(firmness: Firmness, reached: bool) -> (&'static str, &'static str) {
    match (firmness, reached) {
        (Firmness::Firm, true) => ("met", "达到"),
        (Firmness::Firm, false) => ("not_met", "没有达到"),
        (Firmness::About, true) => ("about_reached", "到了约数"),
        (Firmness::About, false) => ("about_below", "低于约数"),
        (Firmness::Striven, true) => ("attained", "到了力争的数"),
        (Firmness::Striven, false) => ("not_attained", "没到力争的数"),
    }
}

/// The target as a person reads it.
fn words(target: &Target) -> String {
    let Some(number) = target.number else {
        return "公报没有写这个数".to_owned();
    };
    let amount = amount(number, target);
    let bound = match target.bound {
        Bound::AtLeast => "不低于",
        Bound::AtMost => "不超过",
        Bound::MoreThan => "超过",
    };
    match target.firmness {
        Firmness::Firm => format!("{bound} {amount}"),
        Firmness::About => format!("{amount} 左右"),
        Firmness::Striven => format!("力争{bound} {amount}"),
    }
}

/// How far apart two numbers with the target's unit are: percentages by points.
fn difference(hundredths: i64, target: &Target) -> String {
    match target.unit {
        "%" => format!("{} 个百分点", decimal(hundredths)),
        _ => amount(hundredths, target),
    }
}

/// A number with the target's unit.
fn amount(hundredths: i64, target: &Target) -> String {
    let number = decimal(hundredths);
    match target.unit {
        "" | "%" => format!("{number}{}", target.unit),
        unit => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;

    #[test]
    fn the_number_itself_reaches_every_target_but_a_strict_one_and_a_hundredth_decides() {
        for indicator in INDICATORS {
            for target in targets::of(indicator.id).filter(|target| target.number.is_some()) {
                let number = target.number.unwrap();
                let result = |value: i64| {
                    let value = decimal(value);
                    let mut answers = vec![("indicator", indicator.id), ("value", value.as_str())];
                    if !target.year.is_empty() {
                        answers.push(("year", target.year));
                    }
                    let outcome = ask(CALCULATOR.name, &answers);
                    assert_eq!(outcome.verdict, Verdict::Informative);
                    outcome.finding(RESULTS[0]).unwrap().id.unwrap()
                };
                let good = ["met", "about_reached", "attained"];
                let strict = target.bound == Bound::MoreThan;
                assert_eq!(good.contains(&result(number)), !strict, "{}", indicator.id);
                let beyond = if target.bound == Bound::AtMost {
                    number + 1
                } else {
                    number - 1
                };
                assert!(!good.contains(&result(beyond)), "{}", indicator.id);
            }
        }
    }
}
