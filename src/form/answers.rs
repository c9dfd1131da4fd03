//! Answers: as they come from outside, and as a form has checked them.

use crate::date::Date;
use crate::money::Fen;

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

/// An answer that its field allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
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
    pub(super) values: Vec<(&'static str, Value)>,
    /// What was answered although the other answers leave it out.
    pub(super) unused: Vec<String>,
}

impl Checked {
    /// A single answer, a whole number, from within the crate.
    pub(crate) fn whole_number(key: &'static str, number: i64) -> Self {
        Self {
            values: vec![(key, Value::Whole(number))],
            ..Self::default()
        }
    }

    /// The same without the answer to one question.
    pub(crate) fn without(&self, key: &str) -> Self {
        let mut rest = self.clone();
        rest.values.retain(|(k, _)| *k != key);
        rest
    }

    /// Whether the question is answered.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The questions that were answered although the other answers leave them out, as their labels. What
    /// was answered there is not used.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [
    ///     ("group".to_string(), Answer::from("veteran")),
    ///     ("graduation_date".to_string(), Answer::from("2020-06-30")),
    /// ];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.unused(), ["“毕业日期”"]);
    /// assert_eq!(checked.date("graduation_date"), None);
    /// ```
    #[must_use]
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.values
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, value)| value)
    }

    /// The chosen id, the first where several are chosen; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("blood-donation-quota").unwrap().form;
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.id("district"), Some("naxi"));
    /// assert_eq!(checked.id("something else"), None);
    /// ```
    #[must_use]
    pub fn id(&self, key: &str) -> Option<&'static str> {
        self.ids(key).first().copied()
    }

    /// The chosen ids, each once, in the order of the answer; none while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("group".to_string(), Answer::from("veteran,graduate"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.ids("group"), ["veteran", "graduate"]);
    /// ```
    #[must_use]
    pub fn ids(&self, key: &str) -> &[&'static str] {
        match self.value(key) {
            Some(Value::Ids(ids)) => ids,
            _ => &[],
        }
    }

    /// The whole number; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("relocation-subsidy").unwrap().form;
    /// let answers = [("households".to_string(), Answer::from("1,000"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.whole("households"), Some(1000));
    /// ```
    #[must_use]
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.value(key) {
            Some(Value::Whole(number)) => Some(*number),
            _ => None,
        }
    }

    /// The amount of money; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("price".to_string(), Answer::from("650000.50"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.money("price").unwrap().get(), 65_000_050);
    /// ```
    #[must_use]
    pub fn money(&self, key: &str) -> Option<Fen> {
        match self.value(key) {
            Some(Value::Money(amount)) => Some(*amount),
            _ => None,
        }
    }

    /// The measure or the whole number, in hundredths; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("charging-places").unwrap().form;
    /// let answers = [
    ///     ("scope".to_string(), Answer::from("core")),
    ///     ("radius".to_string(), Answer::from("0.9")),
    /// ];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.hundredths("radius"), Some(90));
    /// ```
    #[must_use]
    pub fn hundredths(&self, key: &str) -> Option<i64> {
        match self.value(key) {
            Some(Value::Hundredths(hundredths)) => Some(*hundredths),
            Some(Value::Whole(number)) => number.checked_mul(100),
            _ => None,
        }
    }

    /// The day; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("contract_date".to_string(), Answer::from("2024-02-29"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.date("contract_date").unwrap().digits(), 20_240_229);
    /// ```
    #[must_use]
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.value(key) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Whether the answer is yes; `None` while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("newly_built".to_string(), Answer::Flag(true))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.yes("newly_built"), Some(true));
    /// assert_eq!(checked.yes("central_urban_area"), None);
    /// ```
    #[must_use]
    pub fn yes(&self, key: &str) -> Option<bool> {
        match self.value(key) {
            Some(Value::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }

    /// The answers as an element's attributes write them, without those in rows.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("price".to_string(), Answer::from("650,000"))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.texts(), [("price", "650000".to_string())]);
    /// ```
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        self.values
            .iter()
            .filter_map(|(key, value)| Some((*key, plain(value)?)))
            .collect()
    }

    /// The answers, those in rows too, as one text that is the same however they were written and in whatever order
    /// several choices were ticked.
    pub(crate) fn canonical(&self) -> String {
        let text = |(key, value): &(&str, Value)| match value {
            Value::Rows(rows) => {
                let rows: Vec<String> = rows.iter().map(Self::canonical).collect();
                format!("{key}=[{}]", rows.join("]["))
            }
            Value::Ids(ids) => {
                // Put in order one by one: the standard sorts weigh 3 KB in a browser's module.
                let mut ordered: Vec<&str> = Vec::new();
                for id in ids {
                    let at = ordered.partition_point(|earlier| earlier < id);
                    ordered.insert(at, id);
                }
                format!("{key}={}", ordered.join(","))
            }
            other => format!("{key}={}", plain(other).unwrap_or_default()),
        };
        self.values.iter().map(text).collect::<Vec<_>>().join("&")
    }

    /// The chosen id, or `true` or `false` for yes or no, as decision tables write their answers; `None` while not
    /// known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let answers = [("newly_built".to_string(), Answer::Flag(false))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.word("newly_built"), Some("false"));
    /// ```
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&'static str> {
        match self.yes(key) {
            Some(true) => Some("true"),
            Some(false) => Some("false"),
            None => self.id(key),
        }
    }

    /// The rows, none while not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("medical-fee").unwrap().form;
    /// let line = vec![("code".to_string(), Answer::from("330100003"))];
    /// let answers = [("lines".to_string(), Answer::List(vec![Answer::Row(line)]))];
    /// let checked = form.check(&answers).unwrap();
    /// assert_eq!(checked.rows("lines")[0].id("code"), Some("330100003"));
    /// ```
    #[must_use]
    pub fn rows(&self, key: &str) -> &[Checked] {
        match self.value(key) {
            Some(Value::Rows(rows)) => rows,
            _ => &[],
        }
    }
}

/// A value as an element's attribute writes it; nothing for rows.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Ids(ids) => Some(ids.join(",")),
        Value::Whole(number) => Some(number.to_string()),
        Value::Money(amount) => Some(amount.plain()),
        Value::Hundredths(number) => Some(Fen::new(*number).plain()),
        Value::Date(day) => Some(day.to_string()),
        Value::YesNo(yes) => Some(yes.to_string()),
        Value::Rows(_) => None,
    }
}
