// A saved 计算单 that comes back: its case is recomputed, and what the sheet says is compared with what comes out.
// The file is from anyone: it is only ever read as text.

import { CASE } from "./sheet.js";

/** More than this no sheet has: 500 lines of a bill make half of it. */
const MAX_SIZE = 2_000_000;

const KEYS = ["format", "version", "calculator", "as_of", "historical", "answers", "verdict", "summary", "figures", "findings", "steps"];

/** @typedef {{ label: string, text?: string, expression?: string, result?: string }} Said */
/** @typedef {{ version: string, calculator: string, as_of: string, historical?: boolean, answers: object, summary: string,
 *   figures: Said[], findings: Said[], steps: Said[] }} Case */
/** @typedef {{ case: Case, pieces: string[], unknown: string[] }} Sheet */

const isText = (/** @type {unknown} */ it) => typeof it === "string" && it.length < 10_000;
const isRow = (/** @type {unknown} */ it) => typeof it === "object" && it !== null && !Array.isArray(it);

/**
 * What a file says, or in words why it is no sheet.
 * @param {File} file
 * @returns {Promise<Sheet | string>}
 */
export async function readSheet(file) {
  if (file.size > MAX_SIZE) return "这个文件太大，不是计算单。";
  return readText(await file.text());
}

/** @param {string} text @returns {Sheet | string} */
function readText(text) {
  const at = text.indexOf(CASE);
  const end = text.indexOf("</pre>", at);
  if (at < 0 || end < 0) return "这个文件里没有计算单的数据，打不开。";
  let carried;
  try {
    carried = JSON.parse(text.slice(at + CASE.length, end));
  } catch {
    return "计算单的数据已经损坏，打不开。";
  }
  if (!isRow(carried) || carried.format !== 1) return "这份计算单的格式本页认不出，可能是更新的版本存的。";
  const { version, calculator, as_of, answers, summary, figures, findings, steps } = carried;
  const lists = [figures, findings, steps].every((list) => Array.isArray(list) && list.length <= 5000 && list.every(isSaid));
  const day = isText(as_of) && /^\d{4}-\d\d-\d\d$/.test(as_of);
  if (!lists || !day || ![version, calculator, summary].every(isText) || !isRow(answers)) {
    return "计算单的数据不完整，打不开。";
  }
  return { case: carried, pieces: pieces(text), unknown: Object.keys(carried).filter((key) => !KEYS.includes(key)) };
}

/** @param {unknown} it */
const isSaid = (it) => isRow(it) && Object.values(/** @type {object} */ (it)).every(isText);

/** The texts that a sheet shows, in order, without the time of printing and the link. @param {string} text */
export function pieces(text) {
  const body = text.slice(text.indexOf("<body>") + 6, text.indexOf(CASE));
  const shown = body.replace(/<(span|p) class="(printed-at|case-link)[^>]*>[^<]*/g, "<$1>");
  return shown.split(/<[^>]*>/).map((piece) => piece.trim()).filter(Boolean);
}

/**
 * Whether the sheet says what comes out now, and if not, where it first differs and why.
 * @param {Sheet} sheet
 * @param {any} outcome
 * @param {string} version
 * @param {string | undefined} fresh the sheet as it would be saved now
 * @returns {{ same: boolean, words: string }}
 */
export function compare(sheet, outcome, version, fresh) {
  const saved = sheet.case;
  const own = sheet.pieces.join("\n");
  const old = saved.version !== version;
  const versions = old ? `单子是版本 ${saved.version} 算的，本页是 ${version}。` : "";
  const differs = difference(saved, outcome);
  if (differs) {
    const why = !old
      ? "同一版本、同样的填写应当算出同样的数：单子里的数被改过。"
      : saved.version.split(" ")[0] === version.split(" ")[0]
        ? "版本不同：程序或规则改过。"
        : "公报换了一期：规则改过。";
    return { same: false, words: `不一致，${differs}。${why}${versions}` };
  }
  if (old) {
    const missing = [...saved.figures, ...saved.steps].find((it) => shows(it, own) === false);
    if (missing) return { same: false, words: `不一致：单子附带的数据有“${missing.label}”，显示的文字里却找不到，显示的文字被改过。${versions}` };
    return { same: true, words: `一致：重新计算，结果相同。${versions}` };
  }
  const again = fresh === undefined ? sheet.pieces : pieces(fresh);
  const at = again.findIndex((piece, index) => piece !== sheet.pieces[index]);
  const first = at < 0 && sheet.pieces.length > again.length ? again.length : at;
  if (first >= 0) {
    const [shown, due] = [sheet.pieces[first] ?? "（没有）", again[first] ?? "（没有）"];
    return { same: false, words: `不一致：单子上显示“${shown.slice(0, 80)}”，应是“${due.slice(0, 80)}”，显示的文字被改过。` };
  }
  return { same: true, words: "一致：同一版本重新计算，每一步都相同。" };
}

/** Whether the sheet's own text has a figure or a step; a number stands apart from its unit. @param {Said} said @param {string} own */
function shows(said, own) {
  const number = (said.text ?? said.result ?? "").match(/[\d,.]+/)?.[0];
  return number === undefined || own.includes(number);
}

/** The first step, decision or figure that differs, in words. @param {Case} saved @param {any} now */
function difference(saved, now) {
  for (let at = 0; at < Math.max(saved.steps.length, now.steps.length); at++) {
    const [was, is] = [saved.steps[at], now.steps[at]];
    if (was && is && was.result === is.result && was.expression === is.expression) continue;
    const name = `第 ${at + 1} 步“${(was ?? is).label}”`;
    return `${name}：单子上是“${was ? `${was.expression} → ${was.result}` : "没有这一步"}”，现在是“${is ? `${is.expression} → ${is.result}` : "没有这一步"}”`;
  }
  for (const list of /** @type {const} */ (["findings", "figures"])) {
    for (let at = 0; at < Math.max(saved[list].length, now[list].length); at++) {
      const [was, is] = [saved[list][at], now[list][at]];
      if (was?.text !== is?.text) return `“${(was ?? is).label}”：单子上是“${was?.text ?? "没有"}”，现在是“${is?.text ?? "没有"}”`;
    }
  }
  return saved.summary === now.summary ? undefined : `结论：单子上是“${saved.summary}”，现在是“${now.summary}”`;
}
