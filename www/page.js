// The page's own script: shows the home screen or the calculator that the address names, says what is over today, and
// keeps what has been filled in with the page's history, so that nothing stands in the address or in a store.

import { besideEachOther, keep } from "./beside.js";
import { leadToPages } from "./cited.js";
import { dayOfAddress } from "./day.js";
import { beginFinding } from "./finder.js";
import { isLarge, keepWords, offerLarge, offerVoice } from "./look.js";
import { markPeriods } from "./periods.js";
import { compare, readSheet } from "./reopen.js";

const ELEMENT = "luzhou-calculator";

/** @typedef {HTMLElement & { answers: unknown, sheet: string | undefined }} CalculatorElement */

const home = /** @type {HTMLElement} */ (document.getElementById("home"));
const place = /** @type {HTMLElement} */ (document.getElementById("calculator"));
const waiting = /** @type {HTMLElement} */ (place.querySelector("[data-waiting]"));
const stage = /** @type {HTMLElement} */ (place.querySelector(".stage"));
const based = /** @type {HTMLElement} */ (place.querySelector("[data-based]"));
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const back = /** @type {HTMLElement} */ (place.querySelector(".back"));
const figures = /** @type {HTMLElement} */ (document.getElementById("figures"));
const links = /** @type {HTMLAnchorElement[]} */ ([...place.querySelectorAll("nav a[data-calculator]")]);
const title = document.title;

/** @type {Map<string, CalculatorElement>} */
const elements = new Map();

/** Where this script came from: its files stand beside it. In the stand-alone file it came from nowhere, and needs none. */
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

/** Where the documents' pages stand: in the stand-alone file they are screens of the page. */
const PAPERS = src ? "documents/" : "#documents/";

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

/** What of the module searches, once it has come. @type {{ search: import("./finder.js").Search, searchAlso: (entries: string) => void } | undefined} */
let seeker;

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
      () => {
        waiting.textContent = "";
        figures.hidden = Boolean(seeker);
      },
      () => {
        figures.hidden = false;
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
    seeker = gazette;
  } catch {
    await loadScript();
  }
}

async function loadScript() {
  if (!customElements.get(ELEMENT)) await runScript("luzhou-gazette.js");
  seeker = await /** @type {any} */ (customElements.get(ELEMENT))?.searching?.().catch(() => undefined);
}

/** Runs a script that stands beside this one. @param {string} name */
function runScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = trusted(new URL(name, src).href);
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** What is said while not everything has come that is looked through; nothing once it has. */
let lacking = "正在载入…";

/** Loads the module, and what is looked through besides. Where that does not come, the module finds what it has. */
async function loadAll() {
  await load();
  if (!lacking || !seeker) return;
  const place = /** @type {{ gazetteEntries?: string }} */ (window);
  try {
    if (!place.gazetteEntries) await runScript("corpus.js");
    seeker.searchAlso(place.gazetteEntries ?? "");
    lacking = "";
  } catch {
    lacking = "公报的数字和条款没有载入，只找了计算器、文件和价格。请检查网络后再试。";
  }
}

const findingState = () => waiting.textContent || lacking;

/** Has the browser keep the site for offline, where it can and is not asked to spare the line. Nothing that is filled in is kept. */
async function keepOffline() {
  try {
    if (!(/** @type {any} */ (navigator).connection?.saveData)) await navigator.serviceWorker.register(trusted("sw.js"));
  } catch {
    // A private window, a disk, a server without encryption, a policy: the page works as before.
  }
}

/** What is read in the place of a calculator that cannot run: its figures and rules; of the interview, everybody's. @param {string} name */
function withoutCalculator(name) {
  const words = document.createElement("p");
  words.textContent = "计算器不能运行时，可以看公报里的这些数字和规定：";
  const all = [...figures.querySelectorAll("details")];
  const own = all.filter((it) => it.dataset.of === name);
  const copies = (own.length ? own : all).map((it) => /** @type {HTMLDetailsElement} */ (it.cloneNode(true)));
  for (const copy of copies) copy.open = own.length > 0;
  return [words, ...copies];
}

/** The element of a calculator, made where there is none yet. @param {string} name */
function element(name) {
  let made = elements.get(name);
  if (!made) {
    made = /** @type {CalculatorElement} */ (document.createElement(ELEMENT));
    made.setAttribute("theme", "auto");
    if (isLarge()) made.setAttribute("size", "large");
    made.append(...withoutCalculator(name));
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
    markPeriods(dayOfAddress());
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
  stage.append(next, compared, based);
  /** @type {HTMLAnchorElement} */ (based.firstElementChild).href = `${PAPERS}index.html#${name}`;
  based.hidden = false;
  leadToPages(next, PAPERS, based);
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
  leadToPages(shown, PAPERS, based);
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

/** The answer that is shown, or the home screen. */
function readable() {
  const shown = [...elements.values()].find((it) => !it.hidden && it.isConnected && !place.hidden);
  const result = /** @type {HTMLElement | null | undefined} */ (shown?.shadowRoot?.querySelector(".result"));
  return (result ?? home).innerText;
}

// Until it is known that a calculator cannot run.
figures.hidden = true;
fillFoot();
beginFinding(loadAll, () => seeker?.search, findingState);
offerLarge(() => elements.values());
offerVoice(readable);
keepWords();
show(false);
