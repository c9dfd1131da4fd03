//! A table at work, for the few lines of JavaScript that drive it: in a worker, or in slices beside the
//! page.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{
    Check, Columns, Layout, Mark, Mode, REPORT_HEAD, Settings, Status, Unready, write_report,
};
use luzhou_gazette_dom::today;

use super::message::{object, set};

/// As many marks as go into a text that is shown to be copied.
const MOST_COPIED: usize = 500;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Counts, Layout, Page } from "generated/messages";"#;

/// A table at work.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    /// The text before the check begins.
    text: String,
    check: Option<Check>,
}

#[wasm_bindgen]
impl Desk {
    /// An empty desk.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes more of the text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Begins a check of the text, anew where one was made before. `columns` says the places of codes,
    /// amounts, tiers, quantities and days, separated by commas, nothing for no column; where it is empty
    /// they are found by themselves.
    /// Gives the layout.
    #[wasm_bindgen(unchecked_return_type = "Layout")]
    pub fn start(&mut self, mode: &str, tier: &str, day: &str, columns: &str) -> Object {
        let settings = Settings {
            mode: mode_of(mode),
            tier: Tier::find(tier),
            day: Date::parse(day).unwrap_or_else(today),
            columns: None,
        };
        let mut check = match self.check.take() {
            Some(check) => check.again(settings.clone()),
            None => Check::new(std::mem::take(&mut self.text), settings.clone()),
        };
        if !columns.is_empty() {
            let columns = Some(chosen(columns, check.layout()));
            check = check.again(Settings {
                columns,
                ..settings
            });
        }
        let layout = told_layout(&check);
        self.check = Some(check);
        layout
    }

    /// Checks so many rows more; false when there are none left.
    pub fn advance(&mut self, rows: u32) -> bool {
        self.check.as_mut().is_some_and(|check| check.advance(rows))
    }

    /// How much is read, in thousandths.
    #[must_use]
    pub fn progress(&self) -> u32 {
        let (read, all) = self.check.as_ref().map_or((0, 0), Check::progress);
        let share = read.saturating_mul(1000).checked_div(all).unwrap_or(1000);
        u32::try_from(share).unwrap_or(1000)
    }

    /// How many rows, blank rows, heads, marks and explained marks there are, and marks of each status.
    #[wasm_bindgen(unchecked_return_type = "Counts")]
    #[must_use]
    pub fn counts(&self) -> Object {
        let Some(check) = &self.check else {
            return Object::new();
        };
        let (rows, blank, heads) = check.rows();
        let marks = u32::try_from(check.marks().len()).unwrap_or(u32::MAX);
        let counts = object(&[
            ("rows", rows.into()),
            ("blank", blank.into()),
            ("heads", heads.into()),
            ("marks", marks.into()),
            ("may_be_explained", check.explained().into()),
        ]);
        for (status, count) in check.counts() {
            set(&counts, status.id(), &count.into());
        }
        counts
    }

    /// The marks of a status, or of all, from this one on, as many as fit a page.
    #[wasm_bindgen(unchecked_return_type = "Page")]
    #[must_use]
    pub fn page(&self, status: &str, from: usize, most: usize) -> Object {
        let mut marks = self.marks(status, from);
        let shown: Array = marks
            .by_ref()
            .take(most)
            .map(|(_, mark)| told(mark))
            .collect();
        let next = marks.next().map_or(0, |(place, _)| place);
        object(&[("marks", shown.into()), ("next", next.into())])
    }

    /// So many lines of the report from this mark on, the first with its head; empty after the last.
    #[must_use]
    pub fn report(&self, from: usize, most: usize) -> String {
        let marks = self.marks("", from).map(|(_, mark)| mark).take(most);
        let head = if from == 0 { REPORT_HEAD } else { "" };
        format!("{head}{}", write_report(marks))
    }

    /// The first lines of the report with this status, or with any.
    #[must_use]
    pub fn copied(&self, status: &str) -> String {
        let marks = self.marks(status, 0).map(|(_, mark)| mark);
        let head = REPORT_HEAD.trim_start_matches('\u{feff}');
        format!("{head}{}", write_report(marks.take(MOST_COPIED)))
    }

    /// The marks of a status, or of all where there is no such status, each with its place.
    fn marks(&self, status: &str, from: usize) -> impl Iterator<Item = (usize, &Mark)> {
        let marks = self.check.as_ref().map_or(&[][..], Check::marks);
        let status = Status::find(status);
        marks
            .iter()
            .enumerate()
            .skip(from)
            .filter(move |(_, mark)| status.is_none_or(|status| status == mark.status))
    }
}

/// The mode with this name.
pub(super) fn mode_of(name: &str) -> Mode {
    if name == "bill" {
        Mode::Bill
    } else {
        Mode::List
    }
}

/// The columns as the person has chosen them; without one of amounts those of a tier
/// each stay.
fn chosen(text: &str, layout: &Layout) -> Columns {
    let mut places = text.split(',').map(|place| place.parse().ok());
    let mut next = || places.next().flatten();
    let (code, amount, tier, quantity, day) = (next(), next(), next(), next(), next());
    let found = layout.columns.clone();
    let tiers = if amount.is_none() {
        found.tiers
    } else {
        Vec::new()
    };
    Columns {
        code,
        amount,
        tiers,
        tier,
        quantity,
        day,
        name: found.name,
    }
}

fn told_layout(check: &Check) -> Object {
    let layout = check.layout();
    let columns = &layout.columns;
    let unready = match check.unready() {
        None => "",
        Some(Unready::Empty) => "empty",
        Some(Unready::Code) => "code",
        Some(Unready::Amount) => "amount",
        Some(Unready::Quantity) => "quantity",
    };
    let tiers = !columns.tiers.is_empty();
    let amount = columns.amount.filter(|_| !tiers);
    let places = [
        columns.code,
        amount,
        columns.tier,
        columns.quantity,
        columns.day,
    ];
    let places = places.map(|place| place.map_or(String::new(), |place| place.to_string()));
    object(&[
        ("unready", unready.into()),
        ("tiers", tiers.into()),
        ("places", texts(&places)),
        ("heads", texts(&layout.heads)),
    ])
}

fn texts(texts: &[String]) -> JsValue {
    let texts: Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
    texts.into()
}

fn told(mark: &Mark) -> Object {
    let money = |amount: Option<Fen>| amount.map_or_else(String::new, |it| it.to_string());
    let source = mark
        .citation()
        .map_or_else(String::new, |it| it.to_string());
    object(&[
        ("row", mark.row.to_string().into()),
        ("status", mark.status.id().into()),
        ("code", mark.code.as_str().into()),
        ("name", mark.name().into()),
        ("tier", mark.tier.map_or("", Tier::label).into()),
        ("day", mark.day.to_string().into()),
        ("quantity", mark.quantity.to_string().into()),
        ("written", mark.written.as_str().into()),
        ("printed", money(mark.printed).into()),
        ("difference", money(mark.difference()).into()),
        ("explanation", mark.explanation().into()),
        ("source", source.into()),
        ("may_be_explained", mark.may_be_explained().into()),
    ])
}
