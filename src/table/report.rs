//! The marks as a CSV text to take away, safe to open in a spreadsheet.

use super::mark::Mark;

/// The first line: a byte order mark, so that spreadsheets read UTF-8, and the heads.
pub const HEAD: &str = "\u{feff}\"行\",\"编码\",\"项目名称\",\"等级\",\"日期\",\"数量\",\"表内金额\",\"公报金额\",\"相差\",\"结果\",\"说明\",\"出处\"\r\n";

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
    // Whatever a spreadsheet may skip before it looks at the cell: blanks, control and zero-width characters.
    let skipped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let visible = text.trim_start_matches(skipped);
    let begins_with_break = text.trim_start_matches(' ').starts_with(['\t', '\r', '\n']);
    let runs = begins_with_break
        || visible.starts_with([
            '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−',
        ]);
    let mut cell = String::from('"');
    if runs {
        cell.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            cell.push('"');
        }
        cell.push(c);
    }
    cell.push('"');
    cell
}

/// The lines of these marks, without the heads, each with a CRLF at its end. Amounts are in yuan.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::table::{Check, Mode, Settings, write_report};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::prices::Tier;
///
/// let settings = Settings {
///     mode: Mode::Bill,
///     tier: Some(Tier::ThreeA),
///     day: Date::parse("2024-06-01").unwrap(),
///     columns: None,
/// };
/// let mut check = Check::new("编码,数量,金额\n111100002,2,60\n".to_owned(), settings);
/// while check.advance(100) {}
/// let report = write_report(check.marks());
/// assert!(report.starts_with("\"2\",\"111100002\",\"院内会诊"));
/// assert!(report.contains("\"60\",\"50\",\"10\",\"高于基准价\""));
/// ```
#[must_use]
pub fn write<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> String {
    let mut text = String::new();
    for mark in marks {
        let money = |amount: Option<crate::money::Fen>| amount.map(crate::money::Fen::plain);
        let cells = [
            Some(mark.row.to_string()),
            Some(mark.code.clone()),
            Some(mark.name().to_owned()),
            mark.tier.map(|tier| tier.label().to_owned()),
            Some(mark.day.to_string()),
            Some(mark.quantity.to_string()),
            Some(mark.written.clone()),
            money(mark.printed),
            money(mark.difference()),
            Some(mark.status.label(mark.mode).to_owned()),
            Some(mark.explanation()),
            mark.citation().map(|citation| citation.to_string()),
        ];
        let cells = cells.map(|cell| safe_cell(&cell.unwrap_or_default()));
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}
