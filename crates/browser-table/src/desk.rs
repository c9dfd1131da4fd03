//! A table at work, for the few lines of JavaScript that drive it: in a worker, in slices beside the page,
//! or for a program.

use js_sys::{Array, Object};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use luzhou_gazette::table::{
    Check, Choices, Encoding, Foreign, Kind, REPORT_HEADS, Row, Sniffer, Verdict, foreign,
    report_cells, report_head, write_report,
};
use luzhou_gazette_dom::today;

use super::group::Group;
use super::message::{self, object, set};

/// As many rows as go into a text that is shown to be copied.
const MOST_COPIED: usize = 500;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { TableRow, TableSummary, TableUnderstanding } from "luzhou-gazette/check";
import type { Part } from "generated/messages";"#;

/// A table at work.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk {
    /// The text before it is understood.
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

    /// What a file that begins so is, where it is no text; empty where it is one.
    #[must_use]
    pub fn foreign(head: &[u8]) -> String {
        foreign(head).map_or("", Foreign::id).to_owned()
    }

    /// What to do with such a file, in Chinese.
    #[must_use]
    pub fn advice(head: &[u8]) -> String {
        foreign(head).map_or("", Foreign::advice).to_owned()
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

    /// Understands the text, anew where that was done before. `choices` are keys, each with its value after it.
    ///
    /// # Errors
    ///
    /// The key that is not known, or whose value is not understood.
    #[wasm_bindgen(unchecked_return_type = "TableUnderstanding")]
    pub fn understand(&mut self, choices: Vec<String>) -> Result<JsValue, JsValue> {
        let mut chosen = Choices::default();
        let mut texts = choices.into_iter();
        while let (Some(key), Some(value)) = (texts.next(), texts.next()) {
            if !chosen.set(&key, &value) {
                return Err(key.into());
            }
        }
        let check = if let Some(check) = self.check.take() {
            check.again(&chosen)
        } else {
            // Without a day no price can be right or wrong.
            let today = today().ok_or("day")?;
            Check::new(std::mem::take(&mut self.text), &chosen, today)
        };
        let understanding = to_js(check.understanding());
        self.check = Some(check);
        Ok(understanding)
    }

    /// Judges so many rows more; false when there are none left, or something must be asked first.
    pub fn advance(&mut self, rows: u32) -> bool {
        self.check.as_mut().is_some_and(|check| check.advance(rows))
    }

    /// How much is judged, in thousandths.
    #[must_use]
    pub fn progress(&self) -> u32 {
        let (read, all) = self.check.as_ref().map_or((0, 0), Check::progress);
        let share = read.saturating_mul(1000).checked_div(all).unwrap_or(1000);
        u32::try_from(share).unwrap_or(1000)
    }

    /// How many rows there are that are not blank.
    #[must_use]
    pub fn length(&self) -> usize {
        self.check.as_ref().map_or(0, Check::len)
    }

    /// How many rows are what, and by how much they differ in sum. Amounts are in fen.
    #[wasm_bindgen(unchecked_return_type = "TableSummary")]
    #[must_use]
    pub fn summary(&self) -> Object {
        let Some(check) = &self.check else {
            return Object::new();
        };
        let summary = check.summary();
        let day = |day: Option<luzhou_gazette::date::Date>| {
            day.map_or(JsValue::NULL, |it| it.to_string().into())
        };
        let counts = Object::new();
        for verdict in Verdict::ALL {
            set(&counts, verdict.id(), &summary.count(verdict).into());
        }
        let mut groups = [0_u32; Group::ALL.len()];
        for group in (0..check.len()).filter_map(|place| Group::of(check, place)) {
            let count = Group::ALL.iter().zip(&mut groups);
            for (_, count) in count.filter(|(it, _)| **it == group) {
                *count = count.saturating_add(1);
            }
        }
        let shown = Object::new();
        for (group, count) in Group::ALL.into_iter().zip(groups) {
            set(&shown, group.id(), &count.into());
        }
        object(&[
            ("rows", summary.rows.into()),
            ("items", summary.items().into()),
            ("counts", counts.into()),
            ("groups", shown.into()),
            ("above", to_js(&summary.above)),
            ("below", to_js(&summary.below)),
            ("explained", summary.explained.into()),
            ("first_day", day(summary.days.map(|days| days.0))),
            ("last_day", day(summary.days.map(|days| days.1))),
        ])
    }

    /// So many rows from this one on, in the table's order.
    #[wasm_bindgen(unchecked_return_type = "TableRow[]")]
    #[must_use]
    pub fn rows(&self, from: usize, most: usize) -> Array {
        self.rows_from(from, most, |row| to_js(&row)).collect()
    }

    /// Rows for the screen: of the group of this id so many from this place on; where none is named, the first of every
    /// group, or so many of all where `most` is not 0.
    #[wasm_bindgen(unchecked_return_type = "Part[]")]
    #[must_use]
    pub fn page(&self, group: &str, place: usize, most: usize) -> Array {
        if let Some(group) = Group::find(group) {
            return Array::of1(&self.part(group, place, most));
        }
        let parts = Array::new();
        let mut left = most;
        for group in Group::ALL {
            let many = if most == 0 { group.first() } else { left };
            let part = self.part(group, 0, many);
            let rows = message::list(&part, "rows").len();
            left = left.saturating_sub(rows);
            if rows > 0 || !message::get(&part, "next").is_undefined() {
                parts.push(&part);
            }
        }
        parts
    }

    /// So many rows of a group from this place on, and where the next one stands.
    fn part(&self, group: Group, place: usize, most: usize) -> Object {
        let mut places = self.places(Some(group), place).peekable();
        let rows = Array::new();
        for (_, place) in places.by_ref().take(most) {
            rows.push(&to_js(&self.check.as_ref().and_then(|it| it.row(place))));
        }
        let next = places.peek().map(|(_, place)| *place);
        object(&[
            ("group", group.id().into()),
            ("rows", rows.into()),
            ("next", next.map_or(JsValue::UNDEFINED, JsValue::from)),
        ])
    }

    /// So many rows of the report from this one on, the first with its head; empty after the last.
    #[must_use]
    pub fn report(&self, from: usize, most: usize) -> String {
        let head = if from == 0 {
            report_head()
        } else {
            String::new()
        };
        let rows = write_report(self.kind(), self.rows_from(from, most, |row| row));
        format!("{head}{rows}")
    }

    /// What stands in each column of the report.
    #[must_use]
    pub fn heads() -> Vec<String> {
        REPORT_HEADS.map(str::to_owned).to_vec()
    }

    /// The same rows as cells.
    #[wasm_bindgen(unchecked_return_type = "string[][]")]
    #[must_use]
    pub fn cells(&self, from: usize, most: usize) -> Array {
        let lines = Array::new();
        for row in self.rows_from(from, most, |row| row) {
            for cells in report_cells(self.kind(), &row) {
                let cells: Array = cells.iter().map(|it| JsValue::from_str(it)).collect();
                lines.push(&cells);
            }
        }
        lines
    }

    /// The first rows of a group, or of all, as lines of the report.
    #[must_use]
    pub fn copied(&self, group: &str) -> String {
        let places = self.places(Group::find(group), 0).take(MOST_COPIED);
        let rows = places.filter_map(|(_, place)| self.check.as_ref()?.row(place));
        let head = report_head();
        let head = head.trim_start_matches('\u{feff}');
        format!("{head}{}", write_report(self.kind(), rows))
    }

    fn kind(&self) -> Kind {
        self.check.as_ref().map_or(Kind::List, Check::kind)
    }

    /// So many rows from this one on, each as `of` makes it.
    fn rows_from<T>(
        &self,
        from: usize,
        most: usize,
        of: impl Fn(Row) -> T,
    ) -> impl Iterator<Item = T> {
        let check = self.check.as_ref();
        let places = from..from.saturating_add(most).min(self.length());
        places.filter_map(move |place| check?.row(place)).map(of)
    }

    /// Where the rows of a group stand, from this place on, or of all, group by group.
    fn places(&self, wanted: Option<Group>, from: usize) -> impl Iterator<Item = (Group, usize)> {
        let check = self.check.as_ref();
        let length = self.length();
        let groups = Group::ALL.into_iter();
        let groups = groups.filter(move |it| wanted.is_none_or(|wanted| wanted == *it));
        groups.flat_map(move |it| {
            let is_of =
                move |place: &usize| check.and_then(|check| Group::of(check, *place)) == Some(it);
            (from..length).filter(is_of).map(move |place| (it, place))
        })
    }
}

/// The JavaScript object of a value of the core.
fn to_js<T: Serialize>(value: &T) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or_default()
}
