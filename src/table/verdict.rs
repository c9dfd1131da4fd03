//! What a row of a table turns out to be, and what that is called.

use serde::Serialize;

/// What a table is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TableKind")]
pub enum Kind {
    /// A hospital's price list: a price for one unit.
    #[default]
    List,
    /// A bill: what was charged for a number of units.
    Bill,
}

/// What a row is: how its price stands to the notice's, why it is not judged, or that it is no item. Every
/// row of a file is exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RowVerdict")]
pub enum Verdict {
    /// More than the notice prints; in a bill, more than its base price for these units.
    Above,
    /// Less.
    Below,
    /// Not understood with certainty.
    Unreadable,
    /// The notice sets no price for this tier.
    NoPrice,
    /// The notice does not stand on that day.
    NotInForce,
    /// A refund, or a charge that was refunded.
    Refunded,
    /// The same to the fen.
    Equal,
    /// The notice has no such code.
    NotInNotice,
    /// A line above the heads.
    Title,
    /// The words over the columns.
    Head,
    /// A heading within the table.
    Section,
    /// A sum.
    Total,
    /// A line about the table.
    Remark,
    /// Nothing.
    Blank,
}

impl Kind {
    /// The stable name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Kind;
    ///
    /// assert_eq!(Kind::find("bill"), Some(Kind::Bill));
    /// assert_eq!(Kind::Bill.id(), "bill");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Bill => "bill",
        }
    }

    /// The kind with this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Kind;
    ///
    /// assert_eq!(Kind::find("list"), Some(Kind::List));
    /// assert_eq!(Kind::find("lists"), None);
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        [Self::List, Self::Bill]
            .into_iter()
            .find(|it| it.id() == id)
    }

    /// The kind in Chinese.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(luzhou_gazette::table::Kind::Bill.label(), "患者的账单");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::List => "医院的价目表",
            Self::Bill => "患者的账单",
        }
    }
}

impl Verdict {
    /// Every one: items first, what asks most for a look at the beginning.
    pub const ALL: [Self; 14] = [
        Self::Above,
        Self::Below,
        Self::Unreadable,
        Self::NoPrice,
        Self::NotInForce,
        Self::Refunded,
        Self::Equal,
        Self::NotInNotice,
        Self::Title,
        Self::Head,
        Self::Section,
        Self::Total,
        Self::Remark,
        Self::Blank,
    ];

    /// The stable name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Verdict;
    ///
    /// assert_eq!(Verdict::find("not_in_force"), Some(Verdict::NotInForce));
    /// assert_eq!(Verdict::NotInForce.id(), "not_in_force");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Above => "above",
            Self::Below => "below",
            Self::Unreadable => "unreadable",
            Self::NoPrice => "no_price",
            Self::NotInForce => "not_in_force",
            Self::Refunded => "refunded",
            Self::Equal => "equal",
            Self::NotInNotice => "not_in_notice",
            Self::Title => "title",
            Self::Head => "head",
            Self::Section => "section",
            Self::Total => "total",
            Self::Remark => "remark",
            Self::Blank => "blank",
        }
    }

    /// The one with this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Verdict;
    ///
    /// assert!(Verdict::ALL.into_iter().all(|it| Verdict::find(it.id()) == Some(it)));
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// Whether the row is an item of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Verdict;
    ///
    /// assert!(Verdict::Unreadable.is_item() && !Verdict::Total.is_item());
    /// ```
    #[must_use]
    pub const fn is_item(self) -> bool {
        !matches!(
            self,
            Self::Title | Self::Head | Self::Section | Self::Total | Self::Remark | Self::Blank
        )
    }

    /// The verdict in Chinese.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Kind, Verdict};
    ///
    /// assert_eq!(Verdict::Above.label(Kind::List), "高于公报价");
    /// ```
    #[must_use]
    pub const fn label(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Above, Kind::List) => "高于公报价",
            (Self::Above, Kind::Bill) => "高于基准价",
            (Self::Below, Kind::List) => "低于公报价",
            (Self::Below, Kind::Bill) => "低于基准价",
            (Self::Unreadable, _) => "看不懂",
            (Self::NoPrice, _) => "这个等级没有定价",
            (Self::NotInForce, _) => "当天不在有效期",
            (Self::Refunded, _) => "退费冲抵",
            (Self::Equal, _) => "一致",
            (Self::NotInNotice, _) => "公报没有这个编码",
            (Self::Title, _) => "标题",
            (Self::Head, _) => "表头",
            (Self::Section, _) => "小标题",
            (Self::Total, _) => "小计、合计",
            (Self::Remark, _) => "注和落款",
            (Self::Blank, _) => "空行",
        }
    }

    /// A sign, so that colour is never the only mark.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(luzhou_gazette::table::Verdict::Above.sign(), "↑");
    /// ```
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Above => "↑",
            Self::Below => "↓",
            Self::Equal => "=",
            Self::NotInNotice => "∅",
            Self::NoPrice => "—",
            Self::NotInForce => "×",
            Self::Refunded => "±",
            Self::Unreadable => "?",
            _ => "·",
        }
    }
}
