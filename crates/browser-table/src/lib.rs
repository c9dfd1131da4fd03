//! The check of a whole table on the screen. The work itself is done at a [`desk`], which may stand in a
//! worker; the screen only sends messages there and shows what comes back.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

use luzhou_gazette_dom as dom;
use luzhou_gazette_dom::dispatch;

mod answer;
mod chosen;
mod desk;
mod group;
mod message;
mod rows;
mod start;
mod understood;
mod view;
mod work;

use view::{EVENTS, View};

/// 2.2 KB smaller behind brotli than the standard library's allocator (docs/decisions.md).
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Runs once when the module starts.
#[wasm_bindgen(start)]
pub fn start() {
    luzhou_gazette_dom::report_panics();
}

/// A mounted check; freeing it lets go of its listeners.
#[wasm_bindgen]
pub struct CheckWidget {
    host: HtmlElement,
    view: Rc<RefCell<View>>,
    outer: Element,
    send: Function,
    listener: Closure<dyn Fn(Event)>,
}

/// Puts the check into a shadow root. `send` takes the messages for the desk.
#[wasm_bindgen]
#[must_use]
pub fn mount_check(host: HtmlElement, root: &ShadowRoot, send: Function) -> CheckWidget {
    let view = View::new(&host);
    let outer = view.outer.get().clone();
    dom::append(root, &outer);
    let view = Rc::new(RefCell::new(view));
    let listener = listener(Rc::clone(&view), host.clone(), send.clone());
    for name in EVENTS {
        let _ = outer.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    dispatch(&host, "luzhou-ready", &"price-check".into(), false);
    CheckWidget {
        host,
        view,
        outer,
        send,
        listener,
    }
}

#[wasm_bindgen]
impl CheckWidget {
    /// Takes over the attributes of the host that changed, their names separated by spaces.
    pub fn attributes_changed(&self, names: &str) {
        let message = self.view.try_borrow_mut().ok().and_then(|mut view| {
            let changed = |name: &str| names.split(' ').any(|it| it == name);
            view.prefill(&self.host, changed).then(|| view.again())?
        });
        post(&self.send, message);
    }

    /// Takes a message of the desk and shows what it says.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "JavaScript hands the message over"
    )]
    pub fn receive(&self, message: Object) {
        act(&self.view, &self.host, &self.send, |view| {
            view.receive(&message)
        });
    }
}

impl Drop for CheckWidget {
    fn drop(&mut self) {
        for name in EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            let _ = self
                .outer
                .remove_event_listener_with_callback(name, listener);
        }
    }
}

/// Hands events to the view.
fn listener(view: Rc<RefCell<View>>, host: HtmlElement, send: Function) -> Closure<dyn Fn(Event)> {
    Closure::new(move |event: Event| act(&view, &host, &send, |view| view.handle(&event)))
}

/// Lets the view do something; what it has to say goes to the desk and the host after it is free again.
fn act(
    view: &RefCell<View>,
    host: &HtmlElement,
    send: &Function,
    act: impl FnOnce(&mut View) -> Option<Object>,
) {
    let Ok(mut busy) = view.try_borrow_mut() else {
        return;
    };
    let message = act(&mut busy);
    let event = busy.take_event();
    drop(busy);
    post(send, message);
    if let Some(event) = event {
        dispatch(host, "luzhou-result", &event, false);
    }
}

fn post(send: &Function, message: Option<Object>) {
    if let Some(message) = message {
        let _ = send.call1(&JsValue::UNDEFINED, &message);
    }
}
