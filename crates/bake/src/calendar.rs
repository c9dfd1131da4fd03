//! The calendar of public holidays and make-up workdays, a notice a year.

use serde::Deserialize;
use toml::Spanned;

use super::day::Day;
use super::{Problem, Source, line, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    law: Law,
    notice: Vec<Notice>,
}

/// A day that is off in every year.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    title: String,
    clause: String,
    name: String,
    month: u8,
    day: Spanned<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    year: Spanned<u16>,
    number: String,
    #[expect(dead_code, reason = "for readers of the data")]
    title: String,
    issued: Spanned<String>,
    holiday: Vec<Spanned<Holiday>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    clause: String,
    name: String,
    from: String,
    until: String,
    workdays: Vec<String>,
}

/// The holidays of consecutive years, checked.
pub(super) struct Calendar {
    /// The first bundled year.
    first_year: u16,
    /// The citation of each year's notice.
    notices: Vec<String>,
    breaks: Vec<Break>,
    workdays: Vec<Day>,
    /// The day that is off by law, as Rust.
    by_law: String,
}

/// A run of days off.
struct Break {
    name: String,
    from: Day,
    until: Day,
}

/// The clauses of a notice, in order.
const CLAUSES: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];

impl Break {
    fn days(&self) -> impl Iterator<Item = Day> {
        let until = self.until;
        std::iter::successors(Some(self.from), |day| Some(day.next()))
            .take_while(move |day| *day <= until)
    }
}

/// Reads and checks the calendar.
pub(super) fn read(source: &Source) -> Result<Calendar, Problem> {
    let file: File = source.toml()?;
    let mut calendar = Calendar {
        first_year: 0,
        notices: Vec::new(),
        breaks: Vec::new(),
        workdays: Vec::new(),
        by_law: by_law(source, &file.law)?,
    };
    let mut next_year = None;
    for notice in file.notice {
        let at = source.line_of(&notice.year.span());
        let year = notice.year.into_inner();
        if next_year.is_some_and(|next| next != year) {
            return Err(source.problem(at, format!("{year} does not follow the year before")));
        }
        if next_year.is_none() {
            calendar.first_year = year;
        }
        next_year = Some(year + 1);
        let issued = source.line_of(&notice.issued.span());
        if Day::read(source, issued, notice.issued.get_ref())?.year() >= year {
            return Err(source.problem(issued, "a notice is issued before its year"));
        }
        let mut clauses = CLAUSES.iter();
        for holiday in notice.holiday {
            let at = source.line_of(&holiday.span());
            let holiday = holiday.into_inner();
            if clauses.next() != Some(&holiday.clause.as_str()) {
                let what = format!("clause {:?} is not the next one", holiday.clause);
                return Err(source.problem(at, what));
            }
            read_holiday(source, at, year, holiday, &mut calendar)?;
        }
        let last = CLAUSES.len() - clauses.len();
        let Some(last) = last.checked_sub(1).and_then(|last| CLAUSES.get(last)) else {
            return Err(source.problem(at, format!("{year} has no holiday")));
        };
        calendar
            .notices
            .push(citation(&notice.number, &format!("一至{last}")));
    }
    calendar.workdays.sort_unstable();
    Ok(calendar)
}

/// What stands outside the gazette has no page.
fn citation(document: &str, clause: &str) -> String {
    format!("Citation::of(&Place::new({document:?}, {clause:?}, 0, 0))")
}

fn by_law(source: &Source, law: &Law) -> Result<String, Problem> {
    let Law {
        title,
        clause,
        name,
        month,
        day,
    } = law;
    let at = source.line_of(&day.span());
    let day = day.get_ref();
    // Every year has it: 2023 is no leap year.
    Day::read(source, at, &format!("2023-{month:02}-{day:02}"))?;
    let citation = citation(title, clause);
    Ok(format!(
        "ByLaw {{ name: {name:?}, month: {month}, day: {day}, citation: {citation} }}"
    ))
}

fn read_holiday(
    source: &Source,
    at: usize,
    year: u16,
    holiday: Holiday,
    calendar: &mut Calendar,
) -> Result<(), Problem> {
    let problem = |what: String| Err(source.problem(at, what));
    let day = |text: &str| {
        let day = Day::read(source, at, text)?;
        if day.year() == year {
            Ok(day)
        } else {
            Err(source.problem(at, format!("{text} is outside {year}")))
        }
    };
    let new = Break {
        name: holiday.name,
        from: day(&holiday.from)?,
        until: day(&holiday.until)?,
    };
    if new.from > new.until {
        return problem(format!("{} ends before it begins", new.name));
    }
    if let Some(before) = calendar.breaks.last()
        && before.until >= new.from
    {
        return problem(format!("{} does not follow {}", new.name, before.name));
    }
    let mut before = None;
    for text in &holiday.workdays {
        let day = day(text)?;
        if before.is_some_and(|before| before >= day) || calendar.workdays.contains(&day) {
            return problem(format!("{text} is not in order"));
        }
        if day.weekday() < 6 {
            return problem(format!("{text} is no Saturday or Sunday"));
        }
        before = Some(day);
        calendar.workdays.push(day);
    }
    calendar.breaks.push(new);
    // A day made up may belong to a holiday that comes later.
    let off = calendar.workdays.iter().find(|day| {
        let mut breaks = calendar.breaks.iter();
        breaks.any(|other| (other.from..=other.until).contains(day))
    });
    match off {
        Some(day) => problem(format!("{} is off and made up", day.iso())),
        None => Ok(()),
    }
}

/// Writes the statics of the calendar.
pub(super) fn write(calendar: &Calendar, out: &mut String) {
    let Calendar {
        first_year,
        notices,
        breaks,
        workdays,
        by_law,
    } = calendar;
    let most = breaks
        .iter()
        .map(|it| it.days().filter(|day| day.weekday() < 6).count())
        .max();
    line(
        out,
        format_args!("/// The first year of the calendar of public holidays."),
    );
    line(
        out,
        format_args!("pub(super) const FIRST_YEAR: u16 = {first_year};"),
    );
    line(
        out,
        format_args!("/// The most weekdays that one public holiday takes."),
    );
    line(
        out,
        format_args!(
            "pub(super) const MAX_WEEKDAYS_OFF: u32 = {};",
            most.unwrap_or_default()
        ),
    );
    list(out, "pub(super) static NOTICES", "Citation", notices);
    line(
        out,
        format_args!("pub(super) static BY_LAW: ByLaw = {by_law};"),
    );
    line(
        out,
        format_args!("pub(super) static BREAKS: [Break; {}] = [", breaks.len()),
    );
    for Break { name, from, until } in breaks {
        line(
            out,
            format_args!(
                "    Break {{ name: {name:?}, from: {}, until: {} }},",
                from.rust(),
                until.rust()
            ),
        );
    }
    line(out, format_args!("];"));
    let workdays: Vec<String> = workdays.iter().map(|day| day.rust()).collect();
    list(out, "pub(super) static MAKE_UP_DAYS", "Date", &workdays);
}
