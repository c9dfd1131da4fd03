//! What the words at the head of a column say it holds: how plainly, from 0 for not at all.
//!
//! The words only break ties: what a column is for is decided by its cells first.

use super::text::plain;

/// A head as it is compared: half width, small, without blanks.
pub(super) fn word(cell: &str) -> String {
    let text = plain(cell);
    let kept = text.chars().filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

fn any(word: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| word.contains(part))
}

/// The word without its unit: `金额(元)` is 金额.
fn bare(word: &str) -> &str {
    word.split(['(', '[', '/']).next().unwrap_or(word)
}

/// What a number that is no code of the notice's may be.
const OTHER_NUMBERS: [&str; 17] = [
    "住院",
    "病案",
    "病历",
    "门诊",
    "就诊",
    "流水",
    "单据",
    "发票",
    "序号",
    "电话",
    "身份",
    "条码",
    "批号",
    "床号",
    "处方",
    "卡号",
    "批准文号",
];

/// Codes.
pub(super) fn code(word: &str) -> u8 {
    let others = [
        "患者", "人员", "科室", "医师", "医生", "操作", "机构", "医院", "疾病", "诊断", "规格",
        "病区",
    ];
    if !any(word, &["编码", "代码", "编号", "code", "物价码"])
        || any(word, &OTHER_NUMBERS)
        || any(word, &others)
    {
        0
    } else if any(word, &["国家", "国标", "医保", "贯标"]) {
        1
    } else if any(word, &["项目", "物价", "收费", "诊疗"]) {
        3
    } else {
        2
    }
}

/// Whether the column holds other numbers than codes.
pub(super) fn is_other_number(word: &str) -> bool {
    // 普通门诊价 is a price.
    any(word, &OTHER_NUMBERS) && !any(word, &["价", "金额"])
}

/// Names.
pub(super) fn name(word: &str) -> u8 {
    let others = [
        "患者",
        "科室",
        "机构",
        "医院",
        "厂",
        "规格",
        "类",
        "等级",
        "级别",
        "码",
        "号",
        "价",
        "金额",
        "数量",
        "内涵",
        "说明",
        "单位",
        "日期",
        "时间",
        "医师",
        "医生",
        "疾病",
        "诊断",
        "费用名",
        "除外",
    ];
    if any(word, &["项目名称", "服务名称"]) {
        4
    } else if matches!(
        bare(word),
        "名称" | "项目" | "name" | "收费项目" | "诊疗项目" | "收费名称" | "品名"
    ) {
        3
    } else if any(word, &others) {
        0
    } else if any(word, &["名称", "name"]) {
        2
    } else {
        u8::from(any(word, &["项目"]))
    }
}

/// Days of the charge.
pub(super) fn day(word: &str) -> u8 {
    // 本日费用 is no day.
    let names_day = any(word, &["日期", "时间", "date"]) || bare(word).ends_with('日');
    if !names_day || is_other_day(word) {
        0
    } else if any(word, &["发生"]) {
        5
    } else if any(
        word,
        &["费用", "收费", "记账", "记帐", "计费", "计价", "用药"],
    ) {
        4
    } else if matches!(bare(word), "日期" | "date" | "时间") {
        3
    } else if any(
        word,
        &["执行", "检查", "服务", "诊疗", "治疗", "使用", "就诊"],
    ) {
        2
    } else {
        u8::from(any(word, &["日期", "时间", "date"]))
    }
}

/// Whether the column holds the months or spans of days of the charges: 费用期间, 发生年月, 账期, 月份.
pub(super) fn is_period(word: &str) -> bool {
    let others = [
        "入院", "出院", "住院", "出生", "有效", "生产", "年龄", "周期", "试用", "质保", "打印",
        "制表",
    ];
    any(
        word,
        &["期间", "年月", "账期", "月份", "账单期", "所属期", "起止"],
    ) && !any(word, &others)
}

/// Whether the column holds other days than those of the charge.
pub(super) fn is_other_day(word: &str) -> bool {
    let others = [
        "入院", "出院", "打印", "出生", "结算", "结账", "结帐", "开票", "票据", "发票", "住院",
        "制表", "有效", "生产", "失效", "批准", "截止", "退费", "birth",
    ];
    any(word, &others)
}

/// Quantities.
pub(super) fn quantity(word: &str) -> u8 {
    let words = ["数量", "次数", "qty", "quantity", "总量", "用量", "发药量"];
    if !any(word, &words) || !super::wording::is_plain_quantity(word) {
        0
    } else if any(word, &["用量"]) {
        // Of a drug perhaps the dose, not what was charged.
        1
    } else if any(word, &["单位"]) {
        2
    } else {
        3
    }
}

/// Whether an amount is only a part of the charge, or something beside it.
pub(super) fn is_share(word: &str) -> bool {
    let shares = [
        "自付", "自费", "自理", "个人", "报销", "统筹", "优惠", "减免", "医保", "超限", "余额",
        "押金", "预交", "累计", "基金", "比例", "折扣",
    ];
    any(word, &shares)
}

/// Charges of a bill: what was paid for all units of a line.
pub(super) fn charge(word: &str) -> u8 {
    let others = [
        "单价",
        "标准",
        "日期",
        "时间",
        "类",
        "级",
        "员",
        "人",
        "科",
        "码",
        "名",
        "号",
        "单位",
        "项目内",
        "限价",
        "次数",
        "数量",
    ];
    if is_share(word) || any(word, &others) {
        return 0;
    }
    if any(word, &["金额", "总额", "amount"]) {
        return if any(word, &["应收", "实收"]) {
            3
        } else {
            4
        };
    }
    if any(
        word,
        &[
            "合计",
            "总价",
            "总费用",
            "应收",
            "实收",
            "小计",
            "应付",
            "应缴",
            "应交",
            "charge",
            "total",
        ],
    ) {
        return 2;
    }
    u8::from(any(word, &["费用", "收费"]))
}

/// Whether a column may hold charges though its head is none that is known for them.
pub(super) fn may_be_charge(word: &str) -> bool {
    let money = [
        "费", "款", "额", "合计", "总计", "小计", "金", "钱", "fee", "charge", "amount", "total",
        "sum", "money", "收取", "收入",
    ];
    any(word, &money) && is_open(word)
}

/// Whether a column may hold quantities though its head is none that is known for them.
pub(super) fn may_be_quantity(word: &str) -> bool {
    let counts = ["数", "量", "qty", "quantity", "count", "num", "times"];
    (any(word, &counts) || word.ends_with('次') && !any(word, &["序", "批", "版"]))
        && !any(word, &["系数", "指数", "参数", "分数", "点数"])
        && is_open(word)
}

/// Whether a head is none that names something else than a charge or a quantity.
fn is_open(word: &str) -> bool {
    let others = [
        "类", "级", "员", "人", "科", "码", "名", "号", "单位", "标准", "说明", "内容", "内涵",
        "备注", "依据", "文件", "标志", "标识", "是否", "方式", "限", "最高", "最多", "上限",
        "累计", "年", "比", "率", "耗材", "材料", "成本",
    ];
    !any(word, &others)
        && !is_share(word)
        && !is_other_price(word)
        && !is_unit_price(word)
        && !is_other_number(word)
        && day(word) == 0
        && !is_other_day(word)
        && !super::wording::is_change(word)
        && super::tier::mention(word).is_none()
}

/// Whether a price is another than the one that stands now: an older one, a ceiling, a difference.
pub(super) fn is_other_price(word: &str) -> bool {
    let others = [
        "原价",
        "原单价",
        "原收费",
        "原标准",
        "前",
        "旧",
        "进价",
        "限价",
        "指导",
        "差",
        "计价",
        "公报",
        "说明",
        "依据",
        "类",
        "文件",
        "码",
        "编号",
        "单位",
        "成本",
    ];
    any(word, &others) || is_share(word) && !any(word, &["价"])
}

/// Whether the head names a price or an amount of yesterday, or what others pay; not only a word around one.
pub(super) fn is_price_of_others(word: &str) -> bool {
    is_other_price(word)
        && ["价", "价格", "金额"]
            .iter()
            .any(|it| bare(word).ends_with(it))
}

/// Prices of one unit.
pub(super) fn price(word: &str) -> u8 {
    if matches!(bare(word), "本院" | "我院") {
        5
    } else if !any(
        word,
        &[
            "价",
            "收费标准",
            "金额",
            "标准",
            "price",
            "收费",
            "费用",
            "元",
        ],
    ) {
        0
    } else if is_other_price(word) {
        // A ceiling is better than nothing; the price of yesterday is not.
        u8::from(any(word, &["限价", "指导价"]) && !any(word, &["前", "旧", "原"]))
    } else if any(word, &["现", "执行", "后", "新", "本院"]) {
        5
    } else if matches!(bare(word), "价格" | "单价" | "收费标准" | "price") {
        4
    } else if any(word, &["价", "标准", "price"]) {
        3
    } else {
        2
    }
}

/// Whether the head says that the price is of one unit, not of all.
pub(super) fn is_unit_price(word: &str) -> bool {
    any(
        word,
        &["单价", "价格", "收费标准", "price", "现价", "执行价"],
    ) && !is_other_price(word)
}

/// Tiers of hospitals: 2 where the head names a hospital, 1 where it names a tier of nothing.
pub(super) fn tier(word: &str) -> u8 {
    if !any(word, &["等级", "级别", "等次", "tier"]) || is_other_hospital(word) {
        0
    } else if any(word, &["医院", "机构", "tier"]) {
        2
    } else {
        u8::from(matches!(bare(word), "等级" | "级别" | "等次"))
    }
}

/// Whether a hospital at the head is another than the one that charges.
fn is_other_hospital(word: &str) -> bool {
    any(
        word,
        &[
            "转", "会诊", "依据", "参照", "来源", "上级", "下级", "外院", "送检", "协作", "承担",
            "减", "垫", "推荐", "首诊",
        ],
    )
}

/// Whether the head names the hospital, not the tier whose prices stand below it.
pub(super) fn is_hospital(word: &str) -> bool {
    let of_tier =
        word.starts_with(['三', '二', '一', '3', '2', '1']) && super::tier::mention(word).is_some();
    any(word, &["医院", "机构", "院名"]) && code(word) == 0 && !of_tier && !is_other_hospital(word)
}

/// Patients: a number of theirs says more than a name.
pub(super) fn person(word: &str) -> u8 {
    let others = [
        "医生", "医师", "操作", "收费", "护士", "主管", "开单", "执行", "经办", "记账", "录入",
        "日期", "时间", "科", "项目", "date", "time", "dept", "type", "doctor",
    ];
    if any(word, &others) {
        0
    } else if any(
        word,
        &[
            "住院号",
            "门诊号",
            "就诊号",
            "病案号",
            "登记号",
            "患者编号",
            "患者id",
            "病人id",
            "病人编号",
            "身份证",
            "医保卡",
            "社保卡",
            "病历号",
            "登记流水号",
            "住院流水号",
            "就诊流水号",
            "patient",
            "patid",
            "pat_",
            "inpno",
            "inp_no",
            "mrn",
            "visit",
            "encounter",
            "admission",
            "zyh",
            "brid",
            "mzh",
        ],
    ) {
        2
    } else {
        u8::from(any(word, &["患者", "病人", "姓名", "就诊人", "参保人"]))
    }
}

/// Whether the head names anything at all that a price list or a bill has.
pub(super) fn names_something(word: &str) -> bool {
    let others = [
        "序号", "规格", "单位", "备注", "说明", "内涵", "除外", "科室", "类别", "类型", "等级",
        "级别", "姓名", "no.",
    ];
    code(word) > 0
        || name(word) > 0
        || day(word) > 0
        || is_other_day(word)
        || is_other_number(word)
        || quantity(word) > 0
        || charge(word) > 0
        || is_share(word)
        || price(word) > 0
        || is_other_price(word)
        || super::tier::tier(word).is_some()
        || super::tier::is_half_tier(word)
        || matches!(word, "甲等" | "乙等")
        || any(word, &others)
}

/// Why a column with this head is left out.
pub(super) fn left_out(word: &str) -> &'static str {
    if any(word, &["等级", "级别", "甲乙"]) {
        "不是医院的等级"
    } else if is_other_number(word) {
        "不是项目编码"
    } else if is_other_day(word) {
        "不是每行收费的日期"
    } else if any(word, &["码", "编号", "code"]) {
        "另有一列是项目编码"
    } else if is_share(word) {
        "不是这一行的收费总额"
    } else if is_other_price(word)
        && any(word, &["价", "收费", "标准"])
        && !any(word, &["类", "依据", "单位", "文件"])
    {
        "不是现在执行的价格"
    } else {
        "核对用不到"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sort_of_head_names_something() {
        let words = "项目编码 项目名称 日期 入院日期 住院号 数量 金额 自付 备注";
        for word in words.split(' ') {
            assert!(names_something(word), "{word}");
        }
        assert!(!names_something("") && !names_something("数字化摄影"));
    }

    #[test]
    fn the_plainer_head_wins() {
        assert!(code("项目编码") > code("医保编码") && code("医保编码") > code("住院号"));
        assert!(day("费用发生日期") > day("日期") && day("日期") > day("开单时间"));
        for other in ["入院日期", "出生日期", "结算时间", "打印日期"] {
            assert_eq!(day(other), 0, "{other}");
        }
        assert!(quantity("数量") > quantity("数量单位"));
        assert!(charge("总额") > charge("费用") && charge("收费员") == 0 && charge("单价") == 0);
        assert!(charge("费用金额(元)") > 0 && charge("个人负担费用") == 0);
        assert!(price("现价格") > price("原价格") && price("价格(元)") > price("最高限价"));
        assert!(price("最高限价") > 0 && price("物价编码") == 0 && price("价格依据") == 0);
        let tiers = ["医院等级", "等级", "医保等级", "手术级别"].map(tier);
        assert_eq!(tiers, [2, 1, 0, 0]);
        assert_eq!(
            (name("项目名称"), name("患者姓名"), name("收费项目等级")),
            (4, 0, 0)
        );
    }
}
