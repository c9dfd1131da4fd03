//! An answer as plain text, to be pasted anywhere.

use super::{Outcome, Sources};

impl Outcome {
    /// The answer as lines of plain text below `title`: in short, the steps, what to mind, and numbered sources.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::calculators::{Context, calculate};
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::form::Answer;
    ///
    /// let day = Context::on(Date::parse("2024-06-01").unwrap());
    /// let answers = [("district".to_string(), Answer::from("naxi"))];
    /// let outcome = calculate("blood-donation-quota", &answers, day).unwrap();
    /// let text = outcome.plain_text("无偿献血招募计划");
    /// assert!(text.starts_with("无偿献血招募计划\n"));
    /// assert!(text.contains("\n[1] ") && text.ends_with("查询日期 2024年6月1日"));
    /// ```
    #[must_use]
    pub fn plain_text(&self, title: &str) -> String {
        let mut sources = Sources::default();
        let mut lines = vec![title.to_owned(), self.summary.clone()];
        for reason in &self.reasons {
            let number = sources.number(reason.citation);
            lines.push(format!("{} [{number}]", reason.text));
        }
        for step in &self.steps {
            let number = sources.number(step.citation);
            let (label, sum, result) = (&step.label, &step.expression, &step.result);
            lines.push(format!("{label}：{sum} → {result} [{number}]"));
        }
        for notice in &self.notices {
            let number = sources.number(notice.citation);
            lines.push(format!("{} [{number}]", notice.text));
        }
        for (at, citation) in sources.list().iter().enumerate() {
            lines.push(format!("[{}] {citation}", at.saturating_add(1)));
        }
        lines.push(format!("查询日期 {}", self.as_of.in_words()));
        lines.join("\n")
    }
}
