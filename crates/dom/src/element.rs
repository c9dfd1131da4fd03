//! A small typed builder for elements. It sets text and attributes only, never markup.

use std::borrow::Borrow;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

use crate::numbers::next_number;

#[wasm_bindgen]
extern "C" {
    /// The document. Its own functions are called, not what it answers to: a form or a picture of the host that is
    /// named `createElement` stands in their place.
    type Document;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Document;
    // These throw only for names that are no element names; ours are fixed.
    #[wasm_bindgen(method, final, js_name = createElement)]
    fn create_element(this: &Document, tag: &str) -> Element;
    #[wasm_bindgen(method, final, js_name = createElementNS)]
    fn create_element_ns(this: &Document, namespace: &str, tag: &str) -> Element;
}

/// An element being built.
#[derive(Clone)]
#[must_use]
pub struct El(Element);

/// A new HTML element.
#[inline(never)]
pub fn el(tag: &str) -> El {
    El(DOCUMENT.with(|it| it.create_element(tag)))
}

/// A new SVG element.
pub fn svg(tag: &str) -> El {
    El(DOCUMENT.with(|it| it.create_element_ns("http://www.w3.org/2000/svg", tag)))
}

// Never inlined: forms and outcomes are built from hundreds of these calls.
impl El {
    /// With an attribute.
    #[inline(never)]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set(&self.0, name, value);
        self
    }

    /// With classes that are also the element's parts, for a host's `::part()`.
    #[inline(never)]
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names).attr("part", names)
    }

    /// With an id, if there is one.
    #[inline(never)]
    pub fn id(self, id: &str) -> Self {
        self.0.set_id(id);
        self
    }

    /// With text after what is already in it.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// With text after what is already in it, in which no number parts from its unit at a line's end.
    #[inline(never)]
    pub fn prose(self, text: &str) -> Self {
        let mut parent = self;
        let mut rest = text;
        while let Some((before, number, after)) = next_number(rest) {
            parent = parent
                .text(before)
                .child(el("span").attr("class", "n").text(number));
            rest = after;
        }
        parent.text(rest)
    }

    /// With another element after what is already in it; one that is not kept is handed over, and let go
    /// of here rather than by each caller.
    #[inline(never)]
    pub fn child<C: Borrow<El>>(self, child: C) -> Self {
        append(&self.0, &child.borrow().0);
        self
    }

    /// With other elements after what is already in it.
    pub fn children<'a>(self, children: impl IntoIterator<Item = &'a El>) -> Self {
        children.into_iter().fold(self, Self::child::<&El>)
    }

    /// Empties the element.
    pub fn clear(&self) {
        self.0.set_text_content(None);
    }

    /// Puts another element after what is already in it.
    #[inline(never)]
    pub fn append<C: Borrow<El>>(&self, child: C) {
        append(&self.0, &child.borrow().0);
    }

    /// The element.
    pub fn get(&self) -> &Element {
        &self.0
    }

    /// The element as a more special type; the element is of that type because of its tag.
    pub fn unchecked<T: JsCast>(&self) -> T {
        self.0.clone().unchecked_into()
    }
}

/// Sets an attribute; the names are fixed, so it cannot fail.
#[inline(never)]
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets or removes an attribute without a value.
#[inline(never)]
pub fn flag(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

/// Appends a node.
#[inline(never)]
pub fn append(parent: &Node, child: &Node) {
    let _ = parent.append_child(child);
}

/// Empties an element and fills it anew.
pub fn refill<'a>(parent: &Element, children: impl IntoIterator<Item = &'a El>) {
    parent.set_text_content(None);
    for child in children {
        append(parent, child.get());
    }
}

/// Sets a text only where it changes, so that a live region does not repeat itself.
#[inline(never)]
pub fn set_text(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Puts an element in the place of another.
pub fn replace(old: &Element, new: &Element) {
    if let Some(parent) = old.parent_node() {
        let _ = parent.replace_child(new, old);
    }
}
