// The element of the calculators.

import { mount, search } from "generated/calculators";
import { start } from "generated/start";
import { define } from "./shell.js";

export function register() {
  define("luzhou-calculator", {
    file: "luzhou-gazette.css",
    kind: (host) => host.getAttribute("name") || "",
    mount,
  });
  // For a page from a disk, which can import no module: the search, once it can be called.
  const made = /** @type {any} */ (customElements.get("luzhou-calculator"));
  if (made) made.searching = () => start().then(() => search);
}
