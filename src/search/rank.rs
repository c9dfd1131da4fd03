//! How well each thing fits a query.
//!
//! Plain loops and numbers: what is generic is made once for each use, and this goes to every browser.

use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;

use super::Entry;
use super::baked::FILLER;
use super::index::{Index, Row, Text};
use super::plain::{behind, has, pairs, plain, signs};
use super::sound::{Extent, heard};

/// How something fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Word,
    /// What a page has besides by its name or its figure: behind who answers a question in these words.
    Told,
    Begins,
    Part,
    Amount,
    Mentions,
    Sound,
    SoundBegins,
    Initials,
    InitialsBegin,
    SoundPart,
    Misspelt,
}

/// How something fits, and behind it its place among the targets of a word; the less the better.
type Rank = u32;

/// The rank of what does not fit.
const NOT: Rank = Rank::MAX;

/// As many places are told apart within a fit.
const PLACES: u32 = 1 << 20;

/// As many targets of a word are told apart where the length of the word counts before them.
const TARGETS: u32 = 1 << 10;

/// As many pairs of a query are looked for.
const PAIRS: usize = 60;

impl Fit {
    const fn rank(self) -> Rank {
        (self as Rank).saturating_mul(PLACES)
    }
}

/// What was typed, in the forms in which it is compared.
struct Query {
    plain: String,
    /// The letters as they are heard, where there is nothing but letters.
    heard: Option<String>,
    amount: Option<Fen>,
    signs: u64,
    /// As it stands among the texts of [`Row::question`].
    between: String,
}

impl Query {
    fn new(text: &str) -> Self {
        let plain: String = plain(text);
        let letters = !plain.is_empty() && plain.bytes().all(|it| it.is_ascii_lowercase());
        Self {
            heard: letters.then(|| heard(&plain)),
            amount: Fen::parse(&plain).ok().filter(|_| plain.len() > 1),
            signs: signs(&plain),
            between: ["|", plain.as_str(), "|"].concat(),
            plain,
        }
    }
}

/// How each row fits, and how well something that the notices do not list.
struct Found<'i> {
    ranks: Vec<Rank>,
    /// The best of the groups that are not listed, and its rows.
    unpriced: Rank,
    instead: &'i [usize],
}

/// A way to look for a query; each is taken where those before it have found nothing.
#[derive(Clone, Copy)]
enum Way {
    Whole,
    Parts,
    Bare,
    Inside,
    Misspelt,
}

/// Longer than any name; what stands behind it in a text that somebody pastes is not looked for. The ways that look for
/// parts take time by the square of the text.
const LONGEST: usize = 200;

impl Index {
    /// Whether a query asks for what the notices do not list, what it finds, best first and at most `limit`, and how many more.
    pub(super) fn find(&self, query: &str, limit: usize) -> (bool, Vec<Entry>, usize) {
        let end = query.char_indices().nth(LONGEST);
        let query = end.and_then(|(end, _)| query.get(..end)).unwrap_or(query);
        let typed = Query::new(query);
        if typed.plain.is_empty() {
            return (false, Vec::new(), 0);
        }
        for way in [
            Way::Whole,
            Way::Parts,
            Way::Bare,
            Way::Inside,
            Way::Misspelt,
        ] {
            let mut found = self.nothing();
            match way {
                Way::Whole => self.fits(&typed, &mut found),
                // One part is the whole.
                Way::Parts if query.split_whitespace().nth(1).is_none() => continue,
                Way::Parts => self.fits_all(query, &mut found),
                Way::Bare => {
                    if let Some(bare) = bare(&typed.plain) {
                        self.fits(&Query::new(bare), &mut found);
                    }
                }
                Way::Inside => {
                    self.inside(&typed.plain, &mut found);
                    self.telling(&typed.plain, &mut found);
                }
                Way::Misspelt => self.misspelt(&typed, &mut found),
            }
            let (unpriced, entries, more) = self.sorted(found, limit);
            if let (Way::Inside, true) = (way, unpriced)
                && let Some((entries, more)) = self.behind_unpriced(&typed.plain, limit)
            {
                return (false, entries, more);
            }
            if unpriced || !entries.is_empty() {
                return (unpriced, entries, more);
            }
        }
        (false, Vec::new(), 0)
    }

    fn nothing(&self) -> Found<'_> {
        Found {
            ranks: vec![NOT; self.rows.len()],
            unpriced: NOT,
            instead: &[],
        }
    }

    /// What was found, best first, and how many more; where something that is not listed fits at least as well, the rows that
    /// may be meant instead.
    fn sorted(&self, mut found: Found<'_>, limit: usize) -> (bool, Vec<Entry>, usize) {
        let best = found.ranks.iter().copied().min().unwrap_or(NOT);
        let mut entries = Vec::new();
        if found.unpriced != NOT && found.unpriced <= best {
            for at in found.instead.iter().take(limit) {
                entries.extend(self.rows.get(*at).map(|row| row.entry));
            }
            let more = found.instead.len().saturating_sub(entries.len());
            return (true, entries, more);
        }
        // The least that is left, again and again: few are wanted, and a sort is several kilobytes.
        while entries.len() < limit {
            let mut least = (NOT, 0);
            for (at, rank) in found.ranks.iter().enumerate() {
                if *rank < least.0 {
                    least = (*rank, at);
                }
            }
            let Some(row) = self.rows.get(least.1).filter(|_| least.0 != NOT) else {
                break;
            };
            entries.push(row.entry);
            if let Some(rank) = found.ranks.get_mut(least.1) {
                *rank = NOT;
            }
        }
        let more = found.ranks.iter().filter(|rank| **rank != NOT).count();
        (false, entries, more)
    }

    /// What the query is a name, a word or a sound of, or a part of one.
    fn fits<'i>(&'i self, query: &Query, found: &mut Found<'i>) {
        for (rank, row) in found.ranks.iter_mut().zip(&self.rows) {
            *rank = self.row_rank(row, query);
        }
        for group in &self.groups {
            let mut best = NOT;
            for word in &group.words {
                let rank = if word.plain == query.plain {
                    Fit::Word.rank()
                } else {
                    self.text_rank(word, query)
                };
                // Whoever is still typing has not asked for it yet.
                let asked = [Fit::Word.rank(), Fit::Sound.rank()].contains(&rank);
                if rank < best && (asked || !group.unpriced) {
                    best = rank;
                }
            }
            found.lead(group.unpriced, &group.rows, best);
        }
    }

    fn row_rank(&self, row: &Row, query: &Query) -> Rank {
        let mut best = match row.entry {
            Entry::Item(item) => item_rank(item, query),
            _ => NOT,
        };
        for name in &row.names {
            best = best.min(self.text_rank(name, query));
        }
        if let Entry::More(_) = row.entry {
            // Behind what answers a question in these words, bears them as its name, or costs as much.
            best = best.max(Fit::Mentions.rank());
        }
        // All figures and clauses are looked through at each key: most lack a character of the query.
        if row.signs & query.signs == query.signs
            && query.plain.chars().nth(1).is_some()
            && has(&row.question, &query.plain)
        {
            let whole = has(&row.question, &query.between);
            best = best.min(if whole { Fit::Told } else { Fit::Mentions }.rank());
        }
        best
    }

    fn text_rank(&self, text: &Text, query: &Query) -> Rank {
        let fit = if text.plain == query.plain {
            Fit::Exact
        } else if text.plain.starts_with(&query.plain) {
            Fit::Begins
        } else if has(&text.plain, &query.plain) {
            Fit::Part
        } else if let Some(heard) = &query.heard {
            match self.sounds.in_full(&text.spoken, heard) {
                Some(Extent::Whole) => Fit::Sound,
                Some(Extent::Beginning) => Fit::SoundBegins,
                Some(Extent::Part) => Fit::SoundPart,
                None => match self.sounds.initials(&text.spoken, &query.plain) {
                    Some(Extent::Whole) => Fit::Initials,
                    Some(_) => Fit::InitialsBegin,
                    None => return NOT,
                },
            }
        } else {
            return NOT;
        };
        fit.rank()
    }

    /// What each of the parts between spaces fits.
    fn fits_all<'i>(&'i self, query: &str, found: &mut Found<'i>) {
        let mut first = true;
        for part in query.split_whitespace() {
            let mut fits = self.nothing();
            self.fits(&Query::new(part), &mut fits);
            for (rank, part) in found.ranks.iter_mut().zip(fits.ranks) {
                *rank = if first { part } else { part.max(*rank) };
            }
            first = false;
        }
    }

    /// What the longest known names and words are that stand inside.
    fn inside<'i>(&'i self, query: &str, found: &mut Found<'i>) {
        for group in &self.groups {
            let rank = inside_rank(longest(&group.words, query));
            found.lead(group.unpriced, &group.rows, rank);
        }
        for (at, row) in self.rows.iter().enumerate() {
            let mut length = longest(&row.names, query);
            if let (Entry::District(_, calculator, _), true) = (row.entry, length > 0) {
                // A district counts for its calculator besides the words for that, which stands before it.
                let same = |it: &Row| matches!(it.entry, Entry::Calculator(other, "") if other.name == calculator.name);
                let place = self.rows.iter().position(same);
                let rank = place.and_then(|place| found.ranks.get(place));
                if let Some(rank) = rank.filter(|rank| **rank != NOT) {
                    let missing = rank.saturating_sub(Fit::Part.rank()) / TARGETS;
                    length = length.saturating_add(TARGETS.saturating_sub(missing));
                }
            }
            let rank = inside_rank(length);
            if let Some(best) = found.ranks.get_mut(at) {
                *best = rank.min(*best);
            }
        }
    }

    /// What tells clearly more than half of what the query asks, in whatever order; behind all that is known by a word inside.
    fn telling(&self, query: &str, found: &mut Found<'_>) {
        let mut asked = pairs(query);
        asked.truncate(PAIRS);
        // Few pairs of the rows end like one of the query's: the others are passed over at once.
        let mut ends = [false; 256];
        for pair in &asked {
            if let Some(end) = ends.get_mut(usize::from(pair.to_le_bytes()[0])) {
                *end = true;
            }
        }
        for (rank, row) in found.ranks.iter_mut().zip(&self.rows) {
            let mut told = 0_u64;
            for pair in &row.pairs {
                if ends.get(usize::from(pair.to_le_bytes()[0])) == Some(&true)
                    && let Some(place) = asked.iter().position(|it| it == pair)
                {
                    told |= 1 << place;
                }
            }
            let asked = u32::try_from(asked.len()).unwrap_or(0);
            let missing = asked.saturating_sub(told.count_ones());
            if missing.saturating_mul(2).saturating_add(1) < asked {
                *rank = Fit::Mentions.rank().saturating_add(missing).min(*rank);
            }
        }
    }

    /// The items or calculators named behind what is not listed: they are what is asked for (生孩子打无痛).
    fn behind_unpriced(&self, query: &str, limit: usize) -> Option<(Vec<Entry>, usize)> {
        let words = self.groups.iter().filter(|group| group.unpriced);
        let words = words.flat_map(|group| &group.words);
        let rests = words.flat_map(|word| behind(query, &word.plain));
        let rest = rests.min_by_key(|rest| rest.len())?;
        let mut found = self.nothing();
        self.inside(rest, &mut found);
        let (unpriced, entries, more) = self.sorted(found, limit);
        let asked = matches!(
            entries.first(),
            Some(Entry::Item(_) | Entry::Calculator(..))
        );
        (asked && !unpriced).then_some((entries, more))
    }

    /// What the query is the pinyin of but for one letter.
    fn misspelt<'i>(&'i self, query: &Query, found: &mut Found<'i>) {
        let Some(heard) = &query.heard else { return };
        let heard = without_ng(heard);
        let rank = |texts: &[Text]| {
            let nearly = |text: &Text| self.sounds.nearly(&text.spoken, &heard);
            if texts.iter().any(nearly) {
                Fit::Misspelt.rank()
            } else {
                NOT
            }
        };
        for (place, row) in found.ranks.iter_mut().zip(&self.rows) {
            *place = rank(&row.names);
        }
        for group in &self.groups {
            found.lead(group.unpriced, &group.rows, rank(&group.words));
        }
    }
}

impl<'i> Found<'i> {
    /// Leads to these rows, the first best, where they are not better led to already.
    fn lead(&mut self, unpriced: bool, rows: &'i [usize], rank: Rank) {
        if rank == NOT {
        } else if !unpriced {
            // Behind what bears the name itself.
            for (place, row) in (1..).zip(rows) {
                if let Some(best) = self.ranks.get_mut(*row) {
                    *best = rank.saturating_add(place).min(*best);
                }
            }
        } else if rank < self.unpriced {
            (self.unpriced, self.instead) = (rank, rows);
        }
    }
}

/// The number of characters of the longest of the texts that stands in the query; none of less than two characters counts.
fn longest(texts: &[Text], query: &str) -> u32 {
    let mut longest = 0;
    for text in texts {
        let length = u32::try_from(text.plain.chars().count()).unwrap_or(0);
        if length > longest.max(1) && behind(query, &text.plain).next().is_some() {
            longest = length;
        }
    }
    longest
}

/// The rank of a text of this length that stands inside the query: the longer, the better.
fn inside_rank(length: u32) -> Rank {
    if length == 0 {
        return NOT;
    }
    let missing = TARGETS.saturating_sub(length);
    Fit::Part
        .rank()
        .saturating_add(missing.saturating_mul(TARGETS))
}

/// How an item fits by its code, with or without the hyphen, or by an amount that it prints.
fn item_rank(item: &Item, query: &Query) -> Rank {
    let code = item.code();
    if query.plain == code {
        return Fit::Exact.rank();
    }
    let numeric = |it: u8| it.is_ascii_digit() || it == b'-';
    if query.plain.len() > 1 && query.plain.bytes().all(numeric) {
        let digits = |it: &u8| *it != b'-';
        let mut printed = code.bytes().filter(digits);
        if query
            .plain
            .bytes()
            .filter(digits)
            .all(|it| printed.next() == Some(it))
        {
            return Fit::Begins.rank();
        }
    }
    let amount = |tier| match item.price(tier) {
        Price::Amount(amount) => Some(amount),
        _ => None,
    };
    if query.amount.is_some()
        && Tier::ALL
            .into_iter()
            .any(|tier| amount(tier) == query.amount)
    {
        return Fit::Amount.rank();
    }
    NOT
}

/// Letters as they are heard, each `ng` as `n`.
fn without_ng(heard: &str) -> String {
    let mut letters = String::new();
    for letter in heard.chars() {
        if letter != 'g' || !letters.ends_with('n') {
            letters.push(letter);
        }
    }
    letters
}

/// The query without what stands around the thing that is meant; nothing where that leaves less than two characters, or where
/// there is none of it.
fn bare(query: &str) -> Option<&str> {
    let mut bare = query;
    let mut before = 0;
    while bare.len() != before {
        before = bare.len();
        for word in FILLER {
            bare = bare.strip_prefix(word).unwrap_or(bare);
            bare = bare.strip_suffix(word).unwrap_or(bare);
        }
    }
    (bare.len() < query.len() && bare.chars().nth(1).is_some()).then_some(bare)
}
