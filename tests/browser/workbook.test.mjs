// Workbooks as people have them: read in a worker, beside a page with the strictest policy, from a disk, and by the
// reader itself in Node. What cannot be read says why and what to do.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { unzipSync, zipSync } from "fflate";
import { readXlsx } from "hucre/xlsx";
import { readWorkbook } from "../../pkg/luzhou-gazette-workbook-module.js";
import { startCity } from "./city.mjs";
import { folder, STRICT_POLICY, onDisk, pkg, serve } from "./helpers.mjs";

const ELEMENT = "luzhou-price-check";
const SCRIPT = '<script src="luzhou-gazette-check.js" defer></script>';
const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>check</title>${SCRIPT}<body><${ELEMENT} tier="3A" as-of="2024-06-01"></${ELEMENT}></body></html>`;

const path = (name) => fileURLToPath(new URL(`workbooks/${name}`, import.meta.url));
const file = (name) => readFile(path(name));

/** The rows of a sheet as cells. */
function cells(sheet) {
  const lines = sheet.lines(0, sheet.rows).split("\r\n").slice(0, -1);
  return lines.map((line) => line.slice(1, -1).split('"\t"'));
}

/** Why a workbook is refused. */
const refused = (bytes) => readWorkbook(bytes).then(() => "read", (error) => error.why);

test("cells are what the spreadsheet shows: no noise, no exponents, every row in its place", async () => {
  const sheet = await readWorkbook(await file("plain.xlsx"));
  assert.deepEqual(cells(sheet), [
    ["", "", ""],
    ["泸州市某医院价目表（三级甲等）", "", ""],
    ["项目编码", "项目名称", "单价（元）"],
    ["210102015", "数字化摄影(DR)", "67"],
    ["330405017", "青光眼硅管 植入术", "1065"],
    ["111100002", "院内会诊", "25"],
    ["330604029-1", "=HYPERLINK(1)", "#N/A"],
  ]);
  assert.deepEqual(sheet.remarks, []);
  assert.equal(sheet.lines(3, 1), '"210102015"\t"数字化摄影(DR)"\t"67"\r\n');
});

test("days are days in both systems, a merged day stands for its rows, a merged amount for none", async () => {
  for (const name of ["days-1900.xlsx", "days-1904.xlsx"]) {
    const sheet = await readWorkbook(await file(name));
    assert.deepEqual(cells(sheet).slice(1), [
      ["2024-06-03", "111100002", "院内会诊", "1", "25"],
      ["2024-06-03", "210102015", "数字化摄影(DR)", "1", "67"],
      ["2024-06-04 09:30:00", "111100002", "院内会诊", "1", "92（合并了 2 行）"],
      ["2024-06-04", "210102015", "数字化摄影(DR)", "1", "92（合并了 2 行）"],
    ]);
    assert.match(sheet.remarks.join(), /合并的格子 2 处/);
  }
});

test("a formula is the value that was kept; where none was, it is said", async () => {
  const sheet = await readWorkbook(await file("formulas.xlsx"));
  assert.deepEqual(cells(sheet).map((row) => row[3]), ["金额", "50", "67", ""]);
  assert.match(sheet.remarks.join(), /公式 1 格没有存下结果/);
});

test("the first sheet with a tab and rows is read, another one where it is wanted; hidden ones are named", async () => {
  const bytes = await file("sheets.xlsx");
  const first = await readWorkbook(bytes);
  assert.deepEqual(first.sheets.map((it) => it.name), ["封面", "三甲", "二甲", "内部底稿"]);
  assert.deepEqual(first.sheets.map((it) => it.hidden), [false, false, false, true]);
  assert.deepEqual([first.chosen, first.rows], [1, 2]);
  assert.match(first.remarks.join(), /隐藏的表“内部底稿”没有核对/);
  assert.equal((await readWorkbook(bytes, 2)).rows, 3);
  assert.equal(cells(await readWorkbook(bytes, 3))[1][2], "99");
  assert.deepEqual((await readWorkbook(bytes, 0)).rows, 0);
});

test("a password, a bomb, a lie about the size and a torn file are each named", async () => {
  const plain = new Uint8Array(await file("plain.xlsx"));
  assert.equal(await refused(new Uint8Array(await file("locked.xlsx"))), "locked");
  assert.equal(await refused(plain.slice(0, 3000)), "damaged");
  assert.equal(await refused(new Uint8Array(100)), "damaged");
  assert.equal(await refused(zipSync({ "word/document.xml": new Uint8Array(9) })), "damaged");
  const parts = unzipSync(plain);
  const sheet = "xl/worksheets/sheet1.xml";
  assert.equal(await refused(zipSync({ ...parts, [sheet]: new Uint8Array(300_000_000) })), "huge");
  // The directory says that 20 MB are 1,000 bytes, or leaves it open: never more than it says is unpacked.
  for (const [said, why] of [[1000, "damaged"], [0, "huge"], [0xffffffff, "huge"]]) {
    const bomb = zipSync({ ...parts, [sheet]: new Uint8Array(20_000_000) });
    const view = new DataView(bomb.buffer);
    let at = bomb.length - 22;
    for (at = view.getUint32(at + 16, true); view.getUint32(at, true) === 0x02014b50; ) {
      const name = new TextDecoder().decode(bomb.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
      if (name === sheet) view.setUint32(at + 24, said, true);
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    assert.equal(await refused(bomb), why, String(said));
  }
  // One cell in each of two far corners is a rectangle that no memory holds.
  const corners = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>';
  assert.equal(await refused(zipSync({ ...parts, [sheet]: new TextEncoder().encode(corners) })), "damaged");
});

/** The element on a host's page, with no policy and with the strict one. */
const headers = { "content-security-policy": STRICT_POLICY };
const city = startCity({ "/page.html": PAGE, "/strict.html": { body: PAGE, headers } });

/** Opens a page with the element, tries something, and closes it; the page must stay without errors. */
const at = (url, act, options) => {
  const ready = (page) => page.locator(`${ELEMENT} #file`).waitFor();
  return city.visit(url, ready, act, { viewport: { width: 1280, height: 900 }, ...options });
};

const give = (page, name) => page.setInputFiles(`${ELEMENT} #file`, path(name));

test("on a page, in a worker, and under the strict policy; the reader is loaded once, from the same folder", async () => {
  for (const url of [`${city.bare.url}/page.html`, `${city.bare.url}/strict.html`]) {
    await at(url, async (page, log) => {
      assert.ok(!log.requests.some((it) => it.includes("workbook")));
      for (const _ of [1, 2]) {
        await give(page, "sheets.xlsx");
        await page.locator(".first:visible").waitFor();
        assert.equal(await page.$eval(`${ELEMENT} #sheet`, (it) => it.selectedOptions[0].textContent), "表“三甲”");
        assert.match(await page.textContent(".understood"), /隐藏的表“内部底稿”没有核对/);
        assert.match(await page.textContent(".sum"), /文件 2 行 = 项目 1 行/);
        await page.selectOption("#sheet", "2");
        await page.locator(".sum", { hasText: "项目 2 行" }).waitFor();
        assert.match(await page.textContent("#sheet"), /内部底稿”（隐藏）/);
      }
      const asked = log.requests.filter((it) => it.includes("workbook"));
      assert.deepEqual(asked, [`${city.bare.url}/luzhou-gazette-workbook.js`]);
    });
  }
});

test("a large one in a worker, which loads the reader itself", async () => {
  const parts = unzipSync(new Uint8Array(await file("plain.xlsx")));
  const rows = Array.from({ length: 9000 }, (_, at) => `<row r="${at + 2}"><c r="A${at + 2}"><v>${[210102015, 111100002][at % 2]}</v></c><c r="B${at + 2}"><v>${at % 97}</v></c></row>`);
  const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>项目编码</t></is></c><c r="B1" t="inlineStr"><is><t>单价</t></is></c></row>';
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${head}${rows.join("")}</sheetData></worksheet>`;
  const buffer = Buffer.from(zipSync({ ...parts, "xl/worksheets/sheet1.xml": new TextEncoder().encode(sheet) }));
  await at(`${city.server.url}/check.html`, async (page, log) => {
    await page.setInputFiles(`${ELEMENT} #file`, { name: "large.xlsx", mimeType: "application/zip", buffer });
    await page.click(".doubt >> text=三甲");
    await page.locator(".sum", { hasText: "9000 行" }).waitFor();
    assert.equal(page.workers().length, 1);
    assert.ok(log.requests.every((it) => !it.endsWith("workbook.js") || it === `${city.server.url}/${folder()}/luzhou-gazette-workbook.js`));
  });
});

/** A list of which two names would be run, one code is spoilt and one row is above. */
const HOSTILE = `项目编码,项目名称,单价
111100002,院内会诊,26
330405017,"=HYPERLINK(""http://x"",""植入术"")","1,065.00"
2.10102E+08,＠cmd,612
210102015,数字化摄影(DR),=1+1
099999999,别的\u0001\uffff,8
`;

/** Saves the answer as a workbook; its sheet. */
async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(`${ELEMENT} .save`)]);
  assert.equal(download.suggestedFilename(), "核对结果.xlsx");
  const bytes = new Uint8Array(await readFile(await download.path()));
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  return { sheet: sheets[0], parts: unzipSync(bytes) };
}

test("the report is a workbook too: codes stay texts, amounts are numbers, nothing can be run, each row says how it was read", async () => {
  for (const [url, worker] of [[`${city.bare.url}/page.html`, false], [`${city.bare.url}/strict.html`, false], [`${city.bare.url}/page.html`, true]]) {
    await at(url, async (page) => {
      const text = worker ? HOSTILE + "111100002,院内会诊,26\n".repeat(9000) : HOSTILE;
      await page.setInputFiles(`${ELEMENT} #file`, { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await page.locator(".first:visible").click();
      await page.locator("tr.line").first().waitFor();
      assert.equal(page.workers().length, Number(worker));
      const { sheet, parts } = await saved(page);
      assert.equal(sheet.rows.length, worker ? 9007 : 7);
      const [heads, head, ...rows] = sheet.rows;
      assert.deepEqual(heads.slice(0, 3), ["行", "编码", "表内名称"]);
      assert.equal(head[10], "表头");
      assert.deepEqual(rows[0].slice(0, 11), [2, "111100002", "院内会诊", "院内会诊", "三甲", "2024-06-01", null, 26, 25, 1, "高于公报价"]);
      assert.match(rows[0][13], /泸市医保发〔2023〕39号 附件 调增第 1 项，第 52 页/);
      assert.equal(rows[1][2], '=HYPERLINK("http://x","植入术")');
      assert.match(rows[1][11], /名称和公报不同/);
      assert.deepEqual([rows[2][1], rows[2][2], rows[2][10]], ["2.10102E+08", "＠cmd", "看不懂"]);
      assert.match(rows[2][12], /科学计数法/);
      // A text among numbers would be run by whoever edits its cell; the others are marked as texts.
      assert.equal(rows[3][7], "'=1+1");
      assert.deepEqual(rows[4].slice(1, 3), ["099999999", "别的\u0001\ufffd"]);
      const xml = new TextDecoder().decode(parts["xl/worksheets/sheet1.xml"]);
      assert.ok(!/<f[ >]/.test(xml));
      const styles = new TextDecoder().decode(parts["xl/styles.xml"]);
      const [, format] = styles.match(/<numFmt numFmtId="(\d+)" formatCode="@"/);
      const of = [...styles.match(/<cellXfs.*?<\/cellXfs>/s)[0].matchAll(/numFmtId="(\d+)"/g)].map((it) => it[1]);
      const cells = [...xml.matchAll(/<c r="([A-N])3"[^>]*? s="(\d+)"/g)];
      assert.equal(cells.filter(([, , style]) => of[style] === format).map(([, column]) => column).join(""), "BCDEFKLMN");
    });
  }
});

test("where the host vouches for the script by its hash, the reader must have the hash it was built with", async () => {
  const [script, reader] = await Promise.all(["luzhou-gazette-check.js", "luzhou-gazette-workbook.js"].map((name) => readFile(join(pkg, name))));
  const hash = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  const page = PAGE.replace(SCRIPT, `<script src="luzhou-gazette-check.js" integrity="${hash}" defer></script>`);
  for (const [words, body, found] of [["same", reader, ".file-line"], ["other", `${reader}\n`, ".refusal"]]) {
    const server = await serve(pkg, { files: { "/page.html": page, "/luzhou-gazette-workbook.js": body } });
    try {
      await at(`${server.url}/page.html`, async (page) => {
        await give(page, "plain.xlsx");
        await page.locator(`${found}:visible`).waitFor();
        assert.equal(await page.evaluate(() => typeof luzhouGazetteWorkbook), words === "same" ? "object" : "undefined");
      });
    } finally {
      await server.close();
    }
  }
});

test("from a disk", async () => {
  const names = ["luzhou-gazette-check.js", "luzhou-gazette-workbook.js"];
  const files = await Promise.all(names.map(async (name) => [name, await readFile(join(pkg, name))]));
  const disk = await onDisk({ "page.html": PAGE, ...Object.fromEntries(files) });
  const alone = await onDisk({ "page.html": PAGE, [names[0]]: files[0][1] });
  try {
    await at(`${disk.url}/page.html`, async (page) => {
      await give(page, "plain.xlsx");
      await page.locator(".file-line", { hasText: "表“价目表”" }).waitFor();
    });
    await at(`${disk.url}/page.html`, async (page) => {
      await page.fill("#paste", HOSTILE);
      await page.click(".go");
      await page.locator(".first:visible").click();
      await page.locator("tr.line").first().waitFor();
      assert.equal((await saved(page)).sheet.rows.length, 7);
    });
    await at(`${alone.url}/page.html`, async (page) => {
      await give(page, "plain.xlsx");
      await page.locator(".refusal", { hasText: "另存为 CSV" }).waitFor();
      // Without the file beside it the answer stays, and there is a way to keep it.
      await page.fill("#paste", HOSTILE);
      await page.click(".go");
      await page.locator(".first:visible").click();
      await page.locator("tr.line").first().waitFor();
      await page.click(".save");
      await page.locator(".failure", { hasText: "请下载 CSV" }).waitFor();
      assert.ok(await page.isVisible("tr.line"));
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(".save-text")]);
      assert.equal(download.suggestedFilename(), "核对结果.csv");
      assert.ok(!(await page.isVisible(".failure")));
    });
  } finally {
    await disk.remove();
    await alone.remove();
  }
});

test("a refusal is seen and has the focus; two files at once are told; a file dropped beside stays harmless", async () => {
  await at(`${city.server.url}/check.html`, async (page) => {
    await page.setViewportSize({ width: 360, height: 500 });
    const seen = async (words) => {
      await page.locator(".refusal", { hasText: words }).waitFor();
      assert.ok(await page.$eval(ELEMENT, (it) => it.shadowRoot.activeElement.classList.contains("refusal")));
      const { top, bottom } = await page.$eval(`${ELEMENT} .refusal`, (it) => it.getBoundingClientRect());
      assert.ok(top >= 0 && bottom <= 500, `${top} to ${bottom}`);
    };
    await give(page, "locked.xlsx");
    await seen("加了密码");
    await page.evaluate(() => scrollTo(0, 0));
    const dropped = (count) =>
      page.evaluateHandle((count) => {
        const data = new DataTransfer();
        for (let at = 0; at < count; at++) data.items.add(new File(["编码,价格\n111100002,25\n"], `${at}.csv`));
        return data;
      }, count);
    await page.dispatchEvent(`${ELEMENT} .drop`, "drop", { dataTransfer: await dropped(2) });
    await seen("一次只能核对一个文件");
    const stays = await page.evaluate(() => {
      const event = (name) => {
        const data = new DataTransfer();
        data.items.add(new File(["x"], "x.csv"));
        const it = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data });
        document.body.dispatchEvent(it);
        return it.defaultPrevented;
      };
      return [event("dragover"), event("drop")];
    });
    assert.deepEqual(stays, [true, true]);
    const text = await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text/plain", "x");
      const it = new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: data });
      document.body.dispatchEvent(it);
      return it.defaultPrevented;
    });
    assert.equal(text, false);
  });
});
