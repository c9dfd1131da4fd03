// Every case of tests/cases/, through the built module in Chromium: the same answer as natively, to
// the last character.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serveCases } from "./cases-page.mjs";
import { launch, open } from "./helpers.mjs";

let browser;
let cases;
before(async () => {
  cases = await serveCases();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await cases?.close();
});

test("every case is as in the native run", async () => {
  const { page, log, close } = await open(browser, cases.url);
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
