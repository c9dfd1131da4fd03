//! The text of a cell without what spreadsheets, systems and keyboards put around it.

use std::borrow::Cow;

use crate::form::half_width;

use super::fault::Fault;

/// Whether nothing shows of the character.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Whether nothing is written in a cell.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars()
        .all(|c| c.is_whitespace() || c.is_control() || is_unseen(c))
}

/// The text in half-width characters: without an apostrophe before it, `="…"` about it, blanks at its
/// ends, and characters that do not show. Most cells are plain already and are only borrowed.
pub(super) fn plain(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim_matches(' ');
    let simple = |b: u8| matches!(b, b' '..=b'~');
    if trimmed.bytes().all(simple) && !trimmed.starts_with(['\'', '=']) {
        return Cow::Borrowed(trimmed);
    }
    let text: String = trimmed
        .chars()
        .filter(|c| !is_unseen(*c))
        .filter_map(|c| match c {
            '\u{a0}' | '\t' | '\n' | '\r' | '\u{2000}'..='\u{200a}' => Some(' '),
            c if c.is_control() => None,
            c => Some(half_width(c)),
        })
        .collect();
    let mut inner = text.trim();
    if let Some(quoted) = inner
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
    {
        inner = quoted.trim();
    }
    Cow::Owned(inner.trim_start_matches(['\'', '‘', '’']).trim().to_owned())
}

/// Refuses what is no content at all: nothing, a dash for nothing, an error value, a formula.
pub(super) fn content(text: &str) -> Result<(), Fault> {
    if text.is_empty()
        || text
            .chars()
            .all(|c| matches!(c, '-' | '—' | '–' | '/' | '\\' | '∕' | '*'))
        || matches!(text, "无" | "空" | "null" | "NULL")
    {
        Err(Fault::Missing)
    } else if text.starts_with('#') {
        Err(Fault::ErrorValue)
    } else if text.starts_with('=') {
        Err(Fault::Formula)
    } else {
        Ok(())
    }
}

/// Whether a cell of prices says that there is none: a dash, or words for it. Nothing in it can be compared.
pub(super) fn is_no_price(cell: &str) -> bool {
    let text = plain(cell);
    let bare = text.trim_matches(['(', ')', '[', ']', '*', ' ', '。']);
    let words = [
        "无",
        "未定",
        "未定价",
        "暂未定价",
        "未制定",
        "另定",
        "另行制定",
        "另行定价",
        "不定价",
        "不执行",
        "暂不执行",
        "不适用",
        "不收费",
        "未开展",
        "不开展",
        "暂无",
        "无价格",
        "没有",
        "市场调节",
        "市场调节价",
        "自主定价",
        "n/a",
        "na",
    ];
    content(&text) == Err(Fault::Missing) || words.contains(&bare.to_lowercase().as_str())
}

/// Whether a spreadsheet wrote it as `2.10102E+08`.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let number = mantissa.trim_start_matches('-');
    number.bytes().any(|b| b.is_ascii_digit())
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && is_digits(exponent)
}

/// Whether a text is one digit or more.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a character is a Chinese one.
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A number with all that spreadsheets, systems and keyboards put around it.
#[cfg(test)]
pub(super) fn dressed(number: &str) -> Vec<String> {
    let (head, tail) = number.split_at(1);
    let wide = number
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap());
    vec![
        number.to_owned(),
        format!(" {number}\u{3000}"),
        format!("'{number}"),
        format!("=\"{number}\""),
        wide.collect(),
        format!("\u{feff}{number}"),
        format!("\t{number}\n"),
        format!("\u{1f}{number}"),
        format!("{head}\u{200b}{tail}"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_cell_is_taken_away() {
        for cell in dressed("67") {
            assert_eq!(plain(&cell), "67", "{cell:?}");
        }
        assert_eq!(plain("1，０６５．００"), "1,065.00");
        assert!(is_blank(" \u{a0}\u{3000}\u{200b}\u{1f}\t") && !is_blank("0"));
    }

    #[test]
    fn what_is_no_content_says_why() {
        assert_eq!(content(""), Err(Fault::Missing));
        assert_eq!(content("——"), Err(Fault::Missing));
        assert!(is_no_price("/") && is_no_price("市场调节价") && is_no_price("（未定价）"));
        assert!(!is_no_price("0") && !is_no_price("免费") && !is_no_price("见附件"));
        assert_eq!(content("#N/A"), Err(Fault::ErrorValue));
        assert_eq!(content("=A1"), Err(Fault::Formula));
        assert_eq!(content("-67"), Ok(()));
        for number in ["2.1E8", "2.10102E+08", "-1,2.1e-8"] {
            assert!(is_scientific(number), "{number}");
        }
        for other in ["2.1", "TE12", "A1E5", "2.1E", "2.1Ex"] {
            assert!(!is_scientific(other), "{other}");
        }
    }
}
