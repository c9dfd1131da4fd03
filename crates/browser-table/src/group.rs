//! What people see together: rows in the order in which they ask for a look.

use luzhou_gazette::table::{Check, Verdict};

/// Rows that are shown under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Higher than the notice's, or without a price for the tier.
    Look,
    /// Not higher, but found by its name or with another name: whether it is that row is for people to see.
    ToCheck,
    /// Not understood.
    Unreadable,
    /// On a day on which the notice does not stand.
    NotInForce,
    /// The same, or lower.
    Same,
    /// Charged and refunded.
    Refunded,
    /// Not among the notice's rows.
    Outside,
    /// No items.
    Rest,
}

impl Group {
    /// Every group, in the order of the screen.
    pub(super) const ALL: [Self; 8] = [
        Self::Look,
        Self::ToCheck,
        Self::Unreadable,
        Self::NotInForce,
        Self::Same,
        Self::Refunded,
        Self::Outside,
        Self::Rest,
    ];

    /// The group of the row at this place.
    pub(super) fn of(check: &Check, place: usize) -> Option<Self> {
        let group = match check.verdict(place)? {
            Verdict::Unreadable => Self::Unreadable,
            Verdict::NotInForce => Self::NotInForce,
            Verdict::NotInNotice => Self::Outside,
            Verdict::Above | Verdict::NoPrice => Self::Look,
            Verdict::Equal | Verdict::Below if check.is_to_check(place) => Self::ToCheck,
            Verdict::Equal | Verdict::Below => Self::Same,
            Verdict::Refunded => Self::Refunded,
            _ => Self::Rest,
        };
        Some(group)
    }

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::ToCheck => "to_check",
            Self::Unreadable => "unreadable",
            Self::NotInForce => "not_in_force",
            Self::Same => "same",
            Self::Refunded => "refunded",
            Self::Outside => "outside",
            Self::Rest => "rest",
        }
    }

    pub(super) fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.id() == id)
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Look => "值得先看",
            Self::ToCheck => "请核对名称或编码",
            Self::Unreadable => "看不懂",
            Self::NotInForce => "当天不在有效期",
            Self::Same => "一致或更低",
            Self::Refunded => "退费冲抵",
            Self::Outside => "公报这次没列",
            Self::Rest => "不是项目",
        }
    }

    /// As many rows as are shown of it beside the other groups; the rest comes when it is asked for.
    pub(super) const fn first(self) -> usize {
        match self {
            Self::Look => 50,
            Self::Unreadable | Self::NotInForce => 20,
            Self::ToCheck => 10,
            Self::Same | Self::Refunded | Self::Outside | Self::Rest => 5,
        }
    }
}
