// Where the files are that stand beside the module. A bundler puts the module into a file of the host's and gives the others
// new names; it finds them by their addresses, which must be written as it looks for them.

/** The address of the WebAssembly. Not worked out on import: some places have no address. */
export const moduleFile = () => new URL(MODULE_FILE, import.meta.url);

/**
 * The address of a file of ours beside the module; empty in a bundle, which has no such file.
 * @param {string} name
 */
function beside(name) {
  try {
    const file = moduleFile();
    return file.pathname.endsWith(MODULE_FILE.slice(1)) ? new URL(name, file).href : "";
  } catch {
    return "";
  }
}

/** The address of the element's styles, for engines that load them; empty where it is not known. */
export const stylesheet = () => beside(STYLE_FILE);

/**
 * Starts a worker that runs the module again, by way of a file beside it. A bundler makes a worker of its own from the
 * address in the last line; one that passes through a policy it would not see.
 * @param {string} name
 * @param {TrustedTypePolicy | undefined} policy
 */
export function startWorker(name, policy) {
  const url = policy && beside("luzhou-gazette-check-worker.js");
  if (policy && url) return new Worker(policy.createScriptURL(url), { type: "module", name });
  return new Worker(new URL("./luzhou-gazette-check-worker.js", import.meta.url), { type: "module", name });
}
