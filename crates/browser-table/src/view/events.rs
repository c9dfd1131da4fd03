//! What a person does: gives a table, says what was understood otherwise, asks for the answer.

use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::{DragEvent, Element, Event, HtmlInputElement, HtmlSelectElement};

use luzhou_gazette::date::Date;
use luzhou_gazette_dom::{El, flag, iso_day};

use super::View;
use crate::message::{self, object};

impl View {
    /// Reacts to an event; gives a message for the desk.
    pub(crate) fn handle(&mut self, event: &Event) -> Option<Object> {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
        let on = |el: &El| el.get().contains(Some(&target));
        match event.type_().as_str() {
            "dragover" | "dragleave" | "drop" => self.dragged(event),
            "submit" => {
                event.prevent_default();
                None
            }
            "change" => self.changed(&target),
            "click" if on(&self.start.go) => {
                let text = self.start.paste.value();
                if text.trim().is_empty() {
                    let _ = self.start.paste.focus();
                    self.say("还没有粘贴任何文字。");
                    return None;
                }
                Some(self.read("粘贴的文字", text.into()))
            }
            "click" if on(&self.work.stop) => {
                self.end();
                self.given_source = JsValue::UNDEFINED;
                self.understood.hide();
                self.answer.hide();
                self.ready(true);
                self.say("已取消，没有结果。");
                let _ = self.start.file.focus();
                Some(object(&[("type", "stop".into())]))
            }
            "click" if on(&self.understood.go) => {
                self.answered = true;
                self.show_answer(true)
            }
            "click" if on(&self.understood.other) => {
                self.ready(true);
                self.start.file.click();
                None
            }
            "click" => {
                if let Some(key) = target
                    .get_attribute("data-value")
                    .and(target.get_attribute("data-key"))
                {
                    let value = target.get_attribute("data-value").unwrap_or_default();
                    self.chosen.set(&key, &value);
                    return self.again();
                }
                self.answer.clicked(&target)
            }
            _ => None,
        }
    }

    fn changed(&mut self, target: &Element) -> Option<Object> {
        let file: &Element = &self.start.file;
        if target == file {
            let file = self.start.file.files()?.get(0)?;
            let message = self.read(&file.name(), file.into());
            // The same file may be chosen again after it was mended.
            self.start.file.set_value("");
            return Some(message);
        }
        if let Some(column) = target.get_attribute("data-column") {
            let role = target.dyn_ref::<HtmlSelectElement>()?.value();
            let before = self.understood.role(&column).to_owned();
            self.chosen.set_column(&column, &before, &role);
            return self.again();
        }
        let key = target.get_attribute("data-key")?;
        if key == "sheet" {
            let sheet = target.dyn_ref::<HtmlSelectElement>()?.value();
            let name = self.source.clone();
            let message = self.read(&name, self.given_source.clone());
            message::set(&message, "sheet", &sheet.parse::<u32>().ok()?.into());
            return Some(message);
        }
        if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
            let day = iso_day(&input.value());
            input.set_value(&day);
            let right = Date::parse(&day).is_some();
            luzhou_gazette_dom::set(input, "aria-invalid", if right { "false" } else { "true" });
            if !right {
                self.say("日期应写成 2024-01-15 这样。");
                return None;
            }
            self.chosen.set(&key, &day);
        } else {
            self.chosen
                .set(&key, &target.dyn_ref::<HtmlSelectElement>()?.value());
        }
        self.again()
    }

    /// A file dragged over the element or dropped on it.
    fn dragged(&mut self, event: &Event) -> Option<Object> {
        event.prevent_default();
        let over = event.type_() == "dragover";
        flag(self.start.drop.get(), "data-over", over);
        if event.type_() != "drop" {
            return None;
        }
        let data = event.dyn_ref::<DragEvent>()?.data_transfer()?;
        let files = data.files();
        if files.as_ref().is_some_and(|files| files.length() > 1) {
            "拖来的文件".clone_into(&mut self.source);
            self.refuse("一次只能核对一个文件，请只放一个。");
            return Some(object(&[("type", "stop".into())]));
        }
        if let Some(file) = files.and_then(|files| files.get(0)) {
            return Some(self.read(&file.name(), file.into()));
        }
        let text = data.get_data("text").ok().filter(|text| !text.is_empty())?;
        Some(self.read("拖来的文字", text.into()))
    }
}
