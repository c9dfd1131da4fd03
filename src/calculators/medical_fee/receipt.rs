//! The bill as a receipt: each line with its unit price, quantity and amount, and the total.

use crate::gazette::prices::Tier;
use crate::outcome::{Entry, Listing, Outcome, Step};

use super::bill::Answers;
use super::charge::Charge;
use super::line::Line;

/// What is printed where a number is not known.
const NONE: &str = "—";

/// A line's row: the cells say a plain product, and notes say whatever else led to the amount.
pub(super) fn entry(line: &Line, charge: Charge, tier: Option<Tier>, steps: &[Step]) -> Entry {
    let mut not_shown = Outcome::new("", line.day.unwrap_or(crate::date::Date::MIN));
    let price = line.unit_price(tier, &mut not_shown).ok();
    let product = price.and_then(|(price, quantity)| price.checked_times(quantity));
    let plain = product.is_some() && product == charge.amount() && steps.len() == 1;
    let (own, unit) = (line.label(), line.unit_in_brackets());
    let note = |step: &Step| {
        // The unit is in the detail already.
        let expression = step.expression.strip_suffix(unit.as_str());
        let expression = expression.unwrap_or(&step.expression);
        let sum = match &*step.result {
            "未知" => expression.to_owned(),
            result if result.starts_with(|first: char| first.is_ascii_digit()) => {
                format!("{expression} = {result}")
            }
            result => format!("{expression}，{result}"),
        };
        let label = step.label.strip_prefix(own.as_str());
        match label.unwrap_or(&step.label).trim_start() {
            "" => sum.into(),
            label => format!("{label}：{sum}").into(),
        }
    };
    let mut detail = line.item.code().to_owned();
    for more in [line.item.unit(), &own_day(line)] {
        if !more.is_empty() {
            detail.push_str(" · ");
            detail.push_str(more);
        }
    }
    Entry {
        label: line.item.name().into(),
        detail: detail.into(),
        cells: vec![
            price.map_or(NONE.into(), |(price, _)| price.in_column().into()),
            line.row
                .whole("quantity")
                .map_or(NONE.into(), |quantity| quantity.to_string().into()),
            charge.in_column().into(),
        ],
        notes: if plain {
            Vec::new()
        } else {
            steps.iter().map(note).collect()
        },
        asked: false,
        citation: line.item.citation(),
    }
}

/// The day of a line that has one of its own.
fn own_day(line: &Line) -> String {
    let day = line.row.date("date");
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Puts the rows together, with the total below them.
pub(super) fn add_receipt(outcome: &mut Outcome, rows: Vec<Entry>, answers: &Answers) {
    let (Some(sum), false) = (outcome.figure("total"), rows.is_empty()) else {
        return;
    };
    let tier = answers.tier.map(|tier| tier.label().to_owned());
    let day = answers.service_date.map(|day| day.to_string());
    let where_and_when: Vec<String> = tier.into_iter().chain(day).collect();
    let total = Entry {
        label: "合计".into(),
        detail: where_and_when.join("，").into(),
        cells: vec![sum.text.clone().into()],
        notes: Vec::new(),
        asked: false,
        citation: sum.citation,
    };
    outcome.listings.push(Listing {
        heads: ["项目", "单价", "数量", "金额"].map(Into::into).into(),
        rows,
        total: Some(total),
        complete: true,
    });
}
