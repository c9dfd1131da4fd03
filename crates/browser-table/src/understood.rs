//! How the table was understood, with a way to say each thing otherwise, and what must be asked.

use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette::table::{Kind, Role, Verdict};
use luzhou_gazette_dom::{El, el, flag, refill};

use super::message::{self, count, get, list, text};

/// From so many columns on, those that are left out are folded away.
const MANY: usize = 12;

/// How the table was understood, on the screen.
pub(super) struct Understood {
    pub(super) outer: El,
    title: El,
    body: El,
    /// All rows, by what they are; filled in when they are counted.
    sum: El,
    pub(super) go: El,
    pub(super) other: El,
    pub(super) kind: Kind,
    /// What each column is for, by its place.
    roles: Vec<String>,
}

impl Understood {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let title = el("h3")
            .class("part-title")
            .attr("tabindex", "-1")
            .text("1　文件是这样看懂的");
        let body = el("div").class("understood-body");
        let sum = el("p").class("sum");
        let go = el("button")
            .class("first")
            .attr("type", "button")
            .attr("hidden", "")
            .text("就这样核对");
        let other = el("button")
            .class("quiet other")
            .attr("type", "button")
            .text("换一个文件");
        let outer = el("section")
            .class("understood")
            .attr("hidden", "")
            .children([&title, &body, &sum, &go]);
        Self {
            outer,
            title,
            body,
            sum,
            go,
            other,
            kind: Kind::List,
            roles: Vec::new(),
        }
    }

    pub(super) fn hide(&self) {
        flag(self.outer.get(), "hidden", true);
    }

    /// The role of the column at this place.
    pub(super) fn role(&self, column: &str) -> &str {
        let place = column.parse::<usize>().ok();
        place
            .and_then(|it| self.roles.get(it))
            .map_or("", String::as_str)
    }

    /// Brings the title into the window, and the focus to it.
    pub(super) fn come(&self) {
        let title: HtmlElement = self.title.unchecked();
        let _ = title.focus();
        title.scroll_into_view();
    }

    /// Shows how a table from `source` was understood; what has the focus keeps it.
    pub(super) fn show(&mut self, source: &str, message: &JsValue) {
        let understanding = get(message, "understanding");
        let columns = list(&understanding, "columns");
        self.kind = Kind::find(&text(&get(&understanding, "kind"), "value")).unwrap_or_default();
        self.roles = columns.iter().map(|it| text(it, "role")).collect();
        let focused = message::focused(self.outer.get());
        let sheet = get(message, "sheet");
        let mut parts = vec![self.file(source, &sheet)];
        let doubts = list(&understanding, "doubts");
        parts.extend(doubts.iter().map(doubt));
        parts.push(self.facts(&understanding));
        if !columns.is_empty() {
            parts.push(self.columns(&columns));
        }
        let titles: Vec<String> = message::texts(&understanding, "titles");
        if !titles.is_empty() {
            parts.push(note(&format!("表头上面的行：{}", titles.join("；"))));
        }
        let remarks = message::texts(&understanding, "remarks");
        let of_sheet = message::texts(&sheet, "remarks");
        parts.extend(of_sheet.iter().chain(&remarks).map(|it| note(it)));
        refill(self.body.get(), &parts);
        self.sum.clear();
        flag(self.go.get(), "hidden", true);
        flag(self.outer.get(), "hidden", false);
        if !focused.is_empty() {
            let again = self.outer.get().query_selector(&format!("#{focused}"));
            match again.ok().flatten() {
                Some(control) => message::focus(&control),
                None => self.come(),
            }
        }
    }

    /// Shows what all rows are; then the table can be judged.
    pub(super) fn counted(&self, summary: &JsValue) {
        let counts = get(summary, "counts");
        let rows = count(summary, "rows");
        let items = count(summary, "items");
        let parts = [format!("文件 {rows} 行 = 项目 {items} 行")];
        let others = Verdict::ALL.into_iter().filter(|it| !it.is_item());
        let others = others.filter_map(|it| {
            let count = count(&counts, it.id());
            (count > 0).then(|| format!("{} {count} 行", it.label(self.kind)))
        });
        let all: Vec<String> = parts.into_iter().chain(others).collect();
        self.sum.clear();
        let _ = self.sum.clone().prose(&all.join("，"));
        flag(self.go.get(), "hidden", false);
    }

    fn file(&self, source: &str, sheet: &JsValue) -> El {
        let line = el("div").class("file-line").child(el("b").text(source));
        let sheets = list(sheet, "sheets");
        let line = match sheets.as_slice() {
            [] => line,
            [only] => line.child(
                el("span")
                    .class("note")
                    .text(&format!("表“{}”", text(only, "name"))),
            ),
            many => {
                let options = many.iter().zip(0_u32..).map(|(it, place)| {
                    let hidden = get(it, "hidden").is_truthy();
                    let name = format!(
                        "表“{}”{}",
                        text(it, "name"),
                        if hidden { "（隐藏）" } else { "" }
                    );
                    (place.to_string(), name)
                });
                let chosen = count(sheet, "chosen").to_string();
                line.child(select("sheet", "核对哪一张表", options, &chosen))
            }
        };
        line.child(&self.other)
    }

    fn facts(&self, understanding: &JsValue) -> El {
        let kinds = [Kind::List, Kind::Bill].map(|it| (it.id().to_owned(), it.label().to_owned()));
        let kind = get(understanding, "kind");
        let facts = el("div").class("facts").child(fact(
            "这是",
            select("kind", "这是", kinds, &text(&kind, "value")),
            &text(&kind, "why"),
        ));
        let tier = get(understanding, "tier");
        let own = self
            .roles
            .iter()
            .any(|it| it == "tiers" || it.starts_with("price_"));
        let none = if own {
            "按文件里写的"
        } else {
            "还没有选"
        };
        let tiers = Tier::ALL
            .iter()
            .map(|it| (it.id().to_owned(), it.label().to_owned()));
        let tiers = [(String::new(), none.to_owned())].into_iter().chain(tiers);
        let facts = facts.child(fact(
            "医院等级",
            select("tier", "医院等级", tiers, &text(&tier, "value")),
            &text(&tier, "why"),
        ));
        let day = get(understanding, "day");
        let input = el("input")
            .class("input")
            .id("day")
            .attr("type", "text")
            .attr("inputmode", "numeric")
            .attr("autocomplete", "off")
            .attr("data-key", "day")
            .attr("aria-label", "按哪天的价格")
            .attr("value", &text(&day, "value"));
        let own = self.roles.iter().any(|it| it == Role::Day.id());
        let more = if own { "，没写的行按这里" } else { "" };
        let why = format!("{}{more}", text(&day, "why"));
        facts.child(fact("按哪天", input, &why))
    }

    fn columns(&self, columns: &[JsValue]) -> El {
        let head = || {
            ["列", "表头", "前三格", "当作"].into_iter().fold(
                el("tr").attr("role", "row"),
                |row, head| {
                    row.child(
                        el("th")
                            .attr("role", "columnheader")
                            .attr("scope", "col")
                            .text(head),
                    )
                },
            )
        };
        let rows = columns.iter().map(|it| self.column(it));
        let (mut used, mut left) = (Vec::new(), Vec::new());
        for (row, column) in rows.zip(columns) {
            if columns.len() >= MANY && text(column, "role").is_empty() {
                left.push(row);
            } else {
                used.push(row);
            }
        }
        let table = |rows: &[El]| {
            el("table")
                .attr("role", "table")
                .class("roles")
                .child(el("caption").class("part-caption").text("每一列是什么"))
                .child(el("thead").attr("role", "rowgroup").child(head()))
                .child(el("tbody").attr("role", "rowgroup").children(rows))
        };
        let outer = el("div").child(table(&used));
        if left.is_empty() {
            return outer;
        }
        let summary = format!("没有用到的 {} 列", left.len());
        outer.child(
            el("details")
                .child(el("summary").text(&summary))
                .child(table(&left)),
        )
    }

    fn column(&self, column: &JsValue) -> El {
        let place = count(column, "place");
        let letter = letter(place);
        let role = text(column, "role");
        let head = text(column, "head");
        let head = if head.is_empty() {
            "（没有表头）"
        } else {
            &head
        };
        let why = text(column, "why");
        let mut words = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .text(head);
        if !why.is_empty() {
            words = words.child(el("span").class("why").prose(&why));
        }
        let samples = message::texts(column, "samples");
        let cells =
            samples
                .iter()
                .fold(el("td").attr("role", "cell").class("cells"), |cells, it| {
                    let shown = if it.trim().is_empty() {
                        "（空）"
                    } else {
                        it
                    };
                    cells.child(el("span").text(shown))
                });
        let roles = Role::ALL.into_iter().filter(|it| it.belongs_to(self.kind));
        let roles = roles.map(|it| (it.id().to_owned(), self.role_label(it)));
        let roles = [(String::new(), "不用".to_owned())]
            .into_iter()
            .chain(roles);
        let choice = select(
            &format!("role-{place}"),
            &format!("{letter} 列“{head}”当作"),
            roles,
            &role,
        )
        .attr("data-column", &place.to_string());
        let row = el("tr")
            .attr("role", "row")
            .child(el("td").attr("role", "cell").class("letter").text(&letter))
            .child(words)
            .child(cells)
            .child(el("td").attr("role", "cell").class("as").child(choice));
        if role.is_empty() {
            row.class("out")
        } else {
            row
        }
    }

    fn role_label(&self, role: Role) -> String {
        match role {
            Role::Amount if self.kind == Kind::List => "价格".to_owned(),
            Role::Price(tier) => format!("{}的价格", tier.label()),
            _ => role.label().to_owned(),
        }
    }
}

/// A question with its possible answers.
fn doubt(doubt: &JsValue) -> El {
    let question = text(doubt, "question");
    let readings = list(doubt, "readings");
    let answers = readings
        .iter()
        .fold(el("div").class("answers"), |answers, it| {
            answers.child(
                el("button")
                    .attr("type", "button")
                    .attr("data-key", &text(it, "key"))
                    .attr("data-value", &text(it, "value"))
                    .text(&text(it, "label")),
            )
        });
    el("div")
        .class("doubt")
        .attr("role", "group")
        .attr("aria-label", &question)
        .child(el("p").class("ask").text(&question))
        .child(answers)
}

fn fact(label: &str, control: El, why: &str) -> El {
    el("div")
        .class("fact")
        .child(el("label").attr("for", &control.get().id()).text(label))
        .child(control)
        .child(el("span").class("why").prose(why))
}

fn note(text: &str) -> El {
    el("p").class("note").prose(text)
}

/// A choice with its own name; `id` is also the key of what it fixes.
fn select(
    id: &str,
    label: &str,
    options: impl IntoIterator<Item = (String, String)>,
    chosen: &str,
) -> El {
    let mut select = el("select")
        .class("input")
        .id(id)
        .attr("data-key", id)
        .attr("aria-label", label);
    for (value, label) in options {
        let option = el("option").attr("value", &value).text(&label);
        flag(option.get(), "selected", value == chosen);
        select = select.child(option);
    }
    select
}

/// The letter that a spreadsheet gives a column.
fn letter(place: u32) -> String {
    let last = char::from_u32(u32::from('A').saturating_add(place.rem_euclid(26)));
    let rest = place.div_euclid(26);
    let before = if rest == 0 {
        String::new()
    } else {
        letter(rest.saturating_sub(1))
    };
    format!("{before}{}", last.unwrap_or('?'))
}
