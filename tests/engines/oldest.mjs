// Fetches the oldest Chromium of the floor from npm, once: `node oldest.mjs PACKAGE PROGRAM`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const [name, to] = process.argv.slice(2);
const place = mkdtempSync(join(dirname(to), "oldest-"));
const packed = JSON.parse(execFileSync("npm", ["pack", name, "--json", "--pack-destination", place], { encoding: "utf8" }));
execFileSync("tar", ["-xzf", join(place, packed[0].filename), "-C", place]);
const program = brotliDecompressSync(readFileSync(join(place, "package/bin/chromium.br")));
const part = join(place, "chromium");
writeFileSync(part, program, { mode: 0o755 });
// Under its name only when it is whole.
renameSync(part, to);
rmSync(place, { recursive: true });
