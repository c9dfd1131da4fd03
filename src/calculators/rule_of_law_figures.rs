//! The figures of the report on the rule of law in 2023 (法治政府建设工作报告), as printed.
//!
//! 泸市府函〔2024〕12号 一, 二: a look-up. What follows from two printed figures is worked out; how many
//! decisions were corrected does not follow, because the denominator of the rate is not printed.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Checked, Choice, Field, Form};
use crate::gazette::{Dated, documents, facts};
use crate::grouped::grouped;
use crate::money::BasisPoints;
use crate::outcome::{Figure, NoticeKind, Outcome, Unit, Verdict, decimal};
use crate::period::Standing;

use super::shared::{add_note, add_open_finding, ask_for};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "rule-of-law-figures",
    title: "法治政府建设的数字",
    question: "法治政府建设报告印了哪些数，能算出什么？",
    audience: Audience::Government,
    situations: &[(Situation::Openness, 2)],
    period: None,
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

const DECISIONS: &str = "decisions";
const OVERSIGHT: &str = "oversight";

const TOPICS: &[Choice] = &[
    Choice::new("study", "学法和宣讲"),
    Choice::new("planning", "统筹推进"),
    Choice::new("models", "示范建设"),
    Choice::new(DECISIONS, "决策审查和文件清理"),
    Choice::new("business", "营商环境和政务服务"),
    Choice::new("enforcement", "行政执法"),
    Choice::new(OVERSIGHT, "接受监督和行政复议"),
    Choice::new("services", "公共法律服务"),
];

const FORM: Form = Form {
    fields: &[Field::choice("topic", "看哪一部分", TOPICS)],
};

/// A printed figure.
enum Printed {
    /// An exact count, and its unit.
    Count(&'static Dated<u32>, &'static str),
    /// A number with decimals, and its unit.
    Measure(&'static Dated<i64>, &'static str),
    /// A share.
    Rate(&'static Dated<BasisPoints>),
    /// More than a number, in words.
    More(&'static Dated<&'static str>),
}
use Printed::{Count, Measure, More, Rate};

/// The key, the label, and what is printed.
type Row = (&'static str, &'static str, Printed);

/// The figures of each topic, a row a line.
#[rustfmt::skip]
const FIGURES: &[(&str, &[Row])] = &[
    ("study", &[
        ("study_meetings", "常务会议会前学法", Count(facts::LAW_STUDY_MEETINGS, "次")),
        ("training_courses", "专题培训班", Count(facts::LAW_TRAINING_COURSES, "期")),
        ("lectures", "专题宣讲", Count(facts::LAW_LECTURES, "场次")),
        ("trained_online", "在线学法的工作人员", Measure(facts::LAW_TRAINED_ONLINE, "万名")),
    ]),
    ("planning", &[
        ("work_meetings", "专题听取和研究", More(facts::LAW_WORK_MEETINGS)),
        ("model_indicators", "示范指标", Count(facts::LAW_MODEL_INDICATORS, "项")),
    ]),
    ("models", &[
        ("special_projects", "培育的特色项目", Count(facts::LAW_SPECIAL_PROJECTS, "个")),
        ("typical_cases", "推广的典型经验", Count(facts::LAW_TYPICAL_CASES, "个")),
    ]),
    (DECISIONS, &[
        ("matters_reviewed", "审查市政府事项", Count(facts::LAW_MATTERS_REVIEWED, "件")),
        ("township_matters_reviewed", "乡镇（街道）审核事项", Count(facts::LAW_TOWNSHIP_MATTERS_REVIEWED, "件次")),
        ("documents_filed", "审查备案的规范性文件", Count(facts::LAW_DOCUMENTS_FILED, "件")),
        ("documents_cleaned", "清理的市政府规范性文件", Count(facts::LAW_DOCUMENTS_CLEANED, "件")),
        ("documents_ended", "其中废止、失效", Count(facts::LAW_DOCUMENTS_ENDED, "件")),
    ]),
    ("business", &[
        ("innovations", "自贸区累计的制度创新成果", Count(facts::LAW_INNOVATIONS, "项")),
        ("innovations_nationwide", "其中全国推广", Count(facts::LAW_INNOVATIONS_NATIONWIDE, "项")),
        ("innovations_provincewide", "其中全省推广", Count(facts::LAW_INNOVATIONS_PROVINCEWIDE, "项")),
        ("instant_approval", "秒批秒办", Count(facts::LAW_INSTANT_APPROVAL, "项")),
        ("one_licence", "一证一照办", Count(facts::LAW_ONE_LICENCE, "项")),
        ("no_papers", "零材料办", Count(facts::LAW_NO_PAPERS, "项")),
        ("one_visit", "一件事一次办（国、省级）", Count(facts::LAW_ONE_VISIT, "项")),
        ("across_provinces", "跨省通办", Count(facts::LAW_ACROSS_PROVINCES, "项")),
        ("sichuan_chongqing", "川渝通办", Count(facts::LAW_SICHUAN_CHONGQING, "项")),
        ("within_province", "省内通办", Count(facts::LAW_WITHIN_PROVINCE, "项")),
    ]),
    ("enforcement", &[
        ("prudent_cases", "包容审慎监管的执法案件", More(facts::LAW_PRUDENT_CASES)),
        ("joint_fields", "先行跨部门监管的领域", Count(facts::LAW_JOINT_FIELDS, "个")),
        ("data_records", "市场监管数据", More(facts::LAW_DATA_RECORDS)),
        ("problems_mended", "承诺整改行动整改的问题", Count(facts::LAW_PROBLEMS_MENDED, "个")),
        ("letters_of_transfer", "线索移送函", Count(facts::LAW_LETTERS_OF_TRANSFER, "份")),
        ("traffic_problems", "交通运输专项整治整改的问题", Count(facts::LAW_TRAFFIC_PROBLEMS, "个")),
    ]),
    (OVERSIGHT, &[
        ("suggestions", "人大代表建议", Count(facts::LAW_SUGGESTIONS, "件")),
        ("proposals", "政协提案", Count(facts::LAW_PROPOSALS, "件")),
        ("satisfaction", "建议和提案的满意率", Rate(facts::LAW_SATISFACTION)),
        ("lost_cases_mended", "挂牌整改的败诉案件", Count(facts::LAW_LOST_CASES_MENDED, "件")),
        ("heads_in_court", "机关负责人出庭应诉率", Rate(facts::LAW_HEADS_IN_COURT)),
        ("audited_units", "审计提出建议意见的单位", Count(facts::LAW_AUDITED_UNITS, "个")),
        ("audit_opinions", "审计的建议意见", Count(facts::LAW_AUDIT_OPINIONS, "条")),
        ("recovered", "审计挽回的经济损失", Measure(facts::LAW_RECOVERED, "万元")),
        ("review_applications", "行政复议受理申请", Count(facts::LAW_REVIEW_APPLICATIONS, "件")),
        ("review_closed", "行政复议办结", Count(facts::LAW_REVIEW_CLOSED, "件")),
        ("review_corrected_rate", "行政复议纠错率", Rate(facts::LAW_REVIEW_CORRECTED_RATE)),
        ("city_sued", "市政府作被告的行政诉讼", Count(facts::LAW_CITY_SUED, "件")),
    ]),
    ("services", &[
        ("legal_aid", "法律援助案件", Count(facts::LAW_LEGAL_AID, "件")),
        ("judicial_offices", "入选省级的司法所", Count(facts::LAW_JUDICIAL_OFFICES, "个")),
        ("petitions_resolved", "重点信访案件化解率", Rate(facts::LAW_PETITIONS_RESOLVED)),
    ]),
];

/// The figures of a topic, and what follows from them.
///
/// # Source
///
/// 泸市府函〔2024〕12号 一, 二.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let report = facts::LAW_REPORT.at(context.as_of).0;
    let citation = report.citation;
    if report.period.standing(context.as_of) == Standing::NotYet {
        let text = format!("这份报告{}才成文。", report.period.from.in_words());
        let signed = documents::numbered(citation.document()).map(|it| it.signature);
        let signed = signed.unwrap_or(citation);
        outcome.add_notice(NoticeKind::NotYetInForce, text, signed);
        if !context.historical {
            return outcome;
        }
    }
    let topic = TOPICS.iter().find(|it| checked.id("topic") == Some(it.id));
    let Some(topic) = topic else {
        add_open_finding(&mut outcome, "topic", "报告的哪一部分", citation);
        ask_for(&mut outcome, &FORM, "topic", citation);
        return outcome;
    };
    let printed = FIGURES.iter().find(|(of, _)| *of == topic.id);
    let printed = printed.map_or(&[][..], |(_, figures)| *figures);
    let source = printed
        .first()
        .map_or(citation, |(_, _, first)| first.citation(context.as_of));
    outcome.add_finding(
        "topic",
        "报告的哪一部分",
        Some(topic.id),
        topic.label,
        source,
    );
    for (key, label, printed) in printed {
        printed.show(&mut outcome, key, label);
    }
    // A sum or a share that did not fit would only not be shown.
    let _ = match topic.id {
        DECISIONS => add_remaining_documents(&mut outcome),
        OVERSIGHT => add_oversight(&mut outcome),
        _ => None,
    };
    add_note(&mut outcome, facts::LAW_YEAR);
    outcome.concluded(Verdict::Informative)
}

impl Printed {
    /// Adds what is printed: a figure, or a finding where no exact number is.
    fn show(&self, outcome: &mut Outcome, key: &'static str, label: &'static str) {
        let day = outcome.as_of;
        let citation = self.citation(day);
        let figure = match self {
            Count(fact, unit) => counted(key, label, fact.at(day).0.value.into(), unit, citation),
            Measure(fact, unit) => {
                let value = fact.at(day).0.value;
                Figure::worded(
                    key,
                    label,
                    value,
                    format!("{} {unit}", decimal(value)),
                    citation,
                )
            }
            Rate(fact) => {
                let points = fact.at(day).0.value.get().into();
                Figure::known(key, label, points, Unit::BasisPoints, citation)
            }
            More(fact) => {
                let text = format!("{}，确数没有印", fact.at(day).0.value);
                return outcome.add_finding(key, label, Some("more_than"), text, citation);
            }
        };
        outcome.add_figure(figure);
    }

    fn citation(&self, day: Date) -> Citation {
        match self {
            Count(fact, _) => fact.at(day).0.citation,
            Measure(fact, _) => fact.at(day).0.citation,
            Rate(fact) => fact.at(day).0.citation,
            More(fact) => fact.at(day).0.citation,
        }
    }
}

/// A whole number of a unit.
fn counted(
    key: &'static str,
    label: &'static str,
    count: i64,
    unit: &str,
    citation: Citation,
) -> Figure {
    let text = format!("{} {unit}", grouped(count));
    Figure::worded(key, label, count.saturating_mul(100), text, citation)
}

/// The documents that were looked through and not ended.
fn add_remaining_documents(outcome: &mut Outcome) -> Option<()> {
    let all = facts::LAW_DOCUMENTS_CLEANED.at(outcome.as_of).0;
    let ended = facts::LAW_DOCUMENTS_ENDED.at(outcome.as_of).0.value;
    let rest = i64::from(all.value.checked_sub(ended)?);
    let label = "没有列入废止、失效";
    let expression = format!("{} − {ended}", all.value);
    add_derived(
        outcome,
        expression,
        counted("documents_remaining", label, rest, "件", all.citation),
    );
    add_note(outcome, facts::LAW_LASTING);
    Some(())
}

/// Suggestions with proposals, the share of reviews that are closed, and what the rate leaves open.
fn add_oversight(outcome: &mut Outcome) -> Option<()> {
    let day = outcome.as_of;
    let suggestions = facts::LAW_SUGGESTIONS.at(day).0;
    let proposals = facts::LAW_PROPOSALS.at(day).0.value;
    let both = i64::from(suggestions.value.checked_add(proposals)?);
    let expression = format!("{} + {proposals}", suggestions.value);
    let label = "建议和提案合计";
    add_derived(
        outcome,
        expression,
        counted("handled", label, both, "件", suggestions.citation),
    );

    let received = i64::from(facts::LAW_REVIEW_APPLICATIONS.at(day).0.value);
    let closed = facts::LAW_REVIEW_CLOSED.at(day).0;
    let citation = closed.citation;
    let closed = i64::from(closed.value);
    let share = to_one_place(closed, received)?;
    let figure = Figure::known(
        "closed_share",
        "办结与受理之比",
        share,
        Unit::BasisPoints,
        citation,
    );
    add_derived(outcome, format!("{closed} ÷ {received}"), figure);
    add_note(outcome, facts::LAW_CLOSED);

    let rate = i64::from(facts::LAW_REVIEW_CORRECTED_RATE.at(day).0.value.get());
    let mut fitting = Vec::new();
    for whole in [closed, received] {
        if let Some(part) = (0..=whole).find(|part| to_one_place(*part, whole) == Some(rate)) {
            fitting.push(format!("{part} ÷ {whole}"));
        }
    }
    let text = Unit::BasisPoints.text(rate);
    outcome.add_step(
        "合得上纠错率的",
        fitting.join("、"),
        format!("都是 {text}"),
        citation,
    );
    outcome.add_finding(
        "corrected",
        "行政复议纠错多少件",
        Some("not_derivable"),
        format!("算不出来：{text} 的分母没有印"),
        citation,
    );
    add_note(outcome, facts::LAW_CORRECTED);
    add_note(outcome, facts::LAW_NOT_LOST);
    Some(())
}

/// Adds a figure that is worked out, and how.
fn add_derived(outcome: &mut Outcome, expression: String, figure: Figure) {
    let (label, text) = (figure.label.clone(), figure.text.clone());
    outcome.add_step(label, expression, text, figure.citation);
    outcome.add_figure(figure);
}

/// A share in basis points, rounded to one decimal of a percent as the report prints it.
fn to_one_place(part: i64, whole: i64) -> Option<i64> {
    let tenths = BasisPoints::of(part, whole.checked_mul(10)?)?;
    i64::from(tenths.get()).checked_mul(10)
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;

    #[test]
    fn every_topic_has_its_figures() {
        let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.id).collect();
        let of: Vec<&str> = FIGURES.iter().map(|(of, _)| *of).collect();
        assert_eq!(topics, of);
    }

    #[test]
    fn one_count_fits_the_rate_on_each_denominator() {
        for (whole, part) in [(437, 89), (481, 98)] {
            let fitting: Vec<i64> = (0..=whole)
                .filter(|part| to_one_place(*part, whole) == Some(2040))
                .collect();
            assert_eq!(fitting, [part]);
        }
    }

    #[test]
    fn a_share_is_rounded_once() {
        // 9084.6 of ten thousand: by way of two places it would come out as 90.9 %.
        assert_eq!(to_one_place(90_846, 100_000), Some(9080));
        assert_eq!(to_one_place(437, 481), Some(9090));
        assert_eq!(
            ask(CALCULATOR.name, &[("topic", OVERSIGHT)])
                .figure("closed_share")
                .unwrap()
                .text,
            "90.9%"
        );
    }
}
