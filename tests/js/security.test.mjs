// SECURITY.md tells of each threat which test holds it: each of these tests exists, where and as it is named; and each file of
// tests says in its head what it holds.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { places, titles } from "../../tools/tests.mjs";

const text = (path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

/** The rows of the table, each with its tests as `[path, title]`. */
async function threats() {
  const rows = (await text("SECURITY.md")).split("\n").filter((line) => /^\| /.test(line)).slice(2);
  return rows.map((row) => {
    const cells = row.split(" | ");
    return { what: cells[1], tests: [...cells.at(-1).matchAll(/`(tests\/[^`]+)`: (.*?)(?=; `tests\/| \|$)/g)].map((it) => it.slice(1)) };
  });
}

test("every threat names its tests, and each of them is there", async () => {
  const all = await threats();
  assert.ok(all.length >= 20, String(all.length));
  for (const { what, tests } of all) {
    assert.ok(tests.length > 0, what);
    for (const [path, title] of tests) assert.ok(titles(path).some((it) => it.includes(title)), `${path}: ${title}`);
  }
});

test("each file of tests says in its head what it holds, and has some", () => {
  const all = places();
  assert.ok(all.length > 60, String(all.length));
  for (const { path, said, titles } of all) {
    assert.ok(said.length > 15, path);
    assert.ok(titles.length > 0, path);
  }
});
