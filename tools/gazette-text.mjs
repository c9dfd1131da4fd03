// The text of an issue as it can be searched: without its spaces, and with the document and the clause of each place.

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

/** Words as they stand in the squeezed text. */
export const bare = (words) => squeezed(words).text;

// What opens a clause, at the beginning of a line, and how deep it lies.
const NUMBER = "[一二三四五六七八九十]+";
const OPENINGS = [
  [new RegExp(`^(第${NUMBER}条)`), 0],
  [new RegExp(`^(${NUMBER})、`), 0],
  [/^(附件\d?)$/, 0],
  [new RegExp(`^[(（](${NUMBER})[)）]`), 1, (number) => `(${number})`],
  [/^(备注|说明)[:：]/, 1],
  [/^(\d+)[.．]/, 2],
];

// What no heading opens: preamble, signature, a body without headings, a closing paragraph.
const WITHOUT_HEADING = /^(前言|落款|正文|.*末段)$/;

export class GazetteText {
  /** Reads the text of an issue. */
  constructor(raw, issue) {
    Object.assign(this, squeezed(raw));
    this.spans = new Map();
    /** The first document whose title and number the text does not have. */
    this.missing = undefined;
    const starts = issue.documents.map(({ title, number }) => this.text.indexOf(bare(title + number)));
    for (const [at, { id }] of issue.documents.entries()) {
      if (starts[at] < 0) this.missing ??= id;
      this.spans.set(id, [starts[at], starts[at + 1] ?? this.text.length]);
    }
    this.clauses = clausesByLine(raw, new Set(issue.documents.map(({ id }) => this.lines[this.spans.get(id)[0]])));
    this.outlines = new Map(issue.documents.map(({ id, clause = [] }) => [id, new Set(clause.map((it) => it.id))]));
  }

  /** The next place of a word; of a number only as a whole one. */
  find(word, from) {
    const { text, gaps } = this;
    const inside = (sign) => sign !== undefined && /[\d.]/.test(sign);
    for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
      const end = at + word.length;
      if (/^\d/.test(word) && inside(text[at - 1]) && !gaps[at]) continue;
      if (/\d$/.test(word) && inside(text[end]) && !gaps[end]) continue;
      return at;
    }
    return -1;
  }

  /** Whether a place of a document may stand in this clause: the deepest of its outline that has been opened before. */
  isIn(at, document, clause) {
    if (!document || WITHOUT_HEADING.test(clause)) return true;
    const outline = this.outlines.get(document);
    return this.clauses[this.lines[at]].find((id) => outline.has(id)) === clause;
  }
}

/** For each line what may be its clause, the deepest first. A document opens none. */
function clausesByLine(raw, documents) {
  let open = ["", "", ""];
  const lines = raw.split("\n").map((line, at) => {
    if (documents.has(at + 1)) open = ["", "", ""];
    for (const [opening, depth, id = (it) => it] of OPENINGS) {
      const found = opening.exec(line.replaceAll(/\s/g, ""));
      if (!found) continue;
      open = [...open.slice(0, depth), id(found[1]), "", ""].slice(0, 3);
      break;
    }
    const [one, two, three] = open;
    // Notes that stand under the last of several forms are those of all.
    return [one + two + three, one + two, `附件${two}`, one];
  });
  return [[], ...lines];
}
