//! The rules of the price rows as Rust: statics, the codes that ask each question, the choices.

use crate::{choice, day::Day, line, list};

use super::{QUESTIONS, Rule, Rules};

/// Writes the statics `ITEM_RULES` and `HEIRS`, for each question the codes that ask it, and the choices.
pub(crate) fn write(Rules { rules, heirs }: &Rules, out: &mut String) {
    line(
        out,
        format_args!(
            "pub(super) static HEIRS: [u16; {}] = {heirs:?};",
            heirs.len()
        ),
    );
    line(
        out,
        format_args!(
            "pub(super) static ITEM_RULES: [ItemRule; {}] = [",
            rules.len()
        ),
    );
    for Rule {
        since,
        until,
        codes,
        heirs,
        citation,
        rust,
        ..
    } in rules
    {
        let day = |day: &Option<Day>| {
            day.map_or("None".to_owned(), |day| format!("Some({})", day.rust()))
        };
        let (since, until) = (day(since), day(until));
        line(
            out,
            format_args!(
                "    ItemRule {{ codes: &{codes:?}, heirs: &{heirs:?}, since: {since}, until: {until}, \
                 kind: {rust}, citation: {citation} }},"
            ),
        );
    }
    line(out, format_args!("];"));
    line(
        out,
        format_args!("/// The codes of the items that ask each question of a bill."),
    );
    line(out, format_args!("pub mod asking {{"));
    for question in QUESTIONS.iter().chain(&["hours", "age"]) {
        let asked = |rule: &&Rule| rule.asks.as_deref() == Some(*question);
        let doc = format!("The items that ask `{question}`.");
        write_codes(question, &doc, rules.iter().filter(asked), out);
    }
    write_codes(
        "surcharges",
        "The items that ask `surcharges`.",
        rules.iter().filter(|rule| rule.offers.is_some()),
        out,
    );
    write_codes(
        "sessions",
        "The items whose quantity counts sessions: what is done in each is asked.",
        rules.iter().filter(|rule| rule.counts_sessions),
        out,
    );
    line(out, format_args!("}}"));
    let mut offers: Vec<(&(String, String), Vec<&str>)> = Vec::new();
    for rule in rules {
        let Some(offer) = &rule.offers else { continue };
        match offers.iter_mut().find(|(other, _)| other.0 == offer.0) {
            Some((_, codes)) => codes.extend(rule.all_codes()),
            None => offers.push((offer, rule.all_codes())),
        }
    }
    let choices = offers
        .iter()
        .map(|((id, label), codes)| format!("{}.only_for_codes(&{codes:?})", choice(id, label)));
    let choices: Vec<String> = choices.collect();
    list(out, "pub(super) static SURCHARGES", "Choice", &choices);
}

fn write_codes<'r>(name: &str, doc: &str, rules: impl Iterator<Item = &'r Rule>, out: &mut String) {
    let mut codes: Vec<&str> = rules.flat_map(Rule::all_codes).collect();
    codes.sort_unstable();
    codes.dedup();
    line(out, format_args!("    #[doc = {doc:?}]"));
    line(
        out,
        format_args!(
            "    pub const {}: &[&str] = &{codes:?};",
            name.to_uppercase()
        ),
    );
}
