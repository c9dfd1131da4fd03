// Lists what in an issue's text no entry covers: npm run uncovered -- data/2024-02 FILE [--all]
// A numeral counts as covered where it stands inside words that an entry prints, within the entry's own clause. What
// is left is read by a person, line by line: it becomes an entry, or `left-out.toml` says why it is none. Ends with 1 where
// a numeral is neither, where an entry prints what does not stand in its clause, and where a word that is left out leaves
// nothing out. `--all` shows what is left out as well.

import { readFileSync } from "node:fs";
import process from "node:process";
import { GazetteText, bare } from "./gazette-text.mjs";
import { readIssue, statements } from "./issue.mjs";

const [folder, source] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const all = process.argv.includes("--all");
if (!folder || !source) {
  console.error("用法：npm run uncovered -- data/2024-02 公报全文.txt [--all]");
  process.exit(2);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

const issue = readIssue(folder);

const gazette = new GazetteText(readFileSync(source, "utf8"), issue);
const { text, lines, gaps, spans } = gazette;
if (gazette.missing) stop(`${gazette.missing}：正文里找不到它的标题和文号。 Its title with its number is not in the text.`);
const covered = new Uint8Array(text.length);

/** Marks each place of a word, in one clause where that is named; says whether there is one. */
function cover(word, [from, until] = [0, text.length], as = 1, [document, clause] = []) {
  let found = false;
  for (let at = gazette.find(word, from); word && at >= 0 && at < until; at = gazette.find(word, at + 1)) {
    if (!gazette.isIn(at, document, clause)) continue;
    found = true;
    for (let i = at; i < at + word.length; i += 1) if (!covered[i]) covered[i] = as;
  }
  return found;
}

for (const { id, title, number, page, annexes = [], repeals = [] } of issue.documents) {
  cover(bare(`${title}(${number})(${page})`));
  for (const word of [title + number, ...annexes, ...repeals]) cover(bare(word), spans.get(id));
}

// A number alone says nothing about where it stands: it covers only what follows its row's words.
const FIGURE = /^[\d.,%]+$/;
const rows = statements(issue);
for (const { id, document, clause, printed, horizon } of rows) {
  if (document && FIGURE.test(printed)) continue;
  const place = [spans.get(document), 1, [document, clause]];
  if (!cover(bare(printed), ...place)) {
    console.error(`${id}：${document ?? "刊头和版权页"} ${clause} 里没有印“${printed}”。 It is not printed there.`);
    process.exitCode = 1;
  }
  for (const year of horizon?.split("/") ?? []) cover(`到${year.slice(0, 4)}年`, ...place);
}
// A fact without a subject is for a calculator alone: what it prints is covered all the same.
for (const { document, clause, printed } of issue.facts) if (printed) cover(bare(printed), spans.get(document), 1, [document, clause]);

/** The figures of a row, all of them in their order after its code or one of its words, or none. */
const ROW_REACH = 700;
const CODE = /^\d{9}(-\d+)?$/;
function coverRow(row, order, span) {
  const codes = row.filter((cell) => CODE.test(cell));
  const named = row.map(bare).filter((cell) => cell.length > 1 && !FIGURE.test(cell) && !CODE.test(cell));
  for (const cell of named) cover(cell, span);
  const figures = row.map(bare).filter((cell) => FIGURE.test(cell) && !CODE.test(cell));
  for (const name of [...codes, ...named]) {
    for (let at = gazette.find(name, span[0]); at >= 0 && at < span[1]; at = gazette.find(name, at + 1)) {
      const places = [[at, at + name.length]];
      for (const figure of figures) {
        const found = gazette.find(figure, places.at(-1)[1]);
        if (found < 0 || found > at + ROW_REACH) break;
        places.push([found, found + figure.length]);
      }
      if (places.length <= figures.length) continue;
      for (const place of places) covered.fill(1, ...place);
      // The number of the row is printed before its words.
      const number = /\d+$/.exec(order ?? "");
      if (number) cover(number[0], [Math.max(0, at - 8), at]);
      return;
    }
  }
}
for (const name of ["prices.csv", "roads.csv", "blood-districts.csv", "blood-slots.csv"]) {
  for (const { document, row: order, number = order, ...row } of issue.csv(name)) {
    delete row.clause;
    delete row.page;
    coverRow(Object.values(row), number, spans.get(document));
  }
}

// Numbers with their sign, and the signs by which Chinese counts. No number: that of a heading.
const NUMERAL = /\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百千两]+/g;
const HEADING = /^(?:\d+[.．](?!\d)|[(（]?[一二三四五六七八九十]+[)）、]|第[一二三四五六七八九十]+[条章])/;

/** The numerals of the text; two cells of a table are two. */
function* numerals() {
  for (const { 0: found, index } of text.matchAll(NUMERAL)) {
    let from = 0;
    for (let i = 1; i <= found.length; i += 1) {
      if (i < found.length && !gaps[index + i]) continue;
      yield [index + from, index + i];
      from = i;
    }
  }
}

function isHeading(at) {
  for (const start of [at, at - 1]) if (gaps[start] === "\n" && HEADING.test(text.slice(start, start + 12))) return true;
  return false;
}

const open = (range) => !covered.subarray(...range).every((mark) => mark === 1);
const left = [...numerals()].filter((range) => !isHeading(range[0]) && open(range));
const count = left.length;
for (const [at, { words, reason, document, clause }] of issue.leftOut.entries()) {
  if (!reason || !Array.isArray(words)) stop("left-out.toml：每条要有 words 和 reason。 Each needs words and a reason.");
  for (const word of words) {
    const before = left.filter(([from, until]) => !covered.subarray(from, until).every(Boolean)).length;
    cover(bare(word), spans.get(document), at + 2, clause && [document, clause]);
    const after = left.filter(([from, until]) => !covered.subarray(from, until).every(Boolean)).length;
    if (before > after) continue;
    console.error(`left-out.toml：“${word}”没有盖住任何数字，请删去。 It covers nothing: remove it.`);
    process.exitCode = 1;
  }
}

const reasons = new Map();
let unexplained = 0;
for (const [from, until] of left) {
  const mark = Math.max(...covered.subarray(from, until));
  const whole = covered.subarray(from, until).every(Boolean);
  const reason = whole ? issue.leftOut[mark - 2].reason : undefined;
  const shown = `${lines[from]}：${text.slice(Math.max(0, from - 12), from)}【${text.slice(from, until)}】${text.slice(until, until + 12)}`;
  if (!whole) unexplained += 1;
  else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  if (!whole || all) console.log(whole ? `${shown}　——${reason}` : shown);
}

const per = grouped(rows);
const counts = [...per].map(([id, list]) => `${id ?? "刊头和版权页"} ${list.length}`);
console.error(`条目 entries: ${rows.length}（${counts.join("，")}）`);
for (const [reason, number] of reasons) console.error(`不列 left out: ${number}　${reason}`);
console.error(`${unexplained} 个数字或日期没有条目也没有说明（另有 ${count - unexplained} 个说明了不列）。 ${unexplained} are unexplained.`);
if (unexplained) process.exitCode = 1;

/** The rows of each document. */
function grouped(list) {
  const groups = new Map();
  for (const row of list) groups.set(row.document, [...(groups.get(row.document) ?? []), row]);
  return groups;
}
