//! Quotas by district (区县) and time slots by kind of unit for giving blood in 2024.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::Choice;
use crate::period::Period;

use super::{baked, facts};

/// A row of the district table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The district's id, for example `naxi`.
    pub district: &'static str,
    /// The district's name.
    pub name: &'static str,
    /// Units of blood used in 2023.
    pub used_2023: u32,
    /// Donations planned for 2024, in person-times of 200 ml.
    pub plan: u32,
    /// Donations planned for emergencies in 2024, in person-times.
    pub emergency: u32,
    /// The table.
    pub citation: Citation,
}

/// A time slot in which kinds of units give blood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The slot's id, for example `jan_feb`.
    pub id: &'static str,
    /// The days of the slot.
    pub period: Period,
    /// The units as printed.
    pub units: &'static str,
    /// The table.
    pub citation: Citation,
}

/// The districts in printed order, of the plan for a day.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::blood;
///
/// let day = Date::parse("2024-06-01").unwrap();
/// let naxi = blood::quotas(day).find(|quota| quota.district == "naxi").unwrap();
/// assert_eq!(naxi.plan, 2738);
/// ```
pub fn quotas(day: Date) -> impl Iterator<Item = &'static Quota> {
    let plan = facts::BLOOD_PLAN.at(day).0.citation.document();
    let of_plan = move |quota: &&Quota| quota.citation.document() == plan;
    baked::QUOTAS.iter().filter(of_plan)
}

/// The printed total row of the plan for a day. Its `used_2023` is not the sum of the districts.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::blood;
///
/// let day = Date::parse("2024-06-01").unwrap();
/// let sum: u32 = blood::quotas(day).map(|quota| quota.used_2023).sum();
/// assert_eq!((blood::printed_total(day).unwrap().used_2023, sum), (48378, 48396));
/// ```
#[must_use]
pub fn printed_total(day: Date) -> Option<&'static Quota> {
    let plan = facts::BLOOD_PLAN.at(day).0.citation.document();
    let mut totals = baked::PRINTED_TOTALS.iter();
    totals.find(|quota| quota.citation.document() == plan)
}

/// The time slots of the plan for a day, in order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::blood;
///
/// let slots: Vec<_> = blood::slots(Date::parse("2024-06-01").unwrap()).collect();
/// assert_eq!((slots.len(), slots[0].id), (6, "jan_feb"));
/// ```
pub fn slots(day: Date) -> impl Iterator<Item = &'static Slot> {
    let plan = facts::UNIT_SLOTS.at(day).0.citation.document();
    let of_plan = move |slot: &&Slot| slot.citation.document() == plan;
    baked::SLOTS.iter().filter(of_plan)
}

/// The kinds of units in the tables of slots, to choose from.
pub const UNITS: &[Choice] = &baked::UNITS;

/// The ids of the slots of a kind of unit, joined by `+`, in the plan for a day.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::blood;
///
/// let day = Date::parse("2024-06-01").unwrap();
/// assert_eq!(blood::slots_of("school", day), Some("may_jun+nov_dec"));
/// ```
#[must_use]
pub fn slots_of(unit: &str, day: Date) -> Option<&'static str> {
    let plan = facts::UNIT_SLOTS.at(day).0.citation.document();
    let mut kinds = baked::UNIT_SLOTS.iter();
    let found = kinds.find(|(document, id, _)| (*document, *id) == (plan, unit));
    found.map(|(_, _, slots)| *slots)
}
