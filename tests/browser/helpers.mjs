// What the browser tests share: a Chromium, a server on loopback, pages, and logs of what happened.

import { readdirSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

/** What was built. */
export const pkg = fileURLToPath(new URL("../../pkg/", import.meta.url));
export const site = join(pkg, "site");

/** The folder with the files of the site's pages, named after what they hold. */
export const folder = () => readdirSync(site).find((name) => name.startsWith("files-"));

/** The policy that must be enough for the element, as the design states it. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** The same for engines that do not know `'wasm-unsafe-eval'`: Chromium before 97, Safari before 16. */
export const COMPATIBLE_POLICY = STRICT_POLICY.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");

/** The same where the module is fetched from beside the script. */
export const SERVED_POLICY = STRICT_POLICY.replace("connect-src 'none'", "connect-src 'self'");

/** What every Chromium of the tests is started with. */
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(options = {}) {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS, ...options });
}

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** What a server may do to what it sends; brotli as hard as a server does that compresses beforehand. */
const ENCODINGS = { gzip: (body) => gzipSync(body, { level: 9 }), br: (body) => brotliCompressSync(body) };

/**
 * Serves a directory on loopback. `files` adds pages that are not in it: a body, or
 * `{ body, headers }`; `headers` go with every answer, compressed as `encoding` says (`gzip`, `br`); `types` replaces
 * types of content. `port` is where it stands, by chance unless given; a `failing` one answers
 * with that status only. `requests` lists what was asked for, save the icon that a browser asks for by itself where a page
 * names none; `heard` is told each address.
 */
export async function serve(directory, { files = {}, headers = {}, encoding = "", types = {}, heard = () => {}, port = 0, failing = 0 } = {}) {
  const compress = ENCODINGS[encoding] ?? ((body) => body);
  /** What has been sent, compressed: once a file, as a server does it. */
  const compressed = new Map();
  const requests = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://localhost");
    const { pathname } = url;
    heard(url);
    if (pathname !== "/favicon.ico") requests.push(pathname);
    if (failing) return response.writeHead(failing).end();
    const path = pathname === "/" ? "/index.html" : pathname;
    const added = files[path];
    try {
      const body = added?.body ?? added ?? (await readFile(join(directory, normalize(decodeURIComponent(path)))));
      const type = { ...TYPES, ...types }[extname(path)];
      const encoded = encoding && { "content-encoding": encoding };
      const sent = compressed.get(path) ?? compress(body);
      if (encoding) compressed.set(path, sent);
      response.writeHead(200, { "content-type": type, ...encoded, ...headers, ...added?.headers }).end(sent);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    close: () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections()),
  };
}

/** Writes files beside the built ones, and gives their directory's address on disk. */
export async function onDisk(files) {
  const directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const built = ["luzhou-gazette.js", "luzhou-gazette.css"].map(async (name) => [name, await readFile(join(pkg, name))]);
  for (const [name, body] of [...(await Promise.all(built)), ...Object.entries(files)]) {
    await writeFile(join(directory, name), body);
  }
  const remove = () => rm(directory, { recursive: true, force: true });
  return { url: pathToFileURL(directory).href, directory, remove };
}

/**
 * Opens a page in a context of its own, which keeps nothing for offline unless `serviceWorkers` allows it. Notes its
 * requests, errors and messages; `before` runs in the page ahead of its scripts.
 */
export async function open(browser, url, { before, ...options } = {}) {
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const log = { requests: [], errors: [], messages: [] };
  context.on("request", (request) => log.requests.push(request.url()));
  page.on("pageerror", (error) => log.errors.push(String(error)));
  page.on("console", (message) => log.messages.push(message.text()));
  if (before) await page.addInitScript(before);
  await page.goto(url);
  return { page, log, close: () => context.close() };
}

/** Waits until the widget stands in the element's place. */
export function mounted(page, selector = "luzhou-calculator") {
  return page.waitForFunction((selector) => {
    const root = document.querySelector(selector)?.shadowRoot;
    return root && root.childElementCount > 0 && !root.querySelector("[part=loading], [part=failure], slot");
  }, selector);
}

/** What stands in the element's shadow root. */
export function shadowText(page, selector = "luzhou-calculator") {
  return page.$eval(selector, (element) => element.shadowRoot.textContent);
}

/** Fills in a home purchase of 650,000 yuan whose conditions are met, but for another date. */
export async function fillHomePurchase(page, date = "2024-02-10") {
  await page.fill("#f-contract_date", date);
  await page.fill("#f-price", "650000");
  await page.check("input[value=veteran]");
  await page.check("input[name=f-central_urban_area][value=true]");
  await page.check("input[name=f-newly_built][value=true]");
  await page.check("input[value=first]");
}
