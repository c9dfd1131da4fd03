//! What can be done with a case and its answer: try one, copy the answer, share the case.

use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

use luzhou_gazette::calculators::examples;
use luzhou_gazette_dom::{El, el, set_text};

#[wasm_bindgen]
extern "C" {
    // Missing on pages that are not served securely; then the text is there to be copied by hand.
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = document, js_name = execCommand, catch)]
    fn exec_command(name: &str) -> Result<bool, JsValue>;

    /// The address of the page.
    type Location;
    #[wasm_bindgen(thread_local_v2, js_name = location)]
    static LOCATION: Location;
    #[wasm_bindgen(method, getter)]
    fn href(this: &Location) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &Location) -> String;

    /// Asks the browser to print the page.
    #[wasm_bindgen(js_name = print)]
    pub(super) fn print_page();
}

/// Puts a text on the clipboard, and shows it below the buttons of `place` for whoever has none.
pub(super) fn copy(place: &El, what: &str, text: &str) {
    let Ok(Some(actions)) = place.get().query_selector(".actions") else {
        return;
    };
    if let Ok(Some(old)) = place.get().query_selector(".copied") {
        old.remove();
    }
    let area = el("textarea")
        .class("input copy")
        .attr("readonly", "")
        .attr("rows", "3")
        .attr("aria-label", what)
        .text(text);
    let status = el("p").class("hint").attr("role", "status");
    let copied = el("div").class("copied").child(&status).child(&area);
    let _ = actions.after_with_node_1(copied.get());
    let field: HtmlTextAreaElement = area.unchecked();
    field.select();
    let taken = exec_command("copy").unwrap_or(false) || write_text(text).is_ok();
    let words = if taken {
        "已经复制，也可以从下面再复制："
    } else {
        "请长按下面的文字复制："
    };
    set_text(status.get(), &format!("{what}{words}"));
}

/// The address of this page with a case of the calculator behind it. What stood behind the `#` goes.
pub(super) fn link(calculator: &str, query: &str) -> String {
    let address = LOCATION.with(Location::href);
    let page = address.split('#').next().unwrap_or_default();
    // Where a file lies on somebody's disk is nobody else's business.
    let page = if page.starts_with("file:") { "" } else { page };
    format!("{page}#{calculator}?{query}")
}

/// The case of this calculator that stands in the page's address, as a query; nothing where there is none.
pub(super) fn linked(calculator: &str) -> Option<String> {
    let fragment = LOCATION.with(Location::hash);
    let case = fragment.strip_prefix('#')?.strip_prefix(calculator)?;
    case.strip_prefix('?').map(str::to_owned)
}

/// Cases to try, each as a button that fills the form.
pub(super) fn tries(name: &str) -> El {
    let mut line = el("p").class("tries").text("试例：");
    for example in examples(name) {
        let button = el("button")
            .class("button bare")
            .attr("type", "button")
            .attr("data-action", "try")
            .attr("data-case", example.answers)
            .text(example.label);
        line = line.child(button);
    }
    line
}
