// What is tested where, from the files of the tests themselves: of each what its head says, and how many tests are written in it.
// `npm test -- --list` prints it. A test that stands in a loop counts once.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(join(root, path), "utf8");

/** The files of these folders whose names end so, in the order of their names. */
const below = (folders, ending) => folders.flatMap((folder) => readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`));

const inCrates = () => readdirSync(join(root, "crates")).map((name) => `crates/${name}/tests`).filter((it) => existsSync(join(root, it)));

/** The titles of the tests in a file, as they are written. */
export function titles(path) {
  const text = read(path);
  if (path.endsWith(".mjs")) return [...text.matchAll(/^\s*test\((?:(["`])(.*?)\1|(\w+)), /gm)].map((it) => it[2] ?? it[3]);
  return [...text.matchAll(/#\[test\]\n(?:\s*#\[[^\n]*\n)*\s*(?:async )?fn (\w+)/g)].map((it) => it[1]);
}

/** A Rust file and those that it names as its parts. */
function parts(path) {
  const own = [...read(path).matchAll(/#\[path = "([^"]+)"\]/g)].map(([, it]) => join(dirname(path), it));
  return [path, ...own];
}

/** The first sentence of a file's head. */
function said(path) {
  const [head] = read(path).match(/^(?:\/\/!?.*\n)+/) ?? [""];
  return head.replace(/^\/\/!? ?/gm, "").replaceAll("\n", " ").trim().match(/^.*?\.(?= |$)/)?.[0] ?? "";
}

/** Each place of tests: its path, what it says of itself, the titles of its tests. */
export function places() {
  const rust = below(["tests", ...inCrates(), "tests/next-issue/tests"], ".rs").map((path) => ({ path, said: said(path), titles: parts(path).flatMap(titles) }));
  const scripts = below(["tests/js", "tests/browser", "tests/engines", "tests/packages"], ".test.mjs").map((path) => ({ path, said: said(path), titles: titles(path) }));
  const sources = ["src", ...readdirSync(join(root, "crates")).map((name) => `crates/${name}/src`), "xtask/src"];
  const units = sources.map((path) => {
    const files = readdirSync(join(root, path), { recursive: true }).filter((name) => name.endsWith(".rs"));
    return { path, said: "Unit tests, beside what they test.", titles: files.flatMap((name) => titles(join(path, name))) };
  });
  return [...units.filter((it) => it.titles.length), ...rust, ...scripts];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const all = places();
  const width = Math.max(...all.map(({ path }) => path.length));
  for (const { path, said, titles } of all) console.log(`${String(titles.length).padStart(4)}  ${path.padEnd(width)}  ${said}`);
  console.log(`${String(all.reduce((sum, it) => sum + it.titles.length, 0)).padStart(4)}  一共 in all`);
}
