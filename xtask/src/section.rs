//! The sections of a module, and numbers as they stand in them.

use std::ops::Range;

use anyhow::Result;

/// The number of the section with the imports.
pub(crate) const IMPORTS: u8 = 2;

/// The number of the section with the exports.
pub(crate) const EXPORTS: u8 = 7;

/// The number of the section with the functions' bodies.
pub(crate) const CODE: u8 = 10;

/// Where something stands, as the reader tells it.
///
/// # Errors
///
/// Where the machine cannot count so far.
pub(crate) fn place(range: &Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

/// The module with another content of the section of this number, whose content stands at `range`.
pub(crate) fn replaced(module: &[u8], section: u8, range: Range<usize>, content: &[u8]) -> Vec<u8> {
    let mut length = Vec::new();
    number(&mut length, range.len() as u64);
    // The section's number and its length stand before its content.
    let start = range.start - length.len() - 1;
    let mut out = module[..start].to_vec();
    out.push(section);
    number(&mut out, content.len() as u64);
    out.extend(content);
    out.extend(&module[range.end..]);
    out
}

/// Appends a number in LEB128.
pub(crate) fn number(out: &mut Vec<u8>, mut number: u64) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}
