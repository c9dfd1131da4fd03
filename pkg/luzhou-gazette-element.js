// Registers the element on import, and gives what the module gives: one module, one copy of the data.

import { defineElement } from "./luzhou-gazette-module.js";

defineElement();

export * from "./luzhou-gazette-module.js";
