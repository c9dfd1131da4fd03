//! What is noticed of a table beside what must be asked.

use crate::date::Date;

use super::columns::Columns;
use super::day::named;
use super::heads;
use super::sample::Sample;
use super::tier::{is_half_tier, mention, tier};
use super::verdict::Kind;
use super::wording::is_plain_price_of_tier;

/// That a bill says no day of its charges, so that they are compared with the prices of this one.
pub(super) fn undated(sample: &Sample, columns: &Columns, kind: Kind, day: Date) -> Option<String> {
    let mut titles = sample.titles().iter().flat_map(|it| &it.cells);
    let silent = kind == Kind::Bill
        && columns.day.is_none()
        && !titles.any(|it| named(it).is_some_and(|_| !it.contains("出生")));
    silent.then(|| {
        format!("账单里没有收费的日期，按今天（{day}）的价格核对；不是这天前后收的，请先选收费的那一天。")
    })
}

/// What else was noticed of a table.
pub(super) fn remarks(text: &str, sample: &Sample, columns: &Columns, kind: Kind) -> Vec<String> {
    let mut remarks = Vec::new();
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    if replaced > 0 {
        remarks.push(format!(
            "有 {replaced} 个字符读不出来，用 \u{fffd} 代替了。"
        ));
    }
    for (place, facts) in sample.columns.iter().enumerate() {
        let price = heads::price(&facts.word) > 0
            || tier(&facts.word).is_some()
            || is_half_tier(&facts.word)
            || mention(&facts.word).is_some();
        let most = facts.mostly(facts.amounts, 50);
        let of_tier =
            tier(&facts.word).is_some() && is_plain_price_of_tier(&facts.word) && facts.filled > 0;
        let some = of_tier || facts.amounts > 0 && heads::price(&facts.word) > 1;
        let left_out = columns.role(place).is_none() && !columns.other_tiers.contains(&place);
        let unused = left_out && (most || some) && !heads::is_share(&facts.word);
        if kind == Kind::List
            && unused
            && facts.word.is_empty()
            && !sample.heads.is_empty()
            && !facts.counts_rows()
        {
            let number = place.saturating_add(1);
            remarks.push(format!("第 {number} 列没有表头，没有核对。"));
        }
        if kind == Kind::List
            && unused
            && price
            && columns.open.is_empty()
            && columns.halves.is_empty()
        {
            let number = place.saturating_add(1);
            remarks.push(format!(
                "第 {number} 列“{}”没有核对。",
                facts.lines.join(" ")
            ));
        }
    }
    remarks
}
