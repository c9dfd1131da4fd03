//! Reading one row and judging it as far as it can be judged alone. A verdict needs certainty: what is not
//! understood is said to be so.

use std::borrow::Cow;

use crate::date::Date;
use crate::gazette::prices::{Item, Tier};
use crate::money::Fen;
use crate::period::Standing;

use super::above::{Above, Section};
use super::age::Age;
use super::amounts::Found;
use super::beside::joined;
use super::code::{self, With, Written};
use super::day::Days;
use super::excuse::{Besides, Read};
use super::fault::{Fault, Part};
use super::index::{Index, item, on};
use super::lines;
use super::records::{Record, Separator};
use super::row::{Notes, Priced, Row, Words};
use super::service;
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
    /// What else may tell patients apart, as a number; where it differs, it is not certain that they are one. In a list
    /// what tells hospitals apart.
    pub(super) whose: u32,
    /// The departments of a line whose patient is not named, as a number; lines of several may be of several patients.
    pub(super) ward: u32,
    /// The part of the body that a line of a bill names, as a number; 0 where it names none.
    pub(super) part: u32,
    /// Units, refunds below zero; 0 where there are none.
    pub(super) quantity: i32,
    pub(super) amount: Option<Fen>,
    pub(super) printed: Option<Fen>,
    pub(super) notes: Notes,
}

impl Entry {
    /// Takes the verdict back, for this reason.
    pub(super) fn refuse(&mut self, fault: (Part, Fault)) {
        self.verdict = Verdict::Unreadable;
        self.fault = Some(fault);
        self.printed = None;
    }

    /// Whether what the notice's row prints could explain the charge.
    pub(super) fn may_be_explained(&self, kind: Kind) -> bool {
        kind == Kind::Bill && self.verdict == Verdict::Above && self.fault.is_none()
    }
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
            ward: 0,
            part: 0,
            quantity: 0,
            amount: None,
            printed: None,
            notes: Notes::default(),
        };
        if let Some(verdict) = self.no_item(record) {
            entry.verdict = verdict;
            let named = lines::names_patient(record);
            if named {
                above.named = record.cells().fold(0, |all, it| all ^ hash(&it));
            }
            if self.plan.kind == Kind::Bill && verdict != Verdict::Head {
                let age = Age::of_line(record);
                if named || age.is_some() {
                    above.age = age;
                }
            }
            if verdict == Verdict::Head {
                self.see_heads(record, above);
            } else {
                self.plan.beside.see(record, &mut above.said);
                if verdict != Verdict::Total {
                    above.see_changes(record, verdict == Verdict::Remark);
                }
                if record.row > self.plan.titles {
                    above.see_heading(record, verdict == Verdict::Remark);
                }
            }
            return entry;
        }
        if record.has_stray_quote() {
            entry.notes.add(Notes::STRAY);
        }
        let hospital = self.plan.against.hospital(record);
        above.see_row(record, &self.plan.columns, hospital);
        if self.plan.kind == Kind::Bill {
            (entry.person, entry.whose) = self.whose(record, above);
            entry.part = self.plan.beside.part(record);
            if above.named == 0 {
                entry.ward = self.plan.beside.ward(record);
                if self.plan.beside.counts_wards() {
                    entry.notes.add(Notes::NO_CAP);
                }
            }
        }
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
                    // A heading with something in a column of amounts.
                    if matches!(fault, Fault::Missing | Fault::NoName | Fault::NotACode) {
                        above.see_heading(record, false);
                    }
                }
                entry.verdict = Verdict::Unreadable;
                let returned = above.returned.is_some() || self.is_maybe_refund(record);
                if self.plan.kind == Kind::Bill && returned {
                    entry.notes.add(Notes::MAYBE_REFUND);
                    entry.item = entry.item.or(near);
                }
            }
        }
        let misplaced = matches!(entry.fault, Some((Part::Row, _)));
        let counts =
            entry.item.is_some() || !is_blank(&cell_of(record, self.plan.columns.quantity));
        if self.plan.kind == Kind::Bill {
            if counts && !misplaced && self.has_no_sum(record) {
                entry.notes.add(Notes::NO_SUM);
            }
            entry.amount = entry.amount.or_else(|| self.charge(record));
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
            // A sum of one item says so before its code, and says nothing else there; or behind its name.
            let before = (0..columns.code.unwrap_or_default())
                .any(|place| matches!(record.cell(place).trim(), "小计" | "合计" | "总计"));
            let behind = lines::is_total(&cell_of(record, columns.name));
            return (before || behind).then_some(Verdict::Total);
        }
        if self.repeats_heads(record) || lines::is_heads(record) {
            return Some(Verdict::Head);
        }
        let filled = |place: Option<usize>| !is_blank(&cell_of(record, place));
        let has_amount = filled(columns.amount)
            || filled(columns.unit_price)
            || columns.prices.iter().any(|(_, place)| filled(Some(*place)));
        lines::of_no_item(record, has_amount)
    }

    fn judge(&self, record: Record, above: &Above, entry: &mut Entry) -> Result<Verdict, Unread> {
        let columns = &self.plan.columns;
        if above.other_heads {
            return Err((Part::Row, Fault::OtherHeads, None));
        }
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
            entry.notes.add(Notes::SPAN);
            entry.notes.add(Notes::NO_CAP);
        }
        if self.plan.beside.counts_otherwise(record, columns, item) {
            return Err((Part::Row, Fault::Unit, None));
        }
        let day = entry.day.unwrap_or(self.plan.day);
        if self.plan.kind == Kind::Bill && self.plan.beside.is_older(record, above.age, item, day) {
            entry.notes.add(Notes::OLDER);
        }
        let against = &self.plan.against;
        if self.plan.kind == Kind::List {
            entry.whose = against.hospital(record) ^ above.hospital;
        }
        self.check_beside(record, above, row, day)?;
        if against.says_other_field(record, columns, item) {
            return Err((Part::Row, Fault::Besides(Besides::FieldStrength), None));
        }
        let verdict = if columns.prices.is_empty() {
            let tier = self.tier(record, above, item, &mut entry.notes)?;
            entry.tier = Some(tier);
            let found = Found { record, item, tier };
            // Below a heading of refunds a row is none of the charges, whatever its sign.
            let is_bill = self.plan.kind == Kind::Bill;
            if is_bill && above.returned.is_some() && !self.is_maybe_refund(record) {
                return Err((Part::Row, Fault::MaybeRefund, None));
            }
            match self.plan.kind {
                Kind::List => self.judge_price(&found, entry)?,
                Kind::Bill => self.judge_charge(&found, entry)?,
            }
        } else if above.section.is_some() {
            return Err((Part::Tier, Fault::OtherTier, None));
        } else {
            self.judge_tiers(record, item, entry)?
        };
        if let Some(fault) = self.contrary(record, row, entry) {
            return Err((Part::Row, fault, None));
        }
        self.check_difference(
            &Read {
                record,
                above,
                item,
                day,
            },
            verdict,
            entry,
        )?;
        Ok(verdict)
    }

    /// Refuses a row whose cells cannot be told to their columns.
    fn check_width(&self, record: Record) -> Result<(), Unread> {
        let width = self.plan.sample.width;
        let more = (width..record.len()).any(|place| !is_blank(&record.cell(place)));
        let gone = self.plan.sample.separator == Separator::Blanks && record.len() < width;
        if more || gone {
            return Err((Part::Row, Fault::TooManyCells, None));
        }
        // Programs leave out empty cells at the end of a row, but then all of them, and none that most rows have.
        let last = record.len().checked_sub(1).map(|it| record.cell(it));
        let cut = record.len() < width
            && (record.len() < self.plan.needed || last.is_some_and(|it| is_blank(&it)));
        if cut {
            return Err((Part::Row, Fault::TooFewCells, None));
        }
        Ok(())
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
            let days = above.said.map_or(fixed, |said| joined(fixed, said));
            return Ok(if self.plan.kind == Kind::Bill {
                self.plan.beside.widened(record, days)
            } else {
                days
            });
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

    /// The tier of a row: nothing that the row or a heading says of tiers may go against it.
    fn tier(
        &self,
        record: Record,
        above: &Above,
        item: &Item,
        notes: &mut Notes,
    ) -> Result<Tier, Unread> {
        let tier = self.written_tier(record, above, notes)?;
        let name = cell_of(record, self.plan.columns.name);
        let in_name = name.trim() != item.name() && service::names_other_tier(&name, tier);
        if in_name || self.plan.against.names_other_tier(record, tier) {
            return Err((Part::Tier, Fault::OtherTier, None));
        }
        Ok(tier)
    }

    /// The tier that the row writes, or a heading above it, or else the hospital's. An empty cell may be merged with
    /// the one above: where that says another tier than the hospital's, it is not certain which is meant.
    fn written_tier(
        &self,
        record: Record,
        above: &Above,
        notes: &mut Notes,
    ) -> Result<Tier, Unread> {
        let written = cell_of(record, self.plan.columns.tier);
        let fail = |fault| (Part::Tier, fault, None);
        if !is_blank(&written) {
            return tier(&written).ok_or(fail(Fault::NotATier));
        }
        let own = match (self.plan.tier, above.tier) {
            (own, None) => own,
            (own, Some(above)) if own.is_none_or(|it| it == above) => {
                if own.is_none() {
                    notes.add(Notes::TIER_ABOVE);
                }
                Some(above)
            }
            _ => None,
        };
        match (above.section, own) {
            (None, own) => own.ok_or(fail(Fault::Missing)),
            (Some(Section::Certain(said)), _) if above.tier.is_none_or(|it| it == said) => {
                if own != Some(said) {
                    notes.add(Notes::TIER_SAID);
                }
                Ok(said)
            }
            (Some(Section::Perhaps(said)), Some(own)) if said.goes_with(own) => Ok(own),
            _ => Err(fail(Fault::OtherTier)),
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
pub(super) fn hash(cell: &str) -> u32 {
    let bytes = cell.trim().bytes();
    if bytes.len() == 0 {
        return 0;
    }
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
