//! What the fuzzer tries (`fuzz/`), on the compiler that everybody has: the same bodies over its seeds, over these with a piece
//! broken, and over texts at random, the same each time. `FUZZ_RUNS` says how many of each target, `FUZZ_SEED` from which
//! beginning; `npm run fuzz -- native` runs millions. The tables are tried by `check.rs`.

use std::fs;
use std::path::Path;

#[path = "../fuzz/answers.rs"]
mod answers;
mod common;
#[path = "laws/proof.rs"]
mod proof;
#[path = "../fuzz/random.rs"]
mod random;
#[path = "common/record.rs"]
mod record;
#[path = "../fuzz/texts.rs"]
mod texts;

use random::Random;

/// Each seed of a target, by its name; of answers each case that the forms offer to try, too.
fn seeds(target: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let seeds = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let tried = (target == "answers").then(cases_to_try);
    let seeds: Vec<String> = seeds.chain(tried.into_iter().flatten()).collect();
    assert!(seeds.len() >= 10, "{target}: {} seeds", seeds.len());
    seeds
}

/// The cases that the forms offer to try, as links.
fn cases_to_try() -> Vec<String> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/words/examples.csv");
    let mut rows = csv::Reader::from_path(examples).unwrap();
    let links = rows.records().map(|row| {
        let row = row.unwrap();
        format!("{}?{}", &row[0], &row[2])
    });
    links.collect()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|it| it.parse().ok())
}

/// Tries a body on the seeds, then on so many texts: seeds that are broken, and some of the target's own.
fn tried(
    target: &str,
    usual: u64,
    own: impl Fn(&mut Random) -> Option<String>,
    mut body: impl FnMut(&str),
) {
    let seeds = seeds(target);
    for seed in &seeds {
        body(seed);
    }
    let mut random = Random(number("FUZZ_SEED").unwrap_or(14));
    let runs = number("FUZZ_RUNS").unwrap_or(usual);
    for run in 0..runs {
        let text = own(&mut random).unwrap_or_else(|| {
            let seed = &seeds[random.below(seeds.len())];
            random.broken(seed)
        });
        body(&text);
        if run % 1_000_000 == 999_999 {
            eprintln!("{target}: {} runs", run + 1);
        }
    }
}

#[test]
fn amounts_are_printed_as_they_are_read() {
    let own = |random: &mut Random| (random.below(2) == 0).then(|| random.figures());
    tried("money", 4_000, own, texts::money);
}

#[test]
fn days_are_printed_as_they_are_read() {
    let own = |random: &mut Random| (random.below(3) == 0).then(|| random.day());
    tried("date", 10_000, own, texts::date);
}

#[test]
fn queries_find_each_thing_once() {
    tried("query", 200, |_| None, texts::query);
}

#[test]
fn whatever_a_link_says_the_answer_is_proven_or_an_error_in_words() {
    let own = |random: &mut Random| (random.below(4) > 0).then(|| random.link());
    let (mut answered, mut refused) = (0_u64, 0_u64);
    tried("answers", 2_000, own, |link| match answers::answers(link) {
        Ok(_) => answered += 1,
        Err(_) => refused += 1,
    });
    println!("{answered} answered, {refused} refused");
    assert!(
        answered > refused / 4 && refused > answered / 40,
        "{answered} answered, {refused} refused"
    );
}

#[test]
fn every_calculator_is_among_the_seeds_of_answers() {
    let seeds = seeds("answers");
    for calculator in luzhou_gazette::calculators::all() {
        let own = seeds.iter().map(|seed| answers::read(seed));
        let mut own = own.filter(|it| it.name == calculator.name);
        assert!(own.any(|it| !it.answers.is_empty()), "{}", calculator.name);
    }
}

#[test]
fn the_runs_in_wasm_are_given_links_at_random() {
    let mut random = Random(14);
    let own = (0..1_500).map(|_| random.link()).collect();
    let mut lines = String::new();
    for link in &[seeds("answers"), own].concat() {
        let case = answers::read(link);
        lines.push_str(&record::line(
            &case.name,
            link.clone(),
            case.answers,
            case.context,
        ));
    }
    record::leave("links.jsonl", &lines);
}
