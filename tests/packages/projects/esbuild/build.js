// esbuild leaves the files beside the modules behind: they are copied beside the bundle.

import { cpSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({ entryPoints: ["main.js"], bundle: true, minify: true, splitting: true, format: "esm", outdir: "dist" });
const package_ = dirname(fileURLToPath(import.meta.resolve("luzhou-gazette/custom-elements.json")));
for (const name of readdirSync(package_)) {
  if (/_bg\.wasm$|^luzhou-gazette-(check-worker|check-module|workbook-module)\.js$/.test(name)) cpSync(join(package_, name), join("dist", name));
}
