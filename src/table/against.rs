//! What stands beside a price and speaks against comparing it: a discount, what was paid instead, several hospitals,
//! a row that is no longer used, a note that it is another service.

use crate::date::Date;
use crate::gazette::prices::{Item, RuleKind, Tier};
use crate::money::Fen;

use super::columns::Columns;
use super::day::{days, period, said};
use super::excuse::Besides;
use super::fault::{Fault, Part};
use super::heads;
use super::judge::{Entry, Unread, hash};
use super::number::amount;
use super::place::{Outside, Source, outside};
use super::records::Record;
use super::role::{Choices, Role};
use super::sample::{Facts, Sample};
use super::service;
use super::text::{is_blank, plain};
use super::tier::{Mention, may_be_of, mention, said_of_prices, tier};
use super::unit::is_yuan;
use super::verdict::Kind;
use super::wording;

/// Columns without a role that may speak against a row, by their places.
#[derive(Debug, Default)]
pub(super) struct Against {
    /// Discounts, additions and factors, each with whether it is a factor.
    changes: Vec<(usize, bool)>,
    /// What is left of a price or charge.
    reduced: Vec<usize>,
    /// Notes in which another service may be named.
    notes: Vec<usize>,
    /// Departments, kinds of patients and of payment, in which a service with prices of its own may be named.
    classes: Vec<usize>,
    /// Second operations: their order.
    orders: Vec<usize>,
    /// Remarks, which may also copy the notice's own.
    remarks: Vec<usize>,
    /// What the price includes beside the item.
    included: Vec<usize>,
    /// Departments, of which some have prices of their own.
    departments: Vec<usize>,
    /// The tiers for which a row holds.
    tiers: Vec<usize>,
    /// The field strengths that the titles name.
    fields: Vec<i64>,
    /// What the titles say of the tier whose prices are taken, or of what sort the hospital is.
    said: Vec<Mention>,
    /// Names of hospitals, with the first one; none where there are several.
    hospitals: Vec<(usize, Option<String>)>,
    /// Parts of a hospital, which may have prices of their own.
    campuses: Vec<usize>,
    is_list: bool,
    /// By what a price is set.
    bases: Vec<usize>,
    /// When a row of a list begins and ends to hold, and what says whether it does.
    begins: Vec<usize>,
    ends: Vec<usize>,
    states: Vec<(usize, State)>,
    /// Days, months and years of a list that say neither.
    days: Vec<usize>,
    /// Prices: what a cell of one says, it says of this price only.
    prices: Vec<usize>,
    /// In what money the row is written.
    currencies: Vec<usize>,
    /// Places of the treatment.
    places: Vec<usize>,
    /// Why the prices of the hospital that a title names are not the notice's, or not for certain.
    outside: Option<Outside>,
}

/// What the head of a state asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Whether the row is used.
    Used,
    /// Whether it is no longer used.
    Ended,
    /// Neither: only words say so.
    Words,
}

impl Against {
    pub(super) fn of(sample: &Sample, columns: &Columns, choices: &Choices, kind: Kind) -> Self {
        let titles = sample.titles().iter().flat_map(|it| &it.cells);
        let mut against = Self {
            outside: titles.clone().find_map(|it| outside(it, Source::Title)),
            fields: titles.clone().flat_map(|it| service::fields(it)).collect(),
            said: titles.filter_map(|it| said_of_prices(it)).collect(),
            ..Self::default()
        };
        let is_list = kind == Kind::List;
        against.is_list = is_list;
        let chosen = choices.fixes(Role::Amount);
        for (place, facts) in sample.columns.iter().enumerate() {
            let word = facts.word.as_str();
            let has = |words: &[&str]| words.iter().any(|it| word.contains(it));
            if columns.amount == Some(place) || facts.lines.iter().any(|it| tier(it).is_some()) {
                against.prices.push(place);
            }
            if columns.role(place).is_some() {
                continue;
            }
            if wording::is_change(word) && !chosen {
                against.changes.push((place, wording::is_factor(word)));
            }
            let money = ["币种", "币别", "货币", "currency", "币制"];
            if has(&money) && !has(&["金额", "价"]) {
                against.currencies.push(place);
            }
            if wording::is_reduced(word) && !chosen && facts.amounts > 0 {
                against.reduced.push(place);
            }
            let classes = [
                "科", "病区", "病房", "部门", "费别", "类", "身份", "性质", "付", "来源",
            ];
            if has(&classes) {
                against.classes.push(place);
            }
            if has(&["手术序", "手术次序", "主次", "主副"]) {
                against.orders.push(place);
            }
            if facts.han > 0 && !has(&SAYS_OTHERS) {
                against.notes.push(place);
            }
            if facts.han > 0 && has(&["说明", "注", "摘要", "情", "类型", "方式", "方法", "部位"])
            {
                against.remarks.push(place);
            }
            if (has(&["含"]) || word.starts_with("其中")) && !has(&["内涵", "除外"]) {
                against.included.push(place);
            }
            if has(&["科", "部门", "病区", "院区", "渠道", "类别"]) {
                against.departments.push(place);
            }
            if has(&["医院", "机构", "院名", "适用"]) && !is_no_hospital(word) {
                against.tiers.push(place);
                if columns.tier.is_none() && heads::is_hospital(word) && !has(&["适用"]) {
                    against.hospitals.push((place, only(sample, place)));
                }
            }
            if has(&["依据", "标准来源", "执行标准"]) {
                against.bases.push(place);
            }
            if has(&[
                "就医地",
                "就诊地",
                "所在地",
                "所在市",
                "统筹区",
                "城市",
                "地区",
                "地市",
                "市州",
            ]) && !has(&["参保"])
            {
                against.places.push(place);
            }
            if has(&["院区", "分院", "院别"]) {
                against.campuses.push(place);
            }
            if is_list {
                against.see_period(place, facts);
            }
        }
        against
    }

    fn see_period(&mut self, place: usize, facts: &Facts) {
        let word = facts.word.as_str();
        let has = |words: &[&str]| words.iter().any(|it| word.contains(it));
        let ends = has(&[
            "停用", "停止", "失效", "截止", "终止", "作废", "废止", "结束", "止",
        ]);
        if facts.days.saturating_add(facts.serials) > 0 {
            if ends {
                self.ends.push(place);
            } else if has(&[
                "启用", "生效", "执行", "开始", "起始", "施行", "定价", "调价",
            ]) {
                self.begins.push(place);
            } else if heads::day(word) > 0 {
                self.days.push(place);
            }
        } else if matches!(word, "年度" | "年份" | "年" | "月份" | "月" | "年月") {
            self.days.push(place);
        } else if has(&["停用", "作废", "废止"]) && !has(&["状态"]) {
            self.states.push((place, State::Ended));
        } else if (has(&["状态", "启用", "有效", "在用", "可用", "生效"])
            || has(&["是否"]) && has(&["使用", "执行", "开展", "收费", "现行"]))
            && !has(&["医保", "报销", "收费类", "含"])
        {
            self.states.push((place, State::Used));
        } else if has(&["类型", "版本", "阶段", "标志", "备注", "说明"]) {
            self.states.push((place, State::Words));
        }
    }

    /// Refuses a row beside whose price something else says what was charged, or for whom, or when.
    pub(super) fn check(&self, record: Record, amount_cell: &str, day: Date) -> Result<(), Unread> {
        let cell = |place: &usize| record.cell(*place);
        if self
            .changes
            .iter()
            .any(|(place, factor)| !wording::is_no_change(&cell(place), *factor))
        {
            return Err((Part::Amount, Fault::Changed, None));
        }
        if !self.currencies.iter().all(|it| is_yuan(&cell(it))) {
            return Err((Part::Amount, Fault::NotYuan, None));
        }
        let fen = |cell: &str| amount(cell).ok().map(|(fen, _)| fen.get().saturating_abs());
        let own = fen(amount_cell);
        let differs = |it: &usize| {
            let other = cell(it);
            !is_blank(&other) && own.is_some() && fen(&other) != own
        };
        if self.reduced.iter().any(differs) {
            return Err((Part::Amount, Fault::Reduced, None));
        }
        let other = |(place, only): &(usize, Option<String>)| {
            let cell = record.cell(*place);
            !is_blank(&cell) && only.as_deref() != Some(cell.trim())
        };
        if self.hospitals.iter().any(other) {
            return Err((Part::Tier, Fault::Hospitals, None));
        }
        let read = |it: &usize| {
            let cell = record.cell(*it);
            days(&cell).ok().or_else(|| said(&cell))
        };
        let ended = self.ends.iter().filter_map(read).any(|it| it.last < day);
        let mut begun = self.begins.iter().filter_map(read);
        // One cell may say both ends.
        let begins = begun.any(|it| it.first > day || it.first < it.last && it.last < day);
        let out = |(place, asks): &(usize, State)| is_out(&record.cell(*place), *asks);
        if ended || begins || self.states.iter().any(out) {
            return Err((Part::Row, Fault::Ended, None));
        }
        Ok(())
    }

    /// Whether a cell says that the hospital sets the row's price itself.
    pub(super) fn says_own_price(&self, record: Record) -> bool {
        let mut places = (0..record.len()).filter(|it| !self.prices.contains(it));
        places.any(|it| service::is_own_price(&record.cell(it)))
    }

    /// The cells that tell hospitals apart, as a number.
    pub(super) fn hospital(&self, record: Record) -> u32 {
        let places = self.tiers.iter().chain(&self.campuses);
        let cells = places.map(|it| hash(&record.cell(*it)));
        cells.fold(0, |all, it| all.rotate_left(1) ^ it)
    }

    /// Takes over whose hospital signs below the last row.
    pub(super) fn see_footer(&mut self, signed: Option<Outside>) {
        self.outside = self.outside.or(signed);
    }

    /// Why the prices of the row's hospital, or of the whole table's, are not the notice's, or not for certain.
    pub(super) fn outside(&self, record: Record) -> Option<Outside> {
        let read = |places: &[usize], source| {
            let mut cells = places.iter().map(|it| record.cell(*it));
            cells.find_map(|it| outside(&it, source))
        };
        self.outside
            .or_else(|| read(&self.tiers, Source::Hospital))
            .or_else(|| read(&self.places, Source::Place))
            .or_else(|| read(&self.campuses, Source::Place))
    }

    /// Whether the row, or a title, says of another tier that it holds for it.
    pub(super) fn names_other_tier(&self, record: Record, own: Tier) -> bool {
        let places = self.tiers.iter().chain(&self.campuses);
        let campus = |it: &usize| may_be_of(&record.cell(*it), own);
        let cells = places.filter_map(|it| mention(&record.cell(*it)));
        let mut said = cells.chain(self.said.iter().copied());
        said.any(|it| !it.goes_with(own)) || !self.campuses.iter().all(campus)
    }

    /// Whether a note of the row says another tier than the one whose price is compared.
    pub(super) fn notes_other_tier(&self, record: Record, own: Option<Tier>) -> bool {
        let Some(own) = own.filter(|_| self.is_list) else {
            return false;
        };
        let mut said = self
            .notes
            .iter()
            .chain(&self.remarks)
            .chain(&self.bases)
            .filter_map(|it| tier(&record.cell(*it)));
        said.any(|it| it != own)
    }

    /// Whether a row says a field strength for which another row of the notice is.
    pub(super) fn says_other_field(&self, record: Record, columns: &Columns, item: &Item) -> bool {
        let mut rules = item.rules();
        let Some(band) = rules.find_map(|it| match it.kind {
            RuleKind::FieldStrength(band) => Some(band),
            _ => None,
        }) else {
            return false;
        };
        let mut places = (0..record.len()).filter(|it| {
            columns.role(*it).is_none()
                || columns.name == Some(*it) && record.cell(*it).trim() != item.name()
        });
        let in_title = || self.fields.iter().any(|it| !band.has(*it));
        in_title()
            || places.any(|it| {
                service::fields(&record.cell(it))
                    .iter()
                    .any(|it| !band.has(*it))
            })
    }

    /// Why a row whose price differs may be right: it notes another service, or a day before the notice's prices.
    pub(super) fn excuse(
        &self,
        record: Record,
        item: &'static Item,
        day: Date,
        name: &str,
    ) -> Option<Fault> {
        // What a parent's remark says holds for its children.
        let note = item.remark_row().map_or("", Item::note);
        let copied = |cell: &str| note.contains(cell) && cell.contains('收');
        let short = |cell: &str| cell.chars().count() <= 12 && !copied(cell);
        let names = |place: &usize| {
            let cell = record.cell(*place);
            let cell = cell.trim();
            !is_blank(cell)
                && (service::names_variant(cell, item.name()) && !note.contains(cell)
                    || service::names_case(cell, note, "", ""))
        };
        let in_name = name.trim() != item.name()
            && (service::names_case(name, note, item.excluded(), item.name())
                || service::names_case_in_short(name, note, item));
        let in_remark = |it: &usize| {
            let cell = record.cell(*it);
            let cell = cell.trim();
            !cell.is_empty()
                && short(cell)
                && (names(it) || service::names_case_in_short(cell, note, item))
        };
        let class = |it: &usize| service::names_class(&record.cell(*it));
        let half = |it: &usize| service::names_share(&record.cell(*it));
        let second = |it: &usize| {
            let cell = record.cell(*it);
            !is_blank(&cell)
                && !matches!(plain(&cell).trim(), "1" | "主" | "一" | "主要" | "主手术")
        };
        let other = self.classes.iter().any(class) || self.orders.iter().any(second);
        if in_name
            || other
            || self
                .notes
                .iter()
                .any(|it| names(it) || half(it) || class(it))
            || self.remarks.iter().any(in_remark)
        {
            return Some(Fault::Variant);
        }
        let more = |it: &usize| {
            let cell = record.cell(*it);
            let cell = cell.trim();
            !item.content().contains(cell) && !note.contains(cell) && service::says_included(cell)
        };
        let is_in = |it: &usize| service::is_affirmed(&record.cell(*it));
        if self.included.iter().any(is_in) || self.notes.iter().chain(&self.remarks).any(more) {
            return Some(Fault::Besides(Besides::Includes));
        }
        let special = |it: &usize| service::is_special(&record.cell(*it));
        if self.departments.iter().chain(&self.notes).any(special) {
            return Some(Fault::Besides(Besides::Special));
        }
        let first = item.document.period_on(day).from;
        let read = |it: &usize| {
            let cell = record.cell(*it);
            let own = days(&cell).ok().or_else(|| period(&cell));
            own.or_else(|| said(&cell))
        };
        let written = self.begins.iter().chain(&self.days);
        let noted = self.notes.iter().chain(&self.remarks);
        let mut all = written
            .chain(noted.filter(|_| self.is_list))
            .filter_map(read);
        all.find_map(|it| {
            if it.first < first {
                Some(Fault::Older)
            } else {
                (it.first > day).then_some(Fault::Ended)
            }
        })
    }

    /// Whether a price of a list is the notice's several times, and other words than the notice's may say of what.
    pub(super) fn is_multiple(
        &self,
        record: Record,
        item: &Item,
        entry: &Entry,
        name: &str,
    ) -> bool {
        let (Some(amount), Some(printed)) = (entry.amount, entry.printed) else {
            return false;
        };
        let times = amount.get().checked_rem(printed.get()) == Some(0) && amount > printed;
        let name = name.trim();
        times
            && (!name.is_empty() && name != item.name()
                || self.notes.iter().any(|it| !is_blank(&record.cell(*it))))
    }
}

/// Columns whose words are about something else than the row's service: what it holds, who did it, where, by which
/// document.
const SAYS_OTHERS: [&str; 17] = [
    "内涵", "内容", "除外", "说明", "科", "医生", "医师", "员", "护士", "病区", "厂", "依据",
    "文件", "诊断", "姓名", "机构", "医院",
];

/// Whether a head that has a hospital in it names something else of it.
fn is_no_hospital(word: &str) -> bool {
    let others = [
        "码", "编号", "项目", "科", "价", "费", "单位", "类", "开单", "申请", "送检", "外院",
        "外送", "转", "会诊", "依据", "参照", "来源", "上级", "协作", "生产", "人员", "医保",
        "承担", "负担", "减", "垫", "补", "付",
    ];
    others.iter().any(|it| word.contains(it))
}

/// The only word of a column.
fn only(sample: &Sample, place: usize) -> Option<String> {
    let mut cells = sample
        .data()
        .iter()
        .filter_map(|row| row.cells.get(place))
        .map(|it| it.trim())
        .filter(|it| !is_blank(it));
    let first = cells.next()?;
    cells.all(|it| it == first).then(|| first.to_owned())
}

/// Whether a state says that the row does not hold.
fn is_out(cell: &str, asks: State) -> bool {
    let text = plain(cell).to_lowercase();
    if text.chars().count() > 12 {
        return false;
    }
    let words = [
        "调整前",
        "调价前",
        "变更前",
        "原价",
        "旧",
        "停用",
        "作废",
        "失效",
        "废止",
        "无效",
        "历史",
        "停止",
        "未启用",
        "注销",
    ];
    let no = matches!(&*text, "0" | "否" | "n" | "no" | "false");
    let yes = matches!(&*text, "1" | "是" | "y" | "yes" | "true");
    words.iter().any(|it| text.contains(it))
        || asks == State::Used && no
        || asks == State::Ended && yes
}

/// Whether amounts differ by so much that another unit or another column is likelier than such a price.
pub(super) fn is_far(amount: Fen, printed: Fen) -> bool {
    let (amount, printed) = (amount.get().saturating_abs(), printed.get());
    amount > printed.saturating_mul(10) || amount.saturating_mul(10) < printed
}
