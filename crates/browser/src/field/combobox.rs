//! Finding an entry of a table while typing, by the combobox pattern of the ARIA practices.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent,
};

use luzhou_gazette::form::{Entry, EntryTable};
use luzhou_gazette::search::offers;

use crate::calculator::set_timeout;
use luzhou_gazette_dom::{El, el, flag, refill, set, set_text};

/// As many finds as are offered at once.
const MAX_OFFERED: usize = 12;

/// A name of so many characters is seen whole in the field also where the text is large.
const FITS: usize = 8;

/// So long after an input method commits its text, it is looked for; in milliseconds.
const COMMITTED_AFTER: i32 = 80;

/// An input that offers what it finds.
pub(super) struct Combobox {
    table: &'static EntryTable,
    outer: El,
    input: El,
    list: El,
    status: El,
    chosen_text: El,
    id: String,
    /// What is said before what is offered.
    note: &'static str,
    offered: Vec<Entry>,
    active: Option<usize>,
    chosen: Option<Entry>,
}

impl Combobox {
    /// Builds the input. `id` is the input's own.
    pub(super) fn new(table: &'static EntryTable, id: &str, described: &str) -> Self {
        let list_id = format!("{id}-list");
        let input = el("input")
            .class("input")
            .id(id)
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("aria-autocomplete", "list")
            .attr("aria-expanded", "false")
            .attr("aria-controls", &list_id)
            .attr("aria-describedby", described);
        let list = el("ul")
            .class("finds")
            .id(&list_id)
            .attr("role", "listbox")
            .attr("aria-label", &format!("找到的{}", table.noun))
            // A list that scrolls would be a stop of its own, and take the focus along when it closes.
            .attr("tabindex", "-1")
            .attr("hidden", "");
        let status = el("p").class("spoken").attr("role", "status");
        let chosen_text = el("p").class("chosen");
        let outer = el("div")
            .class("combobox")
            .children([&input, &list, &status, &chosen_text]);
        Self {
            table,
            outer,
            input,
            list,
            status,
            chosen_text,
            id: id.to_owned(),
            note: "",
            offered: Vec::new(),
            active: None,
            chosen: None,
        }
    }

    /// The input.
    pub(super) fn input(&self) -> HtmlElement {
        self.input.unchecked()
    }

    /// What is put on the screen.
    pub(super) fn outer(&self) -> El {
        self.outer.clone()
    }

    /// The code of the chosen entry, or else what is typed.
    pub(super) fn answer(&self) -> String {
        match self.chosen {
            Some(entry) => entry.code.to_owned(),
            None => self.typed(),
        }
    }

    /// The chosen entry.
    pub(super) fn chosen(&self) -> Option<Entry> {
        self.chosen
    }

    /// Chooses the entry with this code; another text is filled in as typed.
    pub(super) fn choose_code(&mut self, code: &str) {
        if let Some(entry) = (self.table.entry)(code) {
            self.choose(entry);
        } else {
            self.unchecked_input().set_value(code);
            self.chosen = None;
            set_text(self.chosen_text.get(), "");
        }
    }

    /// Reacts to typing, keys and clicks.
    pub(super) fn handle(&mut self, event: &Event, target: &Element) {
        match event.type_().as_str() {
            // While an input method composes, its letters are not yet the person's text.
            "input"
                if event
                    .dyn_ref::<InputEvent>()
                    .is_some_and(InputEvent::is_composing) => {}
            "input" => self.offer(),
            "compositionend" => self.offer_soon(),
            "keydown" => {
                if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                    self.press(key);
                }
            }
            // Who comes back to a text that is no choice is offered the same again.
            "click" if self.chosen.is_none() && self.input.get().contains(Some(target)) => {
                self.offer();
            }
            "click" => self.click(target),
            "change" => self.settle(),
            "focusout" => self.close(),
            // The press chooses: before it is a click, the list may be another. Nor may it take the focus away.
            "mousedown" if self.list.get().contains(Some(target)) => {
                event.prevent_default();
                self.click(target);
            }
            _ => {}
        }
    }

    fn unchecked_input(&self) -> HtmlInputElement {
        self.input.unchecked()
    }

    fn typed(&self) -> String {
        self.unchecked_input().value().trim().to_owned()
    }

    /// Offers what was committed a moment later: a press on the list ends the composing first, and is meant for the list
    /// that is still there.
    fn offer_soon(&self) {
        let input = self.input();
        let again = Closure::once_into_js(move || {
            let init = EventInit::new();
            init.set_bubbles(true);
            if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
                let _ = input.dispatch_event(&event);
            }
        });
        set_timeout(again.unchecked_ref(), COMMITTED_AFTER);
    }

    /// Offers what the typed text finds.
    fn offer(&mut self) {
        let typed = self.typed();
        if self.chosen.is_some_and(|it| it.name == typed) {
            return;
        }
        self.chosen = None;
        set_text(self.chosen_text.get(), "");
        (self.note, self.offered) = offers(self.table, &typed, MAX_OFFERED);
        self.active = None;
        self.list.clear();
        for (index, entry) in self.offered.iter().enumerate() {
            self.list.append(self.option(index, entry));
        }
        self.open(!self.offered.is_empty());
        let spoken = match (typed.is_empty(), self.offered.len()) {
            (true, _) => String::new(),
            _ if !self.note.is_empty() => self.note.to_owned(),
            (false, 0) => format!(
                "没有找到；公报只列了 {} 个{}，可以换个说法再找",
                (self.table.count)(),
                self.table.noun
            ),
            (false, MAX_OFFERED) => format!("列出前 {MAX_OFFERED} 项，按上下键选择"),
            (false, found) => format!("找到 {found} 项，按上下键选择"),
        };
        set_text(self.status.get(), &spoken);
        // Whoever sees the list needs no count, but nothing found looks like nothing done.
        let seen = self.offered.is_empty() || !self.note.is_empty();
        set_text(self.chosen_text.get(), if seen { &spoken } else { "" });
    }

    fn option(&self, index: usize, entry: &Entry) -> El {
        el("li")
            .class("find")
            .id(&self.option_id(index))
            .attr("role", "option")
            .attr("aria-selected", "false")
            .child(el("span").class("find-name").text(entry.name))
            .text(" ")
            .child(el("span").class("find-code").text(&code_and_unit(entry)))
    }

    fn option_id(&self, index: usize) -> String {
        format!("{}-o{index}", self.id)
    }

    fn press(&mut self, event: &KeyboardEvent) {
        // 229 is the key of an input method, whatever the browser calls it.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let last = self.offered.len().checked_sub(1);
        let next = match (event.key().as_str(), self.active, last) {
            ("ArrowDown", None, Some(_)) => Some(0),
            ("ArrowDown", Some(at), Some(last)) => {
                Some(if at < last { at.saturating_add(1) } else { 0 })
            }
            ("ArrowUp", None, Some(last)) => Some(last),
            ("ArrowUp", Some(at), Some(last)) => Some(at.checked_sub(1).unwrap_or(last)),
            ("Enter", _, _) => {
                event.prevent_default();
                // The only find is meant, even if no key went down to it, unless it is not what was looked for.
                let only = last == Some(0) && self.note.is_empty();
                let at = self.active.or(only.then_some(0));
                match at.and_then(|at| self.offered.get(at)) {
                    Some(entry) => self.choose(*entry),
                    None => self.settle(),
                }
                return;
            }
            ("Escape", ..) => {
                // Escape closes the list, not the dialog around it.
                if !self.list.get().has_attribute("hidden") {
                    event.prevent_default();
                }
                self.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.activate(next);
    }

    fn activate(&mut self, next: Option<usize>) {
        self.active = next;
        self.open(true);
        let options = self.list.get().children();
        for (index, _) in self.offered.iter().enumerate() {
            let option = u32::try_from(index)
                .ok()
                .and_then(|index| options.item(index));
            if let Some(option) = option {
                let active = next == Some(index);
                set(
                    &option,
                    "aria-selected",
                    if active { "true" } else { "false" },
                );
                if active {
                    option.scroll_into_view_with_bool(false);
                }
            }
        }
        if let Some(at) = next {
            set(
                self.input.get(),
                "aria-activedescendant",
                &self.option_id(at),
            );
        }
    }

    fn click(&mut self, target: &Element) {
        let options = self.list.get().children();
        let clicked = self.offered.iter().enumerate().find(|(index, _)| {
            let option = u32::try_from(*index)
                .ok()
                .and_then(|index| options.item(index));
            option.is_some_and(|option| option.contains(Some(target)))
        });
        if let Some(entry) = clicked.map(|(_, entry)| *entry) {
            self.choose(entry);
        }
    }

    /// A code that is typed in full is a choice.
    fn settle(&mut self) {
        if self.chosen.is_none()
            && let Some(entry) = (self.table.entry)(&self.typed())
        {
            self.choose(entry);
        }
    }

    fn choose(&mut self, entry: Entry) {
        self.chosen = Some(entry);
        self.unchecked_input().set_value(entry.name);
        let mut text = el("span").text(&format!("已选 {}", entry.code));
        if entry.name.chars().count() > FITS {
            let name = el("span").attr("class", "chosen-name");
            text = text.child(name.text(&format!(" {}", entry.name)));
        }
        let about = (self.table.about)(entry.code);
        if !about.is_empty() {
            text = text.text("　").text(&about);
        }
        refill(self.chosen_text.get(), [&text]);
        set_text(self.status.get(), &format!("已选 {}", entry.name));
        self.offered.clear();
        self.close();
    }

    fn close(&mut self) {
        self.active = None;
        self.open(false);
    }

    fn open(&self, open: bool) {
        flag(self.list.get(), "hidden", !open);
        set(
            self.input.get(),
            "aria-expanded",
            if open { "true" } else { "false" },
        );
        if self.active.is_none() {
            let _ = self.input.get().remove_attribute("aria-activedescendant");
        }
    }
}

fn code_and_unit(entry: &Entry) -> String {
    if entry.unit.is_empty() {
        entry.code.to_owned()
    } else {
        format!("{} · {}", entry.code, entry.unit)
    }
}
