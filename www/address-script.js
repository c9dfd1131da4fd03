// Where the one script came from, for the files that stand beside it. Known only while it runs.

const script = typeof document === "object" ? document.currentScript : null;

/** The script's address; in a worker, which has no elements, its own; empty where a bundle or a loader hides it. */
export const address =
  script && script instanceof HTMLScriptElement ? script.src : typeof importScripts === "function" ? location.href : "";

/**
 * Starts a worker that runs the same script.
 * @param {string} name
 * @param {TrustedTypePolicy | undefined} policy
 */
export function startWorker(name, policy) {
  if (!address) throw new Error("the script does not know its address");
  return new Worker(policy ? policy.createScriptURL(address) : address, { name });
}
