//! What stands beside the columns that are read, and may say that a row means something else.

use crate::money::Fen;

use super::columns::Columns;
use super::day::{Days, days, named, period};
use super::heads;
use super::number::{amount, quantity};
use super::records::Record;
use super::role::Choices;
use super::sample::Sample;
use super::text::{is_blank, is_han, plain};

/// Columns without a role that may say more of a row, by their places.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Other days of the charge: where it began or ended, or was entered.
    days: Vec<usize>,
    /// Months and years.
    periods: Vec<usize>,
    /// Whether the day for rows without one is chosen by a person or a program.
    day_is_fixed: bool,
    /// What says that a row is a refund: a state, a kind, units that came back.
    refunds: Vec<usize>,
    /// Days or doses, by which a quantity may have to be multiplied.
    times: Vec<usize>,
    /// What may be of another patient where it differs: a bed, a second number, a name.
    people: Vec<usize>,
    /// Those whose head says so.
    returned: Vec<usize>,
    units: Vec<usize>,
    /// The unit in the head of the quantities.
    unit: String,
}

impl Beside {
    pub(super) fn of(sample: &Sample, columns: &Columns, choices: &Choices) -> Self {
        let mut beside = Self {
            day_is_fixed: choices.day.is_some(),
            ..Self::default()
        };
        let day = columns.day.and_then(|it| sample.columns.get(it));
        let happened = day.is_some_and(|it| it.word.contains("发生"));
        for (place, facts) in sample.columns.iter().enumerate() {
            let has = |words: &[&str]| words.iter().any(|it| facts.word.contains(it));
            if columns.role(place).is_some() {
                continue;
            }
            if has(&["状态", "类型", "标志", "标识", "退", "备注", "方式"]) {
                beside.refunds.push(place);
            }
            if has(&["退"]) {
                beside.returned.push(place);
            }
            let whose = ["床", "流水号", "登记", "卡号", "就诊", "档案"];
            if columns.person != Some(place)
                && (heads::person(&facts.word) > 0
                    || has(&whose) && !has(&["日期", "时间", "科", "医", "费"]))
            {
                beside.people.push(place);
            }
            if has(&["天数", "付数", "剂数", "帖数"]) {
                beside.times.push(place);
            }
            if has(&["单位"]) && !has(&["生产", "开单", "执行", "工作", "合同", "申请"])
            {
                beside.units.push(place);
            }
            if has(&["年", "月", "期间"]) && !has(&["日", "龄", "周期", "生"]) {
                beside.periods.push(place);
            }
            let ends = has(&["开始", "起始", "结束", "终止", "截止", "停止"]);
            if ends || heads::day(&facts.word) > 1 && !happened {
                beside.days.push(place);
            }
        }
        let quantity = columns.quantity.and_then(|it| sample.columns.get(it));
        if let Some((_, unit)) = quantity.and_then(|it| it.word.split_once(['(', '['])) {
            unit.trim_end_matches([')', ']'])
                .clone_into(&mut beside.unit);
        }
        beside
    }

    /// The cells that may be of another patient where they differ.
    pub(super) fn whose(&self, record: Record) -> String {
        let cells = self.people.iter().map(|it| record.cell(*it));
        cells.fold(String::new(), |all, it| all + it.trim() + "|")
    }

    /// Whether the row says somewhere that it is a refund.
    pub(super) fn tells_refund(&self, record: Record) -> bool {
        self.refunds.iter().any(|place| {
            let cell = record.cell(*place);
            let head_says = self.returned.contains(place);
            tells_refund(&cell) || head_says && amount(&cell).is_ok_and(|(it, _)| it != Fen::ZERO)
        })
    }

    /// Whether days or doses stand in the row that may multiply its quantity.
    pub(super) fn multiplies(&self, record: Record) -> bool {
        let mut cells = self.times.iter().map(|it| record.cell(*it));
        cells.any(|it| !is_blank(&it) && quantity(&it) != Ok(1))
    }

    /// Whether the row counts in another unit than the notice: in a column of units, behind the quantity or the
    /// price, or in the head of the quantities.
    pub(super) fn counts_otherwise(
        &self,
        record: Record,
        columns: &Columns,
        printed: &str,
    ) -> bool {
        let behind = |place: Option<usize>, marks: &[char]| {
            let cell = place.map(|it| record.cell(it)).unwrap_or_default();
            let text = plain(&cell);
            let at = text.find(|c: char| marks.contains(&c) || marks.is_empty() && is_han(c));
            at.and_then(|at| text.get(at..))
                .unwrap_or_default()
                .to_owned()
        };
        let mut units = self
            .units
            .iter()
            .map(|it| plain(&record.cell(*it)).into_owned());
        units.any(|it| differs(&it, printed))
            || differs(&self.unit, printed)
            || differs(&behind(columns.quantity, &[]), printed)
            || [columns.amount, columns.unit_price]
                .into_iter()
                .map(|it| behind(it, &['/']))
                .any(|it| it.contains(is_han) && differs(&it, printed))
    }

    /// The days of a row together with those that its other columns name.
    pub(super) fn widened(&self, record: Record, own: Days) -> Days {
        let others = self
            .days
            .iter()
            .filter_map(|it| days(&record.cell(*it)).ok());
        let periods = self.periods.iter();
        let periods = periods.filter_map(|it| period(&record.cell(*it)));
        // A month in which the day lies says nothing more.
        let periods = periods.filter(|it| own.first < it.first || own.last > it.last);
        others.chain(periods).fold(own, joined)
    }

    /// The days of all lines so far that are no items, where rows have none of their own: they may be meant.
    pub(super) fn see(&self, record: Record, said: &mut Option<Days>) {
        if self.day_is_fixed {
            return;
        }
        for cell in record.cells() {
            if let Some(days) = named(&cell).filter(|_| !cell.contains("出生")) {
                *said = Some(said.map_or(days, |it| joined(it, days)));
            }
        }
    }
}

/// From the first of two spans' days to their last.
pub(super) fn joined(one: Days, other: Days) -> Days {
    Days {
        first: one.first.min(other.first),
        last: one.last.max(other.last),
        serial: one.serial,
    }
}

/// Whether a cell speaks of a refund.
pub(super) fn tells_refund(cell: &str) -> bool {
    let text = plain(cell);
    let word = [
        "退费", "退款", "(退", "[退", "冲销", "冲红", "红冲", "冲减", "冲正", "作废", "撤销",
    ];
    // 退行性 and the like are no refunds.
    text.contains('退') && text.starts_with('退') && !text.starts_with("退行")
        || word.iter().any(|it| text.contains(it)) && !text.contains(['未', '无', '不', '可'])
}

/// Whether a unit is certainly another than the printed one: a number, a time, or a part of the body that the
/// printed unit does not say. 次, 项 and the like go with any.
fn differs(unit: &str, printed: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = text.trim_start_matches(['/', '每', '元', '1', '一', '个']);
        text.replace('个', "")
    };
    let (own, printed) = (bare(unit), bare(printed));
    let marks = [
        "时", "分钟", "天", "日", "周", "穴", "牙", "公分", "面积", "双",
    ];
    let strict = own
        .contains(|c: char| c.is_ascii_digit() || matches!(c, '两' | '二' | '半' | '十'))
        || marks.iter().any(|it| own.contains(it));
    strict && own.chars().count() <= 8 && own != printed
}
