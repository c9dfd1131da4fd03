//! A line of a bill, charged by the medical calculator with the rules that the item prints.

use std::collections::BTreeMap;

use crate::calculators::{Context, MEDICAL_FEE};
use crate::date::Date;
use crate::form::Answer;
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
            Some(base) => mark.compared(base),
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
        let key = (item.code(), tier, quantity, earlier);
        if let Some(base) = self.bases.get(&key) {
            return *base;
        }
        let base = if earlier == 0 {
            known_part(item, tier, day, &[quantity])
        } else {
            let both = known_part(item, tier, day, &[earlier, quantity]);
            let before = known_part(item, tier, day, &[earlier]);
            both.zip(before)
                .and_then(|(both, before)| both.get().checked_sub(before.get()))
                .map(Fen::new)
        };
        self.bases.insert(key, base);
        base
    }
}

/// What the calculator knows to be due for lines of an item with these quantities.
fn known_part(item: &Item, tier: Tier, day: Date, quantities: &[i64]) -> Option<Fen> {
    let line = |quantity: &i64| {
        Answer::Row(vec![
            ("code".to_owned(), Answer::from(item.code())),
            ("quantity".to_owned(), Answer::Text(quantity.to_string())),
        ])
    };
    let answers = [
        ("tier".to_owned(), Answer::from(tier.id())),
        ("service_date".to_owned(), Answer::Text(day.to_string())),
        (
            "lines".to_owned(),
            Answer::List(quantities.iter().map(line).collect()),
        ),
    ];
    let checked = MEDICAL_FEE.form.check(&answers).ok()?;
    let outcome = MEDICAL_FEE.calculate(&checked, Context::on(day)).ok()?;
    outcome.figure("known_part")?.value.map(Fen::new)
}
