//! A case: the answers of a form as a JavaScript object, and as what stands behind the `#` of a link.

use js_sys::{Array, JSON, Object, decode_uri_component, encode_uri_component};
use wasm_bindgen::JsValue;

use crate::api;
use luzhou_gazette::form::{Answer, Answers};

/// The answers as an object by key. Its properties are its own, whatever the page has put into the prototype of all objects.
pub(super) fn to_object(answers: &Answers) -> JsValue {
    let pairs = answers.iter();
    let pairs: Array = pairs
        .map(|(key, answer)| Array::of2(&key.into(), &to_value(answer)))
        .collect();
    Object::from_entries(&pairs).map_or(JsValue::NULL, JsValue::from)
}

fn to_value(answer: &Answer) -> JsValue {
    match answer {
        Answer::Flag(flag) => (*flag).into(),
        Answer::Text(text) => text.into(),
        Answer::List(list) => list.iter().map(to_value).collect::<Array>().into(),
        Answer::Row(row) => to_object(row),
    }
}

/// The answers of an object; what is neither a text, a number, yes or no, nor a list or row of these is not
/// known.
pub(super) fn from_object(object: &JsValue) -> Answers {
    api::row(object)
}

/// The answers as `key=value&…`. Several choices are joined by commas, rows are JSON.
pub(super) fn to_query(answers: &Answers) -> String {
    let pairs = answers.iter().map(|(key, answer)| {
        let text = encode_uri_component(&to_text(answer));
        format!("{key}={}", String::from(text))
    });
    pairs.collect::<Vec<_>>().join("&")
}

fn to_text(answer: &Answer) -> String {
    match answer {
        Answer::Flag(flag) => flag.to_string(),
        Answer::Text(text) => text.clone(),
        Answer::List(list) if list.iter().all(|it| matches!(it, Answer::Text(_))) => {
            list.iter().map(to_text).collect::<Vec<_>>().join(",")
        }
        other => JSON::stringify(&to_value(other)).map_or_else(|_| String::new(), String::from),
    }
}

/// More than any form asks; a link from anyone may have a million.
const MAX_PAIRS: usize = 200;

/// The answers of a query. What cannot be decoded is left as it is, for the form to refuse.
pub(super) fn from_query(query: &str) -> Answers {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .take(MAX_PAIRS)
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key), from_text(decoded(value)))
        })
        .collect()
}

fn from_text(text: String) -> Answer {
    let rows = text
        .starts_with("[{")
        .then(|| JSON::parse(&text).ok())
        .flatten();
    rows.and_then(|rows| api::answer(&rows))
        .unwrap_or(Answer::Text(text))
}

fn decoded(text: &str) -> String {
    decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}
