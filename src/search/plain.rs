//! Texts in the form in which they are compared.

use crate::form::half_width;

/// A text in lower case and half width, without spaces, brackets and other signs; `.`, `%` and `-` belong to numbers and
/// codes.
pub(super) fn plain(text: &str) -> String {
    let plain = text.chars().map(half_width);
    plain
        .filter(|c| counts(*c))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn counts(c: char) -> bool {
    match c {
        '.' | '%' | '-' => true,
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' => false,
        c => !c.is_ascii() || c.is_ascii_alphanumeric(),
    }
}

/// Whether the part stands in the text, a word of letters or a number from its start.
pub(super) fn has(text: &str, part: &str) -> bool {
    starts(text, part).next().is_some()
}

/// What stands in the text behind each place of the part, words of letters and numbers whole.
pub(super) fn behind<'t>(text: &'t str, part: &str) -> impl Iterator<Item = &'t str> {
    let end = part.chars().next_back();
    starts(text, part).filter(move |after| !runs_on(end, after.chars().next()))
}

/// What stands behind each place of the part in the text.
fn starts<'t>(text: &'t str, part: &str) -> impl Iterator<Item = &'t str> {
    let first = part.chars().next();
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| {
        let before = before.replace(c);
        // Most places end here.
        if first != Some(c) || runs_on(before, Some(c)) {
            return None;
        }
        text.get(at..)?.strip_prefix(part)
    })
}

/// Whether two neighbours belong to one word of letters or to one number.
fn runs_on(one: Option<char>, other: Option<char>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return false;
    };
    (one.is_ascii_alphabetic() && other.is_ascii_alphabetic())
        || (one.is_ascii_digit() && other.is_ascii_digit())
}

/// Which characters a text has, each by the end of its number: what lacks one of another's bits does not hold that text.
pub(super) fn signs(text: &str) -> u64 {
    let bits = text.chars().map(|c| 1 << (u32::from(c) & 63));
    bits.fold(0, |all, bit: u64| all | bit)
}

/// A character of a text with its neighbour before: a character too, or a number or a word of letters.
pub(super) type Pair = u32;

/// The pairs of a text in its plain form; of what only asks or counts there are none.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    let (mut before, mut in_word) = (0_u32, false);
    for c in text.chars() {
        let code = u32::from(c);
        if matches!(c, '|' | '多' | '少' | '几' | '是' | '的') {
            (before, in_word) = (0, false);
        } else if c.is_ascii() {
            let word = if in_word { before } else { 1 };
            (before, in_word) = (word.wrapping_mul(31) ^ code, true);
        } else {
            if before != 0 {
                found.push(before.rotate_left(16) ^ code);
            }
            (before, in_word) = (code, false);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_letters_and_numbers_are_found_from_their_start_and_whole() {
        let places = |text, part| behind(text, part).collect::<Vec<_>>();
        assert_eq!(places("ct平扫ct增强", "ct"), ["平扫ct增强", "增强"]);
        assert_eq!(places("cta血管", "ct"), [""; 0]);
        assert_eq!(places("12小时2小时", "2小时"), ["小时2小时", ""][1..]);
        assert_eq!(places("24小时", "2"), [""; 0]);
        // A letter and a digit are neighbours of two words.
        assert_eq!(places("b2ct", "2"), ["ct"]);
        assert!(has("cta血管", "ct") && !has("act", "ct") && !has("12", "2"));
        assert!(has("a2", "2") && has("2a", "a"));
    }

    #[test]
    fn different_words_of_letters_make_different_pairs() {
        let letters = || 'a'..='z';
        let words = letters().flat_map(|one| letters().map(move |other| format!("{one}{other}泸")));
        let found: std::collections::BTreeSet<_> = words.flat_map(|it| pairs(&it)).collect();
        assert_eq!(found.len(), 26 * 26);
        assert_eq!(pairs("泸州市").len(), 2);
        assert_eq!(pairs("泸州多少市"), pairs("泸州"));
    }

    #[test]
    fn a_text_has_the_signs_of_its_characters_and_no_others() {
        assert_eq!(signs(""), 0);
        assert_eq!(signs("AB"), signs("A") | signs("B"));
        assert_eq!(signs("AAB"), signs("BA"));
        assert_eq!(signs("A"), 1 << 1);
    }
}
