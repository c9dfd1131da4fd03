//! A bill of medical items at a public hospital (医疗服务费用).
//!
//! 泸市医保发[2023]39号 (207 items, from 2024-04-01) and 泸市医保发[2024]2号 (2 items on trial, from
//! 2024-02-01 to 2026-01-31). A line is the printed price of its code and tier on the service date,
//! times the quantity, with the rules that the item declares in `data/`. Where a notice prints no
//! price the line is open and so is the total.

use crate::date::Date;
use crate::form::{Checked, Choice, ErrorCode, Field, Form, InputError};
use crate::gazette::facts;
use crate::gazette::prices::{self, Item, Price, RuleKind, SURCHARGES, Tier, asking};
use crate::money::Fen;
use crate::outcome::{Compared, Comparison, Figure, NoticeKind, Outcome, Unit, Verdict, yuan};
use crate::period::Standing;

use super::shared::{add_period_notice, ask_for, too_large};
use super::{Audience, Calculator, Context, Situation};

mod charge;
mod line;
mod surcharges;
mod units;

use charge::Charge;
use line::{Line, parent};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "medical-fee",
    title: "医疗服务价格",
    question: "这些检查、治疗项目在公立医院该收多少钱？",
    audience: Audience::Resident,
    situations: &[(Situation::Patient, 1), (Situation::Hospital, 1)],
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers<'a> {
    tier: Option<Tier>,
    service_date: Option<Date>,
    birth_date: Option<Date>,
    age: Option<u16>,
    lines: &'a [Checked],
}

const FORM: Form = Form {
    fields: &[
        Field::choice("tier", "医院等级", TIERS)
            .hint("没有等级或一级的医院按“二乙以下”。价格只管公立医院。"),
        Field::date("service_date", "做检查或治疗的日期").prefill_as_of(),
        Field::rows("lines", "项目", LINE, 500, "项目"),
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

/// What a line asks: the quantity in the row's unit, and what the item's rules need.
const LINE: &[Field] = &[
    Field::entry("code", "项目编码", prices::find)
        .hint("输入名称、编码或拼音首字母来找，例如“磁共振”“2102”“cgz”。"),
    Field::whole("quantity", "数量").range(1, 9999).prefill("1"),
    Field::date("date", "这一行的日期").hint("与上面的日期不同才填。"),
    Field::measure("hours", "时长")
        .range(1, 9900)
        .unit("小时")
        .when("code", asking::HOURS),
    Field::measure("minutes", "每次多少分钟")
        .range(1, 600_000)
        .unit("分钟")
        .hint(BY_QUANTITY)
        .when("code", asking::MINUTES),
    Field::whole("points", "每次多少个穴位")
        .range(1, 999)
        .unit("个")
        .hint(BY_QUANTITY)
        .when("code", asking::POINTS),
    Field::measure("length", "每次多长")
        .range(1, 100_000)
        .unit("厘米")
        .hint(BY_QUANTITY)
        .when("code", asking::LENGTH),
    Field::measure("surface", "占体表面积")
        .range(1, 10_000)
        .unit("%")
        .hint(BY_QUANTITY)
        .when("code", asking::SURFACE),
    Field::measure("area", "每个创面的面积")
        .range(1, 1_000_000)
        .unit("平方厘米")
        .hint("一个创面一行；不填就按数量乘单价。")
        .when("code", asking::AREA),
    Field::whole("sides", "做了几侧")
        .range(1, 2)
        .unit("侧")
        .hint("数量填次数，这里填每次几侧。")
        .when("code", asking::SIDES),
    Field::whole("parts", "拍了几个部位")
        .range(1, 99)
        .unit("个")
        .when("code", asking::PARTS),
    Field::measure("field_strength", "设备场强")
        .range(1, 10_000)
        .unit("T")
        .when("code", asking::FIELD_STRENGTH),
    Field::choice("grade", "会诊医师", GRADES).when("code", asking::GRADE),
    Field::choices("surcharges", "加收", SURCHARGES).when("code", asking::SURCHARGES),
];

/// The hint of a question that only makes a price exact.
const BY_QUANTITY: &str = "不填就按数量乘单价。";

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

impl<'a> Answers<'a> {
    fn read(checked: &'a Checked) -> Self {
        Self {
            tier: checked.id("tier").and_then(Tier::find),
            service_date: checked.date("service_date"),
            birth_date: checked.date("birth_date"),
            age: checked.whole("age").and_then(|age| u16::try_from(age).ok()),
            lines: checked.rows("lines"),
        }
    }

    /// The lines of the bill.
    fn lines(&self) -> Result<Vec<Line<'a>>, InputError> {
        let mut lines: Vec<Line<'a>> = Vec::new();
        for (index, row) in self.lines.iter().enumerate() {
            let Some(item) = row.id("code").and_then(prices::item) else {
                continue;
            };
            let day = row.date("date").or(self.service_date);
            let age = if asking::AGE.contains(&item.code()) {
                self.age_on(day)?
            } else {
                None
            };
            let same = lines
                .iter()
                .filter(|line| line.item.code() == item.code() && line.day == day);
            let earlier = same
                .filter_map(|line| line.row.whole("quantity"))
                .fold(0, i64::saturating_add);
            lines.push(Line {
                index,
                item,
                row,
                day,
                age,
                earlier,
            });
        }
        Ok(lines)
    }

    /// The patient's completed years on a day.
    fn age_on(&self, day: Option<Date>) -> Result<Option<u16>, InputError> {
        let (Some(born), Some(day)) = (self.birth_date, day) else {
            return Ok(self.age);
        };
        let age = born.age_on(day).ok_or_else(|| {
            let message = format!("出生日期 {born} 比服务日期 {day} 还晚");
            InputError::new(ErrorCode::Contradicts, "birth_date", message)
        })?;
        match self.age {
            Some(stated) if stated != age => Err(InputError::new(
                ErrorCode::Contradicts,
                "age",
                format!("按出生日期 {born}，到 {day} 是 {age} 周岁，与填写的 {stated} 周岁不符"),
            )),
            _ => Ok(Some(age)),
        }
    }
}

/// The bill: each line, the known part and, where every line is determined, the total, in fen.
///
/// # Errors
///
/// `contradicts` when the birth date is after the service date or does not fit the stated age, or a
/// line's answer belongs to another row; `not_applicable` for a surcharge that the item does not
/// print; `too_large` when the sum does not fit.
///
/// # Source
///
/// 泸市医保发[2023]39号 一, 三, 附件; 泸市医保发[2024]2号 二, 五, 附件.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let lines = answers.lines()?;
    let mut charges = Vec::new();
    for line in &lines {
        let charge = line.price(answers.tier, &FORM, &mut outcome)?;
        outcome.add_figure(charge.figure(
            format!("line_{}", line.index.saturating_add(1)),
            line.label(),
            line.item.citation(),
        ));
        add_unchosen_notice(&mut outcome, line);
        add_anomaly_notices(&mut outcome, line.item, answers.tier);
        charges.push(charge);
    }
    let verdict = total(&mut outcome, &lines, &charges)?;
    add_alternative_notice(&mut outcome, &lines);
    compare_items(&mut outcome, &lines, answers.tier);
    compare_bill(&mut outcome, &lines, answers.tier)?;
    add_scope_notice(&mut outcome, &lines);
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
        earlier,
    };
    let mut outcome = Outcome::new(CALCULATOR.name, day);
    let charge = line.price(Some(tier), &FORM, &mut outcome).ok()?;
    Some(charge.least)
}

fn sum(charges: &[Charge]) -> Result<Charge, InputError> {
    let nothing = Charge::exact(Fen::ZERO);
    let sum = charges
        .iter()
        .try_fold(nothing, |sum, charge| sum.plus(*charge));
    sum.ok_or_else(|| too_large("lines"))
}

/// Puts the total and the known part before the lines.
fn total(outcome: &mut Outcome, lines: &[Line], charges: &[Charge]) -> Result<Verdict, InputError> {
    let table = facts::PRICES_TABLE.latest().citation;
    let citation = lines.first().map_or(table, |line| line.item.citation());
    if charges.is_empty() {
        ask_for(outcome, &FORM, "lines", table);
        let open = |key, label| Figure::unknown(key, label, Unit::Fen, "还不能算", citation);
        outcome
            .figures
            .extend([open("total", "费用合计"), open("known_part", "已知部分")]);
        return Ok(Verdict::Undetermined);
    }
    let sum = sum(charges)?;
    let determined = sum.amount().is_some();
    if charges.len() > 1 {
        let parts: Vec<String> = charges
            .iter()
            .map(|charge| charge.least.to_string())
            .collect();
        let label = if determined {
            "合计"
        } else {
            "已知部分合计"
        };
        outcome.add_step(label, parts.join(" + "), yuan(sum.least), citation);
    }
    let known = Figure::money("known_part", "已知部分", sum.least, citation);
    outcome
        .figures
        .splice(0..0, [sum.figure("total", "费用合计", citation), known]);
    Ok(if determined {
        Verdict::Informative
    } else {
        Verdict::Undetermined
    })
}

/// Says which surcharges of the row are not in the result because none was chosen.
fn add_unchosen_notice(outcome: &mut Outcome, line: &Line) {
    let offered = SURCHARGES
        .iter()
        .filter(|choice| choice.only_for_codes.contains(&line.item.code()));
    let labels: Vec<&str> = offered.map(|choice| choice.label).collect();
    if !labels.is_empty() && line.row.ids("surcharges").is_empty() {
        let text = format!(
            "{} 的说明栏有加收：{}；没有选，所以没有计入。",
            line.item.code(),
            labels.join("、")
        );
        outcome.add_notice(NoticeKind::Assumption, text, line.item.citation());
    }
}

/// Says what is odd about the row, and what is charged separately.
fn add_anomaly_notices(outcome: &mut Outcome, item: &'static Item, tier: Option<Tier>) {
    for anomaly in item.anomalies(tier) {
        outcome.add_notice(
            anomaly.kind,
            format!("{}：{}", item.code(), anomaly.text),
            item.citation(),
        );
    }
    if !item.excluded().is_empty() {
        outcome.add_notice(
            NoticeKind::AmountNotInGazette,
            format!(
                "{}：{}不含在价格里，可以另外收费，公报没有写它们的价格。",
                item.name(),
                item.excluded()
            ),
            item.citation(),
        );
    }
}

/// Warns, among the services of one day, of rows that should not be added to each other, of
/// additions without their item, and of additions that are charged twice.
fn add_alternative_notice(outcome: &mut Outcome, lines: &[Line]) {
    for line in lines {
        let (item, citation) = (line.item, line.item.citation());
        let (code, family) = (item.code(), parent(item.code()));
        let mut same_day = lines.iter().filter(|other| other.day == line.day);
        match addition(item) {
            Some(RuleKind::Addition { to: Some(to) }) => {
                let mut mains = same_day.filter(|other| {
                    parent(other.item.code()) == to && addition(other.item).is_none()
                });
                let text = match mains.next() {
                    None => {
                        format!("{code} 是加收，要与主项目 {to} 一起收；同一天的账单里没有主项目。")
                    }
                    Some(main) if main.adds_row(code) => {
                        format!("{code} 与 {to} 那一行选的加收是同一笔，这里算了两次，只应收一次。")
                    }
                    Some(_) => continue,
                };
                outcome.add_notice(NoticeKind::Information, text, citation);
            }
            None if family != code
                && !graded(item)
                && same_day.any(|other| other.item.code() == family) =>
            {
                let text = format!(
                    "{code} 与 {family} 是上下级编码；公报没有写能否同时收，同一次服务只应选一个。"
                );
                outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
            }
            _ => {}
        }
    }
}

/// The rule by which a row is an addition to another item's price.
fn addition(item: &Item) -> Option<RuleKind> {
    let mut kinds = item.rules().map(|rule| rule.kind);
    kinds.find(|kind| matches!(kind, RuleKind::Addition { .. }))
}

/// Whether the row is one of several for physicians of different grades.
fn graded(item: &Item) -> bool {
    item.rules()
        .any(|rule| matches!(rule.kind, RuleKind::Grade { .. }))
}

/// The most items whose tiers are set side by side; a longer bill would drown its result in charts.
const MAX_COMPARED: usize = 5;

/// Sets the five tiers of each item side by side.
fn compare_items(outcome: &mut Outcome, lines: &[Line], asked: Option<Tier>) {
    let mut items: Vec<&Item> = Vec::new();
    for line in lines {
        if !items.iter().any(|item| item.code() == line.item.code()) {
            items.push(line.item);
        }
    }
    if items.len() > MAX_COMPARED {
        return;
    }
    for item in items {
        let rows = Tier::ALL.map(|tier| {
            let (value, text) = match item.price(tier) {
                Price::Amount(price) => (Some(price.get()), yuan(price)),
                Price::Rate(rate) => (None, rate.to_string()),
                Price::Blank => (None, "没有定价".to_owned()),
            };
            Compared {
                label: tier.label(),
                value,
                text,
                asked: asked == Some(tier),
            }
        });
        outcome.comparisons.push(Comparison {
            title: format!("{}在五个等级的单价", item.name()).into(),
            unit: Unit::Fen,
            rows: rows.into(),
            citation: item.citation(),
        });
    }
}

/// Sets the whole bill at the five tiers side by side, where it has more than one line.
fn compare_bill(
    outcome: &mut Outcome,
    lines: &[Line],
    asked: Option<Tier>,
) -> Result<(), InputError> {
    let [first, _, ..] = lines else { return Ok(()) };
    let mut rows = Vec::new();
    for tier in Tier::ALL {
        let mut unsaid = Outcome::new(CALCULATOR.name, outcome.as_of);
        let charges: Result<Vec<Charge>, InputError> = lines
            .iter()
            .map(|line| line.price(Some(tier), &FORM, &mut unsaid))
            .collect();
        let sum = sum(&charges?)?;
        rows.push(Compared {
            label: tier.label(),
            value: sum.amount().map(crate::money::Fen::get),
            text: sum.text(),
            asked: asked == Some(tier),
        });
    }
    outcome.comparisons.insert(
        0,
        Comparison {
            title: "同一张账单在五个等级的合计".into(),
            unit: Unit::Fen,
            rows,
            citation: first.item.citation(),
        },
    );
    Ok(())
}

/// Says to whom the prices apply and which of them have ended since.
fn add_scope_notice(outcome: &mut Outcome, lines: &[Line]) {
    let trial = facts::PRICES_TRIAL_TERMS.latest().citation;
    for line in lines {
        let document = line.item.document;
        let Some(validity) = document.validity else {
            continue;
        };
        if document.period.standing(outcome.as_of) == Standing::Ended {
            let as_of = outcome.as_of;
            add_period_notice(
                outcome,
                &format!("{}的价格", document.number),
                document.period,
                as_of,
                validity,
            );
        }
    }
    if let Some(line) = lines
        .iter()
        .find(|line| line.item.document.number == trial.document())
    {
        let text = format!(
            "{}的价格是最高价，不得以任何形式重复收费或另外加收。",
            line.item.code()
        );
        outcome.add_notice(NoticeKind::Information, text, trial);
    }
    let scope = facts::PRICES_ADJUSTED_SCOPE.latest().citation;
    outcome.add_notice(
        NoticeKind::Assumption,
        "只适用于公立医院；不含医保报销，公报没有写报销比例，也没有写调整前的价格。",
        scope,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculators::calculate;
    use crate::form::Answer;
    use proptest::prelude::*;

    fn bill(answers: &[(&str, &str)], lines: &[(&str, i64)]) -> Outcome {
        let row = |(code, quantity): &(&str, i64)| {
            Answer::Row(Vec::from([
                ("code".to_string(), Answer::from(*code)),
                ("quantity".to_string(), Answer::Text(quantity.to_string())),
            ]))
        };
        let mut all: Vec<(String, Answer)> = answers
            .iter()
            .map(|(key, text)| ((*key).to_string(), Answer::from(*text)))
            .collect();
        all.push((
            "lines".to_string(),
            Answer::List(lines.iter().map(row).collect()),
        ));
        calculate(
            CALCULATOR.name,
            &all,
            Context::on(Date::parse("2024-06-01").unwrap()),
        )
        .unwrap()
    }

    fn total(outcome: &Outcome) -> Option<i64> {
        outcome.figure("total").unwrap().value
    }

    #[test]
    fn the_surcharge_for_children_ends_on_the_day_before_the_seventh_birthday() {
        let at = |born: &str| {
            total(&bill(
                &[
                    ("tier", "3A"),
                    ("service_date", "2024-05-20"),
                    ("birth_date", born),
                ],
                &[("410000015", 1)],
            ))
        };
        assert_eq!(at("2017-05-21"), Some(6360));
        assert_eq!(at("2017-05-20"), Some(5300));
        assert_eq!(at("2024-05-20"), Some(6360));
    }

    #[test]
    fn a_third_session_on_a_day_is_not_charged_even_on_another_line() {
        let at = |lines: &[(&str, i64)]| {
            total(&bill(
                &[
                    ("tier", "3A"),
                    ("service_date", "2024-05-20"),
                    ("age", "30"),
                ],
                lines,
            ))
        };
        assert_eq!(at(&[("410000015", 2)]), Some(10_600));
        assert_eq!(at(&[("410000015", 3)]), Some(10_600));
        assert_eq!(at(&[("410000015", 1), ("410000015", 2)]), Some(10_600));
    }

    #[test]
    fn the_service_date_decides_which_price_stands() {
        let at = |day: &str, code: &str| {
            bill(
                &[("tier", "3A"), ("service_date", day), ("age", "30")],
                &[(code, 1)],
            )
            .verdict
        };
        assert_eq!(at("2024-03-31", "210102015"), Verdict::Undetermined);
        assert_eq!(at("2024-04-01", "210102015"), Verdict::Informative);
        assert_eq!(at("2029-03-31", "210102015"), Verdict::Informative);
        assert_eq!(at("2029-04-01", "210102015"), Verdict::Undetermined);
        assert_eq!(at("2024-01-31", "410000015"), Verdict::Undetermined);
        assert_eq!(at("2024-02-01", "410000015"), Verdict::Informative);
        assert_eq!(at("2026-01-31", "410000015"), Verdict::Informative);
        assert_eq!(at("2026-02-01", "410000015"), Verdict::Undetermined);
    }

    #[test]
    fn an_open_line_leaves_the_total_open_and_keeps_the_known_part() {
        let outcome = bill(
            &[("tier", "below_2B"), ("service_date", "2024-05-01")],
            &[("111100002", 1), ("210102015", 1)],
        );
        assert_eq!(outcome.verdict, Verdict::Undetermined);
        assert_eq!(total(&outcome), None);
        assert_eq!(outcome.figure("known_part").unwrap().value, Some(1820));
        assert_eq!(outcome.figure("line_2").unwrap().value, None);
    }

    proptest! {
        #[test]
        fn a_bill_is_the_sum_of_its_lines_and_never_costs_less_with_more(
            picks in prop::collection::vec((0..207_usize, 1..100_i64), 1..6), more in 1..50_i64, tier in 0..4_usize,
        ) {
            let tier = Tier::ALL[tier].id();
            let lines: Vec<(&str, i64)> = picks.iter().map(|(at, n)| (prices::items()[*at].code(), *n)).collect();
            let answers = [("tier", tier), ("service_date", "2024-05-01")];
            let known = |lines: &[(&str, i64)]| {
                bill(&answers, lines).figure("known_part").unwrap().value.unwrap()
            };
            let whole = known(&lines);
            let parts: i64 = lines.iter().map(|line| known(&[*line])).sum();
            prop_assert_eq!(whole, parts);
            let mut grown = lines.clone();
            grown[0].1 += more;
            prop_assert!(known(&grown) >= whole);
            grown.push(lines[0]);
            prop_assert!(known(&grown) >= whole);
        }
    }
}
