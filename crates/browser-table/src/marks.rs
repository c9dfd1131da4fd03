//! Marks on the screen: a table where there is room, a card a row where there is not.

use wasm_bindgen::JsValue;

use luzhou_gazette::table::{Kind, Verdict};

use super::message;
use luzhou_gazette_dom::{El, el};

/// The heads of the table.
pub(super) fn head(kind: Kind) -> El {
    let mut row = el("tr").attr("role", "row");
    for head in heads(kind) {
        row = row.child(
            el("th")
                .attr("role", "columnheader")
                .attr("scope", "col")
                .text(head),
        );
    }
    el("thead").attr("role", "rowgroup").child(&row)
}

const fn heads(kind: Kind) -> [&'static str; 6] {
    match kind {
        Kind::List => ["行", "项目", "等级", "表内价", "公报价", "结果"],
        Kind::Bill => ["行", "项目", "数量", "收费", "基准价", "结果"],
    }
}

/// A mark as the desk tells it.
pub(super) fn row(mark: &JsValue, kind: Kind) -> El {
    let text = |key| message::text(mark, key);
    let heads = heads(kind);
    let item = el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .class("mark-item")
        .child(el("span").class("mark-code").text(&text("code")))
        .child(el("span").class("mark-name").text(&text("name")));
    let (third, written, printed) = match kind {
        Kind::List => (text("tier"), text("written"), text("printed")),
        Kind::Bill => (text("quantity"), text("written"), text("printed")),
    };
    el("tr")
        .attr("role", "row")
        .class("mark")
        .child(cell(heads[0], &text("row")).class("mark-row"))
        .child(&item)
        .child(cell(heads[2], &third))
        .child(cell(heads[3], &written).class("number"))
        .child(cell(heads[4], &printed).class("number"))
        .child(finding(mark, kind))
}

/// A cell that says its head itself where the heads are not shown.
fn cell(head: &str, text: &str) -> El {
    let text = if text.is_empty() { "—" } else { text };
    el("td")
        .attr("role", "cell")
        .child(
            el("span")
                .class("cell-head")
                .attr("aria-hidden", "true")
                .text(head)
                .text(" "),
        )
        .text(text)
}

fn finding(mark: &JsValue, kind: Kind) -> El {
    let text = |key| message::text(mark, key);
    let Some(status) = Verdict::find(&text("status")) else {
        return el("td");
    };
    let difference = text("difference");
    let words = match status {
        Verdict::Above | Verdict::Below if !difference.is_empty() => {
            let direction = if status == Verdict::Above {
                "多"
            } else {
                "少"
            };
            format!("{}，{direction} {difference} 元", status.label(kind))
        }
        _ => status.label(kind).to_owned(),
    };
    // What may have its reason is not shown in the colour of what has none.
    let look = if message::get(mark, "may_be_explained").is_truthy() {
        "explained"
    } else {
        status.id()
    };
    let mut finding = el("td").attr("role", "cell").class("mark-finding").child(
        el("p")
            .class("mark-status")
            .attr("data-status", look)
            .child(
                el("span")
                    .class("sign")
                    .attr("aria-hidden", "true")
                    .text(status.sign()),
            )
            .text(&words),
    );
    let tier = text("tier");
    if kind == Kind::Bill && !tier.is_empty() {
        let stands = format!("{tier}，{} 的价格", text("day"));
        finding = finding.child(el("p").class("hint").prose(&stands));
    }
    for (key, class) in [("explanation", "hint"), ("source", "citation")] {
        let text = text(key);
        if !text.is_empty() {
            finding = finding.child(el("p").class(class).prose(&text));
        }
    }
    finding
}
