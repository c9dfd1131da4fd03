//! What must be asked before anything is judged: wherever two readings of a table are possible.

use crate::date::Date;
use crate::gazette::prices::Tier;

use super::columns::Columns;
use super::day::named;
use super::heads;
use super::role::Role;
use super::sample::Sample;
use super::text::plain;
use super::understanding::{Doubt, Reading};
use super::verdict::Kind;

/// What is known when the doubts are listed.
pub(super) struct Settled<'a> {
    pub(super) sample: &'a Sample,
    pub(super) columns: &'a Columns,
    pub(super) kind: Kind,
    pub(super) kind_is_open: bool,
    pub(super) tier: Option<Tier>,
    pub(super) quantity_is_fixed: bool,
    pub(super) day_is_fixed: bool,
    /// The tier of which a list by tiers must have a column; none where it is chosen that it has none.
    pub(super) wanted: Option<Tier>,
    pub(super) day: Date,
}

impl Settled<'_> {
    /// Everything that must be asked.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let all = [
            self.of_kind(),
            self.of_tier(),
            self.of_missing_tier(),
            self.of_code(),
            self.of_amount(),
            self.of_quantity(),
            self.of_day(),
        ];
        let mut doubts: Vec<Doubt> = all.into_iter().flatten().collect();
        doubts.extend(self.columns.open.iter().map(|(role, places)| Doubt {
            about: role.id(),
            question: match role {
                Role::Price(tier) => format!("{}的价格是哪一列？", tier.label()),
                Role::Amount if self.kind == Kind::List => "哪一列是价格？".to_owned(),
                _ => format!("哪一列是{}？", role.label()),
            },
            readings: self.readings_or_tiers(*role, places),
        }));
        doubts
    }

    fn of_kind(&self) -> Option<Doubt> {
        self.kind_is_open.then(|| Doubt {
            about: "kind",
            question: "这是价目表，还是账单？".to_owned(),
            readings: [Kind::List, Kind::Bill].map(kind_reading).to_vec(),
        })
    }

    fn of_tier(&self) -> Option<Doubt> {
        let columns = self.columns;
        let wide =
            !columns.prices.is_empty() || self.is_open(|role| matches!(role, Role::Price(_)));
        let open = self.tier.is_none() && columns.tier.is_none() && !wide;
        open.then(|| Doubt {
            about: "tier",
            question: "医院是哪一个等级？".to_owned(),
            readings: Tier::ALL.into_iter().map(tier_reading).collect(),
        })
    }

    /// Columns of tiers of which none is the hospital's: the prices of others tell nothing about it.
    fn of_missing_tier(&self) -> Option<Doubt> {
        let tier = self.wanted?;
        let about = Role::Price(tier);
        let columns = self.columns;
        let missing = !columns.prices.is_empty()
            && columns.of(about).is_none()
            && !self.is_open(|role| role == about || role == Role::Amount);
        missing.then(|| {
            let mut readings = self.readings(about, self.numbers());
            let other = "没有，只核对表里写的等级".to_owned();
            readings.push(reading(other, about.id(), "none"));
            Doubt {
                about: about.id(),
                question: format!("没有{}的价格。哪一列是？", tier.label()),
                readings,
            }
        })
    }

    fn of_code(&self) -> Option<Doubt> {
        let found = self.columns.code.is_some() || self.columns.name.is_some();
        let open = !found && !self.is_open(|role| role == Role::Code);
        open.then(|| Doubt {
            about: Role::Code.id(),
            question: "哪一列是项目编码？".to_owned(),
            readings: self.readings(Role::Code, self.free()),
        })
    }

    fn of_amount(&self) -> Option<Doubt> {
        let columns = self.columns;
        let about = Role::Amount;
        if !columns.halves.is_empty() {
            return Some(Doubt {
                about: about.id(),
                question: format!("{}的价格是哪一列？", self.tier.map_or("本院", Tier::label)),
                readings: self.readings(about, columns.halves.iter().copied()),
            });
        }
        let is_bill = self.kind == Kind::Bill;
        let by_units = self.goes_by_units();
        let asked =
            self.is_open(|role| matches!(role, Role::Amount | Role::Price(_) | Role::UnitPrice));
        if columns.amount.is_some() || !columns.prices.is_empty() || by_units || asked {
            return None;
        }
        let mut readings = self.readings(about, self.numbers());
        let question = if columns.totals_only {
            readings.insert(0, kind_reading(Kind::Bill));
            "像是账单：有数量，金额是总价。按账单核对吗？"
        } else if is_bill {
            "哪一列是金额？"
        } else {
            "哪一列是价格？"
        };
        Some(Doubt {
            about: about.id(),
            question: question.to_owned(),
            readings,
        })
    }

    fn of_quantity(&self) -> Option<Doubt> {
        let missing = self.kind == Kind::Bill && self.columns.quantity.is_none();
        (missing && !self.quantity_is_fixed).then(|| {
            let mut readings = self.readings(Role::Quantity, self.numbers());
            readings.insert(
                0,
                reading("每行都是 1".to_owned(), Role::Quantity.id(), "none"),
            );
            Doubt {
                about: Role::Quantity.id(),
                question: "没有数量一列。每行都按 1 核对吗？".to_owned(),
                readings,
            }
        })
    }

    /// A bill whose only days are those of the settlement or the stay: which day counts is not certain.
    fn of_day(&self) -> Option<Doubt> {
        let missing = self.kind == Kind::Bill && self.columns.day.is_none() && !self.day_is_fixed;
        let is_day = |place: &usize| {
            let facts = self.sample.columns.get(*place);
            facts.is_some_and(|it| heads::is_other_day(&it.word) && it.mostly(it.days, 50))
        };
        let places: Vec<usize> = self.free().filter(|it| missing && is_day(it)).collect();
        let mut titles = self.sample.titles().iter().flat_map(|it| &it.cells);
        let unread = missing && titles.any(|it| has_unread_day(it));
        (unread || !places.is_empty()).then(|| {
            let mut readings = self.readings(Role::Day, places.into_iter());
            let day = self.day.to_string();
            readings.push(reading(format!("都按 {day}"), "day", &day));
            Doubt {
                about: Role::Day.id(),
                question: if unread {
                    "标题里的日期看不出是哪一年。按哪一天的价格？".to_owned()
                } else {
                    "没有每行收费的日期。按哪一天的价格？".to_owned()
                },
                readings,
            }
        })
    }

    /// The readings of an open role; beside columns of tiers these may be meant instead, and of their own columns none.
    fn readings_or_tiers(&self, role: Role, places: &[usize]) -> Vec<Reading> {
        let mut readings = self.readings(role, places.iter().copied());
        let other = match role {
            Role::Amount if !self.columns.prices.is_empty() => "每个等级一列",
            Role::Amount if self.goes_by_units() => "都不是，按单价乘数量",
            Role::Price(_) => "都不是",
            _ => return readings,
        };
        readings.push(reading(other.to_owned(), role.id(), "none"));
        readings
    }

    /// Whether a bill says price and quantity of each line.
    fn goes_by_units(&self) -> bool {
        let columns = self.columns;
        self.kind == Kind::Bill && columns.unit_price.is_some() && columns.quantity.is_some()
    }

    fn is_open(&self, wanted: impl Fn(Role) -> bool) -> bool {
        self.columns.open.iter().any(|(role, _)| wanted(*role))
    }

    /// The columns that serve for nothing yet.
    fn free(&self) -> impl Iterator<Item = usize> {
        let all = 0..self.sample.columns.len();
        all.filter(|place| self.columns.role(*place).is_none())
    }

    /// Those of them that hold numbers.
    fn numbers(&self) -> impl Iterator<Item = usize> {
        let holds = |place: &usize| {
            let facts = self.sample.columns.get(*place);
            facts.is_some_and(|it| it.amounts > 0 && !it.counts_rows())
        };
        self.free().filter(holds)
    }

    fn readings(&self, role: Role, places: impl Iterator<Item = usize>) -> Vec<Reading> {
        let of = |place: usize| {
            let facts = self.sample.columns.get(place);
            let words = facts.map(|it| it.lines.join(" ")).unwrap_or_default();
            let number = place.saturating_add(1);
            let label = if words.is_empty() {
                format!("第 {number} 列")
            } else {
                format!("第 {number} 列“{words}”")
            };
            reading(label, role.id(), &place.to_string())
        };
        places.map(of).collect()
    }
}

/// Whether a title names a day of charges of which the year is not certain: `费用日期：3月20日`, `日期：24/4/1`.
fn has_unread_day(cell: &str) -> bool {
    let text = plain(cell);
    let labels = ["日期", "期间", "时间", "账期"];
    let value = labels.iter().find_map(|it| {
        let (before, behind) = text.split_once(it)?;
        let others = ["出生", "打印", "制表"];
        (!others.iter().any(|it| before.ends_with(it))).then_some(behind)
    });
    value.is_some_and(|it| {
        let value = it.trim_start_matches([':', ' ']);
        let value: String = value.chars().take_while(|c| *c != ' ').collect();
        let marked = value.contains(['月', '/', '-', '.']);
        marked && value.starts_with(|c: char| c.is_ascii_digit()) && named(&text).is_none()
    })
}

fn reading(label: String, key: &'static str, value: &str) -> Reading {
    Reading {
        label,
        key,
        value: value.to_owned(),
    }
}

fn kind_reading(kind: Kind) -> Reading {
    reading(kind.label().to_owned(), "kind", kind.id())
}

fn tier_reading(tier: Tier) -> Reading {
    reading(tier.label().to_owned(), "tier", tier.id())
}
