// Lists what in an issue's text no entry covers: npm run uncovered -- data/2024-02 FILE [--all]
// A numeral counts as covered where it stands inside words that an entry prints, within the entry's own document. What
// is left is read by a person, line by line: it becomes an entry, or `left-out.toml` says why it is none. Ends with 1 where
// a numeral is neither, and where a word that is left out is in the text no more. `--all` shows what is left out as well.

import { readFileSync } from "node:fs";
import process from "node:process";
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

/** Text without its spaces, line ends and two kinds of brackets, with the line of each character and what stood before it. */
function squeezed(text) {
  const characters = [];
  const lines = [];
  const gaps = [];
  let line = 1;
  let gap = "\n";
  for (const character of text.replaceAll("〔", "[").replaceAll("〕", "]")) {
    if (/\s/.test(character)) {
      if (character === "\n") line += 1;
      gap = gap === "\n" || character === "\n" ? "\n" : " ";
      continue;
    }
    // A character outside the basic plane takes two units of the joined text.
    for (const unit of character.split("")) {
      characters.push(unit);
      lines.push(line);
      gaps.push(gap);
      gap = "";
    }
  }
  return { text: characters.join(""), lines, gaps };
}

const { text, lines, gaps } = squeezed(readFileSync(source, "utf8"));
const bare = (word) => squeezed(word).text;
const covered = new Uint8Array(text.length);

/** The next place of a word; of a number only as a whole one. */
function find(word, from) {
  const inside = (sign) => sign !== undefined && /[\d.]/.test(sign);
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (/^\d/.test(word) && inside(text[at - 1]) && !gaps[at]) continue;
    if (/\d$/.test(word) && inside(text[end]) && !gaps[end]) continue;
    return at;
  }
  return -1;
}

/** Marks each place of a word. */
function cover(word, [from, until] = [0, text.length], as = 1) {
  if (!word) return;
  for (let at = find(word, from); at >= 0 && at < until; at = find(word, at + 1)) {
    for (let i = at; i < at + word.length; i += 1) if (!covered[i]) covered[i] = as;
  }
}

const issue = readIssue(folder);

/** Where each document stands: from its title with its number to the next. */
const spans = new Map();
const starts = issue.documents.map(({ id, title, number }) => [id, text.indexOf(bare(title + number))]);
for (const [at, [id, start]] of starts.entries()) {
  if (start < 0) stop(`${id}：正文里找不到它的标题和文号。 Its title with its number is not in the text.`);
  spans.set(id, [start, starts[at + 1]?.[1] ?? text.length]);
}

for (const { id, title, number, page, annexes = [], repeals = [] } of issue.documents) {
  cover(bare(`${title}(${number})(${page})`));
  for (const word of [title + number, ...annexes, ...repeals]) cover(bare(word), spans.get(id));
}

// A number alone says nothing about where it stands: it covers only what follows its row's words.
const FIGURE = /^[\d.,%]+$/;
const rows = statements(issue);
for (const { document, printed, horizon } of rows) {
  if (!document || !FIGURE.test(printed)) cover(bare(printed), spans.get(document));
  for (const year of horizon?.split("/") ?? []) cover(`到${year.slice(0, 4)}年`, spans.get(document));
}
// A fact without a subject is for a calculator alone: what it prints is covered all the same.
for (const { document, printed } of issue.facts) if (printed) cover(bare(printed), spans.get(document));

/** The figures of a row, all of them in their order after its code or one of its words, or none. */
const ROW_REACH = 700;
const CODE = /^\d{9}(-\d+)?$/;
function coverRow(row, order, span) {
  const codes = row.filter((cell) => CODE.test(cell));
  const named = row.map(bare).filter((cell) => cell.length > 1 && !FIGURE.test(cell) && !CODE.test(cell));
  for (const cell of named) cover(cell, span);
  const figures = row.map(bare).filter((cell) => FIGURE.test(cell) && !CODE.test(cell));
  for (const name of [...codes, ...named]) {
    for (let at = find(name, span[0]); at >= 0 && at < span[1]; at = find(name, at + 1)) {
      const places = [[at, at + name.length]];
      for (const figure of figures) {
        const found = find(figure, places.at(-1)[1]);
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
for (const [at, { words, reason }] of issue.leftOut.entries()) {
  if (!reason || !Array.isArray(words)) stop("left-out.toml：每条要有 words 和 reason。 Each needs words and a reason.");
  for (const word of words) {
    const before = left.filter(([from, until]) => !covered.subarray(from, until).every(Boolean)).length;
    cover(bare(word), undefined, at + 2);
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
