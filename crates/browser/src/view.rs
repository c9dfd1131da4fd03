//! A calculator on the screen: its questions on one side, its answer on the other.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use crate::api;
use luzhou_gazette::calculators::Calculator;
use luzhou_gazette::form::{Answers, Checked, Field, InputError, When};
use luzhou_gazette::gazette::{TITLE, VERSION};
use luzhou_gazette::outcome::{Link, Outcome};

use super::actions;
use super::bar::Bar;
use super::case;
use super::field::{FieldView, Screen, said};
use super::looking::Looking;
use super::result;
use luzhou_gazette_dom::{El, el, replace, set_text};

/// As many unknown names are repeated, and as many characters of each.
const MAX_SHOWN: usize = 40;

/// The events that questions react to.
pub(super) const EVENTS: [&str; 9] = [
    "input",
    "change",
    "click",
    "keydown",
    "compositionend",
    "focusin",
    "focusout",
    "mousedown",
    "submit",
];

/// The event that asks for another calculator; the element goes there unless the host prevents it.
pub(super) const OPEN: &str = "luzhou-open";

/// An event for the host page.
pub(super) struct HostEvent {
    pub(super) name: &'static str,
    pub(super) detail: JsValue,
    /// Where the element goes next, for [`OPEN`].
    pub(super) link: Option<Link>,
}

/// A calculator on the screen.
pub(super) struct View {
    host: HtmlElement,
    calculator: &'static Calculator,
    pub(super) outer: El,
    /// The questions that have been shown, and the others with the elements that keep their places: most
    /// are never needed, and the first form stands sooner without them.
    fields: Vec<FieldView>,
    later: Vec<(&'static Field, El)>,
    looking: Looking,
    place: El,
    pub(super) bar: Option<Bar>,
    status: El,
    shown: Option<Shown>,
    /// What to say to a screen reader once the answer has settled.
    spoken: String,
    /// The answers before they were cleared, to be brought back.
    cleared: Option<Answers>,
    /// Names in a shared case that no question has.
    unknown: Vec<String>,
}

/// What the answer's side shows.
#[derive(PartialEq)]
enum Shown {
    /// The outcome, and the answers that it is of: the sheet, the link and the calendar file tell them too.
    Outcome(Box<Outcome>, Checked),
    Errors(Vec<InputError>),
}

impl View {
    /// Builds the questions, filled in from the host's attributes.
    pub(super) fn new(host: HtmlElement, calculator: &'static Calculator) -> Self {
        let later: Vec<(&'static Field, El)> = calculator
            .form
            .fields
            .iter()
            .map(|field| (field, el("div").attr("hidden", "")))
            .collect();
        let looking = Looking::new(&host);
        let form = el("form")
            .class("form")
            .attr("novalidate", "")
            .attr("autocomplete", "off")
            .attr("aria-label", &format!("{}：填写", calculator.title))
            .children(looking.question.iter().map(|it| &it.outer))
            .children(later.iter().map(|(_, place)| place));
        let place = el("div")
            .class("result")
            .attr("role", "region")
            .attr("tabindex", "-1")
            .attr("aria-label", "计算结果");
        let status = el("p").class("spoken").attr("role", "status");
        let title = el("h2").class("title").attr("tabindex", "-1");
        // A title breaks behind its colon, not within a phrase.
        let parts = calculator.title.split_inclusive('：');
        let parts = parts.map(|part| el("span").attr("class", "n").text(part));
        let title = parts.fold(title, El::child);
        let question = el("p").class("question").prose(calculator.question);
        let issue = el("p").class("issue").prose(TITLE);
        let outer = el("div")
            .class("calculator")
            .attr("lang", "zh-CN")
            .attr("dir", "ltr")
            .attr("data-version", VERSION)
            .child(
                el("div")
                    .class("head")
                    .child(title)
                    .child(question)
                    .child(issue)
                    .child(actions::tries(calculator.name)),
            )
            .child(el("div").class("sides").child(&form).child(&place))
            .child(&status);
        let bar = Bar::new(&outer, &form, &place);
        let mut view = Self {
            host,
            calculator,
            outer,
            fields: Vec::new(),
            later,
            looking,
            place,
            bar,
            status,
            shown: None,
            spoken: String::new(),
            cleared: None,
            unknown: Vec::new(),
        };
        view.build(|field| field.when.is_none() || field.prefill.is_some());
        view.prefill(|_| true);
        if let Some(query) = actions::linked(calculator.name) {
            view.fill(&case::from_query(&query));
        }
        view
    }

    /// Builds the questions that are wanted, in their places.
    fn build(&mut self, wanted: impl Fn(&Field) -> bool) {
        let as_of = self.looking.as_of().ok();
        for (field, place) in self.later.extract_if(.., |(field, _)| wanted(field)) {
            let id = format!("f-{}", field.key);
            let view = FieldView::new(field, &id, Screen { as_of });
            replace(place.get(), view.outer.get());
            self.fields.push(view);
        }
    }

    /// Fills in the answers that the host gives as attributes named after the questions, of those
    /// attributes that are wanted.
    pub(super) fn prefill(&mut self, wanted: impl Fn(&str) -> bool) {
        let host = self.host.clone();
        let given = |name: &str| wanted(name) && host.has_attribute(name);
        self.build(|field| given(field.key) || given(&field.key.replace('_', "-")));
        for field in &mut self.fields {
            let key = field.field.key;
            for name in [key, &key.replace('_', "-")] {
                if let Some(text) = self.host.get_attribute(name).filter(|_| wanted(name)) {
                    field.prefill(&text);
                    break;
                }
            }
        }
    }

    /// Lets the questions react, then answers anew; gives the event for the host.
    pub(super) fn handle(&mut self, event: &Event) -> Option<HostEvent> {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
        if event.type_() == "focusin" {
            self.keep_clear(&target);
            return None;
        }
        if event.type_() == "click" && self.act(event, &target) {
            return self.answer();
        }
        if event.type_() == "click"
            && let Some(link) = self.link_of(&target)
        {
            return Some(HostEvent {
                name: OPEN,
                detail: api::js_object(link),
                link: Some(link.clone()),
            });
        }
        for field in self.looking.question.iter_mut().chain(&mut self.fields) {
            if field.handle(event, &target) {
                break;
            }
        }
        match event.type_().as_str() {
            "submit" => {
                // Nothing is sent anywhere: the answer is already there.
                event.prevent_default();
                None
            }
            "mousedown" | "focusout" => None,
            _ => self.answer(),
        }
    }

    /// Answers with what is filled in; gives the event for the host if the answer changed.
    pub(super) fn answer(&mut self) -> Option<HostEvent> {
        self.looking.ask();
        let form = &self.calculator.form;
        let (checked, _) = form.check_partly(&self.answers());
        self.build(|field| !matches!(field.when, Some(When::Asked)) && field.applies(&checked));
        for field in &self.fields {
            field.set_applies(if field.asked_on_demand() {
                field.shown() || field.answer().is_some()
            } else {
                field.field.applies(&checked)
            });
        }
        let answers = self.answers();
        let (checked, errors) = form.check_partly(&answers);
        let mut wrong = false;
        for field in &self.fields {
            wrong |= field.show_errors(field.field.key, &errors);
        }
        let shown = match self.looking.context() {
            Err(error) => Shown::Errors(vec![error]),
            Ok(_) if wrong => Shown::Errors(errors),
            // An answer that is still being typed counts as not given yet.
            Ok(context) => match self.calculator.calculate(&checked, context) {
                Ok(outcome) => Shown::Outcome(Box::new(outcome), checked),
                Err(errors) => {
                    for field in &self.fields {
                        field.show_errors(field.field.key, &errors);
                    }
                    Shown::Errors(errors)
                }
            },
        };
        if let Shown::Outcome(outcome, _) = &shown {
            self.build(|field| {
                matches!(field.when, Some(When::Asked)) && outcome.asks.contains(&field.key)
            });
            for field in self.fields.iter().filter(|field| field.asked_on_demand()) {
                let asked = outcome.asks.contains(&field.field.key);
                field.set_applies(asked || field.answer().is_some());
            }
        }
        if self.shown.as_ref() == Some(&shown) {
            return None;
        }
        let event = self.show(&shown);
        self.shown = Some(shown);
        event
    }

    /// Fills answers in, of a case that was kept or shared. Names that no question has are remembered.
    pub(super) fn fill(&mut self, answers: &Answers) {
        let known = |key: &str| {
            let fields = self.calculator.form.fields;
            fields.iter().any(|field| field.key == key)
        };
        self.unknown = answers
            .iter()
            .filter(|(key, _)| !key.is_empty() && !known(key))
            .take(MAX_SHOWN)
            .map(|(key, _)| key.chars().take(MAX_SHOWN).collect())
            .collect();
        self.build(|field| answers.iter().any(|(key, _)| key == field.key));
        for field in &mut self.fields {
            let given = answers.iter().find(|(key, _)| key == field.field.key);
            if let Some((_, answer)) = given {
                field.fill(answer);
            }
        }
    }

    /// The keys of the questions.
    pub(super) fn keys(&self) -> Vec<&'static str> {
        let fields = self.calculator.form.fields.iter();
        fields.map(|field| field.key).collect()
    }

    /// The outcome that is shown; nothing while answers must be mended first.
    pub(super) fn outcome(&self) -> Option<&Outcome> {
        match &self.shown {
            Some(Shown::Outcome(outcome, _)) => Some(outcome),
            _ => None,
        }
    }

    /// What must be mended first.
    pub(super) fn error(&self) -> Option<&InputError> {
        match &self.shown {
            Some(Shown::Errors(errors)) => errors.first(),
            _ => None,
        }
    }

    /// Says to a screen reader what has settled.
    pub(super) fn speak(&self) {
        set_text(self.status.get(), &self.spoken);
    }

    /// Does what a button or a source asks for; true where the answers have changed.
    fn act(&mut self, event: &Event, target: &Element) -> bool {
        let bar = self.bar.as_ref().map(|bar| bar.button().get().clone());
        if bar.is_some_and(|bar| bar.contains(Some(target))) {
            let place: HtmlElement = self.place.unchecked();
            place.scroll_into_view();
            let _ = place.focus();
            return false;
        }
        if let Some(path) = named(target, "data-jump") {
            let key = path.split('[').next().unwrap_or_default();
            if let Some(field) = self.fields.iter().find(|field| field.field.key == key) {
                field.focus_at(&path);
            }
            return false;
        }
        if let Some(number) = named(target, "data-source") {
            // The fragment belongs to the page; inside the element the place is found by hand.
            event.prevent_default();
            let found = self
                .place
                .get()
                .query_selector(&format!("#source-{number}"));
            if let Ok(Some(source)) = found {
                let source: HtmlElement = source.unchecked_into();
                source.scroll_into_view_with_bool(false);
                let _ = source.focus();
            }
            return false;
        }
        let Some(action) = named(target, "data-action") else {
            return false;
        };
        match action.as_str() {
            "copy" => {
                if let Some(Shown::Outcome(outcome, _)) = &self.shown {
                    let text = outcome.plain_text(self.calculator.title);
                    actions::copy(&self.place, "结果", &text);
                }
                false
            }
            "share" => {
                let link = actions::link(self.calculator.name, &case::to_query(&self.answers()));
                actions::copy(&self.place, "链接", &link);
                false
            }
            "print" => {
                actions::print_page();
                false
            }
            "try" => {
                if let Some(case) = named(target, "data-case") {
                    self.clear();
                    self.fill(&case::from_query(&case));
                }
                true
            }
            "reset" => {
                self.clear();
                if let Some(field) = self.fields.first() {
                    field.focus();
                }
                true
            }
            "restore" => {
                if let Some(answers) = self.cleared.take() {
                    self.fill(&answers);
                }
                true
            }
            _ => false,
        }
    }

    /// Takes every answer back, so that they can be restored.
    fn clear(&mut self) {
        let answered = self.fields.iter().any(FieldView::is_answered);
        self.cleared = answered.then(|| self.answers());
        for field in &mut self.fields {
            field.reset();
        }
    }

    /// Moves a control that has the focus out from under the bar.
    fn keep_clear(&self, target: &Element) {
        let Some(bar) = &self.bar else { return };
        // A bar that is hidden, or that no wide element shows, has no height.
        let edges = bar.button().get().get_bounding_client_rect();
        let covers = target.get_bounding_client_rect().bottom() > edges.top();
        if edges.height() > 0.0 && covers && !self.is_bar(target) {
            target.scroll_into_view_with_bool(false);
        }
    }

    fn is_bar(&self, target: &Element) -> bool {
        let bar = self.bar.as_ref();
        bar.is_some_and(|bar| bar.button().get().contains(Some(target)))
    }

    /// The link to another calculator that the element belongs to.
    fn link_of(&self, target: &Element) -> Option<&Link> {
        let button = target.closest("[data-link]").ok()??;
        let at: usize = button.get_attribute("data-link")?.parse().ok()?;
        match &self.shown {
            Some(Shown::Outcome(outcome, _)) => outcome.links.get(at),
            _ => None,
        }
    }

    /// The answers that are given, the hidden ones too: the form says which answers are not used. In the order of the form, so that a case is
    /// written in one way only.
    pub(super) fn answers(&self) -> Answers {
        let fields = self.calculator.form.fields.iter();
        let views =
            fields.filter_map(|it| self.fields.iter().find(|view| view.field.key == it.key));
        views
            .filter_map(|view| Some((view.field.key.to_owned(), view.answer()?)))
            .collect()
    }

    fn show(&mut self, shown: &Shown) -> Option<HostEvent> {
        match shown {
            Shown::Outcome(outcome, checked) => {
                let answered = self.fields.iter().any(FieldView::is_answered);
                result::show(&self.place, self.calculator, outcome, checked, answered);
                result::sheet::answers(&self.place, &said(self.calculator.form, &self.fields));
                let case = case::to_query(&self.answers());
                result::sheet::foot(&self.place, &actions::link(self.calculator.name, &case));
                self.place.append(self.remarks());
                let receipt = outcome.listings.iter().find(|it| it.complete);
                let rows = receipt.map_or(&[][..], |receipt| &receipt.rows);
                let amounts = rows.iter().filter_map(|row| row.cells.last());
                let amounts: Vec<&str> = amounts.map(|it| &**it).collect();
                for field in &self.fields {
                    field.say_rows(&amounts);
                }
                self.spoken = if answered || outcome.asks.is_empty() {
                    outcome.summary.clone()
                } else {
                    String::new()
                };
                if let Some(bar) = &self.bar {
                    bar.set_words(&outcome.at_a_glance());
                }
                Some(HostEvent {
                    name: "luzhou-result",
                    detail: api::js_object(outcome),
                    link: None,
                })
            }
            Shown::Errors(errors) => {
                result::show_errors(&self.place, errors);
                // The error beside the field is announced there.
                self.spoken = String::new();
                if let Some(bar) = &self.bar {
                    bar.set_words("有填写要改正");
                }
                errors.first().map(|error| HostEvent {
                    name: "luzhou-error",
                    detail: api::js_object(error),
                    link: None,
                })
            }
        }
    }

    /// What is to be said besides the answer: names in a link that nothing knows, and the way back from
    /// cleared answers.
    fn remarks(&self) -> El {
        let mut remarks = el("div").class("remarks");
        if !self.unknown.is_empty() {
            let names = self.unknown.join("、");
            let text = format!("链接里有认不出的内容，没有填入：{names}。可能是旧版的链接。");
            remarks = remarks.child(el("p").class("hint").text(&text));
        }
        if self.cleared.is_some() {
            let button = el("button")
                .class("button quiet")
                .attr("type", "button")
                .attr("data-action", "restore")
                .text("恢复刚才填的");
            remarks = remarks.child(button);
        }
        remarks
    }
}

/// The value of an attribute on the element or what it lies in.
fn named(target: &Element, attribute: &str) -> Option<String> {
    let element = target.closest(&format!("[{attribute}]")).ok()??;
    element.get_attribute(attribute)
}
