//! The row of the notice that a row of the table is about, by its code or, without one, by its name.

use std::borrow::Cow;

use super::code::{self, With, Written};
use super::fault::{Fault, Part};
use super::index::{Name, item};
use super::judge::{Judge, Unread, cell_of};
use super::records::Record;
use super::row::Notes;
use super::service;

impl Judge<'_> {
    /// The name that a row gives; a side beside the notice's own is no other name.
    pub(super) fn name<'b>(&self, record: Record<'b>) -> Cow<'b, str> {
        let own = cell_of(record, self.plan.columns.name);
        let mut sides = service::without_side(&own).into_iter();
        let side = sides.find(|it| self.index.name(&Name::of(it)).is_some());
        side.map_or(own, Cow::Owned)
    }

    /// The row of the notice that a row of the table is about; nothing where the notice has none.
    pub(super) fn find(&self, record: Record, notes: &mut Notes) -> Result<Option<u16>, Unread> {
        let columns = &self.plan.columns;
        let cell = cell_of(record, columns.code);
        let own = self.name(record);
        let own = own.trim();
        let fail = |fault, near| Err((Part::Code, fault, near));
        match code::read(&cell, self.index) {
            Written::Code { row, with, code } => {
                let mut names = vec![own];
                match &with {
                    With::Nothing => {}
                    With::Name(name) => {
                        notes.add(Notes::WITH_NAME);
                        names.push(name);
                    }
                    With::National => notes.add(Notes::NATIONAL),
                }
                for name in &names {
                    self.check_name(row, name, names.len() > 1, notes)?;
                }
                match code.split_once('-') {
                    // The hospital's own part of a row of the notice is none of its rows.
                    Some((head, _)) if row.is_none() && self.index.code(head).is_some() => {
                        fail(Fault::SubCode, self.index.code(head))
                    }
                    _ => Ok(row),
                }
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

    /// Refuses a name that is another row's, or another service than the row itself.
    fn check_name(
        &self,
        row: Option<u16>,
        own: &str,
        is_named: bool,
        notes: &mut Notes,
    ) -> Result<(), Unread> {
        let printed = row.and_then(item).map_or("", |it| it.name());
        if own.is_empty() || own == printed {
            return Ok(());
        }
        let fail = |fault, near| Err((Part::Code, fault, near));
        let name = Name::of(own);
        match (row, self.index.name(&name)) {
            (Some(row), Some((_, true))) if !self.index.is_named(row, &name) => {
                return fail(Fault::TwoItems, None);
            }
            (Some(row), Some(_)) if !self.index.fits(row, &name) => {
                return fail(Fault::TwoItems, None);
            }
            (None, Some((near, only))) => return fail(Fault::OtherName, only.then_some(near)),
            (Some(row), None) if self.index.better(row, own).is_some() => {
                return fail(Fault::TwoItems, self.index.better(row, own));
            }
            (Some(row), _) => {
                let words = item(row).map(|it| [it.name(), it.content(), it.note()]);
                if words.is_some_and(|it| service::names_method(own, &it)) {
                    return Err((Part::Row, Fault::Method, None));
                }
                if service::names_variant(own, printed) {
                    return Err((Part::Row, Fault::Variant, None));
                }
                // A name in the cell of the code fits already.
                if !is_named && !self.index.fits(row, &name) || !self.index.says_no_more(row, &name)
                {
                    notes.add(Notes::OTHER_NAME);
                    notes.add(Notes::FAR_NAME);
                }
            }
            (None, None) => {}
        }
        Ok(())
    }
}
