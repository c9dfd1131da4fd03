// Finding from the home page and in a form's item field, at 360 px: by keyboard, by touch, and while an input method composes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SHOWN, startCity } from "./city.mjs";
import { mounted, open, site } from "./helpers.mjs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const city = startCity();

/** Opens the page at this place of it, tries something, and closes it; the page must stay without errors. */
async function at(place, act) {
  const opened = await open(city.browser, `${city.server.url}/${place}`, PHONE);
  try {
    await act(opened.page);
    assert.deepEqual(opened.log.errors, []);
    const wide = await opened.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 360, `${wide} px`);
  } finally {
    await opened.close();
  }
}

const hits = (page) => page.locator(".found a");
const first = (page) => hits(page).first().getAttribute("href");

/** Types into the home page's field and waits for the module's answer. */
async function type(page, query) {
  await page.focus("#seek");
  await page.fill("#seek", query);
  await page.waitForFunction(() => {
    const found = document.querySelector(".found");
    return found.childElementCount > 0 && !found.textContent.includes("正在载入");
  });
}

test("the home field finds while one types, marks what is over, and says how many there are", async () => {
  await at("", async (page) => {
    await type(page, "zyxx");
    await page.waitForSelector(".found a[href*='410000015']");
    assert.match(await hits(page).first().textContent(), /中医熏洗.*410000015.*已结束 2026-01-31/);
    await page.waitForFunction(() => /找到 2 项/.test(document.querySelector("[data-counted]").textContent));
    await type(page, "买房");
    assert.equal(await first(page), "#home-purchase-subsidy");
    assert.match(await hits(page).first().textContent(), /已结束 2024-02-29/);
    await type(page, "纳溪献血");
    await page.waitForSelector(".found a[href='#blood-donation-quota?district=naxi']");
    await page.fill("#seek", "");
    assert.equal(await page.locator(".found > *").count(), 0);
  });
});

test("by keyboard: down to a hit, back by Escape, and Enter opens it with its answer filled in", async () => {
  await at("", async (page) => {
    await type(page, "纳溪");
    await page.waitForSelector(".found a[href='#relocation-subsidy?district=naxi']");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.id);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "#relocation-subsidy?district=naxi");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "#blood-donation-quota?district=naxi");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "seek");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await mounted(page, SHOWN);
    assert.equal(await page.locator(`${SHOWN} #f-district`).inputValue(), "naxi");
  });
});

test("what the notices do not list gets the sentence; Enter opens nothing that merely resembles it", async () => {
  await at("", async (page) => {
    await type(page, "洗牙");
    await page.waitForFunction(() => document.querySelector(".found").textContent === "公报这次没有列这类项目。");
    await type(page, "拔牙");
    await page.waitForFunction(() => document.querySelector(".found p")?.textContent.includes("不是同一项"));
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "");
    await type(page, "iphone");
    await page.waitForFunction(() => document.querySelector(".found").textContent.includes("没有找到"));
    assert.equal(await first(page), "#what-applies-to-me");
  });
});

test("by touch: a tap on a hit opens it", async () => {
  await at("", async (page) => {
    await type(page, "hecigongzhen");
    await page.waitForSelector(".found a[href*='210200001-1']");
    await hits(page).first().tap();
    await mounted(page, SHOWN);
    assert.equal(await page.locator(`${SHOWN} input[role=combobox]`).inputValue(), "磁共振平扫(0.5T以下,不含0.5T)");
  });
});

test("while an input method composes the hits stay, and a press on one is meant for it", async () => {
  await at("", async (page) => {
    await type(page, "熏洗");
    await page.waitForSelector(".found a[href*='410000015']");
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "ma'i", selectionStart: 4, selectionEnd: 4 });
    assert.match(await first(page), /410000015/);
    await hits(page).first().click({ delay: 150 });
    await mounted(page, SHOWN);
    assert.equal(await page.locator(`${SHOWN} input[role=combobox]`).inputValue(), "中医熏洗");
  });
});

test("in the item field everyday words and pinyin work, and what is not listed is said", async () => {
  await at("#medical-fee", async (page) => {
    await mounted(page, SHOWN);
    const input = page.locator("#f-lines-1-code");
    for (const [typed, code] of [
      ["核磁", "210200001-1"],
      ["caichao", "220301001"],
      ["无痛分娩", "330100003"],
      ["青光眼手术", "330405017"],
    ]) {
      await input.fill(typed);
      assert.match(await page.locator(".find").first().textContent(), new RegExp(code), typed);
    }
    await input.fill("CT");
    assert.equal(await page.locator(".find").count(), 0);
    assert.equal(await page.locator(".chosen").textContent(), "公报这次没有列这类项目。");
    // The one row below the sentence is not chosen by Enter alone.
    await input.fill("火罐");
    assert.equal(await page.locator(".find").count(), 1);
    await input.press("Enter");
    assert.equal(await input.inputValue(), "火罐");
    await input.press("ArrowDown");
    await input.press("Enter");
    assert.equal(await input.inputValue(), "游走罐");
  });
});

test("a word for several rows is no error of the person's: the rows are named, and offered again", async () => {
  await at("#medical-fee", async (page) => {
    await mounted(page, SHOWN);
    const input = page.locator("#f-lines-1-code");
    for (const [typed, code] of [
      ["核磁", "210200001-1"],
      ["彩超", "220301001"],
      ["210200001", "210200001-3"],
    ]) {
      await input.fill(typed);
      await page.keyboard.press("Tab");
      const said = await page.locator("#f-lines-1-code-e").textContent();
      assert.match(said, /请选一项/, typed);
      assert.match(said, new RegExp(code), typed);
      await input.click();
      assert.ok(await page.locator(".find").first().isVisible(), typed);
    }
    await page.locator(".find").first().click();
    assert.match(await page.locator(".chosen").textContent(), /^已选 210200001-1/);
    assert.equal(await page.locator("#f-lines-1-code-e").textContent(), "");
  });
});

test("Tab leaves the item field with its list open, and never for the page as a whole", async () => {
  await at("#medical-fee", async (page) => {
    await mounted(page, SHOWN);
    await page.locator("#f-lines-1-code").focus();
    await page.keyboard.type("21");
    assert.ok((await page.locator(".find").count()) > 5);
    await page.keyboard.press("Tab");
    const focused = await page.$eval(SHOWN, (element) => element.shadowRoot.activeElement?.className ?? "the page");
    assert.notEqual(focused, "the page");
    assert.doesNotMatch(focused, /finds/);
  });
});

for (const composing of [false, true]) {
  test(`a press on an option of the item field chooses it${composing ? " while an input method composes" : ""}`, async () => {
    await at("#medical-fee", async (page) => {
      await mounted(page, SHOWN);
      const input = page.locator("#f-lines-1-code");
      await input.focus();
      await page.keyboard.insertText("熏");
      await page.waitForSelector(".find");
      const session = await page.context().newCDPSession(page);
      if (composing) await session.send("Input.imeSetComposition", { text: "x'i", selectionStart: 3, selectionEnd: 3 });
      const option = page.locator(".find").first();
      if (composing) await option.click({ delay: 150 });
      else await option.tap();
      await page.waitForTimeout(200);
      assert.equal(await input.inputValue(), "中医熏洗");
      assert.match(await page.locator(".chosen").textContent(), /^已选 410000015/);
      assert.ok(await page.locator(".finds").isHidden());
      const focused = await page.$eval(SHOWN, (element) => element.shadowRoot.activeElement?.id);
      assert.equal(focused, "f-lines-1-code");
    });
  });
}

test("from a disk everything is found too", async () => {
  const opened = await open(city.browser, pathToFileURL(join(site, "index.html")).href, PHONE);
  try {
    await type(opened.page, "核磁");
    await opened.page.waitForSelector(".found a[href*='210200001-1']");
    await type(opened.page, "20.4%");
    await opened.page.waitForSelector(".found a[href='documents/rule_of_law.html#law_review_corrected_rate']");
    assert.deepEqual(opened.log.errors, []);
  } finally {
    await opened.close();
  }
});

test("a figure finds its statement, marked, with its place; Enter goes there", async () => {
  await at("", async (page) => {
    const corpus = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/corpus.js")).length);
    await page.waitForLoadState();
    assert.equal(await corpus(), 0);
    await type(page, "20.4%");
    await page.waitForSelector(".found mark");
    assert.equal(await corpus(), 1);
    assert.equal(await hits(page).first().textContent(), "行政复议纠错率：20.4%（2023 年）数字 · 泸市府函〔2024〕12号 二(四)，第 26 页");
    assert.equal(await page.locator(".found mark").first().textContent(), "20.4");
    await page.keyboard.press("Enter");
    await page.waitForURL(/documents\/rule_of_law\.html#law_review_corrected_rate$/);
  });
});

test("what fits in many places is counted, and more of it is listed where it is asked for", async () => {
  await at("", async (page) => {
    await type(page, "2030");
    await page.waitForSelector(".found button");
    assert.equal(await hits(page).count(), 10);
    const [, more] = /还有 (\d+) 项/.exec(await page.locator(".found button").textContent());
    await page.waitForFunction((all) => document.querySelector("[data-counted]").textContent === `找到 ${all} 项，列出前 10 项，按向下键选择`, 10 + Number(more));
    await page.locator(".found button").click();
    assert.equal(await hits(page).count(), Math.min(50, 10 + Number(more)));
    const place = await page.evaluate(() => [...document.querySelectorAll(".found a")].indexOf(document.activeElement));
    assert.equal(place, 10);
    // Another query begins with ten again.
    await type(page, "2025");
    await page.waitForFunction(() => document.querySelectorAll(".found a").length === 10);
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`the list of everything fits on a phone, and axe finds nothing, ${colorScheme}`, async () => {
    await at("", async (page) => {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe);
      for (const query of ["行政复议", "加收", "17", "纳溪"]) {
        await type(page, query);
        await page.waitForSelector(".found mark");
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${query} ${id} ${nodes[0].html}`), []);
        const low = await page.$$eval(".found a, .found button", (all) => all.filter((it) => it.getBoundingClientRect().height < 44).length);
        assert.equal(low, 0, query);
      }
    });
  });
}

test("where what is looked through besides does not come, the calculators are found all the same", async () => {
  const opened = await open(city.browser, "about:blank", PHONE);
  try {
    await opened.page.route("**/corpus.js", (route) => route.abort());
    await opened.page.goto(city.server.url);
    await type(opened.page, "买房");
    await opened.page.waitForSelector(".found a[href='#home-purchase-subsidy']");
    await type(opened.page, "20.4%");
    await opened.page.waitForFunction(() => document.querySelector(".found").textContent.includes("没有载入"));
    assert.deepEqual(opened.log.errors, []);
  } finally {
    await opened.close();
  }
});

test("the one file for a disk finds everything without a request, and goes there", async () => {
  const opened = await open(city.browser, pathToFileURL(join(site, "standalone.html")).href, PHONE);
  try {
    await type(opened.page, "20.4%");
    await opened.page.waitForFunction(() => document.querySelector(".found li")?.textContent.includes("纠错率：20.4%"));
    await opened.page.keyboard.press("Enter");
    await opened.page.waitForFunction(() => document.getElementById("law_review_corrected_rate")?.checkVisibility());
    assert.deepEqual(opened.log.errors, []);
    assert.equal(opened.log.requests.length, 1);
  } finally {
    await opened.close();
  }
});
