// What a framework does on a server: it imports whatever a page imports, renders, and must end by itself. As the last, the
// functions answer.

import { readFileSync } from "node:fs";

const { exports } = JSON.parse(readFileSync(new URL(import.meta.resolve("luzhou-gazette/package.json"))));
const scripts = Object.keys(exports).filter((name) => /\.m?js$/.test(exports[name].default ?? ""));
for (const name of scripts) await import(name.replace(".", "luzhou-gazette"));
const { calculate, defineElement, ready } = await import("luzhou-gazette/element");
await ready();
defineElement();
const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
console.log(calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text, scripts.length);
