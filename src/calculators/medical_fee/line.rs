//! One line of a bill: its item's price on its day, with the rules that the item declares.

use crate::citation::Citation;
use crate::date::Date;
use crate::form::{Checked, ErrorCode, InputError};
use crate::gazette::facts;
use crate::gazette::prices::{self, Item, ItemRule, Price, RuleKind, Tier};
use crate::money::Fen;
use crate::outcome::{NoticeKind, Outcome, RowAsk, yuan};
use crate::period::Standing;

use super::super::shared::{add_note_citing, add_period_notice, ask_for, ask_labelled, too_large};
use super::beside::{Added, Beside};
use super::charge::{Charge, Units};
use super::{FORM, GRADES, LINE, MAX_QUANTITY};

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
    /// What the other lines of that day mean for it.
    pub(super) beside: Beside,
}

/// The value, or the error for an amount that does not fit.
pub(super) fn fits<T>(value: Option<T>) -> Result<T, InputError> {
    value.ok_or_else(|| too_large("lines"))
}

impl Line<'_> {
    /// What the line is called in steps and figures.
    pub(super) fn label(&self) -> String {
        format!("{} {}", place(self.index), self.item.name())
    }

    /// The quantity; nothing counts as none.
    pub(super) fn quantity(&self) -> i64 {
        self.row.whole("quantity").unwrap_or(0)
    }

    /// How many services the line charges. A quantity of hours or of surface whose measure is not
    /// answered may be units of one and the same service.
    pub(super) fn sessions(&self) -> Units {
        match self.row.whole("quantity") {
            None => Units {
                least: 1,
                most: MAX_QUANTITY,
            },
            Some(quantity) if self.length_open() => Units {
                least: 1,
                most: quantity,
            },
            Some(quantity) => Units::exact(quantity),
        }
    }

    /// Whether the length or extent is not answered beyond which more is due: the units of such lines may
    /// be of one service.
    pub(super) fn length_open(&self) -> bool {
        self.item.rules().any(|rule| match rule.kind {
            RuleKind::Hours { .. } => self.row.hundredths("hours").is_none(),
            RuleKind::Measure {
                asks,
                open_beyond: Some(_),
                ..
            } => self.row.hundredths(asks).is_none(),
            _ => false,
        })
    }

    /// Whether the other line is for the same day and the same code before the hyphen, and neither is a
    /// surcharge's own row.
    pub(super) fn same_family(&self, other: &Self) -> bool {
        let additions = self.item.is_addition() || other.item.is_addition();
        !additions && self.day == other.day && self.item.family() == other.item.family()
    }

    /// At most how many units are charged for one part of the body, where the row prints it.
    pub(super) fn part_cap(&self) -> Option<i64> {
        self.item.rules().find_map(|rule| match rule.kind {
            RuleKind::PartCap { units } => Some(i64::from(units)),
            _ => None,
        })
    }

    /// How many parts of the body it is for, where that is answered.
    pub(super) fn parts(&self) -> Option<i64> {
        self.row.whole("parts")
    }

    /// The charge of the line at a hospital of this tier, with its steps and notices.
    ///
    /// # Errors
    ///
    /// `contradicts` when the row is for another grade or field strength, `too_large` for amounts that do
    /// not fit.
    pub(super) fn price(
        &self,
        tier: Option<Tier>,
        outcome: &mut Outcome,
    ) -> Result<Charge, InputError> {
        self.check_band()?;
        let chosen = self.chosen();
        let graded = self.check_grade(outcome)?;
        if let Some(Added::ByAge(line)) = self.beside.added {
            return Ok(self.counted_by_age(line, outcome));
        }
        let (price, quantity) = match self.unit_price(tier, outcome) {
            Ok(known) if graded => known,
            Ok(_) => return Ok(self.unknown(outcome, "这一级医师的会诊没有定价")),
            Err(why) => return Ok(self.unknown(outcome, &why)),
        };
        if let Some(Added::To {
            line,
            on_top,
            beyond,
        }) = self.beside.added
        {
            return self.added_to(line, price, [on_top, beyond], outcome);
        }
        let each = self.each(tier, price, outcome);
        let (units, open) = self.units(quantity, outcome)?;
        let mut base = fits(each.times(units))?;
        if open {
            base = base.open();
        }
        let unit = self.unit_in_brackets();
        let several = if units.least < units.most && self.length_open() {
            "（可能是同一次）"
        } else {
            ""
        };
        let expression = format!("{} × {}{several}{unit}", each.text(), units.text());
        outcome.add_step(self.label(), expression, base.text(), self.item.citation());
        let charge = fits(base.plus(self.surcharges(&chosen, units, tier, outcome)?))?;
        fits(charge.plus(self.age_surcharge(base, outcome)?))
    }

    /// What one unit is, as it stands behind the line's product; empty where the item names none.
    pub(super) fn unit_in_brackets(&self) -> String {
        match self.item.unit() {
            "" => String::new(),
            unit => format!("（计价单位：{unit}）"),
        }
    }

    fn unknown(&self, outcome: &mut Outcome, why: &str) -> Charge {
        outcome.add_step(self.label(), why.to_owned(), "未知", self.item.citation());
        Charge::UNKNOWN
    }

    pub(super) fn at(&self, key: &str) -> String {
        format!("lines[{}].{key}", self.index)
    }

    /// Says that a question of this line is open.
    pub(super) fn ask(&self, key: &'static str, outcome: &mut Outcome) {
        let field = LINE.iter().find(|field| field.key == key);
        let label = field.map_or(key, |field| field.label_for(self.row));
        let (path, row) = (self.at(key), place(self.index));
        if !outcome.row_asks.iter().any(|ask| ask.path == path) {
            let label = format!("{row}：{label}");
            outcome.row_asks.push(RowAsk { path, label });
        }
        let label = format!("{row}的“{label}”");
        ask_labelled(outcome, "lines", &label, self.item.citation());
    }

    /// The row that prints the rule for this line.
    pub(super) fn source(&self, rule: &ItemRule) -> Citation {
        rule.citation_for(self.item)
    }

    /// The price of one unit and the quantity, or why there is none; notices say more.
    pub(super) fn unit_price(
        &self,
        tier: Option<Tier>,
        outcome: &mut Outcome,
    ) -> Result<(Fen, i64), String> {
        let item = self.item;
        let Some(day) = self.day else {
            ask_for(outcome, &FORM, "service_date", item.citation());
            return Err("还不知道服务日期".into());
        };
        let document = item.document;
        let validity = document.validity.unwrap_or(item.citation());
        let period = document.period_on(day);
        if period.standing(day) != Standing::InForce {
            add_period_notice(
                outcome,
                &format!("{}的价格", document.number),
                period,
                day,
                validity,
            );
            outcome.add_notice(
                NoticeKind::AmountNotInGazette,
                format!("{}的价格不在公报里。{ASK_PRICE}", day.in_words()),
                validity,
            );
            if period.standing(day) == Standing::Ended {
                add_note_citing(outcome, facts::PRICES_AFTER, validity);
            }
            return Err(format!("{}没有公报公布的价格", day.in_words()));
        }
        let Some(tier) = tier else {
            ask_for(outcome, &FORM, "tier", item.citation());
            return Err("还不知道医院等级".into());
        };
        let price = match item.price(tier) {
            Price::Amount(price) => price,
            Price::Blank => {
                outcome.add_notice(
                    NoticeKind::AmountNotInGazette,
                    format!(
                        "{}：这份通知没有给“{}”定价，不能套用别的等级。{ASK_PRICE}",
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
                    format!(
                        "{} 印的是比例 {rate}，不是单独的价格；请加上主项目 {} 并填患者年龄，加收会自动算进去。",
                        item.code(),
                        item.family()
                    ),
                    item.citation(),
                );
                return Err(format!("比例 {rate}，不单独计价"));
            }
        };
        let Some(quantity) = self.row.whole("quantity") else {
            self.ask("quantity", outcome);
            return Err(format!("单价 {}，还不知道数量", yuan(price)));
        };
        Ok((price, quantity))
    }

    /// Refuses a field strength for which there is another row.
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

    /// Refuses a physician's grade for which there is another row; false where there is none.
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
        let text = format!(
            "{}没有给{}定价。{ASK_PRICE}",
            self.item.name(),
            grade_label(grade)
        );
        outcome.add_notice(NoticeKind::AmountNotInGazette, text, self.item.citation());
        Ok(false)
    }

    /// The rows that share the code before the hyphen.
    fn siblings(&self) -> impl Iterator<Item = &'static Item> {
        let (family, day) = (self.item.family(), self.day);
        let rows = prices::all_listed().filter(move |item| item.family() == family);
        rows.map(move |item| day.map_or(item, |day| item.on(day)))
    }
}

/// Where to look for a price that the gazette does not set.
const ASK_PRICE: &str = "可以看医院公示的价格，或问医保局。";

/// What a physician's grade is called.
fn grade_label(id: &str) -> &'static str {
    let grade = GRADES.iter().find(|grade| grade.id == id);
    grade.map_or("", |grade| grade.label)
}

/// What a line is called by its place.
pub(super) fn place(index: usize) -> String {
    format!("第 {} 行", index.saturating_add(1))
}
