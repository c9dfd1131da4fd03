// Making elements by the document's own function: a form or a picture of the host that is named `createElement` stands in
// the place of the one that the document answers to.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const make = (tag) => /** @type {any} */ (Document.prototype.createElement.call(document, tag));
