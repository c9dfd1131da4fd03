// Where the one script came from, for the files that stand beside it. Known only while it runs.

const current = typeof document === "object" ? document.currentScript : null;
const script = current && current instanceof HTMLScriptElement ? current : undefined;

/** The script's address; in a worker, which has no elements, its own; empty where a bundle or a loader hides it. */
export const address = script ? script.src : typeof importScripts === "function" ? location.href : "";

/** The address of the element's styles, for engines that load them; empty where it is not known. */
export const stylesheet = () => address && new URL(STYLE_FILE, address).href;

/** Whether the host names the hash that the script must have. Then nothing may run that was fetched without one. */
export const vouched = Boolean(script?.integrity);

/** How our own file is named, with whatever a host adds for its version. */
const OWN = /\/luzhou-gazette-check[^/]*\.js$/;

/**
 * Starts a worker that runs the same script. Not where that is a bundle of the host's, which would run there as a whole,
 * and not where the host vouches for it: a browser fetches a worker's script without looking at a hash.
 * @param {string} name
 * @param {TrustedTypePolicy | undefined} policy
 */
export function startWorker(name, policy) {
  if (!address || vouched || !OWN.test(new URL(address).pathname)) throw new Error("no script of ours for a worker");
  return new Worker(policy ? policy.createScriptURL(address) : address, { name });
}
