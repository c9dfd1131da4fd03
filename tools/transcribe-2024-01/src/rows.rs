//! Finds the rows of the tables that are written by hand again in the gazette's text: the measures with
//! their bodies, and the roads.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use csv::StringRecord;

/// Where the measures begin, and the document that follows them.
const MEASURES: (&str, &str) = ("一、积极促进汽车消费", "泸市府办发〔2024〕3号");
/// What stands before the bodies of a measure.
const BODIES: &str = "责任单位:";
/// What stands behind bodies of which none leads.
const BY_DUTY: &str = "按职责分工负责";

/// What ends the row of a road.
const REMARK: &str = "新命名";

/// Compares the rows with the text, from which white space is gone.
///
/// # Errors
///
/// Names the file and the row whose words the text does not have.
pub(crate) fn check(text: &str, data: &Path) -> Result<()> {
    let checks: [(&str, Check); 2] = [("measures.csv", measures), ("roads.csv", roads)];
    for (file, check) in checks {
        let path = data.join(file);
        let rows = csv::Reader::from_path(&path).map_err(anyhow::Error::from);
        rows.and_then(Rows::read)
            .and_then(|rows| check(text, &rows))
            .with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Compares the rows of one table with the text.
type Check = fn(&str, &Rows) -> Result<()>;

/// A table with its header.
struct Rows {
    head: StringRecord,
    records: Vec<StringRecord>,
}

impl Rows {
    fn read<R: std::io::Read>(mut reader: csv::Reader<R>) -> Result<Self> {
        Ok(Self {
            head: reader.headers()?.clone(),
            records: reader.records().collect::<Result<_, _>>()?,
        })
    }

    /// The cells of these columns, row by row.
    fn cells<const N: usize>(&self, columns: [&str; N]) -> Result<Vec<[&str; N]>> {
        let mut places = [0; N];
        for (place, column) in places.iter_mut().zip(columns) {
            let found = self.head.iter().position(|name| name == column);
            *place = found.with_context(|| format!("no column {column}"))?;
        }
        let cells = |record| places.map(|place| StringRecord::get(record, place).unwrap_or(""));
        Ok(self.records.iter().map(cells).collect())
    }
}

/// Each measure has the bodies of its bracket, all of them and in their order.
fn measures(text: &str, rows: &Rows) -> Result<()> {
    let (begin, end) = MEASURES;
    let from = text.find(begin).context("the measures are missing")?;
    let rest = text.get(from..).unwrap_or_default();
    let part = rest.split_once(end).map_or(rest, |(part, _)| part);
    let mut brackets = part.split(BODIES);
    let mut measure = brackets.next().unwrap_or_default();
    for [clause, leading, participating] in rows.cells(["clause", "leading", "participating"])? {
        let bracket = brackets
            .next()
            .with_context(|| format!("{clause}: no bodies"))?;
        let heading = clause.find('(').and_then(|at| clause.get(at..));
        let found = heading.is_some_and(|heading| measure.contains(heading));
        ensure!(found, "{clause}: the source has another measure here");
        let bodies = match (leading, participating) {
            ("", all) => format!("{all}{BY_DUTY}"),
            (alone, "") => alone.to_owned(),
            (leading, others) => format!("{leading},{others}"),
        };
        let ends = bracket.strip_prefix(&bodies);
        let whole = ends.is_some_and(|rest| rest.starts_with(['(', ')']));
        ensure!(whole, "{clause}: the source does not print {bodies:?}");
        measure = bracket;
    }
    ensure!(brackets.next().is_none(), "a measure is missing");
    Ok(())
}

/// Each road has its row of the table: the crossings in order, then how it runs and its measures.
fn roads(text: &str, rows: &Rows) -> Result<()> {
    let columns = [
        "number",
        "name",
        "from",
        "via",
        "to",
        "direction",
        "length",
        "width",
    ];
    for [number, name, from, via, to, direction, length, width] in rows.cells(columns)? {
        let words = [
            via,
            &format!("至{to}与该路"),
            &format!("交叉点。{direction}{length}{width}"),
        ];
        let begins = format!("{number}{name}{from}与该路的交叉点");
        let row = text.split_once(&begins).map(|(_, rest)| rest);
        let mut rest = row.and_then(|row| Some(row.split_once(REMARK)?.0));
        for word in words {
            rest = rest.and_then(|rest| Some(rest.split_once(word)?.1));
        }
        ensure!(
            rest.is_some(),
            "the source does not print the row of {name}"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Rows {
        Rows::read(csv::Reader::from_reader(text.as_bytes())).unwrap()
    }

    const HEAD: &str = "clause,leading,participating";

    fn wrong(table: &str) -> Option<String> {
        let text = "一、积极促进汽车消费(一)甲(责任单位:市甲局、市乙局,市丙局(下同))(二)乙(责任单位:市丁局)\
                    (三)丙(责任单位:市甲局、市丁局按职责分工负责)泸市府办发〔2024〕3号";
        let checked = measures(text, &rows(&format!("{HEAD}\n{table}")));
        checked.err().map(|error| error.to_string())
    }

    #[test]
    fn the_bodies_of_a_measure_are_those_of_its_bracket() {
        let right = "一(一),市甲局、市乙局,市丙局\n一(二),市丁局,\n二(三),,市甲局、市丁局\n";
        assert_eq!(wrong(right), None);
        let led = right.replace(",,市甲局", ",市甲局,市甲局");
        assert!(wrong(&led).unwrap().starts_with("二(三)"));
        let fewer = right.replace(",市丙局", ",");
        assert!(wrong(&fewer).unwrap().starts_with("一(一)"));
        let moved = right.replace("一(二)", "一(四)");
        assert_eq!(
            wrong(&moved).unwrap(),
            "一(四): the source has another measure here"
        );
        assert_eq!(wrong("").unwrap(), "a measure is missing");
    }

    #[test]
    fn a_road_has_its_own_measures() {
        let text = "1甲路乙路与该路的交叉点向东至丙路与该路的交叉点。东西26020毗邻新命名\
                    2丁路乙路与该路的交叉点向东经甲路至丙路与该路交叉点。东西46020毗邻新命名";
        let table = |rest: &str| {
            let head = "number,name,from,via,to,direction,length,width";
            roads(text, &rows(&format!("{head}\n{rest}\n"))).is_ok()
        };
        assert!(table("1,甲路,乙路,,丙路,东西,260,20"));
        assert!(table("2,丁路,乙路,甲路,丙路,东西,460,20"));
        assert!(!table("1,甲路,乙路,,丙路,东西,460,20"));
        assert!(!table("2,丁路,甲路,甲路,丙路,东西,460,20"));
    }
}
