//! The judged list of queries, `tests/search/queries.md`: what people type, and what must come first.

use luzhou_gazette::calculators;
use luzhou_gazette::date::Date;
use luzhou_gazette::form::Kind;
use luzhou_gazette::gazette::documents;
use luzhou_gazette::gazette::prices::items;
use luzhou_gazette::search::{Hit, HitKind, Search, UNPRICED, find, items_for, offers};

const QUERIES: &str = include_str!("search/queries.md");

/// The rows of the list: what is typed, and what must come first.
fn rows() -> Vec<(&'static str, &'static str)> {
    let rows = QUERIES
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(2);
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        (cells[0], cells[1])
    })
    .collect()
}

/// What came first, as the list writes it.
fn told(found: &Search) -> String {
    let first = found.hits.first().map(|hit| match hit.kind {
        HitKind::Item => hit.detail.split(' ').next().unwrap().to_owned(),
        _ => hit.link.clone(),
    });
    match (found.note, first) {
        ("", None) => "没有".to_owned(),
        ("", Some(first)) => first,
        (note, first) => {
            assert_eq!(note, UNPRICED);
            format!("没列 {}", first.unwrap_or_default())
                .trim_end()
                .to_owned()
        }
    }
}

#[test]
fn what_must_come_first_does() {
    let rows = rows();
    assert!(rows.len() >= 80, "{}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .map(|(query, wanted)| (query, wanted, told(&find(query, 10))))
        .filter(|(_, wanted, told)| *wanted != told)
        .map(|(query, wanted, told)| format!("{query}: {told}, not {wanted}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_a_text_that_no_name_is_as_long_as_only_the_beginning_is_looked_for() {
    // Without a limit this took minutes: every part is looked for within every other.
    let pasted = format!("磁共振{}", " a 9".repeat(100_000));
    let beginning: String = pasted.chars().take(200).collect();
    assert_eq!(find(&pasted, 10), find(&beginning, 10));
    let codes = |text: &str| -> Vec<_> { items_for(text, 10).iter().map(|it| it.code()).collect() };
    assert_eq!(codes(&pasted), codes(&beginning));
    let padded = format!("磁共振{}", " ".repeat(100_000));
    assert_eq!(find(&padded, 10), find("磁共振", 10));
}

#[test]
fn the_item_field_finds_the_same_items_first() {
    for (query, wanted) in rows() {
        if wanted.starts_with(|c: char| c.is_ascii_digit()) {
            let first = items_for(query, 5).first().map(|item| item.code());
            assert_eq!(first, Some(wanted), "{query}");
        }
    }
}

#[test]
fn everything_is_found_by_its_own_name() {
    let first = |query: &str| find(query, 3).hits.first().map(|hit| hit.link.clone());
    for calculator in calculators::all() {
        let link = format!("#{}", calculator.name);
        assert_eq!(first(calculator.title), Some(link), "{}", calculator.title);
    }
    for document in documents::all() {
        let hits = find(document.number, 3).hits;
        assert_eq!(hits[0].detail, document.number);
    }
    for item in items() {
        assert_eq!(items_for(item.code(), 1)[0].code(), item.code());
        let named = items_for(item.name(), 3);
        assert!(
            named.iter().any(|it| it.code() == item.code()),
            "{}",
            item.name()
        );
    }
}

#[test]
fn every_calculator_has_an_everyday_word() {
    let words = include_str!("../data/words/synonyms.toml");
    for calculator in calculators::all() {
        assert!(words.contains(calculator.name), "{}", calculator.name);
    }
}

/// Each link of a hit opens its calculator with answers that the form takes.
#[test]
fn links_carry_answers_that_the_form_takes() {
    let words = include_str!("../data/words/synonyms.toml");
    let said = words.split('"').skip(1).step_by(2);
    let districts = ["纳溪", "江阳区", "泸县"];
    let hits: Vec<Hit> = said
        .chain(districts)
        .flat_map(|word| find(word, 50).hits)
        .collect();
    let mut answered = 0;
    for hit in hits {
        let link = hit.link.trim_start_matches('#');
        let (name, query) = link.split_once('?').unwrap_or((link, ""));
        let calculator = calculators::find(name).unwrap();
        for pair in query
            .split('&')
            .filter(|it| !it.is_empty() && !it.starts_with("lines="))
        {
            let (key, value) = pair.split_once('=').unwrap();
            let answers = [(key.to_owned(), value.into())];
            assert!(calculator.form.check(&answers).is_ok(), "{link}");
            answered += 1;
        }
    }
    assert!(answered > 20);
}

#[test]
fn what_is_over_says_until_when() {
    let hit = find("熏洗", 1).hits.remove(0);
    assert_eq!(hit.until.unwrap().to_string(), "2026-01-31");
    let hit = find("买房", 1).hits.remove(0);
    assert_eq!(hit.until.unwrap().to_string(), "2024-02-29");
    let hit = find("哪些与我有关", 1).hits.remove(0);
    assert_eq!((hit.from, hit.until), (None, None));
}

#[test]
fn a_document_says_from_when_and_until_when_it_stands() {
    let mut seen = 0;
    for document in documents::all() {
        let hits = find(document.number, 50).hits;
        let are = |hit: &&Hit| hit.kind == HitKind::Document && hit.detail == document.number;
        for hit in hits.iter().filter(are) {
            let period = document.period_on(Date::MAX);
            assert_eq!((hit.from, hit.until), (Some(period.from), period.until));
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

/// What an item asks for itself is offered as a line of its own only to whoever types its very code.
#[test]
fn a_surcharge_that_its_item_asks_for_is_offered_by_its_code_alone() {
    let form = calculators::find("policy-validity").unwrap().form;
    let tables = form.fields.iter().find_map(|field| match field.kind {
        Kind::Entry { table } => Some(table),
        _ => None,
    });
    let table = tables.unwrap();
    let mut seen = 0;
    for item in items().iter().filter(|it| it.is_asked_elsewhere()) {
        let offered = |query| offers(table, query, 500).1;
        let code = item.code();
        assert!(offered(code).iter().any(|it| it.code == code), "{code}");
        let named = offered(item.name());
        assert!(named.iter().all(|it| it.code != code), "{code}");
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn no_more_is_found_than_was_asked_for_and_the_rest_is_counted() {
    for query in ["熏洗", "手术", "拔牙", "补贴"] {
        let all = find(query, 500);
        let hits = all.hits.len();
        assert!(hits > 2 && all.more == 0, "{query}: {hits}");
        for limit in 1..=hits {
            let some = find(query, limit);
            assert_eq!(some.hits.len(), limit, "{query}");
            assert_eq!(some.more, hits - limit, "{query}");
        }
    }
}

/// One digit is an amount, not the beginning of a code.
#[test]
fn one_digit_finds_no_code() {
    let mut seen = 0;
    for digit in 1..=9 {
        let digit = digit.to_string();
        let found = items_for(&digit, 500);
        let mut codes = items().iter().filter(|it| it.code().starts_with(&digit));
        if codes.clone().count() > 5 {
            let is_found = |code: &str| found.iter().any(|it| it.code() == code);
            assert!(codes.any(|it| !is_found(it.code())), "{digit}");
            seen += 1;
        }
    }
    assert!(seen > 0, "{seen}");
}
