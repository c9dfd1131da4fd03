//! Messages between the screen and the desk: plain objects, which any thread can be sent. `www/messages.d.ts` has their
//! types.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot};

/// An object with these properties.
pub(super) fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in properties {
        set(&object, key, value);
    }
    object
}

/// Gives an object a property, in place of the one of that name.
pub(super) fn set(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}

/// A property; undefined where there is none.
pub(super) fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

/// A property that is a text; empty where it is none.
pub(super) fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

/// A property that is a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are small whole numbers, and `as` cannot overflow"
)]
pub(super) fn count(object: &JsValue, key: &str) -> u32 {
    get(object, key).as_f64().unwrap_or_default() as u32
}

/// A property that is a list; empty where it is none.
pub(super) fn list(object: &JsValue, key: &str) -> Vec<JsValue> {
    get(object, key)
        .dyn_ref::<Array>()
        .map(|array| array.iter().collect())
        .unwrap_or_default()
}

/// A property that is a list of texts.
pub(super) fn texts(object: &JsValue, key: &str) -> Vec<String> {
    let list = list(object, key);
    list.iter().filter_map(JsValue::as_string).collect()
}

/// The id of what has the focus inside an element; empty where nothing has.
pub(super) fn focused(element: &Element) -> String {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok();
    let active = root.and_then(|root| root.active_element());
    let inside = active.filter(|active| element.contains(Some(active)));
    inside.map_or_else(String::new, |active| {
        let id = active.id();
        if id.is_empty() { "none".to_owned() } else { id }
    })
}

/// Gives an element the focus.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}
