//! What stands beside the columns that are read, and may say that a row means something else.

use crate::gazette::prices::Item;
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
    /// Specifications and remarks, in which a unit may stand.
    specifications: Vec<usize>,
    remarks: Vec<usize>,
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
            } else if has(&["规格", "型号"]) {
                beside.specifications.push(place);
            } else if has(&["备注", "附注", "说明"]) {
                beside.remarks.push(place);
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
        self.units(record, columns)
            .iter()
            .any(|it| differs(it, printed))
    }

    /// Whether the row says that it counts in 次 or the like where the notice counts in something of which one 次 may
    /// have several: another price may be of them all.
    pub(super) fn counts_loosely(&self, record: Record, columns: &Columns, item: &Item) -> bool {
        let printed = normal(item.unit());
        let parts = ["部位", "创面", "个"];
        let counted = MARKS
            .iter()
            .chain(&parts)
            .any(|it| item.unit().contains(it));
        let first = printed.split(['/', '、']).next().unwrap_or_default();
        let units = self.units(record, columns);
        let other = |it: &&String| !it.is_empty() && normal(it) != printed && normal(it) != first;
        counted && units.iter().any(|it| other(&it))
    }

    /// The units that a row says: in a column of units, behind the quantity or the price, and in the head of the
    /// quantities.
    fn units(&self, record: Record, columns: &Columns) -> Vec<String> {
        let cells = self
            .units
            .iter()
            .map(|it| plain(&record.cell(*it)).trim().to_owned());
        let mut units: Vec<String> = cells.collect();
        units.push(self.unit.clone());
        let quantity = columns
            .quantity
            .map(|it| record.cell(it))
            .unwrap_or_default();
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | '−' | ' ');
        units.push(
            plain(&quantity)
                .trim_start_matches(number)
                .trim()
                .to_owned(),
        );
        for place in [columns.amount, columns.unit_price].into_iter().flatten() {
            let cell = record.cell(place);
            let behind = plain(&cell)
                .split_once('/')
                .map(|(_, it)| it.trim().to_owned());
            units.extend(behind.filter(|it| it.contains(is_han)));
        }
        units
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

/// What makes a unit another one than the printed: a time, a measure, a part of the body, a package. 次, 项 and the
/// like go with any.
const MARKS: [&str; 32] = [
    "时", "分钟", "天", "日", "周", "月", "疗程", "穴", "针", "牙", "面积", "双", "侧", "眼", "颌",
    "创面", "cm", "mm", "毫米", "米", "平方", "半", "支", "盒", "片", "瓶", "袋", "粒", "枚", "根",
    "毫升", "%",
];

/// Measures of a body or of a needle; how many of them may be one unit.
const SIZES: [&str; 13] = [
    "穴",
    "针",
    "牙",
    "颗牙",
    "片",
    "cm",
    "cm²",
    "mm",
    "毫米",
    "部位",
    "创面",
    "体表面积",
    "单穴",
];

/// Measures of time and of sides, which tell of a unit only where nothing else can be meant.
const OTHERS: [&str; 7] = ["小时", "分钟", "天", "日", "侧", "眼", "颌"];

/// Numerals with which a number of them begins.
const NUMERALS: &str = "一二两三四五六七八九十单";

/// A unit without how many of it.
fn measure(text: &str) -> String {
    let text = normal(text);
    let marks = ['.', ' ', '半', '每'];
    let number = |c: char| c.is_ascii_digit() || marks.contains(&c);
    text.trim_start_matches(number).to_owned()
}

/// Whether a specification is a unit.
fn is_measure(text: &str) -> bool {
    let surface = text.contains("面积");
    let text = measure(text);
    surface && text == "%" || SIZES.iter().chain(&OTHERS).any(|it| text == *it)
}

/// Whether a text is a unit that a price is for each of.
fn says_each(text: &str) -> bool {
    text.starts_with('每') && is_measure(text) || measure(text) == "单穴"
}

/// Whether a name says in brackets, behind a stroke or with 每 at its end that it is of another unit than the
/// notice's, whose own words are no such thing.
fn names_unit(name: &str, printed_name: &str, printed: &str) -> bool {
    let text = plain(name);
    if !text.contains(['(', '[', '/', '每']) {
        return false;
    }
    let (own, mut parts) = (
        plain(printed_name),
        text.split(['(', ')', '[', ']', '/', ' ']),
    );
    // The name itself.
    let first = parts.next().unwrap_or_default();
    let counted = |it: &str| it.starts_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    let surface = |it: &str| it.contains("面积") && measure(it) == "%";
    let sized = |it: &str| counted(it) && (surface(it) || SIZES.contains(&&*measure(it)));
    let each = |it: &str| {
        it.rfind('每')
            .and_then(|at| it.get(at..))
            .map(str::to_owned)
    };
    let parts: Vec<&str> = parts
        .filter(|it| !it.is_empty() && !own.contains(*it))
        .collect();
    let said = parts.iter().filter(|it| sized(it) || says_each(it));
    let mut said = said
        .map(|it| (*it).to_owned())
        .chain(each(first).filter(|it| says_each(it)));
    said.any(|it| differs(&it, printed))
}

/// Whether a unit is another than the printed one, or may be.
fn differs(unit: &str, printed: &str) -> bool {
    let (own, printed) = (normal(unit), normal(printed));
    let counts = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let strict = counts(&own) || MARKS.iter().any(|it| own.contains(it));
    // 5cm²/每创面 is counted in 5 cm².
    let first = printed.split('/').next().unwrap_or_default();
    let within = !own.is_empty() && !counts(&own) && !counts(&printed) && printed.contains(&own);
    strict && own.chars().count() <= 8 && own != printed && own != first && !within
}

/// A unit as units are compared: `每5个穴位`, `5穴` and `五个穴位` are one, and 公分, 厘米 and cm.
fn normal(unit: &str) -> String {
    let text: String = plain(unit)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let mut text = text.trim_start_matches(['/', '每', '元']).to_owned();
    for (from, to) in [
        ("㎝", "cm"),
        ("㎜", "mm"),
        ("公分", "cm"),
        ("厘米", "cm"),
        ("平方cm", "cm²"),
        ("cm2", "cm²"),
        ("cm^2", "cm²"),
        ("穴位", "穴"),
        ("半小时", "30分钟"),
        ("半个小时", "30分钟"),
        ("%体表面积", "%"),
        ("体表面积%", "%"),
        ("以内", ""),
        ("之内", ""),
        ("内", ""),
        ("个", ""),
    ] {
        text = text.replace(from, to);
    }
    let numbers = [
        ("一", "1"),
        ("二", "2"),
        ("两", "2"),
        ("三", "3"),
        ("四", "4"),
        ("五", "5"),
        ("六", "6"),
        ("七", "7"),
        ("八", "8"),
        ("九", "9"),
        ("十", "10"),
    ];
    let number = numbers
        .iter()
        .find_map(|(from, to)| Some((*to, text.strip_prefix(from)?)));
    if let Some((number, rest)) = number {
        text = format!("{number}{rest}");
    }
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    if let Some((number, rest)) = at.and_then(|at| text.split_at_checked(at)) {
        let rest = match rest {
            "h" | "hr" | "hrs" | "hour" | "hours" | "时" => "小时",
            "min" | "mins" | "minute" | "minutes" | "分" => "分钟",
            other => other,
        };
        text = match (number, rest) {
            ("0.5", "小时") => "30分钟".to_owned(),
            ("60", "分钟") => "小时".to_owned(),
            ("120", "分钟") => "2小时".to_owned(),
            ("", "%") => "1%".to_owned(),
            _ => format!("{number}{rest}"),
        };
    }
    // One of it is it.
    match text.strip_prefix('1') {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '%')) => {
            rest.to_owned()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_printed_one_however_it_is_written() {
        for (own, printed) in [
            ("5穴", "5个穴位"),
            ("五个穴位", "5个穴位"),
            ("2个穴位", "二个穴位"),
            ("3cm", "3公分"),
            ("3 厘米", "3公分"),
            ("３ＣＭ", "3公分"),
            ("30分钟", "每半小时"),
            ("5平方厘米", "5cm²/每创面"),
            ("2小时内", "2小时"),
            ("两小时", "2小时"),
            ("每牙", "每牙"),
            ("牙", "每牙"),
            ("1%体表面积", "1%体表面积"),
            ("侧", "单侧"),
            ("单眼", "单眼和次"),
            ("次", "2小时"),
            ("2h", "2小时"),
            ("120min", "2小时"),
            ("30 min", "每半小时"),
            ("0.5h", "每半小时"),
            ("10%", "10%体表面积"),
            ("1%", "1%体表面积"),
            ("%", "1%体表面积"),
            ("部位", "每个部位"),
            ("", "次"),
        ] {
            assert!(!differs(own, printed), "{own} {printed}");
        }
        for (own, printed) in [
            ("厘米", "3公分"),
            ("cm", "3公分"),
            ("平方厘米", "5cm²/每创面"),
            ("小时", "2小时"),
            ("h", "2小时"),
            ("1h", "每半小时"),
            ("%", "10%体表面积"),
            ("小时", "每半小时"),
            ("穴位", "5个穴位"),
            ("10%体表面积", "1%体表面积"),
            ("%体表面积", "10%体表面积"),
            ("10次", "次"),
            ("双侧", "单侧"),
            ("片", "次"),
            ("天", "次"),
        ] {
            assert!(differs(own, printed), "{own} {printed}");
        }
    }

    #[test]
    fn a_name_says_of_another_unit_in_brackets() {
        let points = |name| names_unit(name, "普通针刺", "5个穴位");
        for name in [
            "普通针刺(每穴)",
            "普通针刺（每个穴位）",
            "普通针刺[单穴]",
            "普通针刺/每穴",
            "普通针刺每穴",
            "普通针刺(1穴)",
        ] {
            assert!(points(name), "{name}");
        }
        for name in [
            "普通针刺",
            "普通针刺(5个穴位)",
            "普通针刺(每五穴)",
            "普通针刺(快速针)",
            "普通针刺(每增加1穴)",
            "普通针刺(每次)",
        ] {
            assert!(!points(name), "{name}");
        }
        assert!(names_unit("药线引流治疗(1cm)", "药线引流治疗", "3公分"));
        assert!(!names_unit("药线引流治疗(3cm)", "药线引流治疗", "3公分"));
        assert!(is_measure("1cm") && is_measure("每穴") && !is_measure("1.5T"));
    }
}
