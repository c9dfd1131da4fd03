//! What holds for any table: every row is counted once; where the columns stand, what is above the heads,
//! what separates the cells and how they are encoded never changes a verdict, of a list as of a bill; what is broken in
//! one row never turns another's.

use luzhou_gazette::gazette::prices::{self, Price, Tier};
use luzhou_gazette::money::Fen;
use luzhou_gazette::table::{Check, Choices, Kind, Sniffer, foreign};
use proptest::prelude::*;

use super::bodies::{decoded, reader, understanding};
use super::{letter, today};

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
        Just("日期".to_owned()),
        Just("三甲".to_owned()),
        Just("合计".to_owned()),
        Just("-1".to_owned()),
        Just("2024-05-01".to_owned()),
        Just(String::new()),
        "[ \"'=+,;\t\r\n|，一-十0-9a-zE.%-]{0,8}",
        ".{0,6}",
    ];
    let row = proptest::collection::vec(cell, 0..7).prop_map(|cells| cells.join(","));
    proptest::collection::vec(row, 0..30).prop_map(|rows| rows.join("\n"))
}

/// The words over the columns of a list and of a bill, in the order in which their rows hold them.
const LIST: [&str; 3] = ["项目编码", "项目名称", "价格"];
const BILL: [&str; 6] = ["住院号", "收费日期", "项目编码", "项目名称", "数量", "金额"];

/// The rows of a table.
type Rows = Vec<Vec<String>>;

/// An item, and what so many units of it cost, or a yuan more or less.
fn any_item(units: i64) -> impl Strategy<Value = [String; 3]> {
    (0..prices::items().len(), -1..2_i64).prop_filter_map("a price", move |(place, more)| {
        let item = &prices::items()[place];
        let Price::Amount(amount) = item.price(Tier::TwoA) else {
            return None;
        };
        let amount = Fen::new(amount.get() * units + more * 100);
        Some([
            item.code().to_owned(),
            item.name().to_owned(),
            amount.plain(),
        ])
    })
}

/// A list whose rows are known.
fn any_list() -> impl Strategy<Value = Rows> {
    proptest::collection::vec(any_item(1).prop_map(Vec::from), 1..12)
}

/// A bill whose rows are known, of up to three patients over four days, a refund among them now and then.
fn any_bill() -> impl Strategy<Value = Rows> {
    let charge = (1..4_i64).prop_flat_map(|units| (any_item(units), Just(units)));
    let row = (charge, 1..4_u8, 1..5_u8, 0..8_u8);
    let row = row.prop_map(|(([code, name, amount], units), patient, day, refund)| {
        let sign = if refund == 0 { "-" } else { "" };
        vec![
            format!("20240{patient}"),
            format!("2024-05-0{day}"),
            code,
            name,
            format!("{sign}{units}"),
            format!("{sign}{amount}"),
        ]
    });
    proptest::collection::vec(row, 1..12)
}

/// The rows under their heads, in this order of columns, written with this separator.
fn written(heads: &[&str], rows: &[Vec<String>], order: &[usize], separator: &str) -> String {
    let line = |row: &Vec<String>| {
        let quoted = |cell: &String| {
            if cell.contains([',', '，', ';', '|', '\t'])
                && separator.len() == 1
                && separator != "|"
            {
                format!("\"{cell}\"")
            } else {
                cell.replace('|', "")
            }
        };
        order
            .iter()
            .map(|at| quoted(&row[*at]))
            .collect::<Vec<_>>()
            .join(separator)
    };
    let heads: Vec<String> = heads.iter().map(|it| (*it).to_owned()).collect();
    let lines: Vec<String> = std::iter::once(&heads).chain(rows).map(line).collect();
    lines.join("\n") + "\n"
}

/// The check of a table that asks nothing.
fn checked(text: &str) -> Check {
    let choices = Choices {
        tier: Some(Tier::TwoA),
        ..Choices::default()
    };
    let mut check = Check::new(text.to_owned(), &choices, today());
    while check.advance(100) {}
    assert!(!check.is_open(), "{text}\n{:?}", check.understanding());
    check
}

/// The verdicts of the items.
fn verdicts(text: &str) -> String {
    let check = checked(text);
    let items = check.rows().filter(|it| it.verdict.is_item());
    items.map(|it| letter(it.verdict)).collect()
}

/// Fails where another order of the columns, titles, another separator or another encoding changes a verdict.
fn holds_in_any_form(
    heads: &[&str],
    rows: &[Vec<String>],
    order: &[usize],
    title: &str,
    separator: &str,
) -> Result<(), TestCaseError> {
    let plain: Vec<usize> = (0..heads.len()).collect();
    let expected = verdicts(&written(heads, rows, &plain, ","));
    prop_assert_eq!(expected.chars().count(), rows.len());
    let holds = |text: &str| rows.iter().flatten().any(|it| it.contains(text));
    prop_assume!(!(separator == "   " && holds("  ") || separator == "，" && holds("，")));
    let text = format!("{title}{}", written(heads, rows, order, separator));
    prop_assert_eq!(&verdicts(&text), &expected, "{}", text);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encoded = [
        encoding_rs::GB18030.encode(&text).0.into_owned(),
        wide,
        format!("\u{feff}{text}").into_bytes(),
    ];
    for bytes in encoded {
        prop_assert_eq!(foreign(&bytes), None);
        let mut sniffer = Sniffer::new();
        sniffer.push(&bytes);
        prop_assert!(sniffer.finish().is_ok());
        let again = decoded(&bytes).unwrap();
        prop_assert_eq!(
            &verdicts(again.trim_start_matches('\u{feff}')),
            &expected,
            "{}",
            again
        );
    }
    Ok(())
}

/// What may stand in a cell by mistake.
fn any_broken() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\"".to_owned()),
        Just("\"未完".to_owned()),
        Just("2.1E+08".to_owned()),
        Just("合计".to_owned()),
        "[^,\n\r]{0,12}",
    ]
}

/// The verdicts of the other items where a row is added, and one of its cells broken.
fn beside_broken(
    heads: &[&str],
    rows: &[Vec<String>],
    at: usize,
    added: Vec<String>,
) -> (String, String) {
    let plain: Vec<usize> = (0..heads.len()).collect();
    let mut changed = rows.to_vec();
    changed.insert(at, added);
    let text = written(heads, &changed, &plain, ",");
    let broken_row = u32::try_from(at).unwrap() + 2;
    let check = checked(&text);
    let others = check
        .rows()
        .filter(|it| it.row != broken_row && it.verdict.is_item());
    (others.map(|it| letter(it.verdict)).collect(), text)
}

proptest! {
    #[test]
    fn every_row_is_counted_once(text in any_table(), kind in 0..3_usize) {
        let kind = [None, Some(Kind::List), Some(Kind::Bill)][kind];
        understanding(&text, kind);
    }

    #[test]
    fn any_text_is_counted_or_asked_about(text in "(.|\n|\r){0,200}", bill: bool) {
        understanding(&text, Some(if bill { Kind::Bill } else { Kind::List }));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        reader(&bytes);
    }

    #[test]
    fn any_file_broken_anywhere_is_read_or_refused(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        byte: u8,
        cut: bool,
    ) {
        let files = super::files();
        let mut bytes = std::fs::read(&files[file.index(files.len())]).unwrap();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cut {
                bytes.truncate(at);
            }
        }
        reader(&bytes);
    }
}

proptest! {
    // Each of these reads its table five times and more.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn columns_titles_separators_and_encodings_change_no_verdict_of_a_list(
        rows in any_list(),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
        title in 0..4_usize,
        separator in 0..6_usize,
    ) {
        let title = ["", "某医院医疗服务价格公示表\n", "某医院价目表\n\n制表日期：2024年6月1日\n", "医院名称：某某医院\n"][title];
        let separator = [",", "\t", ";", "|", "，", "   "][separator];
        holds_in_any_form(&LIST, &rows, &order, title, separator)?;
    }

    #[test]
    fn columns_titles_separators_and_encodings_change_no_verdict_of_a_bill(
        rows in any_bill(),
        order in Just(vec![0, 1, 2, 3, 4, 5]).prop_shuffle(),
        title in 0..4_usize,
        separator in 0..6_usize,
    ) {
        let title = ["", "某医院住院患者费用清单\n", "某医院费用明细\n\n打印日期：2024年6月1日\n", "医院名称：某某医院\n"][title];
        let separator = [",", "\t", ";", "|", "，", "   "][separator];
        holds_in_any_form(&BILL, &rows, &order, title, separator)?;
    }

    #[test]
    fn what_is_broken_in_one_row_of_a_list_turns_no_other(
        rows in any_list(),
        at in any::<prop::sample::Index>(),
        column in 0..LIST.len(),
        broken in any_broken(),
    ) {
        let plain: Vec<usize> = (0..LIST.len()).collect();
        let expected = verdicts(&written(&LIST, &rows, &plain, ","));
        // A row of its own, so that the table stays what it is.
        let at = at.index(rows.len());
        let mut added = rows[at].clone();
        added[column] = broken;
        let (others, text) = beside_broken(&LIST, &rows, at, added);
        prop_assert_eq!(others, expected, "{}", text);
    }

    #[test]
    fn what_is_broken_in_one_row_of_a_bill_turns_no_other(
        rows in any_bill(),
        at in any::<prop::sample::Index>(),
        column in 0..BILL.len(),
        broken in any_broken(),
    ) {
        let plain: Vec<usize> = (0..BILL.len()).collect();
        let expected = verdicts(&written(&BILL, &rows, &plain, ","));
        // Of a patient and a day of its own: what is due for one day depends on all its lines.
        let at = at.index(rows.len());
        let mut added = rows[at].clone();
        added[0] = "999999".to_owned();
        added[1] = "2024-05-20".to_owned();
        added[column] = broken;
        let (others, text) = beside_broken(&BILL, &rows, at, added);
        prop_assert_eq!(others, expected, "{}", text);
    }
}
