// An ES module in Node: the functions may be called at once.

import { calculate } from "luzhou-gazette";
import { checkTable } from "luzhou-gazette/check";
import facts from "luzhou-gazette/data/facts.json" with { type: "json" };

const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };
const { rows } = await checkTable("项目编码,项目名称,单价\n111100002,院内会诊,26\n", { kind: "list", tier: "3A", day: "2024-06-01" });
console.log(calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }).figures[0].text, rows.at(-1).verdict, facts.rows.length > 100);
