//! The lists of calculators in what people read, written from the register.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use luzhou_gazette::calculators::{self, Calculator};
use luzhou_gazette::citation::Citation;
use luzhou_gazette::date::Date;

use crate::stamp::unreadable;

/// What stands before and behind a list.
const BEGIN: &str = "<!-- The build writes this list. -->\n";
const END: &str = "<!-- End of the list. -->\n";

/// The folder of the decision tables, some of which are calculators.
const TABLES: &str = "data/2024-01/decisions";

/// Writes every list anew.
///
/// # Errors
///
/// Where a file cannot be read or written, has no place for its list, or does not say what a calculator
/// answers.
pub(crate) fn write(root: &Path) -> Result<()> {
    for (file, list) in lists(root)? {
        let path = root.join(file);
        let old = fs::read_to_string(&path).with_context(|| unreadable(&path))?;
        let new = with_list(&old, &list).with_context(|| format!("{file} has no list"))?;
        if new != old {
            fs::write(&path, new).with_context(|| unreadable(&path))?;
        }
    }
    Ok(())
}

/// The files with a list, and the list of each.
fn lists(root: &Path) -> Result<[(&'static str, String); 3]> {
    let head = |columns: &str| Vec::from([columns.to_owned(), "| --- | --- | --- |".to_owned()]);
    let mut english = head("| Calculator | What it answers | Source (among others) |");
    let mut chinese = head("| 计算器 | 回答什么 | 出处（之一） |");
    let mut names = Vec::new();
    for Calculator {
        name,
        title,
        question,
        ..
    } in calculators::all()
    {
        let (sentence, sources) = (sentence(root, name)?, sources(name)?);
        english.push(format!(
            "| `{name}` | {sentence} | {} |",
            sources.join(", ")
        ));
        chinese.push(format!(
            "| `{name}` | {question} | {} |",
            sources.join("、")
        ));
        names.push(format!("* `{name}` {title}"));
    }
    Ok([
        ("README.md", english.join("\n")),
        ("README.zh-CN.md", chinese.join("\n")),
        ("pkg/README.md", names.join("\n")),
    ])
}

/// The text with this list in place of the old one; nothing where it has no place for one.
fn with_list(text: &str, list: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{list}\n\n{END}{after}"))
}

/// The documents that a calculator cites before anything is answered.
fn sources(name: &str) -> Result<Vec<&'static str>> {
    let day = Date::parse("2024-06-01").context("no day")?;
    let outcome = calculators::calculate(name, &[], calculators::Context::on(day))
        .ok()
        .with_context(|| format!("{name} does not answer"))?;
    let figures = outcome.figures.iter().map(|it| it.citation);
    let findings = outcome.findings.iter().map(|it| it.citation);
    let notices = outcome.notices.iter().map(|it| it.citation);
    let mut documents = Vec::new();
    for document in figures
        .chain(findings)
        .chain(notices)
        .map(|it: Citation| it.document())
    {
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    Ok(documents)
}

/// What a calculator answers, in English: the first sentence of its file, or of its table's.
fn sentence(root: &Path, name: &str) -> Result<String> {
    let module = name.replace('-', "_");
    let files = [
        (format!("src/calculators/{module}.rs"), "//!"),
        (format!("src/calculators/{module}/mod.rs"), "//!"),
        (format!("{TABLES}/{name}.toml"), "#"),
    ];
    let found = files.iter().find(|(file, _)| root.join(file).is_file());
    let (file, sign) = found.with_context(|| format!("{name} has no file"))?;
    let path = root.join(file);
    let text = fs::read_to_string(&path).with_context(|| unreadable(&path))?;
    first_sentence(&text, sign).with_context(|| format!("{file} does not say what it answers"))
}

/// The first paragraph of the comment at the head of a file; the numbers of rules before it go.
fn first_sentence(text: &str, sign: &str) -> Option<String> {
    let lines = text.lines().map_while(|line| line.strip_prefix(sign));
    let words: Vec<&str> = lines
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let sentence = words.join(" ");
    let sentence = match sentence.split_once(": ") {
        Some((rules, rest)) if rules.split(", ").all(is_rule) => rest,
        _ => &sentence,
    };
    let mut characters = sentence.chars();
    let first = characters.next()?;
    Some(first.to_uppercase().chain(characters).collect())
}

/// Whether this is the number of a rule, such as `R28`.
fn is_rule(text: &str) -> bool {
    let number = text.strip_prefix('R').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_as_the_build_writes_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for (file, list) in lists(root).unwrap() {
            let text = fs::read_to_string(root.join(file)).unwrap();
            let written = with_list(&text, &list).unwrap();
            assert!(text == written, "npm run build writes {file} anew");
        }
    }

    #[test]
    fn a_file_says_in_its_first_paragraph_what_it_answers() {
        let text = "//! Which steps come first,\n//! and when.\n//!\n//! More.\n";
        let sentence = "Which steps come first, and when.";
        assert_eq!(first_sentence(text, "//!").as_deref(), Some(sentence));
        let text = "# R29, R30: what the plan asks.\n\ntitle = 1\n";
        let sentence = "What the plan asks.";
        assert_eq!(first_sentence(text, "#").as_deref(), Some(sentence));
        assert_eq!(first_sentence("fn main() {}", "//!"), None);
    }

    #[test]
    fn only_what_stands_between_the_marks_changes() {
        let text = format!("before\n{BEGIN}old\n{END}after\n");
        let new = format!("before\n{BEGIN}\nnew\n\n{END}after\n");
        assert_eq!(with_list(&text, "new").as_deref(), Some(new.as_str()));
        assert_eq!(with_list("before", "new"), None);
    }
}
