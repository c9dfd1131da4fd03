//! A row of a hospital's price list, set against the notice's row.

use crate::gazette::prices::{Item, Price, Tier};

use super::cell::{amount, is_blank, share};
use super::mark::{Fault, Mark, Part, Status};

/// Marks a price of a list. `blank` is what is known before: row, code, item, tier.
pub(super) fn mark(blank: Mark, item: &'static Item, tier: Tier, cell: &str) -> Mark {
    let mark = Mark {
        written: cell.trim().to_owned(),
        amount: amount(cell).ok(),
        ..blank
    };
    match item.price(tier) {
        Price::Rate(rate) if share(cell) == Some(rate) => mark.with(Status::Equal),
        Price::Blank | Price::Rate(_) => mark.with(Status::NoPrice),
        Price::Amount(printed) => match amount(cell) {
            Ok(_) => mark.compared(printed),
            Err(fault) => mark.unreadable(Part::Amount, fault),
        },
    }
}

/// The prices of a row that has a column for each tier. An empty cell sets no price, so there is
/// nothing to compare; a row with nothing at all is unreadable.
pub(super) fn marks_of_tiers<'a>(
    blank: &Mark,
    item: &'static Item,
    cells: impl Iterator<Item = (Tier, &'a str)>,
) -> Vec<Mark> {
    let marks: Vec<Mark> = cells
        .filter(|(_, cell)| !is_blank(cell))
        .map(|(tier, cell)| {
            let blank = Mark {
                tier: Some(tier),
                ..blank.clone()
            };
            mark(blank, item, tier, cell)
        })
        .collect();
    if marks.is_empty() {
        return vec![blank.clone().unreadable(Part::Amount, Fault::Missing)];
    }
    marks
}
