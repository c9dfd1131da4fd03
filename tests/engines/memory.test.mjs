// Memory and listeners in three engines: elements that come and go, and answers that change, leave nothing behind. `MEMORY=10`
// does it ten times as often.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, pkg, serve } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

/** Counts listeners on what outlives an element, and keeps hold of the module's memory; runs ahead of the script. */
const WATCH = `
  window.listeners = 0;
  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    target.addEventListener = function (...it) { window.listeners += 1; return addEventListener.apply(target, it); };
    target.removeEventListener = function (...it) { window.listeners -= 1; return removeEventListener.apply(target, it); };
  }
  for (const way of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[way];
    if (real) WebAssembly[way] = async (...it) => {
      const made = await real.apply(WebAssembly, it);
      window.memory = (made.instance || made).exports.memory;
      return made;
    };
  }`;

/** Mounts and removes elements, or changes answers, as often as is said; tells what is left. */
const ACT = `
  const tick = () => new Promise((resolve) => setTimeout(resolve));
  const make = () => {
    const it = document.createElement("luzhou-calculator");
    it.setAttribute("name", "home-purchase-subsidy");
    it.setAttribute("price", "650000");
    document.body.append(it);
    return it;
  };
  window.found = () => ({ bytes: window.memory.buffer.byteLength, listeners: window.listeners, nodes: document.querySelectorAll("*").length });
  window.mountOften = async (times) => {
    for (let at = 0; at < times; at += 1) {
      const it = make();
      await it.calculate();
      it.remove();
      if (at % 10 === 9) await tick();
    }
    await tick();
    window.done = window.found();
  };
  window.changeOften = async (times) => {
    const it = window.kept || (window.kept = make());
    await it.calculate();
    for (let at = 0; at < times; at += 1) {
      it.answers = { price: String(100000 + (at % 1000)) };
      if (at % 20 === 19) await tick();
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    window.done = { ...window.found(), nodes: it.shadowRoot.querySelectorAll("*").length };
  };`;

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title><script>${WATCH}</script><script src="/luzhou-gazette.js"></script><body><script>${ACT}</script></body></html>`;

const TIMES = Number(process.env.MEMORY ?? 1);
const [MOUNTS, ANSWERS] = [150 * TIMES, 500 * TIMES];

let server;
before(async () => (server = await serve(pkg, { files: { "/host.html": PAGE } })));
after(() => server?.close());

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => (engine = await startEngine(name)));
    after(() => engine?.close());

    /** What is left after an act in the page. */
    const left = async (act) => {
      await engine.session.executeScript(`window.done = null; ${act};`);
      const found = await until(engine.session, "return window.done && JSON.stringify(window.done);", { within: 240_000 });
      assert.ok(found, act);
      return JSON.parse(found);
    };

    test(`${name}: ten times as many elements that came and went need at most a tenth more; no listener is left`, async () => {
      await engine.session.get(`${server.url}/host.html`);
      const few = await left(`mountOften(${MOUNTS})`);
      const many = await left(`mountOften(${9 * MOUNTS})`);
      console.log(`${name}: ${few.bytes} bytes after ${MOUNTS}, ${many.bytes} after ${10 * MOUNTS}; ${many.listeners} listeners`);
      assert.ok(many.bytes <= few.bytes * 1.1, `${few.bytes} → ${many.bytes}`);
      assert.deepEqual([few.listeners, many.listeners, many.nodes], [0, 0, few.nodes]);
    });

    test(`${name}: ten times as many changed answers need no more`, async () => {
      const few = await left(`changeOften(${ANSWERS})`);
      const many = await left(`changeOften(${9 * ANSWERS})`);
      console.log(`${name}: ${few.bytes} bytes after ${ANSWERS} answers, ${many.bytes} after ${10 * ANSWERS}`);
      assert.deepEqual([many.bytes, many.listeners, many.nodes], [few.bytes, few.listeners, few.nodes]);
    });
  });
}

test("Chromium counts no more objects, nodes and listeners after ten times as many elements", async () => {
  const browser = await launch();
  try {
    const { page } = await open(browser, `${server.url}/host.html`);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const left = async (times) => {
      await page.evaluate((times) => window.mountOften(times), times);
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    const few = await left(MOUNTS);
    const many = await left(9 * MOUNTS);
    const kept = ["JSHeapUsedSize", "Nodes", "JSEventListeners"].map((name) => [name, few[name], many[name]]);
    console.log(`Chromium: ${kept.map((it) => it.join(" ")).join(", ")}`);
    for (const [name, before, after] of kept) assert.ok(after <= before * 1.1, `${name}: ${before} → ${after}`);
  } finally {
    await browser.close();
  }
});
