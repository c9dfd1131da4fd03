//! Pieces that every form on the screen shares: things to tick, and days as people type them.

use web_sys::HtmlInputElement;

use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Choice, half_width};

use crate::{El, el};

/// Radio buttons or boxes to tick, and what is put on the screen.
pub fn ticks<'c>(
    kind: &str,
    name: &str,
    described: &str,
    options: impl Iterator<Item = &'c Choice>,
) -> (Vec<HtmlInputElement>, El) {
    let mut inputs = Vec::new();
    let mut body = el("div").class("choices");
    for choice in options {
        let input = el("input")
            .attr("type", kind)
            .attr("name", name)
            .attr("value", choice.id)
            .attr("aria-describedby", described);
        inputs.push(input.unchecked());
        body = body.child(
            el("label")
                .class("choice")
                .child(&input)
                .child(el("span").text(choice.label)),
        );
    }
    (inputs, body)
}

/// A day as people type it, in full-width characters too.
pub fn day(text: &str) -> Option<Date> {
    let plain: String = text.trim().chars().map(half_width).collect();
    Date::as_written(&plain)
}

/// A day as people type it as `2024-01-05`; what is no day that way stays as it is, for the form to
/// refuse.
pub fn iso_day(text: &str) -> String {
    day(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}
