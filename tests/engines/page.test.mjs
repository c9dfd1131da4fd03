// The page and the cases in three engines.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { calculators } from "luzhou-gazette";
import { serveCases } from "../browser/cases-page.mjs";
import { serve, site } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

let city;
let cases;
before(async () => {
  city = await serve(site);
  cases = await serveCases();
});
after(async () => {
  await city?.close();
  await cases?.close();
});

/** Whether the calculator that the address names stands there, with a control to answer by. */
const OPENED = `
  const root = document.querySelector("luzhou-calculator")?.shadowRoot;
  const control = root && root.querySelector("input, select, textarea, button");
  return Boolean(control && control.getClientRects().length && root.textContent.includes(arguments[0]));`;

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => (engine = await startEngine(name)));
    after(() => engine?.close());

    test(`${name}: every case is as in the native run`, async () => {
      const { session } = engine;
      await session.get(cases.url);
      const result = await until(session, "return window.result ? JSON.stringify(window.result) : '';", { within: 60_000 });
      const { count, different } = JSON.parse(result);
      assert.ok(count >= 100, "run `cargo test --test cases` first");
      assert.deepEqual(different, []);
    });

    test(`${name}: every calculator opens by its link`, async () => {
      const { session } = engine;
      for (const { name: calculator, title } of calculators()) {
        await session.get("about:blank");
        await session.get(`${city.url}/index.html#${calculator}`);
        assert.ok(await until(session, OPENED, { title }), calculator);
      }
    });
  });
}
