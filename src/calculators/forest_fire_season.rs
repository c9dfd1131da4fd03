//! Whether one may make fire in the forest, and the season of a day (森林防火期).
//!
//! 泸市府规〔2024〕1号: the fire season and the high-risk season of 2024, which a district may lengthen;
//! what is forbidden in the zone, what needs approval, who may enter, and what follows a breach. The
//! order covers 2024 only.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Checked, Choice, ErrorCode, Field, Form, InputError};
use crate::gazette::decisions::{self, FIRE_EXTENSION, FIRE_WARNING, OPEN_FIRE};
use crate::gazette::facts;
use crate::outcome::{Event, Figure, NoticeKind, Outcome, Text, Unit, Verdict};
use crate::period::{Period, Standing};

use super::shared::{add_note, add_period_notice, add_table_notes, ask_for, decide};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "forest-fire-season",
    title: "森林防火期用火",
    question: "这一天在山上、林边能不能用火或进山？防火期到哪天？",
    audience: Audience::Resident,
    situations: &[(Situation::Fire, 1)],
    period: Some(|day| facts::FOREST_FIRE_SEASON.at(day).0.period),
    form: FORM,
    calculate,
};

const HIGH: &str = "high";

const OUTSIDE: &str = "outside";

/// The first decision, and what it is called.
const PERMISSION: (&str, &str) = ("permission", "能不能做");

/// What a district may have lengthened: either season or both.
const CHANGES: &[&str] = &["fire", HIGH, BOTH];

const BOTH: &str = "both";

const FORM: Form = Form {
    fields: &[
        Field::date("date", "哪一天").prefill_as_of(),
        decisions::OPEN_FIRE_ACTIVITY,
        decisions::OPEN_FIRE_BAN,
        decisions::OPEN_FIRE_ZONE,
        decisions::OPEN_FIRE_CLOSED,
        decisions::OPEN_FIRE_EXEMPT,
        decisions::OPEN_FIRE_APPROVED,
        decisions::OPEN_FIRE_MEASURES,
        decisions::FIRE_WARNING_WARNING.always(),
        Field::choice(
            "extended",
            "区县改动了哪个期限",
            &[
                Choice::new("fire", "森林防火期"),
                Choice::new(HIGH, "森林高火险期"),
                Choice::new(BOTH, "两个都改了"),
            ],
        )
        .hint("没有改动就不填。"),
        Field::date("extended_from", "区县定的第一天")
            .hint("没有改就填全市的。")
            .when("extended", CHANGES),
        Field::date("extended_until", "区县定的最后一天")
            .hint("没有改就填全市的。")
            .when("extended", CHANGES),
        Field::date("high_from", "区县定的高火险期第一天").when("extended", &[BOTH]),
        Field::date("high_until", "区县定的高火险期最后一天").when("extended", &[BOTH]),
        decisions::FIRE_EXTENSION_PUBLISHED,
    ],
};

/// The two seasons of the year.
#[derive(Clone, Copy)]
struct Seasons {
    fire: Period,
    high: Period,
}

/// What the district made of the seasons.
struct District {
    /// What sort of change it is, once its days are known.
    change: Option<Change>,
    /// The seasons that may apply: one, or the city's and the district's while it is open which, or
    /// none while the district's days are not known.
    seasons: Vec<Seasons>,
    /// The seasons that the district made known, where the order does not say what such a change does.
    unprovided: Option<Seasons>,
}

impl Seasons {
    /// The season of a day, as the table `open-fire` names it.
    fn of(self, day: Date) -> &'static str {
        let inside = |period: Period| period.standing(day) == Standing::InForce;
        if inside(self.high) {
            HIGH
        } else if inside(self.fire) {
            "fire"
        } else {
            OUTSIDE
        }
    }

    /// The seasons as the district changed one of them, and what sort of change it is.
    fn changed(self, which: &str, new: Period, year: Period) -> (Self, Change) {
        let (old, seasons) = if which == HIGH {
            (self.high, Self { high: new, ..self })
        } else {
            (self.fire, Self { fire: new, ..self })
        };
        let holds =
            |outer: Period, inner: Period| outer.from <= inner.from && outer.until >= inner.until;
        let change = if !holds(year, new) {
            Change::Beyond
        } else if new == old {
            Change::Same
        } else if !holds(new, old) {
            Change::NotLonger
        } else if holds(seasons.fire, seasons.high) {
            Change::Longer
        } else {
            Change::LongerBeyond
        };
        (seasons, change)
    }
}

/// What sort of change a district made, the one that counts least last: of two changes it is the later one here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Same,
    Longer,
    LongerBeyond,
    NotLonger,
    Beyond,
}

impl Change {
    /// How the table `fire-extension` names it.
    const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Longer => "longer",
            Self::LongerBeyond => "longer_beyond",
            Self::NotLonger => "not_longer",
            Self::Beyond => "beyond",
        }
    }
}

/// A season that the district set anew; no days while they are not known.
type NewSeason = (&'static str, Option<Period>);

/// What the order says of a day and an act.
///
/// # Errors
///
/// `contradicts` when a district's season ends before it begins.
///
/// # Source
///
/// 泸市府规〔2024〕1号 一, 三, 四, 六, 七, 末段.
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let date = checked.date("date");
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(date);
    let new = new_seasons(checked)?;
    let (rule, standing) = facts::FOREST_FIRE_SEASON.at(outcome.day);
    let outside = date.filter(|_| standing != Standing::InForce);
    // The day of the fire decides; where the order covers it, a notice says that its year is over.
    let day = outside.unwrap_or(context.as_of);
    let year = rule.period.from.year();
    let name = format!("{year} 年的命令");
    add_period_notice(&mut outcome, &name, rule.period, day, rule.citation);
    if outside.is_some() {
        let text = format!("这份命令只管 {year} 年，没有管到这一天，不等于可以");
        add_open_finding(&mut outcome, text, rule.citation);
        add_note(&mut outcome, facts::FOREST_ONLY_2024);
        add_note(&mut outcome, facts::FOREST_OTHER_YEAR);
        add_alarm_note(&mut outcome);
        return Ok(outcome);
    }
    let city = Seasons {
        fire: rule.value,
        high: facts::FOREST_HIGH_SEASON.at(outcome.day).0.value,
    };
    let district = District::read(checked, city, &new, rule.period, outcome.day);
    let season = date.and_then(|day| season(&district.seasons, day));
    if date.is_none() {
        ask_for(&mut outcome, &FORM, "date", rule.citation);
    }
    // What is outside by the city's days and inside by the district's is not called free here.
    let doubtful = season == Some(OUTSIDE) && date.is_some_and(|day| district.doubts(day));
    let answer = |key: &str| {
        if key == "season" {
            season.filter(|_| !doubtful)
        } else {
            checked.word(key)
        }
    };
    let row = if checked.id("activity").is_some() {
        decide(&mut outcome, &FORM, &OPEN_FIRE, PERMISSION, &answer)
    } else {
        add_open_finding(&mut outcome, "还不知道要做什么", rule.citation);
        ask_for(&mut outcome, &FORM, "activity", rule.citation);
        None
    };
    if let Some(id) = season {
        let words = OPEN_FIRE.inputs.first().and_then(|input| input.words(id));
        let (id, words) = if doubtful {
            (None, "按全市的日期不在防火期内，按区县的日期在")
        } else {
            (Some(id), words.unwrap_or(id))
        };
        outcome.add_finding("season", "季节", id, words, rule.citation);
    }
    district.show(&mut outcome, checked, rule.citation);
    if doubtful {
        add_note(&mut outcome, facts::FOREST_UNPROVIDED);
    }
    if checked.id("warning").is_some() {
        let heading = ("ban_duty", "区县要不要发禁火令");
        let answer = |key: &str| checked.word(key);
        decide(&mut outcome, &FORM, &FIRE_WARNING, heading, &answer);
        add_note(&mut outcome, facts::FOREST_BAN);
    }
    if let [seasons] = district.seasons.as_slice() {
        let whose = if district.unprovided.is_some() {
            "全市的"
        } else {
            ""
        };
        show_seasons(&mut outcome, *seasons, whose, date);
    }
    add_table_notes(&mut outcome, &OPEN_FIRE, row, &answer);
    if season.is_some_and(|season| season != OUTSIDE) {
        add_note(&mut outcome, facts::FOREST_DUTY);
    }
    if checked.id("extended").is_none() {
        add_note(&mut outcome, facts::FOREST_EXTENSION);
    }
    add_alarm_note(&mut outcome);
    Ok(outcome.concluded(match row {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    }))
}

/// Leaves the first decision open.
fn add_open_finding(outcome: &mut Outcome, text: impl Into<Text>, citation: Citation) {
    outcome.add_finding(PERMISSION.0, PERMISSION.1, None, text, citation);
}

impl District {
    fn read(checked: &Checked, city: Seasons, new: &[NewSeason], year: Period, day: Date) -> Self {
        let mut own = city;
        let mut change = None;
        for (which, period) in new {
            let Some(period) = period else {
                return Self {
                    change: None,
                    seasons: Vec::new(),
                    unprovided: None,
                };
            };
            let (seasons, sort) = own.changed(which, *period, year);
            own = seasons;
            change = change.max(Some(sort));
        }
        let mut district = Self {
            change,
            seasons: vec![city, own],
            unprovided: None,
        };
        if change.is_none() {
            district.seasons = vec![city];
            return district;
        }
        let reading = FIRE_EXTENSION.read(day, &|key| district.answer(checked, key));
        if let Some(row) = reading.decided() {
            district.seasons = vec![if row.then == "invalid" { city } else { own }];
        }
        // The order provides only for a longer season that is made known. A district that moved it, or has not
        // made it known, may still punish by its own days.
        let moved = matches!(change, Some(Change::NotLonger | Change::Beyond));
        if moved || reading.decided().is_some_and(|row| row.then == "invalid") {
            district.unprovided = Some(own);
        }
        district
    }

    /// Whether the day lies in a season of the district's that the order does not provide for.
    fn doubts(&self, day: Date) -> bool {
        self.unprovided
            .is_some_and(|seasons| seasons.of(day) != OUTSIDE)
    }

    /// The answer to an input of the table `fire-extension`.
    fn answer(&self, checked: &Checked, key: &str) -> Option<&'static str> {
        if key == "change" {
            self.change.map(Change::id)
        } else {
            checked.word(key)
        }
    }

    /// Says whether the district's change counts, where there is one.
    fn show(&self, outcome: &mut Outcome, checked: &Checked, citation: Citation) {
        let Some(extended) = checked.id("extended") else {
            return;
        };
        let high: &[&str] = if extended == BOTH {
            &["high_from", "high_until"]
        } else {
            &[]
        };
        for key in ["extended_from", "extended_until"].iter().chain(high) {
            if checked.date(key).is_none() {
                ask_for(outcome, &FORM, key, citation);
            }
        }
        let heading = ("extension", "区县的改动");
        let answer = |key: &str| self.answer(checked, key);
        let row = decide(outcome, &FORM, &FIRE_EXTENSION, heading, &answer);
        add_table_notes(outcome, &FIRE_EXTENSION, row, &answer);
    }
}

/// The seasons that the district set anew, each with its first and last day once both are known.
fn new_seasons(checked: &Checked) -> Result<Vec<NewSeason>, InputError> {
    let first = || days(checked, "extended_from", "extended_until");
    Ok(match checked.id("extended") {
        Some(BOTH) => vec![
            ("fire", first()?),
            (HIGH, days(checked, "high_from", "high_until")?),
        ],
        Some(one) => vec![(one, first()?)],
        None => Vec::new(),
    })
}

/// A first and a last day, once both are known.
fn days(
    checked: &Checked,
    from: &'static str,
    until: &'static str,
) -> Result<Option<Period>, InputError> {
    match checked.date(from).zip(checked.date(until)) {
        Some((from, last)) if last < from => Err(InputError::new(
            ErrorCode::Contradicts,
            until,
            "区县定的最后一天不能早于第一天",
        )),
        both => Ok(both.map(|(from, until)| Period {
            from,
            until: Some(until),
        })),
    }
}

/// The season of a day where all that may apply agree on it.
fn season(seasons: &[Seasons], day: Date) -> Option<&'static str> {
    let (first, others) = seasons.split_first()?;
    let season = first.of(day);
    others
        .iter()
        .all(|other| other.of(day) == season)
        .then_some(season)
}

/// The days of both seasons, and how many are left of the one that runs.
fn show_seasons(outcome: &mut Outcome, seasons: Seasons, whose: &str, date: Option<Date>) {
    let runs = [
        (
            ["fire_from", "fire_until", "fire_days", "fire_days_left"],
            "森林防火期",
            "fire_season",
            seasons.fire,
            facts::FOREST_FIRE_SEASON,
        ),
        (
            ["high_from", "high_until", "high_days", "high_days_left"],
            "森林高火险期",
            "high_season",
            seasons.high,
            facts::FOREST_HIGH_SEASON,
        ),
    ];
    for ([first, last, days, left], name, event, period, fact) in runs {
        let citation = fact.at(outcome.day).0.citation;
        let name = format!("{whose}{name}");
        let until = period.until.unwrap_or(period.from);
        let length = period.from.days_until(until).saturating_add(1);
        outcome.figures.extend([
            Figure::date(first, format!("{name}第一天"), period.from, citation),
            Figure::date(last, format!("{name}最后一天"), until, citation),
            Figure::known(days, format!("{name}天数"), length, Unit::Days, citation),
        ]);
        if let Some(day) = date.filter(|day| period.standing(*day) == Standing::InForce) {
            let label = format!("到{name}最后一天还有");
            let rest = day.days_until(until);
            let mut figure = Figure::known(left, label, rest, Unit::Days, citation);
            if rest == 0 {
                figure.text.push_str("（就是这一天）");
            }
            outcome.add_figure(figure);
        }
        outcome.events.push(Event {
            key: event,
            title: name.into(),
            from: period.from,
            until,
            citation,
        });
    }
}

fn add_alarm_note(outcome: &mut Outcome) {
    let alarm = facts::FOREST_ALARM.at(outcome.as_of).0;
    outcome.add_notice(
        NoticeKind::Emergency,
        format!("发现森林火灾，马上拨打 {}。", alarm.value),
        alarm.citation,
    );
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;

    #[test]
    fn the_seasons_of_2024_have_152_and_100_days() {
        let mut day = Date::parse("2024-01-01").unwrap();
        let mut counts = [0; 3];
        while day.year() == 2024 {
            let outcome = ask(CALCULATOR.name, &[("date", &day.to_string())]);
            let season = outcome.finding("season").unwrap().id.unwrap();
            let at = ["high", "fire", "outside"]
                .iter()
                .position(|id| *id == season);
            counts[at.unwrap()] += 1;
            day = day.plus_days(1).unwrap();
        }
        assert_eq!(counts, [100, 52, 214]);
    }
}
