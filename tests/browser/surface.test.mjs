// What a host may rely on: the tables of attributes, events, custom properties and parts in pkg/README.md, held against the
// code and against what stands in the page.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { calculators } from "luzhou-gazette";
import { SHOWN, startCity } from "./city.mjs";
import { mounted } from "./helpers.mjs";

const city = startCity();
const root = new URL("../../", import.meta.url);
const read = (path) => readFile(new URL(path, root), "utf8");
const sorted = (names) => [...new Set(names)].sort();

/** The names in the first column of the table whose head begins so. */
async function table(head) {
  const lines = (await read("pkg/README.md")).split("\n");
  const from = lines.findIndex((line) => line.startsWith(`| ${head}`));
  assert.ok(from > 0, head);
  const rest = lines.slice(from + 2);
  const rows = rest.slice(0, rest.findIndex((line) => !line.startsWith("|")));
  return sorted(rows.flatMap((row) => row.split(" | ")[0].match(/`[^`]+`/g)).map((name) => name.slice(1, -1)));
}

/** All Rust of the element. */
async function rust() {
  const files = [];
  for (const folder of ["crates/browser/src/", "crates/dom/src/"]) {
    for (const entry of await readdir(new URL(folder, root), { recursive: true })) {
      if (entry.endsWith(".rs")) files.push(await read(folder + entry));
    }
  }
  return files.join("\n");
}

const found = (text, pattern) => [...text.matchAll(pattern)].map((it) => it[1]);

test("attributes", async () => {
  const shell = await read("www/shell.js");
  const code = [...found(await read("crates/browser/src/looking.rs"), /\.get_attribute\("([a-z-]+)"\)/g)];
  code.push(...found(shell, /SUBMIT_AS = "([a-z-]+)"/g));
  code.push(...found((await read("www/element.js")) + (await read("www/sheet.js")), /host\.getAttribute\("([a-z-]+)"\)/g));
  code.push(...found((await read("www/base.css")) + (await read("www/widget.css")), /:host\(\[([a-z-]+)/g));
  assert.match(shell, /"size", "style", "theme"/);
  assert.deepEqual(sorted(code.filter((name) => name !== "hidden" && !name.startsWith("data-"))), await table("属性"));
});

test("events", async () => {
  const code = found((await rust()) + (await read("www/shell.js")), /"(luzhou-[a-z]+)"/g);
  assert.deepEqual(sorted(code.filter((name) => name !== "luzhou-gazette")), await table("事件"));
});

test("custom properties", async () => {
  const code = found((await read("www/base.css")) + (await read("www/widget.css")), /var\((--luzhou-[a-z-]+)/g);
  assert.deepEqual(sorted(code), await table("外观"));
});

test("parts: what stands in the page is in the table, and what is in the table stands in the code", async () => {
  const told = await table("部件");
  const code = (await rust()) + (await read("www/shell.js"));
  const named = new Set(found(code, /"([a-z][a-z -]*)"/g).flatMap((names) => names.split(" ")));
  assert.deepEqual(told.filter((name) => !named.has(name)), [], "in the table, not in the code");
  const seen = new Set();
  await city.at("", async (page) => {
    const look = async () => {
      const parts = (host) => [...host.shadowRoot.querySelectorAll("[part]")].flatMap((it) => it.getAttribute("part").split(" "));
      for (const part of await page.$eval(SHOWN, parts)) seen.add(part);
    };
    for (const { name } of calculators()) {
      await page.evaluate((name) => (location.hash = name), name);
      await page.waitForFunction(([shown, name]) => document.querySelector(shown)?.getAttribute("name") === name, [SHOWN, name]);
      await mounted(page, SHOWN);
      await look();
      for (const button of await page.locator(`${SHOWN} .tries button`).all()) {
        await button.click();
        await look();
      }
    }
    await page.evaluate(() => (location.hash = "medical-fee"));
    await page.locator(`${SHOWN} [id$=-code]`).last().pressSequentially("cgz");
    await look();
  });
  assert.ok(seen.size > 60, `${seen.size}`);
  assert.deepEqual(sorted(seen).filter((name) => !told.includes(name)), [], "in the page, not in the table");
});
