//! How many laws hold each calculator, beside those of every one: `cargo test --test laws counted -- --nocapture` prints it.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette::calculators;

#[test]
fn every_calculator_has_laws_of_its_own() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let laws = fs::read_to_string(root.join("tests/laws/every.rs")).unwrap();
    let own = fs::read_to_string(root.join("tests/laws/own.rs")).unwrap();
    println!("{} laws of every calculator; of its own has", tests(&laws));
    for calculator in calculators::all() {
        let module = calculator.name.replace('-', "_");
        let section = own.split_once(&format!("mod {module} {{"));
        let section = section.and_then(|(_, rest)| rest.split("\n}").next());
        let beside = sources(&root.join("src/calculators").join(&module));
        let beside = beside.iter().map(|file| fs::read_to_string(file).unwrap());
        // Of the tests in its own file only those of anything at random are laws.
        let random = |text: String| text.split("proptest!").skip(1).map(tests).sum::<usize>();
        let count = section.map_or(0, tests) + beside.map(random).sum::<usize>();
        println!("{count:4} {}", calculator.name);
        assert!(count > 0, "{} has no law of its own", calculator.name);
    }
}

fn tests(text: &str) -> usize {
    text.matches("#[test]").count()
}

/// The file of a calculator, or those of its folder; none where its table in `data/` is all there is.
fn sources(stem: &Path) -> Vec<PathBuf> {
    let single = stem.with_extension("rs");
    if single.is_file() {
        return vec![single];
    }
    let files = fs::read_dir(stem).into_iter().flatten();
    files.map(|file| file.unwrap().path()).collect()
}
