// Where the one script came from, for the files that stand beside it. Known only while it runs.

const script = typeof document === "object" ? document.currentScript : null;
const page = typeof document === "object" ? document.baseURI : "";

/** The script's address, or the page's where a loader hides it. */
export const address = script instanceof HTMLScriptElement && script.src ? script.src : page;

/** A worker that runs it is an ordinary one. */
export const workerType = "classic";
