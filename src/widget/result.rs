//! An outcome on the screen: what is most important first, every figure with its steps and sources.

use crate::citation::Citation;
use crate::form::InputError;
use crate::ics;
use crate::outcome::{Compared, Comparison, Notice, NoticeKind, Outcome, Step, Verdict};

use super::dom::{El, el, refill, svg};

/// Shows an outcome in place of what was shown before.
pub(super) fn show(place: &El, outcome: &Outcome) {
    let (urgent, others): (Vec<&Notice>, Vec<&Notice>) =
        outcome.notices.iter().partition(|notice| {
            matches!(
                notice.kind,
                NoticeKind::NotYetInForce | NoticeKind::NoLongerInForce
            )
        });
    let mut parts = vec![
        notices("urgent", &urgent),
        headline(outcome),
        reasons(outcome),
        notices("notices", &others),
    ];
    parts.push(links(outcome));
    parts.push(steps(&outcome.steps));
    parts.push(figures(outcome));
    parts.push(days(outcome));
    parts.extend(
        outcome
            .comparisons
            .iter()
            .map(|comparison| Some(compare(comparison))),
    );
    parts.push(Some(
        el("p")
            .class("as-of")
            .text(&format!("查询日期：{}。", outcome.as_of)),
    ));
    let parts: Vec<El> = parts.into_iter().flatten().collect();
    refill(place.get(), &parts);
}

/// Shows that some answers must be mended first.
pub(super) fn show_errors(place: &El, errors: &[InputError]) {
    let items: Vec<El> = errors
        .iter()
        .map(|error| el("li").text(&error.message))
        .collect();
    let told = el("p")
        .class("headline")
        .text("先改正这些填写，才能算出结果：");
    refill(place.get(), &[told, el("ul").children(&items)]);
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

fn headline(outcome: &Outcome) -> Option<El> {
    let (sign, words, name) = verdict(outcome.verdict);
    let words = if outcome.verdict == Verdict::Informative && !outcome.findings.is_empty() {
        "按公报的规定"
    } else {
        words
    };
    let badge = el("p")
        .class("verdict")
        .attr("data-verdict", name)
        .child(
            &el("span")
                .class("sign")
                .attr("aria-hidden", "true")
                .text(sign),
        )
        .text(words);
    let (label, text, citation) = main_part(outcome)?;
    let size = if outcome.findings.is_empty() {
        "figure"
    } else {
        "figure decision"
    };
    Some(
        el("div")
            .class("headline")
            .child(&badge)
            .child(&el("p").class("figure-label").text(label))
            .child(&el("p").class(size).prose(text))
            .child(&cite(citation)),
    )
}

fn reasons(outcome: &Outcome) -> Option<El> {
    let items: Vec<El> = outcome
        .reasons
        .iter()
        .map(|reason| {
            let item = el("li").child(&el("p").prose(&reason.text));
            let item = match &reason.turned_by {
                Some(turned_by) => item.child(
                    &el("p")
                        .class("turn")
                        .prose(&format!("只要{turned_by}，就符合条件。")),
                ),
                None => item,
            };
            item.child(&cite(reason.citation))
        })
        .collect();
    section(
        "reasons",
        "为什么不符合",
        &el("ul").children(&items),
        !items.is_empty(),
    )
}

fn notices(name: &str, notices: &[&Notice]) -> Option<El> {
    let items: Vec<El> = notices
        .iter()
        .map(|notice| {
            el("li")
                .class("notice")
                .child(&el("span").class("kind").text(kind(notice.kind)))
                .child(&el("p").prose(&notice.text))
                .child(&cite(notice.citation))
        })
        .collect();
    let list = el("ul").class("notice-list").children(&items);
    if name == "urgent" {
        (!items.is_empty()).then(|| el("div").class("urgent").child(&list))
    } else {
        section(name, "要留意", &list, !items.is_empty())
    }
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

fn steps(steps: &[Step]) -> Option<El> {
    let items: Vec<El> = steps
        .iter()
        .map(|step| {
            el("li")
                .class("step")
                .child(&el("p").class("step-label").text(&step.label))
                .child(
                    &el("p")
                        .class("step-sum")
                        .child(&el("span").class("expression").prose(&step.expression))
                        .child(&el("span").class("result-value").text(&format!(
                            " {} {}",
                            equals(&step.result),
                            step.result
                        ))),
                )
                .child(&cite(step.citation))
        })
        .collect();
    section(
        "steps",
        "怎样算出来的",
        &el("ol").class("step-list").children(&items),
        !items.is_empty(),
    )
}

/// What stands between an expression and its result: a number equals, a finding follows.
fn equals(result: &str) -> &'static str {
    if result.starts_with(|first: char| first.is_ascii_digit()) {
        "="
    } else {
        "→"
    }
}

/// The decisions and figures after the first, which is the headline.
fn figures(outcome: &Outcome) -> Option<El> {
    let findings = outcome.findings.iter();
    let findings = findings.map(|it| (it.label, it.text.as_ref(), "text", it.citation));
    let figures = outcome.figures.iter();
    let figures = figures.map(|it| (it.label.as_ref(), it.text.as_str(), "number", it.citation));
    let rows: Vec<El> = findings
        .chain(figures)
        .skip(1)
        .map(|(label, text, class, citation)| {
            tr().child(&th(label))
                .child(&td().class(class).prose(text))
                .child(&td().child(&cite(citation)))
        })
        .collect();
    let table = el("table")
        .attr("role", "table")
        .class("figures")
        .child(&el("tbody").attr("role", "rowgroup").children(&rows));
    section("all-figures", "各项结果", &table, !rows.is_empty())
}

/// Other calculators that go on from here; the view knows them by their place.
fn links(outcome: &Outcome) -> Option<El> {
    let items: Vec<El> = outcome
        .links
        .iter()
        .enumerate()
        .map(|(at, link)| {
            let button = el("button")
                .class("link")
                .attr("type", "button")
                .attr("data-link", &at.to_string())
                .text(link.title);
            el("li").child(&el("p").prose(&link.text)).child(&button)
        })
        .collect();
    let list = el("ul").class("link-list").children(&items);
    section("links", "接着算", &list, !items.is_empty())
}

/// Days to keep: as a file for a calendar, and as text where a download does nothing.
fn days(outcome: &Outcome) -> Option<El> {
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
    let hint = el("p")
        .class("hint")
        .text("点了没有反应（例如在微信里），可以复制下面的文字：");
    let body = el("div").child(&download).child(&hint).child(&copy);
    section("days", "要记的日子", &body, !outcome.events.is_empty())
}

/// A table with a bar in each row: the chart and its numbers are one.
fn compare(comparison: &Comparison) -> El {
    let most = comparison
        .rows
        .iter()
        .filter_map(|row| row.value)
        .max()
        .unwrap_or(0);
    let rows: Vec<El> = comparison
        .rows
        .iter()
        .map(|row| compared(row, most))
        .collect();
    let table = el("table")
        .attr("role", "table")
        .class("comparison")
        .child(&el("caption").text(&comparison.title))
        .child(&el("tbody").attr("role", "rowgroup").children(&rows));
    el("section")
        .class("compare")
        .child(&table)
        .child(&cite(comparison.citation))
}

fn compared(row: &Compared, most: i64) -> El {
    let label = th(row.label);
    let label = if row.asked {
        label.child(&el("span").class("asked").text("（所选）"))
    } else {
        label
    };
    tr().class(if row.asked {
        "compared chosen-row"
    } else {
        "compared"
    })
    .child(&label)
    .child(&td().class("number").text(&row.text))
    .child(
        &td()
            .class("bar-cell")
            .child(&bar(row.value.unwrap_or(0), most)),
    )
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
        .child(&svg("rect").attr("width", &length).attr("height", "10"))
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

fn section(name: &str, heading: &str, body: &El, wanted: bool) -> Option<El> {
    wanted.then(|| {
        el("section")
            .class(name)
            .child(&el("h3").text(heading))
            .child(body)
    })
}

fn cite(citation: Citation) -> El {
    el("p").class("citation").text(&format!("依据：{citation}"))
}
