//! A table at work, for the few lines of JavaScript that drive it: in a worker, or in slices beside the
//! page.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{
    Check, Choices, Encoding, Foreign, Kind, Priced, REPORT_HEAD, Role, Row, Sniffer, Verdict,
    foreign, write_report,
};
use luzhou_gazette_dom::today;

use super::message::{object, set};

/// As many rows as go into a text that is shown to be copied.
const MOST_COPIED: usize = 500;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Counts, Layout, Page } from "generated/messages";"#;

/// A table at work.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    /// The text before the check begins.
    text: String,
    sniffer: Sniffer,
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

    /// What a file that begins so is where it is no text; empty where it is one.
    #[must_use]
    pub fn foreign(head: &[u8]) -> String {
        foreign(head).map_or("", Foreign::id).to_owned()
    }

    /// Sees more of the file, to find its encoding.
    pub fn sniff(&mut self, bytes: &[u8]) {
        self.sniffer.push(bytes);
    }

    /// The encoding of all that was seen, as decoders name it; empty where it is not known.
    #[must_use]
    pub fn encoding(&self) -> String {
        self.sniffer.finish().map_or("", Encoding::label).to_owned()
    }

    /// Takes more of the text.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Understands the text, anew where that was done before. `columns` says the places of codes, amounts,
    /// tiers, quantities and days, separated by commas, nothing for no column; where it is empty they are
    /// found by themselves.
    /// Gives the layout.
    #[wasm_bindgen(unchecked_return_type = "Layout")]
    pub fn start(&mut self, kind: &str, tier: &str, day: &str, columns: &str) -> Object {
        let mut choices = Choices {
            kind: Kind::find(kind),
            tier: Tier::find(tier),
            day: Date::parse(day),
            columns: Vec::new(),
        };
        choose(&mut choices, columns);
        let check = match self.check.take() {
            Some(check) => check.again(&choices),
            None => Check::new(std::mem::take(&mut self.text), &choices, today()),
        };
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

    /// How many items, blank rows, other rows that are no items, rows of the report and explained rows there
    /// are, and rows of each verdict.
    #[wasm_bindgen(unchecked_return_type = "Counts")]
    #[must_use]
    pub fn counts(&self) -> Object {
        let Some(check) = &self.check else {
            return Object::new();
        };
        let summary = check.summary();
        let (items, blank) = (summary.items(), summary.count(Verdict::Blank));
        let others = summary.rows.saturating_sub(items).saturating_sub(blank);
        let shown = u32::try_from(check.len()).unwrap_or(u32::MAX);
        let counts = object(&[
            ("rows", items.into()),
            ("others", others.into()),
            ("marks", shown.into()),
            ("may_be_explained", summary.explained.into()),
        ]);
        for verdict in Verdict::ALL {
            set(&counts, verdict.id(), &summary.count(verdict).into());
        }
        counts
    }

    /// The items of a verdict, or of all, from this row on, as many as fit a page.
    #[wasm_bindgen(unchecked_return_type = "Page")]
    #[must_use]
    pub fn page(&self, verdict: &str, from: usize, most: usize) -> Object {
        let mut items = self.items(verdict, from);
        let shown = Array::new();
        for (_, row) in items.by_ref().take(most) {
            for price in &row.prices {
                shown.push(&told(&row, price));
            }
        }
        let next = items.next().map_or(0, |(place, _)| place);
        object(&[("marks", shown.into()), ("next", next.into())])
    }

    /// So many rows of the report from this one on, the first with its head; empty after the last.
    #[must_use]
    pub fn report(&self, from: usize, most: usize) -> String {
        let Some(check) = &self.check else {
            return String::new();
        };
        let places = from..from.saturating_add(most).min(check.len());
        let rows = places.filter_map(|place| check.row(place));
        let head = if from == 0 { REPORT_HEAD } else { "" };
        format!("{head}{}", write_report(check.kind(), rows))
    }

    /// The first lines of the report with this verdict, or with any.
    #[must_use]
    pub fn copied(&self, verdict: &str) -> String {
        let kind = self.check.as_ref().map_or(Kind::List, Check::kind);
        let rows = self.items(verdict, 0).map(|(_, row)| row);
        let head = REPORT_HEAD.trim_start_matches('\u{feff}');
        format!("{head}{}", write_report(kind, rows.take(MOST_COPIED)))
    }

    /// The items of a verdict, or of all where there is no such verdict, each with its place.
    fn items(&self, verdict: &str, from: usize) -> impl Iterator<Item = (usize, Row)> {
        let wanted = Verdict::find(verdict);
        let check = self.check.as_ref();
        let places = from..check.map_or(0, Check::len);
        places.filter_map(move |place| {
            let check = check?;
            let found = check.verdict(place)?;
            let shown = wanted.map_or(found.is_item(), |wanted| wanted == found);
            shown.then(|| Some((place, check.row(place)?)))?
        })
    }
}

/// The columns that can be chosen on the screen, in its order.
const USES: [Role; 5] = [
    Role::Code,
    Role::Amount,
    Role::Tier,
    Role::Quantity,
    Role::Day,
];

/// Takes over the columns as the person has chosen them; without one of amounts those of a tier each stay.
fn choose(choices: &mut Choices, columns: &str) {
    if columns.is_empty() {
        return;
    }
    for (role, place) in USES.into_iter().zip(columns.split(',')) {
        if role != Role::Amount || !place.is_empty() {
            choices.set(role.id(), if place.is_empty() { "none" } else { place });
        }
    }
}

fn told_layout(check: &Check) -> Object {
    let understood = check.understanding();
    let unready = match (understood.refusal.as_str(), understood.doubts.first()) {
        ("", Some(doubt)) => format!("{}请在上面选。", doubt.question),
        (refusal, _) => refusal.to_owned(),
    };
    let place = |role: Role| {
        let column = understood.columns.iter().find(|it| it.role == role.id());
        column.map_or_else(String::new, |it| it.place.to_string())
    };
    let heads: Vec<String> = understood
        .columns
        .iter()
        .map(|it| it.head.clone())
        .collect();
    let tiers = understood
        .columns
        .iter()
        .any(|it| it.role.starts_with("price_"));
    object(&[
        ("unready", unready.into()),
        ("kind", check.kind().id().into()),
        ("tiers", tiers.into()),
        ("places", texts(&USES.map(place))),
        ("heads", texts(&heads)),
    ])
}

fn texts(texts: &[String]) -> JsValue {
    let texts: Array = texts.iter().map(|text| JsValue::from_str(text)).collect();
    texts.into()
}

fn told(row: &Row, price: &Priced) -> Object {
    let money = |amount: Option<Fen>| amount.map_or_else(String::new, |it| it.to_string());
    let number = |number: Option<i64>| number.map_or_else(String::new, |it| it.to_string());
    let mut explanation = row.reading.join("；");
    if !explanation.is_empty() {
        explanation.push('。');
    }
    explanation.push_str(&row.reason);
    let name = if row.printed_name.is_empty() {
        &row.name
    } else {
        row.printed_name
    };
    let day = row.day.map_or_else(String::new, |day| day.to_string());
    let source = row.citation.map_or_else(String::new, |it| it.to_string());
    object(&[
        ("row", row.row.to_string().into()),
        ("status", price.verdict.id().into()),
        ("code", row.code.as_str().into()),
        ("name", name.into()),
        ("tier", price.tier().map_or("", Tier::label).into()),
        ("day", day.into()),
        ("quantity", number(row.quantity).into()),
        ("written", price.written.as_str().into()),
        ("printed", money(price.printed).into()),
        ("difference", money(price.difference()).into()),
        ("explanation", explanation.into()),
        ("source", source.into()),
        ("may_be_explained", row.explained.into()),
    ])
}
