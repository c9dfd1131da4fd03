//! Laws of single calculators, a section each. Together with those in the calculators' own files every calculator has
//! some (`counted.rs` counts them); a decision with few answers is tried with all of them.

use luzhou_gazette::calculators::{self, Context, calculate};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers, InputError, Kind};
use luzhou_gazette::outcome::{Outcome, Tone};

/// The result with these answers, several choices joined by commas, on a day.
fn tried(name: &str, answers: &[(&str, &str)], day: &str) -> Result<Outcome, Vec<InputError>> {
    let answers: Answers = answers
        .iter()
        .map(|(key, text)| ((*key).to_owned(), Answer::from(*text)))
        .collect();
    calculate(name, &answers, Context::on(Date::parse(day).unwrap()))
}

fn on(name: &str, answers: &[(&str, &str)], day: &str) -> Outcome {
    tried(name, answers, day).unwrap()
}

/// The same on a day on which everything of the issue is in force that was not for early 2024 alone.
fn ask(name: &str, answers: &[(&str, &str)]) -> Outcome {
    on(name, answers, "2024-06-01")
}

fn value(outcome: &Outcome, key: &str) -> i64 {
    outcome.figure(key).unwrap().value.unwrap()
}

fn id(outcome: &Outcome, key: &str) -> Option<&'static str> {
    outcome.finding(key).unwrap().id
}

/// The ids of a question with choices.
fn ids(name: &str, key: &str) -> Vec<&'static str> {
    let fields = calculators::find(name).unwrap().form.fields;
    match fields.iter().find(|field| field.key == key).unwrap().kind {
        Kind::Choice { options } | Kind::Choices { options } => {
            options.iter().map(|it| it.id).collect()
        }
        Kind::YesNo => vec!["true", "false"],
        _ => panic!("{name} {key} has no choices"),
    }
}

/// Every combination of answers to these questions, each also left open where `open`.
fn combinations(
    name: &str,
    keys: &[&'static str],
    open: bool,
) -> Vec<Vec<(&'static str, &'static str)>> {
    let mut all = vec![Vec::new()];
    for key in keys {
        let ids = ids(name, key);
        let grown = all.iter().flat_map(|known: &Vec<_>| {
            let with = ids
                .iter()
                .map(|id| [known.clone(), vec![(*key, *id)]].concat());
            with.collect::<Vec<_>>()
        });
        let grown: Vec<_> = grown.collect();
        if open {
            all.extend(grown);
        } else {
            all = grown;
        }
    }
    all
}

/// How bad a decision is for the person.
fn badness(tone: Tone) -> u8 {
    match tone {
        Tone::Good => 0,
        Tone::Plain => 1,
        Tone::Open => 2,
        Tone::Bad => 3,
    }
}

mod what_applies_to_me {
    use super::*;

    const NAME: &str = "what-applies-to-me";

    #[test]
    fn each_calculator_says_here_what_it_says_itself() {
        for who in ["resident", "unit", "government"] {
            let all = ids(NAME, who).join(",");
            let outcome = ask(
                NAME,
                &[
                    ("who", who),
                    (who, &all),
                    ("price", "650000"),
                    ("district", "naxi"),
                ],
            );
            assert!(outcome.links.len() > 3, "{who}");
            for link in &outcome.links {
                let answers: Vec<(&str, &str)> = link
                    .answers
                    .iter()
                    .map(|(key, text)| (*key, text.as_str()))
                    .collect();
                let own = ask(link.calculator, &answers);
                assert_eq!(
                    outcome.finding(link.calculator).unwrap().text,
                    own.summary.as_str(),
                    "{}",
                    link.calculator
                );
            }
        }
    }

    #[test]
    fn one_more_situation_takes_no_calculator_away() {
        for who in ["resident", "unit", "government"] {
            let situations = ids(NAME, who);
            let concerned = |chosen: &[&str]| {
                let outcome = ask(NAME, &[("who", who), (who, &chosen.join(","))]);
                outcome
                    .links
                    .iter()
                    .map(|it| it.calculator)
                    .collect::<Vec<_>>()
            };
            for until in 1..situations.len() {
                let more = concerned(&situations[..=until]);
                assert!(
                    concerned(&situations[..until])
                        .iter()
                        .all(|it| more.contains(it)),
                    "{who} {until}"
                );
            }
        }
    }
}

mod relocation_subsidy {
    use super::*;

    #[test]
    fn two_groups_of_households_get_together_what_they_get_apart() {
        let total = |households: i64| {
            let answers = [
                ("households", households.to_string()),
                ("district_standard", "15000".into()),
                ("superior_standard", "1000.5".into()),
            ];
            let answers: Vec<(&str, &str)> = answers
                .iter()
                .map(|(key, text)| (*key, text.as_str()))
                .collect();
            value(&ask("relocation-subsidy", &answers), "total")
        };
        for (one, other) in [(1, 1), (3, 4), (17, 999), (1, 100_000)] {
            assert_eq!(total(one) + total(other), total(one + other));
        }
    }
}

mod relocation_household {
    use super::*;

    const NAME: &str = "relocation-household";
    const QUESTIONS: [&str; 4] = ["site", "consent", "in_plan", "newly_found"];

    #[test]
    fn nobody_is_moved_who_does_not_consent_and_consent_never_makes_it_worse() {
        let mut decided = 0;
        for answers in combinations(NAME, &QUESTIONS, true) {
            let with = |consent: &'static str| {
                let mut answers = answers.clone();
                answers.retain(|(key, _)| *key != "consent");
                answers.push(("consent", consent));
                tried(NAME, &answers, "2024-06-01")
            };
            let (Ok(yes), Ok(no)) = (with("true"), with("false")) else {
                continue;
            };
            let moved = ["relocated", "added_promptly", "in_turn"];
            assert!(
                !moved.iter().any(|it| id(&no, "household") == Some(it)),
                "{answers:?}"
            );
            let tone = |it: &Outcome| badness(it.finding("household").unwrap().tone);
            if id(&yes, "household").is_some() && id(&no, "household").is_some() {
                assert!(tone(&yes) <= tone(&no).max(2), "{answers:?}");
                decided += 1;
            }
        }
        assert!(decided > 10, "{decided}");
    }

    #[test]
    fn what_would_contradict_is_not_asked_further() {
        let asks = |answers: &[(&str, &str)]| ask(NAME, answers).asks;
        assert_eq!(asks(&[("site", "no_hazard")]), ["in_plan"]);
        let refused = tried(
            NAME,
            &[("site", "no_hazard"), ("in_plan", "true")],
            "2024-06-01",
        );
        assert_eq!(refused.unwrap_err()[0].field, "in_plan");
        assert_eq!(asks(&[("in_plan", "true")]), ["consent"]);
    }
}

mod home_purchase_subsidy {
    use super::*;

    #[test]
    fn who_belongs_to_several_groups_gets_it_once() {
        let groups = ids("home-purchase-subsidy", "group");
        let subsidy = |group: &str| {
            let outcome = ask(
                "home-purchase-subsidy",
                &[
                    ("contract_date", "2024-02-01"),
                    ("price", "650000"),
                    ("group", group),
                    ("graduation_date", "2022-07-01"),
                    ("central_urban_area", "true"),
                    ("newly_built", "true"),
                    ("home_order", "first"),
                ],
            );
            outcome.figure("subsidy").unwrap().value
        };
        for one in &groups[..4] {
            for other in &groups[..4] {
                assert_eq!(
                    subsidy(&format!("{one},{other}")),
                    subsidy(one),
                    "{one} {other}"
                );
                assert_eq!(subsidy(one), Some(1_300_000), "{one}");
            }
        }
    }
}

mod talent_housing {
    use super::*;

    #[test]
    fn one_more_title_never_lowers_the_cap() {
        let titles = ids("talent-housing", "titles");
        let titles: Vec<&str> = titles
            .into_iter()
            .filter(|it| !it.starts_with("none"))
            .collect();
        let cap = |titles: &[&str]| {
            value(
                &ask("talent-housing", &[("titles", &titles.join(","))]),
                "cap",
            )
        };
        let mut caps = Vec::new();
        for one in &titles {
            for other in &titles {
                if one != other {
                    assert_eq!(
                        cap(&[one, other]),
                        cap(&[one]).max(cap(&[other])),
                        "{one} {other}"
                    );
                }
            }
            caps.push(cap(&[one]));
        }
        caps.sort_unstable();
        caps.dedup();
        assert_eq!(caps.len(), 2, "two tiers");
    }
}

mod medical_fee {
    use super::*;

    #[test]
    fn the_day_of_looking_leaves_a_dated_bill_as_it_is() {
        let line = |code: &str, quantity: &str| {
            let row = [("code", code), ("quantity", quantity)];
            Answer::Row(
                row.map(|(key, text)| (key.to_owned(), Answer::from(text)))
                    .to_vec(),
            )
        };
        let lines = vec![
            line("111100002", "2"),
            line("330405017", "1"),
            line("210102015", "3"),
        ];
        let bill = [
            ("tier".to_owned(), Answer::from("3A")),
            ("service_date".to_owned(), Answer::from("2024-06-01")),
            ("lines".to_owned(), Answer::List(lines)),
        ];
        let figures = |day: &str| {
            let context = Context::on(Date::parse(day).unwrap());
            let outcome = calculate("medical-fee", &bill, context).unwrap();
            let figures = outcome.figures.iter();
            figures
                .map(|it| (it.key.to_string(), it.value))
                .collect::<Vec<_>>()
        };
        let own = figures("2024-06-01");
        assert!(
            own.iter()
                .any(|(key, value)| key == "line_1" && value.is_some_and(|it| it > 0))
        );
        for day in ["2023-01-01", "2024-01-10", "2026-02-01", "2030-01-01"] {
            assert_eq!(figures(day), own, "{day}");
        }
    }
}

mod donor_benefits {
    use super::*;

    #[test]
    fn donations_add_up_and_a_part_of_one_is_no_number() {
        let times = |ml: u32| {
            let outcome = ask(
                "donor-benefits",
                &[("for_whom", "donor"), ("ml", &ml.to_string())],
            );
            outcome.figure("person_times").map(|it| it.value.unwrap())
        };
        for ml in 1..2_000 {
            assert_eq!(times(ml).is_some(), ml % 200 == 0, "{ml}");
        }
        for (one, other) in [(200, 400), (1_000, 600), (200, 200_000)] {
            assert_eq!(
                times(one).zip(times(other)).map(|(a, b)| a + b),
                times(one + other)
            );
        }
    }

    #[test]
    fn a_relative_has_nothing_that_the_donor_has_not_and_others_have_nothing() {
        for emergency in ["true", "false"] {
            let of = |whom: &str| {
                let outcome = ask(
                    "donor-benefits",
                    &[("for_whom", whom), ("emergency", emergency)],
                );
                let given = outcome
                    .findings
                    .iter()
                    .skip(1)
                    .filter(|it| it.id.is_some_and(|it| it != "not_named"));
                given.map(|it| (it.key, it.id)).collect::<Vec<_>>()
            };
            assert!(of("relative").iter().all(|it| of("donor").contains(it)));
            assert!(of("relative").len() < of("donor").len());
            assert_eq!(of("other"), []);
        }
    }
}

mod unit_donation_plan {
    use super::*;

    #[test]
    fn more_staff_never_need_fewer_people() {
        let quota = |staff: i64| {
            let answers = [
                ("unit_type", "court"),
                ("city_department", "true"),
                ("staff", &*staff.to_string()),
            ];
            value(&ask("unit-donation-plan", &answers), "quota")
        };
        let all: Vec<i64> = (1..400).map(quota).collect();
        assert!(all.is_sorted());
        assert!(all.windows(2).all(|pair| pair[1] - pair[0] <= 1));
    }
}

mod blood_donation_quota {
    use super::*;

    #[test]
    fn the_districts_add_up_to_the_city() {
        let all = ids("blood-donation-quota", "district");
        let of = |district: &str, key: &str| {
            value(&ask("blood-donation-quota", &[("district", district)]), key)
        };
        let (city, districts): (Vec<&str>, Vec<&str>) =
            all.into_iter().partition(|it| *it == "all");
        assert_eq!((city.len(), districts.len()), (1, 7));
        for key in ["plan", "emergency", "used_2023", "plan_ml"] {
            let sum: i64 = districts.iter().map(|it| of(it, key)).sum();
            assert_eq!(sum, of("all", key), "{key}");
        }
        // Each share is rounded to a hundredth of a percent.
        let shares: i64 = districts.iter().map(|it| of(it, "share_of_city")).sum();
        assert!((shares - 10_000).abs() <= 7, "{shares}");
    }
}

mod fleet_purchase {
    use super::*;

    #[test]
    fn whether_a_model_suits_decides_for_public_vehicles_alone() {
        for vehicle in ids("fleet-purchase", "vehicle") {
            let with = |suitable: Option<&str>| {
                let mut answers = vec![("vehicle", vehicle)];
                answers.extend(suitable.map(|it| ("suitable_model", it)));
                id(&ask("fleet-purchase", &answers), "purchase")
            };
            let decided = [with(None), with(Some("true")), with(Some("false"))];
            let same = decided.iter().all(|it| it.is_some() && *it == decided[0]);
            assert_eq!(same, vehicle != "public", "{vehicle} {decided:?}");
        }
    }
}

mod illegal_construction_deadlines {
    use super::*;

    #[test]
    fn every_complete_answer_is_decided_and_the_day_of_looking_moves_no_deadline() {
        const NAME: &str = "illegal-construction-deadlines";
        let report = |day: &str| {
            let answers = [
                ("situation", "report"),
                ("finder", "property"),
                ("state", "completed"),
                ("event_date", "2024-05-06"),
            ];
            let outcome = on(NAME, &answers, day);
            outcome
                .figures
                .iter()
                .filter(|it| it.key.contains("deadline"))
                .map(|it| it.value)
                .collect::<Vec<_>>()
        };
        assert!(!report("2024-06-01").is_empty());
        for day in ["2024-05-06", "2025-01-01", "2028-12-31"] {
            assert_eq!(report(day), report("2024-06-01"), "{day}");
        }
    }
}

mod demolition_sequence {
    use super::*;

    #[test]
    fn no_step_that_is_missing_makes_a_demolition_lawful() {
        let steps = [
            ("state", "completed"),
            ("period_missed", "true"),
            ("urged", "true"),
            ("still_standing", "true"),
            ("valid_reason", "false"),
            ("decided", "true"),
            ("reported", "true"),
            ("ordered", "true"),
            ("notice_date", "2024-05-06"),
            ("demolition_date", "2024-05-20"),
        ];
        let sequence =
            |answers: &[(&str, &str)]| ask("demolition-sequence", answers).findings[0].id;
        assert_eq!(sequence(&steps), Some("lawful"));
        for missing in 1..steps.len() - 2 {
            let mut turned = steps;
            turned[missing].1 = if steps[missing].1 == "true" {
                "false"
            } else {
                "true"
            };
            assert_ne!(sequence(&turned), Some("lawful"), "{:?}", turned[missing]);
            let open: Vec<_> = steps
                .iter()
                .copied()
                .filter(|it| *it != steps[missing])
                .collect();
            assert_eq!(sequence(&open), None, "{:?}", steps[missing]);
        }
    }
}

mod forest_fire_season {
    use super::*;

    const NAME: &str = "forest-fire-season";

    fn days(from: &str, until: &str) -> impl Iterator<Item = Date> {
        let until = Date::parse(until).unwrap();
        std::iter::successors(Date::parse(from), |day| day.plus_days(1))
            .take_while(move |day| *day <= until)
    }

    #[test]
    fn the_high_season_lies_in_the_season_and_the_days_left_run_down() {
        let mut seen = [0, 0];
        for day in days("2024-01-01", "2024-12-31") {
            let outcome = on(
                NAME,
                &[("date", &day.to_string()), ("activity", "smoking")],
                "2024-06-01",
            );
            let inside = |from: &str, until: &str| {
                (value(&outcome, from)..=value(&outcome, until)).contains(&day.digits())
            };
            let (fire, high) = (
                inside("fire_from", "fire_until"),
                inside("high_from", "high_until"),
            );
            assert!(fire || !high, "{day}");
            let season = if high {
                "high"
            } else if fire {
                "fire"
            } else {
                "outside"
            };
            assert_eq!(id(&outcome, "season"), Some(season), "{day}");
            assert_eq!(outcome.figure("fire_days_left").is_some(), fire, "{day}");
            if fire {
                let passed = Date::parse(&outcome.figure("fire_from").unwrap().text)
                    .unwrap()
                    .days_until(day);
                assert_eq!(
                    passed + value(&outcome, "fire_days_left") + 1,
                    value(&outcome, "fire_days"),
                    "{day}"
                );
            }
            seen[0] += i64::from(fire);
            seen[1] += i64::from(high);
            assert!(!fire || seen[0] <= value(&outcome, "fire_days"));
        }
        assert!(seen[0] > seen[1] && seen[1] > 30, "{seen:?}");
    }

    #[test]
    fn a_ban_allows_nothing_that_was_forbidden_without_it() {
        let mut forbidden = 0;
        for day in ["2024-02-10", "2024-04-20", "2024-08-01"] {
            for activity in ids(NAME, "activity") {
                for zone in ["true", "false"] {
                    let tone = |ban: &str| {
                        let answers = [
                            ("date", day),
                            ("activity", activity),
                            ("zone", zone),
                            ("ban", ban),
                            ("closed", "false"),
                            ("exempt", "false"),
                            ("approved", "false"),
                            ("measures", "true"),
                        ];
                        badness(ask(NAME, &answers).findings[0].tone)
                    };
                    assert!(tone("true") >= tone("false"), "{day} {activity} {zone}");
                    forbidden += u32::from(tone("true") == badness(Tone::Bad));
                }
            }
        }
        assert!(forbidden > 0);
    }
}

mod consumption_support {
    use super::*;

    const NAME: &str = "consumption-support";

    #[test]
    fn who_reaches_a_target_reaches_it_with_more_and_misses_it_with_a_hundredth_less() {
        let mut targets = 0;
        for topic in ids(NAME, "topic") {
            for target in ids(NAME, "target") {
                let outcome = ask(NAME, &[("topic", topic), ("target", target)]);
                let Some(printed) = outcome.figure(target).and_then(|it| it.value) else {
                    continue;
                };
                let result = |hundredths: i64| {
                    let done = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                    id(
                        &ask(
                            NAME,
                            &[("topic", topic), ("target", target), ("value", &done)],
                        ),
                        "progress",
                    )
                };
                assert_eq!(result(printed), Some("met"), "{target}");
                assert_eq!(result(printed + 1), Some("met"), "{target}");
                assert_ne!(result(printed - 1), Some("met"), "{target}");
                targets += 1;
            }
        }
        assert!(targets >= 3, "{targets}");
    }

    #[test]
    fn as_many_measures_are_listed_as_are_counted() {
        for topic in ids(NAME, "topic") {
            let outcome = ask(NAME, &[("topic", topic)]);
            let listed = outcome
                .findings
                .iter()
                .filter(|it| matches!(it.id, Some("led" | "by_duty")))
                .count();
            assert!(
                outcome.findings[0].text.contains(&format!("{listed} 条")),
                "{topic}: {}",
                outcome.findings[0].text
            );
        }
    }
}

mod road_names {
    use super::*;

    #[test]
    fn the_lengths_of_the_roads_add_up_to_the_total_that_every_answer_gives() {
        let roads = ids("road-names", "road");
        let of = |road: &str, key: &str| value(&ask("road-names", &[("road", road)]), key);
        let sum: i64 = roads.iter().map(|it| of(it, "length")).sum();
        assert!(roads.iter().all(|it| of(it, "total_length") == sum));
        assert_eq!(value(&ask("road-names", &[]), "total_length"), sum);
    }
}

mod rule_of_law_figures {
    use super::*;

    const NAME: &str = "rule-of-law-figures";

    #[test]
    fn what_was_reported_stays_as_it_was_and_stands_under_one_topic() {
        let mut keys = Vec::new();
        for topic in ids(NAME, "topic") {
            let of = |day: &str| {
                let outcome = on(NAME, &[("topic", topic)], day);
                outcome
                    .figures
                    .iter()
                    .map(|it| (it.key.to_string(), it.value))
                    .collect::<Vec<_>>()
            };
            assert_eq!(of("2024-06-01"), of("2029-12-31"), "{topic}");
            keys.extend(of("2024-06-01").into_iter().map(|(key, _)| key));
        }
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
        assert!(all > 20, "{all}");
    }
}

mod relocation_budget {
    use super::*;

    #[test]
    fn a_household_more_needs_the_least_for_one_more() {
        let total = |households: i64| {
            value(
                &ask(
                    "relocation-budget",
                    &[("households", &households.to_string())],
                ),
                "minimum_total",
            )
        };
        let one = total(1);
        assert!((1..200).all(|households| total(households) == one * households));
    }
}

mod charging_places {
    use super::*;

    #[test]
    fn more_vehicles_never_need_fewer_chargers() {
        for scope in ["public", "residential"] {
            let needed = |vehicles: i64| {
                value(
                    &ask(
                        "charging-places",
                        &[("scope", scope), ("vehicles", &vehicles.to_string())],
                    ),
                    "needed",
                )
            };
            assert!((1..300).map(needed).is_sorted(), "{scope}");
        }
    }
}

mod childcare_places {
    use super::*;

    #[test]
    fn more_people_never_need_fewer_places() {
        for key in ["guaranteed", "striven"] {
            let needed = |people: i64| {
                value(
                    &ask("childcare-places", &[("population", &people.to_string())]),
                    key,
                )
            };
            assert!((1..200).map(|it| needed(it * 37)).is_sorted(), "{key}");
        }
    }
}

mod policy_validity {
    use super::*;

    const NAME: &str = "policy-validity";

    #[test]
    fn a_document_begins_once_and_ends_once_and_its_days_run_down() {
        for document in ids(NAME, "document") {
            let order = [
                "not_yet",
                "in_force",
                "end_not_stated",
                "plan_over",
                "year_over",
                "ended",
            ];
            let mut reached = 0;
            let mut day = Date::parse("2023-10-01").unwrap();
            while day < Date::parse("2030-01-01").unwrap() {
                let outcome = ask(NAME, &[("document", document), ("date", &day.to_string())]);
                let status = id(&outcome, "status").unwrap();
                let at = order.iter().position(|it| *it == status).unwrap();
                assert!(
                    at >= reached,
                    "{document} {day}: {status} after {}",
                    order[reached]
                );
                reached = at;
                let number = day.digits();
                assert_eq!(
                    status == "not_yet",
                    number < value(&outcome, "first_day"),
                    "{document} {day}"
                );
                if let Some(last) = outcome.figure("last_day") {
                    assert_eq!(
                        status == "ended",
                        number > last.value.unwrap(),
                        "{document} {day}"
                    );
                    if status == "in_force" {
                        let last = Date::parse(&last.text).unwrap();
                        assert_eq!(
                            value(&outcome, "days_left"),
                            day.days_until(last),
                            "{document} {day}"
                        );
                    }
                }
                day = day.plus_days(11).unwrap();
            }
        }
    }
}

mod carbon_targets {
    use super::*;

    const NAME: &str = "carbon-targets";

    #[test]
    fn a_target_is_reached_from_its_number_on_in_one_direction_and_the_distance_grows_evenly() {
        let mut targets = 0;
        for indicator in ids(NAME, "indicator") {
            for year in ids(NAME, "year") {
                let of = |hundredths: i64| {
                    let value = format!("{}.{:02}", hundredths / 100, hundredths % 100);
                    ask(
                        NAME,
                        &[("indicator", indicator), ("year", year), ("value", &value)],
                    )
                };
                let Some(target) = of(0).figure("target").and_then(|it| it.value) else {
                    continue;
                };
                let reached = |hundredths: i64| {
                    let outcome = of(hundredths);
                    if let Some(gap) = outcome.figure("gap") {
                        assert_eq!(gap.value, Some(hundredths - target), "{indicator} {year}");
                    }
                    matches!(
                        id(&outcome, "result"),
                        Some("met" | "about_reached" | "attained")
                    )
                };
                let below: Vec<bool> = (1..4)
                    .map(|it| reached((target - it * 100).max(0)))
                    .collect();
                let above: Vec<bool> = (1..4).map(|it| reached(target + it * 100)).collect();
                let all = |side: &[bool], is: bool| side.iter().all(|it| *it == is);
                let turned = all(&below, true) && all(&above, false);
                assert!(
                    turned || all(&below, false) && all(&above, true),
                    "{indicator} {year} {below:?} {above:?}"
                );
                targets += 1;
            }
        }
        assert!(targets > 10, "{targets}");
    }
}

mod project_gate {
    use super::*;

    const NAME: &str = "project-gate";
    const QUESTIONS: [&str; 5] = ["sector", "in_park", "capacity", "state", "approved"];

    #[test]
    fn what_a_subject_does_not_ask_decides_nothing_and_a_project_in_a_park_is_not_sent_to_one() {
        for subject in ids(NAME, "subject") {
            let outcome = ask(NAME, &[("subject", subject)]);
            let asked = |key: &str| outcome.asks.contains(&key);
            let of = |answers: &[(&'static str, &'static str)]| {
                let answers = [&[("subject", subject)], answers].concat();
                id(&ask(NAME, &answers), "requirement")
            };
            for answers in combinations(NAME, &QUESTIONS, false) {
                let decided = of(&answers);
                assert!(decided.is_some(), "{subject} {answers:?}");
                if id(&outcome, "requirement").is_some() {
                    assert_eq!(
                        decided,
                        id(&outcome, "requirement"),
                        "{subject} {answers:?}"
                    );
                }
                let park = decided.is_some_and(|it| it.contains("park") && it != "park_met");
                assert!(
                    !(park && answers.contains(&("in_park", "true"))),
                    "{subject} {answers:?}"
                );
                let passed = answers.contains(&("approved", "true"));
                assert!(decided != Some("district_issues") || passed && asked("approved"));
            }
        }
    }
}

mod document_openness {
    use super::*;

    const NAME: &str = "document-openness";

    #[test]
    fn a_draft_is_taken_only_with_its_papers_and_a_missing_one_never_helps() {
        let papers = [
            "form_attached",
            "reasons",
            "material",
            "reduced_copy",
            "interpretation",
        ];
        let (mut taken, mut returned) = (0, 0);
        for kind in ids(NAME, "kind") {
            for proposal in ids(NAME, "proposal") {
                let of = |missing: Option<&str>| {
                    let mut answers = vec![
                        ("date", "2024-06-01"),
                        ("secret", "none"),
                        ("kind", kind),
                        ("unsuitable", "false"),
                        ("ground", "none"),
                        ("proposal", proposal),
                    ];
                    answers.extend(
                        papers.map(|it| (it, if missing == Some(it) { "false" } else { "true" })),
                    );
                    answers
                        .retain(|(key, id)| ids(NAME, key_or(key)).contains(id) || *key == "date");
                    let outcome = ask(NAME, &answers);
                    outcome
                        .finding("submission")
                        .map(|it| (it.id, badness(it.tone)))
                };
                let Some((all, tone)) = of(None) else {
                    continue;
                };
                taken += u32::from(all == Some("accept"));
                for paper in papers {
                    let (less, worse) = of(Some(paper)).unwrap();
                    assert!(
                        less != Some("accept") || all == Some("accept"),
                        "{kind} {proposal} {paper}"
                    );
                    assert!(worse >= tone, "{kind} {proposal} {paper}");
                    returned += u32::from(less.is_some_and(|it| it.starts_with("return")));
                }
            }
        }
        assert!(taken > 0 && returned > 0, "{taken} {returned}");
    }

    /// The question itself; the day has no choices.
    fn key_or(key: &'static str) -> &'static str {
        if key == "date" { "kind" } else { key }
    }
}
