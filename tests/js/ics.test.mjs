// The calendar file, read by a public parser as a calendar would read it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import ICAL from "ical.js";
import { InputError, calculate, calendarFile } from "luzhou-gazette";

const read = (name) => readFile(new URL(`../../target/${name}`, import.meta.url), "utf8").catch(() => "");

/** Holds that the file has the outcome's events, entry by entry, and keeps to the form. */
function holds(file, { calculator, as_of, events }) {
  for (const line of file.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= 75, line);
    assert.doesNotMatch(line, /[\r\n]/);
  }
  const calendar = new ICAL.Component(ICAL.parse(file));
  assert.equal(calendar.name, "vcalendar");
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  const entries = calendar.getAllSubcomponents("vevent");
  const toCome = events.filter(({ until }) => until >= as_of);
  assert.equal(entries.length, toCome.length);
  toCome.forEach(({ key, title, from, until, citation }, index) => {
    const entry = new ICAL.Event(entries[index]);
    assert.match(entry.uid, new RegExp(`^${calculator}\\.${key}\\.[0-9a-f]{16}@luzhou-gazette$`));
    assert.equal(entry.sequence, Number(as_of.replaceAll("-", "")));
    assert.equal(entry.summary, title);
    assert.ok(entry.description.includes(`${citation.document} ${citation.clause}`), entry.description);
    assert.ok(entry.startDate.isDate && entry.endDate.isDate);
    assert.equal(entry.startDate.toString(), from);
    const last = entry.endDate.clone();
    last.adjust(-1, 0, 0, 0);
    assert.equal(last.toString(), until);
    assert.equal(entries[index].getFirstPropertyValue("dtstamp").toString(), `${as_of}T00:00:00Z`);
    assert.equal(entries[index].getFirstPropertyValue("transp"), "TRANSPARENT");
  });
}

test("a file with every difficult sign is read as it was meant", async () => {
  const written = await read("calendar-file.json");
  assert.ok(written, "run `cargo test --lib` first");
  const { file, outcome } = JSON.parse(written);
  assert.equal(outcome.events.length, 3);
  holds(file, outcome);
});

test("every case with days to keep gives a file with them, and every other case none", async () => {
  const lines = (await read("cases.jsonl")).split("\n").filter(Boolean);
  let files = 0;
  for (const line of lines) {
    const { calculator, answers, options, outcome } = JSON.parse(line);
    if (!outcome) continue;
    const file = calendarFile(calculator, answers, options);
    if (!outcome.events.some(({ until }) => until >= outcome.as_of)) {
      assert.equal(file, "");
    } else {
      holds(file, outcome);
      files += 1;
    }
  }
  assert.ok(files > 0, "no case has days to keep");
});

/** What a calendar holds after it has imported files: of each id the entry with the highest version, the later where they are equal. */
function imported(...files) {
  const calendar = new Map();
  for (const file of files) {
    for (const it of new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent")) {
      const entry = new ICAL.Event(it);
      const held = calendar.get(entry.uid);
      if (!held || held.sequence <= entry.sequence) calendar.set(entry.uid, entry);
    }
  }
  return [...calendar.values()];
}

test("three duties of one day are three entries; a second import replaces only its own", () => {
  const name = "illegal-construction-deadlines";
  const duties = [
    { situation: "report", finder: "township", state: "completed" },
    { situation: "registry", letter: "restrict", written: true },
    { situation: "utility", letter: "restrict", written: true, connected: true, normal_life: false },
  ];
  const file = (answers, as_of, event_date = "2024-09-30") => calendarFile(name, { ...answers, event_date }, { as_of });
  const files = duties.map((answers) => file(answers, "2024-09-30"));
  const first = imported(...files);
  const count = files.map((it) => imported(it).length);
  assert.ok(count.every((it) => it > 0), String(count));
  assert.equal(first.length, count[0] + count[1] + count[2]);

  // The same duty, looked at a day later, takes its own place; the version tells that it is the later one.
  const again = imported(...files, file(duties[1], "2024-10-01"));
  assert.equal(again.length, first.length);
  const changed = again.filter((it) => it.sequence === 20241001);
  assert.deepEqual(changed.map((it) => it.uid), imported(files[1]).map((it) => it.uid));
  // An older file that is opened later takes nothing back.
  const late = imported(file(duties[1], "2024-10-01"), files[1]);
  assert.ok(late.every((it) => it.sequence === 20241001));
  // Another day of finding is another case; the same answers written otherwise are the same.
  assert.equal(imported(...files, file(duties[0], "2024-09-30", "2024-10-08")).length, first.length + count[0]);
  assert.equal(imported(files[0], file(duties[0], "2024-09-30", "2024年9月30日")).length, count[0]);
});

test("a calendar file takes what calculate takes", () => {
  const wrong = ["medical-fee", { tier: "9Z" }, { as_of: "2024-06-01" }];
  const told = (call) => {
    try {
      return call(...wrong);
    } catch (error) {
      assert.ok(error instanceof InputError);
      return [error.code, error.field, error.message];
    }
  };
  assert.deepEqual(told(calendarFile), told(calculate));
});
