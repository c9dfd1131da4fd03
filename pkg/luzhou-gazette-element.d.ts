// The types of the element, for `import "luzhou-gazette/element"` and for the one script.

import type { Answers, CalculatorName, InputError, Link, Outcome } from "./luzhou-gazette.js";

export * from "./luzhou-gazette.js";

/** What is wrong: with an answer (`ErrorCode`), or with the start. */
export interface CalculatorError {
  code: InputError["code"] | "wasm_missing" | "wasm_blocked" | "wasm_failed";
  message: string;
  /** The key of the answer; absent where the element could not start. */
  field?: string;
}

/** What the element tells its host. All bubble and leave the shadow root. */
export interface LuzhouCalculatorEventMap extends HTMLElementEventMap {
  /** It stands there; the detail is the calculator's name. */
  "luzhou-ready": CustomEvent<string>;
  /** An answer has settled. */
  "luzhou-result": CustomEvent<Outcome>;
  /** An answer must be mended first, or the element could not start. */
  "luzhou-error": CustomEvent<CalculatorError>;
  /** Another calculator is wanted: the element becomes it unless this is prevented. */
  "luzhou-open": CustomEvent<Link>;
}

/** `<luzhou-calculator>`. */
export interface LuzhouCalculatorElement extends HTMLElement {
  /** Which calculator; the attribute `name`. */
  name: CalculatorName;
  /** The day of looking, `2024-01-15`; today in Beijing where it is empty. The attribute `as-of`. */
  asOf: string;
  /** Compute with a rule that has ended, marked as such. The attribute `historical`. */
  historical: boolean;
  /** The attribute `theme`. */
  theme: "" | "light" | "dark" | "auto";
  /** The attribute `size`. */
  size: "" | "large";
  /** Under which name the result takes part in the form around it; in none where it is empty. The attribute `submit-as`. */
  submitAs: string;
  /** What is filled in, by key. Setting fills in what is given, and leaves the rest. */
  get answers(): Answers | undefined;
  set answers(answers: Answers | undefined);
  /** The outcome that is shown; `null` before the element has started, and while an answer must be mended first. */
  readonly outcome: Outcome | null;
  /** The 计算单 of what is shown, as one HTML file; nothing while there is no answer. */
  readonly sheet: string | undefined;
  /**
   * Fills answers in, if there are any, and gives the outcome as soon as the element, once in a document, has started.
   * Rejects with what must be mended first.
   */
  calculate(answers?: Answers): Promise<Outcome>;
  addEventListener<Type extends keyof LuzhouCalculatorEventMap>(
    type: Type,
    listener: (this: LuzhouCalculatorElement, event: LuzhouCalculatorEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Type extends keyof LuzhouCalculatorEventMap>(
    type: Type,
    listener: (this: LuzhouCalculatorElement, event: LuzhouCalculatorEventMap[Type]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What may be written in the tag; besides, the keys of the calculator's questions. */
export interface LuzhouCalculatorAttributes {
  name: CalculatorName;
  "as-of"?: string;
  historical?: boolean | "" | "true" | "false";
  theme?: "light" | "dark" | "auto";
  size?: "large";
  "submit-as"?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "luzhou-calculator": LuzhouCalculatorElement;
  }
}
