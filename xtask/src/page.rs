//! The city's page: the template, filled from the register of calculators.

use anyhow::{Result, bail};
use luzhou_gazette::calculators::{self, Audience};
use luzhou_gazette::citation::Citation;
use luzhou_gazette::date::Date;
use luzhou_gazette::gazette::decisions::{self, Table};
use luzhou_gazette::gazette::{TITLE, blood, documents, facts, prices};

use crate::home;

/// What our pages allow: their own scripts, which fetch the module beside them and may start a worker (under one name: what
/// keeps the page for offline, the check of a large table; from a disk, the one script), and their icons. Chromium before 97 and Safari before 16 start a module only where `'unsafe-eval'` stands; strings are
/// not run for that, because trusted types are required.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'; \
    style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types luzhou-gazette";

/// Fills the template.
///
/// # Errors
///
/// Where the template has a place that nothing fills.
pub(crate) fn fill(template: &str) -> Result<String> {
    let page = template
        .replace("{{policy}}", POLICY)
        .replace("{{state}}", &home::state())
        .replace("{{cards}}", &home::cards())
        .replace("{{groups}}", &home::groups())
        .replace("{{navigation}}", &navigation())
        .replace("{{gazette}}", TITLE)
        .replace("{{fallback}}", &fallback());
    filled(page, "www/index.html")
}

/// Fills the template of the page for the table check.
///
/// # Errors
///
/// Where the template has a place that nothing fills.
pub(crate) fn fill_check(template: &str) -> Result<String> {
    let pages = prices::items().iter().filter_map(|it| it.citation().page());
    let (first, last) = (pages.clone().min(), pages.max());
    let pages = format!(
        "{} 至 {}",
        first.unwrap_or_default(),
        last.unwrap_or_default()
    );
    let page = template
        .replace("{{policy}}", POLICY)
        .replace("{{pages}}", &pages)
        .replace("{{gazette}}", TITLE);
    filled(page, "www/check.html")
}

/// Refuses a page with a place that nothing has filled.
fn filled(page: String, name: &str) -> Result<String> {
    if let Some(at) = page.find("{{") {
        let place: String = page[at..].chars().take(24).collect();
        bail!("{name} 中的 {place} 无从填写。 The build tool does not know this place.");
    }
    Ok(page)
}

/// The calculators as lists of links, one list an audience.
fn navigation() -> String {
    let lists = Audience::ALL.iter().map(|audience| {
        let of = calculators::all()
            .iter()
            .filter(|it| it.audience == *audience);
        let items: Vec<String> = of
            .map(|it| {
                let (name, title) = (it.name, escape(it.title));
                format!("<li><a href=\"#{name}\" data-calculator=\"{name}\">{title}</a></li>")
            })
            .collect();
        let title = audience.title();
        format!("<h2>{title}</h2>\n<ul>\n{}\n</ul>", items.join("\n"))
    });
    lists.collect::<Vec<_>>().join("\n")
}

/// What is read where no calculator can run: the gazette's main figures, each with its source.
fn fallback() -> String {
    let mut rows = Vec::new();
    for city in facts::RELOCATION_CITY.entries() {
        let text = format!("{} 元/户（{}）", city.value, city.period);
        rows.push(row("避险搬迁：市级补助", &text, city.citation));
    }
    let least = facts::RELOCATION_DISTRICT_MINIMUM;
    for fact in least.entries() {
        let mut text = format!("不低于 {} 元/户", fact.value);
        if least.entries().count() > 1 {
            text = format!("{text}（{}）", fact.period);
        }
        rows.push(row("避险搬迁：区县补助", &text, fact.citation));
    }
    for window in facts::HOME_PURCHASE_WINDOW.entries() {
        let home = facts::HOME_PURCHASE_RATE.at(window.period.from).0;
        let text = format!("总价的 {}，{}", home.value, window.period);
        rows.push(row("购买新房补助", &text, home.citation));
    }
    for plan in facts::BLOOD_PLAN.entries() {
        let from = plan.period.from;
        if let Some(total) = blood::printed_total(from) {
            let label = format!("{} 年全市献血招募计划", from.year());
            rows.push(row(&label, &format!("{} 人次", total.plan), total.citation));
        }
        let phone = facts::BLOOD_OFFICE_PHONE.at(from).0;
        rows.push(row("市献血办电话", phone.value, phone.citation));
    }
    for document in documents::all()
        .iter()
        .filter(|it| ["医39", "医2"].contains(&it.id))
    {
        let period = document.period_on(Date::MAX).to_string();
        let title = documents::details(document.id).map_or(document.number, |it| it.title);
        rows.extend(
            document
                .validity
                .map(|validity| row(title, &period, validity)),
        );
    }
    let tables: Vec<String> = decisions::ALL.iter().map(|it| decision(it)).collect();
    // The tables are many: where scripts run they are no more than one text to the browser.
    format!(
        "<table><tbody>{}</tbody></table>\n<noscript>{}</noscript>",
        rows.concat(),
        tables.concat()
    )
}

/// A decision table as it is read without a calculator; an empty cell is "whatever".
fn decision(table: &'static Table) -> String {
    let heads = table.inputs.iter().map(|input| input.label.to_owned());
    let heads = heads.chain(["规定", "情况", "依据"].map(str::to_owned));
    let rows: Vec<String> = table
        .versions()
        .flat_map(|(since, version)| version.rows.iter().map(move |row| (since, row)))
        .map(|(since, row)| {
            let since = since.map_or(String::new(), |day| format!("（{}起）", day.in_words()));
            let said = [format!("{}{since}", row.label), row.why.to_owned()];
            let source = row.citation.to_string();
            let cells = row.conditions(table).into_iter().chain(said);
            cells_of("td", cells.chain([source]))
        })
        .collect();
    format!(
        "<details><summary>{}</summary><div><table><thead>{}</thead><tbody>{}</tbody></table></div></details>",
        escape(table.title),
        cells_of("th", heads),
        rows.concat()
    )
}

/// A row of cells.
fn cells_of(tag: &str, cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells
        .map(|cell| format!("<{tag}>{}</{tag}>", escape(&cell)))
        .collect();
    format!("<tr>{}</tr>", cells.concat())
}

fn row(label: &str, text: &str, citation: Citation) -> String {
    let (label, text, source) = (escape(label), escape(text), escape(&citation.to_string()));
    format!("<tr><th scope=\"row\">{label}</th><td>{text}</td><td>{source}</td></tr>")
}

/// Text as it stands in HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_filled_and_text_is_escaped() {
        let page = fill("{{policy}}|{{cards}}|{{navigation}}").unwrap();
        assert!(page.starts_with("default-src 'none'; script-src"));
        assert!(page.contains("<li><a href=\"#medical-fee\" data-calculator"));
        assert_eq!(escape("甲<乙>\"&"), "甲&lt;乙&gt;&quot;&amp;");
    }

    #[test]
    fn the_fallback_has_the_main_figures_and_their_sources() {
        let fallback = fallback();
        for words in [
            "2024年2月18日至2029年2月17日",
            "总价的 2%",
            "0830-3101346",
            "医保发〔2023〕39号",
        ] {
            assert!(fallback.contains(words), "{words}");
        }
    }

    #[test]
    fn the_check_names_the_pages_of_the_prices() {
        let page = fill_check("{{pages}}|{{policy}}").unwrap();
        assert!(page.starts_with("49 至 68|default-src 'none'"));
        assert!(page.ends_with("require-trusted-types-for 'script'; trusted-types luzhou-gazette"));
        assert!(fill_check("{{title}}").is_err());
    }

    #[test]
    fn an_unknown_place_is_refused() {
        assert!(fill("{{title}}").is_err());
    }
}
