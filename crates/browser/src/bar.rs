//! The bar: on a narrow screen one line at its foot says the answer while it is out of sight.
//!
//! It is fixed, because a host whose box clips what overflows would hide a sticky one, and it is as wide as
//! the element, not as the window.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};

use luzhou_gazette_dom::{El, el, flag, set, set_text};

/// At least so wide the questions and the answer stand side by side.
const WIDE: f64 = 720.0;

/// The bar, and what decides when it shows.
pub(super) struct Bar {
    button: El,
    words: El,
    sight: IntersectionObserver,
    size: ResizeObserver,
    _seen: Closure<dyn Fn(js_sys::Array)>,
    _sized: Closure<dyn Fn(js_sys::Array)>,
}

impl Bar {
    /// Builds the bar below `outer`; it shows while `form` is in sight and `result` is not. Nothing where the
    /// engine lacks the observers: then there is no bar.
    pub(super) fn new(outer: &El, form: &El, result: &El) -> Option<Self> {
        let words = el("span").class("bar-words");
        let button = el("button")
            .class("bar")
            .attr("type", "button")
            .attr("hidden", "")
            .child(&words)
            .child(el("span").class("bar-more").text("看结果"));
        outer.append(&button);
        let seen = watch_sight(&button, form, result);
        let sight = IntersectionObserver::new(seen.as_ref().unchecked_ref()).ok()?;
        sight.observe(form.get());
        sight.observe(result.get());
        let sized = watch_size(outer, &button);
        let size = ResizeObserver::new(sized.as_ref().unchecked_ref()).ok()?;
        size.observe(outer.get());
        Some(Self {
            button,
            words,
            sight,
            size,
            _seen: seen,
            _sized: sized,
        })
    }

    /// The button.
    pub(super) fn button(&self) -> &El {
        &self.button
    }

    /// Shows the answer in words.
    pub(super) fn set_words(&self, words: &str) {
        set_text(self.words.get(), words);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.sight.disconnect();
        self.size.disconnect();
    }
}

/// Shows the bar while the questions are in sight and the answer is not.
fn watch_sight(button: &El, form: &El, result: &El) -> Closure<dyn Fn(js_sys::Array)> {
    let (button, form, result) = (button.clone(), form.clone(), result.clone());
    let state = std::cell::Cell::new((false, true));
    Closure::new(move |entries: js_sys::Array| {
        let (mut asking, mut answering) = state.get();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            if entry.target() == *form.get() {
                asking = entry.is_intersecting();
            } else if entry.target() == *result.get() {
                answering = entry.is_intersecting();
            }
        }
        state.set((asking, answering));
        flag(button.get(), "hidden", !asking || answering);
    })
}

/// Tells the styles how wide the element is, and keeps the bar as wide.
fn watch_size(outer: &El, button: &El) -> Closure<dyn Fn(js_sys::Array)> {
    let (outer, button) = (outer.clone(), button.clone());
    Closure::new(move |_: js_sys::Array| {
        let edges = outer.get().get_bounding_client_rect();
        let wide = edges.width() >= WIDE;
        set(
            outer.get(),
            "data-width",
            if wide { "wide" } else { "narrow" },
        );
        let style = button.unchecked::<HtmlElement>().style();
        let _ = style.set_property("left", &pixels(edges.left()));
        let _ = style.set_property("width", &pixels(edges.width()));
    })
}

/// A length for a style. JavaScript writes the number: Rust's own way would weigh 20 KB.
fn pixels(length: f64) -> String {
    let number = js_sys::Number::from(length).to_string_with_radix(10);
    number.map_or_else(|_| "0".to_owned(), String::from) + "px"
}
