//! A table at work, for the few lines of JavaScript that drive it: in a worker, or in slices beside the
//! page. What goes out are arrays of texts and numbers, which any thread can be sent.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::Tier;
use luzhou_gazette::table::{
    Check, Columns, Layout, Mark, Mode, REPORT_HEAD, Settings, Status, Unready, write_report,
};
use luzhou_gazette_dom::today;

/// As many marks as go into a text that is shown to be copied.
const MOST_COPIED: usize = 500;

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
    /// Gives what must be said first, the last row of the heads, the places, and the heads.
    pub fn start(&mut self, mode: &str, tier: &str, day: &str, columns: &str) -> Array {
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

    /// How many rows, blank rows, heads, marks and explained marks there are, then the marks of each status.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let Some(check) = &self.check else {
            return Vec::new();
        };
        let (rows, blank, heads) = check.rows();
        let marks = u32::try_from(check.marks().len()).unwrap_or(u32::MAX);
        let mut counts = vec![rows, blank, heads, marks, check.explained()];
        counts.extend(check.counts().map(|(_, count)| count));
        counts
    }

    /// The marks of a status, or of all, from this one on, as many as fit a page; first where the next
    /// page begins, empty where there is none.
    #[must_use]
    pub fn page(&self, status: &str, from: usize, most: usize) -> Array {
        let page = Array::of1(&"".into());
        for (place, mark) in self.marks(status, from) {
            if page.length() as usize > most {
                page.set(0, place.to_string().into());
                break;
            }
            page.push(&told(mark));
        }
        page
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

fn told_layout(check: &Check) -> Array {
    let layout = check.layout();
    let columns = &layout.columns;
    let unready = match check.unready() {
        None => "",
        Some(Unready::Empty) => "empty",
        Some(Unready::Code) => "code",
        Some(Unready::Amount) => "amount",
        Some(Unready::Quantity) => "quantity",
    };
    let wide = if columns.tiers.is_empty() {
        ""
    } else {
        "tiers"
    };
    let told = Array::of2(&unready.into(), &wide.into());
    let amount = columns.amount.filter(|_| columns.tiers.is_empty());
    for place in [
        columns.code,
        amount,
        columns.tier,
        columns.quantity,
        columns.day,
    ] {
        told.push(
            &place
                .map_or(String::new(), |place| place.to_string())
                .into(),
        );
    }
    for head in &layout.heads {
        told.push(&head.as_str().into());
    }
    told
}

/// A mark as texts: row, status, code, name, tier, day, quantity, written, printed, difference, explanation,
/// source, and something where the row may explain a higher charge.
fn told(mark: &Mark) -> Array {
    let money = |amount: Option<luzhou_gazette::money::Fen>| {
        amount.map_or_else(String::new, |it| it.to_string())
    };
    let source = mark
        .citation()
        .map_or_else(String::new, |it| it.to_string());
    let texts = [
        mark.row.to_string(),
        mark.status.id().to_owned(),
        mark.code.clone(),
        mark.name().to_owned(),
        mark.tier.map_or("", Tier::label).to_owned(),
        mark.day.to_string(),
        mark.quantity.to_string(),
        mark.written.clone(),
        money(mark.printed),
        money(mark.difference()),
        mark.explanation(),
        source,
        if mark.may_be_explained() { "1" } else { "" }.to_owned(),
    ];
    texts.iter().map(|text| JsValue::from_str(text)).collect()
}
