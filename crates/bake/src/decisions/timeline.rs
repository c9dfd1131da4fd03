//! A decision table through time: which rows and notes hold from which day on.

use super::super::Problem;
use super::super::day::Day;
use super::{Note, Row, Table, Version};

/// The versions of a table, the first first: each covers each combination of answers exactly once, and each row
/// decides something in one of them.
pub(super) fn versions(table: &Table) -> Result<Vec<Version>, Problem> {
    let begins = table.rows.iter().filter_map(|row| row.from);
    let ends = table.rows.iter().filter_map(|row| row.until).map(Day::next);
    let of_notes = table.notes.iter().filter_map(|note| note.from);
    let mut days: Vec<Option<Day>> = begins.chain(ends).chain(of_notes).map(Some).collect();
    days.push(None);
    days.sort();
    days.dedup();
    let mut versions: Vec<Version> = Vec::new();
    let mut used = vec![false; table.rows.len()];
    for since in days {
        let rows = rows_on(table, since)?;
        // After the last rows have ended the table stays as it was: whoever asks for it asks first what is in force.
        if rows.is_empty() {
            continue;
        }
        covers(table, &rows, since)?;
        for (row, used) in table.rows.iter().zip(&mut used) {
            *used |= rows.iter().any(|piece| piece.place == row.place);
        }
        let notes: Vec<Note> = table
            .notes
            .iter()
            .filter(|note| note.from <= since)
            .cloned()
            .collect();
        let same = |last: &Version| last.rows == rows && last.notes == notes;
        if !versions.last().is_some_and(same) {
            versions.push(Version { since, rows, notes });
        }
    }
    match table.rows.iter().zip(used).find(|(_, used)| !used) {
        Some((row, _)) => Err(problem(row, "this row covers nothing".to_owned())),
        None => Ok(versions),
    }
}

/// The rows that hold from a day on, those that are replaced in part cut down to what is left of them.
fn rows_on(table: &Table, since: Option<Day>) -> Result<Vec<Row>, Problem> {
    let holds = |row: &&Row| {
        row.from <= since && since.is_none_or(|day| row.until.is_none_or(|until| day <= until))
    };
    let mut rows = Vec::new();
    for row in table.rows.iter().filter(holds) {
        let mut pieces = vec![row.clone()];
        for later in table.rows.iter().filter(holds) {
            if later.issue <= row.issue || !meets(row, later) {
                continue;
            }
            if !later.replaces {
                let (file, line) = &row.place;
                let what = format!(
                    "this row covers what the one at {file}:{line} covers, and does not say that it replaces it"
                );
                return Err(problem(later, what));
            }
            pieces = pieces
                .iter()
                .flat_map(|piece| without(piece, later))
                .collect();
        }
        rows.extend(pieces);
    }
    Ok(rows)
}

/// Whether two rows cover a combination together.
fn meets(one: &Row, other: &Row) -> bool {
    one.masks
        .iter()
        .zip(&other.masks)
        .all(|(one, other)| one & other != 0)
}

/// What is left of a row without what another covers: rows that do not overlap.
fn without(row: &Row, other: &Row) -> Vec<Row> {
    if !meets(row, other) {
        return vec![row.clone()];
    }
    let mut inside = row.clone();
    let mut pieces = Vec::new();
    for (at, mask) in other.masks.iter().enumerate() {
        let mut piece = inside.clone();
        piece.masks[at] &= !mask;
        if piece.masks[at] != 0 {
            pieces.push(piece);
        }
        inside.masks[at] &= mask;
    }
    pieces
}

fn problem(row: &Row, what: String) -> Problem {
    let (file, line) = row.place.clone();
    Problem { file, line, what }
}

/// Holds that each combination of answers is covered by exactly one of the rows.
fn covers(table: &Table, rows: &[Row], since: Option<Day>) -> Result<(), Problem> {
    let sizes: Vec<usize> = table
        .inputs
        .iter()
        .map(|input| input.answers().len())
        .collect();
    let from = since.map_or(String::new(), |day| format!(" from {} on", day.iso()));
    let mut picks = vec![0; sizes.len()];
    loop {
        let picked = |row: &&Row| {
            let mut masks = row.masks.iter().zip(&picks);
            masks.all(|(mask, pick)| mask >> pick & 1 == 1)
        };
        let covering: Vec<&Row> = rows.iter().filter(picked).collect();
        match covering.as_slice() {
            [_] => {}
            [] => {
                let what = format!("no row covers {}{from}", words(table, &picks));
                return Err(uncovered(table, since, what));
            }
            [one, other, ..] => {
                let (file, line) = &one.place;
                let what = format!(
                    "this row and the one at {file}:{line} both cover {}{from}",
                    words(table, &picks)
                );
                return Err(problem(other, what));
            }
        }
        // The next combination, the last input fastest.
        let Some(place) = (0..sizes.len()).rfind(|at| picks[*at] + 1 < sizes[*at]) else {
            return Ok(());
        };
        picks[place] += 1;
        picks[place + 1..].fill(0);
    }
}

/// A gap, with the row whose end leaves it where there is one.
fn uncovered(table: &Table, since: Option<Day>, what: String) -> Problem {
    let ended = |row: &&Row| since.is_some() && row.until.map(Day::next) == since;
    let (file, line) = table.place.clone();
    match table.rows.iter().find(ended) {
        Some(row) => problem(
            row,
            format!("this row ends, and {what} of the table at {file}:{line}"),
        ),
        None => Problem { file, line, what },
    }
}

/// A combination of answers in words.
fn words(table: &Table, picks: &[usize]) -> String {
    let words: Vec<String> = table
        .inputs
        .iter()
        .zip(picks)
        .map(|(input, pick)| format!("{}={}", input.key, input.answers()[*pick].0))
        .collect();
    words.join(", ")
}
