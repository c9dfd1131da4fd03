//! Laws that hold for every calculator and whatever it is told: it answers or says what is wrong, and
//! everything that it answers has its source in the gazette.

use std::collections::BTreeSet;

use luzhou_gazette::calculators::{self, Context, calculate};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers, Field, InputError, Kind};
use luzhou_gazette::gazette::prices;
use luzhou_gazette::outcome::{Outcome, Verdict};
use proptest::prelude::*;
use proptest::sample::select;

mod common;

/// What calculators say when they are given what they do not expect.
type Result = std::result::Result<Outcome, Vec<InputError>>;

// --- Answers -------------------------------------------------------------------------------------

fn any_date() -> impl Strategy<Value = Date> {
    (1900..=2999_u16, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", |(year, month, day)| {
        Date::new(year, month, day)
    })
}

/// A day near those on which something of the gazette begins or ends.
fn near_date() -> impl Strategy<Value = Date> {
    (2017..=2030_u16, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", |(year, month, day)| {
        Date::new(year, month, day)
    })
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "[0-9０-９.,，．+-]{0,24}",
        "-?[0-9]{1,22}(\\.[0-9]{0,4})?",
        any_date().prop_map(|date| date.to_string()),
        select(known_texts()),
    ]
}

/// Every id and every code, and texts that are nearly right.
fn known_texts() -> Vec<String> {
    let ids = calculators::all()
        .iter()
        .flat_map(|calculator| calculator.form.fields)
        .filter_map(|field| match field.kind {
            Kind::Choice { options } | Kind::Choices { options } => Some(options),
            _ => None,
        })
        .flatten()
        .flat_map(|option| [option.id, option.label]);
    let items = prices::items()
        .iter()
        .flat_map(|item| [item.code(), item.name()]);
    let odd = [
        "",
        " ",
        "true",
        "false",
        "null",
        "NaN",
        "1e21",
        "-0",
        "2024-02-30",
        "2024-2-9",
        "veteran,graduate",
        "none,veteran",
        "9223372036854775807",
        "92233720368547758.07",
    ];
    ids.chain(items).chain(odd).map(str::to_owned).collect()
}

/// A tree of answers of any shape.
fn any_answer() -> impl Strategy<Value = Answer> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Answer::Flag),
        any_text().prop_map(Answer::Text),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        let row = prop::collection::vec((any_key(), inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Answer::List),
            row.prop_map(Answer::Row),
        ]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(known_keys()), 1 => ".{0,12}"]
}

/// Every key of every form and of its rows.
fn known_keys() -> Vec<String> {
    let mut keys = Vec::new();
    for field in calculators::all()
        .iter()
        .flat_map(|calculator| calculator.form.fields)
    {
        keys.push(field.key.to_owned());
        if let Kind::Rows { fields, .. } = field.kind {
            keys.extend(fields.iter().map(|field| field.key.to_owned()));
        }
    }
    keys
}

/// An answer that its field mostly allows.
fn likely_answer(kind: Kind) -> BoxedStrategy<Answer> {
    let text = |texts: Vec<&'static str>| select(texts).prop_map(Answer::from).boxed();
    match kind {
        Kind::Choice { options } => text(options.iter().map(|option| option.id).collect()),
        Kind::Choices { options } => {
            let id = text(options.iter().map(|option| option.id).collect());
            prop::collection::vec(id, 0..4)
                .prop_map(Answer::List)
                .boxed()
        }
        Kind::Whole { min, max, .. } => prop_oneof![3 => min..=max.min(min + 12), 1 => min..=max]
            .prop_map(|number| Answer::Text(number.to_string()))
            .boxed(),
        Kind::Money { min, max, .. } => (min.get()..=max.get())
            .prop_map(|fen| Answer::Text(format!("{}.{:02}", fen / 100, fen % 100)))
            .boxed(),
        Kind::Measure { min, max, .. } => (min..=max)
            .prop_map(|hundredths| {
                Answer::Text(format!("{}.{:02}", hundredths / 100, hundredths % 100))
            })
            .boxed(),
        Kind::Date => near_date()
            .prop_map(|date| Answer::Text(date.to_string()))
            .boxed(),
        Kind::YesNo => any::<bool>().prop_map(Answer::Flag).boxed(),
        Kind::Entry { .. } => {
            let aged = text(prices::asking::AGE.to_vec());
            let any = text(prices::items().iter().map(prices::Item::code).collect());
            prop_oneof![1 => aged, 3 => any].boxed()
        }
        Kind::Rows { fields, .. } => prop::collection::vec(likely_row(fields), 0..8)
            .prop_map(Answer::List)
            .boxed(),
    }
}

fn likely_row(fields: &'static [Field]) -> impl Strategy<Value = Answer> {
    likely_answers(fields).prop_map(Answer::Row)
}

/// For each question most often an answer that it allows, else none.
fn likely_answers(fields: &'static [Field]) -> impl Strategy<Value = Answers> {
    let each: Vec<_> = fields
        .iter()
        .map(|field| {
            let answer =
                likely_answer(field.kind).prop_map(|answer| (field.key.to_owned(), answer));
            prop::option::weighted(0.9, answer)
        })
        .collect();
    each.prop_map(|answers| answers.into_iter().flatten().collect())
}

/// A calculator and answers that it mostly allows.
fn likely() -> impl Strategy<Value = (&'static str, Answers)> {
    select(calculators::all()).prop_flat_map(|calculator| {
        likely_answers(calculator.form.fields).prop_map(move |answers| (calculator.name, answers))
    })
}

/// A calculator, answers that it mostly allows, and among them some of any shape.
fn wild() -> impl Strategy<Value = (&'static str, Answers)> {
    let strange = prop::collection::vec((any_key(), any_answer()), 0..4);
    (likely(), strange).prop_map(|((name, mut answers), strange)| {
        answers.extend(strange);
        (name, answers)
    })
}

fn any_context() -> impl Strategy<Value = Context> {
    (prop_oneof![near_date(), any_date()], any::<bool>())
        .prop_map(|(as_of, historical)| Context { as_of, historical })
}

// --- Laws ----------------------------------------------------------------------------------------

/// What is wrong with a result, if anything.
fn broken(name: &str, context: Context, result: &Result) -> Vec<String> {
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
    let mut broken = common::uncited(outcome);
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

proptest! {
    #[test]
    fn answers_that_are_mostly_allowed_bring_a_proof((name, answers) in likely(), context in any_context()) {
        let result = calculate(name, &answers, context);
        prop_assert_eq!(broken(name, context, &result), Vec::<String>::new());
    }

    #[test]
    fn answers_of_any_shape_bring_a_proof_or_an_error((name, answers) in wild(), context in any_context()) {
        let result = calculate(name, &answers, context);
        prop_assert_eq!(broken(name, context, &result), Vec::<String>::new());
        prop_assert_eq!(result, calculate(name, &answers, context));
    }

    #[test]
    fn any_name_is_a_calculator_or_an_error(name in ".*", context in any_context()) {
        let result = calculate(&name, &[], context);
        prop_assert_eq!(broken(&name, context, &result), Vec::<String>::new());
    }

    #[test]
    fn the_order_of_the_answers_does_not_matter((name, answers) in likely(), context in any_context()) {
        let reversed: Answers = answers.iter().rev().cloned().collect();
        let result = calculate(name, &answers, context);
        if result.is_ok() {
            prop_assert_eq!(result, calculate(name, &reversed, context));
        }
    }

    #[test]
    fn one_answer_fewer_never_grants_what_was_refused((name, answers) in likely(), context in any_context()) {
        // A refusal stands on what is known: without one answer it still stands, or it is open.
        if let Ok(outcome) = calculate(name, &answers, context)
            && outcome.verdict == Verdict::Denied
        {
            for missing in 0..answers.len() {
                let mut fewer = answers.clone();
                fewer.remove(missing);
                let verdict = calculate(name, &fewer, context).map(|outcome| outcome.verdict);
                prop_assert!(matches!(verdict, Ok(Verdict::Denied | Verdict::Undetermined)), "{:?}", verdict);
            }
        }
    }
}
