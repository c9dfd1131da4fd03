//! A line of a bill, charged by the medical calculator with the rules that the item prints.

use std::collections::BTreeMap;

use crate::calculators::{full_charge, minimum_charge};
use crate::date::Date;
use crate::gazette::prices::{Item, Price, RuleKind, Tier};
use crate::money::Fen;

use super::cell::amount;
use super::mark::{Fault, Mark, Part, Status};

/// What is known of the lines before: base prices already computed, and units of a day.
#[derive(Default)]
pub(super) struct Bill {
    bases: BTreeMap<Charged, Option<Fen>>,
    days: BTreeMap<(&'static str, Date), i64>,
}

/// What a base price depends on, besides that the notice stands on the day.
type Charged = (&'static str, Tier, i64, i64);

impl Bill {
    /// Marks a charge. `blank` is what is known before: row, code, item, tier, day, quantity.
    pub(super) fn mark(
        &mut self,
        blank: Mark,
        item: &'static Item,
        tier: Tier,
        cell: &str,
    ) -> Mark {
        let earlier = self.earlier(item, blank.day, blank.quantity);
        let mark = Mark {
            written: cell.trim().to_owned(),
            amount: amount(cell).ok(),
            ..blank
        };
        if !matches!(item.price(tier), Price::Amount(_)) {
            return mark.with(Status::NoPrice);
        }
        if let Err(fault) = amount(cell) {
            return mark.unreadable(Part::Amount, fault);
        }
        match self.base(item, tier, mark.day, mark.quantity, earlier) {
            // The full price of an anaesthesia and the half of a short one are both printed.
            Some(base) => {
                let full = full_charge(item, tier, base).filter(|full| mark.amount >= Some(*full));
                mark.compared(full.unwrap_or(base))
            }
            None => mark.unreadable(Part::Quantity, Fault::OutOfRange),
        }
    }

    /// Units of the item on that day in the lines before, where the row caps the units of a day.
    fn earlier(&mut self, item: &'static Item, day: Date, quantity: i64) -> i64 {
        if !item
            .rules()
            .any(|rule| matches!(rule.kind, RuleKind::DailyCap { .. }))
        {
            return 0;
        }
        let sum = self.days.entry((item.code(), day)).or_default();
        let earlier = *sum;
        *sum = sum.saturating_add(quantity).min(9999);
        earlier
    }

    /// The least that can be due for these units.
    fn base(
        &mut self,
        item: &'static Item,
        tier: Tier,
        day: Date,
        quantity: i64,
        earlier: i64,
    ) -> Option<Fen> {
        *self
            .bases
            .entry((item.code(), tier, quantity, earlier))
            .or_insert_with(|| minimum_charge(item, tier, day, quantity, earlier))
    }
}
