//! From where a calculator on the screen looks at the rules: the host's attributes, the clock, or what is answered where
//! nobody knows which day it is.

use web_sys::HtmlElement;

use luzhou_gazette::calculators::Context;
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, ErrorCode, Field, InputError, Kind};
use luzhou_gazette_dom::{day, today};

use super::field::{FieldView, Screen};

/// What is asked where the page has replaced the browser's clock, or the device's was reset.
static AS_OF: Field = Field {
    key: "as_of",
    label: "今天是哪一天",
    hint: "这个网页或设备没有给出今天的日期，请填写。",
    kind: Kind::Date,
    when: None,
    prefill: None,
    renamed: None,
    rare: false,
};

/// From where a calculator looks.
pub(super) struct Looking {
    host: HtmlElement,
    /// The question for the day, where it must be asked.
    pub(super) question: Option<FieldView>,
}

impl Looking {
    /// Asks for the day only where the clock does not say it.
    pub(super) fn new(host: &HtmlElement) -> Self {
        let unknown = today().is_none();
        Self {
            host: host.clone(),
            question: unknown.then(|| FieldView::new(&AS_OF, "f-as_of", Screen { as_of: None })),
        }
    }

    /// Asks for the day only while the host does not give it.
    pub(super) fn ask(&self) {
        if let Some(question) = &self.question {
            question.set_applies(!self.host.has_attribute("as-of"));
        }
    }

    /// The day, and whether rules that have ended count.
    pub(super) fn context(&self) -> Result<Context, InputError> {
        let historical = self.host.get_attribute("historical");
        Ok(Context {
            as_of: self.as_of()?,
            historical: historical.is_some_and(|text| text != "false"),
        })
    }

    /// The day of looking: the host's attribute, or today in Beijing, or what was answered.
    pub(super) fn as_of(&self) -> Result<Date, InputError> {
        let given = self.host.get_attribute("as-of");
        if let Some(text) = given.filter(|text| !text.is_empty()) {
            return day(&text).ok_or_else(|| {
                InputError::new(
                    ErrorCode::DateOutOfRange,
                    AS_OF.key,
                    "网页标签的 as-of 属性应写成 2024-01-15 这样的日期",
                )
            });
        }
        let answered = || match self.question.as_ref()?.answer()? {
            Answer::Text(text) => day(&text),
            _ => None,
        };
        today().or_else(answered).ok_or_else(|| {
            InputError::new(
                ErrorCode::Missing,
                AS_OF.key,
                "不知道今天是哪一天，也就不知道哪些规定已经结束：请填“今天是哪一天”",
            )
        })
    }
}
