//! A calculator in an element of the page.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

use crate::api;
use crate::calculators;

use super::dom;
use super::event;
use super::view::{EVENTS, OPEN, Told, View};

/// A mounted calculator; freeing it lets go of its listeners.
#[wasm_bindgen]
pub struct Widget {
    host: HtmlElement,
    view: Rc<RefCell<View>>,
    outer: Element,
    listener: Closure<dyn Fn(Event)>,
}

/// Puts the calculator of this name into a shadow root.
///
/// # Errors
///
/// Throws an `InputError` with the code `unknown_calculator`.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "only JavaScript calls it")]
pub fn mount(host: HtmlElement, root: &ShadowRoot, name: &str) -> Result<Widget, JsValue> {
    let calculator =
        calculators::find(name).ok_or_else(|| api::js_object(&api::unknown_calculator(name)))?;
    let view = View::new(host.clone(), calculator);
    let outer = view.outer.get().clone();
    dom::append(root, &outer);
    let view = Rc::new(RefCell::new(view));
    let listener = listener(host.clone(), Rc::clone(&view));
    for name in EVENTS {
        let _ = outer.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    let widget = Widget {
        host,
        view,
        outer,
        listener,
    };
    let ready = Told {
        name: "luzhou-ready",
        detail: name.into(),
        link: None,
    };
    tell(&widget.host, &ready);
    widget.answer();
    Ok(widget)
}

#[wasm_bindgen]
impl Widget {
    /// Takes over the attributes of the host that changed, their names separated by spaces.
    pub fn attributes_changed(&self, names: &str) {
        if let Ok(mut view) = self.view.try_borrow_mut() {
            view.prefill(|key| names.split(' ').any(|name| name == key));
        }
        self.answer();
    }

    fn answer(&self) {
        let told = self
            .view
            .try_borrow_mut()
            .ok()
            .and_then(|mut view| view.answer());
        if let Some(told) = told {
            tell(&self.host, &told);
        }
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        for name in EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            let _ = self
                .outer
                .remove_event_listener_with_callback(name, listener);
        }
    }
}

/// Hands events to the view. The host is told only after the view is free again: what it does in
/// return may come back here. An event that comes while the view is busy is the view's own doing,
/// such as moving the focus.
fn listener(host: HtmlElement, view: Rc<RefCell<View>>) -> Closure<dyn Fn(Event)> {
    Closure::new(move |event: Event| {
        let told = view
            .try_borrow_mut()
            .ok()
            .and_then(|mut view| view.handle(&event));
        if let Some(told) = told {
            tell(&host, &told);
        }
    })
}

/// Tells the host. The way to another calculator is taken unless the host prevents it.
fn tell(host: &HtmlElement, told: &Told) {
    let unprevented = event::dispatch(host, told.name, &told.detail, told.name == OPEN);
    if unprevented && let Some(link) = &told.link {
        for (key, answer) in &link.answers {
            dom::set(host, key, answer);
        }
        dom::set(host, "name", link.calculator);
    }
}
