// Where the module came from, for the files that stand beside it.

/** The module's address. */
export const address = import.meta.url;

/**
 * Starts a worker that runs the module again, by way of a file beside it. Written out twice as bundlers look for it:
 * they make a worker of their own from the address that stands there.
 * @param {string} name
 * @param {TrustedTypePolicy | undefined} policy
 */
export function startWorker(name, policy) {
  if (!policy) return new Worker(new URL("./luzhou-gazette-check-worker.js", import.meta.url), { type: "module", name });
  const url = new URL("./luzhou-gazette-check-worker.js", import.meta.url).href;
  return new Worker(policy.createScriptURL(url), { type: "module", name });
}

/** Whether the host names the hash that the module must have: a module cannot see it. */
export const vouched = false;
