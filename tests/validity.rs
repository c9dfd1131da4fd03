//! Holds that `policy-validity` and the calculators say the same of a document on a day: on the days
//! around each first and last day that either of them knows.

use std::collections::BTreeSet;

use luzhou_gazette::calculators::{self, Context, calculate};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::Answer;
use luzhou_gazette::gazette::documents;
use luzhou_gazette::outcome::{NoticeKind, Outcome};
use luzhou_gazette::period::Period;

/// How a document stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    NotYet,
    InForce,
    /// The plan of its year is over; what it gives without an end is not.
    PlanOver,
    Over,
}

/// What cannot be held against a document: the interview asks all of them, the bill looks at the day of
/// each line (its prices are looked at below), and the window for a home is one measure of a notice that
/// goes on.
const APART: [&str; 4] = [
    "what-applies-to-me",
    "policy-validity",
    "medical-fee",
    "home-purchase-subsidy",
];

/// What has no end stated beside a plan of a year.
const BESIDE_THE_PLAN: &str = "donor-benefits";

fn days() -> BTreeSet<Date> {
    let of_documents = documents::all()
        .iter()
        .map(|document| document.period_on(Date::MIN));
    let of_calculators = calculators::all().iter().filter_map(|calculator| {
        let period = calculator.period?;
        Some(period(Date::parse("2024-06-01").unwrap()))
    });
    let periods: Vec<Period> = of_documents.chain(of_calculators).collect();
    let ends = periods
        .iter()
        .flat_map(|period| [Some(period.from), period.until]);
    ends.flatten()
        .flat_map(|day| (-1..=1).filter_map(move |more| day.plus_days(more)))
        .collect()
}

fn stands(outcome: &Outcome) -> Stands {
    let has = |kind| outcome.notices.iter().any(|notice| notice.kind == kind);
    match (
        has(NoticeKind::NotYetInForce),
        has(NoticeKind::NoLongerInForce),
    ) {
        (false, false) => Stands::InForce,
        (true, false) => Stands::NotYet,
        (false, true) => Stands::Over,
        (true, true) => panic!("{outcome:?}"),
    }
}

/// What `policy-validity` says of a document, and that its words and its notices agree.
fn status(document: &'static str, day: Date) -> Stands {
    let answers = [
        ("document".to_owned(), Answer::from(document)),
        ("date".to_owned(), Answer::Text(day.to_string())),
    ];
    let outcome = calculate("policy-validity", &answers, Context::on(day)).unwrap();
    let stands = stands(&outcome);
    let told = match outcome.finding("status").unwrap().id.unwrap() {
        "not_yet" => Stands::NotYet,
        "ended" | "year_over" => Stands::Over,
        "plan_over" => Stands::PlanOver,
        "in_force" | "end_not_stated" => Stands::InForce,
        other => panic!("{other}"),
    };
    if told == Stands::PlanOver {
        // What still stands of it is not called over.
        assert_eq!(stands, Stands::InForce, "{document} {day}");
        return told;
    }
    assert_eq!(stands, told, "{document} {day}");
    stands
}

#[test]
fn a_document_and_what_rests_on_it_stand_alike_on_every_day() {
    let mut compared = BTreeSet::new();
    for calculator in calculators::all() {
        if APART.contains(&calculator.name) {
            continue;
        }
        for day in days() {
            let outcome = calculate(calculator.name, &[], Context::on(day)).unwrap();
            let notice = outcome.notices.first().map(|it| it.citation);
            let headline = outcome.headline().map(|it| it.citation);
            let citation = headline.or(notice).unwrap();
            let at = documents::all()
                .iter()
                .position(|document| document.number == citation.document())
                .unwrap();
            let document = documents::CHOICES[at].id;
            let one = stands(&outcome);
            let other = match status(document, day) {
                Stands::PlanOver if calculator.name == BESIDE_THE_PLAN => Stands::InForce,
                Stands::PlanOver => Stands::Over,
                other => other,
            };
            assert_eq!(one, other, "{} and {document} on {day}", calculator.name);
            compared.insert(document);
        }
    }
    // All but the two price lists.
    assert_eq!(compared.len(), documents::all().len() - 2);
}

#[test]
fn a_price_is_there_on_the_days_of_its_list() {
    for (code, document) in [
        ("210102015", "prices_adjusted"),
        ("410000015", "prices_trial"),
    ] {
        for day in days() {
            let line = Vec::from([
                ("code".to_owned(), Answer::from(code)),
                ("quantity".to_owned(), Answer::from("1")),
            ]);
            let answers = [
                ("tier".to_owned(), Answer::from("3A")),
                ("age".to_owned(), Answer::from("30")),
                ("service_date".to_owned(), Answer::Text(day.to_string())),
                ("lines".to_owned(), Answer::List([Answer::Row(line)].into())),
            ];
            let bill = calculate("medical-fee", &answers, Context::on(day)).unwrap();
            let priced = bill.figure("total").unwrap().value.is_some();
            let in_force = status(document, day) == Stands::InForce;
            assert_eq!(priced, in_force, "{code} on {day}");
        }
    }
}

#[test]
fn before_a_notice_is_issued_its_window_is_not_said_to_stand() {
    for day in days() {
        if status("consumption", day) == Stands::NotYet {
            let outcome = calculate("home-purchase-subsidy", &[], Context::on(day)).unwrap();
            assert_eq!(stands(&outcome), Stands::NotYet, "{day}");
        }
    }
}
