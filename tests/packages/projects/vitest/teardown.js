// What Vitest does behind the last test: it closes the window and takes its names away. The elements that stood in it must let
// go without a word.

import { setTimeout as pause } from "node:timers/promises";
import { builtinEnvironments } from "vitest/runtime";

const environment = await builtinEnvironments.jsdom.setup(globalThis, {});
await import("luzhou-gazette/element");
await import("luzhou-gazette/check");
const calculator = document.createElement("luzhou-calculator");
calculator.name = "home-purchase-subsidy";
const check = document.createElement("luzhou-price-check");
const stands = new Promise((resolve) => check.addEventListener("luzhou-ready", resolve));
document.body.append(calculator, check);
await Promise.all([calculator.calculate(), stands]);
await environment.teardown(globalThis);
// Longer than an answer takes to settle.
await pause(1000);
console.log(calculator.isConnected, typeof document);
