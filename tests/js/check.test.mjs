// The table check for programs, in Node: texts, bytes and workbooks, understood and judged as on the screen.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { promisify } from "node:util";
import { TableError, checkTable } from "luzhou-gazette/check";

const root = fileURLToPath(new URL("../..", import.meta.url));
const workbook = (name) => readFile(new URL(`../browser/workbooks/${name}`, import.meta.url));

const LIST = "某医院价目表,,\n项目编码,项目名称,单价\n111100002,院内会诊,26\n210102015,数字化摄影(DR),67\n,,\n";

test("the package's entry is imported in Node, and the process ends by itself, before and after a check", async () => {
  const script = 'const { checkTable } = await import("luzhou-gazette/check"); console.log((await checkTable("编码,价格\\n111100002,25\\n", { tier: "3A" })).rows.length)';
  for (const [code, said] of [['import("luzhou-gazette/check").then(() => console.log("imported"))', "imported\n"], [script, "2\n"]]) {
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd: root, timeout: 20_000 });
    assert.equal((await run).stdout, said);
  }
});

test("a text is understood and judged; the counts add up to its rows", async () => {
  const { understanding, summary, rows, sheet } = await checkTable(LIST, { tier: "3A", day: "2024-06-01" });
  assert.deepEqual([understanding.kind.value, understanding.tier, understanding.doubts], ["list", { value: "3A", why: "", chosen: true }, []]);
  assert.deepEqual(understanding.columns.map((it) => it.role), ["code", "name", "amount"]);
  assert.equal(Object.values(summary.counts).reduce((sum, count) => sum + count), summary.rows);
  assert.deepEqual([summary.rows, summary.items, summary.above, summary.counts.above, summary.counts.equal], [5, 2, 100, 1, 1]);
  assert.deepEqual(rows.map((it) => [it.row, it.verdict]), [[1, "title"], [2, "head"], [3, "above"], [4, "equal"]]);
  assert.deepEqual(rows[2].prices, [{ tier: "3A", written: "26", amount: 2600, printed: 2500, verdict: "above" }]);
  assert.equal(rows[2].citation.page, 52);
  assert.equal(sheet, null);
});

test("what must be asked comes back as a doubt, and nothing is judged before it is answered", async () => {
  const open = await checkTable(LIST);
  assert.deepEqual([open.summary, open.rows], [null, []]);
  assert.deepEqual(open.understanding.doubts.map((it) => it.about), ["tier"]);
  const { key, value } = open.understanding.doubts[0].readings[0];
  assert.equal((await checkTable(LIST, { [key]: value })).rows.length, 4);
});

test("columns are fixed by their place, and one that is not there is null", async () => {
  const bill = "编码,医师,应收\n111100002,甲,30\n";
  const { rows } = await checkTable(bill, { kind: "bill", tier: "3A", day: "2024-06-01", columns: { amount: 2, quantity: null } });
  assert.deepEqual([rows[1].verdict, rows[1].prices[0].amount], ["above", 3000]);
});

test("bytes are decoded, workbooks read", async () => {
  const utf16 = Buffer.from(`\ufeff${LIST}`, "utf16le");
  assert.equal((await checkTable(utf16, { tier: "3A" })).rows.length, 4);
  const list = await checkTable(await workbook("sheets.xlsx"), { tier: "3A", day: "2024-06-01" });
  assert.equal(list.sheet.sheets[list.sheet.chosen].name, "三甲");
  assert.equal(list.summary.counts.equal, 1);
  const other = await checkTable(await workbook("sheets.xlsx"), { tier: "2A", day: "2024-06-01", sheet: 2 });
  assert.deepEqual([other.summary.items, other.rows[1].verdict], [2, "equal"]);
  // The notice's prices by the workbook's own days; an amount that is merged over two rows accuses neither.
  for (const name of ["days-1900.xlsx", "days-1904.xlsx"]) {
    const { rows, summary } = await checkTable(await workbook(name), { kind: "bill", tier: "3A" });
    assert.deepEqual(rows.map((it) => it.verdict), ["head", "equal", "equal", "unreadable", "unreadable"]);
    assert.deepEqual([summary.first_day, summary.last_day], ["2024-06-03", "2024-06-04"]);
  }
  const formulas = await checkTable(await workbook("formulas.xlsx"), { kind: "bill", tier: "3A", day: "2024-06-01" });
  assert.deepEqual(formulas.rows.slice(1, 3).map((it) => it.verdict), ["equal", "equal"]);
});

test("what is no table, and an option that is none, is an error with a code and a sentence", async () => {
  const fails = async (code, source, options) =>
    assert.rejects(checkTable(source, options), (error) => error instanceof TableError && error.code === code && error.message.length > 5);
  await fails("page", Buffer.from("%PDF-1.7"));
  await fails("locked", await workbook("locked.xlsx"));
  await fails("choice", LIST, { tier: "4A" });
  await fails("choice", LIST, { columns: { colour: 1 } });
  await assert.rejects(checkTable(LIST, { tier: "4A" }), /tier 只能是 3A、3B、2A、2B、below_2B/);
  await assert.rejects(checkTable(LIST, { kind: "table" }), /list（价目表）或 bill（账单）/);
  await assert.rejects(checkTable(LIST, { day: "yesterday" }), /日期 day 应写成 2024-06-01/);
});
