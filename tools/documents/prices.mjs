// The price rows of a document, by annex, each with its five tiers; and what is printed oddly in them.

import { grouped, html } from "../html.mjs";
import { anchorOf, citedRow } from "../places.mjs";

const TIERS = { "3A": "三甲", "3B": "三乙", "2A": "二甲", "2B": "二乙", below_2B: "二乙以下" };
const LISTS = { 减: "调减", 增: "调增" };
const KINDS = { misprint_in_source: "印刷有疑", reading_applied: "没写清，这里这样理解", amount_not_in_gazette: "没有印金额", information: "说明" };

/** The rows that an anomaly names: `减1-减13;增84`. */
function rowsOf({ rows }) {
  return rows.split(";").flatMap((part) => {
    const [, list, first, last = first] = part.match(/^(\D+)(\d+)(?:-\D+(\d+))?$/);
    return Array.from({ length: last - first + 1 }, (_, at) => `${list}${Number(first) + at}`);
  });
}

function cellOf(said) {
  if (said === "") return html`<span class="none">未定价</span>`;
  return said.endsWith("%") ? `加收 ${said}` : Number(said).toLocaleString("en", { minimumFractionDigits: said.includes(".") ? 2 : 0 });
}

function rowOf(row, odd) {
  const { code, name, content, excluded, unit, note, page } = row;
  const more = [["内涵", content], ["除外", excluded], ["说明", note]].filter(([, words]) => words);
  const place = citedRow(row.row);
  return html`<tr role="row" id="${code}">
<th role="rowheader" scope="row"><a class="item" href="#${code}" id="${anchorOf(place)}">${name}</a>
<small>${code}${unit && ` · 计价单位：${unit}`} · ${place.replace("附件 ", "")}，第 ${page} 页</small>${more.map(
    ([what, words]) => html`\n<small>${what}：${words}</small>`,
  )}${
    odd.length > 0 && html`\n<small>${odd.map((it) => html`<a href="#${it.id}">${KINDS[it.kind]}</a> `)}</small>`
  }</th>
${Object.keys(TIERS).map((tier) => html`<td role="cell" data-tier="${TIERS[tier]}">${cellOf(row[tier])}</td>`)}</tr>\n`;
}

/** A list of an annex, which can be folded. */
function listOf(title, rows, anomalies) {
  const pages = rows.map((row) => Number(row.page));
  const odd = grouped(anomalies.flatMap((it) => rowsOf(it).map((row) => [row, it])), ([row]) => row);
  const heads = Object.values(TIERS).map((tier) => html`<th role="columnheader" scope="col">${tier}</th>`);
  const of = (row) => (odd.get(row.row) ?? []).map(([, it]) => it);
  return html`<details class="fold" open><summary><b>${title}</b> ${rows.length} 项，第 ${Math.min(...pages)}—${Math.max(...pages)} 页</summary>
<table role="table" class="prices" aria-label="${title}，单位元">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">项目</th>${heads}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => rowOf(row, of(row)))}</tbody>
</table></details>\n`;
}

/** The prices of a document, in the order in which they are printed. */
export function pricesOf(rows, anomalies) {
  if (!rows.length) return null;
  const lists = [...grouped(rows, (row) => row.row[0])];
  return html`<p class="note">单位：元。每档一个价格；“未定价”是这份通知没有给那一档印价格。</p>
${lists.map(([list, of]) => listOf(LISTS[list] ?? "新开展的项目", of, anomalies))}`;
}

/** What is printed oddly in a document's price rows, and how it is read here. */
export function anomaliesOf(anomalies, rows) {
  const codes = new Map(rows.map((row) => [row.row, row.code]));
  const items = anomalies.map((it) => {
    const named = rowsOf(it);
    const links = (named.length > 4 ? [named[0], named.at(-1)] : named).map((row) => html`<a href="#${codes.get(row)}">${citedRow(row).replace("附件 ", "")}</a>`);
    const places = named.length > 4 ? html`${links[0]} 至 ${links[1]}` : links.map((link, at) => (at ? html`、${link}` : link));
    return html`<li id="${it.id}"><b>${KINDS[it.kind]}</b> <span class="rows">${places}</span> <span>${it.text}</span></li>\n`;
  });
  return items.length ? html`<ul class="odd">\n${items}</ul>\n` : null;
}
