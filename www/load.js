// From the packed text to a running module. Nothing is fetched.

import { __wbg_finalize_init as run, __wbg_get_imports as imports } from "generated/glue";
import { base, origin, parts, size } from "generated/payload";
import weaver from "generated/weaver";

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
const ALPHABET = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*+(),.=%-/:;!#&>?@[]^_{|}~";

/** As many of them stand before another one. */
const SHIFTS = 2;

// What follows an operation: a number from the stream of this place, or one of the other ways.
const [READ, WRITTEN, LOADED, STORED, NUMBERS, CALLS, BRANCHES, BLOCKS, WIDE, OTHERS] = [1, 2, 3, 4, 5, 10, 11, 12, 13, 14];
const [END, TABLE, MORE, ADDRESS] = [15, 16, 17, 18];

/** Which stream holds the tokens of the data, behind the fifteen of the code. */
const TOKENS = 17;

/** Fills in the alphabet, what follows each operation, and the natural alignment of each memory access. */
function describe(memory, alone) {
  // Whatever is not in the alphabet does not stand alone.
  memory.fill(255, 1152, 1280);
  const meaning = new Uint16Array(memory.buffer, 640, 128);
  for (let at = 0; at < ALPHABET.length; at++) {
    const c = ALPHABET.charCodeAt(at);
    memory[1152 + c] = at;
    memory[1280 + at] = c;
    if (at >= alone) meaning[c] = 256 + (at - alone) * ALPHABET.length;
  }
  const follows = memory.subarray(128, 384);
  follows.fill(LOADED, 0x28, 0x36).fill(STORED, 0x36, 0x3f).fill(WRITTEN, 0x21, 0x23).fill(BLOCKS, 0x02, 0x05);
  follows.fill(OTHERS, 0x23, 0x25).fill(OTHERS, 0x3f, 0x41).fill(BRANCHES, 0x0c, 0x0e).fill(MORE, 0x43, 0x45);
  const single = { 0x20: READ, 0x41: NUMBERS, 0x42: WIDE, 0x10: CALLS, 0x0b: END, 0x0e: TABLE, 0x11: MORE, 0xfc: MORE, 0xff: ADDRESS };
  for (const it in single) follows[it] = single[it];
  memory.set([2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2], 384 + 0x28);
}

/**
 * The module as bytes, put together by a small module; see www/weaver.wat. In JavaScript, which an
 * engine has not compiled yet when the page opens, the same takes three times as long.
 */
function unpack() {
  const code = Uint8Array.from(atob(weaver), (c) => c.charCodeAt(0));
  const { memory, plain, weave, data } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  const texts = parts.map(({ singles, text }) => singles + text).join("");
  const alone = ALPHABET.length - SHIFTS;
  const sum = parts.reduce((sum, { size }) => sum + size, 0);
  const tokens = parts[1 + TOKENS].size;
  // The texts, the parts, two notes of eight bytes a token, and the module, whose lengths may take more
  // bytes than they must.
  const from = 2048;
  memory.grow((from + texts.length + sum + 16 * tokens + 2 * size) >> 16);
  const bytes = new Uint8Array(memory.buffer);
  describe(bytes, alone);
  new TextEncoder().encodeInto(texts, bytes.subarray(from));
  let text = from;
  let to = from + texts.length;
  const [head, ...streams] = parts.map(({ size }) => {
    const begin = to;
    text = plain(text, alone, to, (to += size));
    return begin;
  });
  new Uint32Array(memory.buffer).set(streams);
  const places = (to + 7) & -8;
  const references = places + 8 * tokens;
  // The head, four bytes for the length of the code, the code, and the data.
  const begin = references + 8 * tokens;
  const section = begin + parts[0].size;
  bytes.copyWithin(begin, head, head + parts[0].size);
  const end = weave(section + 4);
  const length = end - section - 4;
  for (let place = 0; place < 4; place++) bytes[section + place] = ((length >> (7 * place)) & 127) | (place < 3 ? 128 : 0);
  const until = streams[TOKENS] + tokens;
  return bytes.slice(begin, data(end, origin - end, base, until, places, references));
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
