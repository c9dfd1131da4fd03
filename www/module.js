// The ES module: the API as functions, after `await ready()`; in Node module.node.mjs has done that.

import * as glue from "generated/calculators";
import { start, startWith as startModule } from "generated/start";
import { register } from "./element.js";
import { plain } from "./plain.js";

/** What is wrong with the input: a stable code, the field it concerns, a sentence. */
export class InputError extends Error {
  /** @param {{ code: string, field: string, message: string }} wrong */
  constructor({ code, field, message }) {
    super(message);
    this.name = "InputError";
    this.code = code;
    this.field = field;
  }
}

let isReady = false;

/** Resolves as soon as the functions may be called. */
export async function ready() {
  if (isReady) return;
  await start();
  isReady = true;
}

/** @param {string} field @returns {never} */
function wrong(field) {
  const message = "答案只能是文字、数字、真假，或由它们组成的列表和对象；列表里不能有空位";
  throw new InputError({ code: "wrong_type", field, message });
}

/**
 * The caller's answers or options: an object, or nothing.
 * @param {unknown} value
 */
function row(value) {
  const copy = plain(value, wrong);
  if (copy !== null && (typeof copy !== "object" || Array.isArray(copy))) wrong("");
  return /** @type {any} */ (copy ?? undefined);
}

/**
 * What the module answers, once it runs; its errors as errors.
 * @template T
 * @param {string} name what is called, for whoever calls too early
 * @param {() => T} call
 * @returns {T}
 */
function running(name, call) {
  if (!isReady) {
    throw new Error(`尚未就绪：请先 await ready()，再调用 ${name}。 Not ready: await ready() before ${name}().`);
  }
  try {
    return call();
  } catch (error) {
    const { code } = /** @type {{ code?: unknown }} */ (error ?? {});
    throw typeof code === "string" && !(error instanceof Error) ? new InputError(/** @type {any} */ (error)) : error;
  }
}

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "");
/** @param {unknown} value */
const count = (value) => (typeof value === "number" ? Math.min(Math.max(Math.trunc(value) || 0, 0), 1000) : undefined);

/** @type {typeof import("luzhou-gazette").calculate} */
export const calculate = (name, answers, options) =>
  running("calculate", () => glue.calculate(text(name), row(answers), row(options)));
/** @type {typeof import("luzhou-gazette").calendarFile} */
export const calendarFile = (name, answers, options) =>
  running("calendarFile", () => glue.calendarFile(text(name), row(answers), row(options)));
/** @type {typeof import("luzhou-gazette").calculators} */
export const calculators = () => running("calculators", () => glue.calculators());
/** @type {typeof import("luzhou-gazette").form} */
export const form = (name) => running("form", () => glue.form(text(name)));
/** @type {typeof import("luzhou-gazette").search} */
export const search = (query, limit) => running("search", () => glue.search(text(query), count(limit)));
/** @type {typeof import("luzhou-gazette").searchAlso} */
export const searchAlso = (entries) => running("searchAlso", () => glue.searchAlso(text(entries)));
/** @type {typeof import("luzhou-gazette").items} */
export const items = (query, limit) => running("items", () => glue.items(text(query), count(limit)));

/**
 * Starts with the module at once: its bytes, or already compiled.
 * @param {BufferSource | WebAssembly.Module} module
 */
export function startWith(module) {
  startModule(module);
  isReady = true;
}

/** Registers the element, once. */
export const defineElement = register;
