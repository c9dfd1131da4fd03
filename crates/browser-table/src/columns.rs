//! Which column is used for what, and a way to say it otherwise.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlSelectElement};

use luzhou_gazette::table::Kind;

use super::message;
use luzhou_gazette_dom::{El, el, flag, refill};

/// What a column is for: the question and whether only a bill has it.
const USES: [(&str, bool); 5] = [
    ("编码", false),
    ("金额", false),
    ("等级", false),
    ("数量", true),
    ("日期", true),
];

/// The columns on the screen.
pub(super) struct ColumnsView {
    pub(super) outer: El,
    body: El,
    fields: Vec<El>,
    selects: Vec<HtmlSelectElement>,
}

impl ColumnsView {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let body = el("div").class("uses");
        let outer = el("details")
            .class("columns")
            .attr("hidden", "")
            .child(el("summary").text("每一列是什么（认错了可以改）"))
            .child(&body);
        Self {
            outer,
            body,
            fields: Vec::new(),
            selects: Vec::new(),
        }
    }

    /// Shows a layout as the desk tells it; open where something must be chosen. Of a table that is shown
    /// already only the choices are set anew, so that the focus stays where it is.
    pub(super) fn show(&mut self, layout: &JsValue, kind: Kind, open: bool, fresh: bool) {
        let heads = texts(layout, "heads");
        if fresh {
            self.build(&heads, message::get(layout, "tiers").is_truthy());
        }
        for (select, place) in self.selects.iter().zip(texts(layout, "places")) {
            select.set_value(&place);
        }
        for (field, (_, only_bill)) in self.fields.iter().zip(USES) {
            flag(field.get(), "hidden", only_bill && kind == Kind::List);
        }
        flag(self.outer.get(), "hidden", heads.is_empty());
        if open {
            flag(self.outer.get(), "open", true);
        }
    }

    fn build(&mut self, heads: &[String], tiers: bool) {
        self.selects.clear();
        self.fields.clear();
        for (place, (label, _)) in USES.into_iter().enumerate() {
            let id = format!("use-{place}");
            let none = if place == 1 && tiers {
                "每个等级一列"
            } else {
                "没有这一列"
            };
            let mut select = el("select")
                .class("input")
                .id(&id)
                .child(el("option").attr("value", "").text(none));
            for (column, head) in heads.iter().enumerate() {
                let head = if head.is_empty() {
                    "没有表头"
                } else {
                    head
                };
                let text = format!("{}：{head}", column.saturating_add(1));
                let option = el("option").attr("value", &column.to_string()).text(&text);
                select = select.child(&option);
            }
            self.selects.push(select.unchecked());
            self.fields.push(
                el("div")
                    .class("field")
                    .child(el("label").attr("for", &id).text(label))
                    .child(&select),
            );
        }
        refill(self.body.get(), &self.fields);
        flag(self.outer.get(), "open", false);
    }

    /// Whether the event's target is one of the choices.
    pub(super) fn has(&self, target: &Element) -> bool {
        self.body.get().contains(Some(target))
    }

    /// What is chosen, as the desk reads it.
    pub(super) fn chosen(&self) -> String {
        let values: Vec<String> = self.selects.iter().map(HtmlSelectElement::value).collect();
        values.join(",")
    }
}

fn texts(layout: &JsValue, key: &str) -> Vec<String> {
    let list = message::get(layout, key);
    let list = list.unchecked_ref::<Array>().iter();
    list.filter_map(|text| text.as_string()).collect()
}
