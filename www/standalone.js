// In the stand-alone file the table check, the timeline, the pictures and the documents are more screens of the page; the check and
// each document are made when they are first shown.

import { mark, sayDay } from "./periods.js";
import { unfold } from "./unfold.js";

const home = /** @type {HTMLElement} */ (document.getElementById("home"));
const screens = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main > [data-title]"));
const paper = /** @type {HTMLElement} */ (document.getElementById("paper"));
const papers = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template[data-page]")]);

// What leads to other files of the site leads nowhere from a disk.
for (const link of document.querySelectorAll("[data-online]")) link.remove();

/** The document that stands there. @type {string | undefined} */
let read;

/** Shows a document at a place. @param {HTMLTemplateElement} page @param {string} name */
function showPaper(page, name) {
  if (read !== page.dataset.page) {
    paper.replaceChildren(page.content.cloneNode(true));
    for (const chip of /** @type {NodeListOf<HTMLElement>} */ (paper.querySelectorAll(".chip"))) mark(chip);
    read = page.dataset.page;
  }
  sayDay();
  home.hidden = true;
  document.title = `${paper.querySelector("h1")?.textContent} · 公报计算器`;
  const place = [...paper.querySelectorAll("[id]")].find((it) => it.id === name);
  if (place) unfold(place);
  else scrollTo(0, 0);
}

/** Shows the screen that the address names, or the one in which it names a place. */
function show() {
  const [, file = "", name = ""] = /^#(documents\/[^#]*)#?(.*)$/.exec(location.hash) ?? [];
  const page = papers.find((it) => it.dataset.page === file);
  paper.hidden = !page;
  if (page) showPaper(page, decodeURIComponent(name));
  showScreen();
}

function showScreen() {
  const name = location.hash.slice(1).split("?")[0] ?? "";
  const place = name ? document.getElementById(name) : null;
  const shown = /** @type {HTMLElement | null | undefined} */ (place?.closest("main > [data-title]"));
  for (const screen of screens) screen.hidden = screen !== shown;
  if (!place || !shown) return;
  home.hidden = true;
  document.title = `${shown.dataset.title} · 公报计算器`;
  const waiting = /** @type {HTMLTemplateElement | null} */ (shown.querySelector("template"));
  if (waiting) waiting.replaceWith(waiting.content);
  if (place === shown) scrollTo(0, 0);
  else place.scrollIntoView();
}

addEventListener("hashchange", show);
show();
