//! An amount that hardly anybody means: people write the 85 of 85万. It is asked about at its question.

use web_sys::{Element, Event};

use luzhou_gazette_dom::el;

use super::{Control, FieldView};

/// What is known of an amount that hardly anybody means.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Doubt {
    /// It is meant: the person said so, or a host or a link gave it.
    Meant,
    /// It is being typed.
    Typed,
    /// It is asked which is meant.
    Asked,
}

impl FieldView {
    /// Remembers what is typed, and takes what is chosen.
    pub(super) fn follow_doubt(&self, event: &Event, target: &Element) {
        if let Control::Text(input) = &self.control {
            match event.type_().as_str() {
                "input" => self.doubt.set(Doubt::Typed),
                "change" if self.doubt.get() == Doubt::Typed => self.doubt.set(Doubt::Asked),
                "click" => {
                    if let Some(meant) = target.get_attribute("data-meant") {
                        input.set_value(&meant);
                        self.doubt.set(Doubt::Meant);
                        let _ = input.focus();
                    }
                }
                _ => {}
            }
        }
    }

    /// What may be meant, while it is open.
    pub(super) fn doubted(&self) -> Option<[String; 2]> {
        let Control::Text(input) = &self.control else {
            return None;
        };
        if self.doubt.get() == Doubt::Meant {
            return None;
        }
        self.field.doubted(&input.value())
    }

    /// Asks at the question which amount is meant: 85 元 or 85 万元.
    pub(super) fn ask_which(&self) {
        let asked = self.outer.get().query_selector(".which").ok().flatten();
        let doubted = self.doubted().filter(|_| self.doubt.get() == Doubt::Asked);
        let words = doubted
            .as_ref()
            .map(|[one, other]| format!("是 {one}，还是 {other}？"));
        if asked.as_ref().map(|it| it.get_attribute("data-words")) == words.clone().map(Some) {
            return;
        }
        if let Some(asked) = asked {
            asked.remove();
        }
        let (Some(doubted), Some(words)) = (doubted, words) else {
            return;
        };
        let button = |amount: &String| {
            el("button")
                .class("button")
                .attr("type", "button")
                .attr("data-meant", amount)
                .text(amount)
        };
        let question = el("div")
            .class("which")
            .attr("role", "alert")
            .attr("data-words", &words)
            .child(el("span").text(&words))
            .children(&doubted.each_ref().map(button));
        let _ = self.error.before_with_node_1(question.get());
    }
}
