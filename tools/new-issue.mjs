// Makes the empty folder of the next issue: npm run new-issue -- 2024-02 60
// The two arguments are the year and number of the issue, and its number in all (总第几期), both from its first page.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const [issue, total, data = fileURLToPath(new URL("../data", import.meta.url))] = process.argv.slice(2);
const match = /^(\d{4})-(\d{2})$/.exec(issue ?? "");
if (!match || !/^[1-9]\d*$/.test(total ?? "")) {
  console.error("用法：npm run new-issue -- 2024-02 60\n（年份-期号，总第几期：都照公报的第一页填。 Year and number, number in all.）");
  process.exit(2);
}
const [year, number] = [Number(match[1]), Number(match[2])];
const folder = path.join(data, issue);
if (existsSync(folder)) {
  console.error(`已经有 ${folder}。 The folder is there already.`);
  process.exit(1);
}

const files = {
  "issue.toml": `# The issue as its own first page names it.
year = ${year}
number = ${number}
total = ${total}
date = "${issue}" # the month that it bears
`,
  "documents.toml": `# The documents of the issue, in the order of its table of contents, and an outline of their clauses.
# data/2024-01/documents.toml says how; docs/next-issue.md says what a document can do to an earlier one.
#
# [[document]]
# id = "办规2"                    # the short name that the other files cite, once over all issues
# name = "example"                # its stable name for programs
# short = "…"
# gist = "…"
# number = "泸市府办规[${year}]2号"
# title = "…"
# issuer = "…"
# issued = "${issue}-01"
# page = 1
# last_page = 1
#
# [[document.clause]]
# id = "落款"
# page = 1
# gist = "…"
`,
};
mkdirSync(path.join(folder, "facts"), { recursive: true });
mkdirSync(path.join(folder, "decisions"));
for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
console.log(`已建立 ${folder}。下一步见 docs/next-issue.md。 Made; docs/next-issue.md goes on from here.`);
