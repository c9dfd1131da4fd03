// Everything in one classic script: the modules as bytes, handed over before anything else is done.

import { calculate, defineElement, startWith } from "luzhou-gazette";
import { checkTable, startWith as startCheckWith } from "luzhou-gazette/check";
import checkModule from "luzhou-gazette/luzhou-gazette-check_bg.wasm";
import module from "luzhou-gazette/luzhou-gazette_bg.wasm";

startCheckWith(checkModule);
startWith(module);
defineElement();
const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
document.querySelector("luzhou-calculator").answers = answers;
document.querySelector("output").textContent = calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text;
window.checkTable = checkTable;
