// The decision tables that rest on a document: which answers lead to what, and by which clause.

import { html } from "../html.mjs";
import { anchorOf } from "../places.mjs";
import { decided } from "../take-away.mjs";

/** The tables with a row that cites the document. */
export const tablesOf = (decisions, document) => decisions.filter(({ row = [] }) => row.some((it) => it.document === document.id));

function rowOf(decision, row, at, document, documents) {
  const { situation, result, why } = decided(decision, row, at, documents.get(row.document));
  const place = html`<a href="${row.document === document.id ? "" : `${documents.get(row.document).name}.html`}#${anchorOf(row.clause)}">${row.clause}</a>`;
  const answers = situation ? situation.split("；") : ["任何情况"];
  return html`<tr role="row"><th role="rowheader" scope="row">${answers.map((it) => html`<span class="line">${it}</span>`)}</th>
<td role="cell"><b>${result}</b></td><td role="cell">${why} <span class="by">（${place}）</span></td></tr>\n`;
}

/** The tables as they are read: a row a case. */
export function decisionsOf(tables, document, documents) {
  return tables.map(
    (decision) => html`<details class="fold" open id="${decision.name}"><summary><b>${decision.title}</b> ${decision.row.length} 种情况</summary>
<table role="table" class="decision" aria-label="${decision.title}">
<thead role="rowgroup"><tr role="row">${["情况", "规定", "为什么"].map((it) => html`<th role="columnheader" scope="col">${it}</th>`)}</tr></thead>
<tbody role="rowgroup">
${decision.row.map((row, at) => rowOf(decision, row, at, document, documents))}</tbody>
</table></details>\n`,
  );
}
