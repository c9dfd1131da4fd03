//! A short interview: which of the gazette's rules concern a person on that day, and what each is
//! worth (哪些与我有关).
//!
//! It has no rules of its own. Every calculator that belongs to a chosen situation answers with what is
//! known; the interview asks only what one of them still needs, in the order of its form, and leads on
//! to it with the answers filled in.

use crate::citation::Citation;
use crate::form::{Checked, Choice, Field, Form, InputError};
use crate::outcome::{Figure, Notice, NoticeKind, Outcome, Verdict};

use super::register::same;
use super::shared::{add_link, ask_for};
use super::{
    Audience, Calculator, Context, Situation, all, home_purchase_subsidy, relocation_subsidy,
};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "what-applies-to-me",
    title: "哪些与我有关",
    question: "公报里的规定，哪些与我有关，今天还有效吗，值多少？",
    audience: Audience::Resident,
    situations: &[],
    period: None,
    form: FORM,
    calculate,
};

const WHO: &str = "who";
const RESIDENT: &str = "resident";
const UNIT: &str = "unit";
const GOVERNMENT: &str = "government";

const FORM: Form = Form {
    fields: &[
        Field::choice(
            WHO,
            "您是",
            &[
                Choice::new(RESIDENT, "市民"),
                Choice::new(UNIT, "医院、企业、学校或其他单位"),
                Choice::new(GOVERNMENT, "政府部门"),
            ],
        ),
        situations(
            &[RESIDENT],
            &[
                Situation::Home.choice("买了或要买新房"),
                Situation::Hazard.choice("住在地质灾害隐患点"),
                Situation::Patient.choice("要去或去过公立医院看病"),
                Situation::Donor.choice("献过血或要献血"),
                Situation::Fire.choice("要在林区用火"),
                Situation::Building.choice("碰到违法建设"),
                Situation::Shopping.choice("要买家电、家装、贷款消费"),
                Situation::Vehicle.choice("要买车、装充电桩"),
                Situation::Child.choice("孩子不满 3 岁"),
                Situation::Road.choice("住在江阳区分水岭镇"),
            ],
        ),
        situations(
            &[UNIT],
            &[
                Situation::Hospital.choice("公立医院的收费"),
                Situation::Staff.choice("组织职工献血"),
                Situation::Property.choice("管理小区或供水供电供气"),
                Situation::Project.choice("要上新项目、建新楼"),
                Situation::Fleet.choice("要买车船"),
            ],
        ),
        situations(
            &[GOVERNMENT],
            &[
                Situation::Demolition.choice("查处违法建设"),
                Situation::Relocation.choice("安排避险搬迁资金"),
                Situation::Blood.choice("组织无偿献血"),
                Situation::Openness.choice("起草公文"),
                Situation::Targets.choice("对照计划目标"),
                Situation::Fire.choice("管森林防火"),
                Situation::Validity.choice("查文件是否有效"),
            ],
        ),
        shared(home_purchase_subsidy::CALCULATOR, "contract_date"),
        shared(home_purchase_subsidy::CALCULATOR, "newly_built"),
        shared(home_purchase_subsidy::CALCULATOR, "central_urban_area"),
        shared(home_purchase_subsidy::CALCULATOR, "home_order"),
        shared(home_purchase_subsidy::CALCULATOR, "group"),
        shared(home_purchase_subsidy::CALCULATOR, "graduation_date"),
        shared(home_purchase_subsidy::CALCULATOR, "price"),
        shared(relocation_subsidy::CALCULATOR, "district"),
    ],
};

/// The question about the situations of one sort of person, which has the sort's name.
const fn situations(of: &'static [&'static str; 1], options: &'static [Choice]) -> Field {
    let [key] = of;
    Field::choices(key, "下面哪些说的是您", options)
        .hint("可以选几项。")
        .when(WHO, of)
}

/// A question of a calculator, asked here only while its answer can change that calculator's.
const fn shared(calculator: Calculator, key: &str) -> Field {
    let mut fields = calculator.form.fields;
    while let [field, rest @ ..] = fields {
        if same(field.key.as_bytes(), key.as_bytes()) {
            return field.when_asked();
        }
        fields = rest;
    }
    // A test holds that every key is found.
    situations(&[WHO], &[])
}

/// The calculators that concern the person, each once, in the order of the situations.
fn concerned(checked: &Checked) -> Vec<&'static Calculator> {
    let chosen = checked.id(WHO).map_or(&[][..], |who| checked.ids(who));
    let mut places: Vec<((Situation, u8), &'static Calculator)> = Vec::new();
    for calculator in all() {
        let concerns = |place: &&(Situation, u8)| chosen.contains(&place.0.id());
        if let Some(place) = calculator.situations.iter().filter(concerns).min() {
            let at = places.partition_point(|(earlier, _)| earlier <= place);
            places.insert(at, (*place, calculator));
        }
    }
    places
        .into_iter()
        .map(|(_, calculator)| calculator)
        .collect()
}

/// Which calculators concern the person, and what each says to what is known.
///
/// # Errors
///
/// Those of the calculators.
///
/// # Source
///
/// None of its own: every part cites what the calculator behind it cites.
fn calculate(checked: &Checked, context: Context) -> Result<Outcome, InputError> {
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of);
    let mut parts = Vec::new();
    for calculator in concerned(checked) {
        let known = calculator.form.with_prefills(checked, context.as_of);
        let part = (calculator.calculate)(&known, context)?;
        parts.push((calculator, known, part));
    }
    let citation = Citation::contents(context.as_of);
    for field in FORM.fields {
        let situation = Some(field.key) == checked.id(WHO) && parts.is_empty();
        let first = field.key == WHO && checked.id(WHO).is_none();
        let needed = parts
            .iter()
            .any(|(_, _, part)| part.asks.contains(&field.key));
        if situation || first || needed {
            ask_for(&mut outcome, &FORM, field.key, citation);
        }
    }
    let open = !outcome.asks.is_empty();
    // What is counted is what is listed below.
    let listed = parts.iter().filter(|(_, _, part)| source(part).is_some());
    let (over, current): (Vec<_>, Vec<_>) = listed.partition(|(_, _, part)| ended(part).is_some());
    let text = match (over.len(), current.len()) {
        (0, 0) => "先回答还没有答的问题".to_owned(),
        (0, current) => format!("{current} 项"),
        (1, 0) => "1 项，已经结束".to_owned(),
        (over, 0) => format!("{over} 项，都已经结束"),
        (over, current) => format!("{current} 项没有过期；另有 {over} 项已经结束"),
    };
    outcome.add_finding(
        "concerned",
        "与您有关的",
        (!open).then_some("found"),
        text,
        citation,
    );
    for (calculator, known, part) in &parts {
        add(&mut outcome, calculator, known, part);
    }
    Ok(if open {
        outcome
    } else {
        outcome.concluded(Verdict::Informative)
    })
}

/// The notice that the rule is not in force on the day, if it is not.
fn ended(part: &Outcome) -> Option<&Notice> {
    part.notices.iter().find(|notice| {
        matches!(
            notice.kind,
            NoticeKind::NoLongerInForce | NoticeKind::NotYetInForce
        )
    })
}

/// The citation of what a calculator says first; nothing where it says nothing.
fn source(part: &Outcome) -> Option<Citation> {
    let reason = part.reasons.first().map(|it| it.citation);
    let over = ended(part).map(|it| it.citation);
    reason.or(part.headline().map(|it| it.citation)).or(over)
}

/// Adds what one calculator says, and the way to it.
fn add(outcome: &mut Outcome, calculator: &'static Calculator, known: &Checked, part: &Outcome) {
    let figure = part.figures.first();
    let Some(citation) = source(part) else {
        return;
    };
    let id = match (part.verdict, ended(part)) {
        (Verdict::Granted, _) => "granted",
        (Verdict::Denied, _) => "denied",
        (Verdict::Undetermined, _) if !part.asks.is_empty() => "open",
        (_, Some(_)) => "ended",
        (Verdict::Informative, _) => "informative",
        (Verdict::Undetermined, _) => "open",
    };
    let text = part.in_short();
    outcome.add_finding(calculator.name, calculator.title, Some(id), text, citation);
    if let Some(figure) = figure
        && figure.value.is_some()
    {
        outcome.add_figure(Figure {
            key: format!("{}.{}", calculator.name, figure.key).into(),
            label: format!("{}：{}", calculator.title, figure.label).into(),
            ..figure.clone()
        });
    }
    if let Some(notice) = ended(part) {
        // One rule that is over does not end the interview.
        outcome.add_notice(
            NoticeKind::Information,
            notice.text.clone(),
            notice.citation,
        );
    }
    add_link(outcome, calculator.name, calculator.question, known.texts());
}

#[cfg(test)]
mod tests {
    use super::super::testing::ask;
    use super::*;
    use crate::form::Kind;

    /// The situations that are offered, to whomever.
    fn offered() -> Vec<&'static str> {
        let mut ids = Vec::new();
        for field in FORM.fields {
            if let Kind::Choices { options } = field.kind
                && [RESIDENT, UNIT, GOVERNMENT].contains(&field.key)
            {
                ids.extend(options.iter().map(|option| option.id));
            }
        }
        ids
    }

    #[test]
    fn every_question_is_asked_once() {
        for field in FORM.fields {
            let asked = FORM.fields.iter().filter(|other| other.key == field.key);
            assert_eq!(asked.count(), 1, "{}", field.key);
        }
    }

    #[test]
    fn every_calculator_is_found_by_a_situation_that_is_offered() {
        let offered = offered();
        for calculator in all().iter().filter(|it| it.name != CALCULATOR.name) {
            assert!(!calculator.situations.is_empty(), "{}", calculator.name);
            for (situation, _) in calculator.situations {
                assert!(offered.contains(&situation.id()), "{}", situation.id());
            }
        }
    }

    #[test]
    fn every_situation_leads_somewhere_and_its_calculators_have_places_of_their_own() {
        let declared = all().iter().flat_map(|calculator| calculator.situations);
        for id in offered() {
            let places = declared.clone().filter(|(it, _)| it.id() == id);
            let mut places: Vec<u8> = places.map(|(_, place)| *place).collect();
            places.sort_unstable();
            let expected: Vec<u8> = (1..).take(places.len().max(1)).collect();
            assert_eq!(places, expected, "{id}");
        }
    }

    #[test]
    fn nobody_but_the_government_is_led_to_a_target_of_the_city() {
        let lists = |who: &str, of: &str| {
            let outcome = ask(CALCULATOR.name, &[(WHO, who), (who, of)]);
            let mut keys: Vec<_> = outcome
                .findings
                .iter()
                .map(|it| it.key.to_string())
                .collect();
            keys.remove(0);
            keys
        };
        assert_eq!(lists(RESIDENT, "child"), ["consumption-support"]);
        assert_eq!(
            lists(RESIDENT, "vehicle"),
            ["fleet-purchase", "consumption-support"]
        );
        assert_eq!(lists(UNIT, "project"), ["project-gate"]);
        assert_eq!(lists(GOVERNMENT, "targets").len(), 4);
    }

    #[test]
    fn an_answer_that_is_handed_on_answers_the_same_question() {
        for calculator in all().iter().filter(|it| it.name != CALCULATOR.name) {
            for field in calculator.form.fields {
                let own = FORM.fields.iter().find(|own| own.key == field.key);
                // The district is asked in other words here and there; its answers are the same.
                let same = |own: &Field| own.label == field.label || own.key == "district";
                assert!(own.is_none_or(same), "{}: {}", calculator.name, field.key);
            }
        }
    }

    #[test]
    fn only_what_can_still_change_an_answer_is_asked() {
        let asks = |answers: &[(&str, &str)]| ask(CALCULATOR.name, answers).asks;
        assert_eq!(asks(&[]), [WHO]);
        assert_eq!(asks(&[(WHO, RESIDENT)]), [RESIDENT]);
        let home = [(WHO, RESIDENT), (RESIDENT, "home")];
        assert!(asks(&home).starts_with(&["contract_date"]));
        let late = [home.as_slice(), &[("contract_date", "2024-03-01")]].concat();
        assert!(asks(&late).is_empty());
    }
}
