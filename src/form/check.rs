//! Reading answers and checking them against their form.

use crate::date::Date;
use crate::grouped::grouped;
use crate::money::{Fen, MoneyError};
use crate::outcome::{decimal, yuan};

use super::answers::Value;
use super::keep::check_fields;
use super::numerals::{half_width_text, plain_number};
use super::{Answer, Checked, Choice, ErrorCode, Field, Form, Found, InputError, Kind, Prefill};

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
    /// use luzhou_gazette::form::{Answer, ErrorCode};
    ///
    /// let form = calculators::find("relocation-subsidy").unwrap().form;
    /// let errors = form.check(&[("households".to_string(), Answer::from("0"))]).unwrap_err();
    /// assert_eq!((errors[0].code, errors[0].field.as_str()), (ErrorCode::BelowMinimum, "households"));
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("relocation-subsidy").unwrap().form;
    /// let known = form.check(&[("district".to_string(), Answer::from("xuyong"))]).unwrap();
    /// let answers = form.with_prefills(&known, Date::parse("2024-06-01").unwrap());
    /// assert_eq!(answers.id("district"), Some("xuyong"));
    /// assert_eq!(answers.whole("households"), Some(1));
    /// ```
    #[must_use]
    pub fn with_prefills(&self, answers: &Checked, as_of: Date) -> Checked {
        let mut own = Checked::default();
        for field in self.fields {
            if !field.applies(&own) {
                continue;
            }
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [
    ///     ("price".to_string(), Answer::from("650000")),
    ///     ("contract_date".to_string(), Answer::from("2024-02-30")),
    /// ];
    /// let (checked, errors) = form.check_partly(&answers);
    /// assert!(checked.money("price").is_some());
    /// assert_eq!(errors[0].field, "contract_date");
    /// ```
    #[must_use]
    pub fn check_partly(&self, answers: &[(String, Answer)]) -> (Checked, Vec<InputError>) {
        let mut errors = Vec::new();
        let checked = check_fields(self.fields, answers, "", &mut errors);
        (checked, errors)
    }
}

/// How many entries an error lists at most.
const MAX_ENTRIES_SHOWN: usize = 8;

impl Field {
    /// What a typed answer is taken for, to be shown beside the input: `850,000 元` for 85万, the day for
    /// 20240115, the code for a name; nothing where the answer is refused or is a choice.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::outcome::yuan;
    /// use luzhou_gazette::money::Fen;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let understood = |key, typed| {
    ///     form.fields.iter().find(|field| field.key == key).unwrap().understood(typed)
    /// };
    /// assert_eq!(understood("price", "85万"), Some(yuan(Fen::new(85_000_000))));
    /// assert_eq!(understood("contract_date", "2024年2月1日").unwrap(), "2024年2月1日");
    /// assert_eq!(understood("price", "八五折"), None);
    /// ```
    #[must_use]
    pub fn understood(&'static self, typed: &str) -> Option<String> {
        let answer = Answer::Text(typed.to_owned());
        match self.read(&answer, self.key, &mut Vec::new()).ok()? {
            Value::Ids(codes) if matches!(self.kind, Kind::Entry { .. }) => {
                codes.first().map(ToString::to_string)
            }
            Value::Money(amount) => Some(yuan(amount)),
            Value::Whole(number) => Some(with_unit(&grouped(number), self.kind.unit())),
            Value::Hundredths(number) => Some(with_unit(&decimal(number), self.kind.unit())),
            Value::Date(day) => Some(day.in_words()),
            Value::Ids(_) | Value::YesNo(_) | Value::Rows(_) => None,
        }
    }

    /// What a typed amount may be meant for instead, where hardly anybody means what stands there: `85 万元` for 85;
    /// nothing where it is plausible or cannot be read.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let price = form.fields.iter().find(|field| field.key == "price").unwrap();
    /// assert_eq!(price.doubted("85").unwrap(), ["85 元", "85 万元"]);
    /// assert_eq!(price.doubted("85万"), None);
    /// ```
    #[must_use]
    pub fn doubted(&'static self, typed: &str) -> Option<[String; 2]> {
        let Kind::Money { usual, .. } = self.kind else {
            return None;
        };
        let answer = Answer::Text(typed.to_owned());
        match self.read(&answer, self.key, &mut Vec::new()).ok()? {
            Value::Money(amount) if amount < usual => {
                Some([yuan(amount), format!("{} 万元", decimal(amount.get()))])
            }
            _ => None,
        }
    }

    pub(super) fn read(
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
                self.read_whole(&plain_number(text, unit), (min, max, unit), at)
            }
            (Kind::Money { min, max, unit, .. }, Answer::Text(text)) => {
                self.read_money(&plain_number(text, unit), (min, max, unit), at)
            }
            (Kind::Measure { min, max, unit }, Answer::Text(text)) => {
                let limits = (Fen::new(min), Fen::new(max), unit);
                match self.read_money(&plain_number(text, unit), limits, at)? {
                    Value::Money(hundredths) => Ok(Value::Hundredths(hundredths.get())),
                    other => Ok(other),
                }
            }
            (Kind::Date, Answer::Text(text)) => Date::as_written(&half_width_text(text))
                .map(Value::Date)
                .ok_or_else(|| {
                    error(
                        ErrorCode::DateOutOfRange,
                        format!("“{label}”请填 1900 年到 2999 年之间真实存在的日期，例如 20240115"),
                    )
                }),
            (Kind::YesNo, Answer::Flag(flag)) => Ok(Value::YesNo(*flag)),
            (Kind::YesNo, Answer::Text(text)) if matches!(text.trim(), "true" | "是") => {
                Ok(Value::YesNo(true))
            }
            (Kind::YesNo, Answer::Text(text)) if matches!(text.trim(), "false" | "否") => {
                Ok(Value::YesNo(false))
            }
            (Kind::Entry { table }, Answer::Text(text)) => {
                match (table.find)(&half_width_text(text)) {
                    Found::Code(code) => Ok(Value::Ids([code].into())),
                    Found::Several(entries) => Err(self.several(&entries, at)),
                    Found::Nothing => Err(error(
                        ErrorCode::UnknownCode,
                        format!("公报的价格表里没有这个{label}，也没有项目叫这个名称"),
                    )),
                }
            }
            (Kind::Rows { fields, max, .. }, Answer::List(rows)) => {
                if rows.len() > usize::from(max) {
                    return Err(error(
                        ErrorCode::TooManyRows,
                        format!("“{label}”最多 {max} 行"),
                    ));
                }
                Ok(self.read_rows(fields, rows, at, errors))
            }
            _ => Err(error(
                ErrorCode::WrongType,
                format!("“{label}”请填{}", self.kind.expected()),
            )),
        }
    }

    fn not_a_choice(&self, options: &[Choice], at: &str) -> InputError {
        let options = options
            .iter()
            .map(|option| format!("{}（{}）", option.label, option.id));
        let options: Vec<String> = options.collect();
        let shown = listed(options.iter().map(String::as_str));
        let message = format!("“{}”只能是这些里的一个：{shown}", self.label);
        InputError::new(ErrorCode::UnknownChoice, at, message)
    }

    fn several(&self, entries: &[String], at: &str) -> InputError {
        let label = self.label;
        let shown = listed(entries.iter().take(MAX_ENTRIES_SHOWN).map(String::as_str));
        let message = match entries.len() {
            1 => format!("请选一项或者写{label}。是不是 {shown}？"),
            count if count > MAX_ENTRIES_SHOWN => {
                format!("有 {count} 项和它对得上，请选一项或者写{label}。例如 {shown}")
            }
            _ => format!("有几项和它对得上，请选一项或者写{label}：{shown}"),
        };
        let code = match entries.len() {
            1 => ErrorCode::NameNotCode,
            _ => ErrorCode::AmbiguousName,
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
            return error(
                ErrorCode::NotWhole,
                format!("“{label}”请填 {} 到 {} 的整数", grouped(min), grouped(max)),
            );
        }
        match whole.parse::<i64>() {
            Ok(number) if number < min => error(
                ErrorCode::BelowMinimum,
                format!("“{label}”不能少于 {}", with_unit(&grouped(min), unit)),
            ),
            Ok(number) if number <= max => Ok(Value::Whole(number)),
            _ => error(
                ErrorCode::AboveMaximum,
                format!("“{label}”不能超过 {}", with_unit(&grouped(max), unit)),
            ),
        }
    }

    /// The error for an amount below a minimum.
    pub(crate) fn below(&self, min: Fen, unit: &str, at: &str) -> InputError {
        let least = with_unit(&min.to_string(), unit);
        let message = format!("“{}”不能低于 {least}", self.label);
        InputError::new(ErrorCode::BelowMinimum, at, message)
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
            Ok(amount) if amount < min => Err(self.below(min, unit, at)),
            Ok(amount) if amount <= max => Ok(Value::Money(amount)),
            Ok(_) | Err(MoneyError::TooLarge) => error(
                ErrorCode::AboveMaximum,
                format!("“{label}”不能高于 {}", with_unit(&max.to_string(), unit)),
            ),
            Err(MoneyError::TooFine) => error(
                ErrorCode::TooManyDecimals,
                format!("“{label}”最多写到小数点后两位"),
            ),
            Err(MoneyError::Malformed) => error(
                ErrorCode::NotANumber,
                format!(
                    "“{label}”请填一个确切的数，不带正负号，也不写“约”，例如 12000 或 12000.50"
                ),
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
                    ErrorCode::WrongType,
                    at,
                    format!("“{}”的每一行是一组答案", self.label),
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
                    ErrorCode::Missing,
                    format!("{path}{}", first.key),
                    format!("请填写“{}”", first.label),
                ));
            }
            checked.push(row);
        }
        Value::Rows(checked)
    }
}

/// A number with its unit, if it has one.
fn with_unit(number: &str, unit: &str) -> String {
    if unit.is_empty() {
        return number.to_owned();
    }
    format!("{number} {unit}")
}

impl Kind {
    /// What a number counts.
    const fn unit(&self) -> &'static str {
        match self {
            Self::Whole { unit, .. } | Self::Measure { unit, .. } => unit,
            _ => "",
        }
    }

    /// What an answer of this kind is, in words.
    const fn expected(&self) -> &'static str {
        match self {
            Self::Choice { .. } => "选项里的一个",
            Self::Choices { .. } => "选项里的一个或几个",
            Self::Whole { .. } => "整数",
            Self::Money { .. } => "以元为单位的金额",
            Self::Measure { .. } => "数字",
            Self::Date => "日期，例如 20240115",
            Self::YesNo => "“是”或“否”",
            Self::Entry { .. } => "编码或名称",
            Self::Rows { .. } => "若干行",
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

pub(super) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("、")
}
