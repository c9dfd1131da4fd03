//! Every row of the two price annexes at every tier, through the calculator. The tables of
//! `data/2024-01/` are read here a second time, with none of the code that bakes them.

use std::fs;
use std::path::Path;

use csv::StringRecord;
use luzhou_gazette::calculators::{Context, calculate};
use luzhou_gazette::citation::Citation;
use luzhou_gazette::date::Date;
use luzhou_gazette::form::Answer;
use luzhou_gazette::gazette::prices;
use luzhou_gazette::outcome::{Notice, NoticeKind, Outcome, Verdict};

/// The tiers as the columns of the table are headed, from the highest to the lowest.
const TIERS: [&str; 5] = ["3A", "3B", "2A", "2B", "below_2B"];

/// The two notices: the short name in the table, the number, the first and the last day
/// (泸市医保发〔2023〕39号 三; 泸市医保发〔2024〕2号 五).
const NOTICES: [(&str, &str, [&str; 2]); 2] = [
    (
        "医39",
        "泸市医保发〔2023〕39号",
        ["2024-04-01", "2029-03-31"],
    ),
    ("医2", "泸市医保发〔2024〕2号", ["2024-02-01", "2026-01-31"]),
];

/// A day on which both notices are in force.
const DAY: &str = "2024-05-20";

/// A row of `prices.csv`.
struct Row {
    code: String,
    document: String,
    place: String,
    page: u16,
    excluded: String,
    cells: [Cell; 5],
}

/// A price cell, in fen.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cell {
    Amount(i64),
    Share,
    Blank,
}

/// A row of `anomalies.csv`.
struct Anomaly {
    id: String,
    rows: Vec<String>,
    tiers: Vec<String>,
    kind: NoticeKind,
    text: String,
}

impl Row {
    fn notice(&self) -> &'static (&'static str, &'static str, [&'static str; 2]) {
        let found = NOTICES.iter().find(|(id, ..)| *id == self.document);
        found.unwrap()
    }

    fn is_cited_by(&self, citation: Citation) -> bool {
        let number = self.place.trim_start_matches(['减', '增', '新']);
        let list = match self.place.chars().next() {
            Some('减') => "调减",
            Some('增') => "调增",
            _ => "",
        };
        let row = format!("附件 {list}第 {number} 项");
        citation.document() == self.notice().1
            && citation.clause() == row
            && citation.page() == Some(self.page)
    }
}

fn text(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/2024-01");
    fs::read_to_string(folder.join(file)).unwrap()
}

/// The records of a file, and where a column stands in them.
fn records(file: &str) -> (Vec<StringRecord>, impl Fn(&StringRecord, &str) -> String) {
    let text = text(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let records = reader.records().collect::<Result<_, _>>().unwrap();
    let cell = move |record: &StringRecord, column: &str| {
        let at = headers.iter().position(|header| header == column).unwrap();
        record[at].to_owned()
    };
    (records, cell)
}

fn rows() -> Vec<Row> {
    let (records, cell) = records("prices.csv");
    let row = |record: &StringRecord| Row {
        code: cell(record, "code"),
        document: cell(record, "document"),
        place: cell(record, "row"),
        page: cell(record, "page").parse().unwrap(),
        excluded: cell(record, "excluded"),
        cells: TIERS.map(|tier| price(&cell(record, tier))),
    };
    records.iter().map(row).collect()
}

fn price(cell: &str) -> Cell {
    match cell.split_once('.') {
        _ if cell.is_empty() => Cell::Blank,
        _ if cell.ends_with('%') => Cell::Share,
        None => Cell::Amount(cell.parse::<i64>().unwrap() * 100),
        Some((yuan, tenths)) => {
            assert_eq!(
                tenths.len(),
                1,
                "{cell}: no cell prints more than one place"
            );
            Cell::Amount(yuan.parse::<i64>().unwrap() * 100 + tenths.parse::<i64>().unwrap() * 10)
        }
    }
}

fn anomalies(rows: &[Row]) -> Vec<Anomaly> {
    let (records, cell) = records("anomalies.csv");
    let list = |cell: String| -> Vec<String> {
        let parts = cell.split(';').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let anomaly = |record: &StringRecord| Anomaly {
        id: cell(record, "id"),
        rows: list(cell(record, "rows"))
            .iter()
            .flat_map(|run| run_of(rows, run))
            .collect(),
        tiers: list(cell(record, "tiers")),
        kind: match cell(record, "kind").as_str() {
            "misprint_in_source" => NoticeKind::MisprintInSource,
            "reading_applied" => NoticeKind::ReadingApplied,
            "amount_not_in_gazette" => NoticeKind::AmountNotInGazette,
            "information" => NoticeKind::Information,
            other => panic!("{other}"),
        },
        text: cell(record, "text"),
    };
    records.iter().map(anomaly).collect()
}

/// `减41-减43` as the rows from the first to the last; `增36` as itself.
fn run_of(rows: &[Row], run: &str) -> Vec<String> {
    let (first, last) = run.split_once('-').unwrap_or((run, run));
    let at = |name: &str| rows.iter().position(|row| row.place == name).unwrap();
    let names = rows[at(first)..=at(last)].iter();
    names.map(|row| row.place.clone()).collect()
}

/// The codes for which `item-rules.toml` has a rule of one of these kinds; with those of their children
/// that are of the same unit, for a rule about the hours.
fn ruled(kinds: &[&str]) -> Vec<String> {
    let file: toml::Table = text("item-rules.toml").parse().unwrap();
    let rules = file["rule"].as_array().unwrap().iter();
    let own: Vec<String> = rules
        .filter(|rule| kinds.contains(&rule["kind"].as_str().unwrap()))
        .flat_map(|rule| rule["codes"].as_array().unwrap())
        .map(|code| code.as_str().unwrap().to_owned())
        .collect();
    let heir = |code: &String| {
        let parent = code.split_once('-').map_or("", |(parent, _)| parent);
        kinds.contains(&"hours")
            && HOUR_CHILDREN.contains(&code.as_str())
            && own.iter().any(|own| own == parent)
    };
    let heirs: Vec<String> = rows()
        .into_iter()
        .map(|row| row.code)
        .filter(heir)
        .collect();
    [own.clone(), heirs].concat()
}

/// The children of the two anaesthesias by the hour for which their parents' remark holds (增59, 60, 63, 64).
const HOUR_CHILDREN: [&str; 4] = ["330100003-5", "330100003-6", "330100007-3", "330100007-4"];

/// A bill of lines (code, quantity). The patient is 30, where an item asks.
fn bill(tier: &str, day: &str, lines: &[(&str, u32)]) -> Outcome {
    let line = |(code, quantity): &(&str, u32)| {
        Answer::Row(vec![
            ("code".to_owned(), Answer::from(*code)),
            ("quantity".to_owned(), Answer::Text(quantity.to_string())),
        ])
    };
    let answers = [
        ("tier".to_owned(), Answer::from(tier)),
        ("service_date".to_owned(), Answer::from(day)),
        ("age".to_owned(), Answer::from("30")),
        (
            "lines".to_owned(),
            Answer::List(lines.iter().map(line).collect()),
        ),
    ];
    let context = Context::on(Date::parse(DAY).unwrap());
    calculate("medical-fee", &answers, context).unwrap()
}

fn value(outcome: &Outcome, key: &str) -> Option<i64> {
    outcome.figure(key).unwrap().value
}

fn says<'o>(outcome: &'o Outcome, kind: NoticeKind, words: &str) -> Option<&'o Notice> {
    let mut notices = outcome.notices.iter();
    notices.find(|notice| notice.kind == kind && notice.text.contains(words))
}

#[test]
fn the_tables_are_read_whole() {
    let rows = rows();
    let in_notice = |id: &str| rows.iter().filter(|row| row.document == id).count();
    assert_eq!((in_notice("医39"), in_notice("医2")), (207, 2));
    let cells = || rows.iter().flat_map(|row| row.cells);
    let blank = cells().filter(|cell| *cell == Cell::Blank).count();
    let shares = cells().filter(|cell| *cell == Cell::Share).count();
    // 160 of the 207 rows have no price for the lowest tier, and no other cell is blank.
    assert_eq!((blank, shares), (160, 5));
    assert!(rows.iter().all(|row| row.cells[3] != Cell::Blank));
    assert!(rows.iter().all(|row| prices::listed(&row.code).is_some()));
}

#[test]
fn one_unit_costs_what_the_cell_prints_and_cites_the_row() {
    let asked = ruled(&["measure", "sides", "hours"]);
    let additions = ruled(&["addition"]);
    // Below one hour (增61) the row for it holds, whose cells are half as much.
    let halved = ["330100007", "330100007-3", "330100007-4"];
    for row in rows() {
        for (tier, cell) in TIERS.into_iter().zip(row.cells) {
            for day in row.notice().2 {
                let outcome = bill(tier, day, &[(&row.code, 1)]);
                let at = format!("{} {tier} {day}", row.code);
                let printed = match cell {
                    Cell::Amount(fen) => Some(fen),
                    Cell::Share | Cell::Blank => None,
                };
                let unasked = printed.filter(|_| !asked.contains(&row.code));
                assert_eq!(value(&outcome, "line_1"), unasked, "{at}");
                let total = unasked.filter(|_| !additions.contains(&row.code));
                assert_eq!(value(&outcome, "total"), total, "{at}");
                let half = if halved.contains(&row.code.as_str()) {
                    2
                } else {
                    1
                };
                let known = value(&outcome, "known_part");
                assert_eq!(known, Some(printed.unwrap_or(0) / half), "{at}");
                let open = outcome.verdict == Verdict::Undetermined;
                assert_eq!(open, total.is_none(), "{at}");
                let line = outcome.figure("line_1").unwrap();
                assert!(row.is_cited_by(line.citation), "{at}: {}", line.citation);
                let blank = says(&outcome, NoticeKind::AmountNotInGazette, "不能套用别的等级");
                assert_eq!(blank.is_some(), cell == Cell::Blank, "{at}");
                assert!(blank.is_none_or(|notice| row.is_cited_by(notice.citation)));
            }
        }
    }
}

#[test]
fn three_units_cost_three_times_as_much_unless_a_rule_says_otherwise() {
    let [part_cap, daily_cap, additions] =
        ["part_cap", "daily_cap", "addition"].map(|kind| ruled(&[kind]));
    let [asked, long] = [ruled(&["measure", "sides"]), ruled(&["hours"])];
    assert_eq!([part_cap.len(), daily_cap.len(), long.len()], [1, 1, 6]);
    for row in rows() {
        for (tier, cell) in TIERS.into_iter().zip(row.cells) {
            let Cell::Amount(fen) = cell else { continue };
            let outcome = bill(tier, DAY, &[(&row.code, 3)]);
            // Total and known part. Three exposures may be of one part of the body or of more; a third
            // session on a day is free; three times two hours of an anaesthesia, or three tenths of the
            // surface, may be one service, of which only the first unit has a printed price.
            let expected = if part_cap.contains(&row.code) {
                [None, Some(2 * fen)]
            } else if daily_cap.contains(&row.code) {
                [Some(2 * fen); 2]
            } else if row.code.starts_with("330100007") && long.contains(&row.code) {
                [None, Some(fen / 2)]
            } else if long.contains(&row.code) || row.code == "410000003" {
                [None, Some(fen)]
            } else if asked.contains(&row.code) || additions.contains(&row.code) {
                [None, Some(3 * fen)]
            } else {
                [Some(3 * fen); 2]
            };
            let figures = ["total", "known_part"].map(|key| value(&outcome, key));
            assert_eq!(figures, expected, "{} {tier}", row.code);
        }
    }
}

#[test]
fn an_anomaly_is_told_at_each_of_its_rows_and_tiers_and_nowhere_else() {
    let rows = rows();
    let anomalies = anomalies(&rows);
    for row in &rows {
        for (tier, cell) in TIERS.into_iter().zip(row.cells) {
            let outcome = bill(tier, DAY, &[(&row.code, 1)]);
            for anomaly in &anomalies {
                // Where there is no price at all, that what is added has none is not said beside it.
                let moot = anomaly.kind == NoticeKind::AmountNotInGazette && cell == Cell::Blank;
                let concerned = anomaly.rows.contains(&row.place)
                    && !moot
                    && (anomaly.tiers.is_empty() || anomaly.tiers.iter().any(|own| own == tier));
                let shown = says(&outcome, anomaly.kind, &anomaly.text);
                let at = format!("{} on {} {tier}", anomaly.id, row.code);
                assert_eq!(shown.is_some(), concerned, "{at}");
                assert!(
                    shown.is_none_or(|notice| row.is_cited_by(notice.citation)),
                    "{at}"
                );
            }
        }
    }
}

/// The anomalies of the issue that touch a price or the reading of its row. Blank cells (A8) say so by
/// themselves; the first row of a table whose code list has gaps is `E-…`.
#[test]
fn every_anomaly_that_touches_a_price_is_listed() {
    let anomalies = anomalies(&rows());
    let listed = |id: &str| anomalies.iter().any(|anomaly| anomaly.id == id);
    let runs = [
        ("A", vec![1, 2, 4, 5, 6]),
        ("B", (1..=9).collect()),
        ("C", (1..=12).collect()),
        (
            "D",
            vec![1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 17, 18, 19, 20, 28],
        ),
        ("E-", (1..=6).collect()),
    ];
    for (section, numbers) in runs {
        for number in numbers {
            let id = format!("{section}{number}");
            assert!(listed(&id), "{id}");
        }
    }
}

#[test]
fn a_price_never_rises_at_a_lower_tier() {
    for row in rows() {
        let totals = TIERS.map(|tier| value(&bill(tier, DAY, &[(&row.code, 1)]), "total"));
        let known: Vec<i64> = totals.into_iter().flatten().collect();
        assert!(known.is_sorted_by(|a, b| a >= b), "{} {known:?}", row.code);
    }
}

#[test]
fn more_of_a_row_never_costs_less() {
    for row in rows() {
        for tier in TIERS {
            let known = [1, 2, 3, 10].map(|quantity| {
                let outcome = bill(tier, DAY, &[(&row.code, quantity)]);
                value(&outcome, "known_part").unwrap()
            });
            assert!(known.is_sorted(), "{} {tier} {known:?}", row.code);
        }
    }
}

/// Every row as the second line behind these rows and tiers.
fn no_second_line_lowers_the_known_part<'a>(firsts: impl Iterator<Item = (&'a Row, &'a str)>) {
    let rows = rows();
    // Of a surcharge's own row only what one main item takes is owed beside such an item.
    let additions = ruled(&["addition"]);
    for (first, tier) in firsts {
        let quantity = if additions.contains(&first.code) {
            1
        } else {
            2
        };
        let alone = bill(tier, DAY, &[(&first.code, quantity)]);
        let alone = value(&alone, "known_part").unwrap();
        for second in &rows {
            let both = bill(tier, DAY, &[(&first.code, 2), (&second.code, 1)]);
            let known = value(&both, "known_part").unwrap();
            assert!(known >= alone, "{} + {} {tier}", first.code, second.code);
        }
    }
}

/// Every row at one tier in turn, the even ones here and the odd ones beside it at the same time.
#[test]
fn a_second_line_never_lowers_the_known_part() {
    let rows = rows();
    let firsts = rows.iter().zip(TIERS.into_iter().cycle());
    no_second_line_lowers_the_known_part(firsts.step_by(2));
}

#[test]
fn a_second_line_never_lowers_the_known_part_of_the_other_rows() {
    let rows = rows();
    let firsts = rows.iter().zip(TIERS.into_iter().cycle());
    no_second_line_lowers_the_known_part(firsts.skip(1).step_by(2));
}

/// The rows whose rules look at other lines, at each tier.
#[test]
fn a_second_line_never_lowers_the_known_part_at_any_tier() {
    let rows = rows();
    for code in ["210102015", "330100003", "410000015", "410000015-1"] {
        let first = rows.iter().find(|row| row.code == code).unwrap();
        no_second_line_lowers_the_known_part(TIERS.into_iter().map(|tier| (first, tier)));
    }
}

#[test]
fn excluded_materials_are_named_and_nothing_else_is() {
    let rows = rows();
    let additions = ruled(&["addition"]);
    let [mut own, mut inherited] = [0, 0];
    for row in &rows {
        let parent = row.code.split_once('-').map_or("", |(parent, _)| parent);
        let parent = rows.iter().find(|other| other.code == parent);
        let source = if row.excluded.is_empty() {
            parent.filter(|_| !additions.contains(&row.code))
        } else {
            Some(row)
        };
        let source = source.filter(|source| !source.excluded.is_empty());
        for tier in TIERS {
            let outcome = bill(tier, DAY, &[(&row.code, 1)]);
            let shown = says(&outcome, NoticeKind::ReadingApplied, "不含在价格里");
            let at = format!("{} {tier}", row.code);
            assert_eq!(shown.is_some(), source.is_some(), "{at}");
            if let (Some(notice), Some(source)) = (shown, source) {
                assert!(
                    notice.text.contains(&source.excluded),
                    "{at}: {}",
                    notice.text
                );
                assert!(source.is_cited_by(notice.citation), "{at}");
            }
        }
        own += usize::from(!row.excluded.is_empty());
        inherited += usize::from(row.excluded.is_empty() && source.is_some());
    }
    // The column 除外内容 is filled in 18 rows; 28 children have it from their parents.
    assert_eq!([own, inherited], [18, 28]);
}

/// The children that stand under their parent's remark: 25 with surcharges (减17–23, 37, 38, 增4–6, 21,
/// 28–36, 117, 118, 123) and four by the hour (增59, 60, 63, 64).
#[test]
fn a_parents_remark_holds_for_its_children_and_for_no_other() {
    let [mut surcharged, mut hourly] = [0, 0];
    for item in prices::items() {
        let Some(row) = item.remark_row() else {
            continue;
        };
        if row.code() == item.code() {
            continue;
        }
        assert!(item.note().is_empty() && item.code().starts_with(row.code()));
        if HOUR_CHILDREN.contains(&item.code()) {
            hourly += 1;
        } else {
            surcharged += 1;
        }
        let outcome = bill("3A", DAY, &[(item.code(), 1)]);
        let notice = says(&outcome, NoticeKind::ReadingApplied, "读作也管子项").unwrap();
        assert_eq!(notice.citation, row.citation(), "{}", item.code());
    }
    assert_eq!([surcharged, hourly], [25, 4]);
}
