// Looks for faults in each target for a while, one after the other, from the same beginning: `npm run fuzz -- [SECONDS] [TARGET…]`.
// What fails is left in fuzz/artifacts/. The reader of workbooks and the saved sheets are JavaScript: tests/js/broken.test.mjs.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const targets = readdirSync(join(root, "fuzz/fuzz_targets")).map((file) => file.replace(/\.rs$/, ""));

/** Where the tables begin with the files of the table check, the others have seeds of their own. */
const seeds = (target) => (["reader", "understanding"].includes(target) ? "tests/check/files" : `fuzz/seeds/${target}`);

const words = process.argv.slice(2);
const seconds = /^\d+$/.test(words[0] ?? "") ? words.shift() : "60";
const wanted = words.length ? words : targets;
const unknown = wanted.filter((it) => !targets.includes(it));
if (unknown.length) {
  console.error(`没有 ${unknown.join("、")}；可用的是 targets: ${targets.join("、")}`);
  process.exit(1);
}
const run = (program, parameters, env = {}) => spawnSync(program, parameters, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } }).status;
if (spawnSync("cargo", ["+nightly", "fuzz", "--version"], { stdio: "ignore" }).status !== 0) {
  console.error("需要 nightly 编译器和 cargo-fuzz：rustup toolchain install nightly && cargo install cargo-fuzz --locked。 Needs both.");
  process.exit(1);
}
let failed = 0;
for (const target of wanted) {
  console.log(`\n== ${target}`);
  const corpus = `fuzz/corpus/${target}`;
  mkdirSync(join(root, corpus), { recursive: true });
  const limits = [`-max_total_time=${seconds}`, "-seed=14", "-timeout=60", "-print_final_stats=1"];
  if (run("cargo", ["+nightly", "fuzz", "run", target, corpus, seeds(target), "--", ...limits]) !== 0) failed++;
}
if (!words.length && run("node", ["--test", "tests/js/broken.test.mjs"], { FUZZ_RUNS: "6000" }) !== 0) failed++;
process.exitCode = failed ? 1 : 0;
