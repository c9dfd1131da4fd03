// The ES module: the API as functions, after `await ready()`; in Node module.node.mjs has done that.

import * as glue from "generated/glue";
import { start, startWith as startBytes } from "generated/start";
import { register } from "./element.js";

/** What is wrong with the input: a stable code, the field it concerns, a sentence. */
export class InputError extends Error {
  constructor({ code, field, message }) {
    super(message);
    this.name = "InputError";
    this.code = code;
    this.field = field;
  }
}

let running = false;

/** Resolves as soon as the functions may be called. */
export async function ready() {
  if (running) return;
  await start();
  running = true;
}

function wrong(field) {
  const message = "答案只能是文字、数字、真假，或由它们组成的列表和对象；列表里不能有空位";
  return new InputError({ code: "wrong_type", field, message });
}

/** As deep as any form goes: answers, rows, a row, a list. */
const DEEPEST = 4;

/**
 * The caller's values as plain copies. Getters, proxies and cycles run and fail here: an exception
 * that passed through the module's own frames would leave it damaged.
 */
function plain(value, path = "", depth = 0) {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return String(value);
  if (["string", "number", "boolean"].includes(typeof value)) return value;
  if (typeof value !== "object" || depth > DEEPEST) throw wrong(path);
  if (Array.isArray(value)) {
    return Array.from(value, (entry, index) => {
      const copy = plain(entry, `${path}[${index}]`, depth + 1);
      if (copy === null) throw wrong(`${path}[${index}]`);
      return copy;
    });
  }
  if (Object.prototype.toString.call(value) !== "[object Object]") throw wrong(path);
  const copy = {};
  for (const key of Object.keys(value)) {
    const answer = plain(value[key], path ? `${path}.${key}` : key, depth + 1);
    Object.defineProperty(copy, key, { value: answer, enumerable: true });
  }
  return copy;
}

/** The caller's answers or options: an object, or nothing. */
function row(value, field) {
  const copy = plain(value, field);
  if (copy !== null && (typeof copy !== "object" || Array.isArray(copy))) throw wrong(field);
  return copy ?? undefined;
}

function call(name, values) {
  if (!running) {
    throw new Error(`尚未就绪：请先 await ready()，再调用 ${name}。 Not ready: await ready() before ${name}().`);
  }
  try {
    return glue[name](...values);
  } catch (error) {
    throw error && typeof error.code === "string" && !(error instanceof Error) ? new InputError(error) : error;
  }
}

const text = (value) => (typeof value === "string" ? value : "");
const count = (value) => (typeof value === "number" ? Math.min(Math.max(Math.trunc(value) || 0, 0), 1000) : undefined);

export const calculate = (name, answers, options) =>
  call("calculate", [text(name), row(answers, ""), row(options, "")]);
export const calendarFile = (name, answers, options) =>
  call("calendarFile", [text(name), row(answers, ""), row(options, "")]);
export const calculators = () => call("calculators", []);
export const form = (name) => call("form", [text(name)]);
export const search = (query, limit) => call("search", [text(query), count(limit)]);


/** Starts with the module's bytes at once. */
export function startWith(bytes) {
  startBytes(bytes);
  running = true;
}

/** Registers the element, once. */
export const defineElement = register;
