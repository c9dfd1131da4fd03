//! The units of quantities: whether a table counts in the same as the notice.

use super::text::plain;

/// What makes a unit another one than the printed: a time, a measure, a part of the body, a package. 次, 项 and the
/// like go with any.
pub(super) const MARKS: [&str; 32] = [
    "时", "分钟", "天", "日", "周", "月", "疗程", "穴", "针", "牙", "面积", "双", "侧", "眼", "颌",
    "创面", "cm", "mm", "毫米", "米", "平方", "半", "支", "盒", "片", "瓶", "袋", "粒", "枚", "根",
    "毫升", "%",
];

/// Measures of a body or of a needle; how many of them may be one unit.
const SIZES: [&str; 13] = [
    "穴",
    "针",
    "牙",
    "颗牙",
    "片",
    "cm",
    "cm²",
    "mm",
    "毫米",
    "部位",
    "创面",
    "体表面积",
    "单穴",
];

/// Measures of time and of sides, which tell of a unit only where nothing else can be meant.
const OTHERS: [&str; 7] = ["小时", "分钟", "天", "日", "侧", "眼", "颌"];

/// Numerals with which a number of them begins.
const NUMERALS: &str = "一二两三四五六七八九十单";

/// A unit without how many of it.
fn measure(text: &str) -> String {
    let text = normal(text);
    let marks = ['.', ' ', '半', '每'];
    let number = |c: char| c.is_ascii_digit() || marks.contains(&c);
    text.trim_start_matches(number).to_owned()
}

/// Whether a specification is a unit.
pub(super) fn is_measure(text: &str) -> bool {
    let surface = text.contains("面积");
    let text = measure(text);
    surface && text == "%" || SIZES.iter().chain(&OTHERS).any(|it| text == *it)
}

/// Whether a text is a unit that a price is for each of.
pub(super) fn says_each(text: &str) -> bool {
    text.starts_with('每') && is_measure(text) || measure(text) == "单穴"
}

/// Whether a name says in brackets, behind a stroke or with 每 at its end that it is of another unit than the
/// notice's, whose own words are no such thing.
pub(super) fn names_unit(name: &str, printed_name: &str, printed: &str) -> bool {
    let text = plain(name);
    if !text.contains(['(', '[', '/', '每']) {
        return false;
    }
    let (own, mut parts) = (
        plain(printed_name),
        text.split(['(', ')', '[', ']', '/', ' ']),
    );
    // The name itself.
    let first = parts.next().unwrap_or_default();
    let counted = |it: &str| it.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    let surface = |it: &str| it.contains("面积") && measure(it) == "%";
    let sized = |it: &str| counted(it) && (surface(it) || SIZES.contains(&&*measure(it)));
    let each = |it: &str| {
        it.rfind('每')
            .and_then(|at| it.get(at..))
            .map(str::to_owned)
    };
    let parts: Vec<&str> = parts
        .filter(|it| !it.is_empty() && !own.contains(*it))
        .collect();
    let said = parts.iter().filter(|it| sized(it) || says_each(it));
    let mut said = said
        .map(|it| (*it).to_owned())
        .chain(each(first).filter(|it| says_each(it)));
    said.any(|it| differs(&it, printed))
}

/// Whether a unit is another than the printed one, or may be.
pub(super) fn differs(unit: &str, printed: &str) -> bool {
    let written = plain(unit);
    let (own, printed) = (normal(unit), normal(printed));
    // Of several points or centimetres one thing is not one unit.
    let things = ["个", "部位", "处", "点", "根", "只", "穴组", "组"];
    let several = printed.starts_with(|c: char| matches!(c, '2'..='9')) && !printed.contains('时');
    if several && things.contains(&written.trim_start_matches(['/', '每'])) {
        return true;
    }
    let counts = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let strict = counts(&own) || MARKS.iter().any(|it| own.contains(it));
    // 5cm²/每创面 is counted in 5 cm².
    let first = printed.split('/').next().unwrap_or_default();
    let within = !counts(&printed) && printed.contains(&own);
    strict && own.chars().count() <= 8 && own != printed && own != first && !within
}

/// A unit as units are compared: `每5个穴位`, `5穴` and `五个穴位` are one, and 公分, 厘米 and cm.
pub(super) fn normal(unit: &str) -> String {
    let text: String = plain(unit)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let mut text = text.trim_start_matches(['/', '每', '元']).to_owned();
    for (from, to) in [
        ("㎝", "cm"),
        ("㎜", "mm"),
        ("公分", "cm"),
        ("厘米", "cm"),
        ("平方cm", "cm²"),
        ("cm2", "cm²"),
        ("cm^2", "cm²"),
        ("穴位", "穴"),
        ("牙位", "牙"),
        ("颗牙", "牙"),
        ("枚牙", "牙"),
        ("半小时", "30分钟"),
        ("半个小时", "30分钟"),
        ("%体表面积", "%"),
        ("体表面积%", "%"),
        ("以内", ""),
        ("之内", ""),
        ("内", ""),
        ("个", ""),
    ] {
        text = text.replace(from, to);
    }
    let numbers = [
        ("一", "1"),
        ("二", "2"),
        ("两", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
        ("六", "6"),
        ("七", "7"),
        ("八", "8"),
        ("九", "9"),
        ("十", "10"),
    ];
    let number = numbers
        .iter()
        .find_map(|(from, to)| Some((*to, text.strip_prefix(from)?)));
    if let Some((number, rest)) = number {
        text = format!("{number}{rest}");
    }
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    if let Some((number, rest)) = at.and_then(|at| text.split_at_checked(at)) {
        let rest = match rest {
            "h" | "hr" | "hrs" | "hour" | "hours" | "时" => "小时",
            "min" | "mins" | "minute" | "minutes" | "分" => "分钟",
            other => other,
        };
        text = match (number, rest) {
            ("0.5", "小时") => "30分钟".to_owned(),
            ("60", "分钟") => "小时".to_owned(),
            ("120", "分钟") => "2小时".to_owned(),
            ("", "%") => "1%".to_owned(),
            _ => format!("{number}{rest}"),
        };
    }
    // One of it is it.
    match text.strip_prefix('1') {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '%')) => {
            rest.to_owned()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_printed_one_however_it_is_written() {
        for (own, printed) in [
            ("5穴", "5个穴位"),
            ("五个穴位", "5个穴位"),
            ("2个穴位", "二个穴位"),
            ("3cm", "3公分"),
            ("3 厘米", "3公分"),
            ("３ＣＭ", "3公分"),
            ("30分钟", "每半小时"),
            ("5平方厘米", "5cm²/每创面"),
            ("2小时内", "2小时"),
            ("两小时", "2小时"),
            ("每牙", "每牙"),
            ("牙", "每牙"),
            ("1%体表面积", "1%体表面积"),
            ("侧", "单侧"),
            ("单眼", "单眼和次"),
            ("次", "2小时"),
            ("2h", "2小时"),
            ("120min", "2小时"),
            ("30 min", "每半小时"),
            ("0.5h", "每半小时"),
            ("10%", "10%体表面积"),
            ("1%", "1%体表面积"),
            ("%", "1%体表面积"),
            ("部位", "每个部位"),
            ("", "次"),
        ] {
            assert!(!differs(own, printed), "{own} {printed}");
        }
        for (own, printed) in [
            ("厘米", "3公分"),
            ("cm", "3公分"),
            ("平方厘米", "5cm²/每创面"),
            ("小时", "2小时"),
            ("h", "2小时"),
            ("1h", "每半小时"),
            ("%", "10%体表面积"),
            ("小时", "每半小时"),
            ("穴位", "5个穴位"),
            ("10%体表面积", "1%体表面积"),
            ("%体表面积", "10%体表面积"),
            ("10次", "次"),
            ("10.5公分", "0.5公分"),
            ("双侧", "单侧"),
            ("片", "次"),
            ("天", "次"),
        ] {
            assert!(differs(own, printed), "{own} {printed}");
        }
    }

    #[test]
    fn a_name_says_of_another_unit_in_brackets() {
        let points = |name| names_unit(name, "普通针刺", "5个穴位");
        for name in [
            "普通针刺(每穴)",
            "普通针刺（每个穴位）",
            "普通针刺[单穴]",
            "普通针刺/每穴",
            "普通针刺每穴",
            "普通针刺(1穴)",
        ] {
            assert!(points(name), "{name}");
        }
        for name in [
            "普通针刺",
            "普通针刺(5个穴位)",
            "普通针刺(每五穴)",
            "普通针刺(快速针)",
            "普通针刺(每增加1穴)",
            "普通针刺(每次)",
        ] {
            assert!(!points(name), "{name}");
        }
        assert!(names_unit("药线引流治疗(1cm)", "药线引流治疗", "3公分"));
        assert!(!names_unit("药线引流治疗(3cm)", "药线引流治疗", "3公分"));
        for unit in ["1cm", "3cm", "每穴", "10%体表面积"] {
            assert!(is_measure(unit), "{unit}");
        }
        for other in ["1.5T", "10%", "面积较大"] {
            assert!(!is_measure(other), "{other}");
        }
    }
}
