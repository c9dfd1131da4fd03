//! The module's data as several streams: words, texts, and which word points to which text. What is alike
//! stands together, so that a server's compression finds more in it, and most of what points to a text
//! need not be written: it is the text after the last one. `www/load.js` weaves them again.
//!
//! What is a word and what a text is only guessed; a wrong guess takes more room, but comes back the same.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{DataKind, Operator, Parser, Payload};

use crate::section;

/// Data as streams.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parted {
    /// What comes next: a token, or a word of that value. Words stand at addresses that four divides.
    tokens: Vec<u8>,
    /// The bytes of words and bytes that no token names.
    raw: Vec<u8>,
    /// The texts, each with [`END`] behind it and [`PROSE`] for each run of Chinese.
    texts: Vec<u8>,
    /// The runs of Chinese, each with a zero behind it.
    prose: Vec<u8>,
    /// The numbers of the texts to which a word and its length point, in LEB128.
    references: Vec<u8>,
    /// The places in the module to which other addresses point, in LEB128.
    addresses: Vec<u8>,
}

/// The tokens; `www/load.js` knows them too. A lesser byte is a word.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Token {
    /// A text.
    Text = 248,
    /// A byte.
    Byte,
    /// A word of four bytes.
    Word,
    /// The word -1.
    Ones,
    /// An address.
    Address,
    /// The address and the length of the text after the last one that was named so.
    Next,
    /// The same of the text after all that were named so far.
    Newest,
    /// The same of another text.
    Reference,
}

/// What ends a text.
const END: u8 = 0xff;

/// What stands in a text for a run of Chinese.
const PROSE: u8 = 0xfe;

/// The longest text that a word is believed to point to.
const LONGEST: usize = 4096;

/// The streams of the module from there on, and how much more a byte's address is than its place in the module.
///
/// # Errors
///
/// Where the module has no data.
pub(crate) fn part(module: &[u8], from: usize) -> Result<(Parted, usize)> {
    let (segment, address) = first_segment(module)?;
    let base = address
        .checked_sub(segment.start)
        .context("数据的地址不对。 The data stands too low in memory.")?;
    let memory = Memory {
        bytes: &module[segment.clone()],
        start: segment.start,
        address,
    };
    let mut parted = Parted::default();
    parted.bytes(&module[from..segment.start]);
    parted.memory(&memory);
    parted.bytes(&module[segment.end..]);
    Ok((parted, base))
}

/// Where the first segment of the data stands in the module, and at which address it begins.
fn first_segment(module: &[u8]) -> Result<(Range<usize>, usize)> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload.context("不是 wasm 模块")? else {
            continue;
        };
        let first = section.into_iter().next().context("没有数据")?;
        let first = first.context("数据有误")?;
        let DataKind::Active { offset_expr, .. } = first.kind else {
            break;
        };
        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
            break;
        };
        let end = usize::try_from(first.range.end)?;
        ensure!(value % 4 == 0, "数据没有对齐。 The data is not aligned.");
        return Ok((
            end - first.data.len()..end,
            usize::try_from(value).context("数据有误")?,
        ));
    }
    anyhow::bail!("模块没有数据。 The module has no data.")
}

/// A segment of the data.
struct Memory<'a> {
    bytes: &'a [u8],
    /// Where it begins in the module.
    start: usize,
    /// Where it begins in memory.
    address: usize,
}

/// A guess at what stands in a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guess {
    /// A text to which a word points.
    Named,
    /// Another text.
    Text,
    /// The address and the length of a text.
    Reference,
    Word,
    Byte,
    /// Zeros before a word.
    Padding,
}

impl Memory<'_> {
    fn word(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at + 4)?;
        bytes.try_into().ok().map(u32::from_le_bytes)
    }

    /// The place to which a word points.
    fn place(&self, at: usize) -> Option<usize> {
        let place = usize::try_from(self.word(at)?).ok()?;
        let place = place.checked_sub(self.address)?;
        (place <= self.bytes.len()).then_some(place)
    }

    /// The text to which a word points whose length stands behind it.
    fn reference(&self, at: usize) -> Option<Range<usize>> {
        let place = self.place(at)?;
        let length = usize::try_from(self.word(at + 4)?).ok()?;
        let bytes = self.bytes.get(place..place.checked_add(length)?)?;
        let text = std::str::from_utf8(bytes).ok()?;
        let strange = |c: char| c.is_control() && !c.is_whitespace();
        let is_text = (1..LONGEST).contains(&length) && !text.contains(strange);
        is_text.then_some(place..place + length)
    }

    /// Where each text begins and ends to which a word points; of two that overlap only one.
    fn texts(&self) -> BTreeMap<usize, usize> {
        let mut texts = BTreeMap::new();
        let mut at = 0;
        while at < self.bytes.len() {
            at += match self.reference(at) {
                Some(text) => {
                    let end = texts.entry(text.start).or_insert(text.end);
                    *end = text.end.max(*end);
                    8
                }
                None => 4,
            };
        }
        let mut free = 0;
        texts.retain(|from, until| {
            let overlaps = *from < free;
            free = free.max(*until);
            !overlaps
        });
        texts
    }

    /// What stands where, from the first byte to the last.
    fn guesses(&self) -> Vec<(Guess, Range<usize>)> {
        let texts = self.texts();
        let mut guesses = Vec::new();
        // From here on no word points to a text and none is pointed to.
        let mut open = 0;
        let mut at = 0;
        while at < self.bytes.len() {
            let next = texts.range(at..).next();
            let limit = next.map_or(self.bytes.len(), |(from, _)| *from);
            let (guess, end) = self.guess(at, limit, &texts);
            if matches!(guess, Guess::Named | Guess::Reference) {
                self.reconsider(&mut guesses, open);
                open = guesses.len() + 1;
            }
            guesses.push((guess, at..end));
            at = end;
        }
        self.reconsider(&mut guesses, open);
        guesses
    }

    /// What stands here and where it ends; at the limit a named text begins.
    fn guess(&self, at: usize, limit: usize, texts: &BTreeMap<usize, usize>) -> (Guess, usize) {
        if let Some(end) = texts.get(&at) {
            return (Guess::Named, *end);
        }
        let named = |text: Range<usize>| texts.get(&text.start) == Some(&text.end);
        let word = at.next_multiple_of(4);
        let padding = self.bytes.get(at..word).unwrap_or(&[1]);
        let text = text_length(&self.bytes[at..limit]);
        if word == at && at + 8 <= limit && self.reference(at).is_some_and(named) {
            (Guess::Reference, at + 8)
        } else if text > 5 {
            (Guess::Text, at + text)
        } else if word + 4 > limit || padding.iter().any(|byte| *byte != 0) {
            (Guess::Byte, at + 1)
        } else if word > at {
            (Guess::Padding, word)
        } else {
            (Guess::Word, at + 4)
        }
    }

    /// Takes all guesses from one on for a single text where they are text for the most part: pieces of
    /// sentences, to which only the code points.
    fn reconsider(&self, guesses: &mut Vec<(Guess, Range<usize>)>, from: usize) {
        let (Some((_, first)), Some((_, last))) = (guesses.get(from), guesses.last()) else {
            return;
        };
        let run = first.start..last.end;
        let bytes = &self.bytes[run.clone()];
        let mut after = bytes;
        let mut text = 0;
        while !after.is_empty() {
            let length = text_length(after);
            text += length;
            after = &after[length.max(1)..];
        }
        if text * 2 > bytes.len() && !bytes.contains(&END) && !bytes.contains(&PROSE) {
            guesses.truncate(from);
            guesses.push((Guess::Text, run));
        }
    }
}

/// How many bytes of Chinese and printable ASCII stand here.
fn text_length(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(byte) = bytes.get(length) {
        length += match prose_length(&bytes[length..]) {
            0 if matches!(byte, b' '..=b'~') => 1,
            0 => break,
            prose => prose,
        };
    }
    length
}

/// How many bytes the Chinese here has: characters of three bytes each.
fn prose_length(bytes: &[u8]) -> usize {
    let prose = bytes.chunks_exact(3).take_while(|character| {
        let [first, second, third] = character else {
            return false;
        };
        (0xe2..=0xef).contains(first) && [second, third].iter().all(|byte| *byte & 0xc0 == 0x80)
    });
    prose.count() * 3
}

impl Parted {
    /// The streams, in the order in which `www/load.js` expects them.
    pub(crate) fn streams(&self) -> [&[u8]; 6] {
        [
            &self.references,
            &self.addresses,
            &self.tokens,
            &self.raw,
            &self.texts,
            &self.prose,
        ]
    }

    fn memory(&mut self, memory: &Memory<'_>) {
        let guesses = memory.guesses();
        let is_text = |(guess, _): &&(Guess, _)| matches!(guess, Guess::Named | Guess::Text);
        let numbers = guesses.iter().filter(is_text).enumerate();
        let numbers: HashMap<usize, usize> = numbers
            .map(|(number, (_, text))| (text.start, number))
            .collect();
        // The number after the last one that was named, and after all of them.
        let (mut next, mut newest) = (0, 0);
        for (guess, range) in guesses {
            match guess {
                Guess::Named | Guess::Text => self.text(&memory.bytes[range]),
                Guess::Reference => {
                    let text = memory.place(range.start);
                    let number = text.and_then(|text| numbers.get(&text).copied());
                    let number = number.unwrap_or_default();
                    if number == next {
                        self.token(Token::Next);
                    } else if number == newest {
                        self.token(Token::Newest);
                    } else {
                        self.token(Token::Reference);
                        leb(&mut self.references, number);
                    }
                    next = number + 1;
                    newest = newest.max(next);
                }
                Guess::Word => self.word(memory, range.start),
                Guess::Byte => self.bytes(&memory.bytes[range]),
                Guess::Padding => {}
            }
        }
    }

    fn token(&mut self, token: Token) {
        self.tokens.push(token as u8);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.token(Token::Byte);
            self.raw.push(*byte);
        }
    }

    fn text(&mut self, text: &[u8]) {
        self.token(Token::Text);
        let mut after = text;
        while let Some((first, others)) = after.split_first() {
            after = match prose_length(after) {
                0 => {
                    self.texts.push(*first);
                    others
                }
                length => {
                    let (prose, others) = after.split_at(length);
                    self.texts.push(PROSE);
                    self.prose.extend(prose);
                    self.prose.push(0);
                    others
                }
            };
        }
        self.texts.push(END);
    }

    fn word(&mut self, memory: &Memory<'_>, at: usize) {
        let word = memory.word(at).unwrap_or_default();
        match (u8::try_from(word), memory.place(at)) {
            (Ok(small), _) if small < Token::Text as u8 => self.tokens.push(small),
            _ if word == u32::MAX => self.token(Token::Ones),
            (_, Some(place)) if place % 2 == 0 => {
                self.token(Token::Address);
                leb(&mut self.addresses, memory.start + place);
            }
            _ => {
                self.token(Token::Word);
                self.raw.extend(word.to_le_bytes());
            }
        }
    }
}

/// Appends a number in LEB128.
fn leb(out: &mut Vec<u8>, number: usize) {
    section::number(out, number as u64);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: usize = 1024;

    /// A module with nothing but data, in two segments.
    fn module(memory: &[u8]) -> Vec<u8> {
        let mut content = vec![2, 0, 0x41, 0x80, 0x08, 0x0b];
        leb(&mut content, memory.len());
        content.extend(memory);
        content.extend([0, 0x41, 0x80, 0x10, 0x0b, 1, 7]);
        let mut module = b"\0asm\x01\0\0\0\x0b".to_vec();
        leb(&mut module, content.len());
        module.extend(content);
        module
    }

    /// A number in LEB128 from the front of a stream.
    fn number(stream: &mut &[u8]) -> usize {
        let (byte, after) = stream.split_first().unwrap();
        *stream = after;
        let low = usize::from(byte & 127);
        if *byte < 128 {
            low
        } else {
            low | number(stream) << 7
        }
    }

    /// What `www/load.js` does.
    fn whole(head: &[u8], (parted, base): &(Parted, usize)) -> Vec<u8> {
        let mut out = head.to_vec();
        let [mut references, mut addresses, tokens, raw, texts, prose] = parted.streams();
        let mut raw = raw.iter().copied();
        let mut texts = texts.split(|byte| *byte == END);
        let mut prose = prose.split(|byte| *byte == 0);
        let (mut places, mut pending) = (Vec::new(), Vec::new());
        let (mut next, mut newest) = (0, 0);
        for token in tokens {
            match token {
                248 => {
                    let start = out.len();
                    for byte in texts.next().unwrap() {
                        match *byte {
                            PROSE => out.extend(prose.next().unwrap()),
                            byte => out.push(byte),
                        }
                    }
                    places.push(start..out.len());
                    continue;
                }
                249 => {
                    out.extend(raw.next());
                    continue;
                }
                _ => {}
            }
            while !(out.len() + base).is_multiple_of(4) {
                out.push(0);
            }
            match token {
                250 => out.extend(raw.by_ref().take(4)),
                251 => out.extend([0xff; 4]),
                252 => out.extend(
                    u32::try_from(base + number(&mut addresses))
                        .unwrap()
                        .to_le_bytes(),
                ),
                253..=255 => {
                    let text = match token {
                        253 => next,
                        254 => newest,
                        _ => number(&mut references),
                    };
                    pending.push((out.len(), text));
                    next = text + 1;
                    newest = newest.max(next);
                    out.extend([0; 8]);
                }
                small => out.extend([*small, 0, 0, 0]),
            }
        }
        for (at, text) in pending {
            let place: &Range<usize> = &places[text];
            let words = [base + place.start, place.len()]
                .map(|it| u32::try_from(it).unwrap().to_le_bytes());
            out[at..at + 8].copy_from_slice(words.as_flattened());
        }
        out
    }

    fn parted(memory: &[u8]) -> (Parted, usize) {
        let module = module(memory);
        let parted = part(&module, 8).unwrap();
        assert_eq!(whole(&module[..8], &parted), module);
        parted
    }

    fn words(words: &[usize]) -> Vec<u8> {
        let words = words
            .iter()
            .map(|word| u32::try_from(*word).unwrap().to_le_bytes());
        words.flatten().collect()
    }

    #[test]
    fn texts_in_order_need_no_reference() {
        let text = "甲ab乙丙，c";
        let places = [ADDRESS, 5, ADDRESS + 5, 9, ADDRESS + 14, 1, ADDRESS, 5, 7];
        let memory = [text.as_bytes(), &[0], &words(&places)].concat();
        let (parted, _) = parted(&memory);
        assert_eq!(parted.prose, "甲\0乙丙，\0".as_bytes());
        assert_eq!(
            parted.texts,
            [PROSE, b'a', b'b', END, PROSE, END, b'c', END]
        );
        assert_eq!(parted.references, [0]);
        let tokens = [248, 248, 248, 253, 253, 253, 255, 7];
        assert!(parted.tokens.windows(tokens.len()).any(|it| it == tokens));
    }

    #[test]
    fn any_memory_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        let chinese = [&[1], "只有代码指向\u{1}它".as_bytes(), &[0xc0, 0]].concat();
        // A pointer into the middle of a text, and one to a text with its mark.
        let inside = [
            &words(&[ADDRESS + 16, 6, ADDRESS + 17, 2]),
            "abcdef".as_bytes(),
        ]
        .concat();
        let marked = [
            &words(&[ADDRESS + 8, 3]),
            &[0xe4, 0xb8, PROSE, END, 0, 1][..],
        ]
        .concat();
        let far = words(&[
            u32::MAX as usize,
            248,
            247,
            ADDRESS + 2,
            ADDRESS + 3,
            ADDRESS,
            4095,
        ]);
        for memory in [&[][..], &[1], &all, &chinese, &inside, &marked, &far] {
            parted(memory);
        }
    }
}
