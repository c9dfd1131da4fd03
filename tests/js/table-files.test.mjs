// Every file of tests/check/files/ through the built module: the same as natively, row by row. `files.md` says what.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { mock, test } from "node:test";
import { TableError, checkTable } from "luzhou-gazette/check";

const folder = new URL("../check/", import.meta.url);

// A day that is not chosen is today: where a program names one, the check does not ask which column the days are in.
mock.timers.enable({ apis: ["Date"], now: Date.UTC(2024, 5, 1, 4) });

const LETTERS = {
  above: ">", below: "<", equal: "=", unreadable: "?", no_price: "-", not_in_force: "x", refunded: "r", not_in_notice: "o",
  title: "T", head: "H", section: "S", total: "M", remark: "N", blank: "_",
};

/** The letters of all rows; more than nine of a kind in a row with their number. */
function letters({ summary, rows }) {
  const all = Array(summary.rows).fill("_");
  for (const { row, verdict } of rows) all[row - 1] = LETTERS[verdict];
  return all.join("").replace(/(.)\1{9,}/g, (run, letter) => `${letter}*${run.length}`);
}

function options(words) {
  const chosen = { columns: {} };
  for (const word of words.split(" ").filter(Boolean)) {
    const [key, value] = word.split("=");
    if (["kind", "tier", "day"].includes(key)) chosen[key] = value;
    else chosen.columns[key] = value === "none" ? null : Number(value);
  }
  return chosen;
}

async function told(bytes, words) {
  try {
    const check = await checkTable(bytes, options(words));
    const { refusal, doubts } = check.understanding;
    if (refusal) return "refused";
    return doubts.length ? `asks ${doubts.map((it) => it.about).join(" ")}` : letters(check);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return `refused ${error.code === "decode" ? "encoding" : error.code}`;
  }
}

test("every file is understood and judged as its line says", async () => {
  const lines = (await readFile(new URL("files.md", folder), "utf8")).split("\n").filter((line) => line.startsWith("| `"));
  assert.ok(lines.length >= 150);
  const wrong = [];
  for (const line of lines) {
    const [name, words, expected] = line.slice(1, -1).split(" | ").map((cell) => cell.replaceAll("`", "").trim());
    const is = await told(await readFile(new URL(`files/${name}`, folder)), words);
    if (is !== expected) wrong.push({ name, words, is, expected });
  }
  assert.deepEqual(wrong, []);
});
