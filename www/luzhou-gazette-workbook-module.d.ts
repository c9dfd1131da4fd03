// The reader of workbooks as the module finds it beside it.

export * from "./workbook.js";
