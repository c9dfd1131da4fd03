//! The one clock, for whoever calls the core, which has none.

use wasm_bindgen::prelude::*;

use luzhou_gazette::date::Date;

#[wasm_bindgen]
extern "C" {
    // A host may have put anything in the place of `Date`.
    #[wasm_bindgen(catch, js_namespace = Date, js_name = now)]
    fn now() -> Result<JsValue, JsValue>;
}

/// Milliseconds of a day, and by how many Beijing, which keeps UTC+8 all year, is ahead.
const DAY: f64 = 86_400_000.0;
const AHEAD: f64 = 28_800_000.0;

/// Today in Beijing; nothing where the page has replaced the clock, or the device's was reset to a day before 2020.
pub fn today() -> Option<Date> {
    let milliseconds = now().ok()?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it saturates, and no day is that far"
    )]
    let days = ((milliseconds + AHEAD) / DAY) as i32;
    let day = Date::new(1970, 1, 1)?.plus_days(days)?;
    (day.year() >= 2020).then_some(day)
}
