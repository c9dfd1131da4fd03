// Compiled, not run: what a TypeScript program may write.

import { InputError, calculate, calculators, form, ready, search } from "luzhou-gazette";

await ready();
const outcome = calculate("medical-fee", { tier: "3A" }, { as_of: "2024-06-01" });
const again = calculate("medical-fee", {});
const name: string = outcome.calculator + again.calculator;
void [name, calculators(), form("medical-fee"), search("dsqzs", 5), search("dsqzs")];
try {
  calculate("medical-fee", { tier: "9Z" });
} catch (error) {
  if (error instanceof InputError) {
    const { code, field, message }: { code: string; field: string; message: string } = error;
    void [code, field, message];
  }
}
// @ts-expect-error a calculator is named by a string
calculate(3, {});
