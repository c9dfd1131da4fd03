//! The lines of a bill together: refunds are set off by patient, item and day, before any daily cap, and what
//! is left is charged by the medical calculator with the rules that the item prints.

use std::collections::BTreeMap;

use crate::calculators::{full_charge, minimum_charge};
use crate::date::Date;
use crate::gazette::prices::{Item, Price, RuleKind, Tier};
use crate::money::Fen;

use super::alone;
use super::amounts::compared;
use super::caution;
use super::fault::{Fault, Part};
use super::index::{Index, Limit, item};
use super::judge::Entry;
use super::row::Notes;
use super::verdict::{Kind, Verdict};

/// What belongs together: patient, row of the notice, day, and tier or part of the body.
pub(super) type Key = (u32, u16, Date, u32);

/// Lines that belong together.
pub(super) type Lines = BTreeMap<Key, Vec<usize>>;

/// What a base price depends on, besides that the notice stands on the day.
type Charged = (u16, Tier, i32, i64);

/// What is known of the lines so far.
#[derive(Default)]
pub(super) struct Bill {
    bases: BTreeMap<Charged, Option<Fen>>,
    /// The lines that cannot be judged alone.
    groups: Lines,
    /// The patients and codes of lines that may be refunds and are not understood.
    unread: Lines,
    /// The lines of each patient, family of rows and day; a sole code of its family cannot overlap.
    families: Lines,
    /// The lines of each patient, row, day and part of the body of which a person hardly gets more than so many.
    limits: Lines,
    /// The lines of additions, which need an item to which they are added.
    additions: Vec<usize>,
}

impl Bill {
    /// Judges a line alone, as far as it can be, and keeps what must be judged with others.
    pub(super) fn see(&mut self, entry: &mut Entry, place: usize, index: &Index) {
        if entry.notes.has(Notes::MAYBE_REFUND)
            && entry.fault.is_some()
            && let Some(code) = of_code(entry, index)
        {
            self.unread.entry(code).or_default();
        }
        let Some((key, item)) = key(entry) else {
            return;
        };
        let refund = entry.quantity < 0 || entry.notes.has(Notes::MAYBE_REFUND);
        if refund || index.caps(key.1) {
            self.groups.entry(key).or_default();
        }
        if entry.quantity > 0 {
            self.judge(entry, item, 0);
            if let Some(family) = index.family(key.1) {
                let family = (entry.person, family, key.2, 0);
                self.families.entry(family).or_default().push(place);
            }
            if alone::is_addition(key.1) {
                self.additions.push(place);
            }
            if let Some(limit) = index.limit(key.1) {
                let part = match limit {
                    Limit::Part(_) => entry.part,
                    Limit::Most(_) => 0,
                };
                let lines = self.limits.entry((entry.person, key.1, key.2, part));
                lines.or_default().push(place);
            }
        }
        self.gather(entry, place);
    }

    /// Whether nothing is left to settle.
    pub(super) fn is_settled(&self) -> bool {
        self.groups.is_empty()
            && self.unread.is_empty()
            && self.families.is_empty()
            && self.limits.is_empty()
            && self.additions.is_empty()
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
    pub(super) fn settle(&mut self, entries: &mut [Entry], index: &Index) -> bool {
        let Some((key, mut places)) = self.groups.pop_first() else {
            self.doubt(entries, index);
            self.overlap(entries);
            self.exceed(entries, index);
            alone::settle(&std::mem::take(&mut self.additions), entries);
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
            .any(|it| !is_whole(it));
        // Of two patients, perhaps: neither a cap nor a refund is certain then.
        let whose = |line: &Line| entries.get(line.place).map(|it| (it.whose, it.ward));
        let mixed = lines
            .iter()
            .any(|it| whose(it) != lines.first().and_then(whose));
        // Some of a span's units may be of the day of the others.
        let spans = |line: &Line| entries.get(line.place).map(|it| it.notes.has(Notes::SPAN));
        let loose = mixed || lines.iter().any(|it| spans(it) == Some(true));
        let refunds = lines.iter().any(|it| it.refund);
        let clear = set_off(&mut lines) && !unread && !(mixed && refunds);
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
                // Perhaps of a charge of another day: a wrong price is given back and entered anew later.
                if line.refund
                    && line.units > 0
                    && let Some(code) = of_code(entry, index)
                {
                    self.unread.entry(code).or_default();
                }
                entry.verdict = Verdict::Refunded;
                (entry.printed, entry.fault) = (None, None);
                continue;
            }
            if line.units != entry.quantity {
                entry.notes.add(Notes::NET);
                entry.quantity = line.units;
                entry.amount = Some(Fen::new(line.fen));
            }
            if loose {
                entry.notes.add(Notes::NO_CAP);
            }
            entry.fault = None;
            self.judge(entry, item, earlier);
            if !clear && entry.verdict == Verdict::Above {
                entry.refuse((Part::Amount, Fault::Refund));
            }
            if index.caps(key.1) {
                earlier = earlier.saturating_add(i64::from(line.units)).min(9999);
            }
        }
        true
    }

    /// Calls no charge too high that an unread refund may be about.
    fn doubt(&self, entries: &mut [Entry], index: &Index) {
        if self.unread.is_empty() {
            return;
        }
        for entry in entries.iter_mut().filter(|it| it.verdict == Verdict::Above) {
            if of_code(entry, index).is_some_and(|it| self.unread.contains_key(&it)) {
                entry.refuse((Part::Amount, Fault::Refund));
            }
        }
    }

    /// Lines of one family, patient and day may tell of one service, which is charged once: none of them is the same
    /// as the notice's without a word, nor called too high or too low.
    fn overlap(&mut self, entries: &mut [Entry]) {
        for places in std::mem::take(&mut self.families).into_values() {
            let charged = |place: &usize| {
                let entry = entries
                    .get(*place)
                    .filter(|it| it.verdict != Verdict::Refunded)?;
                let item = entry.item.and_then(item).filter(|it| !it.is_addition())?;
                Some((*place, item))
            };
            let lines: Vec<(usize, &Item)> = places.iter().filter_map(charged).collect();
            let Some((_, first)) = lines.first() else {
                continue;
            };
            let one = lines.iter().all(|(_, it)| it.code() == first.code());
            if one || lines.iter().all(|(_, it)| it.is_apart()) {
                continue;
            }
            for (place, _) in lines {
                let Some(entry) = entries.get_mut(place) else {
                    continue;
                };
                entry.notes.add(Notes::OVERLAP);
                if matches!(entry.verdict, Verdict::Above | Verdict::Below) {
                    entry.refuse((Part::Row, Fault::Overlap));
                }
            }
        }
    }

    /// Refuses the lines that are together more units than a person can get in a day, or than one part of the body may
    /// be charged for: of whom, of which day and of which part they are is not certain then.
    fn exceed(&mut self, entries: &mut [Entry], index: &Index) {
        for (key, lines) in std::mem::take(&mut self.limits) {
            let Some(limit) = index.limit(key.1) else {
                continue;
            };
            let charged = |place: usize| {
                let entry = entries.get(place)?;
                let is_left = entry.verdict != Verdict::Refunded && is_whole(entry);
                is_left.then_some((entry.quantity, (entry.whose, entry.ward)))
            };
            let left: Vec<(i32, (u32, u32))> = lines.iter().filter_map(|it| charged(*it)).collect();
            let whose = left.first().map(|it| it.1);
            let one = left.iter().all(|it| Some(it.1) == whose);
            let all = left.iter().fold(0, |all: i32, it| all.saturating_add(it.0));
            for place in lines {
                let Some(entry) = entries.get_mut(place) else {
                    continue;
                };
                if entry.verdict == Verdict::Refunded || entry.fault.is_some() {
                    continue;
                }
                let together = if one { all } else { entry.quantity };
                match limit {
                    Limit::Most(most) if together > i32::from(most) => {
                        entry.refuse((Part::Quantity, Fault::TooMany));
                    }
                    // More than the price of every unit is above it, however many parts there are.
                    Limit::Part(cap)
                        if together > i32::from(cap)
                            && together > entry.quantity
                            && entry.verdict != Verdict::Above =>
                    {
                        entry.refuse((Part::Amount, Fault::Parts));
                    }
                    Limit::Most(_) | Limit::Part(_) => {}
                }
            }
        }
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
            return entry.refuse((Part::Quantity, Fault::OutOfRange));
        };
        // The full price of an anaesthesia and the half of a short one are both printed.
        let full = full_charge(item, tier, day, base).unwrap_or(base);
        // What is due where no cap lowers it.
        let free = match item.price(tier) {
            Price::Amount(each) => each.checked_times(units).unwrap_or(full),
            Price::Rate(_) | Price::Blank => full,
        };
        let parts = || entry.part == 0 && limited(item).1 == Fault::Parts;
        let capped = full < free && base <= amount;
        let loose = capped && (entry.notes.has(Notes::NO_CAP) || parts());
        if full < free && amount <= free {
            let doubted = limited(item);
            // Two units at the price of one may be two hours; three are more than it includes.
            let longer = doubted.1 == Fault::Longer && (full < amount || units > 2);
            if loose || longer {
                return entry.refuse(doubted);
            }
        }
        if amount > base && amount < full {
            return entry.refuse((Part::Amount, Fault::Between));
        }
        let printed = if loose {
            free
        } else if amount >= full {
            full
        } else {
            base
        };
        let verdict = compared(amount, printed);
        if let Some(fault) = entry.notes.excuse().filter(|_| verdict != Verdict::Equal) {
            return entry.refuse((fault.part(), fault));
        }
        if verdict == Verdict::Above
            && !entry.notes.has(Notes::OLDER)
            && caution::is_with_age(item, printed, amount)
        {
            return entry.refuse((Part::Amount, Fault::WithSurcharge));
        }
        if verdict != Verdict::Equal
            && let Some((part, fault, near)) = caution::doubt(item, tier, amount, units, Kind::Bill)
        {
            entry.item = near.or(entry.item);
            return entry.refuse((part, fault));
        }
        if verdict == Verdict::Above && is_fold(item, tier, amount, units) {
            return entry.refuse((Part::Amount, Fault::Fold));
        }
        entry.printed = Some(printed);
        entry.verdict = verdict;
    }
}

/// Whether a charge is the notice's price several times, or that of a few units more often than there are units: of how
/// many teeth, sides or parts it is, or whether a point is misplaced, is not certain then. Of many units another price
/// is likelier than another number.
fn is_fold(item: &Item, tier: Tier, amount: Fen, units: i64) -> bool {
    let Price::Amount(each) = item.price(tier) else {
        return false;
    };
    let counted = if units < MANY { 1 } else { units };
    let parts = each.checked_times(counted).map(Fen::get);
    let more = each.checked_times(units).is_some_and(|due| due < amount);
    more && parts.and_then(|it| amount.get().checked_rem(it)) == Some(0)
}

/// As many units are hardly miscounted.
const MANY: i64 = 5;

/// Refuses a charge directly above or below a line without one: it may be of both.
pub(super) fn see_merged(last: Option<&mut Entry>, entry: &mut Entry) {
    let Some(last) = last else { return };
    let days = last.day.zip(entry.day);
    let beside = last.row.checked_add(1) == Some(entry.row)
        && (last.person, last.whose) == (entry.person, entry.whose)
        && days.is_none_or(|(above, below)| above == below);
    let items = last.verdict.is_item() && entry.verdict.is_item();
    let (above, below) = (
        last.notes.has(Notes::NO_SUM),
        entry.notes.has(Notes::NO_SUM),
    );
    let charged = if above { entry } else { last };
    let judged = charged.fault.is_none() && charged.quantity > 0;
    if beside && items && above != below && judged {
        charged.refuse((Part::Amount, Fault::Merged));
    }
}

/// Why more than the least may be due for several units of an item.
fn limited(item: &Item) -> (Part, Fault) {
    let faults = item.rules().filter_map(|rule| match rule.kind {
        RuleKind::DailyCap { .. } => Some((Part::Amount, Fault::Cap)),
        RuleKind::PartCap { .. } => Some((Part::Amount, Fault::Parts)),
        RuleKind::Hours { .. }
        | RuleKind::Measure {
            open_beyond: Some(_),
            ..
        } => Some((Part::Quantity, Fault::Longer)),
        _ => None,
    });
    faults.last().unwrap_or((Part::Amount, Fault::Cap))
}

/// Whether a line is read whole: it may be of more than a limit, but not once a refund is taken off.
fn is_whole(entry: &Entry) -> bool {
    let limits = [Fault::Cap, Fault::Parts, Fault::Longer];
    entry.fault.is_none_or(|(_, fault)| limits.contains(&fault))
}

/// Patient and code of a line, of any day.
fn of_code(entry: &Entry, index: &Index) -> Option<Key> {
    let code = entry.item.and_then(item)?.code();
    Some((entry.person, index.code(code)?, Date::MIN, 0))
}

/// What a line belongs to, where it is judged, or may be a refund.
fn key(entry: &Entry) -> Option<(Key, &'static Item)> {
    let judged = is_whole(entry) && entry.quantity != 0;
    if !judged && !entry.notes.has(Notes::MAYBE_REFUND) {
        return None;
    }
    let (row, tier) = (entry.item?, entry.tier? as u32);
    Some(((entry.person, row, entry.day?, tier), item(row)?))
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
        let entry = entries.get(place).filter(|it| is_whole(it))?;
        Some(Self {
            place,
            refund: entry.quantity < 0,
            units: entry.quantity.saturating_abs(),
            fen: entry.amount?.get(),
            alone: false,
        })
    }

    /// What a refund must have in common with a charge: units and amount, or the price of a unit.
    fn kind(&self, whole: bool) -> (i64, i64) {
        let units = i64::from(self.units);
        let divisor = if whole { 1 } else { common(self.fen, units) };
        let part = |it: i64| it.checked_div(divisor).unwrap_or(it);
        (part(self.fen), part(units))
    }

    /// Takes off so many units, and their share of the amount.
    fn take_off(&mut self, units: i32) {
        let share = self.fen.saturating_mul(i64::from(units));
        let share = share.checked_div(i64::from(self.units)).unwrap_or(0);
        self.fen = self.fen.saturating_sub(share);
        self.units = self.units.saturating_sub(units);
    }
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a.max(1)
}

/// Sets refunds off against charges: equal ones first, then units of the same price; what was charged before
/// a refund goes before what was charged after. False where a refund is left that fits none of the charges
/// that are left: then it is not certain what any of them is about.
fn set_off(lines: &mut [Line]) -> bool {
    for (earlier, whole) in [(true, true), (true, false), (false, true), (false, false)] {
        sweep(lines, earlier, whole);
    }
    let charges = lines.iter().any(|it| !it.refund && it.units > 0);
    let mut left = false;
    for line in lines.iter_mut().filter(|it| it.refund && it.units > 0) {
        line.alone = !charges;
        left = true;
    }
    !(left && charges)
}

/// Goes through the lines once and sets each refund off against the charges that were passed, the nearest first.
fn sweep(lines: &mut [Line], earlier: bool, whole: bool) {
    let mut passed: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    let last = lines.len();
    for step in 0..last {
        let at = if earlier {
            step
        } else {
            last.saturating_sub(step).saturating_sub(1)
        };
        let Some(line) = lines.get(at).filter(|it| it.units > 0) else {
            continue;
        };
        let (kind, refund, mut left) = (line.kind(whole), line.refund, line.units);
        if !refund {
            passed.entry(kind).or_default().push(at);
            continue;
        }
        let Some(charges) = passed.get_mut(&kind) else {
            continue;
        };
        while left > 0
            && let Some(charge) = charges.last().and_then(|it| lines.get_mut(*it))
        {
            let taken = charge.units.min(left);
            charge.take_off(taken);
            if charge.units == 0 {
                charges.pop();
            }
            if let Some(refund) = lines.get_mut(at) {
                refund.take_off(taken);
            }
            left = left.saturating_sub(taken);
        }
    }
}
