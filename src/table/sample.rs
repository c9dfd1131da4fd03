//! The beginning of a table: which separator it has, where its heads are, what the cells of each column are.

use super::code::{self, With, Written};
use super::day::days;
use super::heads::{self, names_something, word};
use super::index::{Index, Name};
use super::lines::{is_datum, is_label, is_numbering};
use super::number::{amount, quantity};
use super::records::{Separator, Table};
use super::text::{is_blank, is_han, is_no_price, plain};
use super::tier::{is_plain_tier, tier};

/// As much of the text as is looked at, in bytes and in rows.
const SAMPLE: (usize, usize) = (128 * 1024, 300);

/// As many rows are looked at for the heads.
const MOST_HEADS: usize = 40;

/// The beginning of a table.
pub(super) struct Sample {
    pub(super) separator: Separator,
    /// How many cells most rows have.
    pub(super) width: usize,
    /// The rows with something in them.
    pub(super) rows: Vec<Sampled>,
    /// Which of them are heads, from the first to the last; the rows before are titles.
    pub(super) heads: std::ops::Range<usize>,
    /// What each column holds.
    pub(super) columns: Vec<Facts>,
}

/// A row and its cells.
pub(super) struct Sampled {
    pub(super) row: u32,
    pub(super) cells: Vec<String>,
}

/// How many cells of a column are what.
#[derive(Clone, Default)]
pub(super) struct Facts {
    /// The words at its head, line by line.
    pub(super) lines: Vec<String>,
    /// The same as one word, half width and small.
    pub(super) word: String,
    /// The first three cells, the empty ones too.
    pub(super) samples: Vec<String>,
    pub(super) filled: usize,
    /// Codes of the notice.
    pub(super) known: usize,
    /// Codes of its form.
    pub(super) formed: usize,
    /// What comes near to a code of the notice, and national codes.
    pub(super) near: usize,
    /// Whether a code was in a cell with the national one.
    pub(super) national: bool,
    /// Names of the notice.
    pub(super) names: usize,
    pub(super) amounts: usize,
    /// Cells that say that there is no price.
    pub(super) unpriced: usize,
    pub(super) quantities: usize,
    pub(super) days: usize,
    pub(super) serials: usize,
    pub(super) tiers: usize,
    pub(super) plain_tiers: usize,
    pub(super) han: usize,
    /// Cells that count the rows.
    pub(super) steps: usize,
}

impl Facts {
    /// Whether so many of a hundred filled cells are of a sort.
    pub(super) const fn mostly(&self, count: usize, percent: usize) -> bool {
        count > 0 && count.saturating_mul(100) >= self.filled.saturating_mul(percent)
    }

    /// Whether numbers belong into the column, by its head, or by its cells where it has none.
    pub(super) fn is_of_numbers(&self) -> bool {
        let word = self.word.as_str();
        let named = word.contains('数')
            || heads::price(word) > 0
            || heads::is_other_price(word)
            || heads::is_share(word)
            || heads::quantity(word) > 0;
        let says_more = ["注", "说明", "单位", "规格"]
            .iter()
            .any(|it| word.contains(it));
        named || self.mostly(self.amounts, if word.is_empty() { 50 } else { 80 }) && !says_more
    }

    /// Whether the cells count the rows.
    pub(super) const fn counts_rows(&self) -> bool {
        self.steps > 1 && self.mostly(self.steps, 80)
    }

    fn add(&mut self, cell: &str, place: usize, index: &Index) {
        if self.samples.len() < 3 {
            self.samples.push(cell.trim().chars().take(24).collect());
        }
        if is_blank(cell) {
            return;
        }
        let count = |field: &mut usize, is: bool| *field = field.saturating_add(usize::from(is));
        count(&mut self.filled, true);
        match code::read(cell, index) {
            Written::Code { row, with, .. } => {
                count(&mut self.formed, true);
                count(&mut self.known, row.is_some());
                self.national |= with == With::National;
            }
            Written::Unread(_, near) => count(&mut self.near, near.is_some()),
        }
        count(&mut self.amounts, amount(cell).is_ok());
        count(&mut self.unpriced, is_no_price(cell));
        count(&mut self.quantities, quantity(cell).is_ok());
        if let Ok(days) = days(cell) {
            count(&mut self.days, !days.serial);
            count(&mut self.serials, days.serial);
        }
        if cell.len() <= 48 {
            count(&mut self.tiers, tier(cell).is_some());
            count(&mut self.plain_tiers, is_plain_tier(cell));
        }
        let han = cell.contains(is_han);
        count(&mut self.han, han);
        count(
            &mut self.names,
            han && index.name(&Name::of(cell)).is_some(),
        );
        let step = plain(cell).parse() == Ok(place.saturating_add(1));
        count(&mut self.steps, step);
    }
}

impl Sample {
    /// The beginning of a text under the separator that makes most of it.
    pub(super) fn of(text: &str, index: &Index) -> Self {
        let announced = announced(text);
        let head = beginning(text);
        let occurs = |it: &Separator| *it == Separator::Blanks || head.contains(it.text());
        let candidates = Separator::ALL
            .into_iter()
            .filter(|it| announced.map_or(occurs(it), |announced| announced == *it));
        let scored = candidates.map(|separator| {
            let sample = Self::under(head, separator, index);
            (sample.score(), sample)
        });
        // The first of equals: a comma, where nothing speaks for another.
        let best = scored.reduce(|a, b| if b.0 > a.0 { b } else { a });
        best.map_or_else(|| Self::under(head, Separator::Comma, index), |(_, it)| it)
    }

    /// The rows of items, each with its place among them.
    pub(super) fn data(&self) -> &[Sampled] {
        self.rows.get(self.heads.end..).unwrap_or_default()
    }

    /// The rows above the heads.
    pub(super) fn titles(&self) -> &[Sampled] {
        self.rows.get(..self.heads.start).unwrap_or_default()
    }

    /// How well a separator fits: codes set free; rows of one width.
    fn score(&self) -> (usize, usize, usize) {
        let codes = self
            .columns
            .iter()
            .map(|it| it.formed.saturating_add(it.near))
            .max();
        let known = self.columns.iter().map(|it| it.known).max();
        let even = self
            .rows
            .iter()
            .filter(|it| it.cells.len() == self.width)
            .count();
        let codes = codes.unwrap_or(0).saturating_add(known.unwrap_or(0));
        let wide = if self.width > 1 { even } else { 0 };
        (codes, wide, self.width)
    }

    fn under(head: &str, separator: Separator, index: &Index) -> Self {
        let mut table = Table::new(head.to_owned(), separator, width_of_lines(head, separator));
        let mut rows = Vec::new();
        while rows.len() < SAMPLE.1
            && let Some(record) = table.next()
        {
            let row = record.row;
            let cells: Vec<String> = record.cells().map(std::borrow::Cow::into_owned).collect();
            if !cells.iter().all(|cell| is_blank(cell)) {
                rows.push(Sampled { row, cells });
            }
        }
        let heads = find_heads(&rows, index);
        let width = width(&rows, &heads);
        let mut sample = Self {
            separator,
            width,
            rows,
            heads,
            columns: vec![Facts::default(); width],
        };
        sample.name_columns();
        let data = sample.rows.get(sample.heads.end..).unwrap_or_default();
        for (place, row) in data.iter().enumerate() {
            for (facts, cell) in sample.columns.iter_mut().zip(&row.cells) {
                facts.add(cell, place, index);
            }
        }
        sample
    }

    /// Gives each column the words of every line of heads. A cell of an upper line stands for the empty
    /// ones behind it too, where a lower line has something below: merged cells are written once.
    fn name_columns(&mut self) {
        let heads = self.rows.get(self.heads.clone()).unwrap_or_default();
        for (line, head) in heads.iter().enumerate() {
            if is_numbering(head.cells.iter().map(Into::into)) {
                continue;
            }
            let mut merged = "";
            for (column, facts) in self.columns.iter_mut().enumerate() {
                let cell = head.cells.get(column).map_or("", |it| it.trim());
                if !is_blank(cell) {
                    merged = cell;
                }
                let below = heads.get(line.saturating_add(1)..).unwrap_or_default();
                let has_below = below
                    .iter()
                    .any(|it| it.cells.get(column).is_some_and(|it| !is_blank(it)));
                let words = if !is_blank(cell) {
                    cell
                } else if has_below {
                    merged
                } else {
                    continue;
                };
                if facts.lines.last().map(String::as_str) != Some(words) {
                    facts
                        .lines
                        .push(words.split_whitespace().collect::<Vec<_>>().join(""));
                }
            }
        }
        for facts in &mut self.columns {
            facts.word = word(&facts.lines.concat());
        }
    }
}

/// Which rows are heads: the first row with most words for columns and no value among them, and what stands
/// directly above and below it and has no value either.
fn find_heads(rows: &[Sampled], index: &Index) -> std::ops::Range<usize> {
    let looked = rows.get(..rows.len().min(MOST_HEADS)).unwrap_or_default();
    let mut best: Option<(usize, usize)> = None;
    for (place, row) in looked.iter().enumerate() {
        let is_code =
            |cell: &String| matches!(code::read(cell, index), Written::Code { row: Some(_), .. });
        // Rows of items above the words: the table begins without heads.
        if best.is_none() && is_data(row) && row.cells.iter().any(is_code) {
            break;
        }
        let words = words(row);
        if words >= 2 && best.is_none_or(|(_, most)| words > most) {
            best = Some((place, words));
        }
        // Below the first values only the same words would come again.
        if best.is_some() && is_data(row) {
            break;
        }
    }
    let Some((found, _)) = best else {
        let first = looked.iter().position(is_data);
        let end = first.unwrap_or_else(|| looked.iter().take_while(|it| filled(it) <= 1).count());
        return end..end;
    };
    let near = |a: usize, b: usize| {
        let row = |place: usize| rows.get(place).map_or(0, |it| it.row);
        row(b).saturating_sub(row(a)) == 1
    };
    let mut start = found;
    while let Some(above) = start.checked_sub(1)
        && near(above, start)
        && rows
            .get(above)
            .is_some_and(|it| words(it) > 0 && (filled(it) > 1 || is_group(it)))
    {
        start = above;
    }
    // Words below the heads of codes and names are a row of their own.
    let is_item = |below: &Sampled| {
        let head = rows.get(found).map(|it| it.cells.iter());
        head.into_iter()
            .flatten()
            .zip(&below.cells)
            .any(|(head, cell)| {
                let (head, own) = (word(head), word(cell));
                let named = heads::code(&head) > 0 && heads::code(&own) == 0
                    || heads::name(&head) > 1 && heads::name(&own) < 2;
                named && own != head && cell.contains(char::is_alphanumeric)
            })
    };
    let mut end = found.saturating_add(1);
    while let Some(below) = rows.get(end)
        && near(end.saturating_sub(1), end)
        && (!is_item(below) || is_numbering(below.cells.iter().map(Into::into)))
        && (words(below) > 0 && (filled(below) > 1 || is_group(below))
            || is_numbering(below.cells.iter().map(Into::into)))
    {
        end = end.saturating_add(1);
    }
    start..end
}

/// Whether a row has nothing but one short word that stands over some of the columns.
fn is_group(row: &Sampled) -> bool {
    let mut cells = row.cells.iter().filter(|it| !is_blank(it));
    let first_is_blank = row.cells.first().is_some_and(|it| is_blank(it));
    first_is_blank && cells.next().is_some_and(|it| it.chars().count() <= 8)
}

/// How many cells of a row are words for a column; none where one is a value, or a word with its value.
fn words(row: &Sampled) -> usize {
    let cells = || row.cells.iter().filter(|it| !is_blank(it));
    if cells().any(|it| is_datum(it) || is_label(it)) {
        return 0;
    }
    let is_word = |cell: &&String| cell.chars().count() <= 24 && names_something(&word(cell));
    cells().filter(is_word).count()
}

fn is_data(row: &Sampled) -> bool {
    let data = row.cells.iter().filter(|it| is_datum(it)).count();
    data > 0 && filled(row) > 1
}

fn filled(row: &Sampled) -> usize {
    row.cells.iter().filter(|it| !is_blank(it)).count()
}

fn last_filled(cells: &[String]) -> usize {
    cells
        .iter()
        .rposition(|it| !is_blank(it))
        .map_or(0, |it| it.saturating_add(1))
}

/// How many columns the table has: as many as its heads, unless most rows have more.
fn width(rows: &[Sampled], heads: &std::ops::Range<usize>) -> usize {
    let data = rows.get(heads.end..).unwrap_or_default();
    let common = most_common(data.iter().map(|it| it.cells.len()));
    let heads = rows.get(heads.clone()).unwrap_or_default();
    let Some(named) = heads.iter().map(|it| last_filled(&it.cells)).max() else {
        return common;
    };
    let wider = data
        .iter()
        .filter(|it| last_filled(&it.cells) > named)
        .count();
    if wider > 2 && wider.saturating_mul(2) > data.len() {
        common.max(named)
    } else {
        named
    }
}

fn most_common(widths: impl Iterator<Item = usize>) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    for width in widths {
        if counts.len() <= width {
            counts.resize(width.saturating_add(1), 0);
        }
        if let Some(count) = counts.get_mut(width) {
            *count = count.saturating_add(1);
        }
    }
    // Of equals the narrower.
    let most = counts
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, count)| **count);
    most.map_or(0, |(width, _)| width)
}

/// How many cells most lines have, as if there were no quotation marks.
fn width_of_lines(text: &str, separator: Separator) -> usize {
    let lines = text.split(['\n', '\r']).filter(|it| !it.is_empty());
    most_common(lines.map(|line| line.split(separator.text()).count()))
}

/// As much of the text as is looked at, to the end of a line.
fn beginning(text: &str) -> &str {
    let cut = (0..4).find_map(|less| text.get(..SAMPLE.0.saturating_sub(less)));
    let Some(cut) = cut else { return text };
    let end = cut.rfind(['\n', '\r']).unwrap_or(cut.len());
    cut.get(..end).unwrap_or(cut)
}

/// The separator that the first line names: `sep=;`.
fn announced(text: &str) -> Option<Separator> {
    let line = text.get(..6)?;
    let mark = line
        .to_ascii_lowercase()
        .strip_prefix("sep=")?
        .get(..1)?
        .to_owned();
    Separator::ALL.into_iter().find(|it| it.text() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_numbers_says_so_in_its_head_or_is_full_of_them() {
        let column = |word: &str, amounts| Facts {
            word: word.to_owned(),
            filled: 10,
            amounts,
            ..Facts::default()
        };
        for (word, amounts) in [
            ("次数", 0),
            ("单价", 0),
            ("原价", 0),
            ("自付", 0),
            ("用量", 0),
            ("结果", 8),
            ("", 5),
        ] {
            assert!(column(word, amounts).is_of_numbers(), "{word}");
        }
        for (word, amounts) in [("备注", 10), ("规格", 10), ("结果", 7), ("", 4)] {
            assert!(!column(word, amounts).is_of_numbers(), "{word}");
        }
    }
}
