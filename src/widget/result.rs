//! An outcome on the screen: what is most important first, every figure with its steps and sources.

use crate::citation::Citation;
use crate::form::InputError;
use crate::ics;
use crate::outcome::{Compared, Comparison, Notice, NoticeKind, Outcome, Step, Verdict};

use super::dom::{El, el, svg};

/// Shows an outcome in place of what was shown before.
pub(super) fn show(place: &El, outcome: &Outcome) {
    place.clear();
    urgent(place, outcome);
    headline(place, outcome);
    reasons(place, outcome);
    notices(place, outcome);
    links(place, outcome);
    steps(place, &outcome.steps);
    figures(place, outcome);
    days(place, outcome);
    for comparison in &outcome.comparisons {
        place.append(compare(comparison));
    }
    place.append(p("as-of", &format!("查询日期：{}。", outcome.as_of)));
}

/// Shows that some answers must be mended first.
pub(super) fn show_errors(place: &El, errors: &[InputError]) {
    place.clear();
    place.append(p("headline", "先改正这些填写，才能算出结果："));
    let mut list = el("ul");
    for error in errors {
        list = list.child(el("li").text(&error.message));
    }
    place.append(list);
}

/// The outcome in a sentence, for a screen reader.
pub(super) fn spoken(outcome: &Outcome) -> String {
    let headline = main_part(outcome).map_or(String::new(), |(label, text, _)| {
        format!("，{label}：{text}")
    });
    format!("{}{headline}", verdict(outcome.verdict).1)
}

/// What the answer begins with: the first decision, or else the first figure.
fn main_part(outcome: &Outcome) -> Option<(&str, &str, Citation)> {
    let finding = outcome.findings.first();
    let finding = finding.map(|it| (it.label, it.text.as_ref(), it.citation));
    let figure = outcome.figures.first();
    finding.or(figure.map(|it| (it.label.as_ref(), it.text.as_str(), it.citation)))
}

/// A sign and words for each verdict, so that colour is never the only mark.
const fn verdict(verdict: Verdict) -> (&'static str, &'static str, &'static str) {
    match verdict {
        Verdict::Granted => ("✓", "按所填情况，可以领取", "granted"),
        Verdict::Denied => ("✕", "按所填情况，不能领取", "denied"),
        Verdict::Informative => ("✓", "按公报算出", "informative"),
        Verdict::Undetermined => ("?", "还不能完全确定", "undetermined"),
    }
}

fn headline(place: &El, outcome: &Outcome) {
    let (sign, words, name) = verdict(outcome.verdict);
    let words = if outcome.verdict == Verdict::Informative && !outcome.findings.is_empty() {
        "按公报的规定"
    } else {
        words
    };
    let Some((label, text, citation)) = main_part(outcome) else {
        return;
    };
    let badge = el("p")
        .class("verdict")
        .attr("data-verdict", name)
        .child(span("sign", sign).attr("aria-hidden", "true"))
        .text(words);
    let size = if outcome.findings.is_empty() {
        "figure"
    } else {
        "figure decision"
    };
    place.append(
        el("div")
            .class("headline")
            .child(badge)
            .child(p("figure-label", label))
            .child(el("p").class(size).prose(text))
            .child(cite(citation)),
    );
}

fn reasons(place: &El, outcome: &Outcome) {
    let mut list = el("ul");
    for reason in &outcome.reasons {
        let mut item = el("li").child(el("p").prose(&reason.text));
        if let Some(turned_by) = &reason.turned_by {
            let turn = format!("只要{turned_by}，就符合条件。");
            item = item.child(el("p").class("turn").prose(&turn));
        }
        list = list.child(item.child(cite(reason.citation)));
    }
    if !outcome.reasons.is_empty() {
        section(place, "reasons", "为什么不符合", list);
    }
}

/// Whether a notice comes before everything else.
const fn is_urgent(notice: &Notice) -> bool {
    matches!(
        notice.kind,
        NoticeKind::NotYetInForce | NoticeKind::NoLongerInForce
    )
}

fn urgent(place: &El, outcome: &Outcome) {
    if let Some(list) = notice_list(outcome, true) {
        place.append(el("div").class("urgent").child(list));
    }
}

fn notices(place: &El, outcome: &Outcome) {
    if let Some(list) = notice_list(outcome, false) {
        section(place, "notices", "要留意", list);
    }
}

fn notice_list(outcome: &Outcome, urgent: bool) -> Option<El> {
    let mut list = None;
    for notice in &outcome.notices {
        if is_urgent(notice) == urgent {
            let item = el("li")
                .class("notice")
                .child(span("kind", kind(notice.kind)))
                .child(el("p").prose(&notice.text))
                .child(cite(notice.citation));
            let started = list.unwrap_or_else(|| el("ul").class("notice-list"));
            list = Some(started.child(item));
        }
    }
    list
}

const fn kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::NotYetInForce => "还没有施行",
        NoticeKind::NoLongerInForce => "已经结束",
        NoticeKind::EndNotStated => "没有写期限",
        NoticeKind::AmountNotInGazette => "公报没有写金额",
        NoticeKind::ReadingApplied => "按一种理解计算",
        NoticeKind::MisprintInSource => "公报印刷有疑",
        NoticeKind::Assumption => "前提",
        NoticeKind::CalendarNotPublished => "放假安排未公布",
        NoticeKind::Information => "说明",
    }
}

fn steps(place: &El, steps: &[Step]) {
    let mut list = el("ol").class("step-list");
    for step in steps {
        let result = format!(" {} {}", equals(step), step.result);
        let sum = el("p")
            .class("step-sum")
            .child(el("span").class("expression").prose(&step.expression))
            .child(span("result-value", &result));
        list = list.child(
            el("li")
                .class("step")
                .child(p("step-label", &step.label))
                .child(sum)
                .child(cite(step.citation)),
        );
    }
    if !steps.is_empty() {
        section(place, "steps", "怎样算出来的", list);
    }
}

/// What stands between an expression and its result: a calculation equals, a finding follows.
fn equals(step: &Step) -> &'static str {
    let calculated = step.expression.contains(['×', '÷', '+', '−']);
    if calculated
        && step
            .result
            .starts_with(|first: char| first.is_ascii_digit())
    {
        "="
    } else {
        "→"
    }
}

/// The decisions and figures after the first, which is the headline.
fn figures(place: &El, outcome: &Outcome) {
    let body = tbody();
    let mut shown = 0_usize;
    let mut row = |label, text, class, citation| {
        shown = shown.saturating_add(1);
        if shown > 1 {
            let row = tr()
                .child(th(label))
                .child(td().class(class).prose(text))
                .child(td().child(cite(citation)));
            body.append(row);
        }
    };
    for it in &outcome.findings {
        row(it.label, &it.text, "text", it.citation);
    }
    for it in &outcome.figures {
        row(&it.label, &it.text, "number", it.citation);
    }
    if shown > 1 {
        section(
            place,
            "all-figures",
            "各项结果",
            table("figures").child(body),
        );
    }
}

/// Other calculators that go on from here; the view knows them by their place.
fn links(place: &El, outcome: &Outcome) {
    let mut list = el("ul").class("link-list");
    for (at, link) in outcome.links.iter().enumerate() {
        let button = el("button")
            .class("link")
            .attr("type", "button")
            .attr("data-link", &at.to_string())
            .text(link.title);
        list = list.child(el("li").child(el("p").prose(&link.text)).child(button));
    }
    if !outcome.links.is_empty() {
        section(place, "links", "接着算", list);
    }
}

/// Days to keep: as a file for a calendar, and as text where a download does nothing.
fn days(place: &El, outcome: &Outcome) {
    if outcome.events.is_empty() {
        return;
    }
    let file = String::from(js_sys::encode_uri_component(&ics::calendar_file(outcome)));
    let download = el("a")
        .class("download")
        .attr("download", &format!("{}.ics", outcome.calculator))
        .attr("href", &format!("data:text/calendar;charset=utf-8,{file}"))
        .text("存入日历（.ics 文件）");
    let text = ics::plain_text(outcome);
    // On a narrow screen a line takes up to three.
    let lines = text.lines().count().saturating_mul(3).to_string();
    let copy = el("textarea")
        .class("input copy")
        .attr("readonly", "")
        .attr("rows", &lines)
        .attr("aria-label", "要记的日子，可以复制")
        .text(&text);
    let hint = p("hint", "点了没有反应（例如在微信里），可以复制下面的文字：");
    let body = el("div").child(download).child(hint).child(copy);
    section(place, "days", "要记的日子", body);
}

/// A table with a bar in each row: the chart and its numbers are one.
fn compare(comparison: &Comparison) -> El {
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
    let table = table("comparison")
        .child(el("caption").text(&comparison.title))
        .child(body);
    el("section")
        .class("compare")
        .child(table)
        .child(cite(comparison.citation))
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
        .child(td().class("number").text(&row.text))
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

fn tr() -> El {
    el("tr").attr("role", "row")
}

fn th(text: &str) -> El {
    el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .text(text)
}

fn td() -> El {
    el("td").attr("role", "cell")
}

fn tbody() -> El {
    el("tbody").attr("role", "rowgroup")
}

fn table(name: &str) -> El {
    el("table").attr("role", "table").class(name)
}

fn section(place: &El, name: &str, heading: &str, body: El) {
    let section = el("section").class(name);
    place.append(section.child(el("h3").text(heading)).child(body));
}

fn p(name: &str, text: &str) -> El {
    el("p").class(name).text(text)
}

fn span(name: &str, text: &str) -> El {
    el("span").class(name).text(text)
}

fn cite(citation: Citation) -> El {
    p("citation", &format!("依据：{citation}"))
}
