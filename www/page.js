// The page's own script: shows the home screen or the calculator that the address names, says what is over today, and
// keeps what has been filled in with the page's history, so that nothing stands in the address or in a store.

import { besideEachOther, keep } from "./beside.js";
import { compare, readSheet } from "./reopen.js";

const ELEMENT = "luzhou-calculator";

/** @typedef {HTMLElement & { answers: unknown, sheet: string | undefined }} CalculatorElement */

const home = /** @type {HTMLElement} */ (document.getElementById("home"));
const place = /** @type {HTMLElement} */ (document.getElementById("calculator"));
const waiting = /** @type {HTMLElement} */ (place.querySelector("[data-waiting]"));
const stage = /** @type {HTMLElement} */ (place.querySelector(".stage"));
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const back = /** @type {HTMLElement} */ (place.querySelector(".back"));
const fallback = /** @type {HTMLTemplateElement} */ (document.getElementById("fallback"));
const links = /** @type {HTMLAnchorElement[]} */ ([...place.querySelectorAll("nav a[data-calculator]")]);
const title = document.title;

/** @type {Map<string, CalculatorElement>} */
const elements = new Map();

/** Where this script came from: its files stand beside it. In the stand-alone file it came from nowhere, and needs none. */
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

/** The page's policy lets this one name make the address of a script. */
const policy = (() => {
  try {
    const name = "luzhou-gazette";
    return /** @type {any} */ (window).trustedTypes?.createPolicy(name, { createScriptURL: (/** @type {string} */ it) => it });
  } catch {
    // The website's own policy does not.
  }
})();

/** @param {string} address */
const trusted = (address) => policy?.createScriptURL(address) ?? address;

/** Today in Beijing, which keeps UTC+8 all year. */
const today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);

/** @typedef {{ title: string, detail: string, link: string, from: string | null, until: string | null }} Hit */

/** The search of the module, once it has come. @type {undefined | ((query: string, limit?: number) => { note: string, hits: Hit[] })} */
let search;

/**
 * The module: streamed where a server sends the page, the one script from a disk, where modules are forbidden.
 * @type {Promise<unknown> | undefined}
 */
let loading;

/** Loads the module, and says so; where it does not come, the next call tries again. */
function load() {
  if (!loading) {
    waiting.textContent = "计算器正在载入…";
    loading = (location.protocol === "file:" || !src ? loadScript() : loadModule()).then(
      () => (waiting.textContent = ""),
      () => {
        waiting.textContent = "计算器没有载入。请检查网络后再试；文字说明可以先看。";
        loading = undefined;
      },
    );
  }
  return loading;
}

async function loadModule() {
  try {
    const gazette = await import("./luzhou-gazette-module.js");
    // An element of a module that has not come would keep the script's from being defined.
    await gazette.ready();
    gazette.defineElement();
    search = gazette.search;
  } catch {
    await loadScript();
  }
}

async function loadScript() {
  if (!customElements.get(ELEMENT)) {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = trusted(new URL("luzhou-gazette.js", src).href);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }
  search = await /** @type {any} */ (customElements.get(ELEMENT))?.searching?.().catch(() => undefined);
}

/** Has the browser keep the site for offline, where it can and is not asked to spare the line. Nothing that is filled in is kept. */
async function keepOffline() {
  try {
    if (!(/** @type {any} */ (navigator).connection?.saveData)) await navigator.serviceWorker.register(trusted("sw.js"));
  } catch {
    // A private window, a disk, a server without encryption, a policy: the page works as before.
  }
}

/** Marks a period by how it stands today: over, not begun, in force. @param {HTMLElement} chip */
function mark(chip) {
  const { from = "", until } = chip.dataset;
  const state = until && until < today ? "over" : from > today ? "soon" : until ? "in" : "open";
  chip.dataset.state = state;
  if (state === "over") chip.textContent = `已结束 ${until}`;
  if (state === "soon") chip.textContent = `${from} 起施行`;
  return state;
}

/** Marks every period on the page, counts the documents, and names what is over: documents and calculators apart. */
function markPeriods() {
  const counts = { in: 0, open: 0, over: 0 };
  /** @type {Record<"文件" | "计算器", string[]>} */
  const over = { 文件: [], 计算器: [] };
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (home.querySelectorAll(".chip"))) {
    const state = mark(chip);
    const isDocument = chip.closest(".docs") !== null;
    if (state === "over") over[isDocument ? "文件" : "计算器"].push(chip.closest(".card, li")?.querySelector("span")?.textContent ?? "");
    if (isDocument) counts[state === "over" ? "over" : chip.dataset.until ? "in" : "open"]++;
  }
  const day = document.querySelector("[data-today]");
  if (day) day.textContent = `今天 ${today}`;
  const tally = document.querySelector("[data-tally]");
  /** @param {string} words */
  const part = (words) => {
    const span = document.createElement("span");
    span.textContent = words;
    return span;
  };
  tally?.replaceChildren(part(`● 有效 ${counts.in}`), " · ", part(`○ 没写到哪天 ${counts.open}`), " · ", part(`■ 已结束 ${counts.over}`));
  for (const [what, names] of Object.entries(over)) {
    if (!names.length) continue;
    const line = part(`已结束的${what} ${names.length} ${what === "文件" ? "份" : "个"}：${names.join("、")}`);
    line.className = "ended";
    tally?.append(" ", line);
  }
}

/** The element of a calculator, made where there is none yet. @param {string} name */
function element(name) {
  let made = elements.get(name);
  if (!made) {
    made = /** @type {CalculatorElement} */ (document.createElement(ELEMENT));
    made.setAttribute("theme", "auto");
    if (isLarge()) made.setAttribute("size", "large");
    made.append(fallback.content.cloneNode(true));
    made.setAttribute("name", name);
    elements.set(name, made);
  }
  return made;
}

/** Puts the calculator's title into view, with the way back above it, and the focus on it. @param {CalculatorElement} shown */
function land(shown) {
  const heading = /** @type {HTMLElement | null | undefined} */ (shown.shadowRoot?.querySelector(".title"));
  if (!heading) return false;
  scrollTo(0, 0);
  // Where the list stands beside the calculator, the way back is not shown.
  (back.offsetParent ? back : heading).scrollIntoView();
  heading.focus({ preventScroll: true });
  return true;
}

/** The calculator that looks as of the day of a sheet that was opened, until the person goes elsewhere. @type {CalculatorElement | undefined} */
let ofSheet;

/** @param {string | undefined} name where the person goes */
function leaveSheet(name) {
  if (!ofSheet || ofSheet === elements.get(name ?? "")) return;
  for (const attribute of ["as-of", "historical"]) ofSheet.removeAttribute(attribute);
  ofSheet = undefined;
  reopened.hidden = true;
}

/** Shows what the address names. @param {boolean} moved whether the person went there just now */
function show(moved) {
  const [name, query] = location.hash.slice(1).split("?");
  const link = links.find((candidate) => candidate.dataset.calculator === name);
  if (moved) leaveSheet(name);
  home.hidden = Boolean(link);
  place.hidden = !link;
  for (const other of links) {
    if (other === link) other.setAttribute("aria-current", "page");
    else other.removeAttribute("aria-current");
  }
  if (!link || !name) {
    document.title = title;
    document.body.dataset.screen = "home";
    if (moved) scrollTo(0, 0);
    return;
  }
  // A link with a case is read by an element of its own, which finds it in the address.
  if (query && moved) {
    elements.get(name)?.remove();
    elements.delete(name);
  }
  const next = element(name);
  for (const other of elements.values()) other.hidden = other !== next;
  stage.append(next, compared);
  showCompared(next);
  document.body.dataset.screen = "calculator";
  document.title = `${link.textContent} · 公报计算器`;
  load();
  if (moved && !land(next)) next.addEventListener("luzhou-ready", () => queueMicrotask(() => land(next)), { once: true });
}

addEventListener("hashchange", () => show(true));
// The module comes once the first screen stands there: then a calculator opens at once, and without a network too.
addEventListener("load", () => load().then(keepOffline));
addEventListener("online", () => load());

// What is filled in is kept with this entry of the history: a reload and the way back lose nothing.
addEventListener("luzhou-ready", (event) => {
  const shown = /** @type {CalculatorElement} */ (event.target);
  const kept = history.state;
  if (kept && kept.name === shown.getAttribute("name") && kept.answers) shown.answers = kept.answers;
});
addEventListener("luzhou-result", (event) => {
  const shown = /** @type {CalculatorElement} */ (event.target);
  const name = shown.getAttribute("name");
  const detail = /** @type {CustomEvent} */ (event).detail;
  cases.set(shown, { ...cases.get(shown), last: detail });
  if (shown.hidden || location.hash.slice(1).split("?")[0] !== name) return;
  history.replaceState({ name, answers: shown.answers }, "");
  showCompared(shown);
  const { notices } = detail;
  const over = notices.some((/** @type {{ kind: string }} */ it) => it.kind === "no_longer_in_force");
  const link = links.find((candidate) => candidate.dataset.calculator === name);
  document.title = `${link?.textContent}${over ? "（已结束）" : ""} · 公报计算器`;
});

// What must be mended first is no answer.
addEventListener("luzhou-error", (event) => {
  const shown = /** @type {CalculatorElement} */ (event.target);
  cases.set(shown, { ...cases.get(shown), last: undefined });
  if (!shown.hidden) keeper.hidden = true;
});

// A link from one calculator to another carries the answers that are already known.
addEventListener("luzhou-open", (event) => {
  event.preventDefault();
  const { calculator, answers } = /** @type {CustomEvent} */ (event).detail;
  const next = element(calculator);
  for (const [key, answer] of Object.entries(answers)) next.setAttribute(key, String(answer));
  location.hash = calculator;
});

// A saved sheet, opened or dropped anywhere on the page: its case is filled in anew and compared.
const reopened = /** @type {HTMLElement} */ (document.querySelector(".reopened"));
const chooser = /** @type {HTMLInputElement} */ (document.querySelector("[data-chooser]"));

/** @param {File | null | undefined} file */
async function reopen(file) {
  if (!file) return;
  const sheet = await readSheet(file);
  if (typeof sheet === "string") return sayReopened("other", sheet);
  const { calculator, as_of, historical, answers } = sheet.case;
  if (!links.some((link) => link.dataset.calculator === calculator)) {
    return sayReopened("other", `本页没有“${calculator.slice(0, 40)}”这个计算器。`);
  }
  sayReopened("", "正在重新计算…");
  // Answers that are given to an element before it is one would be lost.
  await load();
  leaveSheet(undefined);
  elements.get(calculator)?.remove();
  elements.delete(calculator);
  const shown = element(calculator);
  ofSheet = shown;
  shown.setAttribute("as-of", as_of);
  if (historical !== undefined) shown.setAttribute("historical", String(historical));
  shown.answers = answers;
  const outcome = new Promise((resolve) => {
    /** @type {any} */
    let last;
    const answered = (/** @type {Event} */ event) => {
      // The form answers once while it is empty, and again as soon as the case is filled in.
      if (!last) setTimeout(() => resolve(last), 100);
      last = /** @type {CustomEvent} */ (event).detail;
    };
    shown.addEventListener("luzhou-result", answered);
    shown.addEventListener("luzhou-error", answered);
  });
  if (location.hash === `#${calculator}`) show(false);
  else location.hash = calculator;
  const now = await outcome;
  if (now.message) return sayReopened("other", `不一致：单子里的填写现在不被接受。${now.message}`);
  const version = /** @type {HTMLElement | null} */ (shown.shadowRoot?.querySelector(".calculator"))?.dataset.version ?? "";
  const { state, words } = compare(sheet, now, version, shown.sheet);
  const unknown = sheet.unknown.length ? `单子里有认不出的内容：${sheet.unknown.map((key) => key.slice(0, 40)).join("、")}。` : "";
  sayReopened(state, `${words}${unknown}（按单子上的查询日期 ${as_of} 计算）`);
}

const SIGNS = { same: "✓ ", part: "！ ", other: "✕ ", "": "" };

/** @param {keyof SIGNS} state @param {string} words */
function sayReopened(state, words) {
  const place = main.querySelector(".wrap:not([hidden])");
  place?.prepend(reopened);
  reopened.hidden = false;
  reopened.dataset.state = state;
  reopened.textContent = SIGNS[state] + words;
  if (state) {
    reopened.scrollIntoView({ block: "center" });
    reopened.focus({ preventScroll: true });
  }
}

document.querySelector("[data-reopen]")?.addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => reopen(chooser.files?.[0]).finally(() => (chooser.value = "")));
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  reopen(event.dataTransfer?.files[0]);
});

// Two cases side by side: the one that was kept, and what is filled in now.
const keeper = /** @type {HTMLButtonElement} */ (document.querySelector("[data-keep]"));
const compared = /** @type {HTMLElement} */ (document.querySelector(".compared"));
/** @type {Map<HTMLElement, { last: any, kept?: import("./beside.js").Kept }>} */
const cases = new Map();

/** Offers to keep what is answered, and shows it beside what was kept. @param {HTMLElement} shown */
function showCompared(shown) {
  const it = cases.get(shown);
  // While a question is open there is no answer to keep.
  keeper.hidden = !it?.last || (it.last.verdict === "undetermined" && it.last.asks.length > 0);
  compared.textContent = "";
  if (it?.kept && it.last) compared.append(besideEachOther(it.kept, keep(shown, it.last)));
}
keeper.addEventListener("click", () => {
  const shown = [...elements.values()].find((it) => !it.hidden && it.isConnected);
  const it = shown && cases.get(shown);
  if (!it) return;
  it.kept = keep(shown, it.last);
  showCompared(shown);
});

// The skip link must not take the place of the calculator in the address.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

// Finding: calculators by what stands on the screen at once, everything as soon as the module has come.
const seek = /** @type {HTMLInputElement} */ (document.getElementById("seek"));
const found = /** @type {HTMLElement} */ (document.querySelector(".found"));
const counted = /** @type {HTMLElement} */ (document.querySelector("[data-counted]"));
const MOST = 10;

/** @param {Hit} hit */
function hitLink({ title, detail, link, from, until }) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = link;
  const small = document.createElement("small");
  small.textContent = detail;
  anchor.append(title, small);
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
  const cards = /** @type {HTMLAnchorElement[]} */ ([...home.querySelectorAll(".card, .groups li a")]);
  const fit = cards.filter((card) => card.textContent?.includes(query));
  const hits = fit.map((card) => ({
    title: card.querySelector("span")?.textContent ?? "",
    detail: "",
    link: card.getAttribute("href") ?? "",
    from: null,
    until: null,
  }));
  return { note: "", hits };
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

function find() {
  const query = seek.value.trim();
  if (pressed) return;
  found.textContent = "";
  if (!query) return count("");
  const { note, hits } = (search ?? onScreen)(query, MOST);
  if (note) addLine(hits.length ? `${note}名称相近、不是同一项的有：` : note);
  const list = document.createElement("ul");
  list.append(...hits.map(hitLink));
  if (hits.length) found.append(list);
  if (note || hits.length) {
    return count(note + (hits.length ? `${hits.length < MOST ? "找到" : "列出前"} ${hits.length} 项，按向下键选择` : ""));
  }
  const nothing = search ? "公报这一期没有找到。可以换个说法，或者：" : waiting.textContent;
  addLine(nothing);
  count(nothing);
  const ways = document.createElement("ul");
  const ask = { title: "回答几个问题，看哪些与我有关", link: "#what-applies-to-me" };
  const look = { title: "看这一期有哪些文件", link: "#policy-validity" };
  ways.append(...[ask, look].map((way) => hitLink({ detail: "", from: null, until: null, ...way })));
  if (search) found.append(ways);
}

seek.addEventListener("focus", () => load(), { once: true });
seek.addEventListener("input", async (event) => {
  // While an input method composes, its letters are not yet the person's text.
  if (/** @type {InputEvent} */ (event).isComposing) return;
  find();
  if (!search) await load().then(find);
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

// 长辈版: a look, not an answer, so it may be remembered; where nothing may be stored it is not.
const large = /** @type {HTMLButtonElement} */ (document.querySelector("[data-large]"));
const isLarge = () => document.documentElement.dataset.size === "large";

/** @param {boolean} on */
function setLarge(on) {
  if (on) document.documentElement.dataset.size = "large";
  else delete document.documentElement.dataset.size;
  large.setAttribute("aria-pressed", String(on));
  for (const shown of elements.values()) {
    if (on) shown.setAttribute("size", "large");
    else shown.removeAttribute("size");
  }
}
large.addEventListener("click", () => {
  setLarge(!isLarge());
  try {
    localStorage.setItem("luzhou-size", isLarge() ? "large" : "");
  } catch {
    // Not remembered, that is all.
  }
});
try {
  setLarge(localStorage.getItem("luzhou-size") === "large");
} catch {
  setLarge(false);
}

// 朗读: reads the answer, or the screen, where the device has a Chinese voice.
const aloud = /** @type {HTMLButtonElement} */ (document.querySelector("[data-aloud]"));

function offerVoice() {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  aloud.hidden = !voices.some((voice) => voice.lang.startsWith("zh"));
}
if (window.speechSynthesis) {
  offerVoice();
  speechSynthesis.onvoiceschanged = offerVoice;
  aloud.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    const shown = [...elements.values()].find((it) => !it.hidden && it.isConnected && !place.hidden);
    const result = /** @type {HTMLElement | null | undefined} */ (shown?.shadowRoot?.querySelector(".result"));
    const text = (result ?? home).innerText;
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = "zh-CN";
    speechSynthesis.speak(speech);
  });
}

/** Marks where words end, so that a narrow screen does not break a line within one; where the engine knows no words, nothing. */
function keepWords() {
  const { Segmenter } = /** @type {any} */ (Intl);
  if (!Segmenter) return;
  const words = new Segmenter("zh", { granularity: "word" });
  for (const named of document.querySelectorAll(".docs a span, .unsure span, .groups li a span, .groups small, .list a")) {
    const texts = document.createTreeWalker(named, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (texts.nextNode()) nodes.push(texts.currentNode);
    for (const node of nodes) {
      // Before a word, so that no line begins with a comma.
      const parts = [...words.segment(node.textContent)].flatMap(({ segment, isWordLike }) =>
        isWordLike ? [document.createElement("wbr"), segment] : [segment],
      );
      /** @type {Text} */ (node).replaceWith(...parts);
    }
    named.classList.add("words");
  }
}

/** Fills in at the foot what the website says of itself. */
function fillFoot() {
  const slots = /** @type {HTMLElement} */ (document.querySelector(".slots"));
  const { organiser, siteCode, recordNumber } = slots.dataset;
  const filled = [["主办单位", organiser], ["网站标识码", siteCode], ["备案号", recordNumber]].filter(([, words]) => words);
  if (!filled.length) return;
  slots.textContent = "";
  for (const [name, words] of filled) {
    const item = document.createElement("li");
    item.textContent = `${name}：${words}`;
    slots.append(item);
  }
}

fillFoot();
keepWords();
markPeriods();
show(false);
