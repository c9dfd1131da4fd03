//! Finding an item while typing, by the combobox pattern of the ARIA practices.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};

use luzhou_gazette::gazette::prices::{self, Item};
use luzhou_gazette::search::items_for;

use luzhou_gazette_dom::{El, el, flag, set, set_text};

/// As many finds as are offered at once.
const MAX_OFFERED: usize = 12;

/// An input that offers what it finds.
pub(super) struct Combobox {
    outer: El,
    input: El,
    list: El,
    status: El,
    chosen_text: El,
    id: String,
    offered: Vec<&'static Item>,
    active: Option<usize>,
    chosen: Option<&'static Item>,
}

impl Combobox {
    /// Builds the input. `id` is the input's own.
    pub(super) fn new(id: &str, described: &str) -> Self {
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
            .attr("aria-label", "找到的项目")
            .attr("hidden", "");
        let status = el("p").class("spoken").attr("role", "status");
        let chosen_text = el("p").class("chosen");
        let outer = el("div")
            .class("combobox")
            .children([&input, &list, &status, &chosen_text]);
        Self {
            outer,
            input,
            list,
            status,
            chosen_text,
            id: id.to_owned(),
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

    /// The code of the chosen item, or else what is typed.
    pub(super) fn answer(&self) -> String {
        match self.chosen {
            Some(item) => item.code().to_owned(),
            None => self.typed(),
        }
    }

    /// The chosen item's code and unit.
    pub(super) fn chosen(&self) -> Option<(&'static str, &'static str)> {
        self.chosen.map(|item| (item.code(), item.unit()))
    }

    /// Chooses the item with this code; another text is filled in as typed.
    pub(super) fn choose_code(&mut self, code: &str) {
        if let Some(item) = prices::item(code) {
            self.choose(item);
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
            "input" | "compositionend" => self.offer(),
            "keydown" => {
                if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                    self.press(key);
                }
            }
            "click" => self.click(target),
            "change" => self.settle(),
            "focusout" => self.close(),
            // A click on the list must not take the focus away from the input before it is a click.
            "mousedown" if self.list.get().contains(Some(target)) => event.prevent_default(),
            _ => {}
        }
    }

    fn unchecked_input(&self) -> HtmlInputElement {
        self.input.unchecked()
    }

    fn typed(&self) -> String {
        self.unchecked_input().value().trim().to_owned()
    }

    /// Offers what the typed text finds.
    fn offer(&mut self) {
        let typed = self.typed();
        if self.chosen.is_some_and(|item| shown(item) != typed) {
            self.chosen = None;
            set_text(self.chosen_text.get(), "");
        }
        self.offered = items_for(&typed, MAX_OFFERED);
        self.active = None;
        self.list.clear();
        for (index, item) in self.offered.iter().enumerate() {
            self.list.append(self.option(index, item));
        }
        self.open(!self.offered.is_empty());
        let spoken = match (typed.is_empty(), self.offered.len()) {
            (true, _) => String::new(),
            (false, 0) => format!(
                "没有找到；公报只列了 {} 个项目，可以换个说法再找",
                prices::items().len()
            ),
            (false, MAX_OFFERED) => format!("列出前 {MAX_OFFERED} 项，按上下键选择"),
            (false, found) => format!("找到 {found} 项，按上下键选择"),
        };
        set_text(self.status.get(), &spoken);
        if self.chosen.is_none() {
            // Whoever sees the list needs no count, but nothing found looks like nothing done.
            set_text(
                self.chosen_text.get(),
                if self.offered.is_empty() { &spoken } else { "" },
            );
        }
    }

    fn option(&self, index: usize, item: &Item) -> El {
        el("li")
            .class("find")
            .id(&self.option_id(index))
            .attr("role", "option")
            .attr("aria-selected", "false")
            .child(el("span").class("find-name").text(item.name()))
            .text(" ")
            .child(el("span").class("find-code").text(&code_and_unit(item)))
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
                // The only find is meant, even if no key went down to it.
                let at = self.active.or((last == Some(0)).then_some(0));
                if let Some(item) = at.and_then(|at| self.offered.get(at)) {
                    self.choose(item);
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
        if let Some(item) = clicked.map(|(_, item)| *item) {
            self.choose(item);
        }
    }

    /// A code that is typed in full is a choice.
    fn settle(&mut self) {
        if self.chosen.is_none()
            && let Some(item) = prices::item(&self.typed())
        {
            self.choose(item);
        }
    }

    fn choose(&mut self, item: &'static Item) {
        self.chosen = Some(item);
        self.unchecked_input().set_value(&shown(item));
        let mut text = format!("已选 {}", item.code());
        if !item.content().is_empty() {
            text.push('　');
            text.push_str(item.content());
        }
        if let Some(row) = item.remark_row() {
            let own = row.code() == item.code();
            text.push_str(if own {
                "　说明："
            } else {
                "　上级的说明："
            });
            text.push_str(row.note());
        }
        set_text(self.chosen_text.get(), &text);
        set_text(self.status.get(), &format!("已选 {}", item.name()));
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

/// How a chosen item stands in the input.
fn shown(item: &Item) -> String {
    item.name().to_owned()
}

fn code_and_unit(item: &Item) -> String {
    if item.unit().is_empty() {
        item.code().to_owned()
    } else {
        format!("{} · {}", item.code(), item.unit())
    }
}
