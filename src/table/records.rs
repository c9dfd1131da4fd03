//! The rows of a text, with the cells between separators. A stray quotation mark never swallows rows.

use std::borrow::Cow;

use super::code::is_formed;

/// What stands between the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`, perhaps at both ends of the line too.
    Pipe,
    /// `，`
    WideComma,
    /// Two blanks or more, as a text copied from a page has them.
    Blanks,
}

impl Separator {
    /// Every one, the likelier first.
    pub(super) const ALL: [Self; 6] = [
        Self::Comma,
        Self::Tab,
        Self::Semicolon,
        Self::Pipe,
        Self::WideComma,
        Self::Blanks,
    ];

    /// The separator in Chinese.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Comma => "逗号",
            Self::Tab => "制表符",
            Self::Semicolon => "分号",
            Self::Pipe => "竖线",
            Self::WideComma => "中文逗号",
            Self::Blanks => "空格",
        }
    }

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Tab => "\t",
            Self::Semicolon => ";",
            Self::Pipe => "|",
            Self::WideComma => "，",
            Self::Blanks => "  ",
        }
    }
}

/// As many line ends as a quoted cell may hold.
const MOST_LINES: usize = 60;

/// A text being read as a table.
pub(super) struct Table {
    text: String,
    separator: Separator,
    /// Where the text ends: empty lines at its end are no rows.
    end: usize,
    /// How many cells most rows have; 0 where that is not known.
    width: usize,
    at: usize,
    row: u32,
    record: Spans,
}

/// Where a record and its cells stand in the text.
#[derive(Default)]
struct Spans {
    start: usize,
    cells: Vec<(usize, usize, bool)>,
    stray: bool,
}

/// A row of the text.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    text: &'a str,
    spans: &'a Spans,
    /// The row, counted from 1 as a spreadsheet counts.
    pub(super) row: u32,
}

impl<'a> Record<'a> {
    /// How many cells there are.
    pub(super) fn len(&self) -> usize {
        self.spans.cells.len()
    }

    /// Where the row begins in the text.
    pub(super) const fn start(&self) -> usize {
        self.spans.start
    }

    /// Whether a quotation mark stands alone in the row and was taken as a character.
    pub(super) const fn has_stray_quote(&self) -> bool {
        self.spans.stray
    }

    /// The cell at this place; empty where there is none.
    pub(super) fn cell(&self, place: usize) -> Cow<'a, str> {
        let Some((from, to, doubled)) = self.spans.cells.get(place).copied() else {
            return Cow::Borrowed("");
        };
        let cell = self.text.get(from..to).unwrap_or_default();
        if doubled {
            Cow::Owned(cell.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(cell)
        }
    }

    /// All cells.
    pub(super) fn cells(self) -> impl Iterator<Item = Cow<'a, str>> {
        (0..self.len()).map(move |place| self.cell(place))
    }
}

impl Table {
    /// The rows of a text whose cells this separates, most of them of this width.
    pub(super) fn new(text: String, separator: Separator, width: usize) -> Self {
        let end = text.trim_end_matches(['\n', '\r']).len();
        Self {
            text,
            separator,
            end,
            width,
            at: 0,
            row: 0,
            record: Spans::default(),
        }
    }

    /// The next row, an empty one too.
    pub(super) fn next(&mut self) -> Option<Record<'_>> {
        if self.at >= self.end {
            return None;
        }
        self.row = self.row.saturating_add(1);
        let mut record = std::mem::take(&mut self.record);
        self.at = self.take(self.at, &mut record);
        self.record = record;
        Some(Record {
            text: &self.text,
            spans: &self.record,
            row: self.row,
        })
    }

    /// Reads the row that begins at this place again.
    pub(super) fn again<T>(&self, start: usize, row: u32, read: impl FnOnce(Record) -> T) -> T {
        let mut spans = Spans::default();
        self.take(start, &mut spans);
        read(Record {
            text: &self.text,
            spans: &spans,
            row,
        })
    }

    /// How many bytes are read, and how many there are.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.at.min(self.end), self.end)
    }

    /// The text, given back.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Reads the row that begins here into the record; gives the place after its line end.
    fn take(&self, start: usize, record: &mut Spans) -> usize {
        record.start = start;
        record.stray = false;
        record.cells.clear();
        match self.separator {
            Separator::Blanks | Separator::Pipe => self.take_line(start, record),
            _ => self.take_cells(start, record),
        }
    }

    fn take_cells(&self, start: usize, record: &mut Spans) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            let quote = at.saturating_add(blanks(bytes, at));
            let mut end = None;
            if bytes.get(quote) == Some(&b'"') {
                match self.quoted(quote) {
                    Some((close, doubled, after)) => {
                        record.cells.push((quote.saturating_add(1), close, doubled));
                        end = Some(after);
                    }
                    None => record.stray = true,
                }
            }
            let end = end.unwrap_or_else(|| {
                let end = self.cell_end(at);
                record.cells.push((at, end, false));
                end
            });
            if self
                .text
                .get(end..)
                .is_some_and(|it| it.starts_with(self.separator.text()))
            {
                at = end.saturating_add(self.separator.text().len());
            } else {
                return after_line(bytes, end);
            }
        }
    }

    /// A quoted cell: where it closes, whether marks are doubled in it, and what comes after it.
    fn quoted(&self, quote: usize) -> Option<(usize, bool, usize)> {
        let bytes = self.text.as_bytes();
        let mut at = quote.saturating_add(1);
        let (mut doubled, mut lines) = (false, 0_usize);
        loop {
            match bytes.get(at)? {
                b'"' if bytes.get(at.saturating_add(1)) == Some(&b'"') => {
                    doubled = true;
                    at = at.saturating_add(1);
                }
                b'"' => break,
                b'\n' => lines = lines.saturating_add(1),
                _ => {}
            }
            if lines > MOST_LINES {
                return None;
            }
            at = at.saturating_add(1);
        }
        let after = at.saturating_add(1);
        let after = after.saturating_add(blanks(bytes, after));
        let rest = self.text.get(after..)?;
        let closes = rest.is_empty()
            || rest.starts_with(['\n', '\r'])
            || rest.starts_with(self.separator.text());
        let inner = self.text.get(quote.saturating_add(1)..at)?;
        (closes && !self.swallows(inner)).then_some((at, doubled, after))
    }

    /// Whether the inside of a quoted cell holds rows of the table.
    fn swallows(&self, inner: &str) -> bool {
        let mut lines = inner.split(['\n', '\r']).skip(1).peekable();
        while let Some(line) = lines.next() {
            let cells = line.split(self.separator.text());
            let count = cells.clone().count();
            let is_whole = lines.peek().is_some();
            let is_code = |cell: &str| is_formed(cell.trim_matches([' ', '"', '\'']));
            if count > 1 && (cells.clone().any(is_code) || is_whole && count >= self.width) {
                return true;
            }
        }
        false
    }

    /// Where the cell that begins here ends, without regard to quotation marks.
    fn cell_end(&self, from: usize) -> usize {
        let separator = self.separator.text().as_bytes();
        let first = separator.first().copied().unwrap_or_default();
        let bytes = self.text.as_bytes().get(from..self.end).unwrap_or_default();
        let mut searched = 0_usize;
        while let Some(rest) = bytes.get(searched..)
            && let Some(next) = rest
                .iter()
                .position(|b| matches!(*b, b'\n' | b'\r') || *b == first)
        {
            let at = searched.saturating_add(next);
            let found = bytes.get(at..).unwrap_or_default();
            if matches!(found.first(), Some(b'\n' | b'\r')) || found.starts_with(separator) {
                return from.saturating_add(at);
            }
            searched = at.saturating_add(1);
        }
        self.end
    }

    /// A line whose separators are only found by looking at the whole of it; marks mean nothing there.
    fn take_line(&self, start: usize, record: &mut Spans) -> usize {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(start..self.end).unwrap_or_default();
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r'));
        let end = length.map_or(self.end, |length| start.saturating_add(length));
        let line = self.text.get(start..end).unwrap_or_default();
        let mut push = |cell: &str| {
            let from = (cell.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
            record
                .cells
                .push((from, from.saturating_add(cell.len()), false));
        };
        if self.separator == Separator::Pipe {
            let inner = line.trim();
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            inner.split('|').for_each(|cell| push(cell.trim()));
        } else {
            let mut left = line.trim();
            while !left.is_empty() {
                let gap = gap(left);
                let (cell, rest) = left.split_at_checked(gap).unwrap_or((left, ""));
                push(cell);
                left = rest.trim_start();
            }
        }
        after_line(bytes, end)
    }
}

/// Where the first run of two blanks, a tab or a wide blank begins.
fn gap(text: &str) -> usize {
    let mut last_blank = None;
    for (at, c) in text.char_indices() {
        match c {
            '\t' | '\u{3000}' => return last_blank.unwrap_or(at),
            ' ' | '\u{a0}' if last_blank.is_some() => return last_blank.unwrap_or(at),
            ' ' | '\u{a0}' => last_blank = Some(at),
            _ => last_blank = None,
        }
    }
    text.len()
}

fn blanks(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().take_while(|b| **b == b' ').count()
}

/// The place after the line end at this place.
fn after_line(bytes: &[u8], at: usize) -> usize {
    let next = at.saturating_add(1);
    match (bytes.get(at), bytes.get(next)) {
        (Some(b'\r'), Some(b'\n')) => next.saturating_add(1),
        _ => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, separator: Separator) -> Vec<Vec<String>> {
        let mut table = Table::new(text.to_owned(), separator, 3);
        let mut rows = Vec::new();
        while let Some(record) = table.next() {
            assert_eq!(record.row as usize, rows.len() + 1);
            rows.push(record.cells().map(Cow::into_owned).collect());
        }
        rows
    }

    #[test]
    fn every_line_is_a_row_whatever_ends_it() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,1", "", "", "\"b", "b\",2", "c,3", "", "d", "", ""].join(end);
            let lengths: Vec<usize> = rows(&text, Separator::Comma).iter().map(Vec::len).collect();
            assert_eq!(lengths, [2, 1, 1, 2, 2, 1, 1], "{end:?}");
        }
        assert_eq!(rows("", Separator::Comma), Vec::<Vec<String>>::new());
        assert_eq!(rows("\n\n", Separator::Comma), Vec::<Vec<String>>::new());
        assert_eq!(rows("a,", Separator::Comma), [["a", ""]]);
    }

    #[test]
    fn quoted_cells_keep_their_commas_quotes_and_line_breaks() {
        let text = "\"1,065.00\",\"a\"\"b\", \"c\r\nd\" \r\n=\"210102015\",67";
        let all = rows(text, Separator::Comma);
        assert_eq!(all[0], ["1,065.00", "a\"b", "c\r\nd"]);
        assert_eq!(all[1], ["=\"210102015\"", "67"]);
        let all = rows("\"a\n210102015\",67", Separator::Comma);
        assert_eq!(all, [["a\n210102015", "67"]]);
    }

    #[test]
    fn a_stray_mark_swallows_nothing() {
        for text in [
            "210102015,\"x,67\n111100002,y,30\n",
            "210102015,\"x,67\n111100002,\"y\",30\n",
            "210102015,\"x,67\n111100002,y\",30\n",
            "210102015,\"x\"y,67\n111100002,y,30\n",
            "210102015,\"x 14\"\" y,67\n111100002,y,30\n",
            "a,\"x,67\nb,y,30\nc,y\",30",
        ] {
            let widths: Vec<usize> = rows(text, Separator::Comma).iter().map(Vec::len).collect();
            assert!(
                widths.len() >= 2 && widths.iter().all(|it| *it == 3),
                "{text} {widths:?}"
            );
        }
    }

    #[test]
    fn other_separators() {
        assert_eq!(
            rows("a，b\n1，065", Separator::WideComma),
            [["a", "b"], ["1", "065"]]
        );
        assert_eq!(
            rows("| a | b |\n|---|---|", Separator::Pipe),
            [["a", "b"], ["---", "---"]]
        );
        assert_eq!(
            rows("a b   c\u{3000}d  e\n\nf\tg", Separator::Blanks),
            [vec!["a b", "c", "d", "e"], vec![], vec!["f", "g"]]
        );
    }

    proptest! {
        #[test]
        fn the_cells_of_a_row_are_the_same_when_it_is_read_again(text in "([a-c0-9\"|，\\t ,;\n\r]|一){0,60}", kind in 0..6_usize) {
            let separator = Separator::ALL[kind];
            let mut table = Table::new(text.clone(), separator, 2);
            let mut places = Vec::new();
            while let Some(record) = table.next() {
                places.push((record.start(), record.row, record.cells().map(Cow::into_owned).collect::<Vec<_>>()));
            }
            for (start, row, cells) in places {
                let again = table.again(start, row, |it| it.cells().map(Cow::into_owned).collect::<Vec<_>>());
                prop_assert_eq!(again, cells);
            }
        }
    }
}
