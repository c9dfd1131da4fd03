// The statements of a clause as people read them: what it is about, how much, for when and for whom.

import { grouped, html } from "../html.mjs";
import { inWords } from "../issue.mjs";

/** What stands before an amount, by comparator; a share and a grade are low or high, a number is more or less. */
const COMPARATORS = { at_least: ["不少于", "不低于"], at_most: ["不超过", "不超过"], more_than: ["超过", "超过"], less_than: ["不到", "低于"] };
const FIRMNESS = { striven: "力争", about: "约", cap: "最高" };

/** A number with its digits in groups; a year is none. */
function digits(value, unit) {
  const [whole, decimals] = value.split(".");
  const said = unit === "年" ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals ? `${said}.${decimals}` : said;
}

/** A span of days; its year is said once. */
export function span(value) {
  const [from, until] = value.split("/");
  const end = inWords(until);
  return `${inWords(from)}至${from.slice(0, 4) === until.slice(0, 4) ? end.replace(/^\d+年/, "") : end}`;
}

/** How much a statement says; where no number is printed, nothing. */
export function amount({ kind, comparator, firmness, value, unit }) {
  if (value === null) return null;
  if (kind === "day") return inWords(value);
  if (kind === "period") return span(value);
  const share = kind === "text" || unit === "%";
  const number = kind === "number";
  const said = number ? digits(value, unit) : value;
  const counted = !number || !unit ? said : unit === "%" ? `${said}%` : `${said} ${unit}`;
  // About so much, and so much at most, is neither less nor more.
  const compared = ["about", "cap"].includes(firmness) ? "" : (COMPARATORS[comparator]?.[share ? 1 : 0] ?? "");
  const words = (FIRMNESS[firmness] ?? "") + compared;
  return words ? `${words} ${counted}` : counted;
}

/** For when a statement is said: a year, a day, or from one to another. */
export function horizon(said) {
  if (said.includes("/")) {
    const [from, until] = said.split("/");
    return from.length === 4 ? `${from}—${until} 年` : span(said);
  }
  return said.length === 4 ? `${said} 年` : inWords(said);
}

const bare = (said) => said.replaceAll(/[\s,，]/g, "");

/** A chip with the statement's own period, where it has another than its document. */
function period(fact, document) {
  const { from, until } = fact;
  if (!until || until === document?.until || fact.kind === "period") return null;
  return html`<span class="chip" data-from="${from}" data-until="${until}">有效至 ${until}</span>`;
}

/** How much, for when, for whom; and the characters by which it can be found on the page. */
function said(fact, document, heading) {
  const much = amount(fact);
  const when = fact.horizon && horizon(fact.horizon);
  const shown = [heading, much ?? "", when ?? ""].map(bare);
  const scope = fact.scope && !heading.includes(fact.scope) && fact.scope;
  const printed = shown.every((it) => !it.includes(bare(fact.printed))) && fact.printed;
  return html`<dd data-fact="${fact.id}" id="${fact.id}"><b class="much">${much ?? "没有印出数"}</b>${
    when && when !== much && html` <span class="when">${when}</span>`
  }${scope && html` <span class="whom">${scope}</span>`}${period(fact, document)}${
    printed && html` <small class="printed">印作：${printed}</small>`
  }</dd>`;
}

/** Statements that stand in a grid: several subjects, each for the same places. */
function grids(facts) {
  const subjects = grouped(facts, (fact) => fact.subject);
  const shapes = new Map();
  for (const [subject, rows] of subjects) {
    const scopes = rows.map((row) => row.scope);
    const even = new Set(rows.map((row) => [row.unit, row.horizon].join())).size === 1;
    if (rows.length < 3 || new Set(scopes).size < rows.length || scopes.includes(null) || !even) continue;
    const shape = scopes.join();
    shapes.set(shape, [...(shapes.get(shape) ?? []), subject]);
  }
  return [...shapes.values()].filter((names) => names.length > 1).map((names) => names.map((name) => subjects.get(name)));
}

/** A grid as a table: a row a place, a column a subject. */
function grid(columns) {
  const heads = columns.map(([{ subject, horizon: when, unit }]) => {
    const more = [when && horizon(when), unit].filter(Boolean).join("，");
    return html`<th scope="col">${subject}<small>${more}</small></th>`;
  });
  const rows = columns[0].map((first, at) => {
    const cells = columns.map((column) => {
      const fact = column[at];
      return html`<td data-fact="${fact.id}" id="${fact.id}">${amount({ ...fact, unit: null })}</td>`;
    });
    return html`<tr><th scope="row">${first.scope}</th>${cells}</tr>\n`;
  });
  return html`<div class="wide" tabindex="0" role="region" aria-label="各地的数"><table class="numbers">
<thead><tr><th scope="col">哪里</th>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div>\n`;
}

/** The statements of one clause. */
export function factsOf(facts, document) {
  if (!facts.length) return null;
  const tables = grids(facts);
  const inTables = new Set(tables.flat(2));
  const listed = grouped(facts.filter((fact) => !inTables.has(fact)), (fact) => fact.subject);
  const pairs = [...listed].map(
    ([subject, rows]) => html`<div><dt>${subject}</dt>${rows.map((fact) => said(fact, document, subject))}</div>\n`,
  );
  return html`${pairs.length > 0 && html`<dl class="facts">\n${pairs}</dl>\n`}${tables.map(grid)}`;
}
