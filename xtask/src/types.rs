//! The types of the ES module: what its JavaScript adds, and the types of the core as they are in Rust.

use luzhou_gazette::calculators::Audience;
use luzhou_gazette::citation::{Citation, Place};
use luzhou_gazette::form::{Choice, ErrorCode, Field, Kind, Prefill, When};
use luzhou_gazette::info::{CalculatorInfo, ItemInfo, TierPrice};
use luzhou_gazette::outcome::{
    Compared, Comparison, Event, Figure, Finding, Link, Notice, NoticeKind, Outcome, Reason, Step,
    Tone, Unit, Verdict,
};
use ts_rs::{Config, TS};

/// The types of the module: `head`, then each type that a caller can meet.
pub(crate) fn types(head: &str) -> String {
    let config = Config::new().with_large_int("number");
    let mut text = head.to_owned();
    macro_rules! add {
        ($($name:ty),+ $(,)?) => { $(add::<$name>(&mut text, &config);)+ };
    }
    add!(
        Outcome,
        Verdict,
        Tone,
        Figure,
        Unit,
        Step,
        Reason,
        Notice,
        NoticeKind,
        Comparison,
        Compared,
        Finding,
        Event,
        Link,
        Citation,
        Place,
        CalculatorInfo,
        Audience,
        Field,
        Kind,
        Choice,
        When,
        Prefill,
        ItemInfo,
        TierPrice,
        ErrorCode,
    );
    text
}

/// Adds a type with the sentences that explain it.
fn add<T: TS>(text: &mut String, config: &Config) {
    text.push('\n');
    text.push_str(&T::docs().unwrap_or_default());
    text.push_str("export ");
    text.push_str(&T::decl(config));
    text.push('\n');
}
