//! What comes on top of a line's price: chosen surcharges, surcharges by the hour, the patient's age, and
//! what a surcharge's own row adds.

use crate::form::InputError;
use crate::gazette::prices::{self, ItemRule, Price, RuleKind, Surcharge, Tier};
use crate::money::{BasisPoints, Fen};
use crate::outcome::{NoticeKind, Outcome, yuan};

use super::super::shared::ask_for;
use super::FORM;
use super::charge::{Charge, Units};
use super::line::{Line, fits, place};

impl Line<'_> {
    /// The chosen surcharges, each with its rule.
    pub(super) fn chosen(&self) -> Vec<&'static ItemRule> {
        let chosen = self.row.ids("surcharges").iter();
        let rule_of = |id: &&str| self.item.rules().find(|rule| rule.choice() == Some(*id));
        chosen.filter_map(rule_of).collect()
    }

    /// The chosen surcharges that are due once a day.
    pub(super) fn chosen_once(&self) -> Vec<&'static str> {
        let chosen = self.row.ids("surcharges");
        let once = self.item.rules().filter_map(|rule| match rule.kind {
            RuleKind::Surcharge { id, once: true, .. } => Some(id),
            _ => None,
        });
        once.filter(|id| chosen.contains(id)).collect()
    }

    /// The printed amounts that the line adds once for the day.
    pub(super) fn added_once(&self) -> Fen {
        let chosen = self.chosen_once();
        let amount = |rule: &ItemRule| match rule.kind {
            RuleKind::Surcharge {
                id,
                amount: Surcharge::Fixed(amount),
                ..
            } if chosen.contains(&id) && !self.beside.added_once.contains(&id) => Some(amount),
            _ => None,
        };
        let amounts = self.item.rules().filter_map(amount);
        amounts.fold(Fen::ZERO, |sum, amount| {
            sum.checked_add(amount).unwrap_or(sum)
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
        let mut counted: Vec<&ItemRule> = Vec::new();
        for rule in chosen {
            if let RuleKind::Surcharge { label, .. } = rule.kind
                && counted.iter().any(|other| other.alternative_to(rule))
            {
                self.add_group_notice(label, rule, outcome);
                continue;
            }
            counted.push(rule);
            let extra = match rule.kind {
                RuleKind::Surcharge { .. } => self.surcharge(rule, units, tier, outcome)?,
                RuleKind::HourlySurcharge { .. } => self.hourly(rule, units, outcome)?,
                _ => continue,
            };
            sum = fits(sum.plus(extra))?;
        }
        Ok(sum)
    }

    /// What one such surcharge is for.
    fn one(&self) -> &'static str {
        if self.item.unit() == "每牙" {
            "一颗牙"
        } else {
            "一处"
        }
    }

    fn add_group_notice(&self, label: &str, rule: &ItemRule, outcome: &mut Outcome) {
        let text = format!(
            "{label}与同一句里的其他几种，公报没有写能否重复加收；{}只加一次。",
            self.one()
        );
        outcome.add_notice(NoticeKind::ReadingApplied, text, self.source(rule));
    }

    fn surcharge(
        &self,
        rule: &ItemRule,
        units: Units,
        tier: Option<Tier>,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let RuleKind::Surcharge {
            id,
            label,
            amount,
            once,
            ..
        } = rule.kind
        else {
            return Ok(Charge::exact(Fen::ZERO));
        };
        let citation = self.source(rule);
        let step = format!("{label}加收");
        if once {
            let text = format!("“{label}”加收读作一天加一次，不按部位数重复加；公报没有写明。");
            outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
            if self.beside.added_once.contains(&id) {
                outcome.add_step(step, "同一天前面的行已经加过", "0 元", citation);
                return Ok(Charge::exact(Fen::ZERO));
            }
        }
        let day = self.day.unwrap_or(outcome.day);
        let each = match (amount, tier) {
            (Surcharge::Fixed(amount), _) => Some(amount),
            (Surcharge::OfRow(code), Some(tier)) => {
                match prices::item(code, day).map(|item| item.price(tier)) {
                    Some(Price::Amount(amount)) => Some(amount),
                    _ => None,
                }
            }
            _ => None,
        };
        let Some(each) = each else {
            let text = format!(
                "{}：{label}加收，公报没有印金额，合计里没有它。",
                self.item.code()
            );
            outcome.add_notice(NoticeKind::AmountNotInGazette, text, citation);
            outcome.add_step(step, "公报没有印金额", "未知", citation);
            return Ok(Charge::UNKNOWN);
        };
        let times = if once { Units::exact(1) } else { units };
        let extra = fits(Charge::exact(each).times(times))?;
        let expression = format!("{each} 元 × {}", times.text());
        outcome.add_step(step, expression, extra.text(), citation);
        Ok(extra)
    }

    /// A surcharge by the hour: part of an hour leaves both neighbours open, and the cap ends it.
    fn hourly(
        &self,
        rule: &ItemRule,
        units: Units,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let RuleKind::HourlySurcharge {
            label,
            amount,
            included,
            each_hour,
            cap,
            note,
            ..
        } = rule.kind
        else {
            return Ok(Charge::exact(Fen::ZERO));
        };
        let citation = self.source(rule);
        let step = format!("{label}加收");
        outcome.add_notice(
            NoticeKind::Information,
            format!("{label}{note}。"),
            citation,
        );
        let Some(hours) = self.row.hundredths("hours") else {
            let least = fits(Charge::exact(amount).times(units))?.open();
            outcome.add_step(step, "还不知道时长", least.text(), citation);
            return Ok(least);
        };
        let limits = Hourly {
            amount,
            included,
            each_hour,
            cap,
        };
        let each = fits(limits.bounds(hours))?;
        if each.amount().is_none() {
            let text = format!("{label}：不满一小时怎样加收，公报没有写；两头都列出。");
            outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
        }
        let extra = fits(each.times(units))?;
        let text =
            format!("{included} 小时内 {amount} 元，以后每小时 {each_hour} 元，最多 {cap} 元");
        outcome.add_step(step, text, extra.text(), citation);
        Ok(extra)
    }

    /// What the patient's age adds.
    pub(super) fn age_surcharge(
        &self,
        base: Charge,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let nothing = Charge::exact(Fen::ZERO);
        let rule = self.item.rules().find_map(|rule| match rule.kind {
            RuleKind::AgeSurcharge { last_age, rate } => Some((last_age, rate, self.source(rule))),
            _ => None,
        });
        let Some((last_age, rate, citation)) = rule.filter(|_| base != nothing) else {
            return Ok(nothing);
        };
        let Some(age) = self.age else {
            let expression = format!("不知道患者年龄（0—{last_age} 周岁加收 {rate}）");
            outcome.add_step("儿童加收", expression, "未知", citation);
            ask_for(outcome, &FORM, "birth_date", citation);
            return Ok(Charge {
                least: Fen::ZERO,
                most: Some(fits(share(base.least, rate))?),
            });
        };
        if age > last_age {
            let expression = format!("{age} 周岁，只对 0—{last_age} 周岁加收");
            outcome.add_step("儿童加收", expression, yuan(Fen::ZERO), citation);
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

    /// A share that the line of the main item counts by the patient's age: nothing more is due.
    pub(super) fn counted_by_age(&self, line: usize, outcome: &mut Outcome) -> Charge {
        let (main, name) = (place(line), self.item.name());
        let citation = self.item.citation();
        let parent = prices::listed(self.item.family());
        let last_age = parent.and_then(|item| {
            item.rules().find_map(|rule| match rule.kind {
                RuleKind::AgeSurcharge { last_age, .. } => Some(last_age),
                _ => None,
            })
        });
        let (text, how) = match (self.age, last_age) {
            (Some(age), Some(last)) if age > last => {
                let why = format!("患者 {age} 周岁，不在 0—{last} 周岁之内");
                (format!("{why}，{name}这一行不收。"), why)
            }
            _ => (
                format!("{name}按患者年龄算在{main}里，这一行不另收。"),
                format!("已算在{main}里"),
            ),
        };
        outcome.add_notice(NoticeKind::Information, text, citation);
        outcome.add_step(self.label(), how, "0 元", citation);
        Charge::exact(Fen::ZERO)
    }

    /// What a surcharge's own row adds to the lines of its item: `on_top` units of its own. Units beyond
    /// them have nothing to be added to, so they are not owed by what is written.
    pub(super) fn added_to(
        &self,
        line: usize,
        price: Fen,
        [on_top, beyond]: [i64; 2],
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        let (code, main, citation) = (self.item.code(), place(line), self.item.citation());
        let charge = fits(Charge::exact(price).times(Units::exact(on_top)))?;
        outcome.add_step(
            self.label(),
            format!("{price} 元 × {on_top}（加在{main}上）"),
            charge.text(),
            citation,
        );
        if on_top.saturating_add(beyond) < self.quantity() {
            let text = format!(
                "{code} 与{main}那一项的加收是同一笔，或者是同一句里的另一种：公报没有写能否重复加收，{}只加一次。",
                self.one()
            );
            outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
        }
        if beyond > 0 {
            let text = format!(
                "{code} 的数量比主项目多 {beyond}：一份主项目只加收一份，多出的没有计入。是多收还是漏写了主项目，请核对。"
            );
            outcome.add_notice(NoticeKind::Information, text, citation);
        }
        Ok(charge)
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
    /// What so many hundredths of an hour add: part of an hour leaves both neighbours open.
    fn bounds(self, hours: i64) -> Option<Charge> {
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
        Some(Charge {
            least: adds(down)?,
            most: Some(adds(up)?),
        })
    }
}
