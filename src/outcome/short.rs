//! An answer in short: what comes first, how it looks, and the one line of a bar, a live region or a title.

use serde::Serialize;

use crate::citation::Citation;

use super::{NoticeKind, Outcome, Verdict};

/// What an answer means for the person who gets it; a screen gives each a sign of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Good for the person: a claim is granted, something is allowed.
    Good,
    /// Bad for the person: a claim is refused, something is forbidden.
    Bad,
    /// Not settled: an answer or an amount is missing.
    Open,
    /// Neither: a fee, a quota, a day.
    Plain,
}

/// What an answer begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headline<'a> {
    /// What it is.
    pub label: &'a str,
    /// What was found.
    pub text: &'a str,
    /// Where the gazette says so.
    pub citation: Citation,
}

impl Outcome {
    /// What the answer begins with: the first decision, or else the first figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, context).unwrap();
    /// assert_eq!(outcome.headline().unwrap().label, &*outcome.figures[0].label);
    /// ```
    #[must_use]
    pub fn headline(&self) -> Option<Headline<'_>> {
        let finding = self.findings.first().map(|it| Headline {
            label: it.label,
            text: &it.text,
            citation: it.citation,
        });
        let figure = self.figures.first().map(|it| Headline {
            label: &it.label,
            text: &it.text,
            citation: it.citation,
        });
        finding.or(figure)
    }

    /// What the answer means for the person.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, context).unwrap();
    /// assert_eq!(outcome.tone(), luzhou_gazette::outcome::Tone::Plain);
    /// ```
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self.verdict {
            Verdict::Granted => Tone::Good,
            Verdict::Denied => Tone::Bad,
            Verdict::Undetermined => Tone::Open,
            Verdict::Informative => self.findings.first().map_or(Tone::Plain, |it| it.tone),
        }
    }

    /// The verdict in a few words; nothing where a figure says it all.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("relocation-subsidy", &answers, context).unwrap();
    /// assert!(outcome.verdict_words().is_some());
    /// ```
    #[must_use]
    pub fn verdict_words(&self) -> Option<String> {
        match self.verdict {
            Verdict::Granted => Some("所填条件符合".to_owned()),
            Verdict::Denied => Some("所填条件不符合".to_owned()),
            // Nothing that the person could say settles it: what is known says so itself.
            Verdict::Undetermined if self.asks.is_empty() => None,
            // One answer may settle what the others were asked for.
            Verdict::Undetermined => Some(match self.open_questions() {
                1 => "还差 1 个问题".to_owned(),
                most => format!("最多还差 {most} 个问题"),
            }),
            Verdict::Informative => self.findings.first().map(|it| it.text.to_string()),
        }
    }

    /// How many questions are open; those of rows are counted one by one.
    fn open_questions(&self) -> usize {
        let in_rows = |key: &&&str| self.row_asks.iter().any(|ask| ask.is_of(key));
        let keys = self.asks.len();
        keys.saturating_sub(self.asks.iter().filter(in_rows).count())
            .saturating_add(self.row_asks.len())
    }

    /// Whether a rule is not in force on the day of looking, or was not on the day of the event, in words that
    /// go before any short answer.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, context).unwrap();
    /// assert_eq!(outcome.standing_words(), None);
    /// ```
    #[must_use]
    pub fn standing_words(&self) -> Option<&'static str> {
        self.notices.iter().find_map(|notice| match notice.kind {
            NoticeKind::NoLongerInForce if self.stands_in_part => Some("有的规定已结束"),
            NoticeKind::NotYetInForce if self.stands_in_part => Some("有的规定还没有施行"),
            NoticeKind::NoLongerInForce if self.stands_otherwise => Some("到那一天已经结束"),
            NoticeKind::NotYetInForce if self.stands_otherwise => Some("那一天还没有施行"),
            NoticeKind::NoLongerInForce => Some("已结束"),
            NoticeKind::NotYetInForce => Some("还没有施行"),
            _ => None,
        })
    }

    /// The answer at a glance, for a bar at the foot of a small screen: `已结束 · 17,000 元`. What is over
    /// comes first, because the end of a line is what a narrow screen cuts off.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    ///
    /// let context = Context::on(Date::parse("2024-06-01").unwrap());
    /// let outcome = calculate("fleet-purchase", &[], context).unwrap();
    /// assert_eq!(Some(outcome.at_a_glance()), outcome.verdict_words());
    /// ```
    #[must_use]
    pub fn at_a_glance(&self) -> String {
        let settled = match self.verdict {
            Verdict::Granted | Verdict::Informative => true,
            Verdict::Denied => false,
            Verdict::Undetermined => self.asks.is_empty(),
        };
        let words = if settled {
            self.headline().map(|it| it.text.to_owned())
        } else {
            self.verdict_words()
        };
        let words = words.unwrap_or_default();
        match self.standing_words() {
            Some(standing) if standing.ends_with(words.as_str()) => standing.to_owned(),
            Some(standing) => format!("{standing} · {words}"),
            None => words,
        }
    }

    /// The answer in one line. A rule that is not in force is said first; a refusal says by how much.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let day = Context::on(Date::parse("2026-11-26").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, day).unwrap();
    /// assert!(outcome.in_short().starts_with("已结束："));
    /// ```
    #[must_use]
    pub fn in_short(&self) -> String {
        let standing = self.standing_words();
        // That a rule is over is all there is to say of what it leaves open.
        let over =
            standing.is_some() && self.verdict == Verdict::Undetermined && self.asks.is_empty();
        let words = self.verdict_words().filter(|_| !over);
        let more = match self.verdict {
            Verdict::Denied => self.reasons.first().map(|it| it.text.to_string()),
            Verdict::Undetermined if !self.asks.is_empty() => None,
            Verdict::Informative if !self.findings.is_empty() => None,
            _ => self
                .headline()
                .map(|it| match (over, self.findings.first()) {
                    (true, Some(_)) => it.text.to_owned(),
                    _ => format!("{}：{}", it.label, it.text),
                }),
        };
        let said: Vec<String> = words.into_iter().chain(more).collect();
        let said = said.join("，");
        match standing {
            Some(standing) if said.is_empty() || standing.ends_with(&said) => standing.to_owned(),
            Some(standing) => format!("{standing}：{said}"),
            None => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::calculators::{Context, calculate};
    use crate::date::Date;
    use crate::form::Answer;

    use super::*;

    fn home(contract: &str, as_of: &str, all: bool) -> Outcome {
        let mut answers = vec![
            ("contract_date".to_owned(), Answer::from(contract)),
            ("price".to_owned(), Answer::from("850000")),
            ("group".to_owned(), Answer::from("veteran")),
            ("newly_built".to_owned(), Answer::Flag(true)),
        ];
        if all {
            answers.push(("central_urban_area".to_owned(), Answer::Flag(true)));
            answers.push(("home_order".to_owned(), Answer::from("first")));
        }
        let context = Context::on(Date::parse(as_of).unwrap());
        calculate("home-purchase-subsidy", &answers, context).unwrap()
    }

    #[test]
    fn a_window_that_has_closed_is_said_before_the_amount() {
        let outcome = home("2024-02-10", "2026-11-26", true);
        assert_eq!(outcome.tone(), Tone::Good);
        let line = outcome.in_short();
        assert!(
            line.starts_with("已结束：所填条件符合，购房补助："),
            "{line}"
        );
        assert_eq!(outcome.at_a_glance(), "已结束 · 17,000 元");
        let open = home("2024-02-10", "2024-02-10", true);
        assert!(open.in_short().starts_with("所填条件符合，"));
    }

    #[test]
    fn a_day_before_the_first_is_not_said_of_today() {
        let words = |day: &str, as_of: &str| {
            let answers = [
                ("document".to_owned(), Answer::from("prices_trial")),
                ("date".to_owned(), Answer::from(day)),
            ];
            let context = Context::on(Date::parse(as_of).unwrap());
            let outcome = calculate("policy-validity", &answers, context).unwrap();
            outcome.standing_words()
        };
        // In force from 2024-02-01 to 2026-01-31.
        let then = Some("那一天还没有施行");
        assert_eq!(words("2024-01-31", "2024-01-31"), Some("还没有施行"));
        assert_eq!(words("2024-01-31", "2024-02-01"), then);
        assert_eq!(words("2024-01-31", "2026-11-26"), then);
        let ended = Some("到那一天已经结束");
        assert_eq!(words("2026-02-01", "2026-01-31"), ended);
        assert_eq!(words("2026-02-01", "2026-02-01"), Some("已结束"));
        assert_eq!(words("2026-01-31", "2026-01-31"), None);
    }

    #[test]
    fn a_refusal_says_by_how_much_and_no_amount() {
        let outcome = home("2024-03-01", "2024-03-01", true);
        assert_eq!(outcome.tone(), Tone::Bad);
        let line = outcome.in_short();
        assert!(line.contains("晚 1 天") && !line.contains('元'), "{line}");
    }

    #[test]
    fn what_is_missing_is_counted_and_no_amount_is_named() {
        let outcome = home("2024-02-10", "2024-02-10", false);
        assert_eq!(outcome.tone(), Tone::Open);
        assert_eq!(outcome.in_short(), "最多还差 2 个问题");
    }
}
