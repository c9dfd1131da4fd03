//! The tiers of hospitals as lists, heads and titles write them.

use crate::gazette::prices::Tier;

use super::text::plain;

/// The one tier that a text names: `三甲`, `三级甲等医院（含）`, `3A`, `二乙以下`, `未定级`; nothing where it
/// names none or several, or all but one.
pub(super) fn tier(text: &str) -> Option<Tier> {
    let text = folded(text);
    if matches!(bare(&text).as_str(), "1及以下" | "1(及以下)" | "1以下") {
        return Some(Tier::BelowTwoB);
    }
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

/// What a text says of tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mention {
    /// This one.
    One(Tier),
    /// One of a grade: 3, 2 or 1.
    Grade(u8),
    /// A township's or a community's hospital: hardly one of the third grade.
    Primary,
    /// Several, or none that is certain.
    Unsure,
}

impl Mention {
    /// Whether a tier may be meant.
    pub(super) fn goes_with(self, tier: Tier) -> bool {
        match self {
            Self::One(one) => one == tier,
            Self::Grade(3) => matches!(tier, Tier::ThreeA | Tier::ThreeB),
            Self::Grade(2) => matches!(tier, Tier::TwoA | Tier::TwoB),
            Self::Grade(_) => tier == Tier::BelowTwoB,
            Self::Primary => !matches!(tier, Tier::ThreeA | Tier::ThreeB),
            Self::Unsure => false,
        }
    }
}

/// What a text says of the tiers of hospitals, `二级医院价格`, `三甲、三乙`; nothing where it speaks of none.
pub(super) fn mention(text: &str) -> Option<Mention> {
    // Nearly every cell names no tier.
    let marks = [
        '级', '甲', '乙', 'A', 'B', 'Ａ', 'Ｂ', '评', '定', '医', '卫',
    ];
    if !text.contains(marks) {
        return None;
    }
    if let Some(one) = tier(text) {
        return Some(Mention::One(one));
    }
    if is_primary(text) {
        return Some(Mention::Primary);
    }
    let folded = folded(text);
    let bare = bare(&folded);
    let grades = [('3', 3_u8), ('2', 2), ('1', 1)];
    for (digit, grade) in grades {
        let is_grade = |(at, _): (usize, &str)| {
            let before = folded.get(..at).and_then(|it| it.chars().next_back());
            let after = folded.get(at.saturating_add(1)..).unwrap_or_default();
            // 第三医院, 市二医院 are names.
            let begins = before.is_none_or(|c| {
                !super::text::is_han(c) && !c.is_ascii_alphanumeric() || "按供为属对即".contains(c)
            });
            begins
                && ["医院", "医疗", "公立", "及以", "综合", "专科"]
                    .iter()
                    .any(|it| after.starts_with(it))
        };
        if bare.chars().eq([digit]) || folded.match_indices(digit).any(is_grade) {
            let others =
                folded.contains("以下") || folded.contains("以上") || folded.contains('非');
            return Some(if others {
                Mention::Unsure
            } else {
                Mention::Grade(grade)
            });
        }
    }
    let several = ["3A", "3B", "2A", "2B", "1A"].iter().any(|it| {
        folded.match_indices(it).any(|(at, _)| {
            let before = folded.get(..at).and_then(|it| it.chars().next_back());
            let after = folded
                .get(at.saturating_add(2)..)
                .and_then(|it| it.chars().next());
            !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-')
                && !after.is_some_and(|c| c.is_ascii_alphanumeric())
        })
    });
    several.then_some(Mention::Unsure)
}

/// Whether a text names a township's or a community's hospital, or less.
fn is_primary(text: &str) -> bool {
    [
        "卫生院",
        "社区卫生",
        "卫生室",
        "卫生站",
        "卫生所",
        "社区医院",
    ]
    .iter()
    .any(|it| text.contains(it))
}

/// What a title says of the tier whose prices are taken, `参照三级乙等执行`, or of the hospital's sort.
pub(super) fn said_of_prices(title: &str) -> Option<Mention> {
    let taken = ["参照", "比照", "按照", "按", "执行"];
    let other = ["转", "会诊", "创", "申报", "争", "原"];
    let told = mention(title).filter(|_| !other.iter().any(|it| title.contains(it)))?;
    match told {
        Mention::Primary => Some(told),
        Mention::One(_) if taken.iter().any(|it| title.contains(it)) => Some(told),
        _ => None,
    }
}

/// The tier that a title gives the hospital: alone, before or behind its name, in brackets, or behind a label
/// of its own. A tier in other words, of a transfer, a plan, a reference, is not the hospital's.
pub(super) fn of_hospital(cell: &str) -> Option<Tier> {
    let found = tier(cell)?;
    let text = folded(cell);
    let (label, value) = text.split_once(':').unwrap_or(("", &text));
    let other = [
        "转",
        "来源",
        "会诊",
        "创",
        "按",
        "参照",
        "浮",
        "上级",
        "下级",
        "协作",
        "申报",
        "拟",
        "原",
        "争",
        "外院",
        "外送",
        "送检",
        "托管",
        "医联体",
        "医共体",
        "联盟",
        "帮扶",
        "对口",
        "指导",
        "支援",
        "推荐",
        "首诊",
        "接诊",
        "接收",
    ];
    // In half width, as it is written: folding takes 级 out of 上级.
    let written = plain(cell);
    if other.iter().any(|it| written.contains(it)) {
        return None;
    }
    // The words are of a hospital that such a place names beside itself.
    if !may_be_of(&written, found) {
        return None;
    }
    let own = ["医院", "机构", "别", "单位"]
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

/// Whether a place that a text names may be of a tier: no health centre of a town or quarter is of the third grade.
pub(super) fn may_be_of(text: &str, tier: Tier) -> bool {
    let small = [
        "社区卫生",
        "卫生院",
        "卫生室",
        "卫生站",
        "医务室",
        "诊所",
        "门诊部",
    ];
    let third = matches!(tier, Tier::ThreeA | Tier::ThreeB);
    !(third && small.iter().any(|it| text.contains(it)))
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
            ("一级及以下医院", Tier::BelowTwoB),
            ("一级医院及以下", Tier::BelowTwoB),
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

    #[test]
    fn what_is_said_of_tiers_is_one_a_grade_or_unsure() {
        for (text, said) in [
            ("二级甲等医院价格", Some(Mention::One(Tier::TwoA))),
            ("二级医院价格", Some(Mention::Grade(2))),
            ("（二级医院）", Some(Mention::Grade(2))),
            ("三级公立医院收费标准（2024年）", Some(Mention::Grade(3))),
            ("二级", Some(Mention::Grade(2))),
            ("一级医院收费标准", Some(Mention::One(Tier::BelowTwoB))),
            ("二乙及以下", Some(Mention::Unsure)),
            ("三甲以下医院", Some(Mention::Unsure)),
            ("二级及以下医疗机构", Some(Mention::Unsure)),
            ("三甲、三乙医院", Some(Mention::Unsure)),
            ("（二）医学影像", None),
            ("二、医院会诊", None),
            ("某市第三医院", None),
            ("市二医院", None),
            ("四级手术", None),
            ("一级护理", None),
            ("甲类", None),
            ("维生素B12", None),
            ("二级实验室", None),
        ] {
            assert_eq!(mention(text), said, "{text}");
        }
        assert!(
            Mention::Grade(3).goes_with(Tier::ThreeB) && !Mention::Grade(2).goes_with(Tier::ThreeA)
        );
        let goes_only_with = |mention: Mention, tier: Tier| {
            Tier::ALL
                .iter()
                .all(|it| mention.goes_with(*it) == (*it == tier))
        };
        assert!(
            goes_only_with(Mention::One(Tier::TwoB), Tier::TwoB)
                && goes_only_with(Mention::Grade(1), Tier::BelowTwoB)
        );
    }
}
