//! Bytes as printable ASCII, so aligned that a server's compression still sees them.
//!
//! Base64 mixes neighbouring bytes, and what is deflated cannot be compressed again. Here each byte is
//! one character, or two for the rarer ones, so that brotli finds in the text what it would find in
//! the module (docs/decisions.md has the figures). `www/load.js` reads it back.

/// The characters: printable ASCII that no quotes, escapes, templates or markup care about. Brotli goes by
/// the kinds of the last two characters, so letters and digits come first: in Chinese they are the bytes
/// from 0x80 to 0xbf, and the signs are the first bytes of each character.
const ALPHABET: &[u8; 89] =
    b" 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*+(),.=%-/:;!#&>?@[]^_{|}~";

/// As many of the last characters stand before another one.
const SHIFTS: usize = 2;

/// Bytes as text, and what it takes to read them back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ascii {
    /// Which bytes are a character that stands alone: 64 hexadecimal digits, four bytes each, the lowest
    /// in the lowest bit. Such a byte is its own character where that is in the alphabet; the others take
    /// the characters that are left, in rising order, as far as they go. All other bytes follow in rising order behind the
    /// shifts.
    pub(crate) singles: String,
    /// One or two characters a byte.
    pub(crate) text: String,
}

/// Writes bytes as text; the most frequent become single characters.
pub(crate) fn write(bytes: &[u8]) -> Ascii {
    let (alone, shifts) = ALPHABET.split_at(ALPHABET.len() - SHIFTS);
    let singles = singles(bytes, alone);
    let mut words: Vec<Vec<u8>> = vec![Vec::new(); 256];
    let mut strangers = singles.iter().filter(|byte| !alone.contains(byte));
    for character in alone {
        let own = singles.contains(character).then_some(character);
        if let Some(byte) = own.or_else(|| strangers.next()) {
            words[usize::from(*byte)] = vec![*character];
        }
    }
    let pairs = shifts
        .iter()
        .flat_map(|shift| ALPHABET.iter().map(|second| vec![*shift, *second]));
    let unnamed = words.iter_mut().filter(|word| word.is_empty());
    for (word, pair) in unnamed.zip(pairs) {
        *word = pair;
    }
    let text = bytes.iter().flat_map(|byte| &words[usize::from(*byte)]);
    Ascii {
        singles: set(&singles),
        text: text.map(|c| char::from(*c)).collect(),
    }
}

/// The most frequent bytes, in rising order.
fn singles(bytes: &[u8], alone: &[u8]) -> Vec<u8> {
    let mut counts = [0_usize; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let mut frequent: Vec<u8> = (0..=255)
        .filter(|byte| counts[usize::from(*byte)] > 0)
        .collect();
    frequent.sort_by_key(|byte| std::cmp::Reverse(counts[usize::from(*byte)]));
    frequent.truncate(alone.len());
    frequent.sort_unstable();
    frequent
}

/// A set of bytes as hexadecimal digits.
fn set(bytes: &[u8]) -> String {
    let digit = |first: u8| {
        let bits = (0..4).filter(|bit| bytes.contains(&(first + bit)));
        bits.map(|bit| 1 << bit).sum::<u32>()
    };
    let digits = (0..64).map(|place| char::from_digit(digit(place * 4), 16));
    digits.map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `www/load.js` does.
    fn read(ascii: &Ascii) -> Vec<u8> {
        let alone = &ALPHABET[..ALPHABET.len() - SHIFTS];
        let is_single = |byte: &u8| {
            let digit = ascii.singles.as_bytes()[usize::from(byte / 4)];
            char::from(digit).to_digit(16).unwrap() >> (byte % 4) & 1 == 1
        };
        let mut strangers = (0..=255).filter(|byte| is_single(byte) && !alone.contains(byte));
        let singles: Vec<Option<u8>> = alone
            .iter()
            .map(|c| is_single(c).then_some(*c).or_else(|| strangers.next()))
            .collect();
        let others: Vec<u8> = (0..=255).filter(|byte| !is_single(byte)).collect();
        let place = |c: u8| ALPHABET.iter().position(|it| *it == c).unwrap();
        let mut characters = ascii.text.bytes();
        let mut bytes = Vec::new();
        while let Some(character) = characters.next() {
            let at = place(character);
            bytes.push(match at.checked_sub(singles.len()) {
                None => singles[at].unwrap(),
                Some(shift) => others[shift * ALPHABET.len() + place(characters.next().unwrap())],
            });
        }
        bytes
    }

    #[test]
    fn every_byte_comes_back() {
        let all: Vec<u8> = (0..=255).chain((0..=255).rev()).chain([0; 300]).collect();
        for bytes in [&all[..], &all[..1], b"", b"the quick brown fox"] {
            assert_eq!(read(&write(bytes)), bytes);
        }
    }

    #[test]
    fn the_text_is_safe_in_any_quotes_and_in_markup() {
        let all: Vec<u8> = (0..=255).collect();
        let text = write(&all).text;
        assert!(text.bytes().all(|c| (b' '..=b'~').contains(&c)));
        assert!(!text.contains(['"', '\'', '`', '\\', '<', '$']));
        assert!(text.len() < 2 * all.len());
    }
}
