// The element of the calculators.

import style from "generated/style";
import { mount, search, searchAlso } from "generated/calculators";
import { start } from "generated/start";
import { download, now, sheetOf } from "./sheet.js";
import { define } from "./shell.js";

/** Registers the element, once; on a server, which has none, nothing happens. */
export function register() {
  define("luzhou-calculator", {
    attributes: ["name", "as-of", "historical"],
    kind: (host) => host.getAttribute("name") || "",
    mount,
    sheet,
    submitted,
  });
  if (typeof customElements !== "object") return;
  // For a page from a disk, which can import no module: the search, once it can be called.
  const made = /** @type {any} */ (customElements.get("luzhou-calculator"));
  if (made) made.searching = () => start().then(() => ({ search, searchAlso }));
}

/**
 * What a form of the host is told: the case and the short answer, from which the whole can be computed anew.
 * @param {HTMLElement & { answers?: unknown }} host
 * @param {any} outcome
 */
function submitted({ answers }, { calculator, as_of, verdict, summary, figures }) {
  /** @param {any} figure */
  const short = ({ key, value, unit, text }) => ({ key, value, unit, text });
  return JSON.stringify({ calculator, as_of, answers, verdict, summary, figures: figures.map(short) });
}

/**
 * Keeps the last answer for the sheet, saves it when asked to, and dates it when it is printed.
 * @param {HTMLElement} host
 * @param {ShadowRoot} root
 */
function sheet(host, root) {
  /** @type {any} */
  let outcome;
  const text = () => sheetOf(host, root, style, outcome);
  const date = () => {
    const place = root.querySelector(".printed-at");
    if (place) place.textContent = now();
    for (const fold of root.querySelectorAll(".said")) fold.setAttribute("open", "");
  };
  host.addEventListener("luzhou-result", (event) => {
    if (event.target === host) outcome = /** @type {CustomEvent} */ (event).detail;
  });
  root.addEventListener("click", (event) => {
    if (!/** @type {Element} */ (event.target).closest("[data-action=save]")) return;
    date();
    const saved = text();
    if (saved) download(saved, `计算单-${outcome.calculator}-${outcome.as_of}.html`);
  });
  return { text, date };
}
