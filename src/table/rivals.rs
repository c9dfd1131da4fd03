//! Rows that speak against each other: two prices of one code in a list, one amount for several items of a bill.

use std::collections::{BTreeMap, BTreeSet};

use crate::gazette::prices::Tier;
use crate::money::Fen;

use super::fault::{Fault, Part};
use super::judge::Entry;
use super::verdict::Verdict;

/// What a price of a list is of: the row of the notice, the tier, the hospital.
type Of = (u16, Tier, u32);

/// The prices of a list so far.
#[derive(Default)]
pub(super) struct Prices {
    seen: BTreeMap<Of, Fen>,
    /// Those that have another price too.
    twice: BTreeSet<Of>,
}

impl Prices {
    /// Takes over the prices of a row that is judged.
    pub(super) fn see(&mut self, entry: &Entry, prices: impl Iterator<Item = (Tier, Fen)>) {
        let judged = [Verdict::Above, Verdict::Below, Verdict::Equal].contains(&entry.verdict);
        let Some(row) = entry.item.filter(|_| judged) else {
            return;
        };
        for (tier, price) in prices {
            let of = (row, tier, entry.whose);
            if *self.seen.entry(of).or_insert(price) != price {
                self.twice.insert(of);
            }
        }
    }

    /// Refuses every row with a price beside which the list has another one: which of them holds is not said.
    pub(super) fn settle(&self, entries: &mut [Entry]) {
        if self.twice.is_empty() {
            return;
        }
        for entry in entries {
            let judged = [Verdict::Above, Verdict::Below, Verdict::Equal].contains(&entry.verdict);
            let Some(row) = entry.item.filter(|_| judged) else {
                continue;
            };
            let of = |tier: Tier| self.twice.contains(&(row, tier, entry.whose));
            if entry.tier.map_or_else(|| Tier::ALL.into_iter().any(of), of) {
                entry.refuse((Part::Amount, Fault::TwoPrices));
            }
        }
    }
}

/// Refuses charges that are too high where the lines beside them, of other items, have the same: it may be of all of
/// them together. So it may be where the lines are of one item and the charge is what is due for all.
pub(super) fn doubt_repeated(entries: &mut [Entry]) {
    let same = |one: &Entry, other: &Entry| {
        let items = one.verdict.is_item() && other.verdict.is_item();
        items && one.amount == other.amount && one.person == other.person
    };
    for lines in entries.chunk_by_mut(same) {
        let [first, rest @ ..] = &*lines else {
            continue;
        };
        if rest.is_empty() || first.amount.is_none() {
            continue;
        }
        let others = rest.iter().any(|it| it.item != first.item);
        let due = lines
            .iter()
            .try_fold(0_i64, |all, it| all.checked_add(it.printed?.get()));
        let all = lines.iter().all(|it| it.verdict == Verdict::Above);
        if others || all && due == first.amount.map(Fen::get) {
            for line in lines.iter_mut().filter(|it| it.verdict == Verdict::Above) {
                line.refuse((Part::Amount, Fault::Merged));
            }
        }
    }
}
