// A worker of the host's that imports all that has functions; there is no document.

import { calculate, ready } from "luzhou-gazette/element";
import { checkTable } from "luzhou-gazette/check";

onmessage = async ({ data }) => {
  await ready();
  const { rows } = await checkTable("项目编码,项目名称,单价\n111100002,院内会诊,26\n", { kind: "list", tier: "3A", day: "2024-06-01" });
  postMessage(`${calculate("home-purchase-subsidy", data, { as_of: "2024-03-01" }).figures[0].text} ${rows.at(-1).verdict}`);
};
