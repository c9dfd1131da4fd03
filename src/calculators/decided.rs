//! The calculators that only read a decision table: their entries are written beside the table in `data/`
//! and baked. Here is how all of them answer.

use crate::form::{Checked, ErrorCode, Form, InputError};
use crate::gazette::decisions::{self, Table};
use crate::gazette::{Dated, facts};
use crate::outcome::{Outcome, Verdict};

use super::shared::{add_link, add_table_notes, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// What such a calculator decides by.
struct Rule {
    table: &'static Table,
    /// The key and the label of the decision.
    finding: (&'static str, &'static str),
    /// What the rule is called where it is not in force.
    name: &'static str,
    /// The clause in whose period it is in force.
    in_force: &'static Dated<()>,
    links: &'static [RuleLink],
    contradictions: &'static [Contradiction],
}

/// Answers that cannot all be so.
struct Contradiction {
    answers: &'static [(&'static str, &'static str)],
    /// The question beside which it is told.
    at: &'static str,
    text: &'static str,
}

/// The way to another calculator after some decisions.
struct RuleLink {
    calculator: &'static str,
    text: &'static str,
    answers: &'static [(&'static str, &'static str)],
    then: &'static [&'static str],
}

/// The decision of the table, its notes, and the ways on from there.
///
/// # Errors
///
/// `contradicts` for answers that cannot all be so.
///
/// # Source
///
/// The clause of each row and each note.
fn calculate(
    calculator: &Calculator,
    rule: &Rule,
    checked: &Checked,
    context: Context,
) -> Result<Outcome, InputError> {
    let is_given = |(key, id): &(&str, &str)| checked.word(key) == Some(*id);
    let mut contradictions = rule.contradictions.iter();
    if let Some(found) = contradictions.find(|it| it.answers.iter().all(is_given)) {
        return Err(InputError::new(
            ErrorCode::Contradicts,
            found.at,
            found.text,
        ));
    }
    let mut outcome = Outcome::new(calculator.name, context.as_of);
    let in_force = rule.in_force.at(context.as_of).0;
    let (period, citation) = (in_force.period, in_force.citation);
    if !may_compute(&mut outcome, rule.name, period, citation, context) {
        return Ok(outcome);
    }
    let answer = |key: &str| checked.word(key);
    let row = decide(
        &mut outcome,
        &calculator.form,
        rule.table,
        rule.finding,
        &answer,
    );
    for found in rule.contradictions {
        let mut open = found.answers.iter().filter(|it| !is_given(it));
        if let (Some(last), None) = (open.next(), open.next()) {
            keep_asks_without(&mut outcome, rule.table, *last, &answer);
        }
    }
    add_table_notes(&mut outcome, rule.table, row, &answer);
    let Some(row) = row else {
        return Ok(outcome);
    };
    for link in rule
        .links
        .iter()
        .filter(|link| link.then.contains(&row.then))
    {
        let answers = link.answers.iter();
        let answers = answers.map(|(key, answer)| (*key, (*answer).to_owned()));
        add_link(&mut outcome, link.calculator, link.text, answers.collect());
    }
    Ok(outcome.concluded(Verdict::Informative))
}

/// Keeps of what is asked only this question, to which one answer would contradict the others, and what another answer
/// to it leaves open.
fn keep_asks_without(
    outcome: &mut Outcome,
    table: &'static Table,
    (key, contradicting): (&str, &str),
    answer: &dyn Fn(&str) -> Option<&'static str>,
) {
    let Some(input) = table.inputs.iter().find(|input| input.key == key) else {
        return;
    };
    let mut kept = Vec::from([input.key]);
    let others = input.answers.iter().map(|it| it.id);
    for other in others.filter(|id| *id != contradicting) {
        let with = |asked: &str| {
            if asked == key {
                Some(other)
            } else {
                answer(asked)
            }
        };
        kept.extend(table.read(outcome.day, &with).open);
    }
    outcome.asks.retain(|asked| kept.contains(asked));
}

include!(concat!(env!("OUT_DIR"), "/calculators.rs"));
