//! What the issue prints about itself: address, telephone, printer. Checked here and baked nowhere: no calculator uses it.

use serde::Deserialize;
use toml::Spanned;

use super::figure;
use super::{Problem, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fact: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: Spanned<String>,
    subject: String,
    value: String,
    /// The part of the issue: 刊头 or 版权页, neither of which has a page number in the source.
    place: String,
    printed: String,
}

/// Checks `masthead.toml`.
pub(super) fn check(source: &Source) -> Result<(), Problem> {
    let file: File = source.toml()?;
    let mut keys: Vec<&str> = Vec::new();
    for entry in &file.fact {
        let at = source.line_of(&entry.key.span());
        let key = entry.key.get_ref().as_str();
        if keys.contains(&key) {
            return Err(source.problem(at, format!("{key} stands twice")));
        }
        keys.push(key);
        let named = [&entry.subject, &entry.value, &entry.printed];
        let place = ["刊头", "版权页"].contains(&entry.place.as_str());
        if named.iter().any(|text| text.is_empty()) || !place {
            let what = format!("{key} needs subject, value, printed, and a place (刊头, 版权页)");
            return Err(source.problem(at, what));
        }
        let mut parts = entry.value.split(|c: char| !c.is_ascii_digit());
        if !parts.all(|part| {
            figure::prints_runs(&entry.printed, part) || figure::prints(&entry.printed, part)
        }) {
            let what = format!("{:?} is not what {:?} says", entry.value, entry.printed);
            return Err(source.problem(at, what));
        }
    }
    Ok(())
}
