//! Rows on the screen: a table where there is room, lines below each other where there is not.

use wasm_bindgen::JsValue;

use luzhou_gazette::gazette::prices::{self, Tier};
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{Kind, Verdict};
use luzhou_gazette_dom::{El, el};

use super::group::Group;
use super::message::{self, get, list, text};

/// The heads of the table.
pub(super) fn head(kind: Kind) -> El {
    let own = match kind {
        Kind::List => "表内（元）",
        Kind::Bill => "账单（元）",
    };
    let heads = ["行", "项目", own, "公报（元）", "怎么看"];
    let row = heads
        .into_iter()
        .fold(el("tr").attr("role", "row"), |row, head| {
            row.child(
                el("th")
                    .attr("role", "columnheader")
                    .attr("scope", "col")
                    .text(head),
            )
        });
    el("thead").attr("role", "rowgroup").child(row)
}

/// The heading of a group.
pub(super) fn heading(group: Group, count: u32) -> El {
    let mut head = el("th")
        .attr("role", "rowheader")
        .attr("scope", "rowgroup")
        .attr("colspan", "5")
        .prose(&format!("{} {count} 行", group.label()));
    let said = match group {
        Group::Outside => {
            let items = prices::items().len();
            format!("公报这次只列 {items} 项，没列的不等于收错。")
        }
        Group::ToCheck => {
            "没有比公报高，但编码或名称和公报的对不全，或同一天还有上下级编码。".to_owned()
        }
        Group::Rest => "标题、表头、小标题、合计和注，没有核对。".to_owned(),
        _ => String::new(),
    };
    if !said.is_empty() {
        head = head.child(el("span").class("why").prose(&said));
    }
    el("tr").attr("role", "row").class("group").child(head)
}

/// As many rows as come at a time, as the desk sends them.
const PAGE: u32 = 100;

/// The row at the end of a group of which so many rows are not shown.
pub(super) fn more(left: u32) -> El {
    let words = if left > PAGE {
        format!("再看 {PAGE} 行（还有 {left} 行）")
    } else {
        format!("再看其余 {left} 行")
    };
    let button = el("button")
        .class("quiet more")
        .attr("type", "button")
        .text(&words);
    // On paper nobody can press it.
    let unprinted = el("span")
        .class("unprinted")
        .attr("aria-hidden", "true")
        .text(&format!("还有 {left} 行没有印出，都在下载的文件里。"));
    let cell = el("td")
        .attr("role", "cell")
        .attr("colspan", "5")
        .child(button)
        .child(unprinted);
    el("tr").attr("role", "row").class("rest").child(cell)
}

/// A row of the table: a line for each price that differs, or one.
pub(super) fn row(entry: &JsValue, group: Group, kind: Kind) -> Vec<El> {
    let prices = list(entry, "prices");
    if prices.len() < 2 {
        return vec![line(entry, prices.first(), group, kind, "")];
    }
    let verdict = text(entry, "verdict");
    let shown: Vec<&JsValue> = prices
        .iter()
        .filter(|price| {
            verdict == Verdict::Equal.id() || text(price, "verdict") != Verdict::Equal.id()
        })
        .collect();
    if verdict == Verdict::Equal.id() {
        let all = format!("{} 个等级都一致", prices.len());
        return vec![line(entry, None, group, kind, &all)];
    }
    let lines = shown.into_iter();
    lines
        .map(|price| line(entry, Some(price), group, kind, ""))
        .collect()
}

fn line(entry: &JsValue, price: Option<&JsValue>, group: Group, kind: Kind, said: &str) -> El {
    let none = JsValue::UNDEFINED;
    let price = price.unwrap_or(&none);
    let verdict = Verdict::find(&text(price, "verdict"))
        .or_else(|| Verdict::find(&text(entry, "verdict")))
        .unwrap_or(Verdict::Unreadable);
    let row = el("tr")
        .attr("role", "row")
        .attr("data-verdict", verdict.id())
        .class(if matches!(group, Group::Outside | Group::Rest) {
            "line faint"
        } else {
            "line"
        })
        .child(cell("place", &message::count(entry, "row").to_string()))
        .child(item(entry, price, group, kind));
    if group == Group::Rest {
        return row.child(cell("said", verdict.label(kind)).attr("colspan", "3"));
    }
    let written = match fen(price, "amount") {
        Some(amount) => amount.in_column(),
        None if price.is_undefined() => "—".to_owned(),
        None => text(price, "written"),
    };
    let printed = fen(price, "printed").map_or_else(|| "—".to_owned(), Fen::in_column);
    let (own, ours) = (
        if kind == Kind::Bill {
            "账单"
        } else {
            "表内"
        },
        "公报",
    );
    row.child(named(own, &written).class("own"))
        .child(named(ours, &printed).class("ours"))
        .child(finding(entry, price, verdict, group, kind, said))
}

fn item(entry: &JsValue, price: &JsValue, group: Group, kind: Kind) -> El {
    let (code, name) = (text(entry, "code"), text(entry, "name"));
    let item = el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .class("item");
    if group == Group::Rest {
        return item.text(&code);
    }
    let printed = text(entry, "printed_name");
    let shown = if name.is_empty() { &printed } else { &name };
    let mut below = code;
    if let Some(quantity) = get(entry, "quantity").as_f64() {
        below = format!("{below} × {quantity}");
    }
    let tier = Tier::find(&text(price, "tier"));
    if let Some(tier) = tier.filter(|_| kind == Kind::List && list(entry, "prices").len() > 1) {
        below = format!("{below} · {}", tier.label());
    }
    let day = text(entry, "day");
    if kind == Kind::Bill && !day.is_empty() {
        below = format!("{below} · {day}");
    }
    item.text(shown)
        .child(el("span").class("below").prose(&below))
}

fn finding(
    entry: &JsValue,
    price: &JsValue,
    verdict: Verdict,
    group: Group,
    kind: Kind,
    said: &str,
) -> El {
    let difference = fen(price, "amount").zip(fen(price, "printed"));
    let difference = difference.and_then(|(own, ours)| own.get().checked_sub(ours.get()));
    let difference = difference.map(|it| Fen::new(it.saturating_abs()).in_column());
    let words = match (verdict, difference) {
        (Verdict::Above, Some(difference)) => format!("多 {difference} 元"),
        (Verdict::Below, Some(difference)) => format!("少 {difference} 元"),
        (Verdict::NotInNotice, _) => "公报这次没列".to_owned(),
        _ => verdict.label(kind).to_owned(),
    };
    let words = if said.is_empty() {
        words.as_str()
    } else {
        said
    };
    let to_check = group == Group::ToCheck;
    // What may have its reason is not shown in the colour of what has none.
    let look = match verdict {
        _ if to_check => "open",
        Verdict::Above if get(entry, "explained").is_truthy() => "explained",
        _ => verdict.id(),
    };
    let mut finding = el("td").attr("role", "cell").class("said").child(
        el("p")
            .class("found")
            .attr("data-look", look)
            .child(
                el("span")
                    .class("sign")
                    .attr("aria-hidden", "true")
                    .text(if to_check { "?" } else { verdict.sign() }),
            )
            .child(el("span").prose(if to_check { "请核对" } else { words })),
    );
    let mut notes: Vec<String> = Vec::new();
    if to_check {
        notes.push(words.to_owned());
    }
    let reading = message::texts(entry, "reading");
    let printed = text(entry, "printed_name");
    if reading.iter().any(|it| it.contains("名称")) && printed != text(entry, "name") {
        notes.push(format!("公报印的是“{printed}”"));
    }
    notes.extend(reading);
    let mut said = notes.join("；");
    if !said.is_empty() {
        said.push('。');
    }
    said.push_str(&text(entry, "reason"));
    if !said.is_empty() {
        finding = finding.child(el("p").class("why").prose(&said));
    }
    let source = get(entry, "citation");
    if !text(&source, "clause").is_empty() && group != Group::Same {
        let page = message::count(&source, "page");
        let cited = format!("{}，第 {page} 页", text(&source, "clause"));
        finding = finding.child(el("p").class("why citation").prose(&cited));
    }
    finding
}

fn cell(class: &str, text: &str) -> El {
    el("td").attr("role", "cell").class(class).text(text)
}

/// A cell that says its head itself where the heads are not shown.
fn named(head: &str, text: &str) -> El {
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

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole fen, far below where a number of JavaScript loses them"
)]
fn fen(object: &JsValue, key: &str) -> Option<Fen> {
    get(object, key).as_f64().map(|fen| Fen::new(fen as i64))
}
