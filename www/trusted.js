// The one name under which a host with trusted types lets us start a worker or load the reader of workbooks.

/** @type {TrustedTypePolicy | undefined} */
let made;

/** The policy, made once: a second one of the name is refused. Nothing where the browser knows none; throws where the host allows none. */
export function policy() {
  const { trustedTypes } = /** @type {any} */ (window);
  made ??= trustedTypes?.createPolicy("luzhou-gazette", { createScriptURL: (/** @type {string} */ url) => url });
  return made;
}
