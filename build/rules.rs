//! What single items of the price tables ask and do with their price.

use serde::Deserialize;
use toml::Spanned;

use super::facts::hundredths;
use super::prices::Item;
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
struct Entry {
    codes: Vec<String>,
    row: String,
    // Only for the transcription check: where the row prints the rule.
    #[serde(rename = "printed")]
    _printed: String,
    #[serde(flatten)]
    kind: Kind,
}

/// The kinds of rules, as the head of `item-rules.toml` explains them.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Kind {
    Measure {
        asks: String,
        per: String,
        open_beyond: Option<String>,
    },
    Sides {},
    PartCap {
        units: u16,
    },
    DailyCap {
        units: u16,
    },
    AgeSurcharge {
        last_age: u16,
        rate: String,
    },
    FieldStrength {
        above: Option<String>,
        from: Option<String>,
        to: Option<String>,
        below: Option<String>,
    },
    Grade {
        grades: Vec<String>,
    },
    Hours {
        included: u16,
        half_below: Option<u16>,
        half: Option<String>,
    },
    Surcharge {
        id: String,
        label: String,
        amount: Option<String>,
        rate: Option<String>,
        #[serde(default)]
        once: bool,
        group: Option<String>,
    },
    HourlySurcharge {
        id: String,
        label: String,
        amount: String,
        included: u16,
        each_hour: String,
        cap: String,
    },
    Addition {
        to: Option<String>,
    },
}

/// A rule whose items and row have been checked.
pub(super) struct Rule {
    codes: Vec<String>,
    citation: String,
    rust: String,
    /// The question that its items ask, if it asks one.
    asks: Option<String>,
    /// The choice that its items offer, if it offers one: id and label.
    offers: Option<(String, String)>,
}

/// The questions that rules can ask.
const QUESTIONS: [&str; 9] = [
    "minutes",
    "points",
    "length",
    "surface",
    "area",
    "sides",
    "parts",
    "field_strength",
    "grade",
];

/// Reads and checks `item-rules.toml`.
pub(super) fn read(source: &Source, items: &[Item]) -> Result<Vec<Rule>, Problem> {
    let file: File = source.toml()?;
    file.rule
        .iter()
        .map(|entry| {
            let at = source.line_of(&entry.span());
            check(entry.get_ref(), items).map_err(|what| source.problem(at, what))
        })
        .collect()
}

fn check(entry: &Entry, items: &[Item]) -> Result<Rule, String> {
    for code in &entry.codes {
        item(items, code)?;
    }
    if entry.codes.is_empty() {
        return Err("a rule without codes".to_owned());
    }
    let row = items.iter().find(|item| item.row == entry.row);
    let row = row.ok_or_else(|| format!("unknown row {:?}", entry.row))?;
    let (asks, offers) = asked_and_offered(&entry.kind)?;
    Ok(Rule {
        codes: entry.codes.clone(),
        citation: row.citation(),
        rust: rust(&entry.kind, items)?,
        asks,
        offers,
    })
}

fn item<'i>(items: &'i [Item], code: &str) -> Result<&'i Item, String> {
    items
        .iter()
        .find(|item| item.code == code)
        .ok_or_else(|| format!("unknown code {code:?}"))
}

type Asked = Option<String>;
type Offered = Option<(String, String)>;

fn asked_and_offered(kind: &Kind) -> Result<(Asked, Offered), String> {
    let asks = match kind {
        Kind::Measure { asks, .. } if !QUESTIONS.contains(&asks.as_str()) => {
            return Err(format!("unknown question {asks:?}"));
        }
        Kind::Measure { asks, .. } => Some(asks.as_str()),
        Kind::Sides {} => Some("sides"),
        Kind::PartCap { .. } => Some("parts"),
        Kind::FieldStrength { .. } => Some("field_strength"),
        Kind::Grade { .. } => Some("grade"),
        Kind::Hours { .. } => Some("hours"),
        Kind::AgeSurcharge { .. } => Some("age"),
        _ => None,
    };
    let offers = match kind {
        Kind::Surcharge { id, label, .. } | Kind::HourlySurcharge { id, label, .. } => {
            Some((id.clone(), label.clone()))
        }
        _ => None,
    };
    Ok((asks.map(str::to_owned), offers))
}

/// The kind as a Rust expression.
fn rust(kind: &Kind, items: &[Item]) -> Result<String, String> {
    let number = |text: &String| hundredths(text).ok_or_else(|| format!("{text:?} is no decimal"));
    let optional = |text: &Option<String>| -> Result<String, String> {
        Ok(text
            .as_ref()
            .map(number)
            .transpose()?
            .map_or("None".into(), |n| format!("Some({n})")))
    };
    Ok(match kind {
        Kind::Measure {
            asks,
            per,
            open_beyond,
        } => format!(
            "RuleKind::Measure {{ asks: {asks:?}, per: {}, open_beyond: {} }}",
            number(per)?,
            optional(open_beyond)?
        ),
        Kind::Sides {} => "RuleKind::Sides".to_owned(),
        Kind::PartCap { units } => format!("RuleKind::PartCap {{ units: {units} }}"),
        Kind::DailyCap { units } => format!("RuleKind::DailyCap {{ units: {units} }}"),
        Kind::AgeSurcharge { last_age, rate } => {
            let rate = item(items, rate)?.rate.ok_or("the row prints no share")?;
            format!(
                "RuleKind::AgeSurcharge {{ last_age: {last_age}, rate: BasisPoints::new({rate}) }}"
            )
        }
        Kind::FieldStrength {
            above,
            from,
            to,
            below,
        } => format!(
            "RuleKind::FieldStrength(Band {{ above: {}, from: {}, to: {}, below: {} }})",
            optional(above)?,
            optional(from)?,
            optional(to)?,
            optional(below)?
        ),
        Kind::Grade { grades } => format!("RuleKind::Grade {{ grades: &{grades:?} }}"),
        Kind::Hours {
            included,
            half_below,
            half,
        } => {
            let half = half.as_ref().map(|code| item(items, code)).transpose()?;
            let half = match (half, half_below) {
                (Some(half), Some(below)) => format!("Some(({below}, {:?}))", half.code),
                (None, None) => "None".to_owned(),
                _ => return Err("`half` and `half_below` go together".to_owned()),
            };
            format!("RuleKind::Hours {{ included: {included}, half: {half} }}")
        }
        Kind::Surcharge {
            id,
            label,
            amount,
            rate,
            once,
            group,
        } => {
            let amount = match (amount, rate) {
                (Some(amount), None) => format!("Surcharge::Fixed(Fen::new({}))", number(amount)?),
                (None, Some(code)) => format!("Surcharge::OfRow({:?})", item(items, code)?.code),
                (None, None) => "Surcharge::NotPrinted".to_owned(),
                _ => return Err("either `amount` or `rate`".to_owned()),
            };
            let group = group.as_deref().unwrap_or_default();
            format!(
                "RuleKind::Surcharge {{ id: {id:?}, label: {label:?}, amount: {amount}, once: {once}, group: {group:?} }}"
            )
        }
        Kind::HourlySurcharge {
            id,
            label,
            amount,
            included,
            each_hour,
            cap,
        } => format!(
            "RuleKind::HourlySurcharge {{ id: {id:?}, label: {label:?}, amount: Fen::new({}), included: {included}, \
             each_hour: Fen::new({}), cap: Fen::new({}) }}",
            number(amount)?,
            number(each_hour)?,
            number(cap)?
        ),
        Kind::Addition { to } => {
            let to = to.as_ref().map(|code| item(items, code)).transpose()?;
            format!(
                "RuleKind::Addition {{ to: {:?} }}",
                to.map(|item| item.code.as_str())
            )
        }
    })
}

/// Writes the static `ITEM_RULES`, for each question the codes that ask it, and the choices.
pub(super) fn write(rules: &[Rule], out: &mut String) {
    line(
        out,
        format_args!(
            "pub(super) static ITEM_RULES: [ItemRule; {}] = [",
            rules.len()
        ),
    );
    for Rule {
        codes,
        citation,
        rust,
        ..
    } in rules
    {
        line(
            out,
            format_args!(
                "    ItemRule {{ codes: &{codes:?}, kind: {rust}, citation: {citation} }},"
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
        write_codes(question, rules.iter().filter(asked), out);
    }
    write_codes(
        "surcharges",
        rules.iter().filter(|rule| rule.offers.is_some()),
        out,
    );
    line(out, format_args!("}}"));
    let choices = rules.iter().filter_map(|rule| {
        let (id, label) = rule.offers.as_ref()?;
        Some(format!(
            "Choice::new({id:?}, {label:?}).only_for_codes(&{:?})",
            rule.codes
        ))
    });
    let choices: Vec<String> = choices.collect();
    line(
        out,
        format_args!(
            "pub(super) static SURCHARGES: [Choice; {}] = [{}];",
            choices.len(),
            choices.join(", ")
        ),
    );
}

fn write_codes<'r>(question: &str, rules: impl Iterator<Item = &'r Rule>, out: &mut String) {
    let mut codes: Vec<&str> = rules
        .flat_map(|rule| rule.codes.iter().map(String::as_str))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    line(
        out,
        format_args!(
            "    #[doc = {:?}]",
            format!("The items that ask `{question}`.")
        ),
    );
    line(
        out,
        format_args!(
            "    pub const {}: &[&str] = &{codes:?};",
            question.to_uppercase()
        ),
    );
}
