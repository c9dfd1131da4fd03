// Loads the reader of workbooks, a module of its own beside this one, when the first workbook comes.

/** @returns {Promise<import("./workbook.js").Reader>} */
export const loadWorkbook = () => import("./luzhou-gazette-workbook-module.js");
