//! The medical prices of the two annexes: items, tiers, and the rules and anomalies of single rows.

use crate::citation::{Citation, Place};
use crate::date::Date;
use crate::form::{Choice, Found};
use crate::money::{BasisPoints, Fen};
use crate::outcome::NoticeKind;
use crate::text::contains;

use super::baked::{self, SUCCESSORS};
use super::documents::Document;

mod relations;
mod rules;
mod tier;

pub use super::baked::asking;
pub use rules::{Band, ItemRule, RuleKind, Surcharge};
pub use tier::Tier;

/// The surcharges to choose from, each for the items that print it.
pub const SURCHARGES: &[Choice] = &baked::SURCHARGES;

/// A row of a price annex.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The texts, separated by tabs: one text instead of six keeps 209 rows small in the browser.
    pub(super) texts: &'static str,
    /// The notice to which the row belongs.
    pub document: &'static Document,
    /// Where the row is printed.
    pub(super) place: Place,
    pub(super) cells: Cells,
}

/// The five price cells of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cells {
    /// Fen by tier; -1 for a blank cell. A flat array keeps 209 rows small in the browser.
    Amounts([i32; 5]),
    /// A share of another row's price, the same for every tier.
    Rate(BasisPoints),
}

/// What a price cell prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// An amount for one unit.
    Amount(Fen),
    /// A share of another row's price.
    Rate(BasisPoints),
    /// Nothing: the notice sets no price for this tier.
    Blank,
}

/// An anomaly: rows of the annexes that are misprinted, incomplete or ambiguous.
#[derive(Clone, Copy, Debug)]
pub struct Anomaly {
    /// Its number in the project's list.
    pub id: &'static str,
    /// What sort of notice it gives.
    pub kind: NoticeKind,
    /// The sentence for people.
    pub text: &'static str,
    /// First and last position of each run of rows in [`items`], both included.
    pub(super) runs: &'static [(u16, u16)],
    /// A bit for each tier concerned, the highest tier lowest.
    pub(super) tiers: u8,
}

impl Item {
    fn text(&self, place: usize) -> &'static str {
        self.texts.split('\t').nth(place).unwrap_or_default()
    }

    /// The code (编码), unique over both annexes.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.code(), "111100002");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.text(0)
    }

    /// The name (项目名称); not unique.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.name(), "院内会诊");
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text(1)
    }

    /// What the price covers (项目内涵); empty where the row prints nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("330100003").unwrap();
    /// assert!(!item.content().is_empty());
    /// ```
    #[must_use]
    pub fn content(&self) -> &'static str {
        self.text(2)
    }

    /// What is charged separately (除外内容); empty where the row prints nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.excluded(), "");
    /// ```
    #[must_use]
    pub fn excluded(&self) -> &'static str {
        self.text(3)
    }

    /// What one unit is (计价单位).
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("210102015").unwrap();
    /// assert_eq!(item.unit(), "曝光次数");
    /// ```
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.text(4)
    }

    /// The row's remark (说明); empty where the row prints none.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("330100003").unwrap();
    /// assert!(item.note().contains("小时"));
    /// ```
    #[must_use]
    pub fn note(&self) -> &'static str {
        self.text(5)
    }

    /// The row.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.citation().document(), "泸市医保发〔2023〕39号");
    /// ```
    #[must_use]
    pub fn citation(&'static self) -> Citation {
        Citation::of(&self.place)
    }

    /// What the row prints for a tier.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::{self, Price, Tier};
    /// use luzhou_gazette::money::Fen;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.price(Tier::BelowTwoB), Price::Amount(Fen::parse("18.2").unwrap()));
    /// assert_eq!(prices::listed("210102015").unwrap().price(Tier::BelowTwoB), Price::Blank);
    /// ```
    #[must_use]
    pub fn price(&self, tier: Tier) -> Price {
        match self.cells {
            Cells::Rate(rate) => Price::Rate(rate),
            Cells::Amounts(amounts) => match amounts.get(tier as usize) {
                Some(&fen) if fen >= 0 => Price::Amount(Fen::new(i64::from(fen))),
                _ => Price::Blank,
            },
        }
    }

    /// The code, the name and the unit.
    pub(crate) fn in_words(&self) -> String {
        match self.unit() {
            "" => format!("{} {}", self.code(), self.name()),
            unit => format!("{} {}（{unit}）", self.code(), self.name()),
        }
    }

    /// The rules by which the item's charge departs from price times quantity.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("330100003").unwrap();
    /// assert!(item.rules().count() > 0);
    /// ```
    pub fn rules(&self) -> impl Iterator<Item = &'static ItemRule> + use<> {
        let (code, from) = (self.code(), self.from());
        baked::ITEM_RULES
            .iter()
            .filter(move |rule| rule.holds_for(code, from))
    }

    /// The first day of its notice.
    fn from(&self) -> Date {
        self.document.period_on(Date::MIN).from
    }

    /// The anomalies of the row that concern the tier, or any tier while none is known.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("310902006-13").unwrap();
    /// use luzhou_gazette::gazette::prices::Tier;
    ///
    /// assert!(item.anomalies(Some(Tier::TwoB)).any(|anomaly| anomaly.id == "B1"));
    /// assert!(item.anomalies(Some(Tier::TwoA)).all(|anomaly| anomaly.id != "B1"));
    /// ```
    pub fn anomalies(&self, tier: Option<Tier>) -> impl Iterator<Item = &'static Anomaly> + use<> {
        let position = items().iter().position(|item| std::ptr::eq(item, self));
        let concerns = move |anomaly: &&Anomaly| {
            let row = anomaly.runs.iter().any(|&(first, last)| {
                position.is_some_and(|at| (usize::from(first)..=usize::from(last)).contains(&at))
            });
            row && tier.is_none_or(|tier| anomaly.tiers & (1 << tier as u8) != 0)
        };
        baked::ANOMALIES.iter().filter(concerns)
    }
}

/// Every row of every issue in printed order; those of one code follow each other in time.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::prices;
///
/// assert_eq!(prices::items().len(), 209);
/// ```
#[must_use]
pub fn items() -> &'static [Item] {
    &baked::ITEMS
}

/// The row with this code for a day: the last whose notice has begun, or else the first.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::date::Date;
/// use luzhou_gazette::gazette::prices;
///
/// let day = Date::parse("2024-06-01").unwrap();
/// assert_eq!(prices::item("111100002", day).unwrap().name(), "院内会诊");
/// assert!(prices::item("000000000", day).is_none());
/// ```
#[must_use]
pub fn item(code: &str, day: Date) -> Option<&'static Item> {
    listed(code).map(|item| item.on(day))
}

/// The row by which a code is known, whatever the day: its last.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::prices;
///
/// assert_eq!(prices::listed("111100002").unwrap().name(), "院内会诊");
/// ```
#[must_use]
pub fn listed(code: &str) -> Option<&'static Item> {
    items().iter().rfind(|item| item.code() == code)
}

/// A row a code, its last: what there is to choose from, whatever the day.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::gazette::prices;
///
/// assert_eq!(prices::all_listed().count(), 209);
/// ```
pub fn all_listed() -> impl Iterator<Item = &'static Item> {
    listed_places().map(|(_, item)| item)
}

/// The same with the place of each in [`items`].
pub(crate) fn listed_places() -> impl Iterator<Item = (u16, &'static Item)> {
    let replaced = |at: u16| SUCCESSORS.iter().any(|(from, _)| *from == at);
    let rows = (0_u16..).zip(items());
    rows.filter(move |(at, _)| !replaced(*at))
}

/// Finds a row for a form by its code, or by its whole name where no other row bears it.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::form::Found;
/// use luzhou_gazette::gazette::prices::find;
///
/// assert_eq!(find("330604031"), Found::Code("330604031"));
/// assert_eq!(find("院内会诊"), Found::Code("111100002"));
/// let twins = ["330604031 牙龈切除术（每牙）", "330604035 牙龈切除术（次）"];
/// assert_eq!(find("牙龈切除术"), Found::Several(twins.map(String::from).into()));
/// assert_eq!(find("扁桃体周围脓肿"), Found::Several(vec!["330610004 扁桃体周围脓肿切开引流术（次）".into()]));
/// assert_eq!(find("洗牙"), Found::Nothing);
/// ```
#[must_use]
pub fn find(text: &str) -> Found {
    if let Some(item) = listed(text) {
        return Found::Code(item.code());
    }
    let text = text.to_ascii_lowercase();
    let whole = |item: &&Item| item.name().to_ascii_lowercase() == text;
    let part = |item: &&Item| contains(&item.name().to_ascii_lowercase(), &text);
    let mut bearers: Vec<&Item> = all_listed().filter(whole).collect();
    if bearers.is_empty() && !text.is_empty() {
        bearers = all_listed().filter(part).collect();
    } else if let [item] = bearers.as_slice() {
        return Found::Code(item.code());
    }
    if bearers.is_empty() {
        return Found::Nothing;
    }
    Found::Several(bearers.into_iter().map(Item::in_words).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_annexes_are_whole() {
        let in_document = |id| items().iter().filter(|item| item.document.id == id).count();
        assert_eq!((in_document("医39"), in_document("医2")), (207, 2));
        let rows = |list: &str| {
            let begins = format!("附件 {list}第");
            items()
                .iter()
                .filter(|item| item.citation().clause().starts_with(&begins))
                .count()
        };
        assert_eq!((rows("调减"), rows("调增"), rows("")), (43, 164, 2));
    }

    #[test]
    fn no_price_rises_at_a_lower_tier() {
        for item in items() {
            let amounts: Vec<Fen> = Tier::ALL
                .into_iter()
                .filter_map(|tier| match item.price(tier) {
                    Price::Amount(amount) => Some(amount),
                    Price::Rate(_) | Price::Blank => None,
                })
                .collect();
            assert!(amounts.is_sorted_by(|a, b| a >= b), "{}", item.code());
        }
    }

    #[test]
    fn an_anomaly_keeps_to_its_tier() {
        let item = listed("310902006-13").unwrap();
        let has = |tier| item.anomalies(tier).any(|anomaly| anomaly.id == "B1");
        assert!(has(Some(Tier::TwoB)) && has(None));
        assert!(!has(Some(Tier::TwoA)));
    }
}
