// A release says what it is, and a file of it that was changed by hand is found: of what the build has just made, and of what
// is committed, where a release is.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BUNDLED, check, compiler, describeRelease, filesBelow, hashOfSources, NOT_HELD, versions } from "../../tools/release.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pkg = join(root, "pkg");
const json = async (...path) => JSON.parse(await readFile(join(...path), "utf8"));

let directory;
let folder;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "luzhou-gazette-"));
  folder = join(directory, "pkg");
  await cp(pkg, folder, { recursive: true });
  describeRelease(folder);
});
after(() => rm(directory, { recursive: true, force: true }));

test("it says its version, its sources, and of each file the bytes and the hash", async () => {
  const released = await json(folder, "release.json");
  const { name, version } = await json(root, "package.json");
  assert.deepEqual([released.name, released.version], [name, version]);
  assert.equal(released.sources, hashOfSources());
  assert.match(released.compiler, /^rustc \d/);
  assert.deepEqual(Object.keys(released.files), filesBelow(folder).filter((it) => !NOT_HELD.includes(it)));
  const script = released.files["luzhou-gazette.js"];
  const digest = await crypto.subtle.digest("SHA-384", await readFile(join(folder, "luzhou-gazette.js")));
  assert.equal(script.integrity, `sha384-${Buffer.from(digest).toString("base64")}`);
  assert.ok(script.brotli < script.gzip && script.gzip < script.bytes);
  assert.deepEqual(check(folder), []);
});

test("the version is the same wherever it stands", async () => {
  const { places } = versions();
  const { version } = await json(root, "package.json");
  assert.deepEqual(places, Object.fromEntries(Object.keys(places).map((name) => [name, version])));
});

test("a file that was changed, removed or added is named", async () => {
  const path = join(folder, "luzhou-gazette.js");
  const whole = await readFile(path);
  const changed = Buffer.from(whole);
  changed[1000] ^= 1;
  await writeFile(path, changed);
  await rm(join(folder, "luzhou-gazette.css"));
  await writeFile(join(folder, "extra.js"), "");
  assert.deepEqual(check(folder).map((it) => it.split(" ")[0]), ["luzhou-gazette.js", "luzhou-gazette.css", "extra.js"]);
  const { status, stderr } = spawnSync("node", [join(root, "tools/release.mjs"), "--check", folder], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stderr, /luzhou-gazette\.js 被改动过/);
  await writeFile(path, whole);
  await cp(join(pkg, "luzhou-gazette.css"), join(folder, "luzhou-gazette.css"));
  await rm(join(folder, "extra.js"));
  assert.deepEqual(check(folder), []);
});

test("the list of parts names every crate and package that is shipped, each as the lock files have it, with its licence", async () => {
  const bom = await json(folder, "sbom.cdx.json");
  assert.deepEqual([bom.bomFormat, bom.specVersion], ["CycloneDX", "1.6"]);
  const refs = new Set([bom.metadata.component, ...bom.components].map((it) => it["bom-ref"]));
  assert.equal(refs.size, bom.components.length + 1);
  for (const { ref, dependsOn } of bom.dependencies) assert.ok([ref, ...dependsOn].every((it) => refs.has(it)), ref);
  const lock = await readFile(join(root, "Cargo.lock"), "utf8");
  const npm = (await json(root, "package-lock.json")).packages;
  for (const { name, version, purl, hashes } of bom.components) {
    if (purl.startsWith("pkg:cargo/")) assert.ok(lock.includes(`name = "${name}"\nversion = "${version}"\n`) && hashes, name);
    if (purl.startsWith("pkg:npm/")) assert.equal(npm[`node_modules/${name}`].version, version);
  }
  const names = bom.components.map(({ name }) => name);
  for (const name of ["wasm-bindgen", "js-sys", "web-sys", "fflate", "hucre", "rust-std"]) assert.ok(names.includes(name), name);
  // What only builds or tests is not in it.
  for (const name of ["syn", "jiff", "zopfli", "esbuild", "wasm-bindgen-macro"]) assert.ok(!names.includes(name), name);
  const licences = await readFile(join(folder, "licenses.txt"), "utf8");
  for (const name of names) assert.match(licences, new RegExp(`^${name} \\d`, "m"));
  assert.match(licences, /Permission is hereby granted/);

  const imported = new Set();
  for (const name of (await readdir(join(root, "www"))).filter((it) => /\.m?js$/.test(it))) {
    const text = await readFile(join(root, "www", name), "utf8");
    for (const [, from] of text.matchAll(/^import [^"]*"([^."][^"]*)"/gm)) if (!/^(generated|node:)/.test(from)) imported.add(from.split("/")[0]);
  }
  assert.deepEqual([...imported].sort(), BUNDLED);
});

/** What a commit holds as a release, checked. */
async function checkCommitted(repository) {
  const git = (...words) => execFileSync("git", words, { cwd: repository, maxBuffer: 1 << 28 });
  const committed = await mkdtemp(join(directory, "committed-"));
  execFileSync("tar", ["-x", "-C", committed], { input: git("archive", "HEAD", "pkg") });
  return check(join(committed, "pkg"));
}

test("what is committed as a release is held: a changed file is named, here in a repository made for it", async () => {
  const repository = await mkdtemp(join(directory, "repository-"));
  const git = (...words) => execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...words], { cwd: repository });
  await cp(folder, join(repository, "pkg"), { recursive: true });
  git("init", "-q");
  git("add", "-f", "-A");
  git("commit", "-q", "-m", "release");
  assert.deepEqual(await checkCommitted(repository), []);
  await writeFile(join(repository, "pkg/luzhou-gazette.css"), "");
  git("commit", "-q", "-a", "-m", "by hand");
  assert.deepEqual((await checkCommitted(repository)).map((it) => it.split(" ")[0]), ["luzhou-gazette.css"]);

  const isReleased = spawnSync("git", ["cat-file", "-e", "HEAD:pkg/release.json"], { cwd: root }).status === 0;
  if (isReleased) assert.deepEqual(await checkCommitted(root), []);
});

test("the same sources and compiler make the same release again", async () => {
  const again = join(directory, "again");
  await cp(pkg, again, { recursive: true });
  describeRelease(again);
  assert.deepEqual(filesBelow(again), filesBelow(folder));
  for (const name of ["release.json", "sbom.cdx.json", "licenses.txt"]) {
    assert.deepEqual(await readFile(join(again, name)), await readFile(join(folder, name)), name);
  }

  // Where pkg/ itself is a release of these sources, the build has just made its files anew.
  const released = existsSync(join(pkg, "release.json")) ? await json(pkg, "release.json") : undefined;
  const isOfThese = released?.sources === hashOfSources() && released.compiler === compiler();
  if (isOfThese) assert.deepEqual(check(pkg), []);
});
