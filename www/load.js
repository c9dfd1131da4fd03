// From the packed text to a running module. Nothing is fetched.

import initialise, { initSync } from "generated/glue";
import { parts } from "generated/payload";

let starting;

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= instantiate();
  return starting;
}

/**
 * Compiles at once, so that the form stands before the page is first drawn. Chromium before 115 refuses
 * that for more than 4 KB and compiles in the background instead.
 */
async function instantiate() {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is missing");
  const bytes = unpack();
  try {
    initSync({ module: new WebAssembly.Module(bytes) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    await initialise({ module_or_path: bytes });
  }
}

/**
 * The module as bytes. The text has one character for a frequent byte and two for a rarer one; see
 * xtask/src/ascii.rs, which writes it.
 */
export function unpack() {
  const place = new Uint8Array(128);
  let characters = 0;
  for (let c = 32; c < 127; c++) {
    if (!"\"'`\\<$".includes(String.fromCharCode(c))) place[c] = characters++;
  }
  const bytes = new Uint8Array(parts.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const { size, singles, text } of parts) {
    const others = [];
    for (let byte = 0; byte < 256; byte++) if (!singles.includes(byte)) others.push(byte);
    for (let from = 0, end = at + size; at < end; at++) {
      const first = place[text.charCodeAt(from++)];
      const shift = first - singles.length;
      bytes[at] = shift < 0 ? singles[first] : others[shift * characters + place[text.charCodeAt(from++)]];
    }
  }
  return bytes;
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
