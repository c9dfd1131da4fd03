//! The days of an outcome to take away: as a calendar file (iCalendar, RFC 5545) and as plain text.

use std::fmt::Write as _;

use crate::date::Date;
use crate::form::Checked;
use crate::outcome::{Event, Outcome};

/// A line holds at most so many bytes, without its end.
const WIDEST: usize = 75;

/// The events of an outcome that are still to come, or have not ended, on its day of looking.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::{Context, calculate};
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Answer;
/// use luzhou_gazette::ics::to_come;
///
/// let answers = [("date".to_string(), Answer::from("2024-03-01"))];
/// let looking = |day| {
///     let context = Context::on(Date::parse(day).unwrap());
///     calculate("forest-fire-season", &answers, context).unwrap()
/// };
/// assert_eq!(to_come(&looking("2024-03-01")).count(), 2);
/// assert_eq!(to_come(&looking("2026-03-01")).count(), 0);
/// ```
pub fn to_come(outcome: &Outcome) -> impl Iterator<Item = &Event> {
    let passed = |event: &&Event| event.until < outcome.as_of;
    outcome.events.iter().filter(move |it| !passed(it))
}

/// The events of an outcome that are still to come as a calendar file; empty where there are none, for a
/// calendar without an entry is no valid file. A day that has passed is nothing to be reminded of.
///
/// Each event is one all-day entry that leaves the day free. Its id is made of the calculator, the event and the
/// answers, so that three duties of one day are three entries, and a file that is opened twice, or made anew on a later
/// day of looking, replaces its own entries and no others. The day of looking is the entry's version (`SEQUENCE`) and
/// its stamp, for the core holds no clock.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::form::Checked;
/// use luzhou_gazette::ics::calendar_file;
/// use luzhou_gazette::outcome::{Event, Outcome};
///
/// let day = |text| Date::parse(text).unwrap();
/// let answers = Checked::default();
/// let mut outcome = Outcome::new("illegal-construction", day("2024-03-15"));
/// assert_eq!(calendar_file(&outcome, &answers), "");
/// outcome.events.push(Event {
///     key: "report_by",
///     title: "报告的最后一天".into(),
///     from: day("2024-03-20"),
///     until: day("2024-03-20"),
///     citation: luzhou_gazette::gazette::facts::RELOCATION_CITY.at(day("2024-03-15")).0.citation,
/// });
/// let file = calendar_file(&outcome, &answers);
/// assert!(file.contains("\r\nDTSTART;VALUE=DATE:20240320\r\nDTEND;VALUE=DATE:20240321\r\n"));
/// assert!(file.contains("\r\nSUMMARY:报告的最后一天\r\n"));
/// ```
#[must_use]
pub fn calendar_file(outcome: &Outcome, answers: &Checked) -> String {
    let mut file = String::new();
    if to_come(outcome).next().is_none() {
        return file;
    }
    let case = digest(&answers.canonical());
    line(&mut file, "BEGIN:VCALENDAR");
    line(&mut file, "VERSION:2.0");
    line(&mut file, "PRODID:-//luzhou-gazette//luzhou-gazette//ZH");
    for event in to_come(outcome) {
        write_event(&mut file, outcome, event, case);
    }
    line(&mut file, "END:VCALENDAR");
    file
}

/// The events of an outcome in lines for people: the day, what it is, and its source; what has passed is marked.
///
/// # Examples
///
/// ```
/// # use luzhou_gazette::date::Date;
/// # use luzhou_gazette::outcome::{Event, Outcome};
/// use luzhou_gazette::ics::plain_text;
///
/// # let day = |text| Date::parse(text).unwrap();
/// let mut outcome = Outcome::new("illegal-construction", day("2024-03-15"));
/// outcome.events.push(Event {
///     key: "report_by",
///     title: "报告的最后一天".into(),
///     from: day("2024-03-20"),
///     until: day("2024-03-20"),
///     citation: luzhou_gazette::gazette::facts::RELOCATION_CITY.at(day("2024-03-15")).0.citation,
/// });
/// let text = "2024年3月20日（周三）：报告的最后一天（泸市府办规〔2024〕1号 三(一)，第 30 页）\n";
/// assert_eq!(plain_text(&outcome), text);
/// ```
#[must_use]
pub fn plain_text(outcome: &Outcome) -> String {
    let mut text = String::new();
    for event in &outcome.events {
        let Event {
            title,
            from,
            until,
            citation,
            ..
        } = event;
        let day = |day: Date| format!("{}（{}）", day.in_words(), day.weekday_name());
        let days = if from == until {
            day(*from)
        } else {
            format!("{}至{}", day(*from), day(*until))
        };
        let passed = if *until < outcome.as_of {
            "（已经过去）"
        } else {
            ""
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{days}{passed}：{title}（{citation}）");
    }
    text
}

/// A short sign of a text (FNV-1a, 64 bits): no secret, only apart from other cases, and the same in every version.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sign, byte| {
        (sign ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn write_event(file: &mut String, outcome: &Outcome, event: &Event, case: u64) {
    let (from, stamp) = (event.from.digits(), outcome.as_of.digits());
    line(file, "BEGIN:VEVENT");
    let (calculator, key) = (outcome.calculator, event.key);
    line(
        file,
        &format!("UID:{calculator}.{key}.{case:016x}@luzhou-gazette"),
    );
    line(file, &format!("SEQUENCE:{stamp}"));
    line(file, &format!("DTSTAMP:{stamp}T000000Z"));
    line(file, &format!("DTSTART;VALUE=DATE:{from}"));
    // The end of an entry is the day after its last; an entry of one day needs none.
    if let Some(end) = event.until.plus_days(1) {
        line(file, &format!("DTEND;VALUE=DATE:{}", end.digits()));
    }
    line(file, &format!("SUMMARY:{}", escaped(&event.title)));
    let source = match event.citation.issue() {
        Some(issue) => format!("依据：{}\n{}", event.citation, issue.title),
        None => format!("依据：{}", event.citation),
    };
    line(file, &format!("DESCRIPTION:{}", escaped(&source)));
    line(file, "TRANSP:TRANSPARENT");
    line(file, "END:VEVENT");
}

/// A text with what the format reads as its own signs marked; control characters go.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Writes a line, folded between characters where it is too wide: what goes on begins with a space.
fn line(file: &mut String, text: &str) {
    let mut width = 0_usize;
    for c in text.chars() {
        if width.saturating_add(c.len_utf8()) > WIDEST {
            file.push_str("\r\n ");
            width = 1;
        }
        file.push(c);
        width = width.saturating_add(c.len_utf8());
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::{Citation, Place};

    use proptest::prelude::*;

    const RULE: Citation = Citation::of(&Place::new("泸市府规〔2024〕2号", "第九条", 5, 1));

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn event(key: &'static str, title: &str, from: &str, until: &str) -> Event {
        Event {
            key,
            title: title.to_owned().into(),
            from: date(from),
            until: date(until),
            citation: RULE,
        }
    }

    fn outcome(events: Vec<Event>) -> Outcome {
        Outcome {
            events,
            ..Outcome::new("test", date("2024-03-15"))
        }
    }

    fn file_of(outcome: &Outcome) -> String {
        calendar_file(outcome, &Checked::default())
    }

    fn folded(text: &str) -> String {
        let mut file = String::new();
        line(&mut file, text);
        file
    }

    fn unfolded(file: &str) -> String {
        file.replace("\r\n ", "")
    }

    #[test]
    fn a_file_is_written_to_the_last_character() {
        let file = file_of(&outcome(vec![event(
            "by",
            "报告的最后一天",
            "2024-12-31",
            "2024-12-31",
        )]));
        let expected = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//luzhou-gazette//luzhou-gazette//ZH
BEGIN:VEVENT
UID:test.by.cbf29ce484222325@luzhou-gazette
SEQUENCE:20240315
DTSTAMP:20240315T000000Z
DTSTART;VALUE=DATE:20241231
DTEND;VALUE=DATE:20250101
SUMMARY:报告的最后一天
DESCRIPTION:依据：泸市府规〔2024〕2号 第九条，第 5 页\\n泸
 州市人民政府公报 2024年第1期（总第59期）
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
";
        assert_eq!(file, expected.replace('\n', "\r\n"));
    }

    #[test]
    fn the_sign_of_a_case_is_that_of_fnv_1a() {
        assert_eq!(digest("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn an_id_tells_cases_apart_however_they_are_written() {
        let form = crate::calculators::find("home-purchase-subsidy")
            .unwrap()
            .form;
        let id = |price: &str, group: &str| {
            let answers = [("group", group), ("price", price)];
            let answers = answers.map(|(key, text)| (key.to_owned(), text.into()));
            let outcome = outcome(vec![event("by", "期限", "2024-03-20", "2024-03-20")]);
            let file = calendar_file(&outcome, &form.check(&answers).unwrap());
            file.lines()
                .find(|it| it.starts_with("UID:"))
                .unwrap()
                .to_owned()
        };
        let one = id("850000", "veteran,graduate");
        assert_eq!(one, id("85万", "graduate,veteran"));
        assert_ne!(one, id("850001", "veteran,graduate"));
        assert_ne!(one, id("850000", "veteran"));
    }

    #[test]
    fn a_line_is_folded_at_75_bytes_between_characters() {
        let plain = "a".repeat(75);
        assert_eq!(folded(&plain), format!("{plain}\r\n"));
        assert_eq!(folded(&format!("{plain}b")), format!("{plain}\r\n b\r\n"));
        // 25 characters of three bytes fill a line; its next has room for 24 behind the space.
        let chinese = "泸".repeat(25);
        assert_eq!(folded(&chinese), format!("{chinese}\r\n"));
        let more = "州".repeat(24);
        assert_eq!(
            folded(&format!("{chinese}{more}")),
            format!("{chinese}\r\n {more}\r\n")
        );
        assert_eq!(
            folded(&format!("{chinese}{more}市")),
            format!("{chinese}\r\n {more}\r\n 市\r\n")
        );
        // A character that would reach over the edge goes whole to the next line.
        let shifted = format!("ab{}", "泸".repeat(24));
        assert_eq!(shifted.len(), 74);
        assert_eq!(
            folded(&format!("{shifted}州")),
            format!("{shifted}\r\n 州\r\n")
        );
        assert_eq!(
            folded(&format!("{shifted}x州")),
            format!("{shifted}x\r\n 州\r\n")
        );
    }

    #[test]
    fn the_signs_of_the_format_are_marked_in_texts() {
        let title = "一,二;三\\四\r\n五\u{7}：“六”，七";
        let file = file_of(&outcome(vec![event(
            "by",
            title,
            "2024-03-20",
            "2024-03-20",
        )]));
        let summary = "\r\nSUMMARY:一\\,二\\;三\\\\四\\n五：“六”，七\r\n";
        assert!(unfolded(&file).contains(summary), "{file}");
    }

    #[test]
    fn the_end_is_the_day_after_the_last() {
        let of = |from, until| file_of(&outcome(vec![event("by", "期限", from, until)]));
        assert!(of("2028-02-01", "2028-02-29").contains("DTEND;VALUE=DATE:20280301\r\n"));
        assert!(!of("2999-12-31", "2999-12-31").contains("DTEND"));
    }

    #[test]
    fn nothing_to_keep_is_no_file_and_no_text() {
        let outcome = outcome(Vec::new());
        assert_eq!(file_of(&outcome), "");
        assert_eq!(plain_text(&outcome), "");
    }

    #[test]
    fn the_text_names_days_weekdays_and_sources() {
        let text = plain_text(&outcome(vec![
            event("by", "报告", "2024-03-20", "2024-03-20"),
            event("slot", "献血", "2024-03-01", "2024-04-30"),
        ]));
        assert_eq!(
            text,
            "2024年3月20日（周三）：报告（泸市府规〔2024〕2号 第九条，第 5 页）\n\
             2024年3月1日（周五）至2024年4月30日（周二）：献血（泸市府规〔2024〕2号 第九条，第 5 页）\n"
        );
    }

    /// The test in JavaScript reads the file with a public parser.
    #[test]
    fn the_parser_in_javascript_is_given_a_file() {
        let outcome = outcome(vec![
            event("plain", "报告的最后一天", "2024-03-20", "2024-03-20"),
            event("run", "一,二;三\\四\n五", "2024-02-01", "2024-02-29"),
            event("long", &"泸州😀\\,;".repeat(40), "2026-12-31", "2027-01-12"),
        ]);
        let record = serde_json::json!({ "outcome": outcome, "file": file_of(&outcome) });
        let target = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
        std::fs::create_dir_all(&target).unwrap();
        std::fs::write(target.join("calendar-file.json"), record.to_string()).unwrap();
    }

    proptest! {
        #[test]
        fn any_title_is_folded_and_comes_back(title in "\\PC*") {
            let file = file_of(&outcome(vec![event("by", &title, "2024-03-20", "2024-03-20")]));
            for line in file.split_terminator("\r\n") {
                prop_assert!(line.len() <= WIDEST && !line.contains(['\r', '\n']));
            }
            let unfolded = unfolded(&file);
            let summary = unfolded.lines().find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut back = String::new();
            let mut chars = summary.chars();
            while let Some(c) = chars.next() {
                back.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(back, title);
        }
    }
}
