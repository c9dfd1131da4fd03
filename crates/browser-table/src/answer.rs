//! The answer: what is worth a look first, by how much in sum, and every row.

use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, Url};

use js_sys::Object;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::documents::Document;
use luzhou_gazette::gazette::prices;
use luzhou_gazette::money::Fen;
use luzhou_gazette::period::Standing;
use luzhou_gazette::table::{Kind, Verdict};
use luzhou_gazette_dom::{El, append, el, flag, refill, set, set_text};

use super::group::Group;
use super::message::{self, count, get, list, object, text};
use super::rows;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = window, js_name = print)]
    fn print_page();
}

/// The answer on the screen.
pub(super) struct Answer {
    pub(super) outer: El,
    /// Why there is none; stands above the place for another table.
    pub(super) refusal: El,
    title: El,
    body: El,
    kind: Kind,
    filters: Vec<(&'static str, El)>,
    filter: &'static str,
    table: El,
    /// The groups that stand in the table.
    shown: Vec<Shown>,
    counts: JsValue,
    save: El,
    save_text: El,
    copy: El,
    print: El,
    /// What could not be done, beside the buttons.
    failure: El,
    copied: El,
    link: String,
}

/// A group in the table.
struct Shown {
    group: Group,
    body: El,
    /// How many rows of it stand there.
    rows: u32,
    /// The row at its end that asks for more.
    more: Option<El>,
    /// Where the next row is.
    next: JsValue,
}

impl Answer {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let button =
            |class: &str, text: &str| el("button").class(class).attr("type", "button").text(text);
        let title = el("h3")
            .class("part-title")
            .attr("tabindex", "-1")
            .text("2　核对的结果");
        let body = el("div").class("answer-body");
        let outer = el("section")
            .class("result")
            .attr("hidden", "")
            .child(&body);
        let refusal = el("section").class("result refused").attr("hidden", "");
        Self {
            outer,
            refusal,
            title,
            body,
            kind: Kind::List,
            filters: Vec::new(),
            filter: "",
            table: el("table").attr("role", "table").class("lines"),
            shown: Vec::new(),
            counts: JsValue::UNDEFINED,
            save: button("first save", "下载每行的结果"),
            save_text: button("quiet save-text", "下载 CSV"),
            copy: button("quiet copy", "复制"),
            print: button("quiet print", "打印"),
            failure: el("p")
                .class("failure")
                .attr("role", "alert")
                .attr("hidden", ""),
            copied: el("textarea")
                .class("input copied")
                .attr("readonly", "")
                .attr("rows", "8")
                .attr("hidden", "")
                .attr("aria-label", "当前所看的前 500 行，可以复制"),
            link: String::new(),
        }
    }

    pub(super) fn hide(&self) {
        flag(self.outer.get(), "hidden", true);
        flag(self.refusal.get(), "hidden", true);
    }

    /// Brings the title into the window, and the focus to it.
    pub(super) fn come(&self) {
        let title: HtmlElement = self.title.unchecked();
        let _ = title.focus();
        self.outer.get().scroll_into_view();
    }

    /// Says why there is nothing to show.
    pub(super) fn refuse(&self, text: &str) {
        let refusal = el("p").class("refusal").attr("tabindex", "-1").text(text);
        self.hide();
        refill(self.refusal.get(), [&refusal]);
        flag(self.refusal.get(), "hidden", false);
        message::focus(refusal.get());
        self.refusal.get().scroll_into_view();
    }

    /// Shows what came out of a table on these days; the rows come with a message of their own.
    pub(super) fn show(&mut self, summary: &JsValue, kind: Kind, days: (Date, Date)) -> String {
        self.kind = kind;
        self.counts = get(summary, "groups");
        self.filter = "";
        self.shown.clear();
        self.table.clear();
        let caption = el("caption").class("spoken").text("每行的结果");
        self.table.append(caption);
        self.table.append(rows::head(kind));
        flag(self.copied.get(), "hidden", true);
        flag(self.failure.get(), "hidden", true);
        let (headline, said) = self.headline(summary);
        let take = el("div").class("actions").children([
            &self.save,
            &self.save_text,
            &self.copy,
            &self.print,
        ]);
        let filters = self.filter_bar(summary);
        let over = count(&self.counts, Group::NotInForce.id()) > 0;
        let parts = [
            standing(days, over),
            self.title.clone(),
            headline,
            take,
            self.failure.clone(),
            self.copied.clone(),
            filters,
            self.table.clone(),
            sources(),
        ];
        refill(self.body.get(), &parts);
        flag(self.outer.get(), "hidden", false);
        said
    }

    fn headline(&self, summary: &JsValue) -> (El, String) {
        let verdicts = get(summary, "counts");
        let of = |verdict: Verdict| count(&verdicts, verdict.id());
        let group = |group: Group| count(&self.counts, group.id());
        let look = group(Group::Look);
        let others = [Group::ToCheck, Group::Unreadable].map(|it| (it, group(it)));
        let (above, below) = (of(Verdict::Above), of(Verdict::Below));
        let others: Vec<String> = others
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(group, count)| format!("{count} 行{}", group.label()))
            .collect();
        let (tone, mut words) = match look {
            0 if others.is_empty() => ("good", "没有看到比公报高的".to_owned()),
            0 => ("open", "看得懂的里没有比公报高的".to_owned()),
            look => ("open", format!("{look} 行值得先看一看")),
        };
        if !others.is_empty() {
            words = format!("{words}，另有 {}", others.join("、"));
        }
        let money = |key: &str| get(summary, key).as_f64().unwrap_or_default();
        let mut parts = vec![
            el("p")
                .class("verdict")
                .attr("data-tone", tone)
                .prose(&words),
        ];
        let mut said = vec![words];
        // What may be right is no sum.
        let explained = count(summary, "explained");
        let plain = above.saturating_sub(explained);
        if plain > 0 {
            let label = match self.kind {
                Kind::Bill if explained > 0 => {
                    format!("{plain} 行比公报的基准价高、没有印可能的原因，合起来多")
                }
                Kind::Bill => format!("{above} 行比公报的基准价高，合起来多"),
                Kind::List => format!("{above} 行比公报高，合起来多"),
            };
            let sum = yuan(money("above"));
            parts.push(el("p").class("figure-label").prose(&label));
            parts.push(
                el("p")
                    .class("figure")
                    .text(&sum)
                    .child(el("span").class("unit").text(" 元")),
            );
            said.push(format!("{label} {sum} 元"));
        }
        let mut how = self.compared(&verdicts);
        if below > 0 {
            how = format!(
                "{how}{below} 行比公报低，合起来少 {} 元。",
                yuan(money("below"))
            );
        }
        said.push(how.clone());
        parts.push(el("p").class("how").prose(&how));
        if self.kind == Kind::Bill && above > 0 {
            let some = if explained > 0 {
                format!("其中 {explained} 行印有可能的原因，没有算进合计。")
            } else {
                String::new()
            };
            let words = format!(
                "比基准价高不等于多收：账单上没有时长、部位、年龄和加收的选择。{some}先看各行的说明，再问医院。"
            );
            parts.push(el("p").class("how").prose(&words));
        }
        (el("div").class("answer").children(&parts), said.join("。"))
    }

    /// How many rows were compared with the notice's prices, and how many were not, each by its reason.
    fn compared(&self, verdicts: &JsValue) -> String {
        let of = |verdict: Verdict| count(verdicts, verdict.id());
        let compared = [Verdict::Above, Verdict::Below, Verdict::Equal];
        let others = Verdict::ALL
            .into_iter()
            .filter(|it| it.is_item() && !compared.contains(it) && of(*it) > 0);
        let left: Vec<String> = others
            .map(|it| format!("{} {} 行", it.label(self.kind), of(it)))
            .collect();
        let left = if left.is_empty() {
            String::new()
        } else {
            format!("；没有比的：{}", left.join("、"))
        };
        format!(
            "和公报比了 {} 行{left}。只和公报这次列出的 {} 项比。",
            compared.map(of).iter().sum::<u32>(),
            prices::items().len()
        )
    }

    fn filter_bar(&mut self, summary: &JsValue) -> El {
        let button = |label: &str, count: u32, on: bool| {
            el("button")
                .class("filter")
                .attr("type", "button")
                .attr("aria-pressed", if on { "true" } else { "false" })
                .text(&format!("{label} {count}"))
        };
        let blank = count(&get(summary, "counts"), Verdict::Blank.id());
        let all = count(summary, "rows").saturating_sub(blank);
        self.filters = vec![("", button("全部", all, true))];
        for group in Group::ALL {
            let count = count(&self.counts, group.id());
            if count > 0 {
                self.filters
                    .push((group.id(), button(group.label(), count, false)));
            }
        }
        el("div")
            .class("filters")
            .attr("role", "group")
            .attr("aria-label", "只看")
            .children(self.filters.iter().map(|(_, button)| button))
    }

    /// The message that a click asks for.
    pub(super) fn clicked(&mut self, target: &Element) -> Option<Object> {
        let on = |el: &El| el.get().contains(Some(target));
        for (button, form) in [(&self.save, "xlsx"), (&self.save_text, "csv")] {
            if on(button) {
                flag(self.failure.get(), "hidden", true);
                let form = ("form", form.into());
                return Some(object(&[("type", "report".into()), form]));
            }
        }
        if on(&self.copy) {
            return Some(object(&[
                ("type", "copied".into()),
                ("filter", self.filter.into()),
            ]));
        }
        if on(&self.print) {
            return Some(self.page_message(self.filter, &0.into(), true));
        }
        let more = |it: &&Shown| it.more.as_ref().is_some_and(on);
        if let Some(shown) = self.shown.iter().find(more) {
            return Some(self.page_message(shown.group.id(), &shown.next, false));
        }
        let (filter, _) = self.filters.iter().find(|(_, button)| on(button))?;
        self.filter = filter;
        for (name, button) in &self.filters {
            let pressed = if *name == self.filter {
                "true"
            } else {
                "false"
            };
            set(button.get(), "aria-pressed", pressed);
        }
        flag(self.copied.get(), "hidden", true);
        Some(self.first_page())
    }

    /// The message that asks for the first page.
    pub(super) fn first_page(&self) -> Object {
        self.page_message(self.filter, &0.into(), false)
    }

    fn page_message(&self, group: &str, place: &JsValue, all: bool) -> Object {
        object(&[
            ("type", "page".into()),
            ("filter", self.filter.into()),
            ("group", group.into()),
            ("place", place.clone()),
            ("all", all.into()),
        ])
    }

    /// Shows rows, in place of others where they are the first.
    pub(super) fn page(&mut self, message: &JsValue) {
        if text(message, "filter") != self.filter {
            return; // of a filter that is no longer the chosen one
        }
        let first = get(message, "first").is_truthy();
        if first {
            for shown in self.shown.drain(..) {
                shown.body.get().remove();
            }
        }
        for part in list(message, "parts") {
            let top = self.part(&part);
            if let Some(top) = top.filter(|_| !first) {
                // The button is gone; what it brought is where one reads on.
                set(top.get(), "tabindex", "-1");
                message::focus(top.get());
            }
        }
        if get(message, "all").is_truthy() {
            print_page();
        }
    }

    /// Shows rows of a group behind those that stand there; gives the first of them.
    fn part(&mut self, part: &JsValue) -> Option<El> {
        let group = Group::find(&text(part, "group"))?;
        let all = count(&self.counts, group.id());
        if self.shown.iter().all(|it| it.group != group) {
            let body = el("tbody")
                .attr("role", "rowgroup")
                .child(rows::heading(group, all));
            append(self.table.get(), body.get());
            self.shown.push(Shown {
                group,
                body,
                rows: 0,
                more: None,
                next: JsValue::UNDEFINED,
            });
        }
        let kind = self.kind;
        let shown = self.shown.iter_mut().find(|it| it.group == group)?;
        if let Some(more) = shown.more.take() {
            more.get().remove();
        }
        let mut top: Option<El> = None;
        for entry in list(part, "rows") {
            shown.rows = shown.rows.saturating_add(1);
            for line in rows::row(&entry, group, kind) {
                append(shown.body.get(), line.get());
                top.get_or_insert(line);
            }
        }
        shown.next = get(part, "next");
        if !shown.next.is_undefined() {
            let more = rows::more(all.saturating_sub(shown.rows));
            append(shown.body.get(), more.get());
            shown.more = Some(more);
        }
        top
    }

    /// Says what could not be done.
    pub(super) fn fail(&self, why: &str) {
        set_text(self.failure.get(), why);
        flag(self.failure.get(), "hidden", false);
    }

    /// Shows a text to be copied, marked as a whole.
    pub(super) fn copied(&self, text: &str) {
        let area: HtmlTextAreaElement = self.copied.unchecked();
        area.set_value(text);
        flag(self.copied.get(), "hidden", false);
        let _ = area.focus();
        area.select();
    }

    /// Hands the report over to be kept.
    pub(super) fn report(&mut self, message: &JsValue) {
        let blob = get(message, "report");
        let Ok(link) = Url::create_object_url_with_blob(blob.unchecked_ref()) else {
            return;
        };
        let _ = Url::revoke_object_url(&self.link);
        let anchor: HtmlElement = el("a")
            .attr("href", &link)
            .attr("download", &text(message, "name"))
            .unchecked();
        anchor.click();
        self.link = link;
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.link);
    }
}

fn yuan(fen: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole fen, far below where a number of JavaScript loses them"
    )]
    let fen = Fen::new(fen as i64);
    fen.in_column()
}

/// The notices that print prices.
fn documents() -> Vec<&'static Document> {
    let mut documents: Vec<&'static Document> = Vec::new();
    for item in prices::items() {
        if documents.iter().all(|it| it.id != item.document.id) {
            documents.push(item.document);
        }
    }
    documents
}

/// Which notices stand on the days that were compared; `over` where a row's notice does not.
fn standing((first, last): (Date, Date), over: bool) -> El {
    let line = |document: &&Document| {
        let period = document.period_on(last);
        let stands = |day: Date| period.standing(day) == Standing::InForce;
        let words = match (stands(first), stands(last)) {
            (true, true) => "核对的日子在有效期内",
            (false, false) => "核对的日子不在有效期内",
            _ => "核对的日子有的不在有效期内",
        };
        let line = el("p").prose(&format!("{}：{period}，{words}", document.number));
        // A notice that prints none of the rows may be over all the same, and is not told in the colour of one in force.
        if stands(first) && stands(last) {
            line
        } else {
            line.class("over")
        }
    };
    let lines: Vec<El> = documents().iter().map(line).collect();
    let class = if over { "validity over" } else { "validity" };
    el("div").class(class).children(&lines)
}

fn sources() -> El {
    let numbers: Vec<&str> = documents().iter().map(|it| it.number).collect();
    el("p").class("sources").prose(&format!(
        "依据：{}。各行写着印在哪一项、哪一页。",
        numbers.join("、")
    ))
}
