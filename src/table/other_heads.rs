//! Heads below the first ones: the same again, as lists of several pages have them, or those of another table.

use super::above::Above;
use super::heads;
use super::judge::Judge;
use super::lines;
use super::records::Record;
use super::role::Role;
use super::text::is_blank;
use super::tier::tier;
use super::unit::unit;
use super::verdict::Kind;
use super::wording;

impl Judge<'_> {
    /// Takes over whether a head begins another table.
    pub(super) fn see_heads(&self, record: Record, above: &mut Above) {
        let (first, last) = self.plan.heads;
        let own = (first..=last).contains(&record.row) || self.repeats_heads(record);
        if own || lines::is_heads(record) {
            above.other_heads = !own && !self.goes_with_columns(record);
        }
    }

    /// Whether a head says of every column that is read what it is read for.
    fn goes_with_columns(&self, record: Record) -> bool {
        let columns = &self.plan.columns;
        let says = |role: Role, word: &str| match role {
            Role::Code => heads::code(word) > 0,
            Role::Name => heads::name(word) > 0,
            Role::Day => heads::day(word) > 0,
            Role::Tier => heads::tier(word) > 0 || heads::is_hospital(word),
            Role::Quantity => heads::quantity(word) > 0,
            Role::UnitPrice => heads::is_unit_price(word) && wording::is_plain_price(word),
            Role::Amount if self.plan.kind == Kind::Bill => {
                heads::charge(word) > 0 && wording::is_plain_charge(word)
            }
            Role::Amount => heads::price(word) > 0 && wording::is_plain_price(word),
            Role::Price(own) => tier(word) == Some(own) && wording::is_plain_price_of_tier(word),
        };
        let goes = |(role, place): (Role, usize)| {
            let word = heads::word(&record.cell(place));
            let own = self.plan.units.get(place).copied().unwrap_or_default();
            says(role, &word) && unit(&word) == own
        };
        let read = |role: Role| Some((role, columns.of(role)?));
        Role::ALL.into_iter().filter_map(read).all(goes)
    }

    /// Whether the row says the heads again, as lists of several pages do.
    pub(super) fn repeats_heads(&self, record: Record) -> bool {
        let heads = self
            .plan
            .sample
            .rows
            .get(self.plan.sample.heads.clone())
            .unwrap_or_default();
        heads.iter().any(|head| {
            let (mut same, mut other) = (0_u32, 0_u32);
            for (place, cell) in head.cells.iter().enumerate() {
                let written = record.cell(place);
                if is_blank(&written) {
                    continue;
                }
                let count = if written.trim() == cell.trim() {
                    &mut same
                } else {
                    &mut other
                };
                *count = count.saturating_add(1);
            }
            same >= 2 && other == 0
        })
    }
}
