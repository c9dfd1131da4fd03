//! The rows of the two price annexes.

use std::slice::from_ref;

use serde::Deserialize;

use super::day::Day;
use super::documents::{self, Document, Follow};
use super::facts::hundredths;
use super::issue::Issue;
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "the fields are the table's columns"
)]
struct Row {
    code: String,
    document: String,
    row: String,
    page: u16,
    name: String,
    content: String,
    excluded: String,
    unit: String,
    note: String,
    #[serde(rename = "3A")]
    a3: String,
    #[serde(rename = "3B")]
    b3: String,
    #[serde(rename = "2A")]
    a2: String,
    #[serde(rename = "2B")]
    b2: String,
    #[serde(rename = "below_2B")]
    below_b2: String,
}

/// A row whose cells have been checked.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) code: String,
    pub(super) row: String,
    document: usize,
    /// Its first day: that of its document.
    from: Day,
    /// Where it stands in the data, and in which issue.
    pub(super) line: (String, usize),
    pub(super) issue: usize,
    /// The position of the row that takes its place.
    pub(super) successor: Option<usize>,
    place: String,
    texts: [String; 5],
    cells: String,
    /// The rate in basis points, for a row that prints a share instead of amounts.
    pub(super) rate: Option<i64>,
}

impl Item {
    /// The name (项目名称).
    pub(super) fn name(&self) -> &str {
        let [name, ..] = &self.texts;
        name
    }

    /// The remark (说明).
    pub(super) fn note(&self) -> &str {
        let [.., note] = &self.texts;
        note
    }

    /// The first day on which the row sets prices.
    pub(super) fn from(&self) -> Day {
        self.from
    }

    /// Whether the unit and the remark are the other's, so that its rules hold for both.
    pub(super) fn is_ruled_like(&self, other: &Self) -> bool {
        let [.., unit, note] = &self.texts;
        let [.., other_unit, other_note] = &other.texts;
        (unit, note) == (other_unit, other_note)
    }

    /// Whether one of the row's cells prints the words; lines that wrap in a cell leave spaces.
    pub(super) fn prints(&self, words: &str) -> bool {
        let squeezed = |text: &str| text.replace(' ', "");
        let words = squeezed(words);
        self.texts
            .iter()
            .any(|text| squeezed(text).contains(&words))
    }

    /// Whether its code is the other's with a hyphen and a number behind, in the same list.
    pub(super) fn is_child_of(&self, other: &Self) -> bool {
        let (before, _) = self.code.split_once('-').unwrap_or_default();
        before == other.code && self.document == other.document
    }

    /// The row's citation as a Rust expression.
    pub(super) fn citation(&self) -> String {
        format!("Citation::of(&{})", self.place)
    }
}

/// Reads and checks the `prices.csv` of every issue. A row of a later issue follows the row of the same code.
pub(super) fn read(issues: &[Issue], documents: &[Document]) -> Result<Vec<Item>, Problem> {
    let mut items: Vec<Item> = Vec::new();
    for issue in issues {
        let Some(source) = issue.file("prices.csv") else {
            continue;
        };
        for (at, row) in source.csv::<Row>()? {
            let mut item = check(source, at, row, documents)?;
            item.issue = issue.number;
            let in_issue = |other: &&Item| other.issue == issue.number;
            if items
                .iter()
                .filter(in_issue)
                .any(|other| other.row == item.row)
            {
                return Err(source.problem(at, format!("row {:?} stands twice", item.row)));
            }
            let position = items.len();
            if let Some(earlier) = items.iter_mut().rfind(|other| other.code == item.code) {
                if earlier.issue == issue.number {
                    return Err(source.problem(at, format!("code {:?} stands twice", item.code)));
                }
                let before = documents.get(earlier.document);
                follows(earlier, before, &item, documents.get(item.document))
                    .map_err(|what| source.problem(at, what))?;
                earlier.successor = Some(position);
            }
            items.push(item);
        }
    }
    Ok(items)
}

/// Whether a row may follow an earlier one of its code: by the days of the two documents, and by what the later
/// one says of itself.
fn follows(
    earlier: &Item,
    before: Option<&Document>,
    later: &Item,
    document: Option<&Document>,
) -> Result<(), String> {
    let ((file, line), code) = (&earlier.line, &later.code);
    let refuse = |what: &str| Err(format!("code {code:?} {what} {file}:{line}"));
    let follow = document.map(|document| document.prices);
    let last = before.and_then(|before| before.until_on(later.from));
    match last {
        _ if later.from <= earlier.from => refuse("begins no later than at"),
        Some(last) if last.next() == later.from => Ok(()),
        Some(last) if last < later.from => match follow {
            Some(Follow::AfterGap) => Ok(()),
            _ => refuse("leaves a gap after"),
        },
        _ if follow == Some(Follow::Replace) => Ok(()),
        _ => refuse("still has a price by"),
    }
}

fn check(source: &Source, at: usize, row: Row, documents: &[Document]) -> Result<Item, Problem> {
    let cells = [
        &row.code,
        &row.name,
        &row.content,
        &row.excluded,
        &row.unit,
        &row.note,
    ];
    if cells.iter().any(|cell| cell.contains('\t')) {
        return Err(source.problem(at, "a cell holds a tab"));
    }
    for (name, cell) in [("code", &row.code), ("row", &row.row), ("name", &row.name)] {
        if cell.is_empty() {
            return Err(source.problem(at, format!("the cell {name} is empty")));
        }
    }
    let document = documents::find(documents, &row.document, source, at)?;
    documents::cite(document, "附件", None, source, at)?;
    if row.page < document.page || row.page > document.last_page {
        return Err(source.problem(at, format!("page {} is outside {}", row.page, document.id)));
    }
    let prices = [&row.a3, &row.b3, &row.a2, &row.b2, &row.below_b2];
    let (cells, rate) = read_cells(&prices).ok_or_else(|| {
        source.problem(
            at,
            "a price is not a decimal with at most two places, nor all five one share",
        )
    })?;
    let clause = row_in_words(&row.row);
    Ok(Item {
        from: document.first_day(),
        line: (source.file.clone(), at),
        issue: 0,
        successor: None,
        place: documents::place(document, &clause, row.page),
        document: documents
            .iter()
            .position(|other| other.id == document.id)
            .unwrap_or(0),
        texts: [row.name, row.content, row.excluded, row.unit, row.note],
        code: row.code,
        row: row.row,
        cells,
        rate,
    })
}

/// A row as people read where it is printed: `附件 调增第 36 项` for `增36`.
fn row_in_words(row: &str) -> String {
    let at = row.find(|c: char| c.is_ascii_digit()).unwrap_or(row.len());
    let (list, number) = row.split_at(at);
    let list = match list {
        "减" => "调减",
        "增" => "调增",
        _ => "",
    };
    format!("附件 {list}第 {number} 项")
}

/// Five cells as a Rust expression: amounts in fen, -1 for a blank, or one share for all tiers.
fn read_cells(prices: &[&String; 5]) -> Option<(String, Option<i64>)> {
    let [first, rest @ ..] = prices;
    if let Some(share) = first.strip_suffix('%') {
        let points = hundredths(share)?;
        let same = rest.iter().all(|price| price == first);
        return same.then(|| {
            (
                format!("Cells::Rate(BasisPoints::new({points}))"),
                Some(points),
            )
        });
    }
    let fen = |price: &&String| {
        if price.is_empty() {
            Some(-1)
        } else {
            hundredths(price).filter(|fen| i32::try_from(*fen).is_ok())
        }
    };
    let amounts: Option<Vec<i64>> = prices.iter().map(fen).collect();
    Some((format!("Cells::Amounts({:?})", amounts?), None))
}

/// Writes the static `ITEMS`, and `SUCCESSORS`: the positions of a row and of the one that takes its place.
pub(super) fn write(items: &[Item], out: &mut String) {
    line(
        out,
        format_args!("pub(super) static ITEMS: [Item; {}] = [", items.len()),
    );
    for item in items {
        let Item {
            code,
            document,
            place,
            cells,
            texts,
            ..
        } = item;
        let texts = [from_ref(code), &texts[..]].concat().join("\t");
        line(
            out,
            format_args!(
                "    Item {{ texts: {texts:?}, document: &DOCUMENTS[{document}], place: {place}, cells: {cells} }},"
            ),
        );
    }
    line(out, format_args!("];"));
    let successors = items.iter().enumerate();
    let successors: Vec<(usize, usize)> = successors
        .filter_map(|(at, item)| Some((at, item.successor?)))
        .collect();
    line(
        out,
        format_args!(
            "pub(super) static SUCCESSORS: [(u16, u16); {}] = {successors:?};",
            successors.len()
        ),
    );
}
