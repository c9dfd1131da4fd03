//! Numbers in words: how long a service took, on how many teeth, sides, parts and points, by whom, at what field
//! strength. What may be read in two ways is not read.

use super::day::days;
use super::wording::any;

/// The numbers in a text, each in hundredths with what stands before and behind it.
fn figures(text: &str) -> Vec<(i64, &str, &str)> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = from.saturating_add(at);
        let rest = text.get(start..).unwrap_or_default();
        let whole = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let decimals = rest
            .get(whole..)
            .and_then(|it| it.strip_prefix('.'))
            .map_or(0, |it| it.bytes().take_while(u8::is_ascii_digit).count());
        let length = if decimals > 0 {
            whole.saturating_add(1).saturating_add(decimals)
        } else {
            whole
        };
        from = start.saturating_add(length);
        if let Some(number) = rest.get(..length).and_then(hundredths) {
            let before = text.get(..start).unwrap_or_default();
            let behind = text.get(from..).unwrap_or_default();
            found.push((number, before.trim_end(), behind.trim_start()));
        }
    }
    found
}

/// A plain number in hundredths; nothing where it is finer.
fn hundredths(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let parts: i64 = match decimals.trim_end_matches('0') {
        "" => 0,
        tenths if tenths.len() == 1 => tenths.parse::<i64>().ok()?.checked_mul(10)?,
        two if two.len() == 2 => two.parse().ok()?,
        _ => return None,
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(parts)
}

/// How many units of so many hundredths a number of them is, a part of one counted as a whole.
pub(super) fn units(hundredths: i64, per: i64) -> Option<i64> {
    hundredths
        .checked_add(per.checked_sub(1)?)?
        .checked_div(per)
}

/// How many minutes a cell says that something took: `3.5h`, `3小时30分`, `210分钟`, `08:00-11:30`, or a number under
/// 时长. Words of the notice about hours, 不足2小时, say nothing of a row.
pub(super) fn minutes(word: &str, cell: &str) -> Option<i64> {
    let text = cell.to_lowercase();
    if any(
        &text,
        &["不足", "每增", "超过", "以内", "以上", "每半", "每小时"],
    ) {
        return None;
    }
    let of_head = any(word, &["时长", "用时", "耗时", "小时数", "分钟数", "历时"]);
    if let (true, Some(number)) = (of_head, hundredths(&text)) {
        let in_minutes = any(word, &["分", "min"]);
        let in_hours = any(word, &["小时", "(h)"]);
        return if in_minutes || !in_hours && number > 2400 {
            number.checked_div(100)
        } else {
            number.checked_mul(60)?.checked_div(100)
        };
    }
    if let [begin, end] = clocks(&text).as_slice()
        && !text.contains("20")
    {
        let length = end.saturating_sub(*begin).rem_euclid(24 * 60);
        return (length > 0).then_some(length);
    }
    let starts = |text: &str, units: &[&str]| units.iter().any(|it| text.starts_with(it));
    let mut found: Option<i64> = None;
    for (number, before, behind) in figures(&text) {
        let behind = behind.strip_prefix('个').unwrap_or(behind);
        let length = if starts(behind, &["半小时"]) {
            number.checked_mul(60)?.checked_div(100)?.checked_add(30)?
        } else if starts(behind, &["小时", "h"]) {
            number.checked_mul(60)?.checked_div(100)?
        } else if starts(behind, &["分钟", "min"])
            || starts(behind, &["分"]) && before.ends_with("小时")
        {
            number.checked_div(100)?
        } else {
            continue;
        };
        found = Some(found.unwrap_or(0).checked_add(length)?);
    }
    found.or_else(|| text.contains("半小时").then_some(30))
}

/// The times of day in a text, in minutes: `08:00`, `8:30:15`.
fn clocks(text: &str) -> Vec<i64> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || c == ':'));
    let clock = |part: &str| {
        let (hours, rest) = part.split_once(':')?;
        let minutes = rest.split(':').next()?;
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 25 && minutes < 60).then(|| hours.saturating_mul(60).saturating_add(minutes))
    };
    parts.filter_map(clock).collect()
}

/// The minutes from one day and time to another, where they are not more than a day apart.
pub(super) fn minutes_between(begin: &str, end: &str) -> Option<i64> {
    let of = |cell: &str| match clocks(cell).as_slice() {
        [one] => Some((days(cell).ok().map(|it| it.first), *one)),
        _ => None,
    };
    let ((first, from), (last, to)) = (of(begin)?, of(end)?);
    let next = match (first, last) {
        (Some(first), Some(last)) if last == first => 0,
        (Some(first), Some(last)) if first.plus_days(1) == Some(last) => 24 * 60,
        (None, None) => 0,
        _ => return None,
    };
    let length = to.saturating_sub(from).saturating_add(next);
    (length > 0 && length <= 24 * 60).then_some(length)
}

/// How much of a measure a cell names, in hundredths: points, centimetres, per cent of the skin, square centimetres.
pub(super) fn measure(of: &str, word: &str, cell: &str) -> Option<i64> {
    let text = cell.to_lowercase();
    let starts = |text: &str, units: &[&str]| units.iter().any(|it| text.starts_with(it));
    let head = match of {
        "points" => "穴",
        "length" => "长",
        _ => "面积",
    };
    if word.contains(head)
        && let Some(number) = hundredths(&text)
    {
        return Some(number);
    }
    let square = ["cm²", "cm2", "cm^2", "平方厘米", "㎠"];
    let found = figures(&text).into_iter().filter(|(_, before, behind)| {
        let behind = behind.strip_prefix('个').unwrap_or(behind);
        match of {
            "points" => {
                starts(behind, &["穴"])
                    || ["穴位数", "穴位", "穴数", "穴位:", "穴位数:"]
                        .iter()
                        .any(|it| before.ends_with(it))
            }
            "length" => starts(behind, &["cm", "公分", "厘米", "㎝"]) && !starts(behind, &square),
            "surface" => {
                starts(behind, &["%"]) && (word.contains("面积") || any(&text, &["面积", "体表"]))
            }
            _ => starts(behind, &square),
        }
    });
    let found: Vec<i64> = found.map(|(number, ..)| number).collect();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// How many teeth a cell names: `11;12`, `右上456`, `16-18`, `#36`; nothing where it is not certain.
pub(super) fn teeth(word: &str, cell: &str) -> Option<i64> {
    if any(word, &["牙数", "颗数", "牙齿数"]) {
        return hundredths(cell)?.checked_div(100);
    }
    let said = if any(word, &["牙", "齿"]) {
        cell
    } else {
        cell.split_once("牙位")?.1
    };
    let marks = [
        ';', ',', '，', '、', '；', '/', '+', ' ', '|', ':', '#', '(', ')', '.',
    ];
    let mut count = 0_i64;
    for token in said.split(marks).filter(|it| !it.is_empty()) {
        count = count.checked_add(teeth_of(token)?)?;
    }
    (count > 0).then_some(count)
}

/// How many teeth one word names.
fn teeth_of(token: &str) -> Option<i64> {
    let token = token.trim_end_matches(['牙', '号']);
    let quadrant = [
        "右上", "左上", "右下", "左下", "上右", "上左", "下右", "下左",
    ];
    let tooth = |it: u8| (b'1'..=b'8').contains(&it);
    let rest = quadrant.iter().find_map(|it| token.strip_prefix(it));
    if let Some(rest) = rest {
        let all = !rest.is_empty() && rest.bytes().all(tooth);
        return all.then(|| i64::try_from(rest.len()).ok())?;
    }
    if let Some((first, last)) = token.split_once(['-', '~', '至']) {
        let (from, to) = (fdi(first)?, fdi(last)?);
        let same = from.checked_div(10) == to.checked_div(10) && from < to;
        return same.then(|| to.saturating_sub(from).saturating_add(1));
    }
    if token.len() == 1 {
        return token.bytes().all(tooth).then_some(1);
    }
    fdi(token).map(|_| 1)
}

/// The number of a tooth: its quadrant and its place there.
fn fdi(token: &str) -> Option<i64> {
    let tooth = |it: u8| (b'1'..=b'8').contains(&it);
    let is = token.len() == 2 && token.bytes().all(tooth);
    is.then(|| token.parse().ok())?
}

/// How many sides, eyes or jaws a cell names.
pub(super) fn sides(word: &str, cell: &str) -> Option<i64> {
    let text = cell.to_lowercase();
    let of_head = any(word, &["侧", "眼", "左右", "颌"]);
    if of_head && word.contains('数') {
        return hundredths(&text)?.checked_div(100);
    }
    let both = [
        "双侧",
        "两侧",
        "双眼",
        "两眼",
        "双颌",
        "两颌",
        "上下颌",
        "左右",
        "左、右",
        "左+右",
        "左,右",
        "左/右",
        "左侧、右侧",
        "左眼、右眼",
        "左侧+右侧",
        "左侧和右侧",
        "l+r",
        "l/r",
        "od+os",
        "双乳",
        "双膝",
        "双腿",
    ];
    if any(&text, &both) || of_head && matches!(&*text, "双" | "ou" | "lr" | "b" | "两" | "2") {
        return Some(2);
    }
    let one = |it: &str| {
        matches!(
            it,
            "左" | "右"
                | "左侧"
                | "右侧"
                | "左眼"
                | "右眼"
                | "上颌"
                | "下颌"
                | "单侧"
                | "单眼"
                | "单颌"
        ) || of_head && matches!(it, "l" | "r" | "od" | "os" | "1")
    };
    let mut parts = text.split(['(', ')', '[', ']', ' ']);
    parts.any(one).then_some(1)
}

/// How many parts of the body a cell says, and whether that is certain: of several words, 肝、胆、脾, all may be one.
pub(super) fn parts(word: &str, cell: &str) -> Option<(i64, bool)> {
    if !any(word, &["部位", "病灶", "创面"]) || word.contains("单位") {
        return None;
    }
    if word.contains('数') || hundredths(cell).is_some() {
        return Some((hundredths(cell)?.checked_div(100)?, true));
    }
    let marks = ['、', '+', '；', ';', '，', ',', '及', '和'];
    let count = cell.split(marks).filter(|it| !it.trim().is_empty()).count();
    Some((i64::try_from(count).ok()?, false))
}

/// The grade of a physician that a cell names, by the notice's ids; nothing where it names several.
pub(super) fn grade(cell: &str) -> Option<&'static str> {
    // The notice's own words about a price.
    if any(cell, &["减收", "加收", "及以上"]) {
        return None;
    }
    let senior = any(cell, &["主任医师", "主任中医师", "副主任", "主任"]);
    let attending = cell.contains("主治");
    let junior = any(cell, &["住院医师", "医士", "规培"]);
    match (senior, attending, junior) {
        (true, false, false) => Some("senior"),
        (false, true, false) => Some("attending"),
        (false, false, true) => Some("junior"),
        _ => None,
    }
}

/// The field strength that a cell names, in hundredths of a tesla; nothing where it names a span, or several.
pub(super) fn tesla(cell: &str) -> Option<i64> {
    let text = cell.to_lowercase();
    if any(&text, &["以下", "以上", "—", "~", "不含"]) {
        return None;
    }
    let is_tesla = |behind: &str| {
        let rest = behind.strip_prefix('t').or(behind.strip_prefix("特斯拉"));
        rest.is_some_and(|it| !it.starts_with(|c: char| c.is_ascii_alphanumeric()))
    };
    let found: Vec<i64> = figures(&text)
        .into_iter()
        .filter(|(_, _, behind)| is_tesla(behind))
        .map(|(number, ..)| number)
        .collect();
    match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_and_rules_about_them_are_not() {
        for (word, cell, expected) in [
            ("时长", "3.5h", Some(210)),
            ("备注", "3小时30分", Some(210)),
            ("备注", "210分钟", Some(210)),
            ("备注", "1个半小时", Some(90)),
            ("备注", "半小时", Some(30)),
            ("时间", "08:00-11:30", Some(210)),
            ("时间", "23:00至01:00", Some(120)),
            ("时长(小时)", "3.5", Some(210)),
            ("时长", "90", Some(90)),
            ("时长", "2", Some(120)),
            ("时间", "2024-05-01 08:30", None),
            ("时间", "08:00-08:00", None),
            ("时间", "08:00-09:60", None),
            ("说明", "不足2小时按2小时收费", None),
            ("备注", "右侧", None),
        ] {
            assert_eq!(minutes(word, cell), expected, "{word} {cell}");
        }
        assert_eq!(
            minutes_between("2024-05-01 08:00", "2024-05-01 11:30:00"),
            Some(210)
        );
        assert_eq!(
            minutes_between("2024-05-01 22:00", "2024-05-02 02:00"),
            Some(240)
        );
        assert_eq!(
            minutes_between("2024-05-01 08:00", "2024-05-03 08:30"),
            None
        );
        assert_eq!(minutes_between("2024-05-01", "2024-05-02"), None);
    }

    #[test]
    fn teeth_sides_parts_and_measures_are_counted() {
        for (cell, expected) in [
            ("11;12", Some(2)),
            ("右上456", Some(3)),
            ("16", Some(1)),
            ("16,17、18", Some(3)),
            ("#36", Some(1)),
            ("16-18", Some(3)),
            ("全口", None),
            ("上前牙", None),
            ("、", None),
            ("18-16", None),
            ("16-21", None),
            ("123", None),
        ] {
            assert_eq!(teeth("牙位", cell), expected, "{cell}");
        }
        assert_eq!(teeth("备注", "牙位：11;12"), None);
        assert_eq!(teeth("备注", "牙位:11;12"), Some(2));
        for (word, cell, expected) in [
            ("侧别", "双", Some(2)),
            ("侧别", "L", Some(1)),
            ("备注", "双侧", Some(2)),
            ("备注", "L+R", Some(2)),
            ("名称", "乳腺肿物切除术(左)", Some(1)),
            ("备注", "左心室", None),
        ] {
            assert_eq!(sides(word, cell), expected, "{cell}");
        }
        assert_eq!(parts("部位", "颈椎、腰椎"), Some((2, false)));
        assert_eq!(parts("部位数", "2"), Some((2, true)));
        assert_eq!(parts("备注", "颈椎、腰椎"), None);
        assert_eq!(measure("points", "备注", "穴位数3"), Some(300));
        assert_eq!(measure("points", "规格", "5个穴位"), Some(500));
        assert_eq!(measure("surface", "备注", "面积5%"), Some(500));
        assert_eq!(measure("length", "备注", "6cm"), Some(600));
        assert_eq!(measure("length", "备注", "6cm²"), None);
        assert_eq!(measure("length", "伤口长度", "6"), Some(600));
        assert_eq!(measure("length", "创面面积", "6"), None);
        assert_eq!(measure("area", "备注", "12cm²"), Some(1200));
        assert_eq!(
            (units(600, 300), units(700, 300), units(300, 500)),
            (Some(2), Some(3), Some(1))
        );
    }

    #[test]
    fn grades_and_field_strengths_are_read() {
        assert_eq!(grade("主治医师"), Some("attending"));
        assert_eq!(grade("副主任医师"), Some("senior"));
        assert_eq!(grade("张三"), None);
        assert_eq!(tesla("西门子3.0T"), Some(300));
        assert_eq!(tesla("磁共振平扫(0.35T)"), Some(35));
        assert_eq!(tesla("磁共振平扫(0.5T—1T)"), None);
        assert_eq!(tesla("T12"), None);
    }
}
