//! Which column is for what: decided by what most of its cells hold; heads break ties; a column serves once.

use crate::gazette::prices::Tier;

use super::heads;
use super::role::{Choices, Role};
use super::sample::{Facts, Sample};
use super::tier::{is_and_below, is_half_tier, tier};
use super::verdict::Kind;

/// What each column is for, by its place from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) code: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) day: Option<usize>,
    pub(super) tier: Option<usize>,
    pub(super) quantity: Option<usize>,
    pub(super) unit_price: Option<usize>,
    pub(super) amount: Option<usize>,
    /// The prices for a tier each; they go before `amount`.
    pub(super) prices: Vec<(Tier, usize)>,
    /// Who the patients are: refunds and caps are of one patient.
    pub(super) person: Option<usize>,
    /// Columns that may be meant for one role, where none is the plainer.
    pub(super) open: Vec<(Role, Vec<usize>)>,
    /// Prices of 三级 or 二级, which may be of two tiers.
    pub(super) halves: Vec<usize>,
    /// Whether the charges stand in a column without a quantity beside it.
    pub(super) totals_only: bool,
}

impl Columns {
    /// The column of a role.
    pub(super) fn of(&self, role: Role) -> Option<usize> {
        match role {
            Role::Code => self.code,
            Role::Name => self.name,
            Role::Day => self.day,
            Role::Tier => self.tier,
            Role::Quantity => self.quantity,
            Role::UnitPrice => self.unit_price,
            Role::Amount => self.amount,
            Role::Price(tier) => self
                .prices
                .iter()
                .find(|(it, _)| *it == tier)
                .map(|(_, place)| *place),
        }
    }

    /// The role of a column.
    pub(super) fn role(&self, place: usize) -> Option<Role> {
        Role::ALL
            .into_iter()
            .find(|role| self.of(*role) == Some(place))
    }

    fn set(&mut self, role: Role, place: Option<usize>) {
        let field = match role {
            Role::Code => &mut self.code,
            Role::Name => &mut self.name,
            Role::Day => &mut self.day,
            Role::Tier => &mut self.tier,
            Role::Quantity => &mut self.quantity,
            Role::UnitPrice => &mut self.unit_price,
            Role::Amount => &mut self.amount,
            Role::Price(tier) => {
                self.prices.retain(|(it, _)| *it != tier);
                self.prices.extend(place.map(|place| (tier, place)));
                self.prices.sort_unstable();
                return;
            }
        };
        *field = place;
    }

    /// Takes over what is chosen; a column that is chosen for one role loses every other.
    fn choose(&mut self, choices: &Choices) {
        for (role, place) in &choices.columns {
            if let Some(place) = place
                && let Some(old) = self.role(*place)
            {
                self.set(old, None);
            }
            if *role == Role::Amount && place.is_some() {
                self.prices.clear();
            }
            self.set(*role, *place);
            self.open.retain(|(it, _)| it != role);
            if matches!(role, Role::Amount | Role::Price(_)) {
                self.halves.clear();
            }
        }
    }
}

/// What the columns of a sample are for, and what the table is.
pub(super) struct Finder<'a> {
    sample: &'a Sample,
}

impl<'a> Finder<'a> {
    pub(super) const fn new(sample: &'a Sample) -> Self {
        Self { sample }
    }

    fn facts(&self) -> impl Iterator<Item = (usize, &'a Facts)> {
        self.sample.columns.iter().enumerate()
    }

    fn word(&self, place: usize) -> &'a str {
        self.sample
            .columns
            .get(place)
            .map_or("", |it| it.word.as_str())
    }

    /// The first of the columns with the highest rank above 0.
    fn best<K: Ord + Default>(&self, rank: impl Fn(usize, &Facts) -> K) -> Option<usize> {
        let ranked = self.facts().map(|(place, it)| (rank(place, it), place));
        let best = ranked.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        (best.0 > K::default()).then_some(best.1)
    }

    /// What the table is, as far as its columns tell, and whether that is certain.
    pub(super) fn kind(&self) -> (Kind, bool) {
        let bill = self.columns(Kind::Bill, &Choices::default());
        let has_tiers = !self.tier_columns().is_empty();
        let charges = bill
            .amount
            .is_some_and(|it| heads::charge(self.word(it)) > 0)
            || bill.open.iter().any(|(role, _)| *role == Role::Amount);
        if has_tiers {
            (Kind::List, true)
        } else if bill.quantity.is_some() && (charges || bill.unit_price.is_some()) {
            (Kind::Bill, true)
        } else if charges && bill.unit_price.is_none() {
            // A charge for nobody knows how many units: with days it is a bill, without them perhaps a list.
            (
                if bill.day.is_some() {
                    Kind::Bill
                } else {
                    Kind::List
                },
                bill.day.is_some(),
            )
        } else {
            (Kind::List, true)
        }
    }

    /// The columns of a table of this kind.
    pub(super) fn columns(&self, kind: Kind, choices: &Choices) -> Columns {
        let mut columns = Columns::default();
        let (code, rivals) = self.code();
        columns.code = code;
        columns.open.extend(rivals.map(|it| (Role::Code, it)));
        columns.tier = self.tier(columns.code);
        columns.day = self.day(&[columns.code]);
        columns.quantity = self.quantity();
        match kind {
            Kind::Bill => self.find_charges(&mut columns),
            Kind::List => self.find_prices(&mut columns),
        }
        columns.name = self.name(&columns);
        columns.person = self.best(|place, facts| {
            if columns.role(place).is_none() && facts.filled > 0 {
                heads::person(&facts.word)
            } else {
                0
            }
        });
        columns.choose(choices);
        for role in Role::ALL {
            if !role.belongs_to(kind) {
                columns.set(role, None);
            }
        }
        columns
    }

    /// The codes: the column with most codes of the notice; heads where there are none or as many.
    fn code(&self) -> (Option<usize>, Option<Vec<usize>>) {
        let rank = |facts: &Facts| {
            let word = &facts.word;
            let other = heads::is_other_number(word);
            let head = heads::code(word);
            let seems = facts.mostly(facts.formed.saturating_add(facts.near), 50);
            if other && head == 0 && facts.known == 0
                || facts.filled == 0
                || head == 0 && facts.known == 0 && !seems
            {
                return None;
            }
            let hits = facts.known.saturating_sub(usize::from(other));
            Some((hits, head, facts.formed, facts.near, 1_usize))
        };
        let best = self.best(|_, facts| rank(facts));
        let rivals = best.and_then(|best| {
            let chosen = rank(self.sample.columns.get(best)?)?;
            let alike = |place: usize, facts: &Facts| {
                let same =
                    |row: &super::sample::Sampled| row.cells.get(place) == row.cells.get(best);
                rank(facts).is_some_and(|it| {
                    it.0 > 0 && it.0.saturating_mul(2) >= chosen.0 && it.1 == chosen.1
                }) && !self.sample.data().iter().all(same)
            };
            let all: Vec<usize> = self
                .facts()
                .filter(|(place, facts)| *place == best || alike(*place, facts))
                .map(|(place, _)| place)
                .collect();
            (all.len() > 1).then_some(all)
        });
        (best, rivals)
    }

    fn name(&self, columns: &Columns) -> Option<usize> {
        self.best(|place, facts| {
            let head = heads::name(&facts.word);
            let free =
                columns.role(place).is_none() || columns.code == Some(place) && facts.with_name > 0;
            let words = facts.mostly(facts.han, 50) || facts.filled > 0 && head > 2;
            let found = facts.names.saturating_mul(3) >= facts.filled;
            if !free
                || columns.code == Some(place)
                || !words
                || head == 0 && !(facts.word.is_empty() && found)
            {
                return (0, 0);
            }
            (head.saturating_add(1), facts.names)
        })
    }

    fn day(&self, taken: &[Option<usize>]) -> Option<usize> {
        self.best(|place, facts| {
            let head = heads::day(&facts.word);
            let days = facts.days.saturating_add(facts.serials);
            let nameless = facts.word.is_empty() && facts.mostly(facts.days, 60);
            let named = head > 0 && (days > 0 || facts.filled > 0 && head > 2);
            if taken.contains(&Some(place)) || !(nameless || named) {
                return (false, 0);
            }
            (
                true,
                head.saturating_mul(2)
                    .saturating_add(u8::from(facts.mostly(days, 50))),
            )
        })
    }

    /// The hospitals' tiers: only where a head names the hospital itself, or none is there, and nearly every cell
    /// is a tier that nothing else is called by.
    fn tier(&self, code: Option<usize>) -> Option<usize> {
        self.best(|place, facts| {
            let head = heads::tier(&facts.word);
            let own = facts.word.is_empty() || head > 0 || heads::is_hospital(&facts.word);
            let by_head = head == 2 && facts.tiers > 0;
            let by_cells = own && facts.mostly(facts.plain_tiers, 80);
            let free = code != Some(place) && facts.amounts == 0;
            if free && (by_head || by_cells) {
                head.saturating_add(1)
            } else {
                0
            }
        })
    }

    fn quantity(&self) -> Option<usize> {
        self.best(|_, facts| {
            let head = heads::quantity(&facts.word);
            if facts.quantities > 0 || head == 3 && facts.filled > 0 {
                head
            } else {
                0
            }
        })
    }

    /// Whether a column may hold money: most cells do, or the head says so plainly.
    fn is_money(place: usize, facts: &Facts, columns: &Columns, head: u8) -> bool {
        let taken =
            [columns.code, columns.quantity, columns.day, columns.tier].contains(&Some(place));
        let nameless_count = facts.word.is_empty() && facts.counts_rows();
        !taken
            && !heads::is_other_number(&facts.word)
            && !nameless_count
            && (facts.mostly(facts.amounts, 50)
                || facts.amounts > 0 && head > 2
                || facts.filled > 0 && head > 3)
    }

    /// The columns of money with the highest rank of their heads.
    fn money(&self, columns: &Columns, rank: impl Fn(&str) -> u8) -> Vec<usize> {
        let ranked: Vec<(u8, usize)> = self
            .facts()
            .map(|(place, facts)| (rank(&facts.word), place, facts))
            .filter(|(rank, place, facts)| {
                *rank > 0 && Self::is_money(*place, facts, columns, *rank)
            })
            .map(|(rank, place, _)| (rank, place))
            .collect();
        let most = ranked.iter().map(|(rank, _)| *rank).max();
        ranked
            .into_iter()
            .filter(|(rank, _)| Some(*rank) == most)
            .map(|(_, place)| place)
            .collect()
    }

    fn find_charges(&self, columns: &mut Columns) {
        let units = self.money(columns, |word| {
            let unit = heads::is_unit_price(word) && heads::charge(word) < 2;
            if unit { heads::price(word) } else { 0 }
        });
        columns.unit_price = units.first().copied().filter(|_| units.len() == 1);
        let mut charges = self.money(columns, |word| {
            if heads::is_unit_price(word) {
                0
            } else {
                heads::charge(word)
            }
        });
        // What was paid may be less than what was charged, or what the insurance left: it goes with the others.
        let paid = self.money(columns, |word| {
            u8::from(heads::charge(word) > 0 && (word.contains("实收") || word.contains("实付")))
        });
        charges.extend(
            paid.iter()
                .filter(|it| !charges.contains(it))
                .copied()
                .collect::<Vec<_>>(),
        );
        if self.are_alike(&charges) {
            charges.truncate(1);
        } else if paid.is_empty() {
            charges = self.by_arithmetic(columns, charges);
        }
        match charges.as_slice() {
            [only] => columns.amount = Some(*only),
            [] => {}
            _ => columns.open.push((Role::Amount, charges)),
        }
        if units.len() > 1 && columns.amount.is_none() {
            columns.open.push((Role::UnitPrice, units));
        }
    }

    /// Whether columns hold the same amounts in every row.
    fn are_alike(&self, places: &[usize]) -> bool {
        let amount = |row: &super::sample::Sampled, place: usize| {
            let cell = row.cells.get(place).map_or("", String::as_str);
            super::number::amount(cell).ok().map(|(fen, _)| fen)
        };
        let alike = |row: &super::sample::Sampled| {
            let mut amounts = places.iter().map(|place| amount(row, *place));
            let first = amounts.next();
            amounts.all(|it| Some(it) == first)
        };
        self.sample.data().iter().all(alike)
    }

    /// Of several charges the one that is price times quantity in most rows, where there is only one such.
    fn by_arithmetic(&self, columns: &Columns, charges: Vec<usize>) -> Vec<usize> {
        let (Some(unit), Some(quantity)) = (columns.unit_price, columns.quantity) else {
            return charges;
        };
        let holds = |charge: usize| {
            let fits = |row: &&super::sample::Sampled| {
                let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
                let read = |place| super::number::amount(cell(place)).ok().map(|(fen, _)| fen);
                let product = read(unit).zip(super::number::quantity(cell(quantity)).ok());
                product.and_then(|(price, units)| price.checked_times(units)) == read(charge)
                    && read(charge).is_some()
            };
            let data = self.sample.data();
            data.iter().filter(fits).count().saturating_mul(2) > data.len()
        };
        let fitting: Vec<usize> = charges.iter().copied().filter(|it| holds(*it)).collect();
        if fitting.len() == 1 { fitting } else { charges }
    }

    /// Columns of money whose heads name a tier.
    fn tier_columns(&self) -> Vec<(Tier, usize)> {
        let lines = |place: &Facts, is: &dyn Fn(&str) -> bool| place.lines.iter().any(|it| is(it));
        let two_b = |(_, facts)| lines(facts, &|it| tier(it) == Some(Tier::TwoB));
        let has_two_b = self.facts().any(two_b);
        let named = self.facts().filter_map(|(place, facts)| {
            let below = has_two_b && lines(facts, &is_and_below);
            let tier = facts.lines.iter().rev().find_map(|line| tier(line));
            let tier = tier.or(below.then_some(Tier::BelowTwoB))?;
            let other = ["等级", "级别", "手术", "护理"]
                .iter()
                .any(|it| facts.word.contains(it))
                && facts.amounts == 0;
            let money = facts.mostly(facts.amounts, 30) || facts.filled == 0;
            (money && !other && heads::quantity(&facts.word) == 0).then_some((tier, place))
        });
        named.collect()
    }

    fn find_prices(&self, columns: &mut Columns) {
        let named = self.tier_columns();
        for tier in Tier::ALL {
            let mut places: Vec<usize> = named
                .iter()
                .filter(|(it, _)| *it == tier)
                .map(|(_, place)| *place)
                .collect();
            if places.len() > 1 {
                // Of one tier the price that stands now, where the heads say which that is.
                let rank = |place: &usize| {
                    let word = self.word(*place);
                    let other = heads::is_other_price(word);
                    if other { 0 } else { heads::price(word).max(2) }
                };
                let most = places.iter().map(rank).max();
                places.retain(|it| Some(rank(it)) == most);
            }
            match places.as_slice() {
                [] => {}
                [only] => columns.prices.push((tier, *only)),
                _ => columns.open.push((Role::Price(tier), places)),
            }
        }
        let halves = self.facts().filter(|(place, facts)| {
            let half = facts.lines.iter().any(|line| is_half_tier(line));
            half && Self::is_money(*place, facts, columns, 0)
        });
        columns.halves = halves.map(|(place, _)| place).collect();
        let whole = columns
            .prices
            .iter()
            .filter(|(tier, _)| *tier != Tier::BelowTwoB)
            .count();
        if whole > 0 || columns.halves.is_empty() && !columns.prices.is_empty() {
            columns.halves.clear();
            return;
        }
        if !columns.halves.is_empty() {
            // Only 三级, 二级, 一级: which of them is the hospital's own must be asked.
            columns
                .halves
                .extend(columns.prices.drain(..).map(|(_, place)| place));
            return;
        }
        if columns
            .open
            .iter()
            .any(|(role, _)| matches!(role, Role::Price(_)))
        {
            return;
        }
        let has_quantity = columns.quantity.is_some();
        let mut prices = self.money(columns, |word| {
            // Beside a quantity a sum is no price of one unit.
            let sum = has_quantity && !heads::is_unit_price(word) && heads::charge(word) > 0;
            if sum { 0 } else { heads::price(word) }
        });
        if prices.is_empty() {
            prices = self.only_amounts(columns, has_quantity);
        }
        if prices.len() > 1 {
            let exact =
                |it: &usize| heads::price(self.word(*it)) == 4 && self.word(*it).len() <= 18;
            let plain: Vec<usize> = prices.iter().copied().filter(exact).collect();
            if plain.len() == 1 {
                prices = plain;
            }
        }
        match prices.as_slice() {
            [only] => columns.amount = Some(*only),
            [] => columns.totals_only = has_quantity,
            _ => columns.open.push((Role::Amount, prices)),
        }
    }

    /// Columns of money whose heads say nothing, or nothing against it.
    fn only_amounts(&self, columns: &Columns, has_quantity: bool) -> Vec<usize> {
        let found = self.facts().filter(|(place, facts)| {
            let word = facts.word.as_str();
            let silent = !heads::is_other_price(word)
                && heads::day(word) == 0
                && !heads::is_other_day(word)
                && heads::quantity(word) == 0
                && heads::code(word) == 0
                && !(has_quantity && heads::charge(word) > 0);
            silent
                && facts.mostly(facts.amounts, 80)
                && facts.known == 0
                && Self::is_money(*place, facts, columns, 0)
        });
        found.map(|(place, _)| place).collect()
    }
}
