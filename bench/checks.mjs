// How long the check of a large table takes, and how long the page is busy at a stretch meanwhile.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STRICT_POLICY, launch, open, pkg, serve } from "../tests/browser/helpers.mjs";
import { median, table } from "./report.mjs";

const CHECKS = 9;
const ROWS = 100_000;

/** As many rows as a file is ever likely to have, and as often as the same page checks one after the other. */
const MANY = 1_000_000;
const AGAIN = 10;

/** A price list of many rows, of every kind that is marked. */
function list(rows) {
  const kinds = ["210102015,67", "111100002,26", '330405017,"1,065.00"', "330604029-1,15", "999999999,8", "2.10102E+08,9"];
  const lines = Array.from({ length: rows }, (_, at) => `${at + 1},项目名称${at},${kinds[at % kinds.length]}`);
  return `序号,项目名称,项目编码,单价\r\n${lines.join("\r\n")}\r\n`;
}

/** Runs in the page: from now on it notes how long it is busy at a stretch, and the moment when every row is judged; then the answer is opened. */
const watch = () => {
  const root = document.querySelector("luzhou-price-check").shadowRoot;
  const go = root.querySelector(".understood .first");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - window.last);
    window.last = now;
    setTimeout(() => port2.postMessage(0), 0);
  };
  root.querySelector("#file").addEventListener("change", () => {
    // The messages to the element begin when the file has been chosen.
    if (window.began === undefined) port2.postMessage(0);
    window.longest = 0;
    window.began = window.last = performance.now();
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
  }, { capture: true });
};

/** Milliseconds from the choice of a file to its result, and the longest time in which the page was busy; so often on one page. */
async function checking(browser, url, file, times = 1, after = async () => {}) {
  const { page, close } = await open(browser, url);
  await page.locator("luzhou-price-check #file").waitFor();
  await page.evaluate(watch);
  const runs = [];
  for (let run = 0; run < times; run++) {
    await page.setInputFiles("luzhou-price-check #file", file);
    const [time, longest] = await page.evaluate(async () => [(await window.done) - window.began, window.longest]);
    runs.push({ time, longest, workers: page.workers().length });
    await after(runs.length);
  }
  await close();
  return runs;
}

/** The memory of all processes of the browser that this script has started, in megabytes, by the kernel's accounts. */
async function memory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  let bytes = 0;
  for (const { id, type } of processInfo) {
    if (type !== "renderer") continue;
    const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
    bytes += 1024 * Number(/VmRSS:\s*(\d+)/.exec(status)?.[1] ?? 0);
  }
  return bytes / 2 ** 20;
}

/** Measures, and prints a row for each place where the work may be done. */
export async function checks() {
  const directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const files = [join(directory, "list.csv"), join(directory, "many.csv")];
  await writeFile(files[0], list(ROWS));
  await writeFile(files[1], list(MANY));
  const page = '<!doctype html><script src="luzhou-gazette-check.js" defer></script><luzhou-price-check tier="3A"></luzhou-price-check>';
  const headers = { "content-security-policy": STRICT_POLICY };
  const server = await serve(pkg, { files: { "/page.html": page, "/strict.html": { body: page, headers } } });
  const browser = await launch();
  const rows = [["", "workers", "done", "busy at a stretch"]];
  const held = [];
  try {
    for (const [words, url] of [["in a worker", `${server.url}/page.html`], ["beside the page", `${server.url}/strict.html`]]) {
      const runs = [];
      for (let i = 0; i < CHECKS; i++) runs.push(...(await checking(browser, url, files[0])));
      const of = (key) => median(runs.map((run) => run[key])).toFixed(0);
      rows.push([words, runs[0].workers, of("time"), of("longest")]);
    }
    const [many] = await checking(browser, `${server.url}/page.html`, files[1]);
    rows.push([`${MANY} rows in a worker, once`, many.workers, many.time.toFixed(0), many.longest.toFixed(0)]);
    await checking(browser, `${server.url}/page.html`, files[0], AGAIN, async () => held.push((await memory(browser)).toFixed(0)));
  } finally {
    await browser.close();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
  console.log(`\nA table of ${ROWS} rows checked, in ms; medians of ${CHECKS}`);
  table(rows);
  console.log(`  ${AGAIN} checks on one page, MB that its process holds after each: ${held.join(" ")}`);
}
