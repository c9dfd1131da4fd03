// What reads and writes workbooks as a classic script: a page, a worker and a page on a disk can all load it.

import { readWorkbook, writeWorkbook } from "./workbook.js";

globalThis.luzhouGazetteWorkbook = { readWorkbook, writeWorkbook };
