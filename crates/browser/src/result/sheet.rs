//! What a printed or saved sheet has besides the answer: what was filled in, the amount in capital characters, and
//! where the sheet was made. On the screen none of it is shown.

use luzhou_gazette::gazette::VERSION;
use luzhou_gazette::money::Fen;
use luzhou_gazette::outcome::{Outcome, Unit, Verdict};

use super::pieces::p;
use luzhou_gazette_dom::{El, el};

/// Adds what was filled in, in front of the answer: each question with its answer in words.
pub(crate) fn answers(place: &El, said: &[(String, Option<String>)]) {
    let mut list = el("dl").class("paper answers");
    for (label, words) in said {
        let words = words.as_deref().unwrap_or("未填");
        let pair = el("div").child(el("dt").text(label));
        list = list.child(pair.child(el("dd").prose(words)));
    }
    if let Ok(Some(answer)) = place.get().query_selector(".answer") {
        let _ = answer.before_with_node_1(list.get());
    }
}

/// The amount in capital characters, where the answer is one.
pub(super) fn capitals(outcome: &Outcome) -> Option<El> {
    let first = outcome.figures.first().filter(|it| it.unit == Unit::Fen)?;
    let amount = first.value.filter(|_| outcome.verdict != Verdict::Denied)?;
    let words = format!("大写 {}", Fen::new(amount).in_capitals());
    Some(p("paper capitals", &words))
}

/// Adds when and from what the sheet was made, and the link that opens its case again.
pub(crate) fn foot(place: &El, link: &str) {
    let printed = el("span").class("printed-at");
    let made = el("p").text("打印时间 ").child(printed);
    let foot = el("div")
        .class("paper sheet-foot")
        .child(made.text(&format!(" · 版本 {VERSION}")))
        .child(
            el("p")
                .class("case-link")
                .text(&format!("本例链接：{link}")),
        )
        .child(el("p").text("按印出的公报计算，不是法律意见。"));
    place.append(foot);
}
