//! A bill of medical items at a public hospital (医疗服务费用).
//!
//! 泸市医保发〔2023〕39号 (207 items, from 2024-04-01) and 泸市医保发〔2024〕2号 (2 items on trial, from
//! 2024-02-01 to 2026-01-31). A line is the printed price of its code and tier on the service date,
//! times the quantity, with the rules that the item declares in `data/`. Where a notice prints no
//! price the line is open and so is the total.

use crate::date::Date;
use crate::form::{Checked, Choice, Field, Form, InputError};
use crate::gazette::facts;
use crate::gazette::prices::{Item, SURCHARGES, Tier, asking};
use crate::money::Fen;
use crate::outcome::Outcome;

use super::shared::{ITEMS, add_note};
use super::{Audience, Calculator, Context, Situation};

mod beside;
mod bill;
mod charge;
mod compare;
#[cfg(test)]
mod laws;
mod line;
mod notices;
mod overlap;
mod receipt;
mod surcharges;
mod total;
mod units;

use beside::Beside;
use bill::Answers;
use compare::{compare_bill, compare_item};
use line::Line;
use notices::{
    add_alone_notices, add_anomaly_notices, add_remark_notice, add_scope_notices,
    add_unchosen_notice,
};
use overlap::add_overlap_notices;
use receipt::{add_receipt, entry};
use total::total;
pub(crate) use units::full_charge;

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "medical-fee",
    title: "医疗服务价格",
    question: "这些检查、治疗项目在公立医院该收多少钱？",
    audience: Audience::Resident,
    situations: &[(Situation::Patient, 1), (Situation::Hospital, 1)],
    period: Some(|day| facts::PRICES_TABLE.at(day).0.period),
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

const FORM: Form = Form {
    fields: &[
        Field::choice("tier", "医院等级", TIERS)
            .hint("没有等级或一级的医院，公报没有写，这里按“二乙以下”。价格只管公立医院。"),
        Field::date("service_date", "做检查或治疗的日期").prefill_as_of(),
        Field::rows("lines", "项目", LINE, 500, "项目")
            .count("quantity")
            .hint("打名称、编码或拼音首字母来找，例如“磁共振”“2102”“cgz”；回车到下一行。"),
        Field::date("birth_date", "患者出生日期")
            .hint("有的项目对 0—6 周岁的孩子加收。")
            .when_row_has("lines", "code", asking::AGE),
        Field::whole("age", "患者周岁")
            .range(0, 150)
            .unit("周岁")
            .hint("填了出生日期就不用填。")
            .when_row_has("lines", "code", asking::AGE),
    ],
};

/// The greatest quantity of a line.
const MAX_QUANTITY: i64 = 9999;

/// What a line asks: the quantity in the row's unit, and what the item's rules need.
const LINE: &[Field] = &[
    Field::entry("code", "项目编码", &ITEMS),
    Field::whole("quantity", "数量")
        .range(1, MAX_QUANTITY)
        .renamed("code", asking::SESSIONS, "做了几次")
        .prefill("1"),
    Field::date("date", "这一行的日期")
        .hint("与上面的日期不同才填。")
        .rare(),
    each_time(
        Field::measure("hours", "每次多少小时")
            .range(1, 9900)
            .unit("小时"),
        asking::HOURS,
    ),
    each_time(
        Field::measure("minutes", "每次多少分钟")
            .range(1, 600_000)
            .unit("分钟"),
        asking::MINUTES,
    ),
    each_time(
        Field::whole("points", "每次多少个穴位")
            .range(1, 999)
            .unit("个"),
        asking::POINTS,
    ),
    each_time(
        Field::measure("length", "每次多长")
            .range(1, 100_000)
            .unit("厘米"),
        asking::LENGTH,
    ),
    each_time(
        Field::measure("surface", "每次占体表面积")
            .range(1, 10_000)
            .unit("%"),
        asking::SURFACE,
    ),
    Field::measure("area", "每个创面的面积")
        .range(1, 1_000_000)
        .unit("平方厘米")
        .hint("一个创面写一行；不填只能算出最少多少。")
        .when("code", asking::AREA),
    each_time(
        Field::whole("sides", "每次做几侧").range(1, 2).unit("侧"),
        asking::SIDES,
    ),
    Field::whole("parts", "拍了几个部位")
        .range(1, 99)
        .unit("个")
        .hint("最好一个部位写一行，几次都写在这一行里。")
        .when("code", asking::PARTS),
    Field::measure("field_strength", "设备场强")
        .range(1, 10_000)
        .unit("T")
        .when("code", asking::FIELD_STRENGTH)
        .rare(),
    Field::choice("grade", "会诊医师", GRADES)
        .when("code", asking::GRADE)
        .rare(),
    Field::choices("surcharges", "加收", SURCHARGES).when("code", asking::SURCHARGES),
];

/// A question about what is done each time, without which there is only a least amount.
const fn each_time(field: Field, codes: &'static [&'static str]) -> Field {
    field.hint("不填只能算出最少多少。").when("code", codes)
}

const GRADES: &[Choice] = &[
    Choice::new("senior", "副主任医师及以上"),
    Choice::new("attending", "主治医师"),
    Choice::new("resident", "住院医师"),
];

const TIERS: &[Choice] = &[
    tier_choice(Tier::ThreeA),
    tier_choice(Tier::ThreeB),
    tier_choice(Tier::TwoA),
    tier_choice(Tier::TwoB),
    tier_choice(Tier::BelowTwoB),
];

const fn tier_choice(tier: Tier) -> Choice {
    Choice::new(tier.id(), tier.label())
}

/// The bill: each line, the known part and, where every line is determined, the total, in fen.
///
/// # Errors
///
/// `contradicts` when the birth date is after the service date or does not fit the stated age, or a
/// line's answer belongs to another row; `too_large` when the sum does not fit.
///
/// # Source
///
/// 泸市医保发〔2023〕39号 一, 三, 附件; 泸市医保发〔2024〕2号 二, 五, 附件.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(answers.service_date);
    let lines = answers.lines(outcome.day)?;
    let (mut charges, mut entries) = (Vec::new(), Vec::new());
    for line in &lines {
        let steps_before = outcome.steps.len();
        let charge = line.price(answers.tier, &mut outcome)?;
        let steps = outcome.steps.get(steps_before..).unwrap_or_default();
        entries.push(entry(line, charge, answers.tier, steps));
        outcome.add_figure(charge.figure(
            format!("line_{}", line.index.saturating_add(1)),
            line.label(),
            line.item.citation(),
        ));
        add_remark_notice(&mut outcome, line.item);
        add_unchosen_notice(&mut outcome, line);
        add_anomaly_notices(&mut outcome, line, answers.tier);
        charges.push(charge);
    }
    let verdict = total(&mut outcome, &lines, &charges, answers.tier)?;
    add_receipt(&mut outcome, entries, answers);
    add_alone_notices(&mut outcome, &lines);
    add_overlap_notices(&lines, &mut outcome);
    compare_item(&mut outcome, &lines, answers.tier);
    compare_bill(&mut outcome, &lines, answers.tier)?;
    if answers.tier == Some(Tier::BelowTwoB) {
        add_note(&mut outcome, facts::PRICES_LOWEST_TIER);
    }
    add_scope_notices(&mut outcome, &lines);
    Ok(outcome.concluded(verdict))
}

/// The least that can be due for so many units of an item, by the rules that its row prints: what no
/// answer about hours, parts, age or surcharges can lower. `earlier` are its units on that day before.
///
/// `None` where the notice sets no price, or the amount does not fit.
pub(crate) fn minimum_charge(
    item: &'static Item,
    tier: Tier,
    day: Date,
    quantity: i64,
    earlier: i64,
) -> Option<Fen> {
    let row = Checked::whole_number("quantity", quantity);
    let line = Line {
        index: 0,
        item,
        row: &row,
        day: Some(day),
        age: None,
        beside: Beside {
            earlier,
            ..Beside::default()
        },
    };
    let mut outcome = Outcome::new(CALCULATOR.name, day);
    let charge = line.price(Some(tier), &mut outcome).ok()?;
    Some(charge.least)
}
