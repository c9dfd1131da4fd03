//! Named numbers, what they count, and how they are printed.

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;
use crate::grouped::grouped;
use crate::money::{BasisPoints, Fen};

use super::Text;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Figure {
    /// A stable name.
    #[ts(type = "string")]
    pub key: Text,
    /// The Chinese name.
    #[ts(type = "string")]
    pub label: Text,
    /// The number in `unit`, or nothing while it is unknown.
    #[ts(type = "number | null")]
    pub value: Option<i64>,
    /// What the number counts.
    pub unit: Unit,
    /// The number as a person reads it, with its unit.
    pub text: String,
    /// Where the gazette says so.
    pub citation: Citation,
}

impl Figure {
    /// A known number, counted in `unit`; its text follows from both.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::{Figure, Unit};
    ///
    /// let citation = documents::all()[0].signature;
    /// let figure = Figure::known("days", "还剩", 12, Unit::Days, citation);
    /// assert_eq!((figure.value, figure.unit), (Some(12), Unit::Days));
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::money::Fen;
    /// use luzhou_gazette::outcome::{Figure, Unit};
    ///
    /// let citation = documents::all()[0].signature;
    /// let figure = Figure::money("city", "市级补助", Fen::new(1_500_000), citation);
    /// assert_eq!((figure.value, figure.unit), (Some(1_500_000), Unit::Fen));
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Figure;
    ///
    /// let citation = documents::all()[0].signature;
    /// let day = Date::parse("2024-02-29").unwrap();
    /// let figure = Figure::date("last_day", "最后一天", day, citation);
    /// assert_eq!(figure.value, Some(20_240_229));
    /// ```
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

    /// A known number in hundredths of a unit that only `text` names.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::Figure;
    ///
    /// let citation = documents::all()[0].signature;
    /// let figure = Figure::worded("target", "目标", 4_000, "40 万千瓦", citation);
    /// assert_eq!(figure.text, "40 万千瓦");
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::documents;
    /// use luzhou_gazette::outcome::{Figure, Unit};
    ///
    /// let citation = documents::all()[0].signature;
    /// let figure = Figure::unknown("total", "合计", Unit::Fen, "至少 27,000 元", citation);
    /// assert_eq!(figure.value, None);
    /// ```
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
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::outcome::Unit;
    ///
    /// assert_eq!(Unit::Ml.text(6_220_000), "6,220,000 毫升");
    /// assert_eq!(Unit::Fen.text(480_000_000), "4,800,000 元（480 万元）");
    /// assert_eq!(Unit::BasisPoints.text(1189), "11.89%");
    /// ```
    #[must_use]
    pub fn text(self, value: i64) -> String {
        let suffix = match self {
            Self::Fen => return yuan_and_wan(Fen::new(value)),
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
        format!("{} {suffix}", grouped(value))
    }
}

/// Hundredths as a person reads them, without superfluous zeros.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::outcome::decimal;
///
/// assert_eq!([250, 620_000, 0, 5].map(decimal), ["2.5", "6,200", "0", "0.05"]);
/// ```
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let text = Fen::new(hundredths).to_string();
    match text.split_once('.') {
        Some((_, decimals)) if decimals.ends_with('0') => text.trim_end_matches('0').to_owned(),
        _ => text,
    }
}

/// An amount as a person reads it, with two decimals where there are fen.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::money::Fen;
/// use luzhou_gazette::outcome::yuan;
///
/// assert_eq!(yuan(Fen::new(2_700_000)), "27,000 元");
/// ```
#[must_use]
pub fn yuan(amount: Fen) -> String {
    format!("{amount} 元")
}

/// An amount as a person reads it; from a million yuan on a round one also in units of 10,000 (万元).
fn yuan_and_wan(amount: Fen) -> String {
    const WAN: i64 = 1_000_000;
    const BIG: i64 = 100_000_000;
    let fen = amount.get();
    let text = yuan(amount);
    if fen >= BIG && fen.rem_euclid(WAN) == 0 {
        let wan = grouped(fen.div_euclid(WAN));
        return format!("{text}（{wan} 万元）");
    }
    text
}
