//! Exact money: whole fen (分), never a float.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::capitals::capitals;
use crate::grouped::grouped;

/// An amount of money in whole fen (分); 100 fen are one yuan (元).
///
/// The gazette prints no rounding rule, so every operation is exact or says that it rounded
/// ([`Fen::share`]), and none wraps: an amount that does not fit is `None`.
///
/// # Examples
///
/// ```
/// use luzhou_gazette::money::Fen;
///
/// let price = Fen::parse("53").unwrap();
/// assert_eq!(price.checked_times(3).unwrap().to_string(), "159");
/// assert_eq!(Fen::parse("17000.5").unwrap().to_string(), "17,000.50");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

/// A share in basis points: 1 % is 100, the whole is 10 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct BasisPoints(u32);

/// Why a text is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Not digits with an optional decimal point, or negative.
    Malformed,
    /// More than two digits after the point: less than a fen cannot be meant.
    TooFine,
    /// More than the type can hold.
    TooLarge,
}

/// A share of an amount, and whether it had to be rounded to a whole fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The share in whole fen, half a fen rounded up.
    pub amount: Fen,
    /// False when rounding moved the amount.
    pub exact: bool,
}

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of so many fen.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::new(100), Fen::parse("1").unwrap());
    /// ```
    #[must_use]
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// The number of fen.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::parse("18.20").unwrap().get(), 1820);
    /// ```
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads an amount in yuan: digits, optionally a point and one or two digits.
    ///
    /// # Errors
    ///
    /// [`MoneyError`] for a sign, an empty text, anything else but digits, a third decimal place
    /// that is not zero, or an amount above 92 quadrillion yuan.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::{Fen, MoneyError};
    ///
    /// assert_eq!(Fen::parse("18.2"), Ok(Fen::new(1820)));
    /// assert_eq!(Fen::parse("18.200"), Ok(Fen::new(1820)));
    /// assert_eq!(Fen::parse("18.205"), Err(MoneyError::TooFine));
    /// assert_eq!(Fen::parse("-1"), Err(MoneyError::Malformed));
    /// ```
    pub fn parse(yuan: &str) -> Result<Self, MoneyError> {
        let (whole, decimals) = yuan.split_once('.').unwrap_or((yuan, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) {
            return Err(MoneyError::Malformed);
        }
        let mut places = decimals.bytes().map(|b| i64::from(b.wrapping_sub(b'0')));
        let mut next = || places.next().unwrap_or(0);
        let (tenths, hundredths) = (next(), next());
        if places.any(|digit| digit != 0) {
            return Err(MoneyError::TooFine);
        }
        whole
            .parse::<i64>()
            .ok()
            .and_then(|yuan| yuan.checked_mul(100))
            .and_then(|fen| fen.checked_add(tenths.wrapping_mul(10).wrapping_add(hundredths)))
            .map(Self)
            .ok_or(MoneyError::TooLarge)
    }

    /// Yuan as an attribute or a table for programs holds them: as people read them, without commas.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::new(1_700_050).plain(), "17000.50");
    /// assert_eq!(Fen::parse(&Fen::new(1_700_050).plain()), Ok(Fen::new(1_700_050)));
    /// ```
    #[must_use]
    pub fn plain(self) -> String {
        self.to_string().replace(',', "")
    }

    /// Yuan as a column of a table prints them, always with two decimals.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!([Fen::new(61_200), Fen::new(1_820)].map(Fen::in_column), ["612.00", "18.20"]);
    /// ```
    #[must_use]
    pub fn in_column(self) -> String {
        let text = self.to_string();
        if text.contains('.') {
            text
        } else {
            text + ".00"
        }
    }

    /// The amount in capital characters (大写), as receipts write it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::new(1_700_000).in_capitals(), "壹万柒仟元整");
    /// assert_eq!(Fen::new(6_360).in_capitals(), "陆拾叁元陆角整");
    /// ```
    #[must_use]
    pub fn in_capitals(self) -> String {
        capitals(self.0)
    }

    /// The sum, or `None` when it does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::new(1).checked_add(Fen::new(2)), Some(Fen::new(3)));
    /// assert_eq!(Fen::new(i64::MAX).checked_add(Fen::new(1)), None);
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The amount so many times, or `None` when it does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::Fen;
    ///
    /// assert_eq!(Fen::new(5300).checked_times(3), Some(Fen::new(15_900)));
    /// assert_eq!(Fen::new(i64::MAX).checked_times(2), None);
    /// ```
    #[must_use]
    pub fn checked_times(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// A share of the amount, half a fen rounded up; `None` when it does not fit.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::{BasisPoints, Fen};
    ///
    /// let two_percent = BasisPoints::new(200);
    /// let share = Fen::new(50_025).share(two_percent).unwrap();
    /// assert_eq!((share.amount, share.exact), (Fen::new(1001), false)); // 10.005 yuan
    /// ```
    #[must_use]
    pub fn share(self, rate: BasisPoints) -> Option<Share> {
        let parts = self.0.checked_mul(i64::from(rate.0))?;
        let whole = parts.div_euclid(BasisPoints::WHOLE);
        let rest = parts.rem_euclid(BasisPoints::WHOLE);
        let up = i64::from(rest >= BasisPoints::WHOLE.div_euclid(2));
        Some(Share {
            amount: Self(whole.checked_add(up)?),
            exact: rest == 0,
        })
    }
}

impl fmt::Display for Fen {
    /// Yuan as people read them, without the unit: `17,000`, and with two decimals where there are fen: `63.60`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        let yuan = i64::try_from(fen.div_euclid(100)).unwrap_or(i64::MAX);
        write!(f, "{sign}{}", grouped(yuan))?;
        match fen.rem_euclid(100) {
            0 => Ok(()),
            rest => write!(f, ".{rest:02}"),
        }
    }
}

impl Serialize for Fen {
    /// As an integer number of fen.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl BasisPoints {
    /// Basis points in the whole.
    const WHOLE: i64 = 10_000;

    /// A share of so many basis points.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::BasisPoints;
    ///
    /// assert_eq!(BasisPoints::new(200).to_string(), "2%");
    /// ```
    #[must_use]
    pub const fn new(points: u32) -> Self {
        Self(points)
    }

    /// The number of basis points.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::BasisPoints;
    ///
    /// assert_eq!(BasisPoints::new(200).get(), 200);
    /// ```
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The share that `part` is of `whole`, half a basis point rounded up; `None` when `whole` is
    /// zero or a number is negative or too large.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::BasisPoints;
    ///
    /// assert_eq!(BasisPoints::of(437, 481), Some(BasisPoints::new(9085)));
    /// assert_eq!(BasisPoints::of(1, 0), None);
    /// ```
    #[must_use]
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        let doubled = part.checked_mul(Self::WHOLE)?.checked_mul(2)?;
        let halves = doubled.checked_add(whole)?;
        let points = halves.checked_div(whole.checked_mul(2)?)?;
        u32::try_from(points).ok().map(Self)
    }

    /// The least whole number that reaches this share of a count; `None` when a number is negative or
    /// too large.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::money::BasisPoints;
    ///
    /// let share = BasisPoints::new(3_000);
    /// assert_eq!(share.of_count_rounded_up(100), Some(30));
    /// assert_eq!(share.of_count_rounded_up(101), Some(31));
    /// ```
    #[must_use]
    pub fn of_count_rounded_up(self, count: i64) -> Option<i64> {
        let parts = u64::try_from(count).ok()?.checked_mul(self.0.into())?;
        i64::try_from(parts.div_ceil(Self::WHOLE.unsigned_abs())).ok()
    }
}

impl fmt::Display for BasisPoints {
    /// As a percentage without superfluous zeros: `2%`, `11.89%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.div_euclid(100), self.0.rem_euclid(100));
        match (rest, rest.rem_euclid(10)) {
            (0, _) => write!(f, "{whole}%"),
            (_, 0) => write!(f, "{whole}.{}%", rest.div_euclid(10)),
            _ => write!(f, "{whole}.{rest:02}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_fen_goes_up_and_less_goes_down() {
        let rate = BasisPoints::new(200);
        let share = |fen| Fen::new(fen).share(rate).unwrap();
        assert_eq!(
            share(24),
            Share {
                amount: Fen::new(0),
                exact: false
            }
        );
        assert_eq!(
            share(25),
            Share {
                amount: Fen::new(1),
                exact: false
            }
        );
        assert_eq!(
            share(50),
            Share {
                amount: Fen::new(1),
                exact: true
            }
        );
    }

    #[test]
    fn a_percentage_prints_without_superfluous_zeros() {
        let text = |points| BasisPoints::new(points).to_string();
        assert_eq!(text(200), "2%");
        assert_eq!(text(1450), "14.5%");
        assert_eq!(text(1189), "11.89%");
        assert_eq!(text(5), "0.05%");
    }

    #[test]
    fn nothing_wraps() {
        assert_eq!(Fen::new(i64::MAX).checked_add(Fen::new(1)), None);
        assert_eq!(Fen::new(i64::MAX).checked_times(2), None);
        assert_eq!(Fen::new(i64::MAX).share(BasisPoints::new(2)), None);
        assert_eq!(
            Fen::parse("92233720368547758.08"),
            Err(MoneyError::TooLarge)
        );
        assert_eq!(BasisPoints::of(1, 0), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(fen in 0..i64::MAX) {
            prop_assert_eq!(Fen::parse(&Fen::new(fen).plain()), Ok(Fen::new(fen)));
        }

        #[test]
        fn a_share_grows_with_the_amount(a in 0..1_000_000_000_i64, b in 0..1_000_000_000_i64, rate in 0..10_000_u32) {
            let rate = BasisPoints::new(rate);
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(Fen::new(low).share(rate).unwrap().amount <= Fen::new(high).share(rate).unwrap().amount);
        }
    }
}
