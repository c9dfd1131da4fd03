//! A calculator on the screen: its questions on one side, its answer on the other.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

use crate::api;
use crate::calculators::{Calculator, Context};
use crate::clock::today;
use crate::date::Date;
use crate::form::{Answers, ErrorCode, Field, InputError, When};
use crate::outcome::{Link, Outcome};

use super::dom::{El, el, replace, set_text};
use super::field::{FieldView, Screen};
use super::result;

/// The events that questions react to.
pub(super) const EVENTS: [&str; 8] = [
    "input",
    "change",
    "click",
    "keydown",
    "compositionend",
    "focusout",
    "mousedown",
    "submit",
];

/// The event that asks for another calculator; the element goes there unless the host prevents it.
pub(super) const OPEN: &str = "luzhou-open";

/// An event for the host page.
pub(super) struct Told {
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
    place: El,
    /// A line at the end of the questions that says the answer while it is out of sight.
    peek: El,
    status: El,
    shown: Option<Shown>,
}

/// What the answer's side shows.
#[derive(PartialEq)]
enum Shown {
    Outcome(Outcome),
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
        let peek = el("button").class("peek").attr("type", "button");
        let form = el("form")
            .class("form")
            .attr("novalidate", "")
            .attr("autocomplete", "off")
            .children(later.iter().map(|(_, place)| place))
            .child(&peek);
        let place = el("div")
            .class("result")
            .attr("role", "region")
            .attr("tabindex", "-1")
            .attr("aria-label", "计算结果");
        let status = el("p").class("spoken").attr("role", "status");
        let title = el("h2").class("title").text(calculator.title);
        let question = el("p").class("question").text(calculator.question);
        let outer = el("div")
            .class("calculator")
            .attr("lang", "zh-CN")
            .attr("dir", "ltr")
            .child(el("div").class("head").child(title).child(question))
            .child(el("div").class("sides").child(&form).child(&place))
            .child(&status);
        let mut view = Self {
            host,
            calculator,
            outer,
            fields: Vec::new(),
            later,
            place,
            peek,
            status,
            shown: None,
        };
        view.build(|field| field.when.is_none() || field.prefill.is_some());
        view.prefill(|_| true);
        view
    }

    /// Builds the questions that are wanted, in their places.
    fn build(&mut self, wanted: impl Fn(&Field) -> bool) {
        let as_of = as_of(&self.host).unwrap_or_else(|_| today());
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

    /// Lets the questions react, then answers anew; gives what the host should hear.
    pub(super) fn handle(&mut self, event: &Event) -> Option<Told> {
        let target = event.composed_path().get(0).dyn_into::<Element>().ok()?;
        if self.peek.get().contains(Some(&target)) && event.type_() == "click" {
            let place: HtmlElement = self.place.unchecked();
            place.scroll_into_view();
            let _ = place.focus();
            return None;
        }
        if event.type_() == "click"
            && let Some(link) = self.link_of(&target)
        {
            return Some(Told {
                name: OPEN,
                detail: api::js_object(link),
                link: Some(link.clone()),
            });
        }
        for field in &mut self.fields {
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

    /// Answers with what is filled in; gives what the host should hear if the answer changed.
    pub(super) fn answer(&mut self) -> Option<Told> {
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
        let told = match self.context() {
            Err(error) => Shown::Errors(vec![error]),
            Ok(_) if wrong => Shown::Errors(errors),
            // An answer that is still being typed counts as not given yet.
            Ok(context) => match self.calculator.calculate(&checked, context) {
                Ok(outcome) => Shown::Outcome(outcome),
                Err(errors) => {
                    for field in &self.fields {
                        field.show_errors(field.field.key, &errors);
                    }
                    Shown::Errors(errors)
                }
            },
        };
        if let Shown::Outcome(outcome) = &told {
            self.build(|field| {
                matches!(field.when, Some(When::Asked)) && outcome.asks.contains(&field.key)
            });
            for field in self.fields.iter().filter(|field| field.asked_on_demand()) {
                let asked = outcome.asks.contains(&field.field.key);
                field.set_applies(asked || field.answer().is_some());
            }
        }
        if self.shown.as_ref() == Some(&told) {
            return None;
        }
        let event = self.show(&told);
        self.shown = Some(told);
        event
    }

    /// The link to another calculator that the element belongs to.
    fn link_of(&self, target: &Element) -> Option<&Link> {
        let button = target.closest("[data-link]").ok()??;
        let at: usize = button.get_attribute("data-link")?.parse().ok()?;
        match &self.shown {
            Some(Shown::Outcome(outcome)) => outcome.links.get(at),
            _ => None,
        }
    }

    fn answers(&self) -> Answers {
        let shown = self.fields.iter().filter(|field| field.shown());
        shown
            .filter_map(|field| Some((field.field.key.to_owned(), field.answer()?)))
            .collect()
    }

    fn context(&self) -> Result<Context, InputError> {
        let as_of = as_of(&self.host)?;
        Ok(Context {
            as_of,
            historical: self
                .host
                .get_attribute("historical")
                .is_some_and(|text| text != "false"),
        })
    }

    fn show(&self, told: &Shown) -> Option<Told> {
        match told {
            Shown::Outcome(outcome) => {
                result::show(&self.place, outcome);
                let spoken = result::spoken(outcome);
                set_text(self.status.get(), &spoken);
                set_text(self.peek.get(), &format!("{spoken}（看结果）"));
                Some(Told {
                    name: "luzhou-result",
                    detail: api::js_object(outcome),
                    link: None,
                })
            }
            Shown::Errors(errors) => {
                result::show_errors(&self.place, errors);
                let first = errors.first().map_or("", |error| &error.message);
                set_text(self.status.get(), first);
                set_text(self.peek.get(), "有填写要改正（看说明）");
                errors.first().map(|error| Told {
                    name: "luzhou-error",
                    detail: api::js_object(error),
                    link: None,
                })
            }
        }
    }
}

/// The day of looking: the host's attribute, or today in Beijing.
fn as_of(host: &HtmlElement) -> Result<Date, InputError> {
    match host.get_attribute("as-of").filter(|text| !text.is_empty()) {
        None => Ok(today()),
        Some(text) => Date::parse(&text).ok_or_else(|| {
            InputError::new(
                ErrorCode::DateOutOfRange,
                "as_of",
                "网页标签的 as-of 属性应写成 2024-01-15 这样的格式",
            )
        }),
    }
}
