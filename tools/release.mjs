// Makes `pkg/` a release that can be taken by whoever has no Rust: `npm run release` builds it anew and writes down what it is
// (release.json: version, the hash of the sources, of each file its size and hash), what it contains from others (sbom.cdx.json,
// CycloneDX) and their licences (licenses.txt). `node tools/release.mjs --check [FOLDER]` says whether a release is untouched.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const RELEASE = "release.json";

/** What is not held to a release: its own description, and the text for people, which may be mended. */
export const NOT_HELD = [RELEASE, "README.md"];

/** What the files of `pkg/` are made from. */
const SOURCES = ["Cargo.toml", "Cargo.lock", "build.rs", "package.json", "package-lock.json", "crates", "data", "src", "tools", "www", "xtask"];

/** What an npm package brings into the scripts; the rest of package-lock.json builds and tests. */
export const BUNDLED = ["fflate", "hucre"];

const hash = (kind, bytes, form) => createHash(kind).update(bytes).digest(form);

/** The files below a folder, in the order of their names, with slashes. */
export function filesBelow(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
  return names.map((name) => name.split(sep).join("/")).sort();
}

/** One hash of all sources: of each its name and its hash. */
export function hashOfSources() {
  const paths = SOURCES.map((it) => join(root, it)).flatMap((path) => (statSync(path).isFile() ? [path] : filesBelow(path).map((name) => join(path, name))));
  const lines = paths.map((path) => `${hash("sha256", readFileSync(path), "hex")}  ${relative(root, path).split(sep).join("/")}\n`);
  return hash("sha256", lines.join(""), "hex");
}

/** The version in each place that tells one, and the day of the newest entry in CHANGELOG.md, as it stands there. */
export function versions() {
  const read = (name) => readFileSync(join(root, name), "utf8");
  const found = (name, pattern) => read(name).match(pattern)?.[1];
  const lock = JSON.parse(read("package-lock.json"));
  const places = {
    "package.json": JSON.parse(read("package.json")).version,
    "package-lock.json": lock.packages[""].version,
    "Cargo.toml": found("Cargo.toml", /^name = "luzhou-gazette"\nversion = "(.*)"$/m),
    "Cargo.lock": found("Cargo.lock", /^name = "luzhou-gazette"\nversion = "(.*)"$/m),
    "CHANGELOG.md": found("CHANGELOG.md", /^## (\S+)/m),
  };
  return { places, day: found("CHANGELOG.md", /^## \S+ \((.*)\)$/m) };
}

/** What of a new version has been forgotten, in sentences. */
function forgotten() {
  const { places, day } = versions();
  const wanted = places["package.json"];
  const other = Object.entries(places).filter(([, version]) => version !== wanted);
  return [
    ...other.map(([name, version]) => `${name} 的版本是 ${version}，不是 ${wanted} has another version`),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day) ? [] : [`CHANGELOG.md 里 ${wanted} 没有日期（“## ${wanted} (2026-01-31)”） has no day`]),
  ];
}

/** A file as it is described: its size, as it stands and as servers send it, and the hash that an `integrity` attribute takes. */
function describe(bytes) {
  return { bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length, integrity: `sha384-${hash("sha384", bytes, "base64")}` };
}

/** What is wrong with a release: files that were changed, are missing or were added. Nothing where all is as it was released. */
export function check(folder) {
  const released = JSON.parse(readFileSync(join(folder, RELEASE), "utf8"));
  const found = filesBelow(folder).filter((name) => !NOT_HELD.includes(name) && !/\.(br|gz)$/.test(name));
  // The npm package leaves the site out.
  const expected = Object.keys(released.files).filter((name) => !name.startsWith("site/") || existsSync(join(folder, "site")));
  const changed = found.filter((name) => {
    const file = released.files[name];
    if (!file) return false;
    const bytes = readFileSync(join(folder, name));
    return file.bytes !== bytes.length || file.integrity !== `sha384-${hash("sha384", bytes, "base64")}`;
  });
  return [
    ...changed.map((name) => `${name} 被改动过 was changed`),
    ...expected.filter((name) => !found.includes(name)).map((name) => `${name} 缺失 is missing`),
    ...found.filter((name) => !released.files[name]).map((name) => `${name} 不在清单里 is not of the release`),
  ];
}

/** The crates whose code is in the two modules: what they depend on for browsers, without what only builds. */
function crates() {
  const words = ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown"];
  const { packages, resolve } = JSON.parse(execFileSync("cargo", words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 27 }));
  const byId = new Map(packages.map((it) => [it.id, it]));
  const nodes = new Map(resolve.nodes.map((it) => [it.id, it]));
  const graph = new Map();
  const visit = (id) => {
    if (graph.has(id)) return;
    const runs = nodes.get(id).deps.filter(({ pkg, dep_kinds }) => {
      const macro = byId.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"));
      return !macro && dep_kinds.some(({ kind }) => kind === null);
    });
    graph.set(id, runs.map(({ pkg }) => pkg));
    runs.forEach(({ pkg }) => visit(pkg));
  };
  for (const { id, name } of packages) if (["luzhou-gazette-browser", "luzhou-gazette-browser-table"].includes(name)) visit(id);
  const checksums = new Map([...readFileSync(join(root, "Cargo.lock"), "utf8").matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"/g)].map(([, name, version, sum]) => [`${name} ${version}`, sum]));
  return [...graph].map(([id, needs]) => {
    const { name, version, license, description, repository, manifest_path, source } = byId.get(id);
    return { ref: `pkg:cargo/${name}@${version}`, name, version, license, description, repository, own: !source, sha256: checksums.get(`${name} ${version}`), folder: dirname(manifest_path), needs: needs.map((it) => `pkg:cargo/${byId.get(it).name}@${byId.get(it).version}`) };
  });
}

/** The npm packages whose code is in the scripts. */
function packages() {
  return BUNDLED.map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license, description, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { ref: `pkg:npm/${name}@${version}`, name, version, license, description, repository: repository?.url?.replace(/^git\+/, ""), own: false, folder, needs: [] };
  });
}

/** The compiler, which decides about the bytes of a module as the sources do. */
export const compiler = () => execFileSync("rustc", ["--version"], { encoding: "utf8" }).trim();

/** The Rust compiler's standard library is in the modules too. */
function standardLibrary() {
  const [, version] = compiler().split(" ");
  const about = { license: "MIT OR Apache-2.0", description: "The Rust standard library", repository: "https://github.com/rust-lang/rust" };
  return { ref: `pkg:generic/rust-std@${version}`, name: "rust-std", version, ...about, own: false, needs: [] };
}

/** The parts as CycloneDX 1.6. */
function sbom(parts, { name, version, license }) {
  const component = ({ ref, name, version, license, description, repository, sha256 }) => ({
    type: "library",
    "bom-ref": ref,
    name,
    version,
    ...(description && { description: description.trim() }),
    ...(sha256 && { hashes: [{ alg: "SHA-256", content: sha256 }] }),
    // Crates of old write "MIT/Apache-2.0".
    licenses: [{ expression: license.replaceAll("/", " OR ") }],
    purl: ref,
    ...(repository && { externalReferences: [{ type: "vcs", url: repository }] }),
  });
  const self = `pkg:npm/${name}@${version}`;
  const others = parts.filter(({ own }) => !own);
  const ours = parts.filter(({ own }) => own).flatMap(({ needs }) => needs);
  const theirs = new Set(others.map(({ ref }) => ref));
  const direct = others.filter(({ ref }) => ours.includes(ref) || !ref.startsWith("pkg:cargo/")).map(({ ref }) => ref);
  const bom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "library", "bom-ref": self, name, version, licenses: [{ expression: license }], purl: self } },
    components: others.map(component),
    dependencies: [{ ref: self, dependsOn: direct }, ...others.map(({ ref, needs }) => ({ ref, dependsOn: needs.filter((it) => theirs.has(it)) }))],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** The licences of the parts, as their authors wrote them; the same text once. */
function licences(parts) {
  const texts = new Map();
  for (const { name, version, license, folder, own } of parts.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (own) continue;
    const files = folder ? readdirSync(folder).filter((it) => /^(licen[sc]e|copying|notice)/i.test(it) && statSync(join(folder, it)).isFile()).sort() : [];
    const text = files.map((it) => readFileSync(join(folder, it), "utf8").trim()).join("\n\n") || `Licensed under ${license}.`;
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  return [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`);
}

/** Describes what stands in a folder as a release. */
export function describeRelease(folder) {
  const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const parts = [...crates(), ...packages(), standardLibrary()];
  writeFileSync(join(folder, "sbom.cdx.json"), sbom(parts, about));
  writeFileSync(join(folder, "licenses.txt"), licences(parts));
  const names = filesBelow(folder).filter((name) => !NOT_HELD.includes(name));
  const files = Object.fromEntries(names.map((name) => [name, describe(readFileSync(join(folder, name)))]));
  writeFileSync(join(folder, RELEASE), `${JSON.stringify({ name: about.name, version: about.version, sources: hashOfSources(), compiler: compiler(), files }, null, 2)}\n`);
  return { files: names.length, parts: parts.filter(({ own }) => !own).length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const pkg = join(root, "pkg");
  const [command, folder = pkg] = process.argv.slice(2);
  if (command === "--check") {
    const wrong = check(folder);
    for (const line of wrong) console.error(`✗ ${line}`);
    process.exitCode = wrong.length ? 1 : 0;
  } else if (forgotten().length) {
    for (const line of forgotten()) console.error(`✗ ${line}`);
    process.exitCode = 1;
  } else {
    // What an earlier build left there is not of this release.
    for (const name of readdirSync(pkg)) if (name !== "README.md") rmSync(join(pkg, name), { recursive: true });
    execFileSync("node", [join(root, "xtask/run.mjs"), "build"], { stdio: "inherit" });
    const { files, parts } = describeRelease(pkg);
    console.log(`\n发布 release: ${files} 个文件 files, ${parts} 个外来组成部分 parts from others`);
  }
}
