// The bar never covers what has the focus, in three engines, whichever way the keyboard goes: on the page, in a narrow
// column of a host, and in a box of a host that clips.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Key } from "selenium-webdriver";
import { pkg, serve, site } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

const host = (style, name) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><script src="/luzhou-gazette.js" defer></script></head><body><p>above</p><div style="${style}"><luzhou-calculator name="${name}"></luzhou-calculator></div><p>below</p></body></html>`;
const HOSTS = {
  "/column.html": host("width:300px", "home-purchase-subsidy"),
  "/clips.html": host("overflow:hidden", "relocation-subsidy"),
  "/scrolls.html": host("height:420px;overflow:auto", "medical-fee"),
};

let city;
let hosts;
before(async () => {
  city = await serve(site);
  hosts = await serve(pkg, { files: HOSTS });
});
after(async () => {
  await city?.close();
  await hosts?.close();
});

const READY = `
  const root = document.querySelector("luzhou-calculator:not([hidden])")?.shadowRoot;
  return Boolean(root && root.querySelector(".form input, .form select"));`;

/** What has the focus, whether the bar is seen, and by how many pixels it covers what has the focus. */
const LOOK = `
  const root = document.querySelector("luzhou-calculator:not([hidden])").shadowRoot;
  const focused = root.activeElement;
  const bar = root.querySelector("button.bar");
  if (!focused) return null;
  const [a, b] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
  const covers = focused !== bar && b.height > 0 ? Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) : 0;
  return { name: focused.id || focused.name || focused.className, bar: b.height > 0, covers: Math.max(0, covers) };`;

/** The bar comes and goes by what is in view, which an engine tells a page a moment later. */
const SETTLED = `
  const done = arguments[arguments.length - 1];
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 60);`;

const PRESSES = 30;

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await startEngine(name);
      await engine.session.manage().window().setRect({ width: 500, height: 640 });
    });
    after(() => engine?.close());

    /** Goes through the element by the keyboard, and back. @param {string} url */
    async function goes(url) {
      const { session } = engine;
      await session.get("about:blank");
      await session.get(url);
      assert.ok(await until(session, READY), "the calculator stands there");
      await session.executeScript(`document.querySelector("luzhou-calculator:not([hidden])").shadowRoot.querySelector(".form input, .form select").focus()`);
      const passed = new Set();
      let bars = 0;
      for (const keys of [[Key.TAB], [Key.SHIFT, Key.TAB]]) {
        for (let presses = 0; presses < PRESSES; presses++) {
          await session.executeAsyncScript(SETTLED);
          const seen = await session.executeScript(LOOK);
          if (!seen) break;
          passed.add(seen.name);
          bars += seen.bar ? 1 : 0;
          assert.ok(seen.covers < 1, `${keys.length > 1 ? "back" : "on"}, ${presses} presses: ${seen.name} is covered by ${seen.covers} px`);
          const actions = session.actions();
          for (const key of keys) actions.keyDown(key);
          for (const key of keys) actions.keyUp(key);
          await actions.perform();
        }
        await session.executeScript(`const all = document.querySelector("luzhou-calculator:not([hidden])").shadowRoot.querySelectorAll(".result a[href], .result button"); if (all.length) all[all.length - 1].focus();`);
      }
      assert.ok(passed.size >= 5, `the keyboard reaches the questions: ${[...passed]}`);
      assert.ok(bars > 0, "the bar is seen on the way");
    }

    for (const calculator of ["home-purchase-subsidy", "relocation-subsidy", "medical-fee"]) {
      test(`${name}: on the page, ${calculator}`, () => goes(`${city.url}/index.html#${calculator}`));
    }
    for (const path of Object.keys(HOSTS)) test(`${name}: in a host, ${path}`, () => goes(hosts.url + path));
  });
}
