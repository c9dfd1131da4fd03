//! What the fuzzer begins with (`fuzz/seeds/`), on the compiler that everybody has: the same bodies as in `fuzz/`. The tables are
//! tried by `check.rs`.

use std::fs;
use std::path::Path;

#[path = "../fuzz/texts.rs"]
mod texts;

/// Each seed of a target.
fn seeds(target: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let seeds: Vec<String> = files
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    assert!(seeds.len() >= 10, "{target}: {} seeds", seeds.len());
    seeds
}

#[test]
fn amounts_are_printed_as_they_are_read() {
    for text in seeds("money") {
        texts::money(&text);
    }
}

#[test]
fn days_are_printed_as_they_are_read() {
    for text in seeds("date") {
        texts::date(&text);
    }
}

#[test]
fn queries_find_each_thing_once() {
    for text in seeds("query") {
        texts::query(&text);
    }
}
