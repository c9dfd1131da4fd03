//! What a row, its heading or its table says besides: that it is not the notice's price that stands there, or that
//! another price than the notice's may be right.

use crate::date::Date;
use crate::gazette::prices::Item;

use super::above::Above;
use super::code::{self, Written};
use super::fault::{Fault, Part};
use super::judge::{Entry, Judge, Unread, cell_of};
use super::place::{Source, outside};
use super::records::Record;
use super::row::Notes;
use super::verdict::{Kind, Verdict};

/// What stands beside a price and makes another one of it, or of another row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Besides {
    /// Something is included that is none of the item's own.
    Includes,
    /// A department or a channel with prices of its own.
    Special,
    /// A field strength of another row.
    FieldStrength,
    /// The notice leaves the addition to the hospital.
    Discretion,
}

impl Besides {
    /// The reason, and what to do, in Chinese.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Includes => {
                "旁边写着价格里还含材料、胶片、麻醉等，和公报这一项的价格不能直接比；请分开核对"
            }
            Self::Special => "写着特需、国际医疗或商保，价格可能是另定的；请核对",
            Self::FieldStrength => "写着的场强不在这个编码的范围里；请核对编码",
            Self::Discretion => {
                "和公报印的不同，但公报写的是酌情加收，不能说高了或低了；请向医院核实"
            }
        }
    }
}

/// A row that was compared.
pub(super) struct Read<'a> {
    pub(super) record: Record<'a>,
    pub(super) above: &'a Above,
    pub(super) item: &'static Item,
    pub(super) day: Date,
}

impl Judge<'_> {
    /// Refuses a row beside which something says that its price is none of the notice's, or not as it stands there.
    pub(super) fn check_beside(
        &self,
        record: Record,
        above: &Above,
        row: u16,
        day: Date,
    ) -> Result<(), Unread> {
        let (columns, against) = (&self.plan.columns, &self.plan.against);
        let own = outside(&cell_of(record, columns.tier), Source::Hospital);
        if let Some(why) = above.outside.or(own).or_else(|| against.outside(record)) {
            return Err((Part::Row, Fault::Outside(why), None));
        }
        if above.own_prices.is_some() || against.says_own_price(record) {
            return Err((Part::Row, Fault::OwnPrice, None));
        }
        if self.names_other_code(record, row) {
            return Err((Part::Row, Fault::TwoCodes, None));
        }
        against.check(record, &cell_of(record, columns.amount), day)
    }

    /// Whether a column that nobody chose against holds the code of another row of the notice: two tables may stand
    /// side by side.
    fn names_other_code(&self, record: Record, row: u16) -> bool {
        let other = |place: &usize| {
            let cell = record.cell(*place);
            matches!(code::read(&cell, self.index), Written::Code { row: Some(it), .. } if it != row)
        };
        self.plan.codes.iter().any(other)
    }

    /// Refuses a price of a list that differs where something may explain it; of a charge of a bill that is noted,
    /// since what is due is not known yet.
    pub(super) fn check_difference(
        &self,
        read: &Read,
        verdict: Verdict,
        entry: &mut Entry,
    ) -> Result<(), Unread> {
        match self.plan.kind {
            Kind::Bill => {
                if let Some(fault) = self.excuse(read, entry) {
                    entry.notes.add(Notes::of_excuse(fault));
                }
            }
            Kind::List if matches!(verdict, Verdict::Above | Verdict::Below) => {
                if let Some(fault) = self.excuse(read, entry) {
                    (entry.amount, entry.printed) = (None, None);
                    return Err((fault.part(), fault, entry.item));
                }
                let name = cell_of(read.record, self.plan.columns.name);
                let against = &self.plan.against;
                if against.is_multiple(read.record, read.item, entry, &name) {
                    return Err((Part::Row, Fault::Multiple, None));
                }
            }
            Kind::List => {}
        }
        Ok(())
    }

    /// Why another price than the notice's may be right.
    fn excuse(&self, read: &Read, entry: &Entry) -> Option<Fault> {
        let Read { record, item, .. } = *read;
        let (columns, against) = (&self.plan.columns, &self.plan.against);
        if read.above.changed.is_some() {
            return Some(Fault::Heading);
        }
        if entry.notes.has(Notes::FAR_NAME) {
            return Some(Fault::OtherItem);
        }
        if self.plan.beside.counts_loosely(record, columns, item) {
            return Some(Fault::Unit);
        }
        let name = self.name(record);
        let excuse = against.excuse(record, item, read.day, &name);
        excuse.or_else(|| {
            let other = against.notes_other_tier(record, entry.tier);
            other.then_some(Fault::OtherTier)
        })
    }
}
