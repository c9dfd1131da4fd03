// A table at work: read from whatever a person or a program has, understood, judged. The screen and programs use the
// same; in slices, so that others have their turn.

import { Desk } from "generated/check";
import { start } from "generated/start";
import { loadWorkbook } from "generated/workbook";

/** @import { CheckOptions, TableCheck, TableSheet, TableUnderstanding } from "luzhou-gazette/check" */
/** @import { Phase } from "./messages" */

/** As much of a file as is decoded at once. */
const CHUNK = 256 * 1024;

/** As much of a file as is looked at to see what it is. */
const HEAD = 64 * 1024;

/** As many rows of a sheet as are written at once. */
const ROWS = 2000;

/** As many rows of the report as are written at once. */
const WRITTEN = 200;

/** The largest file that is read. */
const MOST = 64 * 1024 * 1024;

/** Why a table is not read, beside what the core says of files that are none. */
const REFUSALS = {
  size: "文件超过 64 MB，太大了。请分成几个文件。",
  decode: "文字的编码认不出来。请在表格软件里另存为 .xlsx，再选那个文件。",
  locked: "这个文件加了密码。请在表格软件里打开，去掉密码后另存，再选那个文件。",
  damaged: "打不开这个表格文件，可能没有传完或已经损坏。请打开后另存一次，再选那个文件。",
  huge: "解压后太大，没有打开。请只留要核对的表，另存后再选。",
  empty: "里面没有能看见的表。请取消隐藏，另存后再选。",
  reader: "读 .xlsx 的程序没有载入（luzhou-gazette-workbook.js 应放在脚本旁边）。请另存为 CSV，再选那个文件。",
  writer: "写 .xlsx 的程序没有载入（luzhou-gazette-workbook.js 应放在脚本旁边）。请下载 CSV。",
};

/** What a choice can be, where it is none. */
const CHOICES = {
  kind: "表的种类 kind 只能是 list（价目表）或 bill（账单）。",
  tier: "医院等级 tier 只能是 3A、3B、2A、2B、below_2B。",
  day: "日期 day 应写成 2024-06-01 这样。",
};

/** @param {string} key */
const noChoice = (key) =>
  new TableError("choice", CHOICES[/** @type {keyof typeof CHOICES} */ (key)] ?? `没有这一列的用处，或者位置不是从 0 数起的整数：${key}。`);

/** Why a table is not read, or a choice is not taken: a stable code, a sentence. */
export class TableError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = "TableError";
    this.code = code;
  }
}

/** @param {keyof typeof REFUSALS} code */
const refused = (code) => new TableError(code, REFUSALS[code]);

/** A pause that no browser slows down in the background, as it does with timers. @returns {() => Promise<void>} */
function channel() {
  const { port1, port2 } = new MessageChannel();
  /** @type {(() => void)[]} */
  const waiting = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}

/** @type {(() => Promise<void>) | undefined} */
let breath;

/** Lets others have their turn. */
function breathe() {
  const { setImmediate } = /** @type {any} */ (globalThis);
  breath ??= setImmediate ? () => new Promise((resolve) => setImmediate(resolve)) : channel();
  return breath();
}

/**
 * Whether a file in the old container is a new workbook behind a password: its parts have names in UTF-16.
 * @param {Blob} file
 */
async function isLocked(file) {
  const text = new TextDecoder("latin1").decode(await file.arrayBuffer());
  return text.includes([..."EncryptedPackage"].join("\0"));
}

/** A table at work; to be freed. */
export class Table {
  desk = new Desk();
  /** Where the text came from, where it was a sheet. @type {TableSheet | undefined} */
  sheet;

  /**
   * @param {number} slice the longest time in milliseconds without a pause
   * @param {() => void} hold throws where the work is to stop
   * @param {(phase: Phase, share: number) => void} report is called after each slice with how far it is, from 0 to 1
   */
  constructor(slice, hold = () => {}, report = () => {}) {
    this.slice = slice;
    this.hold = hold;
    this.report = report;
  }

  async rest() {
    await breathe();
    this.hold();
  }

  /**
   * Takes steps until one says that there are no more.
   * @param {Phase} phase
   * @param {() => boolean} step
   * @param {() => number} share
   */
  async steps(phase, step, share) {
    await this.rest();
    let end = performance.now() + this.slice;
    while (step()) {
      if (performance.now() < end) continue;
      this.report(phase, share());
      await this.rest();
      end = performance.now() + this.slice;
    }
  }

  /**
   * Reads a text or a file. Rejects with a `TableError` where it is no table.
   * @param {string | Blob} source
   * @param {number} [sheet] of a workbook, from 0
   */
  async read(source, sheet) {
    if (typeof source === "string") return this.#text(source);
    if (source.size > MOST) throw refused("size");
    const head = new Uint8Array(await source.slice(0, HEAD).arrayBuffer());
    const foreign = Desk.foreign(head);
    const other = new TableError(foreign, Desk.advice(head));
    if (foreign === "workbook") return this.#workbook(source, sheet);
    // What is in an archive may stand far behind its beginning.
    if (foreign === "zip") return this.#workbook(source, sheet, other);
    if (foreign === "locked" || (foreign === "old_workbook" && (await isLocked(source)))) throw refused("locked");
    if (foreign) throw other;
    return this.#bytes(source);
  }

  /** @param {string} text */
  async #text(text) {
    let at = 0;
    const step = () => {
      let end = Math.min(at + CHUNK, text.length);
      // A character of two units stays whole.
      if (/[\ud800-\udbff]/.test(text.charAt(end - 1))) end += 1;
      this.desk.push(text.slice(at, end));
      at = end;
      return at < text.length;
    };
    await this.steps("read", step, () => at / text.length);
  }

  /** @param {Blob} file */
  async #bytes(file) {
    /** @param {number} half @param {(bytes: ArrayBuffer, stream: boolean) => void} take */
    const pieces = async (half, take) => {
      for (let at = 0; at < file.size; at += CHUNK) {
        // Reading a file is a pause in itself.
        const bytes = await file.slice(at, at + CHUNK).arrayBuffer();
        this.hold();
        take(bytes, at + CHUNK < file.size);
        this.report("read", (half + at / file.size) / 2);
      }
    };
    await pieces(0, (bytes) => this.desk.sniff(new Uint8Array(bytes)));
    const encoding = this.desk.encoding();
    if (!encoding) throw refused("decode");
    // A broken byte is one broken character, and the understanding says so.
    const decoder = new TextDecoder(encoding);
    await pieces(1, (bytes, stream) => this.desk.push(decoder.decode(bytes, { stream })));
  }

  /** @param {Blob} file @param {number} [wanted] @param {TableError} [other] what is said where it is no workbook */
  async #workbook(file, wanted, other = refused("damaged")) {
    const reader = await loadWorkbook().catch(() => {
      throw refused("reader");
    });
    const bytes = new Uint8Array(await file.arrayBuffer());
    this.hold();
    const sheet = await reader.readWorkbook(bytes, wanted).catch((/** @type {import("./workbook.js").Refused} */ error) => {
      throw error.why && error.why !== "damaged" ? refused(error.why) : other;
    });
    let at = 0;
    const step = () => {
      this.desk.push(sheet.lines(at, ROWS));
      at += ROWS;
      return at < sheet.rows;
    };
    await this.steps("read", step, () => at / sheet.rows);
    const { sheets, chosen, remarks } = sheet;
    this.sheet = { sheets, chosen, remarks };
  }

  /**
   * Understands what was read; anew with other choices.
   * @param {string[]} choices keys, each with its value after it
   * @returns {TableUnderstanding}
   */
  understand(choices) {
    try {
      return this.desk.understand(choices);
    } catch (error) {
      throw typeof error === "string" ? noChoice(error) : error;
    }
  }

  /** Judges every row. */
  async judge() {
    await this.steps("check", () => this.desk.advance(100), () => this.desk.progress() / 1000);
    return this.desk.summary();
  }

  /** Every row that is not blank as CSV. */
  async toText() {
    /** @type {Blob[]} */
    const parts = [];
    let at = 0;
    const step = () => {
      // A blob each, so that putting them together at the end copies nothing.
      parts.push(new Blob([this.desk.report(at, WRITTEN)]));
      at += WRITTEN;
      return at < this.desk.length();
    };
    await this.steps("write", step, () => at / this.desk.length());
    return new Blob(parts, { type: "text/csv;charset=utf-8" });
  }

  /** The same as a workbook. */
  async toWorkbook() {
    const writer = await loadWorkbook().catch(() => {
      throw refused("writer");
    });
    return writer.writeWorkbook(Desk.heads(), this.#lines());
  }

  /** The lines of the report, made as they are taken. */
  async *#lines() {
    let end = 0;
    for (let at = 0; at < this.desk.length(); at += WRITTEN) {
      if (performance.now() > end) {
        this.report("write", at / this.desk.length());
        await this.rest();
        end = performance.now() + this.slice;
      }
      yield* this.desk.cells(at, WRITTEN);
    }
  }

  free() {
    this.desk.free();
  }
}

/** The choices of a program as the desk reads them. @param {CheckOptions} options */
function choicesOf({ kind, tier, day, columns = {} }) {
  const given = Object.entries({ kind, tier, day, ...columns });
  return given.flatMap(([key, value]) => (value === undefined ? [] : [key, value === null ? "none" : String(value)]));
}

/** @type {typeof import("luzhou-gazette/check").checkTable} */
export async function checkTable(source, options = {}) {
  await start();
  const table = new Table(20);
  try {
    const given = typeof source === "string" || source instanceof Blob ? source : new Blob([/** @type {BlobPart} */ (source)]);
    await table.read(given, options.sheet);
    const understanding = table.understand(choicesOf(options));
    /** @type {TableCheck} */
    const check = { understanding, summary: null, rows: [], sheet: table.sheet ?? null };
    if (understanding.refusal || understanding.doubts.length) return check;
    check.summary = await table.judge();
    const { desk } = table;
    const step = () => {
      check.rows.push(...desk.rows(check.rows.length, 100));
      return check.rows.length < desk.length();
    };
    await table.steps("write", step, () => 0);
    return check;
  } finally {
    table.free();
  }
}
