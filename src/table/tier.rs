//! The tiers of hospitals as lists, heads and titles write them.

use crate::gazette::prices::Tier;

use super::text::plain;

/// The one tier that a text names: `三甲`, `三级甲等医院（含）`, `3A`, `二乙以下`, `未定级`; nothing where it
/// names none or several, or all but one.
pub(super) fn tier(text: &str) -> Option<Tier> {
    let text = folded(text);
    // Such words name other tiers than the one beside them: 三甲以下, 非三甲, 二乙及以下.
    let below = text.replace("2B以下", "").replace("2B(以下", "");
    if below.contains("以下")
        || ["以外", "以上", "非", "除"]
            .iter()
            .any(|it| below.contains(it))
    {
        return None;
    }
    let mut found = None;
    for (at, c) in text.char_indices() {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = text
            .get(at.saturating_add(c.len_utf8())..)
            .unwrap_or_default();
        let Some(one) = begins(c, rest) else { continue };
        if found.is_some_and(|it| it != one) {
            return None;
        }
        found = Some(one);
    }
    // The notice names no tier below 二乙以下; hospitals of the first grade, or of none, belong to it.
    let without = text.contains("未定") || text.contains("未评") || is_first(&text);
    found.or(without.then_some(Tier::BelowTwoB))
}

/// Whether a text names a tier that nothing else is called by; `一级` may be a grade of nursing.
pub(super) fn is_plain_tier(text: &str) -> bool {
    tier(text).is_some() && !is_first(&folded(text))
}

/// Whether a text names only the grade, `三级` or `二级`, which holds two tiers or more, or tiers in words that
/// say no certain one, `二乙及以下`.
pub(super) fn is_half_tier(text: &str) -> bool {
    let folded = folded(text);
    matches!(bare(&folded).as_str(), "3" | "2")
        || tier(text).is_none()
            && ["3A", "3B", "2A", "2B"].iter().any(|it| {
                folded.contains(it) && folded.replace(it, "").contains(['以', '非', '除'])
            })
}

/// The tier that a title gives the hospital: alone, before or behind its name, in brackets, or behind a label
/// of its own. A tier in other words, of a transfer, a plan, a reference, is not the hospital's.
pub(super) fn of_hospital(cell: &str) -> Option<Tier> {
    let found = tier(cell)?;
    let text = folded(cell);
    let (label, value) = text.split_once(':').unwrap_or(("", &text));
    let other = [
        "转", "来源", "会诊", "创", "按", "参照", "浮", "上级", "协作", "申报", "拟", "原", "争",
    ];
    if other.iter().any(|it| text.contains(it)) {
        return None;
    }
    let own = ["医院", "机构", "级别", "单位"]
        .iter()
        .any(|it| label.contains(it))
        || label.is_empty();
    let starts = |part: &str| {
        part.starts_with(['3', '2', '1']) || part.starts_with("未") || part.starts_with("公立")
    };
    let plain = value.split(['(', '[', ' ', '-', '—', '·', ',']).any(starts);
    let behind = ["院3", "院2", "院1", "A医院", "B医院", "C医院"];
    let behind = behind.iter().any(|it| value.contains(it));
    (own && (plain || behind)).then_some(found)
}

/// Whether a text names 二乙及以下: beside a column for 二乙 it is what is below.
pub(super) fn is_and_below(text: &str) -> bool {
    tier(text).is_none() && tier(&text.replace("及以下", "以下")) == Some(Tier::BelowTwoB)
}

/// The tier at a character and what follows it, levels and grades left out of the text already.
fn begins(c: char, rest: &str) -> Option<Tier> {
    let mut chars = rest.chars();
    let grade = chars.next();
    let behind = chars.as_str();
    // "3AB" is a word, no tier.
    if behind.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let under = behind.starts_with("以下") || behind.starts_with("(以下");
    match (c, grade) {
        ('3', Some('A')) => Some(Tier::ThreeA),
        ('3', Some('B')) => Some(Tier::ThreeB),
        ('2', Some('A')) => Some(Tier::TwoA),
        ('2', Some('B')) if under => Some(Tier::BelowTwoB),
        ('2', Some('B')) => Some(Tier::TwoB),
        ('1', Some('A' | 'B' | 'C')) => Some(Tier::BelowTwoB),
        _ => None,
    }
}

/// The text in half width, with digits and letters for the Chinese words of tiers.
fn folded(text: &str) -> String {
    plain(text)
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '级' | '等' | '_'))
        .map(|c| match c {
            '三' | 'Ⅲ' => '3',
            '二' | 'Ⅱ' => '2',
            '一' | 'Ⅰ' => '1',
            '甲' | 'a' => 'A',
            '乙' | 'b' => 'B',
            '丙' | 'c' => 'C',
            other => other,
        })
        .collect::<String>()
        .replace("Below2B", "2B以下")
}

/// The text without the words that may stand beside a tier.
fn bare(text: &str) -> String {
    let mut text = text.to_owned();
    for word in [
        "公立",
        "医疗机构",
        "医院",
        "收费",
        "标准",
        "价格",
        "单价",
        "价",
        "(元)",
        "元",
    ] {
        text = text.replace(word, "");
    }
    text
}

fn is_first(text: &str) -> bool {
    bare(text) == "1"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_read_as_lists_write_them() {
        for (text, expected) in [
            ("三甲", Tier::ThreeA),
            ("三级甲等", Tier::ThreeA),
            ("三级甲等医院（含）", Tier::ThreeA),
            ("三甲(2023年)", Tier::ThreeA),
            ("泸州市某医院价格公示表（三级甲等）", Tier::ThreeA),
            ("三级乙等医院价格（元）", Tier::ThreeB),
            ("2A", Tier::TwoA),
            ("二乙", Tier::TwoB),
            ("二乙以下", Tier::BelowTwoB),
            ("二级乙等以下", Tier::BelowTwoB),
            ("below_2B", Tier::BelowTwoB),
            ("未评级", Tier::BelowTwoB),
            ("未定级", Tier::BelowTwoB),
            ("一级", Tier::BelowTwoB),
            ("一级甲等", Tier::BelowTwoB),
        ] {
            assert_eq!(tier(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "三级",
            "三甲以下",
            "非三甲",
            "二甲及以下",
            "三级甲等以外",
            "二乙及以下",
            "四甲",
            "价格",
            "甲",
            "乙类",
            "三甲、三乙",
            "四级",
            "丙",
            "维生素B2",
            "3AB",
        ] {
            assert_eq!(tier(text), None, "{text}");
        }
        assert!(is_half_tier("三级") && is_half_tier("二级医院价格") && !is_half_tier("三甲"));
        assert!(
            is_half_tier("二乙及以下") && is_half_tier("三甲以下") && !is_half_tier("二乙以下")
        );
        for own in [
            "泸州市某医院价格公示表（三级甲等）",
            "医院等级：三级甲等",
            "三级甲等医院价格",
            "某医院 三级甲等",
        ] {
            assert_eq!(of_hospital(own), Some(Tier::ThreeA), "{own}");
        }
        for other in [
            "转诊来源：成都某三甲医院",
            "某医院（创建三级甲等医院）",
            "按照三级甲等医院收费标准下浮10%执行",
        ] {
            assert_eq!(of_hospital(other), None, "{other}");
        }
        assert!(is_plain_tier("二甲") && !is_plain_tier("一级"));
    }
}
