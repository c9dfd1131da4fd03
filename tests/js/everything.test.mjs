// The judged lists of queries through the built module, with what the page loads besides: as natively (tests/everything.rs).

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { search, searchAlso } from "luzhou-gazette";
import { TABLES, tables } from "../../tools/take-away.mjs";
import { fileURLToPath } from "node:url";

const site = new URL("../../pkg/site/", import.meta.url);
const folder = (await readdir(site)).find((name) => name.startsWith("files-"));
const script = await readFile(new URL(`${folder}/corpus.js`, site), "utf8");
const entries = JSON.parse(script.slice(script.indexOf("=") + 1));

/** The rows of a table of a list: what is typed, and what must come first. */
async function rows(name) {
  const text = await readFile(new URL(`../search/${name}`, import.meta.url), "utf8");
  const lines = text.split("\n## ")[0].split("\n").filter((line) => line.startsWith("| ")).slice(2);
  return lines.map((line) => line.split("|").map((cell) => cell.trim()).slice(1, 3));
}

/** What came first, as the lists write it. */
function told({ note, hits: [first] }) {
  const words = first?.kind === "item" ? first.detail.split(" ")[0] : first?.link.replace("documents/", "").replace(".html", "");
  return note ? ["没列", words].filter(Boolean).join(" ") : (words ?? "没有");
}

test("without what the page has besides a figure of the text finds nothing", () => {
  assert.equal(told(search("20.4%")), "没有");
});

test("what must come first does", async () => {
  searchAlso(entries);
  for (const name of ["everything.md", "queries.md"]) {
    const all = await rows(name);
    assert.ok(all.length >= 80, name);
    for (const [query, wanted] of all) assert.equal(told(search(query)), wanted, query);
  }
});

test("a hit shows the statement with its amount, says where it is printed, and how many more there are", () => {
  const { hits, more } = search("20.4%");
  const [hit] = hits;
  assert.deepEqual(hit, {
    kind: "told",
    title: "行政复议纠错率：20.4%（2023 年）",
    detail: "数字 · 泸市府函〔2024〕12号 二(四)，第 26 页",
    link: "documents/rule_of_law.html#law_review_corrected_rate",
    from: null,
    until: null,
  });
  assert.equal(more, 0);
  const years = search("2030", 10);
  assert.ok(years.hits.length === 10 && years.more > 10);
  assert.equal(search("2030", 1000).hits.length, 10 + years.more);
  // What is over says until when.
  assert.equal(search("购房补助占总价的比例").hits[0].until, "2024-02-29");
});

test("every statement, clause and anomaly is found by its own words, and leads to a place of its own", async () => {
  const all = tables(fileURLToPath(new URL("../../data", import.meta.url)));
  assert.ok(all.facts.length >= 300 && TABLES.facts);
  const found = (words) => search(words, 1000).hits.map(({ link }) => link);
  for (const { id, subject } of all.facts) {
    const links = found(subject).filter((link) => link.endsWith(`#${id}`));
    assert.equal(links.length, 1, `${id} ${subject}`);
  }
  for (const { clause, gist } of all.clauses) assert.ok(found(gist).some((link) => link.endsWith(`#${clause}`)), gist);
  for (const { id, text } of all.anomalies) assert.ok(found(text).some((link) => link.endsWith(`#${id}`)), text);
});

test("each link leads to a page of the site that has the place", async () => {
  const pages = new Map();
  for (const line of entries.split("\n").slice(1)) {
    const link = line.split("\t")[2];
    const [page, place] = link.split("#");
    if (!page) continue;
    if (!pages.has(page)) pages.set(page, await readFile(new URL(page, site), "utf8"));
    if (place) assert.ok(pages.get(page).includes(` id="${place}"`), link);
  }
  assert.ok(pages.size >= 12, String(pages.size));
});

test("entries that are no entries are found by none, and a second call changes nothing", () => {
  searchAlso("\n\t\t\n\n地铁");
  assert.equal(told(search("地铁")), "没有");
  assert.equal(told(search("481")), "rule_of_law#law_review_applications");
});
