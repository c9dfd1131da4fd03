//! What the build refuses of a later issue. Each test takes the real issue and the invented one of
//! `tests/next-issue/` with one small change; a refusal names both places.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette_bake::{self as bake, Data};

const LATER: &str = "2026-05-invented";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text_of(file: &str) -> String {
    let folder = if file.starts_with(LATER) {
        "tests/next-issue"
    } else {
        "data"
    };
    fs::read_to_string(root().join(folder).join(file)).unwrap()
}

/// Both issues, some of their files with another text.
fn bake_with(changes: &[(&str, &str)]) -> Result<String, String> {
    let mut folders = bake::folders(&root().join("data"));
    folders.push(root().join("tests/next-issue").join(LATER));
    let read = Data::read(&folders, &root().join("data"));
    let mut data = read.map_err(|problem| problem.to_string())?;
    for (file, text) in changes {
        data = data.with(file, text);
    }
    let baked = bake::bake(&data);
    baked
        .map(|baked| baked.gazette)
        .map_err(|problem| problem.to_string())
}

/// Why both are refused with the first `old` of a file of the later one as `new`.
#[track_caller]
fn refusal(file: &str, old: &str, new: &str) -> String {
    let file = format!("{LATER}/{file}");
    let text = text_of(&file);
    assert!(text.contains(old), "{file} has no {old:?}");
    match bake_with(&[(&file, &text.replacen(old, new, 1))]) {
        Ok(_) => panic!("{file} was baked"),
        Err(problem) => problem,
    }
}

/// Holds that the refusal names both places, in these words.
#[track_caller]
fn names(problem: &str, place: &str, words: &str, other: &str) {
    let begins = format!("{LATER}/{place}:");
    assert!(
        problem.starts_with(&begins) && problem.contains(words) && problem.contains(other),
        "{problem:?}: not {begins} with {words:?} and {other:?}"
    );
}

/// Holds that a file of the later one with the first `old` as `new` is refused in these words, which name it and
/// the same file of the earlier one.
#[track_caller]
fn refuses(file: &str, old: &str, new: &str, words: &str) {
    let earlier = format!("2024-01/{file}:");
    names(&refusal(file, old, new), file, words, &earlier);
}

#[test]
fn both_issues_bake() {
    assert!(bake_with(&[]).is_ok());
}

#[test]
fn a_value_that_follows_undeclared_is_refused_with_both_places() {
    let relocation = "facts/relocation.toml";
    refuses(
        relocation,
        "replaces = true\n",
        "",
        "overlaps the one before",
    );
    let home = "facts/home-purchase.toml";
    refuses(
        home,
        "gap = \"（虚构）两个窗口之间没有补助\"\n",
        "",
        "a gap before this period",
    );
    refuses(
        home,
        "from = \"2026-06-01\"",
        "from = \"2023-06-01\"",
        "overlaps the one before",
    );
}

#[test]
fn prices_that_follow_undeclared_are_refused_with_both_places() {
    let problem = refusal("documents.toml", "prices = \"replace\"\n", "");
    names(
        &problem,
        "prices.csv",
        "still has a price by",
        "2024-01/prices.csv:",
    );
    let problem = refusal("prices.csv", "999000001,", "111100002,");
    names(&problem, "prices.csv", "stands twice", "111100002");
    // A row that prints another remark: the rules of the earlier one cannot hold for it.
    refuses(
        "prices.csv",
        "主治医师减收",
        "（虚构）另有说明",
        "prints another unit or remark",
    );
    let prices =
        text_of(&format!("{LATER}/prices.csv")).replace("主治医师减收", "（虚构）另有说明");
    let file = format!("{LATER}/prices.csv");
    let rules = format!("{LATER}/item-rules.toml");
    let none = "without_rules = [\"111100002\"]\n";
    assert!(bake_with(&[(&file, &prices), (&rules, none)]).is_ok());
    // Rules of its own take the place of the earlier ones, for the later row alone.
    let own = "[[rule]]\nkind = \"daily_cap\"\ncodes = [\"111100002\"]\nunits = 1\nrow = \"1\"\nprinted = \"（虚构）另有说明\"\n";
    let baked = bake_with(&[(&file, &prices), (&rules, own)]).unwrap();
    let of_code = |line: &&str| line.contains("ItemRule {") && line.contains("\"111100002\"");
    let lines: Vec<&str> = baked.lines().filter(of_code).collect();
    let (later, earlier): (Vec<&str>, Vec<&str>) =
        lines.iter().partition(|it| it.contains("DailyCap"));
    assert!(
        later
            .iter()
            .all(|it| it.contains("since: Some(Date::baked(2026, 6, 1)), until: None"))
    );
    assert!(
        earlier
            .iter()
            .all(|it| it.contains("since: None, until: Some(Date::baked(2024, 4, 1))"))
    );
    assert_eq!((later.len(), earlier.len()), (1, 1), "{lines:?}");
}

#[test]
fn a_row_that_replaces_undeclared_is_refused_with_both_places() {
    let file = "decisions/fleet-purchase.toml";
    refuses(
        file,
        "replaces = true\n",
        "",
        "does not say that it replaces it",
    );
    refuses(
        file,
        "# Invented",
        "title = \"again\"\n# Invented",
        "only rows, notes and outcomes",
    );
    // A row that ends gives way to what it replaced.
    let text = text_of(&format!("{LATER}/{file}"));
    let ends = text.replace("replaces = true", "replaces = true\nuntil = \"2026-08-31\"");
    let baked = bake_with(&[(&format!("{LATER}/{file}"), &ends)]).unwrap();
    let (_, table) = baked.split_once("pub static FLEET_PURCHASE").unwrap();
    let (table, _) = table.split_once("pub static").unwrap();
    assert!(
        table.contains("(Date::baked(2026, 6, 1), ")
            && table.contains("(Date::baked(2026, 9, 1), ")
    );
    assert_eq!(table.matches("Version {").count(), 3, "{table}");
}

#[test]
fn a_change_of_a_document_names_it_and_what_says_so() {
    let file = "documents.toml";
    let number = "document = \"泸市府办发[2024]3号\"";
    let problem = refusal(file, number, "document = \"泸市府办发[2024]33号\"");
    names(&problem, file, "no document", "泸市府办发〔2024〕33号");
    let problem = refusal(file, number, "document = \"泸市虚令[2025]1号\"");
    names(
        &problem,
        file,
        "is no earlier one",
        &format!("{LATER}/documents.toml:"),
    );
    let problem = refusal(
        file,
        "by = \"虚废\"\nclause = \"一\"",
        "by = \"虚废\"\nclause = \"九\"",
    );
    names(&problem, file, "has no clause \"九\"", "虚废");
    let change = "by = \"虚废\"\nclause = \"一\"";
    refuses(
        file,
        change,
        &format!("{change}\nfrom = \"2024-02-18\""),
        "is not in force on the day before",
    );
    refuses(
        file,
        change,
        &format!("{change}\nuntil = \"2026-06-01\""),
        "would end before the day of the change",
    );
    // What only names the document in `repeals` does not say where.
    let text =
        text_of(&format!("{LATER}/{file}")).replace(number, "document = \"泸市府规[2024]1号\"");
    let text = text.replacen(
        "issued = \"2026-05-13\"",
        "issued = \"2026-05-13\"\nrepeals = [\"泸市府办发〔2024〕3号\"]",
        1,
    );
    let problem = bake_with(&[(&format!("{LATER}/{file}"), &text)]).unwrap_err();
    names(
        &problem,
        file,
        "a [[change]] must say by which clause",
        "2024-01/documents.toml:",
    );
}

#[test]
fn a_document_that_is_prolonged_ends_later_and_what_ends_with_it_too() {
    let file = format!("{LATER}/documents.toml");
    let text = text_of(&file).replace("泸市府办发[2024]3号", "泸市府办规[2024]1号");
    let text = text.replace(
        "by = \"虚废\"\nclause = \"一\"",
        "by = \"虚废\"\nclause = \"一\"\nuntil = \"2031-02-17\"",
    );
    let baked = bake_with(&[(&file, &text)]).unwrap();
    let fact = |key: &str| {
        let begins = format!("pub const {key}: ");
        let found = baked.lines().find(|line| line.contains(&begins));
        found.unwrap().to_owned()
    };
    let minimum = fact("RELOCATION_DISTRICT_MINIMUM");
    assert!(
        minimum.contains("until: Some(Date::baked(2029, 2, 17))"),
        "{minimum}"
    );
    let later = "later: &[(Date::baked(2026, 7, 1), Fact { period: Period { from: Date::baked(2024, 2, 18), until: Some(Date::baked(2031, 2, 17)) }";
    assert!(minimum.contains(later), "{minimum}");
    // What has been replaced before is not prolonged.
    assert!(!fact("RELOCATION_CITY").contains("2031"));
}

#[test]
fn an_issue_that_stands_twice_or_has_no_name_is_refused() {
    let text = text_of("2024-01/issue.toml");
    let problem = bake_with(&[(&format!("{LATER}/issue.toml"), &text)]).unwrap_err();
    assert!(
        problem.contains("/issue.toml:1: the same issue as "),
        "{problem}"
    );
    let problem = refusal("issue.toml", "total = 87\n", "");
    names(&problem, "issue.toml", "missing field `total`", "");
    refuses(
        "documents.toml",
        "id = \"虚令\"",
        "id = \"规1\"",
        "stands twice, also at",
    );
}
