// What comes from others: each has its reason in docs/decisions.md, a licence that lets us ship it, one place where it comes
// from, and stands in a lock file with its hash.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

const root = fileURLToPath(new URL("../..", import.meta.url));
const text = (...path) => readFile(join(root, ...path), "utf8");
const json = async (...path) => JSON.parse(await text(...path));

/** Licences of what is compiled or bundled, each of which allows that beside MIT and Apache-2.0. */
const SHIPPED = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-3-Clause", "BSL-1.0", "Unicode-3.0", "Unlicense", "Zlib"];

/** Those of what only builds or tests. */
const TOOLS = [...SHIPPED, "CC0-1.0", "ISC", "MPL-2.0"];

/** Crates of which there are two versions, all in tools that only build: two of their dependencies have not met yet. */
const TWICE = ["cpufeatures", "hashbrown", "syn", "wasmparser"];

/** What the tests and the build fetch themselves. */
const FETCHED = ["cargo-mutants", "chrome-aws-lambda", "geckodriver"];

const NOT_OURS = ["node_modules", "pkg", "target"];

/** Every manifest of the repository. */
async function manifests(name, folder = root) {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.filter((it) => it.name === name).map(() => join(folder, name));
  const folders = entries.filter((it) => it.isDirectory() && !it.name.startsWith(".") && !NOT_OURS.includes(it.name));
  const below = await Promise.all(folders.map((it) => manifests(name, join(folder, it.name))));
  return [...found, ...below.flat()];
}

/** What the manifests name as a dependency, without our own crates. */
async function direct() {
  const names = new Set();
  for (const file of await manifests("Cargo.toml")) {
    const manifest = parse(await readFile(file, "utf8"));
    const all = [manifest.workspace?.dependencies, manifest.dependencies, manifest["dev-dependencies"], manifest["build-dependencies"]];
    for (const [name, wanted] of all.flatMap((it) => Object.entries(it ?? {}))) if (!wanted.path) names.add(name);
  }
  for (const file of await manifests("package.json")) {
    const { dependencies, devDependencies } = JSON.parse(await readFile(file, "utf8"));
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) names.add(name);
  }
  return names;
}

/** Whether an SPDX expression can be met by these licences. Crates of old write a stroke for OR. */
function allows(expression, licences) {
  const inner = /\(([^()]*)\)/.exec(expression);
  if (inner) return allows(expression.replace(inner[0], allows(inner[1], licences) ? "MIT" : "none"), licences);
  const one = (words) => licences.includes(words.trim());
  return expression.split(/ OR |\//).some((all) => all.split(" AND ").every(one));
}

test("every direct dependency has its reason in docs/decisions.md, and no other is named there", async () => {
  const table = (await text("docs/decisions.md")).match(/\| Dependency \| Why it is in \|\n[^\n]*\n((?:\|.*\n)+)/)[1];
  const rows = table.trim().split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
  for (const [, names, reason] of rows) assert.ok(reason.length > 20, names);
  const named = rows.flatMap(([, names]) => [...names.matchAll(/`([^`/]+|@[^`]+)`/g)].map((it) => it[1]));
  const used = await direct();
  assert.ok(used.size > 30, String(used.size));
  assert.deepEqual([...used].filter((name) => !named.includes(name)), [], "without a reason");
  assert.deepEqual(named.filter((name) => !used.has(name) && !FETCHED.includes(name)), [], "no longer used");
});

test("an expression of licences is read", () => {
  assert.ok(allows("MIT OR GPL-3.0-or-later", SHIPPED) && allows("Unlicense/MIT", SHIPPED) && allows("(MIT OR none) AND Zlib", SHIPPED));
  assert.ok(!allows("GPL-3.0-or-later", TOOLS) && !allows("MIT AND GPL-2.0", TOOLS) && !allows("(MIT OR Zlib) AND AGPL-3.0", TOOLS));
});

test("every crate has a licence that lets us ship it", () => {
  const host = /host: (.*)/.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))[1];
  for (const platform of [host, "wasm32-unknown-unknown"]) {
    const words = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", platform];
    const { packages } = JSON.parse(execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 27 }));
    assert.ok(packages.length > 80, String(packages.length));
    const refused = packages.filter(({ license }) => !allows(license ?? "none", SHIPPED));
    assert.deepEqual(refused.map(({ name, license }) => `${name}: ${license}`), []);
  }
});

test("every npm package has one too", async () => {
  const { BUNDLED } = await import("../../tools/release.mjs");
  for (const [path, { license }] of Object.entries((await json("package-lock.json")).packages)) {
    const name = path.replace(/^.*node_modules\//, "");
    if (path) assert.ok(allows(license ?? "none", BUNDLED.includes(name) ? SHIPPED : TOOLS), `${name}: ${license}`);
  }
});

test("crates come from crates.io alone, each with its hash, and none twice but where tools disagree", async () => {
  const { package: packages } = parse(await text("Cargo.lock"));
  const own = packages.filter(({ source }) => !source).map(({ name }) => name);
  const ours = ["luzhou-gazette", "luzhou-gazette-bake", "luzhou-gazette-browser", "luzhou-gazette-browser-table", "luzhou-gazette-dom", "luzhou-gazette-next-issue", "transcribe-2024-01", "xtask"];
  assert.deepEqual(own.sort(), ours);
  const others = packages.filter(({ source }) => source);
  for (const { name, source, checksum } of others) {
    assert.equal(source, "registry+https://github.com/rust-lang/crates.io-index", name);
    assert.match(checksum, /^[0-9a-f]{64}$/, name);
  }
  const names = others.map(({ name }) => name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) < at))];
  assert.deepEqual(twice.sort(), TWICE);
});

test("deny.toml, by which cargo-deny looks, says the same", async () => {
  const { licenses, bans, sources } = parse(await text("deny.toml"));
  assert.deepEqual(licenses.allow, SHIPPED);
  assert.deepEqual(bans.skip, TWICE);
  assert.equal(bans["multiple-versions"], "deny");
  assert.deepEqual([sources["unknown-registry"], sources["unknown-git"], sources["allow-git"]], ["deny", "deny", []]);
});

test("npm's lock files have the hash of every package, and name no host", async () => {
  for (const folder of [".", "bench/peers"]) {
    const { packages } = await json(folder, "package-lock.json");
    for (const [path, { integrity, resolved, link }] of Object.entries(packages)) {
      assert.equal(resolved, undefined, `${folder} ${path}`);
      if (path && !link) assert.match(integrity, /^sha512-/, `${folder} ${path}`);
    }
    const direct = { ...packages[""].dependencies, ...packages[""].devDependencies };
    for (const [name, version] of Object.entries(direct)) assert.match(version, /^\d+\.\d+\.\d+$/, `${name} is not pinned`);
  }
});
