// Pages of hosts as they are, good and bad, each with one element that must answer there.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMPATIBLE_POLICY, STRICT_POLICY, pkg } from "../browser/helpers.mjs";

const SCRIPT = '<script src="/luzhou-gazette.js"></script>';
const OWN = "<p id=own>0830-12345</p>";
/** A home signed inside the window by a veteran: 17,000 yuan, and the window is over. */
const ANSWERS =
  'contract-date="2024-02-10" price="850000" group="veteran" central-urban-area="true" newly-built="true" home-order="first"';
const ELEMENT = `<luzhou-calculator name="home-purchase-subsidy" ${ANSWERS}>${OWN}</luzhou-calculator>`;

/** Notes what happens to the host: its errors, what is said in the console, and what stood there before. Runs ahead of the script. */
export const WATCH = `(() => {
  const faults = [];
  const note = (words) => faults.push(String(words));
  addEventListener("error", (event) => note(event.message || "error"));
  addEventListener("unhandledrejection", (event) => note(event.reason));
  for (const name of ["error", "warn"]) console[name] = (...words) => note(words.join(" "));
  document.addEventListener("securitypolicyviolation", (event) => {
    // A browser asks for a page's icon by itself; that no module may start is what one of the hosts is for.
    if (!event.blockedURI.endsWith("/favicon.ico") && event.blockedURI !== "wasm-eval") note(event.violatedDirective + " " + event.blockedURI);
  });
  const prototypes = ["Array", "Object", "String", "Function", "Element", "Node", "Document", "Event"];
  // Chromium's driver leaves a name of its own.
  const names = () => Object.getOwnPropertyNames(window).filter((name) => name !== "ret_nodes").sort();
  const state = () => prototypes.map((name) => name + ":" + Object.getOwnPropertyNames(window[name].prototype).sort().join()).concat(
    ["window:" + names().join(), location.href, "history: " + history.length, document.title,
      "styles: " + (document.adoptedStyleSheets ? document.adoptedStyleSheets.length : 0)]);
  window.hosts = { faults, state };
  window.hosts.before = state();
})();`;

const WATCHED = '<script src="/watch.js"></script>';
/** What else stands on the host's page, and must stay as it is. */
const THEIRS = '<div id="theirs" class="calculator title answer">theirs <b>17</b> <input value="x"><table><tr><td>y</td></tr></table></div>';

/** A page: what stands in its head and its body, and the host's own scripts, which come ahead of all. */
const html = (head, body, own = "") =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>host</title>${own}${WATCHED}${head}</head><body>${body}${THEIRS}</body></html>`;

/** Runs when the page is there: `act` is the text of a function's body. */
const then = (act) => `<script>addEventListener("load", () => { ${act} });</script>`;

const insert = `const s = document.createElement("script"); s.src = "/luzhou-gazette.js"; document.head.append(s);`;
const script = () => readFileSync(join(pkg, "luzhou-gazette.js"), "utf8");

/** Checks run in the page as often as it takes: a fault, or nothing. They have `it`, `root`, `type(selector, value)` and `shows(text)`. */
const TYPED = `
  if (!it.typed) { type("#f-price", "650000"); it.typed = true; return "typed"; }
  if (!it.waited && shows("13,000")) {
    it.waited = true;`;
const KEPT = `
    return "away";
  }
  return shows("13,000") && it.answers.price === "650000" ? "" : root.textContent.slice(0, 300);`;

/** A form's entry under the name that the host has chosen. */
const sends = (value) => `
  const sent = new FormData(document.forms[0]).get("subsidy");
  const amount = sent && JSON.parse(sent).figures[0].value;`;

/** The print rules of the element's sheets are put in force, in every engine: none has a way to emulate paper that all have. */
const ON_PAPER = `
  for (const sheet of root.adoptedStyleSheets) for (const rule of sheet.cssRules) {
    if (rule.media && rule.media.mediaText === "print") rule.media.mediaText = "all";
    else if (rule.media && rule.media.mediaText === "screen") rule.media.mediaText = "not all";
  }
  const seen = (node) => node.getClientRects().length > 0;
  const controls = [...root.querySelectorAll("input, select, textarea, button")].filter(seen);
  if (controls.length) return "on paper: " + controls.length + " controls, " + controls[0].outerHTML.slice(0, 80);
  const answers = root.querySelector(".answers");
  if (!answers || !seen(answers)) return "no answers on paper";
  return answers.textContent.includes("850,000") && shows("17,000") ? "" : "no case on paper";`;

/** What the host is; its page, or `{ page, headers, files, check }`. All show the answer. */
export const SHOWN = {
  "tag in the head": html(SCRIPT, ELEMENT),
  "tag in the head, defer": html('<script src="/luzhou-gazette.js" defer></script>', ELEMENT),
  "tag in the head, async": html('<script src="/luzhou-gazette.js" async></script>', ELEMENT),
  "tag in the body, before": html("", SCRIPT + ELEMENT),
  "tag in the body, behind": html("", ELEMENT + SCRIPT),
  "script twice": html(SCRIPT + SCRIPT.replace("src", "defer src"), ELEMENT + SCRIPT),
  "two versions on one page": {
    page: html(`<script src="/older/luzhou-gazette.js"></script>${SCRIPT}`, ELEMENT),
    // The first one there answers for the tag, whatever the other is.
    files: () => ({ "/older/luzhou-gazette.js": `${script()}\n/* another version */` }),
  },
  "script and module on one page": {
    page: html(`${SCRIPT}<script type="module" src="/start.js"></script>`, ELEMENT),
    files: () => ({ "/start.js": 'import { defineElement, ready } from "/luzhou-gazette-module.js"; ready().then(defineElement);' }),
    asks: ["/luzhou-gazette.js", "/luzhou-gazette-module.js", "/luzhou-gazette_bg.wasm"],
  },
  "inserted by script": html("", ELEMENT + then(insert)),
  "run without an address: evaluated": html("", `${ELEMENT}${then(`fetch("/luzhou-gazette.js").then((it) => it.text()).then((it) => (0, eval)(it));`)}`),
  "run without an address: a function": html("", `${ELEMENT}${then(`fetch("/luzhou-gazette.js").then((it) => it.text()).then((it) => new Function("module", "exports", "require", "define", it)({}, {}));`)}`),
  "run without an address: inline": { page: () => html("", `${ELEMENT}<script>${script()}</script>`), asks: [] },
  "in a paragraph": html(SCRIPT, `<p>text ${ELEMENT.replace(OWN, "0830")} text</p>`),
  "in a table": html(SCRIPT, `<table><tr><td>${ELEMENT}</td><td>x</td></tr></table>`),
  "in a form": {
    page: html(SCRIPT, `<form>${ELEMENT.replace("<luzhou-calculator", '<luzhou-calculator submit-as="subsidy"')}<input name=price value=1><input name=createElement></form>`),
    check: `${sends()}
      if (amount === 1700000 && !it.typed) { type("#f-price", "650000"); it.typed = true; return "typed"; }
      if (amount === 1300000 && !it.reset) { document.forms[0].reset(); it.reset = true; return "reset"; }
      return it.reset && amount === 1700000 && it.answers.price === "850000" ? "" : "the form has " + sent;`,
  },
  "in a disabled fieldset of a form": {
    page: html(SCRIPT, `<form><fieldset disabled>${ELEMENT.replace("<luzhou-calculator", '<luzhou-calculator submit-as="subsidy"')}</fieldset></form>`),
    check: `${sends()}
      const field = document.querySelector("fieldset");
      const said = Boolean(root.querySelector("[part=submits]"));
      if (field.disabled) {
        if (sent || said) return "disabled, and yet it takes part";
        field.disabled = false;
        return "enabled";
      }
      return amount === 1700000 && said ? "" : "enabled, and the form has " + sent + " said " + said;`,
  },
  "in a dialog": html(SCRIPT, `<dialog open>${ELEMENT}</dialog>`),
  "in a dialog that opens later": html(SCRIPT, `<dialog>${ELEMENT}</dialog>${then(`setTimeout(() => document.querySelector("dialog").showModal(), 200);`)}`),
  "in a flex cell of 200 px": html(SCRIPT, `<div style="display:flex"><div style="width:200px;flex:none">${ELEMENT}</div></div>`),
  "in a grid cell of 200 px": html(SCRIPT, `<div style="display:grid;grid-template-columns:200px 1fr">${ELEMENT}</div>`),
  "in a hidden tab, shown later": html(SCRIPT, `<div id=tab hidden>${ELEMENT}</div>${then(`setTimeout(() => (document.getElementById("tab").hidden = false), 200);`)}`),
  "made by script": html(SCRIPT, `<div id=place></div>${then(`document.getElementById("place").innerHTML = ${JSON.stringify(ELEMENT)};`)}`),
  "moved, with what was typed": {
    page: html(SCRIPT, `${ELEMENT}<div id=place></div>`),
    check: `${TYPED} document.getElementById("place").append(it);${KEPT}`,
  },
  "taken out and put back, with what was typed": {
    page: html(SCRIPT, ELEMENT),
    check: `${TYPED} it.remove(); setTimeout(() => document.body.append(it), 100);${KEPT}`,
  },
  "cloned, with the attributes' answers": {
    page: html(SCRIPT, ELEMENT),
    check: `
      if (!window.hosts.first) { window.hosts.first = it; it.replaceWith(it.cloneNode(true)); return "cloned"; }
      return shows("17,000") && it !== window.hosts.first && it.answers.price === "850000" ? "" : "no answer in the clone";`,
  },
  "removed": {
    page: html(SCRIPT, ELEMENT),
    check: `
      if (it.isConnected) { it.remove(); return "removed"; }
      return it.shadowRoot.childElementCount ? "something is left in the root" : "";`,
  },
  "all unset by the host": html(`<style>* { all: unset !important }</style>${SCRIPT}`, ELEMENT),
  "all initial by the host": html(`<style>* { all: initial !important }</style>${SCRIPT}`, ELEMENT),
  "huge rem": html(`<style>html { font-size: 40px }</style>${SCRIPT}`, ELEMENT),
  "tiny rem": html(`<style>html { font-size: 5px }</style>${SCRIPT}`, ELEMENT),
  "right to left": html(SCRIPT, `<div dir=rtl>${ELEMENT}</div>`),
  "quirks mode": `${WATCHED}${SCRIPT}${ELEMENT}${THEIRS}`,
  "a page in GBK": {
    page: Buffer.from(`<!doctype html><html><head><title>\xe3\xf2\xd6\xdd</title>${WATCHED}${SCRIPT}</head><body>${ELEMENT}${THEIRS}</body></html>`, "latin1"),
    headers: { "content-type": "text/html; charset=gbk" },
    check: `return document.characterSet === "GBK" && document.title === "泸州" && shows("所填条件符合") ? "" : document.characterSet + document.title;`,
  },
  "an old prototype library": html(
    SCRIPT,
    ELEMENT,
    `<script>
      // As Prototype.js and MooTools do: methods that a loop over an object meets, and own ones in the place of the browser's.
      Object.prototype.extended = function () { return this; };
      for (const name of ["each", "include", "clone", "flatten", "without", "compact", "first", "last", "contains"]) Array.prototype[name] = function () { return this; };
      for (const name of ["strip", "gsub", "toQueryParams", "blank", "contains", "stripTags"]) String.prototype[name] = function () { return this; };
      for (const name of ["show", "hide", "update", "select", "set", "get", "getElement", "addEvent", "insert", "wraps", "visible", "empty"]) Element.prototype[name] = function () { return this; };
      Array.prototype.toJSON = function () { return "[]"; };
      String.prototype.toJSON = function () { return '"' + this + '"'; };
      Array.from = function (it) { const made = []; for (let at = 0; at < it.length; at += 1) made.push(it[at]); return made; };
      Function.prototype.bind = function (self) { const run = this, first = [].slice.call(arguments, 1); return function () { return run.apply(self, first.concat([].slice.call(arguments))); }; };
      Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); return this; };
      Element.prototype.closest = function (what) { let at = this; while (at && at.matches && !at.matches(what)) at = at.parentNode; return at && at.matches ? at : null; };
      Event.prototype.stop = function () { this.preventDefault(); this.stopPropagation(); };
      window.$ = (id) => document.getElementById(id);
    </script>`,
  ),
  "the strict policy with trusted types": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": STRICT_POLICY } },
  "the compatible policy": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": COMPATIBLE_POLICY } },
  "no storage": html(
    SCRIPT,
    ELEMENT,
    `<script>for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get() { throw new Error("blocked"); } });</script>`,
  ),
  "a sandboxed frame": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": "sandbox allow-scripts" } },
  "a translated page": {
    page: html(SCRIPT, ELEMENT),
    // As translators do: each text, in the element too, goes into two elements, and the page's language is another.
    check: `
      if (!it.translated) {
        it.translated = true;
        document.documentElement.lang = "en";
        document.documentElement.classList.add("translated-ltr");
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) if (walk.currentNode.data.trim() && walk.currentNode.parentNode.localName !== "style") texts.push(walk.currentNode);
        for (const text of texts) {
          const outer = document.createElement("font");
          const inner = outer.appendChild(document.createElement("font"));
          text.replaceWith(outer);
          inner.append(text.data.replace("17,000", "17.000"));
        }
        type("#f-price", "650000");
        return "translated";
      }
      return shows("13,000") ? "" : root.textContent.slice(0, 200);`,
  },
  "printed": { page: html(SCRIPT, ELEMENT), check: ON_PAPER },
  "zoom of 200 %": html(`<style>html { zoom: 2 }</style>${SCRIPT}`, ELEMENT),
  "zoom of 400 %": html(`<style>html { zoom: 4 }</style>${SCRIPT}`, ELEMENT),
};

/** Hosts on which nothing can be computed: a sentence stands there, and the element's own children. */
export const NOT_SHOWN = {
  "no wasm allowed": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": "script-src 'self'" }, code: "wasm_blocked" },
  "no WebAssembly": { page: html(SCRIPT, ELEMENT, "<script>delete window.WebAssembly;</script>"), code: "wasm_missing" },
};
