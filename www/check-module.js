// The ES module of the table check: registers the element where there is a document, and checks tables for programs.

import "./check.js";

export { startWith } from "generated/start";
export { TableError, checkTable } from "./table.js";
