// What people need of the page, each point by a test: what is over is said first everywhere, no sign contradicts its words,
// nothing moves while the page comes, nothing is lost, and what stands at its head and foot.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { calculators } from "luzhou-gazette";
import { SHOWN, startCity } from "./city.mjs";
import { mounted, site } from "./helpers.mjs";

const HOME = "home-purchase-subsidy?contract_date=2024-02-10&price=850000&group=veteran&central_urban_area=true&newly_built=true&home_order=first";
const FIRE = "forest-fire-season?date=2024-03-01&activity=smoking&ban=false&zone=true";
const phone = { viewport: { width: 360, height: 740 } };
const city = startCity();
const { at } = city;

/** Goes through every calculator and what each of its cases shows. @param {(page: any, name: string) => Promise<void>} look */
async function everyCase(page, look) {
  for (const { name } of calculators()) {
    await page.evaluate((name) => (location.hash = name), name);
    const stands = ([shown, name]) => {
      const host = document.querySelector(shown);
      return host?.getAttribute("name") === name && host.shadowRoot?.querySelector(".tries");
    };
    await page.waitForFunction(stands, [SHOWN, name]);
    for (const button of await page.locator(`${SHOWN} .tries button`).all()) {
      await button.click();
      await look(page, name);
    }
  }
}

test("the first picture of the home screen stays where it is, large too, on a slow phone", async () => {
  for (const [width, size] of [[360, ""], [1280, ""], [360, "large"], [1280, "large"]]) {
    const context = await city.browser.newContext({ viewport: { width, height: 740 }, serviceWorkers: "block" });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    await page.addInitScript((size) => {
      localStorage.setItem("luzhou-size", size);
      window.moved = [];
      const note = (list) => window.moved.push(...list.getEntries().map((it) => [it.value, it.sources.map(({ node }) => node?.className ?? "")]));
      new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
    }, size);
    await page.goto(city.server.url);
    await page.waitForFunction(() => document.querySelector("[data-tally] .ended") && document.querySelector("[data-waiting]").textContent === "");
    await page.waitForTimeout(500);
    const moved = await page.evaluate(() => window.moved);
    const sum = moved.reduce((sum, [value]) => sum + value, 0);
    assert.ok(sum < 0.05, `${width} ${size}: ${sum} ${JSON.stringify(moved)}`);
    await context.close();
  }
});

test("what is over is said first in the bar, to a screen reader, in the event and in the title", async () => {
  for (const address of ["home-purchase-subsidy", "forest-fire-season", "blood-donation-quota", "unit-donation-plan"]) {
    await at(address, async (page) => {
      await page.locator(`${SHOWN} [data-action=try]`).first().click();
      const said = await page.$eval(SHOWN, async (it) => ({ event: it.outcome.summary, bar: it.shadowRoot.querySelector(".bar-words").textContent }));
      assert.match(said.event, /^(【)?已结束|^[^，。]*(已经?结束|已过)/, address);
      assert.match(said.bar, /^已结束/, address);
      const status = page.locator(`${SHOWN} [role=status].spoken`).first();
      await page.waitForFunction((shown) => document.querySelector(shown).shadowRoot.querySelector("[role=status].spoken").textContent, SHOWN);
      assert.equal(await status.textContent(), said.event, address);
      assert.match(await page.title(), /（已结束）/, address);
    }, phone);
  }
});

/** The strokes of the signs. */
const TICK = "M7.5 12.5l3 3 6-6.5";
const CROSS = "M9 9l6 6M15 9l-6 6";
const BAN = "M5.6 5.6l12.8 12.8";

test("no tick stands beside what is refused or forbidden: a claim gets a cross, a ban its own sign", async () => {
  const seen = new Set();
  await at("", async (page) => {
    await everyCase(page, async (page, name) => {
      for (const [words, tone, drawn, verdict] of await page.$eval(SHOWN, (it) =>
        [...it.shadowRoot.querySelectorAll(".verdict")].map((at) => [at.textContent, at.dataset.tone, at.querySelector("path").getAttribute("d"), it.outcome.verdict]),
      )) {
        const said = `${name}: ${words}`;
        if (/不可以|不符合|不得|退文|不能/.test(words)) assert.notEqual(drawn, TICK, said);
        if (tone === "bad") assert.equal(drawn, verdict === "denied" ? CROSS : BAN, said);
        if (drawn === TICK) assert.equal(tone, "good", said);
        seen.add(drawn);
      }
    });
  });
  for (const sign of [TICK, CROSS, BAN]) assert.ok(seen.has(sign), sign);
});

test("before any answer nothing is answered: no verdict, no figure, and the first question is named", async () => {
  let begins = 0;
  await at("", async (page) => {
    for (const { name } of calculators()) {
      await page.evaluate((name) => (location.hash = name), name);
      await page.waitForFunction(([shown, name]) => document.querySelector(shown)?.getAttribute("name") === name && document.querySelector(shown).shadowRoot?.querySelector(".result > *"), [SHOWN, name]);
      const { start, bold, outcome } = await page.$eval(SHOWN, (it) => ({
        start: it.shadowRoot.querySelector(".start")?.textContent ?? "",
        bold: [...it.shadowRoot.querySelectorAll(".result .verdict, .result .figure, .result .total, .result .figures")].map((at) => at.textContent),
        outcome: { verdict: it.outcome.verdict, asks: it.outcome.asks.length },
      }));
      if (outcome.verdict !== "undetermined" || outcome.asks === 0) continue;
      begins += 1;
      assert.match(start, /^请先填“[^”]+”/, name);
      assert.deepEqual(bold, [], name);
    }
  });
  assert.ok(begins >= 5, `${begins}`);
});

test("a window or a season is a line with the day on it; without a day, or over years, there is none", async () => {
  const line = (page) =>
    page.$eval(SHOWN, (it) => {
      const svg = it.shadowRoot.querySelector("svg.line");
      if (!svg) return null;
      const rects = [...svg.querySelectorAll("rect")].map((at) => [at.getAttribute("class"), Number(at.getAttribute("x")), Number(at.getAttribute("width")), at.getBoundingClientRect().width]);
      return { rects, words: svg.parentElement.querySelector("p").textContent, hidden: svg.getAttribute("aria-hidden") };
    });
  const [WHOLE, LEAP] = [1000, 366];
  await at(HOME.replace("02-10", "03-12"), async (page) => {
    const { rects, words, hidden } = await line(page);
    // 60 days of the window, and 12 more to the signing.
    assert.deepEqual(rects.map(([name, x, width]) => [name, x, width]), [["", 0, Math.floor((60 / 72) * WHOLE)], ["day", Math.floor((71 / 72) * WHOLE), WHOLE - Math.floor((71 / 72) * WHOLE)]]);
    assert.match(words, /^期限：2024年1月1日至2月29日；竖线：2024年3月12日$/);
    assert.equal(hidden, "true");
    assert.ok(rects.every(([, , , drawn]) => drawn >= 1), JSON.stringify(rects));
  });
  await at(FIRE, async (page) => {
    const { rects, words } = await line(page);
    const day = Math.floor((60 / LEAP) * WHOLE);
    const [year, fire, high, mark] = rects;
    assert.deepEqual([year[1], year[2], mark[1]], [0, WHOLE, day]);
    // The season from 1 January to 31 May, the other from 1 February to 10 May, with the day in both.
    assert.deepEqual([fire[1], fire[1] + fire[2]], [0, Math.floor((152 / LEAP) * WHOLE)]);
    assert.deepEqual([high[1], high[1] + high[2]], [Math.floor((31 / LEAP) * WHOLE), Math.floor((131 / LEAP) * WHOLE)]);
    assert.match(words, /深色：森林防火期、森林高火险期；竖线：2024年3月1日$/);
  });
  for (const none of ["home-purchase-subsidy?price=850000", "medical-fee?tier=3A&service_date=2024-06-01&lines=111100002", "relocation-subsidy?district=gulin&resettlement=dispersed"]) {
    await at(none, async (page) => assert.equal(await line(page), null, none));
  }
});

test("the first key leads past the head, and the address stays", async () => {
  await at(HOME, async (page) => {
    const before = page.url();
    await page.evaluate(() => document.activeElement?.blur());
    await page.locator("body").press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    assert.ok((await page.locator(".skip").boundingBox()).y >= 0, "it is seen while it has the focus");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    assert.equal(page.url(), before);
  });
});

test("a reload and the way back lose no answer, and nothing of them stands in the address or a store", async () => {
  await at("home-purchase-subsidy", async (page) => {
    await page.fill(`${SHOWN} #f-price`, "650000");
    await page.check(`${SHOWN} input[value=veteran]`);
    await page.waitForFunction(() => history.state?.answers?.price === "650000" && history.state.answers.group);
    const kept = async (how) => {
      await mounted(page, SHOWN);
      assert.equal(await page.inputValue(`${SHOWN} #f-price`), "650000", how);
      assert.equal(await page.isChecked(`${SHOWN} input[value=veteran]`), true, how);
    };
    assert.match(page.url(), /#home-purchase-subsidy$/);
    await page.reload();
    await kept("reload");
    await page.evaluate(() => (location.hash = "relocation-subsidy"));
    await page.waitForFunction((shown) => document.querySelector(shown)?.getAttribute("name") === "relocation-subsidy", SHOWN);
    await page.goBack();
    await page.waitForFunction((shown) => document.querySelector(shown)?.getAttribute("name") === "home-purchase-subsidy", SHOWN);
    await kept("back");
    await page.goto("about:blank");
    await page.goBack();
    await kept("away and back");
    assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }).includes("650000")), false);
  });
});

test("an address with answers opens its own calculator, names what it does not know, and no other opens", async () => {
  await at("relocation-subsidy?district=gulin&colour=red", async (page) => {
    assert.equal(await page.getAttribute(SHOWN, "name"), "relocation-subsidy");
    assert.equal(await page.inputValue(`${SHOWN} #f-district`), "gulin");
    assert.match(await page.locator(`${SHOWN} .remarks`).textContent(), /认不出的内容，没有填入：colour/);
  });
  await at("", async (page) => {
    for (const nothing of ["no-such-thing?price=1", "?price=1", "price"]) {
      await page.evaluate((it) => (location.hash = it), nothing);
      await page.waitForTimeout(100);
      assert.equal(await page.locator("#home").isVisible(), true, nothing);
      assert.equal(await page.locator(SHOWN).count(), 0, nothing);
    }
  });
});

test("amounts and days are read as people type them", async () => {
  await at("home-purchase-subsidy", async (page) => {
    for (const typed of ["85万", "850,000元", "８５００００", "８５万", "85w"]) {
      await page.fill(`${SHOWN} #f-price`, typed);
      await page.locator(`${SHOWN} #f-price`).press("Tab");
      assert.match(await page.locator(`${SHOWN} .field:has(#f-price)`).innerText(), /= 850,000 元/, typed);
    }
    for (const typed of ["20240210", "2024/2/10", "2024年2月10日", "２０２４－２－１０", "2024.2.10"]) {
      await page.fill(`${SHOWN} #f-contract_date`, "");
      await page.fill(`${SHOWN} #f-contract_date`, typed);
      await page.locator(`${SHOWN} #f-contract_date`).press("Tab");
      assert.equal((await page.$eval(SHOWN, (it) => it.outcome.steps[0].expression)).includes("2024年2月10日"), true, typed);
    }
  });
});

test("the home screen is there before the module: it leads to a calculator, which says that it comes", async () => {
  const context = await city.browser.newContext({ ...phone, serviceWorkers: "block" });
  const page = await context.newPage();
  let come;
  const held = new Promise((resolve) => (come = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(city.server.url);
  await page.locator(".state summary").click();
  assert.equal(await page.locator(".docs li").first().isVisible(), true);
  await page.locator(".groups summary").first().click();
  assert.equal(await page.locator(".groups li a").first().isVisible(), true);
  await page.fill("#seek", "买房");
  await page.locator('.card[href="#relocation-subsidy"]').click();
  assert.equal(await page.locator("[data-waiting]").textContent(), "计算器正在载入…");
  await page.evaluate(() => (location.hash = ""));
  come();
  await page.locator("#home .found a").first().waitFor();
  await context.close();
});

test("the answer is copied, shared, printed, cleared and brought back", async () => {
  await at("", async (page) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => (window.print = () => (window.printed = true)));
    await page.evaluate((it) => (location.hash = it), HOME);
    await mounted(page, SHOWN);
    const press = (action) => page.locator(`${SHOWN} [data-action=${action}]`).first().click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await press("copy");
    await page.locator(`${SHOWN} .copied`).waitFor();
    assert.match(await copied(), /已结束：所填条件符合[\s\S]*17,000 元[\s\S]*第 34 页/);
    await press("share");
    await page.waitForFunction(() => navigator.clipboard.readText().then((it) => it.startsWith("http")));
    const link = await copied();
    assert.match(link, /#home-purchase-subsidy\?.*price=850000/);
    await press("print");
    assert.equal(await page.evaluate(() => window.printed), true);
    await press("reset");
    assert.equal(await page.inputValue(`${SHOWN} #f-price`), "");
    await page.locator(`${SHOWN} [data-action=restore]`).click();
    assert.equal(await page.inputValue(`${SHOWN} #f-price`), "850000");
    await page.goto("about:blank");
    await page.goto(link);
    await mounted(page, SHOWN);
    assert.equal(await page.locator(`${SHOWN} .figure`).textContent(), "17,000 元");
  });
});

test("朗读 is offered where there is a Chinese voice, and reads the answer", async () => {
  const before = () => {
    const voices = [{ lang: "zh-CN" }];
    const synthesis = { speaking: false, getVoices: () => voices, speak: (it) => (window.spoken = it), cancel: () => {} };
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    window.SpeechSynthesisUtterance = class {
      constructor(text) {
        this.text = text;
      }
    };
  };
  await at(HOME, async (page) => {
    await page.click("[data-aloud]");
    assert.deepEqual(await page.evaluate(() => [window.spoken.lang, /17,000 元/.test(window.spoken.text)]), ["zh-CN", true]);
  }, { before });
  await at(HOME, async (page) => assert.equal(await page.isVisible("[data-aloud]"), false), { before: () => Object.defineProperty(window, "speechSynthesis", { value: undefined }) });
});

test("the foot says what the website fills in, and the head what a link to the page shows", async () => {
  const text = await readFile(join(site, "index.html"), "utf8");
  for (const [property, content] of [["og:title", /公报计算器/], ["og:description", /逐步算清/], ["og:image", /cover\.png/], ["og:type", /website/]]) {
    assert.match(text.match(new RegExp(`property="${property}" content="([^"]*)"`))[1], content);
  }
  const body = text.replace('data-organiser=""', 'data-organiser="某某办公室"').replace('data-record-number=""', 'data-record-number="某备 1 号"');
  await city.visit("about:blank", async () => {}, async (page) => {
    await page.route(`${city.server.url}/`, (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
    await page.goto(`${city.server.url}/`);
    assert.deepEqual(await page.locator(".slots li").allTextContents(), ["主办单位：某某办公室", "备案号：某备 1 号"]);
  });
});

test("at 400 % no bar stands in the way, and on paper there is none", async () => {
  await at("home-purchase-subsidy", async (page) => {
    assert.equal(await page.locator(`${SHOWN} button.bar`).isVisible(), false);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press("Tab");
      const focused = await page.$eval(SHOWN, (it) => it.shadowRoot.activeElement?.getBoundingClientRect().toJSON());
      if (focused) assert.ok(focused.bottom > 0 && focused.top < 256, JSON.stringify(focused));
    }
  }, { viewport: { width: 320, height: 256 } });
  await at("home-purchase-subsidy", async (page) => {
    await page.locator(`${SHOWN} button.bar`).waitFor();
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(`${SHOWN} button.bar`).isVisible(), false);
  }, phone);
});

test("large numbers are grouped, and documents' numbers stand in 〔〕", async () => {
  await at("", async (page) => {
    await everyCase(page, async (page, name) => {
      const text = await page.locator(`${SHOWN} .result`).innerText();
      assert.doesNotMatch(text, /\d{5,}(\.\d+)? ?(元|毫升|人次|人|户|个|平方米)/, name);
      assert.doesNotMatch(text, /[[［(（【]20\d\d[\]］)）】] ?\d+ ?号/, name);
    });
  });
});

test("a document's page looks at the day of the page that led to it, says so, and hands it on", async () => {
  await city.visit(`${city.server.url}/#?day=2024-02-15`, async () => {}, async (page) => {
    await page.locator('.ways a[href^="documents/"]').click();
    await page.locator(".looked").waitFor();
    assert.match(page.url(), /documents\/index\.html\?day=2024-02-15$/);
    assert.match(await page.locator(".looked").textContent(), /都按 2024-02-15 这一天看/);
    assert.equal(await page.locator("[data-today]").textContent(), "看的是 2024-02-15");
    assert.match(await page.locator('.docs li:has(a[href^="forest_fire.html"]) .chip').textContent(), /有效至 2024-12-31/);
    await page.locator('.docs a[href^="relocation.html"]').click();
    await page.locator(".looked").waitFor();
    assert.match(page.url(), /relocation\.html\?day=2024-02-15$/);
    assert.match(await page.locator(".heading .chip").textContent(), /2024-02-18 起施行/);
    await page.locator(".looked a").click();
    await page.waitForFunction(() => !document.querySelector(".looked"));
    assert.match(await page.locator(".heading .chip").textContent(), /有效至 2029-02-17/);
  });
  await city.visit(`${city.server.url}/timeline.html#day=2024-02-15`, async () => {}, async (page) => {
    const link = page.locator('a[href^="documents/forest_fire.html"]').first();
    assert.match(await link.getAttribute("href"), /^documents\/forest_fire\.html\?day=2024-02-15/);
  });
  await city.at("", async (page) => {
    assert.doesNotMatch(await page.locator('.ways a[href^="documents/"]').getAttribute("href"), /day/, "today needs no words");
  });
});

test("the name stands at the left of every page's head", async () => {
  for (const name of ["index.html", "check.html", "embed.html", "timeline.html", "data/index.html", "documents/index.html"]) {
    await city.visit(`${city.server.url}/${name}`, async () => {}, async (page) => {
      const [gazette, brand] = [await page.locator(".gazette").boundingBox(), await page.locator(".brand").boundingBox()];
      assert.ok(Math.abs(gazette.x - brand.x) < 2 && brand.y > gazette.y, `${name}: ${JSON.stringify([gazette, brand])}`);
    }, { viewport: { width: 1280, height: 740 } });
  }
});
