//! What a bill is told beside its amounts.

use crate::gazette::facts;
use crate::gazette::prices::{Item, RuleKind, SURCHARGES, Tier};
use crate::outcome::{NoticeKind, Outcome};
use crate::period::Standing;

use super::super::shared::add_period_notice;
use super::line::{Line, parent};

/// Says which surcharges of the row are not in the result because none was chosen.
pub(super) fn add_unchosen_notice(outcome: &mut Outcome, line: &Line) {
    let offered = SURCHARGES
        .iter()
        .filter(|choice| choice.only_for_codes.contains(&line.item.code()));
    let labels: Vec<&str> = offered.map(|choice| choice.label).collect();
    if !labels.is_empty() && line.row.ids("surcharges").is_empty() {
        let text = format!(
            "{} 的说明栏有加收：{}；没有选，所以没有计入。",
            line.item.code(),
            labels.join("、")
        );
        outcome.add_notice(NoticeKind::Assumption, text, line.item.citation());
    }
}

/// Says what is odd about the row, and what is charged separately.
pub(super) fn add_anomaly_notices(outcome: &mut Outcome, item: &'static Item, tier: Option<Tier>) {
    for anomaly in item.anomalies(tier) {
        outcome.add_notice(
            anomaly.kind,
            format!("{}：{}", item.code(), anomaly.text),
            item.citation(),
        );
    }
    if !item.excluded().is_empty() {
        outcome.add_notice(
            NoticeKind::AmountNotInGazette,
            format!(
                "{}：{}不含在价格里，可以另外收费，公报没有写它们的价格。",
                item.name(),
                item.excluded()
            ),
            item.citation(),
        );
    }
}

/// Warns, among the services of one day, of rows that should not be added to each other, of
/// additions without their item, and of additions that are charged twice.
pub(super) fn add_alternative_notice(outcome: &mut Outcome, lines: &[Line]) {
    for line in lines {
        let (item, citation) = (line.item, line.item.citation());
        let (code, family) = (item.code(), parent(item.code()));
        let mut same_day = lines.iter().filter(|other| other.day == line.day);
        match addition(item) {
            Some(RuleKind::Addition { to: Some(to) }) => {
                let mut mains = same_day.filter(|other| {
                    parent(other.item.code()) == to && addition(other.item).is_none()
                });
                let text = match mains.next() {
                    None => {
                        format!("{code} 是加收，要与主项目 {to} 一起收；同一天的账单里没有主项目。")
                    }
                    Some(main) if main.adds_row(code) => {
                        format!("{code} 与 {to} 那一行选的加收是同一笔，这里算了两次，只应收一次。")
                    }
                    Some(_) => continue,
                };
                outcome.add_notice(NoticeKind::Information, text, citation);
            }
            None if family != code
                && !graded(item)
                && same_day.any(|other| other.item.code() == family) =>
            {
                let text = format!(
                    "{code} 与 {family} 是上下级编码；公报没有写能否同时收，同一次服务只应选一个。"
                );
                outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
            }
            _ => {}
        }
    }
}

/// The rule by which a row is an addition to another item's price.
fn addition(item: &Item) -> Option<RuleKind> {
    let mut kinds = item.rules().map(|rule| rule.kind);
    kinds.find(|kind| matches!(kind, RuleKind::Addition { .. }))
}

/// Whether the row is one of several for physicians of different grades.
fn graded(item: &Item) -> bool {
    item.rules()
        .any(|rule| matches!(rule.kind, RuleKind::Grade { .. }))
}

/// Says to whom the prices apply and which of them have ended since.
pub(super) fn add_scope_notice(outcome: &mut Outcome, lines: &[Line]) {
    let trial = facts::PRICES_TRIAL_TERMS.latest().citation;
    for line in lines {
        let document = line.item.document;
        let Some(validity) = document.validity else {
            continue;
        };
        if document.period.standing(outcome.as_of) == Standing::Ended {
            let as_of = outcome.as_of;
            add_period_notice(
                outcome,
                &format!("{}的价格", document.number),
                document.period,
                as_of,
                validity,
            );
        }
    }
    if let Some(line) = lines
        .iter()
        .find(|line| line.item.document.number == trial.document())
    {
        let text = format!(
            "{}的价格是最高价，不得以任何形式重复收费或另外加收。",
            line.item.code()
        );
        outcome.add_notice(NoticeKind::Information, text, trial);
    }
    let scope = facts::PRICES_ADJUSTED_SCOPE.latest().citation;
    outcome.add_notice(
        NoticeKind::Assumption,
        "只适用于公立医院；不含医保报销，公报没有写报销比例，也没有写调整前的价格。",
        scope,
    );
}
