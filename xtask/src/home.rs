//! The page's first screen: what this is, what is over, and where one's own question is. Plain HTML, made at build
//! time, so that it can be read before any script has come.

use luzhou_gazette::calculators::{self, Audience, Calculator};
use luzhou_gazette::date::Date;
use luzhou_gazette::form::Choice;
use luzhou_gazette::gazette::documents::{self, Document};
use luzhou_gazette::period::Period;

use crate::page::escape;

/// The calculators that most people come for, in a few words of theirs.
const CARDS: [(&str, &str); 6] = [
    ("home-purchase-subsidy", "买房 2% 补助"),
    ("medical-fee", "看病价格"),
    ("relocation-subsidy", "避险搬迁补助"),
    ("forest-fire-season", "野外用火"),
    ("donor-benefits", "献血者待遇"),
    ("consumption-support", "促消费措施"),
];

/// The calculator that helps to choose one.
const INTERVIEW: &str = "what-applies-to-me";

/// The state of the documents: how many, which are over, and each with its period.
pub(crate) fn state() -> String {
    let documents = documents::all().iter().zip(documents::CHOICES);
    let rows: String = documents.map(|(it, choice)| document(it, choice)).collect();
    format!(
        "<details class=\"state\">\n<summary><h2>{} 份文件的现状</h2><span class=\"day\" data-today></span>\
         <span class=\"all\">看全部</span><span class=\"tally\" data-tally>每份从哪天到哪天，点开看。</span></summary>\n\
         <ul class=\"docs\">{rows}</ul>\n</details>",
        documents::all().len()
    )
}

/// A document and its period, under the name by which it is chosen.
fn document(document: &Document, choice: &Choice) -> String {
    let (id, label) = (choice.id, choice.label);
    let short = label.strip_prefix(document.number).unwrap_or(label).trim();
    format!(
        "<li><a href=\"#policy-validity?document={}\"><span>{}</span> <small>{}</small></a>{}</li>\n",
        escape(id),
        escape(short),
        escape(document.number),
        chip(calculators::year_of(id, Date::MAX).or(Some(document.period_on(Date::MAX)))),
    )
}

/// The cards, one a question that many people have.
pub(crate) fn cards() -> String {
    let cards = CARDS.iter().filter_map(|(name, words)| {
        let calculator = calculators::find(name)?;
        Some(format!(
            "<a class=\"card\" href=\"#{name}\"><span class=\"name\">{words}</span>\
             <span class=\"q\">{}</span>{}</a>",
            escape(calculator.question),
            chip(period(calculator)),
        ))
    });
    cards.collect::<Vec<_>>().join("\n")
}

/// The other calculators, a list an audience.
pub(crate) fn groups() -> String {
    Audience::ALL
        .iter()
        .map(|audience| {
            let items: Vec<String> = others(*audience).map(item).collect();
            let names: Vec<&str> = others(*audience).map(|it| it.title).take(3).collect();
            let title = match audience {
                Audience::Resident => "市民的其他事项",
                other => other.title(),
            };
            format!(
                "<details><summary><b>{title}</b> <span class=\"count\">{} 项</span>\
                 <small>{}…</small></summary>\n<ul>{}</ul></details>",
                items.len(),
                escape(&names.join("、")),
                items.concat()
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The calculators of an audience that have no card.
fn others(audience: Audience) -> impl Iterator<Item = &'static Calculator> {
    calculators::all().iter().filter(move |it| {
        it.audience == audience
            && it.name != INTERVIEW
            && CARDS.iter().all(|(name, _)| *name != it.name)
    })
}

fn item(calculator: &Calculator) -> String {
    format!(
        "<li><a href=\"#{}\"><span>{}</span>{}</a></li>\n",
        calculator.name,
        escape(calculator.title),
        chip(period(calculator)),
    )
}

/// The period as it is when the page is made; the page's script says how it is today.
fn period(calculator: &Calculator) -> Option<Period> {
    calculator.period.map(|period| period(Date::MAX))
}

/// A chip with a period; the page's script adds whether it is over.
fn chip(period: Option<Period>) -> String {
    match period {
        None => String::new(),
        Some(Period { from, until: None }) => {
            format!("<span class=\"chip\" data-from=\"{from}\">没写到哪天</span>")
        }
        Some(Period {
            from,
            until: Some(until),
        }) => format!(
            "<span class=\"chip\" data-from=\"{from}\" data-until=\"{until}\">有效至 {until}</span>"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_calculator_stands_on_the_first_screen_once() {
        let page = cards() + &groups();
        for calculator in calculators::all() {
            let link = format!("href=\"#{}\"", calculator.name);
            let wanted = usize::from(calculator.name != INTERVIEW);
            assert_eq!(page.matches(&link).count(), wanted, "{}", calculator.name);
        }
    }

    #[test]
    fn a_period_is_said_in_words_and_in_days() {
        assert!(cards().contains("data-until=\"2024-02-29\">有效至 2024-02-29"));
        assert!(state().contains("没写到哪天"));
        assert_eq!(state().matches("<li>").count(), documents::all().len());
        assert!(state().contains("#policy-validity?document=forest_fire\""));
    }
}
