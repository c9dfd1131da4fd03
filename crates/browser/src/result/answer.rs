//! The answer itself: the verdict with its sign, the number that counts, and what can be done with it.

use luzhou_gazette::calculators::Calculator;
use luzhou_gazette::outcome::{Outcome, Sources, Tone, Verdict};

use super::icons;
use super::listing;
use super::pieces::{p, reference};
use super::sheet;
use super::span;
use luzhou_gazette_dom::{El, el};

/// The name of a tone in the stylesheet.
pub(super) const fn name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Open => "open",
        Tone::Plain => "plain",
    }
}

/// Adds the answer.
pub(super) fn answer(
    place: &El,
    calculator: &Calculator,
    outcome: &Outcome,
    sources: &mut Sources,
) {
    let mut body = el("div").class("answer");
    let tone = outcome.tone();
    let receipt = listing::receipt(outcome, sources);
    let words = outcome.verdict_words().or_else(|| match &receipt {
        // The sum is what a bill is opened for: its rows stand right below.
        Some(_) => outcome
            .headline()
            .map(|it| format!("{}：{}", it.label, it.text)),
        None => outcome.headline().map(|it| it.label.to_owned()),
    });
    let heading = el("h3").class("verdict").attr("data-tone", name(tone));
    let words = el("span").prose(&words.unwrap_or_default());
    body = body.child(
        heading
            .child(icons::of(tone, outcome.verdict == Verdict::Denied))
            .child(words),
    );
    body = match outcome.verdict {
        Verdict::Denied => refusal(body, outcome, sources),
        Verdict::Undetermined if !outcome.asks.is_empty() => body.child(jumps(calculator, outcome)),
        _ if receipt.is_some() => body,
        _ => number(body, outcome, sources),
    };
    if let Some(receipt) = receipt {
        body = body.child(receipt);
    }
    let body = body
        .children(&span::line(calculator, outcome))
        .children(&sheet::capitals(outcome));
    place.append(body.child(actions()));
}

/// The number that counts, with its unit apart and the sum that leads to it.
fn number(body: El, outcome: &Outcome, sources: &mut Sources) -> El {
    let Some(headline) = outcome.headline() else {
        return body;
    };
    // A decision stands in the verdict already; what it decides and its source remain.
    if !outcome.findings.is_empty() && outcome.verdict_words().is_some() {
        let label = p("figure-label", headline.label);
        return body.child(label.child(reference(sources, headline.citation)));
    }
    let figure = el("p").class("figure");
    let figure = match amount(headline.text) {
        Some((number, unit, more)) => figure
            .child(
                el("span")
                    .attr("class", "n")
                    .child(el("span").class("number").text(number))
                    .text(" ")
                    .child(el("span").class("unit").text(unit)),
            )
            .child(el("span").class("unit").prose(more)),
        None => figure.class("figure words").prose(headline.text),
    };
    // Where there is no verdict the label is the heading.
    let body = if outcome.verdict_words().is_some() {
        body.child(p("figure-label", headline.label))
    } else {
        body
    };
    let figure = figure.attr("data-figure", "headline");
    let sum = outcome
        .steps
        .iter()
        .rev()
        .find(|step| step.result == headline.text);
    let source = reference(sources, headline.citation);
    if let Some(step) = sum {
        let how = p("how", &step.expression);
        body.child(figure).child(how.child(source))
    } else {
        let line = el("div").class("figure-line");
        body.child(line.child(figure).child(source))
    }
}

/// An amount as its number, its unit and what stands behind in brackets; nothing where the text is a sentence, which is
/// not cut into large figures and small words.
fn amount(text: &str) -> Option<(&str, &str, &str)> {
    let (number, unit) = text.split_once(' ')?;
    let counts = |c: char| c.is_ascii_digit() || [',', '.'].contains(&c);
    let (unit, more) = unit.split_at_checked(unit.find('（').unwrap_or(unit.len()))?;
    let is_one = number.chars().all(counts) && !unit.contains(['，', '；', '。', ' ']);
    is_one.then_some((number, unit, more))
}

/// Why a claim is refused, and by how much, in the place of a number.
fn refusal(mut body: El, outcome: &Outcome, sources: &mut Sources) -> El {
    for reason in &outcome.reasons {
        let line = p("refusal", &reason.text).child(reference(sources, reason.citation));
        body = body.child(line);
        if let Some(turned_by) = &reason.turned_by {
            body = body.child(p("how", &format!("条件是：{turned_by}")));
        }
    }
    body
}

/// The questions that are still open, as buttons that lead there.
fn jumps(calculator: &Calculator, outcome: &Outcome) -> El {
    let list = el("ul").class("jump");
    let asks = |key| outcome.asks.contains(&key);
    for field in calculator.form.fields.iter().filter(|it| asks(it.key)) {
        let rows = outcome.row_asks.iter().filter(|it| it.is_of(field.key));
        let mut rows = rows.take(MAX_ROW_JUMPS).peekable();
        if rows.peek().is_none() {
            list.append(jump(field.key, field.label));
        }
        for ask in rows {
            list.append(jump(&ask.path, &ask.label));
        }
    }
    list
}

/// As many questions of rows are listed: a bill has up to 500 lines.
const MAX_ROW_JUMPS: usize = 6;

/// A button that leads to the question whose answer stands at this path.
fn jump(path: &str, label: &str) -> El {
    let button = el("button").class("button").attr("type", "button");
    el("li").child(button.attr("data-jump", path).prose(label))
}

/// What can be done with an answer; the view knows each by its name.
const ACTIONS: [(&str, &str); 5] = [
    ("copy", "复制"),
    ("share", "分享"),
    ("print", "打印计算单"),
    ("save", "保存计算单"),
    ("reset", "重填"),
];

fn actions() -> El {
    let mut row = el("div").class("actions");
    for (action, words) in ACTIONS {
        let button = el("button")
            .class("button quiet")
            .attr("type", "button")
            .attr("data-action", action)
            .text(words);
        row = row.child(button);
    }
    row
}
