//! The rows to take away: as cells, and as a CSV text that is safe to open in a spreadsheet.

use std::borrow::Cow;

use crate::gazette::prices::Tier;
use crate::money::Fen;

use super::row::{Priced, Row};
use super::text::{is_han, is_unseen};
use super::verdict::{Kind, Verdict};

/// What stands in each column.
pub const HEADS: [&str; 14] = [
    "行",
    "编码",
    "表内名称",
    "公报名称",
    "等级",
    "日期",
    "数量",
    "表内金额",
    "公报金额",
    "相差",
    "结果",
    "怎样读的",
    "说明",
    "出处",
];

/// Where the codes stand.
const CODE: usize = 1;

/// The first line: a byte order mark, so that spreadsheets read UTF-8, and the heads.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::report_head;
///
/// assert!(report_head().starts_with("\u{feff}\"行\",\"编码\","));
/// assert!(report_head().ends_with(",\"出处\"\r\n"));
/// ```
#[must_use]
pub fn head() -> String {
    let heads: Vec<String> = HEADS.iter().map(|head| safe_cell(head)).collect();
    format!("\u{feff}{}\r\n", heads.join(","))
}

/// A cell in quotes that no spreadsheet runs as a formula.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a line break, in half or full width, with or
/// without spaces before it, gets an apostrophe in front: it shows as it is.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::safe_cell;
///
/// assert_eq!(safe_cell("67.00"), "\"67.00\"");
/// assert_eq!(safe_cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
/// assert_eq!(safe_cell("＝1"), "\"'＝1\"");
/// assert_eq!(safe_cell("\u{b}=1"), "\"'\u{b}=1\"");
/// ```
#[must_use]
pub fn safe_cell(text: &str) -> String {
    let mut cell = String::new();
    push_cell(&mut cell, text);
    cell
}

fn push_cell(line: &mut String, text: &str) {
    line.push('"');
    // Most cells begin with a digit or a Chinese character, and have no mark in them.
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric() || is_han(c));
    if !plain && runs(text) {
        line.push('\'');
    }
    for (place, part) in text.split('"').enumerate() {
        if place > 0 {
            line.push_str("\"\"");
        }
        line.push_str(part);
    }
    line.push('"');
}

/// Whether a spreadsheet might take the text for a formula.
fn runs(text: &str) -> bool {
    // Whatever a spreadsheet may skip before it looks at the cell: blanks, control and zero-width characters.
    let skipped = |c: char| c.is_whitespace() || c.is_control() || is_unseen(c);
    let visible = text.trim_start_matches(skipped);
    let begins_with_break = text.trim_start_matches(' ').starts_with(['\t', '\r', '\n']);
    begins_with_break
        || visible.starts_with([
            '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−',
        ])
}

/// The lines of these rows, without the heads, each with a CRLF at its end; a line for each price. Amounts
/// are in yuan. Codes stay texts: a spreadsheet would round them, or cut their zeros.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::prices::Tier;
/// use luzhou_gazette::table::{Check, Choices, write_report};
///
/// let choices = Choices {
///     tier: Some(Tier::ThreeA),
///     ..Choices::default()
/// };
/// let text = "编码,数量,金额\n111100002,2,60\n";
/// let mut check = Check::new(text.to_owned(), &choices, Date::parse("2024-06-01").unwrap());
/// while check.advance(100) {}
/// let report = write_report(check.kind(), check.rows());
/// assert!(report.contains("\"2\",\"=\"\"111100002\"\"\",\"\",\"院内会诊\""));
/// assert!(report.contains("\"60\",\"50\",\"10\",\"高于基准价\""));
/// ```
#[must_use]
pub fn write(kind: Kind, rows: impl IntoIterator<Item = Row>) -> String {
    let mut text = String::new();
    for row in rows {
        for cells in cells(kind, &row) {
            for (place, cell) in cells.iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                if place == CODE {
                    push_code(&mut text, cell);
                } else {
                    push_cell(&mut text, cell);
                }
            }
            text.push_str("\r\n");
        }
    }
    text
}

/// The cells of a row as they are, each for its place in [`HEADS`]; a line for each price. Amounts are in yuan.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::{Check, Choices, report_cells};
/// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
/// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
/// # let today = Date::parse("2024-06-01").unwrap();
/// let mut check = Check::new("编码,价格\n111100002,26\n".to_owned(), &choices, today);
/// while check.advance(100) {}
/// let row = check.row(1).unwrap();
/// let lines = report_cells(check.kind(), &row);
/// assert_eq!(lines.len(), 1);
/// assert_eq!((&*lines[0][1], &*lines[0][9]), ("111100002", "1"));
/// ```
#[must_use]
pub fn cells(kind: Kind, row: &Row) -> Vec<[Cow<'_, str>; HEADS.len()]> {
    if row.prices.is_empty() {
        return vec![line(kind, row, None, row.verdict)];
    }
    let prices = row.prices.iter();
    prices
        .map(|price| line(kind, row, Some(price), price.verdict))
        .collect()
}

fn line<'a>(
    kind: Kind,
    row: &'a Row,
    price: Option<&'a Priced>,
    verdict: Verdict,
) -> [Cow<'a, str>; HEADS.len()] {
    let money = |amount: Option<Fen>| Cow::from(amount.map(Fen::plain).unwrap_or_default());
    let tier = price.and_then(Priced::tier);
    [
        row.row.to_string().into(),
        row.code.as_str().into(),
        row.name.as_str().into(),
        row.printed_name.into(),
        tier.map_or("", Tier::label).into(),
        row.day
            .map(|day| day.to_string())
            .unwrap_or_default()
            .into(),
        row.quantity
            .map(|it| it.to_string())
            .unwrap_or_default()
            .into(),
        price.map_or("", |it| it.written.as_str()).into(),
        money(price.and_then(|it| it.printed)),
        money(price.and_then(Priced::difference)),
        verdict.label(kind).into(),
        row.reading.join("；").into(),
        row.reason.as_str().into(),
        row.citation
            .map(|it| it.to_string())
            .unwrap_or_default()
            .into(),
    ]
}

/// A code that a spreadsheet keeps as a text: only digits and hyphens, so that nothing else can be run.
fn push_code(text: &mut String, code: &str) {
    let plain = code.starts_with(|c: char| c.is_ascii_digit())
        && code.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if plain {
        text.push_str("\"=\"\"");
        text.push_str(code);
        text.push_str("\"\"\"");
    } else {
        push_cell(text, code);
    }
}
