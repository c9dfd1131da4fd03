// What the speed claims rest on: the time to the first form, and the time of one call with its proof.
// Medians; a shared machine is noisy, so compare runs of one day only.

import { launch, open, pkg, serve, site } from "../tests/browser/helpers.mjs";

const OPENINGS = 10;
const BATCHES = 40;
const CALLS = 500;

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
} finally {
  await browser.close();
}
