// Writes what is taken away: the issues' facts, prices, documents, clauses, decisions and anomalies, each as CSV, as JSON, and
// with a JSON Schema, beside a data package (datapackage.org) that names source and licence. The build runs it.

import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { escape } from "./html.mjs";
import { cited, issues, nameOf, readIssue, statements } from "./issue.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const text = (title, more) => ({ type: "string", title, ...more });
const maybe = (title, more) => text(title, { nullable: true, ...more });
const whole = (title, more) => ({ type: "integer", title, ...more });
const DAY = { format: "date" };
const ISSUE = text("公报的期号，如 2024-01");
const NUMBER = text("文号");
const CLAUSE = text("条款，如 二(四)");
const FROM = maybe("从哪天起", DAY);
const UNTIL = maybe("到哪天为止（含当天）", DAY);
const NOTICES = ["information", "amount_not_in_gazette", "misprint_in_source", "reading_applied", "assumption"];
const tier = (name) => ({ type: "number", title: `${name}医院的价格，元；空的表示这份通知没有定价`, nullable: true });

/** The tables: what each is, and its columns in their order. */
export const TABLES = {
  facts: {
    title: "数字和有日期的规定：指标、门槛、金额、期限、统计、依据",
    columns: {
      issue: ISSUE,
      id: text("标识，一期之内不重复；同一个标识有几行的，是先后几个时期的值"),
      document: maybe("文件的简称；空的是刊头和版权页"),
      number: { ...NUMBER, nullable: true },
      clause: CLAUSE,
      page: whole("页码", { nullable: true }),
      subject: text("说的是什么（本项目的话，不是原文）"),
      kind: text("值的种类：number 数，day 日期，period 起讫两天，text 文字，none 没有印出数", {
        enum: ["number", "day", "period", "text", "none"],
      }),
      comparator: text("equal 等于，at_least 不少于，at_most 不超过，more_than 多于，less_than 少于", {
        enum: ["equal", "at_least", "at_most", "more_than", "less_than"],
      }),
      firmness: text("firm 确定，about 左右，striven 力争，cap 最高（只是上限）", { enum: ["firm", "about", "striven", "cap"] }),
      value: maybe("值：数用小数，日期用 2024-02-29，起讫用斜线隔开"),
      unit: maybe("单位"),
      horizon: maybe("说的是哪一年、哪一天，或者从哪年到哪年"),
      scope: maybe("在哪里、对谁"),
      from: FROM,
      until: UNTIL,
      printed: text("公报上印的字（只取带数的几个字）"),
    },
  },
  prices: {
    title: "医疗服务价格，单位元",
    columns: {
      issue: ISSUE,
      code: text("项目编码"),
      document: text("文件的简称"),
      number: NUMBER,
      row: text("表里的行，如 减1、增36"),
      page: whole("页码"),
      name: text("项目名称"),
      content: maybe("项目内涵"),
      excluded: maybe("除外内容"),
      unit: maybe("计价单位"),
      note: maybe("说明"),
      tier_3A: tier("三甲"),
      tier_3B: tier("三乙"),
      tier_2A: tier("二甲"),
      tier_2B: tier("二乙"),
      tier_below_2B: tier("二乙以下"),
      surcharge_percent: { type: "number", title: "这一行印的不是价格，是加收百分之几（各级相同）", nullable: true },
      from: FROM,
      until: UNTIL,
    },
  },
  documents: {
    title: "公报里的文件",
    columns: {
      issue: ISSUE,
      id: text("文件的简称，如 办发1"),
      number: NUMBER,
      title: text("标题"),
      short: text("标题的简写"),
      issuer: text("发文机关"),
      issued: text("成文日期", DAY),
      from: maybe("施行日期；空的表示没有写", DAY),
      until: maybe("最后一天（按有效期算出，含当天）；空的表示没有写", DAY),
      validity_clause: maybe("写施行日期和有效期的条款"),
      repeals: maybe("同时废止的文件，几个的用分号隔开"),
      page: whole("第一页"),
      last_page: whole("最后一页"),
      annexes: maybe("附件的名称，几个的用分号隔开"),
    },
  },
  clauses: {
    title: "文件的条款和大意",
    columns: {
      issue: ISSUE,
      document: text("文件的简称"),
      clause: CLAUSE,
      page: whole("从哪一页开始"),
      gist: text("大意（本项目的话，不是原文）"),
    },
  },
  decisions: {
    title: "判断表：什么情况，怎么规定",
    columns: {
      issue: ISSUE,
      table: text("表的标识"),
      title: text("判断什么"),
      row: whole("表里的第几行"),
      conditions: maybe("情况，写成 标识=答案，几个答案用竖线隔开，几个条件用分号隔开；空的表示任何情况"),
      situation: maybe("情况，用话说"),
      outcome: text("结果的标识"),
      result: text("结果"),
      why: text("为什么"),
      document: text("文件的简称"),
      number: NUMBER,
      clause: CLAUSE,
      page: whole("页码"),
    },
  },
  anomalies: {
    title: "价格表里印得不寻常的地方，和这里怎样读",
    columns: {
      issue: ISSUE,
      id: text("标识"),
      document: text("文件的简称"),
      rows: text("表里的哪些行"),
      tiers: maybe("只管哪些等级"),
      kind: text("种类", { enum: NOTICES }),
      text: text("说明（本项目的话）"),
    },
  },
};

/** The rows of every table, over all issues. */
export function tables(data) {
  const all = Object.fromEntries(Object.keys(TABLES).map((name) => [name, []]));
  for (const id of issues(data)) {
    const issue = readIssue(path.join(data, id));
    const documents = new Map(issue.documents.map((document) => [document.id, document]));
    all.facts.push(...statements(issue));
    for (const row of issue.csv("prices.csv")) all.prices.push(price(issue.id, documents.get(row.document), row));
    for (const { clause: clauses = [], ...document } of issue.documents) {
      const { repeals = [], annexes = [], number } = document;
      all.documents.push({ ...document, issue: issue.id, number: cited(number), repeals: repeals.join("；"), annexes: annexes.join("；") });
      for (const clause of clauses) all.clauses.push({ ...clause, issue: issue.id, document: document.id, clause: clause.id });
    }
    for (const decision of issue.decisions) {
      const rows = (decision.row ?? []).map((row, at) => decided(decision, row, at, documents.get(row.document)));
      all.decisions.push(...rows.map((row) => ({ issue: issue.id, ...row })));
    }
    for (const row of issue.csv("anomalies.csv")) all.anomalies.push({ issue: issue.id, ...row });
  }
  const shaped = ([name, rows]) => [name, rows.map((row) => shape(TABLES[name].columns, row))];
  return Object.fromEntries(Object.entries(all).map(shaped));
}

/** The columns of a table in their order; what is empty is null. */
function shape(columns, row) {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] === undefined || row[name] === "" ? null : row[name]]));
}

function price(issue, document, row) {
  const columns = ["3A", "3B", "2A", "2B", "below_2B"];
  const shares = columns.map((name) => row[name]).filter((cell) => cell.endsWith("%"));
  const amount = (cell) => (cell === "" || cell.endsWith("%") ? null : Number(cell));
  const prices = Object.fromEntries(columns.map((name) => [`tier_${name}`, amount(row[name])]));
  const { from = null, until = null } = document;
  const share = shares.length ? Number(shares[0].slice(0, -1)) : null;
  return { ...row, ...prices, issue, number: cited(document.number), page: Number(row.page), surcharge_percent: share, from, until };
}

/** A row of a decision table: the case in words, what follows, and by which clause. */
export function decided(decision, row, at, document) {
  const inputs = (decision.input ?? []).filter(({ key }) => row.if?.[key]);
  const label = (input, answer) => {
    if (input.yes_no) return answer === "true" ? "是" : "否";
    return input.options.find(([id]) => id === answer)[1];
  };
  const { then: outcome, why, clause, page } = row;
  return {
    table: decision.name,
    title: decision.title,
    row: at + 1,
    conditions: inputs.map(({ key }) => `${key}=${row.if[key].join("|")}`).join(";"),
    situation: inputs.map((input) => `${input.label}：${row.if[input.key].map((it) => label(input, it)).join("或")}`).join("；"),
    outcome,
    result: decision.outcome.find(({ id }) => id === outcome).label,
    why,
    document: row.document,
    number: cited(document.number),
    clause,
    page: page ?? document.clause.find(({ id }) => id === clause).page,
  };
}

// What a spreadsheet may skip before it looks at a cell, and what it takes for the beginning of a formula.
const FORMULA = /^ *[\t\r\n]|^[\s\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]*[=+\-@＝＋－＠﹢﹣﹦﹫−]/u;

/** A cell that no spreadsheet runs: what begins like a formula gets an apostrophe in front. */
export function cell(value) {
  const said = value === null ? "" : String(value);
  const safe = typeof value === "string" && FORMULA.test(said) ? `'${said}` : said;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV: with the mark by which spreadsheets know UTF-8. */
export function csv(columns, rows) {
  const names = Object.keys(columns);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))];
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

/** The JSON Schema of a table's file. */
export function schema(name) {
  const { title, columns } = TABLES[name];
  const properties = Object.entries(columns).map(([column, { nullable, type, title, enum: values, format }]) => {
    const said = { title, type: nullable ? [type, "null"] : type, ...(format && { format }) };
    return [column, values ? { ...said, enum: nullable ? [...values, null] : values } : said];
  });
  const object = (fields) => ({ type: "object", required: Object.keys(fields), additionalProperties: false, properties: fields });
  const row = object(Object.fromEntries(properties));
  const head = { $schema: { const: `${name}.schema.json` }, title: { const: title }, licence: { type: "string" } };
  const source = { type: "array", items: { type: "string" }, minItems: 1 };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...object({ ...head, source, rows: { type: "array", items: row } }),
  };
}

/** Frictionless's description of the folder, by which other programs read it. */
function dataPackage(version, licence, sources) {
  const licences = licence.split(" OR ").map((name) => ({ name }));
  const resources = Object.entries(TABLES).map(([name, { title, columns }]) => ({
    name,
    title,
    path: `${name}.csv`,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    schema: {
      fields: Object.entries(columns).map(([column, { type, title, format, nullable, enum: values }]) => ({
        name: column,
        type: format ?? type,
        title,
        constraints: { required: !nullable, ...(values && { enum: values }) },
      })),
      missingValues: [""],
    },
  }));
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "luzhou-gazette",
    title: "泸州市人民政府公报的数据",
    description: "从印出的公报录入，以公报为准。subject、gist、why、text 是本项目的话，不是原文。",
    version,
    licenses: licences,
    sources: sources.map((title) => ({ title })),
    resources,
  };
}

/** The page that offers the files of a folder. */
export function page(template, folder, licence, sources) {
  const link = (name, form) => {
    const size = Math.max(1, Math.round(statSync(path.join(folder, name)).size / 1000));
    return `<a href="${name}" download>${form}，${size} KB</a>`;
  };
  const sections = Object.entries(TABLES).map(([name, { title }]) => {
    const { rows } = JSON.parse(readFileSync(path.join(folder, `${name}.json`), "utf8"));
    const links = [link(`${name}.csv`, "CSV"), link(`${name}.json`, "JSON"), link(`${name}.schema.json`, "JSON 的格式")];
    return `<h3>${escape(title)}</h3>\n<p>${rows.length} 行：${links.join(" ")}</p>`;
  });
  const filled = { gazette: escape(sources.join("、")), tables: sections.join("\n"), sources: escape(sources.join("、")), licence: escape(licence) };
  return template.replaceAll(/\{\{(\w+)\}\}/g, (place, name) => filled[name] ?? place);
}

/** Writes the folder; with a template, its page too. */
export function takeAway(folder, data = path.join(root, "data"), template = undefined) {
  const { version, license } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const sources = issues(data).map((id) => nameOf(readIssue(path.join(data, id))));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name, content) => writeFileSync(path.join(folder, name), content);
  for (const [name, rows] of Object.entries(tables(data))) {
    const { title, columns } = TABLES[name];
    write(`${name}.csv`, csv(columns, rows));
    // A row a line: small, and a change of one row is one line.
    const head = JSON.stringify({ $schema: `${name}.schema.json`, title, licence: license, source: sources });
    write(`${name}.json`, `${head.slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`);
    write(`${name}.schema.json`, `${JSON.stringify(schema(name), null, 2)}\n`);
  }
  write("datapackage.json", `${JSON.stringify(dataPackage(version, license, sources), null, 2)}\n`);
  if (template) write("index.html", page(template, folder, license, sources));
}
