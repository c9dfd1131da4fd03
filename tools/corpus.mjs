// What the page's search finds besides what the calculators' module has: every statement, clause, road and anomaly, and the
// documents by their whole titles. A line an entry, as `search::Corpus::with` in the core reads them; the build puts them into a
// script of their own, which the page loads when somebody is about to search. `node tools/corpus.mjs SOUNDS` prints them.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { amount, horizon } from "./documents/facts.mjs";
import { cited, inWords, issues, readIssue, statements } from "./issue.mjs";
import { citedRow, pageOf, placeOf, placeOfFact } from "./places.mjs";

/** The ways in which people write a day, besides its figures. */
function days(day) {
  const [, month, date] = day.split("-").map(Number);
  const words = "〇一二三四五六七八九";
  const said = (number) => {
    const [ten, one] = [Math.floor(number / 10), number % 10];
    return `${ten > 1 ? words[ten] : ""}${ten ? "十" : ""}${one ? words[one] : ""}`;
  };
  return [day, inWords(day), `${month}月${date}日`, `${said(month)}月${said(date)}日`];
}

/** Where it is printed, in words. */
const printedAt = (document, clause, page) => [document ? `${cited(document.number)} ${clause}` : clause, page && `第 ${page} 页`].filter(Boolean).join("，");

/** A line: what is shown of it, its days where it ends, and the texts by which it is found. */
function line(kind, { title, detail, link, from, until }, names) {
  const shown = [title, `${kind} · ${detail}`, link, until ? from : "", until ?? ""];
  const found = [...new Set(names.filter(Boolean))];
  return [...shown, ...found].map((cell) => cell.replaceAll(/\s+/g, " ")).join("\t");
}

function factLine(document, fact) {
  const { subject, value, unit, scope, printed, from, until } = fact;
  const much = amount(fact);
  const when = fact.horizon && horizon(fact.horizon);
  const more = [when, scope].filter((it) => it && !subject.includes(it) && it !== much).join("，");
  const title = `${subject}${much ? `：${much}` : ""}${more && `（${more}）`}`;
  const spans = ["day", "period"].includes(fact.kind) ? value.split("/").flatMap(days) : [];
  const figures = fact.kind === "number" ? [value, unit && `${value}${unit}`, ...(printed.match(/\d[\d.]*[万亿]/g) ?? [])] : [value];
  const names = [subject, ...(value ? [...spans, ...figures] : []), printed, when, scope];
  return line("数字", { title, detail: printedAt(document, fact.clause, fact.page), link: placeOfFact(document, fact), from, until }, names);
}

function documentLine(document) {
  const { title, number, issuer, page, last_page: last, issued, from = issued, until, annexes = [] } = document;
  const detail = `${cited(number)}，${issuer}，第 ${page}—${last} 页`;
  return line("文件", { title, detail, link: pageOf(document), from, until }, [title, issuer, ...annexes, ...(until ? days(until) : [])]);
}

function clauseLine(document, { id, gist, page }) {
  const detail = printedAt(document, id, page);
  return line("条款", { title: gist, detail, link: placeOf(document, id) }, [`${document.id} ${id}`, gist]);
}

function roadLine(document, road) {
  const { id, name, from, via, to, length, width, reason, clause } = road;
  const title = `${name}：${from}${via && `经${via}`}至${to}，长 ${length} 米，宽 ${width} 米`;
  return line("道路", { title, detail: printedAt(document, clause), link: `#road-names?road=${id}` }, [name, from, via, to, reason]);
}

function anomalyLine(document, { id, rows, text }) {
  const cited = rows.split(";").map((row) => row.split("-").map(citedRow).join("至")).join("、");
  return line("印法", { title: text, detail: printedAt(document, cited), link: `${pageOf(document)}#${id}` }, [cited, text]);
}

/**
 * The entries of the issues in `data`, and before them how the characters of their first names sound that the module does not
 * know: of `sounds`, a table by the baking of all characters of the issues, each syllable and behind it its characters.
 */
export function corpus(data, sounds) {
  const lines = issues(data).flatMap((name) => {
    const issue = readIssue(path.join(data, name));
    const documents = new Map(issue.documents.map((document) => [document.id, document]));
    const of = (row) => documents.get(row.document);
    return [
      ...statements(issue).map((fact) => factLine(of(fact), fact)),
      ...issue.csv("roads.csv").map((road) => roadLine(of(road), road)),
      ...issue.documents.map(documentLine),
      ...issue.documents.flatMap((document) => (document.clause ?? []).map((clause) => clauseLine(document, clause))),
      ...issue.csv("anomalies.csv").map((row) => anomalyLine(of(row), row)),
    ];
  });
  const spoken = new Set(lines.map((it) => it.split("\t")[5]).join(""));
  const known = [...sounds.matchAll(/([a-z]+)([^a-z]+)/g)].map(([, syllable, characters]) => {
    const own = [...characters].filter((it) => spoken.has(it)).join("");
    return own && syllable + own;
  });
  return [known.join(""), ...lines].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(corpus(fileURLToPath(new URL("../data", import.meta.url)), process.argv[2] ?? ""));
}
