//! Quotas by district (区县) and time slots by kind of unit for giving blood in 2024.

use crate::citation::Citation;
use crate::form::Choice;
use crate::period::Period;

use super::baked;

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

/// The seven districts in printed order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::blood;
///
/// let naxi = blood::quotas().iter().find(|quota| quota.district == "naxi").unwrap();
/// assert_eq!(naxi.plan, 2738);
/// ```
#[must_use]
pub fn quotas() -> &'static [Quota] {
    &baked::QUOTAS
}

/// The printed total row. Its `used_2023` is not the sum of the districts.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::blood;
///
/// let sum: u32 = blood::quotas().iter().map(|quota| quota.used_2023).sum();
/// assert_eq!((blood::printed_total().used_2023, sum), (48378, 48396));
/// ```
#[must_use]
pub fn printed_total() -> &'static Quota {
    &baked::PRINTED_TOTAL
}

/// The six time slots of 2024, in order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::blood;
///
/// assert_eq!(blood::slots().len(), 6);
/// assert_eq!(blood::slots()[0].id, "jan_feb");
/// ```
#[must_use]
pub fn slots() -> &'static [Slot] {
    &baked::SLOTS
}

/// The kinds of units in the table of slots, to choose from.
pub const UNITS: &[Choice] = &baked::UNITS;

/// The ids of the slots of a kind of unit, joined by `+`.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::blood;
///
/// assert_eq!(blood::slots_of("school"), Some("may_jun+nov_dec"));
/// ```
#[must_use]
pub fn slots_of(unit: &str) -> Option<&'static str> {
    let position = UNITS.iter().position(|choice| choice.id == unit)?;
    baked::UNIT_SLOTS.get(position).copied()
}
