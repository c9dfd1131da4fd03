//! What holds for every bill.

use proptest::prelude::*;

use super::bill::Answers;
use super::charge::Charge;
use super::total::sum;
use super::{CALCULATOR, FORM};
use crate::calculators::{Context, calculate};
use crate::date::Date;
use crate::form::{Answer, Choice, Field, Kind};
use crate::gazette::prices::{self, RuleKind, SURCHARGES, Surcharge, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome};

/// A line as it is answered: each question with its answer.
type Row = Vec<(&'static str, String)>;

const DAY: &str = "2024-05-20";

fn answers(tier: &str, age: Option<u8>, rows: &[Row]) -> Vec<(String, Answer)> {
    let row = |row: &Row| {
        let answers = row.iter();
        let answers = answers.map(|(key, text)| ((*key).to_owned(), Answer::Text(text.clone())));
        Answer::Row(answers.collect())
    };
    let mut all = vec![
        ("tier".to_owned(), Answer::from(tier)),
        ("service_date".to_owned(), Answer::from(DAY)),
        (
            "lines".to_owned(),
            Answer::List(rows.iter().map(row).collect()),
        ),
    ];
    all.extend(age.map(|age| ("age".to_owned(), Answer::Text(age.to_string()))));
    all
}

/// What is known of the bill.
fn charge(tier: &str, age: Option<u8>, rows: &[Row]) -> Charge {
    let checked = FORM.check(&answers(tier, age, rows)).unwrap();
    let answers = Answers::read(&checked);
    let lines = answers.lines(Date::parse(DAY).unwrap()).unwrap();
    let mut outcome = Outcome::new(CALCULATOR.name, Date::parse(DAY).unwrap());
    let charges: Vec<Charge> = lines
        .iter()
        .map(|line| line.price(answers.tier, &mut outcome).unwrap())
        .collect();
    sum(&lines, &charges, answers.tier).unwrap()
}

fn outcome(tier: &str, age: Option<u8>, rows: &[Row]) -> Outcome {
    let context = Context::on(Date::parse("2024-06-01").unwrap());
    calculate(CALCULATOR.name, &answers(tier, age, rows), context).unwrap()
}

fn row(code: &str, quantity: i64) -> Row {
    vec![
        ("code", code.to_owned()),
        ("quantity", quantity.to_string()),
    ]
}

/// Whether what is known of the second is within what is known of the first.
fn bounds(wide: Charge, narrow: Charge) -> bool {
    let most = match (wide.most, narrow.most) {
        (None, _) => true,
        (Some(wide), Some(narrow)) => narrow <= wide,
        (Some(_), None) => false,
    };
    wide.least <= narrow.least && most
}

/// An answer to a question of a line, by a number that picks it; nothing where it is not asked.
fn answer(field: &Field, code: &str, pick: i64) -> Option<String> {
    let asked = match field.when {
        Some(crate::form::When::Is { any_of, .. }) => any_of.contains(&code),
        _ => false,
    };
    let among = |most: i64| pick.rem_euclid(most);
    let text = match field.kind {
        // The row itself says the field strength and the grade; another answer is refused.
        _ if !asked || ["field_strength", "grade"].contains(&field.key) => return None,
        Kind::Whole { max, .. } => (1 + among(max.min(12))).to_string(),
        Kind::Measure { .. } => {
            let hundredths = 1 + among(1_500);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        }
        Kind::Choices { options } => {
            let offered = |choice: &&Choice| choice.only_for_codes.contains(&code);
            let ids = options.iter().filter(offered).map(|choice| choice.id);
            let chosen = ids.enumerate().filter(|(at, _)| pick >> at & 1 == 1);
            chosen.map(|(_, id)| id).collect::<Vec<_>>().join(",")
        }
        _ => return None,
    };
    Some(text)
}

/// A line with every question of its item answered.
fn a_line() -> impl Strategy<Value = Row> {
    let picks = (0..prices::items().len(), 1..5_i64, any::<u16>(), 0..8_i64);
    picks.prop_map(|(at, quantity, measure, choice)| {
        let code = prices::items()[at].code();
        let mut line = row(code, quantity);
        for field in super::LINE {
            let pick = if field.key == "surcharges" {
                choice
            } else {
                i64::from(measure)
            };
            line.extend(answer(field, code, pick).map(|text| (field.key, text)));
        }
        line
    })
}

/// Lines of a few families, so that many of them belong together.
fn some_lines() -> impl Strategy<Value = Vec<Row>> {
    let related = |rows: Vec<Row>| {
        let mut rows = rows;
        let families = [
            "330604029",
            "250307009",
            "330100003",
            "220301001",
            "210102015",
            "310517008",
            "410000015",
        ];
        for (at, line) in rows.iter_mut().enumerate() {
            let quantity: i64 = line[1].1.parse().unwrap();
            let family = families[(usize::try_from(quantity).unwrap() + at) % families.len()];
            let items = prices::items()
                .iter()
                .filter(|item| item.family() == family);
            let items: Vec<_> = items.collect();
            let item = items[line.len() % items.len()];
            if at % 2 == 1 {
                *line = row(item.code(), quantity);
            }
        }
        rows
    };
    prop::collection::vec(a_line(), 1..6).prop_map(related)
}

const A_TIER: [&str; 5] = ["3A", "3B", "2A", "2B", "below_2B"];

proptest! {
    #[test]
    fn the_order_of_the_lines_does_not_matter(rows in some_lines(), turn in 0..6_usize, tier in 0..5_usize, age in prop::option::of(0..20_u8)) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        prop_assert_eq!(charge(A_TIER[tier], age, &rows), charge(A_TIER[tier], age, &turned));
    }

    #[test]
    fn a_line_written_as_two_equal_ones_costs_the_same(rows in some_lines(), tier in 0..5_usize, age in prop::option::of(0..20_u8)) {
        // Lines that say their parts tell of different parts: two of them are more than one twice.
        let lines: Vec<Row> = rows.into_iter().filter(|line| line.iter().all(|(key, _)| *key != "parts")).collect();
        let doubled: Vec<Row> = lines.iter().map(|line| {
            let mut line = line.clone();
            line[1].1 = (line[1].1.parse::<i64>().unwrap() * 2).to_string();
            line
        }).collect();
        let twice: Vec<Row> = lines.iter().flat_map(|line| [line.clone(), line.clone()]).collect();
        prop_assert_eq!(charge(A_TIER[tier], age, &doubled), charge(A_TIER[tier], age, &twice));
    }

    #[test]
    fn what_is_not_answered_bounds_what_could_be(rows in some_lines(), at in 0..6_usize, left_out in 2..6_usize, tier in 0..5_usize, age in 0..20_u8) {
        let known = charge(A_TIER[tier], Some(age), &rows);
        prop_assert!(bounds(charge(A_TIER[tier], None, &rows), known));
        let mut less = rows.clone();
        let line = &mut less[at % rows.len()];
        // A surcharge that is not chosen is none: it is not the same as a question without an answer.
        if line.len() > left_out && line[left_out].0 != "surcharges" {
            line.remove(left_out);
        }
        prop_assert!(bounds(charge(A_TIER[tier], Some(age), &less), known));
    }

    #[test]
    fn more_never_costs_less(rows in some_lines(), at in 0..6_usize, more in 1..9_i64, tier in 0..5_usize) {
        let known = charge(A_TIER[tier], Some(3), &rows);
        let mut grown = rows.clone();
        let quantity = &mut grown[at % rows.len()][1].1;
        *quantity = (quantity.parse::<i64>().unwrap() + more).to_string();
        prop_assert!(charge(A_TIER[tier], Some(3), &grown).least >= known.least);
        grown.push(rows[at % rows.len()].clone());
        prop_assert!(charge(A_TIER[tier], Some(3), &grown).least >= known.least);
    }
}

/// Every surcharge with a row of its own, at every tier: chosen, written out, or both.
#[test]
fn a_surcharge_costs_the_same_chosen_and_written_out() {
    let mut tried = 0;
    for item in prices::items() {
        for rule in item.rules() {
            let RuleKind::Surcharge {
                id,
                amount: Surcharge::OfRow(own),
                ..
            } = rule.kind
            else {
                continue;
            };
            for tier in Tier::ALL {
                let hours = item
                    .rules()
                    .any(|rule| matches!(rule.kind, RuleKind::Hours { .. }));
                let mut main = row(item.code(), 2);
                main.extend(hours.then(|| ("hours", "1.5".to_owned())));
                let mut chosen = main.clone();
                chosen.push(("surcharges", id.to_owned()));
                let at = |rows: &[Row]| charge(tier.id(), None, rows);
                let once = at(std::slice::from_ref(&chosen));
                assert_eq!(at(&[main, row(own, 2)]), once, "{} {own}", item.code());
                assert_eq!(at(&[chosen, row(own, 2)]), once, "{} {own}", item.code());
                tried += 1;
            }
        }
    }
    // Seven surcharges of five items; children have three of them too, of which four children.
    assert_eq!(tried, (7 + 5) * 5);
}

#[test]
fn a_bill_of_unrelated_items_is_the_sum_of_its_lines() {
    let rows = [
        row("111100002", 2),
        row("311502004", 1),
        row("331001022", 1),
    ];
    let parts: i64 = rows
        .iter()
        .map(|row| charge("3A", None, std::slice::from_ref(row)).least.get())
        .sum();
    assert_eq!(charge("3A", None, &rows).amount().unwrap().get(), parts);
}

#[test]
fn a_missing_answer_of_a_row_is_asked_for() {
    let asks = |rows: &[Row]| outcome("3A", None, rows).asks;
    let without_quantity = vec![("code", "111100002".to_owned())];
    assert_eq!(asks(&[without_quantity]), ["lines"]);
    assert_eq!(asks(&[row("430000001", 1)]), ["lines"]);
    assert_eq!(asks(&[row("330100007", 1)]), ["lines"]);
    assert_eq!(asks(&[row("210102015", 3)]), ["lines"]);
    assert_eq!(asks(&[row("331601002", 1)]), ["lines"]);
    assert_eq!(asks(&[row("410000015", 1)]), ["birth_date"]);
    assert!(asks(&[row("111100002", 1)]).is_empty());
    // What is missing is in no notice of the gazette: no answer would settle it.
    assert!(asks(&[row("311201004-1", 1)]).is_empty());
    assert_eq!(asks(&[row("250307009-1", 1)]), ["lines"]);
}

#[test]
fn a_bound_is_never_below_one_unit() {
    let of = |code: &str, key: &'static str, measure: &str| {
        let mut line = row(code, 1);
        line.push((key, measure.to_owned()));
        let charge = charge("3A", None, &[line]);
        (charge.least.get(), charge.most.map(Fen::get))
    };
    assert_eq!(of("311400027", "area", "3"), (3600, Some(3600)));
    assert_eq!(of("311400027", "area", "5.01"), (3600, Some(7200)));
    assert_eq!(of("430000001", "points", "7"), (1560, Some(3120)));
}

/// The row that a rule is cited from is the item's own, not that of the neighbour named first.
#[test]
fn a_rule_is_cited_from_the_row_of_the_item() {
    for (code, key, measure) in [
        ("430000002", "points", "7"),
        ("331603012", "surface", "1.5"),
        ("331601002", "sides", "2"),
        ("210200002-2", "field_strength", "1"),
    ] {
        let own = prices::listed(code).unwrap().citation();
        let mut line = row(code, 2);
        line.push((key, measure.to_owned()));
        let outcome = outcome("3A", None, &[line]);
        let steps = outcome.steps.iter().map(|step| step.citation);
        let notices = outcome.notices.iter().map(|notice| notice.citation);
        let rows = steps.chain(notices.filter(|citation| citation.page() != Some(48)));
        assert!(rows.into_iter().all(|citation| citation == own), "{code}");
    }
}

#[test]
fn a_surcharge_of_another_row_is_not_used_and_said_to_belong_there() {
    let mut line = row("220301001-3", 1);
    line.push(("surcharges", "ballistic".to_owned()));
    let answer = outcome("3A", None, &[line]);
    assert_eq!(answer.figure("total").unwrap().value, Some(13_300));
    let unused = answer.notices.last().unwrap();
    assert!(unused.text.contains("311000026"), "{}", unused.text);
}

/// Every surcharge that a row or its parent prints is in the choice, and says so where nobody chose it.
#[test]
fn each_surcharge_is_offered_where_a_remark_holds() {
    for choice in SURCHARGES {
        for code in choice.only_for_codes {
            let item = prices::listed(code).unwrap();
            let remark = item.remark_row().unwrap().note();
            let answer = outcome("3A", None, &[row(code, 1)]);
            let unchosen = answer.notices.iter().any(|notice| {
                notice.kind == NoticeKind::Assumption && notice.text.contains(choice.label)
            });
            assert!(unchosen, "{code} {}", choice.id);
            assert!(remark.contains("加收"), "{code}");
        }
    }
}

/// One notice's price that is over, or has not begun, says nothing of the other's.
#[test]
fn a_bill_of_two_notices_is_not_over_because_one_of_them_is() {
    let short = |service: &str, as_of: &str, codes: &[&str]| {
        let rows: Vec<Row> = codes.iter().map(|code| row(code, 1)).collect();
        let mut all = answers("3A", Some(30), &rows);
        all.retain(|(key, _)| key != "service_date");
        all.push(("service_date".to_owned(), Answer::from(service)));
        let context = Context::on(Date::parse(as_of).unwrap());
        calculate(CALCULATOR.name, &all, context)
            .unwrap()
            .standing_words()
    };
    let both = ["111100002", "410000015"];
    assert_eq!(short("2025-05-01", "2026-01-31", &both), None);
    let partly = Some("有的规定已结束");
    assert_eq!(short("2025-05-01", "2026-02-01", &both), partly);
    assert_eq!(short("2026-05-01", "2026-05-01", &both), partly);
    let early = Some("有的规定还没有施行");
    assert_eq!(short("2024-03-31", "2024-03-31", &both), early);
    let alone = ["410000015"];
    assert_eq!(short("2025-05-01", "2026-02-01", &alone), Some("已结束"));
}
