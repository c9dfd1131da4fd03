//! Answers at random, made from the forms themselves: a new calculator and a new question get them for nothing.

use luzhou_gazette::calculators::{self, Context};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers, Field, Kind};
use luzhou_gazette::gazette::prices;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn any_date() -> impl Strategy<Value = Date> {
    (1900..=2999_u16, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", |(year, month, day)| {
        Date::new(year, month, day)
    })
}

/// A day near those on which something of the gazette begins or ends, most often of the months in which most does.
fn near_date() -> impl Strategy<Value = Date> {
    let year = prop_oneof![2 => 2023..=2024_u16, 1 => 2017..=2030_u16];
    (year, 1..=12_u8, 1..=31_u8).prop_filter_map("no such day", |(year, month, day)| {
        Date::new(year, month, day)
    })
}

pub(crate) fn any_text() -> impl Strategy<Value = String> {
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
pub(crate) fn any_answer() -> impl Strategy<Value = Answer> {
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

pub(crate) fn any_key() -> impl Strategy<Value = String> {
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
pub(crate) fn likely_answers(fields: &'static [Field]) -> impl Strategy<Value = Answers> {
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

pub(crate) fn any_context() -> impl Strategy<Value = Context> {
    (prop_oneof![near_date(), any_date()], any::<bool>())
        .prop_map(|(as_of, historical)| Context { as_of, historical })
}
