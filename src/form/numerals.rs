//! Numbers as people type them.

/// A number as a person types it, made plain: full-width digits become ASCII digits, and commas
/// that stand between groups of three digits go.
pub(super) fn plain_number(text: &str) -> String {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain
        .trim()
        .trim_start_matches(['¥', '￥'])
        .trim_end_matches('元')
        .trim()
        .to_owned();
    let whole = plain.split('.').next().unwrap_or_default();
    let rest = plain.strip_prefix(whole).unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) {
        format!("{}{rest}", whole.replace(',', ""))
    } else {
        plain
    }
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

    #[test]
    fn a_number_is_read_as_people_type_it() {
        assert_eq!(plain_number("１２，０００．５０"), "12000.50");
        assert_eq!(plain_number(" 1,065.00 "), "1065.00");
        assert_eq!(plain_number("1,06"), "1,06");
        assert_eq!(plain_number("1234,567"), "1234,567");
        assert_eq!(plain_number("12,000,000"), "12000000");
    }
}
