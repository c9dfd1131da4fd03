//! What is written for people names every calculator.

use std::fs;
use std::path::Path;

use luzhou_gazette::calculators;

#[test]
fn every_calculator_is_named_where_people_look_for_it() {
    for file in ["README.md", "README.zh-CN.md", "pkg/README.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = fs::read_to_string(path).unwrap();
        for calculator in calculators::all() {
            let name = format!("`{}`", calculator.name);
            assert!(text.contains(&name), "{file} does not name {name}");
        }
    }
}
