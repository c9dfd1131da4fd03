//! The answers as lines of a bill.

use crate::date::Date;
use crate::form::{Checked, ErrorCode, InputError};
use crate::gazette::prices::{self, Tier, asking};

use super::beside::Beside;
use super::line::Line;

/// What the calculation needs to know.
pub(super) struct Answers<'a> {
    pub(super) tier: Option<Tier>,
    pub(super) service_date: Option<Date>,
    birth_date: Option<Date>,
    age: Option<u16>,
    lines: &'a [Checked],
}

impl<'a> Answers<'a> {
    pub(super) fn read(checked: &'a Checked) -> Self {
        Self {
            tier: checked.id("tier").and_then(Tier::find),
            service_date: checked.date("service_date"),
            birth_date: checked.date("birth_date"),
            age: checked.whole("age").and_then(|age| u16::try_from(age).ok()),
            lines: checked.rows("lines"),
        }
    }

    /// The lines of the bill; what has no day is read as on the day `without_day`.
    pub(super) fn lines(&self, without_day: Date) -> Result<Vec<Line<'a>>, InputError> {
        let mut lines: Vec<Line<'a>> = Vec::new();
        for (index, row) in self.lines.iter().enumerate() {
            let day = row.date("date").or(self.service_date);
            let on = day.unwrap_or(without_day);
            let Some(item) = row.id("code").and_then(|code| prices::item(code, on)) else {
                continue;
            };
            let age = if asking::AGE.contains(&item.family()) {
                self.age_on(day)?
            } else {
                None
            };
            lines.push(Line {
                index,
                item,
                row,
                day,
                age,
                beside: Beside::default(),
            });
        }
        let beside: Vec<Beside> = lines.iter().map(|line| Beside::of(line, &lines)).collect();
        for (line, beside) in lines.iter_mut().zip(beside) {
            line.beside = beside;
        }
        Ok(lines)
    }

    /// The patient's completed years on a day.
    fn age_on(&self, day: Option<Date>) -> Result<Option<u16>, InputError> {
        let (Some(born), Some(day)) = (self.birth_date, day) else {
            return Ok(self.age);
        };
        let age = born.age_on(day).ok_or_else(|| {
            let (born, day) = (born.in_words(), day.in_words());
            let message = format!("出生日期（{born}）比服务日期（{day}）还晚");
            InputError::new(ErrorCode::Contradicts, "birth_date", message)
        })?;
        match self.age {
            Some(stated) if stated != age => Err(InputError::new(
                ErrorCode::Contradicts,
                "age",
                format!(
                    "按出生日期（{}），到{}是 {age} 周岁，与填写的 {stated} 周岁不符",
                    born.in_words(),
                    day.in_words()
                ),
            )),
            _ => Ok(Some(age)),
        }
    }
}
