// A strict program without a page; compiled, not run.

import { InputError, calculate, type Outcome } from "luzhou-gazette";
import { TableError, checkTable, type TableCheck } from "luzhou-gazette/check";

export function subsidy(price: number): number | null {
  try {
    const outcome: Outcome = calculate("home-purchase-subsidy", { ...({ contract_date: "2024-02-10", price: 850000, group: "veteran", central_urban_area: true, newly_built: true, home_order: "first" } as const), price });
    return outcome.figures[0]?.value ?? null;
  } catch (error) {
    if (error instanceof InputError && error.code === "below_minimum") return null;
    // @ts-expect-error no sort of error has this name
    if (error instanceof InputError && error.code === "below_minmum") return 0;
    throw error;
  }
}

const checked: TableCheck = await checkTable(new Uint8Array(3), { tier: "3A" });
export const above: number | undefined = checked.summary?.above;
void new TableError("size", "").code;
// @ts-expect-error no question has this key
calculate("home-purchase-subsidy", { prise: 1 });
