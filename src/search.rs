//! Finding items of the price annexes: by code, by name or part of it, by pinyin initials.

use crate::form::half_width;
use crate::gazette::prices::{Item, items, read_with};

/// The items that a query finds, best first, at most `limit`.
///
/// A query matches a code from its start, a name anywhere, or the pinyin initials of part of a name.
/// Capitals and full-width letters and digits count as their plain forms; spaces separate parts that
/// must all match. An empty query finds nothing.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::search::items_for;
///
/// let codes = |query| items_for(query, 5).iter().map(|item| item.code()).collect::<Vec<_>>();
/// assert_eq!(codes("牙龈切除术")[..2], ["330604031", "330604035"]);
/// assert_eq!(codes("zyxx"), ["410000015", "410000015-1"]);
/// assert_eq!(codes("21010"), ["210102015"]);
/// ```
#[must_use]
pub fn items_for(query: &str, limit: usize) -> Vec<&'static Item> {
    let query: String = query.chars().map(plain).collect();
    let parts: Vec<Part> = query.split_whitespace().map(Part::new).collect();
    let mut by_rank: [Vec<&'static Item>; 5] = Default::default();
    for item in items().iter().filter(|_| !parts.is_empty()) {
        let rank = rank(item, &parts).map(usize::from);
        if let Some(equals) = rank.and_then(|rank| by_rank.get_mut(rank)) {
            equals.push(item);
        }
    }
    by_rank.into_iter().flatten().take(limit).collect()
}

/// A part of a query.
struct Part<'q> {
    text: &'q str,
    /// Its characters, each with those that it may be the initial of.
    initials: Vec<(char, Vec<&'static str>)>,
}

impl<'q> Part<'q> {
    fn new(text: &'q str) -> Self {
        let initials = text.chars().map(|c| (c, read_with(c).collect()));
        Self {
            text,
            initials: initials.collect(),
        }
    }
}

/// How well all parts fit, from 0, the best, to 4; nothing when one does not fit.
fn rank(item: &Item, parts: &[Part]) -> Option<u8> {
    parts
        .iter()
        .map(|part| rank_part(item, part))
        .try_fold(0, |worst, rank| Some(worst.max(rank?)))
}

fn rank_part(item: &Item, part: &Part) -> Option<u8> {
    let name: String = item.name().chars().map(plain).collect();
    if item.code() == part.text || name == part.text {
        Some(0)
    } else if item.code().starts_with(part.text) || name.starts_with(part.text) {
        Some(1)
    } else if contains(&name, part.text) {
        Some(2)
    } else {
        initials_rank(&name, part)
    }
}

/// Whether a text has this part. A name is short: the standard search, made for long texts, is a
/// kilobyte of the embed.
pub(crate) fn contains(text: &str, part: &str) -> bool {
    let mut starts = text.char_indices().filter_map(|(at, _)| text.get(at..));
    starts.any(|rest| rest.starts_with(part))
}

/// Initials match as a run of characters; a run from the start of the name fits better. Signs do not
/// count, and a letter or a digit stands for itself.
fn initials_rank(name: &str, part: &Part) -> Option<u8> {
    let name: Vec<char> = name.chars().filter(|c| is_read(*c)).collect();
    let begins = |c: char, (letter, groups): &(char, Vec<&str>)| {
        c == *letter || groups.iter().any(|group| group.contains(c))
    };
    let letters = &part.initials;
    let mut runs = name.windows(letters.len());
    let at = runs.position(|run| {
        run.iter()
            .zip(letters)
            .all(|(c, letter)| begins(*c, letter))
    })?;
    Some(if at == 0 { 3 } else { 4 })
}

/// Whether a character has a reading or stands for itself.
fn is_read(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('一'..='鿿').contains(&c)
}

/// A character in its plain form: lower case, half width.
fn plain(c: char) -> char {
    half_width(c).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(query: &str) -> Vec<&'static str> {
        items_for(query, 300)
            .iter()
            .map(|item| item.code())
            .collect()
    }

    #[test]
    fn every_item_is_found_by_its_code_its_name_and_its_first_readings() {
        for item in items() {
            assert_eq!(codes(item.code()).first(), Some(&item.code()));
            assert!(codes(item.name()).contains(&item.code()), "{}", item.name());
            let first = |c: char| match c {
                c if c.is_ascii() => Some(c.to_ascii_lowercase()),
                c => ('a'..='z').find(|letter| read_with(*letter).any(|group| group.contains(c))),
            };
            let name = item.name().chars().filter(|c| is_read(*c));
            let first: String = name.map(|c| first(c).unwrap()).collect();
            assert!(
                codes(&first).contains(&item.code()),
                "{} {first}",
                item.name()
            );
        }
    }

    #[test]
    fn a_character_with_two_readings_is_found_by_both() {
        let name = "多重（试验）";
        assert_eq!(initials_rank(name, &Part::new("dcs")), Some(3));
        assert_eq!(initials_rank(name, &Part::new("zsy")), Some(4));
        assert_eq!(initials_rank(name, &Part::new("ds")), None);
    }

    #[test]
    fn a_query_is_read_as_people_type_it() {
        assert_eq!(codes("ＤＲ"), codes("dr"));
        assert!(codes("数字 dr").contains(&"210102015"));
        assert!(codes("　").is_empty() && codes("").is_empty());
        assert!(codes("没有这个").is_empty());
    }
}
