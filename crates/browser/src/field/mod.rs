//! One question on the screen: built once, then only read, so that an input method is never disturbed.

use std::cell::Cell;

use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Entry, Field, Form, InputError, Kind, Prefill, When};

use luzhou_gazette_dom::{El, el, flag, iso_day, set, set_text};

mod build;
mod combobox;
mod doubt;
mod rows;

use build::Build;
use combobox::Combobox;
use doubt::Doubt;
use rows::Rows;

/// The questions that are shown, in the order of the form, each with its answer in words; each row stands below the
/// question that has rows.
pub(super) fn said(form: Form, views: &[FieldView]) -> Vec<(String, Option<String>)> {
    let view = |field: &Field| views.iter().find(|view| view.field.key == field.key);
    let shown = form.fields.iter().filter_map(view);
    let mut said = Vec::new();
    for view in shown.filter(|view| view.shown()) {
        said.push((view.field.label.to_owned(), view.words()));
        if let Control::Rows(rows) = &view.control {
            said.extend(rows.said());
        }
    }
    said
}

/// What questions need to know of the screen on which they stand.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    /// The day that prefills "today"; nothing where it is not known.
    pub(super) as_of: Option<Date>,
}

/// A question and its control.
pub(super) struct FieldView {
    pub(super) field: &'static Field,
    pub(super) outer: El,
    control: Control,
    /// What carries `aria-invalid`, and what gets the focus when the answer is wrong.
    main: HtmlElement,
    error: Element,
    /// Whether the person has finished an answer here: only then is it called wrong.
    finished: bool,
    /// An answer that was filled in beforehand and is none of the choices; it stands until another is
    /// chosen, so that it is not lost in silence.
    stray: Option<String>,
    /// An amount that the person has typed and that hardly anybody means, while it is not said which is meant: until then
    /// it counts as not answered.
    doubt: Cell<Doubt>,
    screen: Screen,
}

enum Control {
    Text(HtmlInputElement),
    Day(HtmlInputElement),
    Select(HtmlSelectElement),
    /// Radio buttons; the value of "not known" is empty.
    Radios(Vec<HtmlInputElement>),
    Boxes(Vec<HtmlInputElement>),
    Entry(Combobox),
    Rows(Rows),
}

impl FieldView {
    /// Builds a question. `id` is unique within the shadow root.
    pub(super) fn new(field: &'static Field, id: &str, screen: Screen) -> Self {
        let error = el("p")
            .class("error")
            .id(&format!("{id}-e"))
            .attr("role", "alert");
        let hint = el("p")
            .class("hint")
            .id(&format!("{id}-h"))
            .text(field.hint);
        let described = if field.hint.is_empty() {
            format!("{id}-e")
        } else {
            format!("{id}-h {id}-e")
        };
        let build = Build {
            field,
            id,
            described: &described,
            screen,
        };
        let (control, main, body) = build.control();
        let grouped = matches!(
            control,
            Control::Radios(_) | Control::Boxes(_) | Control::Rows(_)
        );
        let outer = if grouped {
            el("fieldset").child(el("legend").text(field.label))
        } else {
            el("div").child(el("label").attr("for", id).text(field.label))
        };
        let outer = outer.class("field");
        let outer = if field.hint.is_empty() {
            outer
        } else {
            outer.child(hint)
        };
        let outer = outer.child(body).child(&error);
        let error = error.get().clone();
        let mut view = Self {
            field,
            outer,
            control,
            main,
            error,
            finished: false,
            stray: None,
            doubt: Cell::new(Doubt::Meant),
            screen,
        };
        if let Some(text) = view.beforehand() {
            view.prefill(&text);
        }
        if view.asked_on_demand() {
            view.set_applies(false);
        }
        view
    }

    /// Fills an answer in, written as an attribute of the element writes it. It counts as finished.
    pub(super) fn prefill(&mut self, text: &str) {
        self.finished = true;
        self.doubt.set(Doubt::Meant);
        let mut known = true;
        match &mut self.control {
            Control::Text(input) | Control::Day(input) => input.set_value(text),
            Control::Select(select) => {
                select.set_value(text);
                known = select.value() == text;
                if !known {
                    select.set_value("");
                }
            }
            Control::Radios(inputs) => {
                let text = match (self.field.kind, text) {
                    (Kind::YesNo, "是") => "true",
                    (Kind::YesNo, "否") => "false",
                    _ => text,
                };
                known = inputs.iter().any(|input| input.value() == text);
                for input in inputs {
                    let value = input.value();
                    input.set_checked(if known {
                        value == text
                    } else {
                        value.is_empty()
                    });
                }
            }
            Control::Boxes(inputs) => {
                let ids: Vec<&str> = text.split([',', ' ']).filter(|id| !id.is_empty()).collect();
                known = ids
                    .iter()
                    .all(|id| inputs.iter().any(|input| input.value() == *id));
                for input in inputs {
                    input.set_checked(ids.iter().any(|id| *id == input.value()));
                }
            }
            Control::Entry(entry) => entry.choose_code(text),
            Control::Rows(rows) => rows.prefill(text),
        }
        self.stray = (!known).then(|| text.to_owned());
    }

    /// Fills an answer in, of a case that was kept or shared.
    pub(super) fn fill(&mut self, answer: &Answer) {
        match (answer, &mut self.control) {
            (Answer::List(list), Control::Rows(rows)) => {
                self.finished = true;
                rows.fill(list);
            }
            (Answer::List(list), _) => {
                let texts = list.iter().filter_map(|it| match it {
                    Answer::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                self.prefill(&texts.collect::<Vec<_>>().join(","));
            }
            (Answer::Flag(flag), _) => self.prefill(if *flag { "true" } else { "false" }),
            (Answer::Text(text), _) => self.prefill(text),
            (Answer::Row(_), _) => {}
        }
    }

    /// Takes the answer back to what a screen fills in beforehand.
    pub(super) fn reset(&mut self) {
        match self.beforehand() {
            Some(text) => self.prefill(&text),
            None => self.prefill(""),
        }
        self.finished = false;
        self.stray = None;
    }

    /// Whether the person, the host or a link has answered, other than what was filled in beforehand.
    pub(super) fn is_answered(&self) -> bool {
        match self.answer() {
            None => false,
            Some(Answer::Text(text)) => self.beforehand().as_deref() != Some(&text),
            Some(_) => true,
        }
    }

    fn beforehand(&self) -> Option<String> {
        match self.field.prefill? {
            Prefill::Text(text) => Some(text.to_owned()),
            Prefill::AsOf => self.screen.as_of.map(|day| day.to_string()),
        }
    }

    /// The answer as it stands, nothing where the question is not answered.
    pub(super) fn answer(&self) -> Option<Answer> {
        if let Some(stray) = &self.stray {
            return Some(Answer::Text(stray.clone()));
        }
        let text = match &self.control {
            Control::Text(_) if self.doubted().is_some() => return None,
            Control::Text(input) => input.value(),
            Control::Day(input) => iso_day(&input.value()),
            Control::Select(select) => select.value(),
            Control::Radios(inputs) => inputs.iter().find(|input| input.checked())?.value(),
            Control::Boxes(inputs) => {
                let ids: Vec<Answer> = inputs
                    .iter()
                    .filter(|input| input.checked())
                    .map(|input| Answer::Text(input.value()))
                    .collect();
                return (!ids.is_empty()).then_some(Answer::List(ids));
            }
            Control::Entry(entry) => entry.answer(),
            Control::Rows(rows) => return rows.answer(),
        };
        (!text.trim().is_empty()).then_some(Answer::Text(text))
    }

    /// Shows or hides the question.
    pub(super) fn set_applies(&self, applies: bool) {
        flag(self.outer.get(), "hidden", !applies);
    }

    /// Whether the outcome decides when the question is shown.
    pub(super) fn asked_on_demand(&self) -> bool {
        matches!(self.field.when, Some(When::Asked))
    }

    /// Whether the question is shown.
    pub(super) fn shown(&self) -> bool {
        !self.outer.get().has_attribute("hidden")
    }

    /// Whether the answer, or one in its rows, is wrong and finished; an unfinished one is not held
    /// against the person yet. Shows or clears the error at its place.
    ///
    /// `path` is where the answer stands, as errors name it.
    pub(super) fn show_errors(&self, path: &str, errors: &[InputError]) -> bool {
        if let Control::Rows(rows) = &self.control
            && rows.show_errors(path, errors)
        {
            return true;
        }
        self.say_understood();
        self.ask_which();
        let own = errors
            .iter()
            .find(|error| error.field == path)
            .filter(|_| self.finished);
        set_text(&self.error, own.map_or("", |error| &error.message));
        set(
            &self.main,
            "aria-invalid",
            if own.is_some() { "true" } else { "false" },
        );
        flag(self.outer.get(), "data-wrong", own.is_some());
        own.is_some()
    }

    /// Lets the question react to an event on one of its elements; true when it was its own.
    pub(super) fn handle(&mut self, event: &Event, target: &Element) -> bool {
        if !self.outer.get().contains(Some(target)) {
            return false;
        }
        match &mut self.control {
            Control::Entry(entry) => entry.handle(event, target),
            Control::Rows(rows) => rows.handle(event, target),
            Control::Day(input) if event.type_() == "change" => {
                input.set_value(&iso_day(&input.value()));
            }
            _ => {}
        }
        self.follow_doubt(event, target);
        // What was filled in beforehand is typed over, not deleted first.
        if let Control::Text(input) | Control::Day(input) = &self.control
            && event.type_() == "click"
            && self.beforehand().is_some_and(|it| it == input.value())
        {
            input.select();
        }
        match (event.type_().as_str(), &self.control) {
            ("change", _) => {
                self.finished = true;
                self.stray = None;
            }
            // Who types anew has not finished yet.
            ("input", Control::Text(_) | Control::Day(_) | Control::Entry(_)) => {
                self.finished = false;
            }
            _ => {}
        }
        true
    }

    /// Calls the question what the row's entry makes of it, or writes what one unit is behind the label.
    fn set_unit(&self, code: &str, unit: &str) {
        if let Ok(Some(label)) = self.outer.get().query_selector("label") {
            let renamed = self.field.renamed;
            let renamed = renamed.filter(|renamed| renamed.any_of.contains(&code));
            let text = if let Some(renamed) = renamed {
                renamed.label.to_owned()
            } else if unit.is_empty() {
                self.field.label.to_owned()
            } else {
                format!("{}（计价单位：{unit}）", self.field.label)
            };
            set_text(&label, &text);
        }
        // In a row the label is only heard; what is counted stands behind the number.
        if let Ok(Some(counted)) = self.outer.get().query_selector(".unit") {
            let renamed = self.field.renamed;
            let renamed = renamed.filter(|renamed| renamed.any_of.contains(&code));
            set_text(&counted, renamed.map_or(unit, |renamed| renamed.label));
        }
    }

    /// Says at each row what the answer makes of it.
    pub(super) fn say_rows(&self, amounts: &[&str]) {
        if let Control::Rows(rows) = &self.control {
            rows.show_amounts(amounts);
        }
    }

    /// Offers only the choices that belong to the row's entry; the others are unticked.
    fn set_entry(&self, code: &str) {
        if let (Control::Boxes(inputs), Kind::Choices { options }) =
            (&self.control, self.field.kind)
        {
            for (input, choice) in inputs.iter().zip(options) {
                let offered =
                    choice.only_for_codes.is_empty() || choice.only_for_codes.contains(&code);
                input.set_checked(input.checked() && offered);
                if let Some(label) = input.parent_element() {
                    flag(&label, "hidden", !offered);
                }
            }
        }
    }

    /// The chosen entry, for a question that chooses one.
    fn chosen_entry(&self) -> Option<Entry> {
        match &self.control {
            Control::Entry(combobox) => combobox.chosen(),
            _ => None,
        }
    }

    /// What a typed number is read as, with its unit.
    fn understood(&self, typed: &str) -> Option<String> {
        let read = self.field.understood(typed)?;
        Some(match self.field.kind {
            Kind::Money { unit, .. } => read.replace('元', unit),
            _ => read,
        })
    }

    /// Says behind an amount how it is read where it is typed otherwise: 85万 is 850,000 元.
    fn say_understood(&self) {
        if let (Control::Text(input), Kind::Money { unit, .. }) = (&self.control, self.field.kind)
            && let Ok(Some(counted)) = self.outer.get().query_selector(".unit")
        {
            let typed = input.value();
            let read = self.understood(&typed);
            let read = read.filter(|read| *read != format!("{typed} {unit}"));
            let text = read.map_or_else(|| unit.to_owned(), |read| format!("= {read}"));
            set_text(&counted, &text);
        }
    }

    /// The answer in words; nothing where the question is not answered.
    fn words(&self) -> Option<String> {
        let one = |id: &str| match (self.field.kind, id) {
            (Kind::YesNo, "true") => "是".to_owned(),
            (Kind::YesNo, "false") => "否".to_owned(),
            (Kind::Choice { options } | Kind::Choices { options }, _) => {
                let chosen = options.iter().find(|option| option.id == id);
                chosen.map_or(id, |option| option.label).to_owned()
            }
            (Kind::Money { .. } | Kind::Whole { .. } | Kind::Measure { .. }, _) => {
                self.understood(id).unwrap_or_else(|| id.to_owned())
            }
            (Kind::Entry { table }, _) => {
                (table.entry)(id).map_or_else(|| id.to_owned(), |entry| entry.name.to_owned())
            }
            _ => id.to_owned(),
        };
        Some(match (self.answer()?, self.field.kind) {
            (Answer::Text(text), _) => one(&text),
            (Answer::List(list), Kind::Rows { row, .. }) => format!("{} 个{row}", list.len()),
            (Answer::List(list), _) => {
                let texts = list.iter().filter_map(|it| match it {
                    Answer::Text(text) => Some(one(text)),
                    _ => None,
                });
                texts.collect::<Vec<_>>().join("、")
            }
            (Answer::Flag(_) | Answer::Row(_), _) => String::new(),
        })
    }

    /// Puts the focus where the answer at this path stands: in one of the rows, or into the question.
    pub(super) fn focus_at(&self, path: &str) {
        match &self.control {
            Control::Rows(rows) => rows.focus_at(self.field.key, path),
            _ => self.focus(),
        }
    }

    /// Puts the focus into the question.
    pub(super) fn focus(&self) {
        let _ = self.main.focus();
    }
}
