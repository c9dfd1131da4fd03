//! Holds that no year stands in the text of the core: which year a rule is about comes from its period, so that a later
//! issue changes it by data alone. What may stand there all the same is listed with its reason.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::Lit;

/// Texts in which a year may stand: the file, the text and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "calculators/blood_donation_quota.rs",
        "used_2023",
        "a key that programs know; which year it is of is said by its label, out of the data",
    ),
    (
        "calculators/blood_donation_quota.rs",
        "used_2023_printed",
        "a key that programs know",
    ),
    (
        "form/check.rs",
        "“{label}”请填 1900 年到 2999 年之间真实存在的日期，例如 20240115",
        "the calendar's own limits, and how a day is typed",
    ),
    (
        "table/fault.rs",
        "不是 2024-01-15 这样的日期；请把这一列设成日期再导出",
        "how a day is written",
    ),
    (
        "table/day.rs",
        "2023年度泸州市公立医疗机构医疗服务价格调整项目明细表",
        "the title of a printed annex, which a test of the file holds to the data",
    ),
    (
        "table/fault.rs",
        "年份只有两位，看不出哪个数是年；请写成 2024-01-15 这样的日期",
        "how a day is written",
    ),
];

/// Files that are compiled for tests only.
const ONLY_TESTS: &[&str] = &["calculators/medical_fee/laws.rs", "calculators/testing.rs"];

#[test]
fn no_text_of_the_core_names_a_year() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut seen) = (Vec::new(), 0);
    for file in files(&root) {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        if ONLY_TESTS.contains(&name.as_str()) {
            continue;
        }
        let texts = texts(&fs::read_to_string(&file).unwrap());
        seen += texts.len();
        let years = texts.into_iter().filter(|text| names_a_year(text));
        found.extend(years.map(|text| (name.clone(), text)));
    }
    assert!(seen > 1_000, "only {seen} texts were found");
    let allowed =
        |(file, text): &(String, String)| ALLOWED.iter().any(|it| it.0 == file && it.1 == text);
    let stray: Vec<_> = found.iter().filter(|it| !allowed(it)).collect();
    assert!(
        stray.is_empty(),
        "let the period bring the year: {stray:#?}"
    );
    for (file, text, reason) in ALLOWED {
        let stands = found.iter().any(|it| it.0 == *file && it.1 == *text);
        assert!(
            stands && !reason.is_empty(),
            "no longer needed: {file} {text}"
        );
    }
}

#[test]
fn a_year_is_found_where_it_is_said_and_only_there() {
    let code = r#"
        //! Of 2024.
        /// Since 2024.
        const A: &str = "在 2024 年底之前";
        const B: &str = "12 年以内";
        fn c(year: u16) -> String { format!("2025 起，{year} 年") }
        fn d(year: u16) -> String { format!("{year} 年，编码 210102015，2 个月") }
        #[cfg(test)]
        mod tests { const E: &str = "2024-02-29"; }
        #[cfg(test)]
        const F: &str = "2026";
        const G: &str = "到 2030";
    "#;
    let named: Vec<String> = texts(code)
        .into_iter()
        .filter(|it| names_a_year(it))
        .collect();
    let years = [
        "在 2024 年底之前",
        "12 年以内",
        "2025 起，{year} 年",
        "到 2030",
    ];
    assert_eq!(named, years);
}

/// Whether a number of four digits that can be a year stands in it, or digits before 年.
fn names_a_year(text: &str) -> bool {
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let mut numbers = text.split(|it: char| !it.is_ascii_digit()).filter(digits);
    let is_year = |it: &str| it.len() == 4 && (it.starts_with("19") || it.starts_with("20"));
    let before = text
        .match_indices('年')
        .map(|(at, _)| text[..at].trim_end());
    let mut before = before.map(|it| it.ends_with(|last: char| last.is_ascii_digit()));
    numbers.any(is_year) || before.any(|it| it)
}

/// The texts that a program says: neither its comments nor what only tests say.
fn texts(code: &str) -> Vec<String> {
    let mut all = Vec::new();
    gather(code.parse().unwrap(), &mut all);
    all
}

fn gather(tokens: TokenStream, all: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                tokens.next_if(|it| it.to_string() == "!");
                let attribute = tokens.next_if(|it| {
                    matches!(it, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
                });
                if attribute.is_some_and(|it| it.to_string().replace(' ', "") == "[cfg(test)]") {
                    skip_item(&mut tokens);
                }
            }
            TokenTree::Group(group) => gather(group.stream(), all),
            TokenTree::Literal(literal) => {
                if let Lit::Str(text) = Lit::new(literal) {
                    all.push(text.value());
                }
            }
            _ => {}
        }
    }
}

/// Passes over an item: up to its braces or its semicolon.
fn skip_item(tokens: &mut impl Iterator<Item = TokenTree>) {
    for token in tokens {
        let ends = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(mark) => mark.as_char() == ';',
            _ => false,
        };
        if ends {
            return;
        }
    }
}

/// The Rust files in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let below = entries.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    let mut files: Vec<PathBuf> = below
        .filter(|it| it.extension().is_some_and(|it| it == "rs"))
        .collect();
    files.sort();
    files
}
