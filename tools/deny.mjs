// Runs cargo-deny by deny.toml, where it is installed: `npm run deny`, `npm run deny -- advisories`. It compiles in two to four minutes, so that
// `npm test` leaves it out: tests/js/dependencies.test.mjs holds the same lists.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
if (spawnSync("cargo", ["deny", "--version"], { stdio: "ignore" }).status !== 0) {
  console.error("需要 cargo-deny：cargo install cargo-deny --locked。 It must be installed.");
  process.exit(1);
}
const words = process.argv.slice(2);
const what = words.length ? words : ["licenses", "bans", "sources"];
process.exitCode = spawnSync("cargo", ["deny", "--locked", "--workspace", "check", ...what], { cwd: root, stdio: "inherit" }).status ?? 1;
