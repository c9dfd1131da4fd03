//! What must hold for any bytes and any text that are given to the table check.

use luzhou_gazette::date::Date;
use luzhou_gazette::table::{
    Check, Choices, Foreign, Kind, Sniffer, Verdict, foreign, write_report,
};

/// The text of a file as the page reads it.
///
/// # Errors
///
/// What the file is where it is no text.
pub(crate) fn decoded(bytes: &[u8]) -> Result<String, Foreign> {
    if let Some(foreign) = foreign(bytes) {
        return Err(foreign);
    }
    let mut sniffer = Sniffer::new();
    bytes.chunks(4096).for_each(|piece| sniffer.push(piece));
    let encoding = sniffer.finish()?;
    let decoder = encoding_rs::Encoding::for_label(encoding.label().as_bytes()).unwrap();
    Ok(decoder.decode(bytes).0.into_owned())
}

/// Any bytes are a text whose rows are accounted for, or are refused with advice.
pub(crate) fn reader(bytes: &[u8]) {
    match decoded(bytes) {
        Ok(text) => understanding(&text, None),
        Err(foreign) => assert!(!foreign.advice().is_empty()),
    }
}

/// Whatever is answered to what is asked, every row is one verdict, the counts add up to the rows, a row that
/// is not understood says why, and rows read again are what they were.
pub(crate) fn understanding(text: &str, kind: Option<Kind>) {
    let check = settled(text, kind);
    if check.is_open() {
        return;
    }
    let summary = check.summary();
    assert_eq!(summary.counts.iter().sum::<u32>(), summary.rows);
    let rows: Vec<_> = check.rows().collect();
    let shown = u32::try_from(rows.len()).unwrap();
    assert_eq!(shown + summary.count(Verdict::Blank), summary.rows);
    assert!(rows.is_sorted_by(|a, b| a.row < b.row));
    assert!(rows.last().is_none_or(|it| it.row <= summary.rows));
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(check.verdict(place), Some(row.verdict));
        assert!(
            row.verdict != Verdict::Unreadable || !row.reason.is_empty(),
            "{row:?}"
        );
        let accused = row.verdict == Verdict::Above;
        assert!(
            !accused
                || row
                    .prices
                    .iter()
                    .any(|it| it.amount > it.printed && it.printed.is_some()),
            "{row:?}"
        );
    }
    let _ = write_report(check.kind(), rows);
}

/// Answers every question with its first reading, and checks.
fn settled(text: &str, kind: Option<Kind>) -> Check {
    let today = Date::parse("2024-06-01").unwrap();
    let mut choices = Choices {
        kind,
        ..Choices::default()
    };
    let mut check = Check::new(text.to_owned(), &choices, today);
    for _ in 0..12 {
        let asked = check.understanding().doubts.first();
        let Some(reading) = asked.and_then(|it| it.readings.first()).cloned() else {
            break;
        };
        assert!(choices.set(reading.key, &reading.value));
        check = check.again(&choices);
    }
    while check.advance(3) {}
    check
}
