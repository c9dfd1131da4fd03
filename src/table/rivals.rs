//! Rows that speak against each other: two prices of one code in a list, one amount for several items of a bill.

use crate::gazette::prices::Tier;
use crate::money::Fen;

use super::fault::{Fault, Part};
use super::judge::Entry;
use super::row::Notes;
use super::verdict::Verdict;

/// What a price of a list is of: the row of the notice, the hospital, the tier.
type Of = (u16, u32, Tier);

/// The prices of a list so far, in the order of what they are of, each with whether it has another one beside it.
#[derive(Default)]
pub(super) struct Prices(Vec<(Of, Fen, bool)>);

impl Prices {
    fn find(&self, of: Of) -> Result<usize, usize> {
        self.0.binary_search_by_key(&of, |it| it.0)
    }

    /// Takes over a price of a row that is judged.
    pub(super) fn see(&mut self, entry: &Entry, tier: Tier, price: Fen) {
        let Some(row) = judged(entry) else { return };
        let of = (row, entry.whose, tier);
        match self.find(of) {
            Ok(at) => {
                if let Some((_, first, twice)) = self.0.get_mut(at) {
                    *twice |= *first != price;
                }
            }
            Err(at) => self.0.insert(at, (of, price, false)),
        }
    }

    /// Refuses every row with a price beside which the list has another one: which of them holds is not said.
    pub(super) fn settle(&self, entries: &mut [Entry]) {
        if !self.0.iter().any(|it| it.2) {
            return;
        }
        for entry in entries {
            let Some(row) = judged(entry) else { continue };
            let twice = |tier: Tier| {
                let at = self.find((row, entry.whose, tier)).ok();
                entry.tier.is_none_or(|own| own == tier)
                    && at.and_then(|it| self.0.get(it)).is_some_and(|it| it.2)
            };
            if Tier::ALL.into_iter().any(twice) {
                entry.refuse((Part::Amount, Fault::TwoPrices));
            }
        }
    }
}

/// The row of the notice with whose price an entry was compared.
fn judged(entry: &Entry) -> Option<u16> {
    let compared = matches!(
        entry.verdict,
        Verdict::Above | Verdict::Below | Verdict::Equal
    );
    entry.item.filter(|_| compared)
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
        let due = lines
            .iter()
            .try_fold(0_i64, |all, it| all.checked_add(it.printed?.get()));
        let all = lines.iter().all(|it| it.verdict == Verdict::Above);
        let together = all && due == first.amount.map(Fen::get);
        // Of another day the same amount is another charge.
        let beside = |line: &Entry, other: &Entry| {
            let days = line.day.zip(other.day);
            line.item != other.item && days.is_none_or(|(one, other)| one == other)
        };
        let is_merged = |line: &Entry| together || lines.iter().any(|it| beside(line, it));
        let merged: Vec<bool> = lines.iter().map(is_merged).collect();
        for (line, _) in lines.iter_mut().zip(merged).filter(|(_, it)| *it) {
            // What a row's own price and quantity come to is its own charge.
            if line.verdict == Verdict::Above && !line.notes.has(Notes::BY_UNITS) {
                line.refuse((Part::Amount, Fault::Merged));
            }
        }
    }
}
