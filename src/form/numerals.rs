//! Numbers as people type them.

/// A number as a person types it, as digits with at most one point: full width or half, with `¥`, `元` or
/// the question's own unit, with commas or spaces between groups of three, with 万 (or `w`) or 亿, in Chinese
/// numerals, with 整 behind it. What is no number, or can be read in two ways, comes back as it was typed.
pub(super) fn plain_number(text: &str, unit: &str) -> String {
    let plain = half_width_text(text);
    let bare = plain.trim_start_matches(['¥', '￥']);
    let bare = bare.strip_suffix('整').unwrap_or(bare);
    let bare = bare.strip_suffix(unit).unwrap_or(bare);
    let bare = bare.strip_suffix('元').unwrap_or(bare);
    let digits: String = bare.chars().map(digit).collect();
    in_digits(&digits, &SCALES).unwrap_or(plain)
}

/// The characters that stand for so many zeros, the largest first.
const SCALES: [(char, usize); 5] = [('亿', 8), ('万', 4), ('千', 3), ('百', 2), ('十', 1)];

/// A Chinese numeral as its digit, any other character as it is.
fn digit(c: char) -> char {
    match c {
        '零' | '〇' => '0',
        '一' | '壹' => '1',
        '二' | '两' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        '拾' => '十',
        '佰' => '百',
        '仟' => '千',
        'w' | 'W' => '万',
        '点' => '.',
        _ => c,
    }
}

/// A number whose parts are scaled by these characters, as digits with at most one point.
fn in_digits(text: &str, scales: &[(char, usize)]) -> Option<String> {
    let text = text.trim();
    let Some((&(scale, zeros), smaller)) = scales.split_first() else {
        return ungrouped(text);
    };
    let Some((times, rest)) = text.split_once(scale) else {
        return in_digits(text, smaller);
    };
    let times = match times {
        // 十五 is 15.
        "" if scale == '十' => "1".to_owned(),
        _ => in_digits(times, smaller)?,
    };
    if rest.is_empty() {
        return Some(shifted(&times, zeros));
    }
    let has_own = rest.contains(SCALES.map(|(scale, _)| scale));
    let rest = in_digits(rest, smaller)?;
    let (whole, decimals) = parts(&rest);
    // One digit behind 万 can be meant as thousands or as ones: 一万二.
    let ambiguous = zeros > 1 && whole.len() == 1 && !has_own;
    if ambiguous || whole.len() > zeros || times.contains('.') {
        return None;
    }
    let point = if decimals.is_empty() { "" } else { "." };
    Some(format!("{times}{whole:0>zeros$}{point}{decimals}"))
}

/// Digits with at most one point, without the commas or spaces between groups of three.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, decimals) = parts(text);
    let mut groups = whole.split([',', ' ', '\u{a0}', '\u{2009}', '\u{202f}']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if first.is_empty() || !all_digits(&digits) || !all_digits(decimals) {
        return None;
    }
    match text.contains('.') {
        true if decimals.is_empty() => None,
        true => Some(format!("{digits}.{decimals}")),
        false => Some(digits),
    }
}

/// The digits before and behind the point.
fn parts(number: &str) -> (&str, &str) {
    number.split_once('.').unwrap_or((number, ""))
}

/// The number with its point so many places further right.
fn shifted(number: &str, places: usize) -> String {
    let (whole, decimals) = parts(number);
    match decimals.split_at_checked(places) {
        Some((whole_now, "")) => format!("{whole}{whole_now}"),
        Some((whole_now, decimals)) => format!("{whole}{whole_now}.{decimals}"),
        None => format!("{whole}{decimals:0<places$}"),
    }
}

/// A text in half width, without the spaces around it.
pub(super) fn half_width_text(text: &str) -> String {
    let plain: String = text.chars().map(half_width).collect();
    plain.trim().to_owned()
}

/// A full-width character or a Chinese full stop in its plain form; any other character as it is.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::form::half_width;
///
/// assert_eq!("１。５ 元".chars().map(half_width).collect::<String>(), "1.5 元");
/// ```
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xFEE0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '。' => '.',
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The number of an amount in yuan.
    fn yuan(text: &str) -> String {
        plain_number(text, "元")
    }

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (typed, meant) in [
            ("１２，０００．５０", "12000.50"),
            (" 1,065.00 ", "1065.00"),
            ("12,000,000", "12000000"),
            ("650 000", "650000"),
            ("650,000元", "650000"),
            ("￥650000", "650000"),
            ("¥ 650000", "650000"),
            ("65万", "650000"),
            ("65万元", "650000"),
            ("６５万", "650000"),
            ("65 万", "650000"),
            ("85W", "850000"),
            ("８５ｗ", "850000"),
            ("85万整", "850000"),
            ("捌拾伍万元整", "850000"),
            ("玖仟肆佰柒拾叁元", "9473"),
            ("壹贰陆", "126"),
            ("65.5万", "655000"),
            ("0.5万", "05000"),
            ("1.2亿", "120000000"),
            ("1亿2000万", "120000000"),
            ("65万5千", "655000"),
            ("65万5000", "655000"),
            ("65万5000.50元", "655000.50"),
            ("3千万", "30000000"),
            ("1.23456万", "12345.6"),
            ("六十五万", "650000"),
            ("陆拾伍万元", "650000"),
            ("两百零五", "205"),
            ("十五万", "150000"),
            ("三点五万", "35000"),
            ("一亿零五万", "100050000"),
        ] {
            assert_eq!(yuan(typed), meant, "{typed}");
        }
        assert_eq!(plain_number("１２户", "户"), "12");
        assert_eq!(plain_number("1.3万元/户", "元/户"), "13000");
    }

    #[test]
    fn what_can_be_read_in_two_ways_stays_as_it_is() {
        for typed in [
            "1,06",
            "1234,567",
            "1,2000",
            "一万二",
            "65万5",
            "1.5万3000",
            "万",
            "5万万",
            "1千2万",
            "650000.",
            ".5",
            "-5",
            "1.2e4",
            "",
            "五千六百七",
            "约85万",
        ] {
            assert_eq!(yuan(typed), typed, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn tens_of_thousands_are_what_they_say(number in 0..1_000_000_u32) {
            prop_assert_eq!(yuan(&format!("{number}万")), format!("{number}0000"));
        }

        #[test]
        fn any_text_is_a_number_or_stays_as_it_is(text in "[0-9一二十百千万亿零.,元 ]*") {
            let read = yuan(&text);
            let number = !read.is_empty() && read.chars().all(|c| c.is_ascii_digit() || c == '.');
            prop_assert!(number || read.trim() == text.trim() || text.contains(read.trim()), "{read}");
        }
    }
}
