//! How a table was understood before anything in it is judged, for people and programs.

use serde::Serialize;

use crate::date::Date;
use crate::gazette::prices::Tier;

use super::above::{of_footer, outside_of_footer};
use super::against::Against;
use super::beside::Beside;
use super::charged::Charged;
use super::columns::{Columns, Finder};
use super::contrary::Contrary;
use super::day::Days;
use super::doubts::Settled;
use super::foreign::{Foreign, foreign_text};
use super::heads;
use super::index::Index;
use super::remarks::{remarks, undated};
use super::role::{Choices, Role};
use super::sample::{Facts, Sample};
use super::text::is_blank;
use super::tier::of_hospital;
use super::unit::{Unit, unit};
use super::verdict::Kind;

/// How a table was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableUnderstanding")]
pub struct Understanding {
    /// What the table is: `list` or `bill`.
    pub kind: Fixed,
    /// The hospital's tier for rows that do not say theirs, its id; empty where it is not known, or every
    /// price says its own.
    pub tier: Fixed,
    /// The day whose prices stand for rows that do not say theirs.
    pub day: Fixed,
    /// What stands between the cells, in Chinese.
    #[ts(type = "string")]
    pub separator: &'static str,
    /// Every column of the table.
    pub columns: Vec<Column>,
    /// The lines above the heads, their cells joined.
    pub titles: Vec<String>,
    /// What must be asked: where there is anything, nothing is judged.
    pub doubts: Vec<Doubt>,
    /// Why nothing can be judged, with the way out; empty where it can.
    pub refusal: String,
    /// What else was noticed, in Chinese sentences.
    pub remarks: Vec<String>,
}

/// Something that holds for the whole table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableFixed")]
pub struct Fixed {
    /// Its stable value.
    pub value: String,
    /// How it was recognised, in Chinese.
    pub why: String,
    /// Whether a person or a program fixed it.
    pub chosen: bool,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableColumn")]
pub struct Column {
    /// Its place from 0.
    #[ts(type = "number")]
    pub place: usize,
    /// The words at its head; empty where there are none.
    pub head: String,
    /// Its first three cells.
    pub samples: Vec<String>,
    /// The stable name of what it is for; empty where it is left out.
    #[ts(type = "string")]
    pub role: &'static str,
    /// How that was recognised, or why it is left out, in Chinese.
    pub why: String,
}

/// Where two readings are possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableDoubt")]
pub struct Doubt {
    /// What it is about: `kind`, `tier` or the name of a role.
    #[ts(type = "string")]
    pub about: &'static str,
    /// The question in Chinese.
    pub question: String,
    /// The possible readings.
    pub readings: Vec<Reading>,
}

/// One reading: what to choose for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(rename = "TableReading")]
pub struct Reading {
    /// The reading in Chinese.
    pub label: String,
    /// The key for [`Choices::set`].
    #[ts(type = "string")]
    pub key: &'static str,
    /// The value for [`Choices::set`].
    pub value: String,
}

/// What the judging needs of the understanding.
pub(super) struct Plan {
    pub(super) sample: Sample,
    pub(super) columns: Columns,
    pub(super) kind: Kind,
    pub(super) tier: Option<Tier>,
    pub(super) day: Date,
    /// The days that a footer says, where none is chosen.
    pub(super) footer: Option<Days>,
    /// The rows from which and to which the heads reach; both 0 where there are none.
    pub(super) heads: (u32, u32),
    /// The last row that is a title.
    pub(super) titles: u32,
    pub(super) beside: Beside,
    pub(super) against: Against,
    pub(super) charged: Charged,
    pub(super) contrary: Contrary,
    /// In what units the columns write amounts, by place; none where all are yuan.
    pub(super) units: Vec<Unit>,
    /// As many cells as no row may have less.
    pub(super) needed: usize,
    /// Other columns with codes of the notice, where nobody has chosen which one counts.
    pub(super) codes: Vec<usize>,
}

/// Understands a text.
pub(super) fn understand(
    text: &str,
    choices: &Choices,
    today: Date,
    index: &Index,
) -> (Understanding, Plan) {
    let sample = Sample::of(text, index);
    let finder = Finder::new(&sample);
    let (guess, certain) = finder.kind();
    let titles: Vec<String> = sample.titles().iter().map(|it| joined(&it.cells)).collect();
    let own = || sample.titles().iter().flat_map(|it| &it.cells);
    let named = kind_of_titles(&titles);
    let kind = choices.kind.or(named.filter(|_| !certain)).unwrap_or(guess);
    let mut columns = finder.columns(kind, choices);
    let (tier_fixed, tier) = tier_of(choices, &columns, own());
    let beside = Beside::of(&sample, &columns, choices, kind);
    let mut against = Against::of(&sample, &columns, choices, kind);
    against.see_footer(outside_of_footer(text, sample.separator));
    let needed = needed(&sample, &columns);
    if let Some(tier) = tier {
        columns.narrow(tier);
    }
    let day = choices.day.unwrap_or(today);
    let mut understanding = Understanding {
        kind: Fixed {
            value: kind.id().to_owned(),
            why: why_kind(kind, &columns, named.is_some() && !certain),
            chosen: choices.kind.is_some(),
        },
        tier: tier_fixed,
        day: Fixed {
            value: day.to_string(),
            why: match (columns.day, choices.day) {
                (Some(_), _) => "每行按自己的日期".to_owned(),
                (None, None) => "今天".to_owned(),
                _ => String::new(),
            },
            chosen: choices.day.is_some(),
        },
        separator: sample.separator.label(),
        columns: told_columns(&sample, &columns, kind),
        titles,
        doubts: Vec::new(),
        refusal: String::new(),
        remarks: Vec::new(),
    };
    understanding.refusal = refusal(text, &sample, &columns);
    if understanding.refusal.is_empty() {
        let settled = Settled {
            sample: &sample,
            columns: &columns,
            kind,
            kind_is_open: choices.kind.is_none() && !certain && named.is_none(),
            tier,
            quantity_is_fixed: choices.fixes(Role::Quantity),
            wanted: tier.filter(|it| !choices.fixes(Role::Price(*it))),
            day_is_fixed: choices.day.is_some() || choices.fixes(Role::Day),
            day,
        };
        understanding.doubts = settled.doubts();
        if understanding.doubts.iter().any(|it| it.readings.is_empty()) {
            understanding.doubts.clear();
            "没有一列像是编码或价格。请检查表头，一行一个项目，一列一种内容。"
                .clone_into(&mut understanding.refusal);
        }
    }
    let footer = of_footer(text, sample.separator, kind).filter(|_| choices.day.is_none());
    let today = footer.is_none() && choices.day.is_none();
    understanding.remarks = remarks(text, &sample, &columns, kind);
    let undated = undated(&sample, &columns, kind, day).filter(|_| today);
    understanding.remarks.extend(undated);
    let row = |place: Option<usize>| {
        place
            .and_then(|it| sample.rows.get(it))
            .map_or(0, |it| it.row)
    };
    let heads = if sample.heads.is_empty() {
        (0, 0)
    } else {
        (
            row(Some(sample.heads.start)),
            row(sample.heads.end.checked_sub(1)),
        )
    };
    let plan = Plan {
        beside,
        against,
        charged: Charged::of(&sample, &columns),
        contrary: Contrary::of(&sample, &columns),
        units: units(&sample),
        needed,
        codes: if choices.fixes(Role::Code) {
            Vec::new()
        } else {
            other_codes(&sample, &columns)
        },
        heads,
        titles: row(sample.heads.start.checked_sub(1)),
        sample,
        columns,
        kind,
        tier,
        day,
        footer,
    };
    (understanding, plan)
}

/// In what units the columns write amounts: as their heads say, or else a title.
fn units(sample: &Sample) -> Vec<Unit> {
    let cells = sample.titles().iter().flat_map(|it| &it.cells);
    let said = cells.map(|it| unit(it)).find(|it| *it != Unit::Yuan);
    let of = |facts: &Facts| match unit(&facts.word) {
        Unit::Yuan if !facts.word.contains('元') => said.unwrap_or_default(),
        own => own,
    };
    let units: Vec<Unit> = sample.columns.iter().map(of).collect();
    if units.iter().all(|it| *it == Unit::Yuan) {
        return Vec::new();
    }
    units
}

/// The columns without a role in which codes of the notice stand.
fn other_codes(sample: &Sample, columns: &Columns) -> Vec<usize> {
    let others = [
        "材料", "耗材", "药", "原", "旧", "父", "上级", "主项", "关联",
    ];
    let places = sample.columns.iter().enumerate();
    let other = places.filter(|(place, facts)| {
        let item = !others.iter().any(|it| facts.word.contains(it));
        item && facts.known > 0 && columns.role(*place).is_none()
    });
    other.map(|(place, _)| place).collect()
}

/// Up to which column every row must reach: one that is read, or that most rows fill.
fn needed(sample: &Sample, columns: &Columns) -> usize {
    let rows = sample.data().len();
    let counts = |(place, facts): &(usize, &Facts)| {
        columns.role(*place).is_some() || facts.filled.saturating_mul(2) > rows
    };
    let last = sample.columns.iter().enumerate().rev().find(counts);
    last.map_or(0, |(place, _)| place.saturating_add(1))
}

fn joined(cells: &[String]) -> String {
    let filled: Vec<&str> = cells
        .iter()
        .map(|it| it.trim())
        .filter(|it| !is_blank(it))
        .collect();
    filled.join(" ")
}

/// What the titles call the table.
fn kind_of_titles(titles: &[String]) -> Option<Kind> {
    let says = |words: &[&str]| {
        titles
            .iter()
            .any(|title| words.iter().any(|it| title.contains(it)))
    };
    match (
        says(&["清单", "账单", "明细", "结算", "患者", "姓名"]),
        says(&["价目", "价格", "收费标准", "公示"]),
    ) {
        (true, false) => Some(Kind::Bill),
        (false, true) => Some(Kind::List),
        _ => None,
    }
}

fn why_kind(kind: Kind, columns: &Columns, by_title: bool) -> String {
    match kind {
        _ if by_title => "标题是这样写的",
        Kind::Bill if columns.quantity.is_some() => "有数量和金额",
        Kind::Bill => "每行有日期和金额",
        Kind::List if !columns.prices.is_empty() => "每个等级一列价格",
        Kind::List => "每行一个价格",
    }
    .to_owned()
}

/// The tier that holds for the whole table: the chosen one, or the one that a title names.
fn tier_of<'a>(
    choices: &Choices,
    columns: &Columns,
    mut titles: impl Iterator<Item = &'a String> + Clone,
) -> (Fixed, Option<Tier>) {
    let mut all = titles.clone().filter_map(|it| of_hospital(it));
    let named = titles.find_map(|it| Some((of_hospital(it)?, it)));
    let named = named.filter(|(found, _)| all.all(|it| it == *found));
    let (found, why) = match (choices.tier, named) {
        (Some(chosen), Some((other, _))) if other != chosen => {
            (Some(chosen), format!("标题里写的是{}", other.label()))
        }
        (Some(chosen), _) => (Some(chosen), String::new()),
        (None, Some((found, title))) => (Some(found), format!("标题写着“{}”", shortened(title))),
        (None, None) => (None, String::new()),
    };
    let own = columns.tier.map(|_| "每行按自己的等级");
    let narrow = found.is_some_and(|it| columns.of(Role::Price(it)).is_some());
    let wide = !columns.prices.is_empty() && !narrow;
    let own = own.or_else(|| wide.then_some("每一列有自己的等级"));
    let fixed = Fixed {
        value: found.map_or("", Tier::id).to_owned(),
        why: own.map_or(why, str::to_owned),
        chosen: choices.tier.is_some(),
    };
    (fixed, found)
}

fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(24).collect();
    if cut.len() < text.len() {
        format!("{cut}…")
    } else {
        cut
    }
}

fn told_columns(sample: &Sample, columns: &Columns, kind: Kind) -> Vec<Column> {
    let told = |(place, facts): (usize, &Facts)| {
        let role = columns.role(place);
        let open = columns
            .open
            .iter()
            .find(|(_, places)| places.contains(&place));
        let why = match role {
            Some(Role::Code) if facts.national => "格子里有国家编码，取后面的项目编码".to_owned(),
            Some(Role::Code) if facts.known > 0 => format!(
                "前 {} 行里 {} 格是公报的编码",
                sample.data().len(),
                facts.known
            ),
            Some(Role::Day) if facts.filled < sample.data().len() => {
                "空的格子照上一格读".to_owned()
            }
            Some(Role::Tier) => "格子里是医院等级".to_owned(),
            Some(_) if facts.word.is_empty() => "按格子里的内容".to_owned(),
            Some(_) => "按表头和格子里的内容".to_owned(),
            None if columns.person == Some(place) => "用来分开不同的患者".to_owned(),
            None if open.is_some() => "要选一选".to_owned(),
            None if columns.halves.contains(&place) => "说不清是甲等还是乙等".to_owned(),
            None if columns.other_tiers.contains(&place) => "是别的等级的价格".to_owned(),
            None if facts.filled == 0 => "都是空的".to_owned(),
            None if kind == Kind::List && heads::day(&facts.word) > 0 => {
                "价目表不按行看日期".to_owned()
            }
            None => heads::left_out(&facts.word).to_owned(),
        };
        Column {
            place,
            head: facts.lines.join(" "),
            samples: facts.samples.clone(),
            role: role.map_or("", Role::id),
            why,
        }
    };
    sample.columns.iter().enumerate().map(told).collect()
}

/// Why nothing can be judged.
fn refusal(text: &str, sample: &Sample, columns: &Columns) -> String {
    let found = |text: &str| text.to_owned();
    if text
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '|' | '\u{feff}'))
    {
        return found("里面没有内容。");
    }
    if let Some(foreign) = foreign_text(text) {
        return found(foreign.advice());
    }
    if garbled(text) {
        return found(Foreign::Encoding.advice());
    }
    if !sample.heads.is_empty() && sample.data().is_empty() {
        return found("表头下面没有行。");
    }
    if let Some((left, right)) = side_by_side(sample) {
        return format!(
            "第 {left} 列和第 {right} 列都是编码，各有各的价格，像是两张表并排在一起。请把右边一张接在左边一张的下面，再核对。"
        );
    }
    let nothing = columns.code.is_none() && columns.name.is_none() && columns.amount.is_none();
    if nothing && (sample.width < 2 || sample.heads.is_empty()) {
        return found(
            "看不出一列一列的表：列要用制表符、逗号或竖线隔开。照片和 PDF 里的字认不准，请向医院要表格文件。",
        );
    }
    String::new()
}

/// The columns, from 1, of the codes of two tables that stand side by side: under one head, each with prices behind it.
fn side_by_side(sample: &Sample) -> Option<(usize, usize)> {
    let columns = || sample.columns.iter().enumerate();
    let codes = columns().filter(|(_, it)| heads::code(&it.word) > 0 && it.formed > 0);
    let codes: Vec<(usize, &Facts)> = codes.collect();
    let is_money = |word: &str| heads::price(word) > 1 || heads::charge(word) > 1;
    let mut pairs = codes.iter().zip(codes.iter().skip(1));
    let (left, right) = pairs.find(|((left, one), (right, other))| {
        let mut between = columns().skip(*left).take(right.saturating_sub(*left));
        let mut behind = columns().skip(*right);
        one.word == other.word
            && between.any(|(_, it)| is_money(&it.word))
            && behind.any(|(_, it)| is_money(&it.word))
    })?;
    Some((left.0.saturating_add(1), right.0.saturating_add(1)))
}

/// Whether so many characters were replaced that the encoding was another.
fn garbled(text: &str) -> bool {
    let head = text.chars().take(20_000);
    let (bad, han) = head.fold((0_usize, 0_usize), |(bad, han), c| match c {
        '\u{fffd}' => (bad.saturating_add(1), han),
        c if u32::from(c) > 0x7f => (bad, han.saturating_add(1)),
        _ => (bad, han),
    });
    bad > 3 && bad.saturating_mul(4) > han
}
