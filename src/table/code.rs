//! Codes as lists and systems write them. What is nearly a code of the notice's is offered, never taken.

use std::borrow::Cow;

use super::fault::Fault;
use super::index::{Index, Name};
use super::text::{content, is_digits, is_han, is_scientific, plain};

/// Hyphens and dashes that stand for the hyphen of a code.
const HYPHENS: [char; 8] = ['‐', '‑', '‒', '–', '—', '―', '−', '﹣'];

/// What a cell for a code holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written<'a> {
    /// A code of the form that the notice prints, nine digits and perhaps a hyphen and a number; the row
    /// of the notice, where it has one.
    Code {
        /// The code.
        code: Cow<'a, str>,
        /// The row.
        row: Option<u16>,
        /// What else stands in the cell.
        with: With,
    },
    /// No such code: why, and the row of the notice that may be meant.
    Unread(Fault, Option<u16>),
}

/// What stands in a cell besides the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    /// Nothing.
    Nothing,
    /// The name.
    Name(String),
    /// The national code, which holds the same digits.
    National,
}

/// Reads the cell of a code.
pub(super) fn read<'a>(cell: &'a str, index: &Index) -> Written<'a> {
    let text = plain(cell);
    if is_formed(&text) {
        return found(text, With::Nothing, index);
    }
    if let Err(fault) = content(&text) {
        return Written::Unread(fault, None);
    }
    if is_scientific(&text) {
        return Written::Unread(Fault::Scientific, None);
    }
    let text: String = text
        .chars()
        .map(|c| if HYPHENS.contains(&c) { '-' } else { c })
        .collect();
    // A code that once was a number: 210102015.0
    let whole = match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => &text,
    };
    if is_formed(whole) {
        return found(whole.to_owned().into(), With::Nothing, index);
    }
    if let Some(national) = national(&text, index) {
        return national;
    }
    if let Some(named) = named(&text, index) {
        return named;
    }
    let runs = text.split(|c: char| !c.is_ascii_digit());
    if runs.filter(|run| run.len() >= 6).count() > 1 {
        return Written::Unread(Fault::Several, near(&text, index));
    }
    match near(&text, index) {
        Some(row) => Written::Unread(Fault::NearCode, Some(row)),
        None if text.bytes().any(|b| b.is_ascii_digit()) && !text.contains(is_han) => {
            Written::Unread(Fault::OtherCode, None)
        }
        None => Written::Unread(Fault::NotACode, None),
    }
}

fn found<'a>(code: Cow<'a, str>, with: With, index: &Index) -> Written<'a> {
    let row = index.code(&code);
    Written::Code { code, row, with }
}

/// Whether a text is a code of the notice's form.
pub(super) fn is_formed(text: &str) -> bool {
    let (head, tail) = text.split_once('-').unwrap_or((text, "1"));
    let number = is_digits(tail) && tail.len() <= 2 && !tail.starts_with('0');
    head.len() == 9 && is_digits(head) && !head.starts_with('0') && number
}

/// The national code of 15 digits, alone or with the local one behind it. The two belong together where the
/// national one holds the digits of the local one; alone it says no local code for certain.
fn national<'a>(text: &str, index: &Index) -> Option<Written<'a>> {
    let national = text
        .get(..15)
        .filter(|it| is_digits(it) && it.starts_with("00"))?;
    let rest = text.get(15..)?;
    let inside = national.get(2..11).unwrap_or_default();
    if rest.is_empty() {
        return Some(Written::Unread(Fault::NationalCode, index.code(inside)));
    }
    let local = rest.trim_start_matches(['-', '/', ' ', '_', '|']);
    if local.len() == rest.len() {
        return None;
    }
    if !is_formed(local) {
        return None;
    }
    if local.get(..9) != Some(inside) {
        return Some(Written::Unread(Fault::Several, None));
    }
    Some(found(local.to_owned().into(), With::National, index))
}

/// A code and its name in one cell, in this order or the other, perhaps with brackets about either.
fn named<'a>(text: &str, index: &Index) -> Option<Written<'a>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let before = text.get(..start)?;
    let from = text.get(start..)?;
    let end = from
        .find(|c: char| !c.is_ascii_digit() && c != '-')
        .unwrap_or(from.len());
    let (code, after) = from.split_at_checked(end)?;
    // "331008021-先天性腹壁裂修补术"
    let code = code.trim_end_matches('-');
    let marks = |c: char| {
        c.is_whitespace() || c.is_ascii_punctuation() || "【】「」《》、，：·".contains(c)
    };
    let name: String = format!(
        "{} {}",
        before.trim_matches(marks),
        after.trim_matches(marks)
    )
    .trim()
    .to_owned();
    if !is_formed(code) || !name.contains(is_han) {
        return None;
    }
    let fits = match index.code(code) {
        // "331008021（自费）" and "331008021（加收）" need not be the row itself.
        Some(row) => name.chars().count() > 2 && index.fits(row, &Name::of(&name)),
        None => index.name(&Name::of(&name)).is_none(),
    };
    fits.then(|| found(code.to_owned().into(), With::Name(name), index))
}

/// The row of the notice that a text comes near to: with marks about the code or blanks in it, letters that
/// look like digits, zeros before it, or other digits before or behind it.
fn near(text: &str, index: &Index) -> Option<u16> {
    if text.contains(is_han) && text.split_whitespace().count() > 2 {
        return None;
    }
    let digits: String = text
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            'O' | 'o' | '〇' => Some('0'),
            'l' | 'I' | '|' => Some('1'),
            '-' | '_' => Some('-'),
            _ => None,
        })
        .collect();
    let digits = digits.trim_matches('-').trim_start_matches('0');
    let (head, tail) = digits.split_once('-').unwrap_or((digits, ""));
    let tail = tail.trim_start_matches('0');
    let whole = if tail.is_empty() {
        head.to_owned()
    } else {
        format!("{head}-{tail}")
    };
    let joined = digits.replace('-', "");
    let first = joined.get(..9);
    let last = joined.get(joined.len().saturating_sub(9)..);
    index
        .code(&whole)
        .or_else(|| index.code(head))
        .or_else(|| index.code(first?))
        .or_else(|| index.code(last?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazette::prices;
    use crate::table::index::item;
    use crate::table::text::dressed;
    use proptest::prelude::*;

    fn told(cell: &str) -> String {
        let code = |row: Option<u16>| row.and_then(item).map_or("-", |it| it.code());
        match read(cell, &Index::new()) {
            Written::Code {
                code: written,
                row,
                with,
            } => format!("{written} {} {with:?}", code(row)),
            Written::Unread(fault, row) => format!("{fault:?} {}", code(row)),
        }
    }

    #[test]
    fn a_code_comes_out_of_what_spreadsheets_put_around_it() {
        let number = "210102015.0".to_owned();
        for cell in dressed("210102015").into_iter().chain([number]) {
            assert_eq!(told(&cell), "210102015 210102015 Nothing", "{cell}");
        }
        for cell in ["330604029-1", "330604029－1", "330604029—1", "330604029–１"] {
            assert_eq!(told(cell), "330604029-1 330604029-1 Nothing", "{cell}");
        }
        assert_eq!(told("999999999"), "999999999 - Nothing");
    }

    #[test]
    fn a_code_may_stand_with_its_name_or_behind_the_national_one() {
        for cell in [
            "331008021 先天性腹壁裂修补术",
            "331008021先天性腹壁裂修补术",
            "(331008021)先天性腹壁裂修补术",
            "先天性腹壁裂修补术[331008021]",
            "【331008021】腹壁裂修补术",
        ] {
            assert!(
                told(cell).starts_with("331008021 331008021 Name("),
                "{cell} {}",
                told(cell)
            );
        }
        assert_eq!(told("250400001 某检验"), "250400001 - Name(\"某检验\")");
        assert_eq!(
            told("003310080210000-331008021"),
            "331008021 331008021 National"
        );
        assert_eq!(
            told("003306040290100-330604029-1"),
            "330604029-1 330604029-1 National"
        );
    }

    #[test]
    fn what_comes_near_is_offered_and_never_taken() {
        for cell in [
            "331008 021",
            "331008021A",
            "K331008021",
            "331008021-",
            "331008021*",
            "△331008021",
            "【331008021】",
            "331.008.021",
            "331-008-021",
            "331,008,021",
            "331O08021",
            "33l008021",
            "0331008021",
            "331008021_01",
            "331008021（自费）",
            "331008021/次",
            "510500331008021",
            "3310080211",
        ] {
            assert_eq!(told(cell), "NearCode 331008021", "{cell}");
        }
        assert_eq!(told("210200001-01"), "NearCode 210200001-1");
        assert_eq!(told("003310080210000"), "NationalCode 331008021");
        assert_eq!(told("003310080210000-111100002"), "Several -");
    }

    #[test]
    fn what_is_no_code_says_why() {
        for (cell, expected) in [
            ("2.10102E+08", "Scientific -"),
            ("", "Missing -"),
            ("—", "Missing -"),
            ("210102015/111100002", "Several 210102015"),
            ("一、检查", "NotACode -"),
            ("合计", "NotACode -"),
            ("#N/A", "ErrorValue -"),
            ("=A1", "Formula -"),
            ("H0001", "OtherCode -"),
            ("33100802", "OtherCode -"),
        ] {
            assert_eq!(told(cell), expected, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn a_code_is_never_read_as_another(place in 0..209_usize, before in "[^0-9]{0,2}", after in "[^0-9]{0,2}") {
            let code = prices::items()[place].code();
            let cell = format!("{before}{code}{after}");
            if let Written::Code { row: Some(row), .. } = read(&cell, &Index::new()) {
                prop_assert_eq!(item(row).unwrap().code(), code);
            }
        }
    }
}
