//! The records of a CSV text, each with the row that a spreadsheet shows it in.

use std::io::Cursor;

use csv::{Reader, ReaderBuilder, StringRecord};

/// The characters that may stand between cells.
pub(super) const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// A text being read as a table.
pub(super) struct Table {
    reader: Reader<Cursor<String>>,
    record: StringRecord,
    /// Where the last record ended, in bytes.
    at: usize,
    /// The row after the last record.
    row: u32,
}

impl Table {
    /// The table of a text whose cells this character separates.
    pub(super) fn new(text: String, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(text));
        Self {
            reader,
            record: StringRecord::new(),
            at: 0,
            row: 1,
        }
    }

    /// The next record that is not an empty line, and its row. A quoted cell may hold line breaks, so a
    /// row is not a line of the text.
    pub(super) fn next(&mut self) -> Option<(u32, &StringRecord)> {
        // A text in UTF-8 that lies in memory gives no errors, and records of any length are allowed.
        if !self.reader.read_record(&mut self.record).ok()? {
            return None;
        }
        let end = usize::try_from(self.reader.position().byte()).ok()?;
        let bytes = self.reader.get_ref().get_ref().as_bytes();
        let row = self.row.saturating_add(empty_lines(bytes, self.at, end));
        self.row = row.saturating_add(1);
        self.at = end;
        Some((row, &self.record))
    }

    /// How many bytes are read, and how many there are.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.at, self.reader.get_ref().get_ref().len())
    }

    /// The text.
    pub(super) fn into_text(self) -> String {
        self.reader.into_inner().into_inner()
    }
}

/// How many empty lines stand before the record that was read from these bytes.
fn empty_lines(bytes: &[u8], from: usize, to: usize) -> u32 {
    let mut before = from.checked_sub(1).and_then(|at| bytes.get(at)).copied();
    let mut lines = 0_u32;
    for &byte in bytes.get(from..to).unwrap_or_default() {
        match (before, byte) {
            // The second half of a line's end.
            (Some(b'\r'), b'\n') => {}
            (_, b'\r' | b'\n') => lines = lines.saturating_add(1),
            _ => break,
        }
        before = Some(byte);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut table = Table::new(text.to_owned(), b',');
        let mut rows = Vec::new();
        while let Some((row, record)) = table.next() {
            rows.push((row, record.iter().map(str::to_owned).collect()));
        }
        rows
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,1", "", "", "\"b", "b\",2", "c,3", "", "d"].join(end);
            let numbers: Vec<u32> = rows(&text).iter().map(|(row, _)| *row).collect();
            assert_eq!(numbers, [1, 4, 5, 7], "{end:?}");
        }
        assert_eq!(rows("\n\na")[0].0, 3);
        assert_eq!(rows("a\n\n"), [(1, vec!["a".to_owned()])]);
    }

    #[test]
    fn quoted_cells_keep_their_commas_quotes_and_line_breaks() {
        let cells = &rows("\"1,065.00\",\"a\"\"b\",\"c\r\nd\"\r\n")[0].1;
        assert_eq!(cells, &["1,065.00", "a\"b", "c\r\nd"]);
        assert_eq!(rows("=\"210102015\",67")[0].1, ["=\"210102015\"", "67"]);
    }
}
