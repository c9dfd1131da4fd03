// The one script: it registers the element, and has nothing to import but types.

export type * from "./luzhou-gazette-element.js";
