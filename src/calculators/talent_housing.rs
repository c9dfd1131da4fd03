//! The most that talents may get for buying a home (人才购房补助).
//!
//! 泸市府办发〔2024〕1号 二(四): two caps for two groups of titles. The rules on how it is paid are only to
//! be drawn up, so there is a cap and no claim.

use crate::form::{Checked, Choice, Field, Form, InputError};
use crate::gazette::facts;
use crate::outcome::{Figure, Outcome, Verdict, yuan};

use super::shared::{NONE_OF_THESE, add_link, add_note, ask_for, check_none_alone, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "talent-housing",
    title: "人才购房补助",
    question: "有职称、学位或技能称号，买房最高能补多少？",
    audience: Audience::Resident,
    situations: &[(Situation::Home, 2)],
    period: Some(|day| facts::TALENT_PURCHASE_HIGHER.at(day).0.period),
    form: FORM,
    calculate,
};

/// The titles with the higher cap; the others have the lower one.
const HIGHER: &[&str] = &["doctor", "senior", "national_technician"];

const FORM: Form = Form {
    fields: &[Field::choices(
        "titles",
        "学位、职称或称号",
        &[
            Choice::new("doctor", "急需紧缺的全日制博士研究生"),
            Choice::new("senior", "正高级职称"),
            Choice::new("national_technician", "全国技术能手"),
            Choice::new("master", "全日制硕士研究生"),
            Choice::new("special_technician", "特级技师"),
            Choice::new("chief_technician", "首席技师"),
            Choice::new("sichuan_craftsman", "四川工匠"),
            Choice::new("associate_senior", "副高级职称"),
            Choice::new(NONE_OF_THESE, "以上都不是"),
        ],
    )
    .hint("可以选几项。")],
};

/// The cap of the highest title.
///
/// # Errors
///
/// `contradicts` when “none of these” is chosen together with a title.
///
/// # Source
///
/// 泸市府办发〔2024〕1号 二(四).
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let titles = checked.ids("titles");
    check_none_alone(titles, "titles")?;
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let higher = facts::TALENT_PURCHASE_HIGHER.at(context.as_of).0;
    let lower = facts::TALENT_PURCHASE_LOWER.at(context.as_of).0;
    if !may_compute(
        &mut outcome,
        "这份通知",
        higher.period,
        higher.citation,
        context,
    ) {
        return Ok(outcome);
    }
    add_note(&mut outcome, facts::CONSUMPTION_END);
    let is_higher = titles.iter().any(|title| HIGHER.contains(title));
    let (id, text, cap) = match titles {
        [] => {
            ask_for(&mut outcome, &FORM, "titles", higher.citation);
            (None, "还不知道属于哪一档", None)
        }
        [NONE_OF_THESE] => (Some("not_listed"), "不在条文列出的人才之列", None),
        _ if is_higher => (Some("higher"), "上限较高的一档", Some(higher)),
        _ => (Some("lower"), "上限较低的一档", Some(lower)),
    };
    let answer = cap.map_or(text.into(), |cap| {
        format!("最高 {}，要看细则", yuan(cap.value))
    });
    outcome.add_finding("tier", "最高能补多少", id, answer, higher.citation);
    if let Some(cap) = cap {
        let figure = Figure::money("cap", "最高补助", cap.value, cap.citation);
        outcome.add_step("最高补助", text, figure.text.clone(), cap.citation);
        outcome.add_figure(figure);
        add_note(&mut outcome, facts::TALENT_CAP_ONLY);
        if titles
            .iter()
            .any(|title| HIGHER.contains(title) && *title != "doctor")
        {
            add_note(&mut outcome, facts::TALENT_NEEDED);
        }
        if titles.len() > 1 {
            add_note(&mut outcome, facts::TALENT_SEVERAL);
        }
    }
    add_link(
        &mut outcome,
        "home-purchase-subsidy",
        "这是另一项补助；两项能不能都拿，条文没有写。",
        Vec::new(),
    );
    Ok(outcome.concluded(match id {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    }))
}
