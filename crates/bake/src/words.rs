//! What people say and where it leads, and how each character that can be looked for sounds.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;
use serde::Deserialize;
use toml::Spanned;

use super::documents::Document;
use super::prices::Item;
use super::{Problem, Source, line};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    filler: Vec<String>,
    readings: BTreeMap<char, String>,
    word: Vec<Word>,
    unpriced: Vec<Unpriced>,
}

/// Words for one thing, and where they lead.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    say: Vec<Spanned<String>>,
    #[serde(default)]
    items: Vec<Spanned<String>>,
    #[serde(default)]
    calculators: Vec<Spanned<String>>,
    #[serde(default)]
    documents: Vec<Spanned<String>>,
}

/// Words for what the notices do not list, and the rows that may be meant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unpriced {
    say: Vec<Spanned<String>>,
    #[serde(default)]
    instead: Vec<Spanned<String>>,
}

/// Words whose targets have been found.
struct Group {
    say: Vec<String>,
    unpriced: bool,
    /// As they are baked: `4-7` for positions of rows, `#2` for one of a document, a calculator by its name.
    targets: Vec<String>,
}

/// The words, checked.
pub(super) struct Words {
    filler: Vec<String>,
    readings: BTreeMap<char, String>,
    groups: Vec<Group>,
    /// Each calculator that a word leads to, with the line that names it.
    calculators: Vec<(String, usize)>,
}

/// Reads and checks `synonyms.toml`.
pub(super) fn read(
    source: &Source,
    documents: &[Document],
    items: &[Item],
) -> Result<Words, Problem> {
    let file: File = source.toml()?;
    let mut seen = BTreeSet::new();
    let mut calculators = Vec::new();
    let mut groups = Vec::new();
    for word in &file.word {
        let say = said(source, &word.say, &mut seen)?;
        let mut targets = rows(source, &word.items, items)?;
        for name in &word.calculators {
            let at = source.line_of(&name.span());
            calculators.push((name.get_ref().clone(), at));
            targets.push(name.get_ref().clone());
        }
        for name in &word.documents {
            let position = documents
                .iter()
                .position(|document| document.name == *name.get_ref());
            let position = position.ok_or_else(|| {
                problem(source, name, |name| format!("unknown document {name:?}"))
            })?;
            targets.push(format!("#{position}"));
        }
        if let (true, Some(first)) = (targets.is_empty(), word.say.first()) {
            return Err(problem(source, first, |word| {
                format!("{word:?} leads nowhere")
            }));
        }
        groups.push(Group {
            say,
            unpriced: false,
            targets,
        });
    }
    for word in &file.unpriced {
        let say = said(source, &word.say, &mut seen)?;
        let instead = rows(source, &word.instead, items)?;
        let printed = |word: &&Spanned<String>| {
            let word = word.get_ref();
            items
                .iter()
                .any(|item| item.name().to_lowercase().contains(word.as_str()))
        };
        if let (true, Some(printed)) = (instead.is_empty(), word.say.iter().find(printed)) {
            return Err(problem(source, printed, |word| {
                format!("a row prints {word:?} in its name: say which rows may be meant instead")
            }));
        }
        groups.push(Group {
            say,
            unpriced: true,
            targets: instead,
        });
    }
    Ok(Words {
        filler: file.filler,
        readings: file.readings,
        groups,
        calculators,
    })
}

/// The problem with a text, at its line.
fn problem(source: &Source, text: &Spanned<String>, what: fn(&str) -> String) -> Problem {
    source.problem(source.line_of(&text.span()), what(text.get_ref()))
}

/// The words of a group, each once in the whole file, in the form in which they are compared.
fn said(
    source: &Source,
    say: &[Spanned<String>],
    seen: &mut BTreeSet<String>,
) -> Result<Vec<String>, Problem> {
    let mut words = Vec::new();
    for word in say {
        let plain = |c: char| !c.is_whitespace() && !c.is_uppercase();
        if word.get_ref().is_empty() || !word.get_ref().chars().all(plain) {
            return Err(problem(source, word, |word| {
                format!("{word:?} is not in lower case without spaces")
            }));
        }
        if !seen.insert(word.get_ref().clone()) {
            return Err(problem(source, word, |word| {
                format!("{word:?} stands twice")
            }));
        }
        words.push(word.get_ref().clone());
    }
    Ok(words)
}

/// The positions of the rows of these codes, runs as `4-7`.
fn rows(
    source: &Source,
    codes: &[Spanned<String>],
    items: &[Item],
) -> Result<Vec<String>, Problem> {
    let mut positions: Vec<usize> = Vec::new();
    for code in codes {
        let fits = |item: &Item| match code.get_ref().strip_suffix('*') {
            Some(begin) => item.code.starts_with(begin),
            None => item.code == *code.get_ref(),
        };
        let before = positions.len();
        positions.extend(
            items
                .iter()
                .enumerate()
                .filter(|(_, item)| fits(item))
                .map(|(at, _)| at),
        );
        if positions.len() == before {
            return Err(problem(source, code, |code| format!("no row {code:?}")));
        }
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in positions {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == at => *last = at,
            _ => runs.push((at, at)),
        }
    }
    let written = runs.into_iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    });
    Ok(written.collect())
}

/// The texts in which the calculators' module searches.
fn searched<'t>(
    words: &'t Words,
    documents: &'t [Document],
    items: &'t [Item],
    districts: &'t [&str],
) -> impl Iterator<Item = &'t str> {
    let texts = words.groups.iter().flat_map(|group| &group.say);
    let texts = texts.map(String::as_str);
    let texts = texts.chain(items.iter().map(Item::name));
    let texts = texts.chain(documents.iter().map(|document| document.short.as_str()));
    texts.chain(districts.iter().copied())
}

fn characters<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<char> {
    texts.flat_map(str::chars).collect()
}

/// How the characters of the issues sound that the module's own table, which [`write`] writes, does not have.
pub(super) fn further_sounds<'t>(
    words: &Words,
    documents: &[Document],
    items: &[Item],
    districts: &[&str],
    issues: impl Iterator<Item = &'t str>,
) -> String {
    let known = characters(searched(words, documents, items, districts));
    let further = characters(issues).difference(&known).copied().collect();
    sounds(&further, &words.readings)
}

/// How these characters sound: each syllable and behind it the characters that sound so; a character's further
/// reading, where it has one, and its usual one.
fn sounds(characters: &BTreeSet<char>, readings: &BTreeMap<char, String>) -> String {
    let mut by_sound = BySound::new();
    for &character in characters {
        let usual = character.to_pinyin().map(|it| it.plain().replace('ü', "v"));
        for syllable in usual.into_iter().chain(readings.get(&character).cloned()) {
            by_sound.entry(syllable).or_default().insert(character);
        }
    }
    let written = by_sound.into_iter().map(|(syllable, characters)| {
        let characters: String = characters.into_iter().collect();
        syllable + &characters
    });
    written.collect()
}

/// The characters of each syllable.
type BySound = BTreeMap<String, BTreeSet<char>>;

/// Writes the words as one text, a line a group, and the sounds of all that can be looked for.
pub(super) fn write(
    words: &Words,
    documents: &[Document],
    items: &[Item],
    districts: &[&str],
    out: &mut String,
) {
    let filler = &words.filler;
    line(
        out,
        format_args!("pub(super) const FILLER: &[&str] = &{filler:?};"),
    );
    let lines = words.groups.iter().map(|group| {
        let mark = if group.unpriced { "!" } else { "" };
        format!("{mark}{}\t{}", group.say.join(" "), group.targets.join(" "))
    });
    let lines: Vec<String> = lines.collect();
    line(
        out,
        format_args!("pub(super) const WORDS: &str = {:?};", lines.join("\n")),
    );
    let characters = characters(searched(words, documents, items, districts));
    let sounds = sounds(&characters, &words.readings);
    line(
        out,
        format_args!("pub(super) const SOUNDS: &str = {sounds:?};"),
    );
    for (name, at) in &words.calculators {
        let name = name.split('?').next().unwrap_or(name);
        line(
            out,
            format_args!(
                "const _: () = assert!(crate::calculators::is_named({name:?}), \
                 \"words/synonyms.toml:{at}: unknown calculator\");"
            ),
        );
    }
}
