//! Holds that every public function of the core says what it does and where it fails, and shows it in an example. The
//! examples run as tests of their own.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, ReturnType, Signature, Type, Visibility};

#[test]
fn every_public_function_has_its_sentence_its_errors_and_an_example() {
    let mut lacking = Vec::new();
    let mut seen = 0;
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let (count, found) = check(&fs::read_to_string(&file).unwrap());
        seen += count;
        lacking.extend(found.iter().map(|it| format!("{}: {it}", file.display())));
    }
    assert!(seen > 150, "only {seen} functions were found");
    assert!(lacking.is_empty(), "\n{}\n", lacking.join("\n"));
}

#[test]
fn what_a_function_lacks_is_found() {
    let code = "
        /// A sentence.
        ///
        /// ```text
        /// no example
        /// ```
        pub fn without() {}
        struct It;
        impl It {
            /// # Examples
            ///
            /// ```
            /// assert!(true);
            /// ```
            pub const fn silent(&self) -> Result<(), ()> { Ok(()) }
            /// A sentence.
            ///
            /// ```
            /// assert!(true);
            /// ```
            pub fn whole(&self) {}
            pub(crate) fn inside(&self) {}
        }
    ";
    let lacking = [
        "`without` has no example",
        "`silent` has no sentence",
        "`silent` does not say its errors",
    ];
    assert_eq!(check(code), (3, lacking.map(str::to_owned).to_vec()));
}

/// The Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|it| it == "rs"))
        .collect();
    found.sort();
    found
}

/// How many public functions a source has, and what they lack.
fn check(code: &str) -> (usize, Vec<String>) {
    let code = syn::parse_file(code).unwrap();
    let mut functions = Vec::new();
    gather(&code.items, &mut functions);
    let lacking = functions.iter().flat_map(|(attributes, signature)| {
        let documentation = documentation(attributes);
        let name = &signature.ident;
        let what = [
            (!has_sentence(&documentation)).then_some("has no sentence"),
            (can_fail(signature) && !documentation.contains("# Errors"))
                .then_some("does not say its errors"),
            (!has_example(&documentation)).then_some("has no example"),
        ];
        what.into_iter()
            .flatten()
            .map(move |what| format!("`{name}` {what}"))
    });
    (functions.len(), lacking.collect())
}

/// The public functions among these items. `pub` alone counts: the lint `unreachable_pub` keeps it off what nobody outside can call.
fn gather<'c>(items: &'c [Item], found: &mut Vec<(&'c [Attribute], &'c Signature)>) {
    for item in items {
        match item {
            Item::Fn(it) if matches!(it.vis, Visibility::Public(_)) => {
                found.push((&it.attrs, &it.sig));
            }
            Item::Impl(it) => {
                for item in &it.items {
                    if let ImplItem::Fn(it) = item
                        && matches!(it.vis, Visibility::Public(_))
                    {
                        found.push((&it.attrs, &it.sig));
                    }
                }
            }
            Item::Mod(it) => {
                if let Some((_, items)) = &it.content {
                    gather(items, found);
                }
            }
            _ => {}
        }
    }
}

/// The text of the doc comments.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| {
        let Meta::NameValue(it) = &attribute.meta else {
            return None;
        };
        match &it.value {
            Expr::Lit(value) if it.path.is_ident("doc") => match &value.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn has_sentence(documentation: &str) -> bool {
    let first = documentation.lines().next().unwrap_or_default().trim();
    !first.is_empty() && !first.starts_with(['#', '`'])
}

fn can_fail(signature: &Signature) -> bool {
    let ReturnType::Type(_, returned) = &signature.output else {
        return false;
    };
    let Type::Path(returned) = &**returned else {
        return false;
    };
    let last = returned.path.segments.last();
    last.is_some_and(|it| it.ident == "Result")
}

/// Whether a block of code begins that is compiled and run.
fn has_example(documentation: &str) -> bool {
    let mut inside = false;
    for line in documentation.lines().map(str::trim) {
        if !line.starts_with("```") {
            continue;
        }
        if !inside && line == "```" {
            return true;
        }
        inside = !inside;
    }
    false
}
