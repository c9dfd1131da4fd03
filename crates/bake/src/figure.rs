//! What a figure is about, and whether its value is the one that is printed.

use serde::Deserialize;

use super::day::Day;

/// On which side of a number the statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Bound {
    Equal,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

/// How firmly it is said: 左右 is about, 力争 is striven for, 最高 is a cap and no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Firmness {
    Firm,
    About,
    Striven,
    Cap,
}

/// Whether a horizon is written as one: a year, a day, or two of a kind with a stroke between them.
pub(super) fn is_horizon(text: &str) -> bool {
    let year = |text: &str| text.len() == 4 && Day::parse(&format!("{text}-01-01")).is_some();
    match text.split_once('/') {
        None => year(text) || Day::parse(text).is_some(),
        Some((from, until)) => {
            let days = Day::parse(from).is_some() && Day::parse(until).is_some();
            (days || year(from) && year(until)) && from < until
        }
    }
}

/// Whether a decimal is among the printed numbers, as it is or in the tens of thousands or hundreds of millions.
pub(super) fn prints(printed: &str, value: &str) -> bool {
    let Some(value) = thousandths(value) else {
        return false;
    };
    numbers(printed)
        .iter()
        .any(|(number, scale)| *number == value || number.saturating_mul(*scale) == value)
}

/// Whether the days are printed: month and day of both, or the years alone where the period is one of whole years.
pub(super) fn prints_days(printed: &str, from: &str, until: &str) -> bool {
    let (from, until): (Vec<&str>, Vec<&str>) =
        (from.split('-').collect(), until.split('-').collect());
    let years = from.get(1..) == Some(&["01", "01"]) && until.get(1..) == Some(&["12", "31"]);
    let all = |range: std::ops::Range<usize>| {
        let parts = from.get(range.clone()).into_iter().chain(until.get(range));
        parts.flatten().all(|part| prints(printed, part))
    };
    all(1..3) || (years && all(0..1))
}

/// Whether every run of digits of a text stands in what is printed; commas of thousands aside.
pub(super) fn prints_runs(printed: &str, value: &str) -> bool {
    let value = value.replace(',', "");
    let runs = value.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| !run.is_empty()).all(|run| {
        printed
            .split(|c: char| !c.is_ascii_digit())
            .any(|it| it == run)
    })
}

/// The numbers of a text in thousandths, each with what its unit of counting multiplies it by.
fn numbers(text: &str) -> Vec<(i64, i64)> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let rest = characters.get(at..).unwrap_or_default();
        let run = |is: fn(&char) -> bool| rest.iter().take_while(|c| is(c)).collect::<String>();
        let arabic = run(|c| c.is_ascii_digit() || *c == '.');
        let chinese = run(|c| "一二三四五六七八九十百千两".contains(*c));
        let (length, number) = match (arabic.is_empty(), chinese.is_empty()) {
            (false, _) => (arabic.len(), thousandths(arabic.trim_end_matches('.'))),
            (true, false) => (chinese.chars().count(), Some(counted(&chinese) * 1000)),
            _ => (1, None),
        };
        at += length;
        let scale = match characters.get(at) {
            Some('万') => 10_000,
            Some('亿') => 100_000_000,
            _ => 1,
        };
        found.extend(number.map(|number| (number, scale)));
    }
    found
}

/// A decimal of at most three places, in thousandths.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    if places.len() > 3 {
        return None;
    }
    format!("{whole}{places:0<3}").parse().ok()
}

/// A number in words below ten thousand: 十二, 二百零七.
fn counted(words: &str) -> i64 {
    let (mut sum, mut digit) = (0, 0);
    for character in words.chars() {
        let ten = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            other => {
                let at = "一二三四五六七八九".chars().position(|it| it == other);
                // The only other sign of a number is 两.
                digit = at.and_then(|at| i64::try_from(at + 1).ok()).unwrap_or(2);
                continue;
            }
        };
        sum += digit.max(1) * ten;
        digit = 0;
    }
    sum + digit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_as_it_is_printed() {
        for (printed, value) in [
            ("9.5万人次", "95000"),
            ("献血量1900万毫升", "19000000"),
            ("80万亩以上", "80"),
            ("不低于1:12", "12"),
            ("有效期三年", "3"),
            ("十大行动", "10"),
            ("试行期两年", "2"),
            ("前六个月", "6"),
            ("二十一项", "21"),
        ] {
            assert!(prints(printed, value), "{printed} {value}");
        }
        for (printed, value) in [("9.5万人次", "9500"), ("三年", "4"), ("1500余件", "150")] {
            assert!(!prints(printed, value), "{printed} {value}");
        }
    }

    #[test]
    fn days_and_years_are_found() {
        assert!(prints_days(
            "其中2月1日至5月10日",
            "2024-02-01",
            "2024-05-10"
        ));
        assert!(!prints_days(
            "其中2月1日至5月10日",
            "2024-02-01",
            "2024-05-11"
        ));
        assert!(prints_days("(2021—2025年)", "2021-01-01", "2025-12-31"));
        assert!(!prints_days("(2021—2025年)", "2021-01-01", "2026-12-31"));
        assert!(prints_runs("联系电话:0830—3101346", "0830-3101346"));
        assert!(prints_runs("1500余件", "1,500 余件"));
        assert!(!prints_runs("1500余件", "150 余件"));
    }

    #[test]
    fn a_horizon_is_a_year_a_day_or_two() {
        for good in ["2025", "2024-02-29", "2021/2025", "2024-01-01/2024-02-29"] {
            assert!(is_horizon(good), "{good}");
        }
        for bad in [
            "",
            "25",
            "2025年",
            "2025/2021",
            "2024/2024-02-29",
            "2024-02-30",
        ] {
            assert!(!is_horizon(bad), "{bad}");
        }
    }
}
