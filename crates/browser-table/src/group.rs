//! What people see together: rows in the order in which they ask for a look.

use luzhou_gazette::table::{Check, Verdict};

/// Rows that are shown under one heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Higher than the notice's, without a price for the tier, or to be compared by its name.
    Look,
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
    pub(super) const ALL: [Self; 7] = [
        Self::Look,
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
            Verdict::Equal | Verdict::Below if check.is_to_check(place) => Self::Look,
            Verdict::Equal | Verdict::Below => Self::Same,
            Verdict::Refunded => Self::Refunded,
            _ => Self::Rest,
        };
        Some(group)
    }

    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Look => "look",
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
            Self::Unreadable => "看不懂",
            Self::NotInForce => "当天不在有效期",
            Self::Same => "一致或更低",
            Self::Refunded => "退费冲抵",
            Self::Outside => "公报这次没列",
            Self::Rest => "不是项目",
        }
    }
}
