// Loads the reader of workbooks that stands beside the one script, when the first workbook comes.

import { address, vouched } from "./address-script.js";
import { policy } from "./trusted.js";

const FILE = "luzhou-gazette-workbook.js";

/**
 * @param {string} url
 * @param {string} integrity the hash that the file must have; none where that is empty
 * @returns {Promise<void>}
 */
function element(url, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve();
    script.onerror = reject;
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = "anonymous";
    }
    script.src = policy()?.createScriptURL(url) ?? url;
    document.head.append(script);
    script.remove();
  });
}

/**
 * Loads it in the way that is allowed where this runs: a worker of an old engine knows no `import()`, a page on a disk
 * may not use it, and a page with trusted types may use nothing else, unless it allows our policy. Where the host vouches for the
 * script by its hash, the script vouches for this file by the hash that it was built with. Rejects where the file is not
 * beside the script, or is another one.
 * @returns {Promise<import("./workbook.js").Reader>}
 */
export async function loadWorkbook() {
  if (!globalThis.luzhouGazetteWorkbook) {
    const url = new URL(FILE, address).href;
    if (typeof importScripts === "function") importScripts(url);
    else if (url.startsWith("file:")) await element(url, "");
    else if (vouched) await element(url, WORKBOOK_INTEGRITY);
    else await import(url);
  }
  const reader = globalThis.luzhouGazetteWorkbook;
  if (!reader) throw new Error(`${FILE} is not the reader of workbooks`);
  return reader;
}
