//! Additions in a bill: each needs an item to which it is added, of the same patient and day.

use std::sync::LazyLock;

use crate::date::Date;
use crate::gazette::prices::{self, Item};

use super::bill::Lines;
use super::fault::{Fault, Part};
use super::index::item;
use super::judge::Entry;
use super::verdict::Verdict;

/// Whether a row of the notice is an addition, by its place: asked of every line.
static IS_ADDITION: LazyLock<Vec<bool>> =
    LazyLock::new(|| prices::items().iter().map(Item::is_addition).collect());

pub(super) fn is_addition(row: u16) -> bool {
    IS_ADDITION.get(usize::from(row)).is_some_and(|it| *it)
}

/// Refuses the additions at these places beside which no charge stands to which they could be added.
pub(super) fn settle(additions: &[usize], entries: &mut [Entry]) {
    if additions.is_empty() {
        return;
    }
    // The rows of the notice that each patient has on each day.
    let mut rows = Lines::new();
    for entry in entries.iter() {
        let charged = entry.verdict.is_item() && entry.verdict != Verdict::Refunded;
        if let Some(row) = entry.item.filter(|_| charged) {
            let day = entry.day.unwrap_or(Date::MIN);
            rows.entry((entry.person, row, day, 0)).or_default();
        }
    }
    for place in additions {
        let Some(entry) = entries.get_mut(*place) else {
            continue;
        };
        let addition = entry.item.and_then(item);
        let Some(addition) = addition.filter(|_| entry.fault.is_none()) else {
            continue;
        };
        let day = entry.day.unwrap_or(Date::MIN);
        let (mut needs, mut has) = (false, false);
        // Of some the notice prints no item to which they are added.
        for (row, _) in (0_u16..)
            .zip(prices::items())
            .filter(|(_, it)| addition.adds_to(it))
        {
            needs = true;
            has |= rows.contains_key(&(entry.person, row, day, 0));
        }
        if needs && !has && entry.verdict != Verdict::Refunded {
            entry.refuse((Part::Row, Fault::Alone));
        }
    }
}
