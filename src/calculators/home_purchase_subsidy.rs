//! One-time subsidy for buying a new home early in 2024 (购房补助).
//!
//! 泸市府办发〔2024〕1号 二(四): 2 % of the total price for a first or second newly built commodity home
//! in the central urban construction area, bought within a window of dates by one of six groups. The
//! gazette does not say which date counts; the contract's is taken. It prints no rounding rule; half a
//! fen is rounded up.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Checked, Choice, Field, Form, InputError};
use crate::gazette::{documents, facts};
use crate::money::Fen;
use crate::outcome::{Figure, NoticeKind, Outcome, Unit, Verdict, yuan};
use crate::period::Standing;

use super::shared::{
    Condition, Eligibility, Finding, NONE_OF_THESE, USUAL_PRICE, add_note, ask_for,
    check_none_alone, doubt_price, judge, too_large,
};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "home-purchase-subsidy",
    title: "购买新房 2% 补助",
    question: "我买了新房，能拿购房补助吗，能拿多少？",
    audience: Audience::Resident,
    situations: &[(Situation::Home, 1)],
    period: Some(|day| facts::HOME_PURCHASE_WINDOW.at(day).0.period),
    form: FORM,
    calculate: |checked, context| calculate(&Answers::read(checked), context),
};

/// What the calculation needs to know.
struct Answers {
    contract_date: Option<Date>,
    price: Option<Fen>,
    groups: Vec<&'static str>,
    graduation_date: Option<Date>,
    central_urban_area: Option<bool>,
    newly_built: Option<bool>,
    home_order: Option<&'static str>,
}

const GRADUATE: &str = "graduate";

const GROUPS: &[Choice] = &[
    Choice::new("active_military", "现役军人"),
    Choice::new("veteran", "退役军人"),
    Choice::new("luzhou_rural_hukou", "泸州市农村户籍人员"),
    Choice::new("non_luzhou_hukou", "非泸州市户籍人员"),
    Choice::new(GRADUATE, "毕业不满五年的大学毕业生（含专科、本科）"),
    Choice::new("two_or_three_children", "按政策已生育二孩、三孩的家庭"),
    Choice::new(NONE_OF_THESE, "以上都不是"),
];

const FORM: Form = Form {
    fields: &[
        Field::date("contract_date", "签约日期")
            .hint("公报没有写以哪个日期为准，这里按购房合同的签订日期。"),
        Field::money("price", "购房总价")
            .range(1, 100_000_000_000)
            .usual(USUAL_PRICE)
            .hint("合同上的购房款总额，可以写 85万。"),
        Field::choices("group", "购房人属于哪类", GROUPS).hint("可以选几项；符合几项也只补一次。"),
        Field::date("graduation_date", "毕业日期")
            .hint("毕业证上的日期。")
            .when("group", &[GRADUATE]),
        Field::yes_no("central_urban_area", "房子在中心城区建设用地区域内吗"),
        Field::yes_no("newly_built", "是新建商品住房吗").hint("二手房不算。"),
        Field::choice(
            "home_order",
            "是家里的第几套住房",
            &[
                Choice::new("first", "首套"),
                Choice::new("second", "二套"),
                Choice::new("third_or_more", "三套及以上"),
            ],
        )
        .hint("公报没有写由谁、按什么范围认定套数。"),
    ],
};

impl Answers {
    fn read(checked: &Checked) -> Self {
        Self {
            contract_date: checked.date("contract_date"),
            price: checked.money("price"),
            groups: checked.ids("group").to_vec(),
            graduation_date: checked.date("graduation_date"),
            central_urban_area: checked.yes("central_urban_area"),
            newly_built: checked.yes("newly_built"),
            home_order: checked.id("home_order"),
        }
    }

    /// Whether the claim rests on the graduation alone.
    fn only_graduate(&self) -> bool {
        self.groups == [GRADUATE]
    }

    /// What is missing to judge the graduation.
    fn open_for_graduate(&self) -> &'static str {
        if self.graduation_date.is_none() {
            "graduation_date"
        } else {
            "contract_date"
        }
    }
}

/// The subsidy for one purchase, in fen; nothing where a condition fails.
///
/// # Errors
///
/// `contradicts` when “none of these” is chosen together with a group.
///
/// # Source
///
/// 泸市府办发〔2024〕1号 二(四).
fn calculate(answers: &Answers, context: Context) -> Result<Outcome, InputError> {
    check_none_alone(&answers.groups, "group")?;
    let mut outcome =
        Outcome::new(CALCULATOR.name, context.as_of).decided_by(answers.contract_date);
    let day = outcome.day;
    let home = facts::HOME_PURCHASE_HOME.at(day).0.citation;
    let conditions = [
        window(answers, &outcome),
        group(answers, day),
        Condition::yes(
            "central_urban_area",
            "房子在中心城区建设用地区域内",
            answers.central_urban_area,
            "房子不在中心城区建设用地区域内",
            home,
        ),
        Condition::yes(
            "newly_built",
            "是新建商品住房",
            answers.newly_built,
            "不是新建商品住房",
            home,
        ),
        home_order(answers, home),
    ];
    let eligibility = judge(&mut outcome, &FORM, &conditions);
    let verdict = conclude(&mut outcome, answers.price, eligibility)?;
    add_condition_notices(&mut outcome, answers, verdict, context);
    Ok(outcome.concluded(verdict))
}

fn window(answers: &Answers, outcome: &Outcome) -> Condition {
    let windows = facts::HOME_PURCHASE_WINDOW;
    let rule = windows.at(outcome.day).0;
    let finding = answers.contract_date.map_or(Finding::Unknown, |signed| {
        // Another day is no hint: a contract is not signed again.
        let next = windows.after(signed).map(|it| it.period);
        // What comes later is not known on every day of looking.
        let next = next.filter(|next| next.from <= outcome.as_of);
        Finding::within("签约", rule.period, next, signed)
    });
    Condition {
        field: "contract_date",
        open_question: "contract_date",
        label: "签约日期在窗口期内",
        finding,
        citation: rule.citation,
    }
}

fn group(answers: &Answers, day: Date) -> Condition {
    let rule = facts::HOME_PURCHASE_GRADUATE_YEARS.at(day).0;
    Condition {
        field: "group",
        open_question: if answers.only_graduate() {
            answers.open_for_graduate()
        } else {
            "group"
        },
        label: "属于六类购房人之一",
        finding: group_finding(answers, rule.value),
        citation: rule.citation,
    }
}

fn group_finding(answers: &Answers, years: u32) -> Finding {
    let label = |id: &str| {
        let group = GROUPS.iter().find(|group| group.id == id);
        group.map_or("", |group| group.label)
    };
    let groups = answers.groups.iter();
    let sure = groups.filter(|id| ![GRADUATE, NONE_OF_THESE].contains(*id));
    let sure: Vec<&str> = sure.map(|id| label(id)).collect();
    if !sure.is_empty() {
        return Finding::Met(sure.join("、"));
    }
    match answers.groups.as_slice() {
        [] => Finding::Unknown,
        [NONE_OF_THESE] => Finding::Failed {
            answer: "以上都不是".into(),
            why: "不属于六类购房人中的任何一类".into(),
            turned_by: Some("属于六类购房人之一".into()),
        },
        _ => graduate(answers.graduation_date, answers.contract_date, years),
    }
}

fn full_years(graduated: Date, years: u32) -> Option<Date> {
    let years = u16::try_from(years).ok()?;
    graduated.plus_years(years)
}

/// Less than so many years since graduation: exactly so many is too long.
fn graduate(graduated: Option<Date>, signed: Option<Date>, years: u32) -> Finding {
    let (Some(graduated), Some(signed)) = (graduated, signed) else {
        return Finding::Unknown;
    };
    if signed < graduated {
        return Finding::Failed {
            answer: format!("{}毕业，签约时还没有毕业", graduated.in_words()),
            why: format!(
                "签约比毕业早 {} 天，还不是毕业生",
                signed.days_until(graduated)
            )
            .into(),
            turned_by: Some("属于其他五类之一".into()),
        };
    }
    // Beyond the calendar's end the years cannot be full.
    let full = full_years(graduated, years).unwrap_or(Date::MAX);
    if signed < full {
        let (graduated, full) = (graduated.in_words(), full.in_words());
        return Finding::Met(format!("{graduated}毕业，到{full}才满 {years} 年"));
    }
    let over = full.days_until(signed);
    let why = if over == 0 {
        format!("签约当天毕业正好满 {years} 年，要求不满 {years} 年")
    } else {
        format!("签约比毕业满 {years} 年的那天晚 {over} 天")
    };
    Finding::Failed {
        answer: format!(
            "{}毕业，{}已满 {years} 年",
            graduated.in_words(),
            full.in_words()
        ),
        why: why.into(),
        turned_by: Some("属于其他五类之一".into()),
    }
}

fn home_order(answers: &Answers, citation: Citation) -> Condition {
    let finding = match answers.home_order {
        None => Finding::Unknown,
        Some("first") => Finding::Met("首套".into()),
        Some("second") => Finding::Met("二套".into()),
        Some(_) => Finding::Failed {
            answer: "三套及以上".into(),
            why: "只补首套和二套，这是第三套或更多".into(),
            turned_by: Some("是首套或二套".into()),
        },
    };
    Condition {
        field: "home_order",
        open_question: "home_order",
        label: "是首套或二套",
        finding,
        citation,
    }
}

fn conclude(
    outcome: &mut Outcome,
    price: Option<Fen>,
    eligibility: Eligibility,
) -> Result<Verdict, InputError> {
    let rate = facts::HOME_PURCHASE_RATE.at(outcome.day).0;
    let subsidy = |amount| Figure::money("subsidy", "购房补助", amount, rate.citation);
    if eligibility == Eligibility::Refused {
        outcome.add_figure(subsidy(Fen::ZERO));
        return Ok(Verdict::Denied);
    }
    let Some(price) = price else {
        ask_for(outcome, &FORM, "price", rate.citation);
        unknown(outcome, "还不能算", rate.citation);
        return Ok(Verdict::Undetermined);
    };
    doubt_price(outcome, price, rate.citation);
    let share = price.share(rate.value).ok_or_else(|| too_large("price"))?;
    let amount = yuan(share.amount);
    let open = eligibility == Eligibility::Open;
    let label = if open {
        "补助（条件都符合时）"
    } else {
        "补助"
    };
    outcome.add_step(
        label,
        format!("{price} 元 × {}", rate.value),
        amount.clone(),
        rate.citation,
    );
    if !share.exact {
        add_note(outcome, facts::HOME_PURCHASE_ROUNDING);
    }
    if open {
        unknown(outcome, &format!("条件都符合时 {amount}"), rate.citation);
        return Ok(Verdict::Undetermined);
    }
    let mut figure = subsidy(share.amount);
    if share.amount == Fen::ZERO {
        figure.text.push_str("（不足半分，舍去）");
    }
    outcome.add_figure(figure);
    Ok(Verdict::Granted)
}

fn unknown(outcome: &mut Outcome, text: &str, citation: Citation) {
    outcome.add_figure(Figure::unknown(
        "subsidy",
        "购房补助",
        Unit::Fen,
        text,
        citation,
    ));
}

/// Says on what the answer rests and what the text leaves open.
fn add_condition_notices(
    outcome: &mut Outcome,
    answers: &Answers,
    verdict: Verdict,
    context: Context,
) {
    let windows = facts::HOME_PURCHASE_WINDOW;
    let signed = answers.contract_date.map(|day| windows.at(day));
    let inside = signed.filter(|(_, standing)| *standing == Standing::InForce);
    // For a contract outside every window the notice says whether one is open today.
    let rule = inside.unwrap_or_else(|| windows.at(context.as_of)).0;
    let period = rule.period;
    let document = documents::numbered(rule.citation.document());
    match period.standing(context.as_of) {
        Standing::Ended => {
            let last = period.until.unwrap_or(period.from);
            let office = facts::HOME_PURCHASE_OFFICE.at(period.from).0;
            let (then, source) = match inside {
                // Who is refused has nothing to apply for.
                Some(_) if verdict != Verdict::Denied => (
                    format!(
                        "所填的签约日在窗口内；现在还能不能申领、到哪天为止，公报没有写，可以问{}。",
                        office.value
                    ),
                    office.citation,
                ),
                _ => ("现在签约没有这项补助。".to_owned(), rule.citation),
            };
            outcome.add_notice(
                NoticeKind::NoLongerInForce,
                format!("购房窗口在{}已经结束：{then}", last.in_words()),
                source,
            );
        }
        Standing::NotYet => outcome.add_notice(
            NoticeKind::NotYetInForce,
            format!("购房窗口（{period}）还没有开始。"),
            rule.citation,
        ),
        Standing::InForce => {
            // The window reaches back to before the notice.
            let issued = document.map(|it| (it.period_on(outcome.day).from, it.signature));
            if let Some((issued, signature)) = issued.filter(|(day, _)| context.as_of < *day) {
                let text = format!("写明这个窗口的通知{}才成文。", issued.in_words());
                outcome.add_notice(NoticeKind::NotYetInForce, text, signature);
            }
        }
    }
    if document.is_some_and(|document| document.period_on(outcome.day).until.is_none()) {
        add_note(outcome, facts::HOME_PURCHASE_END);
    }
    add_note(outcome, facts::HOME_PURCHASE_DATE);
    if answers.groups.contains(&GRADUATE) {
        add_note(outcome, facts::HOME_PURCHASE_FIVE_YEARS);
        add_note(outcome, facts::HOME_PURCHASE_DEGREES);
    }
    if answers.groups.contains(&"two_or_three_children") {
        add_note(outcome, facts::HOME_PURCHASE_CHILDREN);
    }
    if answers.groups.len() > 1 {
        add_note(outcome, facts::HOME_PURCHASE_ONCE);
    }
    add_note(outcome, facts::HOME_PURCHASE_SILENT);
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_groups_are_called_as_the_data_has_them() {
        let label = |id: &str| GROUPS.iter().find(|it| it.id == id).unwrap().label;
        for fact in facts::HOME_PURCHASE_BIRTHS.entries() {
            assert!(label("two_or_three_children").contains(fact.value));
        }
        let plain: Vec<&str> = GROUPS.iter().take(4).map(|it| it.label).collect();
        let mut groups = facts::HOME_PURCHASE_GROUPS.entries();
        assert!(groups.all(|it| it.value == plain.join("、")));
        for fact in facts::HOME_PURCHASE_GRADUATE_YEARS.entries() {
            assert_eq!(fact.value, 5);
            assert!(label(GRADUATE).contains("不满五年"));
        }
    }

    fn bought(changes: &[(&'static str, &'static str)]) -> Outcome {
        let mut answers = Vec::from([
            ("contract_date", "2024-02-01"),
            ("price", "650000"),
            ("group", "veteran"),
            ("central_urban_area", "true"),
            ("newly_built", "true"),
            ("home_order", "first"),
        ]);
        for change in changes {
            answers.retain(|(key, _)| *key != change.0);
            answers.push(*change);
        }
        ask(CALCULATOR.name, &answers)
    }

    #[test]
    fn the_window_includes_both_ends() {
        for (day, verdict) in [
            ("2023-12-31", Verdict::Denied),
            ("2024-01-01", Verdict::Granted),
            ("2024-02-29", Verdict::Granted),
            ("2024-03-01", Verdict::Denied),
        ] {
            assert_eq!(bought(&[("contract_date", day)]).verdict, verdict, "{day}");
        }
        let late = bought(&[("contract_date", "2024-03-12")]);
        assert_eq!(
            late.reasons[0].text,
            "签约比最后一天（2024年2月29日）晚 12 天"
        );
        assert_eq!(late.reasons[0].turned_by, None);
    }

    #[test]
    fn exactly_five_years_after_graduation_is_too_long() {
        for (graduated, signed, verdict) in [
            ("2019-02-01", "2024-02-01", Verdict::Denied),
            ("2019-02-02", "2024-02-01", Verdict::Granted),
            ("2019-02-28", "2024-02-28", Verdict::Denied),
            ("2019-02-28", "2024-02-27", Verdict::Granted),
            ("2019-03-01", "2024-02-29", Verdict::Granted),
            ("2020-02-29", "2024-02-29", Verdict::Granted),
            ("2016-02-29", "2024-02-29", Verdict::Denied),
            ("2024-02-01", "2024-02-01", Verdict::Granted),
            ("2024-02-02", "2024-02-01", Verdict::Denied),
        ] {
            let outcome = bought(&[
                ("group", GRADUATE),
                ("graduation_date", graduated),
                ("contract_date", signed),
            ]);
            assert_eq!(outcome.verdict, verdict, "{graduated} {signed}");
        }
    }

    #[test]
    fn two_failed_conditions_are_both_named_and_neither_turns_the_verdict() {
        let outcome = bought(&[("newly_built", "false"), ("home_order", "third_or_more")]);
        assert_eq!(outcome.reasons.len(), 2);
        assert!(
            outcome
                .reasons
                .iter()
                .all(|reason| reason.turned_by.is_none())
        );
    }

    proptest! {
        #[test]
        fn a_dearer_home_never_brings_less(a in 1..10_000_000_000_i64, b in 1..10_000_000_000_i64) {
            let subsidy = |fen: i64| {
                let price = Fen::new(fen).to_string();
                let answers = [
                    ("contract_date", "2024-02-01"), ("price", price.as_str()), ("group", "veteran"),
                    ("central_urban_area", "true"), ("newly_built", "true"), ("home_order", "first"),
                ];
                ask(CALCULATOR.name, &answers).figure("subsidy").unwrap().value.unwrap()
            };
            prop_assert!(subsidy(a.min(b)) <= subsidy(a.max(b)));
            prop_assert_eq!(subsidy(a), (a * 2 + 50) / 100);
        }
    }
}
