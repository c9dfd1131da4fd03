// What is taken away: the same in CSV and JSON, as its schema says, in no cell a formula, with source and licence.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import Ajv from "ajv/dist/2020.js";
import { issues, readIssue } from "../../tools/issue.mjs";
import { TABLES, cell, csv, schema, takeAway } from "../../tools/take-away.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const data = path.join(root, "data");
const folder = mkdtempSync(path.join(tmpdir(), "take-away-"));
after(() => rmSync(folder, { recursive: true }));
takeAway(folder);

const text = (name) => readFileSync(path.join(folder, name), "utf8");
const json = (name) => JSON.parse(text(`${name}.json`));
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A second reader of CSV, by its grammar, character by character. */
function read(csvText) {
  const lines = [[""]];
  let quoted = false;
  for (let at = csvText.charCodeAt(0) === 0xfeff ? 1 : 0; at < csvText.length; at += 1) {
    const character = csvText[at];
    const line = lines.at(-1);
    if (quoted) {
      if (character !== '"') line[line.length - 1] += character;
      else if (csvText[at + 1] === '"') line[line.length - 1] += csvText[(at += 1)];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ",") line.push("");
    else if (character === "\r" && csvText[at + 1] === "\n") lines.push([""]), (at += 1);
    else line[line.length - 1] += character;
  }
  lines.pop();
  return lines;
}

function validator(name) {
  const ajv = new Ajv({ strict: true, allErrors: true });
  ajv.addFormat("date", DAY);
  return ajv.compile(JSON.parse(text(`${name}.schema.json`)));
}

test("each table is what its schema says, and a spoiled one is not", () => {
  for (const name of Object.keys(TABLES)) {
    const valid = validator(name);
    const table = json(name);
    assert.ok(valid(table), JSON.stringify(valid.errors?.slice(0, 3)));
    assert.ok(table.rows.length > 0, name);
    for (const spoil of [
      (it) => delete it.licence,
      (it) => (it.source = []),
      (it) => (it.rows[0].more = 1),
      (it) => delete it.rows[0].issue,
      (it) => (it.rows[0].issue = null),
      (it) => ("page" in it.rows[0] ? (it.rows[0].page = "3") : (it.rows[0].id = 3)),
    ]) {
      const spoiled = json(name);
      spoil(spoiled);
      assert.ok(!valid(spoiled), `${name} ${spoil}`);
    }
  }
});

test("CSV and JSON say the same, row for row", () => {
  for (const [name, { columns }] of Object.entries(TABLES)) {
    const [head, ...lines] = read(text(`${name}.csv`));
    const { rows } = json(name);
    assert.deepEqual(head, Object.keys(columns));
    assert.equal(lines.length, rows.length, name);
    for (const [at, row] of rows.entries()) {
      assert.deepEqual(Object.keys(row), head);
      const said = lines[at].map((it, place) => {
        if (it === "") return null;
        return columns[head[place]].type === "string" ? it.replace(/^'/, "") : Number(it);
      });
      assert.deepEqual(said, Object.values(row), `${name} ${at + 1}`);
    }
  }
});

test("everything of the issues is in it", () => {
  const all = issues(data).map((id) => readIssue(path.join(data, id)));
  const sum = (count) => all.reduce((total, issue) => total + count(issue), 0);
  const counts = {
    prices: sum((issue) => issue.csv("prices.csv").length),
    documents: sum((issue) => issue.documents.length),
    clauses: sum((issue) => issue.documents.flatMap((it) => it.clause).length),
    decisions: sum((issue) => issue.decisions.flatMap((it) => it.row).length),
    anomalies: sum((issue) => issue.csv("anomalies.csv").length),
  };
  for (const [name, count] of Object.entries(counts)) assert.equal(json(name).rows.length, count, name);
  const { rows } = json("facts");
  const ids = rows.map(({ issue, id, from }) => `${issue} ${id} ${from}`);
  assert.equal(new Set(ids).size, ids.length, "an id stands twice");
  for (const issue of all) {
    const listed = new Map(rows.filter((row) => row.issue === issue.id).map((row) => [row.id, row]));
    for (const { key, subject, value, printed } of issue.facts.filter((it) => it.subject)) {
      const row = listed.get(key);
      assert.equal(row?.subject, subject, key);
      assert.equal(row.printed, printed, key);
      if (value) assert.equal(row.value, value, key);
    }
    // Every document but those that only name roads has more than its own dates.
    for (const { id } of issue.documents) assert.ok(rows.filter((row) => row.document === id).length > 2, id);
  }
});

test("a row is worded as it is known from the gazette", () => {
  const fact = (id) => json("facts").rows.find((row) => row.id === id);
  const part = (row, ...names) => names.map((name) => row[name]);
  const names = ["clause", "page", "comparator", "firmness", "value", "unit", "horizon"];
  for (const [id, ...expected] of [
    ["relocation_district_minimum", "三(一)", 30, "at_least", "firm", "12000", "元/户", null],
    ["talent_purchase_higher", "二(四)", 34, "at_most", "cap", "250000", "元", null],
    ["carbon_coal_2025", "二(一)1", 11, "at_most", "firm", "620", "万吨", "2025"],
    ["carbon_forest_cover_2030", "一(三)", 11, "at_least", "firm", "46.5", "%", "2030"],
    ["carbon_forest_cover_2030_striven", "二(八)2", 20, "at_least", "striven", "46.5", "%", "2030"],
    ["measure_model_units", "八(二十)", 38, "equal", "striven", "700", "家", "2024"],
    ["home_purchase_window", "二(四)", 33, "equal", "firm", "2024-01-01/2024-02-29", "期间", "2024-01-01/2024-02-29"],
    ["blood_xuyong_emergency_2024", "附件1", 47, "equal", "firm", "473", "人次", "2024"],
    ["road_jingan_length", "附件1", 28, "equal", "firm", "460", "米", null],
    ["document_openness_repeals_1", "第十八条", 41, "equal", "firm", "泸市府办发〔2020〕14号", "文号", null],
    ["masthead_postcode", "版权页", null, "equal", "firm", "646000", null, null],
  ]) {
    assert.deepEqual(part(fact(id), ...names), expected, id);
  }
  const price = (code) => json("prices").rows.find((row) => row.code === code);
  assert.deepEqual(part(price("310902006-13"), "tier_2B", "row", "from", "until"), [230, "增36", "2024-04-01", "2029-03-31"]);
  assert.deepEqual(part(price("410000015-1"), "tier_3A", "surcharge_percent"), [null, 20]);
  assert.equal(price("210102015").tier_below_2B, null);
});

test("no spreadsheet runs a cell", () => {
  for (const begin of ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−", " =", "\u200b=", "\u00a0=", "\u000b="]) {
    const bad = `${begin}HYPERLINK("x")`;
    const [, [shown]] = read(csv({ name: { type: "string" } }, [{ name: bad }]));
    assert.equal(shown, `'${bad}`, JSON.stringify(begin));
  }
  for (const [value, shown] of [["67.00", "67.00"], ["", ""], [null, ""], [-1.5, "-1.5"], ['a"b', '"a""b"'], ["a,b", '"a,b"'], ["a\r\nb", '"a\r\nb"']]) {
    assert.equal(cell(value), shown);
  }
  for (const name of Object.keys(TABLES)) {
    for (const line of read(text(`${name}.csv`))) {
      for (const it of line) assert.ok(!/^[\s\u200b]*[=+\-@＝＋－＠−]/.test(it), `${name} ${it}`);
    }
  }
});

test("a new issue joins, and what it does not have is no matter", () => {
  const more = path.join(folder, "more");
  for (const [id, number, total] of [["2024-01", 1, 59], ["2024-02", 2, 60]]) {
    mkdirSync(path.join(more, id), { recursive: true });
    writeFileSync(path.join(more, id, "issue.toml"), `year = 2024\nnumber = ${number}\ntotal = ${total}\ndate = "${id}"\n`);
  }
  const out = path.join(folder, "out");
  takeAway(out, more);
  const { rows, source } = JSON.parse(readFileSync(path.join(out, "facts.json"), "utf8"));
  assert.deepEqual(source, ["泸州市人民政府公报 2024年第1期（总第59期）", "泸州市人民政府公报 2024年第2期（总第60期）"]);
  assert.equal(rows.length, 6);
});

test("source and licence are named, and every file of the package is there", () => {
  const { license } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const title = ["泸州市人民政府公报 2024年第1期（总第59期）"];
  for (const name of Object.keys(TABLES)) {
    assert.equal(json(name).licence, license);
    assert.deepEqual(json(name).source, title);
    assert.equal(json(name).$schema, `${name}.schema.json`);
    assert.equal(schema(name).title, json(name).title);
  }
  const { licenses, sources, resources } = json("datapackage");
  assert.deepEqual(licenses.map(({ name }) => name), license.split(" OR "));
  assert.deepEqual(sources.map((it) => it.title), title);
  assert.deepEqual(resources.map((it) => it.path), Object.keys(TABLES).map((name) => `${name}.csv`));
  for (const { path: name, schema: { fields } } of resources) {
    assert.deepEqual(read(text(name))[0], fields.map((it) => it.name));
  }
  const files = Object.keys(TABLES).flatMap((name) => [`${name}.csv`, `${name}.json`, `${name}.schema.json`]);
  assert.deepEqual(readdirSync(folder).filter((name) => name.includes(".")).sort(), ["datapackage.json", ...files].sort());
});

test("the tables weigh at most 60 KB as a server sends them", () => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  const sent = Object.keys(TABLES).map((name) => brotliCompressSync(text(`${name}.json`), { params }).length);
  const sum = sent.reduce((one, other) => one + other, 0);
  assert.ok(sum <= 60_000, `${sum}: ${sent}`);
});

test("what no calculator uses is not in the modules", () => {
  const sources = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
  const code = sources.map((name) => readFileSync(path.join(root, "src", name), "utf8")).join("\n");
  const modules = ["luzhou-gazette_bg.wasm", "luzhou-gazette-check_bg.wasm"].map((name) => readFileSync(path.join(root, "pkg", name)));
  const all = issues(data).map((id) => readIssue(path.join(data, id)));
  const texts = all.flatMap((issue) => issue.facts.filter((it) => it.kind === "text"));
  const said = JSON.stringify(all.map(({ facts, decisions }) => [facts.map((it) => it.text), decisions]));
  const [used, unused] = [true, false].map((is) => texts.filter(({ key }) => code.includes(key.toUpperCase()) === is).map((it) => it.value));
  // A text of a few characters may stand in another, and a sentence may name the same.
  const alone = unused.filter((it) => it.length > 6 && !said.includes(it));
  assert.ok(used.length > 2 && alone.length > 5, `${used.length} ${alone.length}`);
  for (const value of alone) for (const module of modules) assert.equal(module.indexOf(value), -1, value);
  assert.ok(used.some((value) => modules[0].indexOf(value) >= 0), "the texts of used facts are looked for rightly");
});
