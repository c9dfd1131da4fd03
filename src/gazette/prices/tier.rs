//! The tiers of hospitals.

/// A hospital's tier (等级), from the highest to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// 三级甲等.
    ThreeA,
    /// 三级乙等.
    ThreeB,
    /// 二级甲等.
    TwoA,
    /// 二级乙等.
    TwoB,
    /// 二乙以下.
    BelowTwoB,
}

impl Tier {
    /// Every tier, from the highest to the lowest.
    pub const ALL: [Self; 5] = [
        Self::ThreeA,
        Self::ThreeB,
        Self::TwoA,
        Self::TwoB,
        Self::BelowTwoB,
    ];

    /// The tier with this id.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::Tier;
    ///
    /// assert_eq!(Tier::find("3A"), Some(Tier::ThreeA));
    /// assert_eq!(Tier::find("4A"), None);
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.id() == id)
    }

    /// The tier's id.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::Tier;
    ///
    /// assert_eq!(Tier::BelowTwoB.id(), "below_2B");
    /// ```
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ThreeA => "3A",
            Self::ThreeB => "3B",
            Self::TwoA => "2A",
            Self::TwoB => "2B",
            Self::BelowTwoB => "below_2B",
        }
    }

    /// The tier as the price table heads its column.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::Tier;
    ///
    /// assert_eq!(Tier::ThreeA.label(), "三甲");
    /// ```
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ThreeA => "三甲",
            Self::ThreeB => "三乙",
            Self::TwoA => "二甲",
            Self::TwoB => "二乙",
            Self::BelowTwoB => "二乙以下",
        }
    }
}
