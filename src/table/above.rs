//! What a row takes from the lines above it: what merged cells stand for, what headings say of the rows below
//! them, and whether a second head has begun another table.

use crate::gazette::prices::Tier;

use super::age::Age;
use super::beside::{joined, tells_refund};
use super::code::is_formed;
use super::columns::Columns;
use super::day::{Days, days, period, said};
use super::fault::Fault;
use super::judge::{cell_of, hash};
use super::place::{Outside, Source, outside};
use super::records::{Record, Separator};
use super::service;
use super::text::{is_blank, plain};
use super::tier::{Mention, mention, of_hospital, tier};
use super::verdict::Kind;

/// What stands above a row.
#[derive(Clone, Copy, Default)]
pub(super) struct Above {
    pub(super) day: Option<Result<Days, Fault>>,
    pub(super) tier: Option<Tier>,
    /// Of what hospital or part of one that tier was.
    pub(super) tier_of: u32,
    /// The days of titles and headings.
    pub(super) said: Option<Days>,
    pub(super) person: u32,
    /// How old the patient is of whom the last line of labels says so.
    pub(super) age: Option<Age>,
    /// The last heading that names a patient.
    pub(super) named: u32,
    /// The tier that the last heading names.
    pub(super) section: Option<Section>,
    /// The last heading that is the name of a hospital.
    pub(super) hospital: u32,
    /// How deep the heading stands that says that the prices below it are others, and a heading less deep ends it.
    pub(super) changed: Option<u8>,
    /// The same for one that says that the hospital sets them itself.
    pub(super) own_prices: Option<u8>,
    /// The same for one of what was given back.
    pub(super) returned: Option<u8>,
    /// Whether the last head is another than the table's.
    pub(super) other_heads: bool,
    /// Why the prices of the hospital that the last heading names are not, or not for certain, the notice's.
    pub(super) outside: Option<Outside>,
}

/// What a heading says of the tier of the rows below it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// It is this one.
    Certain(Tier),
    /// It may be this.
    Perhaps(Mention),
}

impl Above {
    /// Above the first row stands nothing but what the footer says of all of them.
    pub(super) fn new(footer: Option<Days>) -> Self {
        Self {
            said: footer,
            ..Self::default()
        }
    }

    /// Takes over what the cells of a row say for the empty ones below.
    pub(super) fn see_row(&mut self, record: Record, columns: &Columns, hospital: u32) {
        let day = cell_of(record, columns.day);
        if !is_blank(&day) {
            // A month is all its days.
            let month = || period(&day).filter(|_| columns.months);
            let found = days(&day).or_else(|fault| month().ok_or(fault));
            self.day = Some(found);
        }
        let person = hash(&cell_of(record, columns.person));
        if person != 0 {
            self.person = person;
        }
        let written = cell_of(record, columns.tier);
        if !is_blank(&written) {
            (self.tier, self.tier_of) = (tier(&written), hospital);
        } else if hospital != 0 && hospital != self.tier_of {
            self.tier = None;
        }
    }

    /// Takes over whether a heading says that the prices below it are others than the plain ones. A remark says so of
    /// what follows only where it says that.
    pub(super) fn see_changes(&mut self, record: Record, is_remark: bool) {
        for cell in record.cells().filter(|it| !is_blank(it)) {
            let depth = depth(&cell);
            let follows = !is_remark || cell.contains("以下") && !cell.contains("岁以下");
            // "注：带*的是市场调节价" says so of some rows only.
            let of_some = cell.trim_start().starts_with(['注', '备', '说', '*']);
            let own = service::is_own_price(&cell) && !of_some;
            let returned = tells_refund(&cell) && !cell.contains(['含', '如', '：', ':']);
            let returned =
                returned || cell.trim_end().ends_with(['：', ':']) && tells_refund(&cell);
            for (said, holds) in [
                (service::changes_prices(&cell), &mut self.changed),
                (own, &mut self.own_prices),
                (returned, &mut self.returned),
            ] {
                if said && follows {
                    *holds = Some(depth);
                } else if !is_remark && holds.is_some_and(|it| depth <= it) {
                    *holds = None;
                }
            }
        }
    }

    /// Takes over what a heading says of the tier. A remark counts where it names the hospital's own; the name of
    /// another hospital may be of another tier.
    pub(super) fn see_heading(&mut self, record: Record, is_remark: bool) {
        for cell in record.cells().filter(|it| !is_blank(it)) {
            let named = is_hospital(&cell);
            let source = if is_remark {
                Source::Labels
            } else {
                Source::Hospital
            };
            let outside = outside(&cell, source);
            if named || outside.is_some() {
                self.outside = outside;
            }
            if let Some(said) = mention(&cell) {
                match of_hospital(&cell) {
                    Some(own) => self.section = Some(Section::Certain(own)),
                    None if is_remark => {}
                    None => self.section = Some(Section::Perhaps(said)),
                }
            } else if named && self.hospital != 0 && self.hospital != hash(&cell) {
                self.section = Some(Section::Perhaps(Mention::Unsure));
            }
            if named {
                self.hospital = hash(&cell);
            }
        }
    }
}

/// As many lines may belong to a footer.
const FOOTER: usize = 8;

/// The days on which a table says below its last row that it was made, `制表日期：2024-03-25`, or signs: its prices may
/// be those of that day. Days of the documents that it names are not meant.
pub(super) fn of_footer(text: &str, separator: Separator, kind: Kind) -> Option<Days> {
    let lines = text.trim_end().rsplit(['\n', '\r']).take(FOOTER);
    let footer = lines.take_while(|line| !is_row(line, separator));
    let cells = footer.flat_map(|line| line.split(separator.text()));
    let cells = cells.map(|it| it.trim().trim_matches('"')).filter(|it| {
        let made = [
            "日期",
            "时间",
            "制表",
            "打印",
            "编制",
            "填表",
            "更新",
            "公示",
            "截至",
            "执行",
            "施行",
            "有效期",
            "截止",
            "止",
        ];
        let charged = [
            "期间", "费用", "收费", "计费", "记账", "账期", "入院", "出院", "住院", "结算", "就诊",
            "开票",
        ];
        let is_bill = kind == Kind::Bill;
        let is_said = made.iter().any(|word| it.contains(word))
            || is_bill && charged.iter().any(|word| it.contains(word));
        if is_bill && is_of_rule(it) {
            return false;
        }
        (is_said || days(it).is_ok()) && !it.contains("出生")
    });
    cells.filter_map(said).reduce(joined)
}

/// The hospital that signs below the last row, where its prices are not the notice's, or not for certain.
pub(super) fn outside_of_footer(text: &str, separator: Separator) -> Option<Outside> {
    let lines = text.trim_end().rsplit(['\n', '\r']).take(FOOTER);
    let cells = lines
        .take_while(|line| !is_row(line, separator))
        .flat_map(|line| line.split(separator.text()))
        .map(|it| it.trim().trim_matches('"'));
    let mut signed = cells.filter(|it| is_hospital(it) && !it.contains(['。', '，']));
    signed.find_map(|it| outside(it, Source::Hospital))
}

/// Whether a line has a code in a cell of its own.
fn is_row(line: &str, separator: Separator) -> bool {
    let mut cells = line
        .split(separator.text())
        .map(|it| plain(it.trim_matches('"')).into_owned());
    cells.any(|it| is_formed(it.trim()))
}

/// Whether a text says since or until when prices hold, or names a document: no charge is of such a day.
pub(super) fn is_of_rule(text: &str) -> bool {
    let rules = [
        "起执行",
        "起施行",
        "起实施",
        "起生效",
        "起调整",
        "开始执行",
        "执行至",
        "执行到",
        "执行止",
        "施行",
        "实施",
        "生效",
        "有效期",
        "有效至",
        "号文",
        "〕",
        "文件",
        "通知",
        "政策",
        "规定",
    ];
    rules.iter().any(|word| text.contains(word))
}

/// How deep a heading stands: without a number, `一、`, `（一）`, `1.`, `（1）`.
fn depth(heading: &str) -> u8 {
    let text = plain(heading);
    let bare = text.trim_start_matches(['(', '[', '第']);
    let bracketed = bare.len() < text.len();
    let first = bare.chars().next();
    match first {
        Some(c) if c.is_ascii_digit() => {
            if bracketed {
                4
            } else {
                3
            }
        }
        Some(c) if "一二三四五六七八九十".contains(c) => {
            if bracketed {
                2
            } else {
                1
            }
        }
        _ => 0,
    }
}

/// Whether a cell is the name of a hospital and nothing else, its tier perhaps in brackets.
fn is_hospital(cell: &str) -> bool {
    let text = plain(cell);
    let name = text.split(['(', '[']).next().unwrap_or_default().trim();
    let name = name.rsplit([':', '、', '.', ' ']).next().unwrap_or(name);
    let ends = ["医院", "卫生院", "服务中心", "保健院", "分院", "院区"];
    name.chars().count() > 2 && ends.iter().any(|it| name.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_heading_stands_below_one_of_words() {
        let headings = ["特需服务", "一、检查", "（一）影像", "1. 平扫", "（1）头部"];
        for (deeper, heading) in headings.into_iter().enumerate() {
            assert_eq!(usize::from(depth(heading)), deeper, "{heading}");
        }
    }
}
