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
  // @ts-expect-error no hospital has this tier
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
// @ts-expect-error no calculator has this name
calculate("medical-fees", {});
// @ts-expect-error no question has this key
calculate("medical-fee", { teir: "3A" });
// @ts-expect-error no row asks this
calculate("medical-fee", { lines: [{ code: "210102015", amount: 2 }] });
calculate("medical-fee", { tier: "3A", service_date: null, lines: [{ code: "210102015", quantity: 2 }, { code: "330100003", hours: "2" }] });
calculate("home-purchase-subsidy", { group: ["veteran", "graduate"], newly_built: "是", price: "85万" });
// Whoever goes through them all needs no cast.
for (const { name } of calculators()) void calculate(name).events[0]?.from;
// The browser's own types keep their names.
const clicked: Event = new MouseEvent("click");
void clicked;
