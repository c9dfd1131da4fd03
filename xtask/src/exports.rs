//! Takes exports out of a module, so that the optimiser drops what only they reach: a page's script
//! has no use for the functions of the API, and the API none for the widget.

use anyhow::{Context, Result};
use wasmparser::{Parser, Payload};

use crate::section::{self, number, replaced};

/// The module without the exports of these names.
///
/// # Errors
///
/// Where the bytes are no module, or it lacks one of the exports.
pub(crate) fn without(module: &[u8], names: &[&str]) -> Result<Vec<u8>> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ExportSection(section) = payload.context("不是 WebAssembly 模块")? else {
            continue;
        };
        let range = section::place(&section.range())?;
        let mut kept = Vec::new();
        let mut count = 0_u64;
        let mut dropped = 0;
        for export in section {
            let export = export.context("导出有误")?;
            if names.contains(&export.name) {
                dropped += 1;
                continue;
            }
            count += 1;
            number(&mut kept, u64::try_from(export.name.len())?);
            kept.extend(export.name.as_bytes());
            kept.push(kind(export.kind)?);
            number(&mut kept, u64::from(export.index));
        }
        anyhow::ensure!(
            dropped == names.len(),
            "模块没有这些导出：{names:?}。 An export is missing."
        );
        let mut content = Vec::new();
        number(&mut content, count);
        content.extend(kept);
        return Ok(replaced(module, section::EXPORTS, range, &content));
    }
    anyhow::bail!("模块没有导出。 The module has no exports.")
}

fn kind(kind: wasmparser::ExternalKind) -> Result<u8> {
    use wasmparser::ExternalKind as Kind;
    Ok(match kind {
        Kind::Func => 0,
        Kind::Table => 1,
        Kind::Memory => 2,
        Kind::Global => 3,
        other => anyhow::bail!("导出的种类 {other:?} 超出最低浏览器。 Beyond the floor."),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with two functions that return numbers, exported as `one` and `two`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x05\x01\x60\0\x01\x7f\
        \x03\x03\x02\0\0\
        \x07\x0d\x02\x03one\0\0\x03two\0\x01\
        \x0a\x0b\x02\x04\0\x41\x01\x0b\x04\0\x41\x02\x0b";

    fn exported(module: &[u8]) -> Vec<String> {
        let sections =
            Parser::new(0)
                .parse_all(module)
                .filter_map(|payload| match payload.unwrap() {
                    Payload::ExportSection(section) => Some(section),
                    _ => None,
                });
        sections
            .flatten()
            .map(|export| export.unwrap().name.to_owned())
            .collect()
    }

    #[test]
    fn the_named_export_goes_and_the_others_stay() {
        assert_eq!(exported(MODULE), ["one", "two"]);
        let module = without(MODULE, &["one"]).unwrap();
        assert_eq!(exported(&module), ["two"]);
        wasmparser::validate(&module).unwrap();
    }

    #[test]
    fn an_export_that_is_not_there_is_an_error() {
        assert!(without(MODULE, &["three"]).is_err());
        assert!(without(b"\0asm\x01\0\0\0", &["one"]).is_err());
    }
}
