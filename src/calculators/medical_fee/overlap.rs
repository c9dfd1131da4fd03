//! What the lines of one day surely cost together. Some of them may tell of one and the same service,
//! which is charged once: rows of one code, exposures of one part of the body, units of one long
//! service, a surcharge both chosen and written out. The sum of the lines is then only the most.

use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome};

use super::beside::{Added, Rows};
use super::charge::Charge;
use super::line::{Line, place};
use super::units::part_units;

/// A line with its charge.
pub(super) type Charged<'l, 'a> = (&'l Line<'a>, Charge);

/// What the lines surely cost together; `None` when it does not fit.
pub(super) fn certain(lines: &[Line], charges: &[Charge], tier: Option<Tier>) -> Option<Fen> {
    let bill: Vec<Charged> = lines.iter().zip(charges.iter().copied()).collect();
    let mut sum = Fen::ZERO;
    for (at, (line, charge)) in bill.iter().enumerate() {
        if line.item.is_addition() {
            let doubtful = price(line.item, tier).checked_times(doubtful(line, lines));
            let doubtful = if charge.most.is_some() {
                doubtful?
            } else {
                Fen::ZERO
            };
            sum = sum
                .checked_add(charge.least)?
                .checked_add(doubtful.checked_times(-1)?)?;
        } else if !bill
            .iter()
            .take(at)
            .any(|(other, _)| other.same_family(line))
        {
            let family = bill.iter().filter(|(other, _)| other.same_family(line));
            sum = sum.checked_add(of_family(&family.copied().collect::<Vec<_>>(), tier)?)?;
        }
    }
    Some(sum)
}

fn price(item: &Item, tier: Option<Tier>) -> Fen {
    match tier.map(|tier| item.price(tier)) {
        Some(Price::Amount(price)) => price,
        _ => Fen::ZERO,
    }
}

/// How many units of a surcharge's own rows may be the very ones that are chosen, counted at their first row.
fn doubtful(line: &Line, lines: &[Line]) -> i64 {
    let rows = match line.beside.added {
        Some(Added::To { .. }) => Rows::with(line, lines),
        _ => None,
    };
    rows.filter(|rows| rows.first() == Some(line.index))
        .map_or(0, |rows| rows.doubtful())
}

/// What the lines of one family on one day surely cost: those that are services of their own beside each
/// other, or the dearest of those that may be the same service; and what is due once a day.
fn of_family(lines: &[Charged], tier: Option<Tier>) -> Option<Fen> {
    let (mut apart, mut dearest, mut once) = (Fen::ZERO, Fen::ZERO, Fen::ZERO);
    let mut bases = Vec::new();
    for (line, charge) in lines {
        let extra = line.added_once().min(charge.least);
        once = once.checked_add(extra)?;
        let least = charge.least.checked_add(extra.checked_times(-1)?)?;
        bases.push((*line, Charge { least, ..*charge }));
    }
    for (at, (line, _)) in bases.iter().enumerate() {
        let same = |(other, _): &&Charged| other.item.code() == line.item.code();
        if bases.iter().take(at).any(|line| same(&line)) {
            continue;
        }
        let own: Vec<Charged> = bases.iter().filter(same).copied().collect();
        let sum = of_code(&own, tier)?;
        if line.item.is_apart() {
            apart = apart.checked_add(sum)?;
        } else {
            dearest = dearest.max(sum);
        }
    }
    apart.max(dearest).checked_add(once)
}

/// What the lines of one code on one day surely cost: units whose length is not known may be of one
/// service, and exposures of one part.
fn of_code(lines: &[Charged], tier: Option<Tier>) -> Option<Fen> {
    let (mut sum, mut longest) = (Fen::ZERO, Fen::ZERO);
    for (line, charge) in lines {
        if line.length_open() {
            longest = longest.max(charge.least);
        } else {
            sum = sum.checked_add(charge.least)?;
        }
    }
    let sum = sum.checked_add(longest)?;
    let cap = lines.iter().find_map(|(line, _)| line.part_cap());
    match (cap, lines) {
        (Some(cap), [(line, _), _, ..]) => {
            let known = lines.iter().filter(|(_, charge)| charge.most.is_some());
            let lines: Vec<&Line> = known.map(|(line, _)| *line).collect();
            price(line.item, tier).checked_times(parts(&lines, cap)?)
        }
        _ => Some(sum),
    }
}

/// The exposures that are surely charged: those without parts may all be of one part that another line
/// names, or of one of their own.
fn parts(lines: &[&Line], cap: i64) -> Option<i64> {
    let loose = lines.iter().filter(|line| line.parts().is_none());
    let loose = loose
        .map(|line| line.quantity())
        .fold(0, i64::saturating_add);
    let with_parts = || lines.iter().filter(|line| line.parts().is_some());
    let least = |line: &Line, more: i64| {
        let quantity = line.quantity().saturating_add(more);
        part_units(quantity, line.parts(), cap).map(|units| units.least)
    };
    let mut sum: i64 = 0;
    for line in with_parts() {
        sum = sum.checked_add(least(line, 0)?)?;
    }
    let mut together = sum.checked_add(loose.min(cap))?;
    for line in with_parts() {
        let grown = sum
            .checked_sub(least(line, 0)?)?
            .checked_add(least(line, loose)?)?;
        together = together.min(grown);
    }
    Some(together)
}

/// Says which lines may be of one service, and which are counted apart because they say so.
pub(super) fn add_overlap_notices(lines: &[Line], outcome: &mut Outcome) {
    for (at, line) in lines.iter().enumerate() {
        let first = !lines.iter().take(at).any(|other| other.same_family(line));
        if line.item.is_addition() || !first {
            continue;
        }
        let family: Vec<&Line> = lines
            .iter()
            .filter(|other| other.same_family(line))
            .collect();
        add_family_notice(&family, outcome);
        add_parts_notice(&family, outcome);
    }
    for line in lines.iter().filter(|line| doubtful(line, lines) > 0) {
        let text = format!(
            "{}的加收写了两处，是不是同一笔没有说：两头都列出。加收请只用一种写法。",
            place(line.index)
        );
        outcome.add_notice(NoticeKind::Information, text, line.item.citation());
    }
}

fn add_family_notice(family: &[&Line], outcome: &mut Outcome) {
    // Put in order one by one, here and in the interview: the standard sorts weigh 3 KB in a browser's module.
    let mut codes: Vec<&str> = Vec::new();
    for line in family {
        if let Err(at) = codes.binary_search(&line.item.code()) {
            codes.insert(at, line.item.code());
        }
    }
    let ([_, _, ..], [first, ..]) = (codes.as_slice(), family) else {
        return;
    };
    if family.iter().all(|line| line.item.is_apart()) {
        return;
    }
    let related = if codes.contains(&first.item.family()) {
        "是上下级编码"
    } else {
        "是同一项目的几种"
    };
    let text = format!(
        "{}{related}，公报没有写能否同时收：是同一次服务的只收一次，不是的分别收。两头都列出。",
        codes.join("与")
    );
    outcome.add_notice(NoticeKind::ReadingApplied, text, first.item.citation());
}

fn add_parts_notice(family: &[&Line], outcome: &mut Outcome) {
    let [first, _, ..] = family else { return };
    let Some(cap) = first.part_cap() else { return };
    let name = first.item.name();
    if family.iter().all(|line| line.parts().is_some()) {
        let text = format!("{name}写了几行：各行按不同的部位算。同一部位请写在一行里。");
        outcome.add_notice(NoticeKind::Assumption, text, first.item.citation());
        return;
    }
    first.add_cap_reading(cap, first.item.citation(), outcome);
    for line in family.iter().filter(|line| line.parts().is_none()) {
        line.ask("parts", outcome);
    }
    let text = format!("{name}写了几行，是不是同一部位没有说。同一部位请写在一行里，并填部位数。");
    outcome.add_notice(NoticeKind::Information, text, first.item.citation());
}
