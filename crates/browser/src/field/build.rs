//! Building the control of a question.

use web_sys::HtmlElement;

use luzhou_gazette::form::{Choice, Field, Kind};

use super::combobox::Combobox;
use super::rows::{Of, Rows};
use super::{Control, Screen};
use luzhou_gazette_dom::{El, el, ticks};

/// As many choices as are shown at once; more go into a list that opens.
const MAX_RADIOS: usize = 5;

/// What it takes to build a control.
pub(super) struct Build<'a> {
    pub(super) field: &'static Field,
    pub(super) id: &'a str,
    pub(super) described: &'a str,
    pub(super) screen: Screen,
}

impl Build<'_> {
    /// The control, the element that gets the focus, and what is put on the screen.
    pub(super) fn control(&self) -> (Control, HtmlElement, El) {
        match self.field.kind {
            Kind::Choice { options } if options.len() > MAX_RADIOS => self.select(options),
            Kind::Choice { options } => self.radios(options),
            Kind::YesNo => self.radios(&[Choice::new("true", "是"), Choice::new("false", "否")]),
            Kind::Choices { options } => self.boxes(options),
            Kind::Whole { unit, .. } => self.text("numeric", unit),
            Kind::Money { unit, .. } | Kind::Measure { unit, .. } => self.text("decimal", unit),
            Kind::Date => {
                let (input, body) = self.input("numeric", "例如 20240115");
                (Control::Day(input.unchecked()), input.unchecked(), body)
            }
            Kind::Entry { table } => {
                let combobox = Combobox::new(table, self.id, self.described);
                let (main, body) = (combobox.input(), combobox.outer());
                (Control::Entry(combobox), main, body)
            }
            Kind::Rows {
                fields,
                max,
                row,
                count,
            } => {
                let of = Of {
                    fields,
                    max: usize::from(max),
                    row,
                    count,
                };
                let rows = Rows::new(of, self.id, self.screen);
                let (main, body) = (rows.adder(), rows.outer());
                (Control::Rows(rows), main, body)
            }
        }
    }

    fn input(&self, mode: &str, placeholder: &str) -> (El, El) {
        let input = el("input")
            .class("input")
            .id(self.id)
            .attr("type", "text")
            .attr("inputmode", mode)
            .attr("autocomplete", "off")
            .attr("aria-describedby", self.described);
        let input = if placeholder.is_empty() {
            input
        } else {
            input.attr("placeholder", placeholder)
        };
        (input.clone(), el("div").class("with-unit").child(&input))
    }

    fn text(&self, mode: &str, unit: &str) -> (Control, HtmlElement, El) {
        let (input, body) = self.input(mode, "");
        let body = body.child(el("span").class("unit").text(unit));
        (Control::Text(input.unchecked()), input.unchecked(), body)
    }

    fn select(&self, options: &[Choice]) -> (Control, HtmlElement, El) {
        let mut select = el("select")
            .class("input")
            .id(self.id)
            .attr("aria-describedby", self.described);
        for choice in [&Choice::new("", "不知道 / 请选择")]
            .into_iter()
            .chain(options)
        {
            let option = el("option").attr("value", choice.id).text(choice.label);
            select = select.child(option);
        }
        (
            Control::Select(select.unchecked()),
            select.unchecked(),
            select,
        )
    }

    fn radios(&self, options: &[Choice]) -> (Control, HtmlElement, El) {
        let unknown = Choice::new("", "不知道");
        let (inputs, body) = ticks(
            "radio",
            self.id,
            self.described,
            options.iter().chain([&unknown]),
        );
        if let Some(last) = inputs.last() {
            last.set_checked(true);
        }
        let main = inputs
            .first()
            .cloned()
            .map_or_else(|| body.unchecked(), Into::into);
        (Control::Radios(inputs), main, body)
    }

    fn boxes(&self, options: &[Choice]) -> (Control, HtmlElement, El) {
        let (inputs, body) = ticks("checkbox", self.id, self.described, options.iter());
        let main = inputs
            .first()
            .cloned()
            .map_or_else(|| body.unchecked(), Into::into);
        (Control::Boxes(inputs), main, body)
    }
}
