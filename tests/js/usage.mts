// Compiled, not run: what a TypeScript program may write.

import { type ErrorCode, InputError, calculate, calculators, calendarFile, form, items, ready, search } from "luzhou-gazette";

await ready();
const outcome = calculate("medical-fee", { tier: "3A" }, { as_of: "2024-06-01" });
const again = calculate("medical-fee", {});
const name: string = outcome.calculator + again.calculator;
const cited: string | undefined = outcome.figures[0]?.citation.clause;
const file: string = calendarFile("medical-fee", { tier: "3A" }, { as_of: "2024-06-01" });
void [cited, file, name, calculators(), form("medical-fee"), items("tpqp", 5)[0]?.code, search("tpqp").hits[0]?.link];
try {
  calculate("medical-fee", { tier: "9Z" });
} catch (error) {
  if (error instanceof InputError) {
    const { code, field, message }: { code: ErrorCode; field: string; message: string } = error;
    void [code === "unknown_choice", field, message];
    // @ts-expect-error no sort of error has this name
    void (code === "unknown_choise");
  }
}
for (const field of form("medical-fee").fields) {
  // What does not hold is null, not absent; "asked" is the one condition without more to it.
  if (field.when !== null && field.when !== "asked" && "is" in field.when) void field.when.is.any_of;
  if (field.prefill !== null) void field.prefill;
}
// @ts-expect-error a calculator is named by a string
calculate(3, {});
