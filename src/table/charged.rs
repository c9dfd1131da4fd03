//! Whether a row of a bill was charged at all: bills and exports keep what was only priced, ordered, not paid for, not
//! done or taken back.

use super::columns::Columns;
use super::fault::Fault;
use super::judge::cell_of;
use super::records::Record;
use super::sample::{Facts, Sample};
use super::text::{is_blank, plain};
use super::wording::any;

/// Columns that may say that a row was not charged, by their places.
#[derive(Debug, Default)]
pub(super) struct Charged {
    /// Those in whose words it may stand.
    words: Vec<usize>,
    /// Whether a row was charged or done.
    done: Vec<usize>,
    /// Whether it was taken back.
    ended: Vec<usize>,
    /// States in code, each with the code of most rows.
    codes: Vec<(usize, String)>,
}

/// Words of a row that was not charged.
const NOT_CHARGED: [&str; 39] = [
    "未收",
    "未缴",
    "未交费",
    "未付",
    "未计费",
    "未记账",
    "未记帐",
    "未计价",
    "未扣",
    "未执行",
    "未做",
    "未检",
    "未行",
    "未发生",
    "未完成",
    "未确认",
    "待收",
    "待缴",
    "待付",
    "待执行",
    "待确认",
    "待计费",
    "待记账",
    "划价",
    "拒做",
    "拒检",
    "拒绝检查",
    "拒绝治疗",
    "患者拒绝",
    "弃检",
    "放弃",
    "取消",
    "作废",
    "废除",
    "免费",
    "免收",
    "不收费",
    "没收费",
    "没做",
];

/// What makes no such row of these words.
const CHARGED: [&str; 8] = [
    "未取消",
    "未作废",
    "不取消",
    "无取消",
    "非免费",
    "不免费",
    "取消加成",
    "已划价收费",
];

/// What is said of a service that was charged.
const OF_CHARGES: [&str; 16] = [
    "收费", "计费", "记账", "记帐", "缴费", "付费", "扣费", "计价", "执行", "有效", "确认", "收款",
    "charge", "exec", "paid", "valid",
];

/// Heads of states that are of something else than the charge.
const OF_OTHERS: [&str; 18] = [
    "医保", "报销", "上传", "打印", "审核", "对账", "发票", "婚", "患者", "病人", "入院", "住院",
    "出院", "离院", "加收", "单独", "参保", "自费",
];

impl Charged {
    pub(super) fn of(sample: &Sample, columns: &Columns) -> Self {
        let mut charged = Self::default();
        for (place, facts) in sample.columns.iter().enumerate() {
            let word = facts.word.as_str();
            if columns.role(place).is_some() || any(word, &OF_OTHERS) {
                continue;
            }
            let says = [
                "状态", "标志", "标识", "标记", "备注", "附注", "说明", "是否", "类型", "方式",
                "情况", "结果", "收费", "执行", "费别",
            ];
            if facts.han > 0 && any(word, &says) {
                charged.words.push(place);
            }
            let asks = any(word, &["是否", "标志", "标识", "标记", "flag"]);
            if asks && any(word, &["取消", "作废", "撤销", "免费", "免收"]) {
                charged.ended.push(place);
            } else if asks && any(word, &OF_CHARGES) {
                charged.done.push(place);
            } else if any(word, &["状态", "status", "state"])
                && let Some(most) = code_of_most(sample, place, facts)
            {
                charged.codes.push((place, most));
            }
        }
        charged
    }

    /// Why a row is no charge, or may be none.
    pub(super) fn fault(&self, record: Record, columns: &Columns) -> Option<Fault> {
        let cell = |place: &usize| record.cell(*place);
        let name = cell_of(record, columns.name);
        let name = plain(&name);
        let behind = name.find(['(', '[']).and_then(|at| name.get(at..));
        let out = self
            .words
            .iter()
            .any(|it| is_not_charged(&plain(&cell(it))))
            || behind.is_some_and(is_not_charged)
            || self.done.iter().any(|it| is_no(&cell(it)))
            || self.ended.iter().any(|it| is_yes(&cell(it)));
        if out {
            return Some(Fault::Uncharged);
        }
        let other = |(place, most): &(usize, String)| {
            let cell = cell(place);
            !is_blank(&cell) && plain(&cell) != *most
        };
        self.codes.iter().any(other).then_some(Fault::OtherState)
    }
}

fn is_not_charged(text: &str) -> bool {
    any(text, &NOT_CHARGED) && !any(text, &CHARGED)
}

/// Whether a cell says no.
fn is_no(cell: &str) -> bool {
    let text = plain(cell).to_lowercase();
    matches!(
        &*text,
        "0" | "否" | "未" | "n" | "no" | "f" | "false" | "×" | "x"
    )
}

/// Whether a cell says yes.
pub(super) fn is_yes(cell: &str) -> bool {
    let text = plain(cell).to_lowercase();
    matches!(&*text, "1" | "是" | "已" | "y" | "yes" | "t" | "true" | "√")
}

/// The code of most rows, where a column holds codes and not all of them are the same.
fn code_of_most(sample: &Sample, place: usize, facts: &Facts) -> Option<String> {
    let cells = sample.data().iter().filter_map(|it| it.cells.get(place));
    let codes: Vec<String> = cells
        .map(|it| plain(it).into_owned())
        .filter(|it| !it.is_empty())
        .collect();
    let is_code = |it: &String| it.len() <= 2 && it.chars().all(|c| c.is_ascii_alphanumeric());
    if facts.han > 0 || !codes.iter().all(is_code) {
        return None;
    }
    let count = |code: &String| codes.iter().filter(|it| *it == code).count();
    codes
        .iter()
        .max_by_key(|it| count(it))
        .filter(|it| count(it).saturating_mul(2) > codes.len())
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_charged_says_so() {
        for cell in [
            "未收费",
            "划价",
            "已划价",
            "未执行",
            "待收费",
            "医嘱取消",
            "已取消",
            "患者拒做",
            "未缴费",
            "作废",
            "免费",
            "待付款",
        ] {
            assert!(is_not_charged(cell), "{cell}");
        }
        for cell in [
            "",
            "已收费",
            "已执行",
            "正常",
            "未取消",
            "已结算",
            "未结算",
            "非免费",
            "退休",
        ] {
            assert!(!is_not_charged(cell), "{cell}");
        }
        assert!(is_no("否") && is_no("0") && !is_no("") && !is_no("1"));
        assert!(is_yes("是") && is_yes("Y") && !is_yes("0") && !is_yes(""));
    }
}
