// What the build puts in for the imports that it alone knows, and what Node has that two of the files use.

declare module "generated/style" {
  const style: string;
  export default style;
}

/** Base64 of the deflated module. */
declare module "generated/packed" {
  const packed: string;
  export default packed;
}

/** The module's file, as it stands beside the script: `./` and its name. */
declare const MODULE_FILE: string;

/** The name of the element's styles beside the script. */
declare const STYLE_FILE: string;

/** The hash of the file that reads workbooks, as `integrity` has it. */
declare const WORKBOOK_INTEGRITY: string;

/** The reader of workbooks as the classic script leaves it. */
declare var luzhouGazetteWorkbook: undefined | import("./workbook.js").Reader;

/** In a worker. */
declare function importScripts(...urls: string[]): void;

interface TrustedTypePolicy {
  createScriptURL(url: string): string;
}

declare module "node:fs" {
  export function readFileSync(path: URL): Uint8Array<ArrayBuffer>;
}

declare const process: undefined | { versions?: { node?: string }; getBuiltinModule(name: "node:fs"): typeof import("node:fs") };

/** The folder of a version's files; the pages; the other files to keep, each with the hash that it must have where it has one. */
declare const FOLDER: string;
declare const PAGES: string[];
declare const FILES: [name: string, integrity?: string][];
