//! How many units of its price a line is charged: measures, sides, caps, hours.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::InputError;
use crate::gazette::prices::{self, Item, ItemRule, Price, RuleKind, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome, yuan};

use super::charge::{Charge, Units};
use super::line::{Line, fits, place};

impl Line<'_> {
    /// The price of one unit, where the hours may halve it both.
    pub(super) fn each(&self, tier: Option<Tier>, price: Fen, outcome: &mut Outcome) -> Charge {
        let full = Charge::exact(price);
        let half = tier.zip(self.day);
        let half = half.and_then(|(tier, day)| half_price(self.item, tier, day));
        let Some((rule, below, code, half)) = half else {
            return full;
        };
        match self.row.hundredths("hours") {
            None => Charge {
                least: half,
                most: Some(price),
            },
            Some(hours) if hours >= i64::from(below).saturating_mul(100) => full,
            Some(_) => {
                outcome.add_step(
                    format!("不足 {below} 小时减半"),
                    format!("{price} 元减半，即 {code} 的价格"),
                    yuan(half),
                    self.source(rule),
                );
                Charge::exact(half)
            }
        }
    }

    /// The units that are charged, and whether an amount that is not known comes on top.
    pub(super) fn units(
        &self,
        quantity: i64,
        outcome: &mut Outcome,
    ) -> Result<(Units, bool), InputError> {
        let mut units = self.sessions();
        let mut open = false;
        for rule in self.item.rules() {
            match rule.kind {
                RuleKind::Measure {
                    asks,
                    per,
                    open_beyond,
                } => match self.row.hundredths(asks) {
                    None => {
                        self.ask(asks, outcome);
                        open = true;
                    }
                    Some(measure) => {
                        let beyond = open_beyond.is_some_and(|limit| measure > limit);
                        if beyond {
                            self.add_beyond_notice(rule, outcome);
                        }
                        // What comes on top is not printed, so only one unit is certain.
                        let certain = if beyond { per } else { measure };
                        let each = fits(self.measured(certain, per, rule, outcome))?;
                        units = fits(units.times(each))?;
                        open |= beyond;
                        self.add_sessions_notice(quantity, rule, outcome);
                    }
                },
                RuleKind::Sides => {
                    let sides = self.row.whole("sides");
                    if sides.is_none() {
                        self.ask("sides", outcome);
                    } else {
                        self.add_sessions_notice(quantity, rule, outcome);
                    }
                    let both = Units { least: 1, most: 2 };
                    units = fits(units.times(sides.map_or(both, Units::exact)))?;
                }
                RuleKind::PartCap { units: cap } => {
                    units = fits(self.capped_by_part(quantity, i64::from(cap), rule, outcome))?;
                }
                RuleKind::DailyCap { units: cap } => {
                    units = fits(self.capped_by_day(quantity, i64::from(cap), rule, outcome))?;
                }
                RuleKind::Hours { included, .. } => {
                    open |= self.longer(included, rule, outcome);
                    if self.row.hundredths("hours").is_some() {
                        self.add_sessions_notice(quantity, rule, outcome);
                    }
                }
                _ => {}
            }
        }
        Ok((units, open))
    }

    /// Units of something measured: the first is charged whole, and a part of a further one leaves both
    /// neighbours open.
    fn measured(
        &self,
        measure: i64,
        per: i64,
        rule: &ItemRule,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let whole = measure.checked_div(per)?;
        let rest = measure.checked_rem(per)?;
        if rest == 0 {
            return Some(Units::exact(whole));
        }
        let (name, unit) = (self.item.name(), self.item.unit());
        let text = if whole == 0 {
            format!("{name}：不满一个计价单位（{unit}）按一个收；公报没有写能不能少收。")
        } else {
            format!("{name}：多出的不满一个计价单位（{unit}）怎样收，公报没有写；两头都列出。")
        };
        outcome.add_notice(NoticeKind::ReadingApplied, text, self.source(rule));
        Some(Units {
            least: whole.max(1),
            most: whole.checked_add(1)?,
        })
    }

    fn add_beyond_notice(&self, rule: &ItemRule, outcome: &mut Outcome) {
        let text = format!(
            "{}：超过一个计价单位（{}）的部分另有加收，公报没有印金额。",
            self.item.name(),
            self.item.unit()
        );
        outcome.add_notice(NoticeKind::AmountNotInGazette, text, self.source(rule));
    }

    /// Says what the quantity counts where what is done each time is answered.
    fn add_sessions_notice(&self, quantity: i64, rule: &ItemRule, outcome: &mut Outcome) {
        if quantity > 1 {
            let text = format!(
                "{}的数量 {quantity} 算作做了 {quantity} 次，每次都是填的那么多；只做了一次的，数量填 1。",
                place(self.index)
            );
            outcome.add_notice(NoticeKind::Assumption, text, self.source(rule));
        }
    }

    /// Whether the line is known to be no longer than the hours that its price includes.
    pub(super) fn is_within_hours(&self) -> bool {
        let hours = self.row.hundredths("hours");
        self.item.rules().any(|rule| match rule.kind {
            RuleKind::Hours { included, .. } => {
                hours.is_some_and(|hours| hours <= i64::from(included).saturating_mul(100))
            }
            _ => false,
        })
    }

    /// Whether the service is or may be longer than the hours that the price includes.
    fn longer(&self, included: u16, rule: &ItemRule, outcome: &mut Outcome) -> bool {
        let Some(hours) = self.row.hundredths("hours") else {
            self.ask("hours", outcome);
            return true;
        };
        let longer = hours > i64::from(included).saturating_mul(100);
        if longer {
            let text = format!(
                "{}超过 {included} 小时的部分按小时加收，公报没有印金额。",
                self.item.name()
            );
            outcome.add_notice(NoticeKind::AmountNotInGazette, text, self.source(rule));
        }
        longer
    }

    /// At most so many units for each part of the body; without the parts both bounds.
    fn capped_by_part(
        &self,
        quantity: i64,
        cap: i64,
        rule: &ItemRule,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let units = part_units(quantity, self.row.whole("parts"), cap)?;
        if quantity > units.least {
            self.add_cap_reading(cap, self.source(rule), outcome);
        }
        if units.least < units.most && self.row.whole("parts").is_none() {
            self.ask("parts", outcome);
        } else if units.least < units.most {
            let text = format!(
                "{}：各部位分别拍几次没有填，两头都列出；一个部位写一行就能算准。",
                place(self.index)
            );
            outcome.add_notice(NoticeKind::Information, text, self.source(rule));
        }
        Some(units)
    }

    /// Says how the cap for each part is read.
    pub(super) fn add_cap_reading(&self, cap: i64, citation: Citation, outcome: &mut Outcome) {
        let note = self.item.note();
        let text = format!("“{note}”读作每个部位最多收 {cap} 次，多出的不收费。");
        outcome.add_notice(NoticeKind::ReadingApplied, text, citation);
    }

    /// At most so many units a day, those of the lines before included.
    fn capped_by_day(
        &self,
        quantity: i64,
        cap: i64,
        rule: &ItemRule,
        outcome: &mut Outcome,
    ) -> Option<Units> {
        let left = cap.checked_sub(self.beside.earlier)?.max(0);
        if quantity > left {
            outcome.add_notice(
                NoticeKind::Information,
                format!(
                    "{}每日最多收 {cap} 次，同一天多出的次数不收费。",
                    self.item.name()
                ),
                self.source(rule),
            );
        }
        Some(Units::exact(quantity.min(left)))
    }
}

/// What a least charge is at the full price, where the row prints half of it for a short service: a
/// charge of either is as printed. `None` when it does not fit.
pub(crate) fn full_charge(item: &'static Item, tier: Tier, day: Date, least: Fen) -> Option<Fen> {
    let (Some((_, _, _, half)), Price::Amount(price)) =
        (half_price(item, tier, day), item.price(tier))
    else {
        return Some(least);
    };
    price.checked_times(least.get().checked_div(half.get())?)
}

/// The rule that halves the price of a short service: below how many hours, by which row, to what price.
fn half_price(
    item: &'static Item,
    tier: Tier,
    day: Date,
) -> Option<(&'static ItemRule, u16, &'static str, Fen)> {
    let mut rules = item.rules();
    rules.find_map(|rule| match rule.kind {
        RuleKind::Hours {
            half: Some((below, code)),
            ..
        } => match prices::item(code, day)?.price(tier) {
            Price::Amount(half) => Some((rule, below, code, half)),
            Price::Rate(_) | Price::Blank => None,
        },
        _ => None,
    })
}

/// The units of so many that are charged, at most `cap` for each part. How they spread over the parts is
/// not asked: each part has one at least, and the most are lost to the cap where all others are of one.
pub(super) fn part_units(quantity: i64, parts: Option<i64>, cap: i64) -> Option<Units> {
    let Some(parts) = parts else {
        return Some(Units {
            least: quantity.min(cap),
            most: quantity,
        });
    };
    Some(Units {
        least: quantity.min(cap.checked_add(parts.checked_sub(1)?)?),
        most: quantity.min(cap.checked_mul(parts)?),
    })
}
