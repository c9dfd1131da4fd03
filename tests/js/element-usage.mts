// How a page in TypeScript uses the element. It is compiled, not run.

import { ready, type CalculatorError, type LuzhouCalculatorElement, type Outcome } from "luzhou-gazette/element";
import "luzhou-gazette/luzhou-gazette.js";
import "luzhou-gazette/luzhou-gazette.css";
import module from "luzhou-gazette/luzhou-gazette_bg.wasm";
import { startWith } from "luzhou-gazette";

startWith(module);
startWith(new Uint8Array(8));
await ready();
const element: LuzhouCalculatorElement = document.createElement("luzhou-calculator");
element.name = "medical-fee";
element.asOf = "2024-06-01";
element.historical = true;
element.theme = "dark";
element.submitAs = "fee";
element.answers = { tier: "3A" };
const outcome: Outcome | null = element.outcome;
const later: Outcome = await element.calculate({ lines: [{ code: "210102015" }] });
element.addEventListener("luzhou-result", ({ detail }) => void detail.figures[0]?.value?.toFixed(0));
element.addEventListener("luzhou-error", ({ detail }) => {
  const error: CalculatorError = detail;
  void (error.code === "wasm_blocked" || error.code === "below_minimum");
});
element.addEventListener("luzhou-open", (event) => {
  event.preventDefault();
  element.name = event.detail.calculator;
});
element.addEventListener("click", (event) => void event.clientX);
document.querySelector("luzhou-calculator")?.calculate();
void [outcome?.verdict === "granted", later.summary];
// @ts-expect-error no calculator has this name
element.name = "medical-fees";
// @ts-expect-error it is read
element.outcome = null;
// @ts-expect-error no such theme
element.theme = "pink";
