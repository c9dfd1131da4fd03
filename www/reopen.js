// A saved 计算单 that comes back: its case is recomputed, and the file is compared with the one that would be saved now,
// letter by letter: what a file shows cannot be judged piece by piece, because a style alone can change it. The file is
// from anyone: it is only ever read as text.

import { CASE } from "./sheet.js";

/** More than this no sheet has: 500 lines of a bill make half of it. */
const MAX_SIZE = 2_000_000;

const KEYS = ["format", "version", "calculator", "as_of", "historical", "answers", "verdict", "summary", "figures", "findings", "steps"];

/** @typedef {{ label: string, text?: string, expression?: string, result?: string }} Said */
/** @typedef {{ version: string, calculator: string, as_of: string, historical?: boolean, answers: object, verdict: string, summary: string,
 *   figures: Said[], findings: Said[], steps: Said[] }} Case */
/** @typedef {{ case: Case, text: string, unknown: string[] }} Sheet */

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
  const lists = [figures, findings].every((list) => areSaid(list, ["label", "text"])) && areSaid(steps, ["label", "expression", "result"]);
  const day = isText(as_of) && /^\d{4}-\d\d-\d\d$/.test(as_of);
  if (!lists || !day || ![version, calculator, summary].every(isText) || !isRow(answers)) {
    return "计算单的数据不完整，打不开。";
  }
  return { case: carried, text, unknown: Object.keys(carried).filter((key) => !KEYS.includes(key)) };
}

/** Whether something is a list of rows that say at least this, in texts alone. @param {unknown} list @param {string[]} keys */
const areSaid = (list, keys) =>
  Array.isArray(list) && list.length <= 5000 && list.every((it) => isRow(it) && Object.values(it).every(isText) && keys.every((key) => isText(it[key])));

/** A sheet without the only two things that may differ: the time of printing, and the address of the page. @param {string} text */
const lasting = (text) =>
  text
    .replace(/(class="printed-at"[^>]*>)\d{4}-\d\d-\d\d \d\d:\d\d</, "$1<")
    .replace(/(本例链接：)https?:\/\/[\w.:/?=&;%~@+-]*#/, "$1#");

/**
 * Whether the file is what would be saved now, and if not, what of the case differs and why. A file of another version
 * cannot be written again: only the figures it carries are compared, and what it shows is never called right.
 * @param {Sheet} sheet
 * @param {any} outcome
 * @param {string} version
 * @param {string | undefined} fresh the sheet as it would be saved now
 * @returns {{ state: "same" | "part" | "other", words: string }}
 */
export function compare(sheet, outcome, version, fresh) {
  const saved = sheet.case;
  const differs = difference(saved, outcome);
  const due = `以这里重新算出的为准：${outcome.summary}`;
  if (saved.version === version) {
    if (fresh !== undefined && lasting(sheet.text) === lasting(fresh)) {
      return { state: "same", words: `一致：同一版本重新计算，整份文件一字不差（打印时间和网址除外）。${due}` };
    }
    return { state: "other", words: `不一致：这份文件的内容被改动过${differs ? `，${differs}` : ""}。${due}` };
  }
  const versions = `单子是版本 ${saved.version.slice(0, 40)} 存的，本页是 ${version}。`;
  if (!differs) {
    return { state: "part", words: `只比了单子附带的数，和重新算出的相同；单子上显示的文字没法比。${versions}${due}` };
  }
  const why = saved.version.split(" ")[0] === version.split(" ")[0] ? "版本不同：程序或规则改过。" : "公报换了一期：规则改过。";
  return { state: "other", words: `不一致，${differs}。${why}${versions}${due}` };
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
  return saved.summary === now.summary && saved.verdict === now.verdict ? undefined : `结论：单子上是“${saved.summary}”，现在是“${now.summary}”`;
}
