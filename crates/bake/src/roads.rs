//! The newly named roads.

use serde::Deserialize;

use super::documents::{self, Document};
use super::{Problem, Source, choice, line, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    document: String,
    clause: String,
    number: u32,
    name: String,
    from: String,
    via: String,
    to: String,
    direction: String,
    length: u32,
    width: u32,
    reason: String,
}

/// A road, and its place.
pub(super) struct Road {
    row: Row,
    citation: String,
}

/// Reads and checks `roads.csv`.
pub(super) fn read(
    source: &Source,
    documents: &[Document],
    roads: &mut Vec<Road>,
) -> Result<(), Problem> {
    let before = roads.len();
    for (at, row) in source.csv::<Row>()? {
        let document = documents::find(documents, &row.document, source, at)?;
        let citation = documents::cite(document, &row.clause, None, source, at)?;
        if roads.iter().any(|other| other.row.id == row.id) {
            return Err(source.problem(at, format!("road {:?} stands twice", row.id)));
        }
        if usize::try_from(row.number).ok() != Some(roads.len() - before + 1) {
            return Err(source.problem(at, "the roads must be numbered in order"));
        }
        roads.push(Road { row, citation });
    }
    Ok(())
}

/// Writes the static `ROADS`, and the roads to choose from.
pub(super) fn write(roads: &[Road], out: &mut String) {
    let count = roads.len();
    let rows = roads.iter().map(|road| &road.row);
    let choices: Vec<String> = rows.map(|row| choice(&row.id, &row.name)).collect();
    list(out, "pub(super) static ROAD_CHOICES", "Choice", &choices);
    line(
        out,
        format_args!("pub(super) static ROADS: [Road; {count}] = ["),
    );
    for Road { row, citation } in roads {
        let Row {
            id,
            name,
            from,
            via,
            to,
            direction,
            length,
            width,
            reason,
            ..
        } = row;
        line(
            out,
            format_args!(
                "    Road {{ id: {id:?}, name: {name:?}, from: {from:?}, via: {via:?}, to: {to:?}, \
                 direction: {direction:?}, length: {length}, width: {width}, reason: {reason:?}, \
                 citation: {citation} }},"
            ),
        );
    }
    line(out, format_args!("];"));
}
