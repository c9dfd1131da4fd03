//! Whether a rule is in force on the day of looking, and saying so where it is not.

use crate::calculators::Context;
use crate::citation::Citation;
use crate::date::Date;
use crate::gazette::documents::{self, Document};
use crate::outcome::{NoticeKind, Outcome};
use crate::period::{Period, Standing};

/// Adds a notice where `day` lies before or after the period of a rule. It cites the clause that states the
/// day: the document's own where the period is the document's, the one that repeals where it ends by repeal.
pub(in crate::calculators) fn add_period_notice(
    outcome: &mut Outcome,
    rule: &str,
    period: Period,
    day: Date,
    mut citation: Citation,
) {
    let day_in_words = day.in_words();
    let (kind, text) = match (period.standing(day), period.until) {
        (Standing::NotYet, _) => {
            let own = |document: &Document| document.period_on(day).from == period.from;
            citation = stating(citation, own);
            let from = period.from.in_words();
            let text = format!("{rule}从{from}开始，{day_in_words}还没有到。");
            (NoticeKind::NotYetInForce, text)
        }
        (Standing::Ended, Some(until)) => {
            let repealed = documents::numbered(citation.document());
            let repeal = repealed.and_then(|document| document.repealed_by(until));
            let own = |document: &Document| document.period_on(day).until == Some(until);
            citation = repeal.unwrap_or_else(|| stating(citation, own));
            let until = until.in_words();
            let text = format!("{rule}到{until}为止，{day_in_words}时已经过期。");
            (NoticeKind::NoLongerInForce, text)
        }
        _ => return,
    };
    outcome.stands_otherwise |= period.standing(day) != period.standing(outcome.as_of);
    outcome.add_notice(kind, text, citation);
}

/// The clause that states a day of a document's own period; the given one where the period is not the
/// document's.
fn stating(citation: Citation, own: impl Fn(&Document) -> bool) -> Citation {
    documents::numbered(citation.document())
        .filter(|document| own(document))
        .map_or(citation, |document| {
            document.validity.unwrap_or(document.signature)
        })
}

/// Whether to compute with a rule. Where it is not in force on the day of looking, a notice says so, and
/// only a look back (`Context::historical`) computes all the same.
pub(in crate::calculators) fn may_compute(
    outcome: &mut Outcome,
    rule: &str,
    period: Period,
    citation: Citation,
    context: Context,
) -> bool {
    add_period_notice(outcome, rule, period, context.as_of, citation);
    if period.standing(context.as_of) == Standing::InForce {
        return true;
    }
    if context.historical {
        outcome.add_notice(
            NoticeKind::Assumption,
            "以下按该规定施行期间的内容计算，只供查考。",
            citation,
        );
    }
    context.historical
}

/// Whether to compare with a target. Once its last day has passed a notice says that it is due, and the
/// comparison is made all the same: a target that is due has not ended, it is checked.
pub(in crate::calculators) fn may_compare(
    outcome: &mut Outcome,
    rule: &str,
    period: Period,
    citation: Citation,
    context: Context,
) -> bool {
    let Some(until) = period.until else {
        return may_compute(outcome, rule, period, citation, context);
    };
    outcome.add_notice(
        NoticeKind::ReadingApplied,
        "“到某年”的目标，按到那年年底理解。",
        citation,
    );
    if period.standing(context.as_of) == Standing::Ended {
        let until = until.in_words();
        let text = format!("{rule}：期限{until}已经到了，现在该核对有没有达到。");
        outcome.add_notice(NoticeKind::Information, text, citation);
        return true;
    }
    may_compute(outcome, rule, period, citation, context)
}
