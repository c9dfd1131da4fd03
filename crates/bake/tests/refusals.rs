//! What `build.rs` refuses to bake. Each test takes the real files of `data/2024-01/` with one small
//! change, and reads which file and line the refusal names.

use std::fs;
use std::path::{Path, PathBuf};

use luzhou_gazette_bake::{self as bake, Data};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// The file as a refusal names it.
fn full(file: &str) -> String {
    match file.strip_prefix("../") {
        Some(file) => file.to_owned(),
        None => format!("2024-01/{file}"),
    }
}

fn text_of(file: &str) -> String {
    fs::read_to_string(data().join(full(file))).unwrap()
}

fn read() -> Result<Data, String> {
    let folders = bake::folders(&data());
    let read = Data::read(&folders, &data());
    read.map_err(|problem| problem.to_string())
}

/// Bakes the real files, one of them with another text.
fn bake_with(changed: &str, text: &str) -> Result<String, String> {
    let baked = bake::bake(&read()?.with(&full(changed), text));
    baked
        .map(|baked| baked.gazette)
        .map_err(|problem| problem.to_string())
}

/// Why the real files are refused with this text in place of one of them.
#[track_caller]
fn refusal(file: &str, text: &str) -> String {
    match bake_with(file, text) {
        Ok(_) => panic!("{file} was baked"),
        Err(problem) => problem,
    }
}

/// The text with its first `old` replaced.
fn changed(file: &str, old: &str, new: &str) -> String {
    let text = text_of(file);
    assert!(text.contains(old), "{file} has no {old:?}");
    text.replacen(old, new, 1)
}

/// The number of the first line that contains the needle, from 1.
fn line_of(text: &str, needle: &str) -> usize {
    let position = text.lines().position(|line| line.contains(needle));
    position.unwrap_or_else(|| panic!("no line has {needle:?}")) + 1
}

/// Holds that the text is refused at the first line that contains `at`, in these words.
#[track_caller]
fn refused(file: &str, text: &str, at: &str, what: &str) {
    let line = line_of(text, at);
    let problem = refusal(file, text);
    assert_eq!(problem, format!("{}:{line}: {what}", full(file)));
}

/// Holds that the text is refused at the line, in words that contain these.
#[track_caller]
fn refused_at(file: &str, text: &str, line: usize, words: &str) {
    let problem = refusal(file, text);
    let begins = format!("{}:{line}: ", full(file));
    assert!(
        problem.starts_with(&begins) && problem.contains(words),
        "{problem:?}, not {begins:?} with {words:?}"
    );
}

/// Holds that the change of `old` into `new` is refused where `new` stands.
#[track_caller]
fn change_refused(file: &str, old: &str, new: &str, what: &str) {
    refused(file, &changed(file, old, new), new, what);
}

/// The same, in words of the parser that contain these.
#[track_caller]
fn change_unread(file: &str, old: &str, new: &str, words: &str) {
    let text = changed(file, old, new);
    refused_at(file, &text, line_of(&text, new), words);
}

/// The first line of the price table that begins so, and the table with that line replaced.
fn price_row(begins: &str, change: impl Fn(&str) -> String) -> (String, String) {
    let text = text_of("prices.csv");
    let row = text.lines().find(|line| line.starts_with(begins)).unwrap();
    let new = change(row);
    assert_ne!(row, new);
    (text.replacen(row, &new, 1), new)
}

const MRI: &str = "210200001-1,医39,减2,49,";

#[test]
fn the_real_data_bakes() {
    let baked = bake_with("prices.csv", &text_of("prices.csv")).unwrap();
    for static_name in [
        "DOCUMENTS: [Document; 11]",
        "ITEMS: [Item; 209]",
        "QUOTAS: [Quota; 7]",
        "SLOTS: [Slot; 6]",
    ] {
        assert!(baked.contains(static_name), "{static_name}");
    }
}

#[test]
fn the_folders_are_read_whole_or_the_missing_file_is_named() {
    assert!(bake::bake(&read().unwrap()).is_ok());
    let nowhere = [PathBuf::from("data/1900-01")];
    let nowhere = Data::read(&nowhere, &data());
    let problem = nowhere.err().map(|problem| problem.to_string()).unwrap();
    assert!(problem.starts_with("1900-01/issue.toml:0: "), "{problem}");
}

#[test]
fn a_file_that_no_table_is_read_from_is_refused() {
    refused(
        "price.csv",
        "code\n",
        "code",
        "no table of this name is read",
    );
}

// --- Sources -------------------------------------------------------------------------------------

#[test]
fn an_unknown_document_is_refused() {
    let what = "unknown document \"办规9\"";
    let text = changed(
        "facts/relocation.toml",
        "document = \"办规1\"",
        "document = \"办规9\"",
    );
    refused(
        "facts/relocation.toml",
        &text,
        "key = \"relocation_city\"",
        what,
    );

    let (text, row) = price_row(MRI, |row| row.replace("医39", "办规9"));
    refused("prices.csv", &text, &row, what);

    change_refused("anomalies.csv", "B1,医39,", "B1,办规9,", what);
    change_refused("blood-districts.csv", "naxi,办函4,", "naxi,办规9,", what);
    change_refused("blood-slots.csv", "mar_apr,办函4,", "mar_apr,办规9,", what);
}

#[test]
fn a_clause_that_the_outline_lacks_is_refused() {
    let text = changed(
        "facts/relocation.toml",
        "clause = \"三(一)\"",
        "clause = \"三(九)\"",
    );
    let what = "the outline of 办规1 has no clause \"三(九)\"";
    refused(
        "facts/relocation.toml",
        &text,
        "key = \"relocation_city\"",
        what,
    );

    let what = "the outline of 办函4 has no clause \"附件9\"";
    let file = "blood-districts.csv";
    change_refused(file, "naxi,办函4,附件1,", "naxi,办函4,附件9,", what);
    let file = "blood-slots.csv";
    change_refused(file, "may_jun,办函4,附件2,", "may_jun,办函4,附件9,", what);
}

#[test]
fn the_outline_of_a_priced_notice_must_have_its_annex() {
    let text = text_of("documents.toml");
    let notice = text.find("id = \"医39\"").unwrap();
    let (before, after) = text.split_at(notice);
    let text = format!(
        "{before}{}",
        after.replacen("id = \"附件\"", "id = \"附表\"", 1)
    );
    let problem = refusal("documents.toml", &text);
    let what = "the outline of 医39 has no clause \"附件\"";
    assert!(problem.ends_with(what), "{problem}");
}

#[test]
fn a_page_outside_the_document_or_before_the_clause_is_refused() {
    let key = "key = \"home_purchase_rate\"";
    for page in ["2", "99"] {
        let text = changed(
            "facts/home-purchase.toml",
            "page = 34",
            &format!("page = {page}"),
        );
        let what = format!("办发1 二(四) cannot stand on page {page}");
        refused("facts/home-purchase.toml", &text, key, &what);
    }
    let (text, row) = price_row(MRI, |row| row.replace(",49,", ",47,"));
    refused("prices.csv", &text, &row, "page 47 is outside 医39");
}

#[test]
fn a_row_without_its_source_is_refused() {
    for (cell, empty, what) in [
        (",医39,", ",,", "unknown document \"\""),
        (",减2,", ",,", "the cell row is empty"),
        ("210200001-1,", ",", "the cell code is empty"),
    ] {
        let (text, row) = price_row(MRI, |row| row.replacen(cell, empty, 1));
        refused("prices.csv", &text, &row, what);
    }
    // A row of the table that has lost its cell altogether.
    let (text, row) = price_row(MRI, |row| row.replacen("医39,", "", 1));
    refused_at("prices.csv", &text, line_of(&text, &row), "fields");

    let line = "blood-districts.csv";
    change_refused(line, "naxi,办函4,", "naxi,,", "unknown document \"\"");
    let what = "the outline of 办函4 has no clause \"\"";
    change_refused(line, "naxi,办函4,附件1,", "naxi,办函4,,", what);
}

#[test]
fn a_fact_without_its_source_is_refused() {
    for missing in ["document", "clause"] {
        let text = text_of("facts/relocation.toml");
        let lost = text.lines().find(|line| line.starts_with(missing)).unwrap();
        let text = text.replacen(&format!("{lost}\n"), "", 1);
        // The entry begins at its header, the line before its key.
        let line = line_of(&text, "[[fact]]");
        refused_at(
            "facts/relocation.toml",
            &text,
            line,
            &format!("`{missing}`"),
        );
    }
    let text = changed("facts/relocation.toml", "printed = \"1.5万元/户\"\n", "");
    let what = "a figure needs its unit and `printed`";
    refused("facts/relocation.toml", &text, "value = \"15000\"", what);
}

#[test]
fn a_figure_that_is_not_the_printed_one_or_says_not_what_it_is_about_is_refused() {
    let file = "facts/relocation.toml";
    let (old, new) = ("value = \"15000\"", "value = \"16000\"");
    change_refused(file, old, new, "\"16000\" is not what \"1.5万元/户\" says");
    let seasons = "facts/forest-fire.toml";
    let (old, new) = ("\"2024-02-01/2024-05-10\"", "\"2024-02-01/2024-05-11\"");
    let what = format!("{new} is not what \"其中2月1日至5月10日为森林高火险期\" says");
    change_refused(seasons, old, new, &what);
    let text = changed(file, "subject = \"避险搬迁每户的市级补助\"\n", "");
    let key = "key = \"relocation_city\"";
    refused(file, &text, key, "a figure needs its `subject`");
    let text = changed(file, "bound = \"at_least\"", "horizon = \"2025年\"");
    let key = "key = \"relocation_district_minimum\"";
    let what = "\"2025年\" is no horizon (2025, 2024-02-29, 2021/2025)";
    refused(file, &text, key, what);
    change_unread(file, "bound = \"at_least\"", "bound = \"least\"", "`least`");
    let note = "kind = \"note\"\nsubject = \"试\"";
    let text = changed(file, "kind = \"note\"", note);
    let line = line_of(&text, note.lines().next().unwrap()) - 1;
    refused_at(file, &text, line, "a note has no subject");
}

#[test]
fn a_masthead_that_is_not_what_is_printed_is_refused() {
    let file = "masthead.toml";
    let (old, new) = ("value = \"646000\"", "value = \"646001\"");
    let what = "\"646001\" is not what \"邮政编码：646000\" says";
    refused(file, &changed(file, old, new), "key = \"postcode\"", what);
    let text = changed(file, "key = \"postcode\"", "key = \"address\" # again");
    refused(file, &text, "# again", "address stands twice");
    let (old, new) = ("place = \"版权页\"", "place = \"第1页\"");
    let what = "address needs subject, value, printed, and a place (刊头, 版权页)";
    refused(file, &changed(file, old, new), "key = \"address\"", what);
    change_unread(file, "place = \"刊头\"", "page = \"刊头\"", "`page`");
}

#[test]
fn a_key_that_nothing_reads_is_refused() {
    let file = "facts/relocation.toml";
    change_unread(file, "unit = \"元/户\"", "units = \"元/户\"", "`units`");
}

// --- Twice ---------------------------------------------------------------------------------------

#[test]
fn a_code_or_a_row_that_stands_twice_is_refused() {
    let (text, row) = price_row(MRI, |row| row.replacen("210200001-1", "210102015", 1));
    refused("prices.csv", &text, &row, "code \"210102015\" stands twice");
    let (text, row) = price_row(MRI, |row| row.replacen(",减2,", ",减1,", 1));
    refused("prices.csv", &text, &row, "row \"减1\" stands twice");
}

#[test]
fn a_document_a_clause_or_a_district_that_stands_twice_is_refused() {
    let text = text_of("documents.toml").replace("id = \"规2\"", "id = \"规1\"");
    let line = second_line_of(&text, "id = \"规1\"");
    refused_at(
        "documents.toml",
        &text,
        line,
        "document \"规1\" stands twice, also at 2024-01/documents.toml:",
    );

    let text = changed("documents.toml", "id = \"四(二)\"", "id = \"四(一)\"");
    let line = second_line_of(&text, "id = \"四(一)\"");
    refused_at(
        "documents.toml",
        &text,
        line,
        "clause \"四(一)\" stands twice",
    );

    let file = "blood-districts.csv";
    let text = changed(file, "naxi,", "jiangyang,");
    let line = second_line_of(&text, "jiangyang,");
    refused_at(file, &text, line, "district \"jiangyang\" stands twice");
}

fn second_line_of(text: &str, needle: &str) -> usize {
    let first = line_of(text, needle);
    let rest: Vec<&str> = text.lines().skip(first).collect();
    first + line_of(&rest.join("\n"), needle)
}

// --- Figures -------------------------------------------------------------------------------------

#[test]
fn a_price_that_is_no_decimal_with_at_most_two_places_is_refused() {
    let what = "a price is not a decimal with at most two places, nor all five one share";
    for price in [
        "408.125",
        "408元",
        "-408",
        "4O8",
        "408.",
        ".5",
        "1e3",
        " 408",
        "４０８",
        "20%",
    ] {
        let (text, row) = price_row(MRI, |row| row.replacen("408,", &format!("{price},"), 1));
        refused("prices.csv", &text, &row, what);
    }
    // A share must be the same for every tier.
    let (text, row) = price_row("410000015-1,", |row| row.replacen("20%", "25%", 1));
    refused("prices.csv", &text, &row, what);
}

#[test]
fn a_figure_of_another_kind_is_refused() {
    for (old, new) in [
        ("value = \"15000\"", "value = \"1.5万\""),
        ("value = \"15000\"", "value = \"15000.005\""),
        ("value = \"320\"", "value = \"320.5\""),
    ] {
        let value = new.trim_start_matches("value = ");
        let what = format!("{value} is not a figure of this kind");
        change_refused("facts/relocation.toml", old, new, &what);
    }
    let what = "\"2%\" is not a figure of this kind";
    let file = "facts/home-purchase.toml";
    change_refused(file, "value = \"2\"", "value = \"2%\"", what);
    let value = "\"2024-05-31/2024-01-01\"";
    change_refused(
        "facts/forest-fire.toml",
        "\"2024-01-01/2024-05-31\"",
        value,
        &format!("{value} is not a figure of this kind"),
    );
    let text = changed("facts/relocation.toml", "value = \"15000\"\n", "");
    let key = "key = \"relocation_city\"";
    refused("facts/relocation.toml", &text, key, "the value is missing");
    let text = changed(
        "facts/relocation.toml",
        "kind = \"clause\"\n",
        "kind = \"clause\"\nvalue = \"1\"\n",
    );
    let key = "key = \"relocation_subsidy\"";
    refused("facts/relocation.toml", &text, key, "a clause has no value");
    let file = "facts/relocation.toml";
    change_unread(file, "kind = \"money\"", "kind = \"yuan\"", "`yuan`");
}

// --- Periods -------------------------------------------------------------------------------------

/// A second entry for a key that ends on 2024-02-29, with another period.
fn second_window(from: &str) -> String {
    let entry = "\n[[fact]]\nkey = \"home_purchase_window\" # again\nkind = \"clause\"\n\
                 document = \"办发1\"\nclause = \"二(四)\"\n";
    format!(
        "{}{entry}from = \"{from}\"\n",
        text_of("facts/home-purchase.toml")
    )
}

#[test]
fn periods_of_one_key_that_overlap_or_leave_a_gap_are_refused() {
    let at = "# again";
    let file = "facts/home-purchase.toml";
    let first = line_of(&text_of(file), "key = \"home_purchase_window\"");
    let first = format!("{}:{first}", full(file));
    let overlaps = format!("home_purchase_window: this period overlaps the one before, at {first}");
    let overlaps = overlaps.as_str();
    let gap = format!("home_purchase_window: a gap before this period, after the one at {first}");
    let gap = gap.as_str();
    refused(
        "facts/home-purchase.toml",
        &second_window("2024-02-29"),
        at,
        overlaps,
    );
    refused(
        "facts/home-purchase.toml",
        &second_window("2023-01-01"),
        at,
        overlaps,
    );
    refused(
        "facts/home-purchase.toml",
        &second_window("2024-03-02"),
        at,
        gap,
    );
    assert!(bake_with("facts/home-purchase.toml", &second_window("2024-03-01")).is_ok());
}

#[test]
fn a_second_entry_after_one_without_end_is_refused() {
    let entry = "\n[[fact]]\nkey = \"blood_remarks\" # again\nkind = \"clause\"\n\
                 document = \"办函4\"\nclause = \"附件1备注\"\nfrom = \"2025-01-01\"\n";
    let text = format!("{}{entry}", text_of("facts/blood-donation.toml"));
    let first = line_of(&text, "key = \"blood_remarks\"");
    let what = format!(
        "blood_remarks: this period overlaps the one before, at 2024-01/facts/blood-donation.toml:{first}"
    );
    refused("facts/blood-donation.toml", &text, "# again", &what);
}

#[test]
fn a_key_that_changes_its_kind_is_refused() {
    let text = second_window("2024-03-01");
    let (before, entry) = text.split_at(text.find("# again").unwrap());
    let figure =
        "kind = \"count\"\nvalue = \"1\"\nunit = \"年\"\nprinted = \"一\"\nsubject = \"试\"";
    let text = format!("{before}{}", entry.replacen("kind = \"clause\"", figure, 1));
    let first = line_of(&text, "key = \"home_purchase_window\"");
    let what = format!(
        "home_purchase_window changes its kind, which is another at 2024-01/facts/home-purchase.toml:{first}"
    );
    refused("facts/home-purchase.toml", &text, "# again", &what);
}

#[test]
fn a_fact_that_ends_before_it_begins_is_refused() {
    let text = changed(
        "facts/home-purchase.toml",
        "until = \"2024-02-29\"",
        "until = \"2023-12-31\"",
    );
    let line = line_of(&text, "key = \"home_purchase_rate\"");
    let problem = refusal("facts/home-purchase.toml", &text);
    let begins = |line| format!("2024-01/facts/home-purchase.toml:{line}: ");
    let near = (line..line + 9).any(|line| problem.starts_with(&begins(line)));
    assert!(near, "{problem}");
}

#[test]
fn slots_with_a_gap_or_an_overlap_are_refused() {
    let what = "the slots must follow each other without gap or overlap";
    let file = "blood-slots.csv";
    let begins = "mar_apr,办函4,附件2,47,";
    let old = format!("{begins}2024-03-01,");
    for from in ["2024-02-29", "2024-03-02"] {
        change_refused(file, &old, &format!("{begins}{from},"), what);
    }
}

#[test]
fn a_measure_a_target_or_a_road_that_does_not_hold_together_is_refused() {
    for (file, old, new, what) in [
        (
            "measures.csv",
            "repair,办发1,",
            "repair,办规9,",
            "unknown document \"办规9\"",
        ),
        (
            "measures.csv",
            "repair,办发1,二(六),",
            "repair,办发1,二(九),",
            "the outline of 办发1 has no clause \"二(九)\"",
        ),
        (
            "measures.csv",
            ",appliances,市",
            ",applances,市",
            "unknown measure \"applances\"",
        ),
        (
            "measure-targets.csv",
            "courts,办发1,四(十),36,sport,",
            "courts,办发1,四(十),36,games,",
            "unknown measure \"games\"",
        ),
        (
            "measure-targets.csv",
            "courts,办发1,四(十),36,sport,社区",
            "paths,办发1,四(十),36,sport,社区",
            "target \"paths\" stands twice",
        ),
        (
            "measure-targets.csv",
            ",planned,30,",
            ",planned,三十,",
            "\"三十\" is no number",
        ),
        (
            "roads.csv",
            "jingan,函20,附件1,2,",
            "mingde,函20,附件1,2,",
            "road \"mingde\" stands twice",
        ),
        (
            "roads.csv",
            "jingan,函20,附件1,2,",
            "jingan,函20,附件1,3,",
            "the roads must be numbered in order",
        ),
    ] {
        change_refused(file, old, new, what);
    }
    let text = changed("measures.csv", "\nrepair,", "\ncar,");
    refused_at("measures.csv", &text, 2, "measure \"car\" stands twice");
}

#[test]
fn a_period_without_the_clause_that_states_it_is_refused() {
    let text = changed("documents.toml", "validity_clause = \"第二十九条\"\n", "");
    let what = "规2 has a period without validity_clause";
    refused("documents.toml", &text, "id = \"规2\"", what);

    let old = "validity_clause = \"第二十九条\"";
    let text = changed("documents.toml", old, "validity_clause = \"第三十条\"");
    let what = "the outline of 规2 has no clause \"第三十条\"";
    refused("documents.toml", &text, "id = \"规2\"", what);
}

#[test]
fn a_document_that_ends_before_it_begins_is_refused() {
    let text = text_of("documents.toml");
    let until = text.lines().find(|line| line.starts_with("until")).unwrap();
    let text = text.replacen(until, "until = \"2023-01-01\"", 1);
    refused(
        "documents.toml",
        &text,
        "id = \"规2\"",
        "规2 ends before it begins",
    );
}

#[test]
fn a_date_that_does_not_exist_is_refused() {
    for day in [
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "1899-12-31",
        "2024/02/01",
        "soon",
    ] {
        let what = format!("{day:?} is no day (2024-02-29)");
        let until = format!("until = \"{day}\"");
        change_refused(
            "facts/home-purchase.toml",
            "until = \"2024-02-29\"",
            &until,
            &what,
        );

        let text = text_of("documents.toml");
        let issued = text
            .lines()
            .find(|line| line.starts_with("issued"))
            .unwrap();
        let text = text.replacen(issued, &format!("issued = \"{day}\""), 1);
        refused(
            "documents.toml",
            &text,
            &format!("issued = \"{day}\""),
            &what,
        );

        let (old, new) = ("2024-01-01,2024-02-29", format!("2024-01-01,{day}"));
        change_refused("blood-slots.csv", old, &new, &what);
    }
}

// --- What refers to rows -------------------------------------------------------------------------

#[test]
fn an_anomaly_of_an_unknown_row_tier_or_kind_is_refused() {
    let file = "anomalies.csv";
    let b1 = "B1,医39,增36,2B,misprint_in_source,";
    for (new, what) in [
        (
            "B1,医39,增165,2B,misprint_in_source,",
            "unknown row \"增165\"",
        ),
        (
            "B1,医39,增36-增999,2B,misprint_in_source,",
            "unknown row \"增999\"",
        ),
        ("B1,医39,增36;,2B,misprint_in_source,", "unknown row \"\""),
        (
            "B1,医39,增36-增35,2B,misprint_in_source,",
            "\"增36-增35\" runs backwards",
        ),
        ("B1,医39,增36,4A,misprint_in_source,", "unknown tier \"4A\""),
        (
            "B1,医39,增36,2B;三甲,misprint_in_source,",
            "unknown tier \"三甲\"",
        ),
        ("B1,医39,增36,2B,rumour,", "unknown kind \"rumour\""),
    ] {
        change_refused(file, b1, new, what);
    }
}

#[test]
fn a_rule_of_an_unknown_code_row_or_share_is_refused() {
    let file = "item-rules.toml";
    // An entry is named by the line of its `[[rule]]`, which stands before its kind.
    let head = |text: &str, kind: &str| line_of(text, &format!("kind = \"{kind}\"")) - 1;
    for (old, new, what) in [
        (
            "codes = [\"410000015\"]\nlast_age",
            "codes = [\"410000099\"]\nlast_age",
            "unknown code \"410000099\"",
        ),
        (
            "codes = [\"410000015\"]\nlast_age",
            "codes = []\nlast_age",
            "a rule without codes",
        ),
        (
            "rate = \"410000015-1\"",
            "rate = \"410000015-9\"",
            "unknown code \"410000015-9\"",
        ),
        (
            "rate = \"410000015-1\"",
            "rate = \"410000015\"",
            "the row prints no share",
        ),
        (
            "rate = \"410000015-1\"\nrow = \"新1\"",
            "rate = \"410000015-1\"\nrow = \"新9\"",
            "unknown row \"新9\"",
        ),
        ("last_age = 6\n", "", "missing field `last_age`"),
    ] {
        let text = changed(file, old, new);
        refused_at(file, &text, head(&text, "age_surcharge"), what);
    }
    let gift = "kind = \"gift\"";
    let text = changed(file, "kind = \"age_surcharge\"", gift);
    refused_at(file, &text, head(&text, "gift"), "unknown variant `gift`");
}

#[test]
fn the_district_table_ends_with_the_printed_total() {
    let text = text_of("blood-districts.csv");
    let total = text.lines().last().unwrap();
    let text = text.replace(&format!("{total}\n"), "");
    let what = "the last row must be the printed total";
    refused_at("blood-districts.csv", &text, 1, what);
}

#[test]
fn a_note_without_its_sentence_or_a_sentence_elsewhere_is_refused() {
    let file = "facts/fleet-purchase.toml";
    let text = changed(file, "notice = \"reading_applied\"\n", "");
    let what = "a note, and nothing else, has `notice` and `text`";
    refused(file, &text, "key = \"fleet_hybrid\"", what);
    let text = changed(file, "notice = \"reading_applied\"", "notice = \"rumour\"");
    refused(
        file,
        &text,
        "key = \"fleet_hybrid\"",
        "unknown kind of notice",
    );
    let text = changed(
        file,
        "kind = \"clause\"\n",
        "kind = \"clause\"\ntext = \"a\"\nnotice = \"information\"\n",
    );
    refused(file, &text, "key = \"fleet_purchase\"", what);
}

// --- Decision tables -----------------------------------------------------------------------------

const FLEET: &str = "decisions/fleet-purchase.toml";

/// The number of the line of the n-th row of the table, from 0.
fn row_line(text: &str, row: usize) -> usize {
    let rows = text
        .lines()
        .enumerate()
        .filter(|(_, line)| *line == "[[row]]");
    rows.map(|(at, _)| at + 1).nth(row).unwrap()
}

#[test]
fn a_table_with_a_gap_is_refused_with_the_combination() {
    let old = "if = { vehicle = [\"public\"], suitable_model = [\"false\"] }";
    let text = changed(
        FLEET,
        old,
        "if = { vehicle = [\"vessel\"], suitable_model = [\"false\"] }",
    );
    let text = text.replacen(
        "if = { vehicle = [\"vessel\"] }",
        "if = { vehicle = [\"vessel\"], suitable_model = [\"true\"] }",
        1,
    );
    let what = "no row covers vehicle=public, suitable_model=false";
    refused_at(FLEET, &text, 1, what);
}

#[test]
fn rows_that_overlap_are_refused_with_both_lines() {
    let old = "if = { vehicle = [\"public\"], suitable_model = [\"false\"] }";
    let text = changed(FLEET, old, "if = { vehicle = [\"public\"] }");
    let (one, other) = (row_line(&text, 1), row_line(&text, 2));
    let what = format!(
        "this row and the one at 2024-01/{FLEET}:{one} both cover vehicle=public, suitable_model=true"
    );
    refused_at(FLEET, &text, other, &what);
}

#[test]
fn a_table_that_names_what_it_does_not_have_is_refused() {
    for (row, old, new, what) in [
        (
            4,
            "then = \"encouraged\"",
            "then = \"required\"",
            "unknown outcome \"required\"",
        ),
        (
            1,
            "suitable_model = [\"true\"] }",
            "colour = [\"red\"] }",
            "unknown input \"colour\"",
        ),
        (
            3,
            "vehicle = [\"vessel\"]",
            "vehicle = [\"tank\"]",
            "vehicle has no answer \"tank\"",
        ),
        (
            0,
            "clause = \"二(五)2\"",
            "clause = \"二(五)9\"",
            "the outline of 发2 has no clause \"二(五)9\"",
        ),
    ] {
        let text = changed(FLEET, old, new);
        refused_at(FLEET, &text, row_line(&text, row), what);
    }
    let text = format!(
        "{}\n[[outcome]]\nid = \"never\"\nlabel = \"x\"\n",
        text_of(FLEET)
    );
    refused_at(FLEET, &text, 1, "no row ends in \"never\"");
}

#[test]
fn a_note_of_a_table_that_names_what_there_is_not_is_refused() {
    let change = |old: &str, new: &str, what: &str| {
        let text = changed(FLEET, old, new);
        let line = line_of(&text, new) - usize::from(!new.starts_with("fact"));
        refused_at(FLEET, &text, line - 1, what);
    };
    change(
        "fact = \"fleet_hybrid\"",
        "fact = \"fleet_purchase\"",
        "no note \"fleet_purchase\"",
    );
    change(
        "then = [\"all_new_energy\", \"electric_or_fuel_cell\"]",
        "then = [\"all_new_energy\", \"steam\"]",
        "unknown outcome \"steam\"",
    );
    change(
        "then = [\"all_new_energy\", \"electric_or_fuel_cell\"]",
        "if = { vehicle = [\"tank\"] }",
        "vehicle has no answer \"tank\"",
    );
}

#[test]
fn a_table_with_a_calculator_is_an_entry_of_the_register() {
    let entries = bake::bake(&read().unwrap()).unwrap().calculators;
    let begin = "name: \"fleet-purchase\", title: \"车船购置要求\"";
    assert!(entries.contains(begin), "{entries}");
    assert!(entries.contains("situations: &[(Situation::Vehicle, 1), (Situation::Fleet, 1)]"));
    let at = line_of(&text_of(FLEET), "[calculator]");
    let text = changed(
        FLEET,
        "in_force = \"fleet_purchase\"",
        "in_force = \"fleet_hybrid\"",
    );
    refused_at(FLEET, &text, at, "no clause \"fleet_hybrid\"");
    let what = "unknown variant `anybody`";
    change_unread(FLEET, "\"organisation\"", "\"anybody\"", what);
}

#[test]
fn a_contradiction_of_answers_that_there_are_not_is_refused() {
    let file = "decisions/relocation-household.toml";
    let at = line_of(&text_of(file), "[calculator]");
    for (old, new, what) in [
        (
            "site = \"no_hazard\", in_plan",
            "site = \"sea\", in_plan",
            "site has no answer \"sea\"",
        ),
        (
            "site = \"no_hazard\", in_plan",
            "place = \"no_hazard\", in_plan",
            "place has no answer \"no_hazard\"",
        ),
        (
            "at = \"in_plan\"",
            "at = \"consent\"",
            "consent is not among what contradicts it",
        ),
    ] {
        refused_at(file, &changed(file, old, new), at, what);
    }
}

// --- The calendar --------------------------------------------------------------------------------

const CALENDAR: &str = "../calendar/holidays.toml";

#[test]
fn a_calendar_with_a_gap_between_years_is_refused() {
    let what = "2027 does not follow the year before";
    change_refused(CALENDAR, "year = 2026", "year = 2027", what);
    change_refused(
        CALENDAR,
        "issued = \"2025-11-04\"",
        "issued = \"2026-01-04\"",
        "a notice is issued before its year",
    );
    change_refused(
        CALENDAR,
        "clause = \"二\"",
        "clause = \"三\"",
        "clause \"三\" is not the next one",
    );
    let what = "\"2023-13-01\" is no day (2024-02-29)";
    refused(
        CALENDAR,
        &changed(CALENDAR, "month = 1\n", "month = 13\n"),
        "day = 1",
        what,
    );
    let text = text_of(CALENDAR);
    let empty = "\n[[notice]]\nyear = 2027\nnumber = \"\"\ntitle = \"\"\nissued = \"2026-11-04\"\nholiday = []\n";
    let text = format!("{text}{empty}");
    refused(CALENDAR, &text, "year = 2027", "2027 has no holiday");
}

#[test]
fn holidays_that_are_unsorted_overlap_or_leave_their_year_are_refused() {
    let from = "from = \"2024-04-04\"";
    let what = "清明节 does not follow 春节";
    change_refused(CALENDAR, from, "from = \"2024-02-17\"", what);
    change_refused(CALENDAR, from, "from = \"2024-01-04\"", what);
    let what = "清明节 ends before it begins";
    change_refused(CALENDAR, from, "from = \"2024-04-07\"", what);
    let what = "2023-12-30 is outside 2024";
    change_refused(CALENDAR, "\"2024-01-01\"", "\"2023-12-30\"", what);
}

#[test]
fn a_day_made_up_is_a_weekend_day_of_its_year_that_is_not_off() {
    let old = "workdays = [\"2024-04-07\"]";
    let with = |day: &str| format!("workdays = [\"{day}\"]");
    let what = "2024-04-08 is no Saturday or Sunday";
    change_refused(CALENDAR, old, &with("2024-04-08"), what);
    let what = "2025-04-06 is outside 2024";
    change_refused(CALENDAR, old, &with("2025-04-06"), what);
    let what = "2024-04-06 is off and made up";
    change_refused(CALENDAR, old, &with("2024-04-06"), what);
    // A holiday that comes later takes the day.
    let text = changed(CALENDAR, old, &with("2024-05-04"));
    let what = "2024-05-04 is off and made up";
    refused(CALENDAR, &text, "name = \"劳动节\"", what);
    let what = "2024-02-04 is not in order";
    change_refused(
        CALENDAR,
        "[\"2024-02-04\", \"2024-02-18\"]",
        "[\"2024-02-18\", \"2024-02-04\"]",
        what,
    );
    change_refused(CALENDAR, old, &with("2024-02-04"), what);
}

#[test]
fn a_kind_of_unit_stands_in_the_slots_that_print_it() {
    let file = "blood-units.csv";
    let what = "the slot \"jan\" does not print \"金融机构\"";
    change_refused(file, "金融机构,jan_feb", "金融机构,jan", what);
    let what = "the slot \"mar_apr\" does not print \"金融机构\"";
    change_refused(file, "金融机构,jan_feb", "金融机构,mar_apr", what);
    let text = changed(file, "military,", "finance,");
    refused_at(file, &text, line_of(&text, "军事机关"), "stands twice");
    let row = "four_bodies,市委、市人大常委会、市政府、市政协有关单位,sep_oct\n";
    let text = changed(file, row, "");
    refused_at(file, &text, 1, "no unit has the slot \"sep_oct\"");
}

#[test]
fn a_document_needs_the_clause_that_dates_it() {
    let text = changed("documents.toml", "id = \"落款\"", "id = \"落款二\"");
    let what = "the outline of 规1 has no clause \"落款\"";
    refused("documents.toml", &text, "id = \"规1\"", what);
}

#[test]
fn a_target_that_does_not_hold_together_is_refused() {
    let file = "carbon-targets.csv";
    let coal = "coal,原煤消费量,万吨,2030,660,at_most,firm,发2,";
    for (new, what) in [
        (coal.replace("发2", "发9"), "unknown document \"发9\""),
        (coal.replace("万吨", "吨"), "coal changes its name or unit"),
        (
            coal.replace("原煤", "煤炭"),
            "coal changes its name or unit",
        ),
        (coal.replace("2030", "2025"), "coal 2025 stands twice"),
        (
            coal.replace("660", "660.123"),
            "\"660.123\" is no number with at most two places",
        ),
        (
            coal.replace("2030", "later"),
            "\"later-12-31\" is no day (2024-02-29)",
        ),
    ] {
        change_refused(file, coal, &new, what);
    }
    let words = "\"到2030,原煤消费量不超过660万吨\"".replace("2030", "2030年");
    let text = changed(file, &words, "");
    refused(file, &text, coal, "a target needs `printed`");
    let text = changed(file, ",at_most,", ",below,");
    refused_at(file, &text, 2, "below");
    let text = changed(file, "reading_applied,一处", "warning,一处");
    refused(file, &text, "warning,一处", "unknown kind of notice");
}

const WORDS: &str = "../words/synonyms.toml";

#[test]
fn a_word_that_leads_nowhere_or_stands_twice_is_refused() {
    let cases = [
        (
            "items = [\"210200005\"]",
            "items = [\"210200099\"]",
            "no row \"210200099\"",
        ),
        (
            "documents = [\"relocation\"]",
            "documents = [\"tax\"]",
            "unknown document \"tax\"",
        ),
        ("\"骨折手术\"", "\"核磁\"", "\"核磁\" stands twice"),
        (
            "\"骨折手术\"",
            "\"MRI\"",
            "\"MRI\" is not in lower case without spaces",
        ),
    ];
    for (old, new, what) in cases {
        let text = changed(WORDS, old, new);
        let line = text
            .lines()
            .zip(text_of(WORDS).lines())
            .position(|(new, old)| new != old);
        refused_at(WORDS, &text, line.unwrap() + 1, what);
    }
    let text = format!("{}\n[[word]]\nsay = [\"虚构\"]\n", text_of(WORDS));
    refused(WORDS, &text, "虚构", "\"虚构\" leads nowhere");
}

#[test]
fn an_unlisted_word_that_a_row_prints_says_which_rows_may_be_meant() {
    let text = changed(WORDS, "instead = [\"311300012\"]", "instead = []");
    let text = text.replace("骨髓穿刺", "骨穿刺");
    let what = "a row prints \"骨穿刺\" in its name: say which rows may be meant instead";
    refused(WORDS, &text, "骨穿刺", what);
}
