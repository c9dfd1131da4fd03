// Links to cases at random, the same each time (`target/links.jsonl`, left by `cargo test --test fuzzing`), as the address of a page: the
// element reads them as the core does, and none breaks it. FUZZ_RUNS says how many are broken further, FUZZ_SEED from which beginning.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { calculate, calculators } from "luzhou-gazette";
import { startCity } from "./city.mjs";

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);
const SEED = Number(process.env.FUZZ_SEED ?? 14);

const lines = (await readFile(new URL("../../target/links.jsonl", import.meta.url), "utf8").catch(() => "")).split("\n").filter(Boolean).map((it) => JSON.parse(it));
const keys = new Map(calculators().map(({ name, fields }) => [name, fields.map(({ key }) => key)]));
const city = startCity({ "/host.html": '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><script src="luzhou-gazette.js"></script>' });

const on = (act) => city.visit(`${city.bare.url}/host.html`, () => {}, act);

/** What an element shows that finds each link in the address: its outcome, or its error. */
const shown = (page, all) =>
  page.evaluate(async (all) => {
    const found = [];
    for (const { link, name, as_of, historical } of all) {
      location.hash = `#${link}`;
      const it = document.createElement("luzhou-calculator");
      it.setAttribute("name", name);
      it.setAttribute("as-of", as_of);
      if (historical) it.setAttribute("historical", "");
      document.body.append(it);
      const outcome = await it.calculate().catch(({ code, message }) => ({ code, message }));
      const { answers } = it;
      const text = it.shadowRoot.textContent;
      const odd = [...it.shadowRoot.querySelectorAll("img, script, iframe, object, embed")].map((it) => it.outerHTML);
      found.push({ outcome, answers, odd, text: /undefined|\[object|NaN元/.exec(text)?.[0] });
      it.remove();
    }
    return found;
  }, all);

test("an element answers a link as the core does, where the form takes all of it", async () => {
  assert.ok(lines.length >= 1000, "run `cargo test --test fuzzing` first");
  const told = lines.filter(({ calculator, answers, outcome, name }) => outcome && !name.includes("#") && Object.keys(answers).every((key) => keys.get(calculator)?.includes(key)));
  const some = told.filter((_, at) => at % 3 === 0);
  assert.ok(some.length >= 100, String(some.length));
  await on(async (page) => {
    const found = await shown(page, some.map(({ name, calculator, options }) => ({ link: name.trim(), name: calculator, ...options })));
    let same = 0;
    for (const [at, { outcome, answers, odd, text }] of found.entries()) {
      const { name, calculator, options, outcome: expected } = some[at];
      assert.deepEqual([odd, text], [[], undefined], name);
      same += Number(JSON.stringify(outcome) === JSON.stringify(expected));
      // A form fills in some answers itself: then the element answers those that it shows.
      if (!outcome.message) assert.equal(JSON.stringify(outcome), JSON.stringify(calculate(calculator, answers, options)), name);
    }
    assert.ok(same > some.length * 0.6, `${same} of ${some.length}`);
  });
});

test(`${RUNS} broken links open their calculator, and what they say stays text`, async () => {
  let state = SEED;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % limit;
  };
  const pieces = ["%", "%00", "%E4", "&", "=", "?", "#", "[{", "}]", "__proto__", "<img src=x onerror=hurt=1>", "%3Cscript%3Ehurt=1%3C/script%3E", '"', "\\", "９", "null", "{}"];
  const broken = Array.from({ length: RUNS }, () => {
    const { name: link, calculator } = lines[below(lines.length)];
    const [name, query = ""] = link.trim().split("?");
    const at = below(query.length + 1);
    const own = keys.has(calculator) ? name : [...keys.keys()][below(keys.size)];
    return { link: `${own}?${query.slice(0, at)}${pieces[below(pieces.length)]}${query.slice(at + below(12))}`, name: own, as_of: "2024-06-01", historical: below(4) === 0 };
  });
  await on(async (page) => {
    const found = await shown(page, broken);
    for (const [at, { outcome, odd, text }] of found.entries()) {
      assert.deepEqual([odd, text], [[], undefined], broken[at].link);
      assert.ok(outcome.calculator === broken[at].name || outcome.message, `${broken[at].link}: ${JSON.stringify(outcome).slice(0, 200)}`);
    }
    const answered = found.filter(({ outcome }) => outcome.verdict).length;
    assert.ok(answered > RUNS / 10 && answered < RUNS, `${answered} answered`);
    assert.equal(await page.evaluate(() => window.hurt), undefined);
  });
});
