// How long the check of a large table takes, and how long the page is busy at a stretch meanwhile.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STRICT_POLICY, launch, open, pkg, serve } from "../tests/browser/helpers.mjs";
import { median, table } from "./report.mjs";

const CHECKS = 9;
const ROWS = 100_000;

/** A price list of many rows, of every kind that is marked. */
function list() {
  const kinds = ["210102015,67", "111100002,26", '330405017,"1,065.00"', "330604029-1,15", "999999999,8", "2.10102E+08,9"];
  const lines = Array.from({ length: ROWS }, (_, at) => `${at + 1},项目名称${at},${kinds[at % kinds.length]}`);
  return `序号,项目名称,项目编码,单价\r\n${lines.join("\r\n")}\r\n`;
}

/** Milliseconds from the choice of a file to its result, and the longest time in which the page was busy. */
async function checking(browser, url, file) {
  const { page, close } = await open(browser, url);
  await page.locator("luzhou-price-check #file").waitFor();
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    window.longest = 0;
    port1.onmessage = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - window.last);
      window.last = now;
      setTimeout(() => port2.postMessage(0), 0);
    };
    const go = document.querySelector("luzhou-price-check").shadowRoot.querySelector(".understood .first");
    window.done = new Promise((resolve) => {
      // Every row is judged when the button for the answer shows; the tap is the person's.
      new MutationObserver((_, observer) => {
        if (go.hidden) return;
        observer.disconnect();
        const now = performance.now();
        go.click();
        setTimeout(() => resolve(now), 100);
      }).observe(go, { attributes: true });
    });
    // The messages to the element begin when the file has been chosen.
    document.querySelector("luzhou-price-check").shadowRoot.querySelector("#file").addEventListener("change", () => {
      window.began = window.last = performance.now();
      port2.postMessage(0);
    }, { capture: true, once: true });
  });
  await page.setInputFiles("luzhou-price-check #file", file);
  const found = await page.evaluate(async () => [(await window.done) - window.began, window.longest, window.began]);
  const workers = page.workers().length;
  await close();
  return { time: found[0], longest: found[1], workers };
}

/** Measures, and prints a row for each place where the work may be done. */
export async function checks() {
  const directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const file = join(directory, "list.csv");
  await writeFile(file, list());
  const page = '<!doctype html><script src="luzhou-gazette-check.js" defer></script><luzhou-price-check tier="3A"></luzhou-price-check>';
  const headers = { "content-security-policy": STRICT_POLICY };
  const server = await serve(pkg, { files: { "/page.html": page, "/strict.html": { body: page, headers } } });
  const browser = await launch();
  const rows = [["", "workers", "done", "busy at a stretch"]];
  try {
    for (const [words, url] of [["in a worker", `${server.url}/page.html`], ["beside the page", `${server.url}/strict.html`]]) {
      const runs = [];
      for (let i = 0; i < CHECKS; i++) runs.push(await checking(browser, url, file));
      const of = (key) => median(runs.map((run) => run[key])).toFixed(0);
      rows.push([words, runs[0].workers, of("time"), of("longest")]);
    }
  } finally {
    await browser.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
  console.log(`\nA table of ${ROWS} rows checked, in ms; medians of ${CHECKS}`);
  table(rows);
}
