//! The JavaScript API: the only file that speaks wasm-bindgen and serde to JavaScript.
//!
//! Numbers come in as the shortest decimal text that JavaScript prints for them, so that an amount
//! is exact to the fen and no float enters the core.

use std::sync::OnceLock;

use js_sys::{Array, JsString, Object};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use luzhou_gazette::calculators::{self, Context};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers, Checked, ErrorCode, InputError};
use luzhou_gazette::ics;
use luzhou_gazette::info::{CalculatorInfo, ItemInfo};
use luzhou_gazette::outcome::Outcome;
use luzhou_gazette::search;
use luzhou_gazette_dom::{day, today};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Answers, CalculatorInfo, ItemInfo, Options, Outcome, Search } from "luzhou-gazette";"#;

#[wasm_bindgen]
extern "C" {
    /// Answers as JavaScript gives them.
    #[wasm_bindgen(typescript_type = "Answers")]
    pub type JsAnswers;

    /// Options as JavaScript gives them.
    #[wasm_bindgen(typescript_type = "Options")]
    pub type JsOptions;
}

/// Answers with the calculator of this name.
///
/// # Errors
///
/// Throws the first [`InputError`].
#[wasm_bindgen(unchecked_return_type = "Outcome")]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen has no optional references"
)]
pub fn calculate(
    name: &str,
    answers: Option<JsAnswers>,
    options: Option<JsOptions>,
) -> Result<JsValue, JsValue> {
    to_js(&outcome(name, answers.as_deref(), options.as_deref())?.0)
}

/// The days worth keeping of the calculator's answer as a calendar file (`.ics`, RFC 5545); empty
/// where there are none.
///
/// # Errors
///
/// Throws the first [`InputError`].
#[wasm_bindgen(js_name = calendarFile)]
#[expect(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen has no optional references"
)]
pub fn calendar_file(
    name: &str,
    answers: Option<JsAnswers>,
    options: Option<JsOptions>,
) -> Result<String, JsValue> {
    let (outcome, answers) = outcome(name, answers.as_deref(), options.as_deref())?;
    Ok(ics::calendar_file(&outcome, &answers))
}

/// The outcome, and the answers as the form has checked them.
fn outcome(
    name: &str,
    answers: Option<&JsValue>,
    options: Option<&JsValue>,
) -> Result<(Outcome, Checked), JsValue> {
    let context = context(options).map_err(|error| js_object(&error))?;
    let calculator = calculators::find(name).ok_or_else(|| js_object(&unknown_calculator(name)))?;
    let answers = answers.map(row).unwrap_or_default();
    let first = |errors: Vec<InputError>| errors.first().map_or(JsValue::NULL, js_object);
    let checked = calculator.form.check(&answers).map_err(first)?;
    let outcome = calculator.calculate(&checked, context).map_err(first)?;
    Ok((outcome, checked))
}

/// Every calculator with its form.
///
/// # Errors
///
/// None in practice.
#[wasm_bindgen(js_name = calculators, unchecked_return_type = "CalculatorInfo[]")]
pub fn all_calculators() -> Result<JsValue, JsValue> {
    let all: Vec<CalculatorInfo> = calculators::all()
        .iter()
        .map(CalculatorInfo::from)
        .collect();
    to_js(&all)
}

/// What the calculator of this name asks.
///
/// # Errors
///
/// Throws an [`InputError`] with the code `unknown_calculator`.
#[wasm_bindgen(unchecked_return_type = "CalculatorInfo")]
pub fn form(name: &str) -> Result<JsValue, JsValue> {
    match calculators::find(name) {
        Some(calculator) => to_js(&CalculatorInfo::from(calculator)),
        None => Err(js_object(&unknown_calculator(name))),
    }
}

/// What a query finds: calculators, documents, districts and price items, best first; ten unless `limit` says otherwise.
///
/// # Errors
///
/// None in practice.
#[wasm_bindgen(js_name = search, unchecked_return_type = "Search")]
pub fn search_all(query: &str, limit: Option<u16>) -> Result<JsValue, JsValue> {
    let limit = usize::from(limit.unwrap_or(10));
    to_js(&match CORPUS.get() {
        Some(corpus) => corpus.find(query, limit),
        None => search::find(query, limit),
    })
}

/// What a page has besides to be found.
static CORPUS: OnceLock<search::Corpus> = OnceLock::new();

/// Lets the search find these entries besides, from the first call on.
#[wasm_bindgen(js_name = searchAlso)]
pub fn search_also(entries: String) {
    CORPUS.get_or_init(|| search::Corpus::with(entries.leak()));
}

/// The price items that a query finds, best first; ten unless `limit` says otherwise.
///
/// # Errors
///
/// None in practice.
#[wasm_bindgen(js_name = items, unchecked_return_type = "ItemInfo[]")]
pub fn search_items(query: &str, limit: Option<u16>) -> Result<JsValue, JsValue> {
    let found = search::items_for(query, usize::from(limit.unwrap_or(10)));
    let infos: Vec<ItemInfo> = found.into_iter().map(ItemInfo::from).collect();
    to_js(&infos)
}

/// The error for a name that is not in the register.
pub(crate) fn unknown_calculator(name: &str) -> InputError {
    let context = Context::on(Date::MIN);
    calculators::calculate(name, &[], context)
        .err()
        .and_then(|errors| errors.into_iter().next())
        .unwrap_or_else(|| InputError::new(ErrorCode::UnknownCalculator, "", name))
}

/// The JavaScript object of a value of the contract.
pub(crate) fn js_object<T: Serialize>(value: &T) -> JsValue {
    to_js(value).unwrap_or(JsValue::NULL)
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_missing_as_null(true)
        .serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(JsValue::from)
}

fn context(options: Option<&JsValue>) -> Result<Context, InputError> {
    let mut context = Context {
        as_of: Date::MIN,
        historical: false,
    };
    let mut as_of = None;
    for (key, answer) in options.map(row).unwrap_or_default() {
        match (key.as_str(), answer) {
            ("as_of", answer) => {
                let text = match answer {
                    Answer::Text(text) => text,
                    _ => String::new(),
                };
                as_of = Some(day(&text).ok_or_else(|| {
                    InputError::new(
                        ErrorCode::DateOutOfRange,
                        "as_of",
                        "as_of 应写成 2024-01-15 这样的日期",
                    )
                })?);
            }
            ("historical", Answer::Flag(historical)) => context.historical = historical,
            ("historical", _) => {
                return Err(InputError::new(
                    ErrorCode::WrongType,
                    key,
                    "historical 应是 true 或 false",
                ));
            }
            _ => {
                return Err(InputError::new(
                    ErrorCode::UnknownField,
                    key,
                    "选项只有 as_of（日期）和 historical（真假）",
                ));
            }
        }
    }
    context.as_of = as_of.or_else(today).ok_or_else(|| {
        InputError::new(
            ErrorCode::Missing,
            "as_of",
            "不知道今天是哪一天（日期函数被改动，或时钟没有设好）：请给出 as_of",
        )
    })?;
    Ok(context)
}

/// Deeper than any form goes; a link from anyone may say more than the module's stack can bear.
const DEEPEST: u8 = 8;

/// The entries of a JavaScript object, without those that are `null` or `undefined`.
pub(crate) fn row(object: &JsValue) -> Answers {
    row_within(object, DEEPEST)
}

/// A JavaScript value as an answer; what lies too deep is none.
pub(crate) fn answer(value: &JsValue) -> Option<Answer> {
    answer_within(value, DEEPEST)
}

fn row_within(object: &JsValue, depth: u8) -> Answers {
    let Some(object) = object.dyn_ref::<Object>() else {
        return Answers::new();
    };
    Object::entries(object)
        .iter()
        .filter_map(|entry| {
            let entry: Array = entry.unchecked_into();
            let key = entry.get(0).as_string()?;
            Some((key, answer_within(&entry.get(1), depth)?))
        })
        .collect()
}

fn answer_within(value: &JsValue, depth: u8) -> Option<Answer> {
    if value.is_null() || value.is_undefined() {
        None
    } else if let Some(flag) = value.as_bool() {
        Some(Answer::Flag(flag))
    } else if let Some(text) = value.as_string() {
        // An empty text is an unanswered question: that is how a blank input comes.
        (!text.is_empty()).then_some(Answer::Text(text))
    } else if let Some(list) = value.dyn_ref::<Array>() {
        let depth = depth.checked_sub(1)?;
        let list = list.iter();
        let list = list.filter_map(|entry| answer_within(&entry, depth));
        Some(Answer::List(list.collect()))
    } else if value.is_object() {
        Some(Answer::Row(row_within(value, depth.checked_sub(1)?)))
    } else {
        Some(Answer::Text(String::from(js_text(value))))
    }
}

/// A number as JavaScript prints it.
fn js_text(value: &JsValue) -> JsString {
    value.dyn_ref::<js_sys::Number>().map_or_else(
        || JsString::from("?"),
        |number| {
            number
                .to_string_with_radix(10)
                .unwrap_or_else(|_| JsString::from("?"))
        },
    )
}
