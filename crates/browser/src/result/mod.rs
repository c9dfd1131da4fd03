//! An outcome on the screen: what is over, the answer, how it came about, what to mind, and each source once.

use luzhou_gazette::calculators::Calculator;
use luzhou_gazette::form::{Checked, InputError};
use luzhou_gazette::outcome::{Outcome, Sources, Tone, Verdict};

use luzhou_gazette_dom::{El, el};

mod answer;
mod days;
mod figures;
mod icons;
mod listing;
mod mind;
mod pieces;
mod proof;
pub(super) mod sheet;
mod span;

/// Shows an outcome in place of what was shown before. `answered` says whether anything has been answered:
/// before that there is no answer, only what to begin with.
pub(super) fn show(
    place: &El,
    calculator: &Calculator,
    outcome: &Outcome,
    answers: &Checked,
    answered: bool,
) {
    place.clear();
    let mut sources = Sources::default();
    mind::standing(place, outcome, &mut sources);
    mind::emergency(place, outcome, &mut sources);
    let begun = answered || outcome.asks.is_empty() || outcome.verdict != Verdict::Undetermined;
    if begun {
        answer::answer(place, calculator, outcome, &mut sources);
    } else {
        place.append(begin(calculator, outcome));
    }
    listing::others(place, outcome, &mut sources);
    // A receipt tells its steps and figures itself.
    if !outcome.listings.iter().any(|it| it.complete) {
        proof::steps(place, outcome, &mut sources);
        if begun {
            figures::others(place, outcome, &mut sources);
        }
    }
    figures::comparisons(place, outcome, &mut sources);
    days::days(place, outcome, answers);
    if begun {
        mind::notices(place, outcome, &mut sources);
    }
    mind::links(place, outcome);
    mind::sources(place, &sources);
    place.append(pieces::p("as-of", &format!("查询日期 {}", outcome.as_of)));
}

/// What to answer first.
fn begin(calculator: &Calculator, outcome: &Outcome) -> El {
    let first = outcome.asks.first().copied();
    let field = calculator
        .form
        .fields
        .iter()
        .find(|field| Some(field.key) == first);
    let label = field.map_or("左边的问题", |field| field.label);
    pieces::p("start", &format!("请先填“{label}”，这里就会算出来。"))
}

/// Shows that some answers must be mended first.
pub(super) fn show_errors(place: &El, errors: &[InputError]) {
    place.clear();
    let heading = el("h3").class("verdict").attr("data-tone", "open");
    place.append(
        heading
            .child(icons::of(Tone::Open, false))
            .text("先改正这些填写"),
    );
    let mut list = el("ul").class("mind");
    for error in errors {
        list = list.child(el("li").text(&error.message));
    }
    place.append(list);
}
