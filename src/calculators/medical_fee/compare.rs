//! The five tiers side by side.

use crate::form::InputError;
use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;
use crate::outcome::{Compared, Comparison, Outcome, Unit, yuan};

use super::CALCULATOR;
use super::charge::Charge;
use super::line::Line;
use super::total::sum;

/// Sets the five tiers of the item side by side, where the bill has but one line; a longer one is compared as a
/// whole.
pub(super) fn compare_item(outcome: &mut Outcome, lines: &[Line], asked: Option<Tier>) {
    if let [line] = lines {
        let item: &Item = line.item;
        let rows = Tier::ALL.map(|tier| {
            let (value, text) = match item.price(tier) {
                Price::Amount(price) => (Some(price.get()), yuan(price)),
                Price::Rate(rate) => (None, rate.to_string()),
                Price::Blank => (None, "没有定价".to_owned()),
            };
            Compared {
                label: tier.label(),
                value,
                text,
                asked: asked == Some(tier),
            }
        });
        outcome.comparisons.push(Comparison {
            title: format!("{}在五个等级的单价", item.name()).into(),
            unit: Unit::Fen,
            rows: rows.into(),
            citation: item.citation(),
        });
    }
}

/// Sets the whole bill at the five tiers side by side, where it has more than one line.
pub(super) fn compare_bill(
    outcome: &mut Outcome,
    lines: &[Line],
    asked: Option<Tier>,
) -> Result<(), InputError> {
    let [first, _, ..] = lines else { return Ok(()) };
    let mut rows = Vec::new();
    for tier in Tier::ALL {
        let mut unsaid = Outcome::new(CALCULATOR.name, outcome.as_of).decided_by(Some(outcome.day));
        let charges: Result<Vec<Charge>, InputError> = lines
            .iter()
            .map(|line| line.price(Some(tier), &mut unsaid))
            .collect();
        let sum = sum(lines, &charges?, Some(tier))?;
        rows.push(Compared {
            label: tier.label(),
            value: sum.amount().map(Fen::get),
            text: sum.text(),
            asked: asked == Some(tier),
        });
    }
    outcome.comparisons.push(Comparison {
        title: "换成别的等级，合计多少".into(),
        unit: Unit::Fen,
        rows,
        citation: first.item.citation(),
    });
    Ok(())
}
