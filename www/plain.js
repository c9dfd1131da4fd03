// What a caller gives as answers, as plain copies made before the module sees it: getters, proxies and cycles run and fail
// here. An exception that passed through the module's own frames would leave it damaged.

/** As deep as any form goes: answers, rows, a row, a list. */
const DEEPEST = 4;

/**
 * @param {unknown} value
 * @param {(path: string) => null} refuse what becomes of a value that is no answer, at its place
 * @returns {unknown}
 */
export function plain(value, refuse, path = "", depth = 0) {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return String(value);
  if (["string", "number", "boolean"].includes(typeof value)) return value;
  if (typeof value !== "object" || depth > DEEPEST) return refuse(path);
  if (Array.isArray(value)) {
    return Array.from(value, (entry, index) => {
      const place = `${path}[${index}]`;
      return plain(entry, refuse, place, depth + 1) ?? refuse(place);
    });
  }
  if (Object.prototype.toString.call(value) !== "[object Object]") return refuse(path);
  const copy = {};
  for (const [key, entry] of Object.entries(value)) {
    const answer = plain(entry, refuse, path ? `${path}.${key}` : key, depth + 1);
    Object.defineProperty(copy, key, { value: answer, enumerable: true });
  }
  return copy;
}
