//! Laws of every calculator, each tried on every one in turn: a new one is held to them for nothing.

use luzhou_gazette::calculators::{self, Calculator, Context, calculate};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::{Answer, Answers, Checked, ErrorCode, Field, Kind, When};
use luzhou_gazette::outcome::{Outcome, Unit, Verdict};
use luzhou_gazette::period::Standing;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

use crate::answers::{any_answer, any_context, any_key, likely_answers};
use crate::proof::broken;

/// How often a law is tried on each calculator, unless `PROPTEST_CASES` says otherwise.
const CASES: u32 = 48;

type Held = Result<(), TestCaseError>;

/// Tries a law on every calculator, and names all that break it.
fn every<S: Strategy>(
    given: impl Fn(&'static Calculator) -> S,
    law: impl Fn(&'static Calculator, S::Value) -> Held,
) {
    let cases = std::env::var("PROPTEST_CASES").ok();
    let cases = cases.and_then(|it| it.parse().ok()).unwrap_or(CASES);
    let mut broken = Vec::new();
    for calculator in calculators::all() {
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        let tried = runner.run(&given(calculator), |given| law(calculator, given));
        broken.extend(
            tried
                .err()
                .map(|error| format!("{}: {error}", calculator.name)),
        );
    }
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
}

/// Answers that are mostly allowed, and a day of looking.
fn likely(calculator: &Calculator) -> impl Strategy<Value = (Answers, Context)> + use<> {
    (likely_answers(calculator.form.fields), any_context())
}

/// The same, and among the answers some of any shape under any key.
fn wild(calculator: &Calculator) -> impl Strategy<Value = (Answers, Context)> + use<> {
    let strange = prop::collection::vec((any_key(), any_answer()), 0..4);
    (likely(calculator), strange).prop_map(|((mut answers, context), strange)| {
        answers.extend(strange);
        (answers, context)
    })
}

/// What an outcome decides: the verdict, each number with its unit, each decision, each reason. Numbers of single
/// rows count without their places.
fn decided(outcome: &Outcome) -> (Verdict, Vec<String>) {
    let figures = outcome.figures.iter().map(|it| {
        let key = it.key.trim_end_matches(|it: char| it.is_ascii_digit());
        format!("{key} {:?} {:?}", it.value, it.unit)
    });
    let findings = outcome
        .findings
        .iter()
        .map(|it| format!("{} {:?}", it.key, it.id));
    let reasons = outcome.reasons.iter().map(|it| it.field.to_string());
    let mut all: Vec<String> = figures.chain(findings).chain(reasons).collect();
    all.sort_unstable();
    (outcome.verdict, all)
}

#[test]
fn answers_that_are_mostly_allowed_bring_a_proof() {
    every(likely, |it, (answers, context)| {
        let result = calculate(it.name, &answers, context);
        prop_assert_eq!(broken(it.name, context, &result), Vec::<String>::new());
        Ok(())
    });
}

#[test]
fn answers_of_any_shape_bring_the_same_proof_each_time_or_errors_that_name_them() {
    every(wild, |it, (answers, context)| {
        let result = calculate(it.name, &answers, context);
        prop_assert_eq!(broken(it.name, context, &result), Vec::<String>::new());
        for error in result.as_ref().err().into_iter().flatten() {
            let named = answers.iter().any(|(key, _)| names(&error.field, key));
            prop_assert!(named, "{:?} names no answer", error);
        }
        prop_assert_eq!(result, calculate(it.name, &answers, context));
        Ok(())
    });
}

/// Whether an error's place is the answer with this key, or in its rows. A long key is cut.
fn names(place: &str, key: &str) -> bool {
    let shown: String = key.chars().take(40).collect();
    let rest = place.strip_prefix(shown.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

proptest! {
    #[test]
    fn any_name_is_a_calculator_or_an_error(name in ".*", context in any_context()) {
        let result = calculate(&name, &[], context);
        prop_assert_eq!(broken(&name, context, &result), Vec::<String>::new());
    }
}

#[test]
fn the_order_of_the_answers_does_not_matter() {
    every(likely, |it, (answers, context)| {
        let turned: Answers = answers.iter().rev().cloned().collect();
        let result = calculate(it.name, &answers, context);
        if result.is_ok() {
            prop_assert_eq!(result, calculate(it.name, &turned, context));
        }
        Ok(())
    });
}

#[test]
fn the_order_of_rows_and_of_what_is_ticked_does_not_matter() {
    every(likely, |it, (answers, context)| {
        let turned = answers.iter().map(|(key, answer)| match answer {
            Answer::List(list) => {
                let list = list.iter().rev().cloned().collect();
                (key.clone(), Answer::List(list))
            }
            other => (key.clone(), other.clone()),
        });
        let turned: Answers = turned.collect();
        let of = |answers: &Answers| calculate(it.name, answers, context).map(|it| decided(&it));
        match (of(&answers), of(&turned)) {
            (Ok(one), Ok(other)) => prop_assert_eq!(one, other),
            (one, other) => prop_assert_eq!(one.is_ok(), other.is_ok()),
        }
        Ok(())
    });
}

#[test]
fn the_day_of_looking_changes_nothing_that_the_day_of_an_event_decides() {
    let given = |it: &'static Calculator| (likely(it), any_context());
    every(given, |it, ((answers, context), other)| {
        let later = Context {
            as_of: other.as_of,
            ..context
        };
        let of = |context| calculate(it.name, &answers, context);
        if let (Ok(one), Ok(other)) = (of(context), of(later)) {
            // Where it is the same on two days of looking, it is the event's.
            let by_event = one.day == other.day && context.as_of != later.as_of;
            if by_event && !is_dated_by_row(&answers) {
                prop_assert_eq!(decided(&one), decided(&other));
            }
        }
        Ok(())
    });
}

/// Whether a row has a day of its own, which decides for it.
fn is_dated_by_row(answers: &Answers) -> bool {
    let rows = answers.iter().filter_map(|(_, answer)| match answer {
        Answer::List(rows) => Some(rows),
        _ => None,
    });
    rows.flatten().any(|row| match row {
        Answer::Row(row) => row.iter().any(|(key, _)| key == "date"),
        _ => false,
    })
}

/// Figures that say at least how much it is.
const LEAST: [&str; 2] = ["known_minimum", "known_part"];

/// Answers that turn to another question, rather than answering one that is open: without the district the whole city
/// is meant; of two days of a move the earlier decides; a season that no district has changed is the city's.
const OTHER_QUESTION: [(&str, &str); 4] = [
    ("forest-fire-season", "extended"),
    ("what-applies-to-me", "district"),
    ("unit-donation-plan", "original_date"),
    ("unit-donation-plan", "new_date"),
];

#[test]
fn what_is_known_without_an_answer_stays_so_with_it() {
    every(likely, |it, (answers, context)| {
        let Ok(known) = calculate(it.name, &answers, context) else {
            return Ok(());
        };
        for missing in 0..answers.len() {
            let mut fewer = answers.clone();
            let (key, gone) = fewer.remove(missing);
            if OTHER_QUESTION.contains(&(it.name, key.as_str())) {
                continue;
            }
            // Two answers may contradict each other only while a third does not leave one of them out.
            let fewer = match calculate(it.name, &fewer, context) {
                Ok(fewer) => fewer,
                Err(errors) => {
                    let at_odds = errors.iter().all(|it| it.code == ErrorCode::Contradicts);
                    prop_assert!(at_odds, "without {} {:?}: {:?}", key, gone, errors);
                    continue;
                }
            };
            for figure in &fewer.figures {
                let then = known.figure(&figure.key).and_then(|it| it.value);
                let Some((less, then)) = figure.value.zip(then) else {
                    continue;
                };
                let least = LEAST.contains(&&*figure.key) && less <= then;
                prop_assert!(
                    least || less == then,
                    "without {} {:?} {} is {}, not {}",
                    key,
                    gone,
                    figure.key,
                    less,
                    then
                );
            }
        }
        Ok(())
    });
}

#[test]
fn one_answer_fewer_never_grants_what_was_refused() {
    // A refusal stands on what is known: without one answer it still stands, or it is open. The same for a grant.
    every(likely, |it, (answers, context)| {
        let known = calculate(it.name, &answers, context).map(|it| it.verdict);
        for missing in 0..answers.len() {
            let mut fewer = answers.clone();
            fewer.remove(missing);
            let fewer = calculate(it.name, &fewer, context).map(|it| it.verdict);
            let opposite = matches!(
                (&known, &fewer),
                (
                    Ok(Verdict::Denied),
                    Ok(Verdict::Granted | Verdict::Informative)
                ) | (
                    Ok(Verdict::Granted),
                    Ok(Verdict::Denied | Verdict::Informative)
                )
            );
            prop_assert!(!opposite, "{:?} {:?}", known, fewer);
        }
        Ok(())
    });
}

#[test]
fn what_a_link_carries_is_read_back_as_it_was_answered() {
    every(likely, |it, (answers, context)| {
        let Ok(checked) = it.form.check(&answers) else {
            return Ok(());
        };
        let rows = answers.iter().filter(|(key, _)| {
            let mut fields = it.form.fields.iter();
            fields.any(|field| field.key == key && matches!(field.kind, Kind::Rows { .. }))
        });
        let texts = checked.texts().into_iter();
        let texts = texts.map(|(key, text)| (key.to_owned(), Answer::Text(text)));
        let carried: Answers = texts.chain(rows.cloned()).collect();
        let again = it.form.check(&carried);
        prop_assert_eq!(again.as_ref().map(Checked::texts), Ok(checked.texts()));
        let of = |answers: &Checked| it.calculate(answers, context).map(|it| decided(&it));
        prop_assert_eq!(again.and_then(|it| of(&it)), of(&checked));
        Ok(())
    });
}

#[test]
fn an_outcome_written_as_json_is_read_back_whole_and_every_number_in_it_is_exact_in_javascript() {
    every(likely, |it, (answers, context)| {
        if let Ok(outcome) = calculate(it.name, &answers, context) {
            let text = serde_json::to_string(&outcome).unwrap();
            let read: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&read, &serde_json::to_value(&outcome).unwrap());
            prop_assert_eq!(inexact(&read), None);
        }
        Ok(())
    });
}

/// A number that JavaScript would round.
fn inexact(value: &Value) -> Option<&Value> {
    match value {
        Value::Number(number) => {
            let exact = number
                .as_i64()
                .is_some_and(|it| it.unsigned_abs() < 1 << 53);
            (!exact).then_some(value)
        }
        Value::Array(all) => all.iter().find_map(inexact),
        Value::Object(all) => all.values().find_map(inexact),
        _ => None,
    }
}

#[test]
fn no_amount_stands_outside_its_period() {
    every(likely, |it, (answers, context)| {
        let context = Context {
            historical: false,
            ..context
        };
        let Some((period, Ok(outcome))) =
            it.period.zip(Some(calculate(it.name, &answers, context)))
        else {
            return Ok(());
        };
        let inside = period(outcome.day).standing(outcome.day) == Standing::InForce;
        if !inside && !is_dated_by_row(&answers) {
            let amounts = outcome.figures.iter().filter(|it| it.unit == Unit::Fen);
            let standing: Vec<_> = amounts
                .filter(|it| it.value.is_some_and(|it| it > 0))
                .collect();
            prop_assert!(standing.is_empty(), "{}: {:?}", outcome.day, standing);
        }
        Ok(())
    });
}

/// The most combinations of answers to what else is asked; where there are more, the question is left aside.
const MOST_TRIED: usize = 600;

#[test]
fn a_question_is_asked_only_while_it_is_open_and_some_answer_to_it_matters() {
    every(likely, |it, (mut answers, context)| {
        // Nothing ticked is no answer.
        answers.retain(|(_, answer)| *answer != Answer::List(Vec::new()));
        let Ok(outcome) = calculate(it.name, &answers, context) else {
            return Ok(());
        };
        let kind = |key: &str| {
            let mut fields = it.form.fields.iter();
            fields.find(|field| field.key == key).map(|it| it.kind)
        };
        let asked = outcome
            .asks
            .iter()
            .filter_map(|key| Some((*key, possible(kind(key)?)?)));
        let asked: Vec<(&str, Vec<Answer>)> = asked.collect();
        for (key, own) in &asked {
            let answered = answers.iter().any(|(it, _)| it == key);
            prop_assert!(!answered, "{} is answered and asked", key);
            let others = asked.iter().filter(|(it, _)| it != key);
            let Some(cases) = combined(&answers, others) else {
                continue;
            };
            let matters = cases.iter().any(|known| {
                let of = |answer: Option<&Answer>| {
                    let mut all = known.clone();
                    all.extend(answer.map(|it| ((*key).to_owned(), it.clone())));
                    calculate(it.name, &all, context).map(|it| told(&it))
                };
                let open = of(None);
                own.iter().any(|answer| of(Some(answer)) != open)
            });
            prop_assert!(matters, "no answer to {} matters", key);
        }
        Ok(())
    });
}

/// The answers with each combination of answers to further questions, or none of them; nothing where there are too many.
fn combined<'a>(
    answers: &Answers,
    questions: impl Iterator<Item = &'a (&'a str, Vec<Answer>)>,
) -> Option<Vec<Answers>> {
    let mut all = vec![answers.clone()];
    for (key, possible) in questions {
        let grown = all.iter().flat_map(|known| {
            possible.iter().map(move |answer| {
                let more = vec![((*key).to_owned(), answer.clone())];
                [known.clone(), more].concat()
            })
        });
        let grown: Vec<Answers> = grown.collect();
        all.extend(grown);
        if all.len() > MOST_TRIED {
            return None;
        }
    }
    Some(all)
}

/// What is decided and what is said, but for which answers were of no use.
fn told(outcome: &Outcome) -> ((Verdict, Vec<String>), Vec<String>) {
    let of_use = |text: &&str| !text.starts_with("没有用到") && !text.contains("不影响这里的结果");
    let notices = outcome.notices.iter().map(|it| &*it.text).filter(of_use);
    (decided(outcome), notices.map(str::to_owned).collect())
}

/// The answers to a question that has few, and some to one that has many; none to one for rows.
fn possible(kind: Kind) -> Option<Vec<Answer>> {
    let texts = |texts: &[&str]| texts.iter().map(|it| Answer::from(*it)).collect();
    match kind {
        Kind::Choice { options } | Kind::Choices { options } => {
            Some(options.iter().map(|it| Answer::from(it.id)).collect())
        }
        Kind::YesNo => Some(vec![Answer::Flag(true), Answer::Flag(false)]),
        Kind::Whole { min, max, .. } => {
            let some = [min, min.max(1_000).min(max)].map(|it| Answer::Text(it.to_string()));
            Some(some.to_vec())
        }
        Kind::Money { min, max, .. } => {
            Some([min, max].map(|it| Answer::Text(it.plain())).to_vec())
        }
        Kind::Measure { .. } => Some(texts(&["0", "100"])),
        Kind::Date => Some(texts(&[
            "2019-01-01",
            "2024-01-01",
            "2024-06-01",
            "2024-12-31",
        ])),
        Kind::Entry { .. } | Kind::Rows { .. } => None,
    }
}

#[test]
fn what_a_question_does_not_take_is_refused_at_its_place() {
    for calculator in calculators::all() {
        let mut tried = 0;
        for field in calculator.form.fields {
            let Some(before) = asking(calculator.form.fields, field) else {
                panic!("{}: nothing asks {}", calculator.name, field.key);
            };
            for wrong in wrong(field.kind) {
                let mut answers = before.clone();
                answers.push((field.key.to_owned(), wrong));
                refused(calculator, &answers, field.key);
                tried += 1;
            }
            let Kind::Rows { fields, .. } = field.kind else {
                continue;
            };
            for inner in fields {
                let row = asking(fields, inner).unwrap();
                let code = fields.first().map(|it| it.key);
                for wrong in wrong(inner.kind) {
                    let mut row = row.clone();
                    row.push((inner.key.to_owned(), wrong));
                    if !row.iter().any(|(key, _)| Some(key.as_str()) == code) {
                        row.push((code.unwrap().to_owned(), Answer::from("111100002")));
                    }
                    let mut answers = before.clone();
                    answers.push((field.key.to_owned(), Answer::List(vec![Answer::Row(row)])));
                    refused(
                        calculator,
                        &answers,
                        &format!("{}[0].{}", field.key, inner.key),
                    );
                    tried += 1;
                }
            }
        }
        assert!(tried > 1, "{}: {tried}", calculator.name);
    }
}

fn refused(calculator: &Calculator, answers: &Answers, place: &str) {
    let day = Date::parse("2024-06-01").unwrap();
    let errors = calculate(calculator.name, answers, Context::on(day)).unwrap_err();
    assert!(
        errors.iter().any(|it| it.field == place),
        "{}: {answers:?} {errors:?}",
        calculator.name
    );
}

/// The fewest answers that let a question be asked.
fn asking(fields: &[Field], field: &Field) -> Option<Answers> {
    match field.when {
        None | Some(When::Asked) => Some(Answers::new()),
        Some(When::Is { field: key, any_of }) => {
            let other = fields.iter().find(|it| it.key == key)?;
            let mut answers = asking(fields, other)?;
            answers.push((key.to_owned(), Answer::from(*any_of.first()?)));
            Some(answers)
        }
        Some(When::RowHas {
            rows,
            field: key,
            any_of,
        }) => {
            let row = vec![(key.to_owned(), Answer::from(*any_of.first()?))];
            Some(vec![(
                rows.to_owned(),
                Answer::List(vec![Answer::Row(row)]),
            )])
        }
    }
}

/// Answers that no question of this kind takes.
fn wrong(kind: Kind) -> Vec<Answer> {
    let texts = |texts: &[&str]| texts.iter().map(|it| Answer::from(*it)).collect::<Vec<_>>();
    let mut wrong = match kind {
        Kind::Choice { .. } | Kind::Choices { .. } => texts(&["no-such-choice"]),
        Kind::Whole { min, max, .. } => {
            let beyond = [min - 1, max + 1].map(|it| Answer::Text(it.to_string()));
            [texts(&["-1", "1.5", "many", "1e3", "NaN"]), beyond.to_vec()].concat()
        }
        Kind::Money { .. } | Kind::Measure { .. } => {
            texts(&["-1", "1.005", "many", "1e3", "92233720368547758.08"])
        }
        Kind::Date => texts(&["2024-02-30", "1899-12-31", "3000-01-01", "tomorrow"]),
        Kind::YesNo => texts(&["perhaps"]),
        Kind::Entry { .. } => texts(&["000000000", "no such item"]),
        Kind::Rows { .. } => texts(&["no row"]),
    };
    wrong.push(Answer::Row(Answers::new()));
    wrong
}
