// The types of `<luzhou-price-check>`, for pages; those of `checkTable` alone, in luzhou-gazette-check.d.ts, need no page.

import type { CheckOptions, TableSummary } from "./luzhou-gazette-check.js";

export * from "./luzhou-gazette-check.js";

/** What is wrong: with an attribute, or with the start. */
export interface PriceCheckError {
  code: "attribute" | "wasm_missing" | "wasm_blocked" | "wasm_failed";
  message: string;
}

/** What the check tells its host. All bubble and leave the shadow root. */
export interface LuzhouPriceCheckEventMap extends HTMLElementEventMap {
  /** It stands there. */
  "luzhou-ready": CustomEvent<string>;
  /** A table has been checked. */
  "luzhou-result": CustomEvent<TableSummary>;
  /** An attribute is not one of its values, or the element could not start. */
  "luzhou-error": CustomEvent<PriceCheckError>;
}

/** `<luzhou-price-check>`. */
export interface LuzhouPriceCheckElement extends HTMLElement {
  /** What the tables are; understood from each where it is empty. The attribute `mode`. */
  mode: "" | NonNullable<CheckOptions["kind"]>;
  /** The hospital's tier, for rows that do not say theirs. The attribute `tier`. */
  tier: "" | NonNullable<CheckOptions["tier"]>;
  /** The day whose prices stand, `2024-06-01`; today in Beijing where it is empty. The attribute `as-of`. */
  asOf: string;
  /** `off`: never start a worker. The attribute `worker`. */
  worker: "" | "off";
  /** The attribute `theme`. */
  theme: "" | "light" | "dark" | "auto";
  /** The attribute `size`. */
  size: "" | "large";
  addEventListener<Type extends keyof LuzhouPriceCheckEventMap>(
    type: Type,
    listener: (this: LuzhouPriceCheckElement, event: LuzhouPriceCheckEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof LuzhouPriceCheckEventMap>(
    type: Type,
    listener: (this: LuzhouPriceCheckElement, event: LuzhouPriceCheckEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What may be written in the tag. */
export interface LuzhouPriceCheckAttributes {
  mode?: NonNullable<CheckOptions["kind"]>;
  tier?: NonNullable<CheckOptions["tier"]>;
  "as-of"?: string;
  worker?: "off";
  theme?: "light" | "dark" | "auto";
  size?: "large";
}

declare global {
  interface HTMLElementTagNameMap {
    "luzhou-price-check": LuzhouPriceCheckElement;
  }
}
