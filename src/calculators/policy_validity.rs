//! Whether a document of the gazette is in force on a day (文件是否有效).
//!
//! Each document's own closing clause; where it states no first day, its day of issue counts, and
//! where it states no last day, none is invented. With the code of a medical item, also which price
//! list applies on the day.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Checked, Field, Form};
use crate::gazette::documents::{self, CHOICES, Document};
use crate::gazette::{Dated, Note, facts, prices};
use crate::outcome::{Event, Figure, NoticeKind, Outcome, Unit, Verdict};
use crate::period::{Period, Standing};

use super::shared::{
    ITEMS, add_link, add_note, add_note_citing, add_notes_of, add_period_notice, ask_for,
};
use super::{Audience, Calculator, Context, Situation, medical_fee};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "policy-validity",
    title: "文件是否有效",
    question: "公报里的这份文件在某一天有没有效，从哪天到哪天？",
    audience: Audience::Resident,
    situations: &[(Situation::Hospital, 2), (Situation::Validity, 1)],
    period: None,
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const FORM: Form = Form {
    fields: &[
        Field::choice("document", "哪份文件", CHOICES),
        Field::date("date", "哪一天")
            .hint("医疗价格看做检查、治疗的那一天。")
            .prefill_as_of(),
        Field::entry("code", "医疗服务项目编码", &ITEMS)
            .hint("想知道某个项目按哪份价目时填。")
            .when("document", &["prices_adjusted", "prices_trial"]),
    ],
};

/// What the documents say of themselves on a day.
///
/// # Source
///
/// 泸市府规〔2024〕2号 第二十九条; 泸市府办规〔2024〕1号 六; 泸市府办发〔2024〕3号 第十八条; 泸市医保发〔2023〕39号
/// 三; 泸市医保发〔2024〕2号 五, 六.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let date = checked.date("date");
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(date);
    let name = checked.id("document");
    let document = name.and_then(documents::chosen);
    if let Some((name, document)) = name.zip(document) {
        add_status(&mut outcome, name, document, date);
    } else {
        let list = Citation::contents(context.as_of);
        ask_for(&mut outcome, &FORM, "document", list);
        outcome.add_finding(STATUS.0, STATUS.1, None, "还不知道是哪份文件", list);
    }
    if let Some(code) = checked.id("code") {
        price_list(&mut outcome, code, date);
    }
    let known = document.is_some() && date.is_some();
    outcome.concluded(if known {
        Verdict::Informative
    } else {
        Verdict::Undetermined
    })
}

/// The first decision, and what it is called.
const STATUS: (&str, &str) = ("status", "这一天的效力");

/// What else there is to know of a document.
const DOCUMENT_NOTES: &[(&str, &Dated<Note>)] = &[
    ("forest_fire", facts::FOREST_ONLY_2024),
    ("carbon_peak", facts::VALIDITY_CARBON),
    ("consumption", facts::VALIDITY_CONSUMPTION),
    ("blood_donation", facts::VALIDITY_BLOOD),
    ("prices_adjusted", facts::VALIDITY_NEW_PRICES_FIRST),
];

/// A document that is about one year, wholly or in part.
struct OfAYear {
    document: &'static str,
    /// What the calculators go by too: the year's days and its clause.
    year: fn(Date) -> (Period, Citation),
    /// Whether nothing of it reaches beyond the year.
    wholly: bool,
    /// What is so once the year is over.
    afterwards: &'static str,
}

impl OfAYear {
    /// How the document stands once the year is over.
    const fn id(&self) -> &'static str {
        if self.wholly {
            "year_over"
        } else {
            "plan_over"
        }
    }
}

const OF_A_YEAR: &[OfAYear] = &[
    OfAYear {
        document: "forest_fire",
        year: |day| {
            let season = facts::FOREST_FIRE_SEASON.at(day).0;
            (season.period, season.citation)
        },
        wholly: true,
        afterwards: "管的那一年已经过去，没有写失效的日期",
    },
    OfAYear {
        document: "blood_donation",
        year: |day| {
            let plan = facts::BLOOD_PLAN.at(day).0;
            (plan.period, plan.citation)
        },
        wholly: false,
        afterwards: "那一年的计划已经过去；献血者待遇没有写到哪天",
    },
];

/// The days of the one year that a document's text is about, where it is about one year only; `choice` is the id by which
/// the document is chosen here.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::year_of;
/// use luzhou_gazette::date::Date;
///
/// let day = Date::parse("2026-11-26").unwrap();
/// let year = year_of("forest_fire", day).unwrap();
/// assert_eq!(year.until.unwrap().to_string(), "2024-12-31");
/// // Its plan is of one year, what it gives to donors has no stated end.
/// assert_eq!(year_of("blood_donation", day), None);
/// ```
#[must_use]
pub fn year_of(choice: &str, day: Date) -> Option<Period> {
    let wholly = |it: &&OfAYear| it.document == choice && it.wholly;
    let of_a_year = OF_A_YEAR.iter().find(wholly)?;
    Some((of_a_year.year)(day).0)
}

/// Adds the document's status on the day, its period and what is bound to it.
fn add_status(outcome: &mut Outcome, name: &str, document: &'static Document, date: Option<Date>) {
    // What is known today of the day that is asked about.
    let period = document.period_on(outcome.day.max(outcome.as_of));
    let repealed = period.until.and_then(|until| document.repealed_by(until));
    let stated = document.validity.unwrap_or(document.signature);
    let citation = repealed.unwrap_or(stated);
    // A report or a reply takes no effect on a day of its own; its period begins when it is signed.
    let [not_yet, no_end] = match document.validity {
        Some(_) => ["还没有施行", "已经施行，没有写到哪天为止"],
        None => ["还没有成文", "已经成文，没有写施行和失效的日期"],
    };
    let of_a_year = OF_A_YEAR.iter().find(|it| it.document == name);
    let year = date
        .zip(of_a_year)
        .map(|(day, it)| (day, it, (it.year)(day)));
    let over = year.filter(|(day, _, (year, _))| year.standing(*day) == Standing::Ended);
    let (id, text) = match date.map(|day| period.standing(day)) {
        Some(Standing::NotYet) => (Some("not_yet"), not_yet),
        Some(Standing::Ended) => (Some("ended"), "期限已满"),
        Some(Standing::InForce) if over.is_some() => {
            over.map_or((None, ""), |(_, it, _)| (Some(it.id()), it.afterwards))
        }
        Some(Standing::InForce) if period.until.is_none() => (Some("end_not_stated"), no_end),
        Some(Standing::InForce) => (Some("in_force"), "有效"),
        None => (None, "还不知道是哪一天"),
    };
    outcome.add_finding(STATUS.0, STATUS.1, id, text, citation);
    if let Some(day) = date {
        if document.validity.is_none() && id == Some("not_yet") {
            let (day, signed) = (day.in_words(), period.from.in_words());
            let text = format!("{}的成文日期是{signed}，{day}还没有成文。", document.number);
            outcome.add_notice(NoticeKind::NotYetInForce, text, citation);
            outcome.stands_otherwise = period.standing(outcome.as_of) != Standing::NotYet;
        } else {
            add_period_notice(outcome, document.number, period, day, citation);
        }
        if let Some((_, it, (year, clause))) = over {
            if it.wholly {
                let rule = format!("{} 年的安排", year.from.year());
                add_period_notice(outcome, &rule, year, day, clause);
            } else if let Some(until) = year.until {
                // What has no end of its own is not called over because the year's part is.
                let (of, until) = (year.from.year(), until.in_words());
                let text = format!("{of} 年度的计划到{until}为止，已经过去。");
                outcome.add_notice(NoticeKind::Information, text, clause);
            }
        }
        outcome.add_step(
            STATUS.1,
            format!("{}，期限：{period}", day.in_words()),
            text,
            citation,
        );
    } else {
        ask_for(outcome, &FORM, "date", citation);
    }
    outcome.add_figure(Figure::date("first_day", "第一天", period.from, citation));
    if let Some(until) = period.until {
        outcome.add_figure(Figure::date("last_day", "最后一天", until, citation));
        if let Some(day) = date.filter(|_| id == Some("in_force")) {
            let left = day.days_until(until);
            outcome.add_figure(Figure::known(
                "days_left",
                "离最后一天还有",
                left,
                Unit::Days,
                citation,
            ));
        }
        outcome.events.push(Event {
            key: "validity",
            title: format!("{}有效期", document.number).into(),
            from: period.from,
            until,
            citation,
        });
        add_note_citing(outcome, facts::VALIDITY_YEARS, citation);
        if id == Some("ended") {
            add_note_citing(outcome, facts::VALIDITY_AFTERWARDS, citation);
        }
    } else if document.validity.is_some() {
        add_note_citing(outcome, facts::VALIDITY_NO_END, citation);
    } else if of_a_year.is_none() {
        add_note_citing(outcome, facts::VALIDITY_NO_DATES, citation);
    }
    add_notes_of(outcome, name, DOCUMENT_NOTES);
    if name == "openness" {
        openness(outcome, document, date, citation);
    }
    if name == "prices_trial" {
        trial(outcome, document, id == Some("ended"));
    }
}

/// Which rules on openness apply: the new ones from their first day, on which they repeal the old.
fn openness(outcome: &mut Outcome, document: &Document, date: Option<Date>, citation: Citation) {
    let new = date.map(|day| document.period_on(day).standing(day) != Standing::NotYet);
    let old = document.repeals.first().copied().unwrap_or_default();
    let (id, text) = match new {
        Some(true) => (
            Some("new"),
            format!("新办法（{}）；旧办法（{old}）已经废止", document.number),
        ),
        Some(false) => (Some("old"), format!("旧办法（{old}）")),
        None => (None, "还不知道是哪一天".to_owned()),
    };
    outcome.add_finding("rules", "按哪个办法", id, text, citation);
    add_note(outcome, facts::VALIDITY_OPENNESS);
}

/// The end of the trial prices: when opinions are collected, and what overrides them.
fn trial(outcome: &mut Outcome, document: &Document, over: bool) {
    let months = facts::VALIDITY_OPINION_MONTHS.at(outcome.day).0;
    let until = document.period_on(outcome.day.max(outcome.as_of)).until;
    let from = until
        .and_then(|until| until.plus_days(1))
        .zip(u16::try_from(months.value).ok())
        .and_then(|(end, months)| end.minus_months(months));
    if let Some((from, until)) = from.zip(until) {
        let period = Period {
            from,
            until: Some(until),
        };
        let title = "市医保局收集试行情况意见";
        outcome.add_step(
            title,
            format!("{}期满，前 {} 个月", until.in_words(), months.value),
            period.to_string(),
            months.citation,
        );
        outcome.events.push(Event {
            key: "opinions",
            title: title.into(),
            from,
            until,
            citation: months.citation,
        });
    }
    add_note(outcome, facts::VALIDITY_SUPERIOR);
    if over {
        add_note(outcome, facts::VALIDITY_TRIAL_OVER);
    }
}

/// Which price list holds for an item on the day.
fn price_list(outcome: &mut Outcome, code: &'static str, date: Option<Date>) {
    let Some(item) = prices::item(code, outcome.day) else {
        return;
    };
    let document = item.document;
    let listed = CHOICES
        .iter()
        .find(|choice| documents::chosen(choice.id) == Some(document));
    let (id, text) = match date.map(|day| document.period_on(day).standing(day)) {
        Some(Standing::InForce) => (
            listed.map(|choice| choice.id),
            format!("{}的价目：{}", document.number, item.name()),
        ),
        Some(_) => (Some("not_in_gazette"), "公报没有这一天的价目".to_owned()),
        None => (None, "还不知道是哪一天".to_owned()),
    };
    let citation = document.validity.unwrap_or(document.signature);
    outcome.add_finding("price_list", "按哪份价目", id, text, citation);
    match id {
        Some("not_in_gazette") => add_note_citing(outcome, facts::VALIDITY_OLD_PRICES, citation),
        Some(_) => {
            let day = date.map(|day| ("service_date", day.to_string()));
            let answers = [("lines", format!("{code}*1"))].into_iter().chain(day);
            let to = medical_fee::CALCULATOR.name;
            add_link(outcome, to, "算这个项目的价格", answers.collect());
        }
        None => ask_for(outcome, &FORM, "date", citation),
    }
    add_note(outcome, facts::VALIDITY_BY_SERVICE);
}
