//! Takes out of a module how it would explain a panic.
//!
//! In a browser nobody reads it: the standard library has nowhere to print, so a panic ends in the trap
//! `unreachable` either way. What stands before the trap (choosing words, formatting numbers and texts for
//! a programmer) goes; the trap stays.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Naming, Parser, Payload, TypeRef};

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

/// The module with a trap in place of each function that explains a panic.
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
    Ok(replaced(module, section::CODE, section, &content))
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
