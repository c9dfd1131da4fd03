//! A provision (规定): a figure of the gazette with its source and its period.

use crate::citation::Citation;
use crate::date::Date;
use crate::outcome::NoticeKind;
use crate::period::{Period, Standing};

/// A sentence of our own about a clause, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What sort of sentence it is.
    pub kind: NoticeKind,
    /// The sentence.
    pub text: &'static str,
}

/// A figure in one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The days on which it is in force.
    pub period: Period,
    /// The figure; `()` for a rule without one.
    pub value: T,
    /// Where the gazette prints it.
    pub citation: Citation,
}

/// A figure through time: one entry a period, without gap or overlap, and never none.
#[derive(Clone, Copy, Debug)]
pub struct Dated<T: 'static> {
    pub(super) newest: Fact<T>,
    pub(super) earlier: &'static [Fact<T>],
}

impl<T: Copy> Dated<T> {
    /// The newest entry, whatever the day.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::facts::RELOCATION_CITY;
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(RELOCATION_CITY.latest().value, Fen::new(1_500_000));
    /// ```
    #[must_use]
    pub const fn latest(&self) -> &Fact<T> {
        &self.newest
    }

    /// The entry in force on the day, or else the one nearest to it, and whether the day lies in its period.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::period::Standing;
    /// use luzhou_gazette::gazette::facts::RELOCATION_CITY;
    /// use luzhou_gazette::money::Fen;
    ///
    /// let day = |text| Date::parse(text).unwrap();
    /// let (fact, standing) = RELOCATION_CITY.at(day("2024-02-18"));
    /// assert_eq!((fact.value, standing), (Fen::parse("15000").unwrap(), Standing::InForce));
    /// assert_eq!(RELOCATION_CITY.at(day("2024-02-17")).1, Standing::NotYet);
    /// ```
    #[must_use]
    pub fn at(&self, day: Date) -> (&Fact<T>, Standing) {
        let mut nearest = &self.newest;
        for fact in self.earlier {
            if fact.period.standing(day) == Standing::Ended {
                break;
            }
            nearest = fact;
        }
        (nearest, nearest.period.standing(day))
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;
    use crate::citation::Place;

    const CITATION: Citation = Citation::of(&Place {
        document: "试〔2024〕1号",
        clause: "一",
        page: NonZeroU16::new(1),
    });

    const fn fact(value: u32, from: Date, until: Option<Date>) -> Fact<u32> {
        Fact {
            period: Period { from, until },
            value,
            citation: CITATION,
        }
    }

    #[test]
    fn the_entry_of_the_day_is_found_by_its_period() {
        const EARLIER: [Fact<u32>; 2] = [
            fact(2, Date::baked(2024, 4, 1), Some(Date::baked(2024, 6, 30))),
            fact(1, Date::baked(2024, 1, 1), Some(Date::baked(2024, 3, 31))),
        ];
        let newest = fact(3, Date::baked(2024, 7, 1), Some(Date::baked(2024, 12, 31)));
        let dated = Dated {
            newest,
            earlier: &EARLIER,
        };
        let at = |month, day| {
            let (fact, standing) = dated.at(Date::new(2024, month, day).unwrap());
            (fact.value, standing)
        };
        assert_eq!(at(1, 1), (1, Standing::InForce));
        assert_eq!(at(3, 31), (1, Standing::InForce));
        assert_eq!(at(4, 1), (2, Standing::InForce));
        assert_eq!(at(6, 30), (2, Standing::InForce));
        assert_eq!(at(12, 31), (3, Standing::InForce));
        assert_eq!(dated.at(Date::baked(2023, 12, 31)).1, Standing::NotYet);
        assert_eq!(
            dated.at(Date::baked(2025, 1, 1)),
            (&dated.newest, Standing::Ended)
        );
    }
}
