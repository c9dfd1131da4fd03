//! What the invented issues change, and from which day on. Run with `--nocapture` to read it.

use luzhou_gazette_next::calculators::{Context, calculate};
use luzhou_gazette_next::citation::Citation;
use luzhou_gazette_next::date::Date;
use luzhou_gazette_next::form::Answer;
use luzhou_gazette_next::gazette::{VERSION, documents, issues};
use luzhou_gazette_next::outcome::{NoticeKind, Outcome, Verdict};

fn ask(name: &str, as_of: &str, answers: &[(&str, &str)]) -> Outcome {
    let answer = |(key, text): &(&str, &str)| ((*key).to_owned(), Answer::from(*text));
    let answers: Vec<(String, Answer)> = answers.iter().map(answer).collect();
    let context = Context::on(Date::parse(as_of).unwrap());
    calculate(name, &answers, context).unwrap()
}

/// A bill of one item.
fn price(code: &str, day: &str) -> (Option<i64>, String) {
    let lines = Answer::List(vec![Answer::Row(vec![
        ("code".to_owned(), Answer::from(code)),
        ("quantity".to_owned(), Answer::from("1")),
    ])]);
    let answers = [
        ("tier".to_owned(), Answer::from("3B")),
        ("service_date".to_owned(), Answer::from(day)),
        ("lines".to_owned(), lines),
    ];
    let context = Context::on(Date::parse(day).unwrap());
    let outcome = calculate("medical-fee", &answers, context).unwrap();
    let total = outcome.figure("total").unwrap();
    say(day, code, &total.text, total.citation);
    (total.value, total.citation.to_string())
}

fn say(day: &str, what: &str, answer: &str, source: Citation) {
    println!("{day}  {what}: {answer}（{source}）");
}

fn city(day: &str) -> (Option<i64>, String) {
    let outcome = ask("relocation-subsidy", day, &[("households", "1")]);
    let city = outcome.figure("city").unwrap();
    say(day, "relocation, city", &city.text, city.citation);
    (city.value, city.citation.to_string())
}

fn decision(day: &str, suitable: &str) -> &'static str {
    let answers = [("vehicle", "private"), ("suitable_model", suitable)];
    let outcome = ask("fleet-purchase", day, &answers);
    let finding = outcome.finding("purchase").unwrap();
    say(day, "a private car", &finding.text, finding.citation);
    finding.id.unwrap()
}

#[test]
fn a_price_changes_on_the_first_day_of_its_notice() {
    for (code, before, after) in [
        ("111100002", 2500, 3000),
        ("111100002-1", 1500, 1800),
        ("210200001-1", 40800, 30000),
    ] {
        let (old, new) = (price(code, "2026-05-31"), price(code, "2026-06-01"));
        assert_eq!((old.0, new.0), (Some(before), Some(after)), "{code}");
        assert!(
            old.1.contains("泸市医保发〔2023〕39号") && old.1.contains("2024年第1期第"),
            "{old:?}"
        );
        assert!(
            new.1.contains("泸市虚价〔2026〕1号") && new.1.contains("2026年第5期第 4 页"),
            "{new:?}"
        );
    }
    assert_eq!(price("999000001", "2026-05-31").0, None);
    assert_eq!(price("999000001", "2026-06-01").0, Some(5000));
    // A code without a row in the new list keeps its price.
    assert_eq!(price("210102015", "2026-06-01").0, Some(6700));
}

#[test]
fn an_amount_changes_on_the_first_day_of_its_document() {
    let (old, new) = (city("2026-05-31"), city("2026-06-01"));
    assert_eq!((old.0, new.0), (Some(1_500_000), Some(1_800_000)));
    assert!(
        new.1.contains("泸市虚迁〔2026〕1号 一，2026年第5期第 5 页"),
        "{new:?}"
    );
}

#[test]
fn a_decision_changes_where_the_new_row_covers_it() {
    assert_eq!(decision("2026-05-31", "true"), "encouraged");
    assert_eq!(decision("2026-06-01", "true"), "invented");
    assert_eq!(decision("2026-06-01", "false"), "encouraged");
}

#[test]
fn a_contract_is_judged_by_the_window_of_its_own_day() {
    let bought = |signed: &str, as_of: &str| {
        let answers = [
            ("contract_date", signed),
            ("price", "500000"),
            ("group", "veteran"),
            ("central_urban_area", "true"),
            ("newly_built", "true"),
            ("home_order", "first"),
        ];
        let outcome = ask("home-purchase-subsidy", as_of, &answers);
        let subsidy = outcome.figure("subsidy").unwrap();
        let signed = format!("signed {signed}, asked {as_of}");
        say(&signed, "subsidy", &subsidy.text, subsidy.citation);
        let noted = |text: &str| outcome.notices.iter().any(|it| it.text.contains(text));
        let reason = outcome
            .reasons
            .first()
            .map_or(String::new(), |it| it.text.to_string());
        (outcome.verdict, subsidy.value, noted("网签日期"), reason)
    };
    let first = (Verdict::Granted, Some(1_000_000), false, String::new());
    assert_eq!(bought("2024-02-10", "2024-02-20"), first);
    assert_eq!(bought("2024-02-10", "2026-06-15"), first);
    let second = (Verdict::Granted, Some(1_500_000), true, String::new());
    assert_eq!(bought("2026-06-01", "2026-06-15"), second);
    let (verdict, value, _, reason) = bought("2026-05-31", "2026-06-15");
    assert_eq!((verdict, value), (Verdict::Denied, Some(0)));
    assert!(
        reason.contains("比最后一天（2024年2月29日）晚 822 天"),
        "{reason}"
    );
    assert!(
        reason.contains("比下一期的第一天（2026年6月1日）早 1 天"),
        "{reason}"
    );
    // As of a day on which the second window was not known, only the first is spoken of.
    let (_, _, _, reason) = bought("2024-03-12", "2024-06-01");
    assert!(!reason.contains("下一期"), "{reason}");
}

#[test]
fn working_days_are_counted_by_the_notice_of_their_year() {
    let due = |day: &str| {
        let answers = [
            ("situation", "report"),
            ("finder", "property"),
            ("state", "completed"),
            ("event_date", day),
        ];
        let outcome = ask("illegal-construction-deadlines", day, &answers);
        let notices = outcome.steps.iter().map(|step| step.citation.document());
        let notices: Vec<_> = notices
            .filter(|number| number.contains("国办发明电"))
            .collect();
        let deadline = outcome.figure("deadline").unwrap();
        say(day, "to be reported by", &deadline.text, deadline.citation);
        (deadline.value.unwrap(), notices)
    };
    let (day, notices) = due("2024-12-31");
    assert!(day > 20_250_101, "{day}");
    assert!(
        notices.iter().any(|number| number.contains("〔2024〕")),
        "{notices:?}"
    );
    let (_, notices) = due("2024-04-03");
    assert!(notices.iter().all(|number| number.contains("〔2023〕")) && !notices.is_empty());
}

#[test]
fn the_order_of_a_year_holds_for_the_days_of_that_year() {
    let season = |day: &str| {
        let answers = [
            ("date", day),
            ("activity", "smoking"),
            ("zone", "true"),
            ("ban", "false"),
        ];
        let outcome = ask("forest-fire-season", day, &answers);
        let season = outcome.finding("season").map(|it| it.id.unwrap());
        say(
            day,
            "season",
            season.unwrap_or("none"),
            outcome.findings[0].citation,
        );
        season
    };
    assert_eq!(season("2024-12-31"), Some("outside"));
    assert_eq!(season("2025-01-01"), Some("outside"));
    assert_eq!(season("2025-01-15"), Some("fire"));
    assert_eq!(season("2025-02-15"), Some("high"));
    assert_eq!(season("2024-02-10"), Some("high"));
    assert_eq!(season("2026-01-01"), None);
}

#[test]
fn a_repealed_document_ends_on_the_day_before_and_says_by_what() {
    let openness = |day: &str| {
        let answers = [
            ("date", day),
            ("secret", "none"),
            ("kind", "normative"),
            ("unsuitable", "none"),
        ];
        let outcome = ask("document-openness", day, &answers);
        let ended = outcome
            .notices
            .iter()
            .find(|it| it.kind == NoticeKind::NoLongerInForce);
        let ended = ended.map(|it| (it.text.to_string(), it.citation.to_string()));
        println!("{day}  openness: {:?} {ended:?}", outcome.verdict);
        (outcome.verdict, ended)
    };
    let (before, nothing) = openness("2026-06-30");
    assert_eq!((before, nothing), (Verdict::Informative, None));
    let (after, ended) = openness("2026-07-01");
    let (text, source) = ended.unwrap();
    assert_eq!(after, Verdict::Undetermined);
    assert!(text.contains("到2026年6月30日为止"), "{text}");
    assert!(source.contains("泸市虚废〔2026〕1号 一"), "{source}");
    let status = |day| {
        let answers = [("document", "openness"), ("date", day)];
        ask("policy-validity", day, &answers)
            .finding("status")
            .unwrap()
            .id
    };
    assert_eq!(status("2026-06-30"), Some("end_not_stated"));
    assert_eq!(status("2026-07-01"), Some("ended"));
    // Asked today about a day before: it stood then, and its end is known now.
    let answers = [("document", "openness"), ("date", "2024-06-01")];
    let outcome = ask("policy-validity", "2026-07-02", &answers);
    assert_eq!(outcome.finding("status").unwrap().id, Some("in_force"));
    assert_eq!(outcome.figure("last_day").unwrap().value, Some(20_260_630));
}

#[test]
fn each_citation_names_its_issue() {
    let ids: Vec<_> = issues().iter().map(|issue| issue.id).collect();
    assert_eq!(ids, ["2024-01", "2026-05"]);
    // A kept sheet tells by it that another issue has come out.
    assert!(VERSION.starts_with("2026-05 / "), "{VERSION}");
    for document in documents::all() {
        let issue = document.signature.issue().unwrap().id;
        assert_eq!(
            issue == "2026-05",
            document.id.starts_with('虚'),
            "{}",
            document.id
        );
        let place = document.signature.clause_and_page();
        let name = document.signature.issue().unwrap().name;
        assert!(place.contains(&format!("，{name}第 ")), "{place}");
    }
    // A list of the documents is cited from the issue that is out on the day.
    let listed = |day: &str| {
        let outcome = ask("policy-validity", day, &[]);
        outcome.findings[0].citation.issue().unwrap().id
    };
    assert_eq!(
        ["2023-12-01", "2024-06-01", "2026-04-30", "2026-06-01"].map(listed),
        ["2024-01", "2024-01", "2024-01", "2026-05"]
    );
    let outcome = ask("relocation-subsidy", "2026-06-01", &[("households", "1")]);
    let json = serde_json::to_value(&outcome).unwrap();
    let city = json["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["key"] == "city")
        .unwrap();
    assert_eq!(city["citation"]["issue"], "2026-05");
}
