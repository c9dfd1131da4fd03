//! The module of the calculators: the JavaScript API, and `<luzhou-calculator>`, which renders any form and any outcome.

mod actions;
pub mod api;
mod bar;
pub mod calculator;
mod case;
mod field;
mod looking;
mod result;
mod view;

/// 2.2 KB smaller behind brotli than the standard library's allocator (docs/decisions.md).
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Runs once when the module starts.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    luzhou_gazette_dom::report_panics();
}
