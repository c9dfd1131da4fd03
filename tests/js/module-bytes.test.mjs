// The modules as they are shipped: the same bytes in both forms, and a voice when they fail.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

const built = (name) => readFile(new URL(`../../pkg/${name}`, import.meta.url));

for (const name of ["luzhou-gazette", "luzhou-gazette-check"]) {
  test(`the module inside ${name}.js is, byte for byte, the .wasm beside it`, async () => {
    const script = await built(`${name}.js`);
    const [carried, ...more] = script.toString("latin1").match(/[A-Za-z0-9+/]{50000,}={0,2}/g);
    assert.equal(more.length, 0);
    const module = inflateRawSync(Buffer.from(carried, "base64"));
    assert.ok(module.equals(await built(`${name}_bg.wasm`)));
  });

  test(`a panic of ${name}_bg.wasm writes its file and line to the console`, async () => {
    const { exports, said } = await underneath(await built(`${name}_bg.wasm`));
    // No answer makes the modules panic. Underneath their glue a text may be longer than any memory: its copy does.
    const text = [1, 0xffff_ffff];
    const panic = exports.form ? () => exports.form(65536, ...text) : () => exports.desk_push(exports.desk_new(), ...text);
    assert.throws(panic, WebAssembly.RuntimeError);
    assert.equal(said.length, 1);
    assert.match(said[0], /^luzhou-gazette: panicked at \S+\.rs:\d+:\d+:\ncapacity overflow$/);
  });
}

/** A running module without its glue, and what it writes to the console. */
async function underneath(bytes) {
  const module = await WebAssembly.compile(bytes);
  const said = [];
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = name.startsWith("__wbg_error_") ? (at, length) => said.push(read(at, length)) : () => 0;
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  const read = (at, length) => Buffer.from(exports.memory.buffer, at, length).toString();
  exports.__wbindgen_start();
  return { exports, said };
}
