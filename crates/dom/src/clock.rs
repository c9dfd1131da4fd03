//! The one clock, for whoever calls the core, which has none.

use js_sys::Date as JsDate;

use luzhou_gazette::date::Date;

/// Today in Beijing, which keeps UTC+8 all year.
pub fn today() -> Date {
    let beijing = JsDate::new_0();
    // JavaScript carries hours beyond 23 over into the next day.
    beijing.set_utc_hours(beijing.get_utc_hours().wrapping_add(8));
    String::from(beijing.to_iso_string())
        .get(..10)
        .and_then(Date::parse)
        .unwrap_or(Date::MIN)
}
