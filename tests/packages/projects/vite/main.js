// Element, functions and the table check in one bundle; the functions answer into the page.

import "luzhou-gazette/element";
import { calculate, ready } from "luzhou-gazette";
import { checkTable } from "luzhou-gazette/check";

const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
await ready();
document.querySelector("luzhou-calculator").answers = answers;
document.querySelector("output").textContent = calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text;
// For whoever has the bytes of a table.
window.checkTable = checkTable;
