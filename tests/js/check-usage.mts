// How a program in TypeScript uses the table check. It is compiled, not run.

import { TableError, checkTable, type CheckOptions, type TableCheck, type TableRow } from "luzhou-gazette/check";

const options: CheckOptions = { kind: "bill", tier: "3A", columns: { amount: 3, quantity: null } };
const check: TableCheck = await checkTable(new Uint8Array(3), options);
const rows: TableRow[] = check.rows;
const above: TableRow[] = rows.filter((row) => row.verdict === "above");
const fen: number | null = above[0]?.prices[0]?.amount ?? null;
const sums: number = check.summary?.counts.equal ?? 0;
const question: string | undefined = check.understanding.doubts[0]?.question;
const sheet: string | undefined = check.sheet?.sheets[check.sheet.chosen]?.name;
const code: string = new TableError("size", "").code;
export { fen, sums, question, sheet, code };

// @ts-expect-error no such tier
await checkTable("", { tier: "4A" });
// @ts-expect-error no such role
await checkTable("", { columns: { colour: 1 } });
