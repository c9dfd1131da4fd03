//! The targets of the carbon plan: an indicator, a year, a number, and how firm it is.

use serde::Deserialize;

use super::day::{self, Day};
use super::documents::{self, Document};
use super::facts;
use super::{Problem, Source, choice, line, list};

#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    indicator: String,
    name: String,
    unit: String,
    /// Empty where no year is set.
    year: String,
    /// Empty where the gazette prints no number.
    target: String,
    bound: Bound,
    firmness: Firmness,
    document: String,
    clause: String,
    page: Option<u16>,
    printed: String,
    notice: String,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Firmness {
    Firm,
    About,
    Striven,
}

/// A row whose source has been checked.
pub(super) struct Target {
    row: Row,
    number: Option<i64>,
    period: String,
    note: String,
    citation: String,
}

/// Reads and checks `carbon-targets.csv`.
pub(super) fn read(
    source: &Source,
    documents: &[Document],
    targets: &mut Vec<Target>,
) -> Result<(), Problem> {
    for (at, row) in source.csv::<Row>()? {
        for Target { row: other, .. } in targets.iter() {
            if other.indicator != row.indicator {
                continue;
            }
            if (&other.name, &other.unit) != (&row.name, &row.unit) {
                let what = format!("{} changes its name or unit", row.indicator);
                return Err(source.problem(at, what));
            }
            if (&other.year, &other.clause) == (&row.year, &row.clause) {
                let what = format!("{} {} stands twice", row.indicator, row.year);
                return Err(source.problem(at, what));
            }
        }
        targets.push(check(source, documents, at, row)?);
    }
    Ok(())
}

fn check(source: &Source, documents: &[Document], at: usize, row: Row) -> Result<Target, Problem> {
    let document = documents::find(documents, &row.document, source, at)?;
    let citation = documents::cite(document, &row.clause, row.page, source, at)?;
    let until = match row.year.as_str() {
        "" => document.until,
        year => Some(Day::read(source, at, &format!("{year}-12-31"))?),
    };
    let number = match row.target.as_str() {
        "" => None,
        text => Some(facts::hundredths(text).ok_or_else(|| {
            source.problem(at, format!("{text:?} is no number with at most two places"))
        })?),
    };
    if row.printed.is_empty() {
        return Err(source.problem(at, "a target needs `printed`"));
    }
    let note = if row.notice.is_empty() && row.text.is_empty() {
        "None".to_owned()
    } else {
        let note = facts::note(&row.notice, &row.text);
        let note = note.ok_or_else(|| source.problem(at, "unknown kind of notice"))?;
        format!("Some({note})")
    };
    Ok(Target {
        number,
        period: day::period(document.first_day(), until),
        note,
        citation,
        row,
    })
}

/// Writes the static `TARGETS`, and the indicators and years to choose from.
pub(super) fn write(targets: &[Target], out: &mut String) {
    line(
        out,
        format_args!("pub(super) static TARGETS: [Target; {}] = [", targets.len()),
    );
    for Target {
        row,
        number,
        period,
        note,
        citation,
    } in targets
    {
        let Row {
            indicator,
            name,
            unit,
            year,
            bound,
            firmness,
            ..
        } = row;
        line(
            out,
            format_args!(
                "    Target {{ indicator: {indicator:?}, name: {name:?}, unit: {unit:?}, year: {year:?}, \
                 number: {number:?}, bound: Bound::{bound:?}, firmness: Firmness::{firmness:?}, \
                 period: {period}, note: {note}, citation: {citation} }},"
            ),
        );
    }
    line(out, format_args!("];"));
    let indicators = targets.iter().map(|Target { row, .. }| {
        let Row { name, unit, .. } = row;
        let label = match unit.as_str() {
            "" => name.clone(),
            _ => format!("{name}（{unit}）"),
        };
        (row.indicator.clone(), label)
    });
    write_choices("INDICATORS", indicators, out);
    let years = targets.iter().map(|target| target.row.year.clone());
    let years = years.filter(|year| !year.is_empty());
    write_choices(
        "YEARS",
        years.map(|year| (year.clone(), format!("{year} 年"))),
        out,
    );
}

/// Writes a static of choices, each once.
fn write_choices(name: &str, choices: impl Iterator<Item = (String, String)>, out: &mut String) {
    let mut once: Vec<(String, String)> = Vec::new();
    for pair in choices {
        if !once.contains(&pair) {
            once.push(pair);
        }
    }
    let choices: Vec<String> = once.iter().map(|(id, label)| choice(id, label)).collect();
    let head = format!("pub(super) static {name}");
    list(out, &head, "Choice", &choices);
}
