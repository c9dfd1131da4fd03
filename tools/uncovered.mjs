// Lists what in an issue's text no entry covers: npm run uncovered -- data/2024-02 FILE
// A number or a day of the text counts as covered where it stands inside words that an entry prints: `printed` of a
// fact, a cell of a table, the number of a document. What is left is read by a person, line by line.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const [folder, source] = process.argv.slice(2);
if (!folder || !source) {
  console.error("用法：npm run uncovered -- data/2024-02 公报全文.txt");
  process.exit(2);
}

/** Text without its spaces and line ends, with the line of each character and whether a space stood before it. */
function squeezed(text) {
  const characters = [];
  const lines = [];
  const gaps = [];
  let line = 1;
  let gap = false;
  for (const character of text) {
    if (character === "\n") line += 1;
    if (/\s/.test(character)) {
      gap = true;
      continue;
    }
    characters.push(character);
    lines.push(line);
    gaps.push(gap);
    gap = false;
  }
  return { text: characters.join(""), characters, lines, gaps };
}

function files(place) {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(place, entry.name);
    return entry.isDirectory() ? files(file) : [file];
  });
}

/** The rows of a table, as RFC 4180 writes them. */
function rows(text) {
  const found = [[]];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\n|$)/g)) {
    const cell = match[1].startsWith('"') ? match[1].slice(1, -1).replaceAll('""', '"') : match[1];
    found.at(-1).push(cell);
    if (match[2] === "\n") found.push([]);
  }
  return found.slice(1);
}

/** What the entries print. */
function printed(file) {
  const text = readFileSync(file, "utf8");
  if (file.endsWith(".csv")) return rows(text).flat().filter((cell) => !FIGURE.test(cell));
  const words = [];
  for (const match of text.matchAll(/^(?:printed|number|title|annexes)\s*=\s*(.+)$/gm)) {
    for (const quoted of match[1].matchAll(/"((?:[^"\\]|\\.)*)"/g)) words.push(JSON.parse(`"${quoted[1]}"`));
  }
  for (const match of text.matchAll(/^(?:from|until|issued)\s*=\s*"(\d{4})-(\d\d)-(\d\d)"/gm)) {
    const [year, month, day] = match.slice(1).map(Number);
    words.push(`${year}年${month}月${day}日`);
  }
  return words;
}

// A figure alone says nothing about where it stands: it covers only what follows its row's words.
const FIGURE = /^[\d.,%]*$/;
const ROW_REACH = 400;

// The number of a heading, such as 3. or 3．, is none.
const HEADING = /^[.．](?!\d)/;

// An Arabic number with its sign or unit; a Chinese one where it counts something.
const NUMBERS = /\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百千]+(?=[个年月日天次户倍成万元]|周岁|公里|毫升)/g;

const { text, characters, lines, gaps } = squeezed(readFileSync(source, "utf8"));
const covered = new Uint8Array(characters.length);
const places = [];
for (const character of characters) places.push(character.length);
// A character outside the basic plane takes two units of the joined text.
const unit = [];
for (const [at, length] of places.entries()) for (let i = 0; i < length; i += 1) unit.push(at);

function bare(word) {
  return squeezed(word.replaceAll("〔", "[").replaceAll("〕", "]")).text;
}

/** Marks each place of a word, whole numbers only; gives the first after `from`. */
function cover(word, from = 0, until = text.length) {
  let first = -1;
  const inside = (sign) => sign !== undefined && /[\d.]/.test(sign);
  for (let at = text.indexOf(word, from); at >= 0 && at < until; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (/^\d/.test(word) && inside(text[at - 1]) && !gaps[unit[at]]) continue;
    if (/\d$/.test(word) && inside(text[end]) && !gaps[unit[end]]) continue;
    if (first < 0) first = at;
    for (let i = at; i < at + word.length; i += 1) covered[unit[i]] = 1;
  }
  return first;
}

const tables = files(folder).filter((file) => /\.(toml|csv)$/.test(file));
for (const word of new Set(tables.flatMap(printed).map(bare))) if (word.length > 1) cover(word);
for (const file of tables.filter((name) => name.endsWith(".csv"))) {
  for (const row of rows(readFileSync(file, "utf8"))) {
    const named = row.map(bare).filter((cell) => cell.length > 1 && !/^[\d.,%]{1,6}$/.test(cell));
    const at = named.map((cell) => text.indexOf(cell)).find((place) => place >= 0);
    if (at === undefined) continue;
    for (const cell of row.filter((it) => it !== "" && FIGURE.test(it))) cover(bare(cell), at, at + ROW_REACH);
    // The number of the row is printed before its words.
    for (const cell of row) {
      const number = /^\D{0,2}(\d+)$/.exec(cell);
      if (number) cover(number[1], Math.max(0, at - 8), at);
    }
  }
}

const open = new Map();
/** The numbers of the text; two cells of a table are two. */
function* numbers() {
  for (const { 0: found, index } of text.matchAll(NUMBERS)) {
    let from = 0;
    for (let i = 1; i <= found.length; i += 1) {
      if (i < found.length && !gaps[unit[index + i]]) continue;
      yield { 0: found.slice(from, i), index: index + from };
      from = i;
    }
  }
}

for (const match of numbers()) {
  const range = Array.from(match[0], (_, i) => unit[match.index + i]);
  if (range.every((at) => covered[at]) || HEADING.test(text.slice(match.index + match[0].length))) continue;
  const line = lines[unit[match.index]];
  const before = text.slice(Math.max(0, match.index - 12), match.index);
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
  if (!open.has(line)) open.set(line, []);
  open.get(line).push(`${before}【${match[0]}】${after}`);
}
for (const [line, found] of open) for (const shown of found) console.log(`${line}：${shown}`);
const count = [...open.values()].reduce((sum, found) => sum + found.length, 0);
console.error(`${count} 个数字或日期没有条目；逐个看，要么写成条目，要么确认不用。 ${count} without an entry.`);
