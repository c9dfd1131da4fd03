//! What single items of the price tables ask and do with their price.

use serde::Deserialize;
use toml::Spanned;

use super::Problem;
use super::day::Day;
use super::facts::hundredths;
use super::issue::Issue;
use super::prices::Item;

mod statics;

pub(super) use statics::write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<Entry>>,
    /// The codes whose rows no longer print what earlier rules say.
    #[serde(default)]
    without_rules: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    codes: Vec<String>,
    row: String,
    printed: String,
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
        note: String,
    },
    Addition {
        to: Option<String>,
        except: Option<String>,
    },
    Apart {},
}

/// A rule whose items and row have been checked.
#[derive(Clone)]
pub(super) struct Rule {
    /// The first days of the first and the last rows for which it holds, where it does not hold for every row.
    since: Option<Day>,
    until: Option<Day>,
    /// The rows that its remark speaks of.
    speaks_of: Vec<String>,
    codes: Vec<String>,
    /// The children of its row for which it holds as a reading.
    heirs: Vec<String>,
    citation: String,
    rust: String,
    /// Whether the quantity of its items counts sessions, because what is done in each is asked.
    counts_sessions: bool,
    /// The question that its items ask, if it asks one.
    asks: Option<String>,
    /// The choice that its items offer, if it offers one: id and label.
    offers: Option<(String, String)>,
}

impl Rule {
    /// The codes for which it holds, whether their own row or their parent's prints it.
    fn all_codes(&self) -> Vec<&str> {
        let codes = self.codes.iter().chain(&self.heirs);
        codes.map(String::as_str).collect()
    }
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

/// The rules of the items, and who inherits from whom.
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// The positions of the children for which their parent's remark (说明) holds as a reading.
    heirs: Vec<usize>,
}

/// The rows that an issue's rules speak of, and the codes that have rules of their own there.
struct OfIssue<'i> {
    items: Vec<&'i Item>,
    ruled: Vec<String>,
}

/// Reads and checks the `item-rules.toml` of every issue. An issue's rules hold for its own rows, and for later rows of
/// the same codes that print the same unit and remark; other rows need rules of their own.
pub(super) fn read(issues: &[Issue], items: &[Item]) -> Result<Rules, Problem> {
    let mut all = Rules {
        rules: Vec::new(),
        heirs: Vec::new(),
    };
    for issue in issues {
        let own: Vec<&Item> = items.iter().filter(|it| it.issue == issue.number).collect();
        let file = match issue.file("item-rules.toml") {
            Some(source) => source.toml()?,
            None => File {
                rule: Vec::new(),
                without_rules: Vec::new(),
            },
        };
        let entries: Vec<&Entry> = file.rule.iter().map(Spanned::get_ref).collect();
        let ruled = entries.iter().flat_map(|entry| &entry.codes);
        let ruled = ruled.chain(&file.without_rules).cloned().collect();
        let of_issue = OfIssue { items: own, ruled };
        for item in &of_issue.items {
            carried_over(item, items, &of_issue, &mut all)?;
        }
        let own: Vec<Item> = of_issue.items.iter().map(|item| (*item).clone()).collect();
        let named: Vec<String> = entries.iter().flat_map(|entry| entry.speaks_of()).collect();
        let goes_on = all.rules.iter().filter(|rule| rule.until.is_none());
        let goes_on = goes_on.flat_map(|rule| &rule.speaks_of);
        let spoken_of: Vec<&String> = named.iter().chain(goes_on).collect();
        let heirs: Vec<&Item> = own
            .iter()
            .filter(|item| inherits(item, &own, &spoken_of))
            .collect();
        if let Some(source) = issue.file("item-rules.toml") {
            for entry in &file.rule {
                let at = source.line_of(&entry.span());
                let rule = check(entry.get_ref(), &own, &heirs);
                let mut rule = rule.map_err(|what| source.problem(at, what))?;
                let first = own
                    .iter()
                    .filter(|it| entry.get_ref().codes.contains(&it.code));
                rule.since = first.map(Item::from).min().filter(|_| issue.number > 1);
                all.rules.push(rule);
            }
        }
        for item in own.iter().filter(|item| item.name().contains("加收")) {
            let added = |entry: &&Entry| {
                matches!(entry.kind, Kind::Addition { .. }) && entry.codes.contains(&item.code)
            };
            let inherited = all.rules.iter().any(|rule| rule.codes.contains(&item.code));
            if !entries.iter().any(added) && !inherited {
                let (file, line) = item.line.clone();
                let what = format!("{} is named 加收 but no addition", item.code);
                return Err(Problem { file, line, what });
            }
        }
        let place = |heir: &&Item| items.iter().position(|item| item.line == heir.line);
        all.heirs.extend(heirs.iter().filter_map(place));
    }
    Ok(all)
}

/// Ends the earlier rules of a code whose row is followed by one with rules of its own, and refuses a row that prints
/// something else and has none.
fn carried_over(
    item: &Item,
    items: &[Item],
    issue: &OfIssue,
    all: &mut Rules,
) -> Result<(), Problem> {
    let at = items.iter().position(|it| it.line == item.line);
    let before = items
        .iter()
        .find(|it| it.successor.is_some() && it.successor == at);
    let Some(before) = before else { return Ok(()) };
    let own = issue.ruled.contains(&item.code);
    let mut earlier_rules = all.rules.iter();
    let ruled = earlier_rules.any(|rule| rule.all_codes().contains(&item.code.as_str()));
    if ruled && !own && !item.is_ruled_like(before) {
        let ((file, line), (earlier, at)) = (item.line.clone(), &before.line);
        let what = format!(
            "{} prints another unit or remark than {earlier}:{at}, whose rules cannot hold for it: write its own \
             into item-rules.toml, or name it in `without_rules`",
            item.code
        );
        return Err(Problem { file, line, what });
    }
    if !own {
        return Ok(());
    }
    // A rule of several codes goes on for the others.
    let mut ended = Vec::new();
    for rule in &mut all.rules {
        if rule.until.is_none() && rule.all_codes().contains(&item.code.as_str()) {
            let mut old = rule.clone();
            for codes in [&mut rule.codes, &mut rule.heirs] {
                codes.retain(|code| *code != item.code);
            }
            for codes in [&mut old.codes, &mut old.heirs] {
                codes.retain(|code| *code == item.code);
            }
            old.until = Some(before.from());
            ended.push(old);
        }
    }
    all.rules.retain(|rule| !rule.all_codes().is_empty());
    all.rules.extend(ended);
    Ok(())
}

/// Whether the remark of the item's parent holds for it: its own is blank, and it is not itself what
/// the remark speaks of.
fn inherits(item: &Item, items: &[Item], spoken_of: &[&String]) -> bool {
    let remarks = |parent: &&Item| item.is_child_of(parent) && !parent.note().is_empty();
    item.note().is_empty()
        && items.iter().any(|it| remarks(&it))
        && !spoken_of.contains(&&item.code)
}

impl Entry {
    /// The codes of the rows that a remark speaks of.
    fn speaks_of(&self) -> Vec<String> {
        match &self.kind {
            Kind::Addition { .. } | Kind::Grade { .. } => self.codes.clone(),
            Kind::Hours { half, .. } => half.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}

fn check(entry: &Entry, items: &[Item], heirs: &[&Item]) -> Result<Rule, String> {
    for code in &entry.codes {
        let item = item(items, code)?;
        if !item.prints(&entry.printed) {
            return Err(format!(
                "the row of {code} does not print {:?}",
                entry.printed
            ));
        }
    }
    if entry.codes.is_empty() {
        return Err("a rule without codes".to_owned());
    }
    let row = items.iter().find(|item| item.row == entry.row);
    let row = row.ok_or_else(|| format!("unknown row {:?}", entry.row))?;
    if entry.codes.first() != Some(&row.code) {
        return Err(format!("{:?} is not the row of the first code", entry.row));
    }
    let remarked = row.note().contains(&entry.printed);
    let heirs = heirs
        .iter()
        .filter(|heir| remarked && heir.is_child_of(row) && !entry.codes.contains(&heir.code));
    let (asks, offers) = asked_and_offered(&entry.kind)?;
    Ok(Rule {
        since: None,
        until: None,
        speaks_of: entry.speaks_of(),
        codes: entry.codes.clone(),
        heirs: heirs.map(|heir| heir.code.clone()).collect(),
        citation: row.citation(),
        rust: rust(&entry.kind, items)?,
        counts_sessions: matches!(
            entry.kind,
            Kind::Measure { .. } | Kind::Sides {} | Kind::Hours { .. }
        ),
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
            note,
        } => format!(
            "RuleKind::HourlySurcharge {{ id: {id:?}, label: {label:?}, amount: Fen::new({}), included: {included}, \
             each_hour: Fen::new({}), cap: Fen::new({}), note: {note:?} }}",
            number(amount)?,
            number(each_hour)?,
            number(cap)?
        ),
        Kind::Addition { to, except } => {
            format!("RuleKind::Addition {{ to: {to:?}, except: {except:?} }}")
        }
        Kind::Apart {} => "RuleKind::Apart".to_owned(),
    })
}
