//! The situations of the interview “哪些与我有关”. Each calculator declares in its entry to which it
//! belongs; the interview's own file says for whom and in which words a situation is offered.

use crate::form::Choice;

/// A situation in which somebody is. The interview answers in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Situation {
    Home,
    Hazard,
    Patient,
    Donor,
    Fire,
    Building,
    Shopping,
    Vehicle,
    Child,
    Road,
    Hospital,
    Staff,
    Property,
    Project,
    Fleet,
    Demolition,
    Relocation,
    Blood,
    Openness,
    Targets,
    Validity,
}

impl Situation {
    /// The stable name, as the interview's answers write it.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Hazard => "hazard",
            Self::Patient => "patient",
            Self::Donor => "donor",
            Self::Fire => "fire",
            Self::Building => "building",
            Self::Shopping => "shopping",
            Self::Vehicle => "vehicle",
            Self::Child => "child",
            Self::Road => "road",
            Self::Hospital => "hospital",
            Self::Staff => "staff",
            Self::Property => "property",
            Self::Project => "project",
            Self::Fleet => "fleet",
            Self::Demolition => "demolition",
            Self::Relocation => "relocation",
            Self::Blood => "blood",
            Self::Openness => "openness",
            Self::Targets => "targets",
            Self::Validity => "validity",
        }
    }

    /// The situation as something to choose, in the words of those who are in it.
    pub(super) const fn choice(self, label: &'static str) -> Choice {
        Choice::new(self.id(), label)
    }
}
