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
    const { exports, said, write } = await underneath(await built(`${name}_bg.wasm`));
    // No answer makes the modules panic. Underneath their glue a text may be longer than any memory: its copy does. The
    // calculators copy the case in the page's address.
    const panic = exports.mount
      ? () => exports.mount(65536, 0, 0, write("road-names"), 10)
      : () => exports.desk_push(exports.desk_new(), 1, 0xffff_ffff);
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
    imports[from][name] = () => 0;
    if (name.startsWith("__wbg_error_")) imports[from][name] = (at, length) => said.push(read(at, length));
    if (/^__wbg_(getAttribute|value|href|textContent)_/.test(name)) imports[from][name] = (to) => give(to, 0, 0);
    if (name.startsWith("__wbg_hash_")) imports[from][name] = (to) => give(to, write("#road-names?"), 0xffff_ffff);
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  /** Gives a text, as the glue does: where it stands, and its length. */
  const give = (to, at, length) => new Uint32Array(exports.memory.buffer, to, 2).set([at, length]);
  const write = (text) => {
    const at = exports.__wbindgen_malloc(text.length, 1);
    Buffer.from(exports.memory.buffer).write(text, at);
    return at;
  };
  const read = (at, length) => Buffer.from(exports.memory.buffer, at, length).toString();
  exports.__wbindgen_start();
  return { exports, said, write };
}
