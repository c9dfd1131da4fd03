//! Where a table comes from: a file, dropped or chosen, or a pasted text.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use luzhou_gazette_dom::{El, el};

/// Where a table comes from.
pub(super) struct Start {
    pub(super) outer: El,
    pub(super) file: HtmlInputElement,
    pub(super) drop: El,
    pub(super) paste: HtmlTextAreaElement,
    pub(super) go: El,
}

impl Start {
    pub(super) fn new() -> Self {
        let file = el("input")
            .class("input file")
            .id("file")
            .attr("type", "file")
            .attr("accept", ".xlsx,.xlsm,.csv,.txt,.tsv,text/csv,text/plain")
            .attr("aria-describedby", "file-h");
        let paste = el("textarea")
            .class("input")
            .id("paste")
            .attr("rows", "4")
            .attr("spellcheck", "false")
            .attr("autocomplete", "off")
            .attr("aria-describedby", "paste-h");
        let go = el("button")
            .class("go")
            .attr("type", "button")
            .text("读这些文字");
        let drop = field(
            "file",
            "选择文件",
            "医院的价目表或患者的账单：表格文件（.xlsx）或 CSV，也可以拖到这里。要有编码或名称，和价格或金额。",
        )
        .class("field drop")
        .child(&file);
        let paste_field = field(
            "paste",
            "或者粘贴",
            "从表格软件里选中几列，复制后粘贴到这里。",
        )
        .child(&paste)
        .child(&go);
        let outer = el("form")
            .class("form")
            .attr("novalidate", "")
            .attr("autocomplete", "off")
            .child(&drop)
            .child(paste_field);
        Self {
            outer,
            file: file.unchecked(),
            drop,
            paste: paste.unchecked(),
            go,
        }
    }
}

fn field(id: &str, label: &str, hint: &str) -> El {
    el("div")
        .class("field")
        .child(el("label").attr("for", id).text(label))
        .child(el("p").class("hint").id(&format!("{id}-h")).text(hint))
}
