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
    /// Rows that were given beyond what the form takes: they stay part of the answer, so that it is refused and not
    /// taken for the whole; and what says so.
    beyond: Vec<Answer>,
    surplus: El,
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
    /// The questions that have been shown, in the order of the form, and how ids begin: most are never needed, and a
    /// long bill stands sooner without them.
    fields: Vec<FieldView>,
    id: String,
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
        let surplus = el("div")
            .class("surplus")
            .attr("hidden", "")
            .attr("role", "alert");
        let outer = el("div").child(&list).child(&undo).child(&surplus);
        let outer = outer.child(&add);
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
            beyond: Vec::new(),
            surplus,
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
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        let rows = words.map(|word| {
            let keys = self.of.fields.iter().map(|field| field.key.to_owned());
            let answers = word.split(['*', '×']).map(Answer::from);
            Answer::Row(keys.zip(answers).collect())
        });
        let rows: Vec<Answer> = rows.collect();
        self.fill(&rows);
    }

    /// Fills rows in, of a case that was kept or shared.
    pub(super) fn fill(&mut self, list: &[Answer]) {
        self.rows.clear();
        self.list.clear();
        let rare = self.shows_rare();
        for answer in list.iter().take(self.of.max) {
            self.add_row();
            if let (Answer::Row(answers), Some(row)) = (answer, self.rows.last_mut()) {
                row.fill(answers, self.of.fields, self.screen);
                row.follow_entry(&self.of, self.screen, rare);
            }
        }
        if self.rows.is_empty() {
            self.add_row();
        }
        self.beyond = list.iter().skip(self.of.max).cloned().collect();
        self.show_surplus();
        self.show_buttons();
    }

    /// Says how many rows did not fit, and offers to go on without them.
    fn show_surplus(&self) {
        flag(self.surplus.get(), "hidden", self.beyond.is_empty());
        self.surplus.clear();
        if self.beyond.is_empty() {
            return;
        }
        let (max, row, over) = (self.of.max, self.of.row, self.beyond.len());
        let words = format!("最多 {max} 个{row}，还有 {over} 个放不下：分成几份来算，或者");
        let button = el("button").class("button bare").attr("type", "button");
        self.surplus.append(el("span").text(&words));
        self.surplus
            .append(button.text(&format!("只算前 {max} 个")));
    }

    /// The answers of the rows whose first question is answered.
    pub(super) fn answer(&self) -> Option<Answer> {
        let rows = self.filled().map(|row| Answer::Row(row.answers()));
        let rows: Vec<Answer> = rows.chain(self.beyond.iter().cloned()).collect();
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
        if clicked && self.surplus.get().contains(Some(target)) && target.tag_name() == "BUTTON" {
            self.beyond.clear();
            self.show_surplus();
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
        let rare = self.shows_rare();
        for row in &mut self.rows {
            if row.fields.iter_mut().any(|it| it.handle(event, target)) {
                row.follow_entry(&self.of, self.screen, rare);
                break;
            }
        }
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
        self.add_row();
        self.show_buttons();
    }

    /// Adds an empty row; the buttons are seen to afterwards.
    fn add_row(&mut self) {
        self.made = self.made.saturating_add(1);
        let mut row = Row::new(format!("{}-{}", self.id, self.made), self.of.row);
        row.follow_entry(&self.of, self.screen, self.shows_rare());
        append(self.list.get(), row.outer.get());
        self.rows.push(row);
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

    /// Each row asks what its entry asks.
    fn follow_entries(&mut self) {
        let rare = self.shows_rare();
        for row in &mut self.rows {
            row.follow_entry(&self.of, self.screen, rare);
        }
    }
}

impl Row {
    /// What its entry is called.
    fn name(&self) -> Option<&'static str> {
        let entry = self.fields.iter().find_map(FieldView::chosen_entry);
        entry.map(|entry| entry.name)
    }

    /// An empty row whose ids begin with `id`.
    fn new(id: String, name: &str) -> Self {
        let remove = el("button")
            .class("remove")
            .attr("type", "button")
            .attr("aria-label", &format!("删除这个{name}"))
            .text("✕");
        let amount = el("span").class("row-amount");
        let outer = el("li").class("row").child(&amount).child(&remove);
        Self {
            outer,
            remove,
            amount,
            fields: Vec::new(),
            id,
        }
    }

    /// Builds the questions that are wanted and do not stand yet, each in its place.
    fn build(
        &mut self,
        of: &'static [Field],
        screen: Screen,
        wanted: impl Fn(&Self, &Field) -> bool,
    ) {
        let mut at = 0_usize;
        for field in of {
            if self
                .fields
                .get(at)
                .is_some_and(|it| it.field.key == field.key)
            {
                at = at.saturating_add(1);
                continue;
            }
            if !wanted(self, field) {
                continue;
            }
            let view = FieldView::new(field, &format!("{}-{}", self.id, field.key), screen);
            let next = self.fields.get(at).map_or(&self.amount, |it| &it.outer);
            let _ = next.get().before_with_node_1(view.outer.get());
            self.fields.insert(at, view);
            at = at.saturating_add(1);
        }
    }

    fn fill(&mut self, answers: &Answers, of: &'static [Field], screen: Screen) {
        self.build(of, screen, |_, field| {
            answers.iter().any(|(key, _)| key == field.key)
        });
        for field in &mut self.fields {
            let given = answers.iter().find(|(key, _)| key == field.field.key);
            if let Some((_, answer)) = given {
                field.fill(answer);
            }
        }
    }

    /// The row asks what its entry asks, and its count is one of the entry's units; the questions that are rarely needed
    /// where they are wanted or answered.
    fn follow_entry(&mut self, of: &Of, screen: Screen, rare: bool) {
        let asked = |row: &Self, field: &Field| match field.when {
            Some(When::Is {
                field: other,
                any_of,
            }) => row.answers_with(other, any_of),
            _ => true,
        };
        self.build(of.fields, screen, |row, field| {
            asked(row, field) && (rare || !field.rare)
        });
        let entry = self.fields.iter().find_map(FieldView::chosen_entry);
        let (code, unit) = entry.map_or(("", ""), |entry| (entry.code, entry.unit));
        for (at, field) in self.fields.iter().enumerate() {
            field.set_entry(code);
            if at == 0 {
                set(field.outer.get(), "class", "field row-entry");
            }
            if field.field.key == of.count {
                set(field.outer.get(), "class", "field row-count");
                field.set_unit(code, unit);
            }
            let wanted = rare || !field.field.rare || field.is_answered();
            field.set_applies(asked(self, field.field) && wanted);
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
