//! What is odd in the price tables, and what the product does about it.

use serde::Deserialize;

use super::documents::{self, Document};
use super::prices::Item;
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    document: String,
    rows: String,
    tiers: String,
    kind: String,
    text: String,
}

/// An anomaly of some rows of the price tables.
pub(super) struct Anomaly {
    id: String,
    /// First and last position of each run of rows, both included.
    runs: Vec<(usize, usize)>,
    tiers: u8,
    kind: &'static str,
    text: String,
}

const TIERS: [&str; 5] = ["3A", "3B", "2A", "2B", "below_2B"];

/// Reads and checks `anomalies.csv`.
pub(super) fn read(
    source: &Source,
    issue: usize,
    documents: &[Document],
    items: &[Item],
    anomalies: &mut Vec<Anomaly>,
) -> Result<(), Problem> {
    for (at, row) in source.csv::<Row>()? {
        documents::find(documents, &row.document, source, at)?;
        let kind = match row.kind.as_str() {
            "misprint_in_source" => "MisprintInSource",
            "reading_applied" => "ReadingApplied",
            "amount_not_in_gazette" => "AmountNotInGazette",
            "information" => "Information",
            other => return Err(source.problem(at, format!("unknown kind {other:?}"))),
        };
        anomalies.push(Anomaly {
            runs: runs(source, at, &row.rows, issue, items)?,
            tiers: tiers(source, at, &row.tiers)?,
            id: row.id,
            kind,
            text: row.text,
        });
    }
    Ok(())
}

fn runs(
    source: &Source,
    at: usize,
    rows: &str,
    issue: usize,
    items: &[Item],
) -> Result<Vec<(usize, usize)>, Problem> {
    let position = |row: &str| {
        let found = items
            .iter()
            .position(|item| item.issue == issue && item.row == row);
        found.ok_or_else(|| source.problem(at, format!("unknown row {row:?}")))
    };
    rows.split(';')
        .map(|run| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last) = (position(first)?, position(last)?);
            if last < first {
                return Err(source.problem(at, format!("{run:?} runs backwards")));
            }
            Ok((first, last))
        })
        .collect()
}

/// A bit for each tier that the anomaly concerns; an empty cell concerns all.
fn tiers(source: &Source, at: usize, cell: &str) -> Result<u8, Problem> {
    if cell.is_empty() {
        return Ok(0b1_1111);
    }
    cell.split(';').try_fold(0, |bits, tier| {
        let found = TIERS.iter().position(|other| *other == tier);
        let index = found.ok_or_else(|| source.problem(at, format!("unknown tier {tier:?}")))?;
        Ok(bits | 1 << index)
    })
}

/// Writes the static `ANOMALIES`.
pub(super) fn write(anomalies: &[Anomaly], out: &mut String) {
    line(
        out,
        format_args!(
            "pub(super) static ANOMALIES: [Anomaly; {}] = [",
            anomalies.len()
        ),
    );
    for Anomaly {
        id,
        runs,
        tiers,
        kind,
        text,
    } in anomalies
    {
        line(
            out,
            format_args!(
                "    Anomaly {{ id: {id:?}, runs: &{runs:?}, tiers: {tiers}, kind: NoticeKind::{kind}, text: {text:?} }},"
            ),
        );
    }
    line(out, format_args!("];"));
}
