//! The notices of a bill, beside its amounts.

use crate::gazette::facts;
use crate::gazette::prices::{self, Anomaly, Item, Price, SURCHARGES, Tier};
use crate::gazette::{Dated, Note};
use crate::outcome::{NoticeKind, Outcome};
use crate::period::Standing;

use super::super::shared::add_period_notice;
use super::beside::Added;
use super::line::Line;

/// Says the remark that holds for the row, its own or its parent's.
pub(super) fn add_remark_notice(outcome: &mut Outcome, item: &'static Item) {
    let Some(row) = item.remark_row() else { return };
    let (code, note) = (item.code(), row.note().trim_end_matches('。'));
    let (kind, text) = if row.code() == code {
        let text = format!("{code} 的说明：“{note}”。");
        (NoticeKind::Information, text)
    } else {
        let text = format!("说明“{note}”印在上级 {} 那一行，读作也管子项。", row.code());
        (NoticeKind::ReadingApplied, text)
    };
    outcome.add_notice(kind, text, row.citation());
}

/// Says which surcharges of the row are not in the result because none was chosen or written out.
pub(super) fn add_unchosen_notice(outcome: &mut Outcome, line: &Line) {
    if !line.row.ids("surcharges").is_empty() {
        return;
    }
    let rules = || line.item.rules();
    let with_rows = &line.beside.with_rows;
    let written = |id: &str| {
        let own = rules().find(|rule| rule.choice() == Some(id));
        with_rows.contains(&id)
            || rules().any(|rule| {
                let row = rule
                    .choice()
                    .is_some_and(|choice| with_rows.contains(&choice));
                row && own.is_some_and(|own| own.alternative_to(rule))
            })
    };
    let labels: Vec<&str> = SURCHARGES
        .iter()
        .filter(|choice| choice.only_for_codes.contains(&line.item.code()))
        .filter(|choice| !written(choice.id))
        .map(|choice| choice.label)
        .collect();
    if !labels.is_empty() {
        let text = format!(
            "{} 的说明里有加收：{}；没有选，所以没有计入。",
            line.item.code(),
            labels.join("、")
        );
        outcome.add_notice(NoticeKind::Assumption, text, line.item.citation());
    }
}

/// Says a remark on a row, once for all rows that have the same.
fn add_for_code(outcome: &mut Outcome, anomaly: &Anomaly, item: &'static Item) {
    let (code, rest) = (item.code(), format!("：{}", anomaly.text));
    let mut notices = outcome.notices.iter_mut();
    let same = notices.find_map(|notice| {
        let codes = notice.text.strip_suffix(&rest)?.to_owned();
        Some((notice, codes))
    });
    match same {
        Some((_, codes)) if codes.split('、').any(|it| it == code) => {}
        Some((notice, codes)) => notice.text = format!("{codes}、{code}{rest}").into(),
        None => outcome.add_notice(anomaly.kind, format!("{code}{rest}"), item.citation()),
    }
}

/// Says what is odd about the row, and what is charged separately.
pub(super) fn add_anomaly_notices(outcome: &mut Outcome, line: &Line, tier: Option<Tier>) {
    const UNPRICED: NoticeKind = NoticeKind::AmountNotInGazette;
    let item = line.item;
    // What has no amount is mentioned once: where it is charged, or else by the remark on the row.
    let mut notices = outcome.notices.iter();
    let mentioned = notices.any(|it| it.kind == UNPRICED && it.citation == item.citation());
    // What is added beyond the hours that the price includes does not concern a line within them.
    let settled = mentioned || line.is_within_hours();
    let remarks = item.anomalies(tier);
    for anomaly in remarks.filter(|it| !(settled && it.kind == UNPRICED)) {
        add_for_code(outcome, anomaly, item);
    }
    let Some(row) = item.excluded_row() else {
        return;
    };
    let printed = if row.code() == item.code() {
        String::new()
    } else {
        format!("（印在上级 {} 那一行，也管子项）", row.code())
    };
    outcome.add_notice(
        NoticeKind::ReadingApplied,
        format!(
            "{}：除外内容“{}”{printed}读作不含在价格里、可以另外收费；怎样收、价格多少，公报没有写。",
            row.name(),
            row.excluded()
        ),
        row.citation(),
    );
}

/// Says which rows are surcharges without the item to which they are added.
pub(super) fn add_alone_notices(outcome: &mut Outcome, lines: &[Line]) {
    let alone = |line: &&Line| line.beside.added == Some(Added::Alone);
    for line in lines.iter().filter(alone) {
        let (item, family) = (line.item, line.item.family());
        // That a share of a price needs its item is said where its own price is missing.
        let share = Tier::ALL.map(|tier| item.price(tier));
        let share = share.iter().any(|it| matches!(it, Price::Rate(_)));
        if prices::listed(family).is_some() && !share {
            let text = format!(
                "{} 是加收，要与主项目 {family} 一起收；同一天的账单里没有主项目，合计里缺它的价格。",
                item.code()
            );
            outcome.add_notice(NoticeKind::Information, text, item.citation());
        }
        let listed = prices::items().iter().any(|other| item.adds_to(other));
        if listed && !outcome.asks.contains(&"lines") {
            outcome.asks.push("lines");
        }
    }
}

/// Says to whom the prices apply, what the hospital owes, and which of them have ended since.
pub(super) fn add_scope_notices(outcome: &mut Outcome, lines: &[Line]) {
    let as_of = outcome.as_of;
    outcome.stands_in_part = lines.iter().any(|line| {
        let stands = |day| line.item.document.period_on(day).standing(day) == Standing::InForce;
        stands(as_of) && line.day.is_none_or(stands)
    });
    for line in lines {
        let document = line.item.document;
        let Some(validity) = document.validity else {
            continue;
        };
        let period = document.period_on(as_of);
        if period.standing(as_of) == Standing::Ended {
            add_period_notice(
                outcome,
                &format!("{}的价格", document.number),
                period,
                as_of,
                validity,
            );
        }
    }
    for note in [
        &facts::PRICES_TRIAL_TERMS,
        &facts::PRICES_TRIAL_SCOPE,
        &facts::PRICES_ADJUSTED_SCOPE,
        &facts::PRICES_TRIAL_DISPLAY,
        &facts::PRICES_ADJUSTED_EXPLAIN,
        &facts::PRICES_ADJUSTED_DISPLAY,
    ] {
        add_note_of_document(outcome, note, lines);
    }
}

/// Says the note as it stands on the day of the first line whose price is of the same document.
fn add_note_of_document(outcome: &mut Outcome, note: &Dated<Note>, lines: &[Line]) {
    for line in lines {
        let fact = note.at(line.day.unwrap_or(outcome.day)).0;
        if fact.citation.document() == line.item.document.number {
            outcome.add_notice(fact.value.kind, fact.value.text, fact.citation);
            return;
        }
    }
}
