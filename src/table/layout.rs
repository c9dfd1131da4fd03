//! Which column of a table holds what: found by the cells themselves and by the words at their head.

use crate::gazette::prices::Tier;

use super::cell::{amount, is_blank, likeness, plain, tier};
use super::mark::Mode;
use super::records::{DELIMITERS, Table};

/// As much of the text as is looked at, in bytes and in records.
const SAMPLE: (usize, usize) = (64 * 1024, 200);

/// What each column holds, by its place from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The codes.
    pub code: Option<usize>,
    /// The prices, or the charges.
    pub amount: Option<usize>,
    /// The prices of a tier each; they go before `amount`.
    pub tiers: Vec<(Tier, usize)>,
    /// The tiers.
    pub tier: Option<usize>,
    /// The quantities.
    pub quantity: Option<usize>,
    /// The days.
    pub day: Option<usize>,
    /// The names.
    pub name: Option<usize>,
}

/// How a table is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The words at the head of each column; `第 3 列` where there are none.
    pub heads: Vec<String>,
    /// What each column holds.
    pub columns: Columns,
    /// The last row that is a title or a head; 0 where the table begins at once.
    pub head_row: u32,
    /// The character between the cells: a comma, a tab or a semicolon.
    pub delimiter: u8,
}

/// A record of the sample: its row and its cells.
type Sampled = (u32, Vec<String>);

impl Layout {
    /// The layout of a text, as far as it can be told without guessing.
    pub(super) fn detect(text: &str, mode: Mode, known: impl Fn(&str) -> bool + Copy) -> Self {
        if text
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '"'))
        {
            return Self::empty();
        }
        let announced = text.get(..6).and_then(|head| {
            head.to_ascii_lowercase()
                .strip_prefix("sep=")?
                .bytes()
                .next()
        });
        let head = beginning(text);
        let candidates = DELIMITERS
            .into_iter()
            .filter(|delimiter| announced.is_none_or(|it| it == *delimiter));
        let best = candidates
            .map(|delimiter| {
                let rows = sample(head, delimiter);
                let (code, score) = code_column(&rows, known);
                (score, cells(&rows), delimiter, rows, code)
            })
            // The first of equals: a comma, where nothing speaks for another.
            .reduce(|a, b| if (b.0, b.1) > (a.0, a.1) { b } else { a });
        let Some((score, _, delimiter, rows, code)) = best else {
            return Self::empty();
        };
        Self::of(&rows, mode, delimiter, code.filter(|_| score > 0), known)
    }

    fn empty() -> Self {
        Self {
            heads: Vec::new(),
            columns: Columns::default(),
            head_row: 0,
            delimiter: b',',
        }
    }

    fn of(
        rows: &[Sampled],
        mode: Mode,
        delimiter: u8,
        code: Option<usize>,
        known: impl Fn(&str) -> bool,
    ) -> Self {
        let is_data = |(_, cells): &Sampled| {
            let cell = code.and_then(|code| cells.get(code));
            cell.is_some_and(|cell| likeness(cell, &known) > 0)
        };
        let first = rows.iter().position(is_data).unwrap_or(rows.len());
        let (before, data) = rows.split_at_checked(first).unwrap_or((rows, &[]));
        let is_head =
            |(_, cells): &&Sampled| cells.iter().filter(|cell| names_something(cell)).count() >= 2;
        let heads: Vec<&Sampled> = before.iter().filter(is_head).collect();
        // Without heads, lines with a single cell before the first code are titles.
        let head_row = match heads.last() {
            Some((row, _)) => *row,
            None => before
                .iter()
                .take_while(|(_, cells)| filled(cells) <= 1)
                .last()
                .map_or(0, |(row, _)| *row),
        };
        let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let words: Vec<String> = (0..width).map(|column| words(&heads, column)).collect();
        let mut columns = columns(&words, mode);
        columns.code = code.or(columns.code);
        columns.amount = columns.amount.filter(|it| Some(*it) != columns.code);
        if heads.is_empty() && mode == Mode::List {
            columns.amount = only_amounts(data, width, columns.code);
        }
        let name = |(place, word): (usize, String)| {
            if word.is_empty() {
                format!("第 {} 列", place.saturating_add(1))
            } else {
                word
            }
        };
        Self {
            heads: words.into_iter().enumerate().map(name).collect(),
            columns,
            head_row,
            delimiter,
        }
    }
}

/// As much of the text as is looked at.
fn beginning(text: &str) -> &str {
    (0..4)
        .find_map(|less| text.get(..SAMPLE.0.saturating_sub(less)))
        .unwrap_or(text)
}

fn sample(text: &str, delimiter: u8) -> Vec<Sampled> {
    let mut table = Table::new(text.to_owned(), delimiter);
    let mut rows = Vec::new();
    while rows.len() < SAMPLE.1
        && let Some((row, record)) = table.next()
    {
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if filled(&cells) > 0 {
            rows.push((row, cells));
        }
    }
    rows
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !is_blank(cell)).count()
}

fn cells(rows: &[Sampled]) -> usize {
    rows.iter().map(|(_, cells)| cells.len()).sum()
}

/// The column whose cells look most like codes, and how much.
fn code_column(rows: &[Sampled], known: impl Fn(&str) -> bool) -> (Option<usize>, usize) {
    let mut scores: Vec<usize> = Vec::new();
    for (_, cells) in rows {
        scores.resize(scores.len().max(cells.len()), 0);
        for (score, cell) in scores.iter_mut().zip(cells) {
            *score = score.saturating_add(likeness(cell, &known));
        }
    }
    let most = scores.iter().copied().max().unwrap_or(0);
    (scores.iter().position(|score| *score == most), most)
}

/// The words at the head of a column, from every line of heads.
fn words(heads: &[&Sampled], column: usize) -> String {
    let words: Vec<String> = heads
        .iter()
        .filter_map(|(_, cells)| cells.get(column))
        .map(|cell| plain(cell).split_whitespace().collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Whether a cell is a word for the head of a column.
fn names_something(cell: &str) -> bool {
    let word = plain(cell).to_ascii_lowercase();
    let word = word.as_str();
    is_code(word)
        || is_price(word)
        || is_charge(word)
        || is_tier(word)
        || is_quantity(word)
        || is_day(word)
        || is_name(word)
        || tier(word).is_some()
}

fn any(word: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| word.contains(part))
}

fn is_code(word: &str) -> bool {
    any(word, &["编码", "代码", "编号", "code"])
}

fn is_price(word: &str) -> bool {
    any(word, &["价", "收费标准", "金额", "price"])
        && !any(
            word,
            &[
                "原价", "前", "旧", "进价", "限价", "差", "计价", "公报", "单位", "说明",
            ],
        )
}

fn is_charge(word: &str) -> bool {
    any(
        word,
        &[
            "金额", "收费", "费用", "合计", "应收", "实收", "总价", "amount", "charge",
        ],
    ) && !any(
        word,
        &[
            "单价", "标准", "自付", "报销", "统筹", "优惠", "码", "名", "项目", "日期", "时间",
            "类", "级",
        ],
    )
}

fn is_tier(word: &str) -> bool {
    any(word, &["等级", "级别", "tier"])
}

fn is_quantity(word: &str) -> bool {
    any(word, &["数量", "次数", "qty", "quantity"])
}

fn is_day(word: &str) -> bool {
    any(word, &["日期", "时间", "date"])
}

fn is_name(word: &str) -> bool {
    any(word, &["名称", "name"]) || word == "项目"
}

/// The columns that their heads name. Where two heads may be meant and none is the plainer one, none is.
fn columns(words: &[String], mode: Mode) -> Columns {
    let words: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let first = |is: fn(&str) -> bool| words.iter().position(|word| is(word));
    let tiers: Vec<(Tier, usize)> = match mode {
        Mode::Bill => Vec::new(),
        Mode::List => words
            .iter()
            .enumerate()
            .filter_map(|(column, word)| {
                let label = word.rsplit(' ').next().unwrap_or_default();
                Some((tier(label)?, column))
            })
            .collect(),
    };
    let (is, plainest): (fn(&str) -> bool, &[&str]) = match mode {
        Mode::List => (is_price, &["现", "执行", "后", "新"]),
        Mode::Bill => (is_charge, &["收费金额", "总金额", "实收", "合计"]),
    };
    let amounts: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| is(word))
        .map(|(column, _)| column)
        .collect();
    let word = |column: &&usize| words.get(**column).map_or("", String::as_str);
    let only = |wanted: &dyn Fn(&str) -> bool| {
        let mut found = amounts.iter().filter(|column| wanted(word(column)));
        found.next().filter(|_| found.next().is_none()).copied()
    };
    let exact = |word: &str| matches!(word, "价格" | "单价" | "金额" | "price" | "amount");
    let amount = only(&|_| true)
        .or_else(|| only(&|word| any(word, plainest)))
        .or_else(|| only(&exact))
        .or_else(|| only(&|word| word.starts_with("单价") || word.starts_with("金额")));
    Columns {
        code: first(is_code),
        amount,
        tiers,
        tier: first(is_tier),
        quantity: first(is_quantity),
        // A list's own dates say since when it stands, not which day is asked.
        day: first(is_day).filter(|_| mode == Mode::Bill),
        name: first(is_name),
    }
}

/// The one column beside the codes in which nearly every cell is an amount.
fn only_amounts(data: &[Sampled], width: usize, code: Option<usize>) -> Option<usize> {
    let is_amount = |column: &usize| {
        let cells = data.iter().filter_map(|(_, cells)| cells.get(*column));
        let good = cells.filter(|cell| amount(cell).is_ok()).count();
        good > 0 && good.saturating_mul(10) >= data.len().saturating_mul(8)
    };
    let mut found = (0..width)
        .filter(|column| Some(*column) != code)
        .filter(is_amount);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazette::prices;

    fn detect(text: &str, mode: Mode) -> Layout {
        Layout::detect(text, mode, |code| prices::item(code).is_some())
    }

    fn list(text: &str) -> Layout {
        detect(text, Mode::List)
    }

    #[test]
    fn columns_are_found_under_a_title_in_any_order() {
        let layout = list(
            "某医院医疗服务价目表,,,\n,,,\n序号,项目名称,项目编码,单价（元）\n1,数字化摄影,210102015,67\n",
        );
        assert_eq!(layout.head_row, 3);
        assert_eq!(layout.columns.code, Some(2));
        assert_eq!(layout.columns.amount, Some(3));
        assert_eq!(layout.columns.name, Some(1));
        assert_eq!(layout.heads[3], "单价(元)");
    }

    #[test]
    fn the_delimiter_is_the_one_that_sets_codes_free() {
        assert_eq!(list("编码;价格\n210102015;1,065.00\n").delimiter, b';');
        assert_eq!(list("编码\t价格\n210102015\t1,065.00\n").delimiter, b'\t');
        assert_eq!(list("编码,价格\n210102015,\"1,065.00\"\n").delimiter, b',');
        assert_eq!(list("sep=;\n编码;价格\n210102015;67\n").delimiter, b';');
        assert_eq!(list("").delimiter, b',');
    }

    #[test]
    fn tiers_may_have_a_column_each_under_a_second_line_of_heads() {
        let layout = list("编码,名称,价格,,\n,,三甲,三乙,二级甲等\n210102015,x,67,67,67\n");
        assert_eq!(layout.head_row, 2);
        let tiers: Vec<(Tier, usize)> = vec![(Tier::ThreeA, 2), (Tier::ThreeB, 3), (Tier::TwoA, 4)];
        assert_eq!(layout.columns.tiers, tiers);
    }

    #[test]
    fn without_heads_only_what_is_certain_is_found() {
        let layout = list("210102015,67\n111100002,25\n");
        assert_eq!(
            (layout.columns.code, layout.columns.amount),
            (Some(0), Some(1))
        );
        assert_eq!(layout.heads, ["第 1 列", "第 2 列"]);
        assert_eq!(
            list("210102015,67,65\n111100002,25,23\n").columns.amount,
            None
        );
    }

    #[test]
    fn of_two_prices_the_present_one_counts_and_equals_are_left_open() {
        assert_eq!(
            list("编码,原价格,现价格\n210102015,84,67\n").columns.amount,
            Some(2)
        );
        assert_eq!(
            list("编码,挂号价,优惠价\n210102015,84,67\n").columns.amount,
            None
        );
    }

    #[test]
    fn a_column_of_other_long_numbers_is_no_column_of_codes() {
        let lines = "202400001,XM001,10\n".repeat(150);
        let layout = list(&format!(
            "住院号,编码,价格\n{lines}202400001,210102015,67\n"
        ));
        assert_eq!(layout.columns.code, Some(1));
    }

    #[test]
    fn a_bill_has_quantities_and_charges() {
        let layout = detect(
            "收费日期,项目编码,项目名称,单价,数量,金额,自付金额\n2024-05-01,210102015,x,67,2,134,10\n",
            Mode::Bill,
        );
        let columns = layout.columns;
        assert_eq!(columns.day, Some(0));
        assert_eq!((columns.quantity, columns.amount), (Some(4), Some(5)));
    }
}
