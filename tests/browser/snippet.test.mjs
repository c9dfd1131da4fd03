// The page for webmasters: what is chosen is shown, and the copied code shows the same on a page of their own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { startCity } from "./city.mjs";
import { STRICT_POLICY, fillHomePurchase, mounted, pkg, serve, shadowText } from "./helpers.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const city = startCity();
const at = (act, options) => city.visit(`${city.server.url}/embed.html`, (page) => mounted(page, ".preview > *"), act, options);
const code = (page) => page.inputValue("#code");

/** The code on a host's page, behind the strict policy, as it came from the clipboard. */
async function onHost(text, act) {
  const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title>${text}</html>`;
  const host = await serve(pkg, { files: { "/host.html": { body, headers: { "content-security-policy": STRICT_POLICY } } } });
  try {
    await city.visit(`${host.url}/host.html`, (page) => mounted(page, "luzhou-calculator, luzhou-price-check"), act);
  } finally {
    await host.close();
  }
}

test("the code shows what was chosen and filled in, with the script's hash", () =>
  at(async (page) => {
    await page.selectOption("#name", "home-purchase-subsidy");
    await mounted(page, ".preview > *");
    await fillHomePurchase(page);
    assert.doesNotMatch(await code(page), /650000/);
    await page.check("#prefill");
    await page.selectOption("#theme", "dark");
    await page.selectOption("#size", "large");
    await page.fill("#address", "/");
    await page.fill("#fallback", '请拨打 <"0830">');
    const text = await code(page);
    assert.match(text, /^<script src="\/luzhou-gazette\.js" integrity="sha384-[\w+/]{64}" defer><\/script>/);
    assert.match(text, /theme="dark" size="large"/);
    assert.match(text, /&lt;&quot;0830&quot;>/);
    await onHost(text, async (host) => assert.match(await shadowText(host), /13,000 元/));
    // A script with another hash is refused: the children stay.
    const other = await city.browser.newPage();
    const spoilt = await serve(pkg, { files: { "/host.html": `<!doctype html><meta charset="utf-8">${text.replace(/sha384-..../, "sha384-AAAA")}` } });
    await other.goto(`${spoilt.url}/host.html`);
    assert.equal(await other.$eval("luzhou-calculator", (it) => it.shadowRoot), null);
    await other.close();
    await spoilt.close();
  }));

test("rows of a bill go along, and so does the table check", () =>
  at(async (page) => {
    await page.selectOption("#name", "medical-fee");
    await mounted(page, ".preview > *");
    await page.check('input[value="3A"]');
    await page.fill("#f-lines-1-code", "210102015");
    await page.keyboard.press("Tab");
    await page.check("#prefill");
    await page.fill("#address", "/");
    const text = await code(page);
    assert.match(text, /210102015/);
    await onHost(text, async (host) => assert.match(await shadowText(host), /数字化摄影/));
    await page.selectOption("#name", "");
    await mounted(page, ".preview > *");
    const check = await code(page);
    assert.match(check, /<luzhou-price-check>/);
    await onHost(check, async (host) => assert.match(await shadowText(host, "luzhou-price-check"), /价目表/));
  }));

test("a colour on which white cannot be read is told and not used", () =>
  at(async (page) => {
    await page.fill("#main-colour", "#ffdd00");
    assert.match(await page.textContent("#colour-note"), /太浅/);
    assert.ok(await page.isHidden("#rule"));
    await page.fill("#main-colour", "#7a1f1f");
    assert.equal(await page.inputValue("#rule"), "luzhou-calculator { --luzhou-main: #7a1f1f; }");
    await page.fill("#main-colour", "red");
    assert.match(await page.textContent("#colour-note"), /六位/);
  }));

test("the code is copied, and the person is told", () =>
  at(
    async (page) => {
      await page.click("[data-copy]");
      await page.locator("[data-copied]", { hasText: "已经复制" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await code(page));
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  ));

test("it fits 360 px with targets of 44 px, and axe finds nothing", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await at(
      async (page) => {
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
        const small = await page.$$eval(".snippet form .input, .snippet .tick, .snippet .btn", (all) =>
          all.map((it) => [it.id || it.className, it.getBoundingClientRect().height]).filter(([, height]) => height < 44));
        assert.deepEqual(small, []);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" ")).join("; ")}`), []);
      },
      { viewport: { width: 360, height: 740 }, colorScheme, bypassCSP: true },
    );
  }
});
