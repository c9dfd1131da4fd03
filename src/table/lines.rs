//! Which lines of a table are no items: totals, remarks, headings, and the words by which they are known.

use std::borrow::Cow;

use super::code::is_formed;
use super::day::days;
use super::heads::{self, word};
use super::number::amount;
use super::records::Record;
use super::text::{is_blank, is_digits, is_han, plain};
use super::verdict::Verdict;
use super::wording;

/// The words of totals.
const TOTALS: [&str; 6] = ["小计", "合计", "总计", "共计", "累计", "总合计"];

/// With what remarks below or above a table begin.
const REMARKS: [&str; 14] = [
    "备注",
    "说明",
    "制表",
    "审核",
    "复核",
    "打印",
    "编制",
    "以上",
    "温馨提示",
    "特别提示",
    "收款",
    "经办",
    "单位负责人",
    "监督电话",
];

/// Whether a cell says that its line is a sum.
pub(super) fn is_total(cell: &str) -> bool {
    // Every one of the words has it; hardly another cell.
    if !cell.contains('计') {
        return false;
    }
    let word = word(cell);
    let follows = |rest: &str| {
        rest.is_empty()
            || !rest.starts_with(is_han)
            || rest.starts_with(['金', '人', '大', '费', '元'])
    };
    TOTALS.iter().any(|total| {
        word.strip_prefix(total).is_some_and(follows)
            || word.chars().count() <= 16 && word.trim_end_matches([':', ')']).ends_with(total)
    })
}

/// The words that the closing lines of a bill are made of.
const OF_CLOSINGS: [&str; 42] = [
    "总",
    "费用",
    "金额",
    "额",
    "实付",
    "实收",
    "实缴",
    "应收",
    "应付",
    "应缴",
    "应退",
    "应补",
    "退还",
    "补缴",
    "优惠",
    "减免",
    "医保",
    "医疗",
    "保险",
    "统筹",
    "基金",
    "支付",
    "个人",
    "账户",
    "帐户",
    "自付",
    "自费",
    "自理",
    "现金",
    "预交",
    "预缴",
    "押",
    "金",
    "余额",
    "结余",
    "余",
    "找零",
    "大写",
    "报销",
    "商保",
    "本次",
    "人民币",
];

/// Whether a line is a part of the bill's sum, `医保统筹支付 10.00`, or counts its items, `共1项`: no word in it is of anything else.
fn is_closing(record: Record) -> bool {
    let mut cells = record.cells().filter(|it| it.contains(is_han));
    let closes = |cell: &str| {
        let word = word(cell);
        let word = word.split([':', '(']).next().unwrap_or_default();
        let counts = word
            .strip_prefix('共')
            .and_then(|it| it.strip_suffix(['项', '条', '笔', '页']));
        counts.is_some_and(is_digits)
            || word.starts_with(is_han) && wording::is_made_of(word, &[&OF_CLOSINGS])
    };
    let first = cells.next();
    first.is_some_and(|it| closes(&it)) && cells.all(|it| closes(&it))
}

/// Whether a cell is a word and its value: `姓名：某某`.
pub(super) fn is_label(cell: &str) -> bool {
    let Some((before, _)) = cell.split_once(['：', ':']) else {
        return false;
    };
    before.contains(is_han) && before.chars().count() <= 14
}

/// Whether a line names a patient: `姓名：张三`.
pub(super) fn names_patient(record: Record) -> bool {
    record.cells().any(|cell| {
        let label = cell.split(['：', ':']).next().unwrap_or_default();
        is_label(&cell) && heads::person(&word(label)) > 0
    })
}

/// Whether a cell begins as remarks about a table do.
fn is_remark(cell: &str) -> bool {
    let word = word(cell);
    let rest = word.strip_prefix('注');
    REMARKS.iter().any(|it| word.starts_with(it))
        || rest.is_some_and(|rest| rest.starts_with([':', '.', '、', '1']) || rest.is_empty())
        || word.starts_with('第') && word.contains('页')
        || is_label(&word)
}

/// Whether a cell holds a value of a row: a code, an amount, a day. A year may be the head of a column.
pub(super) fn is_datum(cell: &str) -> bool {
    let text = plain(cell);
    let is_year = text.len() == 4 && is_digits(&text) && text.starts_with("20");
    !is_year
        && (is_formed(&text) || amount(cell).is_ok() || days(cell).is_ok() || is_national(&text))
}

fn is_national(text: &str) -> bool {
    text.get(..15).is_some_and(is_digits)
}

/// Whether the cells count the columns, 1, 2, 3, or draw a line under the heads.
pub(super) fn is_numbering<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> bool {
    let (mut counted, mut ruled, mut expected) = (0_u32, 0_u32, 0_u32);
    for cell in cells {
        let text = plain(&cell);
        if text.is_empty() {
            continue;
        }
        expected = expected.saturating_add(1);
        if text.trim_matches(['(', ')', '①']).parse() == Ok(expected) {
            counted = counted.saturating_add(1);
        } else if text
            .chars()
            .all(|c| matches!(c, '-' | ':' | '=' | '—' | '─' | '_'))
        {
            ruled = ruled.saturating_add(1);
        }
    }
    expected > 2 && counted == expected || expected > 1 && ruled == expected
}

/// Whether a line is the head of a table: words for its codes or names, and words for its prices or quantities.
pub(super) fn is_heads(record: Record) -> bool {
    let (mut filled, mut words, mut named, mut money) = (0_u32, 0_u32, false, false);
    for cell in record.cells() {
        if is_blank(&cell) {
            continue;
        }
        if cell.len() > 72 || cell.starts_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let word = word(&cell);
        if is_datum(&cell) || is_label(&cell) {
            return false;
        }
        filled = filled.saturating_add(1);
        let price = heads::price(&word) > 0 || heads::charge(&word) > 0;
        let plain = wording::is_plain_price(&word) || wording::is_plain_charge(&word);
        money |= price && (plain || heads::price(&word) > 2)
            || heads::quantity(&word) > 0
            || heads::is_price_of_others(&word);
        named |= heads::code(&word) > 0 || heads::name(&word) > 1;
        words = words.saturating_add(u32::from(heads::names_something(&word)));
    }
    named && money && words > 1 && words.saturating_mul(2) >= filled
}

/// Whether a line is nothing but a numbered heading with its sum: `二、检查费 201.00`.
fn is_section_with_sum(record: Record) -> bool {
    let mut filled = record.cells().filter(|cell| !is_blank(cell));
    let numbered = |cell: &str| {
        let text = plain(cell);
        let bare = text.trim_start_matches(['(', '[']);
        let rest = bare.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        rest.len() < bare.len()
            && rest.starts_with(['、', ')', ']', '.'])
            && rest.trim_end().ends_with(['费', '类', '他'])
    };
    filled.next().is_some_and(|it| numbered(&it))
        && filled.next().is_some_and(|it| amount(&it).is_ok())
        && filled.next().is_none()
}

/// What a line is, by its words, where it has neither code nor amount of its own; nothing for an item.
///
/// `amount` says whether something stands in a column of amounts.
pub(super) fn of_no_item(record: Record, amount: bool) -> Option<Verdict> {
    let filled = || record.cells().filter(|cell| !is_blank(cell));
    if filled().take(4).any(|cell| is_total(&cell)) || is_closing(record) {
        return Some(Verdict::Total);
    }
    if is_numbering(record.cells()) {
        return Some(Verdict::Head);
    }
    if filled().all(|cell| is_remark(&cell) || days(&cell).is_ok())
        && filled().any(|cell| is_remark(&cell))
    {
        return Some(Verdict::Remark);
    }
    if amount {
        return is_section_with_sum(record).then_some(Verdict::Section);
    }
    if filled().any(|cell| is_remark(&cell)) {
        return Some(Verdict::Remark);
    }
    // A day over the rows that are of it.
    if filled().count() == 1 && filled().all(|cell| days(&cell).is_ok()) {
        return Some(Verdict::Section);
    }
    // A code with more behind it is a row that another separator parts.
    let coded = |cell: &str| {
        let text = plain(cell);
        let code = text.trim_start_matches('"').get(..9);
        is_formed(&text) || code.is_some_and(|it| is_digits(it) && is_formed(it))
    };
    let bare = filled().count() <= 2 && !filled().any(|cell| coded(&cell));
    // A lone number in a line may be a code that lost its form; a lone word is a heading.
    (bare && filled().all(|cell| cell.contains(is_han) || cell.trim().len() < 4))
        .then_some(Verdict::Section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_labels_and_remarks_are_known_by_their_words() {
        for cell in [
            "合计",
            "小计：",
            "合计：164.00",
            "111100002小计",
            "检查费小计",
            "本页合计",
            "合计金额",
            "总计（元）",
        ] {
            assert!(is_total(cell), "{cell}");
        }
        for cell in ["合计数测定法", "院内会诊", "累计剂量测定"] {
            assert!(!is_total(cell), "{cell}");
        }
        assert!(
            is_label("姓名：某某")
                && is_label("住院日期：2024-05-01")
                && !is_label("08:30")
                && !is_label("单价")
        );
        assert!(
            is_remark("注：以上价格自2024年4月1日起执行")
                && is_remark("第1页 共2页")
                && !is_remark("注射费")
        );
        assert!(
            is_datum("210102015")
                && is_datum("67.00")
                && is_datum("2024-05-01")
                && !is_datum("2024")
                && !is_datum("三甲")
        );
        let numbering = |text: &'static str| is_numbering(text.split(',').map(Cow::Borrowed));
        assert!(
            numbering("1,2,3,4")
                && numbering("(1),(2),(3)")
                && numbering("---,---,:--:")
                && !numbering("1,210102015,67")
                && !numbering("1,2")
                && !numbering("—,,")
        );
    }

    #[test]
    fn a_line_names_a_patient_by_a_label_of_persons() {
        let names = |text: &str| {
            let separator = super::super::records::Separator::Comma;
            let mut table = super::super::records::Table::new(text.to_owned(), separator, 3);
            table.next().is_some_and(names_patient)
        };
        assert!(names("住院号：1,姓名：张三"));
        assert!(!names("住院日期：2024-05-01") && !names("姓名,编码"));
    }

    #[test]
    fn the_head_of_another_table_has_words_for_its_items_and_for_its_money() {
        let is_heads = |text: &str| {
            let separator = super::super::records::Separator::Comma;
            let mut table = super::super::records::Table::new(text.to_owned(), separator, 3);
            table.next().is_some_and(is_heads)
        };
        for text in [
            "项目编码,项目名称,价格",
            "编码,数量",
            "名称,金额,备注",
            "项目编码,项目名称,原价（元）",
            "编码,名称,调整前价格",
            "编码,名称,自付金额",
        ] {
            assert!(is_heads(text), "{text}");
        }
        for text in [
            "项目编码,项目名称,备注",
            "收费编码,收费名称,规格",
            "210102015,项目名称,价格",
            "编码,名称,价格（元）以上各项按本院公示的收费标准执行请以窗口公示为准不再另行通知",
        ] {
            assert!(!is_heads(text), "{text}");
        }
    }
}
