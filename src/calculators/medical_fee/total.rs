//! The sum of the lines and what is known of it.

use crate::form::InputError;
use crate::gazette::facts;
use crate::money::Fen;
use crate::outcome::{Figure, Outcome, Unit, Verdict, yuan};

use super::super::shared::{ask_for, too_large};
use super::FORM;
use super::charge::Charge;
use super::line::Line;

pub(super) fn sum(charges: &[Charge]) -> Result<Charge, InputError> {
    let nothing = Charge::exact(Fen::ZERO);
    let sum = charges
        .iter()
        .try_fold(nothing, |sum, charge| sum.plus(*charge));
    sum.ok_or_else(|| too_large("lines"))
}

/// Puts the total and the known part before the lines.
pub(super) fn total(
    outcome: &mut Outcome,
    lines: &[Line],
    charges: &[Charge],
) -> Result<Verdict, InputError> {
    let table = facts::PRICES_TABLE.latest().citation;
    let citation = lines.first().map_or(table, |line| line.item.citation());
    if charges.is_empty() {
        ask_for(outcome, &FORM, "lines", table);
        let open = |key, label| Figure::unknown(key, label, Unit::Fen, "还不能算", citation);
        outcome
            .figures
            .extend([open("total", "费用合计"), open("known_part", "已知部分")]);
        return Ok(Verdict::Undetermined);
    }
    let sum = sum(charges)?;
    let determined = sum.amount().is_some();
    if charges.len() > 1 {
        let parts: Vec<String> = charges
            .iter()
            .map(|charge| charge.least.to_string())
            .collect();
        let label = if determined {
            "合计"
        } else {
            "已知部分合计"
        };
        outcome.add_step(label, parts.join(" + "), yuan(sum.least), citation);
    }
    let known = Figure::money("known_part", "已知部分", sum.least, citation);
    outcome
        .figures
        .splice(0..0, [sum.figure("total", "费用合计", citation), known]);
    Ok(if determined {
        Verdict::Informative
    } else {
        Verdict::Undetermined
    })
}
