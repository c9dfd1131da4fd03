// The ES module in Node, by the package's own name.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import * as gazette from "luzhou-gazette";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

test("it is ready on import, and ready() agrees", async () => {
  assert.ok(gazette.calculators().length > 0);
  await gazette.ready();
});

test("it exports what it promises and nothing else", () => {
  assert.deepEqual(Object.keys(gazette).sort(), ["InputError", "calculate", "calculators", "calendarFile", "defineElement", "form", "items", "ready", "search", "searchAlso", "startWith"]);
});

test("bad input is an InputError with a code and a sentence", () => {
  assert.throws(
    () => gazette.calculate("no-such-calculator", {}, {}),
    (error) => {
      assert.ok(error instanceof gazette.InputError && error instanceof Error);
      assert.equal(error.name, "InputError");
      assert.match(error.code, /^[a-z_]+$/);
      assert.match(error.message, /\p{Script=Han}/u);
      assert.ok("field" in error);
      return true;
    },
  );
  assert.throws(() => gazette.form("no-such-calculator"), gazette.InputError);
});

/** What TypeScript has against a project; nothing, where all is well. */
function complaints(project) {
  const tsc = file("../../node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
  return status === 0 ? "" : stdout;
}

test("the types are those of the functions, for TypeScript at its strictest", () => {
  assert.equal(complaints(file("tsconfig.json")), "");
});

test("our own JavaScript keeps to its types, which are those of Rust where it calls Rust", async () => {
  const project = file("../../www/tsconfig.json");
  const given = process.env.CARGO_TARGET_DIR;
  if (!given) {
    assert.equal(complaints(project), "");
    return;
  }
  // The glue's types stand in cargo's folder, which is elsewhere here.
  const elsewhere = file("../../www/tsconfig.elsewhere.json");
  const config = await readFile(project, "utf8");
  await writeFile(elsewhere, config.replaceAll("../target", resolve(file("../.."), given)));
  try {
    assert.equal(complaints(elsewhere), "");
  } finally {
    await rm(elsewhere);
  }
});

test("both scripts are pure ASCII and name no directory of the machine that built them", async () => {
  for (const name of ["luzhou-gazette.js", "luzhou-gazette-module.js"]) {
    const script = await readFile(file(`../../pkg/${name}`), "latin1");
    assert.doesNotMatch(script, /[^\x00-\x7f]/);
    assert.ok(!script.includes(file("../..")));
  }
});

test("an item is looked up with its prices, its questions and its surcharges", () => {
  const [item] = gazette.items("330100003", 1);
  assert.equal(item.code, "330100003");
  assert.deepEqual(item.prices.map(({ fen }) => fen), [39600, 38400, 36000, 31200, 27600]);
  assert.deepEqual(item.asks, ["hours", "surcharges"]);
  assert.deepEqual(item.surcharges.map(({ id }) => id), ["double_puncture", "labour_analgesia"]);
  assert.deepEqual([item.from, item.until], ["2024-04-01", "2029-03-31"]);
  assert.deepEqual(item.citation, { document: "泸市医保发〔2023〕39号", clause: "附件 调增第 57 项", page: 57, issue: "2024-01" });
  assert.equal(gazette.items("210102015", 1)[0].prices[4].fen, null);
});
