//! A table from which a question takes its answer.

/// The entries from which one is chosen: how an answer is read. What is offered while somebody types is the business of
/// [`search`](crate::search).
#[derive(Clone, Copy, Debug)]
pub struct EntryTable {
    /// What an entry is called.
    pub noun: &'static str,
    /// How many entries there are.
    pub count: fn() -> usize,
    /// Reads a code or a name.
    pub find: fn(&str) -> Found,
    /// The entry with this code.
    pub entry: fn(&str) -> Option<Entry>,
    /// By what a person sees whether the entry with this code is the one that is meant; may be empty.
    pub about: fn(&str) -> String,
}

/// An entry as a screen offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code, which is the answer.
    pub code: &'static str,
    /// What it is called; several may be called the same.
    pub name: &'static str,
    /// What one unit of it is; may be empty.
    pub unit: &'static str,
}

/// What a look-up in a table found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The entry with this code.
    Code(&'static str),
    /// No code and not the name of one entry alone; these entries may be meant, each with
    /// its code and what tells it from the others.
    Several(Vec<String>),
    /// No entry has to do with the text.
    Nothing,
}
