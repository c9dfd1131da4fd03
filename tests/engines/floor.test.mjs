// The oldest engine of the floor, a real Chromium 86: the one script and the page, under the policies that are documented.
//
// It is too old for today's drivers. So the page itself carries the answer home, as the address that it goes to.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { calculators } from "luzhou-gazette";
import { COMPATIBLE_POLICY, STRICT_POLICY, pkg, serve, site } from "../browser/helpers.mjs";

const program = process.env.OLDEST || fileURLToPath(new URL("../../target/tools/chromium-86", import.meta.url));
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote", "--disable-dev-shm-usage"];

const names = calculators().map(({ name }) => name);

/** Opens one calculator after the other and tells which stood there, or why none did. */
const TRY = `
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const element = () => document.querySelector("luzhou-calculator:not([hidden])");
async function opened(name) {
  open(name);
  for (let tries = 0; tries < 200; tries += 1) {
    await wait(25);
    const root = element() && element().shadowRoot;
    if (root && root.querySelector("[part=failure]")) return false;
    if (root && element().getAttribute("name") === name && root.querySelector("[part=form]")) return true;
  }
  return false;
}
let failure = "";
document.addEventListener("luzhou-error", (event) => (failure = event.detail.code));
addEventListener("load", async () => {
  const found = [];
  for (const name of ${JSON.stringify(names)}) {
    if (await opened(name)) found.push(name);
    if (failure) break;
  }
  let blocked = "";
  try { (0, eval)("1"); } catch (error) { blocked = error.name; }
  const tell = () => (location.href = "/told?" + encodeURIComponent(JSON.stringify({ found, failure, blocked, agent: navigator.userAgent })));
  tell();
  // On a busy machine this browser at times forgets where it was to go.
  setInterval(tell, 1000);
});`;

const ON_A_HOST = `const open = (name) => element().setAttribute("name", name);${TRY}`;
const ON_THE_PAGE = `const open = (name) => (location.hash = name);${TRY}`;
const HOST = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title><script src="try.js"></script>
<script src="luzhou-gazette.js"></script><luzhou-calculator name="road-names"><p>0830-12345</p></luzhou-calculator>`;

/** What the page at an address tells before it goes. A browser that ends by itself, as this old one may, is started again. */
async function told(directory, files, path, tries = 3) {
  let hear;
  const heard = new Promise((resolve) => (hear = resolve));
  const server = await serve(directory, { files, heard: (url) => url.pathname === "/told" && hear(decodeURIComponent(url.search.slice(1))) });
  const profile = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const browser = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, "--remote-debugging-port=0", server.url + path], { stdio: "ignore" });
  const ended = new Promise((resolve, reject) => browser.once("error", reject).once("exit", () => resolve("")));
  const late = setTimeout(() => browser.kill("SIGKILL"), 30_000);
  let text;
  try {
    text = await Promise.race([heard, ended]);
  } finally {
    clearTimeout(late);
    browser.kill("SIGKILL");
    await ended.catch(() => {});
    await server.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  if (text) return JSON.parse(text);
  assert.ok(tries > 1, "the browser tells nothing");
  return told(directory, files, path, tries - 1);
}

const onHost = (policy) =>
  told(pkg, { "/host.html": { body: HOST, headers: policy ? { "content-security-policy": policy } : {} }, "/try.js": ON_A_HOST }, "/host.html");

test("without a policy every calculator opens", async () => {
  const { agent, found } = await onHost("");
  assert.match(agent, /Chrome\/86\./);
  assert.deepEqual(found, names);
});

test("the compatible policy is enough, and strings are still not run", async () => {
  const { found, blocked } = await onHost(COMPATIBLE_POLICY);
  assert.deepEqual(found, names);
  assert.notEqual(blocked, "");
});

test("under the strict policy the reason is named: this engine does not know it", async () => {
  const { found, failure } = await onHost(STRICT_POLICY);
  assert.deepEqual(found, []);
  assert.equal(failure, "wasm_blocked");
});

test("the page opens every calculator by its link", async () => {
  const page = await readFile(join(site, "index.html"), "utf8");
  const files = { "/index.html": page.replace("</body>", '<script src="try.js"></script></body>'), "/try.js": ON_THE_PAGE };
  const { found, blocked, failure } = await told(site, files, "/index.html");
  assert.equal(failure, "");
  assert.deepEqual(found, names);
  assert.notEqual(blocked, "");
});

test("the stand-alone file opens every calculator", async () => {
  const alone = await readFile(join(site, "standalone.html"), "utf8");
  const allowed = `script-src 'sha256-${createHash("sha256").update(ON_THE_PAGE).digest("base64")}' `;
  const page = alone.replace("script-src ", allowed).replace(/<\/body>\s*<\/html>\s*$/, () => `<script>${ON_THE_PAGE}</script></body></html>`);
  const { found, failure } = await told(site, { "/standalone.html": page }, "/standalone.html");
  assert.equal(failure, "");
  assert.deepEqual(found, names);
});

/** Gives the table check a workbook, as a person does who chooses one, and tells what the check has understood of it. */
const READ = `
addEventListener("load", async () => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const root = () => document.querySelector("luzhou-price-check").shadowRoot;
  const bytes = await (await fetch("plain.xlsx")).arrayBuffer();
  const files = new DataTransfer();
  files.items.add(new File([bytes], "价目表.xlsx"));
  let text = "";
  for (let tries = 0; tries < 200 && !text; tries += 1) {
    await wait(25);
    const input = root().querySelector("#file");
    if (input && !input.files.length) {
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const line = root().querySelector(".file-line, .refusal");
    text = line ? line.textContent : "";
  }
  location.href = "/told?" + encodeURIComponent(JSON.stringify({ text }));
});`;

test("the table check reads a workbook, which this engine cannot inflate by itself", async () => {
  const host = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>host</title><script src="read.js"></script>
<script src="luzhou-gazette-check.js"></script><luzhou-price-check></luzhou-price-check>`;
  const workbook = await readFile(new URL("../browser/workbooks/plain.xlsx", import.meta.url));
  const { text } = await told(pkg, { "/host.html": host, "/read.js": READ, "/plain.xlsx": { body: workbook, headers: { "content-type": "application/zip" } } }, "/host.html");
  assert.match(text, /表“价目表”/);
});
