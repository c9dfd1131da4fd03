// The timeline's field reads a day as the calculators' forms do: the same texts, the same days.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculate } from "luzhou-gazette";
import { readDay } from "../../www/day.js";

const TYPED = [
  ["20240115", "2024-01-15"],
  ["2024-01-15", "2024-01-15"],
  ["2024-1-5", "2024-01-05"],
  ["2024/1/15", "2024-01-15"],
  ["2024.1.15", "2024-01-15"],
  ["2024年1月15日", "2024-01-15"],
  ["2024年1月15号", "2024-01-15"],
  ["２０２４年１月１５日", "2024-01-15"],
  [" 2024-02-29 ", "2024-02-29"],
  ["2024 1 15", "2024-01-15"],
  ["1900-01-01", "1900-01-01"],
  ["2999-12-31", "2999-12-31"],
  ...["1899-12-31", "3000-01-01", "2023-02-29", "2024-13-01", "2024-00-10", "20241301", "2024", "2024-01", "1/5", "明天", "2024-001-15", "24-01-15"].map((typed) => [typed, undefined]),
];

for (const [typed, day] of TYPED) {
  test(`${JSON.stringify(typed)} is ${day ?? "no day"}`, () => {
    assert.equal(readDay(typed), day);
    const ask = () => calculate("policy-validity", { document: "forest_fire", date: typed });
    if (!day) return assert.throws(ask, { field: "date" });
    const [year, month, date] = day.split("-").map(Number);
    assert.ok(ask().steps[0].expression.startsWith(`${year}年${month}月${date}日`), ask().steps[0].expression);
  });
}
