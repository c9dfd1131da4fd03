//! A provision (规定): a figure of the gazette with its source and its period.

use crate::citation::Citation;
use crate::date::Date;
use crate::money::Fen;
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

/// A figure through time: one entry a period, the first first, and never none. A period that a later document
/// shortens or prolongs has one more entry, from the day on which that is known.
#[derive(Clone, Copy, Debug)]
pub struct Dated<T: 'static> {
    pub(super) first: Fact<T>,
    /// From which day on, and what.
    pub(super) later: &'static [(Date, Fact<T>)],
}

impl<T: Copy> Dated<T> {
    /// The entry for a day, and whether the day lies in its period: the one in force on the day; else the
    /// last that began before it; else the first.
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
        let begun = self.later.iter().rfind(|(since, _)| *since <= day);
        let fact = begun.map_or(&self.first, |(_, fact)| fact);
        (fact, fact.period.standing(day))
    }

    /// The entry that begins next after a day; nothing where none does.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::facts::RELOCATION_CITY;
    ///
    /// let next = |day| RELOCATION_CITY.after(Date::parse(day).unwrap());
    /// assert_eq!(next("2024-02-17").unwrap().period.from.to_string(), "2024-02-18");
    /// assert!(next("2024-02-18").is_none());
    /// ```
    #[must_use]
    pub fn after(&self, day: Date) -> Option<&Fact<T>> {
        self.entries().find(|fact| fact.period.from > day)
    }

    /// Every period, the first first, as it is known at the end: for a list that is not made for a day.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::facts::RELOCATION_CITY;
    ///
    /// let firsts: Vec<_> = RELOCATION_CITY.entries().map(|it| it.period.from.to_string()).collect();
    /// assert_eq!(firsts, ["2024-02-18"]);
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = &Fact<T>> {
        let later = self.later.iter().map(|(_, fact)| fact);
        let entries = std::iter::once(&self.first).chain(later);
        let known = |fact: &&Fact<T>| {
            let mut same = self.later.iter().map(|(_, other)| other);
            let last = same.rfind(|other| other.period.from == fact.period.from);
            last.is_none_or(|last| last.period == fact.period)
        };
        entries.filter(known)
    }
}

impl Dated<Fen> {
    /// The lowest amount of any period: the limit of a question that is asked whatever the day.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::facts::RELOCATION_DISTRICT_MINIMUM;
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(RELOCATION_DISTRICT_MINIMUM.lowest(), Fen::new(1_200_000));
    /// ```
    #[must_use]
    pub const fn lowest(&self) -> Fen {
        let mut lowest = self.first.value.get();
        let mut rest = self.later;
        while let [(_, fact), others @ ..] = rest {
            if fact.value.get() < lowest {
                lowest = fact.value.get();
            }
            rest = others;
        }
        Fen::new(lowest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::Place;

    const CITATION: Citation = Citation::of(&Place::new("试〔2024〕1号", "一", 1, 1));

    const fn fact(value: u32, from: Date, until: Option<Date>) -> Fact<u32> {
        Fact {
            period: Period { from, until },
            value,
            citation: CITATION,
        }
    }

    const fn day(month: u8, day: u8) -> Date {
        Date::baked(2024, month, day)
    }

    #[test]
    fn the_entry_of_a_day_is_in_force_or_began_last_before_it_or_is_the_first() {
        const LATER: [(Date, Fact<u32>); 2] = [
            (day(4, 1), fact(2, day(4, 1), Some(day(6, 30)))),
            (day(7, 11), fact(3, day(7, 11), None)),
        ];
        let dated = Dated {
            first: fact(1, day(2, 1), Some(day(3, 31))),
            later: &LATER,
        };
        let at = |day| {
            let (fact, standing) = dated.at(day);
            let next = dated.after(day).map(|next| next.value);
            (fact.value, standing, next)
        };
        assert_eq!(at(day(1, 31)), (1, Standing::NotYet, Some(1)));
        assert_eq!(at(day(2, 1)), (1, Standing::InForce, Some(2)));
        assert_eq!(at(day(3, 31)), (1, Standing::InForce, Some(2)));
        assert_eq!(at(day(4, 1)), (2, Standing::InForce, Some(3)));
        assert_eq!(at(day(7, 1)), (2, Standing::Ended, Some(3)));
        assert_eq!(at(day(7, 10)), (2, Standing::Ended, Some(3)));
        assert_eq!(at(day(7, 11)), (3, Standing::InForce, None));
        assert_eq!(at(Date::MAX), (3, Standing::InForce, None));
    }

    #[test]
    fn a_period_that_is_shortened_ends_as_stated_until_that_is_known() {
        const LATER: [(Date, Fact<u32>); 2] = [
            (day(3, 1), fact(1, day(1, 1), Some(day(2, 29)))),
            (day(5, 1), fact(2, day(5, 1), None)),
        ];
        let dated = Dated {
            first: fact(1, day(1, 1), Some(day(12, 31))),
            later: &LATER,
        };
        let at = |day| {
            let (fact, standing) = dated.at(day);
            (fact.value, fact.period.until, standing)
        };
        assert_eq!(at(day(2, 29)), (1, Some(day(12, 31)), Standing::InForce));
        assert_eq!(at(day(3, 1)), (1, Some(day(2, 29)), Standing::Ended));
        assert_eq!(at(day(5, 1)), (2, None, Standing::InForce));
        let entries: Vec<_> = dated
            .entries()
            .map(|it| (it.value, it.period.until))
            .collect();
        assert_eq!(entries, [(1, Some(day(2, 29))), (2, None)]);
        assert_eq!(dated.after(day(3, 1)).map(|it| it.value), Some(2));
    }

    #[test]
    fn the_least_amount_is_that_of_any_period() {
        const fn amount(value: i64) -> Fact<Fen> {
            Fact {
                period: Period {
                    from: day(1, 1),
                    until: None,
                },
                value: Fen::new(value),
                citation: CITATION,
            }
        }
        const LATER: [(Date, Fact<Fen>); 2] = [(day(2, 1), amount(100)), (day(3, 1), amount(200))];
        let lowest = |first, later| {
            let first = amount(first);
            Dated { first, later }.lowest().get()
        };
        assert_eq!(lowest(300, &LATER), 100);
        assert_eq!(lowest(50, &LATER), 50);
        assert_eq!(lowest(50, &[]), 50);
    }
}
