// What a query costs over everything, in Node and in Chromium: each of the judged lists, and its first half.

import { readFile, readdir } from "node:fs/promises";
import { search, searchAlso } from "luzhou-gazette";
import { launch, open, serve, site } from "../tests/browser/helpers.mjs";
import { median, table } from "./report.mjs";

const ROUNDS = 9;

/** Every query of the lists, and its first half. */
async function typed() {
  const lists = ["everything.md", "queries.md"].map((name) => readFile(new URL(`../tests/search/${name}`, import.meta.url), "utf8"));
  const rows = (await Promise.all(lists)).flatMap((text) => text.split("\n").filter((line) => /^\| (?!---|what is typed)/.test(line)));
  const whole = rows.map((line) => line.split("|")[1].trim());
  const halves = whole.map((query) => [...query].slice(0, [...query].length >> 1).join(""));
  return [...new Set([...whole, ...halves])].filter(Boolean);
}

/** The median time of each query in ms, slowest first. Runs in Node and in the page. */
function timed(search, queries, rounds) {
  const times = queries.map((query) => {
    const own = Array.from({ length: rounds }, () => {
      const start = performance.now();
      // A browser's clock is coarse.
      for (let again = 0; again < 4; again++) search(query);
      return (performance.now() - start) / 4;
    });
    return [own.sort((a, b) => a - b)[rounds >> 1], query];
  });
  return times.sort(([a], [b]) => b - a);
}

/** Measures, and prints a row for each place. */
export async function queries() {
  const all = await typed();
  const folder = (await readdir(site)).find((name) => name.startsWith("files-"));
  const script = await readFile(`${site}/${folder}/corpus.js`, "utf8");
  const rows = [["", "middle", "slowest", "made in", "the slowest"]];
  const row = (name, times, first) => rows.push([name, median(times.map(([time]) => time)).toFixed(3), times[0][0].toFixed(3), first.toFixed(1), times[0][1]]);
  const entries = JSON.parse(script.slice(script.indexOf("=") + 1));
  const start = performance.now();
  searchAlso(entries);
  const first = performance.now() - start;
  row("Node", timed(search, all, ROUNDS), first);

  const server = await serve(site);
  const browser = await launch();
  try {
    const { page } = await open(browser, `${server.url}/check.html`);
    await page.evaluate(`window.timed = ${timed}`);
    const measured = await page.evaluate(
      async ({ folder, all, entries, ROUNDS }) => {
        const gazette = await import(`/${folder}/luzhou-gazette-module.js`);
        await gazette.ready();
        const start = performance.now();
        gazette.searchAlso(entries);
        const first = performance.now() - start;
        return { first, times: window.timed(gazette.search, all, ROUNDS) };
      },
      { folder, all, entries, ROUNDS },
    );
    row("Chromium", measured.times, measured.first);
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`\nA query in ms, warm, of ${all.length}; medians of ${ROUNDS}. The index is made once.`);
  table(rows);
}
