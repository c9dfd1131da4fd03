import { build } from "esbuild";

await build({ entryPoints: ["main.js"], bundle: true, minify: true, format: "iife", loader: { ".wasm": "binary" }, outdir: "dist", logOverride: { "empty-import-meta": "silent" } });
