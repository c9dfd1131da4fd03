// What npm packs, as those get it who take it away: a page from it in every way in which it may be served. Projects that
// install it are in tests/packages.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { launch, mounted, open, serve, shadowText } from "./helpers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const CASE = 'contract_date="2024-02-10" price="650000" group="veteran" central_urban_area="true" newly_built="true" home_order="first"';
const page = (script) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8">${script}<luzhou-calculator name="home-purchase-subsidy" ${CASE}></luzhou-calculator></html>`;
const PAGES = {
  "/script.html": page('<script src="luzhou-gazette.js" defer></script>'),
  "/module.html": page('<script type="module" src="start.js"></script>'),
  "/start.js": 'import { defineElement } from "./luzhou-gazette-module.js";\ndefineElement();\n',
};

let browser;
let directory;
/** The packed file, the names of what is in it, and where it is unpacked. */
let packed;
let names;
let unpacked;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const words = ["pack", "--json", "--ignore-scripts", "--pack-destination", directory];
  const [{ filename, files }] = JSON.parse(execFileSync("npm", words, { cwd: root, encoding: "utf8" }));
  packed = join(directory, filename);
  names = files.map(({ path }) => path);
  execFileSync("tar", ["-xzf", packed, "-C", directory]);
  unpacked = join(directory, "package/pkg");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await rm(directory, { recursive: true, force: true });
});

test("the package has its licences, and each file once", async () => {
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "package.json"]) assert.ok(names.includes(name), name);
  const base = (name) => name.split("/").pop();
  const files = names.filter((name) => base(name) !== "README.md").map(base);
  assert.deepEqual(files, [...new Set(files)]);
  const { exports } = JSON.parse(await readFile(join(directory, "package/package.json"), "utf8"));
  const targets = (it) => (typeof it === "string" ? [it] : Object.values(it).flatMap(targets));
  const named = targets(exports);
  for (const name of named) {
    const [begin, end = null] = name.replace("./", "").split("*");
    assert.ok(names.some((it) => (end === null ? it === begin : it.startsWith(begin) && it.endsWith(end))), name);
  }
});

test("what a browser loads has a name whose type every server knows", () => {
  // Debian's nginx sends `.mjs` as octet-stream, and browsers refuse a module of that type.
  const loaded = names.filter((name) => name.startsWith("pkg/") && !name.startsWith("pkg/data/"));
  // What a release says of itself is for people and tools.
  const unknown = loaded.filter((name) => !/\.(css|d\.ts|js|json|md|txt|wasm)$/.test(name));
  assert.deepEqual(unknown, ["pkg/luzhou-gazette.node.mjs"]);
});

const SERVERS = {
  "without compression": {},
  "with gzip": { encoding: "gzip" },
  "with brotli": { encoding: "br" },
  "with a wrong type for .wasm": { types: { ".wasm": "text/plain" } },
  "that does not know .mjs": { types: { ".mjs": "application/octet-stream" } },
};
for (const [words, options] of Object.entries(SERVERS)) {
  for (const kind of ["script", "module"]) {
    test(`a page with the ${kind} calculates from a server ${words}`, async () => {
      const server = await serve(unpacked, { files: PAGES, ...options });
      try {
        await calculates(`${server.url}/${kind}.html`);
        const module = server.requests.filter((path) => path.endsWith(".wasm"));
        assert.deepEqual(module, kind === "script" ? [] : ["/luzhou-gazette_bg.wasm"]);
      } finally {
        await server.close();
      }
    });
  }
}

test("a page with the script calculates from a disk", async () => {
  await writeFile(join(unpacked, "script.html"), PAGES["/script.html"]);
  await calculates(pathToFileURL(join(unpacked, "script.html")).href);
  await rm(join(unpacked, "script.html"));
});

async function calculates(url) {
  const { page, log, close } = await open(browser, url);
  try {
    await mounted(page);
    assert.match(await shadowText(page), /13,000 元/);
    assert.deepEqual(log.errors, []);
  } finally {
    await close();
  }
}
