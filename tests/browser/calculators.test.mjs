// Every calculator of the register on a phone's screen: it fits, has no barrier that axe knows, and can
// be done by keyboard alone. And what one calculator hands on: links to others, days for a calendar.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import ICAL from "ical.js";
import { calculators } from "luzhou-gazette";
import { SHOWN, startCity } from "./city.mjs";
import { STRICT_POLICY, mounted, open, pkg, serve } from "./helpers.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const city = startCity();

/** What has the focus inside the calculator: its kind, and which of its kind it is. */
const focused = (page) =>
  page.$eval(SHOWN, (host) => {
    const element = host.shadowRoot.activeElement;
    if (!element) return null;
    const group = element.type === "radio" ? element.name : element.id || element.value || element.textContent;
    return { kind: element.type || element.localName, key: `${element.type}:${element.name || ""}:${group}`, mode: element.inputMode };
  });

/** The groups of controls that can be seen. */
const visible = (page) =>
  page.$eval(SHOWN, (host) =>
    [...host.shadowRoot.querySelectorAll(".form input, .form select, .form textarea")]
      .filter((it) => it.checkVisibility())
      .map((it) => `${it.type}:${it.name || ""}:${it.type === "radio" ? it.name : it.id || it.value}`),
  );

/** Answers what has the focus, as a person at a keyboard would. */
async function answer(page, { kind, mode }) {
  const press = (key) => page.keyboard.press(key);
  if (kind === "radio") await press("ArrowRight");
  else if (kind === "checkbox") await press("Space");
  else if (kind === "select-one") await press("ArrowDown");
  else if (kind === "text" && mode === "numeric") await page.keyboard.type((await isDay(page)) ? "2024-03-01" : "10");
  else if (kind === "text" && mode === "decimal") await page.keyboard.type("10");
}

const isDay = (page) => page.$eval(SHOWN, (host) => host.shadowRoot.activeElement.placeholder.includes("2024"));

for (const { name, title } of calculators()) {
  test(`${name} fits 320 px and large text, has no barrier, and is done by keyboard alone`, async () => {
    const { page, log, close } = await open(city.browser, `${city.server.url}/#${name}`, { viewport: { width: 320, height: 700 } });
    try {
      await mounted(page, SHOWN);
      assert.ok((await page.title()).startsWith(title));
      await page.focus("main");
      const visited = new Set();
      // As many presses as would go round twice.
      for (let presses = 0; presses < 160; presses++) {
        await page.keyboard.press("Tab");
        const at = await focused(page);
        if (!at && visited.size) break;
        if (!at || visited.has(at.key)) continue;
        visited.add(at.key);
        await answer(page, at);
      }
      const missed = (await visible(page)).filter((key) => !visited.has(key));
      assert.deepEqual(missed, [], "out of the keyboard's reach");
      const told = await page.$eval(SHOWN, (host) => host.shadowRoot.querySelector(".result").textContent);
      assert.ok(told.length > 15, told);
      const width = () => page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok((await width()) <= 320, "scrolls sideways");
      const small = await page.$eval(SHOWN, (host) => {
        const targets = [...host.shadowRoot.querySelectorAll("input.input, select, button, label.choice, a:not(.ref), textarea")];
        const boxes = targets.map((target) => [target.className, target.getBoundingClientRect()]);
        return boxes.filter(([, box]) => box.width > 0 && (box.width < 44 || box.height < 44)).map(([name]) => name);
      });
      assert.deepEqual(small, [], "targets below 44 px");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))]), []);
      await page.$eval(SHOWN, (host) => host.style.setProperty("--luzhou-font-size", "34px"));
      assert.ok((await width()) <= 320, "scrolls sideways with text at 200 %");
      assert.deepEqual(log.errors, []);
    } finally {
      await close();
    }
  });
}

/** Opens a page with one element; `attributes` as in HTML. */
async function embedded(attributes, act) {
  const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>嵌入</title>
    <script src="luzhou-gazette.js" defer></script><luzhou-calculator ${attributes}></luzhou-calculator>`;
  const host = await serve(pkg, { files: { "/host.html": { body, headers: { "content-security-policy": STRICT_POLICY } } } });
  const opened = await open(city.browser, `${host.url}/host.html`);
  try {
    await mounted(opened.page);
    await act(opened.page);
    assert.deepEqual(opened.log.errors, []);
  } finally {
    await opened.close();
    await host.close();
  }
}

const HOME = 'name="what-applies-to-me" who="resident" resident="home"';
const link = 'button[data-link="0"]';

test("a link leads on with the answers filled in, in the element itself", async () => {
  await embedded(`${HOME} as-of="2024-02-29"`, async (page) => {
    await page.fill("#f-contract_date", "2024-02-29");
    await page.click(link);
    await page.waitForFunction(() => document.querySelector("luzhou-calculator").getAttribute("name") === "home-purchase-subsidy");
    await mounted(page);
    assert.equal(await page.inputValue("#f-contract_date"), "2024-02-29");
  });
});

test("a host hears of a link first and may keep the calculator", async () => {
  await embedded(HOME, async (page) => {
    await page.evaluate(() =>
      document.addEventListener("luzhou-open", (event) => {
        event.preventDefault();
        window.told = event.detail;
      }),
    );
    await page.click(link);
    assert.equal(await page.evaluate(() => window.told.calculator), "home-purchase-subsidy");
    assert.equal(await page.getAttribute("luzhou-calculator", "name"), "what-applies-to-me");
  });
});

test("the city's page follows a link by its own navigation, with the answers", async () => {
  const { page, close } = await open(city.browser, `${city.server.url}/#what-applies-to-me`);
  try {
    await mounted(page, SHOWN);
    await page.check("input[value=resident]");
    await page.check("input[value=home]");
    await page.fill(`${SHOWN} #f-contract_date`, "2024-02-29");
    await page.click(link);
    await page.waitForFunction(() => location.hash === "#home-purchase-subsidy");
    await mounted(page, SHOWN);
    assert.equal(await page.inputValue(`${SHOWN} #f-contract_date`), "2024-02-29");
    await page.goBack();
    await page.waitForFunction((shown) => document.querySelector(shown).getAttribute("name") === "what-applies-to-me", SHOWN);
    assert.ok(await page.isChecked("input[value=home]"));
  } finally {
    await close();
  }
});

test("days are taken away as a file that a calendar reads, and stand there as text", async () => {
  await embedded('name="forest-fire-season" date="2024-03-01" as-of="2024-03-01"', async (page) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("a.download")]);
    assert.equal(download.suggestedFilename(), "forest-fire-season.ics");
    const file = await readFile(await download.path(), "utf8");
    const events = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
    assert.deepEqual(events.map((it) => [it.startDate.toString(), it.endDate.toString()]), [
      ["2024-01-01", "2024-06-01"],
      ["2024-02-01", "2024-05-11"],
    ]);
    assert.match(await page.inputValue("textarea"), /2024年5月31日/);
  });
});

test("days that have passed are told, and not put into a calendar", async () => {
  await embedded('name="forest-fire-season" date="2024-03-01"', async (page) => {
    const days = page.locator("luzhou-calculator .days");
    assert.match(await days.textContent(), /2024年5月31日.*已经过去.*不用再存入日历/s);
    assert.equal(await days.locator("a, textarea").count(), 0);
  });
});

test("a question is asked only while its answer can change the decision", async () => {
  await embedded('name="fleet-purchase"', async (page) => {
    const suitable = page.locator("input[name=f-suitable_model]").first();
    assert.ok(await suitable.isVisible());
    await page.check("input[value=private]");
    assert.ok(!(await suitable.isVisible()));
    await page.check("input[value=public]");
    assert.ok(await suitable.isVisible());
    await page.check("input[name=f-suitable_model][value=true]");
    assert.match(await page.textContent(".verdict"), /原则上/);
  });
});
