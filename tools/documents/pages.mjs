// The pages of the gazette's documents as plain HTML, made when the site is built: a list of the documents and of the
// calculators that rest on them, and for each document its card, its clauses in our own words with their statements, its
// decision tables, prices and misprints, and the calculators that use it.

import { grouped, html } from "../html.mjs";
import { cited, inWords, nameOf, statements } from "../issue.mjs";
import { FOLDER, LIST, anchorOf, pageOf } from "../places.mjs";
import { decisionsOf, tablesOf } from "./decisions.mjs";
import { factsOf } from "./facts.mjs";
import { legislation } from "./linked.mjs";
import { anomaliesOf, pricesOf } from "./prices.mjs";

/**
 * @typedef {{ name: string, title: string, question: string, cites: [string, string][] }} Calculator what it is called, and
 *   the number and the clause of each place that it cites
 * @typedef {{ documents: { id: string, from: string, until: string | null }[], calculators: Calculator[] }} Register
 */

/** The address of a page of this folder from another of it. */
const beside = (page) => page.slice(FOLDER.length + 1);

const calculatorLink = ({ name, title }) => html`<a href="../index.html#${name}">${title}</a>`;

/** The period of a document as a chip; the page's script says how it stands today. */
function chip({ from, until }) {
  const words = until ? `有效至 ${until}` : "没写到哪天";
  return html`<span class="chip" data-from="${from}"${until && html` data-until="${until}"`}>${words}</span>`;
}

/** The clause of the outline that a citation names: a row of an annex is in the annex. */
function clauseOf(document, place) {
  return document.clause.find(({ id }) => place === id || place.startsWith(`${id} `));
}

/** The calculators that cite a document, by clause. */
function usersOf(document, calculators) {
  const number = cited(document.number);
  const uses = calculators.flatMap((calculator) => {
    const places = calculator.cites.filter(([of]) => of === number).map(([, place]) => clauseOf(document, place).id);
    return [...new Set(places)].map((clause) => ({ clause, calculator }));
  });
  return grouped(uses, ({ clause }) => clause);
}

function cardOf(document, period) {
  const { name, from, until, issued, repeals = [], annexes = [], page, last_page: last, validity_clause: clause } = document;
  const link = clause && html`（<a href="#${anchorOf(clause)}">${clause}</a>）`;
  const today = html`<a class="today" href="../index.html#policy-validity?document=${name}">看某一天是否有效</a>`;
  const ends = period.until && !until ? "没有写到哪天，只管这一年" : "没有写到哪天";
  const rows = [
    ["文号", cited(document.number)],
    ["标题", document.title],
    ["发文机关", document.issuer],
    ["成文", inWords(issued)],
    ["施行", from ? html`${inWords(from)}${link}` : "没有写从哪天起"],
    ["有效期", html`${until ? html`到${inWords(until)}为止，含当天${link}` : ends} ${today}`],
    ["同时废止", repeals.map(cited).join("；")],
    ["附件", annexes.length > 0 && annexes.map((it) => html`<span class="line">${it}</span>`)],
    ["公报页码", `第 ${page === last ? page : `${page}—${last}`} 页`],
  ];
  const shown = rows.filter(([, value]) => value).map(([head, value]) => html`<div><dt>${head}</dt><dd>${value}</dd></div>\n`);
  return html`<dl class="facts about">\n${shown}</dl>\n`;
}

const HEADINGS = [(it) => html`<h3>${it}</h3>`, (it) => html`<h4>${it}</h4>`, (it) => html`<h5>${it}</h5>`];

/** How many clauses stand above a clause: two above `二(一)1`, which are `二` and `二(一)`. */
function depth(clause, { clause: all }) {
  return all.filter(({ id }) => clause.startsWith(id) && /^(\(|\d|末段|备注)/.test(clause.slice(id.length))).length;
}

/** The new roads, whose figures stand in one table. */
function roadsOf(roads) {
  const heads = ["路名", "起点", "途经", "止点", "走向", "长（米）", "宽（米）", "为什么叫这个名字"];
  const cell = (key, road, figure) => html`<td data-fact="road_${road.id}_${key}" id="road_${road.id}_${key}">${figure}</td>`;
  const rows = roads.map(
    (road) => html`<tr id="road_${road.id}"><th scope="row">${road.name}</th><td>${road.from}</td><td>${road.via || "无"}</td><td>${road.to}</td><td>${road.direction}</td>${cell("length", road, road.length)}${cell("width", road, road.width)}<td>${road.reason}</td></tr>\n`,
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="道路"><table>
<thead><tr>${heads.map((it) => html`<th scope="col">${it}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>\n`;
}

/** Who leads a measure and who takes part. */
function bodiesOf({ name, leading, participating }) {
  const rows = [["牵头", leading], ["参加", participating]].filter(([, bodies]) => bodies);
  return html`<dl class="facts">\n${rows.map(([head, bodies]) => html`<div><dt>${name}：${head}</dt><dd>${bodies}</dd></div>\n`)}</dl>\n`;
}

/** Where to go from here. */
function linksOf(words, links) {
  if (!links.length) return null;
  return html`<div class="used"><p>${words}</p><ul>${links.map((link) => html`<li>${link}</li>`)}</ul></div>\n`;
}

/** A clause, and what stands under it. */
function sectionOf(clause, { issue, document, facts, users, tables, prices, anomalies }) {
  const level = depth(clause.id, document);
  const here = (rows) => rows.filter((row) => row.document === document.id && row.clause === clause.id);
  const roads = here(issue.csv("roads.csv"));
  const listed = here(facts).filter(({ id }) => !(roads.length && id.startsWith("road_")));
  const ways = tables.filter(({ row }) => here(row).length).map(({ name, title }) => html`<a href="#${name}">${title}</a>`);
  const used = (users.get(clause.id) ?? []).map(({ calculator }) => calculatorLink(calculator));
  const words = html`<a href="#${anchorOf(clause.id)}">${clause.id}</a> <span>${clause.gist}</span>`;
  return html`<section class="clause" data-depth="${level}" id="${anchorOf(clause.id)}">
${HEADINGS[Math.min(level, 2)](words)}
<p class="page">公报第 ${clause.page} 页</p>
${factsOf(listed, document)}${here(issue.csv("measures.csv")).map(bodiesOf)}${roads.length > 0 && roadsOf(roads)}${
    clause.id === "附件" && pricesOf(prices, anomalies)
  }${linksOf("判断表", ways)}${linksOf("用到这一条的计算器", used)}</section>\n`;
}

/** The parts of a page below its card: title, place, content. */
function partsOf(issue, document, facts, register) {
  const own = { issue, document, facts };
  own.users = usersOf(document, register.calculators);
  own.tables = tablesOf(issue.decisions, document);
  const ofDocument = (name) => issue.csv(name).filter((row) => row.document === document.id);
  own.prices = ofDocument("prices.csv");
  own.anomalies = ofDocument("anomalies.csv");
  const documents = new Map(issue.documents.map((it) => [it.id, it]));
  const calculators = new Set([...own.users.values()].flat().map(({ calculator }) => calculator));
  const inOrder = register.calculators.filter((it) => calculators.has(it));
  const parts = [
    ["用到它的计算器", "calculators", inOrder.length > 0 && html`<ul class="doors">${inOrder.map((it) => html`<li>${calculatorLink(it)} <small>${it.question}</small></li>\n`)}</ul>\n`],
    ["条款", "clauses", document.clause.map((clause) => sectionOf(clause, own))],
    ["判断表", "decisions", own.tables.length > 0 && decisionsOf(own.tables, document, documents)],
    ["印得不寻常的地方", "anomalies", anomaliesOf(own.anomalies, own.prices)],
  ];
  return parts.filter(([, , content]) => content);
}

/** The way around a long page. */
function contentsOf(document, parts) {
  const clauses = document.clause.filter(({ id }) => depth(id, document) === 0);
  const items = parts.flatMap(([title, place]) => {
    const inside = place === "clauses" ? clauses.map(({ id, gist }) => html`<li><a href="#${anchorOf(id)}"><b>${id}</b> <small>${gist}</small></a></li>\n`) : [];
    return [html`<li><a href="#${place}">${title}</a></li>\n`, ...inside];
  });
  return html`<nav class="contents" aria-label="本页目录"><ul>\n${items}</ul></nav>\n`;
}

function documentPage(issue, document, facts, register) {
  const own = facts.filter((fact) => fact.document === document.id);
  const period = register.documents.find(({ id }) => id === document.id);
  const parts = partsOf(issue, document, own, register);
  const about = `${document.gist ?? document.title}。逐条的大意、${own.length} 个数字和日期、用到它的计算器，都注明公报页码。`;
  return {
    path: pageOf(document),
    gazette: nameOf(issue),
    title: `${document.short} · ${cited(document.number)}`,
    description: about,
    linked: legislation(issue, document),
    main: html`<p><a class="to-list" href="index.html">‹ 全部文件</a></p>
<div class="heading"><h1>${document.short}</h1>${chip(period)}</div>
${document.gist && html`<p class="lead">${document.gist}</p>\n`}${cardOf(document, period)}<div class="cols">
${contentsOf(document, parts)}<div class="stage">
${parts.map(([title, place, content]) => html`<section class="part" aria-labelledby="${place}"><h2 id="${place}">${title}</h2>\n${content}</section>\n`)}</div>
</div>\n`,
  };
}

/** A document in the list. */
function entryOf(document, register) {
  const period = register.documents.find(({ id }) => id === document.id);
  const { issuer, issued, from, page, gist } = document;
  const days = `${inWords(issued)}成文${from ? `，${inWords(from)}施行` : ""}`;
  return html`<li><a href="${beside(pageOf(document))}"><span>${document.short}</span> <small>${cited(document.number)}</small></a>${chip(period)}
${gist && html`<p>${gist}</p>\n`}<p class="by">${issuer}，${days}。公报第 ${page} 页起。</p></li>\n`;
}

/** A calculator and the documents that it cites. */
function restsOn({ name, title, question, cites }, documents) {
  const numbers = new Set(cites.map(([number]) => number));
  const on = documents.filter(({ number }) => numbers.has(cited(number)));
  const links = on.map((document) => html`<a href="${beside(pageOf(document))}">${document.short}</a>`);
  return html`<section class="rests" id="${name}"><h3><a href="../index.html#${name}">${title}</a></h3>
<p>${question}</p>
${linksOf("依据的文件", links)}</section>\n`;
}

function listPage(issues, register) {
  const documents = issues.flatMap(({ issue }) => issue.documents);
  const lists = issues.map(({ issue, facts }) => {
    const own = facts.filter((fact) => !fact.document);
    return html`<h2>${nameOf(issue)}</h2>
<ul class="docs">\n${issue.documents.map((document) => entryOf(document, register))}</ul>
<details class="fold"><summary><b>公报自己印的</b> 刊名、编印单位、电话</summary>${factsOf(own)}</details>\n`;
  });
  return {
    path: LIST,
    gazette: issues.map(({ issue }) => nameOf(issue)).join("、"),
    title: "公报文件",
    description: `这一期公报的 ${documents.length} 份文件：文号、发文机关、日期、有效期，逐条的大意和数字，用到它们的计算器。`,
    main: html`<p><a class="to-list" href="../index.html">‹ 公报计算器</a></p>
<div class="heading"><h1 id="目录">公报文件</h1><span class="day" data-today></span></div>
${lists}<h2 id="calculators">计算器和它们依据的文件</h2>
${register.calculators.map((calculator) => restsOn(calculator, documents))}`,
  };
}

/**
 * Every page: its path in the site, its title, what it is about, what it tells machines, and what stands in it.
 * @param {ReturnType<import("../issue.mjs").readIssue>[]} issues
 * @param {Register} register
 */
export function documentPages(issues, register) {
  const read = issues.map((issue) => ({ issue, facts: statements(issue) }));
  const pages = read.flatMap(({ issue, facts }) => issue.documents.map((document) => documentPage(issue, document, facts, register)));
  return [listPage(read, register), ...pages];
}
