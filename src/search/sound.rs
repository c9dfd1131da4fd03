//! How texts sound: pinyin in full, with what people commonly mix up in it, and initials.

use super::baked::SOUNDS;

/// Every syllable, and which each character can be.
pub(super) struct Sounds {
    syllables: Vec<Syllable>,
    /// Each character with the place of a syllable, the usual one first, in a box by its last byte: no search by order is as
    /// small.
    boxes: Vec<Vec<(char, u16)>>,
}

/// A syllable as it is written, and in the form in which it is compared.
struct Syllable {
    written: &'static str,
    heard: String,
}

/// The characters of a text that sound, each as the places of its syllables in [`Sounds`].
pub(super) type Spoken = Vec<Vec<u16>>;

/// How much of a text was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extent {
    Whole,
    Beginning,
    Part,
}

/// The least number of letters of a query that is allowed one wrong.
const LEAST_LETTERS: usize = 5;

impl Sounds {
    /// Those of the baked table.
    pub(super) fn new() -> Self {
        let mut sounds = Self {
            syllables: Vec::new(),
            boxes: (0..256).map(|_| Vec::new()).collect(),
        };
        sounds.read(SOUNDS);
        // Letters and digits in names sound as themselves.
        let mut plain = "abcdefghijklmnopqrstuvwxyz0123456789";
        while let Some((one, after)) = plain.split_at_checked(1) {
            sounds.add(one, one);
            plain = after;
        }
        sounds
    }

    /// Reads a table: each syllable, and behind it its characters.
    pub(super) fn read(&mut self, table: &'static str) {
        let mut rest = table;
        while !rest.is_empty() {
            let letters = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
            let (written, after) = rest.split_at_checked(letters).unwrap_or((rest, ""));
            let end = after.find(|c: char| c.is_ascii()).unwrap_or(after.len());
            let (characters, after) = after.split_at_checked(end).unwrap_or((after, ""));
            self.add(written, characters);
            rest = after;
        }
    }

    fn add(&mut self, written: &'static str, characters: &str) {
        let Ok(place) = u16::try_from(self.syllables.len()) else {
            return;
        };
        let mut heard = heard(written);
        // `shang` and `shan` are heard as one.
        if heard.ends_with("ng") {
            heard.pop();
        }
        self.syllables.push(Syllable { written, heard });
        for c in characters.chars() {
            if let Some(same) = self.boxes.get_mut(in_box(c)) {
                same.push((c, place));
            }
        }
    }

    /// A text as it sounds; characters without a sound are left out.
    pub(super) fn spoken(&self, text: &str) -> Spoken {
        let mut spoken = Vec::new();
        for c in text.chars() {
            let mut places = Vec::new();
            for (other, place) in self.boxes.get(in_box(c)).into_iter().flatten() {
                if *other == c {
                    places.push(*place);
                }
            }
            if !places.is_empty() {
                spoken.push(places);
            }
        }
        spoken
    }

    fn readings(&self, places: &[u16]) -> impl Iterator<Item = &Syllable> {
        places
            .iter()
            .filter_map(|place| self.syllables.get(usize::from(*place)))
    }

    /// Whether letters, as they are heard, are the pinyin of a text, of its beginning or of a part of it; two syllables at
    /// least, of which the last may still be being typed.
    pub(super) fn in_full(&self, spoken: &[Vec<u16>], letters: &str) -> Option<Extent> {
        if let Some(whole) = self.run(spoken, letters, 0) {
            return Some(if whole {
                Extent::Whole
            } else {
                Extent::Beginning
            });
        }
        let later = (1..spoken.len()).filter_map(|at| spoken.get(at..));
        let mut later = later.filter_map(|rest| self.run(rest, letters, 0));
        later.next().map(|_| Extent::Part)
    }

    /// Whether the letters are what the text begins with, and then whether they are all of it.
    fn run(&self, spoken: &[Vec<u16>], letters: &str, syllables: u8) -> Option<bool> {
        if letters.is_empty() {
            return match spoken {
                [] => Some(true),
                _ => (syllables > 1).then_some(false),
            };
        }
        let (first, rest) = spoken.split_first()?;
        let next = syllables.saturating_add(1);
        let mut best = None;
        for Syllable { heard, .. } in self.readings(first) {
            let found = if let Some(after) = letters.strip_prefix(heard.as_str()) {
                // A `g` behind may belong to this syllable or to the next.
                let without = after.strip_prefix('g').filter(|_| heard.ends_with('n'));
                let without = without.and_then(|after| self.run(rest, after, next));
                without.max(self.run(rest, after, next))
            } else {
                (syllables > 0 && heard.starts_with(letters)).then_some(false)
            };
            best = best.max(found);
        }
        best
    }

    /// Whether letters are the initials of a text or of its beginning.
    pub(super) fn initials(&self, spoken: &[Vec<u16>], letters: &str) -> Option<Extent> {
        let fits = |(letter, character): (char, &Vec<u16>)| {
            let mut readings = self.readings(character);
            readings.any(|it| it.written.starts_with(letter))
        };
        let enough = letters.len() > 1 && letters.len() <= spoken.len();
        (enough && letters.chars().zip(spoken).all(fits)).then_some(
            if letters.len() == spoken.len() {
                Extent::Whole
            } else {
                Extent::Beginning
            },
        )
    }

    /// Whether letters, as they are heard, are the pinyin of a text with one letter missing, too many, wrong, or changed
    /// round with the next.
    pub(super) fn nearly(&self, spoken: &[Vec<u16>], letters: &str) -> bool {
        if letters.len() < LEAST_LETTERS {
            return false;
        }
        let mut written = String::new();
        for character in spoken {
            if let Some(usual) = self.readings(character).next() {
                written.push_str(&usual.heard);
            }
        }
        one_wrong(written.as_bytes(), letters.as_bytes())
    }
}

fn in_box(c: char) -> usize {
    // The last byte: less than the number of boxes.
    usize::from(u32::from(c).to_le_bytes()[0])
}

/// Letters as they are heard: `zh` as `z`, `l` as `n`, `h` as `f`, `ü` as `u`.
pub(super) fn heard(letters: &str) -> String {
    let mut heard = String::new();
    for letter in letters.chars() {
        match letter {
            'h' if heard.ends_with(['z', 'c', 's']) => {}
            'h' => heard.push('f'),
            'l' => heard.push('n'),
            'v' => heard.push('u'),
            letter => heard.push(letter),
        }
    }
    heard
}

/// Whether two words that begin alike differ in one letter.
fn one_wrong(mut one: &[u8], mut other: &[u8]) -> bool {
    let same_start = one.first() == other.first();
    while let ([a, after_one @ ..], [b, after_other @ ..]) = (one, other)
        && a == b
    {
        (one, other) = (after_one, after_other);
    }
    same_start
        && match (one, other) {
            ([a, b, after_one @ ..], [c, d, after_other @ ..])
                if a == d && b == c && after_one == after_other =>
            {
                true
            }
            ([_, after_one @ ..], [_, after_other @ ..]) => {
                after_one == after_other || after_one == other || one == after_other
            }
            ([_], []) | ([], [_]) => true,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(text: &str, letters: &str) -> Option<Extent> {
        let sounds = Sounds::new();
        sounds.in_full(&sounds.spoken(text), &heard(letters))
    }

    #[test]
    fn pinyin_is_read_whole_from_its_beginning_and_within() {
        assert_eq!(full("核磁共振", "hecigongzhen"), Some(Extent::Whole));
        assert_eq!(full("核磁共振", "heci"), Some(Extent::Beginning));
        assert_eq!(full("核磁共振", "hecig"), Some(Extent::Beginning));
        assert_eq!(full("核磁共振", "gongzhen"), Some(Extent::Part));
        assert_eq!(full("核磁共振", "he"), None);
        assert_eq!(full("核磁共振", "ecigong"), None);
    }

    #[test]
    fn what_is_commonly_mixed_up_is_heard_as_one() {
        for letters in ["hecigongzen", "hecigonzheng", "fecigongzhen"] {
            assert_eq!(full("核磁共振", letters), Some(Extent::Whole), "{letters}");
        }
        assert_eq!(full("烧秸秆", "saojiegang"), Some(Extent::Whole));
        assert_eq!(full("青光眼", "qinguangyan"), Some(Extent::Whole));
        assert_eq!(full("方案", "fangan"), Some(Extent::Whole));
        assert_eq!(full("泸县", "nuxian"), Some(Extent::Whole));
    }

    #[test]
    fn a_character_with_several_readings_is_found_by_each() {
        let sounds = Sounds::new();
        let spoken = sounds.spoken("重建");
        for letters in ["zj", "cj"] {
            assert_eq!(sounds.initials(&spoken, letters), Some(Extent::Whole));
        }
        assert_eq!(full("重建", "chongjian"), Some(Extent::Whole));
        assert_eq!(full("重建", "zhongjian"), Some(Extent::Whole));
    }

    #[test]
    fn initials_begin_where_the_text_begins() {
        let sounds = Sounds::new();
        let spoken = sounds.spoken("中医熏洗");
        assert_eq!(sounds.initials(&spoken, "zyxx"), Some(Extent::Whole));
        assert_eq!(sounds.initials(&spoken, "zyx"), Some(Extent::Beginning));
        for letters in ["z", "xx", "zyxxx"] {
            assert_eq!(sounds.initials(&spoken, letters), None, "{letters}");
        }
    }

    #[test]
    fn what_is_short_may_have_no_wrong_letter() {
        let sounds = Sounds::new();
        let spoken = |text| sounds.spoken(text);
        assert!(sounds.nearly(&spoken("熏洗"), "xunxo"));
        assert!(!sounds.nearly(&spoken("熏洗"), "xuxi"));
        assert!(!sounds.nearly(&spoken("换药"), "fua"));
    }

    #[test]
    fn one_letter_may_be_wrong() {
        for (one, other) in [
            ("xunxi", "xuxi"),
            ("xunxi", "xunnxi"),
            ("xunxi", "xunxo"),
            ("xunxi", "xnuxi"),
            ("xunxi", "xunx"),
            ("xunx", "xunxi"),
        ] {
            assert!(one_wrong(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        for (one, other) in [("xunxi", "xuuxo"), ("xunxi", "sunxi"), ("xunxi", "xi")] {
            assert!(
                !one_wrong(one.as_bytes(), other.as_bytes()),
                "{one} {other}"
            );
        }
    }
}
