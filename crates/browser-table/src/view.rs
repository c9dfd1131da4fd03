//! The check on the screen: a table is given, understood, and answered.

mod events;

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette::table::Kind;
use luzhou_gazette_dom::{El, dispatch, el, flag, iso_day, set_text, today};

use super::answer::Answer;
use super::chosen::Chosen;
use super::message::{self, get, object, text};
use super::start::Start;
use super::understood::Understood;
use super::work::Work;

/// The events that the view reacts to.
pub(super) const EVENTS: [&str; 6] = ["change", "click", "dragover", "dragleave", "drop", "submit"];

/// The check on the screen.
pub(super) struct View {
    pub(super) outer: El,
    start: Start,
    work: Work,
    understood: Understood,
    answer: Answer,
    /// What the host fixed by attributes.
    given: Chosen,
    /// What the person fixed about this table.
    chosen: Chosen,
    /// The table: its name, and the file or text itself.
    source: String,
    given_source: JsValue,
    /// The day for rows that do not say theirs.
    day: Date,
    /// What came out, once it is there.
    summary: JsValue,
    running: bool,
    /// Whether the person waits for a table just given, not for the same one anew.
    fresh: bool,
    /// Whether the person has said that the table was understood rightly.
    answered: bool,
    /// The counts that the host is given.
    event: Option<JsValue>,
}

impl View {
    /// Builds the check, filled in from the host's attributes.
    pub(super) fn new(host: &HtmlElement) -> Self {
        let (start, work) = (Start::new(), Work::new());
        let (understood, answer) = (Understood::new(), Answer::new());
        let head =
            el("div")
                .class("head")
                .child(el("h2").class("title").text("价目表和账单核对"))
                .child(el("p").class("question").text(
                    "整张表和公报印的医疗服务价格逐行比。文件只在这个浏览器里读，不发送出去。",
                ));
        let outer = el("div")
            .class("calculator check")
            .attr("lang", "zh-CN")
            .attr("dir", "ltr")
            .children([
                &head,
                &answer.refusal,
                &start.outer,
                &work.outer,
                &understood.outer,
                &answer.outer,
                &work.status,
            ]);
        let mut view = Self {
            outer,
            start,
            work,
            understood,
            answer,
            given: Chosen::default(),
            chosen: Chosen::default(),
            source: String::new(),
            given_source: JsValue::UNDEFINED,
            day: today().unwrap_or(Date::MIN),
            summary: JsValue::UNDEFINED,
            running: false,
            fresh: false,
            answered: false,
            event: None,
        };
        view.prefill(host, |_| true);
        view
    }

    /// Takes over what the host gives as attributes, of those attributes that are wanted; false where there
    /// is none of them.
    pub(super) fn prefill(&mut self, host: &HtmlElement, wanted: impl Fn(&str) -> bool) -> bool {
        let mut changed = false;
        for (name, key) in [("mode", "kind"), ("tier", "tier"), ("as-of", "day")] {
            let Some(value) = host.get_attribute(name).filter(|_| wanted(name)) else {
                continue;
            };
            changed = true;
            let (right, can_be) = fixed(key, &value);
            if let Some(value) = right {
                self.given.set(key, &value);
                continue;
            }
            // A person cannot mend what the host has written: they are asked instead, and the host is told.
            self.given.unset(key);
            let told = format!("属性 {name} 应是 {can_be}，现在的没有用上。");
            let detail = [
                ("code", "attribute".into()),
                ("message", told.as_str().into()),
            ];
            dispatch(host, "luzhou-error", &object(&detail), false);
        }
        changed
    }

    /// The message that understands the same table anew, with the choices as they stand.
    pub(super) fn again(&mut self) -> Option<Object> {
        if self.given_source.is_undefined() {
            return None;
        }
        if !self.running {
            self.fresh = false;
            self.begin();
        }
        Some(self.ask("again"))
    }

    /// The counts that the host is given.
    pub(super) fn take_event(&mut self) -> Option<JsValue> {
        self.event.take()
    }

    /// The message that reads a file or a text.
    fn read(&mut self, name: &str, source: JsValue) -> Object {
        name.clone_into(&mut self.source);
        self.chosen = Chosen::default();
        self.given_source = source;
        self.fresh = true;
        self.answered = false;
        self.understood.hide();
        self.ready(false);
        self.begin();
        let message = self.ask("read");
        message::set(&message, "source", &self.given_source);
        message
    }

    /// A message of this type with the choices as they stand.
    fn ask(&self, message: &str) -> Object {
        let choices = self.given.clone().and(&self.chosen);
        object(&[
            ("type", message.into()),
            ("choices", choices.to_message().into()),
        ])
    }

    /// Shows or hides the place for a table.
    fn ready(&self, on: bool) {
        flag(self.start.outer.get(), "hidden", !on);
    }

    fn begin(&mut self) {
        self.running = true;
        self.summary = JsValue::UNDEFINED;
        self.answer.hide();
        flag(self.understood.go.get(), "hidden", true);
        flag(self.work.outer.get(), "hidden", false);
        self.work.show("正在读", 0);
        self.say(&format!("正在读{}。", self.source));
    }

    fn end(&mut self) {
        self.running = false;
        flag(self.work.outer.get(), "hidden", true);
    }

    fn say(&self, text: &str) {
        set_text(self.work.status.get(), text);
    }

    /// Takes a message of the desk and shows what it says; may give another message for it.
    pub(super) fn receive(&mut self, message: &JsValue) -> Option<Object> {
        match text(message, "type").as_str() {
            "progress" => self.work.progress(message, self.running),
            "refused" => {
                let why = text(message, "why");
                self.refuse(&why);
            }
            "understood" => self.understand(message),
            "judged" => return self.judged(get(message, "summary")),
            "page" => self.answer.page(message),
            "copied" => self.answer.copied(&text(message, "text")),
            "report" => {
                self.answer.report(message);
                self.say("结果已经交给浏览器保存。");
            }
            "unwritten" => self.answer.fail(&text(message, "why")),
            _ => {}
        }
        None
    }

    fn understand(&mut self, message: &JsValue) {
        let understanding = get(message, "understanding");
        let refusal = text(&understanding, "refusal");
        if !refusal.is_empty() && message::list(&understanding, "columns").len() < 2 {
            self.refuse(&refusal);
            return;
        }
        self.day = Date::parse(&text(&get(&understanding, "day"), "value")).unwrap_or(self.day);
        self.understood.show(&self.source, message);
        let doubts = message::list(&understanding, "doubts");
        let open = doubts.first().map(|it| text(it, "question"));
        if !refusal.is_empty() {
            self.refuse(&refusal);
        } else if let Some(question) = open {
            self.end();
            self.say(&question);
        }
        if std::mem::take(&mut self.fresh) && refusal.is_empty() {
            self.understood.come();
        }
    }

    fn judged(&mut self, summary: JsValue) -> Option<Object> {
        self.end();
        self.understood.counted(&summary);
        self.summary = summary;
        if self.answered {
            return self.show_answer(false);
        }
        self.say("读完了。看懂的都列出来了，请看对不对，再按“就这样核对”。");
        None
    }

    /// Shows the answer; brings it into the window where the person asked for it just now.
    fn show_answer(&mut self, come: bool) -> Option<Object> {
        if self.summary.is_undefined() {
            return None;
        }
        let day = |key: &str| Date::parse(&text(&self.summary, key)).unwrap_or(self.day);
        let days = (day("first_day"), day("last_day"));
        let said = self.answer.show(&self.summary, self.understood.kind, days);
        self.say(&said);
        if come {
            self.answer.come();
        }
        self.event = Some(self.summary.clone());
        Some(self.answer.first_page())
    }

    /// Says why there is nothing to show, and what to do.
    fn refuse(&mut self, why: &str) {
        self.end();
        self.ready(true);
        self.say("");
        self.answer.refuse(&format!("{}：{why}", self.source));
    }
}

/// What a host fixed, as the desk reads it, nothing where it is none; and what it can be.
fn fixed(key: &str, value: &str) -> (Option<String>, &'static str) {
    match key {
        "kind" => {
            let kind = Kind::find(value).map(Kind::id);
            (kind.map(str::to_owned), "list、bill")
        }
        "tier" => {
            let tier = Tier::find(value).map(Tier::id);
            (tier.map(str::to_owned), "3A、3B、2A、2B、below_2B")
        }
        _ => {
            let day = Date::parse(&iso_day(value)).map(|it| it.to_string());
            (day, "2024-06-01 这样的日期")
        }
    }
}
