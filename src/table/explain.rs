//! What a row of the notice prints that can explain a charge above the base price.
//!
//! A bill says a code, a quantity and an amount; it does not say the hours, the parts of the body, the
//! patient's age or what was chosen on top. Where the row prints something about one of these, a higher
//! charge may be right, and nobody is accused.

use crate::gazette::prices::{Item, RuleKind};

/// Whether the row prints something that could explain a higher charge.
pub(super) fn explains(item: &'static Item) -> bool {
    !reasons(item).is_empty()
}

/// The sentence for a line above the base price.
pub(super) fn sentence(item: &'static Item) -> String {
    let reasons = reasons(item);
    let unit = match item.unit() {
        "" => String::new(),
        unit => format!("计价单位是“{unit}”，请核对数量。"),
    };
    if reasons.is_empty() {
        format!("这一行没有印加收。{unit}")
    } else {
        format!("可能有原因：{}。{unit}", reasons.join("；"))
    }
}

/// What the row prints, each in a few words; a child's row stands under its parent's remark too.
fn reasons(item: &'static Item) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(row) = item.remark_row()
        && let Some(note) = note(row)
    {
        reasons.push(format!("{}说明印着“{note}”", whose(row, item)));
    }
    for rule in item.rules() {
        match rule.kind {
            RuleKind::Sides => reasons.push("单价是一侧的".to_owned()),
            RuleKind::Measure { .. } => {
                reasons.push(format!("一个单价只含{}", item.unit()));
            }
            _ => {}
        }
    }
    if let Some(row) = item.excluded_row() {
        let excluded = row.excluded();
        reasons.push(format!(
            "{}除外内容（{excluded}）可以另外收费",
            whose(row, item)
        ));
    }
    reasons
}

/// The row's remark, unless it only lowers the price.
fn note(item: &Item) -> Option<&'static str> {
    let note = item.note().trim_end_matches('。');
    let lowers = note.contains("减收") && !note.contains("加收");
    (!note.is_empty() && !lowers).then_some(note)
}

/// Names the row that prints a cell, unless it is the item's own.
fn whose(row: &Item, item: &Item) -> String {
    if row.code() == item.code() {
        String::new()
    } else {
        format!("主项目 {} 的", row.code())
    }
}
