//! Amounts in capital characters (大写), as they stand on receipts, so that nobody can alter a digit.
//!
//! By the rules for receipts (《支付结算办法》附一): 零 once for zeros between digits, 整 after 元 and after 角, none
//! after 分.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The amount in capital characters.
pub(crate) fn capitals(fen: i64) -> String {
    let (yuan, rest) = (
        fen.unsigned_abs().div_euclid(100),
        fen.unsigned_abs().rem_euclid(100),
    );
    let (jiao, fen_left) = (rest.div_euclid(10), rest.rem_euclid(10));
    let mut text = if fen < 0 { "负" } else { "" }.to_owned();
    if yuan > 0 || rest == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    if jiao > 0 {
        text.extend([digit(jiao), '角']);
    } else if yuan > 0 && fen_left > 0 {
        text.push('零');
    }
    if fen_left > 0 {
        text.extend([digit(fen_left), '分']);
    } else {
        text.push('整');
    }
    text
}

fn digit(number: u64) -> char {
    let at = usize::try_from(number).ok();
    at.and_then(|at| DIGITS.get(at).copied()).unwrap_or('零')
}

/// A whole number: what stands before 亿, before 万, before 仟 and so on, each read by itself.
fn whole(number: u64) -> String {
    const PLACES: [(u64, char); 5] = [
        (100_000_000, '亿'),
        (10_000, '万'),
        (1_000, '仟'),
        (100, '佰'),
        (10, '拾'),
    ];
    for (place, name) in PLACES {
        let (high, low) = (
            number.checked_div(place).unwrap_or(0),
            number.checked_rem(place).unwrap_or(0),
        );
        if high == 0 {
            continue;
        }
        let zero = if low.saturating_mul(10) < place {
            "零"
        } else {
            ""
        };
        return match low {
            0 => format!("{}{name}", whole(high)),
            _ => format!("{}{name}{zero}{}", whole(high), whole(low)),
        };
    }
    digit(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::capitals;

    #[test]
    fn zeros_between_digits_are_said_once_and_zeros_at_the_end_not() {
        for (fen, text) in [
            (0, "零元整"),
            (1_700_000, "壹万柒仟元整"),
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (112_260, "壹仟壹佰贰拾贰元陆角整"),
            (50, "伍角整"),
            (5, "伍分"),
            (10_050_000, "壹拾万零伍佰元整"),
            (1_000_000_100, "壹仟万零壹元整"),
            (480_000_000, "肆佰捌拾万元整"),
            (1_100_000, "壹万壹仟元整"),
            (11_000, "壹佰壹拾元整"),
            (110_000_000, "壹佰壹拾万元整"),
            (2_000_300_000_000, "贰佰亿零叁佰万元整"),
            (1_000_000_000_100, "壹佰亿零壹元整"),
            (-100, "负壹元整"),
        ] {
            assert_eq!(capitals(fen), text, "{fen}");
        }
        assert!(capitals(i64::MAX).starts_with("玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟"));
    }
}
