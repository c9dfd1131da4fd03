// Would a test notice? cargo-mutants puts one small fault after the other into the core and the baking, and each must turn a Rust
// test red: `npm run mutants -- [--module NAME]… [--shard K/N] [--list]`. What stays alive must stand in docs/mutants.md with its reason.
// `--quick` tries always the same few of every group, with what the tests have compiled already.
//
// A copy of the sources is changed (target/mutants/tree), never the sources. Two rounds, as most faults are found by few tests: the first
// asks the tests that are nearest to a module, the second asks every test about what the first left alive.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const VERSION = "27.1.0";
const root = fileURLToPath(new URL("..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const place = join(target, "mutants");
const tree = join(place, "tree");
/** One in so many is tried by `--quick`, chosen by its words: an edit elsewhere chooses no other. */
const QUICK = 500;
const isQuick = (key) => Number.parseInt(createHash("sha256").update(key).digest("hex").slice(0, 8), 16) % QUICK === 0;
const program = join(target, "tools/bin/cargo-mutants");
const LIST = "docs/mutants.md";

/** What is asked first about a module's mutants, and what about those that are left. */
const targets = (...names) => ["--lib", ...names.flatMap((name) => ["--test", name])];
const NEXT = ["--test-package", "luzhou-gazette-next-issue"];
const CORE = { package: "luzhou-gazette", last: [[["--tests"], []], [["--doc"], []], [["--tests"], NEXT]] };
const BAKE = { package: "luzhou-gazette-bake", first: ["--tests"], last: [[["--tests"], ["--test-package", "luzhou-gazette"]]] };
const GROUPS = [
  { ...CORE, name: "rest", files: /^src\/(?!search|table)/, first: targets("cases", "laws") },
  { ...CORE, name: "search", files: /^src\/search\//, first: targets("search", "everything") },
  { ...BAKE, name: "bake", files: /^crates\/bake\// },
  { ...CORE, name: "table", files: /^src\/table\//, first: [...targets("check"), "--", "--skip", "laws::"] },
];

function stop(...sentences) {
  console.error(`\n✗ ${sentences.join(" ")}`);
  process.exit(1);
}

/** The module that a file belongs to: `src/form/check.rs` to `form`. */
function moduleOf(file) {
  const [first, second] = file.split("/");
  return first === "crates" ? second : second.replace(/\.rs$/, "");
}

const { values } = parseArgs({
  options: {
    module: { type: "string", multiple: true },
    shard: { type: "string" },
    list: { type: "boolean" },
    quick: { type: "boolean" },
  },
});
if (values.shard && !/^\d+\/\d+$/.test(values.shard)) stop(`--shard ${values.shard}：请写作 0/40。 Write it as 0/40.`);


if (!existsSync(program)) {
  console.log("· 编译 compiling cargo-mutants");
  // Not optimised: it compiles in a third of the time, and the time of a run is the compiler's and the tests'.
  const words = ["install", "cargo-mutants", "--version", VERSION, "--debug", "--locked", "--quiet", "--root", join(target, "tools")];
  if (spawnSync("cargo", words, { stdio: "inherit" }).status) stop("需要联网下载源码编译。", "It needs the network.");
}

/** Brings the copy up to the sources. A file that is the same keeps its time, so that cargo builds only what changed. */
function copy() {
  const git = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", ":!pkg", ":!docs/screenshots", ":!tests/packages", ":!tests/browser"];
  const known = spawnSync("git", git, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (known.status) stop("需要 git。", "The files are listed by git.");
  const files = new Set(known.stdout.split("\0").filter((file) => file && existsSync(join(root, file))));
  for (const file of files) {
    const [from, to] = [join(root, file), join(tree, file)];
    const content = readFileSync(from);
    if (existsSync(to) && readFileSync(to).equals(content)) continue;
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, content);
  }
  // What a fault left behind (a snapshot that was offered, a random case that failed) would speak in the next run.
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(tree, path);
    if (entry.isFile() && !files.has(name) && !/^(target|node_modules)\//.test(name)) rmSync(path);
  }
  const modules = join(tree, "node_modules");
  if (!lstatSync(modules, { throwIfNoEntry: false })) symlinkSync(join(root, "node_modules"), modules);
}

const env = {
  ...process.env,
  CARGO_TARGET_DIR: values.quick ? target : join(place, "target"),
  // A random case that fails is enough; its smallest form takes minutes. The cases are the same for every mutant.
  PROPTEST_MAX_SHRINK_ITERS: "0",
  PROPTEST_RNG_SEED: "14",
  INSTA_UPDATE: "no",
};
/** The first round tries fewer random cases, as the second tries all. */
const FEW = { PROPTEST_CASES: "16" };
const profile = values.quick ? [] : ["--profile=mutants"];

function mutants(words, { stdio = "pipe", more = {} } = {}) {
  const options = { cwd: tree, env: { ...env, ...more }, stdio, encoding: "utf8", maxBuffer: 1 << 28 };
  return spawnSync(program, ["mutants", "--in-place", "--colors=never", ...words], options);
}

/** Refuses where a test fails without any fault: each mutant would seem to be found. It compiles what the mutants differ from besides. */
function baseline(group) {
  const words = ["test", "--quiet", "--locked", ...profile, "-p", group.package, ...group.first];
  const { status } = spawnSync("cargo", words, { cwd: tree, env: { ...env, ...FEW }, stdio: ["ignore", "ignore", "inherit"] });
  if (status) stop("没有变异时测试已失败。", `Without a mutant a test fails: cargo ${words.join(" ")}`);
}

/** Every mutant that there is of a group, with the key by which the list knows it: file, line of the source, change. */
function listed(group) {
  const out = mutants(["--list", "--json", "-p", group.package]);
  if (out.status) stop(out.stderr);
  const seen = new Map();
  return JSON.parse(out.stdout)
    .filter((it) => group.files.test(it.file))
    .map((it) => {
      const { line } = it.span.start;
      const source = readFileSync(join(tree, it.file), "utf8").split("\n")[line - 1].trim();
      const change = it.name.replace(/^[^ ]+ /, "");
      const key = `${it.file} \`${source}\`: ${change}`;
      const times = (seen.get(`${key}${line}`) ?? 0) + 1;
      seen.set(`${key}${line}`, times);
      return { name: it.name, file: it.file, key: times > 1 ? `${key} (${times})` : key };
    });
}

/** Runs mutants and gives what became of each, by name. The seconds are a limit against endless loops only. */
function round(group, label, filters, { tests, extra = [], more = {} }) {
  const output = join(place, `${group.name}-${label}`);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const limits = ["--baseline=skip", "--timeout=300", "--build-timeout=900", "--no-shuffle"];
  const words = ["-p", group.package, ...filters, ...extra, ...limits, ...profile, "-o", output, "--", "--locked", ...tests];
  const { status } = mutants(words, { stdio: "inherit", more });
  // 0 all found, 2 some alive, 3 some in an endless loop; else it could not run.
  if (![0, 2, 3].includes(status)) stop(`cargo-mutants: ${status}`);
  const outcomes = join(output, "mutants.out/outcomes.json");
  if (!existsSync(outcomes)) return new Map();
  const all = JSON.parse(readFileSync(outcomes, "utf8")).outcomes;
  return new Map(all.filter((it) => it.scenario.Mutant).map((it) => [it.scenario.Mutant.name, it.summary]));
}

const filesOf = (names) => [...new Set(names.map((name) => name.split(":")[0]))].flatMap((file) => ["-f", file]);
/** Just these; their files too, as mutants of one kind ("delete field") come whatever is asked for by name. */
const named = (names) => [...filesOf(names), ...names.flatMap((name) => ["-F", exactly(name)])];
const exactly = (name) => `^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;

function examine(group) {
  const every = listed(group);
  // Mutants of this kind come with their file whatever is asked for by name: too many where few are wanted.
  const fields = new Set(every.filter((it) => it.name.includes(": delete field ")).map((it) => it.file));
  const inQuick = (it) => !fields.has(it.file) && isQuick(it.key);
  const wanted = (it) => (!values.module || values.module.includes(moduleOf(it.file))) && (!values.quick || inQuick(it));
  const all = every.filter(wanted);
  if (!all.length) return [];
  if (values.list) return all;
  const shard = values.shard ? ["--shard", values.shard, "--sharding=round-robin"] : [];
  const chosen = values.quick ? named(all.map((it) => it.name)) : filesOf(all.map((it) => it.name));
  console.log(`\n== ${group.name}: ${all.length}${values.shard ? `, ${values.shard}` : ""}`);
  baseline(group);
  const became = round(group, "first", [...chosen, ...shard], { tests: group.first, more: FEW });
  group.last.forEach(([tests, extra], at) => {
    const left = all.filter((it) => became.get(it.name) === "MissedMutant" && !known.has(it.key)).map((it) => it.name);
    if (!left.length) return;
    console.log(`\n== ${group.name}: ${left.length} 个再用全部测试 asked of every test (${tests})`);
    const again = round(group, `last-${at}`, named(left), { tests, extra });
    // It compiled before: what does not now is the core, baked with the fault, and that is noticed.
    const noticed = (it) => (it === "Unviable" ? "CaughtMutant" : it);
    for (const name of left) became.set(name, noticed(again.get(name) ?? "MissedMutant"));
  });
  return all.filter((it) => became.has(it.name)).map((it) => ({ ...it, became: became.get(it.name) }));
}

/** The accepted survivors: "* `file` `line of the source`: change", and below it the reason. */
function accepted() {
  const text = existsSync(join(root, LIST)) ? readFileSync(join(root, LIST), "utf8") : "";
  return new Set([...text.matchAll(/^\* (\S+\.rs `.*`: .*)\n {2}\S/gm)].map(([, key]) => key));
}

const known = accepted();
mkdirSync(tree, { recursive: true });
copy();
const begun = Date.now();
const results = GROUPS.flatMap(examine);
if (values.list) {
  process.stdout.write(results.map(({ name }) => `${name}\n`).join(""), () => process.exit(0));
  await new Promise(() => {});
}
const rows = new Map();
for (const { file, became } of results) {
  const row = rows.get(moduleOf(file)) ?? { killed: 0, timeout: 0, alive: 0, unviable: 0 };
  row[{ CaughtMutant: "killed", Timeout: "timeout", MissedMutant: "alive", Unviable: "unviable" }[became] ?? "alive"]++;
  rows.set(moduleOf(file), row);
}
const total = { killed: 0, timeout: 0, alive: 0, unviable: 0 };
for (const row of rows.values()) for (const name in total) total[name] += row[name];
const share = ({ killed, timeout, alive }) => (killed + timeout + alive ? `${((100 * (killed + timeout)) / (killed + timeout + alive)).toFixed(1)} %` : "");
const print = (name, row) => console.log(`| ${name} | ${row.killed} | ${row.timeout} | ${row.alive} | ${row.unviable} | ${share(row)} |`);
console.log(`\n| 模块 module | 发现 killed | 超时 timeout | 未发现 alive | 不能编译 unviable | 比例 score |\n| --- | --- | --- | --- | --- | --- |`);
for (const [name, row] of [...rows].sort()) print(name, row);
print("合计 total", total);
console.log(`\n${Math.round((Date.now() - begun) / 1000)} s, ${availableParallelism()} cores`);

const alive = results.filter((it) => it.became === "MissedMutant");
for (const { key } of alive.filter((it) => known.has(it.key))) console.log(`已说明 listed: ${key}`);
const unknown = alive.filter((it) => !known.has(it.key));
for (const { key, name } of unknown) console.log(`✗ ${name.match(/:\d+:\d+/)[0].slice(1)} ${key}`);
if (unknown.length) stop(`${unknown.length} 个未被测试发现，也不在 ${LIST} 中。`, "Write the test that finds it, or list it with its reason.");
