//! Cells as spreadsheets and people write them, read without guessing.

use crate::date::Date;
use crate::form::half_width;
use crate::gazette::prices::Tier;
use crate::money::{BasisPoints, Fen, MoneyError};

use super::mark::Fault;

/// Hyphens and dashes that stand for the hyphen of a code.
const HYPHENS: [char; 6] = ['‐', '‑', '–', '—', '−', '﹣'];

/// The text of a cell in half-width characters, without what a spreadsheet puts around it: an apostrophe
/// before it, `="…"` about it, spaces and invisible characters at its ends.
pub(super) fn plain(cell: &str) -> String {
    let text: String = cell
        .chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}'))
        .map(|c| if c == '\u{a0}' { ' ' } else { half_width(c) })
        .collect();
    let mut text = text.trim();
    if let Some(inner) = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
    {
        text = inner.trim();
    }
    text.trim_start_matches(['\'', '‘', '’']).trim().to_owned()
}

/// Whether nothing is written in a cell.
pub(super) fn is_blank(cell: &str) -> bool {
    cell.chars()
        .all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

/// A code: digits and letters, perhaps a hyphen and a number.
///
/// # Errors
///
/// Why the cell holds no code that can be read.
pub(super) fn code(cell: &str) -> Result<String, Fault> {
    let mut text: String = plain(cell)
        .chars()
        .map(|c| if HYPHENS.contains(&c) { '-' } else { c })
        .collect();
    check_whole(&text)?;
    if is_scientific(&text) {
        return Err(Fault::Scientific);
    }
    // A code that once was a number: 210102015.0
    if let Some((whole, zeros)) = text.split_once('.')
        && !zeros.is_empty()
        && zeros.bytes().all(|b| b == b'0')
    {
        text = whole.to_owned();
    }
    let mut words = text.split(['/', ',', '、', ';', '+', ' ', '\n', '\r', '\t']);
    let long = |word: &&str| word.bytes().filter(u8::is_ascii_digit).count() >= 6;
    if words.clone().filter(long).count() > 1 {
        return Err(Fault::Several);
    }
    let one = words.next() == Some(text.as_str());
    if !one || !text.bytes().any(|b| b.is_ascii_digit()) || text.chars().any(is_han) {
        return Err(Fault::NotACode);
    }
    Ok(text)
}

/// An amount of money, in whole fen.
///
/// # Errors
///
/// Why the cell holds no single amount.
pub(super) fn amount(cell: &str) -> Result<Fen, Fault> {
    let text = plain(cell);
    check_whole(&text)?;
    let text = text.trim_start_matches(['¥', '￥']).trim();
    let text = match text.split_once('元') {
        // "67元/次": what follows the unit may say of what, but no second number.
        Some((before, after)) if !after.contains(|c: char| c.is_ascii_digit()) => before.trim(),
        _ => text,
    };
    number(text)
}

/// A share such as `20%`.
pub(super) fn share(cell: &str) -> Option<BasisPoints> {
    let text = plain(cell);
    let hundredths = number(text.strip_suffix('%')?.trim()).ok()?;
    u32::try_from(hundredths.get()).ok().map(BasisPoints::new)
}

/// A whole number above zero.
///
/// # Errors
///
/// Why the cell holds no such number.
pub(super) fn quantity(cell: &str) -> Result<i64, Fault> {
    let text = plain(cell);
    check_whole(&text)?;
    let hundredths = number(&text)?.get();
    let whole = hundredths.div_euclid(100);
    if hundredths.rem_euclid(100) != 0 {
        return Err(Fault::NotWhole);
    }
    if (1..=9999).contains(&whole) {
        Ok(whole)
    } else {
        Err(Fault::OutOfRange)
    }
}

/// A day, with or without a time after it.
///
/// # Errors
///
/// Why the cell holds no day.
pub(super) fn day(cell: &str) -> Result<Date, Fault> {
    let text = plain(cell);
    check_whole(&text)?;
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    Date::as_written(day)
        .or_else(|| Date::as_written(&text))
        .ok_or(Fault::NotADay)
}

/// A tier of hospitals, as lists and their heads write it: `三甲`, `三级甲等`, `3A`, `二乙以下`, `一级`.
pub(super) fn tier(cell: &str) -> Option<Tier> {
    let text: String = plain(cell)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '三' | 'Ⅲ' => '3',
            '二' | 'Ⅱ' => '2',
            '一' | 'Ⅰ' => '1',
            '甲' | 'a' => 'A',
            '乙' | 'b' => 'B',
            other => other,
        })
        .collect();
    let text = text
        .replace("公立", "")
        .replace("医院", "")
        .replace("医疗机构", "")
        .replace("收费标准", "")
        .replace("价格", "")
        .replace(['级', '等', '(', ')', '元', '/', '_'], "");
    match text.as_str() {
        "3A" => Some(Tier::ThreeA),
        "3B" => Some(Tier::ThreeB),
        "2A" => Some(Tier::TwoA),
        "2B" => Some(Tier::TwoB),
        // The notice names no tier below this one; hospitals of the first grade belong to it.
        "2B以下" | "Below2B" | "1" | "1A" | "1B" | "未定" => Some(Tier::BelowTwoB),
        _ => None,
    }
}

/// How much a cell looks like a code: one of the gazette's most, nothing where it cannot be one.
pub(super) fn likeness(cell: &str, known: impl Fn(&str) -> bool) -> usize {
    let text = match code(cell) {
        Ok(text) => text,
        Err(Fault::Scientific) => return 2,
        Err(_) => return 0,
    };
    if known(&text) {
        // One code of the gazette's says more than a whole column of other numbers with nine digits.
        return 10_000;
    }
    let (head, tail) = text.split_once('-').unwrap_or((&text, "1"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if head.len() == 9 && digits(head) && digits(tail) {
        10
    } else {
        0
    }
}

/// A plain number with at most two decimals, its thousands perhaps set apart by commas.
fn number(text: &str) -> Result<Fen, Fault> {
    if is_scientific(text) {
        return Err(Fault::Scientific);
    }
    let negative = text.starts_with(['-', '−'])
        || text.starts_with('(')
            && text.ends_with(')')
            && text.contains(|c: char| c.is_ascii_digit());
    let body = text.trim_start_matches(['-', '−']);
    let grouped = match ungrouped(body) {
        Some(plain) => plain,
        None if numbers(body) > 1 => return Err(Fault::Several),
        None => {
            return Err(if negative {
                Fault::Negative
            } else {
                Fault::NotANumber
            });
        }
    };
    if negative {
        return Err(Fault::Negative);
    }
    Fen::parse(&grouped).map_err(|error| match error {
        MoneyError::TooFine => Fault::TooFine,
        MoneyError::TooLarge => Fault::OutOfRange,
        MoneyError::Malformed => Fault::NotANumber,
    })
}

/// The digits without the commas between thousands; nothing where it is no number of that form.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    if !digits(first) || !grouped || !rest.iter().all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    if decimals.is_some_and(|decimals| !digits(decimals)) {
        return None;
    }
    let mut plain = first.to_owned() + &rest.concat();
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    Some(plain)
}

/// How many runs of digits, points and commas there are.
fn numbers(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .filter(|run| run.bytes().any(|b| b.is_ascii_digit()))
        .count()
}

/// Whether a spreadsheet wrote it as `2.10102E+08`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let exponent = exponent.trim_start_matches(['+', '-']);
    let digits = |text: &str| {
        text.bytes().any(|b| b.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
    };
    digits(mantissa.trim_start_matches('-'))
        && exponent.bytes().all(|b| b.is_ascii_digit())
        && !exponent.is_empty()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Refuses what is no content at all: nothing, a dash for nothing, an error value, a formula, a cell
/// into which the rest of the table fell because a quotation mark is missing.
fn check_whole(text: &str) -> Result<(), Fault> {
    if text.is_empty() || matches!(text, "-" | "--" | "—" | "——" | "/" | "\\" | "无" | "空")
    {
        Err(Fault::Missing)
    } else if text.bytes().filter(|b| *b == b'\n').count() > 20 {
        Err(Fault::Unclosed)
    } else if text.starts_with('#') {
        Err(Fault::ErrorValue)
    } else if text.starts_with('=') {
        Err(Fault::Formula)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_comes_out_of_what_spreadsheets_put_around_it() {
        for cell in [
            "210102015",
            " 210102015\u{3000}",
            "'210102015",
            "=\"210102015\"",
            "２１０１０２０１５",
            "\u{feff}210102015",
            "210102015.0",
            "\t210102015",
        ] {
            assert_eq!(code(cell).as_deref(), Ok("210102015"), "{cell}");
        }
        for cell in ["330604029-1", "330604029－1", "330604029—1", "330604029–１"] {
            assert_eq!(code(cell).as_deref(), Ok("330604029-1"), "{cell}");
        }
    }

    #[test]
    fn what_is_no_code_says_why() {
        let why = |cell| code(cell).unwrap_err();
        assert_eq!(why("2.10102E+08"), Fault::Scientific);
        assert_eq!(why("2.1E8"), Fault::Scientific);
        assert_eq!(why(""), Fault::Missing);
        assert_eq!(why("—"), Fault::Missing);
        assert_eq!(why("210102015/210102016"), Fault::Several);
        assert_eq!(why("210102015、330604029-1"), Fault::Several);
        assert_eq!(why("一、检查"), Fault::NotACode);
        assert_eq!(why("合计"), Fault::NotACode);
        assert_eq!(why("#N/A"), Fault::ErrorValue);
        assert_eq!(why("=A1"), Fault::Formula);
    }

    #[test]
    fn amounts_are_exact_and_only_of_one_form() {
        for (cell, fen) in [
            ("67", 6700),
            ("67.0", 6700),
            ("18.2", 1820),
            ("1,065.00", 106_500),
            ("１，０６５．００", 106_500),
            ("¥1,065", 106_500),
            ("￥ 67.00", 6700),
            ("67元", 6700),
            ("67.5 元/次", 6750),
            ("'67", 6700),
            ("0", 0),
            ("12,345,678.90", 1_234_567_890),
        ] {
            assert_eq!(amount(cell), Ok(Fen::new(fen)), "{cell}");
        }
        for (cell, fault) in [
            ("", Fault::Missing),
            ("/", Fault::Missing),
            ("67/63", Fault::Several),
            ("67-80", Fault::Several),
            ("67元～80元", Fault::Several),
            ("67、63、50", Fault::Several),
            ("面议", Fault::NotANumber),
            ("1.065,00", Fault::NotANumber),
            ("1065,00", Fault::NotANumber),
            ("20%", Fault::NotANumber),
            ("-67", Fault::Negative),
            ("(67.00)", Fault::Negative),
            ("18.205", Fault::TooFine),
            ("1.065E+03", Fault::Scientific),
            ("=67*2", Fault::Formula),
            ("#VALUE!", Fault::ErrorValue),
            ("99999999999999999999", Fault::OutOfRange),
        ] {
            assert_eq!(amount(cell), Err(fault), "{cell}");
        }
    }

    #[test]
    fn tiers_are_read_as_lists_write_them() {
        for (cell, tier) in [
            ("三甲", Tier::ThreeA),
            ("三级甲等", Tier::ThreeA),
            ("三级乙等医院价格（元）", Tier::ThreeB),
            ("2A", Tier::TwoA),
            ("二乙", Tier::TwoB),
            ("二乙以下", Tier::BelowTwoB),
            ("二级乙等以下", Tier::BelowTwoB),
            ("below_2B", Tier::BelowTwoB),
            ("一级", Tier::BelowTwoB),
        ] {
            assert_eq!(super::tier(cell), Some(tier), "{cell}");
        }
        for cell in ["", "三级", "四甲", "二乙及以下", "价格", "甲"] {
            assert_eq!(super::tier(cell), None, "{cell}");
        }
    }

    #[test]
    fn days_may_have_a_time_after_them() {
        let day = |cell| super::day(cell).map(|day| day.to_string());
        for cell in [
            "2024-05-01",
            "2024/5/1 08:30",
            "20240501",
            "2024年5月1日",
            "2024-05-01T08:30:00",
        ] {
            assert_eq!(day(cell).as_deref(), Ok("2024-05-01"), "{cell}");
        }
        assert_eq!(day("45413"), Err(Fault::NotADay));
        assert_eq!(day("2024-02-30"), Err(Fault::NotADay));
    }

    #[test]
    fn quantities_are_whole() {
        assert_eq!(quantity("2.00"), Ok(2));
        assert_eq!(quantity("1.5"), Err(Fault::NotWhole));
        assert_eq!(quantity("0"), Err(Fault::OutOfRange));
        assert_eq!(quantity("10000"), Err(Fault::OutOfRange));
        assert_eq!(quantity("两次"), Err(Fault::NotANumber));
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(cell in ".*") {
            let _ = (code(&cell), amount(&cell), share(&cell), quantity(&cell), day(&cell), tier(&cell));
        }

        #[test]
        fn what_the_gazette_prints_reads_back(fen in 0..100_000_000_i64) {
            prop_assert_eq!(amount(&Fen::new(fen).to_string()), Ok(Fen::new(fen)));
        }
    }
}
