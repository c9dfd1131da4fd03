// The table check's module in Node: importing it must neither throw nor keep the process alive.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the package's entry is imported in Node, and the process ends by itself", async () => {
  const script = 'import("luzhou-gazette/check").then(() => console.log("imported"))';
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: root, timeout: 20_000 });
  assert.equal(stdout, "imported\n");
});
