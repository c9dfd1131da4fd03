//! The lines of a bill together: refunds are set off by patient, item and day, before any daily cap, and what
//! is left is charged by the medical calculator with the rules that the item prints.

use std::collections::BTreeMap;

use crate::calculators::{full_charge, minimum_charge};
use crate::date::Date;
use crate::gazette::prices::{Item, Tier};
use crate::money::Fen;

use super::amounts::{caps_a_day, compared};
use super::fault::{Fault, Part};
use super::index::item;
use super::judge::Entry;
use super::row::Notes;
use super::verdict::Verdict;

/// What belongs together: patient, row of the notice, day, tier.
type Key = (u32, u16, Date, Tier);

/// What a base price depends on, besides that the notice stands on the day.
type Charged = (u16, Tier, i32, i64);

/// What is known of the lines so far.
#[derive(Default)]
pub(super) struct Bill {
    bases: BTreeMap<Charged, Option<Fen>>,
    /// The lines that cannot be judged alone.
    groups: BTreeMap<Key, Vec<usize>>,
}

impl Bill {
    /// Judges a line alone, as far as it can be, and keeps what must be judged with others.
    pub(super) fn see(&mut self, entry: &mut Entry, place: usize) {
        let Some((key, item)) = key(entry) else {
            return;
        };
        let refund = entry.quantity < 0 || entry.notes.has(Notes::MAYBE_REFUND);
        if refund || caps_a_day(item) {
            self.groups.entry(key).or_default();
        }
        if entry.quantity > 0 {
            self.judge(entry, item, 0);
        }
        self.gather(entry, place);
    }

    /// Whether nothing is left to settle.
    pub(super) fn is_settled(&self) -> bool {
        self.groups.is_empty()
    }

    /// Adds a line to the group to which it belongs, where there is one.
    pub(super) fn gather(&mut self, entry: &Entry, place: usize) {
        if let Some((key, _)) = key(entry)
            && let Some(group) = self.groups.get_mut(&key)
        {
            group.push(place);
        }
    }

    /// Settles the next group; false where there is none left.
    pub(super) fn settle(&mut self, entries: &mut [Entry]) -> bool {
        let Some((key, mut places)) = self.groups.pop_first() else {
            return false;
        };
        places.sort_unstable();
        places.dedup();
        let mut lines: Vec<Line> = places
            .iter()
            .filter_map(|place| Line::of(entries, *place))
            .collect();
        let unread = places
            .iter()
            .filter_map(|place| entries.get(*place))
            .any(|it| it.fault.is_some());
        let clear = set_off(&mut lines) && !unread;
        let Some(item) = item(key.1) else { return true };
        let mut earlier = 0_i64;
        for line in lines {
            let Some(entry) = entries.get_mut(line.place) else {
                continue;
            };
            if line.refund || line.units == 0 {
                if line.alone {
                    entry.notes.add(Notes::LONE);
                }
                entry.verdict = Verdict::Refunded;
                entry.printed = None;
                continue;
            }
            if line.units != entry.quantity {
                entry.notes.add(Notes::NET);
                entry.quantity = line.units;
                entry.amount = Some(Fen::new(line.fen));
            }
            self.judge(entry, item, earlier);
            if !clear && entry.verdict == Verdict::Above {
                entry.verdict = Verdict::Unreadable;
                entry.fault = Some((Part::Amount, Fault::Refund));
                entry.printed = None;
            }
            if caps_a_day(item) {
                earlier = earlier.saturating_add(i64::from(line.units)).min(9999);
            }
        }
        true
    }

    /// How a charge stands to the base price of its units.
    fn judge(&mut self, entry: &mut Entry, item: &'static Item, earlier: i64) {
        let (Some(row), Some(tier), Some(day), Some(amount)) =
            (entry.item, entry.tier, entry.day, entry.amount)
        else {
            return;
        };
        let units = i64::from(entry.quantity);
        let base = *self
            .bases
            .entry((row, tier, entry.quantity, earlier))
            .or_insert_with(|| minimum_charge(item, tier, day, units, earlier));
        let Some(base) = base else {
            entry.verdict = Verdict::Unreadable;
            entry.fault = Some((Part::Quantity, Fault::OutOfRange));
            entry.printed = None;
            return;
        };
        // The full price of an anaesthesia and the half of a short one are both printed.
        let full = full_charge(item, tier, base).filter(|full| amount >= *full);
        let printed = full.unwrap_or(base);
        entry.printed = Some(printed);
        entry.verdict = compared(amount, printed);
    }
}

/// What a line belongs to, where it is judged, or may be a refund.
fn key(entry: &Entry) -> Option<(Key, &'static Item)> {
    let judged = entry.fault.is_none() && entry.quantity != 0;
    if !judged && !entry.notes.has(Notes::MAYBE_REFUND) {
        return None;
    }
    let row = entry.item?;
    Some(((entry.person, row, entry.day?, entry.tier?), item(row)?))
}

/// A line while refunds are set off.
struct Line {
    place: usize,
    refund: bool,
    /// Units and fen that are left.
    units: i32,
    fen: i64,
    /// Whether there is no charge to a refund.
    alone: bool,
}

impl Line {
    fn of(entries: &[Entry], place: usize) -> Option<Self> {
        let entry = entries.get(place).filter(|it| it.fault.is_none())?;
        Some(Self {
            place,
            refund: entry.quantity < 0,
            units: entry.quantity.saturating_abs(),
            fen: entry.amount?.get(),
            alone: false,
        })
    }

    /// Sets this refund off against a charge, the whole of both or as many units as both have.
    fn take_off(&mut self, charge: &mut Self, whole: bool) {
        let fits = if whole {
            charge.units == self.units && charge.fen == self.fen
        } else {
            charge.costs_as(self)
        };
        if charge.refund || charge.units == 0 || self.units == 0 || !fits {
            return;
        }
        let taken = charge.units.min(self.units);
        for line in [charge, self] {
            let share = line
                .fen
                .saturating_mul(i64::from(taken))
                .checked_div(i64::from(line.units));
            line.fen = line.fen.saturating_sub(share.unwrap_or(0));
            line.units = line.units.saturating_sub(taken);
        }
    }

    /// Whether a unit costs the same.
    fn costs_as(&self, other: &Self) -> bool {
        let a = self.fen.checked_mul(i64::from(other.units));
        a.is_some() && a == other.fen.checked_mul(i64::from(self.units))
    }
}

/// Sets refunds off against charges: equal ones first, then units of the same price; what was charged before
/// a refund goes before what was charged after. False where a refund is left that fits none of the charges
/// that are left: then it is not certain what any of them is about.
fn set_off(lines: &mut [Line]) -> bool {
    let refunds: Vec<usize> = (0..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|it| it.refund))
        .collect();
    for (earlier, whole) in [(true, true), (true, false), (false, true), (false, false)] {
        for at in &refunds {
            let (before, rest) = lines.split_at_mut_checked(*at).unwrap_or_default();
            let Some((refund, after)) = rest.split_first_mut() else {
                continue;
            };
            let part = if earlier { before } else { after };
            // The charge that was made last before the refund is the likeliest.
            for charge in part.iter_mut().rev() {
                refund.take_off(charge, whole);
            }
        }
    }
    let charges = lines.iter().any(|it| !it.refund && it.units > 0);
    let mut left = false;
    for line in lines.iter_mut().filter(|it| it.refund && it.units > 0) {
        line.alone = !charges;
        left = true;
    }
    !(left && charges)
}
