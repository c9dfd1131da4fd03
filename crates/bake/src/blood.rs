//! The two tables on giving blood: quotas by district and time slots by kind of unit.

use serde::Deserialize;

use super::day::{self, Day};
use super::documents::{self, Document};
use super::{Problem, Source, choice, line, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DistrictRow {
    district: String,
    document: String,
    clause: String,
    page: u16,
    name: String,
    used_2023: u32,
    plan_2024: u32,
    emergency_2024: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlotRow {
    slot: String,
    document: String,
    clause: String,
    page: u16,
    from: String,
    until: String,
    units: String,
}

/// A kind of unit and its slots, for example `may_jun+nov_dec`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unit {
    id: String,
    label: String,
    slots: String,
    /// The number of the document whose slots they are.
    #[serde(skip)]
    document: String,
}

/// A row of the district table.
pub(super) struct Quota {
    row: DistrictRow,
    citation: String,
}

impl Quota {
    /// The district's name, or what the line of the sum is called.
    pub(super) fn name(&self) -> &str {
        &self.row.name
    }
}

/// A row of the table of time slots.
pub(super) struct Slot {
    row: SlotRow,
    document: String,
    citation: String,
    period: String,
}

const PRINTED_TOTAL: &str = "printed_total";

/// Reads and checks `blood-districts.csv`.
pub(super) fn read_districts(
    source: &Source,
    documents: &[Document],
    all: &mut Vec<Quota>,
) -> Result<(), Problem> {
    let mut quotas: Vec<Quota> = Vec::new();
    for (at, row) in source.csv::<DistrictRow>()? {
        let document = documents::find(documents, &row.document, source, at)?;
        let citation = documents::cite(document, &row.clause, Some(row.page), source, at)?;
        if quotas
            .iter()
            .any(|other| other.row.district == row.district)
        {
            return Err(source.problem(at, format!("district {:?} stands twice", row.district)));
        }
        quotas.push(Quota { row, citation });
    }
    match quotas.last() {
        Some(last) if last.row.district == PRINTED_TOTAL => {
            all.extend(quotas);
            Ok(())
        }
        _ => Err(source.problem(1, "the last row must be the printed total")),
    }
}

/// Reads and checks `blood-slots.csv`.
pub(super) fn read_slots(source: &Source, documents: &[Document]) -> Result<Vec<Slot>, Problem> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut last_day = None;
    for (at, row) in source.csv::<SlotRow>()? {
        let document = documents::find(documents, &row.document, source, at)?;
        let citation = documents::cite(document, &row.clause, Some(row.page), source, at)?;
        let (from, until) = (
            Day::read(source, at, &row.from)?,
            Day::read(source, at, &row.until)?,
        );
        if last_day.is_some_and(|last: Day| last.next() != from) || until < from {
            return Err(source.problem(
                at,
                "the slots must follow each other without gap or overlap",
            ));
        }
        last_day = Some(until);
        slots.push(Slot {
            document: document.number.clone(),
            row,
            citation,
            period: day::period(from, Some(until)),
        });
    }
    Ok(slots)
}

/// Reads and checks `blood-units.csv`: each kind of unit stands in its slots as printed, and no slot is
/// left without one.
pub(super) fn read_units(
    source: &Source,
    slots: &[Slot],
    all: &mut Vec<Unit>,
) -> Result<(), Problem> {
    let mut units: Vec<Unit> = Vec::new();
    for (at, mut unit) in source.csv::<Unit>()? {
        for id in unit.slots.split('+') {
            let slot = slots.iter().find(|slot| slot.row.slot == id);
            let printed = slot.is_some_and(|slot| slot.row.units.contains(&unit.label));
            if !printed {
                let what = format!("the slot {id:?} does not print {:?}", unit.label);
                return Err(source.problem(at, what));
            }
        }
        if units.iter().any(|other| other.id == unit.id) {
            return Err(source.problem(at, format!("unit {:?} stands twice", unit.id)));
        }
        unit.document = slots
            .first()
            .map_or(String::new(), |slot| slot.document.clone());
        units.push(unit);
    }
    let used = |slot: &&Slot| {
        let named = |unit: &Unit| unit.slots.split('+').any(|id| id == slot.row.slot);
        units.iter().any(named)
    };
    if let Some(slot) = slots.iter().find(|slot| !used(slot)) {
        let what = format!("no unit has the slot {:?}", slot.row.slot);
        return Err(source.problem(1, what));
    }
    all.extend(units);
    Ok(())
}

/// Writes the statics `QUOTAS` and `PRINTED_TOTALS`, of every issue, and the districts to choose from.
pub(super) fn write_districts(quotas: &[Quota], out: &mut String) {
    let (totals, districts): (Vec<&Quota>, Vec<&Quota>) = quotas
        .iter()
        .partition(|it| it.row.district == PRINTED_TOTAL);
    for (name, rows) in [("QUOTAS", &districts), ("PRINTED_TOTALS", &totals)] {
        let count = rows.len();
        line(
            out,
            format_args!("pub(super) static {name}: [Quota; {count}] = ["),
        );
        for quota in rows {
            line(out, format_args!("    {},", rust(quota)));
        }
        line(out, format_args!("];"));
    }
    let mut choices: Vec<String> = Vec::new();
    for DistrictRow { district, name, .. } in districts.iter().map(|quota| &quota.row) {
        let choice = format!("Choice::new({district:?}, {name:?})");
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    let city = "Choice::new(\"all\", \"全市\")";
    let (count, choices) = (choices.len(), choices.join(", "));
    line(
        out,
        format_args!("pub(super) static DISTRICTS: [Choice; {count}] = [{choices}];"),
    );
    line(
        out,
        format_args!(
            "pub(super) static DISTRICTS_AND_CITY: [Choice; {}] = [{choices}, {city}];",
            count + 1
        ),
    );
}

fn rust(quota: &Quota) -> String {
    let DistrictRow {
        district,
        name,
        used_2023,
        plan_2024,
        emergency_2024,
        ..
    } = &quota.row;
    format!(
        "Quota {{ district: {district:?}, name: {name:?}, used_2023: {used_2023}, plan: {plan_2024}, \
         emergency: {emergency_2024}, citation: {} }}",
        quota.citation
    )
}

/// Writes the static `SLOTS`.
pub(super) fn write_slots(slots: &[Slot], out: &mut String) {
    line(
        out,
        format_args!("pub(super) static SLOTS: [Slot; {}] = [", slots.len()),
    );
    for Slot {
        row,
        citation,
        period,
        ..
    } in slots
    {
        let SlotRow { slot, units, .. } = row;
        line(
            out,
            format_args!(
                "    Slot {{ id: {slot:?}, period: {period}, units: {units:?}, citation: {citation} }},"
            ),
        );
    }
    line(out, format_args!("];"));
}

/// Writes the static `UNITS`, to choose from, and `UNIT_SLOTS`: the slots of each kind of unit, of every issue.
pub(super) fn write_units(units: &[Unit], out: &mut String) {
    let mut choices: Vec<String> = Vec::new();
    for Unit { id, label, .. } in units {
        let choice = choice(id, label);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    list(out, "pub(super) static UNITS", "Choice", &choices);
    let slots: Vec<(&str, &str, &str)> = units
        .iter()
        .map(|unit| {
            (
                unit.document.as_str(),
                unit.id.as_str(),
                unit.slots.as_str(),
            )
        })
        .collect();
    line(
        out,
        format_args!(
            "pub(super) static UNIT_SLOTS: [(&str, &str, &str); {}] = {slots:?};",
            slots.len()
        ),
    );
}
