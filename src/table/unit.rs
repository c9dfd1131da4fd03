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

/// Money that is not yuan, by its words, codes and signs.
const FOREIGN: [&str; 28] = [
    "美元",
    "美金",
    "港元",
    "港币",
    "港纸",
    "欧元",
    "日元",
    "日币",
    "英镑",
    "澳元",
    "澳门元",
    "台币",
    "韩元",
    "加元",
    "新元",
    "卢布",
    "泰铢",
    "usd",
    "hkd",
    "eur",
    "jpy",
    "gbp",
    "aud",
    "mop",
    "twd",
    "krw",
    "sgd",
    "外币",
];

/// Whether a text names other money than yuan: `USD`, `港币`, `HK$67`.
pub(super) fn is_foreign(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains(['$', '＄', '€', '£', '￡', '₩', '฿', '₽'])
        || FOREIGN.iter().any(|it| text.contains(it))
        || ["jp¥", "jp￥"].iter().any(|it| text.contains(it))
}

/// Whether a cell in a column of currencies says yuan, or nothing.
pub(super) fn is_yuan(cell: &str) -> bool {
    let text = super::heads::word(cell);
    let names = [
        "",
        "cny",
        "rmb",
        "cnh",
        "人民币",
        "人民币元",
        "元",
        "yuan",
        "¥",
        "￥",
        "156",
        "中国元",
        "本币",
    ];
    names.contains(&&*text) || text.contains("人民币") && !is_foreign(&text)
}

/// The unit that a head or a title names, yuan where it names none.
pub(super) fn unit(word: &str) -> Unit {
    let text: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    if is_foreign(&text) {
        return Unit::Other;
    }
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
        "十元", "百元", "千元", "万元", "百", "千", "万", "亿元", "积分",
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
            ("价格(usd)", Unit::Other),
            ("price_hkd", Unit::Other),
            ("单价($)", Unit::Other),
            ("币种：美元", Unit::Other),
        ] {
            assert_eq!(unit(head), is, "{head}");
        }
    }
}
