//! What stands in a row and goes against its quantity, or against the notice's row that it names: the hours of an
//! anaesthesia, teeth, sides, parts and points of which one unit has so many, a physician's grade, a field strength.
//!
//! Only rows of the notice that depend on one of these are looked at.

use std::sync::LazyLock;

use crate::gazette::prices::{self, Band, Item, Price, RuleKind};

use super::columns::Columns;
use super::counted::{self, minutes_between};
use super::fault::Fault;
use super::index::item;
use super::judge::{Entry, Judge, cell_of};
use super::records::Record;
use super::row::Notes;
use super::sample::Sample;
use super::text::{is_blank, plain};
use super::verdict::Kind;
use super::wording::any;

/// What a row of the notice depends on that a table may write beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    /// Hours: so many minutes are one unit, and below so many half a unit is due; 0 for no half.
    Hours(i64, i64),
    /// So many hundredths of a minute are one unit.
    Minutes(i64),
    /// So many hundredths of points, centimetres, per cent of the skin or square centimetres are one unit.
    Measure(&'static str, i64),
    Teeth,
    Sides,
    Parts,
    /// A physician of one of these grades.
    Grade(&'static [&'static str]),
    Field(Band),
}

/// What each row of the notice depends on.
static ASKS: LazyLock<Vec<Vec<Asks>>> =
    LazyLock::new(|| prices::items().iter().map(asks).collect());

fn asks(item: &Item) -> Vec<Asks> {
    let of_rules = item.rules().filter_map(|rule| match rule.kind {
        RuleKind::Hours { included, half } => Some(Asks::Hours(
            i64::from(included).saturating_mul(60),
            half.map_or(0, |(hours, _)| i64::from(hours).saturating_mul(60)),
        )),
        RuleKind::Measure {
            asks: "minutes",
            per,
            ..
        } => Some(Asks::Minutes(per)),
        RuleKind::Measure { asks, per, .. } => Some(Asks::Measure(asks, per)),
        RuleKind::Grade { grades } => Some(Asks::Grade(grades)),
        RuleKind::FieldStrength(band) => Some(Asks::Field(band)),
        _ => None,
    });
    let of_unit = match item.unit() {
        "每牙" => Some(Asks::Teeth),
        "单侧" | "单眼和次" | "单颌" => Some(Asks::Sides),
        "每部位" | "每个部位" | "每个创面" => Some(Asks::Parts),
        _ => None,
    };
    of_rules.chain(of_unit).collect()
}

/// Columns without a role in which such words may stand.
#[derive(Debug, Default)]
pub(super) struct Contrary {
    /// Each with its head.
    words: Vec<(usize, String)>,
    /// When a service began and ended.
    begins: Vec<usize>,
    ends: Vec<usize>,
}

impl Contrary {
    pub(super) fn of(sample: &Sample, columns: &Columns) -> Self {
        let mut contrary = Self::default();
        for (place, facts) in sample.columns.iter().enumerate() {
            let word = facts.word.as_str();
            if any(word, &["开始", "起始"]) {
                contrary.begins.push(place);
            } else if any(word, &["结束", "终止", "停止", "截止"]) {
                contrary.ends.push(place);
            } else if columns.role(place).is_none() && facts.filled > 0 && says_of_row(word) {
                contrary.words.push((place, word.to_owned()));
            }
        }
        contrary
    }

    /// What in a row goes against its notice's row or its units; none are known in a list.
    pub(super) fn fault(
        &self,
        record: Record,
        columns: &Columns,
        row: u16,
        charged: Option<(i64, bool)>,
    ) -> Option<Fault> {
        let asks = ASKS.get(usize::from(row)).filter(|it| !it.is_empty())?;
        let own = prices::items().get(usize::from(row)).map(Item::name);
        let name = cell_of(record, columns.name);
        let name = Some(("名称", name)).filter(|(_, it)| Some(it.trim()) != own);
        let cells = self
            .words
            .iter()
            .map(|(place, word)| (word.as_str(), record.cell(*place)));
        let cells: Vec<(&str, String)> = name
            .into_iter()
            .chain(cells)
            .filter(|(_, cell)| !is_blank(cell))
            .map(|(word, cell)| (word, plain(&cell).into_owned()))
            .collect();
        asks.iter().find_map(|it| match *it {
            Asks::Grade(grades) => {
                let mut said = cells.iter().filter_map(|(_, cell)| counted::grade(cell));
                let other = said.any(|it| !grades.contains(&it));
                other.then_some(Fault::OtherRow)
            }
            Asks::Field(band) => {
                let mut said = cells.iter().filter_map(|(_, cell)| counted::tesla(cell));
                said.any(|it| !band.has(it)).then_some(Fault::OtherRow)
            }
            other => {
                let (units, halved) = charged?;
                let contrary = self.differs(record, &cells, other, units, halved);
                contrary.then_some(Fault::Contrary)
            }
        })
    }

    /// Whether as many units as a row says do not go with what stands beside them.
    fn differs(
        &self,
        record: Record,
        cells: &[(&str, String)],
        asks: Asks,
        units: i64,
        halved: bool,
    ) -> bool {
        let said = cells.iter();
        match asks {
            Asks::Hours(included, half) => self.minutes(record, cells).is_some_and(|it| {
                // What an hour more costs is not printed.
                it > included || half > 0 && (it < half) != halved
            }),
            Asks::Minutes(per) => self
                .minutes(record, cells)
                .is_some_and(|it| counted::units(it.saturating_mul(100), per) != Some(units)),
            Asks::Measure(of, per) => said
                .filter_map(|(word, cell)| counted::measure(of, word, cell))
                .any(|it| counted::units(it, per) != Some(units)),
            Asks::Teeth => said
                .filter_map(|(word, cell)| counted::teeth(word, cell))
                .any(|it| it != units),
            Asks::Sides => said
                .filter_map(|(word, cell)| counted::sides(word, cell))
                .any(|it| it != units),
            Asks::Parts => said
                .filter_map(|(word, cell)| counted::parts(word, cell))
                .any(|(it, certain)| certain && it != units),
            Asks::Grade(_) | Asks::Field(_) => false,
        }
    }

    /// Whether a row may be of more parts of the body than it has units.
    fn may_be_more(&self, record: Record, row: u16, units: i64) -> bool {
        let of_parts = ASKS
            .get(usize::from(row))
            .is_some_and(|it| it.contains(&Asks::Parts));
        let more = |(place, word): &(usize, String)| {
            let said = counted::parts(word, &plain(&record.cell(*place)));
            said.is_some_and(|(it, _)| it > units)
        };
        of_parts && self.words.iter().any(more)
    }

    /// How long a row says that the service took.
    fn minutes(&self, record: Record, cells: &[(&str, String)]) -> Option<i64> {
        let cell = |it: &usize| record.cell(*it);
        let pairs = self.begins.iter().zip(&self.ends);
        let mut spans = pairs.filter_map(|(a, b)| minutes_between(&cell(a), &cell(b)));
        let times = || spans.next();
        let mut said = cells
            .iter()
            .filter_map(|(word, cell)| counted::minutes(word, cell));
        said.next().or_else(times)
    }
}

impl Judge<'_> {
    /// What in a row goes against its item, or in a bill against its quantity. What only may go against it makes a
    /// difference uncertain.
    pub(super) fn contrary(&self, record: Record, row: u16, entry: &mut Entry) -> Option<Fault> {
        let half = entry.item.and_then(item).zip(entry.tier);
        let half = half.is_some_and(|(it, tier)| match (it.price(tier), entry.amount) {
            (Price::Amount(each), Some(amount)) => amount < each,
            _ => false,
        });
        let units = i64::from(entry.quantity);
        let charged = Some((units, half)).filter(|_| units > 0 && self.plan.kind == Kind::Bill);
        let contrary = &self.plan.contrary;
        if charged.is_some() && contrary.may_be_more(record, row, units) {
            entry.notes.add(Notes::of_excuse(Fault::Contrary));
        }
        contrary.fault(record, &self.plan.columns, row, charged)
    }
}

/// Whether the words under a head may be of the service itself: not of another place, paper or person.
fn says_of_row(word: &str) -> bool {
    let others = [
        "内涵",
        "内容",
        "除外",
        "依据",
        "文件",
        "诊断",
        "姓名",
        "编码",
        "代码",
        "单位",
        "科室",
        "病区",
        "机构",
        "医院",
        "厂",
        "日期",
        "年龄",
        "性别",
        "住院号",
        "床",
        "发票",
        "单据",
        "流水",
        "序号",
        "自付",
        "比例",
        "金额",
        "价",
    ];
    !any(word, &others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_depend_on_what_they_print() {
        let of = |code: &str| asks(prices::listed(code).unwrap());
        assert_eq!(of("330100003"), [Asks::Hours(120, 0)]);
        assert_eq!(of("330100007"), [Asks::Hours(120, 60)]);
        assert_eq!(of("210200009"), [Asks::Minutes(3000)]);
        assert_eq!(of("430000020"), [Asks::Measure("points", 200)]);
        assert_eq!(of("330604029"), [Asks::Teeth]);
        assert_eq!(of("330405017"), []);
        assert!(of("210200001-3").contains(&Asks::Parts));
    }
}
