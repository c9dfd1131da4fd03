//! What holds for any table: every row is counted once; where the columns stand, what is above the heads,
//! what separates the cells and how they are encoded never changes a verdict; what is broken in one row
//! never turns another's.

use luzhou_gazette::gazette::prices::{self, Price, Tier};
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

/// A list whose rows are known: code, name, price, and what it should be.
fn any_list() -> impl Strategy<Value = Vec<[String; 3]>> {
    let row = (0..prices::items().len(), -1..2_i64).prop_filter_map("a price", |(place, more)| {
        let item = &prices::items()[place];
        let Price::Amount(amount) = item.price(Tier::TwoA) else {
            return None;
        };
        let amount = luzhou_gazette::money::Fen::new(amount.get() + more * 100);
        Some([
            item.code().to_owned(),
            item.name().to_owned(),
            amount.plain(),
        ])
    });
    proptest::collection::vec(row, 1..12)
}

/// The rows under their heads, in this order of columns, written with this separator.
fn written(rows: &[[String; 3]], order: &[usize], separator: &str) -> String {
    let line = |row: &[String; 3]| {
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
    let heads = ["项目编码", "项目名称", "价格"].map(str::to_owned);
    let lines: Vec<String> = std::iter::once(&heads).chain(rows).map(line).collect();
    lines.join("\n") + "\n"
}

/// The verdicts of the items of a list.
fn verdicts(text: &str) -> String {
    let choices = Choices {
        tier: Some(Tier::TwoA),
        ..Choices::default()
    };
    let mut check = Check::new(text.to_owned(), &choices, today());
    while check.advance(100) {}
    assert!(!check.is_open(), "{text}\n{:?}", check.understanding());
    check
        .rows()
        .filter(|it| it.verdict.is_item())
        .map(|it| letter(it.verdict))
        .collect()
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

    #[test]
    fn columns_titles_separators_and_encodings_change_no_verdict(
        rows in any_list(),
        order in Just(vec![0, 1, 2]).prop_shuffle(),
        title in 0..4_usize,
        separator in 0..6_usize,
    ) {
        let plain = written(&rows, &[0, 1, 2], ",");
        let expected = verdicts(&plain);
        prop_assert_eq!(expected.chars().count(), rows.len());
        let separator = [",", "\t", ";", "|", "，", "   "][separator];
        let has_blank_names = separator == "   " && rows.iter().any(|row| row[1].contains("  "));
        prop_assume!(!(has_blank_names || separator == "，" && rows.iter().any(|row| row[1].contains('，'))));
        let table = written(&rows, &order, separator);
        let title = ["", "某医院医疗服务价格公示表\n", "某医院价目表\n\n制表日期：2024年6月1日\n", "医院名称：某某医院\n"][title];
        let text = format!("{title}{table}");
        prop_assert_eq!(&verdicts(&text), &expected, "{}", text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encoded = [encoding_rs::GB18030.encode(&text).0.into_owned(), wide, format!("\u{feff}{text}").into_bytes()];
        for bytes in encoded {
            prop_assert_eq!(foreign(&bytes), None);
            let mut sniffer = Sniffer::new();
            sniffer.push(&bytes);
            prop_assert!(sniffer.finish().is_ok());
            let again = decoded(&bytes).unwrap();
            prop_assert_eq!(&verdicts(again.trim_start_matches('\u{feff}')), &expected, "{}", again);
        }
    }

    #[test]
    fn what_is_broken_in_one_row_turns_no_other(
        rows in any_list(),
        at in any::<prop::sample::Index>(),
        column in 0..3_usize,
        broken in prop_oneof![
            Just(String::new()),
            Just("\"".to_owned()),
            Just("\"未完".to_owned()),
            Just("2.1E+08".to_owned()),
            Just("合计".to_owned()),
            "[^,\n\r]{0,12}",
        ],
    ) {
        let expected: Vec<char> = verdicts(&written(&rows, &[0, 1, 2], ",")).chars().collect();
        let mut changed = rows.clone();
        // A row of its own, so that the table stays what it is.
        let at = at.index(rows.len());
        changed.insert(at, rows[at].clone());
        changed[at][column] = broken;
        let text = written(&changed, &[0, 1, 2], ",");
        let choices = Choices { tier: Some(Tier::TwoA), ..Choices::default() };
        let mut check = Check::new(text.clone(), &choices, today());
        while check.advance(100) {}
        prop_assert!(!check.is_open(), "{}", text);
        let broken_row = u32::try_from(at).unwrap() + 2;
        let others: Vec<char> = check
            .rows()
            .filter(|it| it.row != broken_row && it.verdict.is_item())
            .map(|it| letter(it.verdict))
            .collect();
        prop_assert_eq!(others, expected, "{}", text);
    }
}
