// The page from which the data is taken away: reached from the home page, read without a script, its files whole.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { TABLES } from "../../tools/take-away.mjs";
import { startCity } from "./city.mjs";
import { open } from "./helpers.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const city = startCity();

test("the home page leads to it by keyboard, and it leads back", async () => {
  const { page, log, close } = await open(city.browser, `${city.server.url}/`);
  await page.locator(".foot a", { hasText: "下载公报数据" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/data/index.html");
  assert.match(await page.title(), /^下载公报数据 · 泸州市人民政府公报/);
  await page.locator(".to-list").click();
  await page.waitForURL("**/index.html");
  assert.deepEqual(log.errors, []);
  await close();
});

test("every file that it offers is there and what it says, without a script", async () => {
  const { page, close } = await open(city.browser, `${city.server.url}/data/index.html`, { javaScriptEnabled: false });
  const links = page.locator("a[download]");
  const offered = await links.evaluateAll((all) => all.map((it) => it.getAttribute("href")));
  const files = Object.keys(TABLES).flatMap((name) => [`${name}.csv`, `${name}.json`, `${name}.schema.json`]);
  assert.deepEqual(offered, [...files, "datapackage.json"]);
  const [download] = await Promise.all([page.waitForEvent("download"), links.first().click()]);
  assert.equal(download.suggestedFilename(), "facts.csv");
  for (const name of offered) {
    const response = await fetch(`${city.server.url}/data/${name}`);
    assert.equal(response.status, 200, name);
    if (name.endsWith(".json")) await response.json();
  }
  await close();
});

for (const width of [1280, 320]) {
  test(`nothing sticks out, every link can be hit and axe finds nothing, ${width} px`, async () => {
    const { page, close } = await open(city.browser, `${city.server.url}/data/index.html`, { viewport: { width, height: 740 }, bypassCSP: true });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    const heights = await page.locator("main a").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
    assert.ok(heights.every((height) => height >= 44), String(heights));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document));
    assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
    await close();
  });
}
