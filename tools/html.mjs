// Pages as text: what is put into a page is text unless it was made here.

/** Text as it stands in HTML. */
export const escape = (said) => String(said).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A piece of a page. */
class Markup {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

const written = (value) => {
  if (Array.isArray(value)) return value.map(written).join("");
  if (value === null || value === undefined || value === false) return "";
  return value instanceof Markup ? value.text : escape(value);
};

/** A piece of a page: what stands in the places is text, a piece, a list of both, or nothing (null, undefined, false). */
export const html = (strings, ...values) => new Markup(String.raw({ raw: strings }, ...values.map(written)));

/** Data that stands in a page for machines; no `<` ends it early. */
export const data = (value) => new Markup(`<script type="application/ld+json">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>`);

/** The rows by what `key` says of them, in the order in which they come. */
export function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
