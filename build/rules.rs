//! What single items of the price tables do with their price.

use serde::Deserialize;
use toml::Spanned;

use super::prices::Item;
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: Spanned<String>,
    row: String,
    // Only for the transcription check: where the row prints the rule.
    #[serde(rename = "printed")]
    _printed: String,
    kind: String,
    last_age: Option<u16>,
    rate: Option<String>,
    units: Option<u16>,
}

/// A rule whose item and row have been checked.
pub(super) struct Rule {
    code: String,
    citation: String,
    kind: String,
}

/// Reads and checks `item-rules.toml`.
pub(super) fn read(source: &Source, items: &[Item]) -> Result<Vec<Rule>, Problem> {
    let file: File = source.toml()?;
    file.rule
        .iter()
        .map(|entry| check(source, entry, items))
        .collect()
}

fn check(source: &Source, entry: &Entry, items: &[Item]) -> Result<Rule, Problem> {
    let at = source.line_of(&entry.code.span());
    let item = |code: &str| {
        let found = items.iter().find(|item| item.code == code);
        found.ok_or_else(|| source.problem(at, format!("unknown code {code:?}")))
    };
    let code = entry.code.get_ref();
    item(code)?;
    let row = items
        .iter()
        .find(|item| item.row == entry.row)
        .ok_or_else(|| source.problem(at, format!("unknown row {:?}", entry.row)))?;
    let kind = match (
        entry.kind.as_str(),
        entry.last_age,
        &entry.rate,
        entry.units,
    ) {
        ("age_surcharge", Some(last_age), Some(rate), None) => {
            let rate = item(rate)?.rate;
            let rate = rate.ok_or_else(|| source.problem(at, "the row prints no share"))?;
            format!(
                "RuleKind::AgeSurcharge {{ last_age: {last_age}, rate: BasisPoints::new({rate}) }}"
            )
        }
        ("daily_cap", None, None, Some(units)) => {
            format!("RuleKind::DailyCap {{ units: {units} }}")
        }
        (kind, ..) => {
            return Err(source.problem(at, format!("no rule of kind {kind:?} with these parts")));
        }
    };
    Ok(Rule {
        code: code.clone(),
        citation: row.citation().to_owned(),
        kind,
    })
}

/// Writes the static `ITEM_RULES` and the codes of the items that ask for the patient's age.
pub(super) fn write(rules: &[Rule], out: &mut String) {
    line(
        out,
        format_args!(
            "pub(super) static ITEM_RULES: [ItemRule; {}] = [",
            rules.len()
        ),
    );
    for Rule {
        code,
        citation,
        kind,
    } in rules
    {
        line(
            out,
            format_args!("    ItemRule {{ code: {code:?}, kind: {kind}, citation: {citation} }},"),
        );
    }
    line(out, format_args!("];"));
    let aged: Vec<&str> = rules
        .iter()
        .filter(|rule| rule.kind.contains("Age"))
        .map(|rule| rule.code.as_str())
        .collect();
    line(
        out,
        format_args!("pub(super) const AGED_ITEMS: &[&str] = &{aged:?};"),
    );
}
