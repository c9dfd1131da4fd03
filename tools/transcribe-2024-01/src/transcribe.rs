//! Transcribes the tables of the gazette's issue 2024-01 from its text into `data/2024-01`.
//!
//! Cells stay as printed. What is changed on the way is small, listed here, and counted or checked
//! below, so that no other change can slip in:
//!
//! * spaces that a line wrap left inside a cell are removed (22 cells of the price tables);
//! * headers with only four price columns are read as 三甲, 三乙, 二甲, 二乙 (p. 49 and p. 55);
//! * one note that is printed in a price column stands in the note column (减35);
//! * one cell that is running prose is told in the project's own words ([`OWN_WORDS`]).

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

/// The head of `prices.csv`.
const PRICES_HEAD: [&str; 14] = [
    "code", "document", "row", "page", "name", "content", "excluded", "unit", "note", "3A", "3B",
    "2A", "2B", "below_2B",
];

/// The head of `blood-districts.csv`.
const DISTRICTS_HEAD: [&str; 8] = [
    "district",
    "document",
    "clause",
    "page",
    "name",
    "used_2023",
    "plan_2024",
    "emergency_2024",
];

/// The head of `blood-slots.csv`.
const SLOTS_HEAD: [&str; 7] = [
    "slot", "document", "clause", "page", "from", "until", "units",
];

/// The cells of a table row that stand before its prices: number, code, name, content, excluded,
/// unit, note.
const CELLS_BEFORE_PRICES: usize = 7;

/// The tiers of the price tables.
const TIERS: usize = 5;

/// The tier rows that the table headers print. The two with four columns are misprints: one names
/// three columns alike, one leaves the last column out. Both are read as the first four tiers,
/// because rows with the same prices stand under a sound header on the next page.
const TIER_ROWS: [&[&str]; 3] = [
    &["三甲", "三乙", "二甲", "二乙", "二乙以下"],
    &["三甲", "三乙", "二甲", "二乙"],
    &["三甲", "三甲", "三甲", "三甲以下"],
];

/// The pages of the notices' annexes: the number line of the notice, the notice's short name, and
/// the first and last page of its table. The text has no page numbers, but the table of contents
/// gives the notices' first pages (48 and 67), and every page of the tables repeats the header.
const ANNEXES: [Annex; 2] = [
    Annex {
        number: "泸市医保发[2023]39号",
        document: "医39",
        pages: (49, 66),
    },
    Annex {
        number: "泸市医保发[2024]2号",
        document: "医2",
        pages: (68, 68),
    },
];

/// The parts of the price tables and how many rows each has. The notice 医39 states 43 and 164.
const PARTS: [(&str, u32); 3] = [("减", 43), ("增", 164), ("新", 2)];

/// How many cells of the price tables lose spaces that a line wrap left.
const WRAPPED_CELLS: usize = 22;

/// How many of the rows of 医39 print no price for the lowest tier.
const ROWS_WITHOUT_LOWEST: usize = 160;

/// The only name that two rows share, with the codes of both.
const SHARED_NAME: (&str, [&str; 2]) = ("牙龈切除术", ["330604031", "330604035"]);

/// The code of the row whose note is printed in the last price column.
const NOTE_IN_PRICE_COLUMN: &str = "250307009";

/// Content cells that are running prose and therefore told in the project's own words: the row's
/// code, how the printed cell begins, and what stands in its place.
const OWN_WORDS: [(&str, &str, &str); 1] = [(
    "410000015",
    "服务产出",
    "点燃药卷、药香等材料，用烟或蒸汽熏身体特定部位；\
     价格已含局部清洁、调药、用物处理的人力物力，以及设备投入与维护",
)];

/// The notice with the blood donation tables.
const BLOOD_DOCUMENT: &str = "办函4";

/// The page of both blood donation annexes. The notice has the pages 45 to 47. The running head of
/// p. 46 stands in the middle of its section 二(二); what follows up to the signature fills about
/// two thirds of a page, and the rest is too low for the table of annex 1 with its notes. Annexes
/// of this issue start on a page of their own: so both annexes stand on p. 47.
const BLOOD_PAGE: &str = "47";

/// The header of annex 1, without wraps.
const DISTRICTS_PRINTED_HEAD: [&str; 4] = [
    "区县",
    "2023年用血量(单位)",
    "2024年1月至2024年12月每月招募计划(人次)",
    "2024年度应急招募(人次)",
];

/// The ids and names of the rows of annex 1, in printed order; the last row is the printed total.
const DISTRICTS: [(&str, &str); 8] = [
    ("jiangyang", "江阳区"),
    ("longmatan", "龙马潭区"),
    ("naxi", "纳溪区"),
    ("luxian", "泸县"),
    ("hejiang", "合江县"),
    ("xuyong", "叙永县"),
    ("gulin", "古蔺县"),
    ("printed_total", "合计"),
];

/// What the columns of annex 1 add up to. The first sum is not the printed total.
const DISTRICT_SUMS: [u32; 3] = [48396, 31100, 3110];

/// The totals that annex 1 prints.
const DISTRICT_TOTALS: [u32; 3] = [48378, 31100, 3110];

/// The header of annex 2.
const SLOTS_PRINTED_HEAD: &str = "献血时间\t献血单位";

/// The slots of annex 2 in printed order, with their first and last month.
const SLOTS: [(&str, u32, u32); 6] = [
    ("jan_feb", 1, 2),
    ("mar_apr", 3, 4),
    ("may_jun", 5, 6),
    ("jul_aug", 7, 8),
    ("sep_oct", 9, 10),
    ("nov_dec", 11, 12),
];

/// A notice with a price table.
struct Annex {
    /// The line that prints the notice's number.
    number: &'static str,
    /// The notice's short name.
    document: &'static str,
    /// The first and the last page of the table.
    pages: (u32, u32),
}

/// A row of a price table.
struct Row {
    /// The line of the source.
    line: usize,
    /// The item's code.
    code: String,
    /// The notice's short name.
    document: &'static str,
    /// The part of the table.
    part: &'static str,
    /// The row's number in its part.
    number: u32,
    /// The page of the issue.
    page: u32,
    /// The cells 项目名称, 项目内涵, 除外内容, 计价单位 and 说明.
    texts: [String; 5],
    /// The price cells of the five tiers; blank where none is printed.
    prices: [String; TIERS],
}

impl Row {
    /// The item's name.
    fn name(&self) -> &str {
        &self.texts[0]
    }

    /// The row as a line of `prices.csv`.
    fn record(&self) -> Vec<String> {
        let mut record = vec![
            self.code.clone(),
            self.document.to_owned(),
            format!("{}{}", self.part, self.number),
            self.page.to_string(),
        ];
        record.extend(self.texts.iter().cloned());
        record.extend(self.prices.iter().cloned());
        record
    }
}

/// A price cell, read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Price {
    /// Nothing is printed.
    Blank,
    /// An amount in fen.
    Fen(u64),
    /// The printed share `20%`.
    Share,
}

/// Where the reading of the price tables stands.
struct Reader {
    /// The notice that is being read.
    annex: Option<&'static Annex>,
    /// The part that is being read.
    part: &'static str,
    /// The page that is being read; 0 before the first header.
    page: u32,
    /// How many price columns the last header has.
    columns: usize,
    /// The lines of the source in which a cell lost wrap spaces, once for each cell.
    unwrapped: Vec<usize>,
    /// The rows read so far.
    rows: Vec<Row>,
}

/// Writes the three tables into the folder `data`, or, with `check_only`, compares them byte for
/// byte with what stands there.
pub(crate) fn run(source: &Path, data: &Path, check_only: bool) -> Result<()> {
    let text = fs::read_to_string(source)
        .with_context(|| format!("cannot read the source {}", source.display()))?;
    let files = [
        ("prices.csv", prices(&text)?),
        ("blood-districts.csv", districts(&text)?),
        ("blood-slots.csv", slots(&text)?),
    ];
    for (name, content) in files {
        let path = data.join(name);
        if check_only {
            compare(&path, &content)?;
        } else {
            fs::write(&path, content)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    crate::printed::check(&text, data)
}

/// Fails with the first line of the file that is not what the source gives.
fn compare(path: &Path, wanted: &str) -> Result<()> {
    let found =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    match first_difference(&found, wanted) {
        None => Ok(()),
        Some(line) => bail!(
            "{} line {line} differs from the source: run transcribe without --check, and look at \
             the difference\n  file:   {}\n  source: {}",
            path.display(),
            line_or_end(&found, line),
            line_or_end(wanted, line),
        ),
    }
}

/// The number of the first line in which two texts differ, the line ends included.
fn first_difference(found: &str, wanted: &str) -> Option<usize> {
    let mut left = found.split_inclusive('\n');
    let mut right = wanted.split_inclusive('\n');
    let mut line = 1;
    loop {
        match (left.next(), right.next()) {
            (None, None) => return None,
            (one, other) if one != other => return Some(line),
            _ => line += 1,
        }
    }
}

/// A line of a text for a message, with its line end made visible.
fn line_or_end(text: &str, line: usize) -> String {
    text.split_inclusive('\n')
        .nth(line.saturating_sub(1))
        .map_or_else(|| "(end of file)".to_owned(), |line| format!("{line:?}"))
}

/// The whole of `prices.csv`.
fn prices(text: &str) -> Result<String> {
    let mut reader = Reader::new();
    for (line, content) in numbered(text) {
        reader
            .read(line, content)
            .with_context(|| format!("line {line} of the source"))?;
    }
    let Reader {
        rows, unwrapped, ..
    } = reader;
    check_rows(&rows)?;
    check_completeness(&rows)?;
    ensure!(
        unwrapped.len() == WRAPPED_CELLS,
        "{} cells of the price tables had wrap spaces, {WRAPPED_CELLS} are known; they stand in \
         the lines {unwrapped:?} of the source",
        unwrapped.len()
    );
    csv_text(&PRICES_HEAD, rows.iter().map(Row::record))
}

/// The lines of a text with their numbers.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.split('\n'))
}

impl Reader {
    /// A reader that has seen nothing.
    fn new() -> Self {
        Self {
            annex: None,
            part: "",
            page: 0,
            columns: 0,
            unwrapped: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Reads one line of the source; lines outside the price tables are passed over.
    fn read(&mut self, line: usize, content: &str) -> Result<()> {
        if let Some(annex) = ANNEXES.iter().find(|annex| annex.number == content) {
            self.enter(annex);
            return Ok(());
        }
        let Some(annex) = self.annex else {
            return Ok(());
        };
        // Only tables have tabs; running heads stand between their pages.
        if !content.contains('\t') {
            return Ok(());
        }
        let cells: Vec<&str> = content.split('\t').collect();
        match cells[0] {
            "序号" => self.turn_page(annex),
            "" => self.read_tiers(&cells),
            "一、调减价格的项目" => self.enter_part("减"),
            "二、调增价格的项目" => self.enter_part("增"),
            _ => self.read_row(line, annex, &cells),
        }
    }

    /// Starts to read a notice. 医2 has one part only, which its table does not name.
    fn enter(&mut self, annex: &'static Annex) {
        self.annex = Some(annex);
        self.part = if annex.document == "医2" { "新" } else { "" };
        self.page = 0;
        self.columns = 0;
    }

    /// Starts a part of the table.
    fn enter_part(&mut self, part: &'static str) -> Result<()> {
        ensure!(self.page > 0, "the part {part} stands before any header");
        self.part = part;
        Ok(())
    }

    /// Goes to the next page of the table: each repeats the header.
    fn turn_page(&mut self, annex: &Annex) -> Result<()> {
        let (first, last) = annex.pages;
        self.page = if self.page == 0 { first } else { self.page + 1 };
        ensure!(
            self.page <= last,
            "a header beyond the last page, {last}, of the table of {}",
            annex.document
        );
        Ok(())
    }

    /// Reads the second row of a header, which names the tiers.
    fn read_tiers(&mut self, cells: &[&str]) -> Result<()> {
        let (before, tiers) = cells
            .split_at_checked(CELLS_BEFORE_PRICES)
            .context("the tier row is too short")?;
        ensure!(
            before.iter().all(|cell| cell.is_empty()) && TIER_ROWS.contains(&tiers),
            "unknown tier row: {}",
            tiers.join(" ")
        );
        self.columns = tiers.len();
        Ok(())
    }

    /// Reads a row of prices.
    fn read_row(&mut self, line: usize, annex: &Annex, cells: &[&str]) -> Result<()> {
        ensure!(
            self.columns > 0 && !self.part.is_empty(),
            "a row before its header and part"
        );
        ensure!(
            cells.len() == CELLS_BEFORE_PRICES + self.columns,
            "{} cells where the header has {}",
            cells.len(),
            CELLS_BEFORE_PRICES + self.columns
        );
        let number: u32 = cells[0]
            .parse()
            .with_context(|| format!("no row number: {}", cells[0]))?;
        let mut row = Row {
            line,
            code: cells[1].to_owned(),
            document: annex.document,
            part: self.part,
            number,
            page: self.page,
            texts: std::array::from_fn(|i| cells[i + 2].to_owned()),
            prices: std::array::from_fn(|i| {
                let cell = cells.get(CELLS_BEFORE_PRICES + i);
                cell.copied().unwrap_or_default().to_owned()
            }),
        };
        move_note(&mut row)?;
        tell_in_own_words(&mut row)?;
        let unwrapped = row
            .texts
            .iter_mut()
            .map(unwrap_cell)
            .filter(|wrapped| *wrapped)
            .count();
        self.unwrapped.extend(std::iter::repeat_n(line, unwrapped));
        self.rows.push(row);
        Ok(())
    }
}

/// Moves the note that is printed in the last price column to where it belongs.
fn move_note(row: &mut Row) -> Result<()> {
    if row.code != NOTE_IN_PRICE_COLUMN {
        return Ok(());
    }
    let note = &mut row.texts[4];
    let cell = &mut row.prices[TIERS - 1];
    ensure!(
        note.is_empty() && cell.contains("加收"),
        "{NOTE_IN_PRICE_COLUMN}: the note is expected in the last price column, found {cell:?}"
    );
    *note = std::mem::take(cell);
    Ok(())
}

/// Puts the project's own words in the place of a cell of running prose.
fn tell_in_own_words(row: &mut Row) -> Result<()> {
    let Some((code, beginning, words)) = OWN_WORDS.iter().find(|(code, ..)| *code == row.code)
    else {
        return Ok(());
    };
    let content = &mut row.texts[1];
    ensure!(
        content.starts_with(beginning),
        "{code}: the content is expected to begin with {beginning}, found {content:?}"
    );
    (*words).clone_into(content);
    Ok(())
}

/// Removes the spaces of line wraps from a cell, and tells whether there were any. No cell of the
/// tables has a space of its own.
fn unwrap_cell(cell: &mut String) -> bool {
    let wrapped = cell.contains(' ');
    cell.retain(|character| character != ' ');
    wrapped
}

/// Checks each row by itself and against the rows before it.
fn check_rows(rows: &[Row]) -> Result<()> {
    let mut codes = HashSet::new();
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows {
        let place = || {
            format!(
                "line {} of the source, {}{}",
                row.line, row.part, row.number
            )
        };
        check_code(&row.code).with_context(place)?;
        ensure!(
            codes.insert(&row.code),
            "{}: the code {} stands twice",
            place(),
            row.code
        );
        let before = last.insert(row.part, row.number).unwrap_or_default();
        ensure!(
            row.number == before + 1,
            "{}: the row before is {before}",
            place()
        );
        check_prices(row).with_context(place)?;
    }
    Ok(())
}

/// Checks that a code has nine digits, and a child's number after a dash.
fn check_code(code: &str) -> Result<()> {
    let (parent, child) = code.split_once('-').unwrap_or((code, "1"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    ensure!(
        parent.len() == 9 && digits(parent) && !child.is_empty() && digits(child),
        "not a code: {code:?}"
    );
    Ok(())
}

/// Checks a row's prices: only the lowest tier may be blank, a share stands alone or not at all,
/// and no price is higher at a lower tier.
fn check_prices(row: &Row) -> Result<()> {
    let mut prices = [Price::Blank; TIERS];
    for (price, cell) in prices.iter_mut().zip(&row.prices) {
        *price = read_price(cell)?;
    }
    ensure!(
        !prices[..TIERS - 1].contains(&Price::Blank),
        "a tier above the lowest has no price"
    );
    for pair in prices.windows(2) {
        match pair {
            [Price::Fen(higher), Price::Fen(lower)] => ensure!(
                higher >= lower,
                "a price is higher at a lower tier: {}",
                row.prices.join(" ")
            ),
            [Price::Share, Price::Share] | [Price::Fen(_), Price::Blank] => {}
            _ => bail!("amounts and shares are mixed: {}", row.prices.join(" ")),
        }
    }
    Ok(())
}

/// Reads a price cell: blank, `20%`, or a decimal with at most two places and no needless zeros.
fn read_price(cell: &str) -> Result<Price> {
    match cell {
        "" => return Ok(Price::Blank),
        "20%" => return Ok(Price::Share),
        _ => {}
    }
    let (yuan, places) = match cell.split_once('.') {
        Some((yuan, places)) => (yuan, Some(places)),
        None => (cell, None),
    };
    let well_formed = !yuan.is_empty()
        && cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && places.is_none_or(|places| matches!(places.len(), 1 | 2) && !places.contains('.'));
    ensure!(
        well_formed,
        "neither an amount with at most two places nor 20%: {cell:?}"
    );
    let digits = format!("{yuan}{:0<2}", places.unwrap_or_default());
    let fen = digits
        .parse()
        .with_context(|| format!("not an amount: {cell:?}"))?;
    Ok(Price::Fen(fen))
}

/// Checks what the tables must hold as a whole.
fn check_completeness(rows: &[Row]) -> Result<()> {
    for (part, wanted) in PARTS {
        let found = rows.iter().filter(|row| row.part == part).count();
        ensure!(
            u32::try_from(found).is_ok_and(|found| found == wanted),
            "the part {part} has {found} rows, not {wanted}{}",
            last_line(rows, part)
        );
    }
    for annex in &ANNEXES {
        check_last_page(rows, annex)?;
    }
    let blank = rows
        .iter()
        .filter(|row| row.document == "医39" && row.prices[TIERS - 1].is_empty())
        .count();
    ensure!(
        blank == ROWS_WITHOUT_LOWEST,
        "{}: {blank} rows of 医39 have no price for the lowest tier, not {ROWS_WITHOUT_LOWEST}",
        span(rows)
    );
    check_names(rows)
}

/// For a message: the source lines between which the tables stand.
fn span(rows: &[Row]) -> String {
    let line = |row: Option<&Row>| row.map_or(0, |row| row.line);
    format!(
        "lines {} to {} of the source",
        line(rows.first()),
        line(rows.last())
    )
}

/// For a message: the source line of a part's last row.
fn last_line(rows: &[Row], part: &str) -> String {
    rows.iter()
        .rfind(|row| row.part == part)
        .map(|row| format!(" (the last in line {} of the source)", row.line))
        .unwrap_or_default()
}

/// Checks that a table ends on its last page.
fn check_last_page(rows: &[Row], annex: &Annex) -> Result<()> {
    let last = rows
        .iter()
        .rfind(|row| row.document == annex.document)
        .with_context(|| format!("{} has no rows", annex.document))?;
    ensure!(
        last.page == annex.pages.1,
        "line {} of the source: the table of {} ends on p. {}, not on p. {}",
        last.line,
        annex.document,
        last.page,
        annex.pages.1
    );
    Ok(())
}

/// Checks that no two rows share a name but the two that are known to.
fn check_names(rows: &[Row]) -> Result<()> {
    let mut by_name: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_name.entry(row.name()).or_default().push(row);
    }
    let (shared_name, shared_codes) = SHARED_NAME;
    let mut known = false;
    for (name, sharing) in by_name.iter().filter(|(_, sharing)| sharing.len() > 1) {
        let codes: Vec<&str> = sharing.iter().map(|row| row.code.as_str()).collect();
        let lines: Vec<String> = sharing.iter().map(|row| row.line.to_string()).collect();
        ensure!(
            *name == shared_name && codes == shared_codes,
            "lines {} of the source: the rows share the name {name}",
            lines.join(", ")
        );
        known = true;
    }
    ensure!(
        known,
        "{}: two rows named {shared_name} are expected",
        span(rows)
    );
    Ok(())
}

/// The whole of `blood-districts.csv`: the seven districts, then the printed total.
fn districts(text: &str) -> Result<String> {
    let mut lines = numbered(text)
        .map(|(line, content)| (line, content.replace(' ', "")))
        .skip_while(|(_, content)| *content != DISTRICTS_PRINTED_HEAD.join("\t"));
    lines
        .next()
        .context("the header of the district table is not in the source")?;
    let mut records = Vec::new();
    let mut sums = [0; 3];
    for (id, name) in DISTRICTS {
        let (line, content) = lines.next().context("the district table is cut off")?;
        let numbers =
            district_row(name, &content).with_context(|| format!("line {line} of the source"))?;
        if id == "printed_total" {
            check_district_totals(sums, numbers)
                .with_context(|| format!("line {line} of the source"))?;
        } else {
            for (sum, number) in sums.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
        let mut record = vec![id, BLOOD_DOCUMENT, "附件1", BLOOD_PAGE, name]
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        record.extend(numbers.iter().map(u32::to_string));
        records.push(record);
    }
    csv_text(&DISTRICTS_HEAD, records)
}

/// The three numbers of a row of the district table.
fn district_row(name: &str, content: &str) -> Result<[u32; 3]> {
    let cells: Vec<&str> = content.split('\t').collect();
    let [found, used, plan, emergency] = cells[..] else {
        bail!("a row of the district table has {} cells", cells.len());
    };
    ensure!(
        found == name,
        "the row of {name} is expected, found {found}"
    );
    let mut numbers = [0; 3];
    for (number, cell) in numbers.iter_mut().zip([used, plan, emergency]) {
        *number = cell
            .parse()
            .with_context(|| format!("{name}: not a number: {cell:?}"))?;
    }
    Ok(numbers)
}

/// Checks the sums of the columns, and the totals that are printed.
fn check_district_totals(sums: [u32; 3], printed: [u32; 3]) -> Result<()> {
    ensure!(
        sums == DISTRICT_SUMS,
        "the columns add up to {sums:?}, not to {DISTRICT_SUMS:?}"
    );
    ensure!(
        printed == DISTRICT_TOTALS,
        "the printed totals are {printed:?}, not {DISTRICT_TOTALS:?}"
    );
    Ok(())
}

/// The whole of `blood-slots.csv`.
fn slots(text: &str) -> Result<String> {
    let mut lines = numbered(text).skip_while(|(_, content)| *content != SLOTS_PRINTED_HEAD);
    lines
        .next()
        .context("the header of the slot table is not in the source")?;
    let mut records = Vec::new();
    for (id, first, last) in SLOTS {
        let (line, content) = lines.next().context("the slot table is cut off")?;
        let units = slot_units(first, last, content)
            .with_context(|| format!("line {line} of the source"))?;
        records.push(
            [
                id,
                BLOOD_DOCUMENT,
                "附件2",
                BLOOD_PAGE,
                &format!("2024-{first:02}-01"),
                &format!("2024-{last:02}-{}", last_day_of_2024(last)),
                units,
            ]
            .map(str::to_owned)
            .to_vec(),
        );
    }
    csv_text(&SLOTS_HEAD, records)
}

/// The units of a row of the slot table.
fn slot_units(first: u32, last: u32, content: &str) -> Result<&str> {
    let months = format!("2024年{first}—{last}月");
    let units = content
        .strip_prefix(&months)
        .and_then(|rest| rest.strip_prefix('\t'))
        .with_context(|| format!("the row of {months} is expected, found {content}"))?;
    ensure!(
        !units.is_empty() && !units.contains(['\t', ' ']),
        "the units are expected in one cell without wraps, found {units:?}"
    );
    Ok(units)
}

/// The last day of a month of 2024, a leap year.
fn last_day_of_2024(month: u32) -> u32 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Records as CSV text, with a line feed after each.
fn csv_text(head: &[&str], records: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for record in records {
        writer.write_record(&record)?;
    }
    let bytes = writer.into_inner().context("cannot finish the CSV text")?;
    String::from_utf8(bytes).context("the CSV text is not UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of an invented annex of 医39, up to its first row.
    const HEAD: &str = "泸市医保发[2023]39号\n\n\
        序号\t编码\t项目名称\t项目内涵\t除外内容\t计价单位\t说明\t价格(元)\t\t\t\t\n\
        \t\t\t\t\t\t\t三甲\t三乙\t二甲\t二乙\t二乙以下\n\
        一、调减价格的项目\t\t\t\t\t\t\t\t\t\t\t\n";

    /// Reads invented rows under [`HEAD`].
    fn read(rows: &str) -> Result<Reader> {
        let mut reader = Reader::new();
        let text = format!("{HEAD}{rows}");
        for (line, content) in numbered(&text) {
            reader
                .read(line, content)
                .with_context(|| format!("line {line}"))?;
        }
        Ok(reader)
    }

    /// The message of the check that invented rows fail.
    fn refusal(rows: &str) -> String {
        let reader = read(rows).expect("the rows can be read");
        let error = check_rows(&reader.rows).expect_err("the rows are refused");
        format!("{error:#}")
    }

    #[test]
    fn a_row_is_read_with_its_place() {
        let reader =
            read("1\t100000001\t甲项\t含乙\t丙\t次\t丁\t9.5\t9\t8\t7.25\t\n").expect("read");
        assert_eq!(
            reader.rows[0].record(),
            [
                "100000001",
                "医39",
                "减1",
                "49",
                "甲项",
                "含乙",
                "丙",
                "次",
                "丁",
                "9.5",
                "9",
                "8",
                "7.25",
                ""
            ]
        );
        check_rows(&reader.rows).expect("sound");
    }

    #[test]
    fn wrap_spaces_are_removed_and_counted_by_cell() {
        let reader =
            read("1\t100000001\t甲 项(乙 丙)\t\t丁 戊\t次\t\t4\t3\t2\t1\t\n").expect("read");
        assert_eq!(reader.rows[0].name(), "甲项(乙丙)");
        assert_eq!(reader.rows[0].texts[2], "丁戊");
        assert_eq!(reader.unwrapped, [6, 6]);
    }

    #[test]
    fn the_shifted_note_moves_out_of_the_price_column() {
        let reader =
            read("1\t250307009\t甲项\t\t\t项\t\t9\t9\t9\t9\t乙法加收15元\n").expect("read");
        assert_eq!(reader.rows[0].texts[4], "乙法加收15元");
        assert_eq!(reader.rows[0].prices, ["9", "9", "9", "9", ""]);
        let error = read("1\t250307009\t甲项\t\t\t项\t\t9\t9\t9\t9\t8\n").err();
        assert!(error.is_some_and(|error| format!("{error:#}").starts_with("line 6: 250307009")));
    }

    #[test]
    fn a_note_in_any_other_price_column_is_refused() {
        let message = refusal("1\t100000001\t甲项\t\t\t项\t\t9\t9\t9\t9\t加收15元\n");
        assert!(message.contains("neither an amount"), "{message}");
    }

    #[test]
    fn prose_is_told_in_own_words_only_where_it_is_expected() {
        let reader =
            read("1\t410000015\t甲项\t服务产出:乙 and 丙\t\t次\t\t4\t3\t2\t1\t\n").expect("read");
        assert_eq!(reader.rows[0].texts[1], OWN_WORDS[0].2);
        assert!(reader.unwrapped.is_empty());
        assert!(read("1\t410000015\t甲项\t别的\t\t次\t\t4\t3\t2\t1\t\n").is_err());
    }

    #[test]
    fn four_columns_are_read_as_the_first_four_tiers() {
        let text = "泸市医保发[2023]39号\n序号\t编码\n\
            \t\t\t\t\t\t\t三甲\t三甲\t三甲\t三甲以下\n一、调减价格的项目\t\n\
            1\t100000001\t甲项\t\t\t次\t\t4\t3\t2\t1\n\
            序号\t编码\n\t\t\t\t\t\t\t三甲\t三乙\t二甲\t二乙\n二、调增价格的项目\t\n\
            1\t100000002\t乙项\t\t\t次\t\t4\t3\t2\t1\n";
        let mut reader = Reader::new();
        for (line, content) in numbered(text) {
            reader.read(line, content).expect("read");
        }
        for row in &reader.rows {
            assert_eq!(row.prices, ["4", "3", "2", "1", ""]);
        }
        assert_eq!(reader.rows[0].page, 49);
        assert_eq!(reader.rows[1].record()[2], "增1");
        assert_eq!(reader.rows[1].page, 50);
    }

    #[test]
    fn an_unknown_header_is_refused() {
        let mut reader = Reader::new();
        reader.enter(&ANNEXES[0]);
        assert!(
            reader
                .read(1, "\t\t\t\t\t\t\t三甲\t二甲\t三乙\t二乙")
                .is_err()
        );
        assert!(reader.read(2, "\t三甲").is_err());
    }

    #[test]
    fn a_duplicate_code_is_refused() {
        let message = refusal(
            "1\t100000001\t甲项\t\t\t次\t\t4\t3\t2\t1\t\n2\t100000001\t乙项\t\t\t次\t\t4\t3\t2\t1\t\n",
        );
        assert!(
            message.starts_with("line 7 of the source, 减2"),
            "{message}"
        );
        assert!(message.contains("stands twice"), "{message}");
    }

    #[test]
    fn a_gap_in_the_row_numbers_is_refused() {
        let message = refusal(
            "1\t100000001\t甲项\t\t\t次\t\t4\t3\t2\t1\t\n3\t100000002\t乙项\t\t\t次\t\t4\t3\t2\t1\t\n",
        );
        assert!(message.ends_with("减3: the row before is 1"), "{message}");
    }

    #[test]
    fn a_rising_price_is_refused() {
        let message = refusal("1\t100000001\t甲项\t\t\t次\t\t4\t3\t3.05\t1\t\n");
        assert!(message.contains("higher at a lower tier"), "{message}");
        let message = refusal("1\t100000001\t甲项\t\t\t次\t\t9.5\t9.45\t9.4\t9.04\t9.1\n");
        assert!(message.contains("higher at a lower tier"), "{message}");
    }

    #[test]
    fn blanks_and_shares_are_refused_out_of_place() {
        let message = refusal("1\t100000001\t甲项\t\t\t次\t\t4\t\t2\t1\t\n");
        assert!(message.contains("has no price"), "{message}");
        let message = refusal("1\t100000001\t甲项\t\t\t次\t\t20%\t20%\t20%\t20%\t4\n");
        assert!(message.contains("mixed"), "{message}");
    }

    #[test]
    fn prices_have_at_most_two_places() {
        for (cell, fen) in [("6", 600), ("18.2", 1820), ("0.05", 5), ("1065", 106_500)] {
            assert!(read_price(cell).expect(cell) == Price::Fen(fen), "{cell}");
        }
        for cell in [
            "1.234", "1.", ".5", "1.2.3", "-1", "+1", "1,065", "30%", "X",
        ] {
            assert!(read_price(cell).is_err(), "{cell}");
        }
    }

    #[test]
    fn a_shared_name_is_refused() {
        let reader = read(
            "1\t100000001\t甲项\t\t\t次\t\t4\t3\t2\t1\t\n2\t100000002\t甲项\t\t\t次\t\t4\t3\t2\t1\t\n",
        )
        .expect("read");
        let error = check_names(&reader.rows).expect_err("refused");
        assert!(error.to_string().starts_with("lines 6, 7 of"), "{error}");
    }

    #[test]
    fn missing_rows_are_refused() {
        let reader = read("1\t100000001\t甲项\t\t\t次\t\t4\t3\t2\t1\t\n").expect("read");
        let error = check_completeness(&reader.rows).expect_err("refused");
        assert!(error.to_string().contains("减 has 1 rows"), "{error}");
    }

    #[test]
    fn district_rows_are_read_by_name() {
        assert_eq!(
            district_row("泸县", "泸县\t1\t2\t3").expect("read"),
            [1, 2, 3]
        );
        assert!(district_row("泸县", "合江县\t1\t2\t3").is_err());
        assert!(district_row("泸县", "泸县\t1\t2").is_err());
        assert!(district_row("泸县", "泸县\t1\t2\t三").is_err());
        assert!(check_district_totals([1, 2, 3], DISTRICT_TOTALS).is_err());
    }

    #[test]
    fn slots_run_to_the_last_day_of_the_month() {
        let row = |first: u32| format!("2024年{first}—{}月\t甲单位{first}\n", first + 1);
        let rows: String = [1, 3, 5, 7, 9, 11].map(row).concat();
        let table = slots(&format!("{SLOTS_PRINTED_HEAD}\n{rows}")).expect("read");
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 7);
        assert_eq!(
            lines[1],
            "jan_feb,办函4,附件2,47,2024-01-01,2024-02-29,甲单位1"
        );
        assert_eq!(
            lines[6],
            "nov_dec,办函4,附件2,47,2024-11-01,2024-12-31,甲单位11"
        );
        assert!(slots(&format!("{SLOTS_PRINTED_HEAD}\n2024年3—4月\t甲\n")).is_err());
    }

    #[test]
    fn the_first_differing_line_is_named() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\nb", "a\nb\n"), Some(2));
        assert_eq!(first_difference("a\nb\n", "a\n"), Some(2));
        assert_eq!(line_or_end("a\n", 2), "(end of file)");
    }
}
