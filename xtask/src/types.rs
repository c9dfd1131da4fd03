//! The types of the ES module, made from those that the glue brings along.
//!
//! The glue also declares how to start the module and what only the element uses; those are left
//! out, and what the module's own JavaScript adds is put in.

use anyhow::{Result, bail};

/// What the glue's declarations may not show: starting the module, and the element's part.
const INTERNAL: [&str; 10] = [
    // The module throws a class of this name instead of the plain object.
    "InputError",
    "InitInput",
    "InitOutput",
    "SyncInitInput",
    "initSync",
    "__wbg_init",
    "Widget",
    "mount",
    "start",
    "InitializeInput",
];

/// What must be there in the end.
const PUBLIC: [&str; 5] = ["calculate", "calculators", "calendarFile", "form", "search"];

/// What stands at the head of the types.
const HEAD: &str = "// The types of luzhou-gazette.mjs, made from the Rust types. Do not edit.
";

/// What the module's own JavaScript adds.
const ADDED: &str = "
/**
 * Resolves as soon as the functions may be called. In a browser, await it first; in Node 20 and
 * later they may be called at once.
 */
export function ready(): Promise<void>;

/** What is wrong with the input: a stable code, the field it concerns, a sentence in Chinese. */
export class InputError extends Error {
  readonly name: \"InputError\";
  /** Stable, for programs. */
  readonly code: ErrorCode;
  /** The key of the answer, in rows `lines[0].code`; empty where no answer is at fault. */
  readonly field: string;
}
";

/// The public part of the glue's types.
///
/// # Errors
///
/// Where a function of the API is not among them.
pub(crate) fn public(glue: &str) -> Result<String> {
    let mut types = HEAD.to_owned();
    let mut found = Vec::new();
    let glue: String = glue
        .lines()
        .filter(|line| !line.ends_with("lint:disable */"))
        .fold(String::new(), |text, line| text + line + "\n");
    for declaration in declarations(&glue) {
        let name = name(&declaration);
        if name.is_empty() || INTERNAL.contains(&name) {
            continue;
        }
        types.push('\n');
        types.push_str(declaration.trim());
        types.push('\n');
        found.push(name.to_owned());
    }
    if let Some(missing) = PUBLIC
        .iter()
        .find(|it| !found.iter().any(|found| found == *it))
    {
        bail!("src/api.rs 没有导出 {missing}。 It must export this function.");
    }
    types.push_str(ADDED);
    Ok(types)
}

/// Splits the text into its top-level declarations, each with the comment before it.
fn declarations(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut depth = 0_usize;
    let mut comment = false;
    for line in text.lines() {
        let code = code(line, &mut comment);
        for byte in code.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        current.push_str(line);
        current.push('\n');
        let code = code.trim_end();
        if depth == 0 && !comment && (code.ends_with(';') || code.ends_with('}')) {
            found.push(std::mem::take(&mut current));
        }
    }
    found
}

/// The part of a line that is neither comment nor string; keeps track of comments across lines.
fn code(line: &str, comment: &mut bool) -> String {
    let mut code = String::new();
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        match (character, next) {
            ('*', Some('/')) if *comment => {
                *comment = false;
                rest.next();
            }
            _ if *comment => {}
            ('\\', Some(_)) if quote.is_some() => {
                rest.next();
            }
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => {}
            ('"' | '\'' | '`', _) => quote = Some(character),
            ('/', Some('/')) => break,
            ('/', Some('*')) => {
                *comment = true;
                rest.next();
            }
            _ => code.push(character),
        }
    }
    code
}

/// The name that a declaration declares; empty where it declares none.
fn name(declaration: &str) -> &str {
    let mut comment = false;
    for line in declaration.lines() {
        if code(line, &mut comment).trim().is_empty() {
            continue;
        }
        return line
            .split(|it: char| !it.is_alphanumeric() && it != '_' && it != '$')
            .find(|word| {
                ![
                    "",
                    "export",
                    "default",
                    "declare",
                    "function",
                    "class",
                    "interface",
                    "type",
                    "const",
                    "async",
                    "let",
                    "enum",
                ]
                .contains(word)
            })
            .unwrap_or_default();
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"/* tslint:disable */
/* eslint-disable */
/**
 * A verdict: { or } or "…".
 */
export type Verdict = "granted" | "den;ied";

export interface Outcome {
    /** Its {name}. */
    calculator: string;
    rows: { a: number }[];
}

export type Kind = { kind: "a" }
    | { kind: "b"; x: number };

/**
 * Wrong.
 */
export interface InputError {
    code: string;
}

export class Widget {
    private constructor();
    free(): void;
}

/**
 * Calculates.
 */
export function calculate(name: string, answers: any, options?: Options | null): Outcome;
export function calculators(): any[];
export function calendarFile(name: string, answers: any, options?: Options | null): string;
export function form(name: string): any;
export function mount(host: HTMLElement, root: ShadowRoot, name: string): Widget;
export function search(query: string, limit?: number | null): any[];

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates.
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

export default function __wbg_init (module_or_path: InitInput): Promise<InitOutput>;
"#;

    #[test]
    fn only_what_is_public_is_left() {
        let types = public(GLUE).unwrap();
        for shown in [
            "export type Verdict = \"granted\" | \"den;ied\";",
            "A verdict: { or }",
            "export interface Outcome {",
            "| { kind: \"b\"; x: number };",
            "export function calculate(",
            "export function ready(): Promise<void>;",
            "export class InputError extends Error",
        ] {
            assert!(types.contains(shown), "{shown}\n{types}");
        }
        for hidden in [
            "interface InputError",
            "Widget",
            "mount",
            "InitInput",
            "InitOutput",
            "initSync",
            "__wbg",
        ] {
            assert!(!types.contains(hidden), "{hidden}\n{types}");
        }
    }

    #[test]
    fn a_missing_function_is_refused() {
        let error = public(&GLUE.replace("function search", "function find")).unwrap_err();
        assert!(error.to_string().contains("search"));
    }
}
