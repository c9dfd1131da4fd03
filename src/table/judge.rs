//! Reading one row and judging it as far as it can be judged alone. A verdict needs certainty: what is not
//! understood is said to be so.

use std::borrow::Cow;

use crate::date::Date;
use crate::gazette::prices::{Item, Tier};
use crate::money::Fen;
use crate::period::Standing;

use super::beside::joined;
use super::code::{self, With, Written};
use super::day::{Days, days};
use super::fault::{Fault, Part};
use super::index::{Index, Name, item, on};
use super::lines;
use super::records::{Record, Separator};
use super::row::{Notes, Priced, Row, Words};
use super::text::is_blank;
use super::tier::tier;
use super::understanding::Plan;
use super::verdict::{Kind, Verdict};

/// What is kept of a row: enough to count it and to read it again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Where it begins in the text.
    pub(super) start: u32,
    pub(super) row: u32,
    pub(super) verdict: Verdict,
    pub(super) fault: Option<(Part, Fault)>,
    /// The row of the notice; where there is a fault, the one that may be meant.
    pub(super) item: Option<u16>,
    pub(super) tier: Option<Tier>,
    pub(super) day: Option<Date>,
    /// The patient, as a number made of the cell.
    pub(super) person: u32,
    /// What else may tell patients apart, as a number; where it differs, it is not certain that they are one.
    pub(super) whose: u32,
    /// Units, refunds below zero; 0 where there are none.
    pub(super) quantity: i32,
    pub(super) amount: Option<Fen>,
    pub(super) printed: Option<Fen>,
    pub(super) notes: Notes,
}

impl Entry {
    /// Whether what the notice's row prints could explain the charge.
    pub(super) fn may_be_explained(&self, kind: Kind) -> bool {
        kind == Kind::Bill && self.verdict == Verdict::Above && self.fault.is_none()
    }
}

/// What merged cells stand for: the last day and tier that were written.
#[derive(Clone, Copy, Default)]
pub(super) struct Above {
    day: Option<Result<Days, Fault>>,
    tier: Option<Tier>,
    /// The days of titles and headings.
    said: Option<Days>,
    person: u32,
    /// The last heading that names a patient.
    named: u32,
}

/// Reads rows by a plan.
pub(super) struct Judge<'a> {
    pub(super) plan: &'a Plan,
    pub(super) index: &'a Index,
}

/// Why a row is not judged, and the row of the notice that may be meant.
pub(super) type Unread = (Part, Fault, Option<u16>);

impl Judge<'_> {
    /// What a row is.
    pub(super) fn read(&self, record: Record, above: &mut Above) -> Entry {
        let mut entry = Entry {
            start: u32::try_from(record.start()).unwrap_or(u32::MAX),
            row: record.row,
            verdict: Verdict::Unreadable,
            fault: None,
            item: None,
            tier: None,
            day: None,
            person: 0,
            whose: 0,
            quantity: 0,
            amount: None,
            printed: None,
            notes: Notes::default(),
        };
        if let Some(verdict) = self.no_item(record) {
            entry.verdict = verdict;
            if lines::names_patient(record) {
                above.named = record.cells().fold(0, |all, it| all ^ hash(&it));
            }
            if verdict != Verdict::Head {
                self.plan.beside.see(record, &mut above.said);
            }
            return entry;
        }
        if record.has_stray_quote() {
            entry.notes.add(Notes::STRAY);
        }
        self.see_above(record, above);
        match self.judge(record, above, &mut entry) {
            Ok(verdict) => entry.verdict = verdict,
            Err((part, fault, near)) => {
                entry.fault = Some((part, fault));
                if part == Part::Code {
                    entry.item = near;
                    // A day alone in its line.
                    if record.cells().filter(|it| !is_blank(it)).count() == 1 {
                        self.plan.beside.see(record, &mut above.said);
                    }
                }
                entry.verdict = Verdict::Unreadable;
                if self.plan.kind == Kind::Bill && self.is_maybe_refund(record) {
                    entry.notes.add(Notes::MAYBE_REFUND);
                    entry.item = entry.item.or(near);
                }
            }
        }
        entry
    }

    /// Title, head, heading, total, remark or nothing.
    fn no_item(&self, record: Record) -> Option<Verdict> {
        let columns = &self.plan.columns;
        if record.cells().all(|cell| is_blank(&cell)) {
            return Some(Verdict::Blank);
        }
        let (first, last) = self.plan.heads;
        if (first..=last).contains(&record.row) {
            return Some(Verdict::Head);
        }
        if record.row < first || record.row <= self.plan.titles {
            return Some(Verdict::Title);
        }
        let written = cell_of(record, columns.code);
        if code::is_formed(written.trim()) {
            // A sum of one item says so before its code, and says nothing else there.
            return (0..columns.code.unwrap_or_default())
                .any(|place| matches!(record.cell(place).trim(), "小计" | "合计" | "总计"))
                .then_some(Verdict::Total);
        }
        if self.repeats_heads(record) {
            return Some(Verdict::Head);
        }
        let filled = |place: Option<usize>| !is_blank(&cell_of(record, place));
        let has_amount = filled(columns.amount)
            || filled(columns.unit_price)
            || columns.prices.iter().any(|(_, place)| filled(Some(*place)));
        lines::of_no_item(record, has_amount)
    }

    /// Whether the row says the heads again, as lists of several pages do.
    fn repeats_heads(&self, record: Record) -> bool {
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

    fn see_above(&self, record: Record, above: &mut Above) {
        let columns = &self.plan.columns;
        let day = cell_of(record, columns.day);
        if !is_blank(&day) {
            above.day = Some(days(&day));
        }
        let person = hash(&cell_of(record, columns.person));
        if person != 0 {
            above.person = person;
        }
        let written = cell_of(record, columns.tier);
        if !is_blank(&written) {
            above.tier = tier(&written);
        }
    }

    fn judge(&self, record: Record, above: &Above, entry: &mut Entry) -> Result<Verdict, Unread> {
        let columns = &self.plan.columns;
        self.check_width(record)?;
        let Some(row) = self.find(record, &mut entry.notes)? else {
            return Ok(Verdict::NotInNotice);
        };
        entry.item = Some(row);
        let days = self.days(record, above, &mut entry.notes)?;
        entry.day = Some(if columns.day.is_some() {
            days.first
        } else {
            self.plan.day
        });
        let (row, last) = (on(row, days.first), on(row, days.last));
        let Some((row, item)) = row.and_then(|row| Some((row, item(row)?))) else {
            return Ok(Verdict::NotInNotice);
        };
        entry.item = Some(row);
        // The days of one line may not reach over a change of its price.
        let fault = self.span_fault();
        if last != Some(row) {
            return Err((Part::Day, fault, None));
        }
        let stands = |day| item.document.period_on(day).standing(day);
        match (stands(days.first), stands(days.last)) {
            (Standing::InForce, Standing::InForce) => {}
            (first, last) if first == last => return Ok(Verdict::NotInForce),
            _ => return Err((Part::Day, fault, None)),
        }
        if days.first != days.last && columns.day.is_some() {
            if self.index.caps(row) {
                return Err((Part::Day, fault, None));
            }
            entry.notes.add(Notes::SPAN);
        }
        if self
            .plan
            .beside
            .counts_otherwise(record, columns, item.unit())
        {
            return Err((Part::Row, Fault::Unit, None));
        }
        if !columns.prices.is_empty() {
            return self.judge_tiers(record, item, entry);
        }
        let tier = self.tier(record, above, &mut entry.notes)?;
        entry.tier = Some(tier);
        (entry.person, entry.whose) = self.whose(record, above);
        match self.plan.kind {
            Kind::List => self.judge_price(record, item, tier, entry),
            Kind::Bill => self.judge_charge(record, item, tier, entry),
        }
    }

    /// Refuses a row whose cells cannot be told to their columns.
    fn check_width(&self, record: Record) -> Result<(), Unread> {
        let width = self.plan.sample.width;
        let more = (width..record.len()).any(|place| !is_blank(&record.cell(place)));
        let gone = self.plan.sample.separator == Separator::Blanks && record.len() < width;
        if more || gone {
            return Err((Part::Row, Fault::TooManyCells, None));
        }
        Ok(())
    }

    /// The row of the notice that a row of the table is about; nothing where the notice has none.
    fn find(&self, record: Record, notes: &mut Notes) -> Result<Option<u16>, Unread> {
        let columns = &self.plan.columns;
        let cell = cell_of(record, columns.code);
        let own = cell_of(record, columns.name);
        let own = own.trim();
        let fail = |fault, near| Err((Part::Code, fault, near));
        match code::read(&cell, self.index) {
            Written::Code { row, with, .. } => {
                match &with {
                    With::Nothing => {}
                    With::Name(_) => notes.add(Notes::WITH_NAME),
                    With::National => notes.add(Notes::NATIONAL),
                }
                let printed = row.and_then(item).map_or("", Item::name);
                if row.is_some()
                    && (own.is_empty() || own == printed || matches!(with, With::Name(_)))
                {
                    return Ok(row);
                }
                let name = Name::of(own);
                match (row, self.index.name(&name)) {
                    (Some(row), _) if self.index.fits(row, &name) => {}
                    (Some(_), Some(_)) => return fail(Fault::TwoItems, None),
                    (Some(_), None) => notes.add(Notes::OTHER_NAME),
                    (None, Some((near, only))) => {
                        return fail(Fault::OtherName, only.then_some(near));
                    }
                    (None, None) => {}
                }
                Ok(row)
            }
            Written::Unread(Fault::Missing, _) => {
                let name = Name::of(own);
                match self.index.name(&name) {
                    _ if own.is_empty() => fail(Fault::Missing, None),
                    Some((row, true)) => {
                        notes.add(Notes::BY_NAME);
                        Ok(Some(row))
                    }
                    Some((_, false)) => fail(Fault::TwinName, None),
                    None => fail(Fault::NoName, self.index.alike(&name)),
                }
            }
            Written::Unread(fault, near) => {
                let name = Name::of(own);
                let by_name = || self.index.name(&name).map(|(row, _)| row);
                let near = near.or_else(by_name).or_else(|| self.index.alike(&name));
                // A code of another system beside a name that the notice does not have either.
                if fault == Fault::OtherCode && near.is_none() && !own.is_empty() {
                    return Ok(None);
                }
                fail(fault, near)
            }
        }
    }

    /// The patient, and what else may tell them apart. An empty cell is merged with the one above.
    fn whose(&self, record: Record, above: &Above) -> (u32, u32) {
        let person = if self.plan.columns.person.is_some() {
            above.person
        } else {
            0
        };
        (person, hash(&self.plan.beside.whose(record)) ^ above.named)
    }

    fn days(&self, record: Record, above: &Above, notes: &mut Notes) -> Result<Days, Unread> {
        let fixed = Days {
            first: self.plan.day,
            last: self.plan.day,
            serial: false,
        };
        if self.plan.columns.day.is_none() {
            return Ok(above.said.map_or(fixed, |said| joined(fixed, said)));
        }
        if is_blank(&cell_of(record, self.plan.columns.day)) {
            notes.add(Notes::DAY_ABOVE);
        }
        let found = above.day.unwrap_or(Err(Fault::Missing));
        let days = found.map_err(|fault| (Part::Day, fault, None))?;
        if days.serial {
            notes.add(Notes::SERIAL);
        }
        Ok(self.plan.beside.widened(record, days))
    }

    /// What is wrong with days that do not all have the same price.
    const fn span_fault(&self) -> Fault {
        match self.plan.columns.day {
            Some(_) => Fault::Span,
            None => Fault::NotItsDay,
        }
    }

    /// The tier that the row says, or else the hospital's. An empty cell may be merged with the one above:
    /// where that says another tier than the hospital's, it is not certain which is meant.
    fn tier(&self, record: Record, above: &Above, notes: &mut Notes) -> Result<Tier, Unread> {
        let written = cell_of(record, self.plan.columns.tier);
        let fail = |fault| (Part::Tier, fault, None);
        if !is_blank(&written) {
            return tier(&written).ok_or(fail(Fault::NotATier));
        }
        match (self.plan.tier, above.tier) {
            (Some(own), None) => Ok(own),
            (own, Some(above)) if own.is_none_or(|it| it == above) => {
                if own.is_none() {
                    notes.add(Notes::TIER_ABOVE);
                }
                Ok(above)
            }
            _ => Err(fail(Fault::Missing)),
        }
    }

    /// The row of an entry as people get it.
    pub(super) fn row(&self, entry: &Entry, record: Record) -> Row {
        let columns = &self.plan.columns;
        if !entry.verdict.is_item() {
            let cells: Vec<String> = record
                .cells()
                .map(|it| it.trim().to_owned())
                .filter(|it| !it.is_empty())
                .collect();
            let code = cells.join(" ").chars().take(60).collect();
            return Row::of(
                entry,
                self.plan.kind,
                Words {
                    code,
                    name: String::new(),
                },
                Vec::new(),
            );
        }
        let cell = cell_of(record, columns.code);
        let (code, own) = match code::read(&cell, self.index) {
            Written::Code {
                code,
                with: With::Name(name),
                ..
            } => (code.into_owned(), Some(name)),
            Written::Code { code, .. } => (code.into_owned(), None),
            Written::Unread(..) => (cell.trim().to_owned(), None),
        };
        let found = entry
            .item
            .filter(|_| entry.notes.has(Notes::BY_NAME))
            .and_then(item);
        let words = Words {
            code: found.map_or(code, |it| it.code().to_owned()),
            name: own.unwrap_or_else(|| cell_of(record, columns.name).trim().to_owned()),
        };
        let wide = entry
            .item
            .filter(|_| entry.fault.is_none() && !columns.prices.is_empty())
            .and_then(item);
        let prices = match wide {
            Some(item) if entry.verdict != Verdict::NotInForce => {
                self.priced(record, item, &mut Notes::default())
            }
            _ => vec![Priced {
                tier: entry.tier.map_or("", Tier::id),
                written: self.written(record),
                amount: entry.amount,
                printed: entry.printed,
                verdict: entry.verdict,
            }],
        };
        Row::of(entry, self.plan.kind, words, prices)
    }
}

/// The cell in a column; empty where there is no such column.
pub(super) fn cell_of(record: Record<'_>, place: Option<usize>) -> Cow<'_, str> {
    place.map_or(Cow::Borrowed(""), |place| record.cell(place))
}

/// A cell as a number that tells patients apart; 0 where nothing is written.
fn hash(cell: &str) -> u32 {
    let bytes = cell.trim().bytes();
    if bytes.len() == 0 {
        return 0;
    }
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
