// Starts the module that stands beside this script as a file of its own: streamed in a browser (as a whole where
// the server names the wrong type), read from disk in Node.

import init, { initSync } from "generated/glue";

/** The module's file, which bundlers find by this line. */
const file = new URL(MODULE_FILE, import.meta.url);

/** @type {Promise<unknown> | undefined} */
let starting;

/** Whether this runs in Node and not in something that only looks like it. */
const inNode = typeof process === "object" && Boolean(process.versions?.node) && typeof document === "undefined";

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= inNode ? read() : init({ module_or_path: file });
  return starting;
}

/**
 * Starts with the module's bytes at once.
 * @param {BufferSource} bytes
 */
export function startWith(bytes) {
  initSync({ module: bytes });
  starting = Promise.resolve();
}

async function read() {
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  startWith(await readFile(file));
}
