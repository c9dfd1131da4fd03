//! Whole numbers as people read them.

/// A whole number with a comma between groups of three digits: `6,220,000`.
pub(crate) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 {
        text.insert(0, '-');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_stands_before_every_third_digit_from_the_end() {
        let texts = [0, 999, 1000, 6_220_000, -12_000].map(grouped);
        assert_eq!(texts, ["0", "999", "1,000", "6,220,000", "-12,000"]);
        assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
    }
}
