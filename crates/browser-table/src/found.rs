//! What was found: counts to filter by, the marks in pages, and the report to take away.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement, Url};

use luzhou_gazette::table::{Mode, Status};

use super::marks;
use luzhou_gazette_dom::{El, append, el, flag, set};

/// As many marks as are added to the screen at once.
const PAGE: u32 = 100;

/// What was found, as it stands on the screen.
pub(super) struct Found {
    mode: Mode,
    filters: Vec<(&'static str, El)>,
    filter: &'static str,
    rows: El,
    more: El,
    /// Where the next page begins; empty after the last.
    next: String,
    copy: El,
    copied: El,
    link: String,
}

impl Drop for Found {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.link);
    }
}

/// Counts as the desk tells them: rows, blank rows, heads, marks, explained marks, then each status.
pub(super) struct Counts(pub(super) Vec<u32>);

impl Counts {
    pub(super) fn get(&self, place: usize) -> u32 {
        self.0.get(place).copied().unwrap_or_default()
    }

    /// The statuses that there are, with their counts.
    fn statuses(&self) -> impl Iterator<Item = (Status, u32)> {
        let counts = self.0.iter().skip(5).copied();
        Status::ALL
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
    }

    /// The finding in a sentence.
    pub(super) fn summary(&self, mode: Mode) -> String {
        let part = |(status, count): (Status, u32)| {
            let explained = self.get(4);
            if status == Status::Above && explained > 0 {
                format!(
                    "{} {count}（其中 {explained} 行印有可能的原因）",
                    status.label(mode)
                )
            } else {
                format!("{} {count}", status.label(mode))
            }
        };
        let parts: Vec<String> = self.statuses().map(part).collect();
        let [rows, blank, heads, marks] = [0, 1, 2, 3].map(|place| self.get(place));
        let prices = if marks > rows {
            format!("、{marks} 个价格")
        } else {
            String::new()
        };
        format!(
            "核对了 {rows} 行{prices}：{}。另有标题和表头 {heads} 行、空行 {blank} 行。",
            parts.join("，")
        )
    }
}

impl Found {
    /// What was found, and its parts in order. The first page is filled in when the desk tells it.
    pub(super) fn new(mode: Mode, counts: &Counts, link: String) -> (Self, Vec<El>) {
        let button = |label: &str, count: u32, on: bool| {
            el("button")
                .class("filter")
                .attr("type", "button")
                .attr("aria-pressed", if on { "true" } else { "false" })
                .text(&format!("{label} {count}"))
        };
        let mut filters = vec![("", button("全部", counts.get(3), true))];
        for (status, count) in counts.statuses() {
            let label = format!("{} {}", status.sign(), status.label(mode));
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
            .child(marks::head(mode))
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
            mode,
            filters,
            filter: "",
            rows,
            more: another,
            next: String::new(),
            copy,
            copied,
            link,
        };
        (found, parts)
    }

    pub(super) fn clicked(&mut self, target: &Element) -> Option<Array> {
        let on = |el: &El| el.get().contains(Some(target));
        if on(&self.copy) {
            return Some(Array::of2(&"copied".into(), &self.filter.into()));
        }
        if on(&self.more) {
            return Some(self.ask(&self.next));
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
        Some(self.ask("0"))
    }

    fn ask(&self, from: &str) -> Array {
        Array::of4(
            &"page".into(),
            &self.filter.into(),
            &from.into(),
            &PAGE.into(),
        )
    }

    /// Shows a page of marks, in place of others where it is the first.
    pub(super) fn page(&mut self, message: &Array) {
        let page: Array = message.get(3).unchecked_into();
        if message.get(1).as_string().as_deref() != Some(self.filter) {
            return; // of a filter that is no longer the chosen one
        }
        if message.get(2).as_string().as_deref() == Some("0") {
            self.rows.get().set_text_content(None);
        }
        for mark in page.iter().skip(1) {
            append(
                self.rows.get(),
                marks::row(mark.unchecked_ref(), self.mode).get(),
            );
        }
        self.next = page.get(0).as_string().unwrap_or_default();
        flag(self.more.get(), "hidden", self.next.is_empty());
    }

    /// Shows a text to be copied, marked as a whole.
    pub(super) fn copied(&self, text: &str) {
        let area: HtmlTextAreaElement = self.copied.unchecked();
        area.set_value(text);
        flag(self.copied.get(), "hidden", false);
        area.select();
    }
}
