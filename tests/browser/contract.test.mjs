// What the element promises to its host beyond its answers, and what it bears from it: properties, forms, events, misspelt
// attributes, and pages that put their own things in the place of the browser's.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, mounted, open, pkg, serve, shadowText } from "./helpers.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const ANSWERS = 'contract_date="2024-02-10" group="veteran" central_urban_area="true" newly_built="true" home_order="first"';
const ELEMENT = `<luzhou-calculator name="home-purchase-subsidy" as-of="2024-02-20" price="650000" ${ANSWERS}><p id="own">0830-12345</p></luzhou-calculator>`;
const SCRIPT = '<script src="luzhou-gazette.js"></script>';

/** Opens a host page and tries something there. */
async function host(body, act, { before, script = SCRIPT } = {}) {
  const server = await serve(pkg, { files: { "/host.html": `<!doctype html><html lang="zh-CN"><meta charset="utf-8">${script}${body}`, "/told.html": "told" } });
  const opened = await open(browser, `${server.url}/host.html`, { before });
  try {
    await act(opened);
  } finally {
    await opened.close();
    await server.close();
  }
}

/** The element in the page, for a function that runs there. */
const ofElement = (page, act, value) => page.$eval("luzhou-calculator", act, value);

/** Notes what the host is told. */
const LISTEN = () => {
  window.told = [];
  for (const name of ["luzhou-result", "luzhou-error"]) {
    addEventListener(name, (event) => window.told.push([name, event.detail.code ?? event.detail.summary]));
  }
};

test("who types a finished day or amount anew is told of no error before it is finished again", async () => {
  await host(ELEMENT, async ({ page }) => {
    await mounted(page);
    for (const [field, typed, wrong] of [["#f-contract_date", "20240115", "20240230"], ["#f-price", "850000", "八五折"]]) {
      await page.evaluate(() => (window.told = []));
      const input = page.locator(field);
      await input.focus();
      await input.selectText();
      const errors = [];
      for (const key of typed) {
        await page.keyboard.type(key);
        errors.push(await page.locator(`${field}-e`).textContent());
      }
      await page.keyboard.press("Tab");
      assert.deepEqual(errors.filter(Boolean), []);
      const told = await page.evaluate(() => window.told);
      assert.ok(told.length > 0 && told.every(([name]) => name === "luzhou-result"), `${field}: ${told}`);
      // Finished and wrong it is still said, once.
      await input.fill(wrong);
      await page.keyboard.press("Tab");
      assert.notEqual(await page.locator(`${field}-e`).textContent(), "");
      assert.equal(await page.evaluate(() => window.told.at(-1)[0]), "luzhou-error");
      await input.fill(typed);
      await page.keyboard.press("Tab");
    }
  }, { before: LISTEN });
});

test("a word in a bill that is typed anew is told of no error before it is finished", async () => {
  await host('<luzhou-calculator name="medical-fee" tier="3A" as-of="2024-06-01" lines="999999999"></luzhou-calculator>', async ({ page }) => {
    await mounted(page);
    const error = page.locator('luzhou-calculator [id$="-code-e"]');
    assert.notEqual(await error.textContent(), "");
    await page.locator('luzhou-calculator [id$="-code"]').selectText();
    await page.keyboard.type("1");
    assert.equal(await error.textContent(), "");
  });
});

test("the day of looking is read as a day in a form is", async () => {
  for (const day of ["2024-05-01", "20240501", "2024/5/1", "2024年5月1日", "２０２４０５０１"]) {
    await host(`<luzhou-calculator name="road-names" as-of="${day}"></luzhou-calculator>`, async ({ page }) => {
      await mounted(page);
      assert.match(await shadowText(page), /查询日期 2024-05-01/, day);
    });
  }
});

test("a misspelt attribute and a value that is none get a hint in the console; what is right gets none", async () => {
  const hints = (log) => log.messages.filter((it) => it.startsWith("<luzhou-calculator>"));
  const body = `<luzhou-calculator name="medical-fee" teir="3A" theme="pink" asof="2024-06-01" servicedate="2024-06-01" historical="maybe"
    class="a" id="b" data-teir="1" aria-label="c" v-if="x" @click="y" :tiers="z" tabindex="0" title="t" lang="zh"></luzhou-calculator>`;
  await host(body, async ({ page, log }) => {
    await mounted(page);
    await page.waitForTimeout(50);
    const said = hints(log).join("\n");
    for (const words of ["did you mean tier?", "did you mean as-of?", "did you mean service_date?", "light、dark、auto", "historical may be"]) assert.ok(said.includes(words), `${words}: ${said}`);
    assert.equal(hints(log).length, 5, said);
    await ofElement(page, (it) => it.setAttribute("lins", "111100002"));
    await page.waitForTimeout(50);
    assert.match(hints(log).at(-1), /did you mean lines\?/);
    assert.equal(hints(log).length, 6);
  });
  await host(ELEMENT.replace("<luzhou-calculator", '<luzhou-calculator theme="auto" size="large" submit-as="x" historical'), async ({ page, log }) => {
    await mounted(page);
    await page.waitForTimeout(50);
    assert.deepEqual(hints(log), []);
  });
});

test("things of the host that are named like the document's functions stand in nobody's way", async () => {
  const names = ["createElement", "createElementNS", "addEventListener", "baseURI", "currentScript", "body", "head"];
  const clobbered = names.map((name) => `<form name="${name}"></form><img name="${name}" alt="">`).join("");
  await host(`${clobbered}<form><input name="price"><input name="createElement">${ELEMENT}</form>`, async ({ page, log }) => {
    await mounted(page);
    assert.equal(await page.evaluate(() => typeof document.createElement), "object");
    assert.match(await shadowText(page), /13,000 元/);
    assert.deepEqual(log.errors, []);
  });
});

test("wherever the start fails, the element's own children are seen", async () => {
  const breaks = {
    "no element can be made": () => (Document.prototype.createElement = () => { throw new Error("mine"); }),
    "the module does not compile": () => (WebAssembly.instantiate = WebAssembly.instantiateStreaming = async () => { throw new Error("mine"); }),
    "no root can be attached": () => (Element.prototype.attachShadow = () => { throw new Error("mine"); }),
    "no styles can be made": () => (CSSStyleSheet.prototype.replaceSync = () => { throw new Error("mine"); }),
    "no text can be decoded": () => (window.TextDecoder = class { constructor() { throw new Error("mine"); } }),
    "nothing can be watched": () => (window.MutationObserver = class { constructor() { throw new Error("mine"); } }),
    "no base64": () => (window.atob = () => { throw new Error("mine"); }),
    "the screen cannot be built": () => (Element.prototype.setAttribute = () => { throw new Error("mine"); }),
  };
  for (const [words, before] of Object.entries(breaks)) {
    await host(ELEMENT, async ({ page }) => {
      await page.waitForTimeout(400);
      assert.ok(await page.isVisible("#own"), words);
    }, { before });
  }
});

test("a listener that answers each result with another answer does not keep the page from anything", async () => {
  const ways = {
    "by the property": (it, price) => (it.answers = { price: String(price) }),
    "by the attribute": (it, price) => it.setAttribute("price", String(price)),
    "a moment later": (it, price) => queueMicrotask(() => it.setAttribute("price", String(price))),
  };
  for (const [words, answer] of Object.entries(ways)) {
    const before = `window.count = 0;
      addEventListener("luzhou-result", (event) => (${answer})(event.target, 100000 + (window.count += 1)));`;
    await host(ELEMENT, async ({ page }) => {
      await page.waitForTimeout(1500);
      const { count, shown } = await Promise.race([
        page.evaluate(() => ({ count: window.count, shown: document.querySelector("luzhou-calculator").answers.price })),
        page.waitForTimeout(5000).then(() => assert.fail(`${words}: the page hangs`)),
      ]);
      assert.ok(count > 1 && count < 60, `${words}: ${count}`);
      assert.equal(shown, String(100000 + count), words);
    }, { before });
  }
});

test("where the page has replaced the clock the day is asked, and then it is computed", async () => {
  const ways = {
    "another Date": () => (window.Date = function () { return {}; }),
    "no Date": () => delete window.Date,
    "a Date that throws": () => (Date.now = () => { throw new Error("mine"); }),
    "no number": () => (Date.now = () => "soon"),
    "a clock that was reset": () => (Date.now = () => 1000),
  };
  for (const [words, before] of Object.entries(ways)) {
    await host(ELEMENT.replace(' as-of="2024-02-20"', ""), async ({ page }) => {
      await mounted(page);
      assert.match(await shadowText(page), /不知道今天是哪一天/, words);
      assert.equal(await ofElement(page, (it) => it.outcome), null);
      await page.locator("#f-as_of").fill("20240220");
      await page.keyboard.press("Tab");
      assert.match(await shadowText(page), /13,000 元/, words);
      assert.equal(await ofElement(page, (it) => it.outcome.as_of), "2024-02-20");
    }, { before });
    await host(ELEMENT, async ({ page }) => {
      await mounted(page);
      assert.match(await shadowText(page), /13,000 元/, words);
      assert.equal(await page.locator("#f-as_of:visible").count(), 0, words);
    }, { before });
  }
  // A changed `toISOString` or `getUTCHours` changes nothing.
  await host(ELEMENT.replace(' as-of="2024-02-20"', ""), async ({ page }) => {
    await mounted(page);
    assert.match(await shadowText(page), /17,000|13,000/);
  }, { before: () => { Date.prototype.toISOString = () => "today"; Date.prototype.getUTCHours = () => "noon"; } });
});

test("a name of ten million characters is not repeated", async () => {
  await host("<luzhou-calculator></luzhou-calculator>", async ({ page }) => {
    await page.waitForSelector("luzhou-calculator [part=failure]");
    await ofElement(page, (it) => it.setAttribute("name", "税".repeat(10_000_000)));
    await page.waitForFunction(() => document.querySelector("luzhou-calculator").shadowRoot.textContent.includes("税税"));
    assert.ok((await shadowText(page)).length < 2_000);
  });
});

test("attributes have properties, before and after the script has come", async () => {
  const early = `${ELEMENT}<script>
    const it = document.querySelector("luzhou-calculator");
    it.answers = { price: "850000" }; it.theme = "dark"; it.asOf = "2024-02-21"; it.historical = true;</script>${SCRIPT}`;
  await host(early, async ({ page }) => {
    await mounted(page);
    const found = await ofElement(page, (it) => [it.outcome.figures[0].value, it.outcome.as_of, it.getAttribute("theme"), it.historical, it.name]);
    assert.deepEqual(found, [1_700_000, "2024-02-21", "dark", true, "home-purchase-subsidy"]);
    await ofElement(page, (it) => {
      it.historical = false;
      it.asOf = null;
      it.size = "large";
      it.name = "road-names";
    });
    const attributes = await ofElement(page, (it) => it.getAttributeNames().filter((name) => ["as-of", "historical", "size", "name"].includes(name)));
    assert.deepEqual(attributes.sort(), ["name", "size"]);
    await mounted(page);
    assert.equal(await ofElement(page, (it) => it.calculate().then((outcome) => outcome.calculator)), "road-names");
  }, { script: "" });
});

test("outcome and answers are read at once; calculate() waits for the start and throws what must be mended", async () => {
  await host("", async ({ page }) => {
    const found = await page.evaluate(async () => {
      const it = document.createElement("luzhou-calculator");
      it.name = "home-purchase-subsidy";
      it.asOf = "2024-02-20";
      const before = [it.outcome, it.answers];
      document.body.append(it);
      const answers = { contract_date: "2024-02-10", price: 650000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
      const outcome = await it.calculate(answers);
      const same = JSON.stringify(outcome) === JSON.stringify(it.outcome);
      const more = await it.calculate({ price: "85万" });
      const wrong = await it.calculate({ price: "much" }).catch((error) => [error instanceof Error, error.name, error.code, error.field, error.message.length > 5]);
      const none = it.outcome;
      it.name = "no-such-calculator";
      await Promise.resolve();
      const failed = await it.calculate().catch((error) => error.code);
      return { before, value: outcome.figures[0].value, same, more: more.figures[0].value, answers: more && it.answers, wrong, none, failed };
    });
    assert.deepEqual(found.before, [null, undefined]);
    assert.deepEqual([found.value, found.same, found.more, found.none], [1_300_000, true, 1_700_000, null]);
    assert.deepEqual(found.wrong, [true, "InputError", "not_a_number", "price", true]);
    assert.equal(found.failed, "unknown_calculator");
  });
});

test("an answer that changes nothing in the outcome is told too, and stands on the sheet and in the link", async () => {
  const refused = ELEMENT.replace('contract_date="2024-02-10"', 'contract_date="2023-02-10"').replace(' price="650000"', "");
  await host(refused, async ({ page }) => {
    await mounted(page);
    const before = await ofElement(page, (it) => JSON.stringify(it.outcome));
    await page.evaluate(() => (window.told = []));
    await page.locator("#f-price").fill("700000");
    await page.keyboard.press("Tab");
    const same = (await ofElement(page, (it) => JSON.stringify(it.outcome))) === before;
    assert.equal(await page.evaluate(() => window.told.length), 1);
    assert.match(await page.locator("luzhou-calculator .answers").textContent(), /700,000 元/);
    assert.ok(same, "the outcome has changed: take another case for this test");
  }, { before: LISTEN });
});

const FORM = (element) => `<form action="/told.html" method="get"><input name="who" value="me">${element}<button id="send">send</button><button type="reset">reset</button></form>`;
const submitting = ELEMENT.replace("<luzhou-calculator", '<luzhou-calculator submit-as="subsidy"');
const sent = (page) => page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("form"))));

for (const [words, before] of [
  ["with internals", undefined],
  ["without internals, as in Safari 15", () => delete window.ElementInternals],
]) {
  test(`its result takes part in the host's form only where the host asks for it: ${words}`, async () => {
    await host(FORM(ELEMENT), async ({ page }) => {
      await mounted(page);
      assert.deepEqual(await sent(page), { who: "me" });
      assert.doesNotMatch(await shadowText(page), /提交/);
    }, { before });
    await host(FORM(submitting), async ({ page, log }) => {
      await mounted(page);
      assert.match(await page.locator("luzhou-calculator [part=submits]").textContent(), /随本页的表单一起提交/);
      const { subsidy, ...others } = await sent(page);
      assert.deepEqual(others, { who: "me" });
      const told = JSON.parse(subsidy);
      assert.deepEqual([told.calculator, told.as_of, told.verdict, told.figures[0].value, told.answers.price], ["home-purchase-subsidy", "2024-02-20", "granted", 1_300_000, "650000"]);
      // A press on the host's button finds what was typed last.
      await page.locator("#f-price").fill("850000");
      await page.locator("#send").click();
      await page.waitForURL(/told/);
      const query = new URL(page.url()).searchParams;
      assert.equal(JSON.parse(query.get("subsidy")).figures[0].value, 1_700_000);
      assert.deepEqual(log.errors, []);
    }, { before });
    await host(FORM(submitting), async ({ page }) => {
      await mounted(page);
      await page.locator("#f-price").fill("much");
      await page.keyboard.press("Tab");
      assert.deepEqual(await sent(page), { who: "me" }, "what must be mended first is not sent");
      await page.locator("#f-price").fill("100000");
      await page.keyboard.press("Tab");
      assert.equal(JSON.parse((await sent(page)).subsidy).figures[0].value, 200_000);
      await ofElement(page, (it) => it.removeAttribute("submit-as"));
      await page.waitForTimeout(20);
      assert.deepEqual(await sent(page), { who: "me" });
      await ofElement(page, (it) => it.setAttribute("submit-as", "other"));
      await page.waitForTimeout(20);
      assert.deepEqual(Object.keys(await sent(page)), ["who", "other"]);
    }, { before });
  });
}

test("the host's reset takes the answers back to its attributes, where they take part in the form", async () => {
  for (const [element, price] of [[submitting, "650000"], [ELEMENT, "1"]]) {
    await host(FORM(element), async ({ page }) => {
      await mounted(page);
      await page.locator("#f-price").fill("1");
      await page.keyboard.press("Tab");
      await page.locator("[type=reset]").click();
      await page.waitForTimeout(100);
      await mounted(page);
      assert.equal(await page.inputValue("#f-price"), price);
    });
  }
});

test("what is documented of the elements is what they have", async () => {
  const manifest = JSON.parse(await readFile(join(pkg, "custom-elements.json"), "utf8"));
  const readme = await readFile(join(pkg, "README.md"), "utf8");
  const styles = await readFile(join(pkg, "luzhou-gazette.css"), "utf8");
  const [calculator, check] = manifest.modules.map(({ declarations: [it] }) => it);
  const names = (list) => list.map(({ name }) => name).sort();
  for (const list of ["attributes", "events", "cssProperties", "cssParts"]) {
    for (const { name } of calculator[list]) assert.ok(readme.includes(`\`${name}\``), `${list}: ${name}`);
  }
  for (const { name } of check.attributes.slice(0, 4)) assert.ok(readme.includes(`| \`${name}\` |`), name);
  const used = [...new Set(styles.match(/--luzhou-[a-z-]+/g))].sort();
  assert.deepEqual(names(calculator.cssProperties), used);
  await host(ELEMENT, async ({ page }) => {
    await mounted(page);
    const own = (tag) => page.evaluate((tag) => Object.getOwnPropertyNames(customElements.get(tag).prototype), tag);
    const lifecycle = ["constructor", "connectedCallback", "disconnectedCallback", "formDisabledCallback", "formResetCallback"];
    const members = (await own("luzhou-calculator")).filter((name) => !lifecycle.includes(name));
    assert.deepEqual(members.sort(), names(calculator.members));
    const parts = await ofElement(page, (it) => [...it.shadowRoot.querySelectorAll("[part]")].flatMap((node) => [...node.part]));
    const sometimes = ["loading", "failure", "submits"];
    for (const { name } of calculator.cssParts) assert.ok(sometimes.includes(name) || parts.includes(name), name);
    assert.deepEqual(await page.evaluate(async () => {
      await import("/luzhou-gazette-check-module.js");
      return Object.getOwnPropertyNames(customElements.get("luzhou-price-check").prototype);
    }).then((all) => all.filter((name) => !lifecycle.includes(name)).sort()), names(check.members));
  });
});
