// The site as something that stays: kept by the browser, opened without a server, renewed whole, in three engines.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { FLAGS, folder, launch, mounted, open, serve, site } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

const integrity = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

let directory;
before(async () => (directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"))));
after(() => rm(directory, { recursive: true, force: true }));

/** A copy of the site as a version of its own: its folder, its first page and its script all tell their name. */
async function version(name) {
  const at = await mkdtemp(join(directory, `${name}-`));
  await cp(site, at, { recursive: true });
  const [old, own] = [folder(), `files-${createHash("sha256").update(name).digest("hex").slice(0, 12)}`];
  await rename(join(at, old), join(at, own));
  const script = await readFile(join(at, own, "page.js"), "utf8");
  const told = `${script}document.documentElement.dataset.script="${name}";`;
  await writeFile(join(at, own, "page.js"), told);
  const pages = (await readdir(at, { recursive: true })).filter((page) => page.endsWith(".html") && page !== "standalone.html");
  for (const page of [...pages, "sw.js"]) {
    const text = (await readFile(join(at, page), "utf8")).replaceAll(old, own).replace("<html ", `<html data-page="${name}" `);
    await writeFile(join(at, page), text.replace(integrity(script), integrity(told)));
  }
  return { at, own };
}

/** Which version stands there, page and script, once a calculator has opened and answers. */
const SHOWN = `
  const { page, script } = document.documentElement.dataset;
  const root = document.querySelector("luzhou-calculator:not([hidden])")?.shadowRoot;
  return root?.querySelector("input, select") ? page + " " + script : "";`;
const CHECK = `return document.querySelector("luzhou-price-check")?.shadowRoot.querySelector("#file") ? "check" : "";`;

/** Which version of a page without a calculator stands there, and its heading. */
const PAGE = `
  const heading = document.querySelector("h1")?.textContent;
  return heading ? document.documentElement.dataset.page + " " + heading : "";`;

/** The names under which the browser keeps something, once it keeps whole versions and nothing is on its way. */
const KEPT = `
  const done = arguments[0];
  (async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration || registration.installing || registration.waiting || registration.active?.state !== "activated") return "";
    const names = await caches.keys();
    const last = await (await caches.open(names[names.length - 1])).keys();
    return JSON.stringify({ names, last: last.map((it) => it.url) });
  })().then(done, (error) => done(String(error)));`;

async function kept(session, wanted) {
  for (let tries = 0; tries < 100; tries += 1) {
    const text = await session.executeAsyncScript(KEPT);
    if (text.startsWith("{") && text.includes(wanted)) return JSON.parse(text);
    await pause(100);
  }
  return undefined;
}

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => (engine = await startEngine(name)));
    after(() => engine?.close());

    test(`${name}: opens without a server, and a new version is shown at the next visit, whole`, async (t) => {
      const { session } = engine;
      const [a, b, broken] = await Promise.all(["A", "B", "C"].map(version));
      let server = await serve(a.at);
      const { url } = server;
      const port = Number(new URL(url).port);
      const deploy = async (at) => {
        await server.close();
        server = await serve(at, { port });
      };
      /** Goes there anew, as a visit that comes back. */
      const visit = async (path, script) => {
        await session.get("about:blank");
        await session.get(url + path).catch(() => {});
        return until(session, script, { within: 15_000 });
      };
      try {
        assert.equal(await visit("/#medical-fee", SHOWN), "A A");
        if (!(await session.executeScript("return 'serviceWorker' in navigator;"))) {
          t.diagnostic(`${name} keeps nothing in the windows of its driver: the page works as without`);
          return;
        }
        const first = await kept(session, a.own);
        assert.ok(first, "the first version is kept");
        assert.ok(first.last.every((it) => it.startsWith(`${url}/`) && !/[?#]/.test(it)));

        await server.close();
        assert.equal(await visit("/#medical-fee", SHOWN), "A A");
        assert.equal(await visit("/index.html?from=a-link#road-names", SHOWN), "A A");
        assert.equal(await visit("/check.html", CHECK), "check");
        for (const path of ["/documents/", "/documents/openness.html#第七条"]) assert.match(await visit(path, PAGE), /^A ./, path);

        server = await serve(b.at, { port });
        assert.equal(await visit("/#medical-fee", SHOWN), "B B");
        assert.deepEqual(server.requests.filter((it) => it.includes(a.own)), []);
        assert.ok(await kept(session, b.own), "the second version is kept");
        await server.close();
        assert.equal(await visit("/#medical-fee", SHOWN), "B B");

        // Half of a version: a file is not what the version says it is. It is not kept, the whole one before it is.
        await writeFile(join(broken.at, broken.own, "luzhou-gazette.js"), "// half a file");
        server = await serve(broken.at, { port });
        assert.equal(await visit("/#medical-fee", SHOWN), "C C");
        await pause(1500);
        await server.close();
        assert.equal(await visit("/#medical-fee", SHOWN), "B B");

        // A server that answers with an error is as good as none.
        server = await serve(directory, { port, failing: 503 });
        assert.equal(await visit("/#medical-fee", SHOWN), "B B");
        await deploy(a.at);
        assert.equal(await visit("/#medical-fee", SHOWN), "A A");
      } finally {
        await server.close();
      }
    });
  });
}

describe("where it is refused", () => {
  let browser;
  let server;
  before(async () => {
    browser = await launch({ args: [...FLAGS, "--host-resolver-rules=MAP gazette.example 127.0.0.1"] });
    server = await serve(site);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const hosts = {
    "a server without encryption": { host: "gazette.example" },
    "a private window without service workers": { before: () => delete Navigator.prototype.serviceWorker },
    "storage that throws": {
      before: () => Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => { throw new DOMException("no", "SecurityError"); } }),
    },
    "a refusal": { before: () => (ServiceWorkerContainer.prototype.register = () => Promise.reject(new TypeError("no"))) },
    "a person who spares the line": { before: () => Object.defineProperty(Navigator.prototype, "connection", { value: { saveData: true } }) },
  };
  for (const [words, { host = "127.0.0.1", ...options }] of Object.entries(hosts)) {
    test(`${words}: the page works, and nothing is kept`, async () => {
      const url = server.url.replace("127.0.0.1", host);
      const { page, log, close } = await open(browser, `${url}/#medical-fee`, { serviceWorkers: "allow", ...options });
      try {
        await mounted(page);
        await page.waitForTimeout(300);
        assert.deepEqual(log.errors, []);
        assert.deepEqual(await page.evaluate(() => globalThis.caches?.keys() ?? []), []);
      } finally {
        await close();
      }
    });
  }
});
