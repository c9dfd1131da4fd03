// Starts the module that stands beside this script as a file of its own: streamed in a browser (as a whole where
// the server names the wrong type), read from disk in Node.

import { moduleFile } from "generated/address";
import init, { initSync } from "generated/glue";

/** @type {Promise<unknown> | undefined} */
let starting;
let isStarted = false;

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
  isStarted = true;
  starting = Promise.resolve();
}

async function load() {
  // An import registers an element, which starts at once; whoever has the module itself hands it over right after that.
  await undefined;
  if (isStarted) return;
  const file = moduleFile();
  const inNode = typeof process === "object" && Boolean(process.versions?.node);
  // A document alone does not make a browser: tests run beside an imitated one.
  if (!inNode || file.protocol !== "file:") return init({ module_or_path: file });
  // An import of it would stop bundlers for browsers.
  return startWith(process.getBuiltinModule("node:fs").readFileSync(file));
}
