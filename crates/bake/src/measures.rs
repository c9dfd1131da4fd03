//! The measures of the consumption notice, who carries them out, and their counted targets.

use serde::Deserialize;

use super::day::{self, Day};
use super::documents::{self, Document};
use super::{Problem, Source, choice, facts, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureRow {
    id: String,
    document: String,
    clause: String,
    topic: String,
    name: String,
    also: String,
    leading: String,
    participating: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetRow {
    id: String,
    document: String,
    clause: String,
    /// Where it stands on a later page than its clause begins.
    page: Option<u16>,
    topic: String,
    label: String,
    due: String,
    /// Empty where no day is set.
    until: String,
    sort: Sort,
    value: String,
    unit: String,
    printed: String,
}

/// How firmly a target is set.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sort {
    AtLeast,
    Planned,
    Aim,
}

/// A measure (措施), and its place.
pub(super) struct Measure {
    row: MeasureRow,
    gist: String,
    citation: String,
}

/// A counted target of a measure, and its place.
pub(super) struct Target {
    row: TargetRow,
    hundredths: i64,
    period: String,
    citation: String,
}

/// Reads and checks `measures.csv`.
pub(super) fn read(
    source: &Source,
    documents: &[Document],
    measures: &mut Vec<Measure>,
) -> Result<(), Problem> {
    let rows = source.csv::<MeasureRow>()?;
    let ids: Vec<String> = rows.iter().map(|(_, row)| row.id.clone()).collect();
    for (at, row) in rows {
        let document = documents::find(documents, &row.document, source, at)?;
        let citation = documents::cite(document, &row.clause, None, source, at)?;
        if ids.iter().filter(|id| **id == row.id).count() > 1 {
            return Err(source.problem(at, format!("measure {:?} stands twice", row.id)));
        }
        let unknown = |other: &&str| ids.iter().all(|id| id != other);
        if let Some(other) = row.also.split_whitespace().find(unknown) {
            return Err(source.problem(at, format!("unknown measure {other:?}")));
        }
        measures.push(Measure {
            gist: document.clause_gist(&row.clause).to_owned(),
            row,
            citation,
        });
    }
    Ok(())
}

/// Reads and checks `measure-targets.csv`.
pub(super) fn read_targets(
    source: &Source,
    documents: &[Document],
    measures: &[Measure],
    targets: &mut Vec<Target>,
) -> Result<(), Problem> {
    for (at, row) in source.csv::<TargetRow>()? {
        let document = documents::find(documents, &row.document, source, at)?;
        let citation = documents::cite(document, &row.clause, row.page, source, at)?;
        if targets.iter().any(|other| other.row.id == row.id) {
            return Err(source.problem(at, format!("target {:?} stands twice", row.id)));
        }
        if measures.iter().all(|measure| measure.row.id != row.topic) {
            return Err(source.problem(at, format!("unknown measure {:?}", row.topic)));
        }
        if row.printed.is_empty() {
            return Err(source.problem(at, "a target needs `printed`"));
        }
        let hundredths = facts::hundredths(&row.value)
            .ok_or_else(|| source.problem(at, format!("{:?} is no number", row.value)))?;
        let until = match row.until.as_str() {
            "" => document.until,
            day => Some(Day::read(source, at, day)?),
        };
        targets.push(Target {
            row,
            hundredths,
            period: day::period(document.first_day(), until),
            citation,
        });
    }
    Ok(())
}

/// Writes the measures with their topics, and the targets with what one can choose of them.
pub(super) fn write(measures: &[Measure], targets: &[Target], out: &mut String) {
    let list = |out: &mut String, name: &str, of: &str, entries: Vec<String>| {
        list(out, &format!("pub(super) static {name}"), of, &entries);
    };
    let rows = measures.iter();
    list(out, "MEASURES", "Measure", rows.map(measure).collect());
    let topics = measures.iter();
    let topics = topics.map(|it| choice(&it.row.id, &it.row.topic)).collect();
    list(out, "TOPICS", "Choice", topics);
    let rows = targets.iter();
    list(
        out,
        "COUNTED_TARGETS",
        "CountedTarget",
        rows.map(target).collect(),
    );
    let choices = targets.iter();
    let choices = choices
        .map(|it| choice(&it.row.id, &it.row.label))
        .collect();
    list(out, "TARGET_CHOICES", "Choice", choices);
    let mut counted: Vec<String> = Vec::new();
    for target in targets {
        let topic = format!("{:?}", target.row.topic);
        if !counted.contains(&topic) {
            counted.push(topic);
        }
    }
    list(out, "COUNTED_TOPICS", "&str", counted);
}

fn measure(measure: &Measure) -> String {
    let MeasureRow {
        id,
        name,
        also,
        leading,
        participating,
        ..
    } = &measure.row;
    let also: Vec<&str> = also.split_whitespace().collect();
    format!(
        "Measure {{ id: {id:?}, name: {name:?}, gist: {:?}, also: &{also:?}, leading: {leading:?}, \
         participating: {participating:?}, citation: {} }}",
        measure.gist, measure.citation
    )
}

fn target(target: &Target) -> String {
    let TargetRow {
        id,
        topic,
        label,
        due,
        sort,
        value,
        unit,
        ..
    } = &target.row;
    let word = match sort {
        Sort::AtLeast => "不少于 ",
        Sort::Planned => "",
        Sort::Aim => "力争 ",
    };
    let space = if unit == "%" { "" } else { " " };
    format!(
        "CountedTarget {{ id: {id:?}, topic: {topic:?}, label: {label:?}, hundredths: {}, \
         text: {:?}, aim: {}, period: {}, citation: {} }}",
        target.hundredths,
        format!("{due}：{word}{}{space}{unit}", grouped(value)),
        *sort == Sort::Aim,
        target.period,
        target.citation
    )
}

/// A number with commas between groups of three digits, as the core prints it: `28,000`.
fn grouped(value: &str) -> String {
    let (whole, decimals) = value.split_at(value.find('.').unwrap_or(value.len()));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}
