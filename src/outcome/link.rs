//! The way to another calculator.

use serde::Serialize;

use super::Text;

/// Another calculator, with the answers that are already known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Link {
    /// The calculator's name.
    #[ts(type = "CalculatorName")]
    pub calculator: &'static str,
    /// The calculator's Chinese name.
    pub title: &'static str,
    /// Why one would go on there.
    #[ts(type = "string")]
    pub text: Text,
    /// Its answers that are known here, as the element's attributes write them.
    #[serde(serialize_with = "as_object")]
    #[ts(type = "{ [key: string]: string }")]
    pub answers: Vec<(&'static str, String)>,
}

fn as_object<S: serde::Serializer>(
    answers: &[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(answers.iter().map(|(key, answer)| (key, answer)))
}
