// docs/nginx.conf in a real nginx, and an nginx as Debian ships it (with and without two lines more), each fetched as a browser does and visited by one.
// They run below a folder of their own, on loopback, and end with the test.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { folder, launch, mounted, open, pkg, site } from "../browser/helpers.mjs";
import { compress } from "../../tools/compress.mjs";

const config = fileURLToPath(new URL("../../docs/nginx.conf", import.meta.url));
const serving = fileURLToPath(new URL("../../docs/serving.md", import.meta.url));
/** The system's nginx, or where one was only unpacked. */
const home = process.env.NGINX_HOME || "/";
const BROTLI = join(home, "usr/lib/nginx/modules/ngx_http_brotli_static_module.so");

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

let directory;
let browser;
/** What was started, to be ended. */
const running = [];

/** Starts nginx with this for its `http` block, below a folder of its own. */
async function start(name, port, http, modules = "") {
  const prefix = join(directory, name);
  await mkdir(join(prefix, "temp"), { recursive: true });
  const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((it) => `${it}_temp_path temp/${it};`).join(" ");
  // As root nginx would hand over to a user who may not read the folder.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const main = `${modules} ${user} daemon off; worker_processes 1; pid nginx.pid; error_log error.log warn;\nevents {}\nhttp { access_log off; ${temp}\n${http}\n}\n`;
  await writeFile(join(prefix, "nginx.conf"), main);
  await cp(join(home, "etc/nginx/mime.types"), join(prefix, "mime.types"));
  const server = spawn(join(home, "usr/sbin/nginx"), ["-p", `${prefix}/`, "-e", "error.log", "-c", "nginx.conf"], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((resolve) => server.once("error", resolve).once("exit", resolve));
  running.push(async () => {
    server.kill("SIGQUIT");
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(url).then(() => true, () => false)) return url;
    if (server.exitCode !== null) break;
    await pause(50);
  }
  throw new Error(`nginx does not start: ${await readFile(join(prefix, "error.log"), "utf8")}`);
}

let ours;
let plain;
let twoLines;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const root = join(directory, "gazette");
  await cp(site, root, { recursive: true });
  // The embedding files in a folder with their version, as docs/serving.md says.
  await cp(pkg, join(root, "0.1.0"), { recursive: true, filter: (path) => !path.startsWith(site) });
  compress(root);
  const [one, other, third] = await Promise.all([freePort(), freePort(), freePort()]);
  const text = await readFile(config, "utf8");
  const replaced = text.replace("listen 80;", `listen 127.0.0.1:${one};`).replace("root /srv/gazette;", `root ${root};`);
  assert.equal(replaced.split("\n").filter((line, at) => line !== text.split("\n")[at]).length, 2);
  ours = await start("ours", one, replaced, `load_module ${BROTLI};`);
  // What matters of Debian's own /etc/nginx/nginx.conf.
  const debian = (port, more = "") =>
    `include mime.types; default_type application/octet-stream; gzip on; ${more} server { listen 127.0.0.1:${port}; root ${site}; }`;
  plain = await start("plain", other, debian(other));
  const [lines] = (await readFile(serving, "utf8")).match(/gzip_types [^;]*;\ngzip_comp_level [^;]*;/) ?? [];
  twoLines = await start("two-lines", third, debian(third, lines));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const end of running) await end();
  await rm(directory, { recursive: true, force: true });
});

/** An answer as it came, still compressed. */
const fetched = (url, headers = {}) =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", reject);
  });

const AS_CHROMIUM = { "accept-encoding": "gzip, deflate, br, zstd" };
const AS_AN_OLD_ONE = { "accept-encoding": "gzip, deflate" };

const TYPES = {
  "index.html": /^text\/html; charset=utf-8$/,
  "sw.js": /^(text|application)\/javascript; charset=utf-8$/,
  "manifest.json": /^application\/json/,
  "icon.svg": /^image\/svg\+xml$/,
  "icon-192.png": /^image\/png$/,
  "FILES/page.js": /^(text|application)\/javascript/,
  "FILES/page.css": /^text\/css/,
  "FILES/luzhou-gazette_bg.wasm": /^application\/wasm$/,
  "FILES/luzhou-gazette-module.js": /^(text|application)\/javascript/,
  "0.1.0/luzhou-gazette.js": /^(text|application)\/javascript/,
  "0.1.0/luzhou-gazette.node.mjs": /^text\/javascript/,
};

test("each file has its type, its policy, its time, and comes as it was compressed beforehand", async () => {
  for (const [pattern, type] of Object.entries(TYPES)) {
    const path = pattern.replace("FILES", folder());
    const file = path.startsWith("0.1.0/") ? join(pkg, path.slice(6)) : join(site, path);
    const whole = await readFile(file);
    for (const [headers, coding, decode] of [
      [AS_CHROMIUM, "br", brotliDecompressSync],
      [AS_AN_OLD_ONE, "gzip", gunzipSync],
      [{}, undefined, (it) => it],
    ]) {
      const { status, headers: got, body } = await fetched(`${ours}/${path}`, headers);
      assert.equal(status, 200, path);
      assert.match(got["content-type"], type, path);
      assert.equal(got["x-content-type-options"], "nosniff");
      assert.equal(got["referrer-policy"], "no-referrer");
      assert.equal(got["access-control-allow-origin"], "*");
      assert.equal(got["content-security-policy"], path.endsWith(".html") ? "frame-ancestors 'self'" : undefined, path);
      const kept = /^(files-|0\.1\.0\/)/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
      assert.equal(got["cache-control"], kept, path);
      const tiny = whole.length < 2000 || path.endsWith(".png");
      if (!tiny) assert.equal(got["content-encoding"], coding, path);
      if (!tiny && coding) assert.match(got.vary ?? "", /accept-encoding/i, path);
      assert.ok((got["content-encoding"] ? decode(body) : body).equals(whole), path);
    }
  }
});

test("what is asked for again is not sent again", async () => {
  const { headers } = await fetched(`${ours}/index.html`);
  const again = await fetched(`${ours}/index.html`, { "if-none-match": headers.etag });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  assert.equal((await fetched(`${ours}/no-such-file`)).status, 404);
});

/** Visits the page and opens a calculator; what was sent over the line for it, and what was said. */
async function visit(url) {
  const { page, log, close } = await open(browser, "about:blank");
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    let sent = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (sent += encodedDataLength));
    await page.goto(`${url}/#medical-fee`);
    await mounted(page);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(log.errors, []);
    assert.deepEqual(log.messages.filter((it) => !it.includes("blocked by Playwright")), []);
    return sent;
  } finally {
    await close();
  }
}

test("a browser opens the page from each, and the numbers of docs/serving.md are those of its visits", async (t) => {
  const visits = [["`docs/nginx.conf`", ours], ["nginx as Debian ships it", plain], ["the same with the two lines", twoLines]];
  const text = await readFile(serving, "utf8");
  for (const [words, url] of visits) {
    const sent = await visit(url);
    t.diagnostic(`a first visit, ${words}: ${sent} bytes`);
    const told = Number(text.match(new RegExp(`\\| ${words}[^|]*\\| ([\\d,]+) `))?.[1].replaceAll(",", ""));
    assert.ok(Math.abs(told * 1000 - sent) < sent * 0.1, `${words}: ${told} KB are told, ${sent} bytes were sent`);
  }
});

test("the page is kept for offline by what nginx sends", async () => {
  const { page, close } = await open(browser, `${ours}/`, { serviceWorkers: "allow" });
  try {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => (await caches.keys()).length === 1);
    const types = await page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0]);
      return Promise.all((await cache.keys()).map(async (it) => [it.url.split("/").pop(), (await cache.match(it)).headers.get("content-type")]));
    });
    assert.ok(types.length > 10);
    assert.ok(types.every(([name, type]) => name.endsWith(".html") === /html/.test(type)));
  } finally {
    await close();
  }
});
