//! A new item with known kinds of rules needs only data: no line of `src/` or `crates/bake/` names it.
//!
//! An invented row joins the real price table and invented rules join the real ones. That the issue
//! still bakes, and that the baked source carries the row, its rules, its questions and its choice,
//! shows that the calculator, the form and the look-ups get to know the item by the data alone: they
//! read `ITEMS`, `ITEM_RULES`, `asking` and `SURCHARGES` and no code of their own.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette_bake::{self as bake, Data};

/// Four points a unit; nothing like it is in the gazette.
const ROW: &str = "999000001,医39,增165,66,虚构项目,,虚构材料,4个穴位,虚构加收7.5元;每个部位最多3次,30,28,26,24.5,\n";

const RULES: &str = r#"
[[rule]]
kind = "measure"
codes = ["999000001"]
asks = "points"
per = "4"
row = "增165"
printed = "4个穴位"

[[rule]]
kind = "surcharge"
codes = ["999000001"]
id = "invented"
label = "虚构加收"
amount = "7.5"
row = "增165"
printed = "虚构加收7.5元"

[[rule]]
kind = "part_cap"
codes = ["999000001"]
units = 3
row = "增165"
printed = "每个部位最多3次"
"#;

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// The real issue, baked with these lines at the end of its price table and of its rules.
fn bake_with(row: &str, rules: &str) -> Result<String, String> {
    let read = Data::read(&bake::folders(&data()), &data());
    let mut all = read.map_err(|problem| problem.to_string())?;
    for (file, more) in [("prices.csv", row), ("item-rules.toml", rules)] {
        let file = format!("2024-01/{file}");
        let text = fs::read_to_string(data().join(&file)).unwrap();
        assert!(text.ends_with('\n'), "{file}");
        all = all.with(&file, &(text + more));
    }
    let baked = bake::bake(&all);
    baked
        .map(|baked| baked.gazette + &baked.calculators)
        .map_err(|problem| problem.to_string())
}

/// The line of the baked source that contains all of these.
#[track_caller]
fn line<'b>(baked: &'b str, parts: &[&str]) -> &'b str {
    let mut lines = baked.lines();
    let found = lines.find(|line| parts.iter().all(|part| line.contains(part)));
    found.unwrap_or_else(|| panic!("no line with {parts:?}"))
}

#[test]
fn a_new_item_with_known_rules_is_baked_from_data_alone() {
    let without = bake_with("", "").unwrap();
    assert!(!without.contains("999000001"));
    let with = bake_with(ROW, RULES).unwrap();

    // The row: its texts, its cells in fen and its place in the gazette.
    assert!(with.contains("ITEMS: [Item; 210]"));
    line(
        &with,
        &[
            " Item { ",
            "999000001",
            "虚构项目",
            "虚构材料",
            "4个穴位",
            "虚构加收7.5元",
            "\"附件 调增第 165 项\", 66, 1)",
            "[3000, 2800, 2600, 2450, -1]",
        ],
    );

    // Its three rules, each with the row that prints it.
    for kind in [
        "RuleKind::Measure { asks: \"points\", per: 400, open_beyond: None }",
        "amount: Surcharge::Fixed(Fen::new(750)), once: false",
        "RuleKind::PartCap { units: 3 }",
    ] {
        let rule = [
            "ItemRule {",
            "\"999000001\"",
            kind,
            "\"附件 调增第 165 项\", 66, 1)",
        ];
        line(&with, &rule);
    }

    // The questions that it asks, and no other.
    for question in [
        "MINUTES",
        "POINTS",
        "LENGTH",
        "SURFACE",
        "AREA",
        "SIDES",
        "PARTS",
        "FIELD_STRENGTH",
        "GRADE",
        "HOURS",
        "AGE",
        "SURCHARGES",
        "SESSIONS",
    ] {
        let begins = format!("pub const {question}: &[&str] = ");
        let asks = ["POINTS", "PARTS", "SURCHARGES", "SESSIONS"].contains(&question);
        let codes = line(&with, &[&begins]);
        assert_eq!(codes.contains("\"999000001\""), asks, "{codes}");
    }

    // The choice that it offers.
    let choice = [
        "static SURCHARGES",
        "Choice::new(\"invented\", \"虚构加收\").only_for_codes(&[\"999000001\"])",
    ];
    line(&with, &choice);
}

#[test]
fn nothing_else_in_the_baked_source_changes() {
    let without = bake_with("", "").unwrap();
    let with = bake_with(ROW, RULES).unwrap();
    let lost: Vec<&str> = without
        .lines()
        .filter(|line| !with.lines().any(|other| other == *line))
        .collect();
    // Only the lengths of three tables and the lists that the item joins.
    let joined = [
        "static ITEMS:",
        "static ITEM_RULES:",
        "static SURCHARGES:",
        "const POINTS:",
        "const PARTS:",
        "const SURCHARGES:",
        "const SESSIONS:",
    ];
    assert_eq!(lost.len(), joined.len(), "{lost:?}");
    for name in joined {
        assert!(lost.iter().any(|line| line.contains(name)), "{name}");
    }
}

#[test]
fn a_kind_or_a_question_that_the_code_does_not_know_is_refused() {
    let refused = |old: &str, new: &str| {
        let rules = RULES.replacen(old, new, 1);
        assert_ne!(rules, RULES);
        bake_with(ROW, &rules).unwrap_err()
    };
    let problem = refused("asks = \"points\"", "asks = \"weight\"");
    assert!(problem.contains("unknown question \"weight\""), "{problem}");
    let problem = refused("kind = \"part_cap\"", "kind = \"weekly_cap\"");
    assert!(
        problem.contains("unknown variant `weekly_cap`"),
        "{problem}"
    );
    let problem = bake_with("", RULES).unwrap_err();
    assert!(problem.contains("unknown code \"999000001\""), "{problem}");
}
