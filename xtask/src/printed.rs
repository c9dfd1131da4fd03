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
    let mut files = vec![(data.join("item-rules.toml"), "rule")];
    let facts = data.join("facts");
    for entry in fs::read_dir(&facts).with_context(|| format!("cannot read {}", facts.display()))? {
        files.push((entry?.path(), "fact"));
    }
    for (path, list) in files {
        let content =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let missing = missing(&text, &content, list)
            .with_context(|| format!("cannot understand {}", path.display()))?;
        if let Some(words) = missing {
            bail!("{}: the source does not print {words:?}", path.display());
        }
    }
    Ok(())
}

/// The first `printed` of a list's entries that the text does not have.
fn missing(text: &str, content: &str, list: &str) -> Result<Option<String>> {
    let table: Table = content.parse()?;
    let entries = table
        .get(list)
        .and_then(Value::as_array)
        .context("the list is missing")?;
    let printed = entries
        .iter()
        .filter_map(|entry| entry.get("printed").and_then(Value::as_str));
    Ok(printed
        .map(without_space)
        .find(|words| !text.contains(words.as_str())))
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
        let entry = |words: &str| format!("[[fact]]\nkey = \"a\"\nprinted = {words:?}\n");
        assert_eq!(missing(&text, &entry("1.5万元/户"), "fact").unwrap(), None);
        let other = missing(&text, &entry("1.6万元/户"), "fact").unwrap();
        assert_eq!(other.as_deref(), Some("1.6万元/户"));
        assert!(missing(&text, "", "fact").is_err());
    }
}
