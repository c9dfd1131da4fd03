// The package as npm packs it, in a fresh project for each way in which developers take it in (projects/). Prints what was
// shown of each. The tools are those of package-lock.json beside this file; `npm test` installs them.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import Ajv from "ajv";
import { build } from "esbuild";
import { writeWorkbook } from "../../pkg/luzhou-gazette-workbook-module.js";
import { launch, open, serve } from "../browser/helpers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tools = fileURLToPath(new URL("node_modules", import.meta.url));
const ANSWER = "17,000 元";

/** What a page of the host allows: nothing but its own files, and the start of WebAssembly. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self' data:";

/** What was shown, for each consumer. */
const COLUMNS = ["types", "build", "Node", "Chromium", "bytes", "gzip", "foreign requests"];
const shown = new Map();
const show = (consumer, found) => shown.set(consumer, { ...shown.get(consumer), ...found });

let directory;
let browser;
before(async () => {
  if (!existsSync(tools)) throw new Error("请先在 tests/packages 里运行 npm ci。 Run npm ci in tests/packages first.");
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  const npm = (...words) => execFileSync("npm", [...words, "--ignore-scripts", "--offline", "--no-audit", "--no-fund"], { cwd: directory, encoding: "utf8" });
  const [{ filename }] = JSON.parse(npm("pack", "--json", root));
  await writeFile(join(directory, "package.json"), '{ "private": true, "type": "module" }');
  npm("install", "--no-save", "--no-package-lock", `./${filename}`);
  // The tools stand beside it as if they had been installed with it; Node and the bundlers follow the links to their own parts.
  const own = join(directory, "node_modules");
  for (const [from, names] of [[tools, await readdir(tools)], [join(root, "node_modules"), ["esbuild", "typescript"]]]) {
    for (const name of names) if (!name.startsWith(".") && !existsSync(join(own, name))) await symlink(join(from, name), join(own, name));
  }
  await cp(fileURLToPath(new URL("projects", import.meta.url)), directory, { recursive: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (directory) await rm(directory, { recursive: true, force: true });
  const rows = [["consumer", ...COLUMNS], ...[...shown].map(([name, found]) => [name, ...COLUMNS.map((it) => String(found[it] ?? "–"))])];
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  for (const row of rows) console.log(row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(" | "));
});

/** What a program prints that runs in a project; it must end by itself, well, and without a word against the package. */
async function run(project, ...words) {
  // Vite's server, which runs in this process, sets it.
  const { NODE_ENV, ...env } = process.env;
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { cwd: join(directory, project), env, timeout: 120_000 });
    assert.doesNotMatch(stderr, /luzhou-gazette/);
    return stdout.trim();
  } catch (error) {
    throw new Error(`${project}: ${words.join(" ")}\n${error.stdout}${error.stderr}`);
  }
}
const tool = (path) => join(directory, "node_modules", path);
const tsc = (project, config) => run(project, tool("typescript/bin/tsc"), "-p", config);
const vite = (project, ...words) => run(project, tool("vite/bin/vite.js"), ...words, "--logLevel", "warn");

/** The files of a build, each with its bytes. */
async function built(folder) {
  const names = (await readdir(folder, { recursive: true })).sort();
  const files = await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).isFile() ? await readFile(join(folder, name)) : undefined]));
  return new Map(files.filter(([, bytes]) => bytes));
}

/**
 * Opens what a consumer has built in Chromium, waits for its answer, does something more; the console must stay empty, and
 * nothing may be asked for but what stands in the folder. Notes the bytes that were built.
 */
async function visit(consumer, folder, act = async () => {}, { page: name = "index.html", expected = ANSWER } = {}) {
  const files = await built(folder);
  const server = await serve(folder, { headers: { "content-security-policy": POLICY } });
  const { page, log, close } = await open(browser, `${server.url}/${name}`);
  try {
    await page.waitForFunction((expected) => document.querySelector("output")?.textContent === expected, expected);
    await act(page, files);
    const asked = [...new Set([...log.requests, ...server.requests.map((path) => server.url + path)])];
    const foreign = asked.filter((url) => !/^(blob|data):/.test(url) && !files.has(url.replace(`${server.url}/`, "")));
    assert.deepEqual(foreign, []);
    show(consumer, { "foreign requests": foreign.length });
    assert.deepEqual([log.errors, log.messages], [[], []]);
  } finally {
    await close();
    await server.close();
  }
  const bytes = [...files].filter(([name]) => /\.(js|wasm|css)$/.test(name)).map(([, it]) => it);
  const sum = (sizes) => sizes.reduce((a, b) => a + b, 0);
  show(consumer, { Chromium: "✓", bytes: sum(bytes.map((it) => it.length)), gzip: sum(bytes.map((it) => gzipSync(it, { level: 9 }).length)) });
  return files;
}

/** Each module of WebAssembly stands once in what was built, as it was shipped. */
async function once(files, ...names) {
  const shipped = await Promise.all(names.map((name) => readFile(tool(`luzhou-gazette/pkg/${name}_bg.wasm`))));
  const found = [...files].filter(([name]) => name.endsWith(".wasm")).map(([, bytes]) => bytes);
  assert.equal(found.length, shipped.length);
  for (const bytes of shipped) assert.ok(found.some((it) => it.equals(bytes)));
}

/** A price list as a workbook: large enough for a worker, which then reads it. */
async function workbook() {
  const rows = async function* () {
    for (let at = 0; at < 1000; at += 1) {
      const noise = createHash("sha256").update(String(at)).digest("hex");
      yield at % 10 ? ["111100002", "院内会诊", "25", noise] : ["250306012", "B型钠尿肽(BNP)测定", "210", noise];
    }
  };
  const blob = await writeWorkbook(["项目编码", "项目名称", "单价", "备注"], rows());
  return Buffer.from(await blob.arrayBuffer());
}

/** Checks a workbook by the function beside the page, and by the element in as many workers. */
const checks = (workers) => async (page) => {
  const bytes = await workbook();
  const options = { kind: "list", tier: "3A", day: "2024-06-01" };
  const check = ([text, options]) => window.checkTable(Uint8Array.from(atob(text), (it) => it.charCodeAt(0)), options);
  const { summary } = await page.evaluate(check, [bytes.toString("base64"), options]);
  assert.deepEqual([summary.counts.above, summary.counts.equal, summary.above], [100, 900, 10_000]);
  await page.setInputFiles("luzhou-price-check #file", { name: "list.xlsx", mimeType: "", buffer: bytes });
  await page.locator(".understood .first:visible").waitFor({ timeout: 30_000 });
  assert.match(await page.textContent(".sum"), /1000 行/);
  assert.equal(page.workers().length, workers);
};

test("an ES module in Node", async () => {
  assert.equal(await run("node", "use.js"), `${ANSWER} above true`);
  show("Node, ESM", { Node: "✓" });
});

test("CommonJS: require where Node can do that with an ES module, import() everywhere", async () => {
  assert.equal(await run("commonjs", "import.js"), ANSWER);
  const can = process.features.require_module === true;
  if (can) assert.equal(await run("commonjs", "require.js"), ANSWER);
  else await assert.rejects(run("commonjs", "require.js"), /ERR_REQUIRE_ESM/);
  show("Node, CommonJS", { Node: can ? "✓ require" : "✓ import()" });
});

for (const kind of ["bundler", "node16", "nodenext"]) {
  test(`strict TypeScript, moduleResolution ${kind}, libraries checked too`, async () => {
    assert.equal(await tsc("typescript", `${kind}.json`), "");
    show(`TypeScript, ${kind}`, { types: "✓" });
  });
}

test("Vite: element, functions and table check in one bundle", async () => {
  await vite("vite", "build");
  show("Vite", { build: "✓" });
  const files = await visit("Vite", join(directory, "vite/dist"), checks(1));
  await once(files, "luzhou-gazette", "luzhou-gazette-check");
});

test("Vite's own server, which takes packages in by a way of its own", async () => {
  const { createServer } = await import("vite");
  const server = await createServer({ root: join(directory, "vite"), server: { host: "127.0.0.1", port: 0 }, logLevel: "silent" });
  await server.listen();
  const [url] = server.resolvedUrls.local;
  const { page, log, close } = await open(browser, url);
  try {
    await page.waitForFunction((expected) => document.querySelector("output")?.textContent === expected, ANSWER, { timeout: 60_000 });
    await checks(1)(page);
    const foreign = log.requests.filter((asked) => !asked.startsWith(url));
    assert.deepEqual([foreign, log.errors, log.messages.filter((it) => !it.startsWith("[vite]"))], [[], [], []]);
    show("Vite, its server", { Chromium: "✓", "foreign requests": foreign.length });
  } finally {
    await close();
    await server.close();
  }
});

test("webpack: the same as a classic script", async () => {
  await run("webpack", "build.js");
  show("webpack", { build: "✓" });
  const dist = join(directory, "webpack/dist");
  await cp(join(directory, "webpack/index.html"), join(dist, "index.html"));
  const files = await visit("webpack", dist, checks(1));
  await once(files, "luzhou-gazette", "luzhou-gazette-check");
  // Its import.meta.url is the path on the machine that builds.
  for (const [name, bytes] of files) assert.ok(!bytes.includes("file:///"), name);
});

test("esbuild: ES modules with the package's files beside them", async () => {
  await run("esbuild", "build.js");
  show("esbuild, modules", { build: "✓" });
  const dist = join(directory, "esbuild/dist");
  await cp(join(directory, "esbuild/index.html"), join(dist, "index.html"));
  const files = await visit("esbuild, modules", dist, checks(1));
  await once(files, "luzhou-gazette", "luzhou-gazette-check");
});

test("esbuild: one classic script with everything inside", async () => {
  await run("esbuild-one-file", "build.js");
  show("esbuild, one file", { build: "✓" });
  const dist = join(directory, "esbuild-one-file/dist");
  await cp(join(directory, "esbuild-one-file/index.html"), join(dist, "index.html"));
  await once(await visit("esbuild, one file", dist, checks(0)));
});

for (const [consumer, project] of [["React 19", "react"], ["Vue 3", "vue"], ["Svelte 5", "svelte"]]) {
  test(`${consumer}: answers go in as a property, the outcome comes out as an event`, async () => {
    if (project === "react") {
      assert.equal(await tsc(project, "tsconfig.json"), "");
      show(consumer, { types: "✓" });
    }
    await vite(project, "build");
    show(consumer, { build: "✓" });
    await once(await visit(consumer, join(directory, project, "dist")), "luzhou-gazette");
  });
}

test("a web worker imports what a page imports", async () => {
  await vite("worker", "build");
  show("web worker", { build: "✓" });
  const files = await visit("web worker", join(directory, "worker/dist"), undefined, { expected: `${ANSWER} above` });
  await once(files, "luzhou-gazette", "luzhou-gazette-check");
});

test("a server imports every script, as Next, Nuxt and Astro do, and ends", async () => {
  const { exports } = JSON.parse(await readFile(tool("luzhou-gazette/package.json"), "utf8"));
  const scripts = Object.values(exports).filter((it) => /\.m?js$/.test(it.default ?? ""));
  assert.equal(await run("server", "use.js"), `${ANSWER} ${scripts.length}`);
  show("server", { Node: "✓" });
});

test("a server that is bundled as a whole imports it too; it answers where the module stands beside the bundle", async () => {
  await build({ entryPoints: [join(directory, "server/page.js")], bundle: true, platform: "node", format: "esm", outdir: join(directory, "server/dist"), logLevel: "warning" });
  assert.equal(await run("server", "dist/page.js"), "rendered");
  await assert.rejects(run("server", "dist/page.js", "calculate"), /luzhou-gazette_bg\.wasm/);
  await cp(tool("luzhou-gazette/pkg/luzhou-gazette_bg.wasm"), join(directory, "server/dist/luzhou-gazette_bg.wasm"));
  assert.equal(await run("server", "dist/page.js", "calculate"), `rendered\n${ANSWER}`);
  show("server, bundled", { build: "✓", Node: "✓" });
});

test("Vitest with jsdom mounts both elements, and they let go when it closes the window", async () => {
  await run("vitest", tool("vitest/vitest.mjs"), "run");
  assert.equal(await run("vitest", "teardown.js"), "false undefined");
  show("Vitest with jsdom", { Node: "✓" });
});

test("package.json and custom-elements.json are in order, by tools that are not ours", async () => {
  const { publint } = await import("publint");
  assert.deepEqual((await publint({ pkgDir: tool("luzhou-gazette"), pack: false })).messages, []);
  const json = async (path) => JSON.parse(await readFile(tool(path), "utf8"));
  const fits = new Ajv({ strict: false }).compile(await json("custom-elements-manifest/schema.json"));
  assert.ok(fits(await json("luzhou-gazette/pkg/custom-elements.json")), JSON.stringify(fits.errors));
});
