// Where the module came from, for the files that stand beside it.

/** The module's address. */
export const address = import.meta.url;

/** A worker that runs it is a module worker; engines without them work beside the page. */
export const workerType = "module";
