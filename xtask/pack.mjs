// From the bound modules to the files a webmaster takes away: bundles, lowers to the browser floor, weighs. The build tool
// runs it as `node xtask/pack.mjs STAGE`, with the folder in which it keeps what stands between its steps.

import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { takeAway } from "../tools/take-away.mjs";
import { makeSite } from "./site.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [www, data, pkg, site] = ["www", "data", "pkg", "pkg/site"].map((folder) => join(root, folder));
const stage = resolve(process.argv[2]);

/** The files with a limit: the most bytes as it stands, and behind gzip or brotli. Against carelessness, not a contest. */
const LIMITS = {
  "luzhou-gazette.js": { raw: 336_800, sent: 232_900 },
  "luzhou-gazette_bg.wasm": { sent: 186_500 },
  "luzhou-gazette-check.js": { raw: 342_500, sent: 238_500 },
  "luzhou-gazette-check_bg.wasm": { sent: 195_000 },
  "luzhou-gazette-workbook.js": { raw: 180_000, sent: 50_000 },
};

/** The most bytes that a search may fetch besides, behind brotli. */
const MOST_SEARCHED = 60_000;

/** What is taken as it stands: its name here, and beside the built files. */
const VERBATIM = {
  "module.node.mjs": "luzhou-gazette.node.mjs",
  "element-module.js": "luzhou-gazette-element.js",
  "element-module.d.ts": "luzhou-gazette-element.d.ts",
  "embed.d.ts": "luzhou-gazette-script.d.ts",
  "check-element.d.ts": "luzhou-gazette-check-element.d.ts",
  "check-script.d.ts": "luzhou-gazette-check-script.d.ts",
  "react.d.ts": "luzhou-gazette-react.d.ts",
  "side-effect.d.ts": "luzhou-gazette-side-effect.d.ts",
  "wasm.d.ts": "luzhou-gazette_bg.wasm.d.ts",
  "custom-elements.json": "custom-elements.json",
  "check-worker.js": "luzhou-gazette-check-worker.js",
};

/** Bundles a source of `www/`: minified, pure ASCII (a page in GBK reads it the same), lowered to the browser floor. */
function bundle(source, outfile, options = {}) {
  return build({
    entryPoints: [join(www, source)],
    outfile,
    bundle: true,
    minify: true,
    legalComments: "none",
    charset: "ascii",
    target: ["chrome86", "firefox91", "safari15"],
    logLevel: "warning",
    ...options,
  });
}

/** An element as a classic script that carries its module, and as an ES module beside a `.wasm`. */
async function element(name, { imported, script, module }) {
  const glue = join(stage, `${name}-glue.js`);
  const shared = { "generated/glue": glue, [`generated/${imported}`]: glue, "generated/style": join(pkg, `${name}.css`) };
  const STYLE_FILE = JSON.stringify(`${name}.css`);
  const loader = { ".css": "text", ".deflated": "base64" };
  const workbook = createHash("sha384").update(await readFile(join(pkg, "luzhou-gazette-workbook.js"))).digest("base64");
  await bundle(script, join(pkg, `${name}.js`), {
    format: "iife",
    loader,
    define: { STYLE_FILE, WORKBOOK_INTEGRITY: JSON.stringify(`sha384-${workbook}`) },
    alias: {
      ...shared,
      "generated/packed": join(stage, `${name}.deflated`),
      "generated/start": join(www, "load-script.js"),
      "generated/address": join(www, "address-script.js"),
      "generated/workbook": join(www, "load-workbook-script.js"),
    },
  });
  await bundle(module, join(pkg, `${name}-module.js`), {
    format: "esm",
    loader,
    external: ["./luzhou-gazette-workbook-module.js"],
    define: { STYLE_FILE, MODULE_FILE: JSON.stringify(`./${name}_bg.wasm`) },
    alias: {
      ...shared,
      "generated/start": join(www, "load-module.js"),
      "generated/address": join(www, "address-module.js"),
      "generated/workbook": join(www, "load-workbook-module.js"),
    },
  });
}

/** What files weigh together, as they stand and as servers send them. */
async function weight(paths) {
  const sum = { raw: 0, brotli: 0, gzip: 0 };
  for (const path of paths) {
    const bytes = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    sum.raw += bytes.length;
    sum.brotli += (await promisify(brotliCompress)(bytes, { params })).length;
    sum.gzip += (await promisify(gzip)(bytes, { level: 9 })).length;
  }
  return sum;
}

/** A line for each file that is sent, one for what a first visit fetches of the site; stops where a file is over its limits. */
async function weigh(page, searched) {
  const line = (...cells) => `${cells.slice(0, 3).map((cell) => String(cell).padStart(10)).join(" ")}  ${cells[3]}\n`;
  const elements = ["luzhou-gazette", "luzhou-gazette-check"];
  const files = elements.flatMap((name) => ["_bg.wasm", "-module.js", ".js", ".css"].map((end) => name + end));
  files.push("luzhou-gazette-workbook.js", "luzhou-gazette-workbook-module.js");
  let text = `\n${line("raw", "brotli", "gzip", "字节 bytes")}`;
  for (const name of files) {
    const { raw, brotli, gzip } = await weight([join(pkg, name)]);
    text += line(raw, brotli, gzip, name);
    const most = LIMITS[name] ?? {};
    // A module is sent by servers that can do better than gzip.
    const sent = name.endsWith(".wasm") ? brotli : Math.max(brotli, gzip);
    if (raw > (most.raw ?? Infinity) || sent > (most.sent ?? Infinity)) {
      const limits = `${raw} 字节，压缩后 ${sent} 字节（上限 ${most.raw ?? "—"}、${most.sent}）`;
      throw new Error(`${name} 过重：${limits}。请减小 src 或 www。 The file is over its limits.`);
    }
  }
  for (const [words, names] of [["页面 page", page], ["搜索时另取 searched", searched], ["单个文件 standalone.html", ["standalone.html"]]]) {
    const { raw, brotli, gzip } = await weight(names.map((name) => join(site, name)));
    text += line(raw, brotli, gzip, words);
    if (names === searched && brotli > MOST_SEARCHED) throw new Error(`搜索另取的 ${brotli} 字节过重（上限 ${MOST_SEARCHED}）。 Too heavy.`);
  }
  await writeFile(join(stage, "weight.txt"), text);
}

try {
  await bundle("widget.css", join(pkg, "luzhou-gazette.css"));
  await bundle("check.css", join(pkg, "luzhou-gazette-check.css"));
  // The reader of workbooks, which a check loads when it needs one. Its licence wants to be told.
  const banner = { js: "/*! with hucre, (c) 2026 productdevbook, MIT License */" };
  await bundle("workbook-script.js", join(pkg, "luzhou-gazette-workbook.js"), { format: "iife", banner });
  await bundle("workbook.js", join(pkg, "luzhou-gazette-workbook-module.js"), { format: "esm", banner });
  await element("luzhou-gazette", { imported: "calculators", script: "embed.js", module: "module.js" });
  await element("luzhou-gazette-check", { imported: "check", script: "check.js", module: "check-module.js" });
  for (const [name, shipped] of Object.entries(VERBATIM)) await copyFile(join(www, name), join(pkg, shipped));
  takeAway(join(pkg, "data"));
  const sounds = await readFile(join(stage, "sounds.txt"), "utf8");
  const register = JSON.parse(await readFile(join(stage, "register.json"), "utf8"));
  await weigh(...(await makeSite({ www, data, register, sounds, pkg, site, bundle })));
} catch (error) {
  // What esbuild has against a source stands above already.
  console.error(error.errors ? "" : error.message);
  process.exitCode = 1;
}
