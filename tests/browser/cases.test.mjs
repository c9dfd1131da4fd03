// Every case of tests/cases/, through the built module in Chromium: the same answer as natively, to
// the last character.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { SERVED_POLICY, launch, open, pkg, serve } from "./helpers.mjs";

const PAGE = '<!doctype html><meta charset="utf-8"><script type="module" src="use.js"></script>';
const USE = `
import { InputError, calculate, ready } from "./luzhou-gazette.mjs";
import text from "./cases.js";

function told({ calculator, answers, options }) {
  try {
    return '"outcome":' + JSON.stringify(calculate(calculator, answers, options)) + "}";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, field, message } = error;
    return '"error":' + JSON.stringify({ code, field, message }) + "}";
  }
}

await ready();
const lines = text.split("\\n").filter(Boolean);
const different = [];
for (const line of lines) {
  const record = JSON.parse(line);
  const end = told(record);
  if (!line.endsWith(end)) different.push({ calculator: record.calculator, name: record.name, line, end });
}
window.result = { count: lines.length, different };
`;

let browser;
let server;
before(async () => {
  const text = await readFile(new URL("../../target/cases.jsonl", import.meta.url), "utf8").catch(() => "");
  const cases = `export default ${JSON.stringify(text)};`;
  const headers = { "content-security-policy": SERVED_POLICY };
  server = await serve(pkg, { files: { "/page.html": { body: PAGE, headers }, "/use.js": USE, "/cases.js": cases } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("every case is as in the native run", async () => {
  const { page, log, close } = await open(browser, `${server.url}/page.html`);
  try {
    await page.waitForFunction(() => window.result);
    const { count, different } = await page.evaluate(() => window.result);
    assert.ok(count >= 100, "run `cargo test --test cases` first");
    assert.deepEqual(different, []);
    assert.deepEqual(log.errors, []);
  } finally {
    await close();
  }
});
