//! The signs beside words. They are drawn, never the only mark, and hidden from screen readers.

use luzhou_gazette::outcome::Tone;

use luzhou_gazette_dom::{El, svg};

const TICK: &str = "M7.5 12.5l3 3 6-6.5";
const CROSS: &str = "M9 9l6 6M15 9l-6 6";
const BAN: &str = "M5.6 5.6l12.8 12.8";
const QUESTION: &str = "M9.2 9.2a2.8 2.8 0 1 1 4 2.5c-.8.4-1.2 1-1.2 1.8M12 16.6v.1";
const LETTER_I: &str = "M12 11v5M12 7.8v.1";
const HANDS: &str = "M12 7v5l3 2";

/// The sign of a tone: a circle with a tick, a cross, a question mark or an i; what no claim has refused is a ban, whose
/// circle is struck through.
pub(super) fn of(tone: Tone, claims: bool) -> El {
    circle(match tone {
        Tone::Good => TICK,
        Tone::Bad if claims => CROSS,
        Tone::Bad => BAN,
        Tone::Open => QUESTION,
        Tone::Plain => LETTER_I,
    })
}

/// A clock.
pub(super) fn clock() -> El {
    circle(HANDS)
}

/// A tick, a cross or a dot beside a condition.
pub(super) fn mark(tone: Tone) -> El {
    let drawing = match tone {
        Tone::Good => "M5 12.5l4.5 4.5L19 7.5",
        Tone::Bad => "M6 6l12 12M18 6L6 18",
        Tone::Open | Tone::Plain => "M12 12v.1",
    };
    icon().child(svg("path").attr("d", drawing))
}

fn circle(drawing: &str) -> El {
    let ring = svg("circle")
        .attr("cx", "12")
        .attr("cy", "12")
        .attr("r", "9.5");
    icon().child(ring).child(svg("path").attr("d", drawing))
}

fn icon() -> El {
    svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
}
