//! The items of the price annexes, for a form that asks for one.

use crate::form::{Entry, EntryTable, Found};
use crate::gazette::prices::{self, Item};
use crate::search::offers;

/// The items, to choose one from.
pub(in crate::calculators) const ITEMS: EntryTable = EntryTable {
    noun: "项目",
    count: || prices::all_listed().count(),
    find,
    entry: |code| prices::listed(code).map(entry),
    about: |code| prices::listed(code).map_or_else(String::new, about),
};

/// Finds an item by its code or name, or else those that a screen would offer for the text.
fn find(text: &str) -> Found {
    let found = prices::find(text);
    if found != Found::Nothing {
        return found;
    }
    match offers(&ITEMS, text, usize::MAX) {
        ("", entries) if !entries.is_empty() => {
            let items = entries
                .iter()
                .filter_map(|entry| prices::listed(entry.code));
            Found::Several(items.map(Item::in_words).collect())
        }
        _ => found,
    }
}

fn entry(item: &'static Item) -> Entry {
    Entry {
        code: item.code(),
        name: item.name(),
        unit: item.unit(),
    }
}

/// What an item covers, and what its row or its parent's remarks.
fn about(item: &'static Item) -> String {
    let mut about = item.content().to_owned();
    if let Some(row) = item.remark_row() {
        about.push_str(match (about.is_empty(), row.code() == item.code()) {
            (false, true) => "　说明：",
            (false, false) => "　上级的说明：",
            (true, true) => "说明：",
            (true, false) => "上级的说明：",
        });
        about.push_str(row.note());
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_says_what_it_covers_and_whose_remark_it_shows() {
        let about = |code| (ITEMS.about)(code);
        let item = |code| prices::listed(code).unwrap();
        let (parent, child) = (item("310902006"), item("310902006-5"));
        assert!(about(parent.code()).ends_with(&format!("　说明：{}", parent.note())));
        assert!(about(child.code()).ends_with(&format!("上级的说明：{}", parent.note())));
        assert!(about(parent.code()).starts_with(parent.content()));
        assert_eq!(about("no code"), "");
    }
}
