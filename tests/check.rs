//! Whole tables of prices against the notice: the files of `check/files/` and their table, the cases of
//! `check/cases.md`, every row at every tier, and what must hold for any text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::{self, Price, Tier};
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{
    Check, Choices, Foreign, Kind, Row, Verdict, report_head, safe_cell, write_report,
};
use proptest::prelude::*;

use bodies::decoded;

#[path = "../fuzz/bodies.rs"]
mod bodies;
#[path = "check/laws.rs"]
mod laws;
#[path = "check/snapshots.rs"]
mod snapshots;

fn today() -> Date {
    Date::parse("2024-06-01").unwrap()
}

fn chosen(kind: Kind, tier: Option<Tier>, day: &str) -> Choices {
    Choices {
        kind: Some(kind),
        tier,
        day: Date::parse(day),
        columns: Vec::new(),
    }
}

fn list(tier: Tier) -> Choices {
    chosen(Kind::List, Some(tier), "2024-06-01")
}

fn bill(tier: Tier) -> Choices {
    chosen(Kind::Bill, Some(tier), "2024-06-01")
}

fn run(text: &str, choices: &Choices) -> Check {
    let mut check = Check::new(text.to_owned(), choices, today());
    while check.advance(7) {}
    check
}

/// The rows that are items.
fn items(check: &Check) -> Vec<Row> {
    check.rows().filter(|row| row.verdict.is_item()).collect()
}

/// The letter of a verdict in `files.md`.
const fn letter(verdict: Verdict) -> char {
    match verdict {
        Verdict::Above => '>',
        Verdict::Below => '<',
        Verdict::Equal => '=',
        Verdict::Unreadable => '?',
        Verdict::NoPrice => '-',
        Verdict::NotInForce => 'x',
        Verdict::Refunded => 'r',
        Verdict::NotInNotice => 'o',
        Verdict::Title => 'T',
        Verdict::Head => 'H',
        Verdict::Section => 'S',
        Verdict::Total => 'M',
        Verdict::Remark => 'N',
        Verdict::Blank => '_',
    }
}

/// The letters of all rows, in their order; more than nine of a kind in a row with their number.
fn letters(check: &Check) -> String {
    let rows = check.summary().rows;
    let mut all = vec!['_'; usize::try_from(rows).unwrap()];
    for row in check.rows() {
        all[usize::try_from(row.row).unwrap() - 1] = letter(row.verdict);
    }
    let mut text = String::new();
    for run in all.chunk_by(|a, b| a == b) {
        if run.len() > 9 {
            let _ = write!(text, "{}*{}", run[0], run.len());
        } else {
            text.extend(run);
        }
    }
    text
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/files")
}

/// The files of `files.md`.
fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    files.sort();
    files
}

/// A line of `files.md`: a file, the choices with which it is checked, and what becomes of it.
struct Line {
    name: &'static str,
    words: &'static str,
    expected: &'static str,
}

fn lines() -> Vec<Line> {
    let lines = include_str!("check/files.md").lines();
    let of_files = lines.filter(|line| line.starts_with("| `"));
    of_files
        .map(|line| {
            let cells: Vec<&str> = line
                .trim_matches('|')
                .split(" | ")
                .map(|it| it.trim_matches(['`', ' ']))
                .collect();
            Line {
                name: cells[0],
                words: cells[1],
                expected: cells[2],
            }
        })
        .collect()
}

/// A file, checked to its end, or what it is instead of a table.
fn checked(line: &Line) -> Result<Check, Foreign> {
    let text = decoded(&fs::read(folder().join(line.name)).unwrap())?;
    let mut choices = Choices::default();
    for word in line.words.split_whitespace() {
        let (key, value) = word.split_once('=').unwrap();
        assert!(choices.set(key, value), "{word}");
    }
    Ok(run(&text, &choices))
}

/// What becomes of a file: the letters of its rows, what is asked, or why it is refused.
fn told_file(line: &Line) -> String {
    let check = match checked(line) {
        Ok(check) => check,
        Err(foreign) => return format!("refused {}", foreign.id()),
    };
    let understood = check.understanding();
    if !understood.refusal.is_empty() {
        return "refused".to_owned();
    }
    if !understood.doubts.is_empty() {
        let about: Vec<&str> = understood.doubts.iter().map(|it| it.about).collect();
        return format!("asks {}", about.join(" "));
    }
    let summary = check.summary();
    assert_eq!(summary.counts.iter().sum::<u32>(), summary.rows);
    letters(&check)
}

#[test]
fn every_file_is_understood_and_judged_as_its_line_says() {
    let lines = lines();
    let mut wrong = String::new();
    for line in &lines {
        let told = told_file(line);
        let Line {
            name,
            words,
            expected,
        } = line;
        if told != *expected {
            let _ = writeln!(
                wrong,
                "{name} [{words}]\n  is     {told}\n  should {expected}"
            );
        }
    }
    assert_eq!(wrong, "");
    let named = |file: &PathBuf| lines.iter().any(|it| file.ends_with(it.name));
    let unnamed: Vec<PathBuf> = files().into_iter().filter(|it| !named(it)).collect();
    assert!(
        unnamed.is_empty() && lines.len() >= 150,
        "{unnamed:?} {}",
        lines.len()
    );
}

/// A price of a row as the cases write it.
fn told(row: &Row) -> Vec<String> {
    let or_dash = |text: &str| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text.to_owned()
        }
    };
    let line = |price: &luzhou_gazette::table::Priced| {
        let mut line = format!(
            "{} {} {} {} {} {}",
            row.row,
            price.verdict.id(),
            or_dash(&row.code),
            or_dash(price.tier),
            or_dash(&price.written),
            price.printed.map_or("-".to_owned(), Fen::plain),
        );
        for said in row.reading.iter().chain(
            [&row.reason]
                .into_iter()
                .filter(|it| it.len() > 3 && price.printed.is_none()),
        ) {
            let _ = write!(line, " {said}");
        }
        line
    };
    row.prices.iter().map(line).collect()
}

/// The fenced block of this kind.
fn block<'a>(case: &'a str, kind: &str) -> &'a str {
    let (_, rest) = case.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("\n```").unwrap().0
}

#[test]
fn every_case_is_told_as_written() {
    let cases = include_str!("check/cases.md").split("\n## ").skip(1);
    let mut count = 0;
    for case in cases {
        let mut lines = case.lines();
        let name = lines.next().unwrap();
        let words: Vec<&str> = lines.nth(1).unwrap().split(' ').collect();
        let choices = chosen(
            Kind::find(words[0]).unwrap(),
            Tier::find(words[1]),
            words[2],
        );
        let check = run(block(case, "csv"), &choices);
        assert!(!check.is_open(), "{name} {:?}", check.understanding());
        let told: Vec<String> = items(&check).iter().flat_map(told).collect();
        assert_eq!(told.join("\n"), block(case, "text"), "{name}");
        count += 1;
    }
    assert!(count >= 15, "{count} cases");
}

#[test]
fn every_row_of_the_notice_is_equal_to_itself_at_every_tier() {
    for tier in Tier::ALL {
        let mut text = String::from("编码,价格\n");
        for item in prices::items() {
            let price = match item.price(tier) {
                Price::Amount(amount) => amount.plain(),
                Price::Rate(rate) => rate.to_string(),
                Price::Blank => "1".to_owned(),
            };
            let _ = writeln!(text, "{},{price}", item.code());
        }
        let rows = items(&run(&text, &list(tier)));
        assert_eq!(rows.len(), 209);
        for (row, item) in rows.iter().zip(prices::items()) {
            let blank = item.price(tier) == Price::Blank;
            let expected = if blank {
                Verdict::NoPrice
            } else {
                Verdict::Equal
            };
            assert_eq!(row.verdict, expected, "{} {}", row.code, tier.id());
        }
    }
}

#[test]
fn every_row_of_the_notice_is_the_base_price_of_one_unit() {
    for tier in Tier::ALL {
        let mut text = String::from("编码,数量,金额\n");
        for item in prices::items() {
            if let Price::Amount(amount) = item.price(tier) {
                let _ = writeln!(text, "{},1,{}", item.code(), amount.plain());
            }
        }
        let check = run(&text, &bill(tier));
        let wrong: Vec<Row> = items(&check)
            .into_iter()
            .filter(|it| it.verdict != Verdict::Equal)
            .collect();
        assert_eq!(wrong, Vec::new());
    }
}

#[test]
fn every_row_is_found_by_its_name_but_the_twins() {
    let mut text = String::from("项目名称\t价格\n");
    for item in prices::items() {
        let price = match item.price(Tier::ThreeA) {
            Price::Amount(amount) => amount.plain(),
            Price::Rate(rate) => rate.to_string(),
            Price::Blank => "1".to_owned(),
        };
        let _ = writeln!(text, "{}\t{price}", item.name());
    }
    for (row, item) in items(&run(&text, &list(Tier::ThreeA)))
        .iter()
        .zip(prices::items())
    {
        if item.name() == "牙龈切除术" {
            assert_eq!(row.verdict, Verdict::Unreadable);
            assert!(row.reason.contains("两项"), "{}", row.reason);
        } else {
            assert_eq!(
                (row.verdict, row.code.as_str()),
                (Verdict::Equal, item.code())
            );
            assert_eq!(row.reading, ["按名称找到，请核对编码"]);
        }
    }
}

#[test]
fn a_fen_more_or_less_is_told_and_cited() {
    let row = |price: &str| {
        items(&run(
            &format!("编码,价格\n330405017,{price}\n"),
            &list(Tier::ThreeA),
        ))
        .remove(0)
    };
    let above = row("1065.01");
    assert_eq!(
        (above.verdict, above.prices[0].difference().unwrap().get()),
        (Verdict::Above, 1)
    );
    assert_eq!(
        above.citation.unwrap().to_string(),
        "泸市医保发〔2023〕39号 附件 调增第 65 项，第 58 页"
    );
    assert_eq!(row("1064.99").verdict, Verdict::Below);
}

#[test]
fn the_differences_are_summed_and_the_rows_counted() {
    let text = "编码,三甲,三乙\n330405017,1070,1000\n111100002,24,25\n999999999,1,1\n合计,1,1\n\n210102015,67,67\n";
    let check = run(text, &Choices::default());
    let summary = check.summary();
    assert_eq!(summary.rows, 7);
    assert_eq!(summary.counts.iter().sum::<u32>(), 7);
    let [above, below, equal, blank, total] = [
        Verdict::Above,
        Verdict::Below,
        Verdict::Equal,
        Verdict::Blank,
        Verdict::Total,
    ]
    .map(|it| summary.count(it));
    assert_eq!((above, below, equal, blank, total), (1, 1, 1, 1, 1));
    // 330405017 at 三乙 prints 977.
    assert_eq!(
        (
            summary.above.to_string().as_str(),
            summary.below.to_string().as_str()
        ),
        ("28", "1")
    );
    assert_eq!((summary.items(), summary.to_check), (4, 0));
    // Of one price a row the difference counts once.
    let summary = run(
        "编码,价格\n330405017,1070\n111100002,24\n",
        &list(Tier::ThreeA),
    )
    .summary();
    assert_eq!((summary.above.get(), summary.below.get()), (500, 100));
}

#[test]
fn how_far_the_check_is_can_be_asked() {
    let text = "编码,价格\n330405017,1070\n111100002,24";
    let mut check = Check::new(text.to_owned(), &list(Tier::ThreeA), today());
    assert_eq!(check.progress(), (0, text.len()));
    assert!(check.is_empty());
    while check.advance(1) {}
    assert_eq!(check.progress(), (text.len(), text.len()));
    assert!(!check.is_empty());
}

#[test]
fn a_column_chosen_anew_takes_the_place_of_the_one_chosen_before() {
    let chosen = |words: &[(&str, &str)]| {
        let mut choices = Choices::default();
        for (key, value) in words {
            assert!(choices.set(key, value), "{key}");
        }
        choices.columns
    };
    let anew = chosen(&[("code", "0"), ("amount", "3"), ("amount", "2")]);
    assert_eq!(anew, chosen(&[("code", "0"), ("amount", "2")]));
    assert_eq!(chosen(&[("amount", "3"), ("amount", "")]), []);
}

#[test]
fn of_every_column_that_is_not_read_it_is_told_why() {
    let told = |text: &str, choices: &Choices| {
        let check = Check::new(text.to_owned(), choices, today());
        let columns = check.understanding().columns.iter();
        let told = columns.filter(|it| it.role.is_empty());
        told.map(|it| format!("{}：{}", it.head, it.why))
            .collect::<Vec<_>>()
    };
    let text = "住院号,日期,编码,名称,单价,数量,金额,折后金额,自付,空列\n\
        1,2024-05-01,111100002,院内会诊,25,1,25,20,5,\n\
        2,2024-05-01,111100002,院内会诊,25,1,25,25,5,\n";
    assert_eq!(
        told(text, &bill(Tier::ThreeA)),
        [
            "住院号：用来分开不同的患者",
            "金额：要选一选",
            "折后金额：要选一选",
            "自付：不是这一行的收费总额",
            "空列：都是空的"
        ]
    );
    let text = "日期,编码,价格,备注\n2024-05-01,111100002,25,复核\n";
    assert_eq!(
        told(text, &list(Tier::ThreeA)),
        ["日期：价目表不按行看日期", "备注：核对用不到"]
    );
}

#[test]
fn a_line_above_the_base_price_comes_with_what_its_row_prints() {
    let check = run(
        "编码,数量,金额\n330100003,1,801\n210102015,1,80\n331601002,1,575\n111100002,1,30\n220301001-3,1,174\n230300001,1,400\n",
        &bill(Tier::ThreeA),
    );
    let rows = items(&check);
    let told = |at: usize| rows[at].reason.as_str();
    assert!(
        told(0).contains("椎管内分娩镇痛,2小时内加收404元"),
        "{}",
        told(0)
    );
    assert!(
        told(1).contains("胶片") && told(1).contains("每个部位采集次数最多不超过2次"),
        "{}",
        told(1)
    );
    assert!(told(2).contains("一侧"), "{}", told(2));
    assert!(
        told(4).contains("主项目 220301001 的说明印着“腹膜后肿物加收40元"),
        "{}",
        told(4)
    );
    assert!(told(5).starts_with("这一行没有印加收。"), "{}", told(5));
    assert!(rows[0].explained && !rows[5].explained);
    assert!(rows.iter().all(|row| row.verdict == Verdict::Above));
    assert_eq!(check.summary().explained, 4);
    // Of what may be explained the difference is no sum.
    assert_eq!(check.summary().above.to_string(), "81");
}

#[test]
fn a_line_that_is_base_and_addition_to_the_fen_is_asked_about_in_a_bill_too() {
    let of = |line: &str| {
        items(&run(
            &format!("编码,数量,金额\n{line}\n"),
            &bill(Tier::ThreeA),
        ))
    };
    for line in [
        "330100003,1,800",
        "220301001-3,1,173",
        "250307009-2,2,48",
        "250307009,1,24",
    ] {
        let rows = of(line);
        assert_eq!(rows[0].verdict, Verdict::Unreadable, "{line}");
        assert!(rows[0].reason.contains("可能已经算进去"), "{line}");
    }
    // Two at 23.50 each: nothing that is printed makes it.
    assert_eq!(of("250307009-2,2,47")[0].verdict, Verdict::Above);
}

#[test]
fn what_is_not_certain_is_asked_and_each_reading_can_be_chosen() {
    let asked = |text: &str| {
        let check = Check::new(text.to_owned(), &Choices::default(), today());
        let doubts = &check.understanding().doubts;
        doubts
            .iter()
            .map(|it| (it.about, it.readings.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked("编码,价格\n210102015,67\n"), [("tier", 5)]);
    assert_eq!(
        asked("医院等级：三级甲等\n编码,挂号价,优惠价\n210102015,67,65\n"),
        [("amount", 2)]
    );
    assert_eq!(asked("三级甲等\n编码,金额\n210102015,67\n"), [("kind", 2)]);
    // Whatever is answered, the questions come to an end.
    for text in [
        "210102015,67,65\n",
        "编码,金额\n210102015,67\n",
        "日期,编码,金额\n2024-05-01,210102015,67\n",
        "编码,三级,二级\n210102015,67,67\n",
    ] {
        let mut choices = Choices::default();
        let mut check = Check::new(text.to_owned(), &choices, today());
        for _ in 0..6 {
            let Some(doubt) = check.understanding().doubts.first().cloned() else {
                break;
            };
            let reading = &doubt.readings[0];
            assert!(
                choices.set(reading.key, &reading.value),
                "{text} {reading:?}"
            );
            check = check.again(&choices);
        }
        while check.advance(1) {}
        assert_eq!(
            items(&check).len(),
            1,
            "{text} {:?}",
            check.understanding().doubts
        );
    }
}

#[test]
fn the_understanding_names_every_column_with_its_cells_and_why() {
    let text = "某院费用清单（三级甲等）\n住院号,收费日期,项目编码,项目名称,数量,金额(元),医保等级,收费员\n202405017,2024-05-06,210102015,数字化摄影(DR),2次,134,甲,王\n202405017,,111100002,院内会诊,1次,25,乙,王\n";
    let check = run(text, &Choices::default());
    let understood = check.understanding();
    let roles: Vec<&str> = understood.columns.iter().map(|it| it.role).collect();
    assert_eq!(
        roles,
        ["", "date", "code", "name", "quantity", "amount", "", ""]
    );
    assert_eq!(
        (
            understood.kind.value.as_str(),
            understood.tier.value.as_str()
        ),
        ("bill", "3A")
    );
    assert_eq!(understood.columns[4].samples, ["2次", "1次"]);
    assert_eq!(understood.columns[1].samples, ["2024-05-06", ""]);
    assert_eq!(understood.columns[1].why, "空的格子照上一格读");
    assert_eq!(understood.columns[6].why, "不是医院的等级");
    assert_eq!(understood.titles, ["某院费用清单（三级甲等）"]);
    assert_eq!(letters(&check), "TH==");
}

#[test]
fn a_chosen_column_serves_for_nothing_else() {
    let mut choices = list(Tier::ThreeA);
    assert!(choices.set("amount", "2"));
    let check = run("编码,价格,备注\n210102015,67,66\n", &choices);
    let roles: Vec<&str> = check
        .understanding()
        .columns
        .iter()
        .map(|it| it.role)
        .collect();
    assert_eq!(roles, ["code", "", "amount"]);
    assert_eq!(letters(&check), "H<");
}

#[test]
fn the_report_reads_back_and_runs_nothing() {
    let text = "编码,名称,价格\n999999999,=HYPERLINK(\"http://x\"),67\n999999998,＠cmd,67\n+1,\" \t-1\",67\n210102015,DR机,67\n";
    let check = run(text, &list(Tier::ThreeA));
    let report = format!(
        "{}{}",
        report_head(),
        write_report(check.kind(), check.rows())
    );
    assert!(report.starts_with('\u{feff}'));
    assert_eq!(report.trim_end_matches("\r\n").split("\r\n").count(), 6);
    let mut reader = csv::Reader::from_reader(report.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(&rows[1][2], "'=HYPERLINK(\"http://x\")");
    assert_eq!(&rows[2][2], "'＠cmd");
    assert_eq!(&rows[3][1], "'+1");
    let last: Vec<&str> = rows[4].iter().collect();
    assert_eq!(
        last,
        [
            "5",
            "=\"210102015\"",
            "DR机",
            "数字化摄影(DR)",
            "三甲",
            "2024-06-01",
            "",
            "67",
            "67",
            "0",
            "一致",
            "名称和公报不同，请核对编码",
            "",
            "泸市医保发〔2023〕39号 附件 调减第 1 项，第 49 页",
        ]
    );
    for row in &rows {
        for (place, cell) in row.iter().enumerate() {
            let code = place == 1
                && cell.starts_with("=\"")
                && cell
                    .trim_matches(['=', '"'])
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'-');
            assert!(
                code || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']),
                "{cell}"
            );
        }
    }
}

proptest! {
    #[test]
    fn any_cell_comes_back_and_runs_nothing(text in "(.|\n|\r){0,20}") {
        let cell = safe_cell(&text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(cell.as_bytes());
        let read = reader.records().next().unwrap().unwrap();
        prop_assert_eq!(read.len(), 1);
        let back = &read[0];
        prop_assert!(back == text || back.strip_prefix('\'') == Some(&text));
        prop_assert!(!back.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']));
    }
}
