//! The city's seven districts and counties (区县).

use crate::form::Choice;

use super::baked;

/// The seven districts, to choose from.
pub const DISTRICTS: &[Choice] = &baked::DISTRICTS;

/// The seven districts and the whole city, to choose from.
pub const DISTRICTS_AND_CITY: &[Choice] = &baked::DISTRICTS_AND_CITY;

/// The id of the whole city.
pub const CITY: &str = "all";

/// The name of the district with this id.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::districts;
///
/// assert_eq!(districts::name("naxi"), Some("纳溪区"));
/// assert_eq!(districts::name("chengdu"), None);
/// ```
#[must_use]
pub fn name(id: &str) -> Option<&'static str> {
    DISTRICTS_AND_CITY
        .iter()
        .find(|district| district.id == id)
        .map(|district| district.label)
}
