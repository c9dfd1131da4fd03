//! Amounts, shares and quantities as spreadsheets and people write them, read without guessing.

use crate::money::{BasisPoints, Fen};

use super::fault::Fault;
use super::text::{content, is_digits, is_scientific, plain};
use super::unit::{Unit, is_foreign};

/// A number in hundredths, and how it was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In hundredths, below zero for a refund.
    pub(super) hundredths: i64,
    /// Whether the last digits were the noise of a floating number.
    pub(super) noise: bool,
}

/// An amount of money, which may be below zero.
///
/// # Errors
///
/// Why the cell holds no single amount.
pub(super) fn amount(cell: &str) -> Result<(Fen, bool), Fault> {
    let whole = plain(cell);
    content(&whole)?;
    let bare = whole
        .bytes()
        .all(|it| it.is_ascii_digit() || matches!(it, b'.' | b',' | b'-'));
    if !bare && is_foreign(&whole) {
        return Err(Fault::NotYuan);
    }
    let text = without_mark(&whole).trim();
    let has_no_digit = |after: &str| !after.chars().any(char::is_numeric);
    let text = match text.split_once(['元', '圆']) {
        // "67元/次": what follows the unit may say of what, but no second number.
        Some((before, after)) if has_no_digit(after) => {
            before.trim_end_matches(['(', '[', '/']).trim()
        }
        _ => match text.split_once('/') {
            Some((before, after)) if has_no_digit(after) && !after.trim().is_empty() => {
                before.trim()
            }
            _ => text,
        },
    };
    let number = number(text)?;
    Ok((Fen::new(number.hundredths), number.noise))
}

/// What stands behind the mark of the yuan.
pub(super) fn without_mark(text: &str) -> &str {
    ["¥", "￥", "RMB", "rmb", "人民币"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .unwrap_or(text)
}

/// An amount that is written in a unit.
///
/// # Errors
///
/// Why the cell holds no single amount, or not in this unit.
pub(super) fn amount_in(cell: &str, unit: Unit) -> Result<(Fen, bool), Fault> {
    let (read, noise) = amount(cell)?;
    let parts = match unit {
        Unit::Yuan => return Ok((read, noise)),
        // A unit in the cell itself goes against the head's.
        _ if cell.contains(['元', '圆', '¥', '￥']) => return Err(Fault::NotYuan),
        Unit::Jiao => 10,
        Unit::Fen => 100,
        Unit::Other => return Err(Fault::NotYuan),
    };
    match (read.get().checked_rem(parts), read.get().checked_div(parts)) {
        (Some(0), Some(fen)) => Ok((Fen::new(fen), noise)),
        _ => Err(Fault::TooFine),
    }
}

/// Whether a cell is a rate: `20%`, `0.2` or `20`.
pub(super) fn is_rate(cell: &str, rate: BasisPoints) -> bool {
    let text = plain(cell);
    let percent = text.strip_suffix('%');
    let Ok(number) = number(percent.unwrap_or(&text).trim()) else {
        return false;
    };
    let is = |points: i64| u32::try_from(points).is_ok_and(|it| BasisPoints::new(it) == rate);
    is(number.hundredths) || percent.is_none() && is(number.hundredths.saturating_mul(100))
}

/// A whole number of units, with or without the unit behind it: `2`, `2.00`, `2次`, `2/次`; below zero for
/// a refund.
///
/// # Errors
///
/// Why the cell holds no such number.
pub(super) fn quantity(cell: &str) -> Result<i64, Fault> {
    let text = plain(cell);
    content(&text)?;
    if is_scientific(&text) {
        return Err(Fault::Scientific);
    }
    // 一次, 两侧: a numeral before a unit of one character.
    let numeral = |c: char| "一二三四五六七八九十".chars().position(|it| it == c);
    let mut chars = text.chars();
    if let (Some(first), Some(_), None) = (chars.next(), chars.next(), chars.next())
        && let Some(place) = numeral(first).or((first == '两').then_some(1))
        && text.ends_with(['次', '项', '例', '份'])
    {
        return i64::try_from(place.saturating_add(1)).map_err(|_| Fault::OutOfRange);
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '−' | ' ');
    let (before, unit) = match text.find(|c| !is_part(c)) {
        Some(at) => text.split_at_checked(at).unwrap_or((&text, "")),
        None => (&*text, ""),
    };
    let no_unit = |c: char| c.is_numeric() || matches!(c, '×' | '*' | 'x' | 'X' | '%' | '~' | '每');
    if unit.contains(no_unit) || unit.contains("/日") || unit.contains("/天") {
        // "2次/日" says how often, not how many; "1×2" leaves open of what there are two.
        return Err(Fault::NotANumber);
    }
    let hundredths = number(before.trim())?.hundredths;
    let whole = hundredths.div_euclid(100);
    if hundredths.rem_euclid(100) != 0 {
        Err(Fault::NotWhole)
    } else if whole == 0 || !(-9999..=9999).contains(&whole) {
        Err(Fault::OutOfRange)
    } else {
        Ok(whole)
    }
}

/// A plain number with at most two decimals, its thousands perhaps set apart by commas.
pub(super) fn number(text: &str) -> Result<Number, Fault> {
    if is_scientific(text) {
        return Err(Fault::Scientific);
    }
    let bracketed = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let minus = text.strip_prefix(['-', '−']);
    let body = bracketed.or(minus).unwrap_or(text);
    let body = if minus.is_none() {
        body.strip_prefix('+').unwrap_or(body)
    } else {
        body
    }
    .trim();
    let unread = || {
        if numbers(body) > 1 {
            Fault::Several
        } else {
            Fault::NotANumber
        }
    };
    let (whole, decimals) = body.split_once('.').unwrap_or((body, ""));
    if !decimals.is_empty() && !is_digits(decimals) {
        return Err(unread());
    }
    if !is_grouped(whole) {
        return Err(unread());
    }
    let whole = ungrouped(whole).ok_or(Fault::OutOfRange)?;
    let (hundredths, noise) = fraction(decimals)?;
    let sum = whole
        .checked_mul(100)
        .and_then(|it| it.checked_add(hundredths));
    let sum = sum.ok_or(Fault::OutOfRange)?;
    let negative = bracketed.or(minus).is_some();
    Ok(Number {
        hundredths: if negative { sum.saturating_neg() } else { sum },
        noise,
    })
}

/// Whether a text is a whole number, its thousands perhaps set apart by commas.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = text.len() > first.len();
    is_digits(first)
        && !(grouped && first.len() > 3)
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

/// The number without its commas, where it fits.
fn ungrouped(text: &str) -> Option<i64> {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits
        .map(|b| i64::from(b.wrapping_sub(b'0')))
        .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
}

/// The decimals in hundredths. Databases write `18.2` as `18.199999999999999`: what is less than a
/// hundredth of a fen away from a whole fen is that fen, where so many digits stand.
fn fraction(decimals: &str) -> Result<(i64, bool), Fault> {
    let mut digits = decimals.bytes().map(|b| i64::from(b.wrapping_sub(b'0')));
    let mut next = || digits.next().unwrap_or(0);
    let (tenths, hundredths) = (next(), next());
    let fen = tenths.saturating_mul(10).saturating_add(hundredths);
    let rest = decimals.get(2..).unwrap_or_default();
    if rest.bytes().all(|b| b == b'0') {
        Ok((fen, false))
    } else if rest.starts_with("0000") {
        Ok((fen, true))
    } else if rest.starts_with("9999") {
        Ok((fen.saturating_add(1), true))
    } else {
        Err(Fault::TooFine)
    }
}

/// How many runs of digits, points and commas there are.
fn numbers(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .filter(|run| run.bytes().any(|b| b.is_ascii_digit()))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fen(cell: &str) -> Result<i64, Fault> {
        amount(cell).map(|(fen, _)| fen.get())
    }

    #[test]
    fn amounts_are_exact_and_only_of_one_form() {
        for (cell, value) in [
            ("67", 6700),
            ("67.0", 6700),
            ("18.2", 1820),
            ("1,065.00", 106_500),
            ("１，０６５．００", 106_500),
            ("¥1,065", 106_500),
            ("￥ 67.00", 6700),
            ("RMB 67", 6700),
            ("67元", 6700),
            ("67.5 元/次", 6750),
            ("1747/次", 174_700),
            ("1747（元）", 174_700),
            ("1747圆", 174_700),
            ("1747.", 174_700),
            ("+1747", 174_700),
            ("'67", 6700),
            ("0", 0),
            ("-67", -6700),
            ("(67.00)", -6700),
            ("-¥67", 0),
            ("12,345,678.90", 1_234_567_890),
            ("18.199999999999999", 1820),
            ("53.000000000000007", 5300),
            ("1746.9999999998", 174_700),
            ("0.99999999", 100),
        ] {
            let expected = if cell == "-¥67" {
                Err(Fault::NotANumber)
            } else {
                Ok(value)
            };
            assert_eq!(fen(cell), expected, "{cell}");
        }
        for (cell, fault) in [
            ("", Fault::Missing),
            ("/", Fault::Missing),
            ("67/63", Fault::Several),
            ("67-80", Fault::Several),
            ("67元～80元", Fault::Several),
            ("1747元/次，每增加1cm加100元", Fault::Several),
            ("67、63、50", Fault::Several),
            ("面议", Fault::NotANumber),
            ("约1747", Fault::NotANumber),
            ("17.47万元", Fault::NotANumber),
            ("1.065,00", Fault::NotANumber),
            ("1065,00", Fault::NotANumber),
            ("1234,567", Fault::NotANumber),
            ("20%", Fault::NotANumber),
            ("18.205", Fault::TooFine),
            ("67.00499999", Fault::TooFine),
            ("$67", Fault::NotYuan),
            ("HK$67", Fault::NotYuan),
            ("67美元", Fault::NotYuan),
            ("67 港元", Fault::NotYuan),
            ("67元（港币）", Fault::NotYuan),
            ("1.065E+03", Fault::Scientific),
            ("=67*2", Fault::Formula),
            ("#VALUE!", Fault::ErrorValue),
            ("99999999999999999999", Fault::OutOfRange),
        ] {
            assert_eq!(fen(cell), Err(fault), "{cell}");
        }
        assert_eq!(amount("18.199999999999999"), Ok((Fen::new(1820), true)));
    }

    #[test]
    fn units_and_rates_are_read_as_they_are_written() {
        let fen = |cell: &str, unit| amount_in(cell, unit).map(|(fen, _)| fen.get());
        assert_eq!(fen("6700", Unit::Fen), Ok(6700));
        assert_eq!(fen("670.5", Unit::Jiao), Ok(6705));
        assert_eq!(fen("67", Unit::Yuan), Ok(6700));
        assert_eq!(fen("67.5", Unit::Fen), Err(Fault::TooFine));
        assert_eq!(fen("67元", Unit::Fen), Err(Fault::NotYuan));
        assert_eq!(fen("0.06", Unit::Other), Err(Fault::NotYuan));
        let rate = BasisPoints::new(2000);
        for cell in ["20%", "20 %", "0.2", "0.20", "20", "20.00"] {
            assert!(is_rate(cell, rate), "{cell}");
        }
        for cell in ["", "2", "0.2%", "200", "10.60", "-20"] {
            assert!(!is_rate(cell, rate), "{cell}");
        }
    }

    #[test]
    fn quantities_are_whole_and_may_have_their_unit_behind() {
        for (cell, number) in [
            ("2", 2),
            ("2.00", 2),
            ("２", 2),
            ("1次", 1),
            ("2 个", 2),
            ("1人次", 1),
            ("1.0次", 1),
            ("2/次", 2),
            ("3天", 3),
            ("一次", 1),
            ("两次", 2),
            ("十次", 10),
            ("-1", -1),
            ("1,000", 1000),
        ] {
            assert_eq!(quantity(cell), Ok(number), "{cell}");
        }
        for (cell, fault) in [
            ("1.5", Fault::NotWhole),
            ("0", Fault::OutOfRange),
            ("10000", Fault::OutOfRange),
            ("两片半", Fault::NotANumber),
            ("一日三次", Fault::NotANumber),
            ("½", Fault::NotANumber),
            ("1×2", Fault::NotANumber),
            ("*2", Fault::NotANumber),
            ("2次/日", Fault::NotANumber),
            ("1/2", Fault::NotANumber),
            ("", Fault::Missing),
        ] {
            assert_eq!(quantity(cell), Err(fault), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(cell in ".*") {
            if let Ok((read, _)) = amount_in(&cell, Unit::Fen) {
                prop_assert_eq!(fen(&read.to_string()), Ok(read.get()));
            }
        }

        #[test]
        fn what_the_gazette_prints_reads_back(value in 0..100_000_000_i64) {
            prop_assert_eq!(fen(&Fen::new(value).to_string()), Ok(value));
        }
    }
}
