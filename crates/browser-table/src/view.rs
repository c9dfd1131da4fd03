//! The check on the screen: what is asked, how far it is, what was found.

use std::fmt::Write as _;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DragEvent, Element, Event, HtmlElement, HtmlInputElement, Url};

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::documents::Document;
use luzhou_gazette::gazette::prices;
use luzhou_gazette::period::Standing;
use luzhou_gazette::table::{Foreign, Kind, Verdict};

use super::ask::Asked;
use super::columns::ColumnsView;
use super::found::{Counts, Found};
use super::message::{self, object};
use super::work::Work;
use luzhou_gazette_dom::iso_day;
use luzhou_gazette_dom::{El, el, flag, refill, set_text};

/// The events that the view reacts to.
pub(super) const EVENTS: [&str; 6] = ["change", "click", "dragover", "dragleave", "drop", "submit"];

/// The check on the screen.
pub(super) struct View {
    pub(super) outer: El,
    asked: Asked,
    work: Work,
    columns: ColumnsView,
    place: El,
    found: Option<Found>,
    /// Whether a person waits for a table just given, not for the same one anew.
    fresh: bool,
    /// Whether a text is at the desk, so that other settings can be tried on it.
    loaded: bool,
    running: bool,
    /// What the table was understood to be.
    kind: Kind,
    /// What is checked: the name of a file, or the pasted text.
    source: String,
    /// What was not taken over from a workbook as it stands.
    remarks: Vec<String>,
}

impl View {
    /// Builds the check, filled in from the host's attributes.
    pub(super) fn new(host: &HtmlElement) -> Self {
        let (asked, form) = Asked::new();
        let work = Work::new();
        let columns = ColumnsView::new();
        let place = el("div")
            .class("result")
            .attr("role", "region")
            .attr("tabindex", "-1")
            .attr("aria-label", "核对结果")
            .child(el("p").text("选好文件或粘贴之后，结果显示在这里。"));
        let head = el("div")
            .class("head")
            .child(el("h2").class("title").text("价目表和账单核对"))
            .child(el("p").class("question").text(
                "把一整张表和公报印的医疗服务价格逐行比对。文件只在这个浏览器里读，不会发送出去。",
            ));
        let outer = el("div")
            .class("calculator check")
            .attr("lang", "zh-CN")
            .attr("dir", "ltr")
            .children([
                &head,
                &form,
                &work.outer,
                &columns.outer,
                &place,
                &work.status,
            ]);
        let mut view = Self {
            outer,
            asked,
            work,
            columns,
            place,
            found: None,
            fresh: false,
            loaded: false,
            running: false,
            kind: Kind::default(),
            source: String::new(),
            remarks: Vec::new(),
        };
        view.prefill(host, |_| true);
        view
    }

    /// Fills in what the host gives as attributes, of those attributes that are wanted; false where there
    /// is none of them.
    pub(super) fn prefill(&mut self, host: &HtmlElement, wanted: impl Fn(&str) -> bool) -> bool {
        let value = |name: &str| host.get_attribute(name).filter(|_| wanted(name));
        let mut changed = false;
        for (name, inputs) in [("mode", &self.asked.modes), ("tier", &self.asked.tiers)] {
            if let Some(value) = value(name)
                && let Some(input) = inputs.iter().find(|input| input.value() == value)
            {
                input.set_checked(true);
                changed = true;
            }
        }
        if let Some(day) = value("as-of") {
            self.asked.day.set_value(&day);
            changed = true;
        }
        changed
    }

    /// The message that checks the same text with the settings as they stand.
    pub(super) fn again(&mut self) -> Option<Object> {
        if !(self.loaded || self.running) || !self.asked.day_is_right() {
            return None;
        }
        if !self.running {
            self.fresh = false;
            self.begin();
        }
        Some(self.ask("again", ""))
    }

    /// Reacts to an event; gives a message for the desk.
    pub(super) fn handle(&mut self, event: &Event) -> Option<Object> {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
        let on = |el: &El| el.get().contains(Some(&target));
        match event.type_().as_str() {
            "dragover" | "dragleave" | "drop" => self.dragged(event),
            "submit" => {
                event.prevent_default();
                None
            }
            "change" if self.columns.has(&target) => {
                self.fresh = false;
                self.begin();
                Some(self.ask("again", &self.columns.chosen()))
            }
            "change" => self.changed(&target),
            "click" if on(&self.asked.go) => {
                let text = self.asked.paste.value();
                if text.trim().is_empty() {
                    let _ = self.asked.paste.focus();
                    self.say("还没有粘贴任何文字。");
                    return None;
                }
                self.read("粘贴的文字", &text.into())
            }
            "click" if on(&self.work.stop) => {
                self.end();
                self.loaded = false;
                self.say("已取消，没有结果。");
                let _ = self.asked.file.focus();
                Some(object(&[("type", "stop".into())]))
            }
            "click" => self.found.as_mut()?.clicked(&target),
            _ => None,
        }
    }

    fn changed(&mut self, target: &Element) -> Option<Object> {
        let is = |input: &HtmlInputElement| {
            let input: &Element = input;
            input == target
        };
        if is(&self.asked.file) {
            let file = self.asked.file.files()?.get(0)?;
            // The same file may be chosen again after it was mended.
            let message = self.read(&file.name(), &file);
            self.asked.file.set_value("");
            return message;
        }
        if is(&self.asked.day) {
            let day = iso_day(&self.asked.day.value());
            self.asked.day.set_value(&day);
            self.asked.show_day();
            return self.again();
        }
        let all = self.asked.modes.iter().chain(&self.asked.tiers);
        if all.into_iter().any(is) {
            self.again()
        } else {
            None
        }
    }

    /// A file dragged over the element or dropped on it.
    fn dragged(&mut self, event: &Event) -> Option<Object> {
        event.prevent_default();
        let over = event.type_() == "dragover";
        flag(self.asked.drop.get(), "data-over", over);
        if event.type_() != "drop" {
            return None;
        }
        let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
        if data.files().is_some_and(|files| files.length() > 1) {
            "拖来的文件".clone_into(&mut self.source);
            self.fresh = true;
            self.refuse("many");
            return Some(message::object(&[("type", "stop".into())]));
        }
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            return self.read(&file.name(), &file);
        }
        let text = data.get_data("text").ok().filter(|text| !text.is_empty())?;
        self.read("拖来的文字", &text.into())
    }

    /// The message that reads a file or a text.
    fn read(&mut self, name: &str, source: &JsValue) -> Option<Object> {
        if !self.asked.show_day() {
            let _ = self.asked.day.focus();
            return None;
        }
        name.clone_into(&mut self.source);
        self.remarks.clear();
        self.fresh = true;
        flag(self.columns.outer.get(), "hidden", true);
        self.begin();
        let message = self.ask("read", "");
        message::set(&message, "source", source);
        Some(message)
    }

    /// A message of this type with the settings as they stand.
    fn ask(&self, message: &str, columns: &str) -> Object {
        let settings = object(&[
            ("mode", checked(&self.asked.modes).into()),
            ("tier", checked(&self.asked.tiers).into()),
            ("day", self.asked.day.value().into()),
            ("columns", columns.into()),
        ]);
        object(&[("type", message.into()), ("settings", settings.into())])
    }

    fn begin(&mut self) {
        self.running = true;
        self.found = None;
        refill(self.place.get(), &[]);
        flag(self.place.get(), "hidden", true);
        flag(self.work.outer.get(), "hidden", false);
        self.work.show("正在读", 0);
        self.say(&format!("正在核对{}。", self.source));
    }

    fn end(&mut self) {
        self.running = false;
        flag(self.work.outer.get(), "hidden", true);
        flag(self.place.get(), "hidden", false);
    }

    fn say(&self, text: &str) {
        set_text(self.work.status.get(), text);
    }

    /// Shows what the desk tells; gives the counts that the host should hear once they are there.
    pub(super) fn told(&mut self, message: &JsValue) -> Option<JsValue> {
        match message::text(message, "type").as_str() {
            "progress" if self.running => {
                self.work.progress(message);
                None
            }
            "layout" => {
                let layout = message::get(message, "layout");
                let unready = message::text(&layout, "unready");
                self.kind = Kind::find(&message::text(&layout, "kind")).unwrap_or_default();
                self.loaded = true;
                self.columns
                    .show(&layout, self.kind, !unready.is_empty(), self.fresh);
                if !unready.is_empty() {
                    self.refuse(&unready);
                }
                None
            }
            "sheet" => {
                let _ = write!(self.source, "（表“{}”）", message::text(message, "name"));
                let remarks: Array = message::get(message, "remarks").unchecked_into();
                self.remarks = remarks.iter().filter_map(|it| it.as_string()).collect();
                None
            }
            "refused" => {
                self.loaded = false;
                self.refuse(&message::text(message, "why"));
                None
            }
            "done" => self.done(message),
            "page" => {
                self.found.as_mut()?.page(message);
                None
            }
            "copied" => {
                self.found.as_ref()?.copied(&message::text(message, "text"));
                None
            }
            _ => None,
        }
    }

    /// Says why there is nothing to show, and what to do.
    fn refuse(&mut self, why: &str) {
        self.end();
        let text = match why {
            "damaged" => {
                "打不开这个表格文件，可能没有传完或已经损坏。请打开后另存一次，再选那个文件。"
            }
            "huge" => "解压后太大，没有打开。请只留要核对的表，另存后再选。",
            "reader" => {
                "读 .xlsx 的程序没有载入（luzhou-gazette-workbook.js 应放在脚本旁边）。请另存为 CSV，再选那个文件。"
            }
            "many" => "一次只能核对一个文件，请只放一个。",
            "size" => "文件超过 64 MB，太大了。请分成几个文件。",
            "failed" => "文件读不出来。请重新选一次；还是不行，就把内容复制后粘贴到下面。",
            said => match Foreign::find(said) {
                Some(foreign) => foreign.advice(),
                None => said,
            },
        };
        let text = format!("{}：{text}", self.source);
        refill(self.place.get(), &[el("p").class("refusal").text(&text)]);
        if self.fresh {
            // Seen and read out: it may stand below the window.
            self.say("");
            self.come();
        } else {
            self.say(&text);
        }
    }

    /// Brings what is shown into the window, and the focus to it.
    fn come(&self) {
        let place: HtmlElement = self.place.unchecked();
        let _ = place.focus();
        // It may have the focus already, and the window elsewhere.
        place.scroll_into_view();
    }

    /// Shows what was found: `counts` as the desk tells them, and the report.
    fn done(&mut self, message: &JsValue) -> Option<JsValue> {
        let counts = Counts(message::get(message, "counts"));
        let kind = self.kind;
        self.end();
        let link = Url::create_object_url_with_blob(
            message::get(message, "report").unchecked_ref::<Blob>(),
        )
        .ok()?;
        let (found, parts) = Found::new(kind, &counts, link);
        let summary = counts.summary(kind);
        self.say(&summary);
        let headline = el("div")
            .class("headline")
            .child(el("p").class("source").text(&self.source))
            .child(el("p").class("summary").text(&summary));
        let mut all = vec![headline];
        all.extend(
            self.remarks
                .iter()
                .map(|text| el("p").class("hint").prose(text)),
        );
        all.extend(self.standing());
        if kind == Kind::Bill && counts.get(Verdict::Above.id()) > 0 {
            all.push(el("p").class("hint").text(
                "“高于基准价”不等于多收：账单上没有时长、部位、年龄和加收的选择，先看各行的说明，再问医院。",
            ));
        }
        all.extend(parts);
        refill(self.place.get(), &all);
        self.found = Some(found);
        if self.fresh {
            self.come();
        }
        Some(counts.0)
    }

    /// Which notices stand on the day.
    fn standing(&self) -> Vec<El> {
        let Some(day) = Date::parse(&self.asked.day.value()) else {
            return Vec::new();
        };
        let mut documents: Vec<&'static Document> = Vec::new();
        for item in prices::items() {
            if documents.iter().all(|it| it.id != item.document.id) {
                documents.push(item.document);
            }
        }
        let line = |document: &&Document| {
            let (class, words) = match document.period_on(day).standing(day) {
                Standing::InForce => ("standing", "有效"),
                Standing::NotYet => ("standing urgent", "还没有施行"),
                Standing::Ended => ("standing urgent", "已经结束"),
            };
            let text = format!(
                "{}：{}，{}{words}。",
                document.number,
                document.period_on(day),
                day.in_words()
            );
            el("p").class(class).prose(&text)
        };
        documents.iter().map(line).collect()
    }
}

/// The value of what is ticked.
fn checked(inputs: &[HtmlInputElement]) -> String {
    let input = inputs.iter().find(|input| input.checked());
    input.map(HtmlInputElement::value).unwrap_or_default()
}
