// Every way into the package where there is no browser: on a server, from CommonJS, in a worker, from a compiled module.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { exports } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));

/** What a program of its own prints; it must end by itself. */
const run = async (type, code) => (await promisify(execFile)(process.execPath, [`--input-type=${type}`, "-e", code], { cwd: root, timeout: 30_000 })).stdout.trim();

const importable = Object.entries(exports).filter(([, to]) => /\.m?js$/.test(to.default ?? ""));

test("every script of the package is imported on a server, where no element can be", async () => {
  assert.ok(importable.length >= 5, String(importable));
  for (const [name] of importable) {
    const code = `import(${JSON.stringify(name.replace(".", "luzhou-gazette"))}).then((it) => { it.defineElement?.(); console.log("imported"); })`;
    assert.equal(await run("module", code), "imported", name);
  }
});

test("the entry of the element gives at run time what its types say: the module's own functions", async () => {
  const code = `const one = await import("luzhou-gazette/element"), other = await import("luzhou-gazette");
    await one.ready(); console.log(one.calculate === other.calculate, one.calculate("road-names").calculator)`;
  assert.equal(await run("module", code), "true road-names");
});

test("CommonJS gets the module by import()", async () => {
  assert.equal(await run("commonjs", 'import("luzhou-gazette").then((it) => console.log(it.calculate("road-names").calculator))'), "road-names");
});

test("a compiled module starts it where there are neither bytes, files, addresses nor a document, as on an edge runtime", async () => {
  const made = await build({
    stdin: { contents: 'import { calculate, startWith } from "luzhou-gazette"; globalThis.answer = (wasm) => { startWith(wasm); return calculate("road-names").calculator; };', resolveDir: root },
    bundle: true, write: false, format: "iife", platform: "neutral", mainFields: [], conditions: ["workerd"], logLevel: "silent", external: ["node:fs/promises"],
  });
  const compiled = await WebAssembly.compile(await readFile(new URL("../../pkg/luzhou-gazette_bg.wasm", import.meta.url)));
  const start = `const { createContext, runInContext } = require("node:vm"); const { parentPort, workerData } = require("node:worker_threads");
    class Module {
      static [Symbol.hasInstance] = (it) => it instanceof WebAssembly.Module;
      constructor() { throw new Error("no bytes are compiled here"); }
    }
    const place = createContext({ TextDecoder, TextEncoder, console, WebAssembly: { Module, Instance: WebAssembly.Instance } }, { codeGeneration: { strings: false, wasm: false } });
    runInContext(workerData.code, place);
    parentPort.postMessage(place.answer(workerData.compiled));`;
  const worker = new Worker(start, { eval: true, workerData: { code: made.outputFiles[0].text, compiled } });
  const answer = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  assert.equal(answer, "road-names");
});

test("element and module in one bundle carry the program once", async () => {
  const made = await build({
    stdin: { contents: 'import "luzhou-gazette/element"; import { calculate } from "luzhou-gazette"; console.log(calculate);', resolveDir: root },
    bundle: true, write: false, format: "esm", platform: "browser", minify: true, metafile: true, logLevel: "silent", external: ["node:fs/promises"],
  });
  const inputs = Object.keys(made.metafile.inputs).filter((name) => name.startsWith("pkg/"));
  assert.deepEqual(inputs.sort(), ["pkg/luzhou-gazette-element.js", "pkg/luzhou-gazette-module.js"]);
  const once = await readFile(new URL("../../pkg/luzhou-gazette-module.js", import.meta.url));
  assert.ok(made.outputFiles[0].contents.length < once.length * 1.05);
});

test("no exported type hides one of the browser's", async () => {
  const types = await readFile(new URL("../../pkg/luzhou-gazette.d.ts", import.meta.url), "utf8");
  const dom = await readFile(new URL("../../node_modules/typescript/lib/lib.dom.d.ts", import.meta.url), "utf8");
  const taken = new Set([...dom.matchAll(/^(?:interface|declare var|type) (\w+)/gm)].map(([, name]) => name));
  const own = [...types.matchAll(/^export (?:type|interface|class) (\w+)/gm)].map(([, name]) => name);
  assert.ok(own.length > 30 && taken.size > 500);
  assert.deepEqual(own.filter((name) => taken.has(name)), []);
});
