//! What a column is for, and what a person or a program fixes before a table is understood.

use crate::date::Date;
use crate::gazette::prices::Tier;

use super::verdict::Kind;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The codes.
    Code,
    /// The names.
    Name,
    /// The days of the charges.
    Day,
    /// The hospitals' tiers.
    Tier,
    /// How many units were charged.
    Quantity,
    /// The price of one unit in a bill.
    UnitPrice,
    /// The prices of a list, or the charges of a bill.
    Amount,
    /// The prices of a list for one tier.
    Price(Tier),
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 12] = [
        Self::Code,
        Self::Name,
        Self::Day,
        Self::Tier,
        Self::Quantity,
        Self::UnitPrice,
        Self::Amount,
        Self::Price(Tier::ThreeA),
        Self::Price(Tier::ThreeB),
        Self::Price(Tier::TwoA),
        Self::Price(Tier::TwoB),
        Self::Price(Tier::BelowTwoB),
    ];

    /// The stable name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::Role;
    ///
    /// assert_eq!(Role::find("unit_price"), Some(Role::UnitPrice));
    /// assert!(Role::ALL.into_iter().all(|it| Role::find(it.id()) == Some(it)));
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Day => "date",
            Self::Tier => "tiers",
            Self::Quantity => "quantity",
            Self::UnitPrice => "unit_price",
            Self::Amount => "amount",
            Self::Price(Tier::ThreeA) => "price_3A",
            Self::Price(Tier::ThreeB) => "price_3B",
            Self::Price(Tier::TwoA) => "price_2A",
            Self::Price(Tier::TwoB) => "price_2B",
            Self::Price(Tier::BelowTwoB) => "price_below_2B",
        }
    }

    /// The role with this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::Tier;
    /// use luzhou_gazette::table::Role;
    ///
    /// assert_eq!(Role::find("price_3A"), Some(Role::Price(Tier::ThreeA)));
    /// assert_eq!(Role::find("price"), None);
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    /// The role in Chinese.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(luzhou_gazette::table::Role::Code.label(), "项目编码");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Code => "项目编码",
            Self::Name => "项目名称",
            Self::Day => "日期",
            Self::Tier => "医院等级",
            Self::Quantity => "数量",
            Self::UnitPrice => "单价",
            Self::Amount => "金额",
            Self::Price(tier) => tier.label(),
        }
    }

    /// Whether a table of this kind has such a column.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Kind, Role};
    ///
    /// assert!(Role::Quantity.belongs_to(Kind::Bill));
    /// assert!(!Role::Quantity.belongs_to(Kind::List));
    /// ```
    #[must_use]
    pub const fn belongs_to(self, kind: Kind) -> bool {
        match self {
            Self::Code | Self::Name | Self::Tier | Self::Amount => true,
            Self::Day | Self::Quantity | Self::UnitPrice => matches!(kind, Kind::Bill),
            Self::Price(_) => matches!(kind, Kind::List),
        }
    }
}

/// What is fixed by a person or a program; everything else is understood from the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What the table is.
    pub kind: Option<Kind>,
    /// The hospital's tier, for rows that do not say theirs; of prices by tiers only those of this one are compared.
    pub tier: Option<Tier>,
    /// The day whose prices stand, for rows that do not say theirs.
    pub day: Option<Date>,
    /// What columns hold, by their place from 0; no place where there is no such column.
    pub columns: Vec<(Role, Option<usize>)>,
}

impl Choices {
    /// Fixes one thing by its name: `kind`, `tier`, `day`, or a [`Role`] with a column's place from 0 or
    /// `none`; an empty value takes it back. False where the name or the value is not understood.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::table::{Choices, Kind, Role};
    ///
    /// let mut choices = Choices::default();
    /// assert!(choices.set("kind", "bill") && choices.set("amount", "3") && choices.set("quantity", "none"));
    /// assert_eq!(choices.kind, Some(Kind::Bill));
    /// assert_eq!(choices.columns, [(Role::Amount, Some(3)), (Role::Quantity, None)]);
    /// assert!(!choices.set("kind", "letter") && !choices.set("colour", "1"));
    /// ```
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        let back = value.is_empty();
        match key {
            "kind" => {
                self.kind = Kind::find(value);
                back || self.kind.is_some()
            }
            "tier" => {
                self.tier = Tier::find(value);
                back || self.tier.is_some()
            }
            "day" => {
                self.day = Date::parse(value);
                back || self.day.is_some()
            }
            _ => self.set_column(key, value),
        }
    }

    fn set_column(&mut self, key: &str, value: &str) -> bool {
        let Some(role) = Role::find(key) else {
            return false;
        };
        self.columns.retain(|(it, _)| *it != role);
        let place = match value {
            "" => return true,
            "none" => None,
            _ => match value.parse() {
                Ok(place) => Some(place),
                Err(_) => return false,
            },
        };
        self.columns.push((role, place));
        true
    }

    /// Whether something is fixed about a role.
    pub(super) fn fixes(&self, role: Role) -> bool {
        self.columns.iter().any(|(it, _)| *it == role)
    }
}
