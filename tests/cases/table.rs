//! Reads a table of cases; `README.md` beside this file says how it is written.

use luzhou_gazette::form::{Answer, Answers};
use serde_json::{Map, Number, Value};

/// One line of a table.
pub(crate) struct Case {
    /// The name, unique in its table.
    pub(crate) name: String,
    /// Whether the name is bold: the whole answer is held by a snapshot.
    pub(crate) whole: bool,
    /// The line of the file.
    pub(crate) line: usize,
    /// The answers as JavaScript passes them.
    pub(crate) answers: Map<String, Value>,
    /// The options as JavaScript passes them.
    pub(crate) options: Map<String, Value>,
    /// What must come out.
    pub(crate) expected: Expected,
}

/// What must come out of a case.
pub(crate) enum Expected {
    /// Bad input.
    Error { code: String, field: String },
    /// An answer with at least these parts.
    Outcome {
        verdict: String,
        figures: Vec<(String, String)>,
        said: Vec<Said>,
        citations: Vec<String>,
    },
}

/// A notice or a reason that must stand in the answer, or must not.
pub(crate) struct Said {
    /// Whether it must, not must not, stand there.
    pub(crate) wanted: bool,
    /// The kind of notice, or the field of a reason.
    pub(crate) what: What,
    /// Words that it contains; empty for any.
    pub(crate) words: String,
}

/// What sort of sentence is meant.
pub(crate) enum What {
    Notice(String),
    Reason(String),
}

const COLUMNS: [&str; 6] = ["案例", "答案", "结论", "数字", "应说明", "出处"];
const SHARED: &str = "各例都有：";
/// The day of looking unless a case says another.
const AS_OF: &str = "2024-06-01";

/// The key of what every answer of the calculator begins with.
pub(crate) fn headline(text: &str) -> String {
    let line = text.lines().find_map(|line| line.strip_prefix("首要："));
    line.expect("首要：").trim_matches('`').to_owned()
}

/// A place or a sentence as the core spells it: the tables may write `附件 增36`.
pub(crate) fn spelled(text: &str) -> String {
    let mut spelled = text.to_owned();
    for (short, list) in [
        ("附件 减", "附件 调减第 "),
        ("附件 增", "附件 调增第 "),
        ("附件 新", "附件 第 "),
    ] {
        if let Some((before, number)) = spelled.split_once(short) {
            spelled = format!("{before}{list}{number} 项");
        }
    }
    spelled
}

/// The cases of a table, in order.
pub(crate) fn read(text: &str) -> Vec<Case> {
    let mut shared = Map::new();
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with("## ") {
            shared = Map::new();
        } else if let Some(answers) = line.strip_prefix(SHARED) {
            shared = parse_answers(answers.trim().trim_matches('`'));
        } else if let Some(cells) = cells(line)
            && cells != COLUMNS
            && !cells.iter().all(|cell| *cell == "---")
        {
            let case = case(cells, &shared, index + 1);
            let fresh = cases.iter().all(|other| other.name != case.name);
            assert!(fresh, "第 {} 行：案例“{}”重名", case.line, case.name);
            cases.push(case);
        }
    }
    cases
}

/// The answers in the form in which the core takes them: what the JavaScript API makes of the same
/// values. `null` and an empty text are no answers; a number is the text that JavaScript prints.
pub(crate) fn core_answers(answers: &Map<String, Value>) -> Answers {
    answers
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), core_answer(value)?)))
        .collect()
}

fn core_answer(value: &Value) -> Option<Answer> {
    match value {
        Value::Null => None,
        Value::Bool(flag) => Some(Answer::Flag(*flag)),
        Value::Number(number) => Some(Answer::Text(number.to_string())),
        Value::String(text) => (!text.is_empty()).then(|| Answer::from(text.as_str())),
        Value::Array(list) => Some(Answer::List(list.iter().filter_map(core_answer).collect())),
        Value::Object(row) => Some(Answer::Row(core_answers(row))),
    }
}

fn cells(line: &str) -> Option<[&str; 6]> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    let cells = <[&str; 6]>::try_from(cells);
    Some(cells.unwrap_or_else(|cells| panic!("{} 列，应有 6 列：{line}", cells.len())))
}

fn case(cells: [&str; 6], shared: &Map<String, Value>, line: usize) -> Case {
    let [name, answers, result, figures, said, citations] = cells;
    let bold = name.strip_prefix("**").and_then(|it| it.strip_suffix("**"));
    let mut all = shared.clone();
    all.extend(parse_answers(answers));
    let mut options = Map::from_iter([("as_of".to_owned(), Value::from(AS_OF))]);
    for key in ["as_of", "historical"] {
        options.extend(all.remove(key).map(|value| (key.to_owned(), value)));
    }
    let expected = match result.strip_prefix("错误 ") {
        Some(error) => {
            let (code, field) = error.split_once(" @ ").unwrap();
            Expected::Error {
                code: code.to_owned(),
                field: field.to_owned(),
            }
        }
        None => Expected::Outcome {
            verdict: result.to_owned(),
            figures: parts(figures).map(figure).collect(),
            said: parts(said).map(sentence).collect(),
            citations: parts(citations).map(spelled).collect(),
        },
    };
    Case {
        name: bold.unwrap_or(name).to_owned(),
        whole: bold.is_some(),
        line,
        answers: all,
        options,
        expected,
    }
}

/// The parts of a cell between semicolons.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn figure(part: &str) -> (String, String) {
    let (key, value) = part.split_once('=').unwrap();
    (key.to_owned(), value.to_owned())
}

fn sentence(part: &str) -> Said {
    let (wanted, rest) = match part.strip_prefix('!') {
        Some(rest) => (false, rest),
        None => (true, part),
    };
    let (what, words) = match rest.split_once('“') {
        Some((what, words)) => (what, words.strip_suffix('”').unwrap()),
        None => (rest, ""),
    };
    let what = match what.strip_prefix("理由 ") {
        Some(field) => What::Reason(field.to_owned()),
        None => What::Notice(what.to_owned()),
    };
    Said {
        wanted,
        what,
        words: spelled(words),
    }
}

fn parse_answers(text: &str) -> Map<String, Value> {
    parts(text)
        .map(|part| {
            let (key, value) = part.split_once('=').unwrap();
            let value = if key == "lines" && !value.starts_with(['[', '{', '"']) {
                bill(value)
            } else {
                scalar(value)
            };
            (key.to_owned(), value)
        })
        .collect()
}

/// `210102015×2 + 410000015×1`, or `500 行 210102015×1`.
fn bill(text: &str) -> Value {
    if let Some((times, line)) = text.split_once(" 行 ") {
        return Value::from(vec![bill_line(line); times.parse().unwrap()]);
    }
    text.split(" + ").map(bill_line).collect()
}

fn bill_line(text: &str) -> Value {
    let (code, quantity) = match text.split_once('×') {
        Some((code, quantity)) => (code, Some(quantity)),
        None => (text, None),
    };
    let mut row = Map::from_iter([("code".to_owned(), Value::from(code))]);
    row.extend(quantity.map(|quantity| ("quantity".to_owned(), scalar(quantity))));
    Value::Object(row)
}

/// A value as JavaScript would pass it.
fn scalar(text: &str) -> Value {
    if text.starts_with(['[', '{', '"']) {
        return serde_json::from_str(text).unwrap();
    }
    match text {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => numeral(text)
            .or_else(|| options(text))
            .unwrap_or_else(|| Value::from(text)),
    }
}

/// A numeral that JavaScript's `String(n)` and `serde_json` print exactly as it is written here.
fn numeral(text: &str) -> Option<Value> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || [b'.', b'-'].contains(&byte));
    let exact = text.len() <= 15 && !(text.contains('.') && text.ends_with('0'));
    let number: Number = serde_json::from_str(text).ok()?;
    (plain && exact && number.to_string() == text).then_some(Value::Number(number))
}

/// Several ids: `veteran,graduate`.
fn options(text: &str) -> Option<Value> {
    let id = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let ids: Vec<&str> = text.split(',').collect();
    (ids.len() > 1 && ids.iter().all(|text| id(text))).then(|| Value::from(ids))
}
