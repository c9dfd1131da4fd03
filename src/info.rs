//! What programs see of a calculator and of a price item, beside outcomes.

use serde::Serialize;
use ts_rs::TS;

use crate::calculators::{self, Audience, Calculator};
use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Choice, Form};
use crate::gazette::prices::{Item, Price, SURCHARGES, Tier};
use crate::money::Fen;

/// A calculator as a program sees it.
#[derive(Serialize, TS)]
pub struct CalculatorInfo {
    /// The stable name.
    pub name: &'static str,
    /// The Chinese name.
    pub title: &'static str,
    /// The question that a person comes with.
    pub question: &'static str,
    /// Whose question it is.
    pub audience: Audience,
    /// What it asks.
    #[ts(type = "Field[]")]
    pub fields: Form,
}

/// An item of the price annexes as a program sees it.
#[derive(Serialize, TS)]
pub struct ItemInfo {
    /// The code.
    pub code: &'static str,
    /// The name; two items share one.
    pub name: &'static str,
    /// What one unit is.
    pub unit: &'static str,
    /// What the price covers.
    pub content: &'static str,
    /// What is charged separately.
    pub excluded: &'static str,
    /// The row's remark.
    pub note: &'static str,
    /// The first day on which its prices apply.
    #[ts(type = "string")]
    pub from: Date,
    /// The last day on which its prices apply.
    #[ts(type = "string | null")]
    pub until: Option<Date>,
    /// The price of one unit at each tier, the highest tier first.
    pub prices: Vec<TierPrice>,
    /// What a line of a bill asks for it besides its code, quantity and date.
    pub asks: Vec<&'static str>,
    /// The surcharges that a line of a bill can choose for it.
    #[ts(type = "Choice[]")]
    pub surcharges: Vec<Choice>,
    /// The row.
    pub citation: Citation,
}

/// A price of an item as a program sees it.
#[derive(Serialize, TS)]
pub struct TierPrice {
    /// The tier's id.
    pub tier: &'static str,
    /// The price in fen; nothing where the row prints none, or a share instead.
    #[ts(type = "number | null")]
    pub fen: Option<Fen>,
}

impl From<&'static Item> for ItemInfo {
    fn from(item: &'static Item) -> Self {
        let code = item.code();
        let price = |tier: Tier| TierPrice {
            tier: tier.id(),
            fen: match item.price(tier) {
                Price::Amount(amount) => Some(amount),
                Price::Rate(_) | Price::Blank => None,
            },
        };
        Self {
            code,
            name: item.name(),
            unit: item.unit(),
            content: item.content(),
            excluded: item.excluded(),
            note: item.note(),
            from: item.document.period.from,
            until: item.document.period.until,
            prices: Tier::ALL.into_iter().map(price).collect(),
            asks: calculators::asked_of(code),
            surcharges: SURCHARGES
                .iter()
                .filter(|choice| choice.only_for_codes.contains(&code))
                .copied()
                .collect(),
            citation: item.citation(),
        }
    }
}

impl From<&'static Calculator> for CalculatorInfo {
    fn from(calculator: &'static Calculator) -> Self {
        let &Calculator {
            name,
            title,
            question,
            audience,
            form,
            ..
        } = calculator;
        Self {
            name,
            title,
            question,
            audience,
            fields: form,
        }
    }
}
