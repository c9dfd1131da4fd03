// The package on another origin than the page, as a CDN has it: what docs/serving.md asks of it is enough, and needed.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, mounted, open, pkg, serve, shadowText } from "./helpers.mjs";

const CASE = 'contract_date="2024-02-10" price="850000" group="veteran" central_urban_area="true" newly_built="true" home_order="first"';
const ELEMENT = `<luzhou-calculator name="home-purchase-subsidy" as-of="2024-03-01" ${CASE}><p>请拨打电话。</p></luzhou-calculator>`;
const page = (script) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">${script}<body>${ELEMENT}</body></html>`;

let browser;
let cdn;
let closed;
before(async () => {
  browser = await launch();
  cdn = await serve(pkg, { headers: { "access-control-allow-origin": "*" } });
  closed = await serve(pkg);
});
after(async () => {
  await browser?.close();
  await cdn?.close();
  await closed?.close();
});

/** Opens a page of the host's that loads from this origin, under a policy that names it. */
async function visit(origin, files, act) {
  const policy = `default-src 'none'; script-src 'self' ${origin} 'wasm-unsafe-eval'; style-src ${origin}; connect-src ${origin}; img-src data:`;
  const host = await serve(pkg, { files, headers: { "content-security-policy": policy } });
  const { page, log, close } = await open(browser, `${host.url}/page.html`);
  try {
    await act(page, log);
    assert.deepEqual(host.requests.filter((path) => !(path in files)), []);
  } finally {
    await close();
    await host.close();
  }
}

const integrity = async () => `sha384-${createHash("sha384").update(await readFile(join(pkg, "luzhou-gazette.js"))).digest("base64")}`;
const script = async (origin) => page(`<script src="${origin}/luzhou-gazette.js" integrity="${await integrity()}" crossorigin="anonymous" defer></script>`);

test("a script with its hash comes from an origin that lets others read it", async () => {
  await visit(cdn.url, { "/page.html": await script(cdn.url) }, async (page, log) => {
    await mounted(page);
    assert.match(await shadowText(page), /17,000 元/);
    assert.deepEqual([log.errors, log.messages], [[], []]);
  });
});

test("from one that does not, it is refused, and the element's own words stand there", async () => {
  await visit(closed.url, { "/page.html": await script(closed.url) }, async (page, log) => {
    await page.waitForLoadState("load");
    assert.match(log.messages.join(), /Access-Control-Allow-Origin/);
    assert.equal(await page.evaluate(() => customElements.get("luzhou-calculator")), undefined);
    assert.ok(await page.isVisible("text=请拨打电话"));
  });
});

test("the module and its .wasm come from there too", async () => {
  const files = { "/page.html": page('<script type="module" src="use.js"></script>'), "/use.js": `import "${cdn.url}/luzhou-gazette-element.js";` };
  await visit(cdn.url, files, async (page, log) => {
    await mounted(page);
    assert.match(await shadowText(page), /17,000 元/);
    assert.deepEqual([log.errors, log.messages], [[], []]);
  });
});

test("the check has no worker of another origin, and works beside the page", async () => {
  const rows = Array.from({ length: 9000 }, (_, at) => `111100002,院内会诊,${at % 9 ? 25 : 26}`).join("\n");
  const element = '<luzhou-price-check mode="list" tier="3A" as-of="2024-06-01"></luzhou-price-check>';
  const files = { "/page.html": page('<script type="module" src="use.js"></script>').replace(ELEMENT, element), "/use.js": `import "${cdn.url}/luzhou-gazette-check-module.js";` };
  await visit(cdn.url, files, async (page, log) => {
    await page.setInputFiles("luzhou-price-check #file", { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(`项目编码,项目名称,单价\n${rows}\n`) });
    await page.locator(".understood .first:visible").waitFor({ timeout: 60_000 });
    assert.equal(page.workers().length, 0);
    assert.deepEqual(log.errors, []);
  });
});
