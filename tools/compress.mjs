// Puts a .br and a .gz beside each file of a folder that gets smaller by it, for servers that send them as they are:
// `node tools/compress.mjs pkg/site`. What gzip -9 and brotli -q 11 do as well.

import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** How each is made: as hard as it goes, once, so that no server has to. */
const WAYS = { br: (bytes) => brotliCompressSync(bytes), gz: (bytes) => gzipSync(bytes, { level: 9 }) };

/** Compresses what is below a folder, and says how many bytes there are in each form. */
export function compress(folder) {
  const sum = { raw: 0, br: 0, gz: 0 };
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name);
    if (/\.(br|gz)$/.test(name) || !statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    sum.raw += bytes.length;
    for (const [end, make] of Object.entries(WAYS)) {
      const made = make(bytes);
      // A picture is compressed already.
      const smaller = made.length < bytes.length * 0.95;
      if (smaller) writeFileSync(`${path}.${end}`, made);
      else rmSync(`${path}.${end}`, { force: true });
      sum[end] += smaller ? made.length : bytes.length;
    }
  }
  return sum;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error("用法 usage: node tools/compress.mjs FOLDER");
  console.log(compress(folder));
}
