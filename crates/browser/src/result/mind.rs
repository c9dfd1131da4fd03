//! What to mind: what is over, notices, where to go on, and the sources.

use luzhou_gazette::outcome::{Notice, NoticeKind, Outcome, Sources};

use super::icons;
use super::pieces::{circled, p, reference, section, span};
use luzhou_gazette_dom::{El, el};

/// Whether a notice says that a rule is not in force: that comes before everything else.
const fn is_standing(notice: &Notice) -> bool {
    matches!(
        notice.kind,
        NoticeKind::NotYetInForce | NoticeKind::NoLongerInForce
    )
}

/// Adds the lid of the result: what is over, or not yet in force.
pub(super) fn standing(place: &El, outcome: &Outcome, sources: &mut Sources) {
    for notice in outcome.notices.iter().filter(|it| is_standing(it)) {
        let (first, rest) = split(&notice.text);
        let words = el("span")
            .child(el("b").prose(first))
            .child(el("span").prose(rest))
            .child(reference(sources, notice.citation));
        let line = el("p")
            .class("validity")
            .attr("data-state", "over")
            .child(icons::clock())
            .child(words);
        place.append(line);
    }
}

/// A sentence up to its first pause, and the rest.
fn split(text: &str) -> (&str, &str) {
    let pause = text
        .char_indices()
        .find(|(_, c)| ['，', '；', '：'].contains(c));
    let end = pause.and_then(|(at, c)| at.checked_add(c.len_utf8()));
    end.and_then(|end| text.split_at_checked(end))
        .unwrap_or((text, ""))
}

/// As many notices stand open; the rest is folded where there are at least four more.
const MAX_OPEN: usize = 2;

/// Adds the notices, the most important first. That answers are missing is said by the buttons already.
pub(super) fn notices(place: &El, outcome: &Outcome, sources: &mut Sources) {
    let rest = |it: &&Notice| !is_standing(it) && it.kind != NoticeKind::Emergency;
    let notices: Vec<&Notice> = outcome.notices.iter().filter(rest).collect();
    let fits = notices.len() <= MAX_OPEN.saturating_add(3);
    let (open, folded) = notices.split_at(if fits { notices.len() } else { MAX_OPEN });
    if open.is_empty() {
        return;
    }
    let mut body = el("div").child(list(open, sources));
    if !folded.is_empty() {
        let summary = el("summary").class("fold-title");
        let summary = summary.text(&format!("另有 {} 条", folded.len()));
        let fold = el("details").class("fold said").child(summary);
        body = body.child(fold.child(list(folded, sources)));
    }
    section(place, "notices", "要留意", body);
}

/// Notices, the name of each kind once.
fn list(notices: &[&Notice], sources: &mut Sources) -> El {
    let mut list = el("ul").class("mind");
    let mut named = "";
    for notice in notices {
        let mut item = el("li").class("notice");
        if kind(notice.kind) != named {
            named = kind(notice.kind);
            item = item.child(span("kind", named));
        }
        let item = item.child(span("text", &notice.text));
        list = list.child(item.child(reference(sources, notice.citation)));
    }
    list
}

/// Adds what to do at once, as a link that a telephone dials.
pub(super) fn emergency(place: &El, outcome: &Outcome, sources: &mut Sources) {
    let urgent = |notice: &&Notice| notice.kind == NoticeKind::Emergency;
    for notice in outcome.notices.iter().filter(urgent) {
        let number: String = notice.text.chars().filter(char::is_ascii_digit).collect();
        let mut parts = notice.text.split(|c: char| c.is_ascii_digit());
        let words = parts.next().unwrap_or_default();
        let link = el("a")
            .class("emergency")
            .attr("href", &format!("tel:{number}"))
            .child(el("span").text(words).child(el("b").text(&number)));
        let source = p("hint", "依据").child(reference(sources, notice.citation));
        place.append(el("div").child(link).child(source));
    }
}

const fn kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Emergency => "马上做",
        NoticeKind::NotYetInForce => "还没有施行",
        NoticeKind::NoLongerInForce => "已经结束",
        NoticeKind::EndNotStated => "公报没有写期限",
        NoticeKind::AmountNotInGazette => "公报没有写",
        NoticeKind::ReadingApplied => "公报没写清，这里这样理解",
        NoticeKind::MisprintInSource => "公报印刷有疑",
        NoticeKind::Assumption => "前提",
        NoticeKind::CalendarNotPublished => "放假安排还没有公布",
        NoticeKind::Information => "说明",
    }
}

/// Adds the calculators that go on from here; the view knows them by their place.
pub(super) fn links(place: &El, outcome: &Outcome) {
    let mut list = el("ul").class("link-list");
    for (at, link) in outcome.links.iter().enumerate() {
        let button = el("button")
            .class("button link")
            .attr("type", "button")
            .attr("data-link", &at.to_string())
            .text(&format!("去算：{}", link.title));
        list = list.child(el("li").child(p("text", &link.text)).child(button));
    }
    if !outcome.links.is_empty() {
        section(place, "links", "接着算", list);
    }
}

/// Adds the sources, each once; several places of one document name it once.
pub(super) fn sources(place: &El, sources: &Sources) {
    let mut list = el("ol").class("sources");
    let mut previous = "";
    for (at, citation) in sources.list().iter().enumerate() {
        let number = at.saturating_add(1);
        let document = if citation.document() == previous {
            "同上"
        } else {
            citation.document()
        };
        previous = citation.document();
        // A page alone could be one of the document's own.
        let place = citation.clause_and_page();
        let text = match place.rsplit_once('，') {
            Some((clause, page)) if page.starts_with('第') => {
                format!("{document} {clause}，公报{page}")
            }
            _ => format!("{document} {place}"),
        };
        let item = el("li")
            .class("source")
            .id(&format!("source-{number}"))
            .attr("tabindex", "-1")
            .child(span("source-number", &circled(number)))
            .child(span("source-place", &text));
        list = list.child(item);
    }
    if !sources.list().is_empty() {
        section(place, "source-list", "依据", list);
    }
}
