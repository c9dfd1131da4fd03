// The element on host pages as they are, good and bad, in three engines: it answers right and is seen, the host stays as it was,
// nothing is asked for but the script, and nothing is said in the console.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { pkg, serve } from "../browser/helpers.mjs";
import { ENGINES, startEngine } from "./engines.mjs";
import { NOT_SHOWN, SHOWN, WATCH } from "./host-pages.mjs";

const SCRIPT = "/luzhou-gazette.js";

const hosts = Object.entries({ ...SHOWN, ...NOT_SHOWN }).map(([name, host], at) => {
  const all = typeof host === "string" ? { page: host } : host;
  return { asks: [SCRIPT], ...all, name, path: `/host-${at}.html`, files: all.files?.() ?? {}, page: typeof all.page === "function" ? all.page() : all.page };
});
const matrix = new Map(hosts.map(({ name }) => [name, {}]));

let server;
before(async () => {
  const pages = hosts.map(({ path, page, headers }) => [path, { body: page, headers }]);
  const files = Object.assign({ "/watch.js": WATCH }, Object.fromEntries(pages), ...hosts.map((host) => host.files));
  server = await serve(pkg, { files });
});
after(async () => {
  await server?.close();
  const names = Object.keys(ENGINES);
  console.log(["host × engine", ...names].join(" | "));
  for (const [host, found] of matrix) console.log(`${host} | ${names.map((it) => found[it] ?? "–").join(" | ")}`);
});

/** What every look at the page begins with. A text, which no changed prototype can spoil. */
const LOOK = `
  const it = document.querySelector("luzhou-calculator") || window.hosts.looked;
  window.hosts.looked = it;
  const root = it && it.shadowRoot;
  const inView = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(node).visibility === "visible" && getComputedStyle(node).opacity !== "0";
  };
  // A text is seen where the least element that holds it has a place.
  const shows = (words) => {
    const all = root.querySelectorAll("*");
    for (let at = all.length - 1; at >= 0; at -= 1) if (all[at].localName !== "style" && all[at].textContent.includes(words) && inView(all[at])) return true;
    return false;
  };
  const type = (selector, value) => {
    const input = root.querySelector(selector);
    input.value = value;
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  };`;

/** Whether of the things that matter those are seen that should be, with the wanted words. */
const seen = (expected, words) => `
  if (!root) return "no root";
  const parts = [];
  const own = it.querySelector("#own");
  if (own && own.getClientRects().length) parts.push("children");
  const control = root.querySelector("button, input");
  if (control && inView(control)) parts.push("controls");
  if (shows("${words}")) parts.push("words");
  if (root.textContent.includes("结束")) parts.push("over");
  return parts.join(" ") === "${expected}" ? "" : parts.join(" ") + ": " + root.textContent.slice(0, 200);`;

/** What has happened to the host, or nothing. */
const HARM = `
  const { faults, state, before } = window.hosts;
  const now = state();
  const had = before.join().split(",");
  const changed = now.filter((part, at) => part !== before[at]).map((part) => part.split(",").filter((name) => !had.includes(name)).join()).filter(Boolean);
  const theirs = document.getElementById("theirs");
  const whole = theirs.innerHTML === 'theirs <b>17</b> <input value="x"><table><tbody><tr><td>y</td></tr></tbody></table>';
  if (!whole) changed.push(theirs.innerHTML);
  if (document.activeElement !== document.body && !document.querySelector("dialog")) changed.push("focus");
  return faults.concat(changed).join("; ");`;

/** Looks as often as it takes until a check finds no fault, and tells the last one that it found. */
async function settled(session, check, tries = 100) {
  const fault = await session.executeScript(`${LOOK} return (() => {${check}})();`);
  if (fault === "" || tries === 0) return fault;
  await pause(50);
  return settled(session, check, tries - 1);
}

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await startEngine(name);
      console.log(`${name} ${engine.version}`);
    });
    after(() => engine?.close());

    for (const { name: host, path, code, check, asks, files } of hosts) {
      test(`${name}: ${host}`, async () => {
        const { session } = engine;
        matrix.get(host)[name] = "✗";
        const asked = server.requests.length;
        await session.get(server.url + path);
        // Nothing is computed: the children stay. Otherwise they make room for the form, and what is over is said.
        const expected = code ? seen("children words", "计算器") : seen("controls words over", "17,000");
        assert.equal(await settled(session, expected), "");
        if (check) assert.equal(await settled(session, check), "");
        const harm = await session.executeScript(HARM);
        assert.equal(harm, "");
        const allowed = [path, "/watch.js", ...asks, ...Object.keys(files)];
        assert.deepEqual(server.requests.slice(asked).filter((it) => !allowed.includes(it)), []);
        matrix.get(host)[name] = "✓";
      });
    }
  });
}
