//! Which column is for what: decided by what most of its cells hold; heads break ties; a column serves once.

use crate::gazette::prices::Tier;

use super::heads;
use super::role::{Choices, Role};
use super::sample::{Facts, Sample};
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
    /// Whether the days are months or spans: a month is all its days then.
    pub(super) months: bool,
    /// Who the patients are: refunds and caps are of one patient.
    pub(super) person: Option<usize>,
    /// Columns that may be meant for one role, where none is the plainer.
    pub(super) open: Vec<(Role, Vec<usize>)>,
    /// Prices of 三级 or 二级, which may be of two tiers.
    pub(super) halves: Vec<usize>,
    /// Whether the charges stand in a column without a quantity beside it.
    pub(super) totals_only: bool,
    /// Prices of other tiers than the hospital's.
    pub(super) other_tiers: Vec<usize>,
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

    /// Leaves out the prices of other tiers, where there are some of this one.
    pub(super) fn narrow(&mut self, own: Tier) {
        if self.of(Role::Price(own)).is_none() {
            return;
        }
        for (tier, place) in std::mem::take(&mut self.prices) {
            if tier == own {
                self.prices.push((tier, place));
            } else {
                self.other_tiers.push(place);
            }
        }
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
    pub(super) sample: &'a Sample,
}

impl<'a> Finder<'a> {
    pub(super) const fn new(sample: &'a Sample) -> Self {
        Self { sample }
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = (usize, &'a Facts)> {
        self.sample.columns.iter().enumerate()
    }

    pub(super) fn word(&self, place: usize) -> &'a str {
        self.sample
            .columns
            .get(place)
            .map_or("", |it| it.word.as_str())
    }

    /// The first of the columns with the highest rank above 0.
    pub(super) fn best<K: Ord + Default>(
        &self,
        rank: impl Fn(usize, &Facts) -> K,
    ) -> Option<usize> {
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
            // A month may be that of a list.
            let day = bill.day.filter(|it| !heads::is_period(self.word(*it)));
            let kind = if day.is_some() {
                Kind::Bill
            } else {
                Kind::List
            };
            (kind, day.is_some())
        } else {
            (Kind::List, !self.may_be_bill())
        }
    }

    /// Whether something stands beside the prices of a list that a bill has: days of charges, or numbers that may be
    /// quantities or charges.
    fn may_be_bill(&self) -> bool {
        let list = self.columns(Kind::List, &Choices::default());
        let charged = |place: usize| heads::day(self.word(place)) > 3;
        let beside = |may: fn(&str) -> bool| !self.unknown(&list, may).is_empty();
        list.amount.is_some()
            && (self.day(&[list.code]).is_some_and(charged)
                || beside(|it| it.contains("累计"))
                || list.amount.is_some_and(|it| self.has_products(it, &list))
                || beside(heads::may_be_charge)
                || beside(heads::may_be_quantity))
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
            Kind::Bill => {
                self.find_charges(&mut columns);
                self.doubt_doses(&mut columns);
            }
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
        columns.months = columns
            .day
            .is_some_and(|it| heads::is_period(self.word(it)));
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
                || facts.known == 0 && facts.counts_rows()
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
            let taken = columns.role(place).is_some();
            let words = facts.mostly(facts.han, 50) || facts.filled > 0 && head > 2;
            let found = facts.names.saturating_mul(3) >= facts.filled;
            if taken || !words || head == 0 && !(facts.word.is_empty() && found) {
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
            let period = head == 0 && heads::is_period(&facts.word) && facts.filled > 0;
            let named = head > 0 && (days > 0 || facts.filled > 0 && head > 2) || period;
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
            let campus = ["院区", "分院", "院别"]
                .iter()
                .any(|it| facts.word.contains(it));
            let own =
                facts.word.is_empty() || head > 0 || campus || heads::is_hospital(&facts.word);
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

    /// A dose may be no quantity: only beside price and charge, which it must fit, it is taken for one.
    fn doubt_doses(&self, columns: &mut Columns) {
        let dose = columns
            .quantity
            .is_some_and(|it| heads::quantity(self.word(it)) == 1);
        if dose && (columns.unit_price.is_none() || columns.amount.is_none()) {
            columns.quantity = None;
        }
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
}
