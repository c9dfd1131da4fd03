//! What must hold of whatever a calculator answers.

use std::collections::BTreeSet;

use luzhou_gazette::calculators::{self, Context};
use luzhou_gazette::form::{Answer, InputError};
use luzhou_gazette::outcome::{Outcome, Verdict};

use crate::common::uncited;

/// What calculators say when they are given what they do not expect.
pub(crate) type Result = std::result::Result<Outcome, Vec<InputError>>;

/// How far a value is from a target: below zero where it is less. Every other figure is a size.
const DIFFERENCE: &str = "gap";

/// What is wrong with a result, if anything.
pub(crate) fn broken(name: &str, context: Context, result: &Result) -> Vec<String> {
    match result {
        Ok(outcome) => broken_outcome(name, context, outcome),
        Err(errors) if errors.is_empty() => vec!["no outcome and no error".into()],
        Err(errors) => errors.iter().filter_map(broken_error).collect(),
    }
}

fn broken_error(error: &InputError) -> Option<String> {
    let chinese = error
        .message
        .chars()
        .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (!chinese).then(|| format!("{error:?}"))
}

/// Whether each row has a cell for each head, and a receipt the headline for its total.
fn rows_fit(outcome: &Outcome) -> bool {
    let headline = outcome.figures.first().map(|it| it.text.as_str());
    outcome.listings.iter().all(|listing| {
        let cells = listing.heads.len() - 1;
        let total = listing.total.as_ref().and_then(|it| it.cells.last());
        let same = total.map(|it| &**it) == headline;
        listing.rows.iter().all(|row| row.cells.len() == cells) && (same || !listing.complete)
    })
}

fn broken_outcome(name: &str, context: Context, outcome: &Outcome) -> Vec<String> {
    let mut broken = uncited(outcome);
    let mut law = |holds: bool, what: &str| {
        if !holds {
            broken.push(what.to_owned());
        }
    };
    let figures = &outcome.figures;
    let known = |value: Option<i64>| value.is_some();
    law(outcome.calculator == name, "the calculator's name");
    law(outcome.as_of == context.as_of, "the day of looking");
    law(
        figures
            .iter()
            .filter(|figure| figure.key != DIFFERENCE)
            .all(|figure| figure.value.is_none_or(|value| value >= 0)),
        "a negative figure",
    );
    law(
        outcome
            .comparisons
            .iter()
            .flat_map(|c| &c.rows)
            .all(|row| row.value.is_none_or(|value| value >= 0)),
        "a negative number in a comparison",
    );
    law(
        rows_fit(outcome),
        "a row without a cell for each head, or a receipt with another total",
    );
    let keys: BTreeSet<&str> = figures.iter().map(|figure| &*figure.key).collect();
    law(keys.len() == figures.len(), "a figure's key stands twice");
    let determined = outcome.verdict != Verdict::Undetermined;
    let finding = outcome.findings.first().map(|it| it.id.is_some());
    let figure = figures.first().map(|figure| known(figure.value));
    let headline = finding.or(figure).unwrap_or(false);
    let all = figures.iter().all(|figure| known(figure.value));
    law(
        determined == (headline && all),
        "the headline and every figure are known if and only if the verdict is determined",
    );
    let fields = calculators::find(name).map_or(&[][..], |it| it.form.fields);
    let asked = |key: &&str| fields.iter().any(|field| field.key == *key);
    law(outcome.asks.iter().all(asked), "an unknown question");
    let place = |key: &&str| fields.iter().position(|field| field.key == *key);
    law(
        outcome.asks.is_sorted_by_key(place),
        "questions out of the form's order",
    );
    law(
        outcome.events.iter().all(|event| event.from <= event.until),
        "a day that ends before it begins",
    );
    let goes_on = |link: &luzhou_gazette::outcome::Link| {
        calculators::find(link.calculator).is_some_and(|it| {
            // Rows are written for the screen alone, which reads them.
            let answers = link
                .answers
                .iter()
                .filter(|(key, _)| *key != "lines")
                .map(|(key, text)| ((*key).to_owned(), Answer::from(text.as_str())));
            link.title == it.title && it.form.check(&answers.collect::<Vec<_>>()).is_ok()
        })
    };
    law(
        outcome.links.iter().all(goes_on),
        "a link that leads nowhere",
    );
    let refused = outcome.verdict == Verdict::Denied;
    law(
        refused != outcome.reasons.is_empty(),
        "reasons if and only if refused",
    );
    law(
        figures
            .iter()
            .all(|figure| !figure.label.is_empty() && !figure.text.is_empty()),
        "an unnamed figure",
    );
    law(
        outcome
            .steps
            .iter()
            .all(|step| !step.expression.is_empty() && !step.result.is_empty()),
        "an empty step",
    );
    law(
        outcome
            .notices
            .iter()
            .all(|notice| notice.text.ends_with('。')),
        "a notice that is no sentence",
    );
    law(
        outcome.notices.is_sorted_by_key(|notice| notice.kind),
        "notices out of order",
    );
    broken
}
