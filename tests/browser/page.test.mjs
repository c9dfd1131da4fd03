// The page as people use it: with the network cut, by keyboard alone, on a small screen, by an input
// method, and with wrong answers.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { SHOWN, startCity } from "./city.mjs";
import { fillHomePurchase, folder, mounted } from "./helpers.mjs";

const NAMES = ["relocation-subsidy", "home-purchase-subsidy", "medical-fee", "blood-donation-quota"];
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const city = startCity();

/** Opens the page at one calculator, wide enough for the list beside it. */
const at = (name, act, options) => city.at(name, act, { viewport: { width: 1280, height: 900 }, ...options });

const figure = (page) => page.locator("luzhou-calculator:not([hidden])").locator(".figure, .receipt .total .number").textContent();
const tone = (page) => page.locator("luzhou-calculator:not([hidden]) .verdict").getAttribute("data-tone");

/** Follows the link to a calculator and waits until it is the one that is shown. */
async function go(page, name) {
  await page.click(`nav.list a[href='#${name}']`);
  await shows(page, name);
}

async function shows(page, name) {
  await page.waitForFunction(
    ([shown, name]) => document.querySelector(shown).getAttribute("name") === name,
    [SHOWN, name],
  );
  await mounted(page, SHOWN);
}

/** Presses Tab until the focus is on an element of this class. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.$eval("luzhou-calculator", (element) => {
      const active = element.shadowRoot.activeElement;
      return [active?.className, active?.id];
    });
    if (focused.includes(name)) return;
  }
  assert.fail(`the keyboard does not reach ${name}`);
}

test("four calculators answer with the network cut, and nothing is requested after load", async () => {
  await at(NAMES[0], async (page, log) => {
    await page.context().setOffline(true);
    const before = city.server.requests.length;
    assert.equal(await figure(page), "每户至少 27,000 元，要先是搬迁对象");
    await page.fill("#f-district_standard", "12000");
    await page.fill("#f-superior_standard", "20000.5");
    assert.equal(await figure(page), "47,000.50 元，要先是搬迁对象");

    await go(page, "home-purchase-subsidy");
    await fillHomePurchase(page);
    assert.equal(await figure(page), "13,000 元");

    await go(page, "medical-fee");
    await page.check('input[value="below_2B"]');
    await page.fill("#f-service_date", "2024-04-01");
    await page.locator("#f-lines-1-code").pressSequentially("111100002");
    await page.keyboard.press("Tab");
    assert.equal(await figure(page), "18.20 元");

    await go(page, "blood-donation-quota");
    await page.selectOption(`${SHOWN} #f-district`, "naxi");
    assert.equal(await figure(page), "2,738 人次");

    // Going back finds the answers as they were left.
    await go(page, "relocation-subsidy");
    assert.equal(await figure(page), "47,000.50 元，要先是搬迁对象");

    assert.equal(city.server.requests.length, before);
    const files = ["luzhou-gazette-module.js", "luzhou-gazette_bg.wasm", "page.css", "page.js", "size.js"].map((name) => `/${folder()}/${name}`);
    const own = ["/", "/icon.svg", ...files];
    const paths = new Set(log.requests.map((url) => new URL(url).pathname));
    assert.deepEqual([...paths].filter((path) => !own.includes(path)), []);
  });
});

test("a whole bill is made by keyboard alone", async () => {
  await at("medical-fee", async (page) => {
    await page.locator("#f-service_date").focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Home");
    // "Not known" is chosen at first; the arrow goes round to the first tier.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("20250501");
    await page.keyboard.press("Tab");
    await page.keyboard.type("tpqp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#f-service_date").inputValue(), "2025-05-01");
    assert.equal(await page.locator("#f-lines-1-code").inputValue(), "头皮取皮术");
    // The quantity counts sessions, because what is done in each is asked.
    assert.equal(await page.locator("label[for=f-lines-1-quantity]").textContent(), "做了几次");
    assert.equal(await tone(page), "open");
    await tabTo(page, "f-lines-1-surface");
    await page.keyboard.type("3");
    assert.equal(await figure(page), "1,308 元");
    await tabTo(page, "add");
    await page.keyboard.press("Enter");
    await page.keyboard.type("410000015");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.equal(await tone(page), "open");
    await page.fill("#f-age", "6");
    assert.equal(await figure(page), "1,371.60 元");
  });
});

test("an item is found by name, by part of it, by code and by initials; a twin name offers both", async () => {
  await at("medical-fee", async (page) => {
    const input = page.locator("#f-lines-1-code");
    for (const [typed, code] of [
      ["数字化摄影(DR)", "210102015"],
      ["熏洗", "410000015"],
      ["33060402", "330604027"],
      ["ZYXX", "410000015"],
    ]) {
      await input.fill(typed);
      assert.match(await page.locator(".find").first().textContent(), new RegExp(code), typed);
    }
    await input.fill("手机");
    assert.match(await page.locator(".chosen").textContent(), /没有找到；公报只列了 209 个项目/);
    await input.fill("抽血");
    assert.equal(await page.locator(".chosen").textContent(), "公报这次没有列这类项目。");
    assert.equal(await page.locator(".find").count(), 0);
    await input.fill("牙龈切除术");
    assert.equal(await page.locator(".chosen").textContent(), "");
    const finds = await page.locator(".find").allTextContents();
    assert.ok(finds[0].includes("330604031") && finds[1].includes("330604035"), finds.join());
    await input.blur();
    assert.match(await page.locator(".row .error").first().textContent(), /几项/);
  });
});

test("a Chinese input method composes undisturbed, and what it commits is looked for", async () => {
  await at("medical-fee", async (page) => {
    const session = await page.context().newCDPSession(page);
    const input = page.locator("#f-lines-1-code");
    await input.focus();
    await input.evaluate((element) => (window.before = element));
    await session.send("Input.imeSetComposition", { text: "xun'xi", selectionStart: 6, selectionEnd: 6 });
    assert.equal(await page.locator(".find").count(), 0);
    await session.send("Input.insertText", { text: "熏洗" });
    await page.waitForSelector(".find");
    assert.match(await page.locator(".find").first().textContent(), /410000015/);
    assert.ok(await input.evaluate((element) => element === window.before && element.getRootNode().activeElement === element));
  });
});

test("a refusal says why, by how much, and which one answer would turn it", async () => {
  await at("home-purchase-subsidy", async (page) => {
    await fillHomePurchase(page, "2024-03-12");
    assert.equal(await tone(page), "bad");
    assert.match(await page.locator(`${SHOWN} .answer`).textContent(), /晚 12 天/);
  });
});

test("a wrong answer is told beside its field once it is finished, and clears when it is mended", async () => {
  await at("relocation-subsidy", async (page) => {
    const input = page.locator("#f-district_standard");
    await input.pressSequentially("11999.99");
    assert.equal(await input.getAttribute("aria-invalid"), "false");
    await input.blur();
    assert.equal(await input.getAttribute("aria-invalid"), "true");
    const described = (await input.getAttribute("aria-describedby")).split(" ").pop();
    const error = page.locator(`#${described}`);
    assert.equal(await error.getAttribute("role"), "alert");
    assert.equal(await error.textContent(), "“区县补助标准”不能低于 12,000 元/户");
    assert.equal(await page.locator(".figure").count(), 0);
    await input.fill("12000");
    assert.equal(await input.getAttribute("aria-invalid"), "false");
    assert.equal(await figure(page), "每户至少 27,000 元，要先是搬迁对象");
  });
});

test("rows are added and removed, and the focus goes along", async () => {
  await at("medical-fee", async (page) => {
    const focused = () => page.$eval("luzhou-calculator", (element) => element.shadowRoot.activeElement?.id);
    assert.equal(await page.locator(".remove:visible").count(), 0);
    await page.click(".add");
    assert.equal(await focused(), "f-lines-2-code");
    await page.locator(".remove").first().click();
    assert.equal(await focused(), "f-lines-2-code");
    assert.equal(await page.locator(".row").count(), 1);
  });
});

test("an address with a calculator's name opens it, and going back returns", async () => {
  await at("blood-donation-quota", async (page) => {
    assert.equal(await page.locator("luzhou-calculator:not([hidden]) .title").textContent(), "无偿献血招募计划");
    assert.match(await page.title(), /^无偿献血招募计划/);
    await go(page, "relocation-subsidy");
    await page.goBack();
    await shows(page, "blood-donation-quota");
    assert.equal(await page.locator("nav a[aria-current=page]").getAttribute("href"), "#blood-donation-quota");
  });
});

test("on a phone a line says the answer, leads to it, and never hides what has the focus", async () => {
  await at(
    "relocation-subsidy",
    async (page) => {
      const line = page.locator(`${SHOWN} button.bar`);
      await line.waitFor();
      assert.match(await line.textContent(), /还差 \d 个问题|至少/);
      for (let presses = 0; presses < 14; presses++) {
        await page.keyboard.press("Tab");
        const hidden = await page.$eval(SHOWN, (element) => {
          const focused = element.shadowRoot.activeElement;
          const bar = element.shadowRoot.querySelector("button.bar");
          if (!focused || focused === bar || bar.hidden) return false;
          const [a, b] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
          return a.bottom > b.top && a.top < b.bottom;
        });
        assert.equal(hidden, false, `after ${presses + 1} presses`);
      }
      await page.evaluate(() => scrollTo(0, 0));
      await line.click();
      const focused = () => page.$eval(SHOWN, (element) => element.shadowRoot.activeElement?.className);
      assert.equal(await focused(), "result");
    },
    { viewport: { width: 360, height: 640 } },
  );
});

for (const name of NAMES) {
  test(`${name} fits 320 px, keeps its targets at 44 px, and with text at 200 % nothing scrolls sideways`, async () => {
    await at(
      name,
      async (page) => {
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok((await wide()) <= 320, `${await wide()} px`);
        const small = await page.$eval("luzhou-calculator", (element) => {
          const targets = [...element.shadowRoot.querySelectorAll("input.input, select, button, label.choice"), ...document.querySelectorAll("nav a, summary, .btn")];
          const boxes = targets.map((target) => [target.className, target.getBoundingClientRect()]);
          return boxes.filter(([, box]) => box.width > 0 && (box.width < 44 || box.height < 44)).map(([name]) => name);
        });
        assert.deepEqual(small, []);
        await page.addStyleTag({ content: "luzhou-calculator{--luzhou-font-size:34px!important} body{font-size:34px!important}" }).catch(() => {});
        await page.$eval("luzhou-calculator", (element) => element.style.setProperty("--luzhou-font-size", "34px"));
        assert.ok((await wide()) <= 320, `${await wide()} px with large text`);
      },
      { viewport: { width: 320, height: 700 } },
    );
  });

  test(`${name} has nothing that axe finds against WCAG 2.2 AA`, async () => {
    for (const theme of ["light", "dark"]) {
      // The strict policy of the page would keep the checker itself out.
      await at(
        name,
        async (page) => {
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            window.axe.run(document.querySelector("main"), { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
          );
          const told = violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.target.join(" ")).join("; ")}`);
          assert.deepEqual(told, [], theme);
        },
        { bypassCSP: true, colorScheme: theme },
      );
    }
  });
}

test("a shared case says which of its answers are not used", () =>
  at("home-purchase-subsidy?group=veteran&graduation_date=2020-06-30", async (page) => {
    await page.locator(`${SHOWN} :text("没有用到：“毕业日期”")`).first().waitFor({ state: "attached" });
  }));
