// The ES module on a page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SERVED_POLICY, launch, open, pkg, serve } from "./helpers.mjs";

const USE = `
import * as gazette from "./luzhou-gazette-module.js";
const result = {};
try { gazette.calculators(); } catch (error) { result.early = error.message; }
await Promise.all([gazette.ready(), gazette.ready()]);
result.count = gazette.calculators().length;
try { gazette.form("no-such"); } catch (error) { result.input = [error instanceof gazette.InputError, error.name, error.code, error.message]; }
result.element = customElements.get("luzhou-calculator") !== undefined;
window.result = result;
`;

let browser;
let server;
before(async () => {
  const headers = { "content-security-policy": SERVED_POLICY };
  server = await serve(pkg, { files: { "/page.html": { body: '<!doctype html><script type="module" src="use.js"></script>', headers }, "/use.js": USE } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("the module is called after ready, under the strict policy, and registers no element", async () => {
  const { page, log, close } = await open(browser, `${server.url}/page.html`);
  try {
    await page.waitForFunction(() => window.result);
    const result = await page.evaluate(() => window.result);
    assert.match(result.early, /await ready\(\)/);
    assert.ok(result.count > 0);
    assert.deepEqual(result.input.slice(0, 2), [true, "InputError"]);
    assert.ok(result.input[2] && result.input[3]);
    assert.equal(result.element, false);
    assert.deepEqual(log.errors, []);
    assert.deepEqual(server.requests, ["/page.html", "/use.js", "/luzhou-gazette-module.js", "/luzhou-gazette_bg.wasm"]);
  } finally {
    await close();
  }
});
