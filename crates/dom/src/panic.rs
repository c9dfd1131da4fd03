//! A panic says in the console where it was: that is what whoever has to find it needs.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Lets every panic write its message with file and line to the console before the module stops.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console_error(&format!("luzhou-gazette: {panic}"));
    }));
}
