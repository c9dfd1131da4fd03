//! The price of a list, or the charge of a bill, in one row.

use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;

use super::against::is_far;
use super::beside::tells_refund;
use super::caution;
use super::fault::{Fault, Part};
use super::judge::{Entry, Judge, Unread, cell_of};
use super::number::{amount, amount_in, is_rate, quantity, without_mark};
use super::records::{Record, Separator};
use super::row::{Notes, Priced};
use super::sample::Facts;
use super::service;
use super::text::{is_blank, is_digits, is_no_price, plain};
use super::unit::Unit;
use super::verdict::{Kind, Verdict};

/// A row with the notice's row that it is about, and the tier whose price is compared.
pub(super) struct Found<'a> {
    pub(super) record: Record<'a>,
    pub(super) item: &'static Item,
    pub(super) tier: Tier,
}

impl Judge<'_> {
    /// A price of a list.
    pub(super) fn judge_price(&self, found: &Found, entry: &mut Entry) -> Result<Verdict, Unread> {
        let Found { record, item, tier } = *found;
        let place = self.plan.columns.amount;
        let cell = cell_of(record, place);
        if self.is_cut(record, place) {
            return Err((Part::Amount, Fault::Cut, None));
        }
        let (verdict, amount, printed) =
            price(item, tier, &cell, self.unit(place), &mut entry.notes)?;
        (entry.amount, entry.printed) = (amount, printed);
        Ok(verdict)
    }

    /// In what unit a column writes its amounts.
    fn unit(&self, place: Option<usize>) -> Unit {
        let unit = place.and_then(|it| self.plan.units.get(it));
        unit.copied().unwrap_or_default()
    }

    /// Whether no charge stands in the row of a bill, or none but 0, nor the price of a unit, though something was
    /// done.
    pub(super) fn has_no_sum(&self, record: Record) -> bool {
        let units = cell_of(record, self.plan.columns.quantity);
        if amount(&units).is_ok_and(|(none, _)| none == Fen::ZERO) {
            return false;
        }
        let none = |place| {
            let cell = cell_of(record, place);
            is_blank(&cell) || amount(&cell).is_ok_and(|(fen, _)| fen == Fen::ZERO)
        };
        none(self.plan.columns.amount) && none(self.plan.columns.unit_price)
    }

    /// What stands in the column of charges, where it is an amount.
    pub(super) fn charge(&self, record: Record) -> Option<Fen> {
        let place = self.plan.columns.amount;
        let read = amount_in(&cell_of(record, place), self.unit(place));
        read.ok().map(|(fen, _)| fen)
    }

    /// Whether an amount may have been cut in two by the comma between its thousands.
    fn is_cut(&self, record: Record, place: Option<usize>) -> bool {
        let Some(next) = place.and_then(|it| it.checked_add(1)) else {
            return false;
        };
        let (cell, behind) = (cell_of(record, place), record.cell(next));
        let behind = plain(&behind);
        let whole = behind.split('.').next().unwrap_or_default();
        let other = self.plan.columns.role(next).is_some()
            || self
                .plan
                .sample
                .columns
                .get(next)
                .is_some_and(Facts::is_of_numbers);
        self.plan.sample.separator == Separator::Comma
            && !other
            && plain(&cell).len() <= 3
            && is_digits(&plain(&cell))
            && whole.len() == 3
            && is_digits(whole)
    }

    /// Every price of a row that has a column for each tier; the verdict that asks most for a look.
    pub(super) fn judge_tiers(
        &self,
        record: Record,
        item: &'static Item,
        entry: &mut Entry,
    ) -> Result<Verdict, Unread> {
        let prices = self.priced(record, item, &mut entry.notes);
        let worst = prices.iter().map(|it| it.verdict).min();
        let worst = worst.ok_or((Part::Amount, Fault::Missing, None))?;
        if worst == Verdict::Unreadable && prices.iter().all(|it| it.verdict == worst) {
            let mut faults = self.plan.columns.prices.iter().filter_map(|(tier, place)| {
                let cell = record.cell(*place);
                let unread = price(
                    item,
                    *tier,
                    &cell,
                    self.unit(Some(*place)),
                    &mut entry.notes,
                );
                unread
                    .err()
                    .filter(|(_, fault, _)| *fault != Fault::Missing)
            });
            return Err(faults
                .next_back()
                .unwrap_or((Part::Amount, Fault::Missing, None)));
        }
        Ok(worst)
    }

    /// The prices of a row for each tier. A cell that is empty or says that there is no price sets none, so there is
    /// nothing to compare.
    pub(super) fn priced(
        &self,
        record: Record,
        item: &'static Item,
        notes: &mut Notes,
    ) -> Vec<Priced> {
        let mut prices = Vec::new();
        for (tier, place) in &self.plan.columns.prices {
            let cell = record.cell(*place);
            if is_blank(&cell) {
                continue;
            }
            let own = service::is_own_price(&cell);
            if is_no_price(&cell) && !own && item.price(*tier) != Price::Blank {
                notes.add(Notes::UNPRICED);
                continue;
            }
            let (verdict, amount, printed) =
                price(item, *tier, &cell, self.unit(Some(*place)), notes).unwrap_or((
                    Verdict::Unreadable,
                    None,
                    None,
                ));
            prices.push(Priced {
                tier: tier.id(),
                written: cell.trim().to_owned(),
                amount,
                printed,
                verdict,
            });
        }
        prices
    }

    /// Reads a line of a bill; how it stands to the base price is settled when all lines are known.
    pub(super) fn judge_charge(&self, found: &Found, entry: &mut Entry) -> Result<Verdict, Unread> {
        let Found { record, item, tier } = *found;
        let columns = &self.plan.columns;
        let printed = match item.price(tier) {
            Price::Blank => return Ok(Verdict::NoPrice),
            Price::Rate(_) => return Err((Part::Amount, Fault::NotTheRate, None)),
            Price::Amount(printed) => printed,
        };
        // What is nearly a refund may be one: no charge of the day is called too high beside it.
        let told = self.plan.beside.tells_refund(record)
            || tells_refund(&cell_of(record, columns.name))
            || tells_refund(&cell_of(record, columns.quantity));
        let uncharged = self.plan.charged.fault(record, columns);
        if self.is_maybe_refund(record) {
            entry.notes.add(Notes::MAYBE_REFUND);
        }
        // Without days of its own a line may be of several.
        if columns.day.is_none() || self.plan.beside.is_ordered {
            entry.notes.add(Notes::NO_CAP);
        }
        let units = match columns.quantity {
            Some(place) => {
                quantity(&record.cell(place)).map_err(|fault| (Part::Quantity, fault, None))?
            }
            None => 1,
        };
        if self.plan.beside.multiplies(record) {
            if columns.unit_price.is_none() {
                return Err((Part::Quantity, Fault::Times, None));
            }
            // The units are of several days.
            entry.notes.add(Notes::NO_CAP);
        }
        if self.is_cut(record, columns.amount) {
            return Err((Part::Amount, Fault::Cut, None));
        }
        let read = |place| amount_in(&cell_of(record, place), self.unit(place));
        let each = read(columns.unit_price).ok();
        let product = each.and_then(|(fen, noise)| Some((fen.checked_times(units)?, noise)));
        let written = cell_of(record, columns.amount);
        let (sum, noise) = if is_blank(&written) && product.is_some() {
            entry.notes.add(Notes::PRODUCT);
            product.unwrap_or_default()
        } else {
            let read = read(columns.amount).map_err(|fault| (Part::Amount, fault, None))?;
            if product.is_some_and(|(product, _)| {
                product.get().checked_abs() != read.0.get().checked_abs()
            }) {
                return Err((Part::Amount, Fault::Product, None));
            }
            if product.is_some() {
                entry.notes.add(Notes::BY_UNITS);
            }
            read
        };
        if noise {
            entry.notes.add(Notes::NOISE);
        }
        let base = printed.checked_times(units.saturating_abs());
        if base.is_none_or(|base| is_far(sum, base)) {
            return Err((Part::Amount, Fault::Far, None));
        }
        if units < 0 && sum.get() > 0 {
            return Err((Part::Quantity, Fault::Sign, None));
        }
        // Below zero in either cell is a refund; the sign is kept in the units.
        let refund = units < 0 || sum.get() < 0;
        if let Some(fault) = uncharged.filter(|_| !refund) {
            return Err((Part::Row, fault, None));
        }
        if told && !refund {
            return Err((Part::Row, Fault::MaybeRefund, None));
        }
        let units = i32::try_from(units.saturating_abs()).unwrap_or(i32::MAX);
        entry.quantity = if refund {
            units.saturating_neg()
        } else {
            units
        };
        entry.amount = Some(Fen::new(sum.get().saturating_abs()));
        Ok(if refund {
            Verdict::Refunded
        } else {
            Verdict::Equal
        })
    }

    /// Whether a line is, or may be, a refund.
    pub(super) fn is_maybe_refund(&self, record: Record) -> bool {
        let columns = &self.plan.columns;
        let minus = |place| {
            let cell = cell_of(record, place);
            let text = without_mark(cell.trim()).trim_start();
            text.starts_with(['-', '−', '－', '–', '—', '(', '（']) || text.ends_with(['-', '－'])
        };
        let words = [columns.quantity, columns.amount, columns.name, columns.code];
        minus(columns.quantity)
            || minus(columns.amount)
            || self.plan.beside.tells_refund(record)
            || words.iter().any(|it| tells_refund(&cell_of(record, *it)))
    }

    /// The price or the charge as it stands in the row.
    pub(super) fn written(&self, record: Record) -> String {
        let columns = &self.plan.columns;
        let written = cell_of(record, columns.amount);
        if is_blank(&written) && self.plan.kind == Kind::Bill {
            let each = cell_of(record, columns.unit_price);
            let units = cell_of(record, columns.quantity);
            let both = !is_blank(&each) && !is_blank(&units);
            return if both {
                format!("{} × {}", each.trim(), units.trim())
            } else {
                String::new()
            };
        }
        written.trim().to_owned()
    }
}

/// How a price of a list stands to the notice's.
fn price(
    item: &'static Item,
    tier: Tier,
    cell: &str,
    unit: Unit,
    notes: &mut Notes,
) -> Result<(Verdict, Option<Fen>, Option<Fen>), Unread> {
    let read = amount_in(cell, unit);
    let amount = read.ok().map(|(fen, _)| fen);
    match item.price(tier) {
        Price::Rate(rate) if is_rate(cell, rate) => Ok((Verdict::Equal, None, None)),
        Price::Rate(_) if is_blank(cell) => Err((Part::Amount, Fault::Missing, None)),
        Price::Rate(_) => Err((Part::Amount, Fault::NotTheRate, None)),
        Price::Blank => Ok((Verdict::NoPrice, amount, None)),
        Price::Amount(printed) => {
            let (fen, noise) =
                read.map_err(|fault| (Part::Amount, unread_price(cell, fault), None))?;
            if fen.get() < 0 {
                return Err((Part::Amount, Fault::Negative, None));
            }
            if is_far(fen, printed) {
                return Err((Part::Amount, Fault::Far, None));
            }
            if noise {
                notes.add(Notes::NOISE);
            }
            let verdict = compared(fen, printed);
            if verdict != Verdict::Equal
                && let Some(unread) = caution::doubt(item, tier, fen, 1, Kind::List)
            {
                return Err(unread);
            }
            Ok((verdict, amount, Some(printed)))
        }
    }
}

/// Why a price cannot be read.
pub(super) fn unread_price(cell: &str, fault: Fault) -> Fault {
    if service::is_own_price(cell) {
        Fault::OwnPrice
    } else {
        fault
    }
}

/// How an amount stands to the notice's.
pub(super) fn compared(amount: Fen, printed: Fen) -> Verdict {
    match amount.cmp(&printed) {
        std::cmp::Ordering::Greater => Verdict::Above,
        std::cmp::Ordering::Less => Verdict::Below,
        std::cmp::Ordering::Equal => Verdict::Equal,
    }
}
