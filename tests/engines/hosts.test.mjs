// The element on host pages as they are, good and bad, in three engines.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { STRICT_POLICY, pkg, serve } from "../browser/helpers.mjs";
import { ENGINES, startEngine, until } from "./engines.mjs";

const SCRIPT = '<script src="/luzhou-gazette.js"></script>';
const DEFER = '<script src="/luzhou-gazette.js" defer></script>';
const OWN = "<p id=own>0830-12345</p>";
/** A home signed inside the window by a veteran: 17,000 yuan, and the window is over. */
const ANSWERS =
  'contract-date="2024-02-10" price="850000" group="veteran" central-urban-area="true" newly-built="true" home-order="first"';
const ELEMENT = `<luzhou-calculator name="home-purchase-subsidy" ${ANSWERS}>${OWN}</luzhou-calculator>`;

const html = (head, body) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>host</title>${head}</head><body>${body}</body></html>`;

/** Runs when the page is there: `act` is the text of a function's body. */
const then = (act) => `<script>addEventListener("load", () => { ${act} });</script>`;

const insert = `const s = document.createElement("script"); s.src = "/luzhou-gazette.js"; document.head.append(s);`;
const element = `document.querySelector("luzhou-calculator")`;

/** What the host is; its page, or `{ page, headers }`. All show the answer. */
const SHOWN = {
  "tag in the head": html(SCRIPT, ELEMENT),
  "tag in the head, defer": html(DEFER, ELEMENT),
  "tag in the head, async": html('<script src="/luzhou-gazette.js" async></script>', ELEMENT),
  "tag in the body, before": html("", SCRIPT + ELEMENT),
  "tag in the body, behind": html("", ELEMENT + SCRIPT),
  "script twice": html(SCRIPT + DEFER, ELEMENT + SCRIPT),
  "inserted by script": html("", ELEMENT + then(insert)),
  "run without an address": html("", `${ELEMENT}${then(`fetch("/luzhou-gazette.js").then((it) => it.text()).then((it) => (0, eval)(it));`)}`),
  "in a paragraph": html(SCRIPT, `<p>text ${ELEMENT.replace(OWN, "0830")} text</p>`),
  "in a table": html(SCRIPT, `<table><tr><td>${ELEMENT}</td><td>x</td></tr></table>`),
  "in a form": html(SCRIPT, `<form>${ELEMENT}<input name=price><input name=createElement></form>`),
  "in a dialog": html(SCRIPT, `<dialog open>${ELEMENT}</dialog>`),
  "in a flex cell of 200 px": html(SCRIPT, `<div style="display:flex"><div style="width:200px">${ELEMENT}</div></div>`),
  "in a grid cell of 200 px": html(SCRIPT, `<div style="display:grid;grid-template-columns:200px 1fr">${ELEMENT}</div>`),
  "in a hidden tab, shown later": html(SCRIPT, `<div id=tab hidden>${ELEMENT}</div>${then(`tab.hidden = false;`)}`),
  "made by script": html(SCRIPT, `<div id=place></div>${then(`place.innerHTML = ${JSON.stringify(ELEMENT)};`)}`),
  "moved": html(SCRIPT, `${ELEMENT}<div id=place></div>${then(`setTimeout(() => place.append(${element}), 200);`)}`),
  "cloned": html(SCRIPT, `${ELEMENT}${then(`setTimeout(() => { const it = ${element}; it.replaceWith(it.cloneNode(true)); }, 200);`)}`),
  "taken out and put back": html(
    SCRIPT,
    `${ELEMENT}${then(`setTimeout(() => { const it = ${element}; it.remove(); setTimeout(() => document.body.append(it), 100); }, 200);`)}`,
  ),
  "all unset by the host": html(`<style>* { all: unset !important } luzhou-calculator, body { display: block !important }</style>${SCRIPT}`, ELEMENT),
  "huge rem": html(`<style>html { font-size: 40px }</style>${SCRIPT}`, ELEMENT),
  "tiny rem": html(`<style>html { font-size: 5px }</style>${SCRIPT}`, ELEMENT),
  "right to left": html(SCRIPT, `<div dir=rtl>${ELEMENT}</div>`),
  "quirks mode": `${SCRIPT}${ELEMENT}`,
  "a page in GBK": { page: `<!doctype html><html><head>${SCRIPT}</head><body>${ELEMENT}</body></html>`, headers: { "content-type": "text/html; charset=gbk" } },
  "an old prototype library": html(
    `<script>
      Array.prototype.each = function () {}; Object.prototype.extended = function () {}; String.prototype.strip = function () {};
      Array.prototype.toJSON = function () { return "[]"; }; Element.prototype.show = function () {};
    </script>${SCRIPT}`,
    ELEMENT,
  ),
  "the strict policy": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": STRICT_POLICY } },
  "no storage": html(
    `<script>for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name, { get() { throw new Error("blocked"); } });</script>${SCRIPT}`,
    ELEMENT,
  ),
  "a sandboxed frame": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": "sandbox allow-scripts" } },
  "a translated page": html(SCRIPT, `<div translate=yes>${ELEMENT}</div>${then(`document.documentElement.lang = "en"; document.documentElement.classList.add("translated-ltr");`)}`),
  "zoom of 400 %": html(`<style>body { zoom: 4 }</style>${SCRIPT}`, ELEMENT),
};

/** Hosts on which nothing can be computed: a sentence stands there, and the element's own children. */
const NOT_SHOWN = {
  "no wasm allowed": { page: html(SCRIPT, ELEMENT), headers: { "content-security-policy": "script-src 'self'" }, code: "wasm_blocked" },
  "no WebAssembly": { page: html(`<script>delete window.WebAssembly;</script>${SCRIPT}`, ELEMENT), code: "wasm_missing" },
};

const pages = Object.entries({ ...SHOWN, ...NOT_SHOWN }).map(([name, host], at) => {
  const { page = host, headers } = host;
  return { name, path: `/host-${at}.html`, page, headers, code: host.code };
});
const matrix = new Map(pages.map(({ name }) => [name, {}]));

let server;
before(async () => {
  const files = Object.fromEntries(pages.map(({ path, page, headers }) => [path, { body: page, headers }]));
  server = await serve(pkg, { files });
});
after(async () => {
  await server?.close();
  const names = Object.keys(ENGINES);
  console.log(["host × engine", ...names].join(" | "));
  for (const [host, found] of matrix) console.log(`${host} | ${names.map((it) => found[it] ?? "–").join(" | ")}`);
});

/** What is seen of the element, once its text holds what is looked for: a text, which no changed prototype can spoil. */
const SEEN = `
  const it = document.querySelector("luzhou-calculator");
  const root = it && it.shadowRoot;
  const text = root ? root.textContent : "";
  if (!text.includes(arguments[0])) return "";
  const shown = (node) => Boolean(node && node.getClientRects().length);
  const parts = [];
  if (shown(it.querySelector("#own"))) parts.push("children");
  if (shown(root.querySelector("button, input"))) parts.push("controls");
  if (/结束/.test(text)) parts.push("over");
  return parts.join(" ");`;

for (const name of Object.keys(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await startEngine(name);
      console.log(`${name} ${engine.version}`);
    });
    after(() => engine?.close());

    for (const { name: host, path, code } of pages) {
      test(`${name}: ${host}`, async () => {
        const { session } = engine;
        matrix.get(host)[name] = "✗";
        await session.get(server.url + path);
        const seen = await until(session, SEEN, { wanted: code ? "计算器" : "17,000" });
        // Nothing is computed: the children stay. Otherwise they make room for the form, and what is over is said.
        assert.equal(seen, code ? "children" : "controls over");
        matrix.get(host)[name] = "✓";
      });
    }
  });
}
