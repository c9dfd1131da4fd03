//! Numbers beside the first: other results, and numbers set side by side.

use luzhou_gazette::outcome::{Compared, Comparison, Outcome, Sources};

use super::pieces::{reference, section, span};
use luzhou_gazette_dom::{El, el, svg};

/// Adds the decisions and figures after the first that the steps do not show already.
pub(super) fn others(place: &El, outcome: &Outcome, sources: &mut Sources) {
    let body = tbody();
    let mut any = false;
    let findings = outcome
        .findings
        .iter()
        .map(|it| (it.label, it.text.as_ref(), "text", it.citation));
    let figures = outcome
        .figures
        .iter()
        .map(|it| (it.label.as_ref(), it.text.as_str(), "number", it.citation));
    for (label, text, class, citation) in findings.chain(figures).skip(1) {
        if outcome.steps.iter().any(|step| step.result == text) {
            continue;
        }
        any = true;
        let row = tr()
            .child(th(label))
            .child(td().class(class).prose(text))
            .child(td().class("src").child(reference(sources, citation)));
        body.append(row);
    }
    if any {
        let table = table("figures").child(body);
        section(place, "all-figures", "各项结果", table);
    }
}

/// Adds the comparisons: the first open, because it belongs to the question, the others folded.
pub(super) fn comparisons(place: &El, outcome: &Outcome, sources: &mut Sources) {
    for comparison in &outcome.comparisons {
        place.append(compare(comparison, sources));
    }
}

/// A table with a bar in each row: the chart and its numbers are one.
fn compare(comparison: &Comparison, sources: &mut Sources) -> El {
    let most = comparison
        .rows
        .iter()
        .filter_map(|row| row.value)
        .max()
        .unwrap_or(0);
    let mut body = tbody();
    for row in &comparison.rows {
        body = body.child(compared(row, most));
    }
    let table = table("comparison").child(body);
    let summary = el("summary").class("fold-title").prose(&comparison.title);
    let source = el("p")
        .class("hint")
        .text("依据")
        .child(reference(sources, comparison.citation));
    el("details")
        .class("fold")
        .child(summary)
        .child(table)
        .child(source)
}

fn compared(row: &Compared, most: i64) -> El {
    let mut label = th(row.label);
    let mut class = "compared";
    if row.asked {
        label = label.child(span("asked", "（所选）"));
        class = "compared chosen-row";
    }
    let bar = bar(row.value.unwrap_or(0), most);
    tr().class(class)
        .child(label)
        .child(td().class("number").prose(&row.text))
        .child(td().class("bar-cell").child(bar))
}

/// A bar as long as the value's share of the most, in thousandths.
fn bar(value: i64, most: i64) -> El {
    let length = value
        .saturating_mul(1000)
        .checked_div(most)
        .unwrap_or(0)
        .to_string();
    svg("svg")
        .attr("class", "bar")
        .attr("viewBox", "0 0 1000 10")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(svg("rect").attr("width", &length).attr("height", "10"))
}

// The rows and cells name their roles because the styles lay them out as boxes that can wrap, and some
// browsers then no longer take them for a table.

pub(super) fn tr() -> El {
    el("tr").attr("role", "row")
}

pub(super) fn th(text: &str) -> El {
    el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .prose(text)
}

pub(super) fn td() -> El {
    el("td").attr("role", "cell")
}

pub(super) fn tbody() -> El {
    el("tbody").attr("role", "rowgroup")
}

pub(super) fn table(name: &str) -> El {
    el("table").attr("role", "table").class(name)
}
