//! Words that make another amount of one than the price or the charge of its row: in what unit, for whom, when, by
//! which discount. Every word that is not known to be harmless counts: nobody has a list of all that change a price.

use super::unit::{Unit, unit};

/// The words that a head of prices may be made of.
const OF_PRICES: [&str; 47] = [
    "项目",
    "医疗",
    "服务",
    "诊疗",
    "收费",
    "标准",
    "价格",
    "价目",
    "单价",
    "价",
    "现行",
    "现",
    "执行",
    "本院",
    "我院",
    "医院",
    "机构",
    "公立",
    "公示",
    "金额",
    "费用",
    "计价",
    "计费",
    "单位",
    "调整后",
    "调价后",
    "标价",
    "定价",
    "零售价",
    "新",
    "人民币",
    "元",
    "每",
    "人次",
    "次",
    "的",
    "含",
    "rmb",
    "cny",
    "yuan",
    "¥",
    "￥",
    "price",
    "unit",
    "fee",
    "amount",
    "std",
];

/// The words that tiers are written with at a head.
const OF_TIERS: [&str; 19] = [
    "三", "二", "一", "甲", "乙", "级", "等", "及", "以下", "未定", "未评", "below", "丙", "a",
    "b", "政府", "指导", "最高", "限",
];

/// The words that a head of charges may be made of.
const OF_CHARGES: [&str; 31] = [
    "金额",
    "总额",
    "费用",
    "合计",
    "总价",
    "小计",
    "总计",
    "应收",
    "总",
    "收费",
    "记账",
    "计费",
    "计价",
    "发生",
    "明细",
    "项目",
    "医疗",
    "费",
    "人民币",
    "元",
    "价格",
    "amount",
    "total",
    "charged",
    "charge",
    "rmb",
    "sum",
    "本次",
    "今日",
    "当日",
    "本日",
];

/// The words that a head of quantities may be made of.
const OF_QUANTITIES: [&str; 23] = [
    "数量", "次数", "总量", "收费", "计价", "计费", "记账", "费用", "项目", "使用", "执行", "总",
    "qty", "quantity", "单位", "个", "本次", "今日", "当日", "本日", "用量", "发药", "量",
];

pub(super) fn any(word: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| word.contains(part))
}

/// Whether a word is made of these parts and marks only.
pub(super) fn is_made_of(word: &str, lists: &[&[&str]]) -> bool {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let parts = lists.iter().copied().flatten();
        let longest = parts
            .filter(|it| rest.starts_with(**it))
            .map(|it| it.len())
            .max();
        let harmless = longest.or_else(|| {
            "()[]/\\:_-.,、*·"
                .contains(first)
                .then_some(first.len_utf8())
        });
        let Some(left) = harmless.and_then(|it| rest.get(it..)) else {
            return false;
        };
        rest = left;
    }
    true
}

/// The head without a unit that is told otherwise, `(分)`.
fn without_unit(word: &str) -> &str {
    match unit(word) {
        Unit::Yuan => word,
        _ => word.split(['(', '[', '/']).next().unwrap_or(word),
    }
}

/// Whether a head names the price of a row and nothing that may make another price of it; also one without words.
pub(super) fn is_plain_price(word: &str) -> bool {
    is_made_of(without_unit(word), &[&OF_PRICES])
}

/// The same for the price of a tier.
pub(super) fn is_plain_price_of_tier(word: &str) -> bool {
    let bare: String = word
        .chars()
        .filter(|c| !matches!(c, '3' | '2' | '1'))
        .collect();
    is_made_of(without_unit(&bare), &[&OF_PRICES, &OF_TIERS])
}

/// Whether a head names the charge of a line and nothing that may make another amount of it.
pub(super) fn is_plain_charge(word: &str) -> bool {
    is_made_of(without_unit(word), &[&OF_CHARGES])
}

/// Whether a head names how many units were charged, not how many were ordered, kept or done in a year. What stands in
/// brackets is their unit.
pub(super) fn is_plain_quantity(word: &str) -> bool {
    is_made_of(
        word.split(['(', '[', '/']).next().unwrap_or(word),
        &[&OF_QUANTITIES],
    )
}

/// Whether a head names what is left of a price or charge when something is taken off, or what was really paid.
pub(super) fn is_reduced(word: &str) -> bool {
    let off = any(word, &["优惠", "折", "减免", "减收", "下浮"]) && any(word, &["后", "价"]);
    let paid = any(word, &["实收", "实付", "支付", "结算", "成交"])
        && !any(word, &["时间", "日期", "方式", "类"]);
    let real = word.contains("实际") && any(word, &["价", "收费"]);
    let others = [
        "医保", "统筹", "基金", "自付", "个人", "账户", "现金", "比例", "前",
    ];
    (off || paid || real) && !any(word, &others)
}

/// Whether a head names a price that is to come: it may stand by now.
pub(super) fn is_planned(word: &str) -> bool {
    any(word, &["拟", "计划", "待", "建议", "申报", "预"])
        && any(
            word,
            &[
                "价",
                "收费",
                "标准",
                "拟调",
                "拟定",
                "拟执行",
                "建议调",
                "计划调",
                "待调",
            ],
        )
        && !any(word, &["预交", "预付", "类", "日期", "文件"])
}

/// Whether a head names the day or the year from which its prices stand: they may be the newer ones.
pub(super) fn is_dated(word: &str) -> bool {
    let day =
        word.contains(|c: char| c.is_ascii_digit()) && any(word, &["年", "月", "起", "版", "-"]);
    day && any(word, &["价", "收费", "标准", "元"])
        && !any(
            word,
            &[
                "前", "止", "日期", "时间", "文件", "依据", "码", "差", "医保", "支付",
            ],
        )
}

/// Whether a head names by what a price is changed: a discount, an addition, a factor.
pub(super) fn is_change(word: &str) -> bool {
    let others = [
        "后", "价", "说明", "内容", "标准", "规则", "依据", "项目", "范围", "名称", "编码", "代码",
        "日期", "文件",
    ];
    let changes = [
        "折扣", "优惠", "减免", "加收", "加成", "浮动", "上浮", "下浮", "扣", "系数", "倍", "免收",
        "赠送",
    ];
    // What the hospital bears of a charge the patient does not pay.
    let borne = any(word, &["医院", "院方", "本院", "科室"])
        && any(word, &["承担", "负担", "垫", "补贴", "补助"]);
    let share = word.contains("比例")
        && any(
            word,
            &["收费", "计费", "计价", "记账", "执行", "手术", "折算"],
        );
    (any(word, &changes) || borne || share) && !any(word, &others) || share
}

/// Whether such a head names a factor or a share, of which 1 and 100 change nothing, not an amount.
pub(super) fn is_factor(word: &str) -> bool {
    any(
        word,
        &[
            "率", "系数", "折", "比", "倍", "%", "幅度", "浮动", "上浮", "下浮",
        ],
    )
}

/// Whether a cell under such a head changes nothing.
pub(super) fn is_no_change(cell: &str, is_factor: bool) -> bool {
    let text = super::text::plain(cell);
    let number = text.trim_end_matches('%').parse::<u32>().ok();
    let decimals = text
        .trim_end_matches('%')
        .trim_end_matches('0')
        .trim_end_matches('.');
    text.chars().all(|c| matches!(c, '-' | '—' | '/' | ' '))
        || matches!(
            &*text,
            "无" | "否" | "不" | "没有" | "n" | "N" | "10折" | "原价"
        )
        || number == Some(0)
        || text.contains('.') && matches!(decimals, "" | "0")
        || (is_factor || text.contains('%'))
            && (matches!(number, Some(1 | 100))
                || text.contains('.') && matches!(decimals, "1" | "100" | "10"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_words_make_a_price() {
        for head in [
            "",
            "价格",
            "单价(元)",
            "收费标准(元/次)",
            "现行价格",
            "现价格",
            "调整后价格",
            "本院执行价",
            "项目单价",
            "新价",
            "unit_price",
            "price(rmb)",
            "单价(分)",
            "单价/元",
            "价格(千元)",
        ] {
            assert!(is_plain_price(head), "{head}");
        }
        for head in [
            "新生儿价",
            "儿童价格",
            "加收后",
            "加收价",
            "vip价格",
            "特需价",
            "自付",
            "支付金额",
            "医保支付标准",
            "补交",
            "退款",
            "优惠后",
            "折后价",
            "夜间价格",
            "最高限价",
            "2023年价格",
            "拟调整后价格",
            "首次价格",
            "江阳区",
        ] {
            assert!(!is_plain_price(head), "{head}");
        }
        for head in [
            "三甲",
            "三级甲等医院(含)",
            "三级甲等医院价格(元)",
            "二乙以下",
            "3a",
            "below_2b",
            "未定级",
            "price_3a",
        ] {
            assert!(is_plain_price_of_tier(head), "{head}");
        }
        assert!(!is_plain_price_of_tier("三甲儿童") && !is_plain_price_of_tier("三甲(2024年)"));
        for head in [
            "金额",
            "费用金额(元)",
            "应收金额",
            "总费用",
            "项目金额",
            "合计",
            "amount",
        ] {
            assert!(is_plain_charge(head), "{head}");
        }
        for head in [
            "实收金额",
            "支付金额",
            "优惠后金额",
            "退款金额",
            "补交金额",
            "医保支付",
            "调整金额",
        ] {
            assert!(!is_plain_charge(head), "{head}");
        }
        assert!(
            is_plain_quantity("数量(次)")
                && is_plain_quantity("计价数量")
                && is_plain_quantity("qty")
        );
        for head in [
            "年开展数量",
            "上年数量",
            "去年次数",
            "退药数量",
            "库存数量",
            "申请数量",
        ] {
            assert!(!is_plain_quantity(head), "{head}");
        }
    }

    #[test]
    fn what_changes_a_price_is_known_by_its_head_and_its_cell() {
        for head in [
            "折扣",
            "折扣率",
            "优惠金额",
            "加收",
            "加收比例",
            "浮动比例",
            "系数",
        ] {
            assert!(is_change(head), "{head}");
        }
        assert!(!is_change("加收说明") && !is_change("折后价") && !is_change("自付比例"));
        for cell in [
            "", "0", "0.00", "1", "1.0", "100%", "100.00%", "无", "否", "-", "—",
        ] {
            assert!(is_no_change(cell, true), "{cell}");
        }
        for cell in ["95%", "0.95", "9折", "5", "10.50", "是", "20%"] {
            assert!(!is_no_change(cell, true), "{cell}");
        }
        assert!(!is_no_change("100", false) && !is_no_change("1.00", false));
        assert!(is_no_change("0.00", false) && is_no_change("100%", false));
        assert!(is_factor("折扣率") && !is_factor("减免"));
        assert!(
            is_reduced("折后价")
                && is_reduced("实收金额")
                && is_reduced("优惠后")
                && !is_reduced("医保支付")
        );
        assert!(!is_reduced("支付方式") && !is_reduced("优惠金额") && !is_reduced("结算日期"));
    }
}
