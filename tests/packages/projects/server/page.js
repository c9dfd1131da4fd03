// A page's module as a server bundles it with the package inside; with an argument the functions answer too.

import "luzhou-gazette/element";
import "luzhou-gazette/check";
import { calculate, ready } from "luzhou-gazette";

console.log("rendered");
if (process.argv[2]) {
  await ready();
  const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
  console.log(calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text);
}
