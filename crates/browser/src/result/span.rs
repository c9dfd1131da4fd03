//! A window or a season as a line: its days, what of it has a name of its own, and the day that the answer is about.

use luzhou_gazette::calculators::Calculator;
use luzhou_gazette::date::Date;
use luzhou_gazette::outcome::Outcome;
use luzhou_gazette::period::Standing;

use super::pieces::p;
use luzhou_gazette_dom::{El, el, svg};

/// A period of more days is no window and no season: on a line of five years a day says nothing.
const LONGEST: i64 = 366;

/// The line is so long in its own measure.
const WHOLE: i64 = 1000;

/// The line and its words; nothing where the period is long or open, or lies apart from the only day that is known.
pub(super) fn line(calculator: &Calculator, outcome: &Outcome) -> Option<El> {
    let (day, looked) = (outcome.day, outcome.as_of);
    let period = calculator.period?(day);
    let until = period.until?;
    let asked = day != looked;
    let within = period.standing(day) == Standing::InForce;
    if period.from.days_until(until) > LONGEST || !(asked || within) {
        return None;
    }
    let (first, last) = (period.from.min(day), until.max(day));
    let days = first.days_until(last).saturating_add(1);
    let at = |days_in: i64| days_in.saturating_mul(WHOLE).checked_div(days).unwrap_or(0);
    let part = |name: &str, from: Date, until: Date| {
        let from = at(first.days_until(from.max(first)));
        let until = at(first.days_until(until.min(last)).saturating_add(1));
        svg("rect")
            .attr("class", name)
            .attr("x", &from.to_string())
            .attr("width", &until.saturating_sub(from).max(0).to_string())
    };
    let mut line = svg("svg")
        .attr("class", "line")
        .attr("viewBox", "0 0 1000 24")
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(part("", period.from, until));
    let mut words = format!("期限：{period}");
    for (at, event) in outcome.events.iter().enumerate() {
        line = line.child(part("season", event.from, event.until));
        words.push_str(if at == 0 { "；深色：" } else { "、" });
        words.push_str(&event.title);
    }
    if asked && (first..=last).contains(&looked) {
        line = line.child(part("looked", looked, looked));
        words.push_str("；细线：查询日期");
    }
    let day_line = part("day", day, day);
    let words = format!("{words}；竖线：{}", day.in_words());
    Some(
        el("div")
            .child(line.child(day_line))
            .child(p("how", &words)),
    )
}
