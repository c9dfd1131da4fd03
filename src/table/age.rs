//! How old a patient is, as bills write it: a price of the notice may be higher up to an age.

use crate::date::Date;

use super::day::days;
use super::heads::word;
use super::records::Record;
use super::text::{is_digits, plain};

/// What is known of a patient's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// So many completed years.
    Years(u16),
    /// Born on this day.
    Born(Date),
}

impl Age {
    /// Whether somebody is older on a day than so many completed years.
    pub(super) fn is_above(self, last: u16, day: Date) -> bool {
        match self {
            Self::Years(years) => years > last,
            Self::Born(birth) => birth.age_on(day).is_some_and(|it| it > last),
        }
    }

    /// What a cell under such a head says.
    pub(super) fn of(head: &str, cell: &str) -> Option<Self> {
        let text = plain(cell);
        if head.contains("出生") || head.contains("生日") || head.contains("birth") {
            let days = days(&text).ok().filter(|it| it.first == it.last)?;
            return Some(Self::Born(days.first));
        }
        if let Some(years) = years(&text) {
            return Some(Self::Years(years));
        }
        if head.contains("年龄") || head == "age" {
            return if is_digits(&text) && !head.contains(['月', '天']) {
                text.parse().ok().map(Self::Years)
            } else {
                let young = ["月", "天", "日", "小时"];
                let young = young.iter().any(|it| text.contains(it)) && days(&text).is_err();
                young.then_some(Self::Years(0))
            };
        }
        head.contains("身份").then(|| born(&text))?.map(Self::Born)
    }

    /// What a line of labels says: `姓名：某 年龄：4岁`.
    pub(super) fn of_line(record: Record) -> Option<Self> {
        record.cells().find_map(|cell| {
            // Nearly every line says no age.
            let text = plain(&cell);
            if !["龄", "岁", "生", "身份"]
                .iter()
                .any(|it| text.contains(it))
            {
                return None;
            }
            let mut parts = text.split([' ', ',', ';', '、', '|']);
            parts.find_map(|part| match part.split_once(':') {
                Some((label, value)) => Self::of(&word(label), value),
                None => years(part).map(Self::Years),
            })
        })
    }
}

/// The years before 岁, unless a band is meant, `6岁以下`.
fn years(text: &str) -> Option<u16> {
    let (before, behind) = text.split_once('岁')?;
    let before = before.strip_suffix('周').unwrap_or(before);
    let start = before.rfind(|c: char| !c.is_ascii_digit());
    let number = start.map_or(Some(before), |at| {
        before.get(before.ceil_char_boundary(at.saturating_add(1))..)
    })?;
    let band = behind.starts_with(['以', '及']) || before.contains(['-', '~', '至']);
    number.parse().ok().filter(|_| !band)
}

/// The day of birth in the number of an identity card.
fn born(text: &str) -> Option<Date> {
    let day = text
        .get(6..14)
        .filter(|it| text.len() == 18 && is_digits(it))?;
    days(day).ok().map(|it| it.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_bills_write_them() {
        let day = Date::parse("2024-05-01").unwrap();
        for (head, cell, older) in [
            ("年龄", "3岁", Some(false)),
            ("年龄", "6岁11月", Some(false)),
            ("年龄", "7", Some(true)),
            ("年龄", "40 岁", None),
            ("年龄", "5月", Some(false)),
            ("年龄", "20天", Some(false)),
            ("患者信息", "张三/男/64岁", Some(true)),
            ("患者信息", "张三", None),
            ("备注", "6周岁以下", None),
            ("备注", "0-6岁", None),
            ("出生日期", "2017-05-01", Some(true)),
            ("出生日期", "2017-05-02", Some(false)),
            ("身份证号", "510502201705021234", Some(false)),
            ("身份证号", "5105021980****1234", None),
            ("年龄", "", None),
        ] {
            let told = Age::of(head, cell).map(|it| it.is_above(6, day));
            assert_eq!(told, older, "{head} {cell}");
        }
    }
}
