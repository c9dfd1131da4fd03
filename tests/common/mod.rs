//! What the tests of whole calculators share.

use luzhou_gazette::citation::Citation;
use luzhou_gazette::gazette::{TITLE, calendar, documents, prices};
use luzhou_gazette::outcome::Outcome;

/// Every citation of an outcome, with the text that it stands behind.
pub(crate) fn citations(outcome: &Outcome) -> Vec<(String, Citation)> {
    let figures = outcome
        .figures
        .iter()
        .map(|figure| (figure.label.to_string(), figure.citation));
    let steps = outcome
        .steps
        .iter()
        .map(|step| (step.label.to_string(), step.citation));
    let reasons = outcome
        .reasons
        .iter()
        .map(|reason| (reason.text.to_string(), reason.citation));
    let notices = outcome
        .notices
        .iter()
        .map(|notice| (notice.text.to_string(), notice.citation));
    let comparisons = outcome
        .comparisons
        .iter()
        .map(|comparison| (comparison.title.to_string(), comparison.citation));
    let rows = outcome
        .listings
        .iter()
        .flat_map(|listing| listing.rows.iter().chain(&listing.total))
        .map(|row| (row.label.to_string(), row.citation));
    let findings = outcome
        .findings
        .iter()
        .map(|finding| (finding.text.to_string(), finding.citation));
    let events = outcome
        .events
        .iter()
        .map(|event| (event.title.to_string(), event.citation));
    figures
        .chain(findings)
        .chain(events)
        .chain(steps)
        .chain(reasons)
        .chain(notices)
        .chain(comparisons)
        .chain(rows)
        .collect()
}

/// What stands in an outcome without a source that the gazette or the calendar has.
pub(crate) fn uncited(outcome: &Outcome) -> Vec<String> {
    citations(outcome)
        .into_iter()
        .filter(|(_, citation)| !exists(*citation))
        .map(|(text, citation)| format!("“{text}”引到不存在的 {citation}"))
        .collect()
}

/// Whether the gazette has the place: a clause of a document's outline, or a row of a price annex,
/// on a page of the document. What is cited from outside the gazette is a notice of the calendar, or the law behind it.
fn exists(citation: Citation) -> bool {
    if (citation.document(), citation.clause()) == (TITLE, "目录") {
        return true;
    }
    if citation.page().is_none() {
        return (2024..=2027).any(|year| calendar::source(year) == citation);
    }
    let Some(document) = documents::all()
        .iter()
        .find(|document| document.number == citation.document())
    else {
        return false;
    };
    let Some(details) = documents::details(document.id) else {
        return false;
    };
    let (first, last) = details.pages;
    let on_its_pages = citation
        .page()
        .is_some_and(|page| (first..=last).contains(&page));
    let clause = details
        .outline
        .iter()
        .any(|clause| clause.citation.clause() == citation.clause());
    on_its_pages && (clause || is_row(citation))
}

fn is_row(citation: Citation) -> bool {
    let numbered = ["附件 调减第 ", "附件 调增第 ", "附件 第 "]
        .iter()
        .any(|list| {
            let number = citation.clause().strip_prefix(list);
            let number = number.and_then(|it| it.strip_suffix(" 项"));
            number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
        });
    numbered
        && prices::items()
            .iter()
            .any(|item| item.citation() == citation)
}
