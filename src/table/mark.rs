//! What is marked at a row of a table, and what it is called.

use crate::citation::Citation;
use crate::date::Date;
use crate::gazette::prices::{Item, Price, Tier};
use crate::money::Fen;

use super::explain;

/// What a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A hospital's price list: a price for one unit.
    #[default]
    List,
    /// A bill: a quantity and what was charged for it.
    Bill,
}

/// How a price or a charge stands to the notice's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// More than the notice prints; in a bill, more than its base price for these units.
    Above,
    /// Less.
    Below,
    /// The same to the fen.
    Equal,
    /// The notice has no such code.
    NotInNotice,
    /// The notice sets no price for this tier.
    NoPrice,
    /// The notice does not stand on that day.
    NotInForce,
    /// A cell cannot be read without guessing.
    Unreadable,
}

/// Why a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written there.
    Missing,
    /// A spreadsheet has rounded it to `2.10102E+08`.
    Scientific,
    /// Several codes or amounts in one cell.
    Several,
    /// No code.
    NotACode,
    /// No number.
    NotANumber,
    /// Below zero.
    Negative,
    /// Less than a fen.
    TooFine,
    /// A part of a unit.
    NotWhole,
    /// Larger than can be meant.
    OutOfRange,
    /// No day.
    NotADay,
    /// No tier.
    NotATier,
    /// A formula instead of its value.
    Formula,
    /// A spreadsheet's error value.
    ErrorValue,
    /// A quotation mark that nothing closes: the rows after it fell into this cell.
    Unclosed,
}

/// The part of a row to which a fault belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The code.
    Code,
    /// The price, or the charge.
    Amount,
    /// The tier.
    Tier,
    /// The quantity.
    Quantity,
    /// The day.
    Day,
}

/// What is marked at a row: how its price stands to the notice's, with the row of the notice.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The row, counted from 1 as a spreadsheet counts.
    pub row: u32,
    /// How the price stands to the notice's.
    pub status: Status,
    /// Why it is unreadable, where it is.
    pub fault: Option<(Part, Fault)>,
    /// The code as read, or as written where it cannot be read.
    pub code: String,
    /// The name that the table gives where the notice has no such code.
    pub name: String,
    /// The row of the notice.
    pub item: Option<&'static Item>,
    /// The tier whose price is compared.
    pub tier: Option<Tier>,
    /// The day whose price is compared.
    pub day: Date,
    /// How many units were charged; 1 in a price list.
    pub quantity: i64,
    /// The price or the charge as written.
    pub written: String,
    /// The price or the charge.
    pub amount: Option<Fen>,
    /// The notice's price; in a bill its base price for these units, the least that can be due.
    pub printed: Option<Fen>,
    /// Whether the table is a bill.
    pub mode: Mode,
}

impl Status {
    /// Every status, the one that asks most for a look first.
    pub const ALL: [Self; 7] = [
        Self::Above,
        Self::Below,
        Self::NotInNotice,
        Self::NoPrice,
        Self::NotInForce,
        Self::Unreadable,
        Self::Equal,
    ];

    /// The stable name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Status;
    ///
    /// assert_eq!(Status::find("not_in_force"), Some(Status::NotInForce));
    /// assert_eq!(Status::NotInForce.id(), "not_in_force");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Equal => "equal",
            Self::NotInNotice => "not_in_notice",
            Self::NoPrice => "no_price",
            Self::NotInForce => "not_in_force",
            Self::Unreadable => "unreadable",
        }
    }

    /// The status with this name.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.id() == id)
    }

    /// The status in Chinese.
    #[must_use]
    pub const fn label(self, mode: Mode) -> &'static str {
        match (self, mode) {
            (Self::Above, Mode::List) => "高于公报价",
            (Self::Above, Mode::Bill) => "高于基准价",
            (Self::Below, Mode::List) => "低于公报价",
            (Self::Below, Mode::Bill) => "低于基准价",
            (Self::Equal, _) => "一致",
            (Self::NotInNotice, _) => "公报没有这个编码",
            (Self::NoPrice, _) => "这个等级没有定价",
            (Self::NotInForce, _) => "当天不在有效期",
            (Self::Unreadable, _) => "读不出来",
        }
    }

    /// A sign, so that colour is never the only mark.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Above => "↑",
            Self::Below => "↓",
            Self::Equal => "=",
            Self::NotInNotice => "∅",
            Self::NoPrice => "—",
            Self::NotInForce => "×",
            Self::Unreadable => "?",
        }
    }
}

impl Part {
    const fn label(self) -> &'static str {
        match self {
            Self::Code => "编码",
            Self::Amount => "金额",
            Self::Tier => "等级",
            Self::Quantity => "数量",
            Self::Day => "日期",
        }
    }
}

impl Fault {
    const fn text(self) -> &'static str {
        match self {
            Self::Missing => "没有填",
            Self::Scientific => {
                "被表格软件改成了科学计数法，看不出原来的数；请把这一列设成文本再导出"
            }
            Self::Several => "一格里有几个，不知道用哪一个",
            Self::NotACode => "不像是编码",
            Self::NotANumber => "不是数",
            Self::Negative => "是负数",
            Self::TooFine => "不到一分钱的小数",
            Self::NotWhole => "不是整数",
            Self::OutOfRange => "太大或太小",
            Self::NotADay => "不是 2024-01-15 这样的日期",
            Self::NotATier => "不是三甲、三乙、二甲、二乙或二乙以下",
            Self::Formula => "是公式，不是数；请把值导出来",
            Self::ErrorValue => "是表格软件的错误值",
            Self::Unclosed => "引号没有成对，后面的行都并进了这一格",
        }
    }
}

impl Mark {
    /// The name of the item: the notice's, or the table's own where the notice has no such code.
    #[must_use]
    pub fn name(&self) -> &str {
        self.item.map_or(self.name.as_str(), |item| item.name())
    }

    /// By how much the price differs, without a sign; the status says in which direction.
    #[must_use]
    pub fn difference(&self) -> Option<Fen> {
        let fen = self.amount?.get().checked_sub(self.printed?.get())?;
        Some(Fen::new(fen.checked_abs()?))
    }

    /// The row of the notice that the price was compared with.
    #[must_use]
    pub fn citation(&self) -> Option<Citation> {
        self.item.map(Item::citation)
    }

    /// Whether the row of the notice prints something that could explain a higher charge.
    #[must_use]
    pub fn may_be_explained(&self) -> bool {
        self.mode == Mode::Bill
            && self.status == Status::Above
            && self.item.is_some_and(explain::explains)
    }

    /// What else there is to know, in a sentence or two; empty where there is nothing.
    #[must_use]
    pub fn explanation(&self) -> String {
        if let Some((part, fault)) = self.fault {
            return format!("{}：{}。", part.label(), fault.text());
        }
        let Some(item) = self.item else {
            return String::new();
        };
        match self.status {
            Status::NotInForce => {
                let document = item.document;
                format!(
                    "{}的价格只管 {}，{} 不在其中。",
                    document.number, document.period, self.day
                )
            }
            Status::NoPrice => match self.tier.map(|tier| item.price(tier)) {
                Some(Price::Rate(rate)) => {
                    format!("这一行印的是比例 {rate}，不是价格。")
                }
                _ => "公报没有给这个等级定价，不能套用别的等级。".to_owned(),
            },
            Status::Above if self.mode == Mode::Bill => explain::sentence(item),
            Status::Equal
                if matches!(self.tier.map(|tier| item.price(tier)), Some(Price::Rate(_))) =>
            {
                "公报印的是比例。".to_owned()
            }
            _ => String::new(),
        }
    }
}
