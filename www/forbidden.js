// What a failed start means.

/**
 * Whether it is the page's Content-Security-Policy that forbids WebAssembly.
 * @param {unknown} error
 */
export function forbidden(error) {
  const message = error instanceof Error ? error.message : "";
  return /content security policy|csp|unsafe-eval|disallowed by embedder/i.test(message);
}
