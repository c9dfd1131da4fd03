//! Days to keep: as a file for a calendar, and as text where a download does nothing.

use luzhou_gazette::form::Checked;
use luzhou_gazette::ics;
use luzhou_gazette::outcome::Outcome;

use super::pieces::{p, section};
use luzhou_gazette_dom::{El, el};

/// Adds the days worth keeping.
pub(super) fn days(place: &El, outcome: &Outcome, answers: &Checked) {
    if outcome.events.is_empty() {
        return;
    }
    let file = ics::calendar_file(outcome, answers);
    let text = ics::plain_text(outcome);
    if file.is_empty() {
        let passed = p("hint", "这些日子都已经过去，不用再存入日历。");
        let body = el("div").child(p("text passed", text.trim_end()));
        section(place, "days", "要记的日子", body.child(passed));
        return;
    }
    let file = String::from(js_sys::encode_uri_component(&file));
    let download = el("a")
        .class("button download")
        .attr("download", &format!("{}.ics", outcome.calculator))
        .attr("href", &format!("data:text/calendar;charset=utf-8,{file}"))
        .text("存入日历（.ics 文件）");
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
