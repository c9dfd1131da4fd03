//! Finds each figure of `data/` again in the gazette's text, as its entry says that it is printed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

/// Compares every `printed` with the text, white space aside.
///
/// # Errors
///
/// Names the file and the entry whose words the text does not have.
pub(crate) fn check(text: &str, data: &Path) -> Result<()> {
    let text = without_space(text);
    let mut files = vec![
        (data.join("item-rules.toml"), "rule"),
        (data.join("masthead.toml"), "fact"),
    ];
    let facts = data.join("facts");
    for entry in fs::read_dir(&facts).with_context(|| format!("cannot read {}", facts.display()))? {
        files.push((entry?.path(), "fact"));
    }
    files.push((data.join("carbon-targets.csv"), ""));
    files.push((data.join("measure-targets.csv"), ""));
    for (path, list) in files {
        let content =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let printed = match list {
            "" => column(&content),
            list => entries(&content, list),
        };
        let printed = printed.with_context(|| format!("cannot understand {}", path.display()))?;
        if let Some(words) = missing(&text, &printed) {
            bail!("{}: the source does not print {words:?}", path.display());
        }
    }
    crate::rows::check(&text, data)
}

/// Every `printed` of a table with that column.
fn column(content: &str) -> Result<Vec<String>> {
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    let at = reader.headers()?.iter().position(|name| name == "printed");
    let at = at.context("the column `printed` is missing")?;
    reader
        .records()
        .map(|row| Ok(row?.get(at).unwrap_or_default().to_owned()))
        .collect()
}

/// Every `printed` of a list's entries.
fn entries(content: &str, list: &str) -> Result<Vec<String>> {
    let table: Table = content.parse()?;
    let entries = table
        .get(list)
        .and_then(Value::as_array)
        .context("the list is missing")?;
    let printed = entries
        .iter()
        .filter_map(|entry| entry.get("printed").and_then(Value::as_str));
    Ok(printed.map(str::to_owned).collect())
}

/// The first words that the text does not have.
fn missing<'p>(text: &str, printed: &'p [String]) -> Option<&'p String> {
    printed
        .iter()
        .find(|words| !text.contains(&without_space(words)))
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_a_line_end_and_missed_where_they_are_not() {
        let text = without_space("按照1.5万元\n/户进行补助");
        let words = |words: &str| [words.to_owned()];
        assert_eq!(missing(&text, &words("1.5万元/户")), None);
        assert_eq!(
            missing(&text, &words("1.6万元/户")),
            Some(&"1.6万元/户".to_owned())
        );
    }

    #[test]
    fn the_words_stand_in_the_entries_of_a_list_or_in_a_column() {
        let list = "[[fact]]\nkey = \"a\"\nprinted = \"b\"\n";
        assert_eq!(entries(list, "fact").unwrap(), ["b"]);
        assert!(entries("", "fact").is_err());
        assert_eq!(column("a,printed\n1,\"b,c\"\n").unwrap(), ["b,c"]);
        assert!(column("a\n1\n").is_err());
    }
}
