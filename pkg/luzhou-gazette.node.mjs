// The ES module in Node: ready on import.

import { readFileSync } from "node:fs";
import { startWith } from "./luzhou-gazette-module.js";

try {
  startWith(readFileSync(new URL("./luzhou-gazette_bg.wasm", import.meta.url)));
} catch {
  // Bundled without the file, which a server that only renders does not need; `ready()` says what is missing.
}

export * from "./luzhou-gazette-module.js";
