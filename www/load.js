// From the packed text to a running module. Nothing is fetched.

import { __wbg_finalize_init as run, __wbg_get_imports as imports } from "generated/glue";
import { mark, parts, size } from "generated/payload";

let starting;

/** The one running module, shared by whoever asks. Rejects where WebAssembly cannot start. */
export function start() {
  starting ??= instantiate();
  return starting;
}

/** Compiles and starts the module at once. */
export function startAtOnce(bytes = unpack()) {
  run(new WebAssembly.Instance(new WebAssembly.Module(bytes), imports()));
}

/**
 * Starts at once, so that the form stands before the page is first drawn. Chromium before 115 refuses
 * that for more than 4 KB and compiles in the background instead.
 */
async function instantiate() {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is missing");
  const bytes = unpack();
  try {
    startAtOnce(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    run((await WebAssembly.instantiate(bytes, imports())).instance);
  }
}

/** The characters of a part's text. */
const ALPHABET = [...Array(95).keys()].map((c) => c + 32).filter((c) => !"\"'`\\<$".includes(String.fromCharCode(c)));

/** As many of them stand before another one. */
const SHIFTS = 2;

/**
 * A part of the module as bytes. The text has one character for a frequent byte and two for a rarer
 * one; see xtask/src/ascii.rs, which writes it.
 */
function bytes({ size, singles, text }) {
  const isSingle = (byte) => (parseInt(singles[byte >> 2], 16) >> (byte & 3)) & 1;
  const alone = ALPHABET.slice(0, -SHIFTS);
  const all = [...Array(256).keys()];
  const others = all.filter((byte) => !isSingle(byte));
  const strangers = all.filter((byte) => isSingle(byte) && !alone.includes(byte));
  const single = alone.map((c) => (isSingle(c) ? c : strangers.shift()));
  const place = [];
  ALPHABET.forEach((c, at) => (place[c] = at));
  const out = new Uint8Array(size);
  for (let at = 0, from = 0; at < size; at++) {
    const first = place[text.charCodeAt(from++)];
    const shift = first - alone.length;
    out[at] = shift < 0 ? single[first] : others[shift * ALPHABET.length + place[text.charCodeAt(from++)]];
  }
  return out;
}

/** The power of two to which each memory access from 0x28 on is aligned by its nature. */
const ALIGNMENTS = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** A number in LEB128. */
function leb(number) {
  const out = [];
  for (; number > 127; number >>= 7) out.push((number & 127) | 128);
  return [...out, number];
}

/**
 * The module as bytes. Its code is woven from streams, operation by operation; see
 * xtask/src/streams.rs, which parts them.
 */
function unpack() {
  const [head, operations, ...streams] = parts.map(bytes);
  const rest = streams.pop();
  const [locals, offsets, small, large, calls, branches, others, prose] = streams.map((stream) => ({ stream, from: 0 }));
  const body = new Uint8Array(size);
  let at;
  const byte = (source) => (body[at++] = source.stream[source.from++]);
  /** Copies a number in LEB128, and says what it is. */
  const number = (source) => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const next = byte(source);
      value |= (next & 127) << shift;
      if (next < 128) return value;
    }
  };
  const repeat = (count, copy, source) => {
    while (count-- > 0) copy(source);
  };
  let from = 0;
  /** Copies the operations of one function, up to the `end` that closes it. */
  const weave = () => {
    for (let depth = 1; depth; ) {
      let it = operations[from++];
      const unaligned = it === 0xfe;
      if (unaligned) it = operations[from++];
      const isLarge = it === 0xff;
      body[at++] = isLarge ? 0x41 : it;
      if (it === 0x0b) depth--;
      else if (it === 0x41) number(small);
      else if (isLarge || it === 0x42) number(large);
      else if (it >= 0x20 && it <= 0x22) number(locals);
      else if (it === 0x10) number(calls);
      else if (it === 0x0c || it === 0x0d) number(branches);
      else if (it === 0x0e) repeat(number(branches) + 1, number, branches);
      else if (it >= 0x28 && it <= 0x3e) {
        if (unaligned) number(others);
        else body[at++] = ALIGNMENTS[it - 0x28];
        number(offsets);
      } else if (it >= 0x02 && it <= 0x04) depth++, byte(others);
      else if (it === 0x11) repeat(2, number, others);
      else if (it === 0x23 || it === 0x24 || it === 0x3f || it === 0x40) number(others);
      else if (it === 0x43 || it === 0x44) repeat(it === 0x43 ? 4 : 8, byte, others);
      else if (it === 0xfc) repeat({ 10: 2, 11: 1 }[number(others)], byte, others);
    }
  };

  const code = new Uint8Array(size);
  let end = 0;
  const put = (content) => {
    code.set(content, end);
    end += content.length;
  };
  at = 0;
  let functions = number(others);
  put(body.subarray(0, at));
  for (; functions; functions--) {
    at = 0;
    for (let runs = number(others); runs; runs--) number(others), byte(others);
    weave();
    put(leb(at));
    put(body.subarray(0, at));
  }
  const out = new Uint8Array(size);
  at = 0;
  for (const part of [head, leb(end), code.subarray(0, end)]) {
    out.set(part, at);
    at += part.length;
  }
  // The data, with the prose put back at its marks; see xtask/src/prose.rs.
  for (const byte of rest) {
    if (byte !== mark) out[at++] = byte;
    else for (let next; (next = prose.stream[prose.from++]); ) out[at++] = next;
  }
  return out;
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
