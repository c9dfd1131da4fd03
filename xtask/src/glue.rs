//! The glue for one module: of all that the crate imports from JavaScript, what this module imports.
//!
//! The modules are cut from one crate, and the glue is written once for all of it. A script need not
//! carry what only another script's module calls, nor the long names by which the two find each other.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{Parser, Payload, TypeRef};

use crate::section::{self, number, place, replaced};

/// The lines around the imports in the glue.
const IMPORTS: (&str, &str) = ("    const import0 = {", "    };");

/// What the last line of an import begins with.
const LAST: &str = "        }";

/// The name of the one place from which all is imported, as wasm-bindgen writes it, and as it is sent.
const PLACE: (&str, &str) = ("./luzhou_gazette_bg.js", "m");

/// The glue's own halves, which `www/load.js` puts together: what the module imports, and the start of an
/// instance. The glue's ways to start fetch and convert what is never fetched here, so nobody imports them.
const HALVES: &str = "export { __wbg_get_imports, __wbg_finalize_init };\n";

/// A module and the glue for it alone.
pub(crate) struct Fitted {
    /// The glue with the module's imports only, under their short names.
    pub(crate) glue: String,
    /// The module with short names of its imports.
    pub(crate) module: Vec<u8>,
}

/// Fits the glue and a module to each other.
///
/// # Errors
///
/// Where the bytes are no module, or the glue is not written as this expects.
pub(crate) fn fit(glue: &str, module: &[u8]) -> Result<Fitted> {
    let (module, names) = renamed(module)?;
    let place = format!("\"{}\"", PLACE.0);
    ensure!(
        glue.matches(&place).count() == 1,
        "胶水的写法变了。 The glue names its place in another way."
    );
    let mut found = 0;
    let mut kept = String::new();
    let mut inside = false;
    let mut lines = glue.lines();
    while let Some(line) = lines.next() {
        inside = (inside || line == IMPORTS.0) && line != IMPORTS.1;
        let entry = line.trim_start().split_once(": function(");
        let Some((name, rest)) = entry.filter(|_| inside) else {
            kept.push_str(&line.replace(&place, PLACE.1));
            kept.push('\n');
            continue;
        };
        let short = names.get(name);
        if let Some(short) = short {
            found += 1;
            kept.push_str(&format!("{short}({rest}\n"));
        }
        for line in lines.by_ref() {
            if short.is_some() {
                kept.push_str(line);
                kept.push('\n');
            }
            if line.starts_with(LAST) {
                break;
            }
        }
    }
    if found != names.len() {
        bail!(
            "胶水里只有模块 {} 个导入中的 {found} 个。 The glue lacks imports of the module.",
            names.len()
        );
    }
    kept.push_str(HALVES);
    Ok(Fitted { glue: kept, module })
}

/// The module with short names of its imports, and these by the long ones.
fn renamed(module: &[u8]) -> Result<(Vec<u8>, HashMap<String, String>)> {
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(imports) = payload.context("不是 WebAssembly 模块")? else {
            continue;
        };
        let range = place(&imports.range())?;
        let mut names = HashMap::new();
        let mut content = Vec::new();
        number(&mut content, u64::from(imports.count()));
        for import in imports.into_imports() {
            let import = import.context("导入有误")?;
            let TypeRef::Func(kind) = import.ty else {
                bail!(
                    "导入 {} 不是函数。 Only functions are imported.",
                    import.name
                );
            };
            let short = short(names.len());
            for name in [PLACE.1, &short] {
                number(&mut content, u64::try_from(name.len())?);
                content.extend(name.as_bytes());
            }
            content.push(0);
            number(&mut content, u64::from(kind));
            names.insert(import.name.to_owned(), short);
        }
        let module = replaced(module, section::IMPORTS, range, &content);
        return Ok((module, names));
    }
    bail!("模块没有导入。 The module has no imports.")
}

/// A name of one or two letters, another for each number.
fn short(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
    let letter = |number: usize| char::from(LETTERS[number % LETTERS.len()]);
    match number.checked_sub(LETTERS.len()) {
        None => letter(number).to_string(),
        Some(rest) => format!("{}{}", letter(rest / LETTERS.len()), letter(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports `__wbg_b` and `__wbg_c` from the glue's place.
    fn module() -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        let mut content = vec![2];
        for name in ["__wbg_b", "__wbg_c"] {
            for text in [PLACE.0, name] {
                number(&mut content, text.len() as u64);
                content.extend(text.as_bytes());
            }
            content.extend([0, 0]);
        }
        module.push(section::IMPORTS);
        number(&mut module, content.len() as u64);
        module.extend(content);
        module
    }

    const GLUE: &str = "function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a: function(arg0) {
            a(arg0);
        },
        __wbg_b: function() { return handleError(function (arg0) {
            b(arg0);
        }, arguments); },
        __wbg_c: function(arg0) {
            c(arg0);
        },
    };
    return {
        __proto__: null,
        \"./luzhou_gazette_bg.js\": import0,
    };
}
        __wbg_init_promise = 1;
";

    #[test]
    fn only_what_the_module_imports_stays_under_short_names() {
        let fitted = fit(GLUE, &module()).unwrap();
        assert_eq!(
            fitted.glue,
            "function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
a() { return handleError(function (arg0) {
            b(arg0);
        }, arguments); },
b(arg0) {
            c(arg0);
        },
    };
    return {
        __proto__: null,
        m: import0,
    };
}
        __wbg_init_promise = 1;
export { __wbg_get_imports, __wbg_finalize_init };
"
        );
        wasmparser::validate(&fitted.module).unwrap();
    }

    #[test]
    fn an_import_that_the_glue_lacks_is_an_error() {
        assert!(fit(&GLUE.replace("__wbg_b:", "__wbg_d:"), &module()).is_err());
        assert!(fit(&GLUE.replace("./luzhou", "./other"), &module()).is_err());
    }

    #[test]
    fn no_two_names_are_alike() {
        let all: std::collections::HashSet<String> = (0..500).map(short).collect();
        assert_eq!(all.len(), 500);
        assert_eq!(
            [short(0), short(25), short(26), short(52)],
            ["a", "z", "aa", "ba"]
        );
    }
}
