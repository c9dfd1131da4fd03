// Looks for faults in each target, one after the other, from the same beginning: `npm run fuzz -- [SECONDS] [TARGET…]` for a while
// with cargo-fuzz, `npm run fuzz -- native [RUNS] [TARGET…]` so many runs with the compiler that everybody has (tests/fuzzing.rs).
// What fails is left in fuzz/artifacts/. The reader of workbooks and the saved sheets are JavaScript: tests/js/broken.test.mjs;
// links to cases in a browser: tests/browser/links.test.mjs.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = (program, parameters, env = {}) => spawnSync(program, parameters, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status;

/** The tests of tests/fuzzing.rs that take as many runs as they are given, by their target. */
function native() {
  const text = readFileSync(join(root, "tests/fuzzing.rs"), "utf8");
  return Object.fromEntries([...text.matchAll(/fn (\w+)\(\) \{[^}]*?tried\(\s*"(\w+)"/g)].map(([, test, target]) => [target, test]));
}

const words = process.argv.slice(2);
const isNative = words[0] === "native" && Boolean(words.shift());
const amount = /^\d+$/.test(words[0] ?? "") ? words.shift() : undefined;
const targets = isNative ? Object.keys(native()) : readdirSync(join(root, "fuzz/fuzz_targets")).map((file) => file.replace(/\.rs$/, ""));
const wanted = words.length ? words : targets;
const unknown = wanted.filter((it) => !targets.includes(it));
if (unknown.length) {
  console.error(`没有 ${unknown.join("、")}；可用的是 targets: ${targets.join("、")}`);
  process.exit(1);
}

/** Where the tables begin with the files of the table check, the others have seeds of their own. */
const seeds = (target) => (["reader", "understanding"].includes(target) ? "tests/check/files" : `fuzz/seeds/${target}`);

/** One target with cargo-fuzz, for a while. */
function searched(target) {
  const corpus = `fuzz/corpus/${target}`;
  mkdirSync(join(root, corpus), { recursive: true });
  const limits = [`-max_total_time=${amount ?? 60}`, "-seed=14", "-timeout=60", "-print_final_stats=1"];
  return run("cargo", ["+nightly", "fuzz", "run", target, corpus, seeds(target), "--", ...limits]);
}

/** One target so many times, quick code with every check that a debug build has. */
function repeated(target) {
  const quick = ["opt-level=3", "lto=false", "codegen-units=16", "panic='unwind'", "debug-assertions=true", "overflow-checks=true"];
  const profile = quick.flatMap((it) => ["--config", `profile.release.${it}`]);
  const parameters = ["test", "--locked", "--release", "--target-dir", "target/fuzz", ...profile, "--test", "fuzzing", "--", "--nocapture", "--exact", native()[target]];
  return run("cargo", parameters, { FUZZ_RUNS: amount ?? "1000000" });
}

if (!isNative && spawnSync("cargo", ["+nightly", "fuzz", "--version"], { stdio: "ignore" }).status !== 0) {
  console.error("需要 nightly 编译器和 cargo-fuzz：rustup toolchain install nightly && cargo install cargo-fuzz --locked；没有就用 npm run fuzz -- native。 Needs both, or native.");
  process.exit(1);
}
let failed = 0;
for (const target of wanted) {
  console.log(`\n== ${target}`);
  if ((isNative ? repeated(target) : searched(target)) !== 0) failed++;
}
if (!words.length && run("node", ["--test", "tests/js/broken.test.mjs"], { FUZZ_RUNS: "6000" }) !== 0) failed++;
process.exitCode = failed ? 1 : 0;
