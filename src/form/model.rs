//! What a form is made of.

use serde::Serialize;

use crate::money::Fen;

use super::{Checked, EntryTable};

/// The questions of a calculator, in the order in which they are asked.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
#[serde(transparent)]
pub struct Form {
    /// The questions.
    #[ts(type = "Field[]")]
    pub fields: &'static [Field],
}

/// One question.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
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
    #[ts(type = "When | null")]
    pub when: Option<When>,
    /// What a screen fills in beforehand. An absent answer is "not known", never this.
    #[ts(type = "Prefill | null")]
    pub prefill: Option<Prefill>,
    /// What it is called instead for some answers of another question.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Renamed")]
    pub renamed: Option<Renamed>,
    /// Whether it is rarely needed, so that a screen folds it away.
    pub rare: bool,
}

/// What a question is called where another has certain answers.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Renamed {
    /// The other question's key.
    pub field: &'static str,
    /// Its answers.
    #[ts(type = "string[]")]
    pub any_of: &'static [&'static str],
    /// What the question is called then.
    pub label: &'static str,
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// One of several.
    Choice {
        /// What can be chosen.
        #[ts(type = "Choice[]")]
        options: &'static [Choice],
    },
    /// One or more of several.
    Choices {
        /// What can be chosen.
        #[ts(type = "Choice[]")]
        options: &'static [Choice],
    },
    /// A whole number.
    Whole {
        /// The least, inclusive.
        #[ts(type = "number")]
        min: i64,
        /// The most, inclusive.
        #[ts(type = "number")]
        max: i64,
        /// What is counted.
        unit: &'static str,
    },
    /// An amount in yuan with at most two decimals.
    Money {
        /// The least in fen, inclusive.
        #[ts(type = "number")]
        min: Fen,
        /// The most in fen, inclusive.
        #[ts(type = "number")]
        max: Fen,
        /// Less than this is hardly meant, and a screen asks: people write the 85 of 85万. 0 where nothing is asked.
        #[ts(type = "number")]
        usual: Fen,
        /// What the amount is counted in.
        unit: &'static str,
    },
    /// A number with at most two decimals, not negative.
    Measure {
        /// The least in hundredths, inclusive.
        #[ts(type = "number")]
        min: i64,
        /// The most in hundredths, inclusive.
        #[ts(type = "number")]
        max: i64,
        /// What is measured in.
        unit: &'static str,
    },
    /// A day from 1900 to 2999, as `2024-01-15`, `20240115`, `2024/1/15` or `2024年1月15日`.
    Date,
    /// Yes or no.
    YesNo,
    /// The code of an entry of a table, or a name that one entry alone bears.
    Entry {
        /// The table.
        #[serde(skip)]
        table: &'static EntryTable,
    },
    /// Several rows of answers.
    Rows {
        /// What a row asks; its first question must be answered in every row.
        #[ts(type = "Field[]")]
        fields: &'static [Field],
        /// The most rows.
        max: u16,
        /// What a row is called.
        row: &'static str,
        /// The key of the question in the row that counts units of the row's entry; empty if none does.
        count: &'static str,
    },
}

/// One thing to choose.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
pub struct Choice {
    /// The answer.
    pub id: &'static str,
    /// The answer in Chinese.
    pub label: &'static str,
    /// The codes of the row for which it can be chosen; for all, if empty.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[ts(optional, type = "string[]")]
    pub only_for_codes: &'static [&'static str],
}

impl Choice {
    /// A thing that can always be chosen.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::form::Choice;
    ///
    /// let choice = Choice::new("naxi", "纳溪区");
    /// assert!(choice.only_for_codes.is_empty());
    /// ```
    #[must_use]
    pub const fn new(id: &'static str, label: &'static str) -> Self {
        Self {
            id,
            label,
            only_for_codes: &[],
        }
    }

    /// The same, but only where the row's code is one of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::form::Choice;
    ///
    /// let choice = Choice::new("night", "夜间").only_for_codes(&["330100003"]);
    /// assert_eq!(choice.only_for_codes, ["330100003"]);
    /// ```
    #[must_use]
    pub const fn only_for_codes(self, codes: &'static [&'static str]) -> Self {
        Self {
            only_for_codes: codes,
            ..self
        }
    }
}

/// When a question applies.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// When the field's answer is, or contains, one of these.
    Is {
        /// The other field's key.
        field: &'static str,
        /// The answers.
        #[ts(type = "string[]")]
        any_of: &'static [&'static str],
    },
    /// When one of the rows has one of these answers.
    RowHas {
        /// The key of the field with the rows.
        rows: &'static str,
        /// The key of the field in the row.
        field: &'static str,
        /// The answers.
        #[ts(type = "string[]")]
        any_of: &'static [&'static str],
    },
    /// When the outcome so far lists it among the questions that it asks, or it is answered already.
    Asked,
}

/// What a screen fills in beforehand.
#[derive(Clone, Copy, Debug, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// This answer.
    Text(&'static str),
    /// The day from which the rules are looked at.
    AsOf,
}

impl Field {
    /// What the question is called, given the other answers.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::{Answer, Kind};
    ///
    /// let form = find("medical-fee").unwrap().form;
    /// let Some(Kind::Rows { fields, .. }) = form.fields.iter().find(|it| it.key == "lines").map(|it| it.kind) else {
    ///     panic!("a bill has rows");
    /// };
    /// let row = vec![("code".to_owned(), Answer::from("330100003"))];
    /// let bill = form.check(&[("lines".to_owned(), Answer::List(vec![Answer::Row(row)]))]).unwrap();
    /// let quantity = fields.iter().find(|it| it.key == "quantity").unwrap();
    /// assert_eq!(quantity.label, "数量");
    /// assert_eq!(quantity.label_for(&bill.rows("lines")[0]), "做了几次");
    /// ```
    #[must_use]
    pub fn label_for(&self, answers: &Checked) -> &'static str {
        let renamed = self.renamed.filter(|renamed| {
            let ids = answers.ids(renamed.field);
            ids.iter().any(|id| renamed.any_of.contains(id))
        });
        renamed.map_or(self.label, |renamed| renamed.label)
    }

    /// The key of the question whose answer decides whether this one applies, if one does.
    pub(super) const fn deciding(&self) -> Option<&'static str> {
        match self.when {
            Some(When::Is { field, .. }) => Some(field),
            _ => None,
        }
    }

    /// Whether the question applies, given the other answers.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::find;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let form = find("home-purchase-subsidy").unwrap().form;
    /// let field = form.fields.iter().find(|field| field.key == "graduation_date").unwrap();
    /// let group = |id| form.check(&[("group".to_string(), Answer::from(id))]).unwrap();
    /// assert!(field.applies(&group("graduate")));
    /// assert!(!field.applies(&group("veteran")));
    /// ```
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
