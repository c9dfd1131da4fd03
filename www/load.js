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

/** A number in LEB128. */
function leb(number) {
  const out = [];
  for (; number > 127; number >>= 7) out.push((number & 127) | 128);
  return [...out, number];
}

// What follows an operation: the stream of its number, or one of the other ways below.
const [READ, WRITTEN, LOADED, STORED, NUMBERS, LENGTHS, HIGH, MIDDLE, LOW, CALLS, BRANCHES, BLOCKS, WIDE, OTHERS] = [...Array(15).keys()].slice(1);
const [END, TABLE, MORE, ADDRESS] = [15, 16, 17, 18];

/** The operations by what follows them. */
function kinds() {
  const kind = new Uint8Array(256);
  kind.fill(LOADED, 0x28, 0x36).fill(STORED, 0x36, 0x3f).fill(WRITTEN, 0x21, 0x23).fill(BLOCKS, 0x02, 0x05);
  kind.fill(OTHERS, 0x23, 0x25).fill(OTHERS, 0x3f, 0x41).fill(BRANCHES, 0x0c, 0x0e);
  kind.fill(MORE, 0x43, 0x45);
  for (const [it, follows] of [[0x20, READ], [0x41, NUMBERS], [0x42, WIDE], [0x10, CALLS], [0x0b, END], [0x0e, TABLE], [0x11, MORE], [0xfc, MORE], [0xff, ADDRESS]]) {
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
  const [prose, rest] = streams.splice(-2);
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
  const next = (which) => streams[which][from[which]++];
  const copy = (count) => {
    while (count-- > 0) body[at++] = next(OTHERS);
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
      const unaligned = it === 0xfe;
      if (unaligned) it = operations[place++];
      let which = kind[it];
      if (which === NUMBERS && operations[place - 2] === 0xff) which = LENGTHS;
      body[at++] = which === ADDRESS ? 0x41 : it;
      if (which === LOADED || which === STORED) {
        if (unaligned) number(OTHERS);
        else body[at++] = ALIGNMENTS[it - 0x28];
      }
      if (!which) continue;
      if (which === BLOCKS) depth++;
      if (which < END) {
        const stream = streams[which];
        let last;
        do last = body[at++] = stream[from[which]++];
        while (last > 127);
      } else if (which === END) depth--;
      else if (which === ADDRESS) {
        const high = next(HIGH);
        const middle = next(MIDDLE);
        body.set([(middle << 6) | next(LOW) | 128, (high << 5) | (middle >> 1) | 128, (high >> 2) | 192, 0], at);
        at += 4;
      } else if (which === TABLE) for (let targets = number(BRANCHES); targets >= 0; targets--) number(BRANCHES);
      else if (it === 0x11) number(OTHERS), number(OTHERS);
      else if (it === 0xfc) copy({ 10: 2, 11: 1 }[number(OTHERS)]);
      else copy(it === 0x43 ? 4 : 8);
    }
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
  for (let next = 0, read = 0; next < rest.length; next++) {
    if (rest[next] !== mark) out[at++] = rest[next];
    else for (; prose[read++]; ) out[at++] = prose[read - 1];
  }
  return out;
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
