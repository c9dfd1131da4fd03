// Starts the module that stands beside this script as a file of its own: streamed in a browser (as a whole where
// the server names the wrong type), read from disk in Node.

import init, { initSync } from "generated/glue";

/** @type {Promise<unknown> | undefined} */
let starting;

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= load();
  return starting;
}

/**
 * Starts with the module at once: its bytes, or already compiled where bytes may not be (Cloudflare's workers).
 * @param {BufferSource | WebAssembly.Module} module
 */
export function startWith(module) {
  initSync({ module });
  starting = Promise.resolve();
}

async function load() {
  // Bundlers find the file by this line. Not on import: some places have no address.
  const file = new URL(MODULE_FILE, import.meta.url);
  const inNode = typeof process === "object" && Boolean(process.versions?.node);
  // A document alone does not make a browser: tests run beside an imitated one.
  if (!inNode || file.protocol !== "file:") return init({ module_or_path: file });
  const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ "node:fs/promises");
  return startWith(await readFile(file));
}
