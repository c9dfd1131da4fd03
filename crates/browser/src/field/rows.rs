//! Rows of answers: a group of questions that can be added and removed.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use luzhou_gazette::form::{Answer, Answers, Field, InputError, When};

use super::{FieldView, Screen};
use luzhou_gazette_dom::{El, append, el, flag, set, set_text};

/// A question that is answered in rows.
#[expect(clippy::struct_field_names, reason = "the rows are what it is about")]
pub(super) struct Rows {
    of: Of,
    id: String,
    screen: Screen,
    outer: El,
    list: El,
    add: El,
    rows: Vec<Row>,
    /// What the row that was removed last said, and where it stood; the line that offers to bring it back.
    removed: Option<(usize, Answers)>,
    undo: El,
    /// Shows the questions that are rarely needed; nothing where the rows have none.
    more: Option<El>,
    /// Rows ever made, so that ids are not used twice.
    made: u32,
}

/// What the form says of the rows.
pub(super) struct Of {
    pub(super) fields: &'static [Field],
    pub(super) max: usize,
    /// What a row is called.
    pub(super) row: &'static str,
    /// The key of the question that counts units of the row's entry.
    pub(super) count: &'static str,
}

struct Row {
    outer: El,
    remove: El,
    /// What the answer says of the row.
    amount: El,
    fields: Vec<FieldView>,
}

impl Rows {
    /// Builds the question with one empty row.
    pub(super) fn new(of: Of, id: &str, screen: Screen) -> Self {
        let list = el("ol").class("rows");
        let add = el("button")
            .class("add")
            .attr("type", "button")
            .text(&format!("再加一个{}", of.row));
        let undo = el("div")
            .class("undo")
            .attr("hidden", "")
            .attr("role", "status");
        let rare = of.fields.iter().find(|field| field.rare);
        let more = rare.map(|field| {
            el("button")
                .class("button bare more")
                .attr("type", "button")
                .attr("aria-expanded", "false")
                .text(&format!("要填{}等", field.label))
        });
        let outer = el("div").child(&list).child(&undo).child(&add);
        let outer = outer.children(&more);
        let mut rows = Self {
            of,
            id: id.to_owned(),
            screen,
            outer,
            list,
            add,
            rows: Vec::new(),
            removed: None,
            undo,
            more,
            made: 0,
        };
        rows.append_row();
        rows
    }

    /// What is put on the screen.
    pub(super) fn outer(&self) -> El {
        self.outer.clone()
    }

    /// The button that adds a row.
    pub(super) fn adder(&self) -> HtmlElement {
        self.add.unchecked()
    }

    /// Fills rows in, written `210102015 410000015*2`: the first answer, then `*` and the second.
    pub(super) fn prefill(&mut self, text: &str) {
        while !self.rows.is_empty() {
            self.remove_row(0);
        }
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        for word in words.take(self.of.max) {
            self.append_row();
            let mut answers = word.split(['*', '×']);
            for field in self
                .rows
                .last_mut()
                .into_iter()
                .flat_map(|row| &mut row.fields)
            {
                if let Some(answer) = answers.next() {
                    field.prefill(answer);
                }
            }
        }
        if self.rows.is_empty() {
            self.append_row();
        }
        self.follow_entries();
    }

    /// Fills rows in, of a case that was kept or shared.
    pub(super) fn fill(&mut self, list: &[Answer]) {
        while !self.rows.is_empty() {
            self.remove_row(0);
        }
        for answer in list.iter().take(self.of.max) {
            self.append_row();
            if let (Answer::Row(answers), Some(row)) = (answer, self.rows.last_mut()) {
                row.fill(answers);
                self.follow_entries();
            }
        }
        if self.rows.is_empty() {
            self.append_row();
        }
        self.follow_entries();
    }

    /// The answers of the rows whose first question is answered.
    pub(super) fn answer(&self) -> Option<Answer> {
        let rows: Vec<Answer> = self
            .filled()
            .map(|row| Answer::Row(row.answers()))
            .collect();
        (!rows.is_empty()).then_some(Answer::List(rows))
    }

    /// The rows whose first question is answered, in the order in which errors count them.
    fn filled(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| {
            row.fields
                .first()
                .is_some_and(|field| field.answer().is_some())
        })
    }

    /// Shows each row's errors at their place; true when one was shown.
    pub(super) fn show_errors(&self, path: &str, errors: &[InputError]) -> bool {
        let mut shown = false;
        for (index, row) in self.filled().enumerate() {
            for field in &row.fields {
                shown |= field.show_errors(&format!("{path}[{index}].{}", field.field.key), errors);
            }
        }
        shown
    }

    /// Puts the focus on the row's question whose answer stands at this path, or else on the last row.
    pub(super) fn focus_at(&self, own: &str, path: &str) {
        for (index, row) in self.filled().enumerate() {
            for field in &row.fields {
                if format!("{own}[{index}].{}", field.field.key) == path {
                    return field.focus();
                }
            }
        }
        if let Some(field) = self.rows.last().and_then(|row| row.fields.first()) {
            field.focus();
        }
    }

    /// Adds or removes a row, or hands the event to the row's questions.
    pub(super) fn handle(&mut self, event: &Event, target: &Element) {
        let clicked = event.type_() == "click";
        if clicked && self.add.get().contains(Some(target)) {
            self.append_row();
            if let Some(field) = self.rows.last().and_then(|row| row.fields.first()) {
                field.focus();
            }
            return;
        }
        if clicked
            && let Some(more) = self.more.as_ref()
            && more.get().contains(Some(target))
        {
            let open = if self.shows_rare() { "false" } else { "true" };
            set(more.get(), "aria-expanded", open);
            self.follow_entries();
            return;
        }
        if self.enter(event, target) {
            return;
        }
        let removed = self
            .rows
            .iter()
            .position(|row| row.remove.get().contains(Some(target)));
        if clicked && self.undo.get().contains(Some(target)) {
            self.bring_back();
            return;
        }
        if let Some(index) = removed.filter(|_| clicked) {
            let removed = self.rows.get(index);
            let name = removed.and_then(Row::name).unwrap_or(self.of.row);
            let answers = removed.map(Row::answers);
            self.remove_row(index);
            self.offer_back(index, name, answers.unwrap_or_default());
            if self.rows.is_empty() {
                self.append_row();
            }
            let neighbour = self.rows.get(index).or(self.rows.last());
            if let Some(field) = neighbour.and_then(|row| row.fields.first()) {
                field.focus();
            }
            return;
        }
        for field in self.rows.iter_mut().flat_map(|row| &mut row.fields) {
            if field.handle(event, target) {
                break;
            }
        }
        self.follow_entries();
    }

    /// Enter in a row whose entry is chosen leads to the next row, a new one after the last.
    fn enter(&mut self, event: &Event, target: &Element) -> bool {
        let key = event.dyn_ref::<KeyboardEvent>();
        let entered = key.is_some_and(|key| key.key() == "Enter" && !key.is_composing());
        let at = self.rows.iter().position(|row| {
            entered && row.name().is_some() && row.outer.get().contains(Some(target))
        });
        let Some(at) = at.filter(|_| target.tag_name() == "INPUT") else {
            return false;
        };
        event.prevent_default();
        let next = at.saturating_add(1);
        if next == self.rows.len() && next < self.of.max {
            self.append_row();
        }
        if let Some(field) = self.rows.get(next).and_then(|row| row.fields.first()) {
            field.focus();
        }
        true
    }

    /// Whether the questions that are rarely needed are shown.
    fn shows_rare(&self) -> bool {
        let more = self.more.as_ref();
        more.is_some_and(|more| {
            more.get().get_attribute("aria-expanded").as_deref() == Some("true")
        })
    }

    /// Each row that is filled in, with its answers in words.
    pub(super) fn said(&self) -> impl Iterator<Item = (String, Option<String>)> {
        self.filled().enumerate().map(|(index, row)| {
            let said = row.fields.iter().filter(|field| field.shown());
            let said = said.filter_map(|field| {
                let words = field.words()?;
                Some(match field.chosen_entry() {
                    Some(entry) => format!("{words} {}", entry.code),
                    None => format!("{} {}", field.field.label, words.trim_end()),
                })
            });
            let words = said.collect::<Vec<_>>().join("；");
            (format!("第 {} 行", index.saturating_add(1)), Some(words))
        })
    }

    /// Says at each row that is filled in what the answer makes of it.
    pub(super) fn show_amounts(&self, amounts: &[&str]) {
        for row in &self.rows {
            set_text(row.amount.get(), "");
        }
        for (row, amount) in self.filled().zip(amounts) {
            set_text(row.amount.get(), amount);
        }
    }

    fn append_row(&mut self) {
        self.made = self.made.saturating_add(1);
        let (row, made) = (self.of.row, self.made);
        let view = |field: &'static Field| {
            FieldView::new(
                field,
                &format!("{}-{made}-{}", self.id, field.key),
                self.screen,
            )
        };
        let fields: Vec<FieldView> = self.of.fields.iter().map(view).collect();
        let remove = el("button")
            .class("remove")
            .attr("type", "button")
            .attr("aria-label", &format!("删除这个{row}"))
            .text("✕");
        let amount = el("span").class("row-amount");
        let outer = el("li")
            .class("row")
            .children(fields.iter().map(|field| &field.outer))
            .child(&amount)
            .child(&remove);
        if let Some(first) = fields.first() {
            set(first.outer.get(), "class", "field row-entry");
        }
        if let Some(count) = fields.iter().find(|it| it.field.key == self.of.count) {
            set(count.outer.get(), "class", "field row-count");
        }
        append(self.list.get(), outer.get());
        self.rows.push(Row {
            outer,
            remove,
            amount,
            fields,
        });
        self.follow_entries();
        self.show_buttons();
    }

    /// Offers to bring back a row that said something.
    fn offer_back(&mut self, index: usize, name: &str, answers: Answers) {
        flag(self.undo.get(), "hidden", answers.is_empty());
        self.undo.clear();
        if answers.is_empty() {
            return;
        }
        self.removed = Some((index, answers));
        let button = el("button")
            .class("button bare")
            .attr("type", "button")
            .text("放回来");
        self.undo
            .append(el("span").text(&format!("删去了“{name}”")));
        self.undo.append(button);
    }

    /// Brings back the row that was removed last, in its place.
    fn bring_back(&mut self) {
        flag(self.undo.get(), "hidden", true);
        let Some((index, answers)) = self.removed.take() else {
            return;
        };
        let mut all: Vec<Answer> = self
            .filled()
            .map(|row| Answer::Row(row.answers()))
            .collect();
        all.insert(index.min(all.len()), Answer::Row(answers));
        self.fill(&all);
        let back = self.rows.get(index).or(self.rows.last());
        if let Some(field) = back.and_then(|row| row.fields.first()) {
            field.focus();
        }
    }

    fn remove_row(&mut self, index: usize) {
        let row = self.rows.remove(index);
        row.outer.get().remove();
        self.show_buttons();
    }

    /// No more rows than the form allows, and no button to remove the only one.
    fn show_buttons(&self) {
        flag(self.add.get(), "disabled", self.rows.len() >= self.of.max);
        for row in &self.rows {
            flag(row.remove.get(), "hidden", self.rows.len() == 1);
        }
    }

    /// Each row asks what its entry asks, and its count is one of the entry's units.
    fn follow_entries(&self) {
        for row in &self.rows {
            let entry = row.fields.iter().find_map(FieldView::chosen_entry);
            let (code, unit) = entry.map_or(("", ""), |entry| (entry.code, entry.unit));
            for field in &row.fields {
                field.set_entry(code);
                if field.field.key == self.of.count {
                    field.set_unit(code, unit);
                }
                let mut applies = match field.field.when {
                    Some(When::Is {
                        field: other,
                        any_of,
                    }) => row.answers_with(other, any_of),
                    _ => true,
                };
                if field.field.rare {
                    applies &= self.shows_rare() || field.is_answered();
                }
                field.set_applies(applies);
            }
        }
    }
}

impl Row {
    /// What its entry is called.
    fn name(&self) -> Option<&'static str> {
        let entry = self.fields.iter().find_map(FieldView::chosen_entry);
        entry.map(|entry| entry.name)
    }

    fn fill(&mut self, answers: &Answers) {
        for field in &mut self.fields {
            let given = answers.iter().find(|(key, _)| key == field.field.key);
            if let Some((_, answer)) = given {
                field.fill(answer);
            }
        }
    }

    /// Whether a question of the row is answered with one of these.
    fn answers_with(&self, key: &str, any_of: &[&str]) -> bool {
        let asked = self.fields.iter().find(|field| field.field.key == key);
        let answer = asked.and_then(FieldView::answer);
        matches!(answer, Some(Answer::Text(text)) if any_of.contains(&text.as_str()))
    }

    fn answers(&self) -> Answers {
        let answer = |field: &FieldView| Some((field.field.key.to_owned(), field.answer()?));
        self.fields.iter().filter_map(answer).collect()
    }
}
