//! The types of the ES module: what its JavaScript adds, and the types of the core as they are in Rust.

use luzhou_gazette::calculators::{self, Audience};
use luzhou_gazette::citation::{Citation, Place};
use luzhou_gazette::form::{Choice, ErrorCode, Field, Kind, Prefill, Renamed, When};
use luzhou_gazette::info::{CalculatorInfo, ItemInfo, TierPrice};
use luzhou_gazette::outcome::{
    Compared, Comparison, Entry, Event, Figure, Finding, Link, Listing, Notice, NoticeKind,
    Outcome, Reason, Step, Tone, Unit, Verdict,
};
use luzhou_gazette::search::{Hit, HitKind, Search};
use luzhou_gazette::table;
use ts_rs::{Config, TS};

macro_rules! add {
    ($text:ident, $($name:ty),+ $(,)?) => { $(add::<$name>(&mut $text);)+ };
}

/// The types of the module: `head`, then the names of the calculators and what each may be told, then each type that a
/// caller can meet.
pub(crate) fn types(head: &str) -> String {
    let mut text = format!("{head}\n{}", calculators());
    add! {
        text,
        Outcome, Verdict, Tone, Figure, Unit, Step, Reason, Notice, NoticeKind, Comparison, Compared, Listing, Entry,
        Finding, Event, Link, Citation, Place, CalculatorInfo, Audience, Field, Kind, Choice, When, Prefill, Renamed,
        ItemInfo, TierPrice, Search, Hit, HitKind, ErrorCode,
    }
    text
}

/// The types of the table check's module: `head`, then each type that a caller can meet.
pub(crate) fn check_types(head: &str) -> String {
    let mut text = head.to_owned();
    add! {
        text,
        table::Understanding, table::Fixed, table::Column, table::Doubt, table::Reading, table::Row, table::Priced,
        table::Verdict, Citation, Place,
    }
    text
}

/// Adds a type with the sentences that explain it.
fn add<T: TS>(text: &mut String) {
    let config = &Config::new().with_large_int("number");
    text.push('\n');
    text.push_str(&without_examples(&T::docs().unwrap_or_default()));
    text.push_str("export ");
    // What links to other pages in Rust's documentation is a word here.
    text.push_str(&T::decl(config).replace("[`", "`").replace("`]", "`"));
    text.push('\n');
}

/// A comment without its examples, which are in Rust.
fn without_examples(comment: &str) -> String {
    match comment.split_once("\n *\n * # Examples\n") {
        Some((sentences, _)) => format!("{sentences}\n */\n"),
        None => comment.to_owned(),
    }
}

/// The names of the calculators, and what each may be told.
fn calculators() -> String {
    let all = calculators::all();
    let names: Vec<String> = all.iter().map(|it| format!("{:?}", it.name)).collect();
    let entries = all.iter().map(|calculator| {
        let fields = questions(calculator.form.fields, "    ");
        let (title, name) = (calculator.title, calculator.name);
        format!("  /** {title} */\n  {name:?}: {{\n{fields}  }};\n")
    });
    format!(
        "/** The calculators. */\nexport type CalculatorName = {};\n\n\
         /** What each calculator may be told, by the keys of its questions. */\n\
         export interface AnswersOf {{\n{}}}\n",
        names.join(" | "),
        entries.collect::<String>()
    )
}

/// A line for each question: what it asks, and what may be answered.
fn questions(fields: &[Field], indent: &str) -> String {
    let lines = fields.iter().map(|field| {
        let (label, key, answer) = (field.label, field.key, answer(field.kind, indent));
        format!("{indent}/** {label} */\n{indent}{key}?: {answer} | null | undefined;\n")
    });
    lines.collect()
}

/// What may be answered to a question.
fn answer(kind: Kind, indent: &str) -> String {
    let ids = |options: &[Choice]| {
        let ids: Vec<String> = options.iter().map(|it| format!("{:?}", it.id)).collect();
        ids.join(" | ")
    };
    match kind {
        Kind::Choice { options } => ids(options),
        Kind::Choices { options } => format!("{0} | readonly ({0})[]", ids(options)),
        Kind::Whole { .. } | Kind::Money { .. } | Kind::Measure { .. } => "Amount".to_owned(),
        Kind::Date | Kind::Entry { .. } => "string".to_owned(),
        Kind::YesNo => "YesNo".to_owned(),
        Kind::Rows { fields, .. } => {
            let deeper = format!("{indent}  ");
            format!("readonly {{\n{}{indent}}}[]", questions(fields, &deeper))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_in_rust_are_left_out() {
        let comment =
            "/**\n * Wrong.\n *\n * # Examples\n *\n * ```\n * assert!(true);\n * ```\n */\n";
        assert_eq!(without_examples(comment), "/**\n * Wrong.\n */\n");
        assert_eq!(
            without_examples("/**\n * Wrong.\n */\n"),
            "/**\n * Wrong.\n */\n"
        );
        let types = types("");
        assert!(
            types.contains("export type ErrorCode = \"unknown_calculator\""),
            "{types}"
        );
        assert!(!types.contains("::"), "{types}");
        assert!(types.contains("\"medical-fee\": {"));
        assert!(types.contains("tier?: \"3A\" | \"3B\""), "{types}");
        assert!(types.contains("price?: Amount | null | undefined;"));
    }
}
