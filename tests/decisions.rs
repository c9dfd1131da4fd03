//! The decision tables: `docs/decision-tables.md` prints each as the build baked it, and each
//! combination of answers leads to exactly one row.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::decisions::{self, Row, Table, Version};

const HEAD: &str = "# 决策表

公报里“什么情况下该怎样”的规定，写成表：每一行是一种情况，空格表示不论。构建时逐一试过每种组合，
恰好有一行管到它，没有遗漏，也没有重叠（`crates/bake/src/decisions.rs`）；表的源文件在 `data/2024-01/decisions/`。

本文件由 `UPDATE=1 cargo test --test decisions` 写成，测试核对它与数据一致。
";

/// The table as Markdown.
fn printed(table: &'static Table) -> String {
    let mut text = format!("\n## {}（`{}`）\n", table.title, table.id);
    for (since, version) in table.versions() {
        if let Some(day) = since {
            let _ = write!(text, "\n{}起：\n", day.in_words());
        }
        print_version(&mut text, table, version);
    }
    text
}

fn print_version(text: &mut String, table: &'static Table, version: &'static Version) {
    let (combinations, rows) = (combinations(table).len(), version.rows.len());
    let _ = write!(text, "\n{combinations} 种组合，{rows} 行。\n\n|");
    for input in table.inputs {
        let _ = write!(text, " {} |", input.label);
    }
    text.push_str(" 决定 | 情况 | 依据 |\n|");
    text.push_str(&" --- |".repeat(table.inputs.len() + 3));
    for row in version.rows {
        text.push_str("\n|");
        for cell in row.conditions(table) {
            let _ = write!(text, " {cell} |");
        }
        let _ = write!(text, " {} | {} | {} |", row.label, row.why, row.citation);
    }
    text.push('\n');
}

/// Every table with the first day of each of its versions.
fn on_every_day() -> Vec<(&'static Table, Date)> {
    let days = |table: &'static Table| {
        let versions = table.versions();
        versions.map(move |(since, _)| (table, since.unwrap_or(Date::MIN)))
    };
    decisions::ALL
        .iter()
        .flat_map(|table| days(table))
        .collect()
}

/// Every combination of answers, as the place of each answer.
fn combinations(table: &Table) -> Vec<Vec<usize>> {
    table.inputs.iter().fold(vec![vec![]], |all, input| {
        all.iter()
            .flat_map(|picks| {
                (0..input.answers.len()).map(|pick| [picks.as_slice(), &[pick]].concat())
            })
            .collect()
    })
}

#[test]
fn the_documentation_prints_every_table() {
    let all: String = decisions::ALL.iter().map(|table| printed(table)).collect();
    let text = format!("{HEAD}{all}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/decision-tables.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "run: UPDATE=1 cargo test --test decisions");
}

#[test]
fn every_combination_is_decided_by_exactly_one_row_and_every_row_decides_some() {
    for (table, day) in on_every_day() {
        let mut decided: Vec<&Row> = Vec::new();
        for picks in combinations(table) {
            let answer = |key: &str| {
                let at = table.inputs.iter().position(|input| input.key == key)?;
                Some(table.inputs[at].answers[picks[at]].id)
            };
            let reading = table.read(day, &answer);
            assert_eq!(reading.rows.len(), 1, "{} {picks:?}", table.id);
            assert!(reading.open.is_empty(), "{} {picks:?}", table.id);
            decided.extend(reading.decided());
        }
        for row in table.on(day).rows {
            assert!(
                decided.iter().any(|other| std::ptr::eq(*other, row)),
                "{}: {}",
                table.id,
                row.why
            );
        }
    }
}

#[test]
fn what_is_open_can_turn_the_decision_and_nothing_else_can() {
    for (table, day) in on_every_day() {
        // With one answer left unknown, it is open exactly where its answers lead apart.
        for picks in combinations(table) {
            for hidden in 0..table.inputs.len() {
                let read = |pick: Option<usize>| {
                    table.read(day, &|key| {
                        let at = table.inputs.iter().position(|input| input.key == key)?;
                        let pick = if at == hidden { pick? } else { picks[at] };
                        Some(table.inputs[at].answers[pick].id)
                    })
                };
                let mut ends: Vec<&str> = (0..table.inputs[hidden].answers.len())
                    .filter_map(|pick| read(Some(pick)).decided().map(|row| row.then))
                    .collect();
                ends.sort_unstable();
                ends.dedup();
                let open = read(None).open;
                assert_eq!(
                    !open.is_empty(),
                    ends.len() > 1,
                    "{} {picks:?} {hidden}",
                    table.id
                );
            }
        }
    }
}
