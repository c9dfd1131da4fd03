//! What a calculator asks, and the check of what it is told.

use serde::Serialize;

use crate::date::Date;
use crate::money::{Fen, MoneyError};

/// The questions of a calculator, in the order in which they are asked.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Form {
    /// The questions.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Field[]"))]
    pub fields: &'static [Field],
}

/// One question.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Field {
    /// A stable name in snake case.
    pub key: &'static str,
    /// The question in a few Chinese words.
    pub label: &'static str,
    /// What helps to answer it; may be empty.
    pub hint: &'static str,
    /// What an answer looks like.
    pub kind: Kind,
    /// When the question applies; always, if absent.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "When | null"))]
    pub when: Option<When>,
    /// What a screen fills in beforehand. An absent answer is "not known", never this.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Prefill | null"))]
    pub prefill: Option<Prefill>,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// One of several.
    Choice {
        /// What can be chosen.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Choice[]"))]
        options: &'static [Choice],
    },
    /// One or more of several.
    Choices {
        /// What can be chosen.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Choice[]"))]
        options: &'static [Choice],
    },
    /// A whole number.
    Whole {
        /// The least, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        min: i64,
        /// The most, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        max: i64,
        /// What is counted.
        unit: &'static str,
    },
    /// An amount in yuan with at most two decimals.
    Money {
        /// The least in fen, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        min: Fen,
        /// The most in fen, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        max: Fen,
        /// What the amount is counted in.
        unit: &'static str,
    },
    /// A number with at most two decimals, not negative.
    Measure {
        /// The least in hundredths, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        min: i64,
        /// The most in hundredths, inclusive.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        max: i64,
        /// What is measured in.
        unit: &'static str,
    },
    /// A day as `2024-01-15`, from 1900 to 2999.
    Date,
    /// Yes or no.
    YesNo,
    /// The code of an entry of a table.
    Entry {
        /// Finds the entry.
        #[serde(skip)]
        find: fn(&str) -> Found,
    },
    /// Several rows of answers.
    Rows {
        /// What a row asks; its first question is the one without which a row says nothing.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "Field[]"))]
        fields: &'static [Field],
        /// The most rows.
        max: u16,
        /// What a row is called.
        row: &'static str,
    },
}

/// One thing to choose.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Choice {
    /// The answer.
    pub id: &'static str,
    /// The answer in Chinese.
    pub label: &'static str,
    /// The first answers of the row for which it can be chosen; for all, if empty.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(optional, type = "string[]"))]
    pub of: &'static [&'static str],
}

impl Choice {
    /// A thing that can always be chosen.
    #[must_use]
    pub const fn new(id: &'static str, label: &'static str) -> Self {
        Self { id, label, of: &[] }
    }
}

/// When a question applies.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// When the field's answer is, or contains, one of these.
    Is {
        /// The other field's key.
        field: &'static str,
        /// The answers.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
        any_of: &'static [&'static str],
    },
    /// When one of the rows has one of these answers.
    RowHas {
        /// The key of the field with the rows.
        rows: &'static str,
        /// The key of the field in the row.
        field: &'static str,
        /// The answers.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "string[]"))]
        any_of: &'static [&'static str],
    },
    /// When the outcome so far lists it among the questions that it asks, or it is answered already.
    Asked,
}

/// What a screen fills in beforehand.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// This answer.
    Text(&'static str),
    /// The day from which the rules are looked at.
    AsOf,
}

/// What a look-up in a table found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The entry with this code.
    Code(&'static str),
    /// Nothing with this code; these codes bear the given text as their name.
    Named(Vec<&'static str>),
}

/// An answer as it comes from outside. Numbers come as the decimal text that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A text, or a number as text.
    Text(String),
    /// Several answers.
    List(Vec<Answer>),
    /// A row of answers by key.
    Row(Answers),
}

/// Answers by key; an absent key is "not known".
pub type Answers = Vec<(String, Answer)>;

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct InputError {
    /// A stable name for the sort of error.
    pub code: &'static str,
    /// The key of the answer; in rows `lines[0].code`, counted from 0; empty when no answer is at fault.
    pub field: String,
    /// A Chinese sentence that says what is wrong and what is right.
    pub message: String,
}

/// An answer that its field allows.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Ids(Vec<&'static str>),
    Whole(i64),
    Money(Fen),
    Hundredths(i64),
    Date(Date),
    YesNo(bool),
    Rows(Vec<Checked>),
}

/// Answers that their form allows. An absent one is "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    values: Vec<(&'static str, Value)>,
}

impl InputError {
    /// An error in the answer with this key.
    #[must_use]
    pub fn new(code: &'static str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            field: field.into(),
            message: message.into(),
        }
    }
}

impl Form {
    /// Checks every answer.
    ///
    /// # Errors
    ///
    /// One error for each answer that its field does not allow, and for each unknown key, in the
    /// order of the answers.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = calculators::find("relocation-subsidy").unwrap().form;
    /// let errors = form.check(&[("households".to_string(), Answer::from("0"))]).unwrap_err();
    /// assert_eq!((errors[0].code, errors[0].field.as_str()), ("below_minimum", "households"));
    /// ```
    pub fn check(&self, answers: &[(String, Answer)]) -> Result<Checked, Vec<InputError>> {
        let mut errors = Vec::new();
        let checked = check_fields(self.fields, answers, "", &mut errors);
        if errors.is_empty() {
            Ok(checked)
        } else {
            Err(errors)
        }
    }

    /// Those of the answers that this form asks too, and for its other questions what a screen fills in
    /// beforehand.
    #[must_use]
    pub fn complete(&self, answers: &Checked, as_of: Date) -> Checked {
        let mut own = Checked::default();
        for field in self.fields {
            if let Some(value) = answers.value(field.key) {
                own.values.push((field.key, value.clone()));
                continue;
            }
            let text = match field.prefill {
                None => continue,
                Some(Prefill::Text(text)) => text.to_owned(),
                Some(Prefill::AsOf) => as_of.to_string(),
            };
            let value = field.read(&Answer::Text(text), field.key, &mut Vec::new());
            own.values
                .extend(value.ok().map(|value| (field.key, value)));
        }
        own
    }

    /// Checks every answer and keeps those that are allowed, for a screen that is being filled in.
    #[must_use]
    pub fn check_partly(&self, answers: &[(String, Answer)]) -> (Checked, Vec<InputError>) {
        let mut errors = Vec::new();
        let checked = check_fields(self.fields, answers, "", &mut errors);
        (checked, errors)
    }
}

/// As many characters of an unknown key are repeated in its error.
const MOST_TOLD: usize = 40;

fn check_fields(
    fields: &'static [Field],
    answers: &[(String, Answer)],
    path: &str,
    errors: &mut Vec<InputError>,
) -> Checked {
    let mut values = Vec::new();
    for (key, answer) in answers {
        // A key comes from outside: an error names it, but not at any length.
        let told: String = key.chars().take(MOST_TOLD).collect();
        let at = format!("{path}{told}");
        match fields.iter().find(|field| field.key == key) {
            Some(field) => match field.read(answer, &at, errors) {
                Ok(value) => values.push((field.key, value)),
                Err(error) => errors.push(error),
            },
            None => errors.push(InputError::new(
                "unknown_field",
                at,
                format!(
                    "没有名为“{told}”的问题，可用的是：{}",
                    listed(fields.iter().map(|f| f.key))
                ),
            )),
        }
    }
    Checked { values }
}

impl Field {
    fn read(
        &'static self,
        answer: &Answer,
        at: &str,
        errors: &mut Vec<InputError>,
    ) -> Result<Value, InputError> {
        let error = |code, message: String| InputError::new(code, at, message);
        let label = self.label;
        match (self.kind, answer) {
            (Kind::Choice { options }, Answer::Text(text)) => chosen(options, text)
                .map(|id| Value::Ids([id].into()))
                .ok_or_else(|| self.not_a_choice(options, at)),
            (Kind::Choices { options }, Answer::Text(text)) => {
                let ids = text.split([',', ' ']).filter(|id| !id.is_empty());
                all_chosen(options, ids.map(Some)).ok_or_else(|| self.not_a_choice(options, at))
            }
            (Kind::Choices { options }, Answer::List(list)) => {
                let ids = list.iter().map(|answer| match answer {
                    Answer::Text(id) => Some(id.as_str()),
                    _ => None,
                });
                all_chosen(options, ids).ok_or_else(|| self.not_a_choice(options, at))
            }
            (Kind::Whole { min, max, unit }, Answer::Text(text)) => {
                self.read_whole(&plain_number(text), (min, max, unit), at)
            }
            (Kind::Money { min, max, unit }, Answer::Text(text)) => {
                self.read_money(&plain_number(text), (min, max, unit), at)
            }
            (Kind::Measure { min, max, unit }, Answer::Text(text)) => {
                let limits = (Fen::new(min), Fen::new(max), unit);
                match self.read_money(&plain_number(text), limits, at)? {
                    Value::Money(hundredths) => Ok(Value::Hundredths(hundredths.get())),
                    other => Ok(other),
                }
            }
            (Kind::Date, Answer::Text(text)) => {
                Date::parse(text.trim()).map(Value::Date).ok_or_else(|| {
                    error(
                        "date_out_of_range",
                        format!(
                            "{label}应是 1900 年到 2999 年真实存在的日期，写成 2024-01-15 这样的格式"
                        ),
                    )
                })
            }
            (Kind::YesNo, Answer::Flag(flag)) => Ok(Value::YesNo(*flag)),
            (Kind::YesNo, Answer::Text(text)) if text == "true" => Ok(Value::YesNo(true)),
            (Kind::YesNo, Answer::Text(text)) if text == "false" => Ok(Value::YesNo(false)),
            (Kind::Entry { find }, Answer::Text(text)) => match find(text.trim()) {
                Found::Code(code) => Ok(Value::Ids([code].into())),
                Found::Named(codes) => Err(self.not_a_code(&codes, at)),
            },
            (Kind::Rows { fields, max, .. }, Answer::List(rows)) => {
                if rows.len() > usize::from(max) {
                    return Err(error("too_many_rows", format!("{label}最多 {max} 行")));
                }
                Ok(self.read_rows(fields, rows, at, errors))
            }
            _ => Err(error(
                "wrong_type",
                format!("{label}应是{}", self.kind.told()),
            )),
        }
    }

    fn not_a_choice(&self, options: &[Choice], at: &str) -> InputError {
        let ids = listed(options.iter().map(|option| option.id));
        let message = format!("{}只能从这些值里选：{ids}", self.label);
        InputError::new("unknown_choice", at, message)
    }

    fn not_a_code(&self, named: &[&str], at: &str) -> InputError {
        let codes = listed(named.iter().copied());
        let (code, message) = match named {
            [] => (
                "unknown_code",
                format!("公报的价格表里没有这个{}", self.label),
            ),
            [_] => ("name_not_code", format!("请写编码而不是名称：{codes}")),
            _ => (
                "ambiguous_name",
                format!("公报里有几项同名，价格不同，请写编码：{codes}"),
            ),
        };
        InputError::new(code, at, message)
    }

    fn read_whole(
        &self,
        text: &str,
        (min, max, unit): (i64, i64, &str),
        at: &str,
    ) -> Result<Value, InputError> {
        let label = self.label;
        let error = |code, message| Err(InputError::new(code, at, message));
        let whole = text.split_once('.').map_or(text, |(whole, decimals)| {
            if decimals.bytes().all(|b| b == b'0') {
                whole
            } else {
                text
            }
        });
        if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
            return error("not_whole", format!("{label}应是从 {min} 到 {max} 的整数"));
        }
        match whole.parse::<i64>() {
            Ok(number) if number < min => {
                error("below_minimum", format!("{label}不能少于 {min} {unit}"))
            }
            Ok(number) if number <= max => Ok(Value::Whole(number)),
            _ => error("above_maximum", format!("{label}不能超过 {max} {unit}")),
        }
    }

    fn read_money(
        &self,
        text: &str,
        (min, max, unit): (Fen, Fen, &str),
        at: &str,
    ) -> Result<Value, InputError> {
        let label = self.label;
        let error = |code, message| Err(InputError::new(code, at, message));
        match Fen::parse(text) {
            Ok(amount) if amount < min => {
                error("below_minimum", format!("{label}不能低于 {min} {unit}"))
            }
            Ok(amount) if amount <= max => Ok(Value::Money(amount)),
            Ok(_) | Err(MoneyError::TooLarge) => {
                error("above_maximum", format!("{label}不能高于 {max} {unit}"))
            }
            Err(MoneyError::TooFine) => {
                error("too_many_decimals", format!("{label}最多写到小数点后两位"))
            }
            Err(MoneyError::Malformed) => error(
                "not_a_number",
                format!("{label}应是不带正负号的数字，例如 12000 或 12000.50"),
            ),
        }
    }

    fn read_rows(
        &self,
        fields: &'static [Field],
        rows: &[Answer],
        at: &str,
        errors: &mut Vec<InputError>,
    ) -> Value {
        let mut checked = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let at = format!("{at}[{index}]");
            let Answer::Row(answers) = row else {
                errors.push(InputError::new(
                    "wrong_type",
                    at,
                    format!("{}的每一行应是一组答案", self.label),
                ));
                checked.push(Checked::default());
                continue;
            };
            let path = format!("{at}.");
            let row = check_fields(fields, answers, &path, errors);
            if let Some(first) = fields.first()
                && !answers.iter().any(|(key, _)| key == first.key)
            {
                errors.push(InputError::new(
                    "missing",
                    format!("{path}{}", first.key),
                    format!("请填写{}", first.label),
                ));
            }
            for field in fields
                .iter()
                .filter(|field| row.value(field.key).is_some() && !field.applies(&row))
            {
                let message = format!("这个{}不问“{}”", self.label, field.label);
                errors.push(InputError::new(
                    "not_applicable",
                    format!("{path}{}", field.key),
                    message,
                ));
            }
            checked.push(row);
        }
        Value::Rows(checked)
    }

    /// Whether the question applies, given the other answers.
    #[must_use]
    pub fn applies(&self, answers: &Checked) -> bool {
        let one_of = |ids: &[&str], any_of: &[&str]| ids.iter().any(|id| any_of.contains(id));
        match self.when {
            // Whether it is asked depends on the outcome; an answer is always taken.
            None | Some(When::Asked) => true,
            Some(When::Is { field, any_of }) => one_of(answers.ids(field), any_of),
            Some(When::RowHas {
                rows,
                field,
                any_of,
            }) => answers
                .rows(rows)
                .iter()
                .any(|row| one_of(row.ids(field), any_of)),
        }
    }
}

impl Kind {
    /// What an answer of this kind is, in words.
    const fn told(&self) -> &'static str {
        match self {
            Self::Choice { .. } => "选项之一",
            Self::Choices { .. } => "一个或几个选项",
            Self::Whole { .. } => "整数",
            Self::Money { .. } => "以元为单位的金额",
            Self::Measure { .. } => "数字",
            Self::Date => "日期，写成 2024-01-15 这样的格式",
            Self::YesNo => "“是”或“否”",
            Self::Entry { .. } => "项目编码",
            Self::Rows { .. } => "若干行",
        }
    }
}

impl Checked {
    /// A single answer, a whole number, from within the crate.
    pub(crate) fn whole_number(key: &'static str, number: i64) -> Self {
        Self {
            values: vec![(key, Value::Whole(number))],
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, value)| value)
    }

    /// The chosen id.
    #[must_use]
    pub fn id(&self, key: &str) -> Option<&'static str> {
        self.ids(key).first().copied()
    }

    /// The chosen ids, none while not known.
    #[must_use]
    pub fn ids(&self, key: &str) -> &[&'static str] {
        match self.value(key) {
            Some(Value::Ids(ids)) => ids,
            _ => &[],
        }
    }

    /// The whole number.
    #[must_use]
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.value(key) {
            Some(Value::Whole(number)) => Some(*number),
            _ => None,
        }
    }

    /// The amount of money.
    #[must_use]
    pub fn money(&self, key: &str) -> Option<Fen> {
        match self.value(key) {
            Some(Value::Money(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// The measure or the whole number, in hundredths.
    #[must_use]
    pub fn hundredths(&self, key: &str) -> Option<i64> {
        match self.value(key) {
            Some(Value::Hundredths(hundredths)) => Some(*hundredths),
            Some(Value::Whole(number)) => number.checked_mul(100),
            _ => None,
        }
    }

    /// The day.
    #[must_use]
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.value(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Yes or no.
    #[must_use]
    pub fn yes(&self, key: &str) -> Option<bool> {
        match self.value(key) {
            Some(Value::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// The answers as an element's attributes write them, without those in rows.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        let text = |value: &Value| match value {
            Value::Ids(ids) => Some(ids.join(",")),
            Value::Whole(number) => Some(number.to_string()),
            Value::Money(amount) => Some(amount.to_string()),
            Value::Hundredths(number) => Some(Fen::new(*number).to_string()),
            Value::Date(day) => Some(day.to_string()),
            Value::YesNo(yes) => Some(yes.to_string()),
            Value::Rows(_) => None,
        };
        self.values
            .iter()
            .filter_map(|(key, value)| Some((*key, text(value)?)))
            .collect()
    }

    /// The chosen id, or `true` or `false` for yes or no.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&'static str> {
        match self.yes(key) {
            Some(true) => Some("true"),
            Some(false) => Some("false"),
            None => self.id(key),
        }
    }

    /// The rows, none while not known.
    #[must_use]
    pub fn rows(&self, key: &str) -> &[Checked] {
        match self.value(key) {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        }
    }
}

fn chosen(options: &'static [Choice], id: &str) -> Option<&'static str> {
    options
        .iter()
        .find(|option| option.id == id)
        .map(|option| option.id)
}

/// The chosen ids, each once; nothing where one is no choice.
fn all_chosen<'a>(
    options: &'static [Choice],
    ids: impl Iterator<Item = Option<&'a str>>,
) -> Option<Value> {
    let mut all = Vec::new();
    for id in ids {
        let id = chosen(options, id?)?;
        if !all.contains(&id) {
            all.push(id);
        }
    }
    Some(Value::Ids(all))
}

fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("、")
}

/// A number as a person types it, made plain: full-width digits become ASCII digits, and commas
/// that stand between groups of three digits go.
fn plain_number(text: &str) -> String {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain
        .trim()
        .trim_start_matches(['¥', '￥'])
        .trim_end_matches('元')
        .trim()
        .to_owned();
    // `split_at` would bring the message of its panic, and with it the tables of printable characters.
    let point = plain.find('.').unwrap_or(plain.len());
    let (whole, rest) = plain.split_at_checked(point).unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) {
        format!("{}{rest}", whole.replace(',', ""))
    } else {
        plain
    }
}

/// A full-width character or a Chinese full stop in its plain form; any other character as it is.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '。' => '.',
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        assert_eq!(plain_number("１２，０００．５０"), "12000.50");
        assert_eq!(plain_number(" 1,065.00 "), "1065.00");
        assert_eq!(plain_number("1,06"), "1,06");
        assert_eq!(plain_number("1234,567"), "1234,567");
        assert_eq!(plain_number("12,000,000"), "12000000");
    }
}
