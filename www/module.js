// The ES module: the API as functions, in the browser after `await ready()`, in Node at once.

import * as glue from "generated/glue";
import { start, unpack } from "./load.js";

/** What is wrong with the input: a stable code, the field it concerns, a sentence. */
export class InputError extends Error {
  constructor({ code, field, message }) {
    super(message);
    this.name = "InputError";
    this.code = code;
    this.field = field;
  }
}

let running = false;

/** Resolves as soon as the functions may be called. */
export async function ready() {
  if (running) return;
  await start();
  running = true;
}

function call(name, values) {
  if (!running) {
    throw new Error(`尚未就绪：请先 await ready()，再调用 ${name}。 Not ready: await ready() before ${name}().`);
  }
  try {
    return glue[name](...values);
  } catch (error) {
    throw error && typeof error.code === "string" && !(error instanceof Error) ? new InputError(error) : error;
  }
}

export const calculate = (name, answers, options) => call("calculate", [name, answers, options]);
export const calculators = () => call("calculators", []);
export const form = (name) => call("form", [name]);
export const search = (query, limit) => call("search", [query, limit]);

// In Node the module is compiled on import. A page's main thread may not do so: engines refuse
// large modules there.
if (typeof process === "object" && process.versions && process.versions.node && typeof document === "undefined") {
  glue.initSync({ module: new WebAssembly.Module(unpack()) });
  running = true;
}
