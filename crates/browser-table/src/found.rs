//! What was found: counts to filter by, the marks in pages, and the report to take away.

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlTextAreaElement, Url};

use luzhou_gazette::table::{Kind, Verdict};

use super::{marks, message};
use luzhou_gazette_dom::{El, append, el, flag, set};

/// As many marks as are added to the screen at once.
const PAGE: u32 = 100;

/// What was found, as it stands on the screen.
pub(super) struct Found {
    kind: Kind,
    filters: Vec<(&'static str, El)>,
    filter: &'static str,
    rows: El,
    more: El,
    /// Where the next page begins; 0 after the last.
    next: u32,
    copy: El,
    copied: El,
    link: String,
}

impl Drop for Found {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.link);
    }
}

/// Counts as the desk tells them.
pub(super) struct Counts(pub(super) JsValue);

impl Counts {
    pub(super) fn get(&self, name: &str) -> u32 {
        message::count(&self.0, name)
    }

    /// The statuses that there are, with their counts.
    fn statuses(&self) -> impl Iterator<Item = (Verdict, u32)> + use<> {
        let counts = Verdict::ALL.map(|status| (status, self.get(status.id())));
        counts
            .into_iter()
            .filter(|(verdict, count)| verdict.is_item() && *count > 0)
    }

    /// The finding in a sentence.
    pub(super) fn summary(&self, kind: Kind) -> String {
        let part = |(status, count): (Verdict, u32)| {
            let explained = self.get("may_be_explained");
            if status == Verdict::Above && explained > 0 {
                format!(
                    "{} {count}（其中 {explained} 行印有可能的原因）",
                    status.label(kind)
                )
            } else {
                format!("{} {count}", status.label(kind))
            }
        };
        let parts: Vec<String> = self.statuses().map(part).collect();
        let [items, others, blank] = ["rows", "others", "blank"].map(|name| self.get(name));
        format!(
            "核对了 {items} 行：{}。另有标题、表头和合计 {others} 行，空行 {blank} 行。",
            parts.join("，")
        )
    }
}

impl Found {
    /// What was found, and its parts in order. The first page is filled in when the desk tells it.
    pub(super) fn new(kind: Kind, counts: &Counts, link: String) -> (Self, Vec<El>) {
        let button = |label: &str, count: u32, on: bool| {
            el("button")
                .class("filter")
                .attr("type", "button")
                .attr("aria-pressed", if on { "true" } else { "false" })
                .text(&format!("{label} {count}"))
        };
        let mut filters = vec![("", button("全部", counts.get("rows"), true))];
        for (status, count) in counts.statuses() {
            let label = format!("{} {}", status.sign(), status.label(kind));
            filters.push((status.id(), button(&label, count, false)));
        }
        let bar = el("div")
            .class("filters")
            .attr("role", "group")
            .attr("aria-label", "只看")
            .children(filters.iter().map(|(_, button)| button));
        let rows = el("tbody").attr("role", "rowgroup");
        let table = el("table")
            .attr("role", "table")
            .class("marks")
            .child(el("caption").class("spoken").text("逐行结果"))
            .child(marks::head(kind))
            .child(&rows);
        let another = el("button")
            .class("more")
            .attr("type", "button")
            .attr("hidden", "")
            .text("再看 100 条");
        let save = el("a")
            .class("save")
            .attr("href", &link)
            .attr("download", "核对结果.csv")
            .text("下载全部结果（CSV）");
        let copy = el("button")
            .class("copy")
            .attr("type", "button")
            .text("下载不了？显示成文字来复制");
        let copied = el("textarea")
            .class("input copied")
            .attr("readonly", "")
            .attr("rows", "8")
            .attr("hidden", "")
            .attr("aria-label", "当前筛选的前 500 条，可以复制");
        let take = el("div").class("take").children([&save, &copy]);
        let parts = vec![take, copied.clone(), bar, table, another.clone()];
        let found = Self {
            kind,
            filters,
            filter: "",
            rows,
            more: another,
            next: 0,
            copy,
            copied,
            link,
        };
        (found, parts)
    }

    pub(super) fn clicked(&mut self, target: &Element) -> Option<Object> {
        let on = |el: &El| el.get().contains(Some(target));
        if on(&self.copy) {
            return Some(message::object(&[
                ("type", "copied".into()),
                ("status", self.filter.into()),
            ]));
        }
        if on(&self.more) {
            return Some(self.ask(self.next));
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
        Some(self.ask(0))
    }

    fn ask(&self, from: u32) -> Object {
        message::object(&[
            ("type", "page".into()),
            ("status", self.filter.into()),
            ("from", from.into()),
            ("most", PAGE.into()),
        ])
    }

    /// Shows a page of marks, in place of others where it is the first.
    pub(super) fn page(&mut self, message: &JsValue) {
        if message::text(message, "status") != self.filter {
            return; // of a filter that is no longer the chosen one
        }
        if message::count(message, "from") == 0 {
            self.rows.get().set_text_content(None);
        }
        let page = message::get(message, "page");
        let marks = message::get(&page, "marks");
        for mark in marks.unchecked_ref::<Array>().iter() {
            append(self.rows.get(), marks::row(&mark, self.kind).get());
        }
        self.next = message::count(&page, "next");
        flag(self.more.get(), "hidden", self.next == 0);
    }

    /// Shows a text to be copied, marked as a whole.
    pub(super) fn copied(&self, text: &str) {
        let area: HtmlTextAreaElement = self.copied.unchecked();
        area.set_value(text);
        flag(self.copied.get(), "hidden", false);
        area.select();
    }
}
