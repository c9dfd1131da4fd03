// The one script of the check: it registers the element, and has nothing to import but types.

export type * from "./luzhou-gazette-check-element.js";
