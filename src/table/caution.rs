//! Why a price that differs from the notice's may still be right: what the notice prints badly, prints twice, or prints
//! as a surcharge. Nobody is accused by a misprint.

use std::sync::LazyLock;

use crate::gazette::prices::{self, Item, Price, RuleKind, Surcharge, Tier};
use crate::money::Fen;
use crate::outcome::NoticeKind;

use super::excuse::Besides;
use super::fault::{Fault, Part};
use super::index;
use super::judge::Unread;
use super::verdict::Kind;

/// The misprints that touch prices: a page whose heads repeat one tier, and a price that its parent and siblings
/// print otherwise. The others touch names, contents and remarks only.
const OF_PRICES: [&str; 2] = [HEADS, "B1"];

/// The page whose heads repeat one tier.
const HEADS: &str = "A1";

/// Whether an amount is above, or below, everything that may be meant where a price is misprinted: what stands under
/// the other heads where they repeat a tier, what the parent and its parts have where one price differs.
fn is_beyond(item: &Item, tier: Tier, amount: Fen, units: i64) -> bool {
    let mut prices = vec![item.price(tier)];
    if item.anomalies(Some(tier)).any(|it| it.id == HEADS) {
        prices.extend(Tier::ALL.map(|it| item.price(it)));
    } else {
        let family = |code: &'static str| code.split('-').next();
        let listed = prices::listed_places().map(|(_, it)| it);
        let parts = listed.filter(|it| family(it.code()) == family(item.code()));
        prices.extend(parts.map(|it| it.price(tier)));
    }
    let amounts = prices.into_iter().filter_map(|it| match it {
        Price::Amount(fen) => fen.checked_times(units),
        _ => None,
    });
    let amounts: Vec<Fen> = amounts.collect();
    amounts.iter().all(|it| amount > *it) || amounts.iter().all(|it| amount < *it)
}

/// What the project's list says of a price that may be misprinted. What stands under the first head, or is the same
/// under every head, is certain whatever the heads say.
pub(super) fn misprint(item: &Item, tier: Tier) -> Option<&'static str> {
    let first = item.price(Tier::ThreeA);
    let others = [Tier::ThreeB, Tier::TwoA, Tier::TwoB];
    if tier == Tier::ThreeA || others.iter().all(|it| item.price(*it) == first) {
        return None;
    }
    item.anomalies(Some(tier))
        .find(|it| it.kind == NoticeKind::MisprintInSource && OF_PRICES.contains(&it.id))
        .map(|it| it.text)
}

/// Why an amount for so many units that differs from the notice's is no sure fault.
pub(super) fn doubt(
    item: &'static Item,
    tier: Tier,
    amount: Fen,
    units: i64,
    kind: Kind,
) -> Option<Unread> {
    if misprint(item, tier).is_some() && !is_beyond(item, tier, amount, units) {
        return Some((Part::Amount, Fault::Misprint, None));
    }
    // The notice leaves the addition to the hospital.
    if [item.name(), item.note()]
        .iter()
        .any(|it| it.contains("酌情"))
    {
        return Some((Part::Amount, Fault::Besides(Besides::Discretion), None));
    }
    if let Some(twin) = twin(item, tier, amount, units) {
        return Some((Part::Code, Fault::Twin, Some(twin)));
    }
    // How old somebody is, a bill says or leaves open, and is asked about elsewhere.
    let each = split(amount, units);
    let added = each.is_some_and(|each| is_with_surcharge(item, tier, each, kind == Kind::List));
    added.then_some((Part::Amount, Fault::WithSurcharge, None))
}

/// What an amount is for each of so many units, where it can be parted to the fen.
fn split(amount: Fen, units: i64) -> Option<Fen> {
    let rest = amount.get().checked_rem(units)?;
    let each = amount.get().checked_div(units)?;
    (rest == 0).then_some(Fen::new(each))
}

/// Whether a charge is the notice's with what its row adds up to an age.
pub(super) fn is_with_age(item: &Item, printed: Fen, amount: Fen) -> bool {
    item.rules().any(|rule| match rule.kind {
        RuleKind::AgeSurcharge { rate, .. } => printed
            .share(rate)
            .and_then(|more| printed.checked_add(more.amount))
            .is_some_and(|it| it == amount),
        _ => false,
    })
}

/// Another row with the same printed name, whose price the amount is.
fn twin(item: &'static Item, tier: Tier, amount: Fen, units: i64) -> Option<u16> {
    let is_twin = |other: &Item| {
        matches!(other.price(tier), Price::Amount(fen) if fen.checked_times(units) == Some(amount))
            && other.code() != item.code()
            && other.name() == item.name()
    };
    let mut rows = prices::listed_places();
    rows.find(|(_, other)| is_twin(other))
        .map(|(place, _)| place)
}

/// Each code with the place of a row that is added to its row, by code: asked of every row of a table, the rules
/// themselves would take most of its time.
static ADDITIONS: LazyLock<Vec<(&'static str, u16)>> = LazyLock::new(|| {
    let additions = prices::listed_places().filter(|(_, it)| it.is_addition());
    let mut pairs: Vec<_> = additions
        .flat_map(|(place, addition)| {
            let to = prices::listed_places().filter(|(_, it)| addition.adds_to(it));
            to.map(move |(_, it)| (it.code(), place))
        })
        .collect();
    pairs.sort_unstable();
    pairs
});

/// The rows that are added to the row with this code.
fn additions(code: &str) -> impl Iterator<Item = &'static Item> {
    let first = ADDITIONS.partition_point(|(to, _)| *to < code);
    let rows = ADDITIONS.iter().skip(first);
    rows.take_while(move |(to, _)| *to == code)
        .filter_map(|(_, place)| index::item(*place))
}

/// Of so many sums each is added to.
const MOST_SUMS: usize = 64;

/// Whether a price is the notice's with one or several of the surcharges that its row prints, or that are rows of
/// their own; with those by share, which go by an age, only where ages count.
fn is_with_surcharge(item: &'static Item, tier: Tier, amount: Fen, ages: bool) -> bool {
    let Price::Amount(base) = item.price(tier) else {
        return false;
    };
    if amount <= base {
        return false;
    }
    let of = |price: Price| match price {
        Price::Amount(fen) => Some(fen),
        Price::Rate(rate) if ages => base.share(rate).map(|it| it.amount),
        Price::Rate(_) | Price::Blank => None,
    };
    let mut sums = vec![base];
    let mut add = |more: Option<Fen>| {
        let known = sums.len();
        for place in 0..known.min(MOST_SUMS) {
            let sum = sums.get(place).zip(more);
            sums.extend(sum.and_then(|(sum, more)| sum.checked_add(more)));
        }
    };
    for rule in item.rules() {
        add(match rule.kind {
            RuleKind::Surcharge {
                amount: Surcharge::Fixed(fen),
                ..
            } => Some(fen),
            RuleKind::HourlySurcharge { amount, .. } => Some(amount),
            RuleKind::AgeSurcharge { rate, .. } => of(Price::Rate(rate)),
            _ => None,
        });
    }
    // What is added by a row of its own.
    for row in additions(item.code()) {
        add(of(row.price(tier)));
    }
    sums.contains(&amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_misprint_of_prices_is_known() {
        let mut named = 0;
        for item in prices::items() {
            for found in item.anomalies(None) {
                let of_prices =
                    found.text.contains("价格栏印作") || found.text.contains("元，上级");
                if found.kind == NoticeKind::MisprintInSource && of_prices {
                    assert!(OF_PRICES.contains(&found.id), "{}", found.id);
                    named += 1;
                }
            }
        }
        assert_eq!(named, 14);
        let told = |code, tier| misprint(prices::listed(code).unwrap(), tier).is_some();
        assert!(told("210200004", Tier::TwoB) && told("310902006-13", Tier::TwoB));
        assert!(!told("210200004", Tier::ThreeA) && !told("310902006-13", Tier::TwoA));
        let sure = |code, tier, yuan: i64| {
            let item = prices::listed(code).unwrap();
            doubt(item, tier, Fen::new(yuan * 200), 2, Kind::Bill).is_none()
        };
        assert!(sure("310902006-13", Tier::TwoB, 232) && sure("310902006-13", Tier::TwoB, 229));
        assert!(!sure("310902006-13", Tier::TwoB, 231) && !sure("310902006-13", Tier::TwoB, 230));
        assert!(sure("210200004", Tier::TwoB, 913) && !sure("210200004", Tier::TwoB, 912));
        assert!(sure("210200004", Tier::TwoA, 809) && !sure("210200004", Tier::TwoA, 810));
        assert!(!told("210200001-1", Tier::TwoB) && !told("330604031", Tier::TwoB));
    }
}
