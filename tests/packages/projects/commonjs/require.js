// CommonJS where Node can require an ES module: 20.19, 22.12 or later.

const { calculate } = require("luzhou-gazette");

const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
console.log(calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text);
