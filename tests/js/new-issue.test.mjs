// The two commands for the day on which the next issue comes out: docs/next-issue.md.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

/** An issue with two documents, in which the first grants something, and the text in which it is printed. */
function granting(folder, text, files = {}) {
  const document = (id, number) => `[[document]]\nid = "${id}"\nname = "${id}"\nshort = "试"\nnumber = "${number}"\ntitle = "试${id}的通知"\nissued = "2024-02-18"\npage = 3\n[[document.clause]]\nid = "落款"\npage = 3\n[[document.clause]]\nid = "一"\npage = 3\n`;
  mkdirSync(path.join(folder, "facts"));
  const fact =
    '[[fact]]\nkey = "grant"\nkind = "money"\nvalue = "15000"\ndocument = "虚甲"\nclause = "一"\nsubject = "补助"\nprinted = "补助1.5万元/户"\n';
  const all = {
    "documents.toml": document("虚甲", "泸市虚〔2024〕7号") + document("虚乙", "泸市虚〔2024〕8号"),
    "facts/grants.toml": fact,
    "prices.csv": "code,document,row,name,price\n111100002,虚乙,增36,院内会诊,25\n",
    ...files,
  };
  for (const [name, content] of Object.entries(all)) writeFileSync(path.join(folder, name), content);
  const file = path.join(folder, "gazette.txt");
  writeFileSync(file, text);
  return run("uncovered.mjs", folder, file);
}

const TEXT =
  "试虚甲的通知(泸市虚[2024]7号)(3)\n试虚甲的通知\n泸市虚[2024]7号\n2024年2月18日\n一、标题\n每户补助1.5\n万元/户，另发300元，不是11.5万元/户。\n" +
  "3.标题\n有效期五年。\n二、标题\n补助1.5万元/户\n试虚乙的通知\n泸市虚[2024]8号\n2024年2月18日\n补助1.5万元/户\n36 111100002 院内会诊 125 25 26\n";

test("the list names the numerals that no entry of their own clause covers, and no other", () => {
  temporary((folder) => {
    const listed = granting(folder, TEXT);
    assert.equal(listed.status, 1, listed.stderr);
    const numbers = listed.stdout.match(/【.*?】/g);
    assert.deepEqual(numbers, ["【300】", "【11.5】", "【五】", "【1.5】", "【1.5】", "【125】", "【26】"], listed.stdout);
    assert.match(listed.stdout, /^7：.*【300】元/m);
    assert.equal(run("uncovered.mjs", folder).status, 2);
  });
});

test("what is left out needs its reason, and words that leave nothing out are refused", () => {
  const left = (words, reason = 'reason = "试"\n') => ({ "left-out.toml": `[[left]]\n${reason}words = ${JSON.stringify(words)}\n` });
  const every = ["300元", "11.5万元", "有效期五年", "补助1.5万元/户", "院内会诊125", "26"];
  for (const [files, status, words] of [
    [left(every), 0, /不列 left out: 7　试/],
    [left(every.slice(1)), 1, /1 are unexplained/],
    [left([...every, "400元"]), 1, /“400元”没有盖住任何数字/],
    [left(every, ""), 1, /Each needs words and a reason/],
  ]) {
    temporary((folder) => {
      const { status: ended, stderr } = granting(folder, TEXT, files);
      assert.equal(ended, status, stderr);
      assert.match(stderr, words);
    });
  }
});

test("an entry under a clause that does not print it is refused", () => {
  temporary((folder) => {
    const { status, stderr } = granting(folder, TEXT.replace("一、标题", "三、标题"));
    assert.equal(status, 1);
    assert.match(stderr, /grant：虚甲 一 里没有印“补助1.5万元\/户”/);
  });
});

test("a document whose title the text does not have is told", () => {
  temporary((folder) => {
    const { status, stderr } = granting(folder, TEXT.replaceAll("试虚乙", "试虚丙"));
    assert.equal(status, 1);
    assert.match(stderr, /虚乙：正文里找不到/);
  });
});
