// The time from going to a page to the first form that can be filled in, on a slow phone: CPU 4 times slower, 250 KB/s,
// 100 ms. One run holds the versions and the ways of serving beside each other, one opening of each in turn.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, pkg, serve } from "../tests/browser/helpers.mjs";
import { median, table } from "./report.mjs";

const ROUNDS = 9;
const ELEMENT = '<luzhou-calculator name="home-purchase-subsidy"></luzhou-calculator>';
const inputs = Array.from({ length: 6 }, (_, at) => `<p><label>${at} <input></label></p>`).join("");

/** What pkg/README.md advises for the module, so that its files are not asked for one after the other. */
const AHEAD = `<link rel="modulepreload" href="luzhou-gazette-module.js">
<link rel="preload" href="luzhou-gazette_bg.wasm" as="fetch" type="application/wasm" crossorigin>`;

/** A page with the one script, one with the module beside its `.wasm`, and one that is ready when it is there. */
const PAGES = {
  "/script.html": `<!doctype html><meta charset="utf-8"><script src="luzhou-gazette.js" defer></script>${ELEMENT}`,
  "/module.html": `<!doctype html><meta charset="utf-8">${AHEAD}<script type="module" src="start.js"></script>${ELEMENT}`,
  "/start.js": 'import { defineElement } from "./luzhou-gazette-module.js";\ndefineElement();\n',
  "/plain.html": `<!doctype html><meta charset="utf-8"><script src="plain.js" defer></script><form>${inputs}</form>`,
  "/plain.js": 'requestAnimationFrame(() => dispatchEvent(new Event("luzhou-ready")));',
};
const ENCODINGS = { raw: "", gzip: "gzip", brotli: "br" };

async function opening(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const line = { offline: false, latency: 100, downloadThroughput: 250_000, uploadThroughput: 250_000 };
  await session.send("Network.emulateNetworkConditions", line);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    window.ready = new Promise((resolve) => {
      addEventListener("luzhou-ready", () => resolve(performance.now()), { once: true });
    });
  });
  await page.goto(url, { waitUntil: "commit" });
  const time = await page.evaluate(() => window.ready);
  await context.close();
  return time;
}

/** The pages of every version, served in every way. `before` is the folder of an older version's `pkg`, if any. */
async function places(before) {
  const all = [];
  for (const [words, encoding] of Object.entries(ENCODINGS)) {
    const add = async (directory, name, path) => {
      const server = await serve(directory, { files: PAGES, encoding });
      all.push({ name, words, url: server.url + path, server, times: [] });
    };
    await add(pkg, "a plain page with six inputs", "/plain.html");
    await add(pkg, "the one script", "/script.html");
    await add(pkg, "streaming .wasm", "/module.html");
    if (before) await add(before, "the one script before", "/script.html");
  }
  return all;
}

/** Measures, and prints a row for each page with a column for each way of serving. */
export async function openings(before) {
  const browser = await launch();
  const all = await places(before);
  try {
    // The first opening of each is not counted: the server compresses then.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const place of all) {
        const time = await opening(browser, place.url);
        if (round > 0) place.times.push(time);
      }
    }
  } finally {
    await browser.close();
    for (const { server } of all) await server.close();
  }
  const of = (name, words) => median(all.find((it) => it.name === name && it.words === words).times);
  const ways = Object.keys(ENCODINGS);
  const names = [...new Set(all.map(({ name }) => name))];
  console.log(`\nFirst form in ms, CPU 4x slower, 250 KB/s, 100 ms; medians of ${ROUNDS}`);
  table([["", ...ways], ...names.map((name) => [name, ...ways.map((words) => of(name, words).toFixed(0))])]);
  if (!before) return;
  console.log("\nAgainst the version before");
  const ratio = (name) => [name, ...ways.map((words) => `${(of(name, words) / of("the one script before", words)).toFixed(2)}x`)];
  table([["", ...ways], ratio("the one script"), ratio("streaming .wasm")]);
}

/** Hands `measure` the folder of what an older version builds: of a commit, or of a checkout that is built already. */
export async function withVersion(version, measure) {
  if (!version) return measure(undefined);
  if (existsSync(join(version, "pkg"))) return measure(join(version, "pkg"));
  const directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const git = (...words) => execFileSync("git", words, { stdio: "inherit" });
  git("worktree", "add", "--detach", directory, version);
  try {
    const env = { ...process.env, CARGO_TARGET_DIR: join(directory, "target") };
    execFileSync("npm", ["run", "build"], { cwd: directory, env, stdio: "inherit" });
    return await measure(join(directory, "pkg"));
  } finally {
    git("worktree", "remove", "--force", directory);
    await rm(directory, { recursive: true, force: true });
  }
}
