// What a call costs: `calculate` with its whole proof, against JSON.parse of the same outcome as a text, which is the
// least that any structured answer costs in JavaScript; and the same three rules in two rule engines beside it.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { calculate } from "luzhou-gazette";
import { median, table, undisturbed } from "./report.mjs";

const BATCHES = 400;
/** How long a batch takes, in ms: so short that most batches are not interrupted on a busy machine. */
const BATCH = 0.5;
const OPTIONS = { as_of: "2026-11-23" };

/** Each case: the answers, and the amount that every engine must find. */
const CASES = {
  "home-purchase-subsidy": {
    answers: {
      contract_date: "2024-02-29", price: 650000, group: ["veteran", "graduate"], graduation_date: "2020-06-30",
      central_urban_area: true, newly_built: true, home_order: "first",
    },
    amount: (outcome) => outcome.figures[0].value / 100,
  },
  "relocation-subsidy": {
    answers: { households: 3, district_standard: 12000 },
    amount: (outcome) => outcome.figures[1].value / 100,
  },
  "blood-donation-quota": {
    answers: { district: "all" },
    amount: (outcome) => outcome.figures[0].value,
  },
};

/** The engines to compare with, installed beside this file where they are not; nothing where that fails. */
async function peers() {
  const folder = fileURLToPath(new URL("peers", import.meta.url));
  try {
    if (!existsSync(`${folder}/node_modules`)) {
      execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
    }
    const { jsonRulesEngine, publicodes } = await import("./peers/rules.mjs");
    return { "json-rules-engine": jsonRulesEngine(), publicodes: publicodes() };
  } catch (error) {
    console.log(`(without the other engines: ${error.message.split("\n")[0]})`);
    return {};
  }
}

/** Microseconds of a call in a batch of so many. */
async function batch(call, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const answer = call();
    if (answer instanceof Promise) await answer;
  }
  return ((performance.now() - start) * 1000) / calls;
}

/** Warms a call up, and says how many fill a batch. */
async function warm(call) {
  let mean = 0;
  for (let i = 0; i < 20; i++) mean = await batch(call, 200);
  return Math.max(1, Math.round((BATCH * 1000) / mean));
}

/** Measures and prints a row for each case. */
export async function calls() {
  const engines = await peers();
  const rows = [["", "calculate", "JSON.parse", "ratio", "undisturbed", ...Object.keys(engines)]];
  for (const [name, { answers, amount }] of Object.entries(CASES)) {
    const outcome = calculate(name, answers, OPTIONS);
    const text = JSON.stringify(outcome);
    const all = [() => calculate(name, answers, OPTIONS), () => JSON.parse(text)];
    for (const engine of Object.values(engines)) {
      assert.equal(await engine[name](answers), amount(outcome), name);
      all.push(() => engine[name](answers));
    }
    const sizes = [];
    for (const call of all) sizes.push(await warm(call));
    const times = all.map(() => []);
    // In turn, so that a busy moment of the machine falls on each.
    for (let i = 0; i < BATCHES; i++) for (const [at, call] of all.entries()) times[at].push(await batch(call, sizes[at]));
    const [own, parse, ...others] = times.map(median);
    const [own10, parse10] = times.map(undisturbed);
    rows.push([name, own.toFixed(1), parse.toFixed(1), `${(own / parse).toFixed(2)}x`, `${(own10 / parse10).toFixed(2)}x`, ...others.map((it) => it.toFixed(1))]);
  }
  console.log(`\nA call in us, warm; medians of ${BATCHES} batches. The engines answer with a number alone.`);
  table(rows);
}
