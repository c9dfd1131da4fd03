//! A calculator in an element of the page.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

use crate::api;
use luzhou_gazette::calculators;

use super::case;
use super::view::{EVENTS, HostEvent, OPEN, View};
use luzhou_gazette_dom::{self as dom, dispatch};

/// So long after the last key an answer has settled, in milliseconds: then it is spoken, and the host hears it.
const SETTLED_AFTER: i32 = 600;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    pub(crate) fn set_timeout(callback: &js_sys::Function, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// A mounted calculator; freeing it lets go of its listeners.
#[wasm_bindgen]
pub struct Widget {
    inner: Rc<Inner>,
    outer: Element,
    listener: Closure<dyn Fn(Event)>,
}

/// What the listeners share.
struct Inner {
    host: HtmlElement,
    view: RefCell<View>,
    /// The event for the host once the answer has settled.
    pending: RefCell<Option<HostEvent>>,
    settle: OnceCell<Timer>,
    /// How often the host has answered since the page last came to rest: a listener that answers each answer with
    /// another one would never end.
    rounds: Cell<u8>,
    rest: OnceCell<Timer>,
}

/// Something that is done after a while; never once it is dropped.
struct Timer {
    act: Closure<dyn Fn()>,
    waiting: RefCell<Option<JsValue>>,
}

/// The events that end an answer, so that nothing need be waited for.
const SETTLES: [&str; 4] = ["change", "click", "submit", "focusout"];

/// As often as a host may change answers before the page comes to rest and still be told at once; from then on it is told
/// after a pause, as somebody is who types.
const MAX_ROUNDS: u8 = 8;

/// Puts the calculator of this name into a shadow root.
///
/// # Errors
///
/// Throws an `InputError` with the code `unknown_calculator`.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: &ShadowRoot, name: &str) -> Result<Widget, JsValue> {
    let calculator =
        calculators::find(name).ok_or_else(|| api::js_object(&api::unknown_calculator(name)))?;
    let view = View::new(host.clone(), calculator);
    let outer = view.outer.get().clone();
    dom::append(root, &outer);
    let inner = Rc::new(Inner {
        host,
        view: RefCell::new(view),
        pending: RefCell::new(None),
        settle: OnceCell::new(),
        rounds: Cell::new(0),
        rest: OnceCell::new(),
    });
    let _ = inner.settle.set(Timer::new(&inner, Inner::settle));
    let _ = inner
        .rest
        .set(Timer::new(&inner, |inner| inner.rounds.set(0)));
    let listener = listener(Rc::clone(&inner));
    for name in EVENTS {
        let _ = outer.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    let ready = HostEvent {
        name: "luzhou-ready",
        detail: name.into(),
        link: None,
    };
    send(&inner.host, &ready);
    inner.answer();
    inner.settle();
    Ok(Widget {
        inner,
        outer,
        listener,
    })
}

#[wasm_bindgen]
impl Widget {
    /// Takes over the attributes of the host that changed, their names separated by spaces.
    pub fn attributes_changed(&self, names: &str) {
        if let Ok(mut view) = self.inner.view.try_borrow_mut() {
            view.prefill(|key| names.split(' ').any(|name| name == key));
        }
        self.inner.answer_host();
    }

    /// Fits what is shown to its width.
    pub fn fit(&self) {
        let view = self.inner.view.try_borrow();
        if let Some(bar) = view.as_ref().ok().and_then(|view| view.bar.as_ref()) {
            bar.fit(&self.outer);
        }
    }

    /// The answers that are given, by key.
    #[must_use]
    pub fn answers(&self) -> JsValue {
        let view = self.inner.view.try_borrow();
        view.map_or(JsValue::NULL, |view| case::to_object(&view.answers()))
    }

    /// The keys of the questions, separated by spaces: as many attributes the host can give.
    #[must_use]
    pub fn keys(&self) -> String {
        let view = self.inner.view.try_borrow();
        view.map_or(String::new(), |view| view.keys().join(" "))
    }

    /// Fills answers in by key.
    pub fn fill(&self, answers: &JsValue) {
        if let Ok(mut view) = self.inner.view.try_borrow_mut() {
            view.fill(&case::from_object(answers));
        }
        self.inner.answer_host();
    }

    /// The outcome that is shown; `null` while answers must be mended first.
    #[must_use]
    pub fn outcome(&self) -> JsValue {
        let view = self.inner.view.try_borrow();
        view.map_or(JsValue::NULL, |view| {
            view.outcome().map_or(JsValue::NULL, api::js_object)
        })
    }

    /// What must be mended first; `null` while there is an outcome.
    #[must_use]
    pub fn error(&self) -> JsValue {
        let view = self.inner.view.try_borrow();
        view.map_or(JsValue::NULL, |view| {
            view.error().map_or(JsValue::NULL, api::js_object)
        })
    }
}

impl Inner {
    /// Answers anew; the event for the host waits until the answer has settled.
    fn answer(&self) {
        let view = self.view.try_borrow_mut();
        let for_host = view.ok().and_then(|mut view| view.answer());
        self.wait(for_host);
    }

    /// Answers what the host has filled in, and tells it at once, unless it answers each answer with another one.
    fn answer_host(&self) {
        self.answer();
        let rounds = self.rounds.get();
        if rounds == 0
            && let Some(rest) = self.rest.get()
        {
            rest.start(0);
        }
        if rounds < MAX_ROUNDS {
            self.rounds.set(rounds.saturating_add(1));
            self.settle();
        }
    }

    /// Keeps the event for the host until a while after the last key.
    fn wait(&self, for_host: Option<HostEvent>) {
        if for_host.is_some() {
            *self.pending.borrow_mut() = for_host;
        }
        if self.pending.borrow().is_none() {
            return;
        }
        if let Some(settle) = self.settle.get() {
            settle.start(SETTLED_AFTER);
        }
    }

    /// Announces the answer and sends the host its event. What the host does in return may come back here.
    fn settle(&self) {
        if let Some(settle) = self.settle.get() {
            settle.stop();
        }
        let pending = self.pending.borrow_mut().take();
        let Some(for_host) = pending else { return };
        if let Ok(view) = self.view.try_borrow() {
            view.speak();
        }
        send(&self.host, &for_host);
    }
}

impl Timer {
    fn new(inner: &Rc<Inner>, act: impl Fn(&Inner) + 'static) -> Self {
        let weak = Rc::downgrade(inner);
        Self {
            act: Closure::new(move || {
                if let Some(inner) = weak.upgrade() {
                    act(&inner);
                }
            }),
            waiting: RefCell::new(None),
        }
    }

    /// Waits anew, so many milliseconds.
    fn start(&self, milliseconds: i32) {
        self.stop();
        let waiting = set_timeout(self.act.as_ref().unchecked_ref(), milliseconds);
        *self.waiting.borrow_mut() = Some(waiting);
    }

    fn stop(&self) {
        if let Some(waiting) = self.waiting.borrow_mut().take() {
            clear_timeout(&waiting);
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.stop();
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

/// Hands events to the view. The host gets its event only after the view is free again: what it does in
/// return may come back here. An event that comes while the view is busy is the view's own doing,
/// such as moving the focus.
fn listener(inner: Rc<Inner>) -> Closure<dyn Fn(Event)> {
    Closure::new(move |event: Event| {
        let view = inner.view.try_borrow_mut();
        let for_host = view.ok().and_then(|mut view| view.handle(&event));
        match for_host {
            // Going elsewhere waits for nothing.
            Some(for_host) if for_host.link.is_some() => send(&inner.host, &for_host),
            for_host => {
                inner.wait(for_host);
                if SETTLES.contains(&event.type_().as_str()) {
                    inner.settle();
                }
            }
        }
    })
}

/// Sends an event to the host. The way to another calculator is taken unless the host prevents it.
fn send(host: &HtmlElement, event: &HostEvent) {
    let unprevented = dispatch(host, event.name, &event.detail, event.name == OPEN);
    if unprevented && let Some(link) = &event.link {
        for (key, answer) in &link.answers {
            dom::set(host, key, answer);
        }
        dom::set(host, "name", link.calculator);
    }
}
