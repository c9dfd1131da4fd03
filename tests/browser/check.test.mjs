// The check of a whole table as a billing clerk and a patient use it: files in any encoding, pasted, dropped;
// in a worker where the page allows one and in slices where it does not.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startCity } from "./city.mjs";
import { STRICT_POLICY, onDisk, open, pkg, serve } from "./helpers.mjs";

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
  const kinds = [
    "数字化摄影(DR),210102015,67",
    "院内会诊,111100002,25",
    "青光眼硅管植入术,330405017,1065.01",
    "血常规,250101001,15.6",
    "诊察费,999999999,8",
    "中药化腐清创术,410000002,44",
  ];
  const lines = Array.from({ length: rows }, (_, at) => `${at + 1},${kinds[at % 6]}`);
  return `序号,项目名称,项目编码,单价\r\n${lines.join("\r\n")}\r\n`;
}

/** The element on a host's page, with no policy and with the strict one. */
const headers = { "content-security-policy": STRICT_POLICY };
const city = startCity({ "/page.html": PAGE, "/strict.html": { body: PAGE, headers } });
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
});
after(() => rm(directory, { recursive: true, force: true }));

/** Opens a page with the element, tries something, and closes it; the page must stay without errors. */
const at = (url, act, options) => {
  const ready = (page) => page.locator(`${ELEMENT} #file`).waitFor();
  return city.visit(url, ready, act, { viewport: { width: 1280, height: 900 }, ...options });
};

const onCity = (act, options) => at(`${city.server.url}/check.html`, act, options);

const give = (page, body, name = "list.csv") =>
  page.setInputFiles(`${ELEMENT} #file`, { name, mimeType: "text/csv", buffer: Buffer.from(body) });

/** Waits until the table is understood and counted; what all its rows are. */
async function understood(page) {
  await page.locator(".understood .first:visible").waitFor({ timeout: 30_000 });
  return page.textContent(".sum");
}

/** Says that the table was understood rightly; what the headline says. */
async function answer(page) {
  await understood(page);
  await page.click(".understood .first");
  await page.locator("tr.line").first().waitFor();
  return page.textContent(".answer");
}

/** What the focus is on inside the element. */
const focused = (page, get = (it) => it.className) => page.evaluate(`(${get})(document.querySelector("${ELEMENT}").shadowRoot.activeElement)`);

const verdicts = (page) => page.$$eval(`${ELEMENT} tr.line`, (all) => all.map((it) => it.dataset.verdict));

/** The text of the row of the answer that stands in this row of the file. */
const row = (page, number) => page.textContent(`tr.line:has(.place:text-is("${number}"))`);

const FOUND = ["above", "unreadable", "equal", "below", "not_in_notice", "title", "head", "total"];

test("a list is read the same in GBK, UTF-8 with and without a mark, and UTF-16", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LIST, "utf16le")]);
    const big = Buffer.from(utf16).swap16();
    const files = [["gbk", gbk(LIST)], ["utf-8", LIST], ["marked", `\ufeff${LIST}`], ["utf-16", utf16], ["utf-16be", big]];
    for (const [name, body] of files) {
      await give(page, body, `${name}.csv`);
      await page.locator(".file-line", { hasText: `${name}.csv` }).waitFor();
      assert.match(await understood(page), /^文件 11 行 = 项目 5 行，标题 1 行，表头 1 行，小计、合计 1 行，空行 3 行$/);
      assert.match(await answer(page), /1 行值得先看一看.*1 行比公报高，合起来多5\.00 元.*和公报比了 3 行；没有比的：看不懂 1 行、公报没有这个编码 1 行。只和公报这次列出的 209 项比。1 行比公报低，合起来少 1\.00 元/s);
      await page.locator("tr.line").nth(7).waitFor();
      assert.deepEqual(await verdicts(page), FOUND, name);
      assert.match(await row(page, 7), /青光眼硅管植入术330405017.*1,070\.00.*1,065\.00.*多 5\.00 元.*调增第 65 项，第 58 页/);
      assert.match(await row(page, 9), /科学计数法/);
      assert.match(await page.textContent(".lines"), /公报这次没列 1 行公报这次只列 209 项，没列的不等于收错/);
    }
  });
});

test("the understanding names every column with its cells, and what is left out", async () => {
  await onCity(async (page) => {
    const bill = "泸州市某医院费用清单（三级甲等）\n收费日期,项目编码,项目名称,数量,金额,医保等级\n2024/6/3,111100002,院内会诊,2次,60.00,甲\n,210102015,DR,3次,210,乙\n2024/6/4,230300001,断层,1次,400,丙\n合计,,,,670,\n";
    await give(page, bill, "bill.csv");
    await understood(page);
    assert.equal(await focused(page, (it) => it.textContent), "1　文件是这样看懂的");
    assert.equal(await page.inputValue("#kind"), "bill");
    assert.equal(await page.inputValue("#tier"), "3A");
    assert.match(await page.textContent(".facts"), /标题写着/);
    const columns = await page.$$eval(`${ELEMENT} .roles tbody tr`, (all) => all.map((it) => [it.querySelector("th").firstChild.textContent, it.querySelector("select").value]));
    assert.deepEqual(columns, [["收费日期", "date"], ["项目编码", "code"], ["项目名称", "name"], ["数量", "quantity"], ["金额", "amount"], ["医保等级", ""]]);
    assert.match(await page.textContent(".roles tbody tr:nth-child(2) .cells"), /111100002210102015230300001/);
    assert.match(await answer(page), /比基准价高不等于多收.*其中 \d 行印有可能的原因/s);
    assert.equal(await focused(page, (it) => it.textContent), "2　核对的结果");
    assert.match(await row(page, 4), /日期照上面的格子/);
  });
});

test("what is taken away opens in a spreadsheet and runs nothing; without downloads there is a text", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await give(page, gbk(LIST));
    await answer(page);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${ELEMENT} .save-text`)]);
    assert.equal(download.suggestedFilename(), "核对结果.csv");
    const text = await readFile(await download.path(), "utf8");
    assert.ok(text.startsWith('\ufeff"行","编码"') && text.endsWith("\r\n"));
    assert.equal(text.split("\r\n").length, 10);
    assert.ok(text.includes("\"'=HYPERLINK(\"\"http://x\"\",\"\"诊察费\"\")\""));
    assert.ok(text.includes('"7","=""330405017"""'));
    await page.click(".filter >> text=一致或更低");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelectorAll("tr.line").length === 2, ELEMENT);
    assert.deepEqual(await verdicts(page), ["equal", "below"]);
    assert.equal(await page.getAttribute(".filter >> text=一致或更低", "aria-pressed"), "true");
    await page.click(".copy");
    await page.waitForFunction((tag) => document.querySelector(tag).shadowRoot.querySelector(".copied").value, ELEMENT);
    const copied = await page.inputValue(".copied");
    assert.equal(copied.trim().split(/\r?\n/).length, 3);
    assert.match(copied, /"8","=""111100002"""/);
  });
});

test("a table is pasted or dropped; what is said otherwise counts for this table alone", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.fill("#paste", "编码\t价格\n111100002\t25\n");
    await page.click(".go");
    assert.match(await answer(page), /没有看到比公报高的/);
    await page.focus("#tier");
    await page.selectOption("#tier", "2A");
    await page.locator(".verdict", { hasText: "1 行值得先看" }).waitFor();
    assert.equal(await focused(page, (it) => it.id), "tier");
    await page.fill("#day", "20240331");
    await page.locator("#day").blur();
    await page.locator(".filter", { hasText: "当天不在有效期 1" }).waitFor();
    assert.equal(await page.inputValue("#day"), "2024-03-31");
    await page.fill("#day", "昨天");
    await page.locator("#day").blur();
    assert.equal(await page.getAttribute("#day", "aria-invalid"), "true");
    assert.match(await page.textContent(".spoken[role=status]"), /2024-01-15/);
    const data = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["编码,价格\n210102015,67\n"], "<img src=x onerror=alert(1)>.csv"));
      return data;
    });
    await page.click(".other");
    await page.dispatchEvent(".drop", "dragover", { dataTransfer: data });
    assert.ok(await page.$(".drop[data-over]"));
    await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
    await page.locator(".file-line", { hasText: "<img" }).waitFor();
    await understood(page);
    assert.equal(await page.inputValue("#tier"), "3A");
    assert.equal(await page.$(`${ELEMENT} img`), null);
    // No verdict before the tap.
    assert.equal(await page.$(".verdict:visible"), null);
  });
});

test("what is not certain is asked, and what is no table is refused with advice", async () => {
  await onCity(async (page) => {
    await give(page, "210102015,67,65\n111100002,25,23\n330405017,1065,1000\n");
    await page.locator(".doubt").first().waitFor();
    assert.equal(await page.$(".understood .first:visible"), null);
    while (await page.$(".doubt")) {
      const button = page.locator(".doubt >> nth=0").locator("button").last();
      await button.focus();
      const question = await page.textContent(".doubt .ask");
      await page.keyboard.press("Enter");
      await page.waitForFunction(([tag, question]) => document.querySelector(tag).shadowRoot.querySelector(".doubt .ask")?.textContent !== question, [ELEMENT, question]);
      assert.notEqual(await focused(page), undefined);
    }
    await answer(page);
    await page.selectOption("#role-0", "");
    await page.locator(".doubt", { hasText: "项目编码" }).waitFor();
    for (const [body, words] of [
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "压缩包"],
      [Buffer.from([1, 0, 2, 0, 9, 0, 0, 0, 0, 1]), "CSV"],
      ["", "没有内容"],
      [" , \n", "没有内容"],
    ]) {
      await give(page, body, "x.xlsx");
      await page.locator(".refusal", { hasText: words }).waitFor();
    }
    await give(page, "编码,价格\n210102015,67\n");
    await page.locator(".doubt", { hasText: "哪一个等级" }).waitFor();
    await page.click(".doubt >> text=三甲");
    assert.match(await answer(page), /没有看到比公报高的/);
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

/** Counts how often the page itself reads in a file. */
const watchReading = () => {
  window.pieces = 0;
  const { slice } = Blob.prototype;
  Blob.prototype.slice = function (...of) {
    window.pieces++;
    return slice.apply(this, of);
  };
};

/** Checks a large list while the page is watched; the longest time in which it did not answer, and how often the page itself read in the file. */
async function large(page) {
  await page.evaluate(watch);
  await page.evaluate(watchReading);
  await page.setInputFiles(`${ELEMENT} #file`, file);
  assert.match(await understood(page), /^文件 100001 行 = 项目 100000 行，表头 1 行$/);
  assert.match(await answer(page), /16667 行值得先看一看/);
  // Of each group the first rows: 50 above, 5 equal, 5 outside, the head.
  assert.equal(await page.$$eval(`${ELEMENT} tr.line`, (all) => all.length), 61);
  return page.evaluate(() => [window.longest, window.pieces]);
}

const lines = (page, count) =>
  page.waitForFunction(([tag, count]) => document.querySelector(tag).shadowRoot.querySelectorAll("tr.line").length === count, [ELEMENT, count]);

test("100,000 rows are checked in a worker, with the page alive and nothing requested", async () => {
  await at(`${city.bare.url}/page.html`, async (page, log) => {
    const before = log.requests.length;
    const [longest, pieces] = await large(page);
    // It is not only started: it does the work.
    assert.deepEqual([page.workers().length, pieces], [1, 0]);
    assert.ok(longest < 1000, `the page stood still for ${longest} ms`);
    /** Which of the rows has the focus. */
    const at = () =>
      page.evaluate((tag) => {
        const root = document.querySelector(tag).shadowRoot;
        return [...root.querySelectorAll("tr.line")].indexOf(root.activeElement);
      }, ELEMENT);
    assert.equal(await page.textContent(".more"), "再看 100 行（还有 16617 行）");
    await page.locator(".more").first().focus();
    await page.keyboard.press("Enter");
    await lines(page, 161);
    // One reads on where the new rows begin, and they stand with their group.
    assert.equal(await at(), 50);
    assert.deepEqual((await verdicts(page)).slice(0, 151), [...Array(150).fill("above"), "equal"]);
    await page.click(".filter >> text=公报这次没列");
    await lines(page, 100);
    assert.ok((await verdicts(page)).every((it) => it === "not_in_notice"));
    await page.click(".more");
    await lines(page, 200);
    assert.equal(await at(), 100);
    // The worker is the script itself, which the browser may read again; nothing else is asked for.
    const later = log.requests.slice(before).filter((url) => !url.startsWith("blob:"));
    assert.deepEqual(later.filter((url) => !url.endsWith("/luzhou-gazette-check.js")), []);
  });
});

test("under the strict policy the same is done beside the page, in slices", async () => {
  await at(`${city.bare.url}/strict.html`, async (page) => {
    const [longest, pieces] = await large(page);
    assert.equal(page.workers().length, 0);
    assert.ok(pieces > 10);
    assert.ok(longest < 1000, `the page stood still for ${longest} ms`);
  });
});

test("everything is printed, not only the page of rows that is shown", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.evaluate(() => (window.print = () => (window.printed = document.querySelector("luzhou-price-check").shadowRoot.querySelectorAll("tr.line").length)));
    await give(page, long(450));
    await answer(page);
    await lines(page, 61);
    await page.click(".print");
    await page.waitForFunction(() => window.printed);
    assert.equal(await page.evaluate(() => window.printed), 451);
  });
});

test("on paper it is said how many rows are not there, where they are too many or somebody prints by himself", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.evaluate(() => (window.print = () => (window.printed = document.querySelector("luzhou-price-check").shadowRoot.querySelectorAll("tr.line").length)));
    await give(page, long(5050));
    await answer(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".more:visible").count(), 0);
    assert.equal(await page.locator(".unprinted:visible").first().textContent(), "还有 792 行没有印出，都在下载的文件里。");
    await page.emulateMedia({ media: "screen" });
    await page.click(".print");
    await page.waitForFunction(() => window.printed);
    assert.equal(await page.evaluate(() => window.printed), 5000);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await page.locator(".unprinted:visible").allTextContents(), ["还有 50 行没有印出，都在下载的文件里。", "还有 1 行没有印出，都在下载的文件里。"]);
  });
});

test("from disk it works too, without a worker", async () => {
  const script = await readFile(join(pkg, "luzhou-gazette-check.js"));
  assert.ok(script.every((byte) => byte < 0x80), "the script is pure ASCII");
  const disk = await onDisk({ "page.html": PAGE, "luzhou-gazette-check.js": script });
  try {
    await at(`${disk.url}/page.html`, async (page) => {
      await give(page, long(9000));
      assert.match(await answer(page), /和公报比了 6000 行；没有比的：公报没有这个编码 3000 行。/);
      assert.equal(page.workers().length, 0);
    });
  } finally {
    await disk.remove();
  }
});

/** Pages that take the check in otherwise than by our tag: what is done in a worker, and what is asked for. */
test("in a bundle, a module and under a hash nothing is asked for but our own files, each once", async () => {
  const script = await readFile(join(pkg, "luzhou-gazette-check.js"), "utf8");
  const loader = `fetch("script.js").then((it) => it.text()).then((text) => (0, eval)(text));`;
  const hash = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  const module = 'import "./luzhou-gazette-check-module.js";';
  const bundled = await build({
    stdin: { contents: 'import "luzhou-gazette/check";', resolveDir: fileURLToPath(new URL("../..", import.meta.url)) },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  const tag = (attributes) => PAGE.replace(SCRIPT, `<script ${attributes}></script>`);
  const OWN = "/luzhou-gazette-check";
  // What a host does, what is asked for beside the page, and whether a worker does the work.
  const ways = [
    ["/eval.html", tag('src="loader.js"'), ["/loader.js", "/script.js"], false],
    ["/bundle.html", tag('src="host.js" defer'), ["/host.js"], false],
    ["/hash.html", tag(`src="luzhou-gazette-check.js" integrity="${hash}" defer`), [`${OWN}.js`], false],
    ["/module.html", tag('src="use.js" type="module"'), ["/use.js", `${OWN}-module.js`, `${OWN}_bg.wasm`, `${OWN}-worker.js`], true],
    ["/esbuild.html", tag('src="/app/esbuild.js" type="module"'), ["/app/esbuild.js", `/app${OWN}_bg.wasm`, `/app${OWN}-worker.js`], false],
  ];
  const files = {
    "/loader.js": loader,
    "/script.js": script,
    "/host.js": `window.starts = (window.starts ?? 0) + 1;\n${script}`,
    "/use.js": module,
    "/app/esbuild.js": bundled.outputFiles[0].text,
    [`/app${OWN}_bg.wasm`]: await readFile(join(pkg, "luzhou-gazette-check_bg.wasm")),
    ...Object.fromEntries(ways),
  };
  const server = await serve(pkg, { files });
  try {
    for (const [path, , asked, worker] of ways) {
      server.requests.length = 0;
      await at(`${server.url}${path}`, async (page) => {
        await page.evaluate(watchReading);
        await page.setInputFiles(`${ELEMENT} #file`, file);
        await understood(page);
        const pieces = await page.evaluate(() => window.pieces);
        assert.deepEqual([pieces === 0, page.workers().length], [worker, Number(worker)], path);
        // The worker of a module takes the module in again, from the cache or from the server.
        const all = new Set(server.requests);
        assert.deepEqual([...all].sort(), [path, ...asked].sort(), path);
        assert.equal(server.requests.filter((it) => it === path).length, 1, path);
        if (!worker) assert.equal(server.requests.length, all.size, path);
      });
    }
  } finally {
    await server.close();
  }
});

test("an attribute that is none is told to the host, and the person is asked instead", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.evaluate((tag) => {
      window.told = [];
      document.addEventListener("luzhou-error", (event) => window.told.push(event.detail));
      const other = document.createElement(tag);
      for (const [name, value] of [["tier", "4A"], ["mode", "table"], ["as-of", "20240601"]]) other.setAttribute(name, value);
      document.querySelector(tag).replaceWith(other);
    }, ELEMENT);
    await page.locator(`${ELEMENT} #file`).waitFor();
    const told = await page.evaluate(() => window.told);
    assert.deepEqual(told.map((it) => it.code), ["attribute", "attribute"]);
    assert.match(told.map((it) => it.message).join(), /属性 mode 应是 list、bill.*属性 tier 应是 3A/);
    await give(page, "编码,价格\n111100002,26\n");
    await page.locator(".doubt", { hasText: "哪一个等级" }).waitFor();
    assert.equal(await page.inputValue("#day"), "2024-06-01");
    await page.evaluate((tag) => document.querySelector(tag).setAttribute("tier", "3A"), ELEMENT);
    assert.match(await answer(page), /1 行值得先看一看/);
  });
});

for (const [where, path] of [["in a worker", "page"], ["beside the page", "strict"]]) {
  test(`a check is cancelled ${where}, and another one begins`, async () => {
    await at(`${city.bare.url}/${path}.html`, async (page) => {
      await page.setInputFiles(`${ELEMENT} #file`, larger);
      await page.locator(".stop").click();
      assert.equal(await page.textContent(".spoken[role=status]"), "已取消，没有结果。");
      assert.equal(await focused(page, (it) => it.id), "file");
      await page.waitForTimeout(300);
      assert.equal(await page.$(".understood:visible"), null);
      await give(page, LIST);
      assert.match(await understood(page), /^文件 11 行/);
    });
  });
}

test("of two files one after the other only the second is shown, however late the first is read", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.evaluate((tag) => {
      window.names = new Set();
      const root = document.querySelector(tag).shadowRoot;
      const look = () => {
        const shown = root.querySelector(".understood:not([hidden]) .roles");
        if (shown) window.names.add(`${root.querySelector(".file-line b").textContent} ${shown.querySelectorAll("tbody tr").length}`);
      };
      new MutationObserver(look).observe(root, { childList: true, subtree: true, attributes: true });
    }, ELEMENT);
    await page.setInputFiles(`${ELEMENT} #file`, file);
    await page.waitForTimeout(30);
    await give(page, "编码,价格\n210102015,67\n", "second.csv");
    assert.equal(await understood(page), "文件 2 行 = 项目 1 行，表头 1 行");
    assert.ok(!(await page.evaluate(() => [...window.names])).includes("second.csv 4"));
  });
});

test("another tier while a table is judged counts, and nothing of it is lost", async () => {
  await at(`${city.bare.url}/strict.html`, async (page) => {
    await page.setInputFiles(`${ELEMENT} #file`, larger);
    await page.locator("#tier:visible").waitFor({ timeout: 30_000 });
    await page.selectOption("#tier", "2A");
    assert.match(await answer(page), /和公报比了 266667 行；没有比的：公报没有这个编码 133333 行。/);
    assert.match(await row(page, 3), /多 2\.00 元/);
  });
});

test("progress is shown while it runs", async () => {
  await at(`${city.bare.url}/strict.html`, async (page) => {
    await page.evaluate((tag) => {
      window.values = new Set();
      const bar = document.querySelector(tag).shadowRoot.querySelector("progress");
      new MutationObserver(() => window.values.add(Number(bar.getAttribute("value")))).observe(bar, { attributes: true });
    }, ELEMENT);
    await page.setInputFiles(`${ELEMENT} #file`, file);
    await understood(page);
    const values = await page.evaluate(() => [...window.values]);
    assert.ok(values.length > 10 && values.every((value) => value >= 0 && value <= 1000), String(values.length));
  });
});

test("by keyboard alone", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.locator("#paste").focus();
    await page.keyboard.type("编码,价格\n111100002,26\n210102015,67\n");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await understood(page);
    const reached = [];
    const tab = async () => {
      await page.keyboard.press("Tab");
      reached.push(await focused(page, (it) => it.id || it.className));
    };
    for (let presses = 0; presses < 7; presses++) await tab();
    assert.deepEqual(reached, ["quiet other", "kind", "tier", "day", "role-0", "role-1", "first"]);
    await page.keyboard.press("Enter");
    await page.locator("tr.line").first().waitFor();
    reached.length = 0;
    for (let presses = 0; presses < 6; presses++) await tab();
    assert.deepEqual(reached, ["first save", "quiet save-text", "quiet copy", "quiet print", "filter", "filter"]);
    await page.keyboard.press("Enter");
    await lines(page, 1);
    // Another tier keeps the focus where it is.
    await page.locator("#tier").focus();
    await page.keyboard.press("ArrowDown");
    await page.locator(".verdict", { hasText: "值得先看" }).waitFor();
    assert.equal(await focused(page, (it) => `${it.id} ${it.value}`), "tier 3B");
  });
});

for (const [width, zoom] of [[1280, 1], [360, 1], [320, 1], [360, 2]]) {
  test(`no rule of accessibility is broken and nothing sticks out, ${width} px, text x${zoom}`, async () => {
    await onCity(
      async (page) => {
        if (zoom > 1) await page.$eval(ELEMENT, (it, zoom) => it.style.setProperty("--luzhou-font-size", `${16 * zoom}px`), zoom);
        const fine = async () => {
          const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.ok(sizes[0] <= sizes[1], String(sizes));
          const small = await page.$$eval(`${ELEMENT} button:not([hidden]), ${ELEMENT} select, ${ELEMENT} .input, ${ELEMENT} a, ${ELEMENT} summary`, (all) =>
            all.map((it) => [it.className, it.getBoundingClientRect().height]).filter(([, height]) => height > 0 && height < 44));
          assert.deepEqual(small, []);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run(document));
          assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), []);
        };
        await fine();
        await give(page, LIST);
        await page.locator(".doubt").waitFor();
        await fine();
        await page.click(".doubt >> text=三甲");
        await answer(page);
        await page.click(".copy");
        await fine();
        // Groups of which only the first rows stand there, and a failure told.
        await give(page, long(400));
        await page.locator(".doubt").waitFor();
        await page.click(".doubt >> text=三甲");
        await answer(page);
        await page.locator(".more").first().waitFor();
        await fine();
      },
      { viewport: { width, height: 740 } },
    );
  });
}

test("without WebAssembly the element's own children stay, and the event of a result tells the counts", async () => {
  await at(`${city.bare.url}/page.html`, async (page) => {
    await page.evaluate((tag) => document.querySelector(tag).addEventListener("luzhou-result", (it) => (window.summary = it.detail)), ELEMENT);
    await give(page, LIST);
    await understood(page);
    assert.equal(await page.evaluate(() => window.summary), undefined);
    await answer(page);
    const { rows, items, above, counts } = await page.evaluate(() => window.summary);
    assert.deepEqual([rows, items, above, counts.above, counts.equal], [11, 5, 500, 1, 1]);
  });
  const opened = await open(city.browser, `${city.bare.url}/page.html`, { before: "delete window.WebAssembly" });
  await opened.page.locator(`${ELEMENT} [part=failure][role=alert]`).waitFor();
  assert.ok(await opened.page.isVisible("text=0830-12345"));
  await opened.close();
});

test("removed while it works, it lets go", async () => {
  const remove = (page) => page.evaluate((tag) => document.querySelector(tag).remove(), ELEMENT);
  await at(`${city.bare.url}/strict.html`, async (page) => {
    await page.setInputFiles(`${ELEMENT} #file`, larger);
    await page.waitForTimeout(50);
    await remove(page);
    await page.waitForTimeout(400);
  });
  await at(`${city.bare.url}/page.html`, async (page) => {
    const started = page.waitForEvent("worker");
    await page.setInputFiles(`${ELEMENT} #file`, larger);
    const worker = await started;
    const ended = new Promise((resolve) => worker.once("close", resolve));
    await remove(page);
    await ended;
    assert.equal(page.workers().length, 0);
  });
});
