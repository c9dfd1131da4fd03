// What is read where no calculator can run: for each calculator its figures and decision tables, with their sources, as plain
// HTML that the first page carries.

import { html } from "../html.mjs";
import { inWords } from "../issue.mjs";
import { amount, span } from "./facts.mjs";

/** What calculators answer from whose statements begin otherwise than with their own first word, or that read other tables than one of their name. */
export const SOURCES = {
  "relocation-subsidy": { facts: ["relocation_", "document_relocation_"] },
  "relocation-household": { tables: ["relocation-household"] },
  "home-purchase-subsidy": { facts: ["home_purchase_"] },
  "medical-fee": { facts: ["prices_", "validity_", "document_prices_"] },
  "donor-benefits": { facts: ["donor_", "blood_office_phone"], tables: ["donor-benefits"] },
  "unit-donation-plan": { facts: ["unit_", "blood_slot_", "blood_office_phone"] },
  "blood-donation-quota": { facts: ["blood_", "document_blood_"] },
  "illegal-construction-deadlines": {
    facts: ["construction_", "document_illegal_"],
    tables: ["report", "handler", "tasks", "measures", "copy-letter", "registry", "utility", "liability"].map((it) => `construction-${it}`),
  },
  "forest-fire-season": { facts: ["forest_", "document_forest_"], tables: ["open-fire", "fire-warning", "fire-extension"] },
  "consumption-support": { facts: ["consumption_", "measure_", "document_consumption_"], tables: ["consumer-loan"] },
  "road-names": { facts: ["road_", "roads_", "document_road_"] },
  "rule-of-law-figures": { facts: ["law_", "document_rule_"] },
  "relocation-budget": { facts: ["relocation_city", "relocation_district_", "relocation_planned_", "relocation_yearly_"] },
  "policy-validity": { facts: ["document_", "construction_years", "relocation_years", "prices_adjusted_years", "prices_trial_years"] },
  "carbon-targets": { facts: ["carbon_", "document_carbon_"] },
  "document-openness": {
    facts: ["openness_", "document_openness_"],
    tables: ["form", "class", "proof", "mark", "submission"].map((it) => `openness-${it}`),
  },
};

/** What a calculator answers from: how the ids of its statements begin, and its decision tables. */
export function sourceOf(name, decisions) {
  const own = decisions.some(({ table }) => table === name) ? [name] : [];
  return SOURCES[name] ?? { facts: [`${name.split("-")[0]}_`], tables: own };
}

/** How much a statement says; where no number is printed, the words that are. */
const said = (row) => amount(row) ?? `“${row.printed}”`;

/** What a statement is about: where, for whom, of which year, unless that is said already. */
function about(row) {
  const year = /^[\d/]{4,9}$/.test(row.horizon) ? row.horizon.replace("/", "—") : null;
  const more = [row.scope, year].filter((it) => it && !row.subject.includes(it) && !said(row).includes(it));
  return row.subject + (more.length ? `（${more.join("，")}）` : "");
}

/** How much; what has a period of its own, other than its document's, says so. */
function dated(row, { from, issued, until }) {
  const own = row.until ? span(`${row.from}/${row.until}`) : `${inWords(row.from)}起`;
  const differs = row.from !== (from ?? issued) || row.until !== until;
  return said(row) + (differs && said(row) !== own ? `（有效：${own}）` : "");
}

/** A document, and since when and until when it is in force. */
function inForce({ short, number, issued, from, until }) {
  const period = until ? span(`${from}/${until}`) : `${from ? `${inWords(from)}起施行` : `${inWords(issued)}印发`}，没写到哪天`;
  return html`<p>《${short}》（${number}）：${period}</p>`;
}

/** A table in a frame that the keyboard can move sideways. */
const table = (label, heads, rows) => html`<div tabindex="0" role="group" aria-label="${label}"><table><thead><tr>${heads.map(
  (it) => html`<th>${it}</th>`,
)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((it) => html`<td>${it}</td>`)}</tr>`)}</tbody></table></div>`;

const PRICES = html`<p data-online><a href="data/prices.csv">每个项目的价格（CSV 表格）</a></p>`;

/** One `details` for each calculator that has something to read, in the order given: its name, its title, and what it answers from. */
export function figures(calculators, { facts, decisions, documents }) {
  const byId = new Map(documents.map((it) => [it.id, it]));
  const of = ([name, title]) => {
    const source = sourceOf(name, decisions);
    const rows = facts.filter(({ id }) => source.facts?.some((start) => id.startsWith(start)));
    const tables = (source.tables ?? []).map((id) => decisions.filter((it) => it.table === id));
    if (!rows.length && !tables.length) return null;
    const cited = new Set([...rows, ...tables.flat()].map((it) => it.document));
    // The one document stands above already.
    const place = ({ number, clause }) => (cited.size > 1 ? `${number} ${clause}` : clause);
    const numbers = rows.map((row) => [about(row), dated(row, byId.get(row.document)), place(row)]);
    const rules = tables.map((decided) => {
      const read = decided.map((it) => [it.situation ?? "任何情况", it.result, it.why, place(it)]);
      return html`<h3>${decided[0].title}</h3>${table(decided[0].title, ["情况", "规定", "为什么", "依据"], read)}`;
    });
    return html`<details data-of="${name}"><summary>${title}</summary>${documents.filter(({ id }) => cited.has(id)).map(inForce)}${
      name === "medical-fee" && PRICES
    }${numbers.length > 0 && table("数字", ["说的是", "数字", "依据"], numbers)}${rules}</details>\n`;
  };
  return html`${calculators.map(of)}`;
}
