//! The city's page: the template, filled from the register of calculators.

use anyhow::{Result, bail};
use luzhou_gazette::calculators::{self, Audience};
use luzhou_gazette::citation::Citation;
use luzhou_gazette::gazette::decisions::{self, Table};
use luzhou_gazette::gazette::{TITLE, blood, documents, facts, prices};

/// What the element needs of a page's policy, and all that this page allows. The picture is the
/// page's icon.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The same for the page of the table check, which may start a worker under one name besides.
fn check_policy() -> String {
    POLICY.replace(
        "trusted-types 'none'",
        "trusted-types luzhou-gazette; worker-src 'self'",
    )
}

/// One entry of the list.
struct Entry {
    name: &'static str,
    title: &'static str,
    question: &'static str,
    audience: Audience,
}

/// Fills the template.
///
/// # Errors
///
/// Where the register is empty, and where the template has a place that nothing fills.
pub(crate) fn fill(template: &str) -> Result<String> {
    let entries: Vec<Entry> = calculators::all()
        .iter()
        .map(|it| Entry {
            name: it.name,
            title: it.title,
            question: it.question,
            audience: it.audience,
        })
        .collect();
    fill_with(template, &entries)
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
        .replace("{{policy}}", &check_policy())
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

fn fill_with(template: &str, entries: &[Entry]) -> Result<String> {
    let Some(first) = entries.first() else {
        bail!("src/calculators 没有登记任何计算器。 The register of calculators is empty.");
    };
    let page = template
        .replace("{{policy}}", POLICY)
        .replace("{{first}}", &escape(first.name))
        .replace("{{navigation}}", &navigation(entries))
        .replace("{{gazette}}", TITLE)
        .replace("{{fallback}}", &fallback());
    filled(page, "www/index.html")
}

/// The calculators as lists of links, one list an audience.
fn navigation(entries: &[Entry]) -> String {
    let lists: Vec<String> = Audience::ALL
        .iter()
        .filter_map(|audience| {
            let of = entries.iter().filter(|it| it.audience == *audience);
            let items: Vec<String> = of.map(item).collect();
            let title = audience.title();
            (!items.is_empty())
                .then(|| format!("<h2>{title}</h2>\n<ul>\n{}\n</ul>", items.join("\n")))
        })
        .collect();
    lists.join("\n")
}

fn item(entry: &Entry) -> String {
    let (name, title) = (escape(entry.name), escape(entry.title));
    let question = escape(entry.question);
    format!(
        "<li><a href=\"#{name}\" data-calculator=\"{name}\" data-title=\"{title}\">\
         <strong>{title}</strong> <span>{question}</span></a></li>"
    )
}

/// What is read where no calculator can run: the gazette's main figures, each with its source.
fn fallback() -> String {
    let (city, least) = (
        facts::RELOCATION_CITY.latest(),
        facts::RELOCATION_DISTRICT_MINIMUM.latest(),
    );
    let (home, window) = (
        facts::HOME_PURCHASE_RATE.latest(),
        facts::HOME_PURCHASE_WINDOW.latest(),
    );
    let (total, phone) = (blood::printed_total(), facts::BLOOD_OFFICE_PHONE.latest());
    let mut rows = vec![
        row(
            "避险搬迁：市级补助",
            &format!("{} 元/户（{}）", city.value, city.period),
            city.citation,
        ),
        row(
            "避险搬迁：区县补助",
            &format!("不低于 {} 元/户", least.value),
            least.citation,
        ),
        row(
            "购买新房补助",
            &format!("总价的 {}，{}", home.value, window.period),
            home.citation,
        ),
        row(
            "2024 年全市献血招募计划",
            &format!("{} 人次", total.plan),
            total.citation,
        ),
        row("市献血办电话", phone.value, phone.citation),
    ];
    for document in documents::all()
        .iter()
        .filter(|it| ["医39", "医2"].contains(&it.id))
    {
        let period = document.period.to_string();
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
fn decision(table: &Table) -> String {
    let heads = table.inputs.iter().map(|input| input.label.to_owned());
    let heads = heads.chain(["规定", "情况", "依据"].map(str::to_owned));
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let said = [row.label.to_owned(), row.why.to_owned()];
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
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &[Entry] = &[Entry {
        name: "a-b",
        title: "甲<乙>",
        question: "\"多少\"？",
        audience: Audience::Resident,
    }];

    #[test]
    fn every_place_is_filled_and_text_is_escaped() {
        let page = fill_with("{{policy}}|{{first}}|{{navigation}}", ENTRIES).unwrap();
        assert!(page.starts_with("default-src 'none'; script-src"));
        assert!(page.contains("|a-b|<h2>个人和家庭</h2>\n<ul>\n<li><a href=\"#a-b\""));
        assert!(page.contains("甲&lt;乙&gt;") && page.contains("&quot;多少&quot;"));
    }

    #[test]
    fn the_fallback_has_the_main_figures_and_their_sources() {
        let fallback = fallback();
        for words in [
            "15000.00 元/户",
            "2024-02-18 至 2029-02-17",
            "总价的 2%",
            "31100 人次",
            "0830-3101346",
            "医保发[2023]39号",
        ] {
            assert!(fallback.contains(words), "{words}");
        }
    }

    #[test]
    fn the_check_may_start_a_worker_and_no_more() {
        let page = fill_check("{{pages}}|{{policy}}").unwrap();
        assert!(page.starts_with("49 至 68|default-src 'none'"));
        assert!(page.ends_with("trusted-types luzhou-gazette; worker-src 'self'"));
        assert!(fill_check("{{title}}").is_err());
    }

    #[test]
    fn an_unknown_place_or_an_empty_register_is_refused() {
        assert!(fill_with("{{title}}", ENTRIES).is_err());
        assert!(fill_with("", &[]).is_err());
    }
}
