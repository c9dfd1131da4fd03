// Periods as they stand on a day, and those of the home screen: each marked, and what is over named.

/** Today in Beijing, which keeps UTC+8 all year. */
export const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);

/**
 * How a period stands on a day, its first and last day included: over, not begun, in force, in force without a stated end.
 * @param {DOMStringMap} period
 * @param {string} day
 */
export function standing({ from = "", until }, day) {
  if (until && until < day) return "over";
  if (from > day) return "soon";
  return until ? "in" : "open";
}

/** The day that the home screen looks at. */
let shown = today;

/** Marks a period by how it stands on the day that is looked at. @param {HTMLElement} chip */
export function mark(chip) {
  const { from, until } = chip.dataset;
  const state = standing(chip.dataset, shown);
  chip.dataset.state = state;
  chip.textContent = { over: `已结束 ${until}`, soon: `${from} 起施行`, in: `有效至 ${until}`, open: "没写到哪天" }[state];
  return state;
}

/** Looks at another day than today, whose marks follow. @param {string} day */
export function lookAt(day) {
  shown = day;
}

/** Lets links to the documents' pages keep the day that is looked at. @param {Iterable<HTMLAnchorElement>} links @param {string} day */
export function keepDay(links, day) {
  for (const link of links) {
    const [page = "", place] = (link.getAttribute("href") ?? "").split("#");
    link.setAttribute("href", `${page.split("?")[0]}${day === today ? "" : `?day=${day}`}${place === undefined ? "" : `#${place}`}`);
  }
}

/** Says which day is looked at, where the page has a place for it. */
export function sayDay() {
  for (const place of document.querySelectorAll("[data-today]")) place.textContent = shown === today ? `今天 ${today}` : `看的是 ${shown}`;
}

/**
 * Marks every period of the home screen, counts the documents, and names what is over: documents and calculators apart.
 * @param {string} [day] the day to look at, today if absent
 */
export function markPeriods(day = today) {
  lookAt(day);
  keepDay(document.querySelectorAll('#home a[href^="documents/"]'), day);
  const counts = { in: 0, open: 0, soon: 0, over: 0 };
  /** @type {Record<"文件" | "计算器", string[]>} */
  const over = { 文件: [], 计算器: [] };
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#home .chip"))) {
    const state = mark(chip);
    const isDocument = chip.closest(".docs") !== null;
    if (state === "over") over[isDocument ? "文件" : "计算器"].push(chip.closest(".card, li")?.querySelector("span")?.textContent ?? "");
    if (isDocument) counts[state]++;
  }
  const looked = /** @type {HTMLElement | null} */ (document.querySelector("[data-looked]"));
  if (looked) {
    looked.hidden = day === today;
    /** @type {HTMLElement} */ (looked.querySelector("b")).textContent = day;
  }
  sayDay();
  const tally = document.querySelector("[data-tally]");
  /** @param {string} words @param {string} [state] */
  const part = (words, state = "") => {
    const span = document.createElement("span");
    span.textContent = words;
    span.dataset.state = state;
    return span;
  };
  const parts = [part(`● 有效 ${counts.in}`, "in"), part(`○ 没写到哪天 ${counts.open}`), part(`■ 已结束 ${counts.over}`, "over")];
  // Of today there is none in an old issue.
  if (counts.soon) parts.unshift(part(`◌ 还没有施行 ${counts.soon}`));
  tally?.replaceChildren(...parts.flatMap((it, at) => (at ? [" · ", it] : [it])));
  for (const [what, names] of Object.entries(over)) {
    if (!names.length) continue;
    const line = part(`已结束的${what} ${names.length} ${what === "文件" ? "份" : "个"}：${names.join("、")}`);
    line.className = "ended";
    tally?.append(" ", line);
  }
}
