//! Days as systems, spreadsheets and people write them.

use crate::date::Date;

use super::fault::Fault;
use super::text::{content, is_digits, plain};

/// A day, or the days from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    /// The first of them.
    pub(super) first: Date,
    /// The last of them; the same as the first where it is one day.
    pub(super) last: Date,
    /// Whether a spreadsheet wrote the day as its number.
    pub(super) serial: bool,
}

/// What may stand between the ends of a span. A single hyphen too, where whole days stand on both sides.
const BETWEEN: [&str; 6] = ["至", "到", "~", "—", "–", "-"];

/// The title of the notice's own table, whose year is that of the adjustment, not of the prices.
const ANNEX: &str = "2023年度泸州市公立医疗机构医疗服务价格调整项目明细表";

/// The days of a cell.
///
/// # Errors
///
/// Why the cell holds no day.
pub(super) fn days(cell: &str) -> Result<Days, Fault> {
    let text = plain(cell);
    content(&text)?;
    let one = |day, serial| Days {
        first: day,
        last: day,
        serial,
    };
    if let Some(day) = serial(&text) {
        return Ok(one(day, true));
    }
    if let Some(day) = single(&text) {
        return Ok(one(day, false));
    }
    for between in BETWEEN {
        let mut from = 0_usize;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(between)) {
            let at = from.saturating_add(at);
            let after = at.saturating_add(between.len());
            let ends = (text.get(..at), text.get(after..));
            if let (Some(before), Some(behind)) = ends
                && let Some(first) = single(before.trim())
                && let Some(last) = single(behind.trim()).or_else(|| short(first, behind.trim()))
            {
                if last < first {
                    return Err(Fault::NotADay);
                }
                return Ok(Days {
                    first,
                    last,
                    serial: false,
                });
            }
            from = after;
        }
    }
    let parts = || text.split(['-', '/', '.', '月', '年']);
    let numbers = parts().all(|it| is_digits(it.trim_end_matches(['日', '号'])));
    let short = |it: &str| it.trim_end_matches(['日', '号']).len() <= 2;
    let month = number(&text).is_some_and(|(it, rest)| it.len() < 3 && rest.starts_with('月'));
    Err(match parts().next() {
        _ if month => Fault::NoYear,
        _ if period(&text).is_some() => Fault::NoDay,
        // 24/4/1: any of the first and the last may be the year.
        Some(_) if numbers && parts().count() == 3 && parts().all(short) => Fault::ShortYear,
        _ if !numbers || parts().count() != 2 => Fault::NotADay,
        Some(first) if first.len() == 4 => Fault::NoDay,
        _ => Fault::NoYear,
    })
}

/// The day that a spreadsheet counts from 1900, with or without the part of a day behind it; 2000 to 2099.
fn serial(text: &str) -> Option<Date> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    if whole.len() != 5 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let number: i32 = whole.parse().ok()?;
    // Spreadsheets count a 29 February 1900 that never was.
    (36_526..=73_050)
        .contains(&number)
        .then(|| Date::MIN.plus_days(number.saturating_sub(2)))?
}

/// One day, perhaps with a time or a weekday behind it.
fn single(text: &str) -> Option<Date> {
    if is_digits(text) {
        let time = text.get(8..).unwrap_or_default();
        let right = matches!(text.len(), 8 | 12 | 14) && is_time(time);
        return right.then(|| compact(text.get(..8)?))?;
    }
    let (year, rest) = number(text)?;
    let rest = after_mark(rest, &['-', '/', '.', '年', '—', '–', '\\', ' '])?;
    let (month, rest) = number(rest)?;
    let rest = after_mark(rest, &['-', '/', '.', '月', '—', '–', '\\', ' '])?;
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    let short = |digits: &str| digits.len() <= 2;
    if year.len() != 4 || !short(month) || !short(day) || !is_behind(rest) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The last day of a span that leaves out the year, or year and month, of the first.
fn short(first: Date, text: &str) -> Option<Date> {
    let first = first.to_string();
    let (month, rest) = number(text)?;
    match after_mark(rest, &['-', '/', '.', '月']) {
        Some(rest) if !rest.is_empty() => {
            let (day, rest) = number(rest)?;
            let whole = rest.is_empty() || matches!(rest, "日" | "号");
            whole.then(|| single(&format!("{}-{month}-{day}", first.get(..4)?)))?
        }
        _ => {
            let whole = rest.is_empty() || matches!(rest, "日" | "号");
            whole.then(|| single(&format!("{}-{month}", first.get(..7)?)))?
        }
    }
}

/// The digits at the beginning, and what follows.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    (!digits.is_empty()).then_some((digits, rest))
}

fn after_mark<'a>(text: &'a str, marks: &[char]) -> Option<&'a str> {
    text.strip_prefix(marks).map(str::trim_start)
}

fn compact(digits: &str) -> Option<Date> {
    let part = |from, to| digits.get(from..to).and_then(|it: &str| it.parse().ok());
    Date::new(digits.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)
}

/// Whether digits are the time of a day: hours, minutes, perhaps seconds.
fn is_time(digits: &str) -> bool {
    let below = |from, to, most: u8| {
        digits
            .get(from..to)
            .is_none_or(|it: &str| it.parse::<u8>().is_ok_and(|it| it < most))
    };
    below(0, 2, 24) && below(2, 4, 60) && below(4, 6, 61)
}

/// Whether what follows a day is a time, a weekday, or nothing; never a second day or time.
fn is_behind(text: &str) -> bool {
    let text = text.trim_start();
    let time = text.strip_prefix('T').unwrap_or(text);
    let one = !text.contains(['至', '~', '到', '-', '—', '–']);
    text.is_empty()
        || one && text.starts_with(['(', '星', '周', '上', '下'])
        || one && time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit())
}

/// The days of a month or a year: `2024-03`, `202403`, `2024年3月`, `2023年度`, `2023`.
pub(super) fn period(cell: &str) -> Option<Days> {
    let text = plain(cell);
    let (digits, rest) = number(&text)?;
    let year = digits.get(..4)?;
    if !year.starts_with("20") {
        return None;
    }
    let month = match digits.get(4..)? {
        "" => match after_mark(rest, &['-', '/', '.', '年']).and_then(number) {
            Some((month, "" | "月" | "月份")) => Some(month),
            None if matches!(rest, "" | "年" | "年度") => None,
            _ => return None,
        },
        month if rest.is_empty() && month.len() == 2 => Some(month),
        _ => return None,
    };
    let year = year.parse().ok()?;
    let (from, to) = match month {
        Some(month) => {
            let month = month.parse().ok()?;
            (month, month)
        }
        None => (1, 12),
    };
    let last = (28..=31).rev().find_map(|day| Date::new(year, to, day))?;
    Some(Days {
        first: Date::new(year, from, 1)?,
        last,
        serial: false,
    })
}

/// The days that words name, from the first to the last: `日期：2024-03-30`, `2024年3月`. Of a month or a year
/// its last day.
pub(super) fn named(cell: &str) -> Option<Days> {
    let text = plain(cell);
    let mut rest: &str = &text;
    let mut found: Option<Days> = None;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = rest.get(at..)?;
        let (digits, behind) = number(from)?;
        if let Some(day) = leading(digits, behind) {
            // The end of a span may leave out the year: 2024.3.20-4.2.
            let last = spanned(from).filter(|it| it.first == day);
            let last = last.map_or(day, |it| it.last);
            found = Some(Days {
                first: found.map_or(day, |it| it.first.min(day)),
                last: found.map_or(last, |it| it.last.max(last)),
                serial: false,
            });
        }
        rest = behind;
    }
    found
}

/// The span of days with which a text begins.
fn spanned(text: &str) -> Option<Days> {
    let is_part = |c: char| c.is_ascii_digit() || "-/.年月日号至到~—– ".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    days(text.get(..end)?).ok()
}

/// The days that a line says of its table: those of the documents that it names, of their issue and in their titles,
/// are not meant.
pub(super) fn said(cell: &str) -> Option<Days> {
    let text = plain(cell);
    let of_papers = [
        "发文", "文号", "依据", "根据", "印发", "号文", "〕", "《", "规范", "目录",
    ];
    let is_paper = |text: &str| of_papers.iter().any(|it| text.contains(it));
    let text = text.replace(ANNEX, "");
    if !is_paper(&text) {
        return named(&text);
    }
    let holds = ["起", "执行", "施行", "实施", "止"];
    let ends = [',', '，', ';', '。', '(', ')', ' '];
    let parts = text
        .split(ends)
        .filter(|it| !is_paper(it) && holds.iter().any(|word| it.contains(word)));
    parts.filter_map(named).reduce(|one, other| Days {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
        serial: false,
    })
}

/// The day, or the last one of the month or the year, that begins with these digits.
fn leading(digits: &str, behind: &str) -> Option<Date> {
    if digits.len() == 8 {
        return compact(digits).filter(|_| digits.starts_with("20"));
    }
    let twenty = digits.len() == 4 && digits.starts_with("20");
    let year: u16 = digits.parse().ok().filter(|_| twenty)?;
    let last = |month: u8| (28..=31).rev().find_map(|day| Date::new(year, month, day));
    let marks = ['-', '/', '.', '年', '—', '–'];
    let month = after_mark(behind, &marks).and_then(number);
    let Some((month, behind)) = month.filter(|(it, _)| it.len() <= 2) else {
        return behind.starts_with(['年', '版']).then(|| last(12))?;
    };
    let month = month.parse().ok()?;
    let day = after_mark(behind, &['-', '/', '.', '月', '—', '–']).and_then(number);
    match day.filter(|(it, _)| it.len() <= 2) {
        Some((day, _)) => Date::new(year, month, day.parse().ok()?),
        None => last(month).filter(|_| behind.starts_with('月')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(cell: &str) -> Result<String, Fault> {
        let days = days(cell)?;
        Ok(if days.first == days.last {
            days.first.to_string()
        } else {
            format!("{} {}", days.first, days.last)
        })
    }

    #[test]
    fn days_are_read_as_systems_write_them() {
        for cell in [
            "2024-04-01",
            "2024/4/1",
            "2024.4.1",
            "2024年4月1日",
            "2024年04月01日 08:30",
            "2024-4-1 8:30",
            "2024-04-01T08:00:00.000Z",
            "2024-04-01 08:30:00.0",
            "20240401",
            "20240401083000",
            "202404010830",
            "２０２４－０４－０１",
            "2024/04/01 星期一",
            "2024-04-01（周一）",
            "45383",
            "45383.5",
            "2024\\4\\1",
            "2024-04-01 至 2024-04-01",
            "2024-4-1~1",
        ] {
            assert_eq!(told(cell).as_deref(), Ok("2024-04-01"), "{cell}");
        }
        assert!(days("45383").unwrap().serial && !days("20240401").unwrap().serial);
        for cell in [
            "2024-04-01 至 2024-04-05",
            "2024-4-1~4-5",
            "2024-4-1～5",
            "2024-04-01-2024-04-05",
            "2024/04/01-2024/04/05",
            "2024年4月1日—4月5日",
            "2024-04-01 08:00-2024-04-05 08:00",
            "2024-04-01 22:00—2024-04-05 02:00",
            "2024-04-01上午至2024-04-05下午",
            "2024-04-01(周一)至2024-04-05(周五)",
        ] {
            assert_eq!(told(cell).as_deref(), Ok("2024-04-01 2024-04-05"), "{cell}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_none() {
        for (cell, fault) in [
            ("", Fault::Missing),
            ("4/1/2024", Fault::NotADay),
            ("24-4-1", Fault::ShortYear),
            ("24/4/1", Fault::ShortYear),
            ("01-Apr-24", Fault::NotADay),
            ("2024-02-30", Fault::NotADay),
            ("20240401250000", Fault::NotADay),
            ("2024-04-05 至 2024-04-01", Fault::NotADay),
            ("4月1日", Fault::NoYear),
            ("3月20日至4月2日", Fault::NoYear),
            ("3月", Fault::NoYear),
            ("2024-04", Fault::NoDay),
            ("昨天", Fault::NotADay),
            ("12345", Fault::NotADay),
            ("045383", Fault::NotADay),
            ("123月", Fault::NotADay),
        ] {
            assert_eq!(told(cell), Err(fault), "{cell}");
        }
    }

    #[test]
    fn days_in_words_are_found() {
        for (words, first, last) in [
            ("某医院一日清单 2024年03月15日", "2024-03-15", "2024-03-15"),
            (
                "住院日期：2024-03-20至2024-04-10",
                "2024-03-20",
                "2024-04-10",
            ),
            ("20240330", "2024-03-30", "2024-03-30"),
            ("费用期间：2024.3.20-4.2", "2024-03-20", "2024-04-02"),
            ("计费：2024年3月20日至25日 三甲", "2024-03-20", "2024-03-25"),
            ("2024年2月费用", "2024-02-29", "2024-02-29"),
            ("2023年价目表", "2023-12-31", "2023-12-31"),
        ] {
            let days = named(words).unwrap();
            assert_eq!(
                (days.first.to_string(), days.last.to_string()),
                (first.into(), last.into())
            );
        }
        for words in [
            "泸市医保发〔2023〕39号",
            "住院号：202405017",
            "电话 0830-2024",
            "院内会诊",
        ] {
            assert_eq!(named(words), None, "{words}");
        }
    }

    #[test]
    fn months_and_years_are_periods() {
        let told = |cell: &str| period(cell).map(|it| format!("{} {}", it.first, it.last));
        for cell in ["2024-03", "2024/3", "202403", "2024年3月", "2024年03月份"] {
            assert_eq!(
                told(cell).as_deref(),
                Some("2024-03-01 2024-03-31"),
                "{cell}"
            );
        }
        for cell in ["2023", "2023年", "2023年度"] {
            assert_eq!(
                told(cell).as_deref(),
                Some("2023-01-01 2023-12-31"),
                "{cell}"
            );
        }
        for cell in [
            "",
            "2024-13",
            "20240301",
            "2024-03-01",
            "1203",
            "25",
            "二月",
        ] {
            assert_eq!(told(cell), None, "{cell}");
        }
    }

    #[test]
    fn days_of_documents_are_not_those_of_a_table() {
        let notice = crate::gazette::documents::details("医39").unwrap();
        assert!(notice.annexes.contains(&ANNEX));
        let told = |cell: &str| said(cell).map(|it| it.first.to_string());
        for cell in [
            "泸市医保发〔2023〕39号（2023年12月28日）",
            "泸州市医疗保障局 2023年12月28日印发",
            "2023年度泸州市公立医疗机构医疗服务价格调整项目明细表",
            "文号：泸市医保发[2023]39号　发文日期：2023-12-28",
            "《全国医疗服务价格项目规范（2012版）》",
        ] {
            assert_eq!(told(cell), None, "{cell}");
        }
        for (cell, day) in [
            (
                "根据泸市医保发[2023]39号文件印发，自2024年4月1日起执行",
                "2024-04-01",
            ),
            ("某医院收费标准（2023版）", "2023-12-31"),
            ("公示日期：2024-03-25", "2024-03-25"),
        ] {
            assert_eq!(told(cell).as_deref(), Some(day), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(cell in ".*") {
            let read = [days(&cell).ok(), period(&cell)];
            prop_assert!(read.iter().flatten().all(|it| it.first <= it.last));
        }

        #[test]
        fn every_day_reads_back(number in 36_526..73_000_i32) {
            let day = Date::MIN.plus_days(number - 2).unwrap();
            prop_assert_eq!(told(&day.to_string()), Ok(day.to_string()));
            prop_assert_eq!(told(&number.to_string()), Ok(day.to_string()));
        }
    }
}
