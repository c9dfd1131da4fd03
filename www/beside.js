// Two cases side by side: one is kept, the other is what is filled in now. What differs is marked by a sign and by weight.

/** @typedef {{ rows: [string, string][] }} Kept */

/** What an element shows, as names and values. @param {HTMLElement} shown @param {any} outcome @returns {Kept} */
export function keep(shown, outcome) {
  const said = [...(shown.shadowRoot?.querySelectorAll(".answers > div") ?? [])];
  /** @type {[string, string][]} */
  const rows = said.map((it) => [it.querySelector("dt")?.textContent ?? "", it.querySelector("dd")?.textContent ?? ""]);
  rows.push(["结果", outcome.summary]);
  for (const { label, text } of [...outcome.findings, ...outcome.figures]) rows.push([label, text]);
  for (const { label, result } of outcome.steps) rows.push([label, result]);
  return { rows };
}

/** @param {string} tag @param {string} text */
function cell(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** The table of both. @param {Kept} first @param {Kept} second */
export function besideEachOther(first, second) {
  const table = document.createElement("table");
  table.className = "beside";
  table.append(cell("caption", "两种情况对比（≠ 是不同的地方）"));
  const head = table.createTHead().insertRow();
  for (const name of ["", "情况一", "现在填的"]) head.append(cell("th", name));
  const body = table.createTBody();
  const seen = new Set();
  for (const [name] of [...first.rows, ...second.rows]) {
    if (seen.has(name)) continue;
    seen.add(name);
    const [one, other] = [first, second].map((it) => it.rows.find(([key]) => key === name)?.[1] ?? "—");
    const row = body.insertRow();
    const differs = one !== other;
    if (differs) row.className = "differs";
    const label = cell("th", differs ? `≠ ${name}` : name);
    label.setAttribute("scope", "row");
    row.append(label, cell("td", one ?? ""), cell("td", other ?? ""));
  }
  return table;
}
