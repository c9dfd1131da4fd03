// The messages between the screen of the table check and the desk at which the table is worked on. Rust makes and reads
// those of the screen (`crates/browser-table/src/message.rs`).

/** How a table is checked. */
export interface Settings {
  mode: "list" | "bill";
  /** The tier's id; empty for what the file says. */
  tier: string;
  /** `2024-06-01`. */
  day: string;
  /**
   * The places of codes, amounts, tiers, quantities and days, separated by commas, nothing for no column; empty where
   * they are to be found.
   */
  columns: string;
}

/** What the screen asks for. */
export type Wanted =
  | { type: "read"; settings: Settings; source: string | File }
  | { type: "again"; settings: Settings }
  | { type: "page"; status: string; from: number; most: number }
  | { type: "copied"; status: string }
  | { type: "stop" };

/** What the desk tells. */
export type Told =
  | { type: "ready" }
  | { type: "progress"; phase: Phase; thousandths: number }
  | { type: "sheet"; name: string; remarks: string[] }
  | { type: "layout"; layout: Layout }
  | { type: "refused"; why: string }
  | { type: "done"; counts: Counts; report: Blob }
  | { type: "page"; status: string; from: number; page: Page }
  | { type: "copied"; text: string };

export type Phase = "read" | "check" | "write";

/** Which column is used for what. */
export interface Layout {
  /** What must be said first; empty where the check can begin. */
  unready: "" | "empty" | "code" | "amount" | "quantity";
  /** Whether each tier has a column of its own. */
  tiers: boolean;
  /** The columns of codes, amounts, tiers, quantities and days, counted from 0; empty where there is none. */
  places: string[];
  heads: string[];
}

/** How many there are of each: rows, blank rows, heads, marks, and marks of each status. */
export interface Counts {
  rows: number;
  blank: number;
  heads: number;
  marks: number;
  may_be_explained: number;
  [status: string]: number;
}

/** Some marks, and where the next ones begin; 0 after the last. */
export interface Page {
  marks: Mark[];
  next: number;
}

/** What was found in a row, in words. */
export interface Mark {
  row: string;
  status: string;
  code: string;
  name: string;
  tier: string;
  day: string;
  quantity: string;
  written: string;
  printed: string;
  difference: string;
  explanation: string;
  source: string;
  may_be_explained: boolean;
}
