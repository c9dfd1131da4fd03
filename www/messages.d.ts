// The messages between the screen of the table check and the desk at which the table is worked on. Rust makes and reads
// those of the screen (`crates/browser-table/src/message.rs`).

import type { TableRow, TableSheet, TableSummary, TableUnderstanding } from "luzhou-gazette/check";

/** What the screen asks for. `choices` are keys, each with its value after it. */
export type ToDesk =
  | { type: "read"; choices: string[]; source: string | File; sheet?: number }
  | { type: "again"; choices: string[] }
  | { type: "page"; filter: string; group: string; place: number; all: boolean }
  | { type: "copied"; filter: string }
  | { type: "report"; form: "csv" | "xlsx" }
  | { type: "stop" };

/** What the desk answers. */
export type FromDesk =
  | { type: "progress"; phase: Phase; thousandths: number }
  | { type: "refused"; why: string }
  | { type: "understood"; understanding: TableUnderstanding; sheet: TableSheet | undefined }
  | { type: "judged"; summary: TableSummary }
  | { type: "page"; filter: string; first: boolean; all: boolean; parts: Part[] }
  | { type: "copied"; text: string }
  | { type: "report"; report: Blob; name: string }
  | { type: "unwritten"; why: string };

export type Phase = "read" | "check" | "write";

/** Some rows of a group, and the place of the next one. */
export interface Part {
  group: string;
  rows: TableRow[];
  next: undefined | number;
}
