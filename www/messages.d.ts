// The messages between the screen of the table check and the desk at which the table is worked on. Rust makes and reads
// those of the screen (`crates/browser-table/src/message.rs`).

import type { TableRow, TableSheet, TableSummary, TableUnderstanding } from "luzhou-gazette/check";

/** What the screen asks for. `choices` are keys, each with its value after it. */
export type ToDesk =
  | { type: "read"; choices: string[]; source: string | File; sheet?: number }
  | { type: "again"; choices: string[] }
  | { type: "page"; filter: string; group: number; place: number; all: boolean }
  | { type: "copied"; filter: string }
  | { type: "report" }
  | { type: "stop" };

/** What the desk answers. */
export type FromDesk =
  | { type: "ready" }
  | { type: "progress"; phase: Phase; thousandths: number }
  | { type: "refused"; why: string }
  | { type: "understood"; understanding: TableUnderstanding; sheet: TableSheet | undefined }
  | { type: "judged"; summary: TableSummary }
  | { type: "page"; filter: string; first: boolean; all: boolean; page: Page }
  | { type: "copied"; text: string }
  | { type: "report"; report: Blob };

export type Phase = "read" | "check" | "write";

/** Some rows under their groups, and where the next ones begin. */
export interface Page {
  rows: { group: string; row: TableRow }[];
  next: undefined | { group: number; place: number };
}
