// Workbooks and saved sheets that are broken at random, the same each time: they are read, or it is said why not. FUZZ_RUNS
// says how many of each, FUZZ_SEED with which beginning.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { calculate } from "luzhou-gazette";
import { readWorkbook } from "../../pkg/luzhou-gazette-workbook-module.js";
import { compare, readSheet } from "../../www/reopen.js";
import { CASE } from "../../www/sheet.js";

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 14);

/** Whole numbers below a limit, by a seed: mulberry32. */
function chance(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Bytes with a few of them turned, a piece doubled, taken out or cut off. */
function brokenBytes(bytes, below) {
  const copy = Uint8Array.from(bytes);
  const [from, length] = [below(copy.length || 1), below(64)];
  const ways = [
    () => (copy[from] ^= 1 << below(8), copy),
    () => (copy.fill(below(256), from, from + length), copy),
    () => copy.slice(0, from),
    () => Uint8Array.from([...copy.slice(0, from), ...copy.slice(from + length)]),
    () => Uint8Array.from([...copy.slice(0, from + length), ...copy.slice(from)]),
  ];
  return ways[below(ways.length)]();
}

const ODD = ["", "0", "-1", "1e308", "NaN", "99999999999999999999", "\u0000", "\ud800", "<!--", "]]>", "&#x41;&bogus;", '"', "__proto__", "constructor", "=1+1", "</pre>", "null", "{}", "[]"];

/** A text with an odd word in the place of a number, a word or any piece. */
function brokenText(text, below) {
  const word = ODD[below(ODD.length)];
  const pieces = [...text.matchAll([/\d+/g, /"[^"]*"/g, /[a-zA-Z_]+/g, /<[^>]*>/g, /.{1,20}/gs][below(5)])];
  if (pieces.length === 0) return word;
  const piece = pieces[below(pieces.length)];
  return text.slice(0, piece.index) + word + text.slice(piece.index + piece[0].length);
}

const folder = new URL("../browser/workbooks/", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".xlsx"));
const workbooks = await Promise.all(names.map(async (name) => new Uint8Array(await readFile(new URL(name, folder)))));

/** A workbook of which the archive or one of its parts is broken. */
function brokenWorkbook(below) {
  const bytes = workbooks[below(workbooks.length)];
  if (below(3) === 0 || bytes[0] !== 0x50) return brokenBytes(bytes, below);
  const parts = unzipSync(bytes);
  const name = Object.keys(parts)[below(Object.keys(parts).length)];
  let text = new TextDecoder().decode(parts[name]);
  for (let times = 1 + below(3); times > 0; times--) text = brokenText(text, below);
  return zipSync({ ...parts, [name]: new TextEncoder().encode(text) });
}

test(`${RUNS} broken workbooks are read whole, or refused for a reason that is known`, async () => {
  const below = chance(SEED);
  const told = {};
  for (let run = 0; run < RUNS; run++) {
    const bytes = brokenWorkbook(below);
    const started = performance.now();
    const sheet = await readWorkbook(bytes).catch((error) => {
      assert.ok(["locked", "huge", "damaged", "empty"].includes(error.why), `run ${run}: ${error.stack}`);
      return error.why;
    });
    assert.ok(performance.now() - started < 10_000, `run ${run} took too long`);
    told[sheet.rows ? "read" : sheet] = (told[sheet.rows ? "read" : sheet] ?? 0) + 1;
    if (typeof sheet === "string") continue;
    const lines = sheet.lines(0, sheet.rows).split("\r\n");
    assert.equal(lines.length, sheet.rows + 1, `run ${run}`);
    for (const line of lines.slice(0, -1)) assert.match(line, /^("([^"]|"")*"(\t|$))*$/, `run ${run}`);
    assert.ok(sheet.sheets.length > sheet.chosen && sheet.remarks.every((it) => it.endsWith("。")), `run ${run}`);
  }
  // Where all are refused nothing is tried.
  if (RUNS >= 100) assert.ok(told.read > RUNS / 10 && told.damaged > RUNS / 20, JSON.stringify(told));
});

const outcome = calculate("relocation-subsidy", { households: 2, district_standard: 13000 }, { as_of: "2024-06-01" });
const carried = {
  format: 1, version: "2024-01 / 0.1.0", calculator: outcome.calculator, as_of: outcome.as_of, answers: { households: "2" }, verdict: outcome.verdict, summary: outcome.summary,
  figures: outcome.figures.map(({ key, label, text }) => ({ key, label, text })), findings: [],
  steps: outcome.steps.map(({ label, expression, result }) => ({ label, expression, result })),
};
const sheetText = (json) => `<!doctype html><html lang="zh-CN"><body>${CASE}${json}</pre></body></html>`;

test(`${RUNS} broken sheets are compared, or refused in words, and none is called the same`, async () => {
  const below = chance(SEED);
  const told = {};
  const whole = JSON.stringify(carried);
  for (let run = 0; run < RUNS; run++) {
    let json = whole;
    for (let times = 1 + below(3); times > 0; times--) json = brokenText(json, below);
    const text = below(8) ? sheetText(json) : brokenText(sheetText(json), below);
    const sheet = await readSheet(new File([text], "sheet.html"));
    told[typeof sheet] = (told[typeof sheet] ?? 0) + 1;
    if (typeof sheet === "string") {
      assert.match(sheet, /。$/, `run ${run}`);
      continue;
    }
    for (const version of [carried.version, "2030-01 / 9.9.9"]) {
      const { state, words } = compare(sheet, outcome, version, sheetText(whole));
      assert.ok(["same", "part", "other"].includes(state), `run ${run}`);
      assert.doesNotMatch(words, /undefined|\[object/, `run ${run}: ${json}`);
      assert.ok(state !== "same" || text === sheetText(whole), `run ${run}: ${words}`);
    }
  }
  if (RUNS >= 100) assert.ok(told.object > RUNS / 20 && told.string > RUNS / 20, JSON.stringify(told));
  assert.equal(Object.prototype.format, undefined);
});
