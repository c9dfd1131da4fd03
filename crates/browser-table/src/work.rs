//! How far a check is, on the screen and aloud.

use wasm_bindgen::JsValue;

use super::message;
use luzhou_gazette_dom::{El, el, set, set_text};

/// How far the check is.
pub(super) struct Work {
    pub(super) outer: El,
    pub(super) text: El,
    pub(super) bar: El,
    pub(super) stop: El,
    /// What is said aloud.
    pub(super) status: El,
}

impl Work {
    pub(super) fn new() -> Self {
        let text = el("p").class("working");
        let bar = el("progress")
            .class("progress")
            .attr("max", "1000")
            .attr("aria-label", "进度");
        let stop = el("button")
            .class("stop")
            .attr("type", "button")
            .text("取消");
        let outer = el("div")
            .class("work")
            .attr("hidden", "")
            .children([&text, &bar, &stop]);
        let status = el("p").class("spoken").attr("role", "status");
        Self {
            outer,
            text,
            bar,
            stop,
            status,
        }
    }

    pub(super) fn show(&self, words: &str, thousandths: u32) {
        set(self.bar.get(), "value", &thousandths.to_string());
        let percent = thousandths.div_euclid(10);
        set_text(self.text.get(), &format!("{words}，{percent}%"));
    }

    /// Shows how far it is; says aloud only each quarter of the check.
    pub(super) fn progress(&self, message: &JsValue, running: bool) {
        let thousandths = message::count(message, "thousandths");
        if !running {
            if message::text(message, "phase") == "write" {
                set_text(self.status.get(), "正在写结果。");
            }
            return;
        }
        let words = match message::text(message, "phase").as_str() {
            "read" => "正在读",
            "check" => "正在核对",
            _ => "正在写结果",
        };
        self.show(words, thousandths);
        let quarter = thousandths.div_euclid(250);
        if words == "正在核对" && (1..4).contains(&quarter) {
            let percent = quarter.saturating_mul(25);
            set_text(self.status.get(), &format!("{words}，{percent}%"));
        }
    }
}
