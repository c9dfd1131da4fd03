// Finding from the home screen: calculators by what stands on the screen at once, everything as soon as the module has come, and
// with it what the gazette says, number by number.

import { marked } from "./marked.js";
import { mark } from "./periods.js";

/** @typedef {{ kind?: string, title: string, detail: string, link: string, from: string | null, until: string | null }} Hit */
/** @typedef {(query: string, limit?: number) => { note: string, hits: Hit[], more: number }} Search */

/** What a hit of the module's own is called, by its kind. @type {Record<string, string>} */
const KINDS = { calculator: "计算器", document: "文件是否有效", district: "区县", item: "价格" };

const seek = /** @type {HTMLInputElement} */ (document.getElementById("seek"));
const found = /** @type {HTMLElement} */ (document.querySelector(".found"));
const counted = /** @type {HTMLElement} */ (document.querySelector("[data-counted]"));
const MOST = 10;

/** How many hits are listed of this query. */
let most = MOST;

/** Where a hit leads: in the stand-alone file the documents' pages are screens of the page. @param {string} link */
const leadsTo = (link) => (link.startsWith("#") || document.querySelector("[data-online]") ? link : `#${link}`);

/** @param {Hit} hit @param {string} query */
function hitLink({ kind, title, detail, link, from, until }, query) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = leadsTo(link);
  const name = document.createElement("span");
  name.append(...marked(title, query));
  const small = document.createElement("small");
  const kindly = KINDS[kind ?? ""];
  small.append(...(kindly ? [kindly, " · "] : []), ...marked(detail, query));
  anchor.append(name, small);
  if (until) {
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.textContent = `有效至 ${until}`;
    Object.assign(chip.dataset, { from, until });
    mark(chip);
    anchor.append(chip);
  }
  item.append(anchor);
  return item;
}

/** The calculators whose names on the screen have the words. @param {string} query */
function onScreen(query) {
  const cards = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("#home .card, #home .groups li a")]);
  const fit = cards.filter((card) => card.textContent?.includes(query));
  const hits = fit.map((card) => ({
    title: card.querySelector("span")?.textContent ?? "",
    detail: "",
    link: card.getAttribute("href") ?? "",
    from: null,
    until: null,
  }));
  return { note: "", hits, more: 0 };
}

/** @param {string} words */
function addLine(words) {
  const line = document.createElement("p");
  line.textContent = words;
  found.append(line);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;

/** Says how much was found once the typing has stopped. @param {string} words */
function count(words) {
  clearTimeout(speaking);
  speaking = setTimeout(() => (counted.textContent = words), 600);
}

/** Whether a hit is being pressed: then the list stays as it is. */
let pressed = false;

/** Lists more hits of the same query, and goes to the first of them. @param {number} more @param {() => void} again */
function moreButton(more, again) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = `还有 ${more} 项，再列一些`;
  button.addEventListener("click", () => {
    const shown = found.querySelectorAll("li").length;
    most += 4 * MOST;
    again();
    const next = found.querySelectorAll("li")[shown];
    (next?.querySelector("a") ?? seek).focus();
  });
  return button;
}

/**
 * Lists what is found, or says what to do.
 * @param {Search | undefined} search
 * @param {string} state what is said where not everything has come that is looked through; empty where it has
 */
function listHits(search, state) {
  const query = seek.value.trim();
  if (pressed) return;
  found.textContent = "";
  if (!query) return count("");
  const { note, hits, more } = (search ?? onScreen)(query, most);
  if (note) addLine(hits.length ? `${note}名称相近、不是同一项的有：` : note);
  const list = document.createElement("ul");
  list.append(...hits.map((hit) => hitLink(hit, query)));
  if (hits.length) found.append(list);
  if (more) found.append(moreButton(more, () => listHits(search, state)));
  if (note || hits.length) {
    const counted = more ? `找到 ${hits.length + more} 项，列出前 ${hits.length} 项` : `找到 ${hits.length} 项`;
    return count(note + (hits.length ? `${counted}，按向下键选择` : ""));
  }
  const nothing = state || "公报这一期没有找到。可以换个说法，或者：";
  addLine(nothing);
  count(nothing);
  const ways = document.createElement("ul");
  const ask = { title: "回答几个问题，看哪些与我有关", link: "#what-applies-to-me" };
  const look = { title: "看这一期有哪些文件", link: "#policy-validity" };
  ways.append(...[ask, look].map((way) => hitLink({ detail: "", from: null, until: null, ...way }, "")));
  if (!state) found.append(ways);
}

/** The arrows go through the hits, Escape back to the field. @param {KeyboardEvent} event */
function move(event) {
  const hits = [...found.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing || !hits.length || (!step && event.key !== "Escape")) return;
  const at = hits.findIndex((hit) => hit === document.activeElement);
  if (!step && at < 0) return;
  event.preventDefault();
  const next = step ? hits[at < 0 && step < 0 ? hits.length - 1 : at + step] : undefined;
  (next ?? seek).focus();
}

/**
 * Lets the field find.
 * @param {() => Promise<unknown>} load brings the module, and then what else is looked through
 * @param {() => Search | undefined} searching the module's search, once it has come
 * @param {() => string} state what is said meanwhile; nothing once everything has come
 */
export function beginFinding(load, searching, state) {
  const find = () => listHits(searching(), state());
  seek.addEventListener("focus", () => state() && load().then(() => seek.value && find()));
  seek.addEventListener("input", async (event) => {
    // While an input method composes, its letters are not yet the person's text.
    if (/** @type {InputEvent} */ (event).isComposing) return;
    most = MOST;
    find();
    if (state()) await load().then(find);
  });
  // A press on a hit ends the composing first, and is meant for the list that is still there.
  seek.addEventListener("compositionend", () => setTimeout(() => seek.dispatchEvent(new Event("input")), 80));
  found.addEventListener("mousedown", (event) => event.preventDefault());
  found.addEventListener("pointerdown", () => (pressed = true));
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (pressed = false));
  seek.form?.addEventListener("keydown", move);
  found.addEventListener("keydown", move);
  seek.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    // What is listed below a sentence is not what was looked for.
    if (found.firstElementChild?.matches("ul")) found.querySelector("a")?.click();
  });
}
