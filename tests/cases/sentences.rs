//! Holds that each sentence which a calculator can say stands in a snapshot, so that none changes
//! unseen.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette::calculators;
use luzhou_gazette::outcome::{Outcome, Unit};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use toml::Value;

use super::snapshots::{shown, taken_along, unknown};
use super::{calculate, cases};

/// What of `src/` speaks outside of answers and forms: the table check, search, and what is offered while one types.
const OTHER_VOICES: [&str; 3] = ["table", "search", "shared/items.rs"];

/// What cannot be said: the limits of every form rule it out, and the sums are checked all the same; or no
/// claim has a second window yet.
const NEVER_SAID: [&str; 2] = ["数字太大，合计超出了能准确计算的范围", "下一期的第一天"];

/// The keys of `data/` whose text people read in an answer or a form.
const KEYS: [&str; 5] = ["text", "label", "hint", "why", "options"];

#[test]
fn every_sentence_stands_in_a_snapshot() {
    let all = calculators::all().iter();
    let shown: Vec<String> = all.map(shown).chain([unknown(), taken_along()]).collect();
    let shown = shown.join("\n");
    let mut unseen: Vec<String> = sentences()
        .into_iter()
        .filter(|(_, sentence)| !NEVER_SAID.contains(&sentence.as_str()))
        .filter(|(_, sentence)| !stands_in(&shown, sentence))
        .map(|(file, sentence)| format!("{}：{sentence}", file.display()))
        .collect();
    unseen.dedup();
    assert!(
        unseen.is_empty(),
        "没有快照说到这些话；请把说到它们的案例的名字在 tests/cases 里写成粗体：\n{}\n",
        unseen.join("\n")
    );
}

/// How texts are written, and whether one is not written so.
type Style = (&'static str, fn(&str) -> bool);

/// What no text for people may hold.
const NOT_WRITTEN: [Style; 6] = [
    ("日期写成 2024年2月10日", has_plain_day),
    ("四位以上的数要分节：17,000 元", has_long_number),
    ("没有分就不写小数：17,000 元", |text| {
        text.contains(".00 元")
    }),
    ("文号用〔〕", |text| text.contains("[20")),
    ("标点前没有空格", |text| {
        ["，", "。", "；", "："]
            .iter()
            .any(|sign| text.contains(&format!(" {sign}")))
    }),
    ("用平常的话", |text| {
        ["照印", "它们的价格", "还要回答几个问题"]
            .iter()
            .any(|words| text.contains(words))
    }),
];

#[test]
fn numbers_days_and_documents_are_written_as_people_read_them() {
    let mut wrong = Vec::new();
    for calculator in calculators::all() {
        for case in cases(calculator.name) {
            let texts = match calculate(calculator.name, &case) {
                Ok(outcome) => texts(&outcome),
                Err(errors) => errors.into_iter().map(|error| error.message).collect(),
            };
            for text in texts {
                let faults = NOT_WRITTEN.iter().filter(|(_, is_in)| is_in(&text));
                wrong.extend(faults.map(|(why, _)| format!("{why}：{text}")));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The sentences of an outcome: all but the days of figures and events, which tables show.
fn texts(outcome: &Outcome) -> Vec<String> {
    let mut texts = vec![outcome.summary.clone()];
    let figures = outcome.figures.iter().filter(|it| it.unit != Unit::Date);
    texts.extend(figures.map(|it| it.text.clone()));
    texts.extend(outcome.findings.iter().map(|it| it.text.to_string()));
    texts.extend(outcome.notices.iter().map(|it| it.text.to_string()));
    for it in &outcome.reasons {
        texts.push(it.text.to_string());
        texts.extend(it.turned_by.as_deref().map(str::to_owned));
    }
    for it in &outcome.steps {
        texts.extend([&it.label, &it.expression, &it.result].map(ToString::to_string));
    }
    for it in &outcome.comparisons {
        texts.extend(it.rows.iter().map(|row| row.text.clone()));
    }
    for row in outcome.listings.iter().flat_map(|it| &it.rows) {
        texts.extend(row.notes.iter().map(ToString::to_string));
    }
    texts
}

/// Whether there is a day such as 2024-02-10, but for the example of how to write one.
fn has_plain_day(text: &str) -> bool {
    let days = text.replace("例如 2024-01-15", "");
    let digits: String = days
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    digits.contains("0000-00-00")
}

/// Whether a number of four digits or more counts something and has no commas.
fn has_long_number(text: &str) -> bool {
    const UNITS: [&str; 8] = ["元", "毫升", "人次", "单位", "户", "人", "辆", "件"];
    UNITS.iter().any(|unit| {
        text.match_indices(&format!(" {unit}")).any(|(at, _)| {
            let digits = text[..at].chars().rev().take_while(char::is_ascii_digit);
            digits.count() > 3
        })
    })
}

#[test]
fn a_sentence_is_found_with_anything_in_its_gaps() {
    let shown = "已经过了 3 天，最后一天是 2024-01-15。\n还有 4 天";
    assert!(stands_in(shown, "已经过了 {days} 天，最后一天是 {}。"));
    assert!(stands_in(shown, "{rule}：") == shown.contains('：'));
    assert!(!stands_in(shown, "已经过了 {days} 天，还有 {left} 天"));
    assert!(!stands_in(shown, "最后一天是 {day}，已经过了"));
}

/// Whether a line holds the parts of the sentence between its gaps, in order.
fn stands_in(shown: &str, sentence: &str) -> bool {
    let parts = parts(sentence);
    let Some(longest) = parts.iter().max_by_key(|part| part.len()) else {
        return true;
    };
    shown
        .lines()
        .filter(|line| line.contains(longest))
        .any(|line| {
            let mut rest = line;
            parts.iter().all(|part| match rest.split_once(part) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        })
}

/// What stands between the gaps `{…}` of a sentence, and on lines of its own.
fn parts(sentence: &str) -> Vec<&str> {
    sentence
        .split('{')
        .enumerate()
        .map(|(index, part)| match part.split_once('}') {
            Some((_, part)) if index > 0 => part,
            _ => part,
        })
        .flat_map(str::lines)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Every Chinese sentence of the core and its data, with the file in which it is written.
fn sentences() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for file in files(&root.join("src")).chain(files(&root.join("data"))) {
        let text = || fs::read_to_string(&file).unwrap();
        let mut texts = Vec::new();
        match file.extension().and_then(|it| it.to_str()) {
            Some("rs") => literals(text().parse().unwrap(), &mut texts),
            Some("toml") => values(&toml::from_str(&text()).unwrap(), false, &mut texts),
            _ => {}
        }
        let name = file.strip_prefix(root).unwrap();
        let chinese = texts.into_iter().filter(|text| is_chinese(text));
        found.extend(chinese.map(|text| (name.to_owned(), text)));
    }
    assert!(found.len() > 1000, "只找到 {} 句", found.len());
    found
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// The files of a directory at any depth, without those that speak elsewhere.
fn files(directory: &Path) -> Box<dyn Iterator<Item = PathBuf>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !OTHER_VOICES.iter().any(|name| path.ends_with(name)))
        .collect();
    entries.sort();
    Box::new(entries.into_iter().flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            Box::new(std::iter::once(path))
        }
    }))
}

/// The string literals of Rust code, without attributes (documentation among them) and tests.
fn literals(code: TokenStream, found: &mut Vec<String>) {
    let mut tokens = code.into_iter().peekable();
    let mut test = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(it) if it.as_char() == '!'));
                let attribute = tokens.next_if(|next| matches!(next, TokenTree::Group(_)));
                let attribute = attribute.map(|it| it.to_string().replace(' ', ""));
                test |= attribute.is_some_and(|it| it.starts_with("[cfg(test)"));
            }
            TokenTree::Group(group) => {
                let body = group.delimiter() == Delimiter::Brace;
                if !(test && body) {
                    literals(group.stream(), found);
                }
                test &= !body;
            }
            TokenTree::Punct(sign) if sign.as_char() == ';' => test = false,
            TokenTree::Literal(literal) => {
                found
                    .extend(syn::parse_str(&literal.to_string()).map(|it: syn::LitStr| it.value()));
            }
            _ => {}
        }
    }
}

/// The texts under `KEYS`. Nobody is asked what is derived from other answers.
fn values(value: &Value, read: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if read => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|it| values(it, read, found)),
        Value::Table(table) => table
            .iter()
            .filter(|(key, _)| !(*key == "label" && table.contains_key("derived")))
            .for_each(|(key, it)| values(it, read || KEYS.contains(&key.as_str()), found)),
        _ => {}
    }
}
