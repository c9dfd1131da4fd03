//! A row of a table as people and programs get it: what it is, how it was read, and why.

use serde::Serialize;

use crate::citation::Citation;
use crate::date::Date;
use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;

use super::against::is_far;
use super::amounts::unread_price;
use super::caution;
use super::excuse::Besides;
use super::explain;
use super::fault::{Fault, Part};
use super::index;
use super::judge::Entry;
use super::number::amount;
use super::verdict::{Kind, Verdict};

/// A row of a table. Amounts are in fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableRow")]
pub struct Row {
    /// The row, counted from 1 as a spreadsheet counts.
    pub row: u32,
    /// What it is; of several prices the one that asks most for a look.
    pub verdict: Verdict,
    /// The code as read, or as written where it cannot be read. Of a row that is no item its words.
    pub code: String,
    /// The name that the table gives.
    pub name: String,
    /// The name of the notice's row; empty where there is none.
    #[ts(type = "string")]
    pub printed_name: &'static str,
    /// The day whose price is compared.
    #[ts(type = "string | null")]
    pub day: Option<Date>,
    /// How many units were charged, refunds taken off; none in a price list.
    #[ts(type = "number | null")]
    pub quantity: Option<i64>,
    /// What is compared: one price or charge, or a price for each tier.
    pub prices: Vec<Priced>,
    /// How the row was read, where that is not plain, in Chinese sentences.
    pub reading: Vec<String>,
    /// Why it is not judged and what to do, or what may explain a difference; empty where there is nothing.
    pub reason: String,
    /// The code of the notice's row that may be meant where the row is not understood; empty otherwise.
    #[ts(type = "string")]
    pub near: &'static str,
    /// Where the notice's row is printed.
    pub citation: Option<Citation>,
    /// Whether the notice's row prints something that could explain a higher charge.
    pub explained: bool,
}

/// A price or a charge, set against the notice's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TablePrice")]
pub struct Priced {
    /// The id of the tier whose price is compared; empty where it is not known.
    #[ts(type = "string")]
    pub tier: &'static str,
    /// The price or the charge as written.
    pub written: String,
    /// The price or the charge.
    #[ts(type = "number | null")]
    pub amount: Option<Fen>,
    /// The notice's price; in a bill its base price for these units, the least that can be due.
    #[ts(type = "number | null")]
    pub printed: Option<Fen>,
    /// How it stands to the notice's.
    pub verdict: Verdict,
}

/// How a row was read, where that is not plain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes(u32);

/// Each way with its sentence; `{}` stands for the notice's name.
const NOTES: [&str; 16] = [
    "编码和名称写在一格里",
    "取国家编码后面的项目编码",
    "按名称找到，请核对编码",
    "名称和公报不同，请核对编码",
    "日期照上面的格子",
    "日期是表格软件的序号",
    "金额的小数误差去掉了",
    "金额是单价乘数量",
    "引号没有成对，按原样读",
    "扣掉了同一天的退费",
    "等级照上面的格子",
    "日期是一段时间，价格相同",
    "同一天没有对应的收费",
    "等级照上面的小标题",
    "同一天还有上下级或同一项目的另一种，公报没有写能否同时收，可能只收一次，请核对",
    "有的等级表里没有写价格，没有核对",
];

impl Notes {
    pub(super) const WITH_NAME: Self = Self(1);
    pub(super) const NATIONAL: Self = Self(1 << 1);
    pub(super) const BY_NAME: Self = Self(1 << 2);
    pub(super) const OTHER_NAME: Self = Self(1 << 3);
    pub(super) const DAY_ABOVE: Self = Self(1 << 4);
    pub(super) const SERIAL: Self = Self(1 << 5);
    pub(super) const NOISE: Self = Self(1 << 6);
    pub(super) const PRODUCT: Self = Self(1 << 7);
    pub(super) const STRAY: Self = Self(1 << 8);
    pub(super) const NET: Self = Self(1 << 9);
    pub(super) const TIER_ABOVE: Self = Self(1 << 10);
    pub(super) const SPAN: Self = Self(1 << 11);
    pub(super) const LONE: Self = Self(1 << 12);
    pub(super) const TIER_SAID: Self = Self(1 << 13);
    /// Not said: a row that is not understood and may be a refund.
    pub(super) const MAYBE_REFUND: Self = Self(1 << 14);
    /// Not said: it is not certain that the units of a day are of one day and one patient.
    pub(super) const NO_CAP: Self = Self(1 << 15);
    /// Not said: no charge stands in the row of a bill.
    pub(super) const NO_SUM: Self = Self(1 << 16);
    /// Not said: the name has nothing in common with the notice's.
    pub(super) const FAR_NAME: Self = Self(1 << 17);
    /// Not said: what would make a difference from the notice's price uncertain, by row or by heading.
    const VARIANT: Self = Self(1 << 18);
    const HEADING: Self = Self(1 << 19);
    const UNIT: Self = Self(1 << 22);
    const INCLUDES: Self = Self(1 << 23);
    const SPECIAL: Self = Self(1 << 24);
    /// Not said: the patient is older than the notice's surcharge for children reaches.
    pub(super) const OLDER: Self = Self(1 << 25);
    const CONTRARY: Self = Self(1 << 26);
    /// Not said: the row's own price times its quantity is its charge.
    pub(super) const BY_UNITS: Self = Self(1 << 27);

    /// Beside another row of its family on the same day.
    pub(super) const OVERLAP: Self = Self(1 << 20);
    /// Of some tier the table says that there is no price.
    pub(super) const UNPRICED: Self = Self(1 << 21);

    /// The note of why a difference would be uncertain.
    pub(super) const fn of_excuse(fault: Fault) -> Self {
        match fault {
            Fault::Heading => Self::HEADING,
            Fault::OtherItem => Self::FAR_NAME,
            Fault::Unit => Self::UNIT,
            Fault::Besides(Besides::Includes) => Self::INCLUDES,
            Fault::Besides(Besides::Special) => Self::SPECIAL,
            Fault::Contrary => Self::CONTRARY,
            _ => Self::VARIANT,
        }
    }

    /// Why a difference would be uncertain.
    pub(super) const fn excuse(self) -> Option<Fault> {
        if self.has(Self::HEADING) {
            Some(Fault::Heading)
        } else if self.has(Self::FAR_NAME) {
            Some(Fault::OtherItem)
        } else if self.has(Self::UNIT) {
            Some(Fault::Unit)
        } else if self.has(Self::INCLUDES) {
            Some(Fault::Besides(Besides::Includes))
        } else if self.has(Self::SPECIAL) {
            Some(Fault::Besides(Besides::Special))
        } else if self.has(Self::CONTRARY) {
            Some(Fault::Contrary)
        } else if self.has(Self::VARIANT) {
            Some(Fault::Variant)
        } else {
            None
        }
    }

    pub(super) const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether a person should look at how the row was read.
    pub(super) const fn ask_for_a_look(self) -> bool {
        self.has(Self::BY_NAME) || self.has(Self::OTHER_NAME) || self.has(Self::OVERLAP)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn sentences(self) -> Vec<String> {
        // The last two came after those that are not said.
        let bits = (0_u32..14).chain(20..22).zip(NOTES);
        let said = bits.filter(|(bit, _)| self.0.checked_shr(*bit).unwrap_or(0) & 1 == 1);
        said.map(|(_, text)| text.to_owned()).collect()
    }
}

impl Priced {
    /// By how much the price differs, without a sign: the verdict says in which direction. `None` where one of the two is missing.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// assert_eq!(check.row(1).unwrap().prices[0].difference().unwrap().to_string(), "3");
    /// ```
    #[must_use]
    pub fn difference(&self) -> Option<Fen> {
        let fen = self.amount?.get().checked_sub(self.printed?.get())?;
        Some(Fen::new(fen.checked_abs()?))
    }

    /// The tier whose price is compared.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Check, Choices};
    /// # use luzhou_gazette::{date::Date, gazette::prices::Tier};
    /// # let choices = Choices { tier: Some(Tier::ThreeA), ..Choices::default() };
    /// # let today = Date::parse("2024-06-01").unwrap();
    /// let mut check = Check::new("项目编码,单价\n210102015,70\n".to_owned(), &choices, today);
    /// while check.advance(100) {}
    /// assert_eq!(check.row(1).unwrap().prices[0].tier(), Some(Tier::ThreeA));
    /// ```
    #[must_use]
    pub fn tier(&self) -> Option<Tier> {
        Tier::find(self.tier)
    }
}

impl Row {
    /// The row of an entry, with the words that stand in the table.
    pub(super) fn of(entry: &Entry, kind: Kind, words: Words, prices: Vec<Priced>) -> Self {
        let item = entry.item.and_then(index::item);
        let judged = item.filter(|_| entry.fault.is_none());
        let explained = entry.may_be_explained(kind) && judged.is_some_and(explain::explains);
        Self {
            row: entry.row,
            verdict: entry.verdict,
            code: words.code,
            name: words.name,
            printed_name: judged.map_or("", Item::name),
            day: entry.day,
            quantity: (kind == Kind::Bill && entry.quantity != 0)
                .then_some(i64::from(entry.quantity)),
            reading: entry.notes.sentences(),
            reason: reason(entry, item, kind, &prices),
            near: item
                .filter(|_| entry.fault.is_some_and(|(part, _)| part == Part::Code))
                .map_or("", Item::code),
            citation: judged.map(Item::citation),
            prices,
            explained,
        }
    }
}

/// The words of a row as they stand in the table.
pub(super) struct Words {
    pub(super) code: String,
    pub(super) name: String,
}

fn reason(entry: &Entry, item: Option<&'static Item>, kind: Kind, prices: &[Priced]) -> String {
    if let Some((part, fault)) = entry.fault {
        let more = item.map_or("", |it| of_misprint(fault, it, entry.tier));
        if let Some(fold) = fold(entry, fault, item) {
            return fold;
        }
        return why(part, fault, item) + more;
    }
    let Some(item) = item else {
        return String::new();
    };
    // Of the prices of several tiers some may not be read.
    let unread = prices.iter().filter(|it| it.verdict == Verdict::Unreadable);
    let told = unread.filter_map(|it| {
        let fault = match (item.price(it.tier()?), amount(&it.written)) {
            (Price::Rate(_), _) => Fault::NotTheRate,
            (_, Err(fault)) => unread_price(&it.written, fault),
            (_, Ok((fen, _))) if fen.get() < 0 => Fault::Negative,
            (Price::Amount(printed), Ok((fen, _))) if !is_far(fen, printed) => {
                caution::doubt(item, it.tier()?, fen, 1, kind).map_or(Fault::Far, |(_, it, _)| it)
            }
            _ => Fault::Far,
        };
        let more = of_misprint(fault, item, it.tier());
        Some(format!("{}：{}。{more}", it.tier()?.label(), fault.text()))
    });
    let told = told.collect::<String>();
    if !told.is_empty() {
        return told;
    }
    match entry.verdict {
        Verdict::NotInForce => {
            let document = item.document;
            let period = document.period_on(entry.day.unwrap_or(Date::MIN));
            let day = entry.day.map(|it| it.to_string()).unwrap_or_default();
            format!("{}的价格只管 {}，{day} 不在其中。", document.number, period)
        }
        Verdict::NoPrice => "公报没有给这个等级定价，不能套用别的等级。".to_owned(),
        Verdict::Equal
            if prices
                .first()
                .and_then(Priced::tier)
                .is_some_and(|it| matches!(item.price(it), Price::Rate(_))) =>
        {
            "公报印的是比例。".to_owned()
        }
        Verdict::Above if kind == Kind::Bill => {
            explain::sentence(item) + of_misprints(item, prices)
        }
        Verdict::Above | Verdict::Below | Verdict::Equal => of_misprints(item, prices).to_owned(),
        _ => String::new(),
    }
}

/// How many times the notice's price a charge is, where that is why it is not judged.
fn fold(entry: &Entry, fault: Fault, item: Option<&Item>) -> Option<String> {
    let Price::Amount(each) = item?.price(entry.tier?) else {
        return None;
    };
    let of = |part: Fen| {
        let amount = entry.amount?.get();
        let whole = amount.checked_rem(part.get()) == Some(0);
        Some((part, amount.checked_div(part.get())?)).filter(|_| whole)
    };
    let due = each.checked_times(i64::from(entry.quantity))?;
    let (part, times) = of(due).or_else(|| of(each))?;
    let said = format!("公报价（{} 元）的 {times} 倍", part.plain());
    let why = fault.text().replacen("公报价的几倍", &said, 1);
    (fault == Fault::Fold).then(|| format!("{}：{why}。", Part::Amount.label()))
}

/// What the project's list says of the misprint in one of the prices that were compared.
fn of_misprints(item: &Item, prices: &[Priced]) -> &'static str {
    let mut tiers = prices.iter().filter_map(Priced::tier);
    tiers
        .find_map(|it| caution::misprint(item, it))
        .unwrap_or_default()
}

/// What the project's list says of the misprint.
fn of_misprint(fault: Fault, item: &Item, tier: Option<Tier>) -> &'static str {
    let tier = tier.filter(|_| fault == Fault::Misprint);
    tier.and_then(|it| caution::misprint(item, it))
        .unwrap_or_default()
}

/// Why a row is not judged, with the notice's row that may be meant.
fn why(part: Part, fault: Fault, near: Option<&'static Item>) -> String {
    let mark = if part == Part::Row { "" } else { "：" };
    let said = format!("{}{mark}{}。", part.label(), fault.text());
    match near.filter(|_| part == Part::Code) {
        Some(item) => format!("{said}可能是 {}（{}）。", item.code(), item.name()),
        None => said,
    }
}
