// The element of the calculators.

import { mount } from "generated/calculators";
import { define } from "./shell.js";

export function register() {
  define("luzhou-calculator", {
    file: "luzhou-gazette.css",
    kind: (host) => host.getAttribute("name") || "",
    mount,
  });
}
