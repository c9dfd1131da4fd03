// What the pictures share. A picture is text beside bars: the text wraps and keeps its size on every screen, the bars are SVG in
// shares of the width. What is full, striped or empty can be told apart without colour. A screen reader is told the finding, and
// reads the table with the same numbers.

import { html } from "../html.mjs";

/** How far a day, or a number, lies between two others: hundredths, with three decimals at most. */
export function share(at, from, to) {
  const [value, start, end] = [at, from, to].map((it) => (typeof it === "string" ? Date.parse(it) : it));
  return Number((((value - start) / (end - start)) * 100).toFixed(3));
}

/** A picture: its heading, what it shows first of all, the signs to read it by, its rows, its axis. */
export function figure(id, { title, finding, legend, rows, axis }) {
  const days = axis && typeof axis.start === "string";
  const ends = days && html` data-start="${axis.start}" data-end="${axis.end}"`;
  return html`<figure class="chart" id="${id}"><figcaption><h3 id="${id}-title">${title}</h3>
<p id="${id}-finding">${finding}<span class="spoken">图里的都在下面的表里。</span></p>
${legend && html`<ul class="legend">${legend.map((it) => html`<li>${it}</li>`)}</ul>`}</figcaption>
<div class="plot${axis && (days ? " dated" : " scaled")}" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-finding"${ends}>
${axis && scale(axis, days)}${rows}</div></figure>
`;
}

/** The lines behind the rows and what they stand for; where they are days, a mark for a day, which the page's script places. */
function scale({ start, end, ticks }, days) {
  const place = ({ at }) => `${share(at, start, end)}%`;
  const lines = ticks.map((tick) => html`<line x1="${place(tick)}" x2="${place(tick)}" y1="${days ? 3 : 1.7}em" y2="100%"/>`);
  const labels = ticks.map((tick) => html`<text x="${place(tick)}" y="1.1em"${tick.look && html` class="${tick.look}"`}>${tick.label}</text>`);
  const mark = days && html`<g class="at" hidden><line y1="2.9em" y2="100%"/><text y="2.5em"></text></g>`;
  return html`<svg class="axis" aria-hidden="true"><g class="grid">${lines}</g>${labels}${mark}</svg>
`;
}

/** A bar from one share of the width to another; an open one is an arrow. */
export function bar(from, to, { look, open } = {}) {
  const tip = html`<svg x="100%" y="50%" overflow="visible"><path class="cut" d="M1-9H-11L0 0-11 9H1Z"/><path class="tip" d="M-11-7-1 0-11 7"/></svg>`;
  const width = Number((to - from).toFixed(3));
  return html`<svg class="track${look && ` ${look}`}" aria-hidden="true"><rect x="${from}%" y="25%" width="${width}%" height="50%"/><line x1="${from}%" x2="${to}%" y1="50%" y2="50%"/>${open && tip}</svg>`;
}

/** A row of a table: its head, and its cells with what a card calls them. */
export const row = (head, cells) => html`<tr role="row"><th role="rowheader" scope="row">${head}</th>${cells}</tr>
`;
export const cell = (name, said, look) => html`<td role="cell" data-head="${name}"${look && html` class="${look}"`}>${said}</td>`;

/**
 * A table. A narrow screen shows its rows as cards, unless it is a `small` one: a name and a few numbers. A head that
 * `cell`s call `number` is `[head, "number"]`.
 */
export function table(caption, heads, groups, small) {
  const head = heads.map((it) => {
    const [said, look] = [it].flat();
    return html`<th role="columnheader" scope="col"${look && html` class="${look}"`}>${said}</th>`;
  });
  return html`<table class="figures${small && " small"}" role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
${groups.map((rows) => html`<tbody role="rowgroup">
${rows}</tbody>
`)}</table>
`;
}

/** A picture and its table, beside each other where there is room. */
export const beside = (picture, table) => html`<div class="beside-table">${picture}${table}</div>
`;
