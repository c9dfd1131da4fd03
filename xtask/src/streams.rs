//! The module's code as several streams: what is alike stands together, so that a server's compression
//! finds more in it. `www/load.js` weaves them again.
//!
//! A function's instructions alternate between operations, variables, offsets and numbers, each with its
//! own frequent values. Apart they compress to about 87 % of what they do together.

use anyhow::{Context, Result, bail};

/// How many streams there are.
pub(crate) const COUNT: usize = 15;

/// Which stream is which; `www/load.js` knows them by their order.
#[derive(Clone, Copy)]
enum Stream {
    Operations,
    /// The variables that are read.
    Read,
    /// The variables that are written.
    Written,
    /// The offsets of what is loaded.
    Loaded,
    /// The offsets of what is stored.
    Stored,
    /// Numbers that are no address.
    Numbers,
    /// Numbers that follow an address: how long the text there is, for the most part.
    Lengths,
    /// Addresses in three parts, so that neighbours in memory are alike in the upper ones.
    High,
    Middle,
    Low,
    Calls,
    Branches,
    /// The types of blocks.
    Blocks,
    /// Numbers of 64 bits.
    Wide,
    /// Whatever is rare.
    Others,
}

/// No operation of the browser floor: an address, in three parts, each in its stream.
const ADDRESS: u8 = 0xff;

/// Where the data is: numbers from here to twice as much are addresses for the most part.
const DATA: u64 = 1 << 20;

/// No operation of the browser floor: a memory access whose alignment is not the natural one and stands
/// among the others. For every other it is left out.
const UNALIGNED: u8 = 0xfe;

/// Splits the content of a code section.
///
/// # Errors
///
/// Where it has an operation beyond the browser floor.
pub(crate) fn split(code: &[u8]) -> Result<[Vec<u8>; COUNT]> {
    let mut splitting = Splitting {
        code,
        at: 0,
        streams: Default::default(),
    };
    let functions = splitting.number(Stream::Others)?;
    for _ in 0..functions {
        splitting.function()?;
    }
    if splitting.at != code.len() {
        bail!("代码段的长度不符。 The code section has bytes left over.");
    }
    Ok(splitting.streams)
}

struct Splitting<'a> {
    code: &'a [u8],
    at: usize,
    streams: [Vec<u8>; COUNT],
}

impl Splitting<'_> {
    /// A function: its variables, and its operations up to the last `end`. Its size can be counted again.
    fn function(&mut self) -> Result<()> {
        let size = self.skip_number()?;
        let end = self.at + usize::try_from(size)?;
        let runs = self.number(Stream::Others)?;
        for _ in 0..runs {
            self.number(Stream::Others)?;
            self.byte(Stream::Others)?;
        }
        while self.at < end {
            self.operation()?;
        }
        Ok(())
    }

    fn operation(&mut self) -> Result<()> {
        let operation = self.next()?;
        if let Some(natural) = natural_alignment(operation) {
            let alignment = self.peek()?;
            if alignment == natural {
                self.at += 1;
                self.put(Stream::Operations, operation);
            } else {
                self.put(Stream::Operations, UNALIGNED);
                self.put(Stream::Operations, operation);
                self.number(Stream::Others)?;
            }
            self.number(if operation < 0x36 {
                Stream::Loaded
            } else {
                Stream::Stored
            })?;
            return Ok(());
        }
        if operation == 0x41 && self.address()? {
            return Ok(());
        }
        self.put(Stream::Operations, operation);
        match operation {
            0x02..=0x04 => self.byte(Stream::Blocks)?,
            0x3f | 0x40 => self.byte(Stream::Others)?,
            0x0c | 0x0d => drop(self.number(Stream::Branches)?),
            0x0e => {
                let targets = self.number(Stream::Branches)?;
                for _ in 0..=targets {
                    self.number(Stream::Branches)?;
                }
            }
            0x10 => drop(self.number(Stream::Calls)?),
            0x11 => {
                self.number(Stream::Others)?;
                self.number(Stream::Others)?;
            }
            0x20 => drop(self.number(Stream::Read)?),
            0x21 | 0x22 => drop(self.number(Stream::Written)?),
            0x23 | 0x24 => drop(self.number(Stream::Others)?),
            0x41 => drop(self.number(if self.follows_address() {
                Stream::Lengths
            } else {
                Stream::Numbers
            })?),
            0x42 => drop(self.number(Stream::Wide)?),
            0x43 => self.bytes(4)?,
            0x44 => self.bytes(8)?,
            0xfc => match self.number(Stream::Others)? {
                0..=7 => {}
                10 => self.bytes(2)?,
                11 => self.bytes(1)?,
                other => bail!("操作 fc {other} 超出最低浏览器。 Beyond the floor."),
            },
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 => {}
            other => bail!("操作 {other:x} 超出最低浏览器。 Beyond the floor."),
        }
        Ok(())
    }

    fn peek(&self) -> Result<u8> {
        let byte = self.code.get(self.at).copied();
        byte.context("代码段不完整。 The code section ends early.")
    }

    fn next(&mut self) -> Result<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Ok(byte)
    }

    fn put(&mut self, stream: Stream, byte: u8) {
        self.streams[stream as usize].push(byte);
    }

    fn byte(&mut self, stream: Stream) -> Result<()> {
        let byte = self.next()?;
        self.put(stream, byte);
        Ok(())
    }

    fn bytes(&mut self, count: usize) -> Result<()> {
        (0..count).try_for_each(|_| self.byte(Stream::Others))
    }

    /// Whether the operation before the one that was just put is an address.
    fn follows_address(&self) -> bool {
        let operations = &self.streams[Stream::Operations as usize];
        operations.iter().nth_back(1) == Some(&ADDRESS)
    }

    /// Whether the number here is an address; if so, it is written in its parts.
    fn address(&mut self) -> Result<bool> {
        let from = self.at;
        let number = self.skip_number()?;
        // Four bytes: `www/load.js` writes no other form.
        let is_address = (DATA..2 * DATA).contains(&number) && self.at - from == 4;
        if is_address {
            self.put(Stream::Operations, ADDRESS);
            let offset = number - DATA;
            self.put(Stream::High, u8::try_from(offset >> 12)?);
            self.put(Stream::Middle, u8::try_from(offset >> 6 & 63)?);
            self.put(Stream::Low, u8::try_from(offset & 63)?);
        } else {
            self.at = from;
        }
        Ok(is_address)
    }

    /// Copies a number in LEB128 and says what it is, read without a sign.
    fn number(&mut self, stream: Stream) -> Result<u64> {
        let from = self.at;
        let number = self.skip_number()?;
        let bytes = self.code.get(from..self.at).unwrap_or_default();
        self.streams[stream as usize].extend(bytes);
        Ok(number)
    }

    fn skip_number(&mut self) -> Result<u64> {
        let mut number = 0;
        let mut shift = 0_u32;
        loop {
            let byte = self.next()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
    }
}

/// The power of two to which a memory access is aligned by its nature; nothing for other operations.
fn natural_alignment(operation: u8) -> Option<u8> {
    Some(match operation {
        0x2c | 0x2d | 0x30 | 0x31 | 0x3a | 0x3c => 0,
        0x2e | 0x2f | 0x32 | 0x33 | 0x3b | 0x3d => 1,
        0x28 | 0x2a | 0x34 | 0x35 | 0x36 | 0x38 | 0x3e => 2,
        0x29 | 0x2b | 0x37 | 0x39 => 3,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One function with one variable: a block that reads memory, naturally and not, and calls.
    const CODE: &[u8] = &[
        1, 26, 1, 1, 0x7f, // one function of 26 bytes, one variable
        0x02, 0x40, // block
        0x20, 0, // local.get
        0x28, 2, 16, // i32.load, naturally aligned
        0x29, 0, 8, // i64.load, not so
        0x41, 0xc2, 0xa0, 0xc0, 0, // an address
        0x41, 5, // a number behind it
        0x41, 6, // another
        0x10, 3, // call
        0x0b, 0x0b, // end, end
    ];

    #[test]
    fn what_is_alike_stands_together() {
        let [
            operations,
            read,
            written,
            loaded,
            stored,
            numbers,
            lengths,
            high,
            middle,
            low,
            calls,
            branches,
            blocks,
            wide,
            others,
        ] = split(CODE).unwrap();
        assert_eq!(
            operations,
            [
                0x02, 0x20, 0x28, UNALIGNED, 0x29, ADDRESS, 0x41, 0x41, 0x10, 0x0b, 0x0b
            ]
        );
        assert_eq!((read, written), (vec![0], vec![]));
        assert_eq!((loaded, stored), (vec![16, 8], vec![]));
        assert_eq!((lengths, numbers), (vec![5], vec![6]));
        // 1 << 20, and 1 << 12, and 1 << 6, and 2.
        assert_eq!((high, middle, low), (vec![1], vec![1], vec![2]));
        assert_eq!((calls, branches), (vec![3], vec![]));
        assert_eq!((blocks, wide), (vec![0x40], vec![]));
        assert_eq!(others, [1, 1, 1, 0x7f, 0]);
    }

    #[test]
    fn an_operation_beyond_the_floor_or_a_cut_is_an_error() {
        assert!(split(&[1, 3, 0, 0xfd, 0x0b]).is_err());
        assert!(split(CODE.get(..20).unwrap()).is_err());
    }
}
