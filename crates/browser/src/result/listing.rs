//! Rows of amounts: a bill as a receipt, a plan by districts as a table.

use luzhou_gazette::outcome::{Entry, Listing, Outcome, Sources};

use super::figures::{table, tbody, td, th, tr};
use super::pieces::{reference, section, span};
use luzhou_gazette_dom::{El, el};

/// The receipt that stands in the place of the number, the figures and the steps; nothing where there is none.
pub(super) fn receipt(outcome: &Outcome, sources: &mut Sources) -> Option<El> {
    let listing = outcome.listings.iter().find(|it| it.complete)?;
    Some(build("listing receipt", listing, Some(sources)))
}

/// Adds the tables that stand beside the answer. Their rows are printed in one place, which is cited once.
pub(super) fn others(place: &El, outcome: &Outcome, sources: &mut Sources) {
    for listing in outcome.listings.iter().filter(|it| !it.complete) {
        let body = el("div").child(build("listing", listing, None));
        let source = listing.rows.first().map(|row| row.citation);
        let body = body.children(&source.map(|it| {
            let hint = el("p").class("hint").text("依据");
            hint.child(reference(sources, it))
        }));
        section(place, "all-rows", "一览", body);
    }
}

/// The table; each row has its source where `sources` number them.
fn build(name: &str, listing: &Listing, mut sources: Option<&mut Sources>) -> El {
    let mut heads = tr();
    let source = sources.as_ref().map(|_| "据".into());
    for head in listing.heads.iter().chain(&source) {
        let head = el("th")
            .attr("role", "columnheader")
            .attr("scope", "col")
            .prose(head);
        heads = heads.child(head);
    }
    let head = el("thead").attr("role", "rowgroup").child(heads);
    let mut body = tbody();
    for entry in &listing.rows {
        let mut row = row("entry", entry, 1);
        if let Some(sources) = sources.as_deref_mut() {
            let source = reference(sources, entry.citation);
            row = row.child(td().class("src").child(source));
        }
        body = body.child(row);
    }
    let mut listed = table(name).child(head).child(body);
    if let Some(total) = &listing.total {
        let columns = listing.heads.len().saturating_sub(total.cells.len());
        let columns = columns.saturating_add(source.iter().count());
        let foot = el("tfoot").attr("role", "rowgroup");
        listed = listed.child(foot.child(row("total", total, columns)));
    }
    listed
}

/// A row; its first cell takes so many columns. Notes stand below its name.
fn row(name: &str, entry: &Entry, columns: usize) -> El {
    let chosen = if entry.asked { " chosen-row" } else { "" };
    let mut head = th(&entry.label);
    if !entry.detail.is_empty() {
        head = head.child(span("detail", &entry.detail));
    }
    for note in &entry.notes {
        head = head.child(span("row-note", note));
    }
    let mut row = tr().class(&format!("{name}{chosen}")).child(head);
    for (at, cell) in entry.cells.iter().enumerate() {
        let cell = td().class("number").prose(cell);
        row = row.child(if at == 0 && columns > 1 {
            cell.attr("colspan", &columns.to_string())
        } else {
            cell
        });
    }
    row
}
