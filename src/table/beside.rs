//! What stands beside the columns that are read, and may say that a row means something else.

use crate::date::Date;
use crate::gazette::prices::{Item, RuleKind};
use crate::money::Fen;

use super::above::is_of_rule;
use super::age::Age;
use super::charged::is_yes;
use super::columns::Columns;
use super::day::{Days, days, period, said};
use super::heads;
use super::judge::hash;
use super::measure::{MARKS, differs, is_measure, names_unit, normal, says_each};
use super::number::{amount, quantity};
use super::records::Record;
use super::role::Choices;
use super::sample::Sample;
use super::text::{is_blank, is_han, plain};
use super::verdict::Kind;

/// Columns without a role that may say more of a row, by their places.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Other days of the charge: where it began or ended, or was entered.
    days: Vec<usize>,
    /// Months and years.
    periods: Vec<usize>,
    /// Whether the table is a bill: its days are those of charges, not those since which prices hold.
    is_bill: bool,
    /// Whether the day for rows without one is chosen by a person or a program.
    day_is_fixed: bool,
    /// Whether the day of a row is that of its order: what was ordered on a day may be charged on several.
    pub(super) is_ordered: bool,
    /// What says that a row is a refund: a state, a kind, units that came back.
    refunds: Vec<usize>,
    /// Days or doses, by which a quantity may have to be multiplied.
    times: Vec<usize>,
    /// What may be of another patient where it differs: a bed, a second number, a name.
    people: Vec<usize>,
    /// Departments and wards, where nobody is named: their rows may be of several patients.
    wards: Vec<usize>,
    /// Those whose head says so.
    returned: Vec<usize>,
    units: Vec<usize>,
    /// Specifications and remarks, in which a unit may stand.
    specifications: Vec<usize>,
    remarks: Vec<usize>,
    /// Parts of the body.
    parts: Vec<usize>,
    /// What may say how old the patient is, with the head.
    ages: Vec<(usize, String)>,
    /// The units in the heads of the quantities and of the prices.
    head_units: Vec<String>,
}

impl Beside {
    pub(super) fn of(sample: &Sample, columns: &Columns, choices: &Choices, kind: Kind) -> Self {
        let mut beside = Self {
            is_bill: kind == Kind::Bill,
            day_is_fixed: choices.day.is_some(),
            ..Self::default()
        };
        let day = columns.day.and_then(|it| sample.columns.get(it));
        let happened = day.is_some_and(|it| it.word.contains("发生"));
        let orders = [
            "开嘱", "开单", "医嘱", "开立", "下达", "申请", "录入", "登记",
        ];
        beside.is_ordered = day.is_some_and(|it| orders.iter().any(|word| it.word.contains(word)));
        for (place, facts) in sample.columns.iter().enumerate() {
            let has = |words: &[&str]| words.iter().any(|it| facts.word.contains(it));
            if columns.role(place).is_some() {
                continue;
            }
            if has(&[
                "龄", "age", "出生", "生日", "birth", "身份", "患者", "病人", "姓名",
            ]) {
                beside.ages.push((place, facts.word.clone()));
            }
            if has(&[
                "状态", "类型", "标志", "标识", "退", "备注", "方式", "冲销", "冲红", "冲账",
                "作废",
            ]) {
                beside.refunds.push(place);
            }
            if has(&["退", "冲销", "冲红", "冲账", "作废"]) {
                beside.returned.push(place);
            }
            let whose = ["床", "流水号", "登记", "卡号", "就诊", "档案"];
            let papers = ["发票", "收据", "票据", "单据", "结算号", "处方号"];
            if columns.person != Some(place)
                && (heads::person(&facts.word) > 0
                    || has(&whose) && !has(&["日期", "时间", "科", "医", "费"])
                    // Where nobody is named, another paper may be another's.
                    || columns.person.is_none() && has(&papers))
            {
                beside.people.push(place);
            }
            // Where nobody is named, another age is another patient, and a ward has many.
            if columns.person.is_none() && has(&["年龄", "性别", "出生"]) {
                beside.people.push(place);
            }
            let wards = ["科室", "病区", "病房", "护理单元", "科别", "部门", "院区"];
            let counts = ["人次", "人数", "例数"];
            if columns.person.is_none() && (has(&wards) && !has(&["编"]) || has(&counts)) {
                beside.wards.push(place);
            }
            if has(&["部位"]) && !has(&["单位", "数"]) {
                beside.parts.push(place);
            }
            if has(&["天数", "付数", "剂数", "帖数"]) {
                beside.times.push(place);
            }
            if has(&["单位"]) && !has(&["生产", "开单", "执行", "工作", "合同", "申请"])
            {
                beside.units.push(place);
            } else if has(&["规格", "型号"]) {
                beside.specifications.push(place);
            } else if has(&["备注", "附注", "说明"]) {
                beside.remarks.push(place);
            }
            if has(&["年", "月", "期间", "账期"])
                && !has(&["日", "龄", "周期", "出生", "生产", "生效", "余"])
            {
                beside.periods.push(place);
            }
            // Where no day is that of the charge, it may be any of the stay.
            let stay = day.is_none_or(|it| heads::is_other_day(&it.word));
            if kind == Kind::Bill && stay && has(&["入院", "出院"]) {
                beside.days.push(place);
            }
            let ends = has(&["开始", "起始", "结束", "终止", "截止", "停止"]);
            if ends || heads::day(&facts.word) > 1 && !happened {
                beside.days.push(place);
            }
        }
        let quantity = columns.quantity.and_then(|it| sample.columns.get(it));
        if let Some((_, unit)) = quantity.and_then(|it| it.word.split_once(['(', '['])) {
            let unit = unit.trim_end_matches([')', ']']);
            beside.head_units.push(unit.to_owned());
        }
        let prices = columns.prices.iter().map(|(_, place)| *place);
        let prices = [columns.amount, columns.unit_price]
            .into_iter()
            .flatten()
            .chain(prices);
        for facts in prices.filter_map(|it| sample.columns.get(it)) {
            let unit = facts.word.split_once("元/").map(|(_, unit)| unit);
            let unit = unit.map(|it| it.trim_end_matches([')', ']']).to_owned());
            beside.head_units.extend(unit);
        }
        beside
    }

    /// The cells that may be of another patient where they differ.
    pub(super) fn whose(&self, record: Record) -> String {
        let cells = self.people.iter().map(|it| record.cell(*it));
        cells.fold(String::new(), |all, it| all + it.trim() + "|")
    }

    /// The departments and wards of a row, where nobody is named.
    pub(super) fn ward(&self, record: Record) -> u32 {
        let cells = self.wards.iter().map(|it| hash(&record.cell(*it)));
        cells.fold(0, |all, it| all.rotate_left(1) ^ it)
    }

    /// Whether the rows may be of several patients each, as in the statistics of a ward.
    pub(super) fn counts_wards(&self) -> bool {
        !self.wards.is_empty() && self.people.is_empty()
    }

    /// Whether the patient is said to be older than a surcharge of the item for children reaches.
    pub(super) fn is_older(
        &self,
        record: Record,
        above: Option<Age>,
        item: &Item,
        day: Date,
    ) -> bool {
        let mut rules = item.rules();
        let last = rules.find_map(|it| match it.kind {
            RuleKind::AgeSurcharge { last_age, .. } => Some(last_age),
            _ => None,
        });
        let own = || {
            let mut said = self
                .ages
                .iter()
                .filter_map(|(at, head)| Age::of(head, &record.cell(*at)));
            said.next()
        };
        last.is_some_and(|last| own().or(above).is_some_and(|it| it.is_above(last, day)))
    }

    /// The part of the body that a row names, as a number; 0 where it names none, or several.
    pub(super) fn part(&self, record: Record) -> u32 {
        let cells = self.parts.iter().map(|it| record.cell(*it));
        let one = |cell: &str| {
            !is_blank(cell) && !cell.contains(['、', ',', '，', '+', '/', '和', '及', ';', '；'])
        };
        let mut named = cells.filter(|it| one(it)).map(|it| hash(&it));
        named.next().unwrap_or(0)
    }

    /// Whether the row says somewhere that it is a refund.
    pub(super) fn tells_refund(&self, record: Record) -> bool {
        self.refunds.iter().any(|place| {
            let cell = record.cell(*place);
            let head_says = self.returned.contains(place);
            let some = amount(&cell).is_ok_and(|(it, _)| it != Fen::ZERO)
                || days(&cell).is_ok()
                || is_yes(&cell);
            tells_refund(&cell) || head_says && some
        })
    }

    /// Whether days or doses stand in the row that may multiply its quantity.
    pub(super) fn multiplies(&self, record: Record) -> bool {
        let mut cells = self.times.iter().map(|it| record.cell(*it));
        cells.any(|it| !is_blank(&it) && quantity(&it) != Ok(1))
    }

    /// Whether the row counts in another unit than the notice: in a column of units, behind the quantity or the
    /// price, in the head of the quantities, or where a specification, a remark or the name says of what the price is.
    pub(super) fn counts_otherwise(&self, record: Record, columns: &Columns, item: &Item) -> bool {
        let printed = item.unit();
        let stated = |places: &[usize], is_unit: fn(&str) -> bool| {
            let mut cells = places.iter().map(|it| record.cell(*it));
            cells.any(|cell| {
                let text = plain(&cell);
                let text = text.trim_matches(['(', ')', '[', ']', ' ']);
                is_unit(text) && differs(text, printed)
            })
        };
        let named = [columns.name, columns.code].into_iter().flatten();
        let mut named = named.map(|it| record.cell(it));
        if stated(&self.specifications, is_measure)
            || stated(&self.remarks, says_each)
            || named.any(|it| names_unit(&it, item.name(), printed))
        {
            return true;
        }
        self.some_unit(record, columns, &|it| differs(it, printed))
    }

    /// Whether the row says that it counts in 次 or the like where the notice counts in something of which one 次 may
    /// have several: another price may be of them all.
    pub(super) fn counts_loosely(&self, record: Record, columns: &Columns, item: &Item) -> bool {
        let parts = ["部位", "创面", "个"];
        if !MARKS
            .iter()
            .chain(&parts)
            .any(|it| item.unit().contains(it))
        {
            return false;
        }
        let printed = normal(item.unit());
        let first = printed.split(['/', '、']).next().unwrap_or_default();
        self.some_unit(record, columns, &|it| {
            let own = normal(it);
            !own.is_empty() && own != printed && own != first
        })
    }

    /// Whether some unit that a row says is one of these: in a column of units, behind the quantity or the price, or in
    /// the head of either.
    fn some_unit(&self, record: Record, columns: &Columns, is: &dyn Fn(&str) -> bool) -> bool {
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '−' | ' ');
        let stated = |place: &usize| is(plain(&record.cell(*place)).trim());
        let counted = |place: usize| {
            let cell = record.cell(place);
            let numeral = |c: char| number(c) || "一二两三四五六七八九十".contains(c);
            is(plain(&cell).trim_start_matches(numeral).trim())
        };
        let priced = |place: usize| {
            let cell = record.cell(place);
            let text = plain(&cell);
            let unit = text.split_once('/').map_or("", |(_, it)| it.trim());
            unit.contains(is_han) && is(unit)
        };
        self.head_units.iter().any(|it| is(it))
            || self.units.iter().any(stated)
            || columns.quantity.is_some_and(counted)
            || columns.amount.is_some_and(priced)
            || columns.unit_price.is_some_and(priced)
    }

    /// The days of a row together with those that its other columns name.
    pub(super) fn widened(&self, record: Record, own: Days) -> Days {
        let others = self
            .days
            .iter()
            .filter_map(|it| days(&record.cell(*it)).ok());
        let periods = self.periods.iter();
        let read = |cell: &str| period(cell).or_else(|| days(cell).ok());
        let periods = periods.filter_map(|it| read(&record.cell(*it)));
        // A month in which the day lies says nothing more.
        let periods = periods.filter(|it| own.first < it.first || own.last > it.last);
        others.chain(periods).fold(own, joined)
    }

    /// The days of all lines so far that are no items, where rows have none of their own: they may be meant.
    pub(super) fn see(&self, record: Record, all: &mut Option<Days>) {
        // Beside a day that is chosen only those count that stand alone in their line, as over the rows of a day.
        let mut filled = record.cells().filter(|it| !is_blank(it));
        let group = filled
            .next()
            .is_some_and(|it| days(&it).is_ok() || is_label_of_day(&it));
        if self.day_is_fixed && !(self.is_bill && group && filled.next().is_none()) {
            return;
        }
        for cell in record.cells() {
            let other = cell.contains("出生") || self.is_bill && is_of_rule(&cell);
            if let Some(days) = said(&cell).filter(|_| !other) {
                *all = Some(all.map_or(days, |it| joined(it, days)));
            }
        }
    }
}

/// Whether a cell is the day of charges with its word: `费用日期:2024-03-31`.
fn is_label_of_day(cell: &str) -> bool {
    let label = cell.split(['：', ':']).next().unwrap_or_default();
    heads::day(&heads::word(label)) > 2
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
        "已冲", "被冲", "冲账", "冲帐", "对冲",
    ];
    // 退行性 is no refund, nor is 退休 the insurance of one.
    let back = text.strip_prefix('退').is_some_and(|rest| {
        let of = |c: char| "费款药货回号账帐还单项库料数量金掉减了".contains(c) || !is_han(c);
        rest.chars().next().is_none_or(of)
    });
    back || word.iter().any(|it| text.contains(it)) && !text.contains(['未', '无', '不', '可'])
}
