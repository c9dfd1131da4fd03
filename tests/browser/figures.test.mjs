// Where no calculator can run, the page has its figures and decision tables: without scripts, without WebAssembly, and where
// the module does not come.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SHOWN, startCity } from "./city.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const city = startCity();
const phone = { viewport: { width: 320, height: 640 } };
const NO_WASM = "delete window.WebAssembly";

const visit = (address, act, options) => city.visit(`${city.server.url}/index.html${address}`, () => {}, act, { ...phone, ...options });

/** Opens what a calculator answers from, and gives what is seen there. */
async function read(page, name) {
  await page.locator(`#figures [data-of="${name}"] summary`).click();
  return page.locator(`#figures [data-of="${name}"]`).innerText();
}

test("without scripts everything that the calculators answer from can be opened, and stays folded until then", async () => {
  await visit("", async (page) => {
    const folded = page.locator("#figures summary");
    assert.equal(await folded.count(), 22);
    assert.equal(await page.locator("#figures td:visible").count(), 0);
    assert.match(await read(page, "relocation-subsidy"), /避险搬迁每户的市级补助\s+15,000 元\/户\s+三\(一\)/);
    assert.match(await read(page, "demolition-sequence"), /还差：催告当事人/);
    const box = await folded.first().boundingBox();
    assert.ok(box.height >= 44);
  }, { javaScriptEnabled: false });
});

test("without WebAssembly the first screen has them, and each calculator its own, open", async () => {
  await visit("", async (page) => {
    await page.waitForSelector("#figures:not([hidden])");
    assert.match(await read(page, "forest-fire-season"), /森林火灾报警电话\s+12119/);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run("#figures"));
    assert.deepEqual(violations.map(({ id }) => id), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }, { before: NO_WASM });
  await visit("#forest-fire-season", async (page) => {
    await page.waitForSelector(`${SHOWN} details[open]`);
    await page.locator(`${SHOWN} [part=failure]`).waitFor();
    const seen = await page.locator(SHOWN).innerText();
    assert.match(seen, /森林火险预警时区县是否要发禁火令/);
    assert.doesNotMatch(seen, /避险搬迁/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }, { before: NO_WASM });
  // The interview answers from all of them.
  await visit("#what-applies-to-me", async (page) => {
    await page.locator(`${SHOWN} [part=failure]`).waitFor();
    assert.equal(await page.locator(`${SHOWN} summary:visible`).count(), 22);
  }, { before: NO_WASM });
});

test("where the module does not come they stand there until it does; where it runs they do not", async () => {
  const context = await city.browser.newContext({ serviceWorkers: "block" });
  try {
    await context.route(/luzhou-gazette(-module)?\.js|\.wasm/, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(`${city.server.url}/index.html`);
    await page.waitForSelector("#figures:not([hidden])");
    await context.unroute(/luzhou-gazette(-module)?\.js|\.wasm/);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForSelector("#figures", { state: "hidden" });
  } finally {
    await context.close();
  }
  await city.at("road-names", async (page) => assert.ok(await page.locator("#figures").isHidden()));
});
