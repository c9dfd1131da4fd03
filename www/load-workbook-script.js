// Loads the reader of workbooks that stands beside the one script, when the first workbook comes.

import { address } from "generated/address";

const FILE = "luzhou-gazette-workbook.js";

/**
 * @param {string} url
 * @returns {Promise<void>}
 */
function element(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = reject;
    script.src = url;
    document.head.append(script);
    script.remove();
  });
}

/**
 * Loads it in the way that is allowed where this runs: a worker of an old engine knows no `import()`, a page on a disk
 * may not use it, and a page with trusted types may use nothing else. Rejects where the file is not beside the script.
 * @returns {Promise<import("./workbook.js").Reader>}
 */
export async function loadWorkbook() {
  if (!globalThis.luzhouGazetteWorkbook) {
    const url = new URL(FILE, address).href;
    if (typeof importScripts === "function") importScripts(url);
    else if (url.startsWith("file:")) await element(url);
    else await import(url);
  }
  const reader = globalThis.luzhouGazetteWorkbook;
  if (!reader) throw new Error(`${FILE} is not the reader of workbooks`);
  return reader;
}
