// Starts the module that the one script carries: base64 of the deflated WebAssembly. Nothing is fetched.

import { inflateSync } from "fflate";
import init from "generated/glue";
import packed from "generated/packed";

/** @type {Promise<unknown> | undefined} */
let starting;

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= init({ module_or_path: inflate(decode(packed)) });
  return starting;
}

/**
 * A plain loop: `Uint8Array.from(text, callback)` takes 150 ms longer on a slow phone.
 * @param {string} text
 */
function decode(text) {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/**
 * By the browser, which compiles while it inflates, or by a library where it cannot: Chromium before 103, Firefox before
 * 113, Safari before 16.4.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Response | BufferSource}
 */
function inflate(bytes) {
  let inflater;
  try {
    inflater = new DecompressionStream("deflate-raw");
  } catch {
    return /** @type {Uint8Array<ArrayBuffer>} */ (inflateSync(bytes));
  }
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return new Response(source.pipeThrough(inflater), { headers: { "Content-Type": "application/wasm" } });
}
