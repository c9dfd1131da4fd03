// The work on a table: decodes it, checks it, writes the report. In slices, so that a message is heard
// and a page stays alive between them; the same in a worker and beside the page.

import { Desk } from "generated/check";
import { start } from "generated/start";
import { loadWorkbook } from "generated/workbook";

/** @import { Phase, Settings, Told, Wanted } from "./messages" */

/** As much of a file as is decoded at once. */
const CHUNK = 256 * 1024;

/** As many rows of a sheet as are written at once. */
const ROWS = 2000;

/** As much of a file as is looked at to see what it is. */
const HEAD = 64 * 1024;

/** The largest file that is read. */
const MOST = 64 * 1024 * 1024;

/** Another message came meanwhile; what was under way is dropped. */
const STOPPED = Symbol("stopped");

/** A pause that no browser slows down in the background, as it does with timers. */
const channel = () => {
  const { port1, port2 } = new MessageChannel();
  /** @type {(() => void)[]} */
  const waiting = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(0);
      })
    );
};

/**
 * Whether a file in the old container is a new workbook behind a password: its parts have names in UTF-16.
 * @param {File} file
 */
async function locked(file) {
  const text = new TextDecoder("latin1").decode(await file.arrayBuffer());
  return text.includes([..."EncryptedPackage"].join("\0"));
}

/**
 * A desk that hears messages and tells what it has to tell.
 * @param {(told: Told) => void} tell
 * @param {number} slice the longest time in milliseconds that it works without a pause
 * @returns {(wanted: Wanted) => void}
 */
export function work(tell, slice) {
  const pause = channel();
  /** The table at work; freed and made anew for another text. @type {Desk | undefined} */
  let desk;
  let turn = 0;
  /** @type {Settings} */
  let settings;
  /** Whether the text is still coming: other settings then only count for the check that follows. */
  let reading = false;

  /**
   * Takes steps until one says that there are no more; `share` says after each slice how far it is, from 0 to 1.
   * @param {number} mine
   * @param {Phase} phase
   * @param {() => boolean} step
   * @param {() => number} share
   */
  async function steps(mine, phase, step, share) {
    await rest(mine);
    let end = performance.now() + slice;
    while (step()) {
      if (performance.now() < end) continue;
      tellShare(phase, share());
      await rest(mine);
      end = performance.now() + slice;
    }
  }

  /** @param {Phase} phase @param {number} share */
  function tellShare(phase, share) {
    tell({ type: "progress", phase, thousandths: Math.floor(share * 1000) });
  }

  /** Lets the page and its messages have their turn. @param {number} mine */
  async function rest(mine) {
    await pause();
    if (mine !== turn) throw STOPPED;
  }

  function renew() {
    desk?.free();
    return (desk = new Desk());
  }

  /** @param {number} mine @param {string} text */
  async function readText(mine, text) {
    const fresh = renew();
    let at = 0;
    const step = () => {
      let end = Math.min(at + CHUNK, text.length);
      // A character of two units stays whole.
      if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end += 1;
      fresh.push(text.slice(at, end));
      at = end;
      return at < text.length;
    };
    await steps(mine, "read", step, () => at / text.length);
    return undefined;
  }

  /** Reads a sheet of a workbook as the text that it would be. @param {number} mine @param {File} file */
  async function readSheet(mine, file) {
    let reader;
    try {
      reader = await loadWorkbook();
    } catch {
      return "reader";
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (mine !== turn) throw STOPPED;
    let sheet;
    try {
      sheet = await reader.readWorkbook(bytes);
    } catch (error) {
      return /** @type {Partial<import("./workbook.js").Refused>} */ (error).why ?? "damaged";
    }
    const { lines, name, remarks, rows } = sheet;
    const fresh = renew();
    let at = 0;
    const step = () => {
      fresh.push(lines(at, ROWS));
      at += ROWS;
      return at < rows;
    };
    await steps(mine, "read", step, () => at / rows);
    tell({ type: "sheet", name, remarks });
    return undefined;
  }

  /** @param {number} mine @param {File} file */
  async function readFile(mine, file) {
    if (file.size > MOST) return "size";
    const foreign = Desk.foreign(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    if (foreign === "workbook" || foreign === "zip" || (foreign === "old_workbook" && (await locked(file)))) {
      const refused = await readSheet(mine, file);
      // What is in a zip file may stand far behind its beginning.
      return refused === "damaged" && foreign === "zip" ? foreign : refused;
    }
    if (foreign) return foreign;
    const fresh = renew();
    /** @param {number} half @param {(bytes: ArrayBuffer, stream: boolean) => void} take */
    const pieces = async (half, take) => {
      for (let at = 0; at < file.size; at += CHUNK) {
        // Reading a file is a pause in itself.
        const bytes = await file.slice(at, at + CHUNK).arrayBuffer();
        if (mine !== turn) throw STOPPED;
        take(bytes, at + CHUNK < file.size);
        tellShare("read", (half + at / file.size) / 2);
      }
    };
    await pieces(0, (bytes) => fresh.sniff(new Uint8Array(bytes)));
    const encoding = fresh.encoding();
    if (!encoding) return "encoding";
    // A broken byte is one broken character, and the table says so.
    const decoder = new TextDecoder(encoding);
    await pieces(1, (bytes, stream) => fresh.push(decoder.decode(bytes, { stream })));
    return undefined;
  }

  /** @param {number} mine @param {Desk} desk */
  async function check(mine, desk) {
    const { mode, tier, day, columns } = settings;
    const layout = desk.start(mode, tier, day, columns);
    tell({ type: "layout", layout });
    if (layout.unready) return;
    await steps(mine, "check", () => desk.advance(100), () => desk.progress() / 1000);
    const counts = desk.counts();
    /** @type {Blob[]} */
    const parts = [];
    let at = 0;
    const write = () => {
      // A blob each, so that putting them together at the end copies nothing.
      parts.push(new Blob([desk.report(at, 200)]));
      at += 200;
      return at < counts.marks;
    };
    await steps(mine, "write", write, () => at / counts.marks);
    const report = new Blob(parts, { type: "text/csv;charset=utf-8" });
    tell({ type: "done", counts, report });
    await rest(mine);
    tell({ type: "page", status: "", from: 0, page: desk.page("", 0, 100) });
  }

  /** @param {number} mine @param {() => Promise<string | undefined>} read */
  async function take(mine, read) {
    try {
      await start();
      if (mine !== turn) return;
      const refused = await read();
      reading = false;
      if (refused) tell({ type: "refused", why: refused });
      else if (desk) await check(mine, desk);
    } catch (error) {
      if (error === STOPPED || mine !== turn) return;
      reading = false;
      tell({ type: "refused", why: "failed" });
    }
  }

  return (wanted) => {
    if (wanted.type === "page") {
      const { status, from, most } = wanted;
      if (desk) tell({ type: "page", status, from, page: desk.page(status, from, most) });
    } else if (wanted.type === "copied") {
      if (desk) tell({ type: "copied", text: desk.copied(wanted.status) });
    } else if (wanted.type === "stop") {
      turn++;
      reading = false;
    } else {
      settings = wanted.settings;
      const again = wanted.type === "again";
      if (again && reading) return;
      const mine = ++turn;
      reading = !again;
      take(mine, async () => {
        if (again) return undefined;
        const { source } = wanted;
        return typeof source === "string" ? readText(mine, source) : readFile(mine, source);
      });
    }
  };
}
