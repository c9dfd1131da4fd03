// The check of a whole table as a billing clerk and a patient use it: files in any encoding, pasted, dropped;
// in a worker where the page allows one and in slices where it does not.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { STRICT_POLICY, launch, onDisk, open, pkg, serve, site } from "./helpers.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ELEMENT = "luzhou-price-check";
const SCRIPT = '<script src="luzhou-gazette-check.js" defer></script>';
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>check</title>${SCRIPT}<body><${ELEMENT} tier="3A" as-of="2024-06-01"><p>0830-12345</p></${ELEMENT}></body></html>`;

const LIST = `泸州市某医院价目表,,,
,,,

序号,项目编码,项目名称,单价（元）
1,２１０１０２０１５,数字化摄影(DR),６７．００
,,,
2,330405017,青光眼硅管植入术,"1,070.00"
3,111100002,院内会诊,24
4,2.10102E+08,磁共振,519
5,110200001,"=HYPERLINK(""http://x"",""诊察费"")",8
,合计,,1688
`;

/** LIST in GBK: its letters by their bytes, made from the decoder that browsers and Node share. */
function gbk(text) {
  const decoder = new TextDecoder("gb18030");
  const bytes = new Map();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) bytes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 0x80 ? [c.charCodeAt(0)] : bytes.get(c))));
}

/** A list of so many rows, of which every sixth is above the notice's price. */
function long(rows) {
  const kinds = ["210102015,67", "111100002,25", "330405017,1065.01", "330604029-1,15.6", "999999999,8", "410000002,44"];
  const lines = Array.from({ length: rows }, (_, at) => `${at + 1},项目名称${at},${kinds[at % 6]}`);
  return `序号,项目名称,项目编码,单价\r\n${lines.join("\r\n")}\r\n`;
}

let browser;
let city;
let bare;
/** Large lists on disk: handed over as bytes they would pass through the page. */
let directory;
let file;
let larger;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  file = join(directory, "large.csv");
  await writeFile(file, gbk(long(100_000)));
  larger = join(directory, "larger.csv");
  await writeFile(larger, long(400_000));
  browser = await launch();
  city = await serve(site);
  const headers = { "content-security-policy": STRICT_POLICY };
  bare = await serve(pkg, { files: { "/page.html": PAGE, "/strict.html": { body: PAGE, headers } } });
});
after(async () => {
  await browser?.close();
  await city?.close();
  await bare?.close();
  await rm(directory, { recursive: true, force: true });
});

/** Opens a page with the element, tries something, and closes it; the page must stay without errors. */
async function at(url, act, options = {}) {
  const opened = await open(browser, url, { viewport: { width: 1280, height: 900 }, ...options });
  try {
    await opened.page.locator(`${ELEMENT} #file`).waitFor();
    await act(opened.page, opened.log);
    assert.deepEqual(opened.log.errors, []);
  } finally {
    await opened.close();
  }
}

const onCity = (act, options) =>
  at(`${city.url}/check.html`, async (page, log) => {
    await page.check("input[value='3A']");
    await page.fill("#day", "2024-06-01");
    await act(page, log);
  }, options);

const give = (page, body, name = "list.csv") =>
  page.setInputFiles(`${ELEMENT} #file`, { name, mimeType: "text/csv", buffer: Buffer.from(body) });

const summary = async (page) => {
  await page.locator(`${ELEMENT} .summary`).waitFor();
  return page.textContent(`${ELEMENT} .summary`);
};

const statuses = (page) => page.$$eval(`${ELEMENT} .mark-status`, (all) => all.map((it) => it.dataset.status));

const FOUND = ["equal", "above", "below", "unreadable", "not_in_notice"];

test("a list is read the same in GBK, UTF-8 with and without a mark, and UTF-16", async () => {
  await onCity(async (page) => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LIST, "utf16le")]);
    const big = Buffer.from(utf16).swap16();
    const files = [["gbk", gbk(LIST)], ["utf-8", LIST], ["marked", `\ufeff${LIST}`], ["utf-16", utf16], ["utf-16be", big]];
    for (const [name, body] of files) {
      await give(page, body, `${name}.csv`);
      await page.locator(".source", { hasText: `${name}.csv` }).waitFor();
      assert.equal(
        await summary(page),
        "核对了 5 行：高于公报价 1，低于公报价 1，看不懂 1，一致 1，公报没有这个编码 1。另有标题、表头和合计 3 行，空行 3 行。",
      );
      await page.locator(".mark").nth(4).waitFor();
      assert.deepEqual(await statuses(page), FOUND, name);
      assert.match(await page.textContent(".mark >> nth=0"), /210102015数字化摄影\(DR\).*６７．００.*67.*附件 调减第 1 项，第 49 页/);
      assert.match(await page.textContent(".mark >> nth=3"), /科学计数法/);
    }
  });
});

test("what is taken away opens in a spreadsheet and runs nothing; without downloads there is a text", async () => {
  await onCity(async (page) => {
    await give(page, gbk(LIST));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${ELEMENT} .save`)]);
    assert.equal(download.suggestedFilename(), "核对结果.csv");
    const text = await readFile(await download.path(), "utf8");
    assert.ok(text.startsWith('\ufeff"行","编码"') && text.endsWith("\r\n"));
    assert.equal(text.split("\r\n").length, 10);
    assert.ok(text.includes("\"'=HYPERLINK(\"\"http://x\"\",\"\"诊察费\"\")\""));
    assert.ok(text.includes('"7","=""330405017""","青光眼硅管植入术","青光眼硅管植入术","三甲","2024-06-01","","1,070.00","1065","5","高于公报价"'));
    await page.click(".filter >> text=低于公报价");
    await page.locator(".mark").first().waitFor();
    assert.deepEqual(await statuses(page), ["below"]);
    assert.equal(await page.getAttribute(".filter >> text=低于公报价", "aria-pressed"), "true");
    await page.click(".copy");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelector(".copied").value, ELEMENT);
    const copied = await page.inputValue(".copied");
    assert.equal(copied.trim().split(/\r?\n/).length, 2);
    assert.match(copied, /"8","=""111100002"""/);
  });
});

test("a table is pasted or dropped; other settings check it again", async () => {
  await onCity(async (page) => {
    await page.fill("#paste", "编码\t价格\n111100002\t25\n");
    await page.click(".go");
    assert.match(await summary(page), /一致 1。/);
    await page.check("input[value='2A']");
    await page.locator(".summary", { hasText: "高于公报价 1" }).waitFor();
    await page.fill("#day", "20240331");
    await page.locator("#day").blur();
    await page.locator(".summary", { hasText: "当天不在有效期 1" }).waitFor();
    await page.fill("#day", "昨天");
    await page.locator("#day").blur();
    assert.match(await page.textContent("#day-e"), /2024-01-15/);
    await page.fill("#day", "2024年4月1日");
    await page.locator("#day").blur();
    await page.locator(".summary", { hasText: "高于公报价 1" }).waitFor();
    assert.equal(await page.inputValue("#day"), "2024-04-01");

    const data = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["编码,价格\n210102015,67\n"], "<img src=x onerror=alert(1)>.csv"));
      return data;
    });
    await page.dispatchEvent(".drop", "dragover", { dataTransfer: data });
    assert.ok(await page.$(".drop[data-over]"));
    await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
    await page.locator(".source", { hasText: "<img" }).waitFor();
    assert.match(await summary(page), /一致 1。/);
    assert.equal(await page.$(`${ELEMENT} img`), null);
  });
});

test("a bill says what could explain a higher charge", async () => {
  await onCity(async (page) => {
    await page.check("input[value='bill']");
    const bill = "收费日期,项目编码,项目名称,单价,数量,金额\n2024/6/3,111100002,院内会诊,25,2,60.00\n2024/6/3,210102015,DR,67,3,201\n2024/6/3,230300001,断层,324,1,400\n";
    await give(page, bill, "bill.csv");
    assert.match(await summary(page), /高于基准价 3（其中 1 行印有可能的原因）/);
    await page.locator(".mark").nth(2).waitFor();
    assert.match(await page.textContent(".mark >> nth=1"), /多 67 元.*每个部位采集次数最多不超过2次/);
    assert.match(await page.textContent(".mark >> nth=2"), /没有印加收/);
    assert.match(await page.textContent(".result"), /不等于多收/);
  });
});

test("what is not certain is asked, and what is no text is refused with advice", async () => {
  await onCity(async (page) => {
    await give(page, "210102015,67,65\n111100002,25,23\n");
    await page.locator(".refusal", { hasText: "哪一列是价格" }).waitFor();
    assert.ok(await page.$("details.columns[open]"));
    await page.selectOption("#use-1", "2");
    assert.match(await summary(page), /低于公报价 2/);
    await page.focus("#use-1");
    await page.selectOption("#use-1", "1");
    await page.locator(".summary", { hasText: "一致 2" }).waitFor();
    assert.equal(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement.id), "use-1");
    for (const [body, words] of [
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "这是压缩包"],
      [Buffer.from([1, 2, 0, 0, 3, 0]), "不是表格的文字"],
      ["", "没有内容"],
      [" , \n", "没有内容"],
    ]) {
      await give(page, body, "x.xlsx");
      await page.locator(".refusal", { hasText: words }).waitFor();
    }
    await give(page, "编码,价格\n210102015,67\n");
    assert.match(await summary(page), /一致 1/);
  });
});

/** Watches how long the page is busy at a stretch. */
const watch = () => {
  window.longest = 0;
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
    setTimeout(() => port2.postMessage(0), 0);
  };
  port2.postMessage(0);
};

/** Checks a large list while the page is watched; the longest time in which it did not answer. */
async function large(page) {
  await page.evaluate(watch);
  await page.setInputFiles(`${ELEMENT} #file`, file);
  await page.locator(".summary").waitFor({ timeout: 30_000 });
  assert.match(await summary(page), /^核对了 100000 行：高于公报价 16667，一致 66667，公报没有这个编码 16666。/);
  assert.equal(await page.$$eval(`${ELEMENT} .mark`, (all) => all.length), 100);
  return page.evaluate(() => window.longest);
}

test("100,000 rows are checked in a worker on the city's page, with the page alive and nothing requested", async () => {
  await onCity(async (page, log) => {
    const before = log.requests.length;
    const longest = await large(page);
    assert.equal(page.workers().length, 1);
    assert.ok(longest < 400, `the page stood still for ${longest} ms`);
    await page.click(".more");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelectorAll(".mark").length === 200, ELEMENT);
    await page.click(".filter >> text=高于公报价");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelectorAll(".mark").length === 100, ELEMENT);
    assert.ok((await statuses(page)).every((status) => status === "above"));
    // The worker is the script itself, which the browser may read again; nothing else is asked for.
    const later = log.requests.slice(before).filter((url) => !url.startsWith("blob:"));
    assert.deepEqual(later.filter((url) => !url.endsWith("/luzhou-gazette-check.js")), []);
  });
});

test("under the strict policy the same is done beside the page, in slices", async () => {
  await at(`${bare.url}/strict.html`, async (page) => {
    const longest = await large(page);
    assert.equal(page.workers().length, 0);
    assert.ok(longest < 400, `the page stood still for ${longest} ms`);
  });
});

test("from disk it works too, without a worker", async () => {
  const script = await readFile(join(pkg, "luzhou-gazette-check.js"));
  assert.ok(script.every((byte) => byte < 0x80), "the script is pure ASCII");
  const disk = await onDisk({ "page.html": PAGE, "luzhou-gazette-check.js": script });
  try {
    await at(`${disk.url}/page.html`, async (page) => {
      await give(page, long(9000));
      assert.match(await summary(page), /^核对了 9000 行/);
      assert.equal(page.workers().length, 0);
    });
  } finally {
    await disk.remove();
  }
});

for (const [where, path] of [["in a worker", "city"], ["beside the page", "strict"]]) {
  test(`a check is cancelled ${where}, and another one begins`, async () => {
    const url = path === "city" ? `${city.url}/check.html` : `${bare.url}/strict.html`;
    await at(url, async (page) => {
      await page.check("input[value='3A']");
      await page.fill("#day", "2024-06-01");
      await page.setInputFiles(`${ELEMENT} #file`, larger);
      await page.locator(".stop").click();
      assert.equal(await page.textContent(".spoken[role=status]"), "已取消，没有结果。");
      assert.equal(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement.id), "file");
      await page.waitForTimeout(300);
      assert.equal(await page.$(".summary"), null);
      await give(page, LIST);
      assert.match(await summary(page), /^核对了 5 行/);
    });
  });
}

test("other settings while a table is read count for its check, and nothing of it is lost", async () => {
  await at(`${bare.url}/strict.html`, async (page) => {
    await give(page, LIST);
    await summary(page);
    await page.setInputFiles(`${ELEMENT} #file`, larger);
    await page.locator("progress:visible").waitFor();
    await page.check("input[value='2A']");
    await page.locator(".summary", { hasText: "核对了 400000 行" }).waitFor({ timeout: 30_000 });
    await page.locator(".mark").nth(1).waitFor();
    assert.match(await page.textContent(".mark >> nth=1"), /二甲.*高于公报价，多 2 元/);
  });
});

test("progress is shown while it runs", async () => {
  await at(`${bare.url}/strict.html`, async (page) => {
    await page.evaluate((tag) => {
      window.values = new Set();
      const bar = document.querySelector(tag).shadowRoot.querySelector("progress");
      new MutationObserver(() => window.values.add(Number(bar.getAttribute("value")))).observe(bar, { attributes: true });
    }, ELEMENT);
    await page.setInputFiles(`${ELEMENT} #file`, file);
    await summary(page);
    const values = await page.evaluate(() => [...window.values]);
    assert.ok(values.length > 10 && values.every((value) => value >= 0 && value <= 1000), String(values.length));
  });
});

test("by keyboard alone", async () => {
  await onCity(async (page) => {
    await page.locator("#paste").focus();
    await page.keyboard.type("编码,价格\n111100002,26\n210102015,67\n");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await summary(page);
    assert.ok(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement.classList.contains("result")));
    const reached = [];
    for (let presses = 0; presses < 5; presses++) {
      await page.keyboard.press("Tab");
      reached.push(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement?.className));
    }
    assert.deepEqual(reached, ["save", "copy", "filter", "filter", "filter"]);
    await page.keyboard.press("Enter");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelectorAll(".mark").length === 1, ELEMENT);
    // Another tier keeps the focus where it is.
    await page.locator("input[value='3A']").focus();
    await page.keyboard.press("ArrowRight");
    await summary(page);
    assert.equal(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement.value), "3B");
  });
});

for (const [width, zoom] of [[1280, 1], [360, 1], [320, 1], [360, 2]]) {
  test(`no rule of accessibility is broken and nothing sticks out, ${width} px, text x${zoom}`, async () => {
    await onCity(
      async (page) => {
        if (zoom > 1) await page.$eval(ELEMENT, (it, zoom) => it.style.setProperty("--luzhou-font-size", `${16 * zoom}px`), zoom);
        await give(page, LIST);
        await page.locator(".mark").nth(4).waitFor();
        await page.click("summary");
        await page.click(".copy");
        const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(sizes[0] <= sizes[1], String(sizes));
        const small = await page.$$eval(`${ELEMENT} button:not([hidden]), ${ELEMENT} .choice, ${ELEMENT} a, ${ELEMENT} summary`, (all) =>
          all.map((it) => [it.className, it.getBoundingClientRect().height]).filter(([, height]) => height > 0 && height < 44));
        assert.deepEqual(small, []);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document));
        assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
      },
      { viewport: { width, height: 740 } },
    );
  });
}

test("without WebAssembly the element's own children stay, and the event of a result tells the counts", async () => {
  await at(`${bare.url}/page.html`, async (page) => {
    await page.evaluate((tag) => document.querySelector(tag).addEventListener("luzhou-result", (it) => (window.counts = it.detail)), ELEMENT);
    await give(page, LIST);
    await summary(page);
    const { rows, above, equal } = await page.evaluate(() => window.counts);
    assert.deepEqual([rows, above, equal], [5, 1, 1]);
  });
  const opened = await open(browser, `${bare.url}/page.html`, { before: "delete window.WebAssembly" });
  await opened.page.locator(`${ELEMENT} [part=failure][role=alert]`).waitFor();
  assert.ok(await opened.page.isVisible("text=0830-12345"));
  await opened.close();
});

test("removed while it works, it lets go", async () => {
  await at(`${bare.url}/strict.html`, async (page) => {
    await page.setInputFiles(`${ELEMENT} #file`, larger);
    await page.waitForTimeout(50);
    await page.evaluate((tag) => document.querySelector(tag).remove(), ELEMENT);
    await page.waitForTimeout(400);
  });
});
