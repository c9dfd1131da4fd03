//! How many units of its price a line is charged: measures, sides, caps, hours.

use crate::citation::Citation;
use crate::form::InputError;
use crate::gazette::prices::{self, Price, RuleKind, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome, yuan};

use super::charge::Units;
use super::line::{Line, fits};

impl Line<'_> {
    /// Below how many hours which row's price applies, where the item has such a rule.
    fn half(&self) -> Option<(u16, &'static str, Citation)> {
        self.item.rules().find_map(|rule| match rule.kind {
            RuleKind::Hours {
                half: Some((below, code)),
                ..
            } => Some((below, code, rule.citation)),
            _ => None,
        })
    }

    /// The price of the row for short services, where the hours are below its limit.
    pub(super) fn half_price(&self, tier: Option<Tier>, price: Fen, outcome: &mut Outcome) -> Fen {
        let hours = self.row.hundredths("hours");
        let (Some((below, code, citation)), Some(tier)) = (self.half(), tier) else {
            return price;
        };
        let Some(Price::Amount(half)) = prices::item(code).map(|item| item.price(tier)) else {
            return price;
        };
        if hours.is_none_or(|hours| hours >= i64::from(below).saturating_mul(100)) {
            return price;
        }
        let expression = format!("{price} 元减半，即 {code} 的价格");
        outcome.add_step(
            format!("不足 {below} 小时减半"),
            expression,
            yuan(half),
            citation,
        );
        half
    }

    /// The units that are charged, and whether an amount that is not printed comes on top.
    pub(super) fn units(
        &self,
        quantity: i64,
        outcome: &mut Outcome,
    ) -> Result<(Units, bool), InputError> {
        let mut units = Units::exact(quantity);
        let mut open = false;
        for rule in self.item.rules() {
            match rule.kind {
                RuleKind::Measure {
                    asks,
                    per,
                    open_beyond,
                } => {
                    if let Some(measure) = self.row.hundredths(asks) {
                        let beyond = self.beyond(measure, open_beyond, rule.citation, outcome);
                        // What comes on top is not printed, so only one unit is certain.
                        let certain = if beyond { per } else { measure };
                        units = fits(self.measured(units, certain, per, rule.citation, outcome))?;
                        open |= beyond;
                    }
                }
                RuleKind::Sides => {
                    units = fits(units.times(self.row.whole("sides").unwrap_or(1)))?;
                }
                RuleKind::PartCap { units: cap } => {
                    units = fits(self.capped_by_part(
                        quantity,
                        i64::from(cap),
                        rule.citation,
                        outcome,
                    ))?;
                }
                RuleKind::DailyCap { units: cap } => {
                    units =
                        fits(self.capped_by_day(quantity, i64::from(cap), rule.citation, outcome))?;
                }
                RuleKind::Hours { included, .. } => {
                    let (charged, longer) = self.by_hours(units, included, rule.citation, outcome);
                    units = charged;
                    open |= longer;
                }
                _ => {}
            }
        }
        Ok((units, open))
    }

    /// Units of something measured: a part of a unit leaves both neighbours open.
    fn measured(
        &self,
        units: Units,
        measure: i64,
        per: i64,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let whole = measure.checked_div(per)?;
        let rest = measure.checked_rem(per)?;
        let up = if rest == 0 {
            whole
        } else {
            whole.checked_add(1)?
        };
        if rest != 0 {
            outcome.add_notice(
                NoticeKind::ReadingApplied,
                format!(
                    "{}：不满一个计价单位（{}）怎样收，公报没有写；两头都列出。",
                    self.item.name(),
                    self.item.unit()
                ),
                citation,
            );
        }
        Some(Units {
            least: units.least.checked_mul(whole)?,
            most: units.most.checked_mul(up)?,
        })
    }

    /// Whether the measure is beyond what the printed price covers.
    fn beyond(
        &self,
        measure: i64,
        limit: Option<i64>,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> bool {
        let beyond = limit.is_some_and(|limit| measure > limit);
        if beyond {
            outcome.add_notice(
                NoticeKind::AmountNotInGazette,
                format!(
                    "{}：超过一个计价单位（{}）的部分另有加收，公报没有印金额。",
                    self.item.name(),
                    self.item.unit()
                ),
                citation,
            );
        }
        beyond
    }

    /// Units of a service by the hour. Without the hours one unit is taken as within the included
    /// hours; more units may be longer or further services, so only one is certain.
    fn by_hours(
        &self,
        units: Units,
        included: u16,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> (Units, bool) {
        let name = self.item.name();
        match self.row.hundredths("hours") {
            None if units == Units::exact(1) => {
                let least = self
                    .half()
                    .map_or(String::new(), |(below, ..)| format!("{below} 至 "));
                let text = format!("{name}没有填时长，按 {least}{included} 小时以内计。");
                outcome.add_notice(NoticeKind::Assumption, text, citation);
                (units, false)
            }
            None => {
                let text = format!(
                    "还需要回答：{name}的时长。{included} 小时以内是一个价，超过的部分公报没有印金额。"
                );
                outcome.add_notice(NoticeKind::Information, text, citation);
                (Units::exact(1), true)
            }
            Some(hours) if hours > i64::from(included).saturating_mul(100) => {
                let text = format!("{name}超过 {included} 小时的部分按小时加收，公报没有印金额。");
                outcome.add_notice(NoticeKind::AmountNotInGazette, text, citation);
                (units, true)
            }
            Some(_) => (units, false),
        }
    }

    /// At most so many units for each part of the body; without the parts both bounds.
    fn capped_by_part(
        &self,
        quantity: i64,
        cap: i64,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let name = self.item.name();
        if self.earlier > 0 {
            let text =
                format!("{name}写了不止一行：每行算一个部位，同一部位请写在一行里，才不会多收。");
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
        let Some(parts) = self.row.whole("parts") else {
            if quantity > cap {
                let text =
                    format!("{name}每个部位最多收 {cap} 个计价单位；还需要回答：拍了几个部位。");
                outcome.add_notice(NoticeKind::Information, text, citation);
            }
            return Some(Units {
                least: quantity.min(cap),
                most: quantity,
            });
        };
        // How they spread over the parts is not asked: each part has one at least, and the most are
        // lost to the cap where all others are of one part.
        let least = quantity.min(cap.checked_add(parts.checked_sub(1)?)?);
        let most = quantity.min(cap.checked_mul(parts)?);
        if quantity > least {
            let text = format!(
                "{name}每个部位最多收 {cap} 个计价单位，多出的不收费；各部位分别拍几次没有填，按各种分法的两头算。"
            );
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
        Some(Units { least, most })
    }

    /// At most so many units a day, those of the lines before included.
    fn capped_by_day(
        &self,
        quantity: i64,
        cap: i64,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let left = cap.checked_sub(self.earlier)?.max(0);
        if quantity > left {
            outcome.add_notice(
                NoticeKind::Information,
                format!(
                    "{}每日最多收 {cap} 次，同一天多出的次数不收费。",
                    self.item.name()
                ),
                citation,
            );
        }
        Some(Units::exact(quantity.min(left)))
    }
}
