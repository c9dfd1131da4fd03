// What the speed claims rest on: the time to the first form, and the time of one call with its proof.
// Medians; a shared machine is noisy, so compare runs of one day only.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STRICT_POLICY, launch, open, pkg, serve, site } from "../tests/browser/helpers.mjs";

const OPENINGS = 10;
const BATCHES = 40;
const CALLS = 500;
const CHECKS = 9;
const ROWS = 100_000;

const CALLED = {
  "home-purchase-subsidy": {
    contract_date: "2024-02-29", price: 650000, group: ["veteran", "graduate"], graduation_date: "2020-06-30",
    central_urban_area: true, newly_built: true, home_order: "first",
  },
  "relocation-subsidy": { households: 3, district_standard: 12000 },
  "medical-fee": {
    tier: "3A", service_date: "2025-01-01", age: 5,
    lines: [{ code: "410000015", quantity: 2 }, { code: "111100002", quantity: 1 }],
  },
  "blood-donation-quota": { district: "all" },
};

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const told = (numbers, digits) => {
  const all = sorted(numbers);
  const [least, middle, most] = [all[0], all[all.length >> 1], all[all.length - 1]];
  return `median ${middle.toFixed(digits)}  min ${least.toFixed(digits)}  max ${most.toFixed(digits)}`;
};

/** Milliseconds from the start of the navigation to the first form that can be filled in. */
async function opening(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    window.ready = new Promise((resolve) => {
      addEventListener("luzhou-ready", () => resolve(performance.now()), { once: true });
    });
  });
  await page.goto(url, { waitUntil: "commit" });
  const time = await page.evaluate(() => window.ready);
  await context.close();
  return time;
}

/** Microseconds of a call: the mean of each batch, after a warm-up. */
function calling(page, name, answers) {
  return page.evaluate(
    async ({ name, answers, batches, calls }) => {
      const { calculate, ready } = await import("/luzhou-gazette.mjs");
      await ready();
      const options = { as_of: "2026-11-23" };
      for (let i = 0; i < 2000; i++) calculate(name, answers, options);
      const means = [];
      for (let batch = 0; batch < batches; batch++) {
        const start = performance.now();
        for (let i = 0; i < calls; i++) calculate(name, answers, options);
        means.push(((performance.now() - start) * 1000) / calls);
      }
      return means;
    },
    { name, answers, batches: BATCHES, calls: CALLS },
  );
}

/** A price list of many rows, of every kind that is marked. */
function list() {
  const kinds = ["210102015,67", "111100002,26", '330405017,"1,065.00"', "330604029-1,15", "999999999,8", "2.10102E+08,9"];
  const lines = Array.from({ length: ROWS }, (_, at) => `${at + 1},项目名称${at},${kinds[at % kinds.length]}`);
  return `序号,项目名称,项目编码,单价\r\n${lines.join("\r\n")}\r\n`;
}

/** Milliseconds from the choice of a file to its result, and the longest time in which the page was busy. */
async function checking(browser, url, file) {
  const { page, close } = await open(browser, url);
  await page.locator("luzhou-price-check #file").waitFor();
  await page.check("luzhou-price-check input[value='3A']");
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    window.longest = 0;
    port1.onmessage = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - window.last);
      window.last = now;
      setTimeout(() => port2.postMessage(0), 0);
    };
    window.done = new Promise((resolve) => {
      document.addEventListener("luzhou-result", () => setTimeout(() => resolve(performance.now()), 50), { once: true });
    });
    // The messages to the element begin when the file has been chosen.
    document.querySelector("luzhou-price-check").shadowRoot.querySelector("#file").addEventListener("change", () => {
      window.began = window.last = performance.now();
      port2.postMessage(0);
    }, { capture: true, once: true });
  });
  await page.setInputFiles("luzhou-price-check #file", file);
  const found = await page.evaluate(async () => [(await window.done) - 50 - window.began, window.longest, window.began]);
  const workers = page.workers().length;
  await close();
  return { time: found[0], longest: found[1], workers };
}

async function checks(browser) {
  const directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const file = join(directory, "list.csv");
  await writeFile(file, list());
  const page = '<!doctype html><script src="luzhou-gazette-check.js" defer></script><luzhou-price-check></luzhou-price-check>';
  const headers = { "content-security-policy": STRICT_POLICY };
  const city = await serve(site);
  const strict = await serve(pkg, { files: { "/strict.html": { body: page, headers } } });
  for (const [words, url] of [["in a worker", `${city.url}/check.html`], ["beside the page", `${strict.url}/strict.html`]]) {
    const runs = [];
    for (let i = 0; i < CHECKS; i++) runs.push(await checking(browser, url, file));
    const all = (key) => told(runs.map((run) => run[key]), 0);
    console.log(`${ROWS} rows checked ${words} (${runs[0].workers} worker), ${CHECKS} runs, ms: ${all("time")}`);
    console.log(`  longest time the page was busy, ms: ${all("longest")}`);
  }
  await city.close();
  await strict.close();
  await rm(directory, { recursive: true, force: true });
}

const browser = await launch();
try {
  const city = await serve(site);
  const times = [];
  await opening(browser, city.url);
  for (let i = 0; i < OPENINGS; i++) times.push(await opening(browser, city.url));
  await city.close();
  console.log(`首个可填写的表单 first form, CPU 4x slower, ${OPENINGS} openings, ms: ${told(times, 0)}`);

  const module = await serve(pkg, { files: { "/index.html": "<!doctype html><title>bench</title>" } });
  const { page, close } = await open(browser, module.url);
  for (const [name, answers] of Object.entries(CALLED)) {
    const means = await calling(page, name, answers);
    console.log(`calculate("${name}") with all its steps, warm, ${BATCHES} x ${CALLS} calls, us: ${told(means, 1)}`);
  }
  await close();
  await module.close();
  await checks(browser);
} finally {
  await browser.close();
}
