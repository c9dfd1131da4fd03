// From the packed text to a running module. Nothing is fetched.

import { __wbg_finalize_init as run, __wbg_get_imports as imports } from "generated/glue";
import { mark, parts, size } from "generated/payload";
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
const ALPHABET = [...Array(95).keys()].map((c) => c + 32).filter((c) => !"\"'`\\<$".includes(String.fromCharCode(c)));

/** As many of them stand before another one. */
const SHIFTS = 2;

// What follows an operation: a number from the stream of this place, or one of the other ways.
const [LOCALS, SMALL, LARGE, CALLS, BRANCHES, OTHERS] = [1, 3, 4, 5, 6, 7];
const [MEMORY, END, BLOCK, TABLE, MORE] = [8, 9, 10, 11, 12];

/** Fills in what follows each operation, and the natural alignment of each memory access. */
function describe(memory) {
  const follows = memory.subarray(64, 320);
  follows.fill(MEMORY, 0x28, 0x3f).fill(LOCALS, 0x20, 0x23).fill(BLOCK, 0x02, 0x05).fill(BRANCHES, 0x0c, 0x0e);
  follows.fill(OTHERS, 0x23, 0x25).fill(OTHERS, 0x3f, 0x41).fill(MORE, 0x43, 0x45);
  const others = { 0x41: SMALL, 0x42: LARGE, 0xff: LARGE, 0x10: CALLS, 0x0b: END, 0x0e: TABLE, 0x11: MORE, 0xfc: MORE, 0xfe: MORE };
  for (const it in others) follows[it] = others[it];
  memory.set([2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2], 320 + 0x28);
}

/** Fills in which bytes the characters of a part mean; see xtask/src/ascii.rs. */
function spell(memory, singles) {
  const alone = ALPHABET.length - SHIFTS;
  const own = [];
  for (let at = 0; at < alone; at++) own[ALPHABET[at]] = true;
  const strangers = [];
  for (let byte = 0, pairs = 832; byte < 256; byte++) {
    const isSingle = (parseInt(singles[byte >> 2], 16) >> (byte & 3)) & 1;
    if (!isSingle) memory[pairs++] = byte;
    else if (own[byte]) own[byte] = byte;
    else strangers.push(byte);
  }
  const meaning = new Uint16Array(memory.buffer, 576, 128);
  for (let at = 0, next = 0; at < ALPHABET.length; at++) {
    const c = ALPHABET[at];
    if (at >= alone) meaning[c] = 256 + (at - alone) * ALPHABET.length;
    else meaning[c] = own[c] === c ? c : strangers[next++];
    memory[1088 + c] = at;
  }
}

/**
 * The module as bytes, put together by a small module; see www/weaver.wat. In JavaScript, which an
 * engine has not compiled yet when the page opens, the same takes four times as long.
 */
function unpack() {
  const code = Uint8Array.from(atob(weaver), (c) => c.charCodeAt(0));
  const { memory, plain, weave, join } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  const texts = parts.map(({ text }) => text).join("");
  const sum = parts.reduce((sum, { size }) => sum + size, 0);
  const start = 2048;
  // The texts, the parts, and the module, whose lengths may take some bytes more than they must.
  memory.grow((start + texts.length + sum + 2 * size) >> 16);
  const bytes = new Uint8Array(memory.buffer);
  describe(bytes);
  new TextEncoder().encodeInto(texts, bytes.subarray(start));
  let text = start;
  let to = start + texts.length;
  const begins = parts.map(({ size, singles }) => {
    const begin = to;
    spell(bytes, singles);
    text = plain(text, to, (to += size));
    return begin;
  });
  const [head, ...streams] = begins;
  const [prose, rest] = streams.splice(-2);
  new Uint32Array(memory.buffer).set(streams);
  // The head, four bytes for the length of the code, the code, and the data.
  bytes.copyWithin(to, head, head + parts[0].size);
  const section = to + parts[0].size;
  const end = weave(section + 4);
  const length = end - section - 4;
  for (let place = 0; place < 4; place++) bytes[section + place] = ((length >> (7 * place)) & 127) | (place < 3 ? 128 : 0);
  return bytes.slice(to, join(rest, rest + parts[parts.length - 1].size, prose, mark, end));
}

/** Whether it is the page's Content-Security-Policy that forbids WebAssembly. */
export function forbidden(error) {
  return /content security policy|csp|unsafe-eval/i.test(String(error && error.message));
}
