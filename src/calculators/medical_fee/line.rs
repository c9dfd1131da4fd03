//! One line of a bill: its item's price on its day, with the rules that the item declares.

use crate::date::Date;
use crate::form::{Checked, ErrorCode, Form, InputError};
use crate::gazette::prices::{self, Item, Price, RuleKind, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome, yuan};
use crate::period::Standing;

use super::super::shared::{add_period_notice, ask_for, too_large};
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

/// The value, or the error for an amount that does not fit.
pub(super) fn fits<T>(value: Option<T>) -> Result<T, InputError> {
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
        outcome.add_step(self.label(), expression, base.text(), self.item.citation());
        let mut charge = if open { base.open() } else { base };
        charge = fits(charge.plus(self.surcharges(&chosen, units, tier, outcome)?))?;
        fits(charge.plus(self.age_surcharge(base, form, outcome)?))
    }

    fn unknown(&self, outcome: &mut Outcome, why: &str) -> Charge {
        outcome.add_step(self.label(), why.to_owned(), "未知", self.item.citation());
        Charge::UNKNOWN
    }

    pub(super) fn at(&self, key: &str) -> String {
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
            ask_for(outcome, form, "service_date", item.citation());
            return Err("还不知道服务日期".into());
        };
        let document = item.document;
        let validity = document.validity.unwrap_or(item.citation());
        if document.period.standing(day) != Standing::InForce {
            add_period_notice(
                outcome,
                &format!("{}的价格", document.number),
                document.period,
                day,
                validity,
            );
            outcome.add_notice(
                NoticeKind::AmountNotInGazette,
                format!(
                    "{}的价格不在公报里：{}只管{}。",
                    day.in_words(),
                    document.number,
                    document.period
                ),
                validity,
            );
            return Err(format!("{}没有公报公布的价格", day.in_words()));
        }
        let Some(tier) = tier else {
            ask_for(outcome, form, "tier", item.citation());
            return Err("还不知道医院等级".into());
        };
        let price = match item.price(tier) {
            Price::Amount(price) => price,
            Price::Blank => {
                outcome.add_notice(
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
                outcome.add_notice(
                    NoticeKind::Information,
                    format!("{}印的是比例 {rate}，不是单独的价格；请选主项目并填患者年龄，加收会自动算进去。", item.code()),
                    item.citation(),
                );
                return Err(format!("比例 {rate}，不单独计价"));
            }
        };
        let Some(quantity) = self.row.whole("quantity") else {
            outcome.add_notice(
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
            ErrorCode::Contradicts,
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
            return Err(InputError::new(
                ErrorCode::Contradicts,
                self.at("grade"),
                message,
            ));
        }
        outcome.add_notice(
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
}

/// The code before the hyphen: a child's parent, or the code itself.
pub(super) fn parent(code: &str) -> &str {
    code.split_once('-').map_or(code, |(parent, _)| parent)
}
