//! Cases to try.

use super::is_named;

/// A case to try: its answers fill a calculator's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    calculator: &'static str,
    /// What it is, in a few Chinese words.
    pub label: &'static str,
    /// Its answers as a link writes them: `key=value&key=value`, rows as JSON.
    pub answers: &'static str,
}

/// The cases to try with the calculator of this name.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::calculators::examples;
///
/// let first = examples("blood-donation-quota").next().unwrap();
/// assert_eq!(first.answers, "district=hejiang");
/// ```
pub fn examples(name: &str) -> impl Iterator<Item = &'static Example> {
    EXAMPLES.iter().filter(move |it| it.calculator == name)
}

include!(concat!(env!("OUT_DIR"), "/examples.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_calculator_has_one_or_two_cases_to_try() {
        for calculator in super::super::all() {
            let count = examples(calculator.name).count();
            assert!((1..=2).contains(&count), "{}: {count}", calculator.name);
        }
    }
}
