// Periods on the home screen: each marked by how it stands today, and what is over named.

/** Today in Beijing, which keeps UTC+8 all year. */
const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);

/** Marks a period by how it stands today: over, not begun, in force. @param {HTMLElement} chip */
export function mark(chip) {
  const { from = "", until } = chip.dataset;
  const state = until && until < today ? "over" : from > today ? "soon" : until ? "in" : "open";
  chip.dataset.state = state;
  if (state === "over") chip.textContent = `已结束 ${until}`;
  if (state === "soon") chip.textContent = `${from} 起施行`;
  return state;
}

/** Says which day it is, where the page has a place for it. */
export function sayToday() {
  const day = document.querySelector("[data-today]");
  if (day) day.textContent = `今天 ${today}`;
}

/** Marks every period on the page, counts the documents, and names what is over: documents and calculators apart. */
export function markPeriods() {
  const counts = { in: 0, open: 0, over: 0 };
  /** @type {Record<"文件" | "计算器", string[]>} */
  const over = { 文件: [], 计算器: [] };
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#home .chip"))) {
    const state = mark(chip);
    const isDocument = chip.closest(".docs") !== null;
    if (state === "over") over[isDocument ? "文件" : "计算器"].push(chip.closest(".card, li")?.querySelector("span")?.textContent ?? "");
    if (isDocument) counts[state === "over" ? "over" : chip.dataset.until ? "in" : "open"]++;
  }
  sayToday();
  const tally = document.querySelector("[data-tally]");
  /** @param {string} words */
  const part = (words) => {
    const span = document.createElement("span");
    span.textContent = words;
    return span;
  };
  tally?.replaceChildren(part(`● 有效 ${counts.in}`), " · ", part(`○ 没写到哪天 ${counts.open}`), " · ", part(`■ 已结束 ${counts.over}`));
  for (const [what, names] of Object.entries(over)) {
    if (!names.length) continue;
    const line = part(`已结束的${what} ${names.length} ${what === "文件" ? "份" : "个"}：${names.join("、")}`);
    line.className = "ended";
    tally?.append(" ", line);
  }
}
