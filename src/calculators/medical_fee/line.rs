//! One line of a bill: its item's price on its day, with the rules that the item declares.

use crate::citation::Citation;
use crate::date::{Date, Standing};
use crate::form::{Checked, Form, InputError};
use crate::gazette::prices::{self, Item, ItemRule, Price, RuleKind, Surcharge, Tier};
use crate::money::{BasisPoints, Fen};
use crate::outcome::{NoticeKind, Outcome, yuan};

use super::super::{needs, say_standing, too_large};
use super::charge::{Charge, Units};

/// A line of a bill.
pub(super) struct Line<'a> {
    /// Its place in the bill, from 0.
    pub(super) index: usize,
    pub(super) item: &'static Item,
    /// Its answers.
    pub(super) row: &'a Checked,
    /// The day of the service.
    pub(super) day: Option<Date>,
    /// The patient's completed years on that day, where the item asks for them.
    pub(super) age: Option<u16>,
    /// Units of the same item on the same day in the lines before.
    pub(super) earlier: i64,
}

/// An amount that does not fit.
fn fits<T>(value: Option<T>) -> Result<T, InputError> {
    value.ok_or_else(|| too_large("lines"))
}

impl Line<'_> {
    /// What the line is called in steps and figures.
    pub(super) fn label(&self) -> String {
        format!(
            "第 {} 行 {}",
            self.index.saturating_add(1),
            self.item.name()
        )
    }

    /// The charge of the line at a hospital of this tier, with its steps and notices.
    ///
    /// # Errors
    ///
    /// `contradicts` when the row is for another grade or field strength, `not_applicable` for a
    /// surcharge that the item does not print, `too_large` for amounts that do not fit.
    pub(super) fn price(
        &self,
        tier: Option<Tier>,
        form: &Form,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        self.check_band()?;
        let chosen = self.chosen()?;
        let graded = self.check_grade(outcome)?;
        let (price, quantity) = match self.unit_price(tier, form, outcome) {
            Ok(known) if graded => known,
            Ok(_) => return Ok(self.unknown(outcome, "这一级医师的会诊没有定价")),
            Err(why) => return Ok(self.unknown(outcome, &why)),
        };
        let price = self.half_price(tier, price, outcome);
        let (units, open) = self.units(quantity, outcome)?;
        let base = fits(Charge::of(price, units))?;
        let filled = if units == Units::exact(quantity) {
            String::new()
        } else {
            format!("，填的数量是 {quantity}")
        };
        let expression = format!(
            "{price} 元 × {}（计价单位：{}{filled}）",
            units.text(),
            self.item.unit()
        );
        outcome.step(self.label(), expression, base.text(), self.item.citation());
        let mut charge = if open { base.open() } else { base };
        charge = fits(charge.plus(self.surcharges(&chosen, units, tier, outcome)?))?;
        fits(charge.plus(self.age_surcharge(base, form, outcome)?))
    }

    fn unknown(&self, outcome: &mut Outcome, why: &str) -> Charge {
        outcome.step(self.label(), why.to_owned(), "未知", self.item.citation());
        Charge::UNKNOWN
    }

    fn at(&self, key: &str) -> String {
        format!("lines[{}].{key}", self.index)
    }

    /// The price of one unit and the quantity, or why there is none; notices say more.
    fn unit_price(
        &self,
        tier: Option<Tier>,
        form: &Form,
        outcome: &mut Outcome,
    ) -> Result<(Fen, i64), String> {
        let item = self.item;
        let Some(day) = self.day else {
            needs(outcome, form, "service_date", item.citation());
            return Err("还不知道服务日期".into());
        };
        let document = item.document;
        let validity = document.validity.unwrap_or(item.citation());
        if document.period.standing(day) != Standing::InForce {
            say_standing(
                outcome,
                &format!("{}的价格", document.number),
                document.period,
                day,
                validity,
            );
            outcome.notice(
                NoticeKind::AmountNotInGazette,
                format!(
                    "{day} 的价格不在公报里：{}只管 {}。",
                    document.number, document.period
                ),
                validity,
            );
            return Err(format!("{day} 没有公报公布的价格"));
        }
        let Some(tier) = tier else {
            needs(outcome, form, "tier", item.citation());
            return Err("还不知道医院等级".into());
        };
        let price = match item.price(tier) {
            Price::Amount(price) => price,
            Price::Blank => {
                outcome.notice(
                    NoticeKind::AmountNotInGazette,
                    format!(
                        "{}：这份通知没有给“{}”定价，不能套用别的等级。",
                        item.name(),
                        tier.label()
                    ),
                    item.citation(),
                );
                return Err(format!("{}没有定价", tier.label()));
            }
            Price::Rate(rate) => {
                outcome.notice(
                    NoticeKind::Information,
                    format!("{}印的是比例 {rate}，不是单独的价格；请选主项目并填患者年龄，加收会自动算进去。", item.code()),
                    item.citation(),
                );
                return Err(format!("比例 {rate}，不单独计价"));
            }
        };
        let Some(quantity) = self.row.whole("quantity") else {
            outcome.notice(
                NoticeKind::Information,
                format!("还需要回答：{}的数量。", item.name()),
                item.citation(),
            );
            return Err(format!("单价 {}，还不知道数量", yuan(price)));
        };
        Ok((price, quantity))
    }

    /// Refuses a field strength for which another row stands.
    fn check_band(&self) -> Result<(), InputError> {
        let Some(strength) = self.row.hundredths("field_strength") else {
            return Ok(());
        };
        let fits = |item: &Item| {
            item.rules().all(|rule| match rule.kind {
                RuleKind::FieldStrength(band) => band.has(strength),
                _ => true,
            })
        };
        if fits(self.item) {
            return Ok(());
        }
        let right = self
            .siblings()
            .find(|item| fits(item))
            .map_or("", |item| item.code());
        let message = format!("{} 不是这个场强的编码，应选 {right}", self.item.code());
        Err(InputError::new(
            "contradicts",
            self.at("field_strength"),
            message,
        ))
    }

    /// Refuses a physician's grade for which another row stands; false where none does.
    fn check_grade(&self, outcome: &mut Outcome) -> Result<bool, InputError> {
        let Some(grade) = self.row.id("grade") else {
            return Ok(true);
        };
        let fits = |item: &Item| {
            item.rules().any(
                |rule| matches!(rule.kind, RuleKind::Grade { grades } if grades.contains(&grade)),
            )
        };
        if fits(self.item) {
            return Ok(true);
        }
        if let Some(right) = self.siblings().find(|item| fits(item)) {
            let message = format!(
                "{} 不是这一级医师的编码，应选 {}",
                self.item.code(),
                right.code()
            );
            return Err(InputError::new("contradicts", self.at("grade"), message));
        }
        outcome.notice(
            NoticeKind::AmountNotInGazette,
            "院内会诊只给主治医师和副主任医师以上定了价，住院医师没有定价。",
            self.item.citation(),
        );
        Ok(false)
    }

    /// The rows that share the code before the hyphen.
    fn siblings(&self) -> impl Iterator<Item = &'static Item> {
        let parent = parent(self.item.code());
        prices::items()
            .iter()
            .filter(move |item| self::parent(item.code()) == parent)
    }

    /// The chosen surcharges, each with its rule.
    fn chosen(&self) -> Result<Vec<&'static ItemRule>, InputError> {
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
            InputError::new("not_applicable", self.at("surcharges"), message)
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
    fn half_price(&self, tier: Option<Tier>, price: Fen, outcome: &mut Outcome) -> Fen {
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
        outcome.step(
            format!("不足 {below} 小时减半"),
            expression,
            yuan(half),
            citation,
        );
        half
    }

    /// The units that are charged, and whether an amount that is not printed comes on top.
    fn units(&self, quantity: i64, outcome: &mut Outcome) -> Result<(Units, bool), InputError> {
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
            outcome.notice(
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
            outcome.notice(
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
                outcome.notice(NoticeKind::Assumption, text, citation);
                (units, false)
            }
            None => {
                let text = format!(
                    "还需要回答：{name}的时长。{included} 小时以内是一个价，超过的部分公报没有印金额。"
                );
                outcome.notice(NoticeKind::Information, text, citation);
                (Units::exact(1), true)
            }
            Some(hours) if hours > i64::from(included).saturating_mul(100) => {
                let text = format!("{name}超过 {included} 小时的部分按小时加收，公报没有印金额。");
                outcome.notice(NoticeKind::AmountNotInGazette, text, citation);
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
            outcome.notice(NoticeKind::Information, text, citation);
        }
        let Some(parts) = self.row.whole("parts") else {
            if quantity > cap {
                let text =
                    format!("{name}每个部位最多收 {cap} 个计价单位；还需要回答：拍了几个部位。");
                outcome.notice(NoticeKind::Information, text, citation);
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
            outcome.notice(NoticeKind::Information, text, citation);
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
            outcome.notice(
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

    /// What the chosen surcharges add.
    fn surcharges(
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
                    outcome.notice(NoticeKind::ReadingApplied, text, rule.citation);
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
            outcome.notice(NoticeKind::AmountNotInGazette, text, citation);
            outcome.step(step, "公报没有印金额", "未知", citation);
            return Ok(Charge::UNKNOWN);
        };
        let extra = fits(Charge::of(each, times))?;
        outcome.step(
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
        outcome.notice(
            NoticeKind::Information,
            format!("{label}不能与术后镇痛同时计费；一次性麻醉呼吸回路、镇痛泵另外计费，公报没有印价格。"),
            citation,
        );
        let Some(hours) = self.row.hundredths("hours") else {
            outcome.step(
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
            outcome.notice(NoticeKind::ReadingApplied, text, citation);
        }
        let extra = Charge {
            least: fits(least.checked_times(times.least))?,
            most: Some(fits(most.checked_times(times.most))?),
        };
        outcome.step(step, text, extra.text(), citation);
        Ok(extra)
    }

    /// What the patient's age adds.
    fn age_surcharge(
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
            outcome.step("儿童加收", expression, "未知", citation);
            needs(outcome, form, "birth_date", citation);
            return Ok(Charge {
                least: Fen::ZERO,
                most: Some(fits(share(base.least, rate))?),
            });
        };
        if age > last_age {
            let expression = format!("{age} 周岁，只对 0—{last_age} 周岁加收");
            outcome.step("儿童加收", expression, "0.00 元", citation);
            return Ok(nothing);
        }
        let extra = fits(share(base.least, rate))?;
        let expression = format!("{} 元 × {rate}（{age} 周岁）", base.least);
        outcome.step("儿童加收", expression, yuan(extra), citation);
        outcome.notice(
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

/// The code before the hyphen: a child's parent, or the code itself.
pub(super) fn parent(code: &str) -> &str {
    code.split_once('-').map_or(code, |(parent, _)| parent)
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
