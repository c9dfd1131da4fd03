//! In what unit amounts are written, as a head or a title says.

/// In what unit amounts are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unit {
    #[default]
    Yuan,
    /// Tenths of a yuan.
    Jiao,
    Fen,
    /// Thousands of yuan and the like, which prices are hardly written in.
    Other,
}

/// The unit that a head or a title names, yuan where it names none.
pub(super) fn unit(word: &str) -> Unit {
    let text: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    let names = |unit: &str| {
        ["(", "[", "/", ":", "："]
            .iter()
            .filter_map(|mark| text.split_once(mark))
            .any(|(_, behind)| {
                let behind = behind
                    .trim_start_matches("单位")
                    .trim_start_matches([':', '：']);
                let behind = behind.trim_start_matches("人民币");
                behind
                    .strip_prefix(unit)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with([')', ']', '/']))
            })
            || text
                .strip_prefix("单位")
                .is_some_and(|it| it.trim_start_matches([':', '：']) == unit)
    };
    if names("分") {
        Unit::Fen
    } else if names("角") {
        Unit::Jiao
    } else if [
        "十元", "百元", "千元", "万元", "百", "千", "万", "亿元", "美元", "港元", "港币", "积分",
    ]
    .iter()
    .any(|it| names(it))
    {
        Unit::Other
    } else {
        Unit::Yuan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_brackets_or_behind_their_word() {
        for (head, is) in [
            ("单价(元)", Unit::Yuan),
            ("单价", Unit::Yuan),
            ("单价(元/次)", Unit::Yuan),
            ("单价(分)", Unit::Fen),
            ("单价(单位:分)", Unit::Fen),
            ("单价/分", Unit::Fen),
            ("单位：角", Unit::Jiao),
            ("单位:万元", Unit::Other),
            ("价格(千元)", Unit::Other),
            ("时间(分钟)", Unit::Yuan),
            ("分数", Unit::Yuan),
            ("单位：人民币元", Unit::Yuan),
        ] {
            assert_eq!(unit(head), is, "{head}");
        }
    }
}
