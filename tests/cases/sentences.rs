//! Holds that each sentence which a calculator can say stands in a snapshot, so that none changes
//! unseen.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette::calculators;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use toml::Value;

use super::snapshots::{shown, taken_along, unknown};

/// What of `src/` speaks outside of answers and forms: the table check and search.
const OTHER_VOICES: [&str; 2] = ["table", "search.rs"];

/// What cannot be said: the limits of every form rule it out, and the sums are checked all the same.
const NEVER_SAID: [&str; 1] = ["数字太大，合计超出了能准确计算的范围"];

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
