// Finding from the home page and in a form's item field, at 360 px: by keyboard, by touch, and while an input method composes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { SHOWN, startCity } from "./city.mjs";
import { mounted, open, site } from "./helpers.mjs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

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
    assert.deepEqual(opened.log.errors, []);
  } finally {
    await opened.close();
  }
});
