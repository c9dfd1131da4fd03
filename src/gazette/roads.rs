//! The newly named roads (道路命名) of 江阳区分水岭镇.

use crate::citation::Citation;
use crate::form::Choice;

use super::baked;

/// A road.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Road {
    /// Its id, for example `mingde`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The road at whose crossing it begins.
    pub from: &'static str,
    /// The road that it crosses; may be empty.
    pub via: &'static str,
    /// The road at whose crossing it ends.
    pub to: &'static str,
    /// How it runs, as printed.
    pub direction: &'static str,
    /// Metres.
    pub length: u32,
    /// Metres.
    pub width: u32,
    /// Why it is called so, in our own words.
    pub reason: &'static str,
    /// The table.
    pub citation: Citation,
}

/// The roads to choose from.
pub static ROADS: &[Choice] = &baked::ROAD_CHOICES;

/// The roads, in printed order.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::roads;
///
/// assert_eq!(roads::all().iter().map(|road| road.length).sum::<u32>(), 720);
/// ```
#[must_use]
pub fn all() -> &'static [Road] {
    &baked::ROADS
}
