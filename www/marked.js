// Marks in a text what of a query stands in it, by nodes of text and never by markup.

/** Full-width letters, digits and signs in their plain form; the text keeps its length. @param {string} text */
const halfWidth = (text) => text.replace(/[\uff01-\uff5e]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0)).toLowerCase();

/** The parts by which texts are compared: a number or a word of letters as a whole, any other character; no signs. @param {string} text */
function parts(text) {
  const found = [...halfWidth(text).matchAll(/\d[\d,]*(?:\.\d+)?|[a-z]+|[^\s\p{P}\p{S}]/gu)];
  return found.map(({ 0: said, index }) => ({ said: said.replaceAll(",", ""), index, end: index + said.length }));
}

/**
 * A text as nodes, with a `mark` around each part that the query says: two neighbours at least, a number, a word, or all of it.
 * @param {string} text
 * @param {string} query
 */
export function marked(text, query) {
  const asked = parts(query);
  const told = parts(text);
  /** @type {(string | HTMLElement)[]} */
  const nodes = [];
  let at = 0;
  for (let first = 0; first < told.length; first++) {
    let longest = 0;
    for (let begin = 0; begin < asked.length; begin++) {
      let length = 0;
      while (asked[begin + length]?.said === (told[first + length]?.said ?? "")) length++;
      if (length > 1 || asked.length === 1 || /^[\da-z]/.test(asked[begin]?.said ?? "")) longest = Math.max(longest, length);
    }
    const [start, end] = [told[first]?.index ?? 0, told[first + longest - 1]?.end ?? 0];
    if (!longest) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    nodes.push(text.slice(at, start), mark);
    at = end;
    first += longest - 1;
  }
  return [...nodes, text.slice(at)];
}
