//! What a person fixed about the table at hand. It is forgotten with the table; what the host fixed by
//! attributes is not.

use js_sys::Array;

/// Keys and values, as the core reads them.
#[derive(Clone, Default)]
pub(super) struct Chosen(Vec<(String, String)>);

impl Chosen {
    /// Fixes one thing, in place of what was fixed about it.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        self.unset(key);
        self.0.push((key.to_owned(), value.to_owned()));
    }

    /// Leaves one thing open.
    pub(super) fn unset(&mut self, key: &str) {
        self.0.retain(|(it, _)| it != key);
    }

    /// Fixes what a column is for; nothing where it is left out. It was for something else before.
    pub(super) fn set_column(&mut self, column: &str, before: &str, role: &str) {
        self.0
            .retain(|(key, value)| value != column || key == "day");
        if role.is_empty() {
            self.set(before, "none");
        } else {
            self.set(role, column);
        }
    }

    /// Takes everything over that another one fixes.
    pub(super) fn and(mut self, other: &Self) -> Self {
        for (key, value) in &other.0 {
            self.set(key, value);
        }
        self
    }

    /// Keys, each with its value after it.
    pub(super) fn to_message(&self) -> Array {
        let texts = self.0.iter().flat_map(|(key, value)| [key, value]);
        texts
            .map(|text| wasm_bindgen::JsValue::from_str(text))
            .collect()
    }
}
