// The page as one file on a disk, in three engines: every screen of it, and nothing from anywhere else.

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { calculators } from "luzhou-gazette";
import { launch, open, site } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

let directory;
let url;
before(async () => {
  // As it is carried: alone, under a Chinese name.
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette U 盘 "));
  const file = join(directory, "公报计算器.html");
  await copyFile(join(site, "standalone.html"), file);
  url = pathToFileURL(file).href;
});
after(() => rm(directory, { recursive: true, force: true }));

const OPENED = `
  const shown = document.querySelector("luzhou-calculator:not([hidden])");
  const root = shown && shown.getAttribute("name") === arguments[0] && shown.shadowRoot;
  const control = root && root.querySelector("input, select, textarea, button");
  return Boolean(control && control.getClientRects().length && root.querySelector(".title"));`;

const ANSWER = "return (document.querySelector('luzhou-calculator:not([hidden])')?.shadowRoot.textContent ?? '').includes('17,000');";
const FOUND = "return Boolean(document.querySelector(`.found a[href*='210200001-1']`));";

/** Gives the check a table as a person does who chooses a file. */
const GIVE = `
  const root = document.querySelector("luzhou-price-check")?.shadowRoot;
  const input = root?.querySelector("#file");
  if (!input) return false;
  if (!input.files.length) {
    const files = new DataTransfer();
    files.items.add(new File(["项目编码,项目名称,三甲\\n210102015,数字化摄影(DR),50\\n"], "价目表.csv", { type: "text/csv" }));
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return root.textContent.includes("1 行");`;

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => (engine = await startEngine(name)));
    after(() => engine?.close());

    test(`${name}: every calculator, an answer, the search and the table check, from a disk`, async () => {
      const { session } = engine;
      await session.get(url);
      for (const { name: calculator } of calculators()) {
        await session.executeScript(`location.hash = ${JSON.stringify(calculator)};`);
        assert.ok(await until(session, OPENED, { calculator }), calculator);
      }
      const answers = "contract_date=2024-02-10&price=850000&group=veteran&central_urban_area=true&newly_built=true&home_order=first";
      await session.executeScript(`location.hash = "home-purchase-subsidy?${answers}";`);
      assert.ok(await until(session, ANSWER));

      await session.executeScript(`location.hash = ""; const seek = document.getElementById("seek"); seek.value = "核磁"; seek.dispatchEvent(new Event("input"));`);
      assert.ok(await until(session, FOUND));

      await session.executeScript(`document.querySelector("a[href='#check']").click();`);
      assert.ok(await until(session, GIVE));
      assert.ok(await session.executeScript("return document.getElementById('home').hidden;"));
      await session.executeScript(`location.hash = "";`);
      assert.ok(await until(session, "return document.getElementById('check').hidden && !document.getElementById('home').hidden;"));

      assert.deepEqual(await session.executeScript("return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => !it.startsWith('data:'));"), []);
      // What leads to the rest of the site would lead nowhere.
      const links = "return [...document.querySelectorAll('a[href], link[href]')].map((it) => it.getAttribute('href')).filter((it) => !/^(#|data:|tel:)/.test(it));";
      assert.deepEqual(await session.executeScript(links), []);
    });
  });
}

describe("in Chromium with a closer look", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  /** Opens a screen of the file; nothing may be refused by its policy or asked for. */
  async function at(hash, act, options) {
    const { page, log, close } = await open(browser, url + hash, options);
    try {
      await act(page);
      assert.deepEqual(log.errors, []);
      assert.deepEqual(log.messages.filter((it) => /policy|refused/i.test(it)), []);
      assert.deepEqual([...new Set(log.requests)].filter((it) => it.split("#")[0] !== url && !it.startsWith("data:")), []);
    } finally {
      await close();
    }
  }

  test("a workbook is read too", () =>
    at("#check", async (page) => {
      const buffer = await readFile(new URL("../browser/workbooks/plain.xlsx", import.meta.url));
      await page.setInputFiles("luzhou-price-check #file", { name: "价目表.xlsx", mimeType: "application/zip", buffer });
      await page.locator(".file-line", { hasText: "表“价目表”" }).waitFor();
    }));

  test("an engine without constructable stylesheets is dressed by the same styles", () => {
    const before = () => delete CSSStyleSheet.prototype.replaceSync;
    return at(
      "#medical-fee",
      async (page) => {
        await page.locator("luzhou-calculator .title").waitFor();
        const shown = await page.$eval("luzhou-calculator", ({ shadowRoot }) => ({
          styles: shadowRoot.querySelectorAll("style").length,
          height: parseFloat(getComputedStyle(shadowRoot.querySelector("input.input")).minHeight),
        }));
        assert.equal(shown.styles, 1);
        assert.ok(shown.height >= 44, `${shown.height}`);
      },
      { before },
    );
  });
});
