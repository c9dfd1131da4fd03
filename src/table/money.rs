//! Which columns hold the prices of a list or the charges of a bill.

use crate::gazette::prices::Tier;

use super::columns::{Columns, Finder};
use super::heads;
use super::role::Role;
use super::sample::{Facts, Sampled};
use super::tier::{is_and_below, is_half_tier, tier};
use super::wording;

impl Finder<'_> {
    /// Whether a column may hold money: most cells do or say that there is no price, or the head says so plainly. A
    /// column of few amounts is not left out for another one of which nobody asked.
    fn is_money(place: usize, facts: &Facts, columns: &Columns, head: u8) -> bool {
        let taken =
            [columns.code, columns.quantity, columns.day, columns.tier].contains(&Some(place));
        let nameless_count = facts.word.is_empty() && facts.counts_rows();
        !taken
            && !heads::is_other_number(&facts.word)
            && !nameless_count
            && (facts.amounts > 0
                && (head > 1 || facts.mostly(facts.amounts.saturating_add(facts.unpriced), 50))
                || facts.filled > 0 && head > 3)
    }

    /// The columns of money whose heads have a rank above 0, with it.
    fn ranked(&self, columns: &Columns, rank: impl Fn(&str) -> u8) -> Vec<(u8, usize)> {
        self.facts()
            .map(|(place, facts)| (rank(&facts.word), place, facts))
            .filter(|(rank, place, facts)| {
                *rank > 0 && Self::is_money(*place, facts, columns, *rank)
            })
            .map(|(rank, place, _)| (rank, place))
            .collect()
    }

    /// The columns of money with the highest rank of their heads; where some are plain, of those.
    fn money(
        &self,
        columns: &Columns,
        rank: impl Fn(&str) -> u8,
        plain: impl Fn(&str) -> bool,
    ) -> Vec<usize> {
        let mut ranked = self.ranked(columns, rank);
        if ranked.iter().any(|(_, place)| plain(self.word(*place))) {
            ranked.retain(|(_, place)| plain(self.word(*place)));
        }
        let most = ranked.iter().map(|(rank, _)| *rank).max();
        ranked
            .into_iter()
            .filter(|(rank, _)| Some(*rank) == most)
            .map(|(_, place)| place)
            .collect()
    }

    /// Adds the columns of what is left of a price or charge, where it differs in some row: either may be meant.
    fn with_reduced(&self, columns: &Columns, mut places: Vec<usize>, unit: bool) -> Vec<usize> {
        let rank =
            |word: &str| u8::from(wording::is_reduced(word) && heads::is_unit_price(word) == unit);
        if places.is_empty() {
            return places;
        }
        for (_, place) in self.ranked(columns, rank) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if self.are_alike(&places) {
            places.truncate(1);
        }
        places
    }

    pub(super) fn find_charges(&self, columns: &mut Columns) {
        let rank = |word: &str| {
            let unit = heads::is_unit_price(word) && heads::charge(word) < 2;
            if unit { heads::price(word) } else { 0 }
        };
        let units = self.money(columns, rank, wording::is_plain_price);
        let units = self.with_reduced(columns, units, true);
        columns.unit_price = self.only_plain(&units, wording::is_plain_price);
        let rank = |word: &str| {
            if heads::is_unit_price(word) {
                0
            } else {
                heads::charge(word)
            }
        };
        let found = self.money(columns, rank, wording::is_plain_charge);
        let mut charges = self.with_reduced(columns, found.clone(), false);
        if charges == found {
            charges = self.by_arithmetic(columns, charges);
        }
        if charges.is_empty() {
            charges = self.unknown(columns, heads::may_be_charge);
        }
        columns.amount = self.only_plain(&charges, wording::is_plain_charge);
        if columns.amount.is_none() && !charges.is_empty() {
            columns.open.push((Role::Amount, charges));
        } else if columns.amount.is_none() && columns.unit_price.is_none() && !units.is_empty() {
            columns.open.push((Role::UnitPrice, units));
        }
    }

    /// Columns of numbers whose heads may mean something, but are none that is known for it.
    pub(super) fn unknown(&self, columns: &Columns, may: impl Fn(&str) -> bool) -> Vec<usize> {
        let free = |place: usize| columns.role(place).is_none();
        self.ranked(columns, |word| u8::from(may(word)))
            .into_iter()
            .map(|(_, place)| place)
            .filter(|place| free(*place))
            .collect()
    }

    /// The only one of some columns, where nothing in its head makes another amount of it.
    fn only_plain(&self, places: &[usize], plain: impl Fn(&str) -> bool) -> Option<usize> {
        match places {
            [only] => Some(*only).filter(|it| plain(self.word(*it))),
            _ => None,
        }
    }

    /// Whether columns hold the same amounts in every row.
    fn are_alike(&self, places: &[usize]) -> bool {
        let amount = |row: &Sampled, place: usize| {
            let cell = row.cells.get(place).map_or("", String::as_str);
            super::number::amount(cell).ok().map(|(fen, _)| fen)
        };
        let alike = |row: &Sampled| {
            let mut amounts = places.iter().map(|place| amount(row, *place));
            let first = amounts.next();
            amounts.all(|it| Some(it) == first)
        };
        self.sample.data().iter().all(alike)
    }

    /// Whether two columns without a role are units and their charge at this price in most rows.
    pub(super) fn has_products(&self, price: usize, columns: &Columns) -> bool {
        let free: Vec<usize> = self
            .facts()
            .filter(|(place, facts)| {
                columns.role(*place).is_none() && facts.mostly(facts.amounts, 50)
            })
            .map(|(place, _)| place)
            // Every pair of them is tried.
            .take(12)
            .collect();
        let data = self.sample.data();
        let fits = |row: &&Sampled, units: usize, charge: usize| {
            let cell = |place: usize| row.cells.get(place).map_or("", String::as_str);
            let read = |place| super::number::amount(cell(place)).ok().map(|(fen, _)| fen);
            let units = super::number::quantity(cell(units))
                .ok()
                .filter(|it| *it != 0);
            let product = read(price)
                .zip(units)
                .and_then(|(fen, units)| fen.checked_times(units));
            product.is_some() && product == read(charge)
        };
        let most = |units: usize, charge: usize| {
            let count = data.iter().filter(|row| fits(row, units, charge)).count();
            // 1 may be a flag.
            let several = |row: &Sampled| {
                let cell = row.cells.get(units).map_or("", String::as_str);
                super::number::quantity(cell).is_ok_and(|it| it != 1)
            };
            units != charge
                && count.saturating_mul(2) > data.len()
                && data
                    .iter()
                    .any(|row| several(row) && fits(&row, units, charge))
        };
        let mut pairs = free
            .iter()
            .flat_map(|units| free.iter().map(move |it| (*units, *it)));
        pairs.any(|(units, charge)| most(units, charge))
    }

    /// Of several charges the one that is price times quantity in most rows, where there is only one such.
    fn by_arithmetic(&self, columns: &Columns, charges: Vec<usize>) -> Vec<usize> {
        let (Some(unit), Some(quantity)) = (columns.unit_price, columns.quantity) else {
            return charges;
        };
        let holds = |charge: usize| {
            let fits = |row: &&Sampled| {
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
    pub(super) fn tier_columns(&self) -> Vec<(Tier, usize)> {
        let lines = |place: &Facts, is: &dyn Fn(&str) -> bool| place.lines.iter().any(|it| is(it));
        let two_b = |(_, facts)| lines(facts, &|it| tier(it) == Some(Tier::TwoB));
        let has_two_b = self.facts().any(two_b);
        let named = self.facts().filter_map(|(place, facts)| {
            let below = has_two_b && lines(facts, &is_and_below);
            let tier = facts.lines.iter().rev().find_map(|line| tier(line));
            // 三级 over 甲等, where cells are merged over two columns.
            let pair = |pair: &[String]| match pair {
                [upper, lower] if is_half_tier(upper) => {
                    super::tier::tier(&format!("{upper}{lower}"))
                }
                _ => None,
            };
            let tier = tier.or_else(|| facts.lines.windows(2).find_map(pair));
            let tier = tier.or(below.then_some(Tier::BelowTwoB))?;
            let other = ["等级", "级别", "手术", "护理"]
                .iter()
                .any(|it| facts.word.contains(it))
                && facts.amounts == 0;
            // Under such a head one amount is a price of the tier, whatever the other cells hold.
            let said =
                wording::is_plain_price_of_tier(&facts.word) || heads::price(&facts.word) > 1;
            let money = facts.mostly(facts.amounts, 30)
                || facts.amounts > 0 && said
                || facts.filled == facts.unpriced;
            (money && !other && heads::quantity(&facts.word) == 0).then_some((tier, place))
        });
        named.collect()
    }

    pub(super) fn find_prices(&self, columns: &mut Columns) {
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
                [only] if wording::is_plain_price_of_tier(self.word(*only)) => {
                    columns.prices.push((tier, *only));
                }
                _ => columns.open.push((Role::Price(tier), places)),
            }
        }
        let halves = self.facts().filter(|(place, facts)| {
            let half = facts.lines.iter().any(|line| is_half_tier(line));
            half && Self::is_money(*place, facts, columns, 2)
        });
        columns.halves = halves.map(|(place, _)| place).collect();
        let whole = columns
            .prices
            .iter()
            .filter(|(tier, _)| *tier != Tier::BelowTwoB)
            .count();
        if whole > 0 || columns.halves.is_empty() && !columns.prices.is_empty() {
            columns.halves.clear();
            // The hospital's own price beside those of tiers: theirs may be a reference.
            let rank = |word: &str| {
                let plain = tier(word).is_none() && wording::is_plain_price(word);
                if plain { heads::price(word) } else { 0 }
            };
            let own = self.money(columns, rank, wording::is_plain_price);
            if !own.is_empty() {
                columns.open.push((Role::Amount, own));
            }
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
        let rank = |word: &str| {
            // Beside a quantity a sum is no price of one unit.
            let sum = has_quantity && !heads::is_unit_price(word) && heads::charge(word) > 0;
            if sum { 0 } else { heads::price(word) }
        };
        let mut prices = self.money(columns, rank, wording::is_plain_price);
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
        let prices = self.with_reduced(columns, prices, true);
        let mut prices = self.with_reduced(columns, prices, false);
        if !prices.is_empty() {
            let may_stand = |word: &str| wording::is_planned(word) || wording::is_dated(word);
            let rank = |word: &str| if may_stand(word) { 2 } else { 0 };
            let planned = self.ranked(columns, rank);
            for (_, place) in planned {
                if !prices.contains(&place) {
                    prices.push(place);
                }
            }
            if self.are_alike(&prices) {
                prices.truncate(1);
            }
        }
        columns.amount = self.only_plain(&prices, wording::is_plain_price);
        if prices.is_empty() {
            columns.totals_only = has_quantity;
        } else if columns.amount.is_none() {
            columns.open.push((Role::Amount, prices));
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
                && facts.mostly(facts.amounts.saturating_add(facts.unpriced), 80)
                && facts.known == 0
                && Self::is_money(*place, facts, columns, 0)
        });
        found.map(|(place, _)| place).collect()
    }
}
