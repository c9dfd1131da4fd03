// A page that runs every case of tests/cases/ through the built module and keeps what differs from the native run.

import { readFile } from "node:fs/promises";
import { SERVED_POLICY, pkg, serve } from "./helpers.mjs";

const PAGE = '<!doctype html><meta charset="utf-8"><script type="module" src="use.js"></script>';
const USE = `
import { InputError, calculate, ready } from "./luzhou-gazette-module.js";
import text from "./cases.js";

function told({ calculator, answers, options }) {
  try {
    return '"outcome":' + JSON.stringify(calculate(calculator, answers, options)) + "}";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, field, message } = error;
    return '"error":' + JSON.stringify({ code, field, message }) + "}";
  }
}

await ready();
const lines = text.split("\\n").filter(Boolean);
const different = [];
for (const line of lines) {
  const record = JSON.parse(line);
  const end = told(record);
  if (!line.endsWith(end)) different.push({ calculator: record.calculator, name: record.name, line, end });
}
window.result = { count: lines.length, different };
`;

/** Serves the page; `window.result` has the count of cases and what differs. */
export async function serveCases() {
  const text = await readFile(new URL("../../target/cases.jsonl", import.meta.url), "utf8").catch(() => "");
  const cases = `export default ${JSON.stringify(text)};`;
  const headers = { "content-security-policy": SERVED_POLICY };
  const server = await serve(pkg, { files: { "/page.html": { body: PAGE, headers }, "/use.js": USE, "/cases.js": cases } });
  return { url: `${server.url}/page.html`, close: server.close };
}
