// @vitest-environment jsdom

import "luzhou-gazette/element";
import { calculate } from "luzhou-gazette";
import "luzhou-gazette/check";
import { expect, test } from "vitest";

const answers = { contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" };

test("the element answers in jsdom as it does in a browser", async () => {
  const element = document.createElement("luzhou-calculator");
  element.name = "home-purchase-subsidy";
  element.asOf = "2024-03-01";
  document.body.append(element);
  const outcome = await element.calculate(answers);
  expect(outcome.figures[0].text).toBe("17,000 元");
  expect(outcome).toEqual(calculate("home-purchase-subsidy", answers, { as_of: "2024-03-01" }));
  expect(element.shadowRoot.textContent).toContain("17,000 元");
});

test("the check mounts", async () => {
  const element = document.createElement("luzhou-price-check");
  const mounted = new Promise((resolve, reject) => {
    element.addEventListener("luzhou-ready", resolve);
    element.addEventListener("luzhou-error", ({ detail }) => reject(new Error(detail.message)));
  });
  document.body.append(element);
  await mounted;
  expect(element.shadowRoot.querySelector("input[type=file]")).not.toBeNull();
});
