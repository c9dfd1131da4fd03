// From the packed bytes to a running module: base64, inflate, instantiate. Nothing is fetched.

import { unzlibSync } from "fflate";
import initialise from "generated/glue";
import packed from "generated/payload";

let starting;

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= instantiate();
  return starting;
}

/** The deflated module as bytes. */
export function unpack() {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

async function instantiate() {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is missing");
  const bytes = unpack();
  if (typeof DecompressionStream === "function") {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
      const headers = { "Content-Type": "application/wasm" };
      await initialise({ module_or_path: new Response(stream, { headers }) });
      return;
    } catch (error) {
      // A policy forbids it: the way below would fail alike. Anything else may be the engine's
      // streams, or what a host page made of them.
      if (forbidden(error)) throw error;
    }
  }
  await initialise({ module_or_path: unzlibSync(bytes) });
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
