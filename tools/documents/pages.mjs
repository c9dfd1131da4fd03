// The pages of the gazette's documents as plain HTML, made when the site is built: a list of the documents, and for each its
// card, its clauses in our own words with every statement, decision, price and misprint of theirs, and the calculators that
// use them.

import { html } from "../html.mjs";
import { cited, inWords, nameOf, statements } from "../issue.mjs";
import { FOLDER, LIST, anchorOf, pageOf } from "../places.mjs";
import { factsOf } from "./facts.mjs";

/** @typedef {{ name: string, title: string, question: string, cites: [string, string][] }} Calculator what it is called and which clauses it cites */

/** The address of a page of this folder from another of it. */
const beside = (page) => page.slice(FOLDER.length + 1);

/** A clause and the clauses above it: `二`, `二(一)` of `二(一)1`. */
function depth(clause, all) {
  const above = all.filter(({ id }) => clause.startsWith(id) && /^(\(|\d|末段|备注)/.test(clause.slice(id.length)));
  return above.length;
}

/** The period of a document as a chip; the page's script says how it stands today. */
export function chip({ from, issued, until }) {
  const first = from ?? issued;
  return until
    ? html`<span class="chip" data-from="${first}" data-until="${until}">有效至 ${until}</span>`
    : html`<span class="chip" data-from="${first}">没写到哪天</span>`;
}

const card = (rows) =>
  html`<dl class="facts about">\n${rows.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>\n`;

function cardOf(document) {
  const { from, until, issued, repeals = [], annexes = [], page, last_page: last, validity_clause: clause } = document;
  const link = clause && html`<a href="#${anchorOf(clause)}">${clause}</a>`;
  return card([
    ["文号", cited(document.number)],
    ["标题", document.title],
    ["发文机关", document.issuer],
    ["成文", inWords(issued)],
    ["施行", from ? html`${inWords(from)}（${link}）` : "没有写从哪天起"],
    ["有效期", until ? html`到${inWords(until)}为止，含当天（${link}）` : "没有写到哪天"],
    ["同时废止", repeals.map(cited).join("；")],
    ["附件", annexes.length > 0 && html`${annexes.map((it) => html`<span class="line">${it}</span>`)}`],
    ["公报页码", `第 ${page === last ? page : `${page}—${last}`} 页`],
  ]);
}

const HEADINGS = [(it) => html`<h2>${it}</h2>`, (it) => html`<h3>${it}</h3>`, (it) => html`<h4>${it}</h4>`];

/** What stands under a clause. */
function clauseOf(clause, { document, facts }) {
  const level = depth(clause.id, document.clause);
  const own = facts.filter((fact) => fact.clause === clause.id);
  const words = html`<a href="#${anchorOf(clause.id)}">${clause.id}</a> <span>${clause.gist}</span>`;
  return html`<section class="clause" data-depth="${level}" id="${anchorOf(clause.id)}">
${HEADINGS[Math.min(level, 2)](words)}
<p class="page">第 ${clause.page} 页</p>
${factsOf(own, document)}</section>\n`;
}

function documentPage(issue, document, facts) {
  const own = facts.filter((fact) => fact.document === document.id);
  return {
    path: pageOf(document),
    gazette: nameOf(issue),
    title: `${document.short} · ${cited(document.number)}`,
    description: `${document.title}：条款大意、${own.length} 个数字和日期、用到它的计算器，逐条注明公报页码。`,
    main: html`<h1>${document.short}</h1>
${cardOf(document)}${document.clause.map((clause) => clauseOf(clause, { document, facts: own }))}`,
  };
}

function listPage(issues) {
  const parts = issues.map(({ issue, facts }) => html`<ul class="docs">${issue.documents.map(
    (document) => html`<li><a href="${beside(pageOf(document))}"><span>${document.short}</span> <small>${cited(document.number)}</small></a>${chip(document)}</li>\n`,
  )}</ul>
<h2>公报自己印的</h2>
${factsOf(facts.filter((fact) => !fact.document))}`);
  return {
    path: LIST,
    gazette: issues.map(({ issue }) => nameOf(issue)).join("、"),
    title: "公报文件",
    description: "这一期公报的文件：文号、发文机关、日期、有效期，和逐条的数字。",
    main: html`<h1>公报文件</h1>\n${parts}`,
  };
}

/** Every page: its path in the site, its title, what it is about, and what stands in it. */
export function documentPages(issues) {
  const read = issues.map((issue) => ({ issue, facts: statements(issue) }));
  return [listPage(read), ...read.flatMap(({ issue, facts }) => issue.documents.map((document) => documentPage(issue, document, facts)))];
}
