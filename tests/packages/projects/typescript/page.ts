// A page with both elements; compiled, not run.

import { ready, type LuzhouCalculatorElement, type Outcome } from "luzhou-gazette/element";
import { checkTable, type LuzhouPriceCheckElement } from "luzhou-gazette/check";
import "luzhou-gazette/luzhou-gazette.css";
import module from "luzhou-gazette/luzhou-gazette-check_bg.wasm";

await ready();
const calculator: LuzhouCalculatorElement = document.createElement("luzhou-calculator");
calculator.name = "home-purchase-subsidy";
calculator.addEventListener("luzhou-result", ({ detail }) => void detail.figures[0]?.value?.toFixed(0));
export const outcome: Outcome = await calculator.calculate({ price: 850000 });
const check: LuzhouPriceCheckElement = document.createElement("luzhou-price-check");
check.tier = "3A";
check.addEventListener("luzhou-result", ({ detail }) => void detail.counts.equal.toFixed(0));
check.addEventListener("luzhou-error", ({ detail }) => void (detail.code === "attribute"));
export const checked = checkTable(new Blob());
void module;
// @ts-expect-error no hospital has this tier
check.tier = "4A";
// @ts-expect-error no table is of this kind
check.mode = "lists";
