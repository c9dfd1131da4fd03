// The page as a site that anybody can serve, install or carry away: its files in a folder that is named after what they hold
// (so no visit can mix two versions), the script that keeps them for offline, and the whole as one file for a disk.

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { corpus } from "../tools/corpus.mjs";
import { figures } from "../tools/documents/figures.mjs";
import { documentPages } from "../tools/documents/pages.mjs";
import { services } from "../tools/documents/linked.mjs";
import { drawnPages } from "../tools/drawings/pages.mjs";
import { html } from "../tools/html.mjs";
import { issues, readIssue } from "../tools/issue.mjs";
import { tables, takeAway } from "../tools/take-away.mjs";

/** Our pages, and what else stands at the same address in every version. */
const PAGES = ["index.html", "check.html", "embed.html"];
const BESIDE = ["icon.svg", "icon-192.png", "icon-512.png", "cover.png", "manifest.json"];

/** The pages with what is drawn, and their titles in the page with everything inside. */
const DRAWN = { timeline: "时间线", pictures: "看图" };

/** What of the package the pages use. */
const ENDS = ["_bg.wasm", "-module.js", ".js", ".css", "-check.js", "-check.css", "-workbook.js"];
const FROM_THE_PACKAGE = ENDS.map((end) => `luzhou-gazette${end}`);

/** Where the first page names a calculator, and where it says what each answers from. */
const CALCULATOR = /data-calculator="([^"]+)">([^<]+)</g;
const FIGURES = "<!-- The build writes what each calculator answers from. -->";

const hash = (kind, bytes, form) => createHash(kind).update(bytes).digest(form);

/** The text with one part replaced, which must be there. */
function replace(text, part, by) {
  if (!text.includes(part)) throw new Error(`页面里没有 ${part}。 A page lacks what the build replaces.`);
  return text.replaceAll(part, () => by);
}

/**
 * Makes the site of the pages that stand there already, and says which of its files a first visit fetches, and which a search fetches
 * besides.
 */
export async function makeSite({ www, data, register, sounds, pkg, site, bundle }) {
  const plain = join(site, "files");
  await mkdir(plain, { recursive: true });
  await bundle("page.css", join(plain, "page.css"));
  await bundle("drawn.css", join(plain, "drawn.css"));
  await bundle("drawn.js", join(plain, "drawn.js"), { format: "iife" });
  await bundle("embed-page.js", join(plain, "embed-page.js"), { format: "iife" });
  await bundle("document-page.js", join(plain, "document-page.js"), { format: "iife" });
  await bundle("size.js", join(plain, "size.js"), { format: "iife" });
  await bundle("page.js", join(plain, "page.js"), { format: "iife", external: ["./luzhou-gazette-module.js"] });
  await writeFile(join(plain, "corpus.js"), `window.gazetteEntries=${JSON.stringify(corpus(data, sounds))}\n`);
  for (const name of FROM_THE_PACKAGE) await copyFile(join(pkg, name), join(plain, name));
  for (const name of BESIDE) await copyFile(join(www, name), join(site, name));

  const names = (await readdir(plain)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(plain, name))));
  const index = await readFile(join(site, "index.html"), "utf8");
  const read = figures([...index.matchAll(CALCULATOR)].map(([, name, title]) => [name, title]), tables(data));
  await writeFile(join(site, "index.html"), replace(index, FIGURES, String(read)));
  await writeFile(join(site, "embed.html"), await embedding({ www, site, plain }));
  const pages = [];
  for (const name of PAGES) pages.push([name, await readFile(join(site, name), "utf8")]);
  pages[0][1] = replace(pages[0][1], "</head>", `${services(register.calculators)}\n</head>`);
  const all = issues(data).map((id) => readIssue(join(data, id)));
  const papers = documentPages(all, register);
  const fill = async (template, made) => pages.push(...(await filled(join(www, template), policyOf(index), made)));
  await fill("document.html", papers);
  await fill("drawn.html", drawnPages(all, register));
  const hashes = files.map((it) => hash("sha256", it, "hex"));
  const folder = `files-${hash("sha256", [...hashes, ...pages.flat()].join("\n"), "hex").slice(0, 12)}`;
  await rename(plain, join(site, folder));
  for (const [name, text] of pages) {
    const above = "../".repeat(name.split("/").length - 1);
    await mkdir(dirname(join(site, name)), { recursive: true });
    await writeFile(join(site, name), replace(text, `="${above}files/`, `="${above}${folder}/`));
  }
  const offered = await readFile(join(www, "data.html"), "utf8");
  takeAway(join(site, "data"), undefined, replace(offered, '="../files/', `="../${folder}/`));

  const kept = names.map((name, at) => [`${folder}/${name}`, `sha256-${hash("sha256", files[at], "base64")}`]);
  const define = { FOLDER: folder, PAGES: pages.map(([name]) => name), FILES: [...BESIDE.filter((name) => name !== "cover.png").map((name) => [name]), ...kept] };
  const defined = Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)]);
  await bundle("offline.js", join(site, "sw.js"), { format: "iife", define: Object.fromEntries(defined) });
  await standAlone({ www, site, bundle, read: (name) => readFile(join(site, folder, name), "utf8"), pages: Object.fromEntries(pages), papers });
  const first = ["page.css", "size.js", "page.js", "luzhou-gazette-module.js", "luzhou-gazette_bg.wasm"];
  return [["index.html", "icon.svg", ...first.map((name) => `${folder}/${name}`)], [`${folder}/corpus.js`]];
}

/** What our pages allow, as the first page says it. */
const policyOf = (index) => index.match(/Content-Security-Policy" content="([^"]+)"/)[1];

/** Pages made from the data: the name and the text of each. */
async function filled(template, policy, made) {
  const text = await readFile(template, "utf8");
  return made.map(({ path, ...places }) => {
    const said = { policy, canonical: basename(path), linked: null, ...places };
    return [path, text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => String(html`${said[name]}`))];
  });
}

/** The page of a document as a screen of the stand-alone file, whose links lead to its other screens. */
function asScreen({ path, main }) {
  const links = (_, to) => {
    if (to.startsWith("#")) return `href="#${path}${to}"`;
    return `href="${to.startsWith("../index.html") ? to.slice("../index.html".length) || "#" : `#${dirname(path)}/${to}`}"`;
  };
  return `<template data-page="${path}">${String(main).replaceAll(/href="([^"]*)"/g, links)}</template>\n`;
}

/** The page for webmasters, with what stands on the first page already: its policy and the calculators. */
async function embedding({ www, site, plain }) {
  const index = await readFile(join(site, "index.html"), "utf8");
  const names = [...index.matchAll(CALCULATOR)];
  const options = names.map(([, name, title]) => `<option value="${name}">${title}</option>`).join("");
  const integrity = async (name) => `sha384-${hash("sha384", await readFile(join(plain, name)), "base64")}`;
  const places = {
    "{{policy}}": policyOf(index),
    "{{options}}": options,
    "{{integrity}}": await integrity("luzhou-gazette.js"),
    "{{check-integrity}}": await integrity("luzhou-gazette-check.js"),
  };
  return Object.entries(places).reduce((text, [place, by]) => replace(text, place, by), await readFile(join(www, "embed.html"), "utf8"));
}

/** The page with everything inside. Its policy names what it carries by hash, and allows no request at all. */
async function standAlone({ www, site, bundle, read, pages, papers }) {
  const { "index.html": index, "check.html": check } = pages;
  const made = await bundle("standalone.js", undefined, { format: "iife", write: false });
  const names = ["luzhou-gazette.js", "luzhou-gazette-check.js", "luzhou-gazette-workbook.js", "corpus.js", "page.js", "drawn.js"];
  const scripts = [...(await Promise.all(names.map(read))), made.outputFiles[0].text].map((it) => it.trim());
  const style = `${(await read("page.css")).trim()}${(await read("drawn.css")).trim()}`;
  if (scripts.some((it) => /<\/?script/i.test(it)) || style.includes("</")) throw new Error("脚本或样式里有标签，不能放进页面。 A tag inside.");
  // Engines without constructable stylesheets write these two into a style element.
  const styles = [style, await read("luzhou-gazette.css"), await read("luzhou-gazette-check.css")];
  const hashes = (texts) => texts.map((it) => `'sha256-${hash("sha256", it, "base64")}'`).join(" ");
  const icon = `data:image/svg+xml;base64,${(await readFile(join(www, "icon.svg"))).toString("base64")}`;
  const element = check.match(/<luzhou-price-check>.*<\/luzhou-price-check>/s)[0];
  const back = '<p><a class="to-list" href="#">‹ 全部计算器</a></p>';
  const screens = [
    `<div class="wrap" id="check" data-title="价目表和账单核对" hidden>${back}<template>${element}</template></div>\n`,
    ...Object.entries(DRAWN).map(([name, title]) => drawnScreen(pages[`${name}.html`], name, title)),
    '<div class="wrap document" id="paper" hidden></div>\n',
  ];
  const changes = [
    ["script-src 'self'", `script-src ${hashes(scripts)}`],
    ["style-src 'self'", `style-src ${hashes(styles)}`],
    ["img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'", "img-src data:"],
    ['<link rel="manifest" href="manifest.json">\n<link rel="apple-touch-icon" href="icon-192.png">\n', ""],
    ['<meta property="og:image" content="cover.png">', ""],
    ['href="icon.svg"', `href="${icon}"`],
    ['<link rel="stylesheet" href="files/page.css">', `<style>${style}</style>`],
    ['<script src="files/size.js"></script>\n<script src="files/page.js" defer></script>\n', ""],
    ['<link rel="canonical" href="index.html">', ""],
    ['href="check.html"', 'href="#check"'],
    ...Object.keys(DRAWN).map((name) => [`href="${name}.html"`, `href="#${name}"`]),
    ['href="documents/index.html"', 'href="#documents/index.html"'],
    ["</main>", `${screens.join("")}</main>\n${papers.map(asScreen).join("")}`],
    ["</body>", `${scripts.map((it) => `<script>${it}</script>\n`).join("")}</body>`],
  ];
  await writeFile(join(site, "standalone.html"), changes.reduce((text, [part, by]) => replace(text, part, by), index));
}

/** What is drawn, as one more screen of the page with everything inside. */
function drawnScreen(page, name, title) {
  const [, drawn] = page.match(/(<div class="wrap drawn">.*<\/div>\n)<\/main>/s);
  const links = drawn
    .replaceAll('href="documents/', 'href="#documents/')
    .replaceAll(/href="index\.html(#[^"]*)?"/g, (_, place = "#") => `href="${place}"`)
    .replaceAll(/href="(\w+)\.html"/g, 'href="#$1"');
  return replace(links, '<div class="wrap drawn">', `<div class="wrap drawn" id="${name}" data-title="${title}" hidden>`);
}
