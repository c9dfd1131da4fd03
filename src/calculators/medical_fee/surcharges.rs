//! What comes on top of a line's price: chosen surcharges, surcharges by the hour, the patient's age.

use crate::citation::Citation;
use crate::form::{ErrorCode, Form, InputError};
use crate::gazette::prices::{self, ItemRule, Price, RuleKind, Surcharge, Tier};
use crate::money::{BasisPoints, Fen};
use crate::outcome::{NoticeKind, Outcome, yuan};

use super::super::shared::ask_for;
use super::charge::{Charge, Units};
use super::line::{Line, fits};

impl Line<'_> {
    /// The chosen surcharges, each with its rule.
    pub(super) fn chosen(&self) -> Result<Vec<&'static ItemRule>, InputError> {
        let rule_of = |id: &&str| {
            self.item.rules().find(|rule| match rule.kind {
                RuleKind::Surcharge { id: own, .. } | RuleKind::HourlySurcharge { id: own, .. } => {
                    own == *id
                }
                _ => false,
            })
        };
        let missing = || {
            let message = format!("{} 没有印这项加收", self.item.code());
            InputError::new(ErrorCode::NotApplicable, self.at("surcharges"), message)
        };
        self.row
            .ids("surcharges")
            .iter()
            .map(|id| rule_of(id).ok_or_else(missing))
            .collect()
    }

    /// Whether a chosen surcharge adds the price of the row with this code.
    pub(super) fn adds_row(&self, code: &str) -> bool {
        let chosen = self.row.ids("surcharges");
        self.item.rules().any(|rule| {
            matches!(rule.kind, RuleKind::Surcharge { id, amount: Surcharge::OfRow(row), .. } if row == code && chosen.contains(&id))
        })
    }

    /// What the chosen surcharges add.
    pub(super) fn surcharges(
        &self,
        chosen: &[&'static ItemRule],
        units: Units,
        tier: Option<Tier>,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let mut sum = Charge::exact(Fen::ZERO);
        let mut groups: Vec<&str> = Vec::new();
        for rule in chosen {
            let extra = match rule.kind {
                RuleKind::Surcharge { label, group, .. } if groups.contains(&group) => {
                    let text = format!(
                        "{label}与同一句里的其他几种，公报没有写能否重复加收；一处只加一次。"
                    );
                    outcome.add_notice(NoticeKind::ReadingApplied, text, rule.citation);
                    continue;
                }
                RuleKind::Surcharge {
                    label,
                    amount,
                    once,
                    group,
                    ..
                } => {
                    groups.extend((!group.is_empty()).then_some(group));
                    let times = if once { Units::exact(1) } else { units };
                    self.surcharge(label, amount, times, tier, rule.citation, outcome)?
                }
                RuleKind::HourlySurcharge {
                    label,
                    amount,
                    included,
                    each_hour,
                    cap,
                    ..
                } => {
                    let limits = Hourly {
                        amount,
                        included,
                        each_hour,
                        cap,
                    };
                    self.hourly(label, limits, units, rule.citation, outcome)?
                }
                _ => continue,
            };
            sum = fits(sum.plus(extra))?;
        }
        Ok(sum)
    }

    fn surcharge(
        &self,
        label: &str,
        amount: Surcharge,
        times: Units,
        tier: Option<Tier>,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let each = match amount {
            Surcharge::Fixed(amount) => Some(amount),
            Surcharge::OfRow(code) => match tier
                .zip(prices::item(code))
                .map(|(tier, item)| item.price(tier))
            {
                Some(Price::Amount(amount)) => Some(amount),
                _ => None,
            },
            Surcharge::NotPrinted => None,
        };
        let step = format!("{label}加收");
        let Some(each) = each else {
            let text = format!(
                "{}：{label}加收，公报没有印金额，合计里没有它。",
                self.item.code()
            );
            outcome.add_notice(NoticeKind::AmountNotInGazette, text, citation);
            outcome.add_step(step, "公报没有印金额", "未知", citation);
            return Ok(Charge::UNKNOWN);
        };
        let extra = fits(Charge::of(each, times))?;
        outcome.add_step(
            step,
            format!("{each} 元 × {}", times.text()),
            extra.text(),
            citation,
        );
        Ok(extra)
    }

    /// A surcharge by the hour: part of an hour leaves both neighbours open, and the cap ends it.
    fn hourly(
        &self,
        label: &str,
        limits: Hourly,
        times: Units,
        citation: Citation,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let step = format!("{label}加收");
        outcome.add_notice(
            NoticeKind::Information,
            format!("{label}不能与术后镇痛同时计费；一次性麻醉呼吸回路、镇痛泵另外计费，公报没有印价格。"),
            citation,
        );
        let Some(hours) = self.row.hundredths("hours") else {
            outcome.add_step(
                step,
                "还不知道时长",
                format!("至少 {}", yuan(limits.amount)),
                citation,
            );
            return Ok(fits(Charge::of(limits.amount, times))?.open());
        };
        let (least, most) = fits(limits.bounds(hours))?;
        let text = format!(
            "{} 小时内 {} 元，以后每小时 {} 元，最多 {} 元",
            limits.included, limits.amount, limits.each_hour, limits.cap
        );
        if least != most {
            let text = format!("{label}：不满一小时怎样加收，公报没有写；两头都列出。");
            outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
        }
        let extra = Charge {
            least: fits(least.checked_times(times.least))?,
            most: Some(fits(most.checked_times(times.most))?),
        };
        outcome.add_step(step, text, extra.text(), citation);
        Ok(extra)
    }

    /// What the patient's age adds.
    pub(super) fn age_surcharge(
        &self,
        base: Charge,
        form: &Form,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let nothing = Charge::exact(Fen::ZERO);
        let rule = self.item.rules().find_map(|rule| match rule.kind {
            RuleKind::AgeSurcharge { last_age, rate } => Some((last_age, rate, rule.citation)),
            _ => None,
        });
        let Some((last_age, rate, citation)) = rule.filter(|_| base != nothing) else {
            return Ok(nothing);
        };
        let Some(age) = self.age else {
            let expression = format!("不知道患者年龄（0—{last_age} 周岁加收 {rate}）");
            outcome.add_step("儿童加收", expression, "未知", citation);
            ask_for(outcome, form, "birth_date", citation);
            return Ok(Charge {
                least: Fen::ZERO,
                most: Some(fits(share(base.least, rate))?),
            });
        };
        if age > last_age {
            let expression = format!("{age} 周岁，只对 0—{last_age} 周岁加收");
            outcome.add_step("儿童加收", expression, "0.00 元", citation);
            return Ok(nothing);
        }
        let extra = fits(share(base.least, rate))?;
        let expression = format!("{} 元 × {rate}（{age} 周岁）", base.least);
        outcome.add_step("儿童加收", expression, yuan(extra), citation);
        outcome.add_notice(
            NoticeKind::ReadingApplied,
            format!(
                "“0—{last_age} 周岁”按满 {} 周岁的前一天为止理解。",
                last_age.saturating_add(1)
            ),
            citation,
        );
        Ok(Charge::exact(extra))
    }
}

fn share(base: Fen, rate: BasisPoints) -> Option<Fen> {
    base.share(rate).map(|share| share.amount)
}

/// The amounts of a surcharge by the hour.
#[derive(Clone, Copy)]
struct Hourly {
    amount: Fen,
    included: u16,
    each_hour: Fen,
    cap: Fen,
}

impl Hourly {
    /// The least and the most that so many hundredths of an hour add.
    fn bounds(&self, hours: i64) -> Option<(Fen, Fen)> {
        let beyond = hours
            .checked_sub(i64::from(self.included).checked_mul(100)?)?
            .max(0);
        let down = beyond.checked_div(100)?;
        let up = if beyond.checked_rem(100)? == 0 {
            down
        } else {
            down.checked_add(1)?
        };
        let adds = |hours: i64| {
            let sum = self
                .amount
                .checked_add(self.each_hour.checked_times(hours)?)?;
            Some(sum.min(self.cap))
        };
        Some((adds(down)?, adds(up)?))
    }
}
