// What is read where no calculator can run: everything that a calculator answers from, once, in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { calculators } from "luzhou-gazette";
import { SOURCES, figures, sourceOf } from "../../tools/documents/figures.mjs";
import { tables } from "../../tools/take-away.mjs";

const data = tables(fileURLToPath(new URL("../../data", import.meta.url)));
const named = calculators().map(({ name, title }) => [name, title]);
const text = String(figures(named, data));

test("every calculator has its place, and every statement and decision table stands in one", () => {
  const without = named.map(([name]) => name).filter((name) => !text.includes(`<details data-of="${name}"`));
  assert.deepEqual(without, ["what-applies-to-me"], "only the interview answers from nothing of its own");
  assert.deepEqual(Object.keys(SOURCES).filter((name) => !named.some(([it]) => it === name)), []);
  const sources = named.map(([name]) => sourceOf(name, data.decisions));
  const starts = sources.flatMap(({ facts = [] }) => facts);
  const unread = data.facts.filter(({ id }) => !id.startsWith("masthead_") && !starts.some((start) => id.startsWith(start)));
  assert.deepEqual(unread.map(({ id }) => id), []);
  const listed = Object.values(SOURCES).flatMap(({ facts = [] }) => facts);
  assert.deepEqual(listed.filter((start) => !data.facts.some(({ id }) => id.startsWith(start))), []);
  const read = sources.flatMap((it) => it.tables ?? []);
  assert.deepEqual(read.sort(), [...new Set(data.decisions.map(({ table }) => table))].sort());
});

test("a figure stands there with its unit, its bound and its clause", () => {
  for (const words of [
    "<td>避险搬迁每户的市级补助</td><td>15,000 元/户</td><td>三(一)</td>",
    "<td>不少于 12,000 元/户</td>",
    "<td>2%（有效：2024年1月1日至2月29日）</td>",
    "<td>森林防火期（全市）</td><td>2024年1月1日至5月31日",
    "<td>购房补助的期间（中心城区建设用地区域）</td><td>2024年1月1日至2月29日</td>",
    "<p>《地质灾害避险搬迁政策指导意见》（泸市府办规〔2024〕1号）：2024年2月18日至2029年2月17日</p>",
    "<p>《恢复和扩大消费的若干措施》（泸市府办发〔2024〕1号）：2024年1月17日印发，没写到哪天</p>",
    "<td>不低于 二级</td>",
    "<td>降价的项目</td><td>43 项</td><td>泸市医保发〔2023〕39号 一</td>",
    "<td>0830-3101346</td>",
    "<td>用血量（古蔺县，2023）</td><td>8,964 单位</td>",
  ]) assert.ok(text.includes(words), words);
});

test("what comes from the data is text", () => {
  const fact = { ...data.facts.find(({ id }) => id === "relocation_city"), subject: "<b>\"&" };
  assert.ok(String(figures(named, { ...data, facts: [fact] })).includes("<td>&lt;b&gt;&quot;&amp;</td>"));
});
