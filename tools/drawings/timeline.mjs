// When the documents of the gazette and the rules in them stand, as pictures and as tables: from the data alone.

import { bar, figure, share } from "./drawing.mjs";
import { html } from "../html.mjs";
import { cited, statements } from "../issue.mjs";
import { placeOf } from "../places.mjs";

const NO_END = "没有写到哪天为止";

/**
 * A row for each document, and for each rule that has a period of its own. `sort` is `document`, `rule`, or `plan` for what
 * the gazette only mentions; `until` is null where no last day is written; `words` says in which words it stands on a day.
 * The register knows the documents' periods: in them is what later documents change, and that one is about a year only.
 */
export function periods(issue, register) {
  const ofDocuments = new Map(register.documents.map((it) => [it.id, it]));
  const documents = new Map(issue.documents.map((document) => [document.id, document]));
  /** What one clause says for one period is one row. */
  const rules = new Map();
  for (const said of statements(issue)) {
    const document = documents.get(said.document);
    if (!document) continue;
    const named = said.kind === "period";
    const [from, until] = named ? said.value.split("/") : [said.from, said.until];
    // A figure without a period of its own stands in its document's.
    if (!named && from === (document.from ?? document.issued) && until === (document.until ?? null)) continue;
    const key = [said.document, said.clause, from, until].join(" ");
    const row = rules.get(key) ?? { sort: said.unit === "年份" ? "plan" : "rule", from, until, words: "time", also: [] };
    rules.set(key, row);
    // The statement about the period itself names the row.
    if (named && row.name) row.also.unshift(row.name);
    if (named || !row.name) Object.assign(row, { name: said.subject, ...source(document, said.clause, said.page) });
    else row.also.push(said.subject);
    if (named && said.scope && said.scope !== "全市") row.scope = said.scope;
  }
  const order = issue.documents.map(({ id }) => id);
  const byDay = (one, other) => order.indexOf(one.document) - order.indexOf(other.document) || (one.from + one.until).localeCompare(other.from + other.until);
  const ordered = [...rules.values()].sort(byDay);
  return [...issue.documents.map((document) => ofDocument(document, ofDocuments.get(document.id))), ...ordered];
}

function source(document, clause, page) {
  return { document: document.id, number: cited(document.number), clause, page, href: placeOf(document, clause) };
}

function ofDocument(document, { from, until }) {
  const { short, validity_clause: clause = "落款", repeals = [] } = document;
  const also = [
    !document.from && "没有写哪天施行，从成文那天算起",
    until && !document.until && "管的只是这一年，没有写失效的日期",
    until && until === document.until && "最后一天是按有效期算出来的",
    repeals.length > 0 && `同时废止 ${repeals.map(cited).join("、")}`,
  ];
  const { page } = document.clause.find(({ id }) => id === clause);
  const words = document.from ? "document" : until ? "time" : "signed";
  return { sort: "document", name: `《${short}》`, from, until, words, also: also.filter(Boolean), ...source(document, clause, page) };
}

/** The period of a row in words. */
export const inWords = ({ from, until }) => (until ? `${from} 至 ${until}` : `${from} 起，${NO_END}`);

const dayAfter = (day) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** The axis of the rows: years, or the months of one year. */
function axisOf(rows, year) {
  const look = (at) => (at % 2 ? "minor" : "");
  if (year) {
    const month = (at) => `${year}-${String(at + 1).padStart(2, "0")}-01`;
    return { start: `${year}-01-01`, end: `${year + 1}-01-01`, ticks: Array.from({ length: 12 }, (_, at) => ({ at: month(at), label: `${at + 1}月`, look: look(at) })) };
  }
  const years = rows.flatMap(({ from, until }) => [from, until ?? from]).map((day) => Number(day.slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => ({ at: `${first + at}-01-01`, label: String(first + at), look: look(at) }));
  return { start: `${first}-01-01`, end: `${last + 1}-01-01`, ticks };
}

/** What the page's script needs to say how a row stands on a day. */
const dated = ({ from, until, words }) => html` data-from="${from}"${until && html` data-until="${until}"`} data-words="${words}"`;
const CHIP = html`<span class="chip" hidden></span>`;

function picture({ id, title, finding, rows, year }) {
  const axis = axisOf(rows, year);
  const drawn = ({ from, until }) => bar(share(from, axis.start, axis.end), until ? share(dayAfter(until), axis.start, axis.end) : 100, { open: !until });
  const lines = rows.map(
    (row) => html`<div class="row"${dated(row)}><div class="who"><span class="name">${row.name}</span>${row.scope && html`<small>${row.scope}</small>`}<span class="said">${inWords(row)}</span>${CHIP}</div>${drawn(row)}</div>
`,
  );
  return figure(id, { title, finding, rows: lines, axis });
}

function table({ title, rows }) {
  const heads = ["文件或规定", "从哪天", "到哪天（含当天）", "依据"].map((it) => html`<th role="columnheader" scope="col">${it}</th>`);
  heads.splice(3, 0, html`<th role="columnheader" scope="col" data-stands hidden>这一天</th>`);
  const lines = rows.map(
    (it) => html`<tr role="row"${dated(it)}><th role="rowheader" scope="row">${it.name}${[it.scope, ...it.also].filter(Boolean).map((note) => html`<small>${note}</small>`)}</th>
<td role="cell" data-head="从哪天">${it.from}</td><td role="cell" data-head="到哪天">${it.until ?? NO_END}</td><td role="cell" data-head="这一天" data-stands hidden>${CHIP}</td>
<td role="cell" data-head="依据"><a href="${it.href}">${it.number} <span class="n">${it.clause}，</span><span class="n">第 ${it.page} 页</span></a></td></tr>
`,
  );
  return html`<table class="figures" role="table"><caption>${title}</caption>
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${lines}</tbody></table>
`;
}

/** The pictures and the tables of all issues. */
export function timeline(issues, register) {
  const rows = issues.flatMap((issue) => periods(issue, register));
  const documents = rows.filter(({ sort }) => sort === "document");
  const rules = rows.filter(({ sort }) => sort !== "document");
  /** The year in which a rule begins and ends. */
  const yearOf = ({ from, until }) => (until && from.slice(0, 4) === until.slice(0, 4) ? Number(from.slice(0, 4)) : null);
  const lasting = rules.filter((row) => !yearOf(row));
  const byEnd = (some) => some.filter(({ until }) => until).sort((one, other) => one.until.localeCompare(other.until));
  const ended = byEnd(documents);
  const parts = [
    {
      id: "documents",
      title: "文件",
      rows: documents,
      finding: `${documents.length} 份文件里 ${documents.length - ended.length} 份${NO_END}；其余 ${ended.length} 份，最早的到 ${ended[0].until}，是${ended[0].name}，最晚的到 ${ended.at(-1).until}，是${ended.at(-1).name}。`,
    },
    ...[...new Set(rules.map(yearOf).filter(Boolean))].sort().map((year) => {
      const rows = rules.filter((row) => yearOf(row) === year);
      const [first] = byEnd(rows);
      return { id: `year-${year}`, title: `${year} 年里的期限`, year, rows, finding: `${rows.length} 段，最早结束的一天是 ${first.until}，${rows.filter(({ until }) => until === first.until).length} 段到这天为止。` };
    }),
    {
      id: "lasting",
      title: "管几年的规定，和公报提到的计划",
      rows: lasting,
      finding: `${lasting.length} 段，最晚的到 ${byEnd(lasting).at(-1)?.until}。`,
    },
  ].filter(({ rows }) => rows.length);
  return html`<h2 id="drawn">画成图</h2>
${parts.map(picture)}<h2 id="days">同样的日子，写成表</h2>
${parts.map(table)}`;
}
