// The 计算单 as one HTML file without any script. It carries its case, so that it can be recomputed years later
// (www/reopen.js).

import { make } from "./make.js";

/** The element that holds the case; its text is JSON without a single `<`. */
export const CASE = '<pre hidden id="luzhou-case">';

const PAPER = `body{margin:2rem auto;max-width:46rem;padding:0 1rem}@page{size:A4;margin:15mm;@bottom-right{font-size:9pt;content:"第 " counter(page)"/"counter(pages)" 页"}}`;

/** The moment in Beijing, to the minute; nothing where the page has replaced the clock. */
export function now() {
  try {
    return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 16).replace("T", " ");
  } catch {
    return "";
  }
}

/**
 * The sheet of what an element shows; nothing while it shows no answer.
 * @param {HTMLElement & { answers?: unknown }} host
 * @param {ShadowRoot} root
 * @param {string} style
 * @param {any} outcome
 */
export function sheetOf(host, root, style, outcome) {
  const shown = /** @type {HTMLElement | null} */ (root.querySelector(".calculator"));
  if (!shown || !outcome) return undefined;
  const copy = /** @type {HTMLElement} */ (shown.cloneNode(true));
  copy.dataset.width = "wide";
  for (const it of copy.querySelectorAll(".said")) it.setAttribute("open", "");
  // The same case makes the same sheet, whatever was unfolded.
  const screen = ".form, .actions, .copied, .remarks, .jump, .download, .spoken, .hint, textarea, button, [hidden], details:not(.said)";
  for (const it of copy.querySelectorAll(screen)) it.remove();
  // Where the sheet is kept the pages of the documents are not.
  for (const link of copy.querySelectorAll(".source-place a")) link.replaceWith(...link.childNodes);
  const { calculator, as_of, verdict, summary, figures, findings, steps } = outcome;
  /** @param {any[]} list @param {string[]} keys */
  const only = (list, keys) => list.map((it) => Object.fromEntries(keys.map((key) => [key, it[key]])));
  const carried = {
    format: 1,
    version: shown.dataset.version,
    calculator,
    as_of,
    historical: host.getAttribute("historical") === null ? undefined : host.getAttribute("historical") !== "false",
    answers: host.answers,
    verdict,
    summary,
    figures: only(figures, ["key", "label", "text"]),
    findings: only(findings, ["key", "label", "text"]),
    steps: only(steps, ["label", "expression", "result"]),
  };
  const json = JSON.stringify(carried).replace(/[<>&]/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`);
  const rules = style.replace(/:host/g, ":root").replace(/@media print/g, "@media all");
  const title = `计算单：${shown.querySelector(".title")?.textContent}`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${rules}${PAPER}</style></head><body>
${copy.outerHTML}
${CASE}${json}</pre>
</body></html>
`;
}

/**
 * Hands the sheet over as a download.
 * @param {string} text
 * @param {string} name
 */
export function download(text, name) {
  const link = make("a");
  link.download = name;
  link.href = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
