//! Small pieces that every part of a result uses.

use luzhou_gazette::citation::Citation;
use luzhou_gazette::outcome::Sources;

use luzhou_gazette_dom::{El, el};

/// A paragraph.
pub(super) fn p(name: &str, text: &str) -> El {
    el("p").class(name).prose(text)
}

/// A run of words.
pub(super) fn span(name: &str, text: &str) -> El {
    el("span").class(name).prose(text)
}

/// A section with its heading.
pub(super) fn section(place: &El, name: &str, heading: &str, body: El) {
    let section = el("section").class(name);
    place.append(section.child(el("h3").text(heading)).child(body));
}

/// The number of a source, which leads to it.
pub(super) fn reference(sources: &mut Sources, citation: Citation) -> El {
    let number = sources.number(citation);
    el("a")
        .class("ref")
        .attr("href", &format!("#source-{number}"))
        .attr("data-source", &number.to_string())
        .attr("aria-label", &format!("依据 {number}"))
        .text(&circled(number))
}

/// A number in a circle as far as there are such signs, in brackets beyond.
pub(super) fn circled(number: usize) -> String {
    let sign = number
        .checked_sub(1)
        .and_then(|at| "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".chars().nth(at));
    sign.map_or_else(|| format!("({number})"), String::from)
}
