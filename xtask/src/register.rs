//! What the pages of the documents are told of the calculators: whose question each is, and which clauses its answers cite.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use luzhou_gazette::calculators::{self, Calculator};
use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::documents;
use luzhou_gazette::period::Period;
use serde_json::{Value, json};

use crate::stamp::unreadable;

#[path = "../../tests/cases/table.rs"]
#[allow(dead_code)] // What is expected of a case is the tests' business.
mod table;

/// The calculators with what they cite, and the documents with their periods, as JSON.
///
/// What a calculator cites is what it answers to its cases: they reach every sentence that it can say.
///
/// # Errors
///
/// Where a table of cases cannot be read, or a case is on no day.
pub(crate) fn register(cases: &Path) -> Result<String> {
    let documents = documents::all().iter().zip(documents::CHOICES);
    let documents = documents.map(|(it, choice)| {
        let stated = it.period_on(Date::MAX);
        let year = calculators::year_of(choice.id, Date::MAX);
        let Period { from, until } = year.unwrap_or(stated);
        let until = until.map(|day| day.to_string());
        json!({ "id": it.id, "from": from.to_string(), "until": until })
    });
    let documents: Vec<Value> = documents.collect();
    let mut entries = Vec::new();
    for calculator in calculators::all() {
        entries.push(json!({
            "name": calculator.name,
            "title": calculator.title,
            "question": calculator.question,
            "audience": calculator.audience.title(),
            "cites": cited(calculator, cases)?,
        }));
    }
    Ok(json!({ "documents": documents, "calculators": entries }).to_string())
}

/// The places that the calculator's answers to its cases cite: number of the document, and clause.
fn cited(calculator: &Calculator, cases: &Path) -> Result<BTreeSet<(String, String)>> {
    let path = cases.join(format!("{}.md", calculator.name));
    let text = fs::read_to_string(&path).with_context(|| unreadable(&path))?;
    let mut places = BTreeSet::new();
    for case in table::read(&text) {
        let day = case.options.get("as_of").and_then(Value::as_str);
        let Some(as_of) = day.and_then(Date::parse) else {
            bail!(
                "{} 第 {} 行没有查询日期。 The case has no day.",
                path.display(),
                case.line
            );
        };
        let historical = case.options.get("historical") == Some(&Value::Bool(true));
        let context = calculators::Context { as_of, historical };
        let answers = table::core_answers(&case.answers);
        if let Ok(outcome) = calculators::calculate(calculator.name, &answers, context) {
            places_in(&serde_json::to_value(outcome)?, &mut places);
        }
    }
    Ok(places)
}

/// Finds the citations within an outcome.
fn places_in(value: &Value, places: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|it| places_in(it, places)),
        Value::Object(fields) => {
            if let (Some(Value::String(document)), Some(Value::String(clause))) =
                (fields.get("document"), fields.get("clause"))
            {
                places.insert((document.clone(), clause.clone()));
            }
            fields.values().for_each(|it| places_in(it, places));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calculator_is_told_with_the_clauses_that_it_cites() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let register: Value =
            serde_json::from_str(&register(&root.join("tests/cases")).unwrap()).unwrap();
        let calculators = register["calculators"].as_array().unwrap();
        assert_eq!(calculators.len(), calculators::all().len());
        let subsidy = calculators
            .iter()
            .find(|it| it["name"] == "relocation-subsidy")
            .unwrap();
        let cites = subsidy["cites"].as_array().unwrap();
        assert!(cites.contains(&json!(["泸市府办规〔2024〕1号", "三(一)"])));
        assert!(!cites.contains(&json!(["泸市府办发〔2024〕1号", "二(四)"])));
        let fire = &register["documents"][0];
        assert_eq!(
            (&fire["id"], &fire["until"]),
            (&json!("规1"), &json!("2024-12-31"))
        );
    }
}
