//! Additions in a bill: each needs an item to which it is added, of the same patient and day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::date::Date;
use crate::gazette::prices::{self, Item};

use super::fault::{Fault, Part};
use super::index::item;
use super::judge::Entry;
use super::verdict::Verdict;

/// Whether a row of the notice is an addition, by its place.
static IS_ADDITION: LazyLock<Vec<bool>> =
    LazyLock::new(|| prices::items().iter().map(Item::is_addition).collect());

/// The lines of a bill that are additions, by their places.
#[derive(Default)]
pub(super) struct Additions(Vec<usize>);

impl Additions {
    /// Keeps a line of this row of the notice, where it is an addition.
    pub(super) fn see(&mut self, row: u16, place: usize) {
        if IS_ADDITION.get(usize::from(row)).is_some_and(|it| *it) {
            self.0.push(place);
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Refuses the lines beside which no charge stands to which they could be added.
    pub(super) fn settle(&mut self, entries: &mut [Entry]) {
        let additions = std::mem::take(&mut self.0);
        if additions.is_empty() {
            return;
        }
        // The rows of the notice that each patient has on each day.
        let charged = |it: &&Entry| it.verdict.is_item() && it.verdict != Verdict::Refunded;
        let rows = entries.iter().filter(charged);
        let rows = rows.filter_map(|it| Some((it.person, it.day, it.item?)));
        let rows: BTreeSet<(u32, Option<Date>, u16)> = rows.collect();
        let mut bases: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
        for place in additions {
            let Some(entry) = entries.get_mut(place) else {
                continue;
            };
            let Some(row) = entry.item.filter(|_| entry.fault.is_none()) else {
                continue;
            };
            let bases = bases.entry(row).or_insert_with(|| bases_of(row));
            let has = |it: &u16| rows.contains(&(entry.person, entry.day, *it));
            // Of some the notice prints no item to which they are added.
            let needs = entry.verdict != Verdict::Refunded && !bases.is_empty();
            if needs && !bases.iter().any(has) {
                entry.refuse((Part::Row, Fault::Alone));
            }
        }
    }
}

/// The rows of the notice to which one is added.
fn bases_of(row: u16) -> Vec<u16> {
    let Some(addition) = item(row) else {
        return Vec::new();
    };
    let rows = (0_u16..).zip(prices::items());
    rows.filter(|(_, it)| addition.adds_to(it))
        .map(|(place, _)| place)
        .collect()
}
