//! Writing a question down: a constructor for each kind, then what differs from the usual.
//!
//! All are constant, so that a form is a table in the binary and a mistake stops the build.

use crate::money::Fen;

use super::{Choice, EntryTable, Field, Kind, Prefill, Renamed, When};

impl Field {
    const fn new(key: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            key,
            label,
            hint: "",
            kind,
            when: None,
            prefill: None,
            renamed: None,
            rare: false,
        }
    }

    /// A question with one of several answers.
    pub(crate) const fn choice(
        key: &'static str,
        label: &'static str,
        options: &'static [Choice],
    ) -> Self {
        Self::new(key, label, Kind::Choice { options })
    }

    /// A question with one or more of several answers.
    pub(crate) const fn choices(
        key: &'static str,
        label: &'static str,
        options: &'static [Choice],
    ) -> Self {
        Self::new(key, label, Kind::Choices { options })
    }

    /// A question for a whole number; [`range`](Self::range) and [`unit`](Self::unit) belong to it.
    pub(crate) const fn whole(key: &'static str, label: &'static str) -> Self {
        let (min, max, unit) = (0, i64::MAX, "");
        Self::new(key, label, Kind::Whole { min, max, unit })
    }

    /// A question for an amount in yuan; [`range`](Self::range) belongs to it, counted in fen.
    pub(crate) const fn money(key: &'static str, label: &'static str) -> Self {
        let (min, max) = (Fen::ZERO, Fen::new(i64::MAX));
        let kind = Kind::Money {
            min,
            max,
            usual: Fen::ZERO,
            unit: "元",
        };
        Self::new(key, label, kind)
    }

    /// A question for a number with at most two decimals; [`range`](Self::range), counted in hundredths,
    /// and [`unit`](Self::unit) belong to it.
    pub(crate) const fn measure(key: &'static str, label: &'static str) -> Self {
        let (min, max, unit) = (0, i64::MAX, "");
        Self::new(key, label, Kind::Measure { min, max, unit })
    }

    /// A question for a day.
    pub(crate) const fn date(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::Date)
    }

    /// A question with yes or no.
    pub(crate) const fn yes_no(key: &'static str, label: &'static str) -> Self {
        Self::new(key, label, Kind::YesNo)
    }

    /// A question for the code of an entry of a table.
    pub(crate) const fn entry(
        key: &'static str,
        label: &'static str,
        table: &'static EntryTable,
    ) -> Self {
        Self::new(key, label, Kind::Entry { table })
    }

    /// A question for at most `max` rows of answers, each called a `row`.
    pub(crate) const fn rows(
        key: &'static str,
        label: &'static str,
        fields: &'static [Field],
        max: u16,
        row: &'static str,
    ) -> Self {
        let kind = Kind::Rows {
            fields,
            max,
            row,
            count: "",
        };
        Self::new(key, label, kind)
    }

    /// With the question of a row whose number counts units of the row's entry.
    #[expect(clippy::panic, reason = "forms are constants: it stops the build")]
    pub(crate) const fn count(self, count: &'static str) -> Self {
        let Kind::Rows {
            fields, max, row, ..
        } = self.kind
        else {
            panic!("only rows are counted")
        };
        let kind = Kind::Rows {
            fields,
            max,
            row,
            count,
        };
        Self { kind, ..self }
    }

    /// With the least and the greatest answer, both allowed: a whole number, fen, or hundredths.
    #[expect(clippy::panic, reason = "forms are constants: it stops the build")]
    pub(crate) const fn range(self, least: i64, greatest: i64) -> Self {
        let kind = match self.kind {
            Kind::Whole { unit, .. } => Kind::Whole {
                min: least,
                max: greatest,
                unit,
            },
            Kind::Money { usual, unit, .. } => Kind::Money {
                min: Fen::new(least),
                max: Fen::new(greatest),
                usual,
                unit,
            },
            Kind::Measure { unit, .. } => Kind::Measure {
                min: least,
                max: greatest,
                unit,
            },
            _ => panic!("only a number has a range"),
        };
        Self { kind, ..self }
    }

    /// With the unit that its number counts.
    #[expect(clippy::panic, reason = "forms are constants: it stops the build")]
    pub(crate) const fn unit(self, unit: &'static str) -> Self {
        let kind = match self.kind {
            Kind::Whole { min, max, .. } => Kind::Whole { min, max, unit },
            Kind::Money {
                min, max, usual, ..
            } => Kind::Money {
                min,
                max,
                usual,
                unit,
            },
            Kind::Measure { min, max, .. } => Kind::Measure { min, max, unit },
            _ => panic!("only a number has a unit"),
        };
        Self { kind, ..self }
    }

    /// With the amount below which a screen asks whether it is meant.
    #[expect(clippy::panic, reason = "forms are constants: it stops the build")]
    pub(crate) const fn usual(self, usual: Fen) -> Self {
        let Kind::Money { min, max, unit, .. } = self.kind else {
            panic!("only an amount is usual")
        };
        let kind = Kind::Money {
            min,
            max,
            usual,
            unit,
        };
        Self { kind, ..self }
    }

    /// With what helps to answer it.
    pub(crate) const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Rarely needed.
    pub(crate) const fn rare(self) -> Self {
        Self { rare: true, ..self }
    }

    /// Asked whatever the other answers are.
    pub(crate) const fn always(self) -> Self {
        Self { when: None, ..self }
    }

    /// Asked where the other question's answer is, or contains, one of these.
    pub(crate) const fn when(self, field: &'static str, any_of: &'static [&'static str]) -> Self {
        Self {
            when: Some(When::Is { field, any_of }),
            ..self
        }
    }

    /// Asked where one of the rows answers its question with one of these.
    pub(crate) const fn when_row_has(
        self,
        rows: &'static str,
        field: &'static str,
        any_of: &'static [&'static str],
    ) -> Self {
        let when = Some(When::RowHas {
            rows,
            field,
            any_of,
        });
        Self { when, ..self }
    }

    /// Asked while the outcome lists it among its open questions.
    pub(crate) const fn when_asked(self) -> Self {
        Self {
            when: Some(When::Asked),
            ..self
        }
    }

    /// Called otherwise where the other question's answer is one of these.
    pub(crate) const fn renamed(
        self,
        field: &'static str,
        any_of: &'static [&'static str],
        label: &'static str,
    ) -> Self {
        let renamed = Some(Renamed {
            field,
            any_of,
            label,
        });
        Self { renamed, ..self }
    }

    /// Filled in beforehand with this answer.
    pub(crate) const fn prefill(self, answer: &'static str) -> Self {
        Self {
            prefill: Some(Prefill::Text(answer)),
            ..self
        }
    }

    /// Filled in beforehand with the day of looking.
    pub(crate) const fn prefill_as_of(self) -> Self {
        Self {
            prefill: Some(Prefill::AsOf),
            ..self
        }
    }
}
