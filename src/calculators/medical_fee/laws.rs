//! What holds for every bill.

use proptest::prelude::*;

use super::CALCULATOR;
use crate::calculators::{Context, calculate};
use crate::date::Date;
use crate::form::Answer;
use crate::gazette::prices::{self, Tier};
use crate::outcome::{Outcome, Verdict};

fn bill(answers: &[(&str, &str)], lines: &[(&str, i64)]) -> Outcome {
    let row = |(code, quantity): &(&str, i64)| {
        Answer::Row(Vec::from([
            ("code".to_string(), Answer::from(*code)),
            ("quantity".to_string(), Answer::Text(quantity.to_string())),
        ]))
    };
    let mut all: Vec<(String, Answer)> = answers
        .iter()
        .map(|(key, text)| ((*key).to_string(), Answer::from(*text)))
        .collect();
    all.push((
        "lines".to_string(),
        Answer::List(lines.iter().map(row).collect()),
    ));
    calculate(
        CALCULATOR.name,
        &all,
        Context::on(Date::parse("2024-06-01").unwrap()),
    )
    .unwrap()
}

fn total(outcome: &Outcome) -> Option<i64> {
    outcome.figure("total").unwrap().value
}

#[test]
fn the_surcharge_for_children_ends_on_the_day_before_the_seventh_birthday() {
    let at = |born: &str| {
        total(&bill(
            &[
                ("tier", "3A"),
                ("service_date", "2024-05-20"),
                ("birth_date", born),
            ],
            &[("410000015", 1)],
        ))
    };
    assert_eq!(at("2017-05-21"), Some(6360));
    assert_eq!(at("2017-05-20"), Some(5300));
    assert_eq!(at("2024-05-20"), Some(6360));
}

#[test]
fn a_third_session_on_a_day_is_not_charged_even_on_another_line() {
    let at = |lines: &[(&str, i64)]| {
        total(&bill(
            &[
                ("tier", "3A"),
                ("service_date", "2024-05-20"),
                ("age", "30"),
            ],
            lines,
        ))
    };
    assert_eq!(at(&[("410000015", 2)]), Some(10_600));
    assert_eq!(at(&[("410000015", 3)]), Some(10_600));
    assert_eq!(at(&[("410000015", 1), ("410000015", 2)]), Some(10_600));
}

#[test]
fn the_service_date_decides_which_price_stands() {
    let at = |day: &str, code: &str| {
        bill(
            &[("tier", "3A"), ("service_date", day), ("age", "30")],
            &[(code, 1)],
        )
        .verdict
    };
    assert_eq!(at("2024-03-31", "210102015"), Verdict::Undetermined);
    assert_eq!(at("2024-04-01", "210102015"), Verdict::Informative);
    assert_eq!(at("2029-03-31", "210102015"), Verdict::Informative);
    assert_eq!(at("2029-04-01", "210102015"), Verdict::Undetermined);
    assert_eq!(at("2024-01-31", "410000015"), Verdict::Undetermined);
    assert_eq!(at("2024-02-01", "410000015"), Verdict::Informative);
    assert_eq!(at("2026-01-31", "410000015"), Verdict::Informative);
    assert_eq!(at("2026-02-01", "410000015"), Verdict::Undetermined);
}

#[test]
fn an_open_line_leaves_the_total_open_and_keeps_the_known_part() {
    let outcome = bill(
        &[("tier", "below_2B"), ("service_date", "2024-05-01")],
        &[("111100002", 1), ("210102015", 1)],
    );
    assert_eq!(outcome.verdict, Verdict::Undetermined);
    assert_eq!(total(&outcome), None);
    assert_eq!(outcome.figure("known_part").unwrap().value, Some(1820));
    assert_eq!(outcome.figure("line_2").unwrap().value, None);
}

proptest! {
    #[test]
    fn a_bill_is_the_sum_of_its_lines_and_never_costs_less_with_more(
        picks in prop::collection::vec((0..207_usize, 1..100_i64), 1..6), more in 1..50_i64, tier in 0..4_usize,
    ) {
        let tier = Tier::ALL[tier].id();
        let lines: Vec<(&str, i64)> = picks.iter().map(|(at, n)| (prices::items()[*at].code(), *n)).collect();
        let answers = [("tier", tier), ("service_date", "2024-05-01")];
        let known = |lines: &[(&str, i64)]| {
            bill(&answers, lines).figure("known_part").unwrap().value.unwrap()
        };
        let whole = known(&lines);
        let parts: i64 = lines.iter().map(|line| known(&[*line])).sum();
        prop_assert_eq!(whole, parts);
        let mut grown = lines.clone();
        grown[0].1 += more;
        prop_assert!(known(&grown) >= whole);
        grown.push(lines[0]);
        prop_assert!(known(&grown) >= whole);
    }
}
