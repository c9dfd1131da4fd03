// The work on a table: decodes it, checks it, writes the report. In slices, so that a message is heard
// and a page stays alive between them; the same in a worker and beside the page.

import { Desk } from "generated/glue";
import { start } from "generated/start";

/** As much of a file as is decoded at once. */
const CHUNK = 256 * 1024;

/** The largest file that is read. */
const MOST = 64 * 1024 * 1024;

/** Another message came meanwhile; what was under way is dropped. */
const STOPPED = Symbol("stopped");

/** A pause that no browser slows down in the background, as it does with timers. */
const channel = () => {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  return () => new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });
};

/** What kind of file this is that is no text; nothing for texts. */
function refusal(bytes) {
  const begins = (...wanted) => wanted.every((byte, at) => bytes[at] === byte);
  if (begins(0x50, 0x4b, 3, 4) || begins(0xd0, 0xcf, 0x11, 0xe0)) return "sheet";
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) return undefined;
  return bytes.includes(0) ? "binary" : undefined;
}

/** The encodings to try, by the first bytes: UTF-8 where it fits, else the Chinese one that holds GBK. */
function encodings(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ["utf-16le"];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ["utf-16be"];
  return ["utf-8", "gb18030"];
}

/**
 * A desk that hears messages and tells what it has to tell; `slice` is the longest time in milliseconds that
 * it works without a pause. Messages: `["read", settings, file or text]`, `["again", settings]`,
 * `["page", status, from, most]`, `["copied", status]`, `["stop"]`.
 */
export function work(tell, slice) {
  const pause = channel();
  let desk;
  let turn = 0;
  let settings;
  /** Whether the text is still coming: other settings then only count for the check that follows. */
  let reading = false;

  /** Takes steps until one says that there are no more; `share` says after each slice how far it is. */
  async function steps(mine, phase, step, share) {
    await rest(mine);
    let end = performance.now() + slice;
    while (step()) {
      if (performance.now() < end) continue;
      tell(["progress", phase, String(Math.floor(share() * 1000))]);
      await rest(mine);
      end = performance.now() + slice;
    }
  }

  /** Lets the page and its messages have their turn. */
  async function rest(mine) {
    await pause();
    if (mine !== turn) throw STOPPED;
  }

  function renew() {
    if (desk) desk.free();
    desk = new Desk();
  }

  async function readText(mine, text) {
    renew();
    let at = 0;
    const step = () => {
      let end = Math.min(at + CHUNK, text.length);
      // A character of two units stays whole.
      if (/[\ud800-\udbff]/.test(text[end - 1])) end += 1;
      desk.push(text.slice(at, end));
      at = end;
      return at < text.length;
    };
    await steps(mine, "read", step, () => at / text.length);
  }

  async function readFile(mine, file) {
    if (file.size > MOST) return "size";
    const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
    const refused = refusal(head);
    if (refused) return refused;
    for (const encoding of encodings(head)) {
      renew();
      const decoder = new TextDecoder(encoding, { fatal: encoding === "utf-8" });
      try {
        for (let at = 0; at < file.size; at += CHUNK) {
          // Reading a file is a pause in itself.
          const bytes = await file.slice(at, at + CHUNK).arrayBuffer();
          if (mine !== turn) throw STOPPED;
          desk.push(decoder.decode(bytes, { stream: at + CHUNK < file.size }));
          tell(["progress", "read", String(Math.floor((at / file.size) * 1000))]);
        }
        return undefined;
      } catch (error) {
        // Not in UTF-8: the next encoding.
        if (!(error instanceof TypeError)) throw error;
      }
    }
    return "decode";
  }

  async function check(mine) {
    const [mode, tier, day, columns] = settings;
    const layout = desk.start(mode, tier, day, columns);
    tell(["layout", layout]);
    if (layout[0]) return;
    await steps(mine, "check", () => desk.advance(100), () => desk.progress() / 1000);
    const counts = desk.counts();
    const parts = [];
    let at = 0;
    const write = () => {
      // A blob each, so that putting them together at the end copies nothing.
      parts.push(new Blob([desk.report(at, 200)]));
      at += 200;
      return at < counts[3];
    };
    await steps(mine, "write", write, () => at / counts[3]);
    const report = new Blob(parts, { type: "text/csv;charset=utf-8" });
    tell(["done", counts, report]);
    await rest(mine);
    tell(["page", "", "0", desk.page("", 0, 100)]);
  }

  async function take(mine, read) {
    try {
      await start();
      if (mine !== turn) return;
      const refused = await read();
      reading = false;
      if (refused) tell(["refused", refused]);
      else await check(mine);
    } catch (error) {
      if (error === STOPPED || mine !== turn) return;
      reading = false;
      tell(["refused", "failed"]);
    }
  }

  return ([kind, ...values]) => {
    if (kind === "page") {
      const [status, from, most] = values;
      tell(["page", status, from, desk.page(status, Number(from), most)]);
    } else if (kind === "copied") {
      tell(["copied", desk.copied(values[0])]);
    } else if (kind === "stop") {
      turn++;
      reading = false;
    } else {
      const [wanted, source] = values;
      settings = wanted;
      if (kind === "again" && reading) return;
      const mine = ++turn;
      reading = kind === "read";
      const read = async () => {
        if (kind === "again") return undefined;
        return typeof source === "string" ? readText(mine, source) : readFile(mine, source);
      };
      take(mine, read);
    }
  };
}
