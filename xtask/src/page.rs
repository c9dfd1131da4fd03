//! The city's page: the template, filled from the register of calculators.

use anyhow::{Result, bail};
use luzhou_gazette::calculators::{self, Audience};
use luzhou_gazette::gazette::{TITLE, prices};

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
        .replace("{{gazette}}", TITLE);
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
