//! Holds that a note of ours that names hospitals names each one that the gazette prints there, and no other: the text is
//! our own, only `printed` is compared with the source.

use std::fs;
use std::path::Path;

#[test]
fn a_note_names_the_hospitals_that_are_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/2024-01/facts");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let data: toml::Table = text.parse().unwrap();
        for fact in data["fact"].as_array().unwrap() {
            let word = |key: &str| fact.get(key).and_then(|it| it.as_str()).unwrap_or_default();
            let printed = word("printed");
            if word("kind") != "note" || !printed.contains("医院") {
                continue;
            }
            let names = printed.trim_start_matches("不包含").replace("泸州市", "市");
            let mut said = word("text").to_owned();
            for name in names.split('、') {
                assert!(said.contains(name), "{}: {name} is not said", word("key"));
                said = said.replacen(name, "", 1);
                seen += 1;
            }
            let more = said.contains("医院") || said.contains("保健院");
            assert!(!more, "{}: another is said: {said}", word("key"));
        }
    }
    assert_eq!(seen, 5);
}
