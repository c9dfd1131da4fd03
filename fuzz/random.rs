//! Texts at random, the same each time: links to cases made from the forms, and any text with a piece of it broken.

use luzhou_gazette::calculators;
use luzhou_gazette::form::{Field, Kind};
use luzhou_gazette::gazette::prices;

/// Numbers by a seed: `SplitMix64`.
pub(crate) struct Random(pub(crate) u64);

/// Words that readers of texts stumble over.
const ODD: [&str; 40] = [
    "",
    " ",
    "0",
    "-0",
    "-1",
    "1e21",
    "NaN",
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[{",
    "[{}]",
    "%",
    "%00",
    "%E4",
    "&",
    "=",
    "?",
    "#",
    "__proto__",
    "constructor",
    "=1+1",
    "<!--",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "９",
    "，",
    "万",
    "亿",
    "约",
    "元",
    "年",
    "2024-02-30",
    "20240229",
    "9999-12-31",
    "92233720368547758.07",
    "9223372036854775808",
];

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }

    /// One of several.
    pub(crate) fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A number of a range, most often near its least, its greatest or what is usual.
    fn number(&mut self, min: i64, max: i64) -> i64 {
        let near = i64::try_from(self.below(200)).unwrap();
        let far = i64::try_from(self.next() >> 1).unwrap();
        let usual = 10_i64.pow(u32::try_from(self.below(10)).unwrap());
        match self.below(6) {
            0 => min.saturating_add(near),
            1 => max.saturating_sub(near),
            2 => min.saturating_sub(near),
            3 => far % max.saturating_sub(min).max(1) + min,
            _ => usual.saturating_mul(near),
        }
    }

    /// A day, most often of the years that the gazette speaks of.
    pub(crate) fn day(&mut self) -> String {
        let year = if self.below(8) == 0 {
            1900 + self.below(1100)
        } else {
            2016 + self.below(16)
        };
        let (month, day) = (1 + self.below(12), 1 + self.below(31));
        format!("{year}-{month:02}-{day:02}")
    }

    /// A number as people write it, more or less.
    pub(crate) fn figures(&mut self) -> String {
        let signs: Vec<char> = "0123456789０５９.．,，+-－ 万亿千百十元角分¥一二两三零〇半约"
            .chars()
            .collect();
        (0..self.below(14))
            .map(|_| signs[self.below(signs.len())])
            .collect()
    }

    /// A text with a piece of it doubled, taken out, or in the place of another; or with an odd word in it.
    pub(crate) fn broken(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(3) {
            let from = self.below(letters.len() + 1);
            let until = (from + self.below(6)).min(letters.len());
            let to = self.below(letters.len() + 1);
            let piece = match self.below(4) {
                0 => letters[from..until].to_vec(),
                1 => letters[from..until].iter().rev().copied().collect(),
                2 => Vec::new(),
                _ => self.one(&ODD).chars().collect(),
            };
            match self.below(3) {
                0 => letters.splice(to..to, piece),
                _ => letters.splice(from..until, piece),
            };
        }
        letters.into_iter().collect()
    }

    /// A link to a case of a calculator, whose answers its form mostly allows.
    pub(crate) fn link(&mut self) -> String {
        let all = calculators::all();
        let calculator = &all[self.below(all.len())];
        let mut link = format!("{}?as_of={}", calculator.name, self.day());
        if self.below(4) == 0 {
            link.push_str("&historical=true");
        }
        for field in calculator.form.fields {
            if self.below(8) > 0 {
                let answer = self.answer(field.kind);
                // Its own signs end a value.
                let answer = answer.replace('%', "%25").replace('&', "%26");
                link = format!("{link}&{}={answer}", field.key);
            }
        }
        match self.below(8) {
            0 => self.broken(&link),
            _ => link,
        }
    }

    fn answer(&mut self, kind: Kind) -> String {
        if self.below(40) == 0 {
            return self.one(&ODD).to_owned();
        }
        let hundredths = |number: i64| {
            let sign = if number < 0 { "-" } else { "" };
            let number = number.unsigned_abs();
            format!("{sign}{}.{:02}", number / 100, number % 100)
        };
        match kind {
            Kind::Choice { options } => options[self.below(options.len())].id.to_owned(),
            Kind::Choices { options } => {
                let ids = (0..self.below(4)).map(|_| options[self.below(options.len())].id);
                ids.collect::<Vec<_>>().join(",")
            }
            Kind::Whole { min, max, .. } => self.number(min, max).to_string(),
            Kind::Money { min, max, .. } => hundredths(self.number(min.get(), max.get())),
            Kind::Measure { min, max, .. } => hundredths(self.number(min, max)),
            Kind::Date => self.day(),
            Kind::YesNo => self.one(&["true", "false"]).to_owned(),
            Kind::Entry { .. } => self.code().to_owned(),
            Kind::Rows { fields, .. } => {
                let rows: Vec<String> = (0..self.below(7)).map(|_| self.row(fields)).collect();
                format!("[{}]", rows.join(","))
            }
        }
    }

    /// The code of an item; often one of those that ask for an age, or any of them.
    fn code(&mut self) -> &'static str {
        let items = prices::items();
        match self.below(3) {
            0 => self.one(prices::asking::AGE),
            _ => items[self.below(items.len())].code(),
        }
    }

    fn row(&mut self, fields: &[Field]) -> String {
        let mut answers = Vec::new();
        for field in fields {
            if self.below(6) > 0 {
                let answer = serde_json::to_string(&self.answer(field.kind)).unwrap();
                answers.push(format!("\"{}\":{answer}", field.key));
            }
        }
        format!("{{{}}}", answers.join(","))
    }
}
