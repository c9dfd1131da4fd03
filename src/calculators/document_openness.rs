//! Which openness class a document of the city government gets (公文公开属性), which form and mark it
//! needs, and whether its draft would be returned.
//!
//! 泸市府办发〔2024〕3号, from 2024-02-18: the class by article 4, a reduced version by 5, the return of a
//! draft by 7, secrets by 9, marks by 11, and what follows by 10 and 12 to 17. Before that day
//! 泸市府办发〔2020〕14号 applied, which the gazette does not print.

use crate::form::{Checked, Field, Form};
use crate::gazette::decisions::{
    self, OPENNESS_CLASS, OPENNESS_FORM, OPENNESS_MARK, OPENNESS_PROOF, OPENNESS_SUBMISSION,
};
use crate::gazette::facts;
use crate::outcome::{Outcome, Tone, Verdict};

use super::shared::{add_note, add_table_notes, decide, may_compute};
use super::{Audience, Calculator, Context, Situation};

/// The register's entry.
pub(super) const CALCULATOR: Calculator = Calculator {
    name: "document-openness",
    title: "公文公开属性",
    question: "这份公文该定哪种公开属性，填哪张表，怎样标注？",
    audience: Audience::Government,
    situations: &[(Situation::Openness, 1)],
    period: Some(|day| facts::OPENNESS_RULES.at(day).0.period),
    form: FORM,
    calculate: |checked, context| Ok(calculate(checked, context)),
};

/// What is decided of a draft that is handed in, and what it is called.
const SUBMISSION: (&str, &str) = ("submission", "会不会退文");

/// All papers are there, but the class proposed is not the one that the text gives: article 7 returns what is plainly wrong.
const OTHER_CLASS: &str = "建议与应定的属性不同，可能按明显不当退文";

const FORM: Form = Form {
    fields: &[
        Field::date("date", "印制的日子")
            .hint("还没有印的填报送的日子；旧稿新印，按印的那天。")
            .prefill_as_of(),
        decisions::OPENNESS_CLASS_SECRET,
        decisions::OPENNESS_CLASS_KIND,
        decisions::OPENNESS_CLASS_UNSUITABLE,
        decisions::OPENNESS_CLASS_GROUND,
        decisions::OPENNESS_SUBMISSION_PROPOSAL.always(),
        decisions::OPENNESS_SUBMISSION_FORM_ATTACHED,
        decisions::OPENNESS_SUBMISSION_REASONS,
        decisions::OPENNESS_SUBMISSION_MATERIAL,
        decisions::OPENNESS_SUBMISSION_REDUCED_COPY,
        decisions::OPENNESS_SUBMISSION_INTERPRETATION,
    ],
};

/// The decisions of the tables `openness-class`, `-form`, `-mark`, `-proof` and `-submission`.
///
/// # Source
///
/// 泸市府办发〔2024〕3号 第四条 to 第十八条, 附件1.
fn calculate(checked: &Checked, context: Context) -> Outcome {
    let date = checked.date("date");
    let mut outcome = Outcome::new(CALCULATOR.name, context.as_of).decided_by(date);
    let day = outcome.day;
    let rule = facts::OPENNESS_RULES.at(day).0;
    let context = Context {
        as_of: day,
        ..context
    };
    let name = "现行的认定办法";
    if !may_compute(&mut outcome, name, rule.period, rule.citation, context) {
        add_note(&mut outcome, facts::OPENNESS_FORMER);
        return outcome;
    }
    let word = |key: &str| checked.word(key);
    let heading = ("class", "公开属性");
    let row = decide(&mut outcome, &FORM, &OPENNESS_CLASS, heading, &word);
    let class = row.map(|row| row.then);
    if let Some(class) = class {
        let heading = ("form", "填哪张表");
        decide(&mut outcome, &FORM, &OPENNESS_FORM, heading, &word);
        if matches!(class, "on_request" | "withheld") {
            let heading = ("proof", "要附的依据");
            decide(&mut outcome, &FORM, &OPENNESS_PROOF, heading, &word);
        }
        if class != "not_foreseen" {
            let heading = ("mark", "印制时标注");
            decide(&mut outcome, &FORM, &OPENNESS_MARK, heading, &|key| {
                if key == "class" {
                    Some(class)
                } else {
                    checked.word(key)
                }
            });
        }
    }
    match checked.id("proposal") {
        Some(_) if class == Some("classified") => outcome.add_finding(
            SUBMISSION.0,
            SUBMISSION.1,
            Some("secrecy"),
            "涉及国家秘密的走定密程序，不按这里的退文情形看",
            facts::OPENNESS_SECRECY.at(day).0.citation,
        ),
        Some(proposal) => {
            let fault = check_submission(&mut outcome, checked, class, proposal);
            // Whether it comes back was the question: it is said before the class.
            if let (Some((words, tone)), Some(first)) = (
                fault.filter(|_| row.is_some()),
                outcome.findings.first_mut(),
            ) {
                first.text = format!("{words}；应定：{}", first.text).into();
                first.tone = tone;
            }
        }
        None => {}
    }
    add_note(&mut outcome, facts::OPENNESS_SCOPE);
    add_note(&mut outcome, facts::OPENNESS_END);
    add_table_notes(&mut outcome, &OPENNESS_CLASS, row, &word);
    outcome.concluded(match row {
        Some(_) => Verdict::Informative,
        None => Verdict::Undetermined,
    })
}

/// Whether a draft with this proposal would be returned; gives what is wrong with it, or that it comes back
/// whatever the open answers are.
fn check_submission(
    outcome: &mut Outcome,
    checked: &Checked,
    class: Option<&str>,
    proposal: &str,
) -> Option<(&'static str, Tone)> {
    let answer = |key: &str| checked.word(key);
    let row = decide(outcome, &FORM, &OPENNESS_SUBMISSION, SUBMISSION, &answer);
    add_table_notes(outcome, &OPENNESS_SUBMISSION, row, &answer);
    let differs = |class: &str| class != "not_foreseen" && !class.starts_with(proposal);
    let is_other = proposal != "missing" && class.is_some_and(differs);
    if is_other {
        add_note(outcome, facts::OPENNESS_DIFFERS);
    }
    let Some(row) = row else {
        let tone = outcome.findings.last().map(|it| it.tone);
        return (tone == Some(Tone::Bad)).then_some(("怎样都会退文", Tone::Bad));
    };
    if row.then == "accept" && is_other {
        if let Some(finding) = outcome.findings.last_mut() {
            finding.id = Some("against");
            finding.text = OTHER_CLASS.into();
            finding.tone = Tone::Open;
        }
        return Some((OTHER_CLASS, Tone::Open));
    }
    let fault = !matches!(row.then, "accept" | "unforeseen");
    fault.then_some((row.label, row.tone))
}
