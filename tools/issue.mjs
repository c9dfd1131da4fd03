// An issue's folder as plain rows: what is taken away, what covers a numeral of the text, what is counted.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

/** The rows of a table, as RFC 4180 writes them. */
export function cells(text) {
  const found = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const cell = match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1];
    found.at(-1).push(cell);
    if (match[2].endsWith("\n")) found.push([]);
    if (match[2] === "") break;
  }
  return found.filter((row) => row.length > 1 || row[0] !== "");
}

/** A number of a document as it is cited. */
export const cited = (number) => number.replaceAll("[", "〔").replaceAll("]", "〕");

/** The folders of the issues in `data`, in order. */
export function issues(data) {
  const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => readdirSync(path.join(data, name)).includes("issue.toml")).sort();
}

/** Everything that stands in an issue's folder. A table that the issue does not have is empty. */
export function readIssue(folder) {
  const names = new Set(readdirSync(folder));
  const text = (name) => readFileSync(path.join(folder, name), "utf8");
  const toml = (name) => (names.has(name) ? parse(text(name)) : {});
  const csv = (name) => {
    if (!names.has(name)) return [];
    const [head, ...rows] = cells(text(name));
    return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
  };
  const inside = (name) => (names.has(name) ? readdirSync(path.join(folder, name)).filter((it) => it.endsWith(".toml")).sort() : []);
  return {
    id: path.basename(folder),
    head: toml("issue.toml"),
    documents: toml("documents.toml").document ?? [],
    masthead: toml("masthead.toml").fact ?? [],
    leftOut: toml("left-out.toml").left ?? [],
    facts: inside("facts").flatMap((name) => inFolder(folder, "facts", name).fact ?? []),
    decisions: inside("decisions").map((name) => ({ name: name.replace(/\.toml$/, ""), ...inFolder(folder, "decisions", name) })),
    csv,
  };
}

function inFolder(folder, inside, name) {
  return parse(readFileSync(path.join(folder, inside, name), "utf8"));
}

/** An issue by its name and numbers. */
export function nameOf({ head: { year, number, total } }) {
  return `泸州市人民政府公报 ${year}年第${number}期（总第${total}期）`;
}

/** A day in the words of the text. */
export const inWords = (day) => {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
};

/** The kinds of facts whose value is a number. */
const NUMBERS = ["money", "rate", "count", "measure"];

/**
 * Every figure and dated statement of an issue as one list, from wherever its home is: the facts, the counted targets, the
 * roads, the plans for giving blood, the documents' own dates, the masthead.
 */
export function statements(issue) {
  const documents = new Map(issue.documents.map((document) => [document.id, document]));
  const rows = [];
  const add = (id, place, said) => {
    const document = documents.get(place.document);
    const clause = document?.clause?.find((it) => it.id === place.clause);
    const page = Number(place.page) || clause?.page || null;
    rows.push({
      issue: issue.id,
      id,
      document: place.document ?? null,
      number: document ? cited(document.number) : null,
      clause: place.clause,
      page,
      ...{ kind: "number", comparator: "equal", firmness: "firm", value: null, unit: null, horizon: null, scope: null },
      ...said,
      // A fact stands in the period of its document, unless it has its own.
      from: said.from ?? document?.from ?? document?.issued ?? null,
      until: said.until ?? (said.from ? null : (document?.until ?? null)),
    });
  };
  const { year, number, total, date } = issue.head;
  const masthead = (key, said, clause = "刊头") => add(`masthead_${key}`, { clause }, { kind: "text", ...said });
  if (date) masthead("month", { subject: "这一期的年月", value: date, printed: date.replace("-", ".") });
  if (number) masthead("number", { subject: "这一年的第几期", kind: "number", value: String(number), unit: "期", printed: `${year}年 第${number}期` });
  if (total) masthead("total", { subject: "创刊以来的第几期", kind: "number", value: String(total), unit: "期", printed: `总第${total}期` });
  for (const { key, place, subject, value, printed } of issue.masthead) masthead(key, { subject, value, printed }, place);
  for (const document of issue.documents) {
    const { name, short, issued, from, repeals = [], validity_clause: clause } = document;
    const place = { document: document.id, clause: "落款" };
    add(`document_${name}_issued`, place, dated(`《${short}》的成文日期`, issued));
    if (from) add(`document_${name}_from`, { ...place, clause }, dated(`《${short}》从哪天起施行`, from));
    for (const [at, number] of repeals.entries()) {
      const said = { subject: `《${short}》同时废止的文件`, kind: "text", value: number, unit: "文号", printed: number };
      add(`document_${name}_repeals_${at + 1}`, { ...place, clause }, said);
    }
  }
  for (const it of issue.facts.filter((fact) => fact.subject)) {
    const { subject, bound: comparator = "equal", firmness = "firm", value, unit, horizon = null, scope = null, printed } = it;
    const { from = null, until = null } = it;
    // A rule without a number may be one about the days that it prints.
    const span = it.kind === "clause" && from && printed.includes(inWords(from)) ? `${from}/${until}` : null;
    const kind = NUMBERS.includes(it.kind) ? "number" : it.kind === "clause" ? (span ? "period" : "none") : it.kind;
    const said = { subject, kind, comparator, firmness, value: value ?? span, unit: unit ?? (span && "期间"), horizon, scope, from, until, printed };
    add(it.key, it, said);
  }
  for (const it of issue.csv("carbon-targets.csv")) {
    const { indicator, name: subject, unit, year, target, bound: comparator, firmness, printed } = it;
    const id = ["carbon", indicator, year].filter(Boolean).join("_");
    // One indicator may be said twice of one year, once firmly and once as striven for.
    const twice = rows.some((row) => row.id === id);
    add(twice ? `${id}_${firmness}` : id, it, { subject, kind: target ? "number" : "none", comparator, firmness, value: target || null, unit: unit || null, horizon: year || null, scope: "全市", printed });
  }
  const sorts = { at_least: ["at_least", "firm"], planned: ["equal", "firm"], aim: ["equal", "striven"] };
  for (const it of issue.csv("measure-targets.csv")) {
    const [comparator, firmness] = sorts[it.sort];
    const horizon = it.until ? it.until.slice(0, 4) : null;
    const { label: subject, value, unit, printed } = it;
    add(`measure_${it.id}`, it, { subject, comparator, firmness, value, unit, horizon, scope: "全市", printed });
  }
  for (const it of issue.csv("roads.csv")) {
    const scope = it.name;
    add(`road_${it.id}_length`, it, { subject: `${it.name}的长度`, value: it.length, unit: "米", scope, printed: it.length });
    add(`road_${it.id}_width`, it, { subject: `${it.name}的宽度`, value: it.width, unit: "米", scope, printed: it.width });
  }
  for (const it of issue.csv("blood-districts.csv")) {
    const scope = it.name;
    const figure = (key, subject, unit, horizon) =>
      add(`blood_${it.district}_${key}`, it, { subject, value: it[key], unit, horizon, scope, printed: it[key] });
    figure("used_2023", "用血量", "单位", "2023");
    figure("plan_2024", "团体预约献血的指导计划", "人次", "2024");
    figure("emergency_2024", "应急招募", "人次", "2024");
  }
  for (const it of issue.csv("blood-slots.csv")) {
    const [, first] = it.from.split("-").map(Number);
    const [year, last] = it.until.split("-").map(Number);
    const printed = `${year}年${first}—${last}月`;
    const said = { subject: "单位献血的时段", kind: "period", value: `${it.from}/${it.until}`, unit: "期间", horizon: String(year), scope: it.units, printed };
    add(`blood_slot_${it.slot}`, it, said);
  }
  return rows;
}

function dated(subject, day) {
  return { subject, kind: "day", value: day, unit: "日期", printed: inWords(day) };
}
