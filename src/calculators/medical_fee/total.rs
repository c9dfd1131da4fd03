//! The sum of the lines and what is known of it.

use crate::form::InputError;
use crate::gazette::facts;
use crate::gazette::prices::Tier;
use crate::money::Fen;
use crate::outcome::{Figure, Outcome, Unit, Verdict};

use super::super::shared::ask_for;
use super::FORM;
use super::beside::Added;
use super::charge::Charge;
use super::line::{Line, fits};
use super::overlap::certain;

/// What is known of the whole bill: lines that may tell of one service leave it open, and so do the
/// rows of a surcharge without the item to which it is added.
pub(super) fn sum(
    lines: &[Line],
    charges: &[Charge],
    tier: Option<Tier>,
) -> Result<Charge, InputError> {
    let nothing = Charge::exact(Fen::ZERO);
    let most = charges
        .iter()
        .try_fold(nothing, |sum, charge| sum.plus(*charge));
    let sum = Charge {
        least: fits(certain(lines, charges, tier))?,
        ..fits(most)?
    };
    let without_item = lines.iter().any(|line| match line.beside.added {
        Some(Added::Alone) => true,
        Some(Added::To { beyond, .. }) => beyond > 0,
        _ => false,
    });
    Ok(if without_item { sum.open() } else { sum })
}

/// Puts the total and the known part before the lines.
pub(super) fn total(
    outcome: &mut Outcome,
    lines: &[Line],
    charges: &[Charge],
    tier: Option<Tier>,
) -> Result<Verdict, InputError> {
    let table = facts::PRICES_TABLE.at(outcome.day).0.citation;
    let citation = lines.first().map_or(table, |line| line.item.citation());
    if charges.is_empty() {
        ask_for(outcome, &FORM, "lines", table);
        let open = |key, label| Figure::unknown(key, label, Unit::Fen, "还不能算", citation);
        outcome
            .figures
            .extend([open("total", "费用合计"), open("known_part", "已知部分")]);
        return Ok(Verdict::Undetermined);
    }
    let sum = sum(lines, charges, tier)?;
    let unpriced = sum == Charge::UNKNOWN && outcome.asks.is_empty();
    if charges.len() > 1 {
        let parts: Vec<String> = charges.iter().map(|charge| charge.text()).collect();
        let apart = charges
            .iter()
            .try_fold(Fen::ZERO, |sum, charge| sum.checked_add(charge.least));
        let once = if apart == Some(sum.least) {
            ""
        } else {
            "（可能是同一笔的，只收一次）"
        };
        let expression = format!("{}{once}", parts.join(" + "));
        outcome.add_step("合计", expression, sum.text(), citation);
    }
    let known = Figure::money("known_part", "已知部分", sum.least, citation);
    let mut total = sum.figure("total", "费用合计", citation);
    if unpriced {
        "公报没有定价".clone_into(&mut total.text);
    }
    outcome.figures.splice(0..0, [total, known]);
    Ok(match sum.amount() {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    })
}
