//! How the answer came about, step by step.

use luzhou_gazette::outcome::{Outcome, Sources, Step, Tone, Verdict};

use super::answer::name;
use super::icons;
use super::pieces::{reference, section, span};
use luzhou_gazette_dom::{El, el};

/// Adds the steps, open: nobody finds an explanation that has to be opened.
pub(super) fn steps(place: &El, outcome: &Outcome, sources: &mut Sources) {
    if outcome.steps.is_empty() {
        return;
    }
    let mut list = el("ol").class("steps");
    for (at, step) in outcome.steps.iter().enumerate() {
        list = list.child(row(at.saturating_add(1), step, sources));
    }
    let heading = match outcome.verdict {
        Verdict::Denied => "看过的条件",
        Verdict::Undetermined if !outcome.asks.is_empty() => "已经看过的",
        _ if !outcome.findings.is_empty() && outcome.figures.is_empty() => "为什么",
        _ => "怎样算出来的",
    };
    section(place, "proof", heading, list);
}

/// A step: its number, what it finds, a mark or the result, its source; its detail below.
fn row(number: usize, step: &Step, sources: &mut Sources) -> El {
    let item = el("li")
        .class("step")
        .child(span("step-number", &number.to_string()));
    let source = reference(sources, step.citation);
    if let Some(tone) = condition(&step.result) {
        let mark = el("span")
            .class("mark")
            .attr("data-tone", name(tone))
            .child(icons::mark(tone))
            .text(&step.result);
        return item
            .child(span("step-label", &step.label))
            .child(mark)
            .child(source)
            .child(span("step-detail", &step.expression));
    }
    let sum = el("span")
        .class("step-sum")
        .child(span("expression", &step.expression))
        .text(&format!(" {} ", equals(step)))
        .child(span("result-value", &step.result));
    item.child(span("step-label", &step.label))
        .child(el("span").class("mark"))
        .child(source)
        .child(sum)
}

/// What a step about a condition means; nothing where it is a sum.
fn condition(result: &str) -> Option<Tone> {
    match result {
        "符合" => Some(Tone::Good),
        "不符合" => Some(Tone::Bad),
        _ => None,
    }
}

/// What stands between an expression and its result: a calculation equals, a finding follows.
fn equals(step: &Step) -> &'static str {
    let calculated = step.expression.contains(['×', '÷', '+', '−']);
    let number = step
        .result
        .starts_with(|first: char| first.is_ascii_digit());
    if calculated && number { "=" } else { "→" }
}
