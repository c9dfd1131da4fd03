//! The glue for one module: of all that the crate imports from JavaScript, what this module imports.
//!
//! The modules are cut from one crate, and the glue is written once for all of it. A script need not
//! carry what only another script's module calls.

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

/// What the first line of an import begins with, and the last one.
const ENTRY: (&str, &str) = ("        __wb", "        }");

/// The glue without the imports that the module does not have.
///
/// # Errors
///
/// Where the bytes are no module, or the glue lacks one of its imports.
pub(crate) fn of_module(glue: &str, module: &[u8]) -> Result<String> {
    let wanted = imports(module)?;
    let mut found = 0;
    let mut kept = String::new();
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        let name = line
            .starts_with(ENTRY.0)
            .then(|| line.trim().split(':').next())
            .flatten();
        let dropped = name.is_some_and(|name| !wanted.iter().any(|it| it == name));
        found += usize::from(name.is_some() && !dropped);
        if !dropped {
            kept.push_str(line);
            kept.push('\n');
        } else if line.ends_with('{') {
            lines.by_ref().find(|line| line.starts_with(ENTRY.1));
        }
    }
    if found != wanted.len() {
        bail!(
            "胶水里只有模块 {} 个导入中的 {found} 个。 The glue lacks imports of the module.",
            wanted.len()
        );
    }
    Ok(kept)
}

/// The names of what a module imports.
fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload.context("不是 WebAssembly 模块")? {
            for import in section.into_imports() {
                names.push(import.context("导入有误")?.name.to_owned());
            }
        }
    }
    Ok(names)
}
