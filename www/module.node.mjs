// The ES module in Node: ready on import.

import { readFileSync } from "node:fs";
import { startWith } from "./luzhou-gazette-module.js";

startWith(readFileSync(new URL("./luzhou-gazette_bg.wasm", import.meta.url)));

export * from "./luzhou-gazette-module.js";
