//! Words of a row or of a heading that name another service than the plain one, or a hospital whose prices the notice
//! does not set.

use crate::gazette::prices::{Item, RuleKind};

use super::tier::tier;
use super::wording::any;

/// Words of a row that name another service than the plain one: an addition, a half, a patient or a time with another
/// price.
const VARIANTS: [&str; 51] = [
    "加收",
    "加价",
    "加成",
    "加倍",
    "另收",
    "另加",
    "附加",
    "追加",
    "每增",
    "增加",
    "减收",
    "减半",
    "半价",
    "半收",
    "次要",
    "同切口",
    "同一切口",
    "副手术",
    "优惠",
    "折",
    "特需",
    "vip",
    "国际医疗",
    "儿童",
    "小儿",
    "新生儿",
    "婴幼儿",
    "岁以下",
    "岁及以下",
    "周岁",
    "双侧",
    "两侧",
    "双眼",
    "两眼",
    "双颌",
    "全口",
    "左右",
    "二次",
    "第二",
    "再次",
    "夜间",
    "节假日",
    "急诊",
    "床旁",
    "远程",
    "多学科",
    "mdt",
    "加急",
    "无痛",
    "疑难",
    "超过",
];

/// Whether a text names a variant that the notice's own words do not.
pub(super) fn names_variant(text: &str, printed: &str) -> bool {
    if text
        .bytes()
        .all(|it| it.is_ascii_digit() || it.is_ascii_punctuation())
    {
        return false;
    }
    let text = super::heads::word(text);
    VARIANTS
        .iter()
        .any(|it| text.contains(it) && !printed.contains(it))
}

/// Whether a text names a department or a kind of payment with prices of its own: 国际部, 特需, 商业保险直付.
pub(super) fn names_class(text: &str) -> bool {
    let text = super::heads::word(text);
    let classes = [
        "特需",
        "国际部",
        "国际医",
        "国际门",
        "国际病",
        "vip",
        "商保",
        "商业保险",
        "直付",
        "贵宾",
        "涉外",
    ];
    any(&text, &classes) && !any(&text, &["非特需", "非商"])
}

/// Whether a text says of which share of a price the charge is, `50%`, `按50%收`; not whose share it is.
pub(super) fn names_share(text: &str) -> bool {
    let text = super::text::plain(text);
    let others = [
        "自付", "自理", "乙", "甲", "医保", "报销", "统筹", "面积", "体表", "先行",
    ];
    let Some((before, _)) = text.split_once('%').filter(|_| !any(&text, &others)) else {
        return false;
    };
    let digits = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    before
        .get(digits..)
        .is_some_and(|it| !it.is_empty() && it != "100")
}

/// Sides of a body as names have them.
const SIDES: [&str; 16] = [
    "左侧", "右侧", "左眼", "右眼", "左耳", "右耳", "左乳", "右乳", "单侧", "单眼", "左", "右",
    "L", "R", "OD", "OS",
];

/// A name without the one side that it says in brackets, before it or behind a stroke: what may be left of it.
pub(super) fn without_side(name: &str) -> Vec<String> {
    // Nearly every name says none.
    if !name.contains(['左', '右', '单', 'L', 'R', 'O']) {
        return Vec::new();
    }
    let text = super::text::plain(name);
    let is_side = |it: &str| SIDES.contains(&it.trim());
    let behind = text
        .strip_suffix([')', ']'])
        .and_then(|it| it.rsplit_once(['(', '[']));
    let stroke = text.rsplit_once(['-', '—', '/', ' ']);
    let ahead = text
        .strip_prefix(['(', '['])
        .and_then(|it| it.split_once([')', ']']));
    let ends = [behind, stroke, ahead.map(|(side, own)| (own, side))];
    let marked = ends.into_iter().flatten();
    let marked = marked.filter(|(_, side)| is_side(side)).map(|it| it.0);
    let words = SIDES.iter().filter(|it| !it.is_ascii());
    let bare = words.filter_map(|it| text.strip_prefix(it));
    marked.chain(bare).map(|it| it.trim().to_owned()).collect()
}

/// Methods of tests, each with how it is written in short.
const METHODS: [&str; 14] = [
    "胶体金",
    "免疫荧光",
    "干式",
    "化学发光",
    "酶联",
    "酶免",
    "放射免疫",
    "放免",
    "乳胶",
    "比浊",
    "层析",
    "凝集",
    "质谱",
    "流式",
];

/// Whether a name says a method that none of the notice's words says.
pub(super) fn names_method(name: &str, printed: &[&str]) -> bool {
    METHODS
        .iter()
        .any(|it| name.contains(it) && !printed.iter().any(|words| words.contains(it)))
}

/// The cases for which a remark of the notice says another price; of 经皮肾镜碎石、取石加收 both.
fn cases(note: &str) -> impl Iterator<Item = &str> {
    let clauses = note.split([',', '，', ';', '；', '。']);
    let said = clauses.filter_map(|it| {
        let before = it.split_once("加收").or_else(|| it.split_once("减收"));
        // The printed 电收 may be 等加收.
        before.or_else(|| it.split_once("、电收")).map(|it| it.0)
    });
    said.flat_map(|it| it.split('、'))
}

/// Whether a name has a part of a case of the remark in short, `主治` for 主治医师减收: two neighbouring characters
/// that the notice's own name does not have.
pub(super) fn names_case_in_short(name: &str, note: &str, item: &Item) -> bool {
    let printed = |words: &str| item.name().contains(words) || item.content().contains(words);
    let mut labels = item.rules().filter_map(|it| match it.kind {
        RuleKind::Surcharge { label, .. } | RuleKind::HourlySurcharge { label, .. } => Some(label),
        _ => None,
    });
    let is_long = name.chars().count() > 1 && !item.name().contains(name);
    if is_long && labels.any(|it| it.contains(name) || name.contains(it)) {
        return true;
    }
    cases(note).any(|case| {
        // 双胎 for 双胞胎.
        let mut rest = case.chars();
        let within = name.chars().all(|c| rest.any(|it| it == c));
        if within && is_long {
            return true;
        }
        let pairs = case.chars().zip(case.chars().skip(1));
        pairs.into_iter().any(|(first, second)| {
            let pair = String::from_iter([first, second]);
            pair != "小时" && name.contains(&pair) && !printed(&pair)
        })
    })
}

/// Whether a text names a case for which the notice's remark says another price, `主治医师减收`, or something that the
/// notice says may be charged beside the item. The remark itself, copied, names none.
pub(super) fn names_case(text: &str, note: &str, excluded: &str, printed: &str) -> bool {
    let text = text.trim();
    let copied = note.contains(text) && (text.contains("加收") || text.contains("减收"));
    if text.is_empty() || copied {
        return false;
    }
    let long = |it: &str| it.chars().count() > 1;
    cases(note).any(|case| long(case) && text.contains(case))
        || excluded
            .split([',', '，', ';', '；', '。', '、'])
            // 硅管 is in the name of its own implanting.
            .any(|it| long(it) && text.contains(it) && !printed.contains(it))
}

/// The field strengths that a text names, in hundredths of a tesla. `1T以上` stands for one just above; other ends of
/// bands are none.
pub(super) fn fields(text: &str) -> Vec<i64> {
    let text = super::text::plain(text);
    let ends = |(at, _): (usize, &str)| {
        let behind = text.get(at.saturating_add(1)..).unwrap_or_default();
        let rest = behind.strip_prefix('及').unwrap_or(behind);
        let beyond = match (rest.starts_with("以上"), rest.starts_with("以下")) {
            (true, _) => 1,
            (_, true) => -1,
            _ => 0,
        };
        if behind.starts_with(|c: char| c.is_ascii_alphanumeric())
            || beyond == 0 && behind.starts_with(['以', '及', '—', '-', '~'])
        {
            return None;
        }
        let before = text.get(..at)?.trim_end();
        let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.');
        let start = start.map_or(0, |it| before.ceil_char_boundary(it.saturating_add(1)));
        let (ahead, number) = before.split_at_checked(start)?;
        let bound = ["含", "于", "<", ">", "≥", "≤", "—", "-", "~", "至"];
        let part = ahead.ends_with(|c: char| c.is_ascii_alphanumeric());
        if part || bound.iter().any(|it| ahead.ends_with(it)) {
            return None;
        }
        let named = super::number::number(number).ok()?;
        named.hundredths.checked_add(beyond)
    };
    text.match_indices(['T', 't']).filter_map(ends).collect()
}

/// Whether a text says that something is included that is none of the item's own.
pub(super) fn says_included(text: &str) -> bool {
    text.match_indices('含').any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        !before.is_some_and(|c| "不未内除无".contains(c))
    })
}

/// Whether a cell says yes, or names something.
pub(super) fn is_affirmed(cell: &str) -> bool {
    let text = super::heads::word(cell);
    let none = [
        "", "否", "无", "不", "不含", "未含", "没有", "n", "no", "false", "x", "×", "✗", "0",
        "0.0", "0.00",
    ];
    !none.contains(&text.as_str()) && !text.chars().all(|c| matches!(c, '-' | '—' | '/' | '\\'))
}

/// Whether a department or a channel has prices of its own.
pub(super) fn is_special(text: &str) -> bool {
    // Nearly every cell is of none.
    text.contains(['特', '国', '商', '贵', 'v', 'V', 'Ｖ'])
        && any(
            &super::heads::word(text),
            &[
                "特需",
                "国际部",
                "国际医",
                "商保",
                "商业保险",
                "贵宾",
                "vip",
            ],
        )
}

/// Whether a text names a hospital that is not public: the notice sets prices of public ones only.
pub(super) fn is_private(text: &str) -> bool {
    any(text, &["民营", "私立", "民办", "私营", "社会办", "诊所"]) && !text.contains("公立")
}

/// Whether a text says that the hospital sets the price itself: the notice's prices are the government's.
pub(super) fn is_own_price(text: &str) -> bool {
    // Nearly every cell says nothing of it.
    if !text.contains(['价', '调', '制']) {
        return false;
    }
    let text = super::heads::word(text);
    let words = [
        "市场调节",
        "市场价",
        "市场定价",
        "自主定价",
        "自主制定",
        "自主价",
        "自行定价",
        "自行制定",
        "自定价",
        "协议价",
        "协商定价",
        "议价",
    ];
    any(&text, &words) && !any(&text, &["政府", "指导价", "非市场", "非自主", "不得"])
}

/// Words of a heading by which the prices below it are others than the plain ones.
const CHANGED: [&str; 32] = [
    "含材料",
    "含耗材",
    "含胶片",
    "含麻醉",
    "包干",
    "病种",
    "加收",
    "减收",
    "上浮",
    "下浮",
    "优惠",
    "打折",
    "折扣",
    "特需",
    "vip",
    "国际医疗",
    "国际部",
    "商保",
    "商业保险",
    "贵宾",
    "体检",
    "征求意见",
    "草案",
    "拟调",
    "测算",
    "套餐",
    "未收费",
    "未缴费",
    "待缴费",
    "未执行",
    "划价单",
    "预估",
];

/// Whether a heading says that the prices below it are others than the plain ones.
pub(super) fn changes_prices(heading: &str) -> bool {
    let text = super::heads::word(heading);
    CHANGED.iter().any(|it| text.contains(it))
}

/// Whether a name says another tier than the row's.
pub(super) fn names_other_tier(name: &str, own: crate::gazette::prices::Tier) -> bool {
    name.contains(['甲', '乙', '级']) && tier(name).is_some_and(|it| it != own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_one_that_the_notice_does_not_name() {
        assert!(names_variant("数字化摄影(DR)(加收)", "数字化摄影(DR)"));
        assert!(names_variant("VIP 院内会诊", "院内会诊"));
        assert!(!names_variant(
            "中医熏洗(儿童加收)",
            "中医熏洗(0-6周岁儿童加收)"
        ));
        assert!(!names_variant("DR", "数字化摄影(DR)"));
        assert!(names_case("主治医师", "主治医师减收", "", ""));
        assert!(names_case("院内会诊(主治医师)", "主治医师减收", "", ""));
        assert!(names_case("胶片(数字化摄影用)", "", "胶片", ""));
        assert!(names_share("50%") && !names_share("100%") && !names_share("%"));
        // One character is in many a word.
        assert!(!names_case("刀口缝合", "", "胶片、刀", ""));
        let mut items = crate::gazette::prices::items().iter();
        let steam = items.find(|it| it.code() == "410000015").unwrap();
        assert!(names_case_in_short("儿童", steam.note(), steam));
        assert!(!names_case_in_short("儿", steam.note(), steam));
        assert!(
            !names_case("主治医师减收", "主治医师减收", "", "")
                && !names_case("院内会诊", "主治医师减收", "", "")
        );
        for own in ["市场调节价", "自主定价", "医院自主制定", "市 场 调 节 价"]
        {
            assert!(is_own_price(own), "{own}");
        }
        for other in [
            "政府指导价",
            "政府指导价、市场调节价",
            "非市场调节价",
            "评价",
            "",
        ] {
            assert!(!is_own_price(other), "{other}");
        }
    }
}
