//! The bar: on a narrow screen one line at its foot says the answer while it is out of sight.
//!
//! It is fixed to the window, because a host whose box clips what overflows would hide a sticky one, and it is as wide
//! as the element, not as the window. In a box of the host that scrolls, and where the host moves the ground of what is
//! fixed, it sticks to the foot of that box instead.

use wasm_bindgen::prelude::*;
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry,
    IntersectionObserverInit, Node, ShadowRoot,
};

use luzhou_gazette_dom::{El, el, flag, set, set_text};

/// At least so wide the questions and the answer stand side by side.
const WIDE: f64 = 720.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = getComputedStyle)]
    fn computed_style(element: &Element) -> web_sys::CssStyleDeclaration;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
    type Document;
    #[wasm_bindgen(method, getter, js_name = scrollingElement)]
    fn scrolling_element(this: &Document) -> Option<Element>;
}

/// The share of a line that counts as all of it: its box may end between two pixels.
const WHOLE: f64 = 0.95;

/// The bar, and what decides when it shows.
pub(super) struct Bar {
    button: El,
    words: El,
    place: El,
    /// The line of the answer that counts, whose sight hides the bar.
    line: std::cell::RefCell<Option<Element>>,
    sight: IntersectionObserver,
    _seen: Closure<dyn Fn(js_sys::Array)>,
}

impl Bar {
    /// Builds the bar below `outer`; it shows while `form` is in sight and the first line of the answer in `result` is
    /// not. Nothing where the engine lacks the observers: then there is no bar.
    pub(super) fn new(outer: &El, form: &El, result: &El) -> Option<Self> {
        let words = el("span").class("bar-words");
        let button = el("button")
            .class("bar")
            .attr("type", "button")
            .attr("hidden", "")
            .child(&words)
            .child(el("span").class("bar-more").text("看结果"));
        outer.append(&button);
        let seen = watch_sight(&button, form);
        let init = IntersectionObserverInit::new();
        init.set_threshold(&js_sys::Array::of2(&0.into(), &1.into()));
        let seen_by = seen.as_ref().unchecked_ref();
        let sight = IntersectionObserver::new_with_options(seen_by, &init).ok()?;
        sight.observe(form.get());
        Some(Self {
            button,
            words,
            place: result.clone(),
            line: std::cell::RefCell::default(),
            sight,
            _seen: seen,
        })
    }

    /// Tells the styles how wide the element is, and keeps the bar as wide.
    pub(super) fn fit(&self, outer: &Element) {
        let edges = outer.get_bounding_client_rect();
        let wide = edges.width() >= WIDE;
        set(outer, "data-width", if wide { "wide" } else { "narrow" });
        let sticks = sticks(outer);
        flag(self.button.get(), "data-sticks", sticks);
        let style = self.button.unchecked::<HtmlElement>().style();
        let left = if sticks { 0.0 } else { edges.left() };
        let _ = style.set_property("left", &pixels(left));
        let _ = style.set_property("width", &pixels(edges.width()));
    }

    /// The button.
    pub(super) fn button(&self) -> &El {
        &self.button
    }

    /// Shows the answer in words, once it stands in its place.
    pub(super) fn set_words(&self, words: &str) {
        set_text(self.words.get(), words);
        let place = self.place.get();
        let find = |which| place.query_selector(which).ok().flatten();
        let line = find(".total, .figure").or_else(|| find(".verdict, .start"));
        if let Some(line) = &line {
            self.sight.observe(line);
        }
        if let Some(old) = self.line.replace(line) {
            self.sight.unobserve(&old);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.sight.disconnect();
    }
}

/// Shows the bar while the questions are in sight and the answer's first line is not.
fn watch_sight(button: &El, form: &El) -> Closure<dyn Fn(js_sys::Array)> {
    let (button, form) = (button.clone(), form.clone());
    let state = std::cell::Cell::new((false, true));
    Closure::new(move |entries: js_sys::Array| {
        let (mut asking, mut answering) = state.get();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let target = entry.target();
            if target == *form.get() {
                asking = entry.is_intersecting();
            } else if target.is_connected() {
                // A line that is cut at the screen's edge is not yet read.
                answering = entry.intersection_ratio() >= WHOLE;
            }
        }
        state.set((asking, answering));
        flag(button.get(), "hidden", !asking || answering);
    })
}

/// Whether the element stands in a box of the host that scrolls by itself, or on ground that the host moves.
fn sticks(outer: &Element) -> bool {
    let page = DOCUMENT.with(Document::scrolling_element);
    let mut next = above(outer);
    while let Some(box_) = next.filter(|it| Some(it) != page.as_ref() && it.tag_name() != "BODY") {
        let style = computed_style(&box_);
        let value = |name| style.get_property_value(name).unwrap_or_default();
        let scrolls = ["auto", "scroll"].contains(&value("overflow-y").as_str())
            && box_.scroll_height() > box_.client_height();
        let moved = ["transform", "filter", "perspective"]
            .iter()
            .any(|name| !["none", ""].contains(&value(name).as_str()));
        if scrolls || moved {
            return true;
        }
        next = above(&box_);
    }
    false
}

/// The element around this one: its slot, its parent, or the host of its shadow root.
fn above(element: &Element) -> Option<Element> {
    element.assigned_slot().map(Into::into).or_else(|| {
        let parent: Node = element.parent_node()?;
        match parent.dyn_into::<ShadowRoot>() {
            Ok(root) => Some(root.host()),
            Err(parent) => parent.dyn_into().ok(),
        }
    })
}

/// A length for a style. JavaScript writes the number: Rust's own way would weigh 20 KB.
fn pixels(length: f64) -> String {
    let number = js_sys::Number::from(length).to_string_with_radix(10);
    number.map_or_else(|_| "0".to_owned(), String::from) + "px"
}
