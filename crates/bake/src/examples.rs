//! Cases to try, one or two a calculator, as links write them. The browser's tests hold that each is answered.

use serde::Deserialize;

use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    calculator: String,
    label: String,
    answers: String,
}

/// Reads `examples.csv` and writes it as one list; a name that no calculator has stops the build.
pub(super) fn write(source: &Source, out: &mut String) -> Result<(), Problem> {
    let rows: Vec<(usize, Row)> = source.csv()?;
    let mut entries = Vec::new();
    for (at, row) in rows {
        let Row {
            calculator,
            label,
            answers,
        } = row;
        if label.is_empty() || !answers.contains('=') {
            return Err(source.problem(at, "an example has a label and answers"));
        }
        let place = source.place(at);
        line(
            out,
            format_args!(
                "const _: () = assert!(is_named({calculator:?}), \"{place}: unknown calculator\");"
            ),
        );
        entries.push(format!(
            "Example {{ calculator: {calculator:?}, label: {label:?}, answers: {answers:?} }}"
        ));
    }
    super::list(
        out,
        "pub(in crate::calculators) static EXAMPLES",
        "Example",
        &entries,
    );
    Ok(())
}
