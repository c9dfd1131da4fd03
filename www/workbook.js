// Workbooks (.xlsx) become the rows of cells that text files are, one line a row of the sheet; and what came out
// becomes one. A file of its own that is loaded when a workbook comes or is wanted: it is a third of what else a check needs.

import { readXlsx, writeXlsxStream } from "hucre/xlsx";

/**
 * @typedef {object} SheetName A sheet of a workbook.
 * @property {string} name as it stands on its tab
 * @property {boolean} hidden whether the spreadsheet shows no tab for it
 *
 * @typedef {object} Sheet A sheet as lines of text.
 * @property {SheetName[]} sheets every sheet of the workbook
 * @property {number} chosen which of them this is, from 0
 * @property {string} name its name
 * @property {number} rows its rows, counted as the spreadsheet numbers them
 * @property {string[]} remarks what was not taken as it stands, in sentences
 * @property {(from: number, most: number) => string} lines rows as lines: every cell in quotes, tabs between them
 *
 * @typedef {{ readWorkbook: typeof readWorkbook, writeWorkbook: typeof writeWorkbook }} Reader
 * @typedef {import("hucre").Sheet} Read
 * @typedef {import("hucre").CellValue | undefined} Value
 */

/** The most bytes that a workbook may have unpacked. A million rows of four columns are 200 MB. */
const MOST_UNPACKED = 256 * 1024 * 1024;

/** Why a workbook is not read; `why` is stable. */
export class Refused extends Error {
  /** @param {"locked" | "huge" | "damaged" | "empty"} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** What stands for all: ones and numbers that the archive's directory has no room for. */
const SENTINEL = 0xffffffff;

/**
 * The bytes that an archive has unpacked, by its own directory; the reader holds every part to that. Infinite where the
 * directory leaves it open.
 * @param {Uint8Array} bytes
 */
function unpacked(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Refused("damaged");
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const extras = at + 46 + view.getUint16(at + 28, true);
    const next = extras + view.getUint16(at + 30, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    // Two bytes are what nothing is packed into.
    if (size === 0 && packed > 2) return Infinity;
    sum += size === SENTINEL ? long(view, extras, next) : size;
    at = next + view.getUint16(at + 32, true);
  }
  return sum;
}

/**
 * The unpacked size among the extra fields, where the directory has no room for it; some writers always put it there.
 * @param {DataView} view
 * @param {number} from
 * @param {number} to
 */
function long(view, from, to) {
  for (let at = from; at + 12 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 1) return Number(view.getBigUint64(at + 4, true));
  }
  return Infinity;
}

/**
 * A number as a spreadsheet shows it: at most 15 digits, which rounds the noise of binary fractions away, never with an
 * exponent.
 * @param {number} value
 */
function number(value) {
  const rounded = Number(value.toPrecision(15));
  const text = String(rounded);
  if (!text.includes("e")) return text;
  return Math.abs(rounded) < 1 ? rounded.toFixed(15).replace(/0+$/, "") : BigInt(rounded).toString();
}

/**
 * A cell as text.
 * @param {Value} value
 */
function text(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return number(value);
  if (value instanceof Date) {
    // Days without a zone, written as if they were in UTC.
    if (Number.isNaN(value.getTime())) return "";
    const iso = value.toISOString();
    return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : iso.slice(0, 19).replace("T", " ");
  }
  // A row of the sheet is one line; what a spreadsheet breaks in a cell it would also wrap.
  return String(value).replace(/[\t\r\n]+/g, " ");
}

/**
 * Whether one value cannot stand for each row of a merged cell: one amount or quantity for two rows is neither's. Days,
 * names and codes can.
 * @param {string} value
 */
const single = (value) =>
  /^[\d.,\u00a5\uffe5+-]/.test(value) && !/\d{7}/.test(value) && !/\d[-/.\u5e74]\d+[-/.\u6708]\d/.test(value);

/**
 * Fills the cells below the first of those that are merged over several rows; how many there are.
 * @param {Read} sheet
 */
function fill(sheet) {
  let filled = 0;
  for (const { startRow, startCol, endRow } of sheet.merges ?? []) {
    const first = sheet.rows[startRow];
    if (endRow <= startRow || !first) continue;
    const value = text(first[startCol]);
    if (!value) continue;
    filled++;
    const cell = single(value) ? `${value}（合并了 ${endRow - startRow + 1} 行）` : value;
    for (const row of sheet.rows.slice(startRow, endRow + 1)) row[startCol] = cell;
  }
  return filled;
}

/** @param {Read} sheet */
function uncomputed(sheet) {
  let count = 0;
  for (const cell of sheet.cells?.values() ?? []) {
    if (cell.type === "formula" && (cell.value === null || cell.value === undefined)) count++;
  }
  return count;
}

/** @param {Uint8Array} bytes @param {(info: { index: number }) => boolean} wanted */
async function sheetsOf(bytes, wanted) {
  try {
    return (await readXlsx(bytes, { sheets: wanted })).sheets;
  } catch (error) {
    throw new Refused(error instanceof Error && error.name === "EncryptedFileError" ? "locked" : "damaged");
  }
}

/**
 * Reads a sheet: the wanted one, or the first with a tab that is not empty.
 * @param {Uint8Array} bytes the whole file
 * @param {number} [wanted] from 0
 * @returns {Promise<Sheet>}
 */
export async function readWorkbook(bytes, wanted) {
  // A workbook behind a password is no archive.
  if (bytes[0] === 0xd0) throw new Refused("locked");
  let size;
  try {
    size = unpacked(bytes);
  } catch {
    throw new Refused("damaged");
  }
  if (size > MOST_UNPACKED) throw new Refused("huge");
  /** @type {SheetName[]} */
  const sheets = [];
  await sheetsOf(bytes, (info) => {
    const { name, hidden, veryHidden } = /** @type {import("hucre").SheetFilterInfo} */ (info);
    sheets.push({ name, hidden: Boolean(hidden || veryHidden) });
    return false;
  });
  const shown = sheets.flatMap((sheet, index) => (sheet.hidden ? [] : [index]));
  for (const chosen of wanted === undefined ? shown : [wanted]) {
    const [sheet] = await sheetsOf(bytes, ({ index }) => index === chosen);
    if (sheet && (sheet.rows.length > 0 || wanted !== undefined)) return lined(sheet, sheets, chosen);
  }
  throw new Refused("empty");
}

/** @param {Read} sheet @param {SheetName[]} sheets @param {number} chosen @returns {Sheet} */
function lined(sheet, sheets, chosen) {
  const remarks = [];
  const left = sheets.filter(({ hidden }, index) => hidden && index !== chosen).map(({ name }) => `“${name}”`);
  if (left.length) remarks.push(`隐藏的表${left.join("、")}没有核对。`);
  const filled = fill(sheet);
  if (filled) remarks.push(`合并的格子 ${filled} 处：日期、编码和名称照上一格读，数量和金额不拆分。`);
  const open = uncomputed(sheet);
  if (open) remarks.push(`公式 ${open} 格没有存下结果，当作空格；请在表格软件里打开、保存一次再选。`);
  const cell = (/** @type {Value} */ value) => `"${text(value).replace(/"/g, '""')}"`;
  return {
    sheets,
    chosen,
    name: sheet.name,
    remarks,
    rows: sheet.rows.length,
    lines: (from, most) =>
      sheet.rows
        .slice(from, from + most)
        .map((row) => `${row.map(cell).join("\t")}\r\n`)
        .join(""),
  };
}

/** What holds numbers, with how they are shown. Everything else is a text and stays one, also when its cell is edited. */
const NUMBERS = new Map([["行", "0"], ["数量", "0"], ["表内金额", "#,##0.00"], ["公报金额", "#,##0.00"], ["相差", "#,##0.00"]]);

/** The columns with sentences. */
const WIDE = ["表内名称", "公报名称", "怎样读的", "说明", "出处"];

/** What a spreadsheet would take for a formula, in half or full width. */
const RUNS = /^[\s\p{C}]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u;

/** As many characters as a spreadsheet takes in a cell, and a little less. */
const MOST_IN_A_CELL = 32_000;

/** Whether the engine can deflate; Chromium can in this format from 103 on. Elsewhere the file is stored as it is. */
function deflates() {
  try {
    return Boolean(new CompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

/**
 * A cell of the report: a number where the column holds numbers and it is one, else the text. In a column of numbers a
 * text that a spreadsheet would run once somebody edits it has an apostrophe before it.
 * @param {string} text
 * @param {boolean} number
 */
function written(text, number) {
  if (text === "") return null;
  if (number) return /^-?\d{1,12}(\.\d+)?$/.test(text) ? Number(text) : RUNS.test(text) ? `'${text}` : text;
  // What XML cannot hold would make the file a damaged one.
  return text.slice(0, MOST_IN_A_CELL).replace(/[\ufffe\uffff]/g, "\ufffd");
}

/**
 * Rows of texts as a workbook of one sheet, which is made as they come.
 * @param {string[]} heads
 * @param {AsyncIterable<string[]>} rows
 * @returns {Promise<Blob>}
 */
export async function writeWorkbook(heads, rows) {
  const columns = heads.map((header) => ({
    header,
    width: WIDE.includes(header) ? 32 : 14,
    style: { numFmt: NUMBERS.get(header) ?? "@" },
  }));
  const numbers = heads.map((head) => NUMBERS.has(head));
  const cells = async function* () {
    for await (const row of rows) yield row.map((cell, place) => written(cell, numbers[place] ?? false));
  };
  const options = { name: "核对结果", columns, freezePane: { rows: 1 }, compress: deflates() };
  const body = new Response(writeXlsxStream(cells(), options));
  const blob = await body.blob();
  return blob.slice(0, blob.size, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}
