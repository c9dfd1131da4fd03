//! Takes out of a module how it would explain a panic.
//!
//! In a browser nobody reads it: the standard library has nowhere to print, so a panic ends in the trap
//! `unreachable` either way. What stands before the trap (choosing words, formatting numbers and texts for
//! a programmer) goes; the trap stays.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{DataKind, KnownCustom, Name, Naming, Operator, Parser, Payload, TypeRef};

use crate::section::{self, number, place, replaced};

/// Parts of the names of functions that never return. One that is gone from the standard library does no
/// harm; [`cut`] refuses a module with none of them.
const DIVERGING: [&str; 13] = [
    "::panicking::",
    "::panic_already_",
    "::panic_on_ord_violation",
    "::slice_error_fail",
    "::slice_index_fail",
    "::len_mismatch_fail",
    "::assert_failed",
    "::expect_failed",
    "::unwrap_failed",
    "::handle_error",
    "::handle_alloc_error",
    "::capacity_overflow",
    "::__rust_end_short_backtrace",
];

/// The end of the name of a value's form for programmers, which only a panic prints: `clippy::use_debug`
/// keeps it out of the crate itself.
const FOR_PROGRAMMERS: &str = "::fmt::Debug>::fmt";

/// A function without variables whose one operation is the trap.
const TRAP: [u8; 3] = [0x00, 0x00, 0x0b];

/// What those functions say, as far as it is too particular to be said by anything else. A text that is gone
/// from the standard library does no harm here either.
const SAID: [&str; 27] = [
    " (bytes ",
    " but ends at ",
    " but the index is ",
    " is out of bounds of ",
    " out of range for slice of length ",
    ") does not match destination slice length (",
    ") should be < len (is ",
    "Attempted to initialize thread-local while it is being dropped",
    "Hash table capacity overflow",
    "RefCell already borrowed",
    "RefCell already mutably borrowed",
    "Tried to shrink to a larger capacity",
    "assertion failed: self.is_char_boundary(new_len)",
    "attempted to take ownership of Rust value while it was borrowed",
    "called `Option::unwrap()` on a `None` value",
    "called `Option::unwrap_throw()` on a `None` value",
    "called `Result::unwrap()` on an `Err` value",
    "capacity overflow",
    "closure invoked recursively or after being dropped",
    "copy_from_slice: source slice length (",
    "end byte index ",
    "index out of bounds: the len is ",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
    "removal index (is ",
    "slice index starts at ",
    "start byte index ",
    "user-provided comparison function does not correctly implement a total order",
];

/// The module with a trap in place of each function that explains a panic, and zeros in place of what they
/// read.
///
/// # Errors
///
/// Where the bytes are no module, or name no such function: then the standard library has changed.
pub(crate) fn cut(module: &[u8]) -> Result<Vec<u8>> {
    let (first, bodies, section) = bodies(module)?;
    let explaining = explaining(module)?;
    let mut content = Vec::new();
    number(&mut content, u64::try_from(bodies.len())?);
    let mut cut = 0;
    for (index, body) in (first..).zip(bodies) {
        let body = if explaining.contains(&index) {
            cut += 1;
            &TRAP[..]
        } else {
            module.get(body).context("代码段不完整")?
        };
        number(&mut content, u64::try_from(body.len())?);
        content.extend(body);
    }
    if cut == 0 {
        bail!("没有找到解释崩溃的函数。 No function that explains a panic was found.");
    }
    let mut module = replaced(module, section::CODE, section, &content);
    blank(&mut module)?;
    Ok(module)
}

/// Puts zeros in place of the places in the sources that panics name, and of what panics say.
fn blank(module: &mut [u8]) -> Result<()> {
    let data = data(module)?;
    // The compiler writes a place as the address and the length of a path, a line and a column.
    let mut blanked: Vec<Range<usize>> = Vec::new();
    for Data { address, bytes } in &data {
        let aligned = address.next_multiple_of(4) - address;
        for at in (bytes.start + aligned..bytes.end).step_by(4) {
            let Some([path, length, ..]) = words(module, at..bytes.end) else {
                break;
            };
            let path = data.iter().find_map(|it| it.place(path, length));
            let path = path.filter(|it| module[it.clone()].ends_with(b".rs"));
            if let Some(path) = path {
                blanked.extend([path, at..at + 16]);
            }
        }
        for text in SAID {
            let length = text.len();
            let places = module[bytes.clone()].windows(length).enumerate();
            let found = places.filter(|(_, it)| *it == text.as_bytes());
            blanked.extend(found.map(|(at, _)| bytes.start + at..bytes.start + at + length));
        }
    }
    for place in blanked {
        module[place].fill(0);
    }
    Ok(())
}

/// Data as the module holds it.
struct Data {
    /// Where it will stand in memory.
    address: usize,
    /// Where it stands in the module.
    bytes: Range<usize>,
}

impl Data {
    /// Where in the module so many bytes from an address stand, if it is here.
    fn place(&self, address: usize, length: usize) -> Option<Range<usize>> {
        let start = address.checked_sub(self.address)? + self.bytes.start;
        let end = start.checked_add(length)?;
        (end <= self.bytes.end).then_some(start..end)
    }
}

/// The module's data.
fn data(module: &[u8]) -> Result<Vec<Data>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(section) = payload.context("不是 WebAssembly 模块")? else {
            continue;
        };
        for data in section {
            let data = data.context("数据段有误")?;
            let DataKind::Active { offset_expr, .. } = data.kind else {
                continue;
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                bail!("数据的地址不是常数。 Data stands at no fixed address.");
            };
            let end = usize::try_from(data.range.end)?;
            found.push(Data {
                address: usize::try_from(value)?,
                bytes: end - data.data.len()..end,
            });
        }
    }
    Ok(found)
}

/// The first four numbers of a stretch of the module.
fn words(module: &[u8], stretch: Range<usize>) -> Option<[usize; 4]> {
    let (words, _) = module.get(stretch)?.first_chunk::<16>()?.as_chunks::<4>();
    let mut numbers = words.iter().map(|it| u32::from_le_bytes(*it) as usize);
    Some([(); 4].map(|()| numbers.next().unwrap_or_default()))
}

/// The number of the first function with a body, where each body stands, and where their section's content.
fn bodies(module: &[u8]) -> Result<(u32, Vec<Range<usize>>, Range<usize>)> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut section = 0..0;
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("不是 WebAssembly 模块")? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let is_function = matches!(import?.ty, TypeRef::Func(_));
                    imported += u32::from(is_function);
                }
            }
            Payload::CodeSectionStart {
                unchecked_range: range,
                ..
            } => section = place(&range)?,
            Payload::CodeSectionEntry(body) => bodies.push(place(&body.range())?),
            _ => {}
        }
    }
    Ok((imported, bodies, section))
}

/// The numbers of the functions that explain a panic.
fn explaining(module: &[u8]) -> Result<HashSet<u32>> {
    let mut found = HashSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload.context("不是 WebAssembly 模块")? else {
            continue;
        };
        let KnownCustom::Name(names) = section.as_known() else {
            continue;
        };
        for part in names {
            let Name::Function(functions) = part.context("名字段有误")? else {
                continue;
            };
            for function in functions {
                let Naming { index, name } = function.context("名字段有误")?;
                if explains(name) {
                    found.insert(index);
                }
            }
        }
    }
    Ok(found)
}

/// Whether the function of this name explains a panic. The names hold a hash after each crate's.
fn explains(name: &str) -> bool {
    name.ends_with(FOR_PROGRAMMERS) || DIVERGING.iter().any(|part| name.contains(part))
}
