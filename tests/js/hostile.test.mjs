// What a careless or hostile caller may pass: the answer is an InputError, and the module lives on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { InputError, calculate, form, items, search } from "luzhou-gazette";

const good = () => calculate("relocation-subsidy", { households: 3, district_standard: 13000 }, { as_of: "2024-06-01" });
const alive = () => assert.equal(good().figures.find((it) => it.key === "known_minimum").value, 8400000);

const refused = (attempt, code, field) =>
  assert.throws(attempt, (error) => error instanceof InputError && error.code === code && error.field === field);

test("a getter that throws, however often, leaves the module whole", () => {
  for (let i = 0; i < 4000; i++) {
    assert.throws(() => calculate("relocation-subsidy", { get households() { throw new TypeError("mine"); } }), /mine/);
  }
  alive();
});

test("cycles and great depths are refused", () => {
  const cycle = {};
  cycle.households = cycle;
  const list = [];
  list.push(list);
  let deep = {};
  for (let i = 0; i < 100_000; i++) deep = { households: deep };
  for (let i = 0; i < 50; i++) {
    for (const answers of [cycle, { group: list }, deep]) {
      assert.throws(() => calculate("relocation-subsidy", answers), (error) => error.code === "wrong_type");
    }
  }
  alive();
});

test("names and queries that are no texts are unknown, not a trap", () => {
  for (const name of [5, {}, [], Symbol("x"), undefined, null, ["relocation-subsidy"]]) {
    refused(() => calculate(name), "unknown_calculator", "");
    refused(() => form(name), "unknown_calculator", "");
    assert.deepEqual(search(name), { note: "", hits: [], more: 0 });
    assert.deepEqual(items(name), []);
  }
  assert.deepEqual(search("zyxx", -1).hits, []);
  alive();
});

test("answers of another realm or without a prototype count, and what is no row of answers is refused", () => {
  const expected = JSON.stringify(good());
  const text = '({ households: 3, district_standard: 13000 })';
  const bare = Object.assign(Object.create(null), { households: 3, district_standard: 13000 });
  for (const answers of [runInNewContext(text), bare]) {
    assert.equal(JSON.stringify(calculate("relocation-subsidy", answers, runInNewContext('({ as_of: "2024-06-01" })'))), expected);
  }
  for (const answers of ["households=3", 3, true, [], new Map([["households", 3]]), new Date(), () => 1]) {
    refused(() => calculate("relocation-subsidy", answers), "wrong_type", "");
    refused(() => calculate("relocation-subsidy", {}, answers), "wrong_type", "");
  }
});

test("a hole in a list is refused at its place", () => {
  const line = { code: "210102015", quantity: 1 };
  refused(() => calculate("medical-fee", { lines: [null, { code: "bad" }] }), "wrong_type", "lines[0]");
  refused(() => calculate("medical-fee", { lines: [line, , line] }), "wrong_type", "lines[1]");
});

test("numbers are taken as they print", () => {
  const standard = (value) => calculate("relocation-subsidy", { households: 1, district_standard: value }, { as_of: "2024-06-01" });
  const value = (outcome) => outcome.figures.find((it) => it.key === "district").value;
  assert.equal(value(standard(12000.3)), 1200030);
  assert.equal(value(standard(12000n)), 1200000);
  for (const [number, code] of [[12000.005, "too_many_decimals"], [12000.1 + 0.2, "too_many_decimals"], [NaN, "not_a_number"], [Infinity, "not_a_number"], [1e21, "not_a_number"], [-0, "below_minimum"]]) {
    refused(() => standard(number), code, "district_standard");
  }
});

test("an answer named __proto__ or constructor is an unknown one, and no prototype is changed", () => {
  for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    refused(() => calculate("relocation-subsidy", JSON.parse(`{"${key}":{"households":3}}`)), "unknown_field", key);
    refused(() => calculate("relocation-subsidy", {}, JSON.parse(`{"${key}":true}`)), "unknown_field", key);
    refused(() => calculate("medical-fee", { lines: [JSON.parse(`{"code":"111100002","${key}":"x"}`)] }), "unknown_field", `lines[0].${key}`);
    refused(() => calculate(key), "unknown_calculator", "");
  }
  assert.deepEqual([{}.households, Object.keys(Object.prototype)], [undefined, []]);
  alive();
});

test("texts of ten million characters are refused or find nothing, within a few seconds", () => {
  const long = "9".repeat(10_000_000);
  const started = performance.now();
  refused(() => calculate("medical-fee", { lines: [{ code: long }] }), "unknown_code", "lines[0].code");
  refused(() => calculate("home-purchase-subsidy", { contract_date: long }), "date_out_of_range", "contract_date");
  assert.throws(() => calculate("home-purchase-subsidy", { price: long }), (error) => error.message.length < 1000);
  assert.deepEqual([search(long).hits, items(`${long} a 9`)], [[], []]);
  assert.ok(performance.now() - started < 20_000, `${performance.now() - started} ms`);
  alive();
});
