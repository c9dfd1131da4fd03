//! Whole tables of prices against the notice: the cases of `check/cases.md`, every row at every tier, and
//! what must hold for any text.

use std::fmt::Write as _;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::prices::{self, Price, Tier};
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{
    Check, Columns, Mark, Mode, REPORT_HEAD, Settings, Status, Unready, safe_cell, write_report,
};
use proptest::prelude::*;

fn settings(mode: Mode, tier: Option<Tier>, day: &str) -> Settings {
    Settings {
        mode,
        tier,
        day: Date::parse(day).unwrap(),
        columns: None,
    }
}

fn list(tier: Tier) -> Settings {
    settings(Mode::List, Some(tier), "2024-06-01")
}

fn run(text: &str, settings: Settings) -> Check {
    let mut check = Check::new(text.to_owned(), settings);
    while check.advance(7) {}
    check
}

/// A mark as the cases write it.
fn told(mark: &Mark) -> String {
    let or_dash = |text: String| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    };
    let mut line = format!(
        "{} {} {} {} {} {}",
        mark.row,
        mark.status.id(),
        or_dash(mark.code.clone()),
        mark.tier.map_or("-", Tier::id),
        or_dash(mark.written.clone()),
        mark.printed.map_or("-".to_owned(), Fen::plain),
    );
    if let Some((part, fault)) = mark.fault {
        let _ = write!(line, " !{part:?} {fault:?}");
    }
    line
}

/// The fenced block of this kind.
fn block<'a>(case: &'a str, kind: &str) -> &'a str {
    let (_, rest) = case.split_once(&format!("```{kind}\n")).unwrap();
    rest.split_once("\n```").unwrap().0
}

#[test]
fn every_case_is_marked_as_written() {
    let cases = include_str!("check/cases.md").split("\n## ").skip(1);
    let mut count = 0;
    for case in cases {
        let mut lines = case.lines();
        let name = lines.next().unwrap();
        let words: Vec<&str> = lines.nth(1).unwrap().split(' ').collect();
        let mode = if words[0] == "bill" {
            Mode::Bill
        } else {
            Mode::List
        };
        let check = run(
            block(case, "csv"),
            settings(mode, Tier::find(words[1]), words[2]),
        );
        assert_eq!(check.unready(), None, "{name}");
        let marks: Vec<String> = check.marks().iter().map(told).collect();
        assert_eq!(marks.join("\n"), block(case, "text"), "{name}");
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
        let check = run(&text, list(tier));
        assert_eq!(check.marks().len(), 209);
        for mark in check.marks() {
            let blank = mark.item.unwrap().price(tier) == Price::Blank;
            let expected = if blank {
                Status::NoPrice
            } else {
                Status::Equal
            };
            assert_eq!(mark.status, expected, "{} {}", mark.code, tier.id());
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
        let check = run(&text, settings(Mode::Bill, Some(tier), "2024-06-01"));
        let wrong: Vec<String> = check
            .marks()
            .iter()
            .filter(|mark| mark.status != Status::Equal)
            .map(told)
            .collect();
        assert_eq!(wrong, Vec::<String>::new());
    }
}

#[test]
fn a_fen_more_or_less_is_told_and_cited() {
    let mark = |price: &str| {
        run(
            &format!("编码,价格\n330405017,{price}\n"),
            list(Tier::ThreeA),
        )
        .marks()[0]
            .clone()
    };
    let above = mark("1065.01");
    assert_eq!(
        (above.status, above.difference().unwrap().get()),
        (Status::Above, 1)
    );
    assert_eq!(
        above.citation().unwrap().to_string(),
        "泸市医保发〔2023〕39号 附件 调增第 65 项，第 58 页"
    );
    assert_eq!(mark("1064.99").status, Status::Below);
}

#[test]
fn a_line_above_the_base_price_comes_with_what_its_row_prints() {
    let check = run(
        "编码,数量,金额\n330100003,1,800\n210102015,1,80\n331601002,1,570\n111100002,1,30\n220301001-3,1,173\n230300001,1,400\n",
        settings(Mode::Bill, Some(Tier::ThreeA), "2024-06-01"),
    );
    let told: Vec<String> = check.marks().iter().map(Mark::explanation).collect();
    assert!(
        told[0].contains("椎管内分娩镇痛,2小时内加收404元"),
        "{}",
        told[0]
    );
    assert!(
        told[1].contains("胶片") && told[1].contains("每个部位采集次数最多不超过2次"),
        "{}",
        told[1]
    );
    assert!(told[2].contains("一侧"), "{}", told[2]);
    assert!(
        told[4].contains("主项目 220301001 的说明印着“腹膜后肿物加收40元"),
        "{}",
        told[4]
    );
    assert!(told[5].starts_with("这一行没有印加收。"), "{}", told[5]);
    assert!(check.marks()[0].may_be_explained() && !check.marks()[5].may_be_explained());
    assert!(
        check
            .marks()
            .iter()
            .all(|mark| mark.status == Status::Above)
    );
}

#[test]
fn what_is_not_certain_about_the_columns_is_asked() {
    let unready = |text: &str, mode| {
        Check::new(text.to_owned(), settings(mode, None, "2024-06-01")).unready()
    };
    assert_eq!(unready("", Mode::List), Some(Unready::Empty));
    assert_eq!(unready("\n\n ,\n", Mode::List), Some(Unready::Empty));
    assert_eq!(unready("a,b\nc,d\n", Mode::List), Some(Unready::Code));
    assert_eq!(
        unready("210102015,67,65\n", Mode::List),
        Some(Unready::Amount)
    );
    assert_eq!(
        unready("编码,金额\n210102015,67\n", Mode::Bill),
        Some(Unready::Quantity)
    );

    let check = Check::new("210102015,67,65\n".to_owned(), list(Tier::ThreeA));
    let columns = Columns {
        amount: Some(2),
        ..check.layout().columns.clone()
    };
    let mut check = check.again(Settings {
        columns: Some(columns),
        ..list(Tier::ThreeA)
    });
    while check.advance(1) {}
    assert_eq!(told(&check.marks()[0]), "1 below 210102015 3A 65 67");
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_named() {
    let rest = "111100002,25\n".repeat(30);
    let check = run(
        &format!("编码,价格\n210102015,67\n\"210102015,67\n{rest}"),
        list(Tier::ThreeA),
    );
    assert_eq!(check.marks().len(), 2);
    assert_eq!(
        check.marks()[1].explanation(),
        "编码：引号没有成对，后面的行都并进了这一格。"
    );
}

#[test]
fn the_report_reads_back_and_runs_nothing() {
    let text = "编码,名称,价格\n999999999,=HYPERLINK(\"http://x\"),67\n999999998,＠cmd,67\n+1,\" \t-1\",67\n210102015,x,66\n";
    let check = run(text, list(Tier::ThreeA));
    let report = format!("{REPORT_HEAD}{}", write_report(check.marks()));
    assert!(report.starts_with('\u{feff}'));
    assert!(
        report.trim_end_matches("\r\n").split("\r\n").count() == 5
            && !report.replace("\r\n", "").contains('\n')
    );
    let mut reader = csv::Reader::from_reader(report.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(&rows[0][2], "'=HYPERLINK(\"http://x\")");
    assert_eq!(&rows[1][2], "'＠cmd");
    assert_eq!(&rows[2][1], "'+1");
    let last: Vec<&str> = rows[3].iter().collect();
    assert_eq!(
        last,
        [
            "5",
            "210102015",
            "数字化摄影(DR)",
            "三甲",
            "2024-06-01",
            "1",
            "66",
            "67",
            "1",
            "低于公报价",
            "",
            "泸市医保发〔2023〕39号 附件 调减第 1 项，第 49 页",
        ]
    );
    for row in &rows {
        for cell in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']),
                "{cell}"
            );
        }
    }
}

/// Texts that are nearly tables.
fn any_table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        "[0-9]{1,9}(\\.[0-9]{1,3})?",
        Just("210102015".to_owned()),
        Just("111100002".to_owned()),
        Just("410000015".to_owned()),
        Just("编码".to_owned()),
        Just("价格".to_owned()),
        Just("数量".to_owned()),
        Just("金额".to_owned()),
        Just("三甲".to_owned()),
        Just(String::new()),
        "[ \"'=+,;\t\r\n一-十0-9a-zE.%-]{0,8}",
        ".{0,6}",
    ];
    let row = proptest::collection::vec(cell, 0..6).prop_map(|cells| cells.join(","));
    proptest::collection::vec(row, 0..30).prop_map(|rows| rows.join("\n"))
}

proptest! {
    #[test]
    fn nothing_is_lost(text in any_table(), bill: bool, tier in 0..6_usize) {
        let mode = if bill { Mode::Bill } else { Mode::List };
        let tier = Tier::ALL.get(tier).copied();
        let mut check = Check::new(text.clone(), settings(mode, tier, "2024-06-01"));
        if check.unready().is_some() {
            let columns = Columns { code: Some(0), amount: Some(1), quantity: Some(2), ..Columns::default() };
            check = check.again(Settings { columns: Some(columns), ..settings(mode, tier, "2024-06-01") });
        }
        while check.advance(3) {}
        if check.unready() != Some(Unready::Empty) {
            let (rows, blank, heads) = check.rows();
            let delimiter = check.layout().delimiter;
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
            let records = u32::try_from(reader.records().flatten().count()).unwrap();
            prop_assert_eq!(rows + blank + heads, records);
            let mut marked: Vec<u32> = check.marks().iter().map(|mark| mark.row).collect();
            prop_assert!(marked.is_sorted());
            marked.dedup();
            prop_assert_eq!(u32::try_from(marked.len()).unwrap(), rows);
            let counted: u32 = check.counts().map(|(_, count)| count).sum();
            prop_assert_eq!(usize::try_from(counted).unwrap(), check.marks().len());
        }
        let _ = write_report(check.marks());
    }

    #[test]
    fn any_text_is_checked_or_asked_about(text in "(.|\n|\r){0,200}", bill: bool) {
        let mode = if bill { Mode::Bill } else { Mode::List };
        let check = run(&text, settings(mode, Some(Tier::TwoA), "2025-01-01"));
        for mark in check.marks() {
            let _ = mark.explanation();
        }
    }

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
