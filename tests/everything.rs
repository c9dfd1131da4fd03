//! The judged list of queries over the whole gazette, `tests/search/everything.md`, with what a page loads besides; and the list
//! of `tests/search.rs` again, of which nothing may get worse.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use luzhou_gazette::search::{Corpus, HitKind, Search, UNPRICED};
use luzhou_gazette_bake::{Data, bake, folders};

const EVERYTHING: &str = include_str!("search/everything.md");

/// What `tools/corpus.mjs` makes, as the build does. Node is there: nothing here is built without it.
static ENTRIES: LazyLock<&'static str> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("data");
    let baked = Data::read(&folders(&data), &data).and_then(|data| bake(&data));
    let sounds = baked.unwrap_or_else(|problem| panic!("{problem}")).sounds;
    let mut node = Command::new("node");
    let made = node.arg(root.join("tools/corpus.mjs")).arg(sounds).output();
    let made = made.expect("node runs");
    let message = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "npm ci, then again: {message}");
    String::from_utf8(made.stdout).unwrap().leak()
});

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::with(*ENTRIES));

/// The rows of a table: what is typed, and what must come first.
fn rows(table: &'static str) -> Vec<(&'static str, &'static str)> {
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        (cells[0], cells[1])
    })
    .collect()
}

/// What came first, as the lists write it.
fn told(found: &Search) -> String {
    let first = found.hits.first().map(|hit| match hit.kind {
        HitKind::Item => hit.detail.split(' ').next().unwrap().to_owned(),
        _ => hit.link.replace("documents/", "").replace(".html", ""),
    });
    match (found.note, first) {
        ("", first) => first.unwrap_or_else(|| "没有".to_owned()),
        (UNPRICED, first) => format!("没列 {}", first.unwrap_or_default())
            .trim_end()
            .to_owned(),
        (note, _) => panic!("{note}"),
    }
}

fn wrong(list: &'static str) -> Vec<String> {
    let rows = rows(list).into_iter();
    let told = rows.map(|(query, wanted)| (query, wanted, told(&CORPUS.find(query, 10))));
    let wrong = told.filter(|(_, wanted, told)| wanted != told);
    wrong
        .map(|(query, wanted, told)| format!("{query}: {told}, not {wanted}"))
        .collect()
}

#[test]
fn what_must_come_first_does() {
    let (list, missed) = EVERYTHING.split_once("\n## ").unwrap();
    assert!(rows(list).len() >= 80);
    let wrong = wrong(list);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Of all queries at least 76 in 80 are right, and what is not is told.
    let missed = rows(missed);
    assert!(missed.len() * 80 <= (rows(list).len() + missed.len()) * 4);
    for (query, wanted) in missed {
        assert_ne!(
            told(&CORPUS.find(query, 10)),
            wanted,
            "{query} is right now"
        );
    }
}

#[test]
fn what_came_first_without_the_page_still_does() {
    let wrong = wrong(include_str!("search/queries.md"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
