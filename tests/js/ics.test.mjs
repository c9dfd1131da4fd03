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
    assert.equal(entry.uid, `${calculator}.${key}.${from.replaceAll("-", "")}@luzhou-gazette`);
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
