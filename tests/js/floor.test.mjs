// The floor, Chromium 86, Firefox 91 and Safari 15.2, held on the JavaScript and CSS that are shipped: their syntax by
// esbuild's tables, their interfaces and properties by MDN's browser-compat-data. The modules are validated by the build
// (xtask/src/floor.rs), and a real Chromium 86 runs them (tests/engines/floor.test.mjs).

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { parse as parseStyles, walk } from "css-tree";
import { transform } from "esbuild";

const bcd = createRequire(import.meta.url)("@mdn/browser-compat-data");

const FLOOR = { chrome: "86", chrome_android: "86", firefox: "91", safari: "15.2", safari_ios: "15.2" };
const TARGET = ["chrome86", "firefox91", "safari15.2"];

/** What is newer than the floor and used all the same, and what older engines do instead. */
const NEWER = {
  CompressionStream: "hucre tries, and has code of its own",
  DecompressionStream: "fflate inflates, or hucre's own code",
  adoptedStyleSheets: "a linked or written style sheet",
  captureStackTrace: "asked for before it is called",
  connection: "nothing is spared",
  createPolicy: "no trusted types, no policy",
  createScriptURL: "the address as a text",
  detached: "the buffer's length is looked at",
  dispose: "asked for before it is used",
  getWriter: "beside DecompressionStream",
  pipeThrough: "beside DecompressionStream",
  readable: "beside DecompressionStream",
  replaceSync: "asked for together with adoptedStyleSheets",
  saveData: "nothing is spared",
  setImmediate: "a message channel",
  Segmenter: "asked for before it is used",
  TransformStream: "beside DecompressionStream",
  ElementInternals: "asked for before it is used, else the formdata event",
  attachInternals: "the same",
  setFormValue: "the same",
  writable: "beside DecompressionStream",
};
const NEWER_STYLES = {
  ":focus-visible": "the engine's own ring, or always ours",
  "@media forced-colors": "no such mode",
  "@page": "the engine's own margins",
  "accent-color": "the engine's own colour",
  // The data means flex boxes and lists of two values; ours stand in grids.
  "align-content: start": "old in grids",
  "align-self: end": "old in grids",
  "align-self: start": "old in grids",
  "place-content: end": "old in grids",
  "place-self: end": "old in grids",
  "place-self: start": "old in grids",
  "break-after: avoid": "a break may come where it is not wanted, on paper",
  "break-inside: avoid-page": "the same",
  "color-scheme": "the controls have colours of their own",
  "color-scheme: dark": "the same",
  "color-scheme: light": "the same",
  // A finger has no pointer, and drags no corner.
  "cursor: not-allowed": "none on iOS",
  "cursor: pointer": "none on iOS",
  resize: "none on iOS",
  "resize: vertical": "none on iOS",
  "forced-color-adjust": "no such mode",
  "forced-color-adjust: none": "no such mode",
  "overflow-wrap: anywhere": "word-break: break-word, which means the same, stands before it",
  size: "the engine's own paper",
  "text-size-adjust": "-webkit-text-size-adjust beside it",
  "text-underline-offset": "the line where the engine puts it",
  "text-wrap": "lines as they fall",
  "text-wrap: balance": "lines as they fall",
  "text-wrap: pretty": "lines as they fall",
};

/** Names that our own objects, or the workbook reader's, share with something new. */
const OWN = new Set(
  "alpha blockSize details displayName fileName fontFamily format last level lines local memory node orientation path priority properties range separator subject symbols tag unit".split(" "),
);

/** Below `pkg`: all that a browser runs, save the copies in the site. */
const pkg = fileURLToPath(new URL("../../pkg", import.meta.url));
const files = readdirSync(pkg, { recursive: true }).filter((name) => !/^site.*luzhou-gazette/.test(name) && !name.endsWith(".node.mjs"));
const scripts = files.filter((name) => /\.m?js$/.test(name));
const styles = files.filter((name) => name.endsWith(".css"));
const read = (name) => readFileSync(join(pkg, name), "utf8");

const number = (version) => Number.parseFloat(version.replace("≤", ""));

/** Whether every engine of the floor has what an entry of the data describes, under that very name and without a switch. */
function isOld({ support }) {
  return Object.entries(FLOOR).every(([browser, floor]) => {
    const statements = [support[browser] ?? []].flat();
    return statements.some((it) => {
      const removed = typeof it.version_removed === "string" && number(it.version_removed) <= number(floor);
      const added = typeof it.version_added === "string" && number(it.version_added) <= number(floor);
      return added && !removed && !it.flags && !it.prefix && !it.alternative_name;
    });
  });
}

/** Global names, the names of members, and what belongs to an interface itself (`CSS.cm`), each with whether any of those who bear it is old enough. */
const globals = new Map();
const members = new Map();
const statics = new Map();
function learn(names, into, act = () => {}) {
  for (const [name, entry] of Object.entries(names)) {
    if (entry.__compat && /^[\w$]+$/.test(name)) into.set(name, into.get(name) || isOld(entry.__compat));
    act(name, entry);
  }
}
for (const all of [bcd.api, bcd.javascript.builtins]) {
  learn(all, globals, (name, entry) => {
    if (name === "__compat") return;
    const scope = ["Window", "WorkerGlobalScope", "ServiceWorkerGlobalScope"].includes(name);
    learn(entry, members);
    // The data marks what belongs to an interface itself; of the language's own it says only the name.
    for (const [key, { __compat }] of Object.entries(entry)) {
      if (!key.endsWith("_static") || !__compat) continue;
      const own = key.replace("_static", "");
      statics.set(`${name}.${own}`, isOld(__compat));
      if (isOld(__compat)) members.set(own, true);
    }
    if (scope) learn(entry, globals);
  });
}

/** The names that a script looks up: globals (a local of such a name would only be checked for nothing) and members. */
function newerNames(script) {
  const found = new Set();
  const look = (known, { name }) => known.get(name) === false && !OWN.has(name) && found.add(name);
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node?.type !== "string") return;
    const { type } = node;
    if (type === "Identifier") look(globals, node);
    if (type === "MemberExpression" && !node.computed) {
      look(members, node.property);
      look(statics, { name: `${node.object.name}.${node.property.name}` });
    }
    if (type === "ObjectPattern") for (const it of node.properties) if (it.key && !it.computed) look(members, it.key);
    for (const [key, child] of Object.entries(node)) {
      const own = !node.computed && ((key === "key" && !node.shorthand) || (key === "property" && type === "MemberExpression"));
      if (!own) visit(child);
    }
  };
  visit(parse(script, { ecmaVersion: "latest", sourceType: "module", allowReturnOutsideFunction: true }));
  return [...found];
}

/** The parts of a style sheet that the data knows, as the data names them. */
function partsIn(style) {
  const parts = new Map();
  const add = (name, entry) => entry?.__compat && parts.set(name, entry.__compat);
  walk(parseStyles(style), function (node) {
    const { properties, selectors, types } = bcd.css;
    if (node.type === "Declaration") {
      add(node.property, properties[node.property]);
      walk(node.value, (it) => {
        const word = it.type === "Identifier" ? it.name : it.type === "Function" ? it.name : undefined;
        if (!word) return;
        add(`${node.property}: ${word}`, properties[node.property]?.[word.replace(/-/g, "_")] ?? properties[node.property]?.[word]);
        if (it.type === "Function") add(`${word}()`, types[word] ?? types[`${word}_function`] ?? types.color?.[word] ?? types.image?.[word]);
      });
    }
    if (node.type === "Atrule") add(`@${node.name}`, bcd.css["at-rules"][node.name]);
    if (node.type === "Feature") add(`@media ${node.name}`, bcd.css["at-rules"].media[node.name]);
    if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") add(`:${node.name}`, selectors[node.name]);
  });
  return parts;
}

const newerParts = (style) => [...partsIn(style)].filter(([, compat]) => !isOld(compat)).map(([name]) => name);

for (const name of [...scripts, ...styles]) {
  test(`${name}: its syntax is that of the floor`, async () => {
    const options = { loader: name.endsWith(".css") ? "css" : "js", minifyWhitespace: true, charset: "ascii", legalComments: "none", logLevel: "silent" };
    const text = read(name);
    const [lowered, plain] = await Promise.all([transform(text, { ...options, target: TARGET }), transform(text, { ...options, target: "esnext" })]);
    assert.ok(lowered.code === plain.code, "esbuild would lower it further");
    assert.deepEqual(lowered.warnings.map((it) => it.text), []);
  });
}

test("the scripts use no interface that is newer, but where they do without", () => {
  const found = new Set(scripts.flatMap((name) => newerNames(read(name))));
  assert.deepEqual([...found].sort(), Object.keys(NEWER).sort());
});

test("the styles use nothing that is newer, but where they do without", () => {
  const found = new Set(styles.flatMap((name) => newerParts(read(name))));
  assert.deepEqual([...found].sort(), Object.keys(NEWER_STYLES).sort());
});

test("what is newer is found, and only that", async () => {
  assert.deepEqual(newerNames("Object.hasOwn(a, b); CSS.cm(1); [1].at(0); structuredClone(x.toSorted()); a.append(b); const o = { at: 1 };"), ["hasOwn", "CSS.cm", "at", "structuredClone", "toSorted"]);
  const style = "a:has(b){text-wrap:balance;color:oklch(0 0 0);display:grid;overflow:clip}@container (width>1px){a{color:red}}";
  const parts = newerParts(style);
  for (const part of [":has", "text-wrap", "@container", "overflow: clip", "oklch()"]) assert.ok(parts.includes(part), `${part} in ${parts}`);
  assert.ok(!parts.includes("display"));
  const lowered = await transform("class A { static { this.x ||= 1 } }", { target: TARGET });
  assert.doesNotMatch(lowered.code, /static \{/);
});
