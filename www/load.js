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
  // The byte behind each character, and from 256 on what stands before the second one.
  const single = new Uint16Array(128);
  const place = new Uint8Array(128);
  ALPHABET.forEach((c, at) => {
    const shift = at - alone.length;
    single[c] = shift < 0 ? (isSingle(c) ? c : strangers.shift()) : 256 + shift * ALPHABET.length;
    place[c] = at;
  });
  const out = new Uint8Array(size);
  for (let at = 0, from = 0; at < size; at++) {
    const first = single[text.charCodeAt(from++)];
    out[at] = first < 256 ? first : others[first - 256 + place[text.charCodeAt(from++)]];
  }
  return out;
}

// What follows an operation: a number from one of these streams, or one of the other ways below.
const [LOCALS, OFFSETS, SMALL, LARGE, CALLS, BRANCHES, OTHERS] = [1, 2, 3, 4, 5, 6, 7];
const [MEMORY, BLOCK, END, TABLE, MORE] = [8, 9, 10, 11, 12];

/** Every operation and what follows it, beside those that nothing follows. */
function kinds() {
  const kind = new Uint8Array(256);
  kind.fill(MEMORY, 0x28, 0x3f).fill(LOCALS, 0x20, 0x23).fill(BLOCK, 0x02, 0x05).fill(BRANCHES, 0x0c, 0x0e);
  kind.fill(OTHERS, 0x23, 0x25).fill(OTHERS, 0x3f, 0x41).fill(MORE, 0x43, 0x45).fill(MORE, 0xfe);
  for (const [it, follows] of [[0x41, SMALL], [0x42, LARGE], [0x10, CALLS], [0x0b, END], [0x0e, TABLE], [0x11, MORE], [0xfc, MORE]]) {
    kind[it] = follows;
  }
  return kind;
}

/** The power of two to which each memory access from 0x28 on is aligned by its nature. */
const ALIGNMENTS = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** Writes a length in as many bytes as were left for it. */
function measure(out, at, places, length) {
  for (let place = 0; place < places; place++) out[at + place] = ((length >> (7 * place)) & 127) | (place < places - 1 ? 128 : 0);
}

/**
 * The module as bytes. Its code is woven from streams, operation by operation; see
 * xtask/src/streams.rs, which parts them. All of it runs once, before the engine has compiled it well:
 * hence one loop over tables, and few functions.
 */
function unpack() {
  const [head, ...streams] = parts.map(bytes);
  const [prose, rest] = streams.splice(-2);
  const [operations] = streams;
  const from = new Uint32Array(streams.length);
  const kind = kinds();
  // A length is written in three bytes, though fewer may do.
  const out = new Uint8Array(size + 4 * streams[OTHERS].length);
  let at = head.length;
  out.set(head);
  const section = at;
  at += 4;

  /** Copies so many numbers in LEB128 or bytes, and says what the first one is. */
  const copy = (which, numbers, bytes) => {
    const stream = streams[which];
    let value = 0;
    for (let many = numbers; many > 0; many--) {
      for (let shift = 0; ; shift += 7) {
        const next = (out[at++] = stream[from[which]++]);
        if (many === numbers) value |= (next & 127) << shift;
        if (next < 128) break;
      }
    }
    while (bytes-- > 0) out[at++] = stream[from[which]++];
    return value;
  };

  for (let functions = copy(OTHERS, 1, 0), place = 0; functions; functions--) {
    const start = at;
    at += 3;
    for (let runs = copy(OTHERS, 1, 0); runs; runs--) copy(OTHERS, 1, 1);
    // A copy of `at` that no function shares is quicker.
    let to = at;
    for (let depth = 1; depth; ) {
      let it = operations[place++];
      let which = kind[it];
      out[to++] = it;
      if (!which) continue;
      if (it === 0xff) {
        out[to - 1] = 0x41;
        which = LARGE;
      } else if (which === MEMORY) {
        out[to++] = ALIGNMENTS[it - 0x28];
        which = OFFSETS;
      }
      if (which < MEMORY) {
        const stream = streams[which];
        let next = from[which];
        do out[to++] = stream[next];
        while (stream[next++] > 127);
        from[which] = next;
      } else if (which === END) depth--;
      else {
        at = to;
        if (which === BLOCK) depth++, copy(OTHERS, 0, 1);
        else if (which === TABLE) copy(BRANCHES, copy(BRANCHES, 1, 0) + 1, 0);
        else if (it === 0x11) copy(OTHERS, 2, 0);
        else if (it === 0xfc) copy(OTHERS, 0, { 10: 2, 11: 1 }[copy(OTHERS, 1, 0)]);
        else if (it === 0xfe) {
          out[at - 1] = operations[place++];
          copy(OTHERS, 1, 0);
          copy(OFFSETS, 1, 0);
        } else copy(OTHERS, 0, it === 0x43 ? 4 : 8);
        to = at;
      }
    }
    at = to;
    measure(out, start, 3, at - start - 3);
  }
  measure(out, section, 4, at - section - 4);
  // The data, with the prose put back at its marks; see xtask/src/prose.rs.
  for (let next = 0, read = 0; next < rest.length; next++) {
    if (rest[next] !== mark) out[at++] = rest[next];
    else while (prose[read++]) out[at++] = prose[read - 1];
  }
  return out.subarray(0, at);
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
