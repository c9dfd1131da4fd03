//! What must hold for whatever a calculator is told. The text is a link to a case, as people share it: the calculator's name,
//! `?`, and `key=value&…`, rows as JSON; `as_of` and `historical` are the options.

use luzhou_gazette::calculators::{self, Calculator, Context, calculate};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers};
use luzhou_gazette::outcome::{NoticeKind, Outcome, Unit};
use luzhou_gazette::period::Standing;
use serde_json::Value;

use crate::proof::{Result, broken};

/// A case as a link tells it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) answers: Answers,
    pub(crate) context: Context,
}

/// Whatever a link says, the answer is proven, stands inside its period, is the same each time and is written without loss;
/// or it is said in words what is wrong. Gives what came out.
pub(crate) fn answers(link: &str) -> Result {
    let Case {
        name,
        answers,
        context,
    } = read(link);
    let result = calculate(&name, &answers, context);
    assert_eq!(
        broken(&name, context, &result),
        Vec::<String>::new(),
        "{link}"
    );
    assert_eq!(result, calculate(&name, &answers, context), "{link}");
    if let Some((calculator, outcome)) = calculators::find(&name).zip(result.as_ref().ok()) {
        assert_eq!(
            outside(calculator, &answers, context, outcome),
            Vec::<String>::new(),
            "{link}"
        );
        let text = serde_json::to_string(outcome).unwrap();
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, serde_json::to_value(outcome).unwrap(), "{link}");
        assert_eq!(inexact(&read), None, "{link}");
    }
    result
}

/// Amounts of a rule that does not stand on the day that decides, unless they were asked for and are marked as such. A
/// row with a day of its own is judged by that.
fn outside(
    calculator: &Calculator,
    answers: &Answers,
    context: Context,
    outcome: &Outcome,
) -> Vec<String> {
    let stands = |period: fn(Date) -> luzhou_gazette::period::Period| {
        period(outcome.day).standing(outcome.day) == Standing::InForce
    };
    if calculator.period.is_none_or(stands) || is_dated_by_row(answers) {
        return Vec::new();
    }
    let marked = outcome
        .notices
        .iter()
        .any(|it| [NoticeKind::NoLongerInForce, NoticeKind::NotYetInForce].contains(&it.kind));
    if context.historical && marked {
        return Vec::new();
    }
    let amounts = outcome.figures.iter().filter(|it| it.unit == Unit::Fen);
    let amounts = amounts.filter(|it| it.value.is_some_and(|value| value > 0));
    amounts
        .map(|it| format!("{}: {it:?}", outcome.day))
        .collect()
}

fn is_dated_by_row(answers: &Answers) -> bool {
    let dated = |row: &Answer| match row {
        Answer::Row(row) => row.iter().any(|(key, _)| key == "date"),
        _ => false,
    };
    answers.iter().any(|(_, answer)| match answer {
        Answer::List(rows) => rows.iter().any(dated),
        _ => false,
    })
}

/// A number that JavaScript would round.
fn inexact(value: &Value) -> Option<&Value> {
    match value {
        Value::Number(number) => {
            let whole = number.as_i64();
            let exact = whole.is_some_and(|it| it.unsigned_abs() < 1 << 53);
            (!exact).then_some(value)
        }
        Value::Array(all) => all.iter().find_map(inexact),
        Value::Object(all) => all.values().find_map(inexact),
        _ => None,
    }
}

/// The case of a link, as `crates/browser/src/case.rs` reads its answers.
pub(crate) fn read(link: &str) -> Case {
    let (name, query) = link.trim_end().split_once('?').unwrap_or((link, ""));
    let mut context = Context::on(Date::parse("2024-06-01").unwrap());
    let mut answers = Answers::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, value) = (decoded(key), decoded(value));
        match key.as_str() {
            "as_of" => context.as_of = Date::parse(&value).unwrap_or(context.as_of),
            "historical" => context.historical = value == "true",
            // What is empty is not answered.
            _ if value.is_empty() => {}
            _ => answers.push((key, answer(value))),
        }
    }
    let name = name.to_owned();
    Case {
        name,
        answers,
        context,
    }
}

fn answer(text: String) -> Answer {
    let rows = text
        .starts_with("[{")
        .then(|| serde_json::from_str(&text).ok());
    let rows = rows.flatten().and_then(|rows: Value| of_json(&rows));
    rows.unwrap_or(Answer::Text(text))
}

fn of_json(value: &Value) -> Option<Answer> {
    match value {
        Value::Null => None,
        Value::Bool(flag) => Some(Answer::Flag(*flag)),
        Value::Number(number) => Some(Answer::Text(number.to_string())),
        Value::String(text) => (!text.is_empty()).then(|| Answer::Text(text.clone())),
        Value::Array(list) => Some(Answer::List(list.iter().filter_map(of_json).collect())),
        Value::Object(row) => {
            let row = row.iter();
            let row = row.filter_map(|(key, value)| Some((key.clone(), of_json(value)?)));
            Some(Answer::Row(row.collect()))
        }
    }
}

/// A text without its percent signs; as it is where they are none.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let code = (*first == b'%').then(|| others.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.map(|code| u8::from_str_radix(code, 16)) {
            Some(Ok(byte)) => {
                bytes.push(byte);
                rest = &others[2..];
            }
            _ if *first == b'%' => return text.to_owned(),
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
