//! What is asked before a check: what the table is, the tier, the day, and the table itself.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use luzhou_gazette::date::Date;
use luzhou_gazette::form::Choice;
use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette_dom::today;

use luzhou_gazette_dom::ticks;
use luzhou_gazette_dom::{El, el, set, set_text};

const MODES: [Choice; 3] = [
    Choice::new("", "看文件里写的"),
    Choice::new("list", "医院的价目表"),
    Choice::new("bill", "患者的账单"),
];

/// What is asked before the check.
pub(super) struct Asked {
    pub(super) modes: Vec<HtmlInputElement>,
    pub(super) tiers: Vec<HtmlInputElement>,
    pub(super) day: HtmlInputElement,
    pub(super) day_error: El,
    pub(super) file: HtmlInputElement,
    pub(super) drop: El,
    pub(super) paste: HtmlTextAreaElement,
    pub(super) go: El,
}

impl Asked {
    pub(super) fn new() -> (Self, El) {
        let (modes, mode_body) = ticks("radio", "mode", "", MODES.iter());
        if let Some(first) = modes.first() {
            first.set_checked(true);
        }
        let choices: Vec<Choice> = Tier::ALL
            .iter()
            .map(|tier| Choice::new(tier.id(), tier.label()))
            .chain([Choice::new("", "按文件里写的")])
            .collect();
        let (tiers, tier_body) = ticks("radio", "tier", "tier-h", choices.iter());
        if let Some(last) = tiers.last() {
            last.set_checked(true);
        }
        let day = el("input")
            .class("input")
            .id("day")
            .attr("type", "text")
            .attr("inputmode", "numeric")
            .attr("autocomplete", "off")
            .attr("aria-describedby", "day-h day-e");
        let day_error = el("p").class("error").id("day-e").attr("role", "alert");
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
            .text("核对粘贴的文字");
        let drop = field("file", "选择文件", "表格文件（.xlsx）或 CSV，也可以拖到这里。列的顺序不限，要有编码和价格；账单要有编码、数量和金额。")
            .class("field drop")
            .child(&file);
        let day_input: HtmlInputElement = day.unchecked();
        day_input.set_value(&today().to_string());
        let form = el("form")
            .class("form")
            .attr("novalidate", "")
            .attr("autocomplete", "off")
            .child(group("核对什么", "", "").child(&mode_body))
            .child(
                group(
                    "医院等级",
                    "tier-h",
                    "文件里有等级一列，或每个等级一列的，以文件为准。",
                )
                .child(&tier_body),
            )
            .child(
                field(
                    "day",
                    "按哪一天的价格",
                    "默认是今天。账单里有日期一列的，以账单为准。",
                )
                .child(&day)
                .child(&day_error),
            )
            .child(&drop)
            .child(
                field(
                    "paste",
                    "或者粘贴",
                    "从表格软件里选中几列，复制后粘贴到这里。",
                )
                .child(&paste)
                .child(&go),
            );
        let asked = Self {
            modes,
            tiers,
            day: day_input,
            day_error,
            file: file.unchecked(),
            drop,
            paste: paste.unchecked(),
            go,
        };
        (asked, form)
    }

    pub(super) fn day_is_right(&self) -> bool {
        Date::parse(&self.day.value()).is_some()
    }

    /// Shows or clears the error at the day; true where it is right.
    pub(super) fn show_day(&self) -> bool {
        let right = self.day_is_right();
        let error = if right {
            ""
        } else {
            "应写成 2024-01-15 这样的日期"
        };
        set_text(self.day_error.get(), error);
        set(
            &self.day,
            "aria-invalid",
            if right { "false" } else { "true" },
        );
        right
    }
}

fn field(id: &str, label: &str, hint: &str) -> El {
    el("div")
        .class("field")
        .child(el("label").attr("for", id).text(label))
        .child(el("p").class("hint").id(&format!("{id}-h")).text(hint))
}

fn group(legend: &str, id: &str, hint: &str) -> El {
    let group = el("fieldset")
        .class("field")
        .child(el("legend").text(legend));
    if hint.is_empty() {
        group
    } else {
        group.child(el("p").class("hint").id(id).text(hint))
    }
}
