// The timeline and the pictures: what is drawn, what stands in the tables and what stands in the data are the same; any day can
// be chosen; without a script, on paper, on a phone and by keyboard they can be read.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { cited, readIssue } from "../../tools/issue.mjs";
import { startCity } from "./city.mjs";
import { open, site } from "./helpers.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const city = startCity();
const issue = readIssue(fileURLToPath(new URL("../../data/2024-01", import.meta.url)));
const numberOf = new Map(issue.documents.map(({ id, number }) => [id, cited(number)]));

/** Opens a page of the site, tries something, and closes it; it must stay without errors. */
const at = (address, act, options) => city.visit(`${city.server.url}/${address}`, () => {}, act, options);

/** The rows of all pictures of the timeline, or of all its tables. */
const rowsOf = (page, what) =>
  page.locator(what === "pictures" ? ".plot .row" : "table tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const [, bar] = [...row.querySelectorAll("svg rect, svg path.tip")].reverse();
      const rect = row.querySelector("svg rect");
      const plot = row.closest(".plot");
      return {
        name: (row.querySelector(".name") ?? row.querySelector("th").firstChild).textContent,
        from: row.dataset.from,
        until: row.dataset.until ?? null,
        text: row.textContent,
        source: row.querySelector("td a")?.textContent,
        href: row.querySelector("td a")?.getAttribute("href"),
        bar: rect && { x: parseFloat(rect.getAttribute("x")), width: parseFloat(rect.getAttribute("width")), open: Boolean(bar), ...plot.dataset },
      };
    }),
  );

/** Each period of the data: the document, the first and the last day. */
function periodsOfData() {
  const own = issue.facts.filter((fact) => fact.kind === "period").map(({ document, value }) => [document, ...value.split("/")]);
  const slots = issue.csv("blood-slots.csv").map(({ document, from, until }) => [document, from, until]);
  const windows = issue.facts
    .filter((fact) => fact.subject && fact.kind !== "period" && (fact.from || fact.until))
    .map(({ document, from, until }) => [document, from ?? issue.documents.find(({ id }) => id === document).issued, until]);
  return [...own, ...slots, ...windows];
}

test("every document and every period of the data stands in a picture and in a table, with its days and its place", () =>
  at("timeline.html", async (page) => {
    const [drawn, listed] = [await rowsOf(page, "pictures"), await rowsOf(page, "tables")];
    const days = (rows) => rows.map(({ name, from, until }) => [name, from, until].join(" "));
    assert.deepEqual(days(drawn), days(listed));
    for (const { id, short, from, issued, until, number } of issue.documents) {
      const row = listed.find(({ name }) => name === `《${short}》`);
      assert.equal(row.from, from ?? issued, short);
      // What is about one year only ends with it; else the document says when.
      assert.equal(row.until, id === "规1" ? "2024-12-31" : (until ?? null), short);
      assert.ok(row.source.startsWith(cited(number)), short);
    }
    const expected = periodsOfData();
    assert.ok(expected.length >= 20, String(expected.length));
    for (const [document, from, until] of expected) {
      const fits = (row) => row.from === from && row.until === until && row.source.startsWith(numberOf.get(document));
      assert.ok(listed.some(fits), `${document} ${from} ${until}`);
    }
    // A rule without a subject has no row of its own; a row of its document covers the days for which it is said.
    for (const { document, from, until, key } of issue.facts.filter((fact) => fact.from && fact.until)) {
      const covers = (row) => row.from <= from && row.until >= until && row.source.startsWith(numberOf.get(document));
      assert.ok(listed.some(covers), key);
    }
    for (const row of listed) {
      assert.ok(row.text.includes(row.from) && row.text.includes(row.until ?? "没有写到哪天为止"), row.text);
      const [path, place] = row.href.split("#");
      const target = await readFile(`${site}/${path}`, "utf8");
      assert.ok(target.includes(`id="${decodeURIComponent(place)}"`), row.href);
    }
  }));

test("each bar begins with the first day and ends with the last; without a last day it is an arrow to the edge", () =>
  at("timeline.html", async (page) => {
    const rows = await rowsOf(page, "pictures");
    assert.ok(rows.length >= 20, String(rows.length));
    for (const { name, from, until, text, bar } of rows) {
      const day = (it) => Date.parse(it) / 86_400_000;
      const share = (it) => ((it - day(bar.start)) / (day(bar.end) - day(bar.start))) * 100;
      const end = until ? share(day(until) + 1) : 100;
      assert.ok(Math.abs(bar.x - share(day(from))) < 0.002, name);
      assert.ok(Math.abs(bar.x + bar.width - end) < 0.003, name);
      assert.ok(bar.x >= 0 && end <= 100 && bar.width > 0, name);
      assert.equal(bar.open, !until, name);
      assert.ok(text.includes(until ? `${from} 至 ${until}` : `${from} 起，没有写到哪天为止`), text);
    }
  }));

test("the first page gives the documents the same days", () =>
  at("timeline.html", async (page) => {
    const listed = (await rowsOf(page, "tables")).slice(0, issue.documents.length);
    await page.goto(`${city.server.url}/index.html`);
    const chips = await page.locator(".docs .chip").evaluateAll((all) => all.map(({ dataset }) => [dataset.from, dataset.until ?? null]));
    assert.deepEqual(listed.map(({ from, until }) => [from, until]), chips);
  }));

const moved = (day, by) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);

test("on each day around the ends of each period every row says how it stands, the first and the last day within", () =>
  at("timeline.html", async (page) => {
    const rows = await rowsOf(page, "pictures");
    const days = new Set(rows.flatMap(({ from, until }) => [moved(from, -1), from, ...(until ? [until, moved(until, 1)] : [])]));
    assert.ok(days.size > 40, String(days.size));
    const all = await page.evaluate(async (days) => {
      const field = document.getElementById("day");
      return days.map((day) => {
        field.value = day;
        field.dispatchEvent(new Event("input"));
        const said = (row) => [row.querySelector(".chip").textContent, row.dataset.state];
        return [day, [...document.querySelectorAll(".plot .row")].map(said), [...document.querySelectorAll("table tbody tr")].map(said)];
      });
    }, [...days]);
    const before = /^还没有施行$|^还没有成文$|^还没开始$/;
    const during = /^施行中$|^在期内$/;
    for (const [day, drawn, listed] of all) {
      assert.deepEqual(drawn, listed, day);
      for (const [index, { name, from, until }] of rows.entries()) {
        const [words, state] = drawn[index];
        const wanted = day < from ? ["soon", before] : until && day > until ? ["over", /^已结束$/] : until ? ["in", during] : ["open", /^已施行$|^已成文$/];
        assert.equal(state, wanted[0], `${name} ${day}`);
        assert.match(words, wanted[1], `${name} ${day}`);
      }
    }
  }));

test("a document that states its first day is in force, one that only bears a date is signed, a window is open", () =>
  at("timeline.html#day=2024-02-15", async (page) => {
    const chip = (name) => page.locator(".plot .row", { hasText: name }).locator(".chip").textContent();
    assert.equal(await chip("《违法建设治理条例实施办法》"), "施行中");
    assert.equal(await chip("《地质灾害避险搬迁政策指导意见》"), "还没有施行");
    assert.equal(await chip("《碳达峰实施方案》"), "已成文");
    assert.equal(await chip("购房补助的期间"), "在期内");
    assert.match(await page.locator(".stands").textContent(), /^2024年2月15日：文件在施行期里 3 份，没写到哪天 5 份，还没开始 3 份。在期内的有森林防火期、森林高火险期、购房补助的期间/);
  }));

test("a day is typed as in the forms, is kept in the address, and what is no day is said beside the field", () =>
  at("timeline.html", async (page) => {
    const field = page.locator("#day");
    const mark = () => page.locator("#documents .at text").textContent();
    assert.match(await mark(), /^今天 \d{4}-\d\d-\d\d$/);
    for (const typed of ["20240229", "2024-02-29", "2024年2月29日", "２０２４／２／２９"]) {
      await page.locator("[data-now]").click();
      await field.fill(typed);
      assert.equal(await mark(), "2024-02-29", typed);
      assert.ok(page.url().endsWith("timeline.html#day=2024-02-29"), page.url());
      assert.equal(await field.inputValue(), typed);
    }
    await field.fill("2023-02-29");
    await field.press("Tab");
    assert.match(await page.locator("#day-error").textContent(), /看不懂这一天/);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.equal(await mark(), "2024-02-29");
    await page.reload();
    assert.equal(await field.inputValue(), "2024-02-29");
    assert.equal(await page.locator("#day-error").textContent(), "");
    // Of another year: no mark where its days are not.
    await field.fill("20260101");
    assert.equal(await page.locator("#year-2024 .at").isVisible(), false);
    assert.equal(await page.locator("#documents .at").isVisible(), true);
    await field.fill("19990101");
    assert.equal(await page.locator(".at:visible").count(), 0);
  }));

test("the cards of the first page follow the day, and go back to today", () =>
  at("timeline.html#day=2024-02-15", async (page) => {
    await page.click("[data-home]");
    await page.waitForURL("**/index.html#?day=2024-02-15");
    const chip = (name) => page.locator(".card", { hasText: name }).locator(".chip");
    assert.equal(await chip("买房 2% 补助").textContent(), "有效至 2024-02-29");
    assert.equal(await chip("避险搬迁补助").textContent(), "2024-02-18 起施行");
    assert.match(await page.locator("[data-tally]").textContent(), /◌ 还没有施行 3 · ● 有效 3 · ○ 没写到哪天 5 · ■ 已结束 0/);
    assert.equal(await page.locator("[data-today]").textContent(), "看的是 2024-02-15");
    await page.click("[data-looked] a");
    await page.locator("[data-looked]").waitFor({ state: "hidden" });
    assert.equal(await chip("买房 2% 补助").textContent(), "已结束 2024-02-29");
    assert.equal(await page.locator("[data-looked]").isVisible(), false);
    assert.match(await page.locator("[data-today]").textContent(), /^今天 /);
  }));

/** The numbers that stand in texts, in order. */
const numbers = (texts) => texts.map((text) => (text.match(/[\d,]+(\.\d+)?/g) ?? []).map((it) => Number(it.replaceAll(",", ""))));

test("the targets: every one of the data is counted in its field and said in the table, the drawn ones where they belong", () =>
  at("pictures.html", async (page) => {
    const targets = issue.csv("carbon-targets.csv");
    const kinds = ["firm", "about", "striven", "none"];
    const kindOf = ({ target, firmness }) => (target ? firmness : "none");
    const counts = (await page.locator("#targets .beside-table table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((it) => it.textContent)))).map(([name, ...cells]) => [name, cells.map(Number)]);
    const total = kinds.map((kind) => targets.filter((it) => kindOf(it) === kind).length);
    assert.deepEqual(kinds.map((_, at) => counts.reduce((sum, [, cells]) => sum + cells[at], 0)), total);
    const signs = await page.locator("#firmness .row").evaluateAll((rows, kinds) =>
      rows.flatMap((row) => [...row.querySelectorAll(".kind")].map((group) => [`${row.querySelector(".name").textContent} ${group.querySelector("small").textContent}`, kinds.map((kind) => group.querySelectorAll(`.sign[data-kind="${kind}"]`).length), Number(group.querySelector("b").textContent)])), kinds);
    assert.deepEqual(signs.map(([name, cells]) => [name, cells]), counts);
    for (const [name, cells, sum] of signs) assert.equal(sum, cells.reduce((one, other) => one + other), name);

    const indicators = [...new Set(targets.map(({ indicator }) => indicator))];
    const listed = page.locator("#targets > table tbody tr:not(.head)");
    assert.equal(await listed.count(), indicators.length);
    for (const { name, year, target, firmness, clause } of targets) {
      const row = listed.filter({ has: page.locator("th", { hasText: new RegExp(`^${name.replace(/[()（）]/g, ".")}`) }) });
      const cells = row.locator("td");
      const said = year ? await cells.nth(year === "2025" ? 0 : 1).textContent() : await cells.first().textContent();
      if (!target) assert.equal(said, "没有写数", name);
      else assert.ok(numbers([said])[0].includes(Number(target)), `${name} ${year} ${said}`);
      if (target && firmness !== "firm") assert.ok(said.includes({ about: "左右", striven: "力争" }[firmness]), said);
      assert.ok((await cells.last().textContent()).includes(clause), name);
    }
    // A mark stands at its share; beside it the same number.
    const marks = await page.locator("#shares .row").evaluateAll((rows) => rows.map((row) => [row.querySelector(".name").textContent, [...row.querySelectorAll("svg.track > svg")].map((it) => parseFloat(it.getAttribute("x"))), [...row.querySelectorAll(".said b")].map((it) => it.textContent).join()]));
    for (const [name, places, said] of marks) {
      const own = targets.filter((it) => it.name === name && it.target).map(({ target }) => Number(target));
      assert.deepEqual([...places].sort(), [...own].sort(), name);
      for (const it of own) assert.ok(said.includes(`${it}%`), `${name} ${said}`);
    }
    const drawn = new Set(marks.map(([name]) => name));
    assert.deepEqual(targets.filter(({ unit, target, year, name }) => unit === "%" && target && year && !drawn.has(name)), []);
    // Bars of one indicator stand to each other as its targets.
    for (const [name, widths, said] of await page.locator("#amounts .row").evaluateAll((rows) => rows.map((row) => [row.querySelector(".name").textContent, [...row.querySelectorAll("rect")].map((it) => parseFloat(it.getAttribute("width"))), [...row.querySelectorAll(".said b")].map((it) => it.textContent)]))) {
      const own = targets.filter((it) => it.name === name).map(({ target }) => Number(target));
      assert.deepEqual(numbers(said).flat(), own, name);
      assert.ok(Math.abs(widths[0] / widths[1] - own[0] / own[1]) < 0.001, name);
    }
  }));

test("giving blood: bars, table and data are the same, both sums are said, and what the plan is", () =>
  at("pictures.html", async (page) => {
    const rows = issue.csv("blood-districts.csv");
    const districts = rows.filter(({ district }) => district !== "printed_total");
    const printed = rows.find(({ district }) => district === "printed_total");
    for (const [id, keys] of [["plan", ["plan_2024", "emergency_2024"]], ["used", ["used_2023"]]]) {
      const wanted = districts.map((it) => [it.name, ...keys.map((key) => Number(it[key]))]);
      const drawn = await page.locator(`#${id} .row`).evaluateAll((all) => all.map((row) => [row.querySelector(".name").textContent, [...row.querySelectorAll("b")].map((it) => it.textContent), [...row.querySelectorAll("rect")].map((it) => parseFloat(it.getAttribute("width")))]));
      assert.deepEqual(drawn.map(([name, said]) => [name, ...numbers(said).flat()]), wanted);
      const most = Math.max(...wanted.flatMap(([, ...values]) => values));
      for (const [index, [name, , widths]] of drawn.entries()) {
        for (const [at, width] of widths.entries()) assert.ok(Math.abs(width - (wanted[index][at + 1] / most) * 100) < 0.002, name);
      }
      const listed = await page.locator(`.beside-table:has(#${id}) tbody tr`).evaluateAll((all) => all.map((row) => [...row.children].map((it) => it.textContent)));
      const sums = keys.map((key) => districts.reduce((sum, it) => sum + Number(it[key]), 0));
      assert.deepEqual(listed.map(([name, ...cells]) => [name, ...numbers(cells).flat()]), [...wanted, ["合计（印出的）", ...keys.map((key) => Number(printed[key]))], ["合计（逐项相加）", ...sums]]);
    }
    const words = await page.locator("#blood").textContent();
    for (const said of ["团体预约献血的指导计划", "48,378", "48,396", "相差 18", "不能相比", "西南医科大学附属医院、市人民医院和市中医医院", "西南医科大学附属中医医院和市妇幼保健院", "叙永县的应急招募印作 473"]) assert.ok(words.includes(said), said);
  }));

test("the prices by tier: counts and shares are those of the price table, and the old prices are said to be absent", () =>
  at("pictures.html", async (page) => {
    const rows = issue.csv("prices.csv");
    const cells = (selector) => page.locator(selector).evaluateAll((all) => all.map((row) => [...row.children].map((it) => it.textContent)));
    const lists = [["调减的", "减"], ["调增的", "增"], ["新开展的", "新"]].map(([name, mark]) => [name, String(rows.filter(({ row }) => row.startsWith(mark)).length)]);
    assert.deepEqual(await cells(".beside-table:has(#changed) tbody tr"), lists);
    assert.deepEqual((await page.locator("#changed .row").allTextContents()).map((it) => it.trim()), lists.map(([name, count]) => `${name}${count} 项`));
    assert.match(await page.locator("#changed-finding").textContent(), /调整前的价格公报没有印/);

    // In hundredths of a yuan and thousandths of a share, as whole numbers.
    const fen = (price) => Math.round(Number(price) * 100);
    const yuan = rows.filter((it) => !it["3A"].includes("%"));
    for (const [at, [name, key]] of [["三甲", "3A"], ["三乙", "3B"], ["二甲", "2A"], ["二乙", "2B"], ["二乙以下", "below_2B"]].entries()) {
      const priced = yuan.filter((it) => it[key]);
      const same = priced.filter((it) => fen(it[key]) === fen(it["3A"])).length;
      const counts = [same, priced.length - same, yuan.length - priced.length];
      assert.deepEqual((await cells(".beside-table:has(#same) tbody tr"))[at], [name, ...counts.map(String)]);
      const [said, widths] = await page.locator("#same .row").nth(at).evaluate((row) => [row.textContent, [...row.querySelectorAll("rect")].map((it) => parseFloat(it.getAttribute("width")))]);
      const shown = counts.filter(Boolean);
      assert.deepEqual(numbers([said])[0], shown);
      for (const [part, width] of widths.entries()) assert.ok(Math.abs(width - (shown[part] / yuan.length) * 100) < 0.002, name);

      const shares = priced.map((it) => (fen(it[key]) / fen(it["3A"])) * 100).sort((one, other) => one - other);
      const middle = shares.length % 2 ? shares[(shares.length - 1) / 2] : (shares[shares.length / 2 - 1] + shares[shares.length / 2]) / 2;
      const wanted = [shares[0], middle, shares.at(-1)];
      for (const text of [(await cells(".beside-table:has(#range) tbody tr"))[at].slice(1).join(" "), await page.locator("#range .row").nth(at).textContent()]) {
        for (const [place, value] of numbers([text])[0].entries()) assert.ok(Math.abs(value - wanted[place]) <= 0.0501, `${name} ${text}`);
      }
    }
  }));

for (const address of ["timeline.html", "pictures.html"]) {
  test(`${address}: without a script everything is there but what depends on a day`, () =>
    at(
      address,
      async (page) => {
        assert.ok((await page.locator(".plot .row").count()) > 20);
        for (const hidden of [".choose", ".chip", ".at", "[data-stands]", "[data-large]"]) assert.equal(await page.locator(`${hidden}:visible`).count(), 0, hidden);
        if (address === "timeline.html") assert.ok((await page.locator("td:visible", { hasText: "没有写到哪天为止" }).count()) >= 5);
        assert.equal(await page.locator("table:visible").count(), await page.locator("table").count());
      },
      { javaScriptEnabled: false },
    ));

  for (const [width, colorSchemes] of [[320, ["light"]], [360, ["dark"]], [1280, ["light", "dark"]]]) {
    for (const colorScheme of colorSchemes) {
      test(`${address}: nothing sticks out, all can be read and hit${width > 320 ? ", axe finds nothing" : ""}, ${width} px, ${colorScheme}`, () =>
        at(
          `${address}#day=2024-02-15`,
          async (page) => {
            if (width > 320) {
              await page.evaluate(axe);
              const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
              assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
            }
            const sideways = () => page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok((await sideways()) <= width);
            const low = await page.locator("main a:visible, main button:visible, main input:visible").evaluateAll((all) => all.filter((it) => it.getBoundingClientRect().height < 43.9).map((it) => it.outerHTML));
            assert.deepEqual(low, []);
            // Letters keep their size: no picture is scaled.
            const small = await page.locator("svg text, .plot span, .plot small, .plot b, table td").evaluateAll((all) => all.filter((it) => parseFloat(getComputedStyle(it).fontSize) < 12).map((it) => it.outerHTML));
            assert.deepEqual(small, []);
            assert.equal(await page.locator("svg[viewBox]").count(), 0);
            await page.click("[data-large]");
            assert.ok((await sideways()) <= width, "large");
            await page.click("[data-large]");
            await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
            assert.ok((await sideways()) <= width, "200 %");
          },
          { viewport: { width, height: 780 }, colorScheme, bypassCSP: true },
        ));
    }
  }

  test(`${address}: each picture is one image with a name, a finding and a table to read`, () =>
    at(address, async (page) => {
      for (const plot of await page.locator(".plot").all()) {
        const { role, name, finding } = await plot.evaluate((it) => {
          const said = (attribute) => document.getElementById(it.getAttribute(attribute)).textContent;
          return { role: it.getAttribute("role"), name: said("aria-labelledby"), finding: said("aria-describedby") };
        });
        assert.equal(role, "img");
        assert.ok(name.length > 1, name);
        assert.match(finding, /\d.*图里的都在下面的表里。$/, finding);
      }
      assert.ok((await page.locator(".plot").count()) <= (await page.locator("table").count()) + 2);
    }));

  test(`${address}: on paper the ground is white, the pictures and tables whole, the controls gone`, () =>
    at(
      `${address}#day=2024-02-15`,
      async (page) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        const look = await page.evaluate(() => {
          const colour = (selector) => getComputedStyle(document.querySelector(selector)).color;
          return { ground: getComputedStyle(document.body).backgroundColor, ink: colour("main h1"), name: colour(".who .name") };
        });
        assert.deepEqual(look, { ground: "rgb(255, 255, 255)", ink: "rgb(26, 37, 46)", name: "rgb(26, 37, 46)" });
        for (const gone of [".choose", ".tools", ".ways", ".to-list"]) assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
        assert.equal(await page.locator(".plot:visible").count(), await page.locator(".plot").count());
        const sheet = await page.pdf({ format: "A4" });
        assert.ok(sheet.length > 20_000, String(sheet.length));
      },
      { viewport: { width: 680, height: 900 } },
    ));

  test(`${address}: in shades of grey the states of a bar still differ`, () =>
    at(`${address}#day=2024-02-15`, async (page) => {
      const looks = (selector) => page.locator(selector).evaluateAll((all) => all.map((it) => [getComputedStyle(it).strokeDasharray, getComputedStyle(it).stroke === "none" ? "empty" : "line"].join()));
      const states = address === "timeline.html" ? ['[data-state="in"] > .track > line', '[data-state="soon"] > .track > line'] : [".track.full > line", ".track.striped > line", ".track.empty > line"];
      const seen = [];
      for (const it of states) {
        const different = new Set(await looks(it));
        assert.equal(different.size, 1, it);
        seen.push(...different);
      }
      assert.equal(new Set(seen).size, states.length, String(seen));
    }));
}

test("by keyboard alone: from the first page to the timeline, a day, a document's clause", () =>
  at("index.html", async (page) => {
    await page.locator(".ways a", { hasText: "时间线" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/timeline.html");
    await page.locator("#day").waitFor();
    for (let presses = 0; presses < 12 && (await page.evaluate(() => document.activeElement?.id)) !== "day"; presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("20240229");
    assert.equal(await page.locator("#documents .at text").textContent(), "2024-02-29");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "今天");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.hash), "#?day=2024-02-29");
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.closest("tr").textContent), /2024年森林防火命令/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/documents\/forest_fire\.html\?day=2024-02-29#./);
  }));

test("in the one file for a disk they are screens, the day is chosen there too, and nothing leads out", async () => {
  const { page, log, close } = await open(city.browser, `${pathToFileURL(site).href}/standalone.html`);
  await page.click("a[href='#timeline']");
  await page.locator("#day").fill("20240215");
  await page.waitForURL(/#timeline\?day=2024-02-15$/);
  assert.equal(await page.locator("#home").isVisible(), false);
  await page.reload();
  assert.equal(await page.locator("#documents .at text").textContent(), "2024-02-15");
  // What follows from an address comes a moment after the press.
  await page.click("[data-home]");
  await page.locator(".card", { hasText: "避险搬迁补助" }).locator(".chip", { hasText: "2024-02-18 起施行" }).waitFor();
  await page.click("a[href='#pictures']");
  await page.click("#pictures .ways a[href='#blood']");
  await page.waitForFunction(() => location.hash === "#blood" && !document.getElementById("pictures").hidden);
  assert.equal(await page.locator("#timeline").isVisible(), false);
  await page.goBack();
  await page.waitForFunction(() => location.hash === "#pictures");
  assert.equal(await page.locator("#pictures h1").isVisible(), true);
  assert.deepEqual(log.errors, []);
  await close();
});
