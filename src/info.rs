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
    #[ts(type = "CalculatorName")]
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
    /// The parent's remark, where it holds for the item as a reading because its own is blank.
    pub parent_note: &'static str,
    /// The parent's exclusions, where they hold for the item as a reading because its own are blank.
    pub parent_excluded: &'static str,
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
        let (code, period) = (item.code(), item.document.period_on(Date::MAX));
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
            parent_note: of_parent(item, item.remark_row(), Item::note),
            parent_excluded: of_parent(item, item.excluded_row(), Item::excluded),
            from: period.from,
            until: period.until,
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

/// What the row prints in a cell, if it is the parent of the item; empty otherwise.
fn of_parent(
    item: &Item,
    row: Option<&'static Item>,
    cell: fn(&Item) -> &'static str,
) -> &'static str {
    let parent = row.filter(|row| row.code() != item.code());
    parent.map_or("", cell)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazette::prices;

    #[test]
    fn a_child_shows_what_it_has_from_its_parent_apart_from_its_own_cells() {
        let info = |code| ItemInfo::from(prices::listed(code).unwrap());
        let child = info("310902006-5");
        assert_eq!((child.note, child.excluded), ("", ""));
        let parent = info("310902006");
        assert_eq!(child.parent_note, parent.note);
        assert_eq!(child.parent_excluded, parent.excluded);
        assert_eq!((parent.parent_note, parent.parent_excluded), ("", ""));
        assert_eq!(info("330604029-1").parent_note, "");
        let ids: Vec<&str> = child.surcharges.iter().map(|choice| choice.id).collect();
        assert_eq!(ids, ["electrocoagulation", "ablation"]);
    }
}
