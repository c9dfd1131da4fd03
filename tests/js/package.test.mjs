// Ways into the package where there is no browser, and what its files are. Projects that install it are in tests/packages.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the entry of the element gives at run time what its types say: the module's own functions", async () => {
  const code = `const one = await import("luzhou-gazette/element"), other = await import("luzhou-gazette");
    await one.ready(); console.log(one.calculate === other.calculate, one.calculate("road-names").calculator)`;
  // A program of its own: it must end by itself.
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd: root, timeout: 30_000 });
  assert.equal(stdout, "true road-names\n");
});

test("a compiled module starts it where there are neither bytes, files, addresses nor a document, as on an edge runtime", async () => {
  const made = await build({
    stdin: { contents: 'import { calculate, startWith } from "luzhou-gazette"; globalThis.answer = (wasm) => { startWith(wasm); return calculate("road-names").calculator; };', resolveDir: root },
    bundle: true, write: false, format: "iife", platform: "neutral", mainFields: [], conditions: ["workerd"], logLevel: "silent",
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
    bundle: true, write: false, format: "esm", platform: "browser", minify: true, metafile: true, logLevel: "silent",
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
