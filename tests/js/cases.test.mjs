// Every case of tests/cases/, answers and links at random, through the built module in Node: the same answer as natively, to
// the last character.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { InputError, calculate, calculators } from "luzhou-gazette";

/** What the native run left in a file, a case a line. */
async function left(name) {
  const text = await readFile(new URL(`../../target/${name}`, import.meta.url), "utf8").catch(() => "");
  return text.split("\n").filter(Boolean);
}

const [cases, generated, links] = [await left("cases.jsonl"), await left("generated.jsonl"), await left("links.jsonl")];
const lines = [...cases, ...generated, ...links];

/** What comes out of a case, as the end of its line in the file. */
function ending({ calculator, answers, options }) {
  try {
    return `"outcome":${JSON.stringify(calculate(calculator, answers, options))}}`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, field, message } = error;
    return `"error":${JSON.stringify({ code, field, message })}}`;
  }
}

test("the native run left its cases", () => {
  assert.ok(cases.length >= 100, "run `cargo test --test cases` first");
  assert.ok(generated.length >= 1000, "run `cargo test --test laws` first");
  assert.ok(links.length >= 1000, "run `cargo test --test fuzzing` first");
});

/** The lines by their calculator; those of names that no calculator has together. */
const named = new Map([...calculators().map(({ name }) => [name, []]), ["no calculator", []]]);
for (const line of lines) (named.get(JSON.parse(line).calculator) ?? named.get("no calculator")).push(line);

for (const [name, own] of named) {
  test(`${name}: every case is as in the native run`, () => {
    assert.ok(own.length > 0, name);
    for (const line of own) {
      const record = JSON.parse(line);
      const end = ending(record);
      assert.equal(line.slice(-end.length), end, record.name);
    }
  });
}

test("as_of is a real day, and there are no other options", () => {
  const failing = [
    [{ as_of: "2024-02-30" }, "date_out_of_range", "as_of"],
    [{ as_of: "" }, null],
    [{ as_of: 20240201 }, null],
    [{ as_of: "２０２４年2月1日" }, null],
    [{ as_of: 2024 }, "date_out_of_range", "as_of"],
    [{ as_of: true }, "date_out_of_range", "as_of"],
    [{ asOf: "2024-02-01" }, "unknown_field", "asOf"],
    [{ historical: "true" }, "wrong_type", "historical"],
  ];
  for (const [options, code, field] of failing) {
    const attempt = () => calculate("blood-donation-quota", { district: "naxi" }, options);
    if (code === null) assert.equal(attempt().verdict, "informative");
    else assert.throws(attempt, (error) => error instanceof InputError && error.code === code && error.field === field, code);
  }
});
