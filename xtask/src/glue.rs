//! The glue for one module: of all that the crate imports from JavaScript, what this module imports.
//!
//! The modules are cut from one crate, and the glue is written once for all of it. A script need not
//! carry what only another script's module calls.

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

/// What stands before an import's name, behind it, and in the last line of the import.
const ENTRY: (&str, &str, &str) = ("        ", ": function", "        }");

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
            .strip_prefix(ENTRY.0)
            .and_then(|line| line.split_once(ENTRY.1))
            .map(|(name, _)| name)
            .filter(|name| name.starts_with("__wb"));
        let dropped = name.is_some_and(|name| !wanted.iter().any(|it| it == name));
        found += usize::from(name.is_some() && !dropped);
        if !dropped {
            kept.push_str(line);
            kept.push('\n');
        } else if line.ends_with('{') {
            lines.by_ref().find(|line| line.starts_with(ENTRY.2));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports `__wbg_two` from `m`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x0f\x01\x01m\x09__wbg_two\0\0";

    const GLUE: &str = "function imports() {
    return {
        __wbg_one: function(a) {
            return { a };
        },
        __wbg_two: function() { return handleError(function (a) {
            return a;
        }, arguments); },
        __wbg_three: function() { return handleError(function (a) {
            return a;
        }, arguments); },
    };
}
function start() {
        __wbg_init_promise = one();
}
";

    #[test]
    fn only_the_imports_of_other_modules_go() {
        let glue = of_module(GLUE, MODULE).unwrap();
        assert!(glue.contains("__wbg_two") && glue.contains("__wbg_init_promise"));
        assert!(!glue.contains("__wbg_one") && !glue.contains("__wbg_three"));
        assert_eq!(glue.matches('{').count(), glue.matches('}').count());
    }

    #[test]
    fn an_import_that_is_not_there_is_an_error() {
        assert!(of_module("", MODULE).is_err());
        assert!(of_module(GLUE, b"no module").is_err());
    }
}
