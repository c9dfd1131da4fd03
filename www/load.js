// From the packed text to a running module. Nothing is fetched.

import { __wbg_finalize_init as run, __wbg_get_imports as imports } from "generated/glue";
import { base, parts, size } from "generated/payload";

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
const ALPHABET = [..." 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*+(),.=%-/:;!#&>?@[]^_{|}~"].map((c) =>
  c.charCodeAt(),
);

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

/** A number in LEB128. */
function leb(number) {
  const out = [];
  for (; number > 127; number >>= 7) out.push((number & 127) | 128);
  return [...out, number];
}

// What follows an operation: the stream of its number, or one of the other ways below.
const [LOCALS, OFFSETS, SMALL, LARGE, CALLS, BRANCHES, OTHERS] = [1, 2, 3, 4, 5, 6, 7];
const [BLOCK, END, TABLE, MEMORY, MORE] = [8, 9, 10, 11, 12];

/** The streams of the numbers in the data, behind those of the code. */
const [REFERENCES, ADDRESSES] = [8, 9];

/** The operations by what follows them. */
function kinds() {
  const kind = new Uint8Array(256);
  kind.fill(MEMORY, 0x28, 0x3f).fill(LOCALS, 0x20, 0x23).fill(BLOCK, 0x02, 0x05);
  kind.fill(OTHERS, 0x23, 0x25).fill(OTHERS, 0x3f, 0x41).fill(BRANCHES, 0x0c, 0x0e);
  kind.fill(MORE, 0x43, 0x45);
  for (const [it, follows] of [[0x41, SMALL], [0x42, LARGE], [0x10, CALLS], [0x0b, END], [0x0e, TABLE], [0x11, MORE], [0xfc, MORE]]) {
    kind[it] = follows;
  }
  return kind;
}

/** The power of two to which each memory access from 0x28 on is aligned by its nature. */
const ALIGNMENTS = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/**
 * The module as bytes. Its code is woven from streams, operation by operation; see
 * xtask/src/streams.rs, which parts them. All of it is done once and cold, so the way through is one
 * loop over tables instead of small functions.
 */
function unpack() {
  const [head, ...streams] = parts.map(bytes);
  const [tokens, raw, texts, prose] = streams.splice(-4);
  const operations = streams[0];
  const from = new Uint32Array(streams.length);
  const kind = kinds();
  const body = new Uint8Array(size);
  let at = 0;
  /** Copies a number in LEB128, and says what it is below 2^28. */
  const number = (which) => {
    const stream = streams[which];
    for (let value = 0, shift = 0; ; shift += 7) {
      const next = (body[at++] = stream[from[which]++]);
      value |= (next & 127) << shift;
      if (next < 128) return value;
    }
  };
  const copy = (count) => {
    while (count-- > 0) body[at++] = streams[OTHERS][from[OTHERS]++];
  };

  const code = new Uint8Array(size);
  let end = 0;
  const put = (content) => {
    code.set(content, end);
    end += content.length;
  };
  let functions = number(OTHERS);
  put(body.subarray(0, at));
  let place = 0;
  for (; functions; functions--) {
    at = 0;
    for (let runs = number(OTHERS); runs; runs--) number(OTHERS), copy(1);
    for (let depth = 1; depth; ) {
      let it = operations[place++];
      let which = kind[it];
      if (it === 0xff) (it = 0x41), (which = LARGE);
      else if (it === 0xfe) {
        body[at++] = operations[place++];
        number(OTHERS);
        number(OFFSETS);
        continue;
      }
      body[at++] = it;
      if (which === MEMORY) {
        body[at++] = ALIGNMENTS[it - 0x28];
        which = OFFSETS;
      }
      if (!which) continue;
      if (which < BLOCK) {
        const stream = streams[which];
        let next;
        do next = body[at++] = stream[from[which]++];
        while (next > 127);
      } else if (which === END) depth--;
      else if (which === BLOCK) depth++, copy(1);
      else if (which === TABLE) for (let targets = number(BRANCHES); targets >= 0; targets--) number(BRANCHES);
      else if (it === 0x11) number(OTHERS), number(OTHERS);
      else if (it === 0xfc) copy({ 10: 2, 11: 1 }[number(OTHERS)]);
      else copy(it === 0x43 ? 4 : 8);
    }
    put(leb(at));
    put(body.subarray(0, at));
  }
  at = 0;
  for (const part of [head, leb(end), code.subarray(0, end)]) {
    body.set(part, at);
    at += part.length;
  }

  // The data, from words, texts and what points to them; see xtask/src/data.rs.
  body.fill(0, at);
  const view = new DataView(body.buffer);
  const write = (at, word) => view.setUint32(at, word, true);
  const places = [];
  const references = [];
  let [next, newest, rawAt, textAt, proseAt] = [0, 0, 0, 0, 0];
  for (const token of tokens) {
    if (token === 248) {
      const start = at;
      for (let it; (it = texts[textAt++]) < 255; ) {
        if (it < 254) body[at++] = it;
        else while ((it = prose[proseAt++])) body[at++] = it;
      }
      places.push([start, at - start]);
    } else if (token === 249) body[at++] = raw[rawAt++];
    else {
      // A word stands at an address that four divides. It is written over the number that says what it is.
      at += -(at + base) & 3;
      const start = at;
      if (token < 248) write(at, token);
      else if (token === 250) for (let count = 4; count--; ) body[at++] = raw[rawAt++];
      else if (token === 251) write(at, -1);
      else if (token === 252) write(start, base + number(ADDRESSES));
      else {
        const text = token === 253 ? next : token === 254 ? newest : number(REFERENCES);
        references.push([start, text]);
        next = text + 1;
        newest = Math.max(newest, next);
      }
      at = start + (token < 253 ? 4 : 8);
    }
  }
  for (const [at, text] of references) {
    const [start, length] = places[text];
    write(at, base + start);
    write(at + 4, length);
  }
  return body;
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
