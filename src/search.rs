//! Finding items of the price annexes: by code, by name or part of it, by pinyin initials.

use crate::form::half_width;
use crate::gazette::prices::{Item, items};
use crate::text::contains;

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
    let parts: Vec<&str> = query.split_whitespace().collect();
    let mut by_rank: [Vec<&'static Item>; 5] = Default::default();
    for item in items().iter().filter(|_| !parts.is_empty()) {
        let rank = rank(item, &parts).map(usize::from);
        if let Some(equals) = rank.and_then(|rank| by_rank.get_mut(rank)) {
            equals.push(item);
        }
    }
    by_rank.into_iter().flatten().take(limit).collect()
}

/// How well all parts fit, from 0, the best, to 4; nothing when one does not fit.
fn rank(item: &Item, parts: &[&str]) -> Option<u8> {
    parts
        .iter()
        .map(|part| rank_part(item, part))
        .try_fold(0, |worst, rank| Some(worst.max(rank?)))
}

fn rank_part(item: &Item, part: &str) -> Option<u8> {
    let name: String = item.name().chars().map(plain).collect();
    if item.code() == part || name == part {
        Some(0)
    } else if item.code().starts_with(part) || name.starts_with(part) {
        Some(1)
    } else if contains(&name, part) {
        Some(2)
    } else {
        initials_rank(item.initials(), part)
    }
}

/// Initials match as a run of slots; a run from the start of the name fits better.
fn initials_rank(initials: &str, part: &str) -> Option<u8> {
    let slots = slots(initials);
    let letters: Vec<char> = part.chars().collect();
    let at = slots.windows(letters.len()).position(|window| {
        window
            .iter()
            .zip(&letters)
            .all(|(slot, letter)| slot.contains(*letter))
    })?;
    Some(if at == 0 { 3 } else { 4 })
}

/// `d[cz]q` as `d`, `cz`, `q`.
fn slots(initials: &str) -> Vec<&str> {
    let mut slots = Vec::new();
    let mut rest = initials;
    loop {
        let (slot, after) = match rest.strip_prefix('[').and_then(|open| open.split_once(']')) {
            Some(split) => split,
            None => match rest.split_at_checked(1) {
                Some(split) => split,
                None => return slots,
            },
        };
        slots.push(slot);
        rest = after;
    }
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
            let first: String = slots(item.initials())
                .iter()
                .filter_map(|slot| slot.chars().next())
                .collect();
            assert!(
                codes(&first).contains(&item.code()),
                "{} {first}",
                item.name()
            );
        }
    }

    #[test]
    fn a_character_with_two_readings_is_found_by_both() {
        assert_eq!(slots("d[cz]q"), ["d", "cz", "q"]);
        assert!(
            initials_rank("d[cz]q", "dcq").is_some() && initials_rank("d[cz]q", "dzq").is_some()
        );
        assert!(initials_rank("d[cz]q", "dq").is_none());
    }

    #[test]
    fn a_query_is_read_as_people_type_it() {
        assert_eq!(codes("ＤＲ"), codes("dr"));
        assert!(codes("数字 dr").contains(&"210102015"));
        assert!(codes("　").is_empty() && codes("").is_empty());
        assert!(codes("没有这个").is_empty());
    }
}
