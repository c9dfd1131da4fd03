// The two commands for the day on which the next issue comes out: docs/next-issue.md.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(script, ...words) {
  return spawnSync(process.execPath, [path.join(root, "tools", script), ...words], { encoding: "utf8" });
}

function temporary(use) {
  const folder = mkdtempSync(path.join(tmpdir(), "issue-"));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the folder of a new issue is made once, and names the issue", () => {
  temporary((data) => {
    const made = run("new-issue.mjs", "2024-02", "60", data);
    assert.equal(made.status, 0, made.stderr);
    const folder = path.join(data, "2024-02");
    assert.deepEqual(readdirSync(folder).sort(), ["decisions", "documents.toml", "facts", "issue.toml"]);
    const head = readFileSync(path.join(folder, "issue.toml"), "utf8");
    for (const line of ["year = 2024", "number = 2", "total = 60", 'date = "2024-02"']) {
      assert.ok(head.includes(`${line}`), head);
    }
    assert.equal(run("new-issue.mjs", "2024-02", "60", data).status, 1);
    for (const words of [[], ["2024-2", "60"], ["2024-02"], ["2024-02", "sixty"]]) {
      assert.equal(run("new-issue.mjs", ...words, ...(words.length === 2 ? [data] : [])).status, 2);
    }
  });
});

test("the list names the numbers that no entry covers, and no other", () => {
  temporary((folder) => {
    writeFileSync(
      path.join(folder, "facts.toml"),
      'printed = "补助1.5万元/户"\nnumber = "泸市虚〔2024〕7号"\nfrom = "2024-02-18"\n',
    );
    writeFileSync(path.join(folder, "prices.csv"), "code,row,name,price\n111100002,增36,院内会诊,25\n");
    const text = path.join(folder, "gazette.txt");
    writeFileSync(
      text,
      "泸市虚[2024]7号\n每户补助1.5\n万元/户，另发300元，不是11.5万元/户。\n2024年2月18日起施行，有效期五年。\n" +
        "3.标题\n36 111100002 院内会诊 25 26\n",
    );
    const listed = run("uncovered.mjs", folder, text);
    assert.equal(listed.status, 0, listed.stderr);
    const numbers = listed.stdout.match(/【.*?】/g);
    assert.deepEqual(numbers, ["【300】", "【11.5】", "【五】", "【26】"], listed.stdout);
    assert.match(listed.stdout, /^3：.*【300】元/m);
    assert.equal(run("uncovered.mjs", folder).status, 2);
  });
});

test("a figure that is taken out of the real data is missed in the gazette's words", () => {
  temporary((folder) => {
    cpSync(path.join(root, "data/2024-01"), folder, { recursive: true });
    const text = path.join(folder, "gazette.txt");
    writeFileSync(text, "市级财政按照1.5万元/户的标准补助，区（县）补助不得低于1.2万元/户。\n");
    const count = () => (run("uncovered.mjs", folder, text).stdout.match(/【/g) ?? []).length;
    const before = count();
    const file = path.join(folder, "facts/relocation.toml");
    const facts = readFileSync(file, "utf8");
    writeFileSync(file, facts.replaceAll('printed = "1.5万元/户"', 'printed = "市级"'));
    assert.equal(count(), before + 1);
  });
});
