//! A bill of medical items at a public hospital (医疗服务费用).
//!
//! 泸市医保发[2023]39号 (207 items, from 2024-04-01) and 泸市医保发[2024]2号 (2 items on trial, from
//! 2024-02-01 to 2026-01-31). A line is the printed price of its code and tier on the service date,
//! times the quantity, with the rules that the item declares in `data/`. Where a notice prints no
//! price the line is open and so is the total.

use crate::citation::Citation;
use crate::date::{Date, Standing};
use crate::form::{Checked, Choice, Field, Form, InputError, Kind, Prefill, When};
use crate::gazette::facts;
use crate::gazette::prices::{self, Item, Price, RuleKind, Tier};
use crate::money::{BasisPoints, Fen};
use crate::outcome::{Compared, Comparison, Figure, NoticeKind, Outcome, Unit, Verdict, yuan};

use super::{Calculator, Context, needs, say_standing, too_large};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "medical-fee",
    title: "医疗服务价格",
    question: "这些检查、治疗项目在公立医院该收多少钱？",
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers {
    tier: Option<Tier>,
    service_date: Option<Date>,
    birth_date: Option<Date>,
    age: Option<u16>,
    lines: Vec<Line>,
}

struct Line {
    item: &'static Item,
    quantity: Option<i64>,
}

/// The items whose charge depends on the patient's age.
const AGED_ITEMS: &[&str] = prices::AGED_ITEMS;

const FORM: Form = Form {
    fields: &[
        Field {
            key: "tier",
            label: "医院等级",
            hint: "没有等级或一级的医院按“二乙以下”。价格只管公立医院。",
            kind: Kind::Choice { options: TIERS },
            when: None,
            prefill: None,
        },
        Field {
            key: "service_date",
            label: "做检查或治疗的日期",
            hint: "",
            kind: Kind::Date,
            when: None,
            prefill: Some(Prefill::AsOf),
        },
        Field {
            key: "lines",
            label: "项目",
            hint: "",
            kind: Kind::Rows {
                fields: &[
                    Field {
                        key: "code",
                        label: "项目编码",
                        hint: "输入名称、编码或拼音首字母来找，例如“磁共振”“2102”“cgz”。",
                        kind: Kind::Entry { find: prices::find },
                        when: None,
                        prefill: None,
                    },
                    Field {
                        key: "quantity",
                        label: "数量",
                        hint: "",
                        kind: Kind::Whole {
                            min: 1,
                            max: 9999,
                            unit: "",
                        },
                        when: None,
                        prefill: Some(Prefill::Text("1")),
                    },
                ],
                max: 500,
                row: "项目",
            },
            when: None,
            prefill: None,
        },
        Field {
            key: "birth_date",
            label: "患者出生日期",
            hint: "有的项目对 0—6 周岁的孩子加收。",
            kind: Kind::Date,
            when: Some(When::RowHas {
                rows: "lines",
                field: "code",
                any_of: AGED_ITEMS,
            }),
            prefill: None,
        },
        Field {
            key: "age",
            label: "患者周岁",
            hint: "填了出生日期就不用填。",
            kind: Kind::Whole {
                min: 0,
                max: 150,
                unit: "周岁",
            },
            when: Some(When::RowHas {
                rows: "lines",
                field: "code",
                any_of: AGED_ITEMS,
            }),
            prefill: None,
        },
    ],
};

const TIERS: &[Choice] = &[
    tier_choice(Tier::ThreeA),
    tier_choice(Tier::ThreeB),
    tier_choice(Tier::TwoA),
    tier_choice(Tier::TwoB),
    tier_choice(Tier::BelowTwoB),
];

const fn tier_choice(tier: Tier) -> Choice {
    Choice {
        id: tier.id(),
        label: tier.label(),
    }
}

/// What is known of the charge of a line.
#[derive(Clone, Copy)]
enum Charge {
    /// All of it.
    Known(Fen),
    /// At least so much.
    AtLeast(Fen),
}

impl Charge {
    /// The part that is known.
    const fn known(self) -> Fen {
        match self {
            Self::Known(amount) | Self::AtLeast(amount) => amount,
        }
    }

    const OPEN: Self = Self::AtLeast(Fen::ZERO);
}

impl Answers {
    fn read(checked: &Checked) -> Self {
        let lines = checked.rows("lines").iter().filter_map(|row| {
            let item = prices::item(row.id("code")?)?;
            Some(Line {
                item,
                quantity: row.whole("quantity"),
            })
        });
        Self {
            tier: checked.id("tier").and_then(Tier::find),
            service_date: checked.date("service_date"),
            birth_date: checked.date("birth_date"),
            age: checked.whole("age").and_then(|age| u16::try_from(age).ok()),
            lines: lines.collect(),
        }
    }

    /// The patient's completed years on the service date, where an item of the bill asks for them.
    fn age(&self) -> Result<Option<u16>, InputError> {
        if !self
            .lines
            .iter()
            .any(|line| AGED_ITEMS.contains(&line.item.code))
        {
            return Ok(None);
        }
        let (Some(born), Some(day)) = (self.birth_date, self.service_date) else {
            return Ok(self.age);
        };
        let age = born.age_on(day).ok_or_else(|| {
            InputError::new(
                "contradicts",
                "birth_date",
                format!("出生日期 {born} 比服务日期 {day} 还晚"),
            )
        })?;
        match self.age {
            Some(stated) if stated != age => Err(InputError::new(
                "contradicts",
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
/// `contradicts` when the birth date is after the service date or does not fit the stated age;
/// `too_large` when the sum does not fit.
///
/// # Source
///
/// 泸市医保发[2023]39号 一, 三, 附件; 泸市医保发[2024]2号 二, 五, 附件.
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    let age = answers.age()?;
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let mut bill = Bill {
        answers,
        age,
        outcome: &mut outcome,
        charges: Vec::new(),
    };
    for (index, line) in answers.lines.iter().enumerate() {
        bill.add(index, line).ok_or_else(|| too_large("lines"))?;
    }
    let verdict = bill.total().ok_or_else(|| too_large("lines"))?;
    compare(&mut outcome, answers);
    say_scope(&mut outcome, answers);
    Ok(outcome.concluded(verdict))
}

/// A bill that is being added up.
struct Bill<'a> {
    answers: &'a Answers,
    age: Option<u16>,
    outcome: &'a mut Outcome,
    charges: Vec<Charge>,
}

impl Bill<'_> {
    /// Adds a line with its figure, steps and notices; `None` when an amount does not fit.
    fn add(&mut self, index: usize, line: &Line) -> Option<()> {
        let number = index.checked_add(1)?;
        let item = line.item;
        let label = format!("第 {number} 行 {}", item.name);
        let charge = match self.unit_price(line) {
            Ok((price, quantity)) => self.charge(index, item, price, quantity, &label)?,
            Err(why) => {
                self.outcome.step(label.clone(), why, "未知", item.citation);
                Charge::OPEN
            }
        };
        self.say_oddities(item);
        let key = format!("line_{number}");
        self.outcome.figures.push(match charge {
            Charge::Known(amount) => Figure::money(key, label, amount, item.citation),
            Charge::AtLeast(Fen::ZERO) => {
                Figure::unknown(key, label, Unit::Fen, "未知", item.citation)
            }
            Charge::AtLeast(amount) => Figure::unknown(
                key,
                label,
                Unit::Fen,
                format!("至少 {}", yuan(amount)),
                item.citation,
            ),
        });
        self.charges.push(charge);
        Some(())
    }

    /// The price of one unit and the quantity, or why there is none; notices say more.
    fn unit_price(&mut self, line: &Line) -> Result<(Fen, i64), String> {
        let item = line.item;
        let Some(day) = self.answers.service_date else {
            needs(self.outcome, &FORM, "service_date", item.citation);
            return Err("还不知道服务日期".into());
        };
        let document = item.document;
        let validity = document.validity.unwrap_or(item.citation);
        if document.period.standing(day) != Standing::InForce {
            say_standing(
                self.outcome,
                &format!("{}的价格", document.number),
                document.period,
                day,
                validity,
            );
            self.outcome.notice(
                NoticeKind::AmountNotInGazette,
                format!(
                    "{day} 的价格不在公报里：{}只管 {}。",
                    document.number, document.period
                ),
                validity,
            );
            return Err(format!("{day} 没有公报公布的价格"));
        }
        let Some(tier) = self.answers.tier else {
            needs(self.outcome, &FORM, "tier", item.citation);
            return Err("还不知道医院等级".into());
        };
        let price = match item.price(tier) {
            Price::Amount(price) => price,
            Price::Blank => {
                self.outcome.notice(
                    NoticeKind::AmountNotInGazette,
                    format!(
                        "{}：这份通知没有给“{}”定价，不能套用别的等级。",
                        item.name,
                        tier.label()
                    ),
                    item.citation,
                );
                return Err(format!("{}没有定价", tier.label()));
            }
            Price::Rate(rate) => {
                self.outcome.notice(
                    NoticeKind::Information,
                    format!("{}印的是比例 {rate}，不是单独的价格；请选主项目并填患者年龄，加收会自动算进去。", item.code),
                    item.citation,
                );
                return Err(format!("比例 {rate}，不单独计价"));
            }
        };
        let Some(quantity) = line.quantity else {
            self.outcome.notice(
                NoticeKind::Information,
                format!("还需要回答：{}的数量。", item.name),
                item.citation,
            );
            return Err(format!("单价 {}，还不知道数量", yuan(price)));
        };
        Ok((price, quantity))
    }

    /// Price times quantity, with the item's rules.
    fn charge(
        &mut self,
        index: usize,
        item: &Item,
        price: Fen,
        quantity: i64,
        label: &str,
    ) -> Option<Charge> {
        let units = self.charged_units(index, item, quantity)?;
        let base = price.checked_times(units)?;
        let expression = format!("{price} 元 × {units}（计价单位：{}）", item.unit);
        self.outcome
            .step(String::from(label), expression, yuan(base), item.citation);
        let mut charge = Charge::Known(base);
        for rule in item.rules() {
            if let RuleKind::AgeSurcharge { last_age, rate } = rule.kind {
                charge = self.age_surcharge(base, last_age, rate, rule.citation)?;
            }
        }
        Some(charge)
    }

    /// The units that a day's cap lets the hospital charge, after the lines before this one.
    fn charged_units(&mut self, index: usize, item: &Item, quantity: i64) -> Option<i64> {
        let cap = item.rules().find_map(|rule| match rule.kind {
            RuleKind::DailyCap { units } => Some((i64::from(units), rule.citation)),
            RuleKind::AgeSurcharge { .. } => None,
        });
        let Some((cap, citation)) = cap else {
            return Some(quantity);
        };
        let before: i64 = self
            .answers
            .lines
            .iter()
            .take(index)
            .filter(|line| line.item.code == item.code)
            .filter_map(|line| line.quantity)
            .try_fold(0_i64, i64::checked_add)?;
        let left = cap.checked_sub(before)?.max(0);
        if quantity > left {
            self.outcome.notice(
                NoticeKind::Information,
                format!("{}每日最多收 {cap} 次，同一天多出的次数不收费。", item.name),
                citation,
            );
        }
        Some(quantity.min(left))
    }

    fn age_surcharge(
        &mut self,
        base: Fen,
        last_age: u16,
        rate: BasisPoints,
        citation: Citation,
    ) -> Option<Charge> {
        if base == Fen::ZERO {
            return Some(Charge::Known(base));
        }
        let Some(age) = self.age else {
            self.outcome.step(
                "儿童加收",
                format!("不知道患者年龄（0—{last_age} 周岁加收 {rate}）"),
                "未知",
                citation,
            );
            needs(self.outcome, &FORM, "birth_date", citation);
            return Some(Charge::AtLeast(base));
        };
        if age > last_age {
            self.outcome.step(
                "儿童加收",
                format!("{age} 周岁，只对 0—{last_age} 周岁加收"),
                "0.00 元",
                citation,
            );
            return Some(Charge::Known(base));
        }
        let extra = base.share(rate)?;
        self.outcome.step(
            "儿童加收",
            format!("{base} 元 × {rate}（{age} 周岁）"),
            yuan(extra.amount),
            citation,
        );
        self.outcome.notice(
            NoticeKind::ReadingApplied,
            format!(
                "“0—{last_age} 周岁”按满 {} 周岁的前一天为止理解。",
                last_age.checked_add(1)?
            ),
            citation,
        );
        Some(Charge::Known(base.checked_add(extra.amount)?))
    }

    /// Says what is odd about the row, what its remark adds, and what is charged separately.
    fn say_oddities(&mut self, item: &Item) {
        for anomaly in item.anomalies(self.answers.tier) {
            let text = format!("{}：{}", item.code, anomaly.text);
            self.outcome.notice(anomaly.kind, text, item.citation);
        }
        if !item.note.is_empty() && item.rules().next().is_none() {
            self.outcome.notice(
                NoticeKind::Assumption,
                format!(
                    "{} 的说明栏印有“{}”；结果只按单价乘数量，没有计入这些加收、减收或限制。",
                    item.code, item.note
                ),
                item.citation,
            );
        }
        if !item.excluded.is_empty() {
            self.outcome.notice(
                NoticeKind::AmountNotInGazette,
                format!(
                    "{}：{}不含在价格里，可以另外收费，公报没有写它们的价格。",
                    item.name, item.excluded
                ),
                item.citation,
            );
        }
    }

    /// Puts the total and the known part before the lines; `None` when the sum does not fit.
    fn total(self) -> Option<Verdict> {
        let table = facts::PRICES_TABLE.latest().citation;
        let known = self
            .charges
            .iter()
            .try_fold(Fen::ZERO, |sum, charge| sum.checked_add(charge.known()))?;
        let determined = !self.charges.is_empty()
            && self
                .charges
                .iter()
                .all(|charge| matches!(charge, Charge::Known(_)));
        let citation = self
            .answers
            .lines
            .first()
            .map_or(table, |line| line.item.citation);
        if self.charges.is_empty() {
            needs(self.outcome, &FORM, "lines", table);
        } else if self.charges.len() > 1 {
            let parts: Vec<String> = self
                .charges
                .iter()
                .map(|charge| format!("{}", charge.known()))
                .collect();
            let label = if determined {
                "合计"
            } else {
                "已知部分合计"
            };
            self.outcome
                .step(label, parts.join(" + "), yuan(known), citation);
        }
        let total = if determined {
            Figure::money("total", "费用合计", known, citation)
        } else if known == Fen::ZERO {
            Figure::unknown("total", "费用合计", Unit::Fen, "还不能算", citation)
        } else {
            Figure::unknown(
                "total",
                "费用合计",
                Unit::Fen,
                format!("至少 {}", yuan(known)),
                citation,
            )
        };
        let part = if self.charges.is_empty() {
            Figure::unknown("known_part", "已知部分", Unit::Fen, "还不能算", citation)
        } else {
            Figure::money("known_part", "已知部分", known, citation)
        };
        self.outcome.figures.splice(0..0, [total, part]);
        Some(if determined {
            Verdict::Informative
        } else {
            Verdict::Undetermined
        })
    }
}

/// The most items whose tiers are set side by side; a longer bill would drown its result in charts.
const MOST_COMPARED: usize = 5;

/// Sets the five tiers of each item side by side.
fn compare(outcome: &mut Outcome, answers: &Answers) {
    let mut items: Vec<&Item> = Vec::new();
    for line in &answers.lines {
        if !items.iter().any(|item| item.code == line.item.code) {
            items.push(line.item);
        }
    }
    if items.len() > MOST_COMPARED {
        return;
    }
    for item in items {
        let rows = Tier::ALL.map(|tier| {
            let (value, text) = match item.price(tier) {
                Price::Amount(price) => (Some(price.get()), yuan(price)),
                Price::Rate(rate) => (None, format!("{rate}")),
                Price::Blank => (None, String::from("没有定价")),
            };
            Compared {
                label: tier.label(),
                value,
                text,
                asked: answers.tier == Some(tier),
            }
        });
        outcome.comparisons.push(Comparison {
            title: format!("{}在五个等级的单价", item.name).into(),
            unit: Unit::Fen,
            rows: rows.into(),
            citation: item.citation,
        });
    }
}

/// Says to whom the prices apply and which of them have ended since.
fn say_scope(outcome: &mut Outcome, answers: &Answers) {
    for line in &answers.lines {
        let document = line.item.document;
        let Some(validity) = document.validity else {
            continue;
        };
        if document.period.standing(outcome.as_of) == Standing::Ended {
            let as_of = outcome.as_of;
            say_standing(
                outcome,
                &format!("{}的价格", document.number),
                document.period,
                as_of,
                validity,
            );
        }
    }
    let scope = facts::PRICES_ADJUSTED_SCOPE.latest().citation;
    outcome.notice(
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
            let lines: Vec<(&str, i64)> = picks.iter().map(|(at, n)| (prices::items()[*at].code, *n)).collect();
            let answers = [("tier", tier), ("service_date", "2024-05-01")];
            let whole = total(&bill(&answers, &lines)).unwrap();
            let parts: i64 = lines.iter().map(|line| total(&bill(&answers, &[*line])).unwrap()).sum();
            prop_assert_eq!(whole, parts);
            let mut grown = lines.clone();
            grown[0].1 += more;
            prop_assert!(total(&bill(&answers, &grown)).unwrap() >= whole);
            grown.push(lines[0]);
            prop_assert!(total(&bill(&answers, &grown)).unwrap() >= whole);
        }
    }
}
