// Ten tasks as new users try them, at 360 px: how many taps and keys they take and how far one scrolls, beside the first
// version of the page. `TEN_TASKS=write` writes the table into docs/ten-tasks.md.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SHOWN, startCity } from "./city.mjs";
import { Person } from "./person.mjs";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const city = startCity();

/** A control of the form that is shown. @param {string} it */
const field = (it) => `${SHOWN} ${it}`;
const radio = (key, value) => field(`label:has(input[name=f-${key}][value="${value}"])`);
const box = (value) => field(`label:has(input[type=checkbox][value=${value}])`);
const group = (words) => `.groups summary:has-text("${words}")`;
const link = (name) => `#home a[href="#${name}"]`;

/** Each task: its name, what the first version took (nothing where it led nowhere or was not counted), and how it is done. */
const TASKS = [
  ["退役军人买房 A veteran's home", [9, 16, 1.4], async (me) => {
    await me.open(link("home-purchase-subsidy"));
    await me.tap(field("#f-contract_date"));
    await me.type("20240210");
    await me.tap(field("#f-price"));
    await me.type("850000");
    await me.tap(box("veteran"));
    await me.tap(radio("central_urban_area", "true"));
    await me.tap(radio("newly_built", "true"));
    await me.tap(radio("home_order", "first"));
    await me.see(/17,000 元/);
  }],
  ["孩子的中药熏洗 A child's 熏洗", [8, 23, undefined], async (me) => {
    await me.open(link("medical-fee"));
    await me.tap(radio("tier", "3A"));
    await me.tap(field("#f-service_date"));
    await me.type("20250501");
    await me.tap(field("#f-lines-1-code"));
    await me.type("zyxx");
    await me.tap(field(".find"));
    await me.tap(field("#f-age"));
    await me.type("6");
    await me.see(/\d 元/);
  }],
  ["不知道编码的核磁共振 An MRI without its code", [6, 3, 1.1], async (me) => {
    await me.open(link("medical-fee"));
    await me.tap(radio("tier", "3A"));
    await me.tap(field("#f-lines-1-code"));
    await me.type("hc");
    await me.tap(field(".find"));
    await me.see(/\d 元/);
  }],
  ["一户避险搬迁 A household leaving a hazard area", [6, 0, 0.6], async (me) => {
    await me.open(link("relocation-subsidy"));
    await me.choose(field("#f-district"), "gulin");
    await me.tap(radio("resettlement", "dispersed"));
    await me.see(/27,000 元/);
  }],
  ["献血计划 The blood plan", [2, 0, 4.2], async (me) => {
    await me.open(group("政府部门"), link("blood-donation-quota"));
    await me.see(/31,100 人次/);
  }],
  ["举报邻居违建 A neighbour's report", undefined, async (me) => {
    await me.open(group("医院、企业和单位"), link("illegal-construction-deadlines"));
    await me.choose(field("#f-situation"), "report");
    await me.tap(radio("finder", "other"));
    await me.tap(radio("state", "completed"));
    await me.see(/./);
  }],
  ["农民烧秸秆 A farmer's fire", [9, 20, 2.4], async (me) => {
    await me.open(link("forest-fire-season"));
    await me.tap(field("#f-date"));
    await me.type("20240301");
    await me.choose(field("#f-activity"), "land_burning");
    await me.tap(radio("ban", "false"));
    await me.tap(radio("zone", "true"));
    await me.see(/不可以|12119/);
  }],
  ["六行的账单 A bill of six lines", [15, 90, 12.5], async (me) => {
    await me.open(link("medical-fee"));
    await me.tap(radio("tier", "3A"));
    await me.tap(field("#f-service_date"));
    await me.type("20240601");
    const rows = [["cgz", "210200001-3"], ["DR", "210102015", "2"], ["ynhz", "111100002"], ["cc", "220301001-3"], ["bnp", "250306012"], ["byc", "330604007"]];
    for (const [at, [typed, code, quantity]] of rows.entries()) {
      const id = `#f-lines-${at + 1}`;
      // Enter leads from one row to the next.
      if (at === 0) await me.tap(field(`${id}-code`));
      else await me.press("Enter");
      await me.type(typed);
      await me.tap(field(`.find:has(.find-code:text-matches("^${code}( |$)"))`));
      if (!quantity) continue;
      await me.tap(field(`${id}-quantity`));
      await me.type(quantity);
      await me.tap(field(`${id}-parts`));
      await me.type("1");
    }
    await me.see(/1,122\.60 元/);
  }],
  ["文件是否有效 A document's validity", [5, 0, 1.1], async (me) => {
    await me.open(".state summary", "#home a[href='#policy-validity?document=prices_trial']");
    await me.see(/已/);
  }],
  ["公交车队 A bus fleet", [4, 0, 1.5], async (me) => {
    await me.open(group("医院、企业和单位"), link("fleet-purchase"));
    await me.tap(radio("vehicle", "bus_taxi"));
    await me.see(/./);
  }],
];

/** The page, with the bill as it is reached at last, is at most so many screens high. */
const MOST_SCREENS = 5;

const told = fileURLToPath(new URL("../../docs/ten-tasks.md", import.meta.url));
const rows = [];
const shown = (counts) => (counts ? counts.map((count) => count ?? "–").join(" · ") : "led nowhere");

for (const [name, old, act] of TASKS) {
  test(name, async () => {
    await city.at("", async (page) => {
      const me = new Person(page);
      await act(me);
      const now = [me.taps, me.keys, me.screens];
      for (const [at, before] of (old ?? []).entries()) {
        if (before !== undefined) assert.ok(now[at] <= before, `${shown(now)} beside ${shown(old)}`);
      }
      const high = (await page.evaluate(() => document.documentElement.scrollHeight)) / PHONE.viewport.height;
      assert.ok(high <= MOST_SCREENS, `${high} screens`);
      rows.push(`| ${name} | ${shown(old)} | ${shown(now)} | ${high.toFixed(1)} |`);
    }, PHONE);
  });
}

after(async () => {
  if (rows.length < TASKS.length) return;
  const text = `# Ten tasks at 360 px

Taps, keys and screens scrolled from the home screen to the answer, as \`tests/browser/ten-tasks.test.mjs\` counts them in
Chromium (360 × 740 px): a list that opens takes two taps, the bar's tap to the answer counts, what the page scrolls by
itself does not. Once the last question is answered, the answer's first line is in view without scrolling, in the result or
in the bar. \`TEN_TASKS=write node --test tests/browser/ten-tasks.test.mjs\` writes this page.

| Task | The first version | Now | Screens of the whole page |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
  if (process.env.TEN_TASKS === "write") await writeFile(told, text);
  const taps = (it) => it.match(/^\|.*\|$/gm)?.map((row) => row.replace(/ · [\d.]+ \| [\d.]+ \|$/, ""));
  assert.deepEqual(taps(await readFile(told, "utf8")), taps(text), "docs/ten-tasks.md tells other counts");
});
