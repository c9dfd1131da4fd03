//! The rows of the notice, found by code, by name and by a part of a name in a few steps.

use std::collections::BTreeMap;

use crate::date::Date;
use crate::form::half_width;
use crate::gazette::prices::{self, Item, RuleKind};

/// The rows of the notice by code and by name.
pub(super) struct Index {
    codes: Vec<(&'static str, u16)>,
    /// Names as they are compared; the first row of each, and how many bear it.
    names: Names,
    /// Each two neighbouring characters of the names, with the rows where they stand.
    pairs: BTreeMap<(char, char), Vec<u16>>,
    /// The names as they are compared, and their part before a bracket, by row.
    texts: Vec<(String, String)>,
    /// The names as they are compared, without what stands in brackets, by row.
    bares: Vec<String>,
    /// The same of names without what stands in brackets.
    bare: Names,
    /// Whether the units of a day are capped, by row.
    caps: Vec<bool>,
    /// What a person hardly gets more of, by row.
    limits: Vec<Option<Limit>>,
    /// The first row of the family, by row, where it has several.
    families: Vec<Option<u16>>,
}

type Names = BTreeMap<String, (u16, u16)>;

/// So many units of a row that more of them ask for a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// What a person has of it, or a day: sides, teeth, hours.
    Most(u16),
    /// The cap of one part of the body.
    Part(u16),
}

/// A name as names are compared.
pub(super) struct Name(String);

impl Name {
    pub(super) fn of(cell: &str) -> Self {
        Self(compared(cell))
    }
}

/// Words of a name that make no other service of it.
const SAYS_NOTHING: [&str; 18] = [
    "",
    "费",
    "术",
    "检查",
    "检查费",
    "治疗",
    "治疗费",
    "测定",
    "检测",
    "检验",
    "项目",
    "服务",
    "收费",
    "手术",
    "手术费",
    "次",
    "每次",
    "一次",
];

/// A part of a name that more rows have than this says nothing about one of them.
const MOST_ALIKE: usize = 8;

impl Index {
    /// The index of all rows.
    pub(super) fn new() -> Self {
        let mut index = Self {
            codes: Vec::new(),
            names: BTreeMap::new(),
            pairs: BTreeMap::new(),
            texts: Vec::new(),
            bares: Vec::new(),
            bare: BTreeMap::new(),
            caps: Vec::new(),
            limits: Vec::new(),
            families: Vec::new(),
        };
        for item in prices::items() {
            let before = item.name().split(['(', '（']).next().unwrap_or_default();
            index.texts.push((compared(item.name()), compared(before)));
            index.bares.push(compared(&without_brackets(item.name())));
            index.caps.push(caps_a_day(item));
            index.limits.push(limit(item));
        }
        for (place, item) in prices::listed_places() {
            index.codes.push((item.code(), place));
            let name = compared(item.name());
            for pair in pairs(&name) {
                index.pairs.entry(pair).or_default().push(place);
            }
            count(&mut index.names, name, place);
            count(
                &mut index.bare,
                compared(&without_brackets(item.name())),
                place,
            );
        }
        index.codes.sort_unstable();
        // A family's codes stand together then.
        let family = |(code, _): &(&'static str, u16)| code.split('-').next();
        index.families = vec![None; prices::items().len()];
        for codes in index.codes.chunk_by(|a, b| family(a) == family(b)) {
            for (_, row) in codes.iter().filter(|_| codes.len() > 1) {
                if let Some(first) = index.families.get_mut(usize::from(*row)) {
                    *first = codes.first().map(|it| it.1);
                }
            }
        }
        index
    }

    /// The row with this code.
    pub(super) fn code(&self, code: &str) -> Option<u16> {
        let place = self
            .codes
            .binary_search_by_key(&code, |(code, _)| *code)
            .ok()?;
        self.codes.get(place).map(|(_, row)| *row)
    }

    /// The row with this name, and whether it is the only one.
    pub(super) fn name(&self, name: &Name) -> Option<(u16, bool)> {
        self.names
            .get(&name.0)
            .map(|(row, bearers)| (*row, *bearers == 1))
    }

    /// A row whose name has this one in it, or is in it, where only a few have.
    pub(super) fn alike(&self, name: &Name) -> Option<u16> {
        let name = &name.0;
        let mut found: Vec<u16> = Vec::new();
        for (at, pair) in pairs(name).enumerate() {
            for row in self.pairs.get(&pair).into_iter().flatten() {
                let Some((whole, before)) = self.texts.get(usize::from(*row)) else {
                    continue;
                };
                let within = at == 0 && whole.contains(name.as_str());
                let around =
                    before.chars().take(2).eq([pair.0, pair.1]) && name.contains(before.as_str());
                if (within || around) && !found.contains(row) {
                    found.push(*row);
                }
            }
        }
        found.first().copied().filter(|_| found.len() <= MOST_ALIKE)
    }

    /// Whether the row caps the units of a day.
    pub(super) fn caps(&self, row: u16) -> bool {
        self.caps.get(usize::from(row)).is_some_and(|it| *it)
    }

    /// What a person hardly gets more of.
    pub(super) fn limit(&self, row: u16) -> Option<Limit> {
        self.limits.get(usize::from(row)).copied().flatten()
    }

    /// The first row of the row's family, where others of it are printed.
    pub(super) fn family(&self, row: u16) -> Option<u16> {
        let listed = self.code(item(row)?.code())?;
        self.families.get(usize::from(listed)).copied().flatten()
    }

    /// Whether a name is the row's own.
    pub(super) fn is_named(&self, row: u16, name: &Name) -> bool {
        let texts = self.texts.get(usize::from(row));
        texts.is_some_and(|(whole, _)| *whole == name.0)
    }

    /// Another row that a name fits, where it does not fit this one: a child of the same family by a part of its
    /// name, or any row by its name without what stands in brackets.
    pub(super) fn better(&self, row: u16, own: &str) -> Option<u16> {
        let (whole, bare) = (compared(own), compared(&without_brackets(own)));
        let part = |row: u16| {
            let texts = self.texts.get(usize::from(row));
            texts.is_some_and(|(text, _)| text.contains(whole.as_str()))
        };
        let own = item(row)?;
        if bare.is_empty() || part(row) || self.bares.get(usize::from(row)) == Some(&bare) {
            return None;
        }
        // A family's codes stand together.
        let family = own.family();
        let before = self.codes.partition_point(|(code, _)| *code < family);
        let after = self.codes.iter().skip(before).map(|it| it.1);
        let family = after.take_while(|at| item(*at).is_some_and(|it| it.family() == family));
        let same = self.bare.get(&bare).map(|(first, _)| *first);
        let fits = family.filter(|at| part(*at)).chain(same);
        let other = |at: &u16| item(*at).is_some_and(|it| it.code() != own.code());
        fits.filter(other).min()
    }

    /// Whether a name is the row's, or a part of it, but for words that the row prints elsewhere or that say nothing.
    /// With other words it may be of a service of the hospital's own.
    pub(super) fn says_no_more(&self, row: u16, name: &Name) -> bool {
        let Some(((whole, before), item)) = self.texts.get(usize::from(row)).zip(item(row)) else {
            return false;
        };
        let name = name.0.as_str();
        if whole.contains(name) || SAYS_NOTHING.contains(&name) {
            return true;
        }
        let own = if name.contains(whole.as_str()) {
            whole
        } else {
            before
        };
        let Some((ahead, behind)) = name.split_once(own.as_str()) else {
            return false;
        };
        let said = |words: &str| {
            SAYS_NOTHING.contains(&words)
                // On which side it was done.
                || words.chars().all(|c| "左右侧上下眼".contains(c))
                || [item.name(), item.content(), item.unit()]
                    .iter()
                    .any(|it| compared(it).contains(words))
        };
        [ahead, behind].into_iter().all(said)
    }

    /// Whether a name may stand for the row's: the same, or one within the other.
    pub(super) fn fits(&self, row: u16, name: &Name) -> bool {
        let name = &name.0;
        let Some((whole, before)) = self.texts.get(usize::from(row)) else {
            return false;
        };
        name.is_empty() || whole.contains(name.as_str()) || name.contains(before.as_str())
    }
}

/// The row at this place.
pub(super) fn item(row: u16) -> Option<&'static Item> {
    prices::items().get(usize::from(row))
}

fn caps_a_day(item: &Item) -> bool {
    item.rules()
        .any(|rule| matches!(rule.kind, RuleKind::DailyCap { .. }))
}

fn limit(item: &Item) -> Option<Limit> {
    let most = match item.unit() {
        "单侧" | "单颌" | "单眼和次" => 2,
        "每牙" => 32,
        "1%体表面积" => 100,
        "10%体表面积" => 10,
        "2小时" => 12,
        "每半小时" => 48,
        _ => 0,
    };
    if most > 0 {
        return Some(Limit::Most(most));
    }
    item.rules().find_map(|rule| match rule.kind {
        RuleKind::PartCap { units } => Some(Limit::Part(units)),
        _ => None,
    })
}

/// The place of the row that holds on a day, of the same code as the one at this place.
pub(super) fn on(row: u16, day: Date) -> Option<u16> {
    let own = item(row)?;
    let then = own.on(day);
    if std::ptr::eq(own, then) {
        return Some(row);
    }
    let mut rows = (0_u16..).zip(prices::items());
    rows.find(|(_, item)| std::ptr::eq(*item, then))
        .map(|(place, _)| place)
}

/// A name as it is compared: letters, digits and Chinese characters only, in half width and small.
fn compared(name: &str) -> String {
    let kept = name.chars().map(half_width).filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// A name without what stands in brackets.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_u32;
    let kept = name.chars().filter(|c| {
        match c {
            '(' | '（' | '[' => depth = depth.saturating_add(1),
            ')' | '）' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

/// Notes that a row bears a name: the first that does, and how many do.
fn count(names: &mut Names, name: String, row: u16) {
    let (_, bearers) = names.entry(name).or_insert((row, 0));
    *bearers = bearers.saturating_add(1);
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_code_and_name() {
        let index = Index::new();
        for (place, row) in (0_u16..).zip(prices::items()) {
            assert_eq!(index.code(row.code()), Some(place));
            let (found, only) = index.name(&Name::of(row.name())).unwrap();
            assert!(only == (row.name() != "牙龈切除术") && (!only || found == place));
            assert!(index.fits(place, &Name::of(row.name())));
        }
        let code = |row: Option<u16>| row.and_then(item).map(Item::code);
        assert_eq!(
            code(index.alike(&Name::of("核磁共振心脏功能检查"))),
            Some("210200004")
        );
        assert_eq!(code(index.alike(&Name::of("腹壁裂"))), Some("331008021"));
        assert_eq!(code(index.alike(&Name::of("阿莫西林胶囊"))), None);
        assert_eq!(code(index.alike(&Name::of("切除术"))), None);
        assert_eq!(code(index.alike(&Name::of(""))), None);
        let chest = index.code("331008021").unwrap();
        assert!(
            index.fits(chest, &Name::of("腹壁裂")) && !index.fits(chest, &Name::of("阑尾切除术"))
        );
    }
}
