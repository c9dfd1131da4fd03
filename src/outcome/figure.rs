//! Named numbers, what they count, and how they are printed.

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;
use crate::money::{BasisPoints, Fen};

use super::Text;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Money, in whole fen; printed as yuan.
    Fen,
    /// Millilitres.
    Ml,
    /// Hundredths of a percent.
    BasisPoints,
    /// Donations of 200 ml each (人次).
    PersonTimes,
    /// Units of blood used, 200 ml of whole blood each (单位).
    BloodUnits,
    /// Households (户).
    Households,
    /// People (人).
    People,
    /// Things that are counted (个).
    Count,
    /// Calendar days.
    Days,
    /// Working days (工作日).
    Workdays,
    /// Metres.
    Metres,
    /// A day, written as the number 20240115; printed as 2024-01-15.
    Date,
    /// Hundredths of a unit that the figure's text names.
    Hundredths,
}

/// A named number with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Figure {
    /// A stable name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub key: Text,
    /// The Chinese name.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub label: Text,
    /// The number in `unit`, or nothing while it is unknown.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "number | null"))]
    pub value: Option<i64>,
    /// What the number counts.
    pub unit: Unit,
    /// The number as a person reads it, with its unit.
    pub text: String,
    /// Where the gazette says so.
    pub citation: Citation,
}

impl Figure {
    /// A known number.
    #[must_use]
    #[inline(never)]
    pub fn known(
        key: impl Into<Text>,
        label: impl Into<Text>,
        value: i64,
        unit: Unit,
        citation: Citation,
    ) -> Self {
        let text = unit.text(value);
        Self::new(key.into(), label.into(), Some(value), unit, text, citation)
    }

    #[inline(never)]
    fn new(
        key: Text,
        label: Text,
        value: Option<i64>,
        unit: Unit,
        text: String,
        citation: Citation,
    ) -> Self {
        Self {
            key,
            label,
            value,
            unit,
            text,
            citation,
        }
    }

    /// A known amount of money.
    #[must_use]
    #[inline(never)]
    pub fn money(
        key: impl Into<Text>,
        label: impl Into<Text>,
        amount: Fen,
        citation: Citation,
    ) -> Self {
        Self::known(key, label, amount.get(), Unit::Fen, citation)
    }

    /// A known day.
    #[must_use]
    #[inline(never)]
    pub fn date(
        key: impl Into<Text>,
        label: impl Into<Text>,
        day: Date,
        citation: Citation,
    ) -> Self {
        let (value, text) = (Some(day.digits()), day.to_string());
        Self::new(key.into(), label.into(), value, Unit::Date, text, citation)
    }

    /// A known number whose unit only its text names.
    #[must_use]
    #[inline(never)]
    pub fn worded(
        key: impl Into<Text>,
        label: impl Into<Text>,
        hundredths: i64,
        text: impl Into<String>,
        citation: Citation,
    ) -> Self {
        let (value, text) = (Some(hundredths), text.into());
        Self::new(
            key.into(),
            label.into(),
            value,
            Unit::Hundredths,
            text,
            citation,
        )
    }

    /// A number that is not known; `text` says what is known of it.
    #[must_use]
    #[inline(never)]
    pub fn unknown(
        key: impl Into<Text>,
        label: impl Into<Text>,
        unit: Unit,
        text: impl Into<String>,
        citation: Citation,
    ) -> Self {
        Self::new(key.into(), label.into(), None, unit, text.into(), citation)
    }
}

impl Unit {
    /// The number as a person reads it, with its unit.
    #[must_use]
    pub fn text(self, value: i64) -> String {
        let suffix = match self {
            Self::Fen => return yuan(Fen::new(value)),
            Self::BasisPoints => {
                return u32::try_from(value)
                    .map(|points| BasisPoints::new(points).to_string())
                    .unwrap_or_default();
            }
            Self::Ml => "毫升",
            Self::PersonTimes => "人次",
            Self::BloodUnits => "单位",
            Self::Households => "户",
            Self::People => "人",
            Self::Count => "个",
            Self::Days => "天",
            Self::Workdays => "个工作日",
            Self::Metres => "米",
            Self::Date | Self::Hundredths => return value.to_string(),
        };
        format!("{value} {suffix}")
    }
}

/// Hundredths as a person reads them, without superfluous zeros.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::outcome::decimal;
///
/// assert_eq!([250, 62_000, 0, 5].map(decimal), ["2.5", "620", "0", "0.05"]);
/// ```
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let text = Fen::new(hundredths).to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// An amount as a person reads it: `27000.00 元`.
#[must_use]
pub fn yuan(amount: Fen) -> String {
    format!("{amount} 元")
}
