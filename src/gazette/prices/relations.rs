//! How the rows of the annexes belong to each other: parents and children, additions, the same code in another list.

use crate::date::Date;

use super::{Item, ItemRule, RuleKind, items};
use crate::gazette::baked::{HEIRS, SUCCESSORS};

impl Item {
    /// The code before the hyphen, which a parent and its children share; the whole code where it has none.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// assert_eq!(listed("220301001-3").unwrap().family(), "220301001");
    /// ```
    #[must_use]
    pub fn family(&self) -> &'static str {
        let code = self.code();
        code.split_once('-').map_or(code, |(family, _)| family)
    }

    /// The row of the code before the hyphen, where the same list has it.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// assert_eq!(listed("220301001-3").unwrap().parent().unwrap().code(), "220301001");
    /// assert!(listed("220301001").unwrap().parent().is_none());
    /// ```
    #[must_use]
    pub fn parent(&self) -> Option<&'static Self> {
        let family = self.family();
        let parent = |item: &&Self| item.code() == family && item.document == self.document;
        items()
            .iter()
            .filter(|_| family != self.code())
            .find(parent)
    }

    /// The row of the same code for a day: the last whose notice has begun, or else the first.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::date::Date;
    /// use luzhou_gazette::gazette::prices;
    ///
    /// let item = prices::listed("111100002").unwrap();
    /// assert_eq!(item.on(Date::MAX).citation(), item.on(Date::MIN).citation());
    /// ```
    #[must_use]
    pub fn on(&'static self, day: Date) -> &'static Self {
        let row = |at: u16| items().get(usize::from(at));
        let follows = |item: &Self| {
            let next = SUCCESSORS
                .iter()
                .find(|(from, _)| row(*from).is_some_and(|other| std::ptr::eq(other, item)));
            next.and_then(|(_, to)| row(*to))
        };
        let precedes = |item: &Self| {
            let before = SUCCESSORS
                .iter()
                .find(|(_, to)| row(*to).is_some_and(|other| std::ptr::eq(other, item)));
            before.and_then(|(from, _)| row(*from))
        };
        let mut found = self;
        while let Some(before) = precedes(found).filter(|_| found.from() > day) {
            found = before;
        }
        while let Some(next) = follows(found).filter(|next| next.from() <= day) {
            found = next;
        }
        found
    }

    /// The row whose remark (说明) holds for the item: its own, or its parent's, as a reading, where its
    /// own is blank and it is not itself what the parent's speaks of.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let remark = |code| listed(code).unwrap().remark_row().map(|row| row.code());
    /// assert_eq!(remark("220301001"), Some("220301001"));
    /// assert_eq!(remark("220301001-3"), Some("220301001"));
    /// assert_eq!(remark("250307009-1"), None);
    /// ```
    #[must_use]
    pub fn remark_row(&'static self) -> Option<&'static Self> {
        if !self.note().is_empty() {
            return Some(self);
        }
        let heir = |at: &u16| {
            let row = items().get(usize::from(*at));
            row.is_some_and(|row| std::ptr::eq(row, self))
        };
        self.parent().filter(|_| HEIRS.iter().any(heir))
    }

    /// The row whose 除外内容 holds for the item: its own, or its parent's, as a reading, where its own is
    /// blank and it is no addition to the parent's price.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let row = |code| listed(code).unwrap().excluded_row().map(|row| row.code());
    /// assert_eq!(row("330604031-1"), Some("330604031"));
    /// assert_eq!(row("330604029-1"), None);
    /// ```
    #[must_use]
    pub fn excluded_row(&'static self) -> Option<&'static Self> {
        if !self.excluded().is_empty() {
            return Some(self);
        }
        let parent = self.parent().filter(|_| !self.is_addition())?;
        (!parent.excluded().is_empty()).then_some(parent)
    }

    /// Whether the row is itself an addition to another item's price.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// assert!(listed("330604029-1").unwrap().is_addition());
    /// assert!(!listed("330604029").unwrap().is_addition());
    /// ```
    #[must_use]
    pub fn is_addition(&self) -> bool {
        self.rules()
            .any(|rule| matches!(rule.kind, RuleKind::Addition { .. }))
    }

    /// Whether the row is a surcharge that the items which bear it ask for themselves.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// assert!(listed("250307009-1").unwrap().is_asked_elsewhere());
    /// assert!(!listed("250307009").unwrap().is_asked_elsewhere());
    /// ```
    #[must_use]
    pub fn is_asked_elsewhere(&self) -> bool {
        let asks = |rule: &ItemRule| rule.choice().is_some() && rule.adds_row(self.code());
        self.is_addition() && items().iter().any(|item| item.rules().any(asks))
    }

    /// Whether the row is a service of its own beside the others of its code: for another part of the body
    /// or another specimen, another device, another physician.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// assert!(listed("220301001-2").unwrap().is_apart());
    /// assert!(!listed("220301001").unwrap().is_apart());
    /// ```
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.rules().any(|rule| {
            matches!(
                rule.kind,
                RuleKind::Apart | RuleKind::FieldStrength(_) | RuleKind::Grade { .. }
            )
        })
    }

    /// Whether the row is an addition to the other's price.
    ///
    /// # Examples
    ///
    /// ```
    /// use luzhou_gazette::gazette::prices::listed;
    ///
    /// let adds = |row, to| listed(row).unwrap().adds_to(listed(to).unwrap());
    /// assert!(adds("330100003-3", "330100003-5") && !adds("330100003-3", "330100007"));
    /// assert!(adds("330000000-3", "331001022") && !adds("330000000-3", "330100003"));
    /// ```
    #[must_use]
    pub fn adds_to(&self, other: &Self) -> bool {
        let (code, family) = (other.code(), self.family());
        let begins = self.rules().any(|rule| match rule.kind {
            RuleKind::Addition { to, except } => {
                code.starts_with(to.unwrap_or(family))
                    && except.is_none_or(|except| !code.starts_with(except))
            }
            _ => false,
        });
        begins && !other.is_addition()
    }
}
